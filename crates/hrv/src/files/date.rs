//! Dates and times as text, in the proleptic Gregorian calendar.

#[cfg(feature = "open-mhealth")]
use alloc::{format, string::String};

const US_PER_SECOND: i64 = 1_000_000;
const SECONDS_PER_DAY: i64 = 86_400;
/// The beginnings of the years 1900 and 3000, µs since 1970: what lies outside is no moment of a recording.
pub(super) const FIRST_US: i64 = -25_567 * SECONDS_PER_DAY * US_PER_SECOND;
pub(super) const END_US: i64 = 376_200 * SECONDS_PER_DAY * US_PER_SECOND;

/// Microseconds since 1970 of `2014-09-24T16:01:34.5+02:00` and its relatives: a blank for the T, no colon or blank
/// before the zone, no zone at all. `None` for anything else, and for years before 1900 or after 2999.
pub(super) fn parse(text: &str) -> Option<i64> {
    let text = text.trim();
    let (date, rest) = text.split_at_checked(10)?;
    let mut parts = date.split('-');
    let (year, month, day) =
        (digits(parts.next()?, 4)?, digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    let rest = rest.strip_prefix(['T', 't', ' '])?.trim_start();
    let (clock, zone_s) = zone(rest)?;
    let mut parts = clock.trim_end().split(':');
    let (hour, minute) = (digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    let seconds_us = seconds_us(parts.next()?)?;
    if parts.next().is_some() || hour > 23 || minute > 59 {
        return None;
    }
    let day_s = days(year, month, day)?.checked_mul(SECONDS_PER_DAY)?;
    let clock_s = hour * 3_600 + minute * 60 - zone_s;
    day_s.checked_add(clock_s)?.checked_mul(US_PER_SECOND)?.checked_add(seconds_us)
}

/// Days since 1970; `None` for a day that no calendar has.
pub(super) fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1_900..3_000).contains(&year) || !(1..=length).contains(&day) {
        return None;
    }
    // Years begin in March, so that the leap day is the last (Hinnant, chrono-compatible date algorithms).
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let (era, of_era) = (year / 400, year % 400);
    let of_year = (153 * month + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

/// Year, month and day of a day since 1970.
pub(super) fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days.saturating_add(719_468);
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, carry) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    (era * 400 + year + carry, month, day)
}

/// Days since 1970 and microseconds of the day.
pub(super) fn split(us: i64) -> (i64, i64) {
    let day_us = SECONDS_PER_DAY * US_PER_SECOND;
    // What nobody could read again becomes the nearest moment that they can.
    let us = us.clamp(FIRST_US, END_US - 1);
    (us.div_euclid(day_us), us.rem_euclid(day_us))
}

/// `2014-09-24T16:01:34.500Z`.
#[cfg(feature = "open-mhealth")]
pub(super) fn text(us: i64) -> String {
    let (days, of_day_us) = split(us);
    let (year, month, day) = civil(days);
    let ms = of_day_us / 1_000;
    let (hour, minute, second) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1_000 % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}Z", ms % 1_000)
}

/// The time before its zone, and the zone's distance from universal time, s.
fn zone(text: &str) -> Option<(&str, i64)> {
    if let Some(clock) = text.strip_suffix(['Z', 'z']) {
        return Some((clock, 0));
    }
    let Some(at) = text.rfind(['+', '-']) else { return Some((text, 0)) };
    let (clock, zone) = text.split_at(at);
    let (sign, zone) = zone.split_at_checked(1)?;
    let (hours, minutes) = match zone.split_once(':') {
        Some((hours, minutes)) => (digits(hours, 2)?, digits(minutes, 2)?),
        None if zone.len() == 2 => (digits(zone, 2)?, 0),
        None => {
            let (hours, minutes) = zone.split_at_checked(2)?;
            (digits(hours, 2)?, digits(minutes, 2)?)
        }
    };
    let seconds = hours * 3_600 + minutes * 60;
    (hours < 24 && minutes < 60).then_some((clock, if sign == "-" { -seconds } else { seconds }))
}

/// Microseconds of `34` or `34.5`.
pub(super) fn seconds_us(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let whole = digits(whole, 2).filter(|seconds| *seconds <= 60)?;
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut us = 0;
    for place in 0..6 {
        us = us * 10 + i64::from(fraction.as_bytes().get(place).map_or(0, |byte| byte - b'0'));
    }
    Some(whole * US_PER_SECOND + us)
}

/// A number of exactly so many digits.
pub(super) fn digits(text: &str, count: usize) -> Option<i64> {
    let fits = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}
