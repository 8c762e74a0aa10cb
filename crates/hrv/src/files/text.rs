//! Plain text as Kubios HRV takes it: intervals in milliseconds or seconds, alone or beside their time.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;

use super::{FileError, Format, Problem, Recording, is_interval, lines, number};

/// Below this every interval of a file is in seconds: no heart makes an interval of 10 ms, or one of 10 s.
const SECONDS_MAX: f64 = 10.0;
/// One line in so many may lie beyond it and is then what the sensor said: a flicker, or a silence. More are another unit.
const STRAY_OF_LINES: usize = 100;

pub(super) fn read(text: &str) -> Result<Recording, FileError> {
    let mut values: Vec<(usize, f64)> = Vec::new();
    let mut columns = None;
    for (line, content) in lines(text) {
        let (count, interval) = last_column(content);
        if *columns.get_or_insert(count) != count || count > 2 {
            return Err(Problem::Columns.at_line(line));
        }
        values.push((line, number(interval).ok_or(Problem::NotANumber.at_line(line))?));
    }
    if values.is_empty() {
        return Err(Problem::Empty.at_line(1));
    }
    let in_seconds = 2 * values.iter().filter(|(_, value)| *value < SECONDS_MAX).count() > values.len();
    let strays = |&(_, value): &(usize, f64)| (value < SECONDS_MAX) != in_seconds && value > 0.0;
    let many = STRAY_OF_LINES * values.iter().filter(|row| strays(row)).count() > values.len();
    let mut intervals_ms = Vec::with_capacity(values.len());
    for (line, value) in values {
        if many && strays(&(line, value)) {
            return Err(Problem::MixedUnits.at_line(line));
        }
        let ms = if in_seconds { value * 1_000.0 } else { value };
        if !is_interval(ms) {
            return Err(Problem::OutOfRange.at_line(line));
        }
        intervals_ms.push(ms);
    }
    Ok(Recording { format: Format::Text, ..Recording::of_intervals_ms(&intervals_ms, None) })
}

/// What other programs write where they have no number.
const NO_NUMBERS: [&str; 6] = ["nan", "inf", "infinity", "na", "n/a", "null"];

/// Whether most lines are intervals, or say that there is none: what is wrong with the others can then be said by its line.
pub(super) fn is_meant(text: &str) -> bool {
    let is_interval = |content: &str| {
        let (count, interval) = last_column(content);
        let word = interval.trim_start_matches(['+', '-']);
        let told =
            number(interval).is_some() || NO_NUMBERS.iter().any(|none| word.eq_ignore_ascii_case(none));
        told && count <= 2
    };
    lines(text).map(|(_, content)| if is_interval(content) { 1 } else { -1 }).sum::<i32>() > 0
}

/// How many columns a line has, and the last of them. A comma separates only beside blanks, since it may be a decimal one.
fn last_column(content: &str) -> (usize, &str) {
    let separator = |c: char| matches!(c, ' ' | '\t' | ';');
    let columns =
        content.split(separator).map(|cell| cell.trim_end_matches(',')).filter(|cell| !cell.is_empty());
    columns.fold((0, ""), |(count, _), cell| (count + 1, cell))
}

pub(super) fn write(recording: &Recording) -> String {
    let mut out = String::new();
    for ms in recording.intervals_ms() {
        // Writing to a string cannot fail.
        let _written = writeln!(out, "{ms}");
    }
    out
}
