//! Heart data on its way: raw packets from a strap, and what the engine makes of them.

use core::fmt;
use serde::{Deserialize, Serialize};
use session::{SessionId, StrapId, WorldTime};

/// The longest heart-rate packet (ATT with a large MTU would allow more; the profile does not need it, and `hrv::pmd::Feed` cuts
/// longer frames in parts).
pub const PACKET_MAX_BYTES: usize = 64;
/// The most packets in one batch.
pub const BEAT_PACKETS_MAX: usize = 512;

/// Raw packets of one strap, keyed `(strap, receiver_epoch, n)`: the truth from which everything is recomputed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BeatBatch {
    /// The session they belong to.
    pub session: SessionId,
    /// The strap.
    pub strap: StrapId,
    /// Counts the connections of this receiver to this strap; beats across it are not successive.
    pub receiver_epoch: u32,
    /// The number of the first packet within the epoch; the others follow without a gap.
    pub first_n: u32,
    /// The packets, oldest first, 1 to [`BEAT_PACKETS_MAX`].
    pub packets: Vec<BeatPacket>,
}

/// One Heart Rate Measurement (0x2A37) as it came, or a packet of another kind that `hrv::Packet` reads.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BeatPacket {
    /// When it arrived, in world time; may run backwards.
    pub arrived: WorldTime,
    /// Its bytes, at most [`PACKET_MAX_BYTES`].
    pub bytes: Vec<u8>,
}

/// How finely a receiver tells when a packet arrived, microseconds: 1/64 s.
///
/// Radios and their drivers deliver with a jitter of 40 ms, so anything finer is noise, and noise takes as many bytes as the
/// heart itself. Arrival only reveals gaps and places beats.
pub const ARRIVAL_STEP_US: u64 = 15_625;

impl BeatPacket {
    /// A packet as its receiver tells it: when it arrived to [`ARRIVAL_STEP_US`], never later than it did.
    pub const fn received(at: WorldTime, bytes: Vec<u8>) -> Self {
        Self { arrived: WorldTime(at.0 - at.0 % ARRIVAL_STEP_US), bytes }
    }
}

impl fmt::Debug for BeatPacket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BeatPacket")
            .field("arrived", &self.arrived)
            .field("bytes", &self.bytes.len())
            .finish()
    }
}

/// The heart as it is now, computed by the engine from raw packets; the same numbers wherever it runs.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct HeartNow {
    /// The world time it speaks of.
    pub at: WorldTime,
    /// Mean heart rate over the last seconds, beats per minute.
    pub heart_rate_bpm: Option<f64>,
    /// RMSSD over the indicator's window, milliseconds.
    pub rmssd_ms: Option<f64>,
    /// SDNN over the indicator's window, milliseconds.
    pub sdnn_ms: Option<f64>,
    /// How good the signal is.
    pub quality: HeartQuality,
    /// The stress indicator.
    pub reading: HeartReading,
}

impl fmt::Debug for HeartNow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HeartNow").field("at", &self.at).finish_non_exhaustive()
    }
}

/// Signal quality over the window, and what it rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct HeartQuality {
    /// In one word.
    pub level: QualityLevel,
    /// Whether the strap says it touches the skin; `None` when it cannot tell.
    pub contact: Option<bool>,
    /// Beats in the window.
    pub beats: u16,
    /// Beats that were set aside as not normal.
    pub flagged: u16,
    /// Share of the window's time without beats, 0 to 1.
    pub missing_share: f64,
}

/// Signal quality in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum QualityLevel {
    /// At most 5 % flagged, nothing missing.
    Good,
    /// Usable, with a warning; intervals found by light are never better.
    Fair,
    /// Too poor for a value.
    Poor,
    /// No signal.
    Absent,
}

/// What the stress indicator says. Not validated; compares a person with their own rest only.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum HeartReading {
    /// A value.
    Value {
        /// 0 to 100; 50 is the person's own rest.
        score: f64,
        /// Lower end of the band.
        low: f64,
        /// Upper end of the band.
        high: f64,
        /// Whether the baseline is still provisional.
        provisional: bool,
        /// What it is made of.
        parts: HeartParts,
    },
    /// The window is short: a direction only.
    Trend(TrendDirection),
    /// No value, and why.
    NoValue(NoValue),
}

/// The parts of a value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct HeartParts {
    /// The version of the algorithm.
    pub algorithm: String,
    /// How far ln RMSSD lies below the own rest, in the person's own spread.
    pub z_rmssd: f64,
    /// How far heart rate lies above the own rest, in the person's own spread.
    pub z_heart_rate: f64,
    /// Length of the window, seconds.
    pub window_s: f64,
}

/// Where a short window points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TrendDirection {
    /// Towards calm.
    Calmer,
    /// No clear direction.
    Steady,
    /// Away from calm.
    Tenser,
}

/// Why there is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum NoValue {
    /// No strap yet, or no beats yet.
    NoSignal,
    /// Too few beats so far.
    TooShort,
    /// The strap does not touch the skin.
    NoContact,
    /// Too much of the window is missing.
    Gap,
    /// Too many beats were set aside.
    TooManyFlagged,
    /// The rhythm is too irregular to be read.
    Irregular,
    /// Movement or exertion.
    Exertion,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receiver_tells_arrival_to_a_sixty_fourth_of_a_second_and_never_later_than_it_was() {
        for (at_us, told_us) in
            [(0, 0), (15_624, 0), (15_625, 15_625), (1_000_000, 1_000_000), (1_007_000, 1_000_000)]
        {
            assert_eq!(BeatPacket::received(WorldTime(at_us), Vec::new()).arrived, WorldTime(told_us));
        }
    }
}
