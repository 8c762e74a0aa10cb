//! Questions and small assignments: sets with versions, what may be used, what an answer is worth, and when which is due.

mod answer;
mod check;
mod due;
mod headset;
#[cfg(feature = "content")]
mod import;
mod score;
mod set;
#[cfg(feature = "content")]
mod shipped;
mod told;

pub use answer::{Answer, Unfit};
pub use check::{Fault, Finding, check, is_id};
pub use due::{Due, Moment, Planned, SinceThen, When, due, random_minutes};
pub use headset::{Asked, FromSession, from_session, planned};
#[cfg(feature = "content")]
pub use import::{ImportError, export, import, item_at};
pub use score::{Score, Scored, score};
pub use set::{Form, Item, Licence, QuestionSet, Rater, Rule, Scale, Use};
#[cfg(feature = "content")]
pub use shipped::shipped;
pub use told::{
    Answered, ClientAnswers, Draft, NewAnswers, NewScheduled, PublishSet, Published, ReadFile, SaveDraft,
    Scheduled, SetDetail, SetShort, WrongLine,
};
