//! Where a client stands now: every screening and decision there ever was, folded with the time of asking.
//!
//! A hard stop outlives the screening that found it: within a year only an answer that says why it is otherwise ends it, and no
//! decision does. What came later is told by the order of the record, never by a clock; times are microseconds since 1970.

use super::{
    assess::{Answers, Assessment, Outcome, Wrong, assess},
    items::{Effect, items},
    reason_fits,
};
use core::fmt;
use serde::{Deserialize, Serialize};

const DAY_US: i64 = 86_400_000_000;
/// A screening is good for this long: a year, the time that its question about seizures looks back.
pub const VALID_US: i64 = 365 * DAY_US;
/// What a clinician decided about a risk is looked at again after this long.
pub const DECISION_VALID_US: i64 = 91 * DAY_US;
/// A hard stop holds for this long unless someone says why it is otherwise.
pub const HARD_STOP_LASTS_US: i64 = 365 * DAY_US;
/// A server's clock may have been ahead by this much when something was written.
const AHEAD_US: i64 = 3_600_000_000;

/// One screening as the record has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screening {
    /// Its number among the client's own, from 1.
    pub number: u32,
    /// When.
    pub at_us: i64,
    /// What it led to by the rules of its time.
    pub outcome: Outcome,
    /// What was answered.
    pub answers: Answers,
    /// What clinicians decided about it, in the order in which they did.
    pub decisions: Vec<Decision>,
}

/// A clinician's decision about a screening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// When.
    pub at_us: i64,
    /// Whether the client may do it alone; else only with someone beside them.
    pub alone: bool,
}

/// A decision that a clinician wants to make.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewDecision {
    /// About this screening, by its number.
    pub screening: u32,
    /// Whether the client may do it alone; else only with someone beside them.
    pub alone: bool,
    /// Why.
    pub reason: String,
}

/// Why a decision cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecisionError {
    /// A hard stop: nobody can clear it.
    #[error("a hard stop cannot be cleared")]
    HardStop,
    /// Another screening is the one that counts, or it is too old.
    #[error("this screening is not the one that counts")]
    NotCurrent,
    /// No reason, or one that does not fit.
    #[error("a decision needs a reason")]
    Reason,
    /// Safety rule 13: first once with someone beside them.
    #[error("first a session with someone beside the client")]
    SupervisedFirst,
}

/// Where a client stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum Standing {
    /// Never screened.
    Missing,
    /// The last screening is too old.
    Expired {
        /// Since when, microseconds since 1970.
        since_us: i64,
    },
    /// The rules ask something that the last screening did not.
    Outdated,
    /// It counts.
    Stands {
        /// What is possible now.
        outcome: Outcome,
        /// Until when, microseconds since 1970.
        until_us: i64,
    },
}

/// Where a client stands at this moment, with these screenings in the order in which they were made.
pub fn standing(screenings: &[Screening], now_us: i64) -> Standing {
    if let Some(until_us) = hard_stop(screenings, now_us) {
        return Standing::Stands { outcome: Outcome::HardStop, until_us };
    }
    let Some(newest) = newest(screenings, now_us) else { return Standing::Missing };
    let until_us = newest.at_us.saturating_add(VALID_US);
    if until_us <= now_us {
        return Standing::Expired { since_us: until_us };
    }
    let Ok(Assessment { outcome, .. }) = assess(&newest.answers) else { return Standing::Outdated };
    // Newer rules can be stricter than what was found then, never milder.
    let found = outcome.max(newest.outcome);
    let decided = newest.decisions.iter().rfind(|decision| decision.at_us <= now_us.saturating_add(AHEAD_US));
    match (found, decided) {
        (Outcome::HardStop, _) => Standing::Stands { outcome: Outcome::HardStop, until_us },
        (_, None) => Standing::Stands { outcome: found, until_us },
        (_, Some(decision)) => {
            let again_us = decision.at_us.saturating_add(DECISION_VALID_US);
            let decided = if decision.alone { Outcome::Alone } else { Outcome::Supervised };
            // A permission lapses; a restriction stays as long as the screening does.
            match decided >= found {
                true => Standing::Stands { outcome: decided, until_us },
                false if again_us > now_us => {
                    Standing::Stands { outcome: decided, until_us: until_us.min(again_us) }
                }
                false => Standing::Stands { outcome: found, until_us },
            }
        }
    }
}

/// What new answers lead to, next to what was found before.
pub fn screen(earlier: &[Screening], answers: &Answers, now_us: i64) -> Result<Assessment, Wrong> {
    answers.check_names()?;
    let assessment = assess(answers)?;
    for id in hard_stops() {
        let now_so = answers.items.get(id).copied().unwrap_or(true);
        let held = held_until(earlier, id).is_some_and(|until_us| until_us > now_us);
        if !now_so && held && !answers.changed.contains_key(id) {
            return Err(Wrong::Unexplained(id.to_owned()));
        }
    }
    Ok(assessment)
}

/// Whether a clinician may decide this now. `supervised_sessions`: how many sessions the client had with someone beside them.
pub fn decide(
    screenings: &[Screening],
    decision: &NewDecision,
    supervised_sessions: u32,
    now_us: i64,
) -> Result<(), DecisionError> {
    let now = match standing(screenings, now_us) {
        Standing::Stands { outcome, .. } => outcome,
        _ => return Err(DecisionError::NotCurrent),
    };
    if now == Outcome::HardStop {
        return Err(DecisionError::HardStop);
    }
    let newest = newest(screenings, now_us).filter(|newest| newest.number == decision.screening);
    let newest = newest.ok_or(DecisionError::NotCurrent)?;
    if !reason_fits(&decision.reason) {
        return Err(DecisionError::Reason);
    }
    let supervised = assess(&newest.answers).map_or(true, |found| found.supervised);
    if decision.alone && supervised && supervised_sessions == 0 {
        return Err(DecisionError::SupervisedFirst);
    }
    Ok(())
}

fn hard_stops() -> impl Iterator<Item = &'static str> {
    items()
        .filter(|item| matches!(item.effect, Effect { outcome: Outcome::HardStop, .. }))
        .map(|item| item.id)
}

/// The screening that counts: the newest that is not from the future.
fn newest(screenings: &[Screening], now_us: i64) -> Option<&Screening> {
    screenings.iter().rfind(|screening| screening.at_us <= now_us.saturating_add(AHEAD_US))
}

/// Until when a hard stop holds that was found and not taken back.
fn hard_stop(screenings: &[Screening], now_us: i64) -> Option<i64> {
    hard_stops().filter_map(|id| held_until(screenings, id)).filter(|until_us| *until_us > now_us).max()
}

/// Until when the record holds a hard stop on this item: from the last yes on, unless it was explained after that.
fn held_until(screenings: &[Screening], id: &str) -> Option<i64> {
    let says = |screening: &Screening| screening.answers.items.get(id).copied().unwrap_or(false);
    let last = screenings.iter().rposition(says)?;
    let explained = screenings.iter().skip(last + 1).any(|later| later.answers.changed.contains_key(id));
    let yes = screenings.iter().filter(|screening| says(screening));
    let latest_us = yes.map(|screening| screening.at_us).max()?;
    (!explained).then(|| latest_us.saturating_add(HARD_STOP_LASTS_US))
}

impl fmt::Debug for NewDecision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewDecision").field("screening", &self.screening).finish_non_exhaustive()
    }
}
