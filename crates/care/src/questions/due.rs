//! When which set is due: before or after a session, daily, at random moments of the day, or past a threshold.
//!
//! Days and minutes are the client's own (local time); whoever calls knows the zone. The random moments of a day follow from the
//! plan and the day alone: asking twice, or after a restart, gives the same.

use serde::{Deserialize, Serialize};

/// When a set is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case", tag = "kind", deny_unknown_fields)]
pub enum When {
    /// Before each session.
    BeforeSession,
    /// After each session.
    AfterSession,
    /// Once a day, from this moment on.
    Daily {
        /// Minutes after midnight.
        minute: u16,
    },
    /// At random moments of each day, at least half an hour apart.
    Random {
        /// How often a day, 1 to 6.
        times: u8,
        /// Not before, minutes after midnight.
        from: u16,
        /// Not from here on, minutes after midnight.
        to: u16,
    },
    /// When tension is at least this, 0 to 10.
    OnThreshold {
        /// From here on.
        tension: u8,
    },
    /// After a session in which the stress indicator was shown at this or higher, 0 to 100: asked in that session alone.
    OnIndicator {
        /// From here on.
        score: u8,
    },
}

impl When {
    /// Whether it is asked at a moment of the day.
    pub fn is_of_the_day(&self) -> bool {
        matches!(self, When::Daily { .. } | When::Random { .. })
    }

    /// Whether its numbers make sense.
    pub fn fits(&self) -> bool {
        match *self {
            When::BeforeSession | When::AfterSession => true,
            When::Daily { minute } => minute < 1_440,
            When::Random { times, from, to } => (1..=6).contains(&times) && from < to && to <= 1_440,
            When::OnThreshold { tension } => (1..=10).contains(&tension),
            When::OnIndicator { score } => (1..=100).contains(&score),
        }
    }
}

/// A set that is planned for somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Planned {
    /// Its number: what its random moments follow from.
    pub plan: u64,
    /// The set.
    pub set: String,
    /// When.
    pub when: When,
}

/// The moment of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Days since 1970-01-01, local.
    pub day: i64,
    /// Minutes after midnight, local.
    pub minute: u16,
    /// Where in a session.
    pub session: Option<SinceThen>,
    /// Tension now, 0 to 10, where known.
    pub tension: Option<u8>,
}

/// Where in a session somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SinceThen {
    /// It has not begun.
    Before,
    /// It is over.
    After,
}

/// What is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The plan.
    pub plan: u64,
    /// The set.
    pub set: String,
}

/// Which plans are due. `answered`: for a plan, the last day and minute at which it was asked and whether that was in this
/// session.
pub fn due(plans: &[Planned], now: Moment, answered: impl Fn(u64) -> Option<(i64, u16, bool)>) -> Vec<Due> {
    let is_due = |planned: &&Planned| {
        let last = answered(planned.plan);
        let in_this_session = last.is_some_and(|(.., here)| here);
        let since = |minute: u16| last.is_none_or(|(day, at, _)| (day, at) < (now.day, minute));
        match planned.when {
            When::BeforeSession => now.session == Some(SinceThen::Before) && !in_this_session,
            When::AfterSession => now.session == Some(SinceThen::After) && !in_this_session,
            When::Daily { minute } => now.minute >= minute && since(minute),
            When::Random { times, from, to } => {
                let moments = random_minutes(planned.plan, now.day, times, from, to);
                moments.into_iter().rfind(|moment| *moment <= now.minute).is_some_and(since)
            }
            // Once a day is enough: who is asked again and again at a bad moment stops answering.
            When::OnThreshold { tension } => {
                now.tension.is_some_and(|now| now >= tension) && last.is_none_or(|(day, ..)| day < now.day)
            }
            When::OnIndicator { .. } => false,
        }
    };
    let found = plans.iter().filter(is_due);
    found.map(|planned| Due { plan: planned.plan, set: planned.set.clone() }).collect()
}

/// The random moments of a day in minutes after midnight, in order, at least half an hour apart: as many as asked for, or as fit.
pub fn random_minutes(plan: u64, day: i64, times: u8, from: u16, to: u16) -> Vec<u16> {
    const APART: u16 = 30;
    let to = to.min(1_440);
    let length = to.saturating_sub(from);
    if length == 0 {
        return Vec::new();
    }
    let times = u16::from(times.min(6)).min(length.div_ceil(APART));
    // The room that is left once all stand half an hour apart is shared out, sorted: each order is as likely.
    let free = u64::from(length - (times.saturating_sub(1)) * APART);
    let mut state = plan ^ day.cast_unsigned().wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut parts: Vec<u64> = (0..times).map(|_| next(&mut state) % free).collect();
    parts.sort_unstable();
    let minute = |(n, part): (u16, u64)| from + n * APART + u16::try_from(part).unwrap_or(0);
    (0..times).zip(parts).map(minute).collect()
}

/// SplitMix64 (Steele, Lea and Flood 2014).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
