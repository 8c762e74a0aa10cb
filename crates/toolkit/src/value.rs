//! What it costs and what it brings, with every assumption named and open to change.

mod absence;

pub use absence::{Absence, AbsenceCost, AbsenceError, BreakEven};
