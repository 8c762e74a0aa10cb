//! EDF+ with annotations: every annotation of a beat places it; gaps of discontinuous files are breaks.
//!
//! Kemp & Olivan, *European data format 'plus' (EDF+)*, Clin Neurophysiol 114 (2003), 1755. The label of a beat is one of
//! PhysioNet's symbols or a word for it.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{FileError, Format, Problem, Recording, date, is_interval};
use crate::Interval;
use crate::import::INTERVAL_MAX_MS;

/// Bytes of the fixed header, and of each signal's.
const HEADER: usize = 256;
/// The name of the signal that holds annotations.
const ANNOTATIONS: &str = "EDF Annotations";
/// One-letter labels of beats, as PhysioNet's annotators use them.
const SYMBOLS: &str = "NLRBAaJSVrFejnE/fQ?";
/// Words for a beat, without regard to case.
const WORDS: [&str; 6] = ["QRS", "beat", "heartbeat", "R-peak", "R peak", "RR"];
/// What the exporter calls a beat.
const WRITTEN: &str = "QRS";
/// What the exporter calls the end of a silence.
const GAP: &str = "gap";
/// Bytes of annotations in a record that the exporter writes.
const RECORD: usize = 1_024;
/// A pause between two records of at least this much is a gap, s.
const GAP_S: f64 = 0.001;

/// A beat or a gap on the file's clock, s, and the byte that says so.
#[derive(Clone, Copy)]
struct Mark {
    at_s: f64,
    byte: usize,
    is_beat: bool,
}

pub(super) fn read(bytes: &[u8]) -> Result<Recording, FileError> {
    let header = Header::read(bytes)?;
    let mut marks: Vec<Mark> = Vec::new();
    let mut expected_s: Option<f64> = None;
    let records = bytes.get(header.size..).unwrap_or_default();
    for (index, record) in records.chunks_exact(header.record_size).enumerate() {
        let record_at = header.size + index * header.record_size;
        let mut onset_s = None;
        for &(offset, size) in &header.annotations {
            let lists = record.get(offset..offset + size).unwrap_or_default();
            annotations(lists, record_at + offset, |at_s, label, byte| {
                // The first, empty annotation of a record says when the record began.
                onset_s = onset_s.or(Some(at_s));
                let is_beat = is_beat(label);
                if is_beat || label.trim().eq_ignore_ascii_case(GAP) {
                    marks.push(Mark { at_s, byte, is_beat });
                }
            })?;
        }
        if let (Some(onset_s), Some(expected_s)) = (onset_s, expected_s)
            && header.record_s > 0.0
            && onset_s - expected_s > GAP_S
        {
            marks.push(Mark { at_s: onset_s, byte: record_at, is_beat: false });
        }
        expected_s = onset_s.map(|onset_s| onset_s + header.record_s);
    }
    if !records.len().is_multiple_of(header.record_size) {
        return Err(Problem::Truncated.at_byte(bytes.len()));
    }
    marks.sort_by(|a, b| a.at_s.total_cmp(&b.at_s));
    let intervals = intervals(&marks)?;
    if intervals.is_empty() {
        return Err(Problem::Empty.at_byte(bytes.len()));
    }
    let first_s = marks.iter().find(|mark| mark.is_beat).map_or(0.0, |mark| mark.at_s);
    let start_us = header.start_us.map(|us| us.saturating_add((first_s * 1e6) as i64));
    Ok(Recording { format: Format::EdfPlus, start_us, intervals })
}

fn intervals(marks: &[Mark]) -> Result<Vec<Interval>, FileError> {
    let mut intervals: Vec<Interval> = Vec::new();
    let mut previous: Option<f64> = None;
    let (mut broken, mut missing_ms) = (true, 0.0);
    for mark in marks {
        if !mark.is_beat {
            broken = true;
            missing_ms += previous.take().map_or(0.0, |before_s| (mark.at_s - before_s) * 1_000.0);
            continue;
        }
        if let Some(before_s) = previous {
            // Times are written in decimals: what they differ by is meant in decimals too.
            let ms = libm::round((mark.at_s - before_s) * 1e7) / 1e4;
            if ms > INTERVAL_MAX_MS {
                // Nobody's heart: nothing was found for a while.
                broken = true;
                missing_ms += ms;
            } else if is_interval(ms) {
                let successive = !core::mem::replace(&mut broken, false);
                let missing_ms = core::mem::take(&mut missing_ms);
                intervals.push(Interval { ms, missing_ms, successive });
            } else {
                return Err(Problem::OutOfRange.at_byte(mark.byte));
            }
        }
        previous = Some(mark.at_s);
    }
    Ok(intervals)
}

fn is_beat(label: &str) -> bool {
    let label = label.trim();
    let mut letters = label.chars();
    let is_symbol =
        matches!((letters.next(), letters.next()), (Some(letter), None) if SYMBOLS.contains(letter));
    is_symbol || WORDS.iter().any(|word| label.eq_ignore_ascii_case(word))
}

/// Hands out every annotation of a list: its time in s, its text, and its byte.
fn annotations(lists: &[u8], at: usize, mut visit: impl FnMut(f64, &str, usize)) -> Result<(), FileError> {
    let mut byte = at;
    for list in lists.split(|byte| *byte == 0) {
        let at = byte;
        let wrong = Problem::Annotation.at_byte(at);
        byte += list.len() + 1;
        if list.is_empty() {
            continue;
        }
        let text = core::str::from_utf8(list).map_err(|_| wrong)?;
        let mut parts = text.split('\u{14}');
        let time = parts.next().ok_or(wrong)?;
        let onset = time.split('\u{15}').next().unwrap_or(time);
        if !onset.starts_with(['+', '-']) {
            return Err(wrong);
        }
        let onset_s: f64 = super::number(onset).ok_or(wrong)?;
        if onset_s.abs() > 1e9 {
            return Err(wrong);
        }
        for label in parts {
            visit(onset_s, label, at);
        }
    }
    Ok(())
}

struct Header {
    size: usize,
    start_us: Option<i64>,
    record_s: f64,
    record_size: usize,
    /// Place and size of every annotations signal in a record, bytes.
    annotations: Vec<(usize, usize)>,
}

impl Header {
    fn read(bytes: &[u8]) -> Result<Header, FileError> {
        if !bytes.starts_with(b"0       ") {
            return Err(Problem::Unknown.at_byte(0));
        }
        let record_s = field(bytes, 244, 8)?;
        let signals = field(bytes, 252, 4)? as usize;
        if !(1..=4_096).contains(&signals) || !(0.0..=1e6).contains(&record_s) {
            return Err(Problem::NotANumber.at_byte(244));
        }
        let size = HEADER + signals * HEADER;
        if bytes.len() < size {
            return Err(Problem::Truncated.at_byte(bytes.len()));
        }
        let (mut annotations, mut record_size) = (Vec::new(), 0_usize);
        for signal in 0..signals {
            let label_at = HEADER + 16 * signal;
            // Labels come first for all signals; their numbers of samples after eight other fields of 200 bytes together.
            let samples_at = HEADER + 216 * signals + 8 * signal;
            let samples = field(bytes, samples_at, 8)?;
            if !(1.0..=61_440.0).contains(&samples) {
                return Err(Problem::FieldSize.at_byte(samples_at));
            }
            let size = 2 * samples as usize;
            if ascii(bytes, label_at, 16)?.trim_end() == ANNOTATIONS {
                annotations.push((record_size, size));
            }
            record_size += size;
        }
        if annotations.is_empty() {
            return Err(Problem::NoAnnotations.at_byte(HEADER));
        }
        Ok(Header { size, start_us: start_us(bytes), record_s, record_size, annotations })
    }
}

fn ascii(bytes: &[u8], at: usize, length: usize) -> Result<&str, FileError> {
    let field = bytes.get(at..at + length).ok_or(Problem::Truncated.at_byte(bytes.len()))?;
    core::str::from_utf8(field).map_err(|_| Problem::NotText.at_byte(at))
}

fn field(bytes: &[u8], at: usize, length: usize) -> Result<f64, FileError> {
    super::number(ascii(bytes, at, length)?.trim()).ok_or(Problem::NotANumber.at_byte(at))
}

/// When the file began: `dd.mm.yy` and `hh.mm.ss`, the century from `Startdate dd-MMM-yyyy` or else from 1985 to 2084.
fn start_us(bytes: &[u8]) -> Option<i64> {
    let number =
        |at: usize, count: usize| date::digits(core::str::from_utf8(bytes.get(at..at + count)?).ok()?, count);
    let part = |at: usize| number(at, 2);
    let (day, month, short) = (part(168)?, part(171)?, part(174)?);
    let named = number(105, 4).filter(|year| bytes.get(88..97) == Some(b"Startdate") && year % 100 == short);
    let year = named.unwrap_or(if short >= 85 { 1_900 + short } else { 2_000 + short });
    let (hour, minute, second) = (part(176)?, part(179)?, part(182)?);
    let of_day = hour * 3_600 + minute * 60 + second;
    Some((date::days(year, month, day)? * 86_400 + of_day) * 1_000_000)
}

pub(super) fn write(recording: &Recording) -> Vec<u8> {
    let mut marks: Vec<(f64, &str)> = Vec::new();
    for (end_ms, interval) in recording.ends_ms().zip(&recording.intervals) {
        if !interval.successive {
            let start_s = (end_ms - interval.ms) / 1_000.0;
            if !marks.is_empty() {
                marks.push((start_s, GAP));
            }
            marks.push((start_s, WRITTEN));
        }
        marks.push((end_ms / 1_000.0, WRITTEN));
    }
    let mut records: Vec<String> = Vec::new();
    for (at_s, label) in marks {
        let beat = format!("+{}\u{14}{label}\u{14}\0", decimal(at_s));
        match records.last_mut() {
            Some(record) if record.len() + beat.len() <= RECORD => record.push_str(&beat),
            // Records without length all begin with the file.
            _ => records.push(format!("+0\u{14}\u{14}\0{beat}")),
        }
    }
    let (days, of_day_us) = date::split(recording.start_us.unwrap_or(0));
    let (year, month, day) = date::civil(days);
    let second = of_day_us / 1_000_000;
    const MONTHS: [&str; 12] =
        ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    let name = MONTHS.get(usize::try_from(month - 1).unwrap_or(0)).copied().unwrap_or("JAN");
    let mut out = String::new();
    let mut put = |text: &str, width: usize| out.push_str(&format!("{text:width$.width$}"));
    put("0", 8);
    put("X X X X", 80);
    put(&format!("Startdate {day:02}-{name}-{year:04} X X X"), 80);
    put(&format!("{day:02}.{month:02}.{:02}", year.rem_euclid(100)), 8);
    put(&format!("{:02}.{:02}.{:02}", second / 3_600, second / 60 % 60, second % 60), 8);
    put("512", 8);
    put("EDF+C", 44);
    put(&format!("{}", records.len()), 8);
    // Without other signals a record has no length of its own.
    put("0", 8);
    put("1", 4);
    put(ANNOTATIONS, 16);
    put("", 80);
    put("", 8);
    for limit in ["-1", "1", "-32768", "32767"] {
        put(limit, 8);
    }
    put("", 80);
    put(&format!("{}", RECORD / 2), 8);
    put("", 32);
    let mut file = out.into_bytes();
    for record in records {
        let filled = file.len() + RECORD;
        file.extend(record.into_bytes());
        file.resize(filled, 0);
    }
    file
}

/// Seconds with the decimals that a tenth of a microsecond needs.
fn decimal(seconds: f64) -> String {
    let text = format!("{seconds:.7}");
    String::from(text.trim_end_matches('0').trim_end_matches('.'))
}
