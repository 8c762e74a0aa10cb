//! Each interval against the next one, with the ellipse of SD1 and SD2.

use crate::{
    Table,
    scale::Linear,
    scene::{Anchor, Ink, Scene, Weight},
    tachogram::{dot, span},
    text::text_width_px,
    ticks::nice_ticks,
};
use std::collections::BTreeMap;

/// What the Poincaré plot shows. All words arrive translated.
#[derive(Clone, Debug, PartialEq)]
pub struct Poincare {
    /// What it says, in a sentence.
    pub title: String,
    /// More of it, for who cannot see the picture.
    pub description: String,
    /// Intervals that truly follow each other, two by two, ms.
    pub pairs_ms: Vec<(f64, f64)>,
    /// The ellipse, where there is one.
    pub ellipse: Option<Ellipse>,
    /// The words below the horizontal axis.
    pub x_label: String,
    /// The words above the vertical axis.
    pub y_label: String,
    /// What stands there instead when there are no pairs.
    pub nothing: String,
    /// The table behind it.
    pub table: Table,
}

/// The spread of the cloud along and across the line of identity.
#[derive(Clone, Debug, PartialEq)]
pub struct Ellipse {
    /// Its middle, ms.
    pub centre_ms: f64,
    /// Half its width across the line of identity, ms.
    pub sd1_ms: f64,
    /// Half its length along the line of identity, ms.
    pub sd2_ms: f64,
    /// The words for its width.
    pub sd1_label: String,
    /// The words for its length.
    pub sd2_label: String,
}

const SOFT: (Weight, Ink) = (Weight::Text, Ink::Soft);
/// More dots than this run together; then a raster of dots shows how many lie where.
const DOTS_MAX: usize = 1_200;
/// The step of that raster, px.
const RASTER_PX: f64 = 2.5;

impl Poincare {
    /// The picture at this width and height with letters of this size; the plot in it is a square.
    pub fn scene(&self, width_px: f64, height_px: f64, text_px: f64) -> Scene {
        let em = text_px;
        let mut scene = Scene::new(width_px, text_px, &self.title, &self.description);
        scene.height_px = height_px;
        scene.table = self.table.clone();
        let Some(domain) = self.domain() else {
            scene.text((0.0, em * 2.6), &self.nothing, Anchor::Start, SOFT);
            return scene;
        };
        let (left, top) = (em * 3.4, em * 1.9);
        let side = (width_px - left - em * 0.6).min(height_px - top - em * 2.9).max(em);
        let (right, bottom) = (left + side, top + side);
        let (x, y) = (Linear::new(domain, (left, right)), Linear::new(domain, (bottom, top)));

        for tick in nice_ticks(domain.0, domain.1, 4) {
            scene.line(vec![(left, y.at(tick)), (right, y.at(tick))], Ink::Line, 1.0);
            scene.line(vec![(x.at(tick), top), (x.at(tick), bottom)], Ink::Line, 1.0);
            scene.text((left - em * 0.5, y.at(tick) + em * 0.35), format!("{tick}"), Anchor::End, SOFT);
            scene.text((x.at(tick), bottom + em * 1.3), format!("{tick}"), Anchor::Middle, SOFT);
        }
        scene.dotted((left, bottom), (right, top), Ink::Rest);
        scene.text((0.0, top - em * 0.9), &self.y_label, Anchor::Start, SOFT);
        let width = text_width_px(&self.x_label, em);
        scene.text((right.max(width), bottom + em * 2.6), &self.x_label, Anchor::End, SOFT);
        self.cloud(&mut scene, (x, y));
        if let Some(ellipse) = &self.ellipse {
            ellipse.draw(&mut scene, (x, y));
        }
        scene
    }

    /// One range for both axes: every interval, with air.
    fn domain(&self) -> Option<(f64, f64)> {
        let (low, high) = span(self.pairs_ms.iter().flat_map(|&(a, b)| [a, b]))?;
        let lacking = (120.0 - (high - low)).max(0.0) / 2.0;
        let air = (high - low) * 0.05;
        Some((((low - lacking - air) / 10.0).floor() * 10.0, ((high + lacking + air) / 10.0).ceil() * 10.0))
    }

    fn cloud(&self, scene: &mut Scene, (x, y): (Linear, Linear)) {
        if self.pairs_ms.len() <= DOTS_MAX {
            for &(a, b) in self.pairs_ms.iter().filter(|(a, b)| a.is_finite() && b.is_finite()) {
                dot(scene, (x.at(a), y.at(b)), 1.1, Ink::Heart);
            }
            return;
        }
        let cell = |pixel: f64| (pixel / RASTER_PX).round() as i64;
        let mut cells: BTreeMap<(i64, i64), u32> = BTreeMap::new();
        for &(a, b) in &self.pairs_ms {
            *cells.entry((cell(x.at(a)), cell(y.at(b)))).or_default() += 1;
        }
        let most = f64::from(cells.values().copied().max().unwrap_or(1)).ln_1p();
        for ((column, row), count) in cells {
            let share = f64::from(count).ln_1p() / most;
            let at = (column as f64 * RASTER_PX, row as f64 * RASTER_PX);
            dot(scene, at, RASTER_PX * (0.22 + 0.36 * share), Ink::Heart);
        }
    }
}

impl Ellipse {
    fn draw(&self, scene: &mut Scene, (x, y): (Linear, Linear)) {
        const STEPS: u32 = 90;
        let half = std::f64::consts::FRAC_1_SQRT_2;
        // `along` runs up the line of identity, `across` to its upper left.
        let at = |along: f64, across: f64| {
            let (a, b) = (self.centre_ms + (along - across) * half, self.centre_ms + (along + across) * half);
            (x.at(a), y.at(b))
        };
        let edge = (0..=STEPS).map(|step| {
            let angle = f64::from(step) / f64::from(STEPS) * std::f64::consts::TAU;
            at(self.sd2_ms * angle.cos(), self.sd1_ms * angle.sin())
        });
        let edge: Vec<_> = edge.collect();
        // A pale edge under the dark one keeps it readable on the cloud.
        let axes = [(self.sd2_ms, 0.0), (0.0, self.sd1_ms)].map(|end| vec![at(0.0, 0.0), at(end.0, end.1)]);
        let lines: Vec<_> = std::iter::once(edge).chain(axes).collect();
        for line in &lines {
            scene.line(line.clone(), Ink::Surface, 3.6);
        }
        for line in lines {
            scene.line(line, Ink::Index, 1.6);
        }
        let em = scene.text_px;
        for (end, words) in [((self.sd2_ms, 0.0), &self.sd2_label), ((0.0, self.sd1_ms), &self.sd1_label)] {
            let to = at(end.0, end.1);
            // SD2 to the right below its end, SD1 to the left above: outside the cloud, which lies along the diagonal.
            let (left, right) = x.range();
            let width = text_width_px(words, em) * 1.06;
            let (across, place) = if end.1 > 0.0 {
                ((to.0 - em * 0.5).max(left + width + em * 0.3), (Anchor::End, to.1 - em * 0.5))
            } else {
                ((to.0 + em * 0.5).min(right - width - em * 0.3), (Anchor::Start, to.1 + em * 1.4))
            };
            scene.label((across, place.1), words, place.0, (Weight::Firm, Ink::Index));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Primitive;

    fn poincare(pairs: usize) -> Poincare {
        let at = |i: usize| 900.0 + 80.0 * (i as f64 * 0.7).sin();
        Poincare {
            title: "Cloud".into(),
            description: String::new(),
            pairs_ms: (0..pairs).map(|i| (at(i), at(i + 1))).collect(),
            ellipse: Some(Ellipse {
                centre_ms: 900.0,
                sd1_ms: 20.0,
                sd2_ms: 60.0,
                sd1_label: "SD1".into(),
                sd2_label: "SD2".into(),
            }),
            x_label: "this".into(),
            y_label: "next".into(),
            nothing: "no pairs".into(),
            table: Table::default(),
        }
    }

    #[test]
    fn the_ellipse_is_as_long_and_as_wide_as_it_says() {
        let scene = poincare(50).scene(260.0, 260.0, 12.0);
        let edge = scene.primitives.iter().find_map(|primitive| match primitive {
            Primitive::Line { points, ink: Ink::Index, .. } if points.len() > 10 => Some(points.clone()),
            _ => None,
        });
        let edge = edge.expect("an ellipse");
        let reach = |a: usize, b: usize| (edge[a].0 - edge[b].0).hypot(edge[a].1 - edge[b].1);
        let across = (reach(22, 67) + reach(23, 68)) / 2.0;
        let ratio = reach(0, 45) / across;
        assert!((ratio - 3.0).abs() < 0.03, "SD2 is three times SD1: {ratio}");
        assert!(edge[0].0 > edge[45].0 && edge[0].1 < edge[45].1, "it lies along the diagonal, upwards");
    }

    #[test]
    fn a_day_of_pairs_becomes_a_raster() {
        let scene = poincare(100_000).scene(260.0, 260.0, 12.0);
        assert!(scene.primitives.len() < 8_000, "{}", scene.primitives.len());
    }

    #[test]
    fn without_pairs_words_stand_there() {
        let svg = poincare(0).scene(260.0, 260.0, 12.0).to_svg("x");
        assert!(svg.contains("no pairs") && !svg.contains("NaN"), "{svg}");
    }
}
