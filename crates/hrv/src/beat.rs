//! One heartbeat: its interval, where it lies on the series' own clock, and what kind of beat it is.

use crate::PacketKey;

/// Milliseconds in one tick of 1/1024 s. A power-of-two fraction, so ticks × this value is exact.
pub const MILLIS_PER_TICK: f64 = 1000.0 / 1024.0;

/// One RR interval as the strap sent it, and the beat that ends it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Beat {
    /// The packet that brought it.
    pub key: PacketKey,
    /// Its place in that packet, from 0.
    pub index: u8,
    /// The interval before this beat, in 1/1024 s, never altered.
    pub rr_ticks: u16,
    /// When this beat fell on the series' clock: the sum of all intervals and of all known silences, in 1/1024 s.
    pub clock_ticks: u64,
    /// Silence before this interval that no interval explains, in 1/1024 s; 0 when there was none.
    pub missing_ticks: u32,
    /// When this beat fell on the receiver's clock, µs: the series' clock as the least delayed recent packet places it.
    /// Good to the jitter of arrivals; it places beats on a timeline and enters no result.
    pub at_us: i64,
    /// Whether the interval begins at the beat before it in the series, with nothing lost between.
    pub successive: bool,
    /// Whether the strap felt skin; `None` when it cannot tell.
    pub contact: Option<bool>,
    /// Whether the sensor itself says that the interval is not to be used, as those that work by light do when the arm moves.
    pub doubtful: bool,
}

impl Beat {
    /// The interval in milliseconds, exact.
    pub fn rr_ms(&self) -> f64 {
        f64::from(self.rr_ticks) * MILLIS_PER_TICK
    }
}

/// What an interval is. Only [`BeatClass::Normal`] intervals enter a metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BeatClass {
    /// Between two sinus beats.
    Normal,
    /// Before or after a beat that came early: both intervals around it.
    Ectopic,
    /// Two or three intervals in one: the detector missed a beat.
    Missed,
    /// One interval in two parts: the detector saw a beat that was not there, or an interpolated beat.
    Extra,
    /// Too long or too short beside its neighbours, without one of the patterns above.
    LongShort,
    /// Not a heartbeat: no skin contact, or outside what a heart does.
    Noise,
}

impl BeatClass {
    /// Every class, in the order in which reports list them.
    pub const ALL: [BeatClass; 6] = [
        BeatClass::Normal,
        BeatClass::Ectopic,
        BeatClass::Missed,
        BeatClass::Extra,
        BeatClass::LongShort,
        BeatClass::Noise,
    ];

    /// The stable name used in storage and reports.
    pub const fn slug(self) -> &'static str {
        match self {
            BeatClass::Normal => "normal",
            BeatClass::Ectopic => "ectopic",
            BeatClass::Missed => "missed",
            BeatClass::Extra => "extra",
            BeatClass::LongShort => "long-short",
            BeatClass::Noise => "noise",
        }
    }
}

/// A beat with its class.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ClassifiedBeat {
    /// The beat as it came.
    pub beat: Beat,
    /// What it is.
    pub class: BeatClass,
}
