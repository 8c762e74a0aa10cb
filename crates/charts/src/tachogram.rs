//! The intervals between heartbeats over time: what was left out marked by kind, silences hatched.

use crate::{
    Gap, LabelledTick, Table,
    scale::Linear,
    scene::{Anchor, Ink, Scene, Weight},
    text::text_width_px,
    ticks::nice_ticks,
};

/// What the tachogram shows. All words arrive translated.
#[derive(Clone, Debug, PartialEq)]
pub struct Tachogram {
    /// What it says, in a sentence.
    pub title: String,
    /// More of it, for who cannot see the picture.
    pub description: String,
    /// The unit of the intervals, above their axis.
    pub unit: String,
    /// How long the recording is, s.
    pub length_s: f64,
    /// The clock below.
    pub ticks: Vec<LabelledTick>,
    /// The intervals in order.
    pub intervals: Vec<TachogramInterval>,
    /// What was not used, in order.
    pub artefacts: Vec<ArtefactMark>,
    /// Where nothing was measured.
    pub gaps: Vec<Gap>,
    /// The kinds of artefact that are there, with the words for each.
    pub legend: Vec<(ArtefactShape, String)>,
    /// What is said when marks lie beyond the scale and stand on its edge.
    pub edge_word: String,
    /// The name of the strip that takes the place of single marks where there are too many to tell apart.
    pub strip_label: String,
    /// The table behind it.
    pub table: Table,
}

/// One interval of the line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TachogramInterval {
    /// When it ended, s since the recording began.
    pub at_s: f64,
    /// The interval, ms.
    pub interval_ms: f64,
    /// Whether the line runs on from the interval before.
    pub joined: bool,
}

/// An interval that was not used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ArtefactMark {
    /// When it ended, s since the recording began.
    pub at_s: f64,
    /// The interval as it came, ms.
    pub interval_ms: f64,
    /// Its kind.
    pub shape: ArtefactShape,
}

/// The mark of a kind of artefact: told apart by shape, never by colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ArtefactShape {
    /// A filled diamond.
    Diamond,
    /// A triangle that points up.
    Up,
    /// A triangle that points down.
    Down,
    /// An open circle.
    Ring,
    /// A cross.
    Cross,
}

const SOFT: (Weight, Ink) = (Weight::Text, Ink::Soft);
/// More marks than this blot each other out, per 100 px.
const MARKS_PER_100_PX: f64 = 15.0;

impl Tachogram {
    /// The picture at this width and height with letters of this size.
    pub fn scene(&self, width_px: f64, height_px: f64, text_px: f64) -> Scene {
        let em = text_px;
        let mut scene = Scene::new(width_px, text_px, &self.title, &self.description);
        scene.height_px = height_px;
        scene.table = self.table.clone();
        let (left, right) = (em * 3.4, width_px - em * 0.6);
        let crowded = self.artefacts.len() as f64 > MARKS_PER_100_PX * (right - left) / 100.0;
        let strip_px = if crowded { em * 2.2 } else { 0.0 };
        let (top, bottom) = (em * 1.9, height_px - em * 1.7 - strip_px);
        let x = Linear::new((0.0, self.length_s.max(1.0)), (left, right));
        let domain = self.domain(crowded);
        let y = Linear::new(domain, (bottom, top));

        self.axes(&mut scene, (x, y), strip_px);
        self.silences(&mut scene, (x, y));
        if self.intervals.len() as f64 > 2.0 * (right - left) {
            self.columns(&mut scene, (x, y));
        } else {
            self.line(&mut scene, (x, y));
        }
        if crowded {
            self.strip(&mut scene, x, (bottom + em * 0.5, strip_px - em * 0.9));
        } else {
            for mark in self.artefacts.iter().filter(|mark| mark.interval_ms.is_finite()) {
                let at = (x.within(mark.at_s), y.within(mark.interval_ms));
                draw(&mut scene, at, em * 0.34, mark.shape);
            }
        }
        let beyond = |mark: &ArtefactMark| mark.interval_ms < domain.0 || mark.interval_ms > domain.1;
        let after = self.legend(&mut scene, (left, em), crowded);
        let room = after + text_width_px(&self.edge_word, em) <= right;
        if !crowded && room && self.artefacts.iter().any(beyond) {
            scene.text((right, em), &self.edge_word, Anchor::End, SOFT);
        }
        scene
    }

    /// From the shortest to the longest interval that is used, with air. Marks widen it to at most twice that; beyond they
    /// stand on its edge.
    fn domain(&self, crowded: bool) -> (f64, f64) {
        let used = span(self.intervals.iter().map(|interval| interval.interval_ms));
        let marks = span(self.artefacts.iter().map(|mark| mark.interval_ms));
        let (mut low, mut high) = match (used, marks) {
            (Some(used), _) => used,
            (None, Some(marks)) => marks,
            (None, None) => (500.0, 1_000.0),
        };
        if let (Some((least, most)), false) = (marks, crowded) {
            let room = (high - low).max(100.0) / 2.0;
            (low, high) = (low.min(least.max(low - room)), high.max(most.min(high + room)));
        }
        let lacking = (120.0 - (high - low)).max(0.0) / 2.0;
        let air = (high - low) * 0.04;
        (((low - lacking - air) / 10.0).floor() * 10.0, ((high + lacking + air) / 10.0).ceil() * 10.0)
    }

    fn axes(&self, scene: &mut Scene, (x, y): (Linear, Linear), strip_px: f64) {
        let em = scene.text_px;
        let (left, right) = x.range();
        let (bottom, top) = y.range();
        for tick in nice_ticks(y.domain().0, y.domain().1, 4) {
            scene.line(vec![(left, y.at(tick)), (right, y.at(tick))], Ink::Line, 1.0);
            scene.text((left - em * 0.5, y.at(tick) + em * 0.35), format!("{tick}"), Anchor::End, SOFT);
        }
        scene.text((0.0, top - em * 0.9), &self.unit, Anchor::Start, SOFT);
        for tick in &self.ticks {
            let at = x.at(tick.at_s);
            scene.line(vec![(at, bottom + strip_px), (at, bottom + strip_px + em * 0.3)], Ink::Rest, 1.0);
            let half = text_width_px(&tick.label, em) / 2.0;
            let at = at.clamp(half, scene.width_px - half);
            scene.text((at, bottom + strip_px + em * 1.4), &tick.label, Anchor::Middle, SOFT);
        }
        scene.line(vec![(left, bottom + strip_px), (right, bottom + strip_px)], Ink::Rest, 1.0);
    }

    fn silences(&self, scene: &mut Scene, (x, y): (Linear, Linear)) {
        let em = scene.text_px;
        let (bottom, top) = y.range();
        let mut last_word = f64::NEG_INFINITY;
        for gap in &self.gaps {
            let (from, to) = (x.within(gap.from_s), x.within(gap.to_s));
            scene.hatch((from, top), ((to - from).max(2.0), bottom - top));
            let width = text_width_px(&gap.label, em);
            let at = ((from + to - width) / 2.0).clamp(x.range().0, (x.range().1 - width).max(x.range().0));
            if at > last_word + em {
                scene.label((at, bottom - em * 0.8), &gap.label, Anchor::Start, SOFT);
                last_word = at + width;
            }
        }
    }

    fn line(&self, scene: &mut Scene, (x, y): (Linear, Linear)) {
        let sound = |interval: &&TachogramInterval| interval.interval_ms.is_finite();
        let intervals: Vec<_> = self.intervals.iter().filter(sound).collect();
        for run in intervals.chunk_by(|_, next| next.joined) {
            let points: Vec<_> = run.iter().map(|it| (x.at(it.at_s), y.within(it.interval_ms))).collect();
            match points.as_slice() {
                [alone] => dot(scene, *alone, 1.0, Ink::Heart),
                _ => scene.line(points, Ink::Heart, 1.2),
            }
        }
    }

    /// More intervals than pixels: what lay in each column of pixels as a band, its middle as a line.
    fn columns(&self, scene: &mut Scene, (x, y): (Linear, Linear)) {
        let mut columns: Vec<Column> = Vec::new();
        for interval in self.intervals.iter().filter(|interval| interval.interval_ms.is_finite()) {
            let at = x.at(interval.at_s).round();
            match columns.last_mut() {
                Some(column) if column.at == at => column.values.push(interval.interval_ms),
                _ => columns.push(Column { at, values: vec![interval.interval_ms] }),
            }
        }
        // A column without a beat is a silence, and no line runs through it.
        for run in columns.chunk_by(|left, right| right.at - left.at <= 2.0) {
            let extent = |column: &Column| span(column.values.iter().copied()).unwrap_or_default();
            let upper = run.iter().map(|column| (column.at, y.within(extent(column).1) - 0.5));
            let lower = run.iter().rev().map(|column| (column.at, y.within(extent(column).0) + 0.5));
            scene.area(upper.chain(lower).collect(), Ink::Sea);
            let middle: Vec<_> =
                run.iter().map(|column| (column.at, y.within(median(&column.values)))).collect();
            if middle.len() > 1 {
                scene.line(middle, Ink::Heart, 1.2);
            }
        }
    }

    /// How much of each column of pixels was not used.
    fn strip(&self, scene: &mut Scene, x: Linear, (top, height): (f64, f64)) {
        let (left, right) = x.range();
        let columns = (right - left).ceil().max(1.0) as usize;
        let column = |at_s: f64| ((x.within(at_s) - left) as usize).min(columns - 1);
        let (mut used, mut left_out) = (vec![0_u32; columns], vec![0_u32; columns]);
        for interval in &self.intervals {
            if let Some(count) = used.get_mut(column(interval.at_s)) {
                *count += 1;
            }
        }
        for mark in &self.artefacts {
            if let Some(count) = left_out.get_mut(column(mark.at_s)) {
                *count += 1;
            }
        }
        for (index, (&out, &kept)) in left_out.iter().zip(&used).enumerate() {
            if out > 0 {
                let high = (height * f64::from(out) / f64::from(out + kept)).max(height * 0.15);
                scene.rect((left + index as f64, top + height - high), (1.0, high), 0.0, Ink::Wait);
            }
        }
    }

    /// What the marks mean; where its words end.
    fn legend(&self, scene: &mut Scene, (mut at, base): (f64, f64), crowded: bool) -> f64 {
        let em = scene.text_px;
        if crowded {
            scene.rect((at, base - em * 0.7), (em * 0.25, em * 0.8), 0.0, Ink::Wait);
            let kinds: Vec<&str> = self.legend.iter().map(|(_, words)| words.as_str()).collect();
            let words = format!("{}: {}", self.strip_label, kinds.join(", "));
            scene.text((at + em * 0.8, base), words, Anchor::Start, SOFT);
            return at;
        }
        for (shape, words) in &self.legend {
            draw(scene, (at + em * 0.4, base - em * 0.33), em * 0.34, *shape);
            scene.text((at + em * 1.1, base), words, Anchor::Start, SOFT);
            at += em * 2.6 + text_width_px(words, em);
        }
        at
    }
}

struct Column {
    at: f64,
    values: Vec<f64>,
}

fn draw(scene: &mut Scene, (x, y): (f64, f64), half: f64, shape: ArtefactShape) {
    match shape {
        ArtefactShape::Diamond => {
            let points = vec![(x, y - half * 1.2), (x + half, y), (x, y + half * 1.2), (x - half, y)];
            scene.area(points, Ink::Index);
        }
        ArtefactShape::Up => {
            scene
                .area(vec![(x, y - half), (x + half, y + half * 0.8), (x - half, y + half * 0.8)], Ink::Wait);
        }
        ArtefactShape::Down => {
            scene
                .area(vec![(x, y + half), (x + half, y - half * 0.8), (x - half, y - half * 0.8)], Ink::Wait);
        }
        ArtefactShape::Ring => scene.circle((x, y), half * 0.8, Some(Ink::Surface), Ink::Index),
        ArtefactShape::Cross => {
            scene.line(
                vec![(x - half * 0.8, y - half * 0.8), (x + half * 0.8, y + half * 0.8)],
                Ink::Soft,
                1.4,
            );
            scene.line(
                vec![(x - half * 0.8, y + half * 0.8), (x + half * 0.8, y - half * 0.8)],
                Ink::Soft,
                1.4,
            );
        }
    }
}

/// A filled dot.
pub(crate) fn dot(scene: &mut Scene, (x, y): (f64, f64), radius: f64, ink: Ink) {
    scene.rect((x - radius, y - radius), (radius * 2.0, radius * 2.0), radius, ink);
}

/// The smallest and the largest number.
pub(crate) fn span(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    values.filter(|value| value.is_finite()).fold(None, |found, value| match found {
        None => Some((value, value)),
        Some((low, high)) => Some((low.min(value), high.max(value))),
    })
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Primitive;

    fn tachogram(beats: usize) -> Tachogram {
        let interval = |i: usize| TachogramInterval {
            at_s: i as f64,
            interval_ms: 900.0 + 50.0 * (i as f64 / 4.0).sin(),
            joined: i > 0 && i != beats / 2,
        };
        Tachogram {
            title: "Intervals".into(),
            description: String::new(),
            unit: "ms".into(),
            length_s: beats as f64,
            ticks: vec![LabelledTick { at_s: 0.0, label: "0".into() }],
            intervals: (0..beats).map(interval).collect(),
            artefacts: vec![ArtefactMark { at_s: 10.0, interval_ms: 5_000.0, shape: ArtefactShape::Diamond }],
            gaps: vec![Gap { from_s: 20.0, to_s: 24.0, label: "silence".into(), waiting: false }],
            legend: vec![(ArtefactShape::Diamond, "ectopic".into())],
            edge_word: "beyond".into(),
            strip_label: "not used".into(),
            table: Table::default(),
        }
    }

    fn lines(scene: &Scene) -> Vec<usize> {
        let line = |primitive: &Primitive| match primitive {
            Primitive::Line { points, ink: Ink::Heart, .. } => Some(points.len()),
            _ => None,
        };
        scene.primitives.iter().filter_map(line).collect()
    }

    #[test]
    fn the_line_breaks_where_beats_are_lost_and_silence_is_hatched() {
        let scene = tachogram(60).scene(600.0, 200.0, 12.0);
        assert_eq!(lines(&scene), [30, 30]);
        let hatches = scene.primitives.iter().filter(|it| matches!(it, Primitive::Hatch { .. })).count();
        assert_eq!(hatches, 1);
    }

    #[test]
    fn a_mark_far_away_stands_on_the_edge_and_does_not_flatten_the_line() {
        let drawn = tachogram(60);
        let (low, high) = drawn.domain(false);
        assert!(low >= 790.0 && high <= 1_060.0, "{low} to {high}");
        let scene = drawn.scene(600.0, 200.0, 12.0);
        let lowest_y = scene.primitives.iter().filter_map(|primitive| match primitive {
            Primitive::Area { points, ink: Ink::Index } => points.iter().map(|it| it.1).reduce(f64::min),
            _ => None,
        });
        assert!(lowest_y.fold(f64::INFINITY, f64::min) >= 0.0, "no mark leaves the picture");
    }

    #[test]
    fn a_day_is_drawn_by_the_pixel_not_by_the_beat() {
        let scene = tachogram(100_000).scene(600.0, 200.0, 12.0);
        assert!(lines(&scene).iter().sum::<usize>() <= 600, "{:?}", lines(&scene));
        assert!(scene.primitives.len() < 100);
    }

    #[test]
    fn too_many_marks_become_a_strip() {
        let mut drawn = tachogram(60);
        let mark =
            |i: usize| ArtefactMark { at_s: i as f64 / 10.0, interval_ms: 700.0, shape: ArtefactShape::Up };
        drawn.artefacts = (0..500).map(mark).collect();
        let scene = drawn.scene(600.0, 200.0, 12.0);
        let ups = scene.primitives.iter().filter(|it| matches!(it, Primitive::Area { ink: Ink::Wait, .. }));
        assert_eq!(ups.count(), 0);
        assert!(scene.primitives.iter().any(|it| matches!(it, Primitive::Rect { ink: Ink::Wait, .. })));
    }

    #[test]
    fn nothing_and_nonsense_are_drawn_without_a_fall() {
        let mut drawn = tachogram(0);
        drawn.artefacts.clear();
        assert!(lines(&drawn.scene(600.0, 200.0, 12.0)).is_empty());
        drawn.intervals = vec![TachogramInterval { at_s: 0.0, interval_ms: f64::NAN, joined: false }];
        assert!(!drawn.scene(600.0, 200.0, 12.0).to_svg("x").contains("NaN"));
    }
}
