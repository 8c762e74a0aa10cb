//! One score over time: a circle at each moment, joined by a line, between the lowest and the highest that are possible.

use crate::{
    Table,
    scale::Linear,
    scene::{Anchor, Ink, Scene, Weight},
    text::text_width_px,
};

/// A score at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct CoursePoint {
    /// When, in any unit that rises with time.
    pub at: f64,
    /// The moment in short.
    pub label: String,
    /// What kind of moment it was, in a word: before, after.
    pub kind: String,
    /// The score; `None` where too much was missing.
    pub value: Option<f64>,
    /// The score in words.
    pub words: String,
    /// Whether its circle is filled.
    pub filled: bool,
}

/// A score over time, the oldest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// The finding, in a sentence.
    pub title: String,
    /// The moments.
    pub points: Vec<CoursePoint>,
    /// The lowest score that is possible.
    pub lowest: f64,
    /// The highest.
    pub highest: f64,
    /// The heads of the table: moment, kind, score.
    pub columns: [String; 3],
}

const SOFT: (Weight, Ink) = (Weight::Text, Ink::Soft);
const FIRM: (Weight, Ink) = (Weight::Firm, Ink::Ink);

impl Course {
    /// The picture at this width, with the table behind it.
    pub fn scene(&self, width_px: f64, text_px: f64) -> Scene {
        let (height, radius) = (text_px * 8.0, text_px * 0.43);
        let last = self.points.iter().rev().find(|point| point.value.is_some());
        let words_px = last.map_or(0.0, |last| text_width_px(&last.words, text_px));
        let (left, right) = (text_px * 3.8, (width_px - words_px - text_px * 2.2).max(text_px * 8.0));
        let y = Linear::new((self.lowest, self.highest), (height + text_px, text_px));
        let first_at = self.points.first().map_or(0.0, |point| point.at);
        let last_at = self.points.last().map_or(first_at, |point| point.at);
        let x = Linear::new((first_at, last_at), (left, right));
        let mut scene = Scene::new(width_px, text_px, &self.title, "");
        for value in [self.lowest, f64::midpoint(self.lowest, self.highest), self.highest] {
            let line = y.at(value);
            scene.line(vec![(text_px * 2.8, line), (right + text_px, line)], Ink::Line, 1.0);
            let whole = value.fract().abs() < 1e-9;
            if whole {
                let words = format!("{value:.0}");
                scene.text((text_px * 2.2, line + text_px * 0.35), words, Anchor::End, SOFT);
            }
        }
        let place = |point: &CoursePoint| Some((x.at(point.at), y.within(point.value?)));
        // What is missing breaks the line.
        for run in self.points.split(|point| point.value.is_none()) {
            let points: Vec<(f64, f64)> = run.iter().filter_map(place).collect();
            if points.len() > 1 {
                scene.line(points, Ink::Accent, 2.0);
            }
        }
        for point in &self.points {
            let Some(at) = place(point) else { continue };
            let fill = if point.filled { Ink::Accent } else { Ink::Surface };
            scene.circle(at, radius, Some(fill), Ink::Accent);
        }
        if let Some((last, at)) = last.and_then(|last| Some((last, place(last)?))) {
            let at = (at.0 + text_px, at.1 + text_px * 0.35);
            scene.label(at, &last.words, Anchor::Start, FIRM);
        }
        self.dates(&mut scene, text_px, y.at(self.lowest) + text_px * 1.9, x);
        scene.height_px = height + text_px * 3.4;
        scene.table = self.table();
        scene
    }

    /// The first and the last date, where they do not touch.
    fn dates(&self, scene: &mut Scene, text_px: f64, y: f64, x: Linear) {
        let (Some(first), Some(last)) = (self.points.first(), self.points.last()) else { return };
        let half = |point: &CoursePoint| text_width_px(&point.label, text_px) / 2.0;
        scene.text((x.at(last.at), y), &last.label, Anchor::Middle, SOFT);
        if x.at(first.at) + half(first) + text_px < x.at(last.at) - half(last) {
            scene.text((x.at(first.at), y), &first.label, Anchor::Middle, SOFT);
        }
    }

    fn table(&self) -> Table {
        let row = |point: &CoursePoint| vec![point.label.clone(), point.kind.clone(), point.words.clone()];
        Table {
            caption: self.title.clone(),
            columns: self.columns.to_vec(),
            rows: self.points.iter().map(row).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Primitive;

    fn course(values: &[Option<f64>]) -> Course {
        let point = |(n, value): (usize, &Option<f64>)| CoursePoint {
            at: n as f64,
            label: format!("{n} nov"),
            kind: "before".into(),
            value: *value,
            words: value.map_or("too much missing".into(), |value| value.to_string()),
            filled: n % 2 == 1,
        };
        Course {
            title: "Discomfort over 4 times".into(),
            points: values.iter().enumerate().map(point).collect(),
            lowest: 0.0,
            highest: 18.0,
            columns: ["date".into(), "moment".into(), "score".into()],
        }
    }

    #[test]
    fn what_is_missing_breaks_the_line_and_stands_in_the_table() {
        let scene = course(&[Some(12.0), Some(6.0), None, Some(3.0), Some(2.0)]).scene(640.0, 16.0);
        let circles = scene.primitives.iter().filter(|it| matches!(it, Primitive::Circle { .. })).count();
        let joined = |it: &&Primitive| matches!(it, Primitive::Line { ink: Ink::Accent, .. });
        assert_eq!((circles, scene.primitives.iter().filter(joined).count()), (4, 2));
        assert_eq!(scene.table.rows.len(), 5);
        assert_eq!(scene.table.rows[2][2], "too much missing");
    }

    #[test]
    fn one_moment_alone_and_none_at_all_are_drawn() {
        let one = course(&[Some(9.0)]).scene(320.0, 16.0);
        let finite = |it: &Primitive| match it {
            Primitive::Circle { centre, .. } => centre.0.is_finite() && centre.1.is_finite(),
            _ => true,
        };
        assert!(one.primitives.iter().all(finite));
        assert!(course(&[]).scene(320.0, 16.0).table.rows.is_empty());
    }
}
