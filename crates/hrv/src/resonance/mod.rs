//! The pace of slow breathing at which a person's heart swings most, with how sure that is, or why it cannot be said.

mod own_pace;
mod wave;

use alloc::vec::Vec;

use crate::ClassifiedBeat;
use own_pace::own_pace;
use wave::wave;

/// Names the rules by which a pace was found. Changes whenever a result could change.
pub const RESONANCE_ALGORITHM: &str = "luwte-resonance-2";

/// After a change of pace breath and heart need this long to settle, s; it is left out.
const SETTLE_S: f64 = 20.0;

/// A stretch of breathing at one pace.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PaceWindow {
    /// Thousandths of a breath per minute.
    pub pace_milli_bpm: u16,
    /// Its beginning on the receiver's clock, µs.
    pub from_us: i64,
    /// Its end.
    pub to_us: i64,
    /// Where in a breath the pacer was at its beginning, 0 to 1; the in-breath begins at 0.
    pub phase: f64,
}

/// How much the heart swings at one pace.
#[derive(Clone, Copy, PartialEq)]
pub struct PacePoint {
    /// Thousandths of a breath per minute.
    pub pace_milli_bpm: u16,
    /// From the lowest to the highest of the wave that goes along with the breath, beats per minute; or why that is unknown.
    pub swing_bpm: Result<f64, Unknown>,
    /// Its standard error, beats per minute; 0 where it is unknown.
    pub error_bpm: f64,
    /// How far the heart's wave lies behind the pacer's, degrees of a breath, −180 to 180: good to the radio's delay.
    ///
    /// At resonance heart and breath go together (Vaschillo, Lehrer, Rishe & Konstantinov 2002), but the radio's delay would
    /// enter a choice by it: it is told, and chooses nothing. `None` where the swing is unknown.
    pub behind_deg: Option<f64>,
    /// Beats heard in the stretch.
    pub beats: u32,
}

/// A person's own pace.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OwnPace {
    /// Thousandths of a breath per minute, to a tenth of a breath.
    pub pace_milli_bpm: u16,
    /// It lies above this with a chance of 95 %, thousandths of a breath per minute.
    pub low_milli_bpm: u16,
    /// And below this with a chance of 95 %.
    pub high_milli_bpm: u16,
    /// The chance that it is within half a breath per minute of the one named, 0 to 1, if the heart swings as
    /// [`resonance`] supposes.
    pub sure: f64,
}

/// Why something cannot be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unknown {
    /// Too short, or too few beats.
    TooFewBeats,
    /// More than 15 % of the time has no heartbeat, or one stretch is too long to bridge.
    TooMuchMissing,
    /// More than 20 % of the beats could not be used.
    TooManyFlagged,
    /// The rhythm is as irregular as atrial fibrillation.
    Irregular,
    /// Fewer than three paces were breathed long enough.
    TooFewPaces,
    /// The heart hardly swings along at any pace.
    NoSwing,
    /// It swings at all paces alike.
    NoPeak,
}

impl Unknown {
    /// Every reason.
    pub const ALL: [Unknown; 7] = [
        Unknown::TooFewBeats,
        Unknown::TooMuchMissing,
        Unknown::TooManyFlagged,
        Unknown::Irregular,
        Unknown::TooFewPaces,
        Unknown::NoSwing,
        Unknown::NoPeak,
    ];

    /// The stable name used in storage and text ids.
    pub const fn slug(self) -> &'static str {
        match self {
            Unknown::TooFewBeats => "too-few-beats",
            Unknown::TooMuchMissing => "too-much-missing",
            Unknown::TooManyFlagged => "too-many-flagged",
            Unknown::Irregular => "irregular",
            Unknown::TooFewPaces => "too-few-paces",
            Unknown::NoSwing => "no-swing",
            Unknown::NoPeak => "no-peak",
        }
    }
}

/// The curve of a search and what it says.
#[derive(Clone, PartialEq)]
pub struct Resonance {
    /// One point for every pace, in the order in which they were breathed.
    pub points: Vec<PacePoint>,
    /// The person's own pace, or why it cannot be said.
    pub found: Result<OwnPace, Unknown>,
}

/// How much the heart swings at each pace, and which pace is the person's own.
///
/// The beats must be in order; their receiver's clock tells which pace they belong to. The first 20 s of a pace are left out.
/// Swing: heart rate less its mean over one breath, demodulated breath by breath at the pacer's pace and averaged with
/// its phase, so that waves which do not go along with the breath average out. Own pace: the middle of all bells that fit
/// the swings, each by how well it fits (equal chances before). By the amplitude of the heart's swing, as Shaffer & Meehan (2020), *A practical guide to resonance
/// frequency assessment for heart rate variability biofeedback*, Front Neurosci 14:570400, weigh it first.
pub fn resonance(beats: &[ClassifiedBeat], paces: &[PaceWindow]) -> Resonance {
    let points: Vec<PacePoint> = paces.iter().map(|pace| point(beats, *pace)).collect();
    let found = own_pace(&points);
    Resonance { points, found }
}

fn point(beats: &[ClassifiedBeat], pace: PaceWindow) -> PacePoint {
    let from_us = pace.from_us.saturating_add((SETTLE_S * 1e6) as i64);
    let within = |classified: &&ClassifiedBeat| (from_us..=pace.to_us).contains(&classified.beat.at_us);
    let own: Vec<ClassifiedBeat> = beats.iter().filter(within).copied().collect();
    let count = u32::try_from(own.len()).unwrap_or(u32::MAX);
    let wave = wave(&own, pace);
    PacePoint {
        pace_milli_bpm: pace.pace_milli_bpm,
        swing_bpm: wave.map(|wave| wave.swing_bpm),
        error_bpm: wave.map_or(0.0, |wave| wave.error_bpm),
        behind_deg: wave.ok().map(|wave| wave.behind_deg),
        beats: count,
    }
}
