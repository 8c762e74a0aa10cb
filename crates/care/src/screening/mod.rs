//! Screening before virtual reality (safety rules 1, 2 and 13): what is asked, what it leads to, for how long, and who decides.
//!
//! The questions and what each leads to are content (`content/toolkit/indications.toml`); what follows from the answers is here,
//! once, for the server that refuses and for every page that explains.

mod admit;
mod assess;
mod items;
mod standing;
mod told;

pub use admit::{Hindrance, Use, admit};
pub use assess::{Answers, Assessment, Because, Outcome, Wrong, assess};
pub use items::{Effect, Item, RULES, indications, item, items};
pub use standing::{
    DECISION_VALID_US, Decision, DecisionError, HARD_STOP_LASTS_US, NewDecision, Screening, Standing,
    VALID_US, decide, screen, standing,
};
pub use told::{Asked, Checklist, ClientScreening, Decided, Offered, Screened};

/// The longest text that someone gives as a reason, in characters.
pub const REASON_MAX_CHARS: usize = 1_000;

/// Whether a text can stand in the record: there, not too long, without control characters but new lines.
pub fn reason_fits(text: &str) -> bool {
    let unfit = |letter: char| letter.is_control() && letter != '\n';
    !text.trim().is_empty() && text.chars().count() <= REASON_MAX_CHARS && !text.contains(unfit)
}
