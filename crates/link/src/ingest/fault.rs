//! What can be wrong with what a wearable sends or a file holds, and where.

use super::{HEART_RATE_MAX_BPM, SENSOR_DEVICE_MAX_CHARS, SENSOR_LINE_MAX_BYTES, SENSOR_PACKETS_MAX};
use hrv::{RR_MAX, pmd::LIGHT_SAMPLES_MAX};

/// What is wrong with a delivery, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {fault}")]
pub struct Wrong {
    /// The first place that is wrong: `packets[2].rr[1]`, `line 3`, `line 3: rr[1]`.
    pub place: String,
    /// What is wrong there.
    pub fault: Fault,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Not JSON as documented; the reader's own words, in English.
    #[error("{0}")]
    Shape(String),
    /// The name of the device.
    #[error("a device has a name of 1 to {SENSOR_DEVICE_MAX_CHARS} characters on one line")]
    Device,
    /// No packet, or too many.
    #[error("1 to {SENSOR_PACKETS_MAX} packets at once")]
    Count,
    /// A line that is too long to be a packet.
    #[error("a line has at most {SENSOR_LINE_MAX_BYTES} bytes")]
    Line,
    /// The highest number there is, after which none can follow.
    #[error("numbers end before {max}", max = u32::MAX)]
    Number,
    /// Nothing in it.
    #[error("a packet holds rr, heart_rate_bpm or contact")]
    Empty,
    /// More intervals than a packet holds.
    #[error("a packet holds at most {RR_MAX} intervals")]
    TooManyIntervals,
    /// A number that no interval can be.
    #[error("an interval lies between 1 and 63999 ms; in 1/1024 s it is a whole number from 1 to 65535")]
    Interval,
    /// Not one estimate for each interval by light, or too many of them.
    #[error("one error for each of rr, at most {LIGHT_SAMPLES_MAX}")]
    LightErrors,
    /// A number that no heart rate can be.
    #[error("a heart rate lies between 1 and {HEART_RATE_MAX_BPM} beats per minute")]
    HeartRate,
    /// Before the session began.
    #[error("at_ms lies before the session began")]
    BeforeBegin,
    /// In the future.
    #[error("it lies in the future: the clock of the device or of its sender is wrong")]
    Future,
    /// Something in a file.
    #[error("{0}")]
    File(hrv::files::Problem),
}

impl From<hrv::files::FileError> for Wrong {
    fn from(error: hrv::files::FileError) -> Self {
        Fault::File(error.problem).at(error.place.to_string())
    }
}

impl Fault {
    /// The stable word of it, for programs and for texts.
    pub const fn word(&self) -> &'static str {
        match self {
            Fault::Shape(_) => "shape",
            Fault::Device => "device",
            Fault::Count => "count",
            Fault::Line => "line",
            Fault::Number => "number",
            Fault::Empty => "empty",
            Fault::TooManyIntervals => "too-many-intervals",
            Fault::Interval => "interval",
            Fault::LightErrors => "light-errors",
            Fault::HeartRate => "heart-rate",
            Fault::BeforeBegin => "before-begin",
            Fault::Future => "future",
            Fault::File(problem) => file_word(*problem),
        }
    }

    /// With its place.
    pub fn at(self, place: impl Into<String>) -> Wrong {
        Wrong { place: place.into(), fault: self }
    }
}

const fn file_word(problem: hrv::files::Problem) -> &'static str {
    use hrv::files::Problem;
    match problem {
        Problem::Unknown => "file-unknown",
        Problem::Empty => "file-empty",
        Problem::NotText => "file-not-text",
        Problem::NotANumber => "file-not-a-number",
        Problem::OutOfRange => "interval",
        Problem::MixedUnits => "file-mixed-units",
        Problem::Columns => "file-columns",
        Problem::Header => "file-header",
        Problem::Date => "file-date",
        Problem::OnlyAverages => "file-only-averages",
        Problem::Truncated => "file-truncated",
        Problem::Checksum => "file-checksum",
        Problem::NoAnnotations => "file-no-annotations",
        Problem::DataPoint => "file-data-point",
        _ => "file-structure",
    }
}
