//! Recordings as text: plain RR intervals and the timed CSV of strap loggers, read strictly and made into packets.

use alloc::vec::Vec;

use crate::{MILLIS_PER_TICK, Packet, PacketKey, RR_MAX, RawPacket};

/// Longest interval that a packet can carry, ms (65 535 ticks).
pub const INTERVAL_MAX_MS: f64 = 65_535.0 * MILLIS_PER_TICK;

/// The first line of a timed CSV.
const TIMED_HEADER: &str = "timestamp,rr,since_start";

/// Why a file is no recording, and which line says so (counted from 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// Not one interval in the whole file.
    #[error("the file holds no RR interval")]
    Empty,
    /// The first line is not the header of a timed CSV.
    #[error("line {line}: expected the header \"timestamp,rr,since_start\"")]
    Header {
        /// The line.
        line: usize,
    },
    /// Not the number of columns that the header names.
    #[error("line {line}: expected three columns, found {found}")]
    Columns {
        /// The line.
        line: usize,
        /// Columns found.
        found: usize,
    },
    /// Something that is no number.
    #[error("line {line}: not a number")]
    NotANumber {
        /// The line.
        line: usize,
    },
    /// A number that no RR interval in milliseconds can be.
    #[error("line {line}: an RR interval in milliseconds lies between 1 and 63999")]
    OutOfRange {
        /// The line.
        line: usize,
    },
    /// A time that does not fit the receiver's clock.
    #[error("line {line}: the timestamp is out of range")]
    Timestamp {
        /// The line.
        line: usize,
    },
    /// All values are so small that the file is in seconds.
    #[error("line {line}: the intervals look like seconds, milliseconds are needed")]
    Seconds {
        /// The first line with a value.
        line: usize,
    },
}

/// One row of a timed CSV.
#[derive(Clone, Copy, PartialEq)]
pub struct TimedInterval {
    /// When the interval arrived, µs since the logger's zero; may run backwards.
    pub arrival_us: i64,
    /// The interval, ms.
    pub rr_ms: f64,
}

/// Reads one interval in milliseconds per line; empty lines and lines that begin with `#` are skipped.
pub fn rr_text(text: &str) -> Result<Vec<f64>, ImportError> {
    let mut intervals_ms = Vec::new();
    let mut first_line = 0;
    let mut all_small = true;
    let mut first_below = None;
    for (line, content) in lines(text) {
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        let value: f64 = content.parse().map_err(|_| ImportError::NotANumber { line })?;
        if value <= 0.0 || !(0.0..=INTERVAL_MAX_MS).contains(&value) {
            return Err(ImportError::OutOfRange { line });
        }
        if intervals_ms.is_empty() {
            first_line = line;
        }
        all_small &= value < 10.0;
        // Wrong in a file of milliseconds, right in one of seconds, which is told apart at its end.
        if value < 1.0 {
            first_below = first_below.or(Some(line));
        }
        intervals_ms.push(value);
    }
    match (intervals_ms.is_empty(), first_below) {
        (true, _) => Err(ImportError::Empty),
        (false, _) if all_small => Err(ImportError::Seconds { line: first_line }),
        (false, Some(line)) => Err(ImportError::OutOfRange { line }),
        (false, None) => Ok(intervals_ms),
    }
}

/// Reads `timestamp,rr,since_start` (ms since 1970, ms, ms), as strap loggers on phones write it.
///
/// Rows stay in the order of the file, which is the order of arrival, even where timestamps run backwards.
pub fn timed_csv(text: &str) -> Result<Vec<TimedInterval>, ImportError> {
    let mut rows = Vec::new();
    let mut header_seen = false;
    for (line, content) in lines(text) {
        if content.is_empty() {
            continue;
        }
        if !header_seen {
            if content != TIMED_HEADER {
                return Err(ImportError::Header { line });
            }
            header_seen = true;
            continue;
        }
        let mut columns = content.split(',');
        let (Some(timestamp), Some(rr), Some(since), None) =
            (columns.next(), columns.next(), columns.next(), columns.next())
        else {
            return Err(ImportError::Columns { line, found: content.split(',').count() });
        };
        let timestamp_ms: i64 = timestamp.trim().parse().map_err(|_| ImportError::NotANumber { line })?;
        let rr_ms: f64 = rr.trim().parse().map_err(|_| ImportError::NotANumber { line })?;
        let _since_ms: f64 = since.trim().parse().map_err(|_| ImportError::NotANumber { line })?;
        if !(1.0..=INTERVAL_MAX_MS).contains(&rr_ms) {
            return Err(ImportError::OutOfRange { line });
        }
        let arrival_us = timestamp_ms.checked_mul(1_000).ok_or(ImportError::Timestamp { line })?;
        rows.push(TimedInterval { arrival_us, rr_ms });
    }
    if rows.is_empty() { Err(ImportError::Empty) } else { Ok(rows) }
}

/// Packets of a recording in either format, told apart by its first line.
///
/// Intervals without times are placed from `start_us` on; a timed recording keeps its own times.
pub fn packets(text: &str, receiver_epoch: u32, start_us: i64) -> Result<Vec<RawPacket>, ImportError> {
    let first = lines(text).map(|(_, content)| content).find(|content| !content.is_empty());
    if first == Some(TIMED_HEADER) {
        return Ok(packets_from_timed(&timed_csv(text)?, receiver_epoch));
    }
    Ok(packets_from_intervals(&rr_text(text)?, receiver_epoch, start_us))
}

/// Packets as a strap would have sent these intervals: one each second, with the intervals that ended in it.
///
/// `receiver_epoch` and `start_us` name and place them. Intervals are rounded to the strap's 1/1024 s, without the
/// rounding adding up.
pub fn packets_from_intervals(intervals_ms: &[f64], receiver_epoch: u32, start_us: i64) -> Vec<RawPacket> {
    let mut packets = Vec::new();
    let mut ticks: [u16; RR_MAX] = [0; RR_MAX];
    let (mut count, mut second) = (0_usize, 0_u64);
    let (mut clock_ms, mut clock_ticks) = (0.0, 0.0);
    let mut flush = |ticks: &[u16], clock_ticks: f64| {
        let arrival_us = start_us.saturating_add((clock_ticks * MILLIS_PER_TICK * 1_000.0) as i64);
        let n = packets.len() as u32;
        packets.push(raw_packet(PacketKey { receiver_epoch, n }, arrival_us, ticks));
    };
    for &interval_ms in intervals_ms {
        clock_ms += interval_ms;
        let end_ticks = libm::round(clock_ms / MILLIS_PER_TICK);
        let interval_ticks = (end_ticks - clock_ticks).clamp(0.0, f64::from(u16::MAX));
        let end_second = (end_ticks / 1_024.0) as u64;
        if count > 0 && (end_second != second || count == RR_MAX) {
            flush(ticks.get(..count).unwrap_or(&[]), clock_ticks);
            count = 0;
        }
        second = end_second;
        clock_ticks = end_ticks;
        if let Some(slot) = ticks.get_mut(count) {
            *slot = interval_ticks as u16;
            count += 1;
        }
    }
    if count > 0 {
        flush(ticks.get(..count).unwrap_or(&[]), clock_ticks);
    }
    packets
}

/// Packets of a timed recording: one per row, stamped as it arrived.
pub fn packets_from_timed(rows: &[TimedInterval], receiver_epoch: u32) -> Vec<RawPacket> {
    let packet = |(n, row): (u32, &TimedInterval)| {
        let ticks = libm::round(row.rr_ms / MILLIS_PER_TICK).clamp(0.0, f64::from(u16::MAX)) as u16;
        raw_packet(PacketKey { receiver_epoch, n }, row.arrival_us, &[ticks])
    };
    (0_u32..).zip(rows).map(packet).collect()
}

fn raw_packet(key: PacketKey, arrival_us: i64, ticks: &[u16]) -> RawPacket {
    let sum = ticks.iter().map(|&ticks| f64::from(ticks)).sum::<f64>() * MILLIS_PER_TICK;
    let rate = if sum > 0.0 { libm::round(60_000.0 * ticks.len() as f64 / sum) } else { 0.0 };
    RawPacket { key, arrival_us, packet: Packet::of_strap(rate as u16, None, ticks) }
}

/// Numbered lines without surrounding blanks, without a byte order mark.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.lines().enumerate().map(|(index, line)| (index + 1, line.trim()))
}
