//! The plan of one client: what for, how much, when, with whom there, in which ways and worlds, and until when.
//!
//! A plan is never changed: a new version takes its place, with who wrote it and when. What the screening forbids cannot be
//! planned, and what is not planned does not begin. Times are microseconds since 1970.

mod admit;
mod check;
mod progress;
mod told;

pub use admit::{Unplanned, admit};
pub use check::{Known, Wrong, check};
pub use progress::{Phase, Progress, progress};
pub use told::{ClientPlan, NewPlan, Version};

use catalogue::{Trait, World};
use core::fmt;
use serde::{Deserialize, Serialize};
use session::{PlannedWorlds, Way};
use std::collections::BTreeSet;

pub(crate) const DAY_US: i64 = 86_400_000_000;
/// The shortest session that is planned, minutes.
pub const MINUTES_MIN: u8 = 5;
/// The longest, minutes: then the session ends softly (safety rule 3).
pub const MINUTES_MAX: u8 = 30;
/// How long a session is where nobody says otherwise, minutes (safety rule 3: 10 to 15).
pub const MINUTES_DEFAULT: u8 = 15;
/// The most sessions in a week: two a day.
pub const PER_WEEK_MAX: u8 = 14;
/// The most worlds that come first: as many as stand on one card.
pub const PREFERRED_MAX: usize = 3;
/// The longest goal and the longest text on what to avoid, in characters.
pub const TEXT_MAX_CHARS: usize = 500;
/// A plan lasts a year at most, as long as the screening that binds it.
pub const PERIOD_MAX_DAYS: i64 = 366;

/// When in the day; by the moments at which tension is highest (strategy d2 of the guide).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Moment {
    /// In the morning.
    Morning,
    /// In the afternoon.
    Afternoon,
    /// In the evening.
    Evening,
    /// Before going to sleep.
    Bedtime,
    /// At weekends.
    Weekend,
    /// Before a talk or a treatment.
    Before,
    /// After one.
    After,
    /// When tension rises above the client's own threshold.
    Tension,
}

impl Moment {
    /// Every moment, in the order of a day.
    pub const ALL: [Moment; 8] = [
        Moment::Morning,
        Moment::Afternoon,
        Moment::Evening,
        Moment::Bedtime,
        Moment::Weekend,
        Moment::Before,
        Moment::After,
        Moment::Tension,
    ];

    /// The stable name in text ids (`moment-<slug>`).
    pub const fn slug(self) -> &'static str {
        match self {
            Moment::Morning => "morning",
            Moment::Afternoon => "afternoon",
            Moment::Evening => "evening",
            Moment::Bedtime => "bedtime",
            Moment::Weekend => "weekend",
            Moment::Before => "before",
            Moment::After => "after",
            Moment::Tension => "tension",
        }
    }
}

/// A plan.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// What the client wants from it, in their own words; 1 to 500 characters.
    pub goal: String,
    /// How long a session is, minutes, 5 to 30.
    pub minutes: u8,
    /// How many sessions a week, 1 to 14.
    pub per_week: u8,
    /// When; none for whenever it suits.
    pub moments: BTreeSet<Moment>,
    /// Whether the client may do it alone; else only with someone beside them.
    pub alone: bool,
    /// In which ways.
    pub ways: BTreeSet<Way>,
    /// Worlds that come first, three at most.
    pub preferred: BTreeSet<World>,
    /// Worlds that are not offered.
    pub avoided: BTreeSet<World>,
    /// What else to avoid, from going through the content card; up to 500 characters.
    pub avoid: String,
    /// The first day, at its beginning in UTC.
    pub from_us: i64,
    /// The last day, at its beginning in UTC.
    pub until_us: i64,
    /// The day on which it is looked back, at its beginning in UTC: within the period.
    pub evaluate_us: i64,
}

impl Plan {
    /// Whether it counts at this moment.
    pub fn runs(&self, now_us: i64) -> bool {
        (self.from_us..self.end_us()).contains(&now_us)
    }

    /// When it is over: at the end of its last day.
    pub fn end_us(&self) -> i64 {
        self.until_us.saturating_add(DAY_US)
    }

    /// What the headset hears of it.
    pub fn worlds(&self) -> PlannedWorlds {
        PlannedWorlds {
            first: self.preferred.iter().copied().collect(),
            avoided: self.avoided.iter().copied().collect(),
        }
    }
}

impl fmt::Debug for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Plan")
            .field("minutes", &self.minutes)
            .field("per_week", &self.per_week)
            .finish_non_exhaustive()
    }
}

/// The worlds in which something is: what the content card leaves out for who wants to avoid it.
pub fn worlds_with(what: Trait) -> impl Iterator<Item = World> {
    World::ALL.into_iter().filter(move |world| world.traits().contains(&what))
}

/// Whether a text can stand in a plan or a note: not too long, without control characters but new lines.
pub fn text_fits(text: &str, chars_max: usize) -> bool {
    let unfit = |letter: char| letter.is_control() && letter != '\n';
    text.chars().count() <= chars_max && !text.contains(unfit)
}
