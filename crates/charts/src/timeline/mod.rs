//! One session from left to right: answers, heart, indicator, world, exercise, who steered, what happened.

mod pen;

use crate::{
    Table,
    line::{Band, Point},
    scale::Linear,
    scene::{Anchor, Ink, Scene},
    text::text_width_px,
};
use pen::{Pen, SOFT};

/// Below this width the names stand above their tracks instead of beside them.
pub const TIMELINE_NARROW_PX: f64 = 600.0;

/// What the timeline shows. All words arrive translated.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// What it says, in a sentence.
    pub title: String,
    /// More of it, for who cannot see the picture.
    pub description: String,
    /// How long the session lasted, in seconds.
    pub length_s: f64,
    /// The clock below.
    pub ticks: Vec<LabelledTick>,
    /// The tracks, the first on top.
    pub tracks: Vec<Track>,
    /// The table behind it.
    pub table: Table,
}

/// A moment with its words.
#[derive(Clone, Debug, PartialEq)]
pub struct LabelledTick {
    /// Seconds since the beginning.
    pub at_s: f64,
    /// Its words.
    pub label: String,
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub enum Track {
    /// Single moments.
    Marks {
        /// Its name.
        name: String,
        /// The moments.
        marks: Vec<Mark>,
    },
    /// A value over time.
    Line(LineTrack),
    /// What lasted from when to when.
    Segments {
        /// Its name.
        name: String,
        /// The stretches.
        segments: Vec<Segment>,
    },
}

/// A moment on a track of marks.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Seconds since the beginning.
    pub at_s: f64,
    /// Its shape: kinds differ in shape, never in colour alone.
    pub shape: MarkShape,
    /// A word beside it, drawn where there is room.
    pub label: String,
}

/// The shape of a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkShape {
    /// A circle with a number in it: an answer on a scale, filled when it is the one after.
    Number {
        /// The number.
        value: String,
        /// Whether it is filled.
        filled: bool,
    },
    /// Something chosen or changed.
    Dot,
    /// A question and its answer.
    Diamond,
    /// Somebody watched or steered.
    Square,
    /// Something that a clinician must look at.
    Triangle,
}

/// A value over time with its uncertainty, its baseline and its gaps.
#[derive(Clone, Debug, PartialEq)]
pub struct LineTrack {
    /// Its name.
    pub name: String,
    /// Its unit, or what must be known about it.
    pub unit: String,
    /// The values, in order of time.
    pub points: Vec<Point>,
    /// Their uncertainty.
    pub bands: Vec<Band>,
    /// The own rest.
    pub baseline: Option<Baseline>,
    /// Where nothing was measured, and why.
    pub gaps: Vec<Gap>,
    /// The lowest and highest value shown; `None` takes them from the points.
    pub domain: Option<(f64, f64)>,
    /// A longer step than this is a gap.
    pub join_within_s: f64,
    /// The colour of the line.
    pub ink: Ink,
    /// What stands there instead of axes when nothing was measured at all.
    pub nothing: String,
}

/// A value to compare with.
#[derive(Clone, Debug, PartialEq)]
pub struct Baseline {
    /// The value.
    pub value: f64,
    /// Its words.
    pub label: String,
}

/// A stretch without a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// Its beginning in seconds.
    pub from_s: f64,
    /// Its end in seconds.
    pub to_s: f64,
    /// Why.
    pub label: String,
    /// Whether it is only waiting to have measured enough: said, but not hatched, for nothing went wrong.
    pub waiting: bool,
}

/// A stretch with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Its beginning in seconds.
    pub from_s: f64,
    /// Its end in seconds.
    pub to_s: f64,
    /// Its name.
    pub label: String,
    /// A shorter name, for where the whole one does not fit; may be empty.
    pub short: String,
    /// Its colour; `None` draws a quiet rule with the name on it.
    pub ink: Option<Ink>,
}

/// The picture, and where its tracks lie: what a cursor needs.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineScene {
    /// The picture.
    pub scene: Scene,
    /// Seconds to pixels.
    pub x: Linear,
    /// Top and bottom of what the cursor crosses.
    pub plot_y: (f64, f64),
    /// The tracks, in their order.
    pub tracks: Vec<TrackPlace>,
}

/// Where a track lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrackPlace {
    /// Its top.
    pub top: f64,
    /// Its bottom.
    pub bottom: f64,
    /// Values to pixels, for a line.
    pub y: Option<Linear>,
}

impl Timeline {
    /// The picture at this width with letters of this size.
    pub fn scene(&self, width_px: f64, text_px: f64) -> TimelineScene {
        let narrow = width_px < TIMELINE_NARROW_PX;
        let left = if narrow { text_px * 2.2 } else { self.name_width(text_px) + text_px * 3.0 };
        let x = Linear::new((0.0, self.length_s.max(1.0)), (left, width_px - text_px * 1.6));
        let pen = Pen { text_px, narrow, x };
        let mut scene = Scene::new(width_px, text_px, &self.title, &self.description);
        let grid_at = scene.primitives.len();
        // The cursor's time needs room above the first track; a row of marks is room enough.
        let marks_first = matches!(self.tracks.first(), Some(Track::Marks { .. }));
        let mut top = if marks_first { 0.0 } else { text_px * 1.8 };
        let mut plot_top = None;
        let mut tracks = Vec::with_capacity(self.tracks.len());
        let mut after_line = false;
        for track in &self.tracks {
            if after_line && !matches!(track, Track::Line(_)) {
                top += text_px;
            }
            after_line = matches!(track, Track::Line(_));
            let place = match track {
                Track::Marks { name, marks } => pen.marks(&mut scene, top, name, marks),
                Track::Line(line) => pen.line(&mut scene, top, line),
                Track::Segments { name, segments } => pen.segments(&mut scene, top, name, segments),
            };
            if plot_top.is_none() && !matches!(track, Track::Marks { .. }) {
                plot_top = Some(place.top);
            }
            top = place.bottom;
            tracks.push(place);
        }
        let plot_y = (plot_top.unwrap_or(0.0), top + text_px * 0.6);
        let mut clock = Scene::new(width_px, text_px, "", "");
        for tick in &self.ticks {
            let at = x.at(tick.at_s);
            clock.line(vec![(at, plot_y.0), (at, plot_y.1)], Ink::Line, 1.0);
            scene.text((at, plot_y.1 + text_px * 1.3), &tick.label, Anchor::Middle, SOFT);
        }
        // The grid lies behind everything else.
        scene.primitives.splice(grid_at..grid_at, clock.primitives);
        scene.height_px = plot_y.1 + text_px * 1.9;
        scene.table = self.table.clone();
        TimelineScene { scene, x, plot_y, tracks }
    }

    fn name_width(&self, text_px: f64) -> f64 {
        let names = self.tracks.iter().flat_map(|track| match track {
            Track::Marks { name, .. } | Track::Segments { name, .. } => [name.as_str(), ""],
            Track::Line(line) => [line.name.as_str(), line.unit.as_str()],
        });
        // Firm letters are a twentieth wider.
        names.map(|name| text_width_px(name, text_px) * 1.06).fold(0.0, f64::max)
    }
}
