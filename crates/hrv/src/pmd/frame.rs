//! PMD's data frames: pulse-to-pulse intervals and electrocardiograms.

use super::{Measurement, PmdError};
use core::fmt;

/// Bytes before the samples: measurement, timestamp, frame type.
const HEAD: usize = 10;
/// Bytes of one interval found by light.
pub(crate) const PPI_SAMPLE_BYTES: usize = 6;
/// Bytes of one electrocardiogram value.
const ECG_SAMPLE_BYTES: usize = 3;
/// Above this own estimate of its error an interval is not used, ms: as large as the RMSSD of many people at rest.
pub(crate) const PPI_ERROR_MAX_MS: u16 = 30;

/// The error of an interval that is not to be used, whatever the reason.
pub const NOT_TO_BE_USED: u16 = u16::MAX;

const FLAG_BLOCKER: u8 = 1 << 0;
const FLAG_CONTACT: u8 = 1 << 1;
const FLAG_CONTACT_SUPPORTED: u8 = 1 << 2;

/// One frame of data, without a copy.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Frame<'a> {
    /// Pulse-to-pulse intervals.
    Ppi(PpiFrame<'a>),
    /// An electrocardiogram.
    Ecg(EcgFrame<'a>),
}

/// Pulse-to-pulse intervals of one frame.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PpiFrame<'a> {
    /// When the last sample was taken, ns since 2000-01-01 by the sensor's clock; many sensors leave it 0.
    pub timestamp_ns: u64,
    samples: &'a [u8],
}

/// One pulse-to-pulse interval and what the sensor thinks of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PpiSample {
    /// The sensor's heart rate, beats per minute; 0 when it has none.
    pub heart_rate_bpm: u8,
    /// The interval, ms.
    pub interval_ms: u16,
    /// How far it may be off by the sensor's own estimate, ms.
    pub error_ms: u16,
    /// Movement was felt during the interval: not to be used.
    pub blocked: bool,
    /// Whether it touches skin; `None` when it cannot tell.
    pub contact: Option<bool>,
}

/// An electrocardiogram's values of one frame.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct EcgFrame<'a> {
    /// When the last sample was taken, ns since 2000-01-01 by the sensor's clock.
    pub timestamp_ns: u64,
    samples: &'a [u8],
}

impl<'a> Frame<'a> {
    /// Reads a notification of the data characteristic.
    ///
    /// Errors with the byte that is wrong. Samples that do not fill the frame are an error, never a guess.
    pub fn parse(bytes: &'a [u8]) -> Result<Frame<'a>, PmdError> {
        let truncated = PmdError::Truncated { at: 0, needed: HEAD, actual: bytes.len() };
        let (head, samples) = bytes.split_first_chunk::<HEAD>().ok_or(truncated)?;
        let [number, time @ .., frame_type] = *head;
        let timestamp_ns = u64::from_le_bytes(time);
        let measurement = Measurement::of(number).ok_or(PmdError::Measurement { at: 0, number })?;
        if frame_type != 0 {
            return Err(PmdError::FrameType { frame_type });
        }
        let size = match measurement {
            Measurement::Ppi => PPI_SAMPLE_BYTES,
            Measurement::Ecg => ECG_SAMPLE_BYTES,
        };
        let left = samples.len() % size;
        if left != 0 {
            return Err(PmdError::Uneven { at: bytes.len() - left, left });
        }
        Ok(match measurement {
            Measurement::Ppi => Frame::Ppi(PpiFrame { timestamp_ns, samples }),
            Measurement::Ecg => Frame::Ecg(EcgFrame { timestamp_ns, samples }),
        })
    }
}

impl PpiFrame<'_> {
    /// The intervals, oldest first.
    pub fn samples(&self) -> impl ExactSizeIterator<Item = PpiSample> + '_ {
        let (samples, _) = self.samples.as_chunks::<PPI_SAMPLE_BYTES>();
        samples.iter().map(|sample| {
            let [heart_rate_bpm, interval_low, interval_high, error_low, error_high, flags] = *sample;
            PpiSample {
                heart_rate_bpm,
                interval_ms: u16::from_le_bytes([interval_low, interval_high]),
                error_ms: u16::from_le_bytes([error_low, error_high]),
                blocked: flags & FLAG_BLOCKER != 0,
                contact: (flags & FLAG_CONTACT_SUPPORTED != 0).then_some(flags & FLAG_CONTACT != 0),
            }
        })
    }
}

impl PpiSample {
    /// Whether the interval can be used: no movement, on the skin as far as it can tell, and exact enough.
    pub fn is_usable(&self) -> bool {
        !self.blocked
            && self.contact != Some(false)
            && self.interval_ms > 0
            && self.error_ms <= PPI_ERROR_MAX_MS
    }

    /// As the sensor writes it.
    pub fn encode(&self) -> [u8; PPI_SAMPLE_BYTES] {
        let [interval_low, interval_high] = self.interval_ms.to_le_bytes();
        let [error_low, error_high] = self.error_ms.to_le_bytes();
        let contact = match self.contact {
            None => 0,
            Some(false) => FLAG_CONTACT_SUPPORTED,
            Some(true) => FLAG_CONTACT_SUPPORTED | FLAG_CONTACT,
        };
        let flags = contact | if self.blocked { FLAG_BLOCKER } else { 0 };
        [self.heart_rate_bpm, interval_low, interval_high, error_low, error_high, flags]
    }
}

impl EcgFrame<'_> {
    /// The values, µV, oldest first.
    pub fn samples_uv(&self) -> impl ExactSizeIterator<Item = i32> + '_ {
        let (samples, _) = self.samples.as_chunks::<ECG_SAMPLE_BYTES>();
        samples.iter().map(|&[low, middle, high]| {
            // The sign is the third byte's: shifted down from the top it fills what is above.
            i32::from_le_bytes([0, low, middle, high]) >> 8
        })
    }
}

impl fmt::Debug for Frame<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Frame { … }")
    }
}

impl fmt::Debug for PpiFrame<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PpiFrame { … }")
    }
}

impl fmt::Debug for PpiSample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PpiSample { … }")
    }
}

impl fmt::Debug for EcgFrame<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EcgFrame { … }")
    }
}
