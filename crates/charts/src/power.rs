//! Power over frequency: the bands filled, each with its power, the curve on top.

use crate::{
    Table,
    scale::Linear,
    scene::{Anchor, Ink, Scene, Weight},
    tachogram::span,
    text::{grouped, text_width_px},
    ticks::nice_ticks,
};

/// What the power spectrum shows. All words arrive translated.
#[derive(Clone, Debug, PartialEq)]
pub struct Power {
    /// What it says, in a sentence.
    pub title: String,
    /// More of it, for who cannot see the picture.
    pub description: String,
    /// The unit of the density, above its axis.
    pub unit: String,
    /// Frequency and density, by frequency, from above 0 Hz.
    pub curve: Vec<(f64, f64)>,
    /// The bands, the lowest first.
    pub bands: Vec<PowerBand>,
    /// The highest frequency shown, Hz.
    pub until_hz: f64,
    /// The clock below: frequencies with their words.
    pub ticks: Vec<(f64, String)>,
    /// A frequency to point at, with its words.
    pub pointer: Option<(f64, String)>,
    /// What stands where a peak is higher than the picture.
    pub beyond_word: String,
    /// What stands there instead when there is no spectrum.
    pub nothing: String,
    /// The table behind it.
    pub table: Table,
}

/// A band of frequencies.
#[derive(Clone, Debug, PartialEq)]
pub struct PowerBand {
    /// Its short name.
    pub name: String,
    /// Its power, in words with the unit.
    pub power: String,
    /// Its edges, Hz.
    pub edges_hz: (f64, f64),
    /// What fills it.
    pub ink: Ink,
}

const SOFT: (Weight, Ink) = (Weight::Text, Ink::Soft);
const FIRM: (Weight, Ink) = (Weight::Firm, Ink::Ink);
/// A lowest band so many times higher than the others would flatten them; it is cut off and says so.
const CUT_FROM: f64 = 3.0;

impl Power {
    /// The picture at this width and height with letters of this size.
    pub fn scene(&self, width_px: f64, height_px: f64, text_px: f64) -> Scene {
        let em = text_px;
        let mut scene = Scene::new(width_px, text_px, &self.title, &self.description);
        scene.height_px = height_px;
        scene.table = self.table.clone();
        if self.curve.is_empty() {
            scene.text((0.0, em * 2.6), &self.nothing, Anchor::Start, SOFT);
            return scene;
        }
        let (height, cut) = self.height();
        let ticks = nice_ticks(0.0, height, 3);
        let widest = ticks.iter().map(|tick| text_width_px(&grouped(*tick), em)).fold(0.0, f64::max);
        let (left, right) = (widest.max(em * 2.2) + em * 0.8, width_px - em * 0.6);
        let x = Linear::new((0.0, self.until_hz), (left, right));
        let (top, bottom) = (em * 4.6, height_px - em * 1.7);
        let y = Linear::new((0.0, height), (bottom, top));

        self.legend(&mut scene, (left, right));
        for tick in ticks.into_iter().filter(|tick| *tick > 0.0) {
            scene.line(vec![(left, y.at(tick)), (right, y.at(tick))], Ink::Line, 1.0);
            scene.text((left - em * 0.5, y.at(tick) + em * 0.35), grouped(tick), Anchor::End, SOFT);
        }
        scene.text((0.0, top - em * 0.9), &self.unit, Anchor::Start, SOFT);
        for band in &self.bands {
            let mut points: Vec<_> =
                self.within(band.edges_hz).into_iter().map(|(hz, d)| (x.within(hz), y.within(d))).collect();
            if let (Some(first), Some(last)) = (points.first().copied(), points.last().copied()) {
                points.insert(0, (first.0, bottom));
                points.push((last.0, bottom));
                scene.area(points, band.ink);
            }
        }
        let shown = self.curve.iter().filter(|(hz, density)| *hz <= self.until_hz && density.is_finite());
        let line: Vec<_> = shown.map(|&(hz, density)| (x.at(hz), y.within(density))).collect();
        if line.len() > 1 {
            scene.line(line, Ink::Heart, 1.4);
        }
        scene.line(vec![(left, bottom), (right, bottom)], Ink::Rest, 1.0);
        for (hz, words) in &self.ticks {
            scene.line(vec![(x.at(*hz), bottom), (x.at(*hz), bottom + em * 0.3)], Ink::Rest, 1.0);
            let half = text_width_px(words, em) / 2.0;
            let at = x.at(*hz).clamp(half, width_px - half);
            scene.text((at, bottom + em * 1.4), words, Anchor::Middle, SOFT);
        }
        if cut {
            let at = self.peak_hz().map_or(left, |hz| x.within(hz)) + em * 0.9;
            scene.label((at, top + em * 0.3), &self.beyond_word, Anchor::Start, SOFT);
        }
        if let Some((hz, words)) = &self.pointer {
            let (at, density) = (x.within(*hz), self.density_at(*hz));
            let foot = y.within(density) - em * 0.35;
            let head = (foot - em * 1.4).max(top + if cut { em * 1.4 } else { 0.0 });
            scene.line(vec![(at, head), (at, foot)], Ink::Ink, 1.0);
            // Towards the side where the plot has more room.
            let (begin, anchor) =
                if at < (left + right) / 2.0 { (-0.3, Anchor::Start) } else { (0.3, Anchor::End) };
            scene.label((at + begin * em, head - em * 0.35), words, anchor, (Weight::Text, Ink::Ink));
        }
        scene
    }

    /// Names and powers of the bands above the plot, with the colour of each.
    fn legend(&self, scene: &mut Scene, (left, right): (f64, f64)) {
        let em = scene.text_px;
        let step = (right - left) / self.bands.len().max(1) as f64;
        for (index, band) in self.bands.iter().enumerate() {
            let at = left + step * index as f64;
            scene.rect((at, em * 0.25), (em * 0.8, em * 0.8), 2.0, band.ink);
            scene.text((at + em * 1.2, em), &band.name, Anchor::Start, FIRM);
            scene.text((at + em * 1.2, em * 2.3), &band.power, Anchor::Start, SOFT);
        }
    }

    /// The height of the plot, and whether the lowest band reaches beyond it.
    fn height(&self) -> (f64, bool) {
        let lowest = self.bands.first().map_or(0.0, |band| band.edges_hz.1);
        let highest = |from_hz: f64| {
            let inside = self.curve.iter().filter(|(hz, _)| (from_hz..=self.until_hz).contains(hz));
            span(inside.map(|(_, density)| *density)).map_or(0.0, |(_, high)| high)
        };
        let (all, others) = (highest(0.0), highest(lowest));
        let cut = others > 0.0 && all > CUT_FROM * others;
        ((if cut { others * 1.6 } else { all } * 1.08).max(f64::MIN_POSITIVE), cut)
    }

    fn peak_hz(&self) -> Option<f64> {
        self.curve.iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(hz, _)| *hz)
    }

    /// The curve between two frequencies, its ends interpolated.
    fn within(&self, (low, high): (f64, f64)) -> Vec<(f64, f64)> {
        let mut points = vec![(low, self.density_at(low))];
        points.extend(self.curve.iter().copied().filter(|(hz, _)| *hz > low && *hz < high));
        points.push((high, self.density_at(high)));
        points.retain(|(hz, density)| hz.is_finite() && density.is_finite());
        points
    }

    fn density_at(&self, hz: f64) -> f64 {
        let after = self.curve.partition_point(|(at, _)| *at < hz);
        match (after.checked_sub(1).and_then(|i| self.curve.get(i)), self.curve.get(after)) {
            (Some(a), Some(b)) => a.1 + (b.1 - a.1) * (hz - a.0) / (b.0 - a.0),
            (Some(end), None) | (None, Some(end)) => end.1,
            (None, None) => 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Primitive;

    fn power(lowest: f64) -> Power {
        let curve = (1..=150).map(|k| {
            let hz = f64::from(k) / 300.0;
            (hz, if hz < 0.04 { lowest } else { 1_000.0 * (-(hz - 0.1).powi(2) / 0.002).exp() })
        });
        let band =
            |name: &str, edges_hz, ink| PowerBand { name: name.into(), power: String::new(), edges_hz, ink };
        Power {
            title: "Power".into(),
            description: String::new(),
            unit: "ms²/Hz".into(),
            curve: curve.collect(),
            bands: vec![band("VLF", (0.0033, 0.04), Ink::Sand), band("LF", (0.04, 0.15), Ink::Sea)],
            until_hz: 0.5,
            ticks: vec![(0.1, "0.1".into())],
            pointer: Some((0.1, "six per minute".into())),
            beyond_word: "higher".into(),
            nothing: "no spectrum".into(),
            table: Table::default(),
        }
    }

    fn says(scene: &Scene, wanted: &str) -> bool {
        scene.primitives.iter().any(|it| matches!(it, Primitive::Text { words, .. } if words == wanted))
    }

    #[test]
    fn a_band_is_filled_from_its_edge_to_its_edge() {
        let scene = power(500.0).scene(500.0, 240.0, 12.0);
        let fills: Vec<_> = scene
            .primitives
            .iter()
            .filter_map(|primitive| match primitive {
                Primitive::Area { points, ink: Ink::Sea } => Some(points.clone()),
                _ => None,
            })
            .collect();
        let [points] = fills.as_slice() else { panic!("one band of the sea: {fills:?}") };
        let plot = |hz: f64| {
            let (left, right) = (points[0].0, points[points.len() - 1].0);
            left + (hz - 0.04) / 0.11 * (right - left)
        };
        assert!((plot(0.15) - plot(0.04)) > 80.0, "an eleventh of 0.5 Hz on 440 px");
    }

    #[test]
    fn a_tower_of_low_frequencies_is_cut_off_and_says_so() {
        assert!(says(&power(50_000.0).scene(500.0, 240.0, 12.0), "higher"));
        assert!(!says(&power(500.0).scene(500.0, 240.0, 12.0), "higher"));
    }

    #[test]
    fn without_a_spectrum_words_stand_there() {
        let mut empty = power(1.0);
        empty.curve.clear();
        assert!(says(&empty.scene(500.0, 240.0, 12.0), "no spectrum"));
    }
}
