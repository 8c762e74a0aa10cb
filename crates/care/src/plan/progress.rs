//! Where a client stands against their plan, at a glance.

use super::{DAY_US, Plan};
use serde::{Deserialize, Serialize};

const WEEK_US: i64 = 7 * DAY_US;

/// Where the plan stands in its own time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// It begins later.
    Ahead,
    /// It goes on.
    Running,
    /// It goes on, and the day on which it is looked back has come.
    Evaluate,
    /// It is over.
    Over,
}

/// Sessions done of sessions planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Progress {
    /// In the plan's period so far.
    pub done: u32,
    /// In the whole period.
    pub planned: u32,
    /// Of those, how many would have been done by now: of the weeks that are over.
    pub by_now: u32,
    /// In this week of the plan.
    pub this_week: u32,
    /// Where it stands.
    pub phase: Phase,
}

/// Where a client stands. `begun_us`: when each of their sessions in which a world was entered began, in any order.
pub fn progress(plan: &Plan, begun_us: &[i64], now_us: i64) -> Progress {
    let within = |from_us: i64, to_us: i64| {
        let many = begun_us.iter().filter(|at_us| (from_us..to_us).contains(*at_us)).count();
        u32::try_from(many).unwrap_or(u32::MAX)
    };
    let per_week = u32::from(plan.per_week);
    let weeks = |length_us: i64| u32::try_from(length_us / WEEK_US).unwrap_or(0);
    let length_us = plan.end_us().saturating_sub(plan.from_us);
    // A week that was begun counts with the sessions of a whole one.
    let planned = per_week.saturating_mul(weeks(length_us.saturating_add(WEEK_US - 1)));
    let passed_us = now_us.min(plan.end_us()).max(plan.from_us).saturating_sub(plan.from_us);
    let week_from_us = plan.from_us.saturating_add(passed_us / WEEK_US * WEEK_US);
    let phase = match now_us {
        now if now < plan.from_us => Phase::Ahead,
        now if now >= plan.end_us() => Phase::Over,
        now if now >= plan.evaluate_us => Phase::Evaluate,
        _ => Phase::Running,
    };
    Progress {
        done: within(plan.from_us, plan.end_us()),
        planned,
        by_now: if phase == Phase::Over { planned } else { per_week.saturating_mul(weeks(passed_us)) },
        this_week: within(week_from_us, week_from_us.saturating_add(WEEK_US).min(plan.end_us())),
        phase,
    }
}
