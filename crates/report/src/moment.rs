//! Days and times as a reader in the Netherlands has them on the wall.

use texts::Texts;

/// An hour, µs.
const HOUR_US: i64 = 3_600_000_000;

/// A date as `di 25 nov 2025` and a time as `14:05`, of a moment that already is a wall clock's; `None` for what no
/// calendar holds (before 1970, after 9999).
pub(crate) fn date_and_time(us: i64, texts: &Texts) -> Option<(String, String)> {
    let Moment { year, month, day, weekday, hour, minute } = Moment::of(us)?;
    let weekday = texts.get(&format!("weekday-{weekday}"));
    let month = texts.get(&format!("month-{month}"));
    Some((format!("{weekday} {day} {month} {year}"), format!("{hour:02}:{minute:02}")))
}

/// The wall clock in the Netherlands at a moment in universal time: an hour ahead, two between one o'clock universal time on
/// the last Sunday of March and of October (Directive 2000/84/EC).
pub(crate) fn wall_us(utc_us: i64) -> i64 {
    let summer = Moment::of(utc_us).is_some_and(|now| match now.month {
        4..=9 => true,
        3 => is_past_change(now),
        10 => !is_past_change(now),
        _ => false,
    });
    utc_us.saturating_add(if summer { 2 * HOUR_US } else { HOUR_US })
}

/// Whether one o'clock on the last Sunday of a month of 31 days has come.
fn is_past_change(now: Moment) -> bool {
    let since_sunday = now.weekday % 7;
    let is_last_week = now.day >= 25 + since_sunday;
    is_last_week && (since_sunday > 0 || now.hour >= 1)
}

/// A minute of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) year: u16,
    pub(crate) month: u8,
    pub(crate) day: u8,
    /// From 1, Monday, to 7.
    pub(crate) weekday: u8,
    pub(crate) hour: u8,
    pub(crate) minute: u8,
}

impl Moment {
    /// The minute in which so many microseconds since 1970 lie; `None` for what no calendar holds.
    pub(crate) fn of(us: i64) -> Option<Moment> {
        let minutes = u64::try_from(us).ok()? / 60_000_000;
        let (days, minutes) = (minutes / 1_440, minutes % 1_440);
        // Days since 1 March of the year 0, in eras of 400 years (Hinnant, "chrono-compatible low-level date algorithms").
        let shifted = days + 719_468;
        let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = u16::try_from(era * 400 + year_of_era + u64::from(month <= 2)).ok()?;
        let small = |number: u64| u8::try_from(number).ok();
        // 1 January 1970 was a Thursday.
        let weekday = small((days + 3) % 7 + 1)?;
        let (hour, minute) = (small(minutes / 60)?, small(minutes % 60)?);
        let moment = Moment { year, month: small(month)?, day: small(day)?, weekday, hour, minute };
        (year <= 9_999).then_some(moment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use texts::Language;

    #[test]
    fn a_moment_is_written_as_the_calendar_has_it() {
        // `date --utc --date=@1764079500` and `@951782400` of GNU coreutils 9.1.
        let (nl, en) = (Texts::new(Language::Nl), Texts::new(Language::En));
        let check = |seconds: i64, dutch: &str, english: &str, time: &str| {
            for (texts, date) in [(&nl, dutch), (&en, english)] {
                let told = date_and_time(seconds * 1_000_000, texts);
                assert_eq!(told, Some((date.to_owned(), time.to_owned())));
            }
        };
        check(1_764_079_500, "di 25 nov 2025", "Tue 25 Nov 2025", "14:05");
        check(951_782_400, "di 29 feb 2000", "Tue 29 Feb 2000", "00:00");
        check(0, "do 1 jan 1970", "Thu 1 Jan 1970", "00:00");
        assert_eq!(date_and_time(-1, &nl), None);
        assert_eq!(date_and_time(i64::MAX, &nl), None);
    }
    #[test]
    fn the_clock_on_the_wall_knows_summer_time() {
        // `TZ=Europe/Amsterdam date --date=@…` of GNU coreutils 9.1: the changes of 2026, a minute before and on the minute.
        for (utc_s, wall) in [
            (1_774_745_940_i64, "01:59"),
            (1_774_746_000, "03:00"),
            (1_792_889_940, "02:59"),
            (1_792_890_000, "02:00"),
            (1_774_692_000, "11:00"),
            (1_774_954_800, "13:00"),
        ] {
            let told = date_and_time(wall_us(utc_s * 1_000_000), &Texts::new(Language::Nl));
            assert_eq!(told.map(|(_, time)| time).as_deref(), Some(wall), "{utc_s}");
        }
    }
}
