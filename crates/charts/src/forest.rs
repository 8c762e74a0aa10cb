//! Estimates beside each other, each with the interval in which it lies, against a line that means no difference.

use crate::{
    Table,
    scale::Linear,
    scene::{Anchor, Ink, Scene, Weight},
    ticks::nice_ticks,
};

/// One estimate.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// What it is.
    pub name: String,
    /// How many people: "n = 24".
    pub note: String,
    /// The estimate.
    pub value: f64,
    /// The lower end of its interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// All three in words: "−1,2 (−1,9 tot −0,5)".
    pub label: String,
}

/// Estimates on one axis.
#[derive(Clone, Debug)]
pub struct Forest {
    /// What it says, in a sentence.
    pub title: String,
    /// The rows, from the top.
    pub rows: Vec<Estimate>,
    /// What zero means, below the line: "geen verschil".
    pub zero: String,
    /// How a number of the axis is written.
    pub tick: fn(f64) -> String,
    /// The heads of the table: name, people, estimate with interval.
    pub columns: [String; 3],
}

impl Forest {
    /// The picture at this width.
    pub fn scene(&self, width_px: f64, text_px: f64) -> Scene {
        let mut scene = Scene::new(width_px, text_px, &self.title, "");
        let ends = self.rows.iter().flat_map(|row| [row.low, row.high]);
        let (low, high) = ends.fold((0.0_f64, 0.0_f64), |(low, high), end| (low.min(end), high.max(end)));
        let room = (high - low).max(1e-9) * 0.06;
        let x = Linear::new((low - room, high + room), (text_px * 0.5, width_px - text_px * 0.5));
        let row_px = text_px * 4.2;
        let bottom = row_px * self.rows.len() as f64;
        let zero = x.at(0.0);
        scene.dotted((zero, text_px * 1.6), (zero, bottom), Ink::Rest);
        for (index, row) in self.rows.iter().enumerate() {
            let top = row_px * index as f64;
            scene.label((0.0, top + text_px * 1.2), &row.name, Anchor::Start, (Weight::Firm, Ink::Ink));
            scene.label((width_px, top + text_px * 1.2), &row.note, Anchor::End, (Weight::Text, Ink::Soft));
            let y = top + text_px * 2.1;
            scene.line(vec![(x.at(row.low), y), (x.at(row.high), y)], Ink::Accent, 2.5);
            for end in [row.low, row.high] {
                scene.line(vec![(x.at(end), y - 5.0), (x.at(end), y + 5.0)], Ink::Accent, 2.5);
            }
            scene.circle((x.at(row.value), y), 5.5, Some(Ink::Accent), Ink::Surface);
            let middle = x.at(row.value);
            let (at, anchor) = match middle {
                middle if middle < width_px * 0.3 => (0.0, Anchor::Start),
                middle if middle > width_px * 0.7 => (width_px, Anchor::End),
                middle => (middle, Anchor::Middle),
            };
            scene.label((at, y + text_px * 1.4), &row.label, anchor, (Weight::Text, Ink::Soft));
        }
        scene.line(vec![(0.0, bottom + 2.0), (width_px, bottom + 2.0)], Ink::Line, 1.0);
        let most = if width_px < 420.0 { 4 } else { 7 };
        for tick in nice_ticks(low, high, most) {
            let at = x.at(tick);
            scene.line(vec![(at, bottom + 2.0), (at, bottom + 7.0)], Ink::Rest, 1.0);
            scene.text(
                (at, bottom + 7.0 + text_px),
                (self.tick)(tick),
                Anchor::Middle,
                (Weight::Text, Ink::Soft),
            );
        }
        scene.text(
            (zero, bottom + 7.0 + text_px * 2.2),
            &self.zero,
            Anchor::Middle,
            (Weight::Text, Ink::Soft),
        );
        scene.height_px = bottom + 7.0 + text_px * 2.8;
        let cells = |row: &Estimate| [&row.name, &row.note, &row.label].map(String::clone).to_vec();
        scene.table = Table {
            caption: self.title.clone(),
            columns: self.columns.to_vec(),
            rows: self.rows.iter().map(cells).collect(),
        };
        scene
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Primitive;

    #[test]
    fn an_interval_runs_between_its_ends_and_zero_stands_beside_it() {
        let estimate = |name: &str, value: f64| Estimate {
            name: name.into(),
            note: "n = 20".into(),
            value,
            low: value - 1.0,
            high: value + 1.0,
            label: value.to_string(),
        };
        let forest = Forest {
            title: "t".into(),
            rows: vec![estimate("a", -2.0), estimate("b", -0.5)],
            zero: "0".into(),
            tick: |value| value.to_string(),
            columns: ["a", "b", "c"].map(String::from),
        };
        let scene = forest.scene(400.0, 14.0);
        let circles: Vec<f64> =
            scene
                .primitives
                .iter()
                .filter_map(|primitive| {
                    if let Primitive::Circle { centre, .. } = primitive { Some(centre.0) } else { None }
                })
                .collect();
        assert_eq!(circles.len(), 2);
        assert!(circles[0] < circles[1]);
        assert_eq!(scene.table.rows, [["a", "n = 20", "-2"], ["b", "n = 20", "-0.5"]]);
    }
}
