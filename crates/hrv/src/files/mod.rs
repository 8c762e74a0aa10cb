//! Recordings in the file formats of other tools: read strictly, with the line or byte that is wrong, and written.
//!
//! | format | reads | writes |
//! |---|---|---|
//! | plain text, as Kubios takes it | ms or s, one column or time and interval | ms |
//! | HRV Logger CSV | `date` or `timestamp`, `rr`, `since start` | `timestamp,rr,since_start` |
//! | Polar .hrm | `Interval=238` (beat to beat) | the same |
//! | FIT | `hrv` messages, timer events as breaks | `file_id` and `hrv` messages |
//! | EDF+ | annotations of beats, gaps of EDF+D as breaks | annotations only |
//! | Open mHealth | `omh:rr-interval:1.0`, feature `open-mhealth` | data points |

mod date;
mod edf;
mod fit;
mod logger;
#[cfg(feature = "open-mhealth")]
mod open_mhealth;
mod polar;
mod text;

use alloc::vec::Vec;
use core::fmt;

use crate::import::{INTERVAL_MAX_MS, TimedInterval, packets_from_timed};
use crate::{EngineConfig, Interval, record};

/// A file format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// One interval per line, as Kubios HRV reads and writes it.
    Text,
    /// CSV of the app HRV Logger.
    HrvLogger,
    /// Polar's exercise file.
    PolarHrm,
    /// Garmin's Flexible and Interoperable Data Transfer.
    Fit,
    /// European Data Format with annotations (EDF+).
    EdfPlus,
    /// Open mHealth data points `omh:rr-interval:1.0`.
    #[cfg(feature = "open-mhealth")]
    OpenMHealth,
}

/// The intervals of a file.
#[derive(Clone, PartialEq)]
pub struct Recording {
    /// What kind of file it was.
    pub format: Format,
    /// When it began, µs since 1970 in universal time (or in the time zone of a file that names none); `None` if unsaid.
    pub start_us: Option<i64>,
    /// The intervals in order.
    pub intervals: Vec<Interval>,
}

impl Recording {
    /// A recording of intervals in milliseconds that follow each other.
    pub fn of_intervals_ms(intervals_ms: &[f64], start_us: Option<i64>) -> Recording {
        let intervals = intervals_ms.iter().enumerate();
        let intervals =
            intervals.map(|(i, &ms)| Interval { ms, missing_ms: 0.0, successive: i > 0 }).collect();
        Recording { format: Format::Text, start_us, intervals }
    }

    /// The intervals alone, ms.
    pub fn intervals_ms(&self) -> impl Iterator<Item = f64> + '_ {
        self.intervals.iter().map(|interval| interval.ms)
    }

    /// The end of every interval, ms since the recording began.
    fn ends_ms(&self) -> impl Iterator<Item = f64> + '_ {
        self.intervals.iter().scan(0.0, |clock_ms, interval| {
            *clock_ms += interval.missing_ms + interval.ms;
            Some(*clock_ms)
        })
    }
}

/// Why a file is refused, and where it says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {problem}")]
pub struct FileError {
    /// The first place that is wrong.
    pub place: Place,
    /// What is wrong there.
    pub problem: Problem,
}

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A line, counted from 1.
    Line(usize),
    /// A byte, counted from 0.
    Byte(usize),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Line(line) => write!(f, "line {line}"),
            Place::Byte(byte) => write!(f, "byte {byte}"),
        }
    }
}

/// What is wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// No format that is known.
    #[error("this is no file of heartbeats that is known here")]
    Unknown,
    /// Not one interval in the whole file.
    #[error("the file holds no interval between heartbeats")]
    Empty,
    /// Bytes that are no text.
    #[error("not readable as text")]
    NotText,
    /// Something that is no number.
    #[error("not a number")]
    NotANumber,
    /// A number that no interval can be.
    #[error("an interval between heartbeats lies between 1 and 63999 ms")]
    OutOfRange,
    /// Some lines are in seconds and others in milliseconds.
    #[error("milliseconds and seconds are mixed")]
    MixedUnits,
    /// Not the number of columns that came before.
    #[error("not the number of columns of the lines before")]
    Columns,
    /// A first line without the columns that are needed.
    #[error("the first line names no column \"rr\"")]
    Header,
    /// Not a date or a time.
    #[error("not a date and time")]
    Date,
    /// A Polar file without beat-to-beat data.
    #[error("only averages were recorded: beat-to-beat data says Interval=238")]
    OnlyAverages,
    /// The file ends too early.
    #[error("the file ends too early")]
    Truncated,
    /// A checksum that does not fit.
    #[error("the checksum does not fit: the file is damaged")]
    Checksum,
    /// A message without a definition before it.
    #[error("a message whose structure was not defined before")]
    Undefined,
    /// A field with an impossible size.
    #[error("a field with an impossible size")]
    FieldSize,
    /// An EDF file without annotations.
    #[error("the file has no signal \"EDF Annotations\"")]
    NoAnnotations,
    /// A list of annotations that is not built as EDF+ says.
    #[error("not a list of annotations as EDF+ builds it")]
    Annotation,
    /// JSON that is not as Open mHealth builds it.
    #[error("not a data point omh:rr-interval:1.0")]
    DataPoint,
}

impl Problem {
    const fn at_line(self, line: usize) -> FileError {
        FileError { place: Place::Line(line), problem: self }
    }

    const fn at_byte(self, byte: usize) -> FileError {
        FileError { place: Place::Byte(byte), problem: self }
    }
}

/// The format of a file by its first bytes; `None` when it is none of these.
pub fn recognise(bytes: &[u8]) -> Option<Format> {
    if bytes.get(8..12) == Some(b".FIT") {
        return Some(Format::Fit);
    }
    if bytes.starts_with(b"0       ") {
        return Some(Format::EdfPlus);
    }
    let (text, _) = text_of(bytes.get(..4_096).unwrap_or(bytes));
    let first = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'))?;
    if first.starts_with('[') && first.ends_with(']') && first.len() > 2 && !first.contains(['{', ',']) {
        return Some(Format::PolarHrm);
    }
    #[cfg(feature = "open-mhealth")]
    if first.starts_with(['{', '[']) {
        return Some(Format::OpenMHealth);
    }
    if logger::is_header(first) {
        return Some(Format::HrvLogger);
    }
    let is_text = first.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '+' | '-'));
    (is_text || text::is_meant(text)).then_some(Format::Text)
}

/// Reads a file of any known format. Errors with the first line or byte that is wrong.
pub fn read(bytes: &[u8]) -> Result<Recording, FileError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Problem::Empty.at_byte(0));
    }
    read_as(recognise(bytes).ok_or(Problem::Unknown.at_byte(0))?, bytes)
}

/// Reads a file of this format. Errors with the first line or byte that is wrong.
pub fn read_as(format: Format, bytes: &[u8]) -> Result<Recording, FileError> {
    match format {
        Format::Text => text::read(text_in(bytes)?),
        Format::HrvLogger => logger::read(text_in(bytes)?),
        Format::PolarHrm => polar::read(text_in(bytes)?),
        Format::Fit => fit::read(bytes),
        Format::EdfPlus => edf::read(bytes),
        #[cfg(feature = "open-mhealth")]
        Format::OpenMHealth => open_mhealth::read(bytes),
    }
}

/// Writes a recording in this format. What a format cannot say (breaks, in most) is not in it.
pub fn write(format: Format, recording: &Recording) -> Vec<u8> {
    match format {
        Format::Text => text::write(recording).into_bytes(),
        Format::HrvLogger => logger::write(recording).into_bytes(),
        Format::PolarHrm => polar::write(recording).into_bytes(),
        Format::Fit => fit::write(recording),
        Format::EdfPlus => edf::write(recording),
        #[cfg(feature = "open-mhealth")]
        Format::OpenMHealth => open_mhealth::write(recording).into_bytes(),
    }
}

/// The readable beginning of a file, and whether that is the whole.
fn text_of(bytes: &[u8]) -> (&str, bool) {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match core::str::from_utf8(bytes) {
        Ok(text) => (text, true),
        Err(error) => {
            let readable = bytes.get(..error.valid_up_to()).unwrap_or_default();
            (core::str::from_utf8(readable).unwrap_or_default(), false)
        }
    }
}

fn text_in(bytes: &[u8]) -> Result<&str, FileError> {
    match text_of(bytes) {
        (text, true) => Ok(text),
        (readable, false) => Err(Problem::NotText.at_line(1 + readable.matches('\n').count())),
    }
}

/// Numbered lines without surrounding blanks, empty ones and comments left out.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line.trim()));
    lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

/// A number with a point or, as many countries write it, a comma.
fn number(text: &str) -> Option<f64> {
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | 'e' | 'E');
    if !text.chars().all(plain) {
        return None;
    }
    text.parse()
        .ok()
        .or_else(|| text.replacen(',', ".", 1).parse().ok())
        .filter(|number: &f64| number.is_finite())
}

/// Whether a number can be an interval, ms.
fn is_interval(ms: f64) -> bool {
    (1.0..=INTERVAL_MAX_MS).contains(&ms)
}

/// Intervals with the times at which they arrived: silences that no interval explains become breaks, as for a live strap.
fn with_breaks(rows: &[TimedInterval]) -> Vec<Interval> {
    let record = record(&packets_from_timed(rows, 0), EngineConfig::default());
    let beats = record.beats.iter().map(|classified| classified.beat);
    let interval = |(row, beat): (&TimedInterval, crate::Beat)| Interval {
        ms: row.rr_ms,
        missing_ms: f64::from(beat.missing_ticks) * crate::MILLIS_PER_TICK,
        successive: beat.successive,
    };
    rows.iter().zip(beats).map(interval).collect()
}
