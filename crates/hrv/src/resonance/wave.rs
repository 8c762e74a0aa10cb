//! How much the heart swings along with the breath at one pace: heart rate less its mean, demodulated breath by breath.

use super::{PaceWindow, Unknown};
use crate::curve::read_off;
use crate::irregularity::is_irregular;
use crate::window::Window;
use crate::{BeatClass, ClassifiedBeat, MILLIS_PER_TICK, Quality, QualityIssue};
use alloc::vec::Vec;

/// Fewest whole breaths that say how much the heart swings.
const BREATHS_MIN: usize = 3;
/// Places at which a breath is read off.
const PLACES: usize = 40;
/// Nobody follows a pacer like a clock: so much faster or slower is still breathing along.
const DRIFT_MAX: f64 = 0.05;
/// The longest stretch without a normal beat that the curve may bridge, s.
const BRIDGE_MAX_S: f64 = 1.0 / 0.15;

#[derive(Clone, Copy)]
pub(super) struct Wave {
    pub(super) swing_bpm: f64,
    pub(super) error_bpm: f64,
    pub(super) behind_deg: f64,
}

/// The wave of the heart rate that goes along with the breath.
pub(super) fn wave(own: &[ClassifiedBeat], pace: PaceWindow) -> Result<Wave, Unknown> {
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
