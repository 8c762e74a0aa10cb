//! CSV of the app HRV Logger, and of the apps that write the same columns.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;

use super::{FileError, Format, Problem, Recording, date, is_interval, lines, number, with_breaks};
use crate::import::TimedInterval;

/// Where the columns that matter stand.
struct Columns {
    count: usize,
    rr: usize,
    time: Option<usize>,
}

/// Whether the line names a column `rr`.
pub(super) fn is_header(line: &str) -> bool {
    columns(line).is_some()
}

fn columns(line: &str) -> Option<Columns> {
    let names: Vec<&str> = line.split(',').map(|name| name.trim().trim_matches('"')).collect();
    let place =
        |wanted: &[&str]| names.iter().position(|name| wanted.iter().any(|it| name.eq_ignore_ascii_case(it)));
    let rr = place(&["rr", "rr (ms)", "rr_ms"])?;
    Some(Columns { count: names.len(), rr, time: place(&["timestamp", "date", "time"]) })
}

pub(super) fn read(text: &str) -> Result<Recording, FileError> {
    let mut lines = lines(text);
    let (line, header) = lines.next().ok_or(Problem::Empty.at_line(1))?;
    let columns = columns(header).ok_or(Problem::Header.at_line(line))?;
    let mut rows: Vec<TimedInterval> = Vec::new();
    for (line, content) in lines {
        let cells: Vec<&str> = content.split(',').map(|cell| cell.trim().trim_matches('"')).collect();
        if cells.len() != columns.count {
            return Err(Problem::Columns.at_line(line));
        }
        let cell = |place: usize| cells.get(place).copied().unwrap_or_default();
        let rr_ms = number(cell(columns.rr)).ok_or(Problem::NotANumber.at_line(line))?;
        if !is_interval(rr_ms) {
            return Err(Problem::OutOfRange.at_line(line));
        }
        let arrival_us = match columns.time {
            Some(place) => time_us(cell(place)).ok_or(Problem::Date.at_line(line))?,
            None => rows.last().map_or(0, |row| row.arrival_us).saturating_add((rr_ms * 1_000.0) as i64),
        };
        rows.push(TimedInterval { arrival_us, rr_ms });
    }
    let first = *rows.first().ok_or(Problem::Empty.at_line(line))?;
    let start_us = columns.time.map(|_| first.arrival_us.saturating_sub((first.rr_ms * 1_000.0) as i64));
    Ok(Recording { format: Format::HrvLogger, start_us, intervals: with_breaks(&rows) })
}

/// A date and time, or milliseconds since 1970; `None` before 1900 and after 2999.
fn time_us(text: &str) -> Option<i64> {
    let ms: Option<i64> = text.parse().ok();
    let us = ms.map_or_else(|| date::parse(text), |ms| ms.checked_mul(1_000))?;
    (date::FIRST_US..date::END_US).contains(&us).then_some(us)
}

pub(super) fn write(recording: &Recording) -> String {
    let mut out = String::from("timestamp,rr,since_start\n");
    let start_ms = recording.start_us.unwrap_or(0) / 1_000;
    for (end_ms, interval) in recording.ends_ms().zip(&recording.intervals) {
        let timestamp = start_ms.saturating_add(libm::round(end_ms) as i64);
        let since_ms = libm::round(end_ms - interval.ms);
        // Writing to a string cannot fail.
        let _written = writeln!(out, "{timestamp},{},{since_ms}", interval.ms);
    }
    out
}
