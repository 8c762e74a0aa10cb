//! Polar's exercise file (.hrm), the version with beat-to-beat data.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;

use super::{FileError, Format, Problem, Recording, date, is_interval, lines, number};

/// The recording interval that stands for beat-to-beat data.
const BEAT_TO_BEAT: &str = "238";

pub(super) fn read(text: &str) -> Result<Recording, FileError> {
    let mut section = "";
    let mut intervals_ms = Vec::new();
    let (mut day, mut time_us, mut beat_to_beat) = (None, None, false);
    let mut last_line = 1;
    for (line, content) in lines(text) {
        last_line = line;
        if let Some(name) = content.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = name;
            if name == "HRData" && !beat_to_beat {
                return Err(Problem::OnlyAverages.at_line(line));
            }
            continue;
        }
        match (section, content.split_once('=')) {
            ("Params", Some(("Interval", value))) => {
                beat_to_beat = value == BEAT_TO_BEAT;
                if !beat_to_beat {
                    return Err(Problem::OnlyAverages.at_line(line));
                }
            }
            ("Params", Some(("Date", value))) => {
                day = Some(day_of(value).ok_or(Problem::Date.at_line(line))?);
            }
            ("Params", Some(("StartTime", value))) => {
                time_us = Some(time_of(value).ok_or(Problem::Date.at_line(line))?);
            }
            ("HRData", _) => {
                let ms = number(content).ok_or(Problem::NotANumber.at_line(line))?;
                if !is_interval(ms) {
                    return Err(Problem::OutOfRange.at_line(line));
                }
                intervals_ms.push(ms);
            }
            _ => {}
        }
    }
    if intervals_ms.is_empty() {
        return Err(Problem::Empty.at_line(last_line));
    }
    let start_us = day.zip(time_us).map(|(day, time_us): (i64, i64)| day * 86_400_000_000 + time_us);
    Ok(Recording { format: Format::PolarHrm, ..Recording::of_intervals_ms(&intervals_ms, start_us) })
}

/// Days since 1970 of `20140924`.
fn day_of(text: &str) -> Option<i64> {
    let (year, rest) = text.split_at_checked(4)?;
    let (month, day) = rest.split_at_checked(2)?;
    date::days(date::digits(year, 4)?, date::digits(month, 2)?, date::digits(day, 2)?)
}

/// Microseconds of the day of `16:01:34.0`.
fn time_of(text: &str) -> Option<i64> {
    let mut parts = text.splitn(3, ':');
    let (hour, minute) = (date::digits(parts.next()?, 2)?, date::digits(parts.next()?, 2)?);
    let seconds_us = date::seconds_us(parts.next()?)?;
    (hour < 24 && minute < 60).then_some((hour * 3_600 + minute * 60) * 1_000_000 + seconds_us)
}

pub(super) fn write(recording: &Recording) -> String {
    let (days, of_day_us) = date::split(recording.start_us.unwrap_or(0));
    let (year, month, day) = date::civil(days);
    let clock = |tenths: i64| {
        let seconds = tenths / 10;
        format!("{:02}:{:02}:{:02}.{}", seconds / 3_600, seconds / 60 % 60, seconds % 60, tenths % 10)
    };
    let length_tenths = recording.ends_ms().last().map_or(0, |ms| libm::round(ms / 100.0) as i64);
    let mut out = String::from("[Params]\nVersion=106\nMonitor=0\nSMode=000000000\n");
    // Writing to a string cannot fail.
    let _written = write!(
        out,
        "Date={year:04}{month:02}{day:02}\nStartTime={}\nLength={}\nInterval={BEAT_TO_BEAT}\n\n[HRData]\n",
        clock(of_day_us / 100_000),
        clock(length_tenths),
    );
    for ms in recording.intervals_ms() {
        let _written = writeln!(out, "{}", libm::round(ms));
    }
    out
}
