//! Numbers become scales, ticks, lines and bands in one scene: SVG for the web and for reports.

mod bars;
mod before_after;
mod columns;
mod course;
mod forest;
mod line;
mod poincare;
mod power;
mod scale;
mod scene;
mod spark;
mod svg;
mod table;
mod tachogram;
mod text;
mod ticks;
mod timeline;
mod tornado;

pub use bars::{Bar, Bars};
pub use before_after::{BeforeAfter, Pair};
pub use columns::{Column, Columns};
pub use course::{Course, CoursePoint};
pub use forest::{Estimate, Forest};
pub use line::{Band, Point, runs, runs_of_band};
pub use poincare::{Ellipse, Poincare};
pub use power::{Power, PowerBand};
pub use scale::Linear;
pub use scene::{Anchor, Ink, Primitive, Scene, Weight};
pub use spark::Spark;
pub use table::Table;
pub use tachogram::{ArtefactMark, ArtefactShape, Tachogram, TachogramInterval};
pub use text::{grouped, text_width_px};
pub use ticks::{nice_ticks, time_ticks_s};
pub use timeline::{
    Baseline, Gap, LabelledTick, LineTrack, Mark, MarkShape, Segment, TIMELINE_NARROW_PX, Timeline,
    TimelineScene, Track, TrackPlace,
};
pub use tornado::{Swing, Tornado};
