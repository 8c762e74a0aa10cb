//! Questions and small assignments: sets with versions, what may be used, what an answer is worth, and when which is due.

mod answer;
mod check;
mod due;
#[cfg(feature = "content")]
mod import;
mod score;
mod set;
#[cfg(feature = "content")]
mod shipped;

pub use answer::{Answer, Unfit};
pub use check::{Fault, Finding, check};
pub use due::{Due, Moment, Planned, SinceThen, When, due, random_minutes};
#[cfg(feature = "content")]
pub use import::{ImportError, export, import};
pub use score::{Score, Scored, score};
pub use set::{Form, Item, Licence, QuestionSet, Rater, Rule, Scale, Use};
#[cfg(feature = "content")]
pub use shipped::shipped;
