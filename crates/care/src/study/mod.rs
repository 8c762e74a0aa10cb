//! Studies: what a protocol says, who is in which arm when, what was measured, and what may be told of it.
//!
//! Chance, time and the record come in as parameters.

mod check;
mod course;
mod data;
mod draw;
mod file;
mod flow;
mod protocol;
mod result;
pub mod statistics;
#[cfg(feature = "content")]
mod templates;
mod told;

pub use check::{Fault, Wrong, check};
pub use course::{Course, Step, courses};
pub use data::{Moment, Person, Reading, Standing};
pub use draw::{Stream, drawn};
pub use file::{FILE_FORM, ProtocolFile};
pub use flow::{Ended, Flow, FlowArm, Taken, flow};
pub use protocol::{Arm, Better, Cell, Design, Measure, Part, Protocol, Source, Span, Stratum, What};
pub use result::{
    ArmResult, Comparison, Effect, Interval, MIN_CELL, MeasureResult, PersonCount, PrePost, Ranked, Results,
    withheld,
};
#[cfg(feature = "content")]
pub use templates::{Template, templates};
pub use told::{
    Assessed, ClientStudies, EndStudy, Enrolled, Joined, Leaving, LogEntry, Logged, NewAssessed,
    NewEnrolment, NewLog, NewStudy, OpenStudy, PanelMember, SaveProtocol, StudyDetail, StudyShort,
    StudyState, TemplateShort, Version,
};
