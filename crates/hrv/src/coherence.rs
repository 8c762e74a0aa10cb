//! Coherence: how much of the heart's rhythm swings in one slow wave, as it does when breath and heart go together.

use crate::curve::read_off;
use crate::indicator::good_enough;
use crate::spectrum::power_between;
use crate::window::{TICKS_PER_SECOND, Window};
use crate::{BeatClass, EXERTION_HR_BPM, MILLIS_PER_TICK, NoValueReason, Quality};

/// Names the rules by which a coherence was made. Changes whenever a result could change.
pub const COHERENCE_ALGORITHM: &str = "luwte-coherence-2";

/// The window, s: with 64 s the slowest wave looked for (0.04 Hz) goes round two and a half times.
const WINDOW_S: u64 = 64;
/// How often the curve of intervals is read off, Hz.
const READ_HZ: f64 = 2.0;
const SAMPLES: usize = 128;
/// From frequency to frequency, Hz.
const STEP_HZ: f64 = 1.0 / 256.0;
/// Frequencies from 0 Hz on, past 0.4 Hz.
const BINS: usize = 104;
/// All power, Hz: from the lowest frequency that the field counts to the end of the high ones.
const ALL_HZ: (f64, f64) = (0.003_3, 0.4);
/// Where the one wave is looked for, Hz.
const PEAK_HZ: (f64, f64) = (0.04, 0.26);
/// Half the width of its peak, Hz.
const PEAK_HALF_HZ: f64 = 0.015;
/// The longest stretch without a normal beat that the curve may bridge, s: a period of 0.15 Hz.
const BRIDGE_MAX_S: f64 = 1.0 / 0.15;

/// How much of the rhythm is one wave, over the last 64 s.
#[derive(Clone, Copy, PartialEq)]
pub struct Coherence {
    /// Power within 0.015 Hz of the largest peak between 0.04 and 0.26 Hz, as a share of that between 0.0033 and 0.4 Hz; 0
    /// to 1.
    ///
    /// The peak and the bands are those of McCraty, Atkinson, Tomasino & Bradley (2009), *The coherent heart*, Integral
    /// Review 5(2):10, who give it as peak ÷ (total − peak): share ÷ (1 − share).
    pub share: f64,
    /// Where the peak is, Hz.
    pub peak_hz: f64,
    /// Normal intervals it rests on.
    pub beats_used: u32,
    /// Intervals of the window that were left out.
    pub beats_flagged: u32,
    /// The series' clock at the end of the window, ms.
    pub at_clock_ms: f64,
}

impl Coherence {
    /// The coherence of the window's last 64 s, or the gravest reason why there is none. Sets no memory aside.
    pub(crate) fn of(window: &Window, contact: Option<bool>) -> Result<Coherence, NoValueReason> {
        let quality = Quality::of_part(window, 0, WINDOW_S, contact);
        good_enough(window, &quality, WINDOW_S)?;
        // A little before the window, so that its curve begins at a beat.
        let normal = window
            .beats(0, WINDOW_S + 8)
            .filter(|classified| classified.class == BeatClass::Normal)
            .map(|classified| (seconds(classified.beat.clock_ticks), classified.beat.rr_ms()));
        let (mut beats, mut sum_ms, mut last_s) = (0_u32, 0.0, None);
        for (at_s, ms) in normal.clone() {
            if last_s.is_some_and(|last| at_s - last - ms / 1_000.0 > BRIDGE_MAX_S) {
                return Err(NoValueReason::TooMuchMissing);
            }
            last_s = Some(at_s);
            beats += 1;
            sum_ms += ms;
        }
        if beats > 0 && 60_000.0 * f64::from(beats) / sum_ms > EXERTION_HR_BPM {
            return Err(NoValueReason::Exertion);
        }
        // The curve is read off up to the last normal beat, so that a flagged one at the end costs no value.
        let end_s = last_s.unwrap_or(0.0);
        let mut samples = [0.0; SAMPLES];
        let at = |i: usize| end_s - (SAMPLES - 1 - i) as f64 / READ_HZ;
        if !read_off(normal, at, &mut samples) {
            return Err(NoValueReason::TooMuchMissing);
        }
        let density = density_of(&mut samples);
        let (peak_hz, share) = peak_of(&density).ok_or(NoValueReason::NoVariability)?;
        Ok(Coherence {
            share,
            peak_hz,
            beats_used: quality.beats.saturating_sub(quality.flagged),
            beats_flagged: quality.flagged,
            at_clock_ms: window.end_ticks() as f64 * MILLIS_PER_TICK,
        })
    }
}

fn seconds(ticks: u64) -> f64 {
    ticks as f64 / TICKS_PER_SECOND as f64
}

/// The power density at every step: trend removed, periodic Hann, Goertzel's algorithm (1958).
fn density_of(samples: &mut [f64; SAMPLES]) -> [f64; BINS] {
    let count = SAMPLES as f64;
    let middle = (count - 1.0) / 2.0;
    let (mut sum, mut tilt, mut spread) = (0.0, 0.0, 0.0);
    for (i, sample) in samples.iter().enumerate() {
        let from_middle = i as f64 - middle;
        sum += sample;
        tilt += from_middle * sample;
        spread += from_middle * from_middle;
    }
    let (mean, slope) = (sum / count, tilt / spread);
    let turn = 2.0 * core::f64::consts::PI;
    let mut weight = 0.0;
    for (i, sample) in samples.iter_mut().enumerate() {
        let hann = 0.5 - 0.5 * libm::cos(turn * i as f64 / count);
        *sample = (*sample - mean - slope * (i as f64 - middle)) * hann;
        weight += hann * hann;
    }
    let mut density = [0.0; BINS];
    for (k, slot) in density.iter_mut().enumerate() {
        let twice_cos = 2.0 * libm::cos(turn * k as f64 * STEP_HZ / READ_HZ);
        let (mut one, mut two) = (0.0, 0.0);
        for sample in samples.iter() {
            let now = sample + twice_cos * one - two;
            two = one;
            one = now;
        }
        let power = one * one + two * two - twice_cos * one * two;
        *slot = 2.0 * power.max(0.0) / (READ_HZ * weight);
    }
    density
}

/// Where the largest peak is, and its share; `None` where nothing swings.
fn peak_of(density: &[f64; BINS]) -> Option<(f64, f64)> {
    let mut peak: Option<(f64, f64)> = None;
    for (k, power) in density.iter().enumerate() {
        let hz = k as f64 * STEP_HZ;
        if (PEAK_HZ.0..=PEAK_HZ.1).contains(&hz) && peak.is_none_or(|(_, most)| *power > most) {
            peak = Some((hz, *power));
        }
    }
    let (peak_hz, _) = peak?;
    let all = power_between(density, STEP_HZ, ALL_HZ);
    let one = power_between(density, STEP_HZ, (peak_hz - PEAK_HALF_HZ, peak_hz + PEAK_HALF_HZ));
    // A thousandth of a square millisecond is rounding, not a rhythm.
    (all > 1e-3 && all.is_finite()).then(|| (peak_hz, (one / all).clamp(0.0, 1.0)))
}
