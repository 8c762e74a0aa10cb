//! A small line of the last minutes beside a figure: no axes, the own rest dotted, gaps left open.

use crate::{
    line::{Band, Point, runs, runs_of_band},
    scale::Linear,
    scene::{Ink, Scene},
};

/// What the small line shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Spark {
    /// What it says, in a sentence.
    pub title: String,
    /// Width in pixels.
    pub width_px: f64,
    /// Height in pixels.
    pub height_px: f64,
    /// First and last moment shown, in seconds.
    pub window_s: (f64, f64),
    /// Lowest and highest value shown.
    pub domain: (f64, f64),
    /// The values, in order of time.
    pub points: Vec<Point>,
    /// Their uncertainty, when known.
    pub bands: Vec<Band>,
    /// The own rest.
    pub baseline: Option<f64>,
    /// A longer step than this is a gap.
    pub join_within_s: f64,
    /// The colour of the line.
    pub ink: Ink,
}

impl Spark {
    /// The picture; values outside the domain run along its edge.
    pub fn scene(&self) -> Scene {
        // Room for half the line and for the dot at the end.
        const EDGE_PX: f64 = 4.0;
        let mut scene = Scene::new(self.width_px, 14.0, &self.title, "");
        scene.height_px = self.height_px;
        let x = Linear::new(self.window_s, (0.0, self.width_px - EDGE_PX));
        let y = Linear::new(self.domain, (self.height_px - EDGE_PX, EDGE_PX));
        if let Some(rest) = self.baseline {
            scene.dotted((0.0, y.within(rest)), (self.width_px, y.within(rest)), Ink::Rest);
        }
        let inside = |at_s: f64| (self.window_s.0..=self.window_s.1).contains(&at_s);
        let bands: Vec<Band> = self.bands.iter().copied().filter(|band| inside(band.at_s)).collect();
        for run in runs_of_band(&bands, self.join_within_s) {
            let upper = run.iter().map(|band| (x.at(band.at_s), y.within(band.high)));
            let lower = run.iter().rev().map(|band| (x.at(band.at_s), y.within(band.low)));
            scene.area(upper.chain(lower).collect(), Ink::Band);
        }
        let points: Vec<Point> = self.points.iter().copied().filter(|point| inside(point.at_s)).collect();
        for run in runs(&points, self.join_within_s) {
            let line: Vec<_> = run.iter().map(|point| (x.at(point.at_s), y.within(point.value))).collect();
            match line.as_slice() {
                [alone] => scene.circle(*alone, 1.5, Some(self.ink), self.ink),
                _ => scene.line(line, self.ink, 2.0),
            }
        }
        if let Some(last) = points.last().filter(|point| point.value.is_finite()) {
            scene.circle((x.at(last.at_s), y.within(last.value)), 2.5, Some(self.ink), self.ink);
        }
        scene
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Primitive;

    #[test]
    fn the_small_line_breaks_at_a_gap_and_marks_now() {
        let spark = Spark {
            title: "Heart rate over three minutes".into(),
            width_px: 184.0,
            height_px: 48.0,
            window_s: (0.0, 180.0),
            domain: (60.0, 80.0),
            points: [(0.0, 80.0), (5.0, 80.0), (90.0, 70.0), (180.0, 60.0), (200.0, 61.0)]
                .map(|(at_s, value)| Point { at_s, value })
                .to_vec(),
            bands: Vec::new(),
            baseline: Some(70.0),
            join_within_s: 12.0,
            ink: Ink::Heart,
        };
        let scene = spark.scene();
        let lines: Vec<_> = scene
            .primitives
            .iter()
            .filter_map(|p| match p {
                Primitive::Line { points, dotted: false, .. } => Some(points.clone()),
                _ => None,
            })
            .collect();
        assert_eq!(lines, [vec![(0.0, 4.0), (5.0, 4.0)]], "180 px for 180 s; the top is 80 per minute");
        let last = scene.primitives.last();
        assert!(
            matches!(last, Some(Primitive::Circle { centre, .. }) if *centre == (180.0, 44.0)),
            "{last:?}"
        );
    }
}
