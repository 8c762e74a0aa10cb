//! A day of the calendar, as plans count: no hours, no zone.

use core::{fmt, str::FromStr};
use serde::{Deserialize, Serialize};

const DAY_US: i64 = 86_400_000_000;

/// A day, counted from 1 January 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Day(pub i32);

impl Day {
    /// The day of a moment, microseconds since 1970.
    pub fn of_us(us: i64) -> Day {
        let days = us.div_euclid(DAY_US).clamp(i64::from(i32::MIN), i64::from(i32::MAX));
        Day(i32::try_from(days).unwrap_or(i32::MAX))
    }

    /// Its noon, microseconds since 1970: a moment that is that day in every zone of Europe.
    pub fn noon_us(self) -> i64 {
        i64::from(self.0) * DAY_US + DAY_US / 2
    }

    /// So many days later.
    pub fn plus_days(self, days: i32) -> Day {
        Day(self.0.saturating_add(days))
    }

    /// How many days this is after another; negative before it.
    pub fn since(self, other: Day) -> i32 {
        self.0.saturating_sub(other.0)
    }

    /// Year, month and day of the month, by the Gregorian calendar (Hinnant, `civil_from_days`).
    pub fn civil(self) -> (i32, u32, u32) {
        let shifted = i64::from(self.0) + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let march_month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * march_month + 2) / 5 + 1;
        let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
        let year = year + era * 400 + i64::from(month <= 2);
        let small = |number: i64| u32::try_from(number).unwrap_or(1);
        (i32::try_from(year).unwrap_or(i32::MAX), small(month), small(day))
    }

    fn of_civil(year: i32, month: u32, day: u32) -> Option<Day> {
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        let year = i64::from(year) - i64::from(month <= 2);
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let march_month = i64::from((month + 9) % 12);
        let of_year = (153 * march_month + 2) / 5 + i64::from(day) - 1;
        let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
        let found = Day(i32::try_from(days).ok()?);
        // The thirty-first of a month that has thirty comes out as another day.
        (found.civil().1 == month && found.civil().2 == day).then_some(found)
    }
}

impl fmt::Display for Day {
    /// `2026-11-22`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// A text that is not a day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a day is written as 2026-11-22")]
pub struct NotADay;

impl FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next(), parts.next(), parts.next());
        let (Some(year), Some(month), Some(day), None) = (year, month, day, parts.next()) else {
            return Err(NotADay);
        };
        let read = |text: &str| text.parse::<u32>().map_err(|_| NotADay);
        let year = i32::try_from(read(year)?).map_err(|_| NotADay)?;
        Day::of_civil(year, read(month)?, read(day)?).ok_or(NotADay)
    }
}
