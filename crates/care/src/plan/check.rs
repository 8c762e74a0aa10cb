//! Whether a plan may be written: by itself, and by what the screening and the record say of the client.

use super::{
    DAY_US, MINUTES_MAX, MINUTES_MIN, PER_WEEK_MAX, PERIOD_MAX_DAYS, PREFERRED_MAX, Plan, TEXT_MAX_CHARS,
    text_fits,
};
use crate::screening::{self, Hindrance, Standing, Use};
use catalogue::World;
use session::Way;
use toolkit::lending;

/// What is known of the client whose plan it is.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// Where they stand by their screenings.
    pub standing: Standing,
    /// Whether an adverse event waits for a review.
    pub adverse_event_open: bool,
    /// Sessions that they did all themselves, with someone beside them (safety rule 2).
    pub self_runs: u32,
}

/// Why a plan cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// No goal, or one that does not fit.
    #[error("the goal is missing or does not fit")]
    Goal,
    /// A session that is too short or too long.
    #[error("a session lasts 5 to 30 minutes")]
    Minutes,
    /// No session in a week, or too many.
    #[error("1 to 14 sessions a week")]
    PerWeek,
    /// Too many worlds come first, one that comes first is avoided too, none is left, or the text does not fit.
    #[error("these worlds do not go together")]
    Worlds,
    /// No way, one in which nobody knows whose it is, or one alone in a plan that has someone beside the client.
    #[error("these ways do not go together")]
    Ways,
    /// The days do not follow each other, or it lasts longer than a year.
    #[error("these days do not go together")]
    Period,
    /// The screening forbids it (rules 1, 10 and 13).
    #[error("the screening forbids it")]
    Hindered(#[source] Hindrance),
    /// At home only after one session that they did themselves, with someone beside them (rule 2).
    #[error("first a session that the client does themselves, with someone beside them")]
    NotPractised,
}

/// Whether this plan may be written for a client of whom this is known.
pub fn check(plan: &Plan, known: &Known) -> Result<(), Wrong> {
    fits(plan)?;
    let admitted =
        |wanted| screening::admit(wanted, known.standing, known.adverse_event_open).map_err(Wrong::Hindered);
    admitted(Use::Supervised)?;
    if plan.alone {
        admitted(Use::Alone)?;
    }
    if plan.ways.contains(&Way::HomeLoan) {
        practised(known.self_runs).map_err(|_| Wrong::NotPractised)?;
    }
    Ok(())
}

/// Safety rule 2, as whoever lends a headset has it.
pub(super) fn practised(self_runs: u32) -> Result<(), lending::GateError> {
    lending::Use::AtHome { has_practised: self_runs > 0 }.allowed()
}

/// Whether it is a plan at all.
fn fits(plan: &Plan) -> Result<(), Wrong> {
    if plan.goal.trim().is_empty() || !text_fits(&plan.goal, TEXT_MAX_CHARS) {
        return Err(Wrong::Goal);
    }
    if !(MINUTES_MIN..=MINUTES_MAX).contains(&plan.minutes) {
        return Err(Wrong::Minutes);
    }
    if !(1..=PER_WEEK_MAX).contains(&plan.per_week) {
        return Err(Wrong::PerWeek);
    }
    let none_left = World::ALL.iter().all(|world| plan.avoided.contains(world));
    let both = !plan.preferred.is_disjoint(&plan.avoided);
    let too_many = plan.preferred.len() > PREFERRED_MAX;
    if none_left || both || too_many || !text_fits(&plan.avoid, TEXT_MAX_CHARS) {
        return Err(Wrong::Worlds);
    }
    let unfit = |way: &Way| !way.is_for_clients() || (way.is_alone(false) && !plan.alone);
    if plan.ways.is_empty() || plan.ways.iter().any(unfit) {
        return Err(Wrong::Ways);
    }
    let whole = |day_us: i64| day_us >= 0 && day_us % DAY_US == 0;
    let days = plan.until_us.saturating_sub(plan.from_us) / DAY_US;
    let in_order = plan.from_us <= plan.evaluate_us && plan.evaluate_us <= plan.until_us;
    let are_days = whole(plan.from_us) && whole(plan.until_us) && whole(plan.evaluate_us);
    if !in_order || !are_days || days > PERIOD_MAX_DAYS { Err(Wrong::Period) } else { Ok(()) }
}
