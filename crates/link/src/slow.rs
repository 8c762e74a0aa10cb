//! What slow breathing tells on its way: coherence, and the curve of a search for the own pace.

use crate::{from_hrv, heart::NoValue};
use core::fmt;
use hrv::{Coherence, NoValueReason, Resonance, Unknown};
use serde::{Deserialize, Serialize};
use session::{SearchOutcome, SearchUnknown, WorldTime};

/// Coherence over the last 64 s.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CoherenceNow {
    /// The world time it speaks of.
    pub at: WorldTime,
    /// The share of the rhythm in one slow wave, thousandths.
    pub permille: Option<u16>,
    /// Why there is none.
    pub reason: Option<NoValue>,
}

/// The curve of a search for the own pace, and what it says.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ResonanceNow {
    /// The world time it speaks of.
    pub at: WorldTime,
    /// The version of the algorithm.
    pub algorithm: String,
    /// One point for every pace breathed so far, in their order.
    pub points: Vec<ResonancePoint>,
    /// What the points say.
    pub outcome: SearchOutcome,
    /// Whether the search is over.
    pub ended: bool,
}

/// How much the heart swings at one pace.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ResonancePoint {
    /// Thousandths of a breath per minute.
    pub pace_milli_bpm: u16,
    /// From the lowest to the highest of the wave that goes along with the breath, beats per minute.
    pub swing_bpm: Option<f64>,
    /// Its standard error, beats per minute.
    pub error_bpm: f64,
    /// How far the heart lies behind the pacer, degrees of a breath.
    pub behind_deg: Option<f64>,
    /// Why there is no swing.
    pub unknown: Option<SearchUnknown>,
}

impl CoherenceNow {
    /// The coherence of an engine, spoken of this world time.
    pub fn of(at: WorldTime, coherence: Result<Coherence, NoValueReason>) -> Self {
        let permille = coherence.as_ref().ok().map(|coherence| thousandths(coherence.share));
        Self { at, permille, reason: coherence.err().map(|reason| from_hrv::why(reason, 1)) }
    }
}

impl ResonanceNow {
    /// The curve of the engine, spoken of this world time.
    pub fn of(at: WorldTime, resonance: &Resonance, ended: bool) -> Self {
        let points = resonance.points.iter().map(|point| ResonancePoint {
            pace_milli_bpm: point.pace_milli_bpm,
            swing_bpm: point.swing_bpm.ok(),
            error_bpm: point.error_bpm,
            behind_deg: point.behind_deg,
            unknown: point.swing_bpm.err().map(unknown),
        });
        let outcome = match resonance.found {
            Ok(pace) => SearchOutcome::Found {
                pace_milli_bpm: pace.pace_milli_bpm,
                low_milli_bpm: pace.low_milli_bpm,
                high_milli_bpm: pace.high_milli_bpm,
                sure_permille: thousandths(pace.sure),
            },
            Err(reason) => SearchOutcome::Unknown(unknown(reason)),
        };
        Self { at, algorithm: hrv::RESONANCE_ALGORITHM.to_owned(), points: points.collect(), outcome, ended }
    }
}

fn thousandths(share: f64) -> u16 {
    (share.clamp(0.0, 1.0) * 1_000.0).round() as u16
}

fn unknown(reason: Unknown) -> SearchUnknown {
    match reason {
        Unknown::TooFewBeats => SearchUnknown::TooFewBeats,
        Unknown::TooMuchMissing => SearchUnknown::TooMuchMissing,
        Unknown::TooManyFlagged => SearchUnknown::TooManyFlagged,
        Unknown::Irregular => SearchUnknown::Irregular,
        Unknown::TooFewPaces => SearchUnknown::TooFewPaces,
        Unknown::NoSwing => SearchUnknown::NoSwing,
        Unknown::NoPeak => SearchUnknown::NoPeak,
    }
}

impl fmt::Debug for CoherenceNow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CoherenceNow").field("at", &self.at).finish_non_exhaustive()
    }
}

impl fmt::Debug for ResonanceNow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResonanceNow").field("at", &self.at).finish_non_exhaustive()
    }
}

impl fmt::Debug for ResonancePoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResonancePoint").field("pace_milli_bpm", &self.pace_milli_bpm).finish_non_exhaustive()
    }
}
