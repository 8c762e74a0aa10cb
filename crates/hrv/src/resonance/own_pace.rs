//! Which pace a curve of swings points at, with its band and how sure that is.

use super::{OwnPace, PacePoint, Unknown};
use alloc::vec::Vec;

/// Beside the spread from breath to breath, two searches of the same person differ by about this share of a swing: nobody
/// breathes equally deep twice, and waves of blood pressure run on by themselves.
const AGAIN_SHARE: f64 = 0.15;
/// Fewest paces with a swing that make a curve.
const PACES_MIN: usize = 3;
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

/// Which pace a curve points at.
pub(super) fn own_pace(points: &[PacePoint]) -> Result<OwnPace, Unknown> {
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
