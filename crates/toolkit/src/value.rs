//! What it costs and what it brings, with every assumption named and open to change.

mod absence;
mod assumptions;
mod case;
mod funding;
mod money;
mod sensitivity;
mod time;

pub use absence::{Absence, AbsenceCost, AbsenceError, BreakEven};
pub use assumptions::{Assumed, Assumptions, SetError};
pub use case::{Case, CaseError, Cost, Gain, MOST_YEARS, Total, Year};
pub use funding::{Alarm, Day, Funding, WARNED_DAYS, alarms, uncovered};
pub use money::Euros;
pub use sensitivity::{Swing, breaks_even_at, sensitivity};
pub use time::{TimeError, TimeFreed, TimeOnOneself};
