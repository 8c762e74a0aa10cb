//! The pace of slow breathing at which a person's heart swings most, with how sure that is, or why it cannot be said.

use alloc::vec::Vec;

use crate::curve::read_off;
use crate::irregularity::is_irregular;
use crate::window::Window;
use crate::{BeatClass, ClassifiedBeat, MILLIS_PER_TICK, Quality, QualityIssue};

/// Names the rules by which a pace was found. Changes whenever a result could change.
pub const RESONANCE_ALGORITHM: &str = "luwte-resonance-2";

/// After a change of pace breath and heart need this long to settle, s; it is left out.
const SETTLE_S: f64 = 20.0;
/// Fewest whole breaths that say how much the heart swings.
const BREATHS_MIN: usize = 3;
/// Places at which a breath is read off.
const PLACES: usize = 40;
/// Beside the spread from breath to breath, two searches of the same person differ by about this share of a swing: nobody
/// breathes equally deep twice, and waves of blood pressure run on by themselves.
const AGAIN_SHARE: f64 = 0.15;
/// Fewest paces with a swing that make a curve.
const PACES_MIN: usize = 3;
/// Nobody follows a pacer like a clock: so much faster or slower is still breathing along.
const DRIFT_MAX: f64 = 0.05;
/// The largest swing must be so many times its own error.
const CLEAR: f64 = 4.0;
/// And not below this, from lowest to highest, beats per minute.
const SWING_MIN_BPM: f64 = 1.0;
/// The own pace is looked for among these, breaths per minute: the paces that safety allows, twenty steps to each.
const SLOWEST: f64 = 4.5;
const FASTEST: f64 = 7.0;
const STEP: f64 = 0.05;
const STEPS: usize = 51;
/// The chance that lies beyond either end of the band.
const TAIL: f64 = 0.05;
/// How wide the bell around the own pace can be, breaths per minute (where it has fallen to six tenths): in people it falls
/// to half over 0.03 Hz (Vaschillo, Lehrer, Rishe & Konstantinov 2002).
const WIDTHS: [f64; 3] = [1.5, 1.9, 2.3];
/// Sure means: within so many breaths per minute of the pace that is named.
const NEAR: f64 = 0.5;
/// Below this chance of being near it no pace is named.
const SURE_MIN: f64 = 0.6;
/// The longest stretch without a normal beat that the curve may bridge, s.
const BRIDGE_MAX_S: f64 = 1.0 / 0.15;

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

#[derive(Clone, Copy)]
struct Wave {
    swing_bpm: f64,
    error_bpm: f64,
    behind_deg: f64,
}

/// The wave of the heart rate that goes along with the breath.
fn wave(own: &[ClassifiedBeat], pace: PaceWindow) -> Result<Wave, Unknown> {
    check(own)?;
    let normal = || own.iter().filter(|classified| classified.class == BeatClass::Normal);
    let knots = || normal().map(|beat| (clock_s(beat), 60_000.0 / beat.beat.rr_ms()));
    let (Some(first), Some(last)) = (normal().next(), normal().next_back()) else {
        return Err(Unknown::TooFewBeats);
    };
    let mut before: Option<f64> = None;
    for beat in normal() {
        let at_s = clock_s(beat);
        if before.is_some_and(|before| at_s - before - beat.beat.rr_ms() / 1_000.0 > BRIDGE_MAX_S) {
            return Err(Unknown::TooMuchMissing);
        }
        before = Some(at_s);
    }
    let breath_s = 60_000.0 / f64::from(pace.pace_milli_bpm.max(1));
    let (from_s, to_s) = (clock_s(first), clock_s(last));
    let whole = ((to_s - from_s) / breath_s) as usize;
    // Half a breath at either end goes into the mean over one breath.
    let breaths = whole.saturating_sub(1);
    if breaths < BREATHS_MIN {
        return Err(Unknown::TooFewBeats);
    }
    let step_s = breath_s / PLACES as f64;
    let mut rate = alloc::vec![0.0; whole * PLACES];
    if !read_off(knots(), |i| from_s + i as f64 * step_s, &mut rate) {
        return Err(Unknown::TooMuchMissing);
    }
    let turns = steadied(demodulated(&rate, breaths));
    let count = turns.len() as f64;
    let (mut re, mut im) = (0.0, 0.0);
    for (a, b) in &turns {
        re += a / count;
        im += b / count;
    }
    let mut spread = 0.0;
    for (a, b) in &turns {
        spread += (a - re) * (a - re) + (b - im) * (b - im);
    }
    let amplitude = libm::sqrt(re * re + im * im);
    let error = libm::sqrt(spread / (2.0 * (count - 1.0) * count));
    // The wave is −cos of the phase: lowest where the in-breath begins.
    let since_s = first.beat.at_us.saturating_sub(pace.from_us) as f64 / 1e6;
    let pacer = pace.phase + since_s / breath_s + 0.5;
    let heart = libm::atan2(-im, -re) / (2.0 * core::f64::consts::PI);
    let behind = pacer - heart;
    Ok(Wave {
        swing_bpm: 2.0 * amplitude,
        error_bpm: 2.0 * error,
        behind_deg: 360.0 * (behind - libm::round(behind)),
    })
}

fn check(own: &[ClassifiedBeat]) -> Result<(), Unknown> {
    let mut window = Window::new();
    for beat in own {
        window.push(*beat);
    }
    if own.len() < 20 {
        return Err(Unknown::TooFewBeats);
    }
    let quality = Quality::of(&window, None);
    if quality.issues.contains(QualityIssue::ManyMissing) {
        Err(Unknown::TooMuchMissing)
    } else if is_irregular(&window) {
        Err(Unknown::Irregular)
    } else if quality.issues.contains(QualityIssue::ManyRemoved) {
        Err(Unknown::TooManyFlagged)
    } else {
        Ok(())
    }
}

fn clock_s(classified: &ClassifiedBeat) -> f64 {
    classified.beat.clock_ticks as f64 * MILLIS_PER_TICK / 1_000.0
}

/// The fundamental of each breath, from half a breath after the first reading on.
fn demodulated(rate: &[f64], breaths: usize) -> Vec<(f64, f64)> {
    let half = PLACES / 2;
    let mut sum = 0.0;
    for value in rate.iter().take(PLACES) {
        sum += value;
    }
    let mut level: Vec<f64> = Vec::with_capacity(breaths * PLACES);
    for ((leaving, entering), middle) in rate.iter().zip(rate.iter().skip(PLACES)).zip(rate.iter().skip(half))
    {
        // The mean over the breath around this place; its ends count half each.
        let mean = (sum - 0.5 * leaving + 0.5 * entering) / PLACES as f64;
        level.push(middle - mean);
        sum += entering - leaving;
    }
    let turn = 2.0 * core::f64::consts::PI / PLACES as f64;
    level
        .chunks_exact(PLACES)
        .take(breaths)
        .map(|breath| {
            let (mut re, mut im) = (0.0, 0.0);
            for (place, value) in breath.iter().enumerate() {
                re += value * libm::cos(turn * place as f64) * 2.0 / PLACES as f64;
                im -= value * libm::sin(turn * place as f64) * 2.0 / PLACES as f64;
            }
            (re, im)
        })
        .collect()
}

/// The same without the drift of somebody who breathes a little faster or slower than the pacer, up to a twentieth: taken
/// from how the phase moves on from breath to breath.
fn steadied(mut turns: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    let (mut re, mut im) = (0.0, 0.0);
    for pair in turns.windows(2) {
        let &[(a, b), (c, d)] = pair else { continue };
        re += a * c + b * d;
        im += a * d - b * c;
    }
    let most = 2.0 * core::f64::consts::PI * DRIFT_MAX;
    let drift = libm::atan2(im, re).clamp(-most, most);
    let middle = turns.len().saturating_sub(1) as f64 / 2.0;
    for (k, turn) in turns.iter_mut().enumerate() {
        let back = drift * (middle - k as f64);
        let (cos, sin) = (libm::cos(back), libm::sin(back));
        *turn = (turn.0 * cos - turn.1 * sin, turn.0 * sin + turn.1 * cos);
    }
    turns
}

/// Which pace a curve points at.
fn own_pace(points: &[PacePoint]) -> Result<OwnPace, Unknown> {
    let mut known: Vec<(f64, f64, f64)> = Vec::with_capacity(points.len());
    let mut square = 0.0;
    let mut clear = false;
    for point in points {
        let Ok(swing) = point.swing_bpm else { continue };
        clear |= swing > SWING_MIN_BPM && swing > CLEAR * point.error_bpm;
        square += point.error_bpm * point.error_bpm;
        known.push((f64::from(point.pace_milli_bpm) / 1_000.0, swing, 0.0));
    }
    if known.len() < PACES_MIN {
        let spoiled = points.iter().filter_map(|point| point.swing_bpm.err());
        let grave = spoiled.rev().find(|reason| *reason != Unknown::TooFewBeats);
        return Err(if points.len() < PACES_MIN {
            Unknown::TooFewPaces
        } else {
            // What spoiled the paces says more than that too few are left.
            grave.unwrap_or(Unknown::TooFewBeats)
        });
    }
    if !clear {
        return Err(Unknown::NoSwing);
    }
    // A handful of breaths tells its own spread badly: all paces together tell it better.
    let spread = square / known.len() as f64;
    for (_, swing, error) in &mut known {
        let floor = SWING_MIN_BPM / 10.0;
        *swing = swing.max(floor);
        // Of the logarithm.
        *error = libm::sqrt(spread / (*swing * *swing) + AGAIN_SHARE * AGAIN_SHARE);
        *swing = libm::log(*swing);
    }
    weighed(&known)
}

/// The middle of all bells that fit (pace, logarithm of the swing, its error), and how far they agree.
fn weighed(known: &[(f64, f64, f64)]) -> Result<OwnPace, Unknown> {
    let mut misfits = [[0.0; WIDTHS.len()]; STEPS];
    let mut least = f64::INFINITY;
    for (step, row) in misfits.iter_mut().enumerate() {
        for (slot, width) in row.iter_mut().zip(WIDTHS) {
            *slot = misfit(known, place(step), width);
            least = least.min(*slot);
        }
    }
    let mut chances = [0.0; STEPS];
    let mut all = 0.0;
    for (slot, row) in chances.iter_mut().zip(&misfits) {
        for misfit in row {
            *slot += libm::exp(-0.5 * (misfit - least));
        }
        all += *slot;
    }
    let mut mean = 0.0;
    for (step, slot) in chances.iter_mut().enumerate() {
        *slot /= all;
        mean += *slot * place(step);
    }
    let pace = libm::round(mean * 10.0) / 10.0;
    let (mut sure, mut so_far) = (0.0, 0.0);
    let (mut low, mut high) = (SLOWEST, FASTEST);
    for (step, chance) in chances.iter().enumerate() {
        if libm::fabs(place(step) - pace) <= NEAR + 1e-9 {
            sure += chance;
        }
        let next = so_far + chance;
        if so_far < TAIL && next >= TAIL {
            low = place(step);
        }
        if so_far < 1.0 - TAIL && next >= 1.0 - TAIL {
            high = place(step);
        }
        so_far = next;
    }
    if sure < SURE_MIN {
        return Err(Unknown::NoPeak);
    }
    let milli = |pace: f64| libm::round(pace * 1_000.0) as u16;
    let (low_milli_bpm, high_milli_bpm) = (milli(low), milli(high));
    Ok(OwnPace { pace_milli_bpm: milli(pace), low_milli_bpm, high_milli_bpm, sure: sure.min(1.0) })
}

/// The pace at a step, breaths per minute.
fn place(step: usize) -> f64 {
    SLOWEST + step as f64 * STEP
}

/// How badly a bell of this place and width fits: the sum of squared misses in standard errors, at its best height.
fn misfit(known: &[(f64, f64, f64)], place: f64, width: f64) -> f64 {
    let above = |pace: f64, log_swing: f64| {
        let off = (pace - place) / width;
        log_swing + 0.5 * off * off
    };
    let (mut weights, mut height) = (0.0, 0.0);
    for (pace, log_swing, error) in known {
        weights += 1.0 / (error * error);
        height += above(*pace, *log_swing) / (error * error);
    }
    height /= weights;
    let mut sum = 0.0;
    for (pace, log_swing, error) in known {
        let miss = (above(*pace, *log_swing) - height) / error;
        sum += miss * miss;
    }
    sum
}
