//! The power spectrum of a view and its three bands.
//!
//! Definition: the tachogram as a not-a-knot cubic spline through (end of interval, interval), read off at 4 Hz, less its
//! mean; Welch's method with periodic Hann windows of 300 s (the whole stretch when it is shorter) that overlap by half;
//! one-sided density in ms²/Hz; bands by trapezoids whose edges are interpolated. Bands: Task Force 1996.

mod fft;
mod spline;

use alloc::vec::Vec;

use crate::View;
use fft::{Complex, Fft};

/// How often the tachogram is read off, Hz.
pub const RESAMPLED_HZ: f64 = 4.0;
/// Length of a segment, samples: 300 s.
const SEGMENT: usize = 1_200;
/// Fewest samples with a spectrum: 8 s, one period of the lowest frequency between two bins of the highest band.
const SEGMENT_MIN: usize = 32;

/// Very low frequencies, Hz.
pub const VLF_HZ: (f64, f64) = (0.003_3, 0.04);
/// Low frequencies, Hz.
pub const LF_HZ: (f64, f64) = (0.04, 0.15);
/// High frequencies, Hz.
pub const HF_HZ: (f64, f64) = (0.15, 0.4);

/// Where breathing is looked for, Hz: 6 to 30 breaths per minute.
const BREATH_HZ: (f64, f64) = (0.1, 0.5);
/// Half the width of a breathing peak, Hz: a person who breathes by themselves varies by about a breath per minute.
const BREATH_WIDTH_HZ: f64 = 0.03;
/// Share of the power between [`BREATH_HZ`] that a peak must hold to be called breathing.
const BREATH_SHARE: f64 = 0.4;

/// Power over frequency.
#[derive(Clone, PartialEq)]
pub struct Spectrum {
    /// Frequency of bin 1, Hz; bin *k* lies at *k* times it.
    pub step_hz: f64,
    /// One-sided power density per bin from 0 Hz up, ms²/Hz.
    pub density: Vec<f64>,
    /// How many segments were averaged.
    pub segments: u32,
    /// How much of the recording it rests on, s: the stretches that hold at least one segment.
    pub seconds: f64,
}

impl Spectrum {
    /// The spectrum of a view; `None` without 8 s in one stretch.
    ///
    /// With several stretches the segments are as long as the longest allows (at most 300 s), and stretches that hold no
    /// whole segment are left out.
    pub fn of(view: &View) -> Option<Spectrum> {
        let mut stretches: Vec<Vec<f64>> = Vec::new();
        let (mut x, mut y) = (Vec::new(), Vec::new());
        for stretch in view.stretches() {
            x.clear();
            y.clear();
            x.extend(stretch.iter().map(|point| point.at_ms / 1_000.0));
            y.extend(stretch.iter().map(|point| point.ms));
            let samples = spline::resampled(&x, &y, 1.0 / RESAMPLED_HZ);
            if samples.len() >= SEGMENT_MIN {
                stretches.push(samples);
            }
        }
        let segment = stretches.iter().map(Vec::len).max()?.min(SEGMENT);
        stretches.retain(|samples| samples.len() >= segment);
        let samples = stretches.iter().map(Vec::len).sum::<usize>();
        let mut sum = 0.0;
        for sample in stretches.iter().flatten() {
            sum += sample;
        }
        let mean = sum / samples as f64;
        let mut welch = Welch::new(segment);
        for samples in &mut stretches {
            for sample in samples.iter_mut() {
                *sample -= mean;
            }
            welch.add(samples);
        }
        let (density, segments) = welch.finish();
        let seconds = samples as f64 / RESAMPLED_HZ;
        let spectrum = Spectrum { step_hz: RESAMPLED_HZ / segment as f64, density, segments, seconds };
        spectrum.density.iter().all(|density| density.is_finite()).then_some(spectrum)
    }

    /// Power between two frequencies in Hz, ms².
    pub fn power(&self, band_hz: (f64, f64)) -> f64 {
        power_between(&self.density, self.step_hz, band_hz)
    }

    /// Very-low-frequency power, ms².
    pub fn vlf_ms2(&self) -> f64 {
        self.power(VLF_HZ)
    }

    /// Low-frequency power, ms².
    pub fn lf_ms2(&self) -> f64 {
        self.power(LF_HZ)
    }

    /// High-frequency power, ms².
    pub fn hf_ms2(&self) -> f64 {
        self.power(HF_HZ)
    }

    /// Breaths per minute that respiratory sinus arrhythmia suggests; `None` where no peak stands out.
    ///
    /// Indicative only: a breath that does not move the heart is not seen, and at six breaths per minute waves of blood
    /// pressure look the same.
    pub fn breaths_per_min(&self) -> Option<f64> {
        let (low, high) = BREATH_HZ;
        let inside = |k: &usize| (low..=high).contains(&(*k as f64 * self.step_hz));
        let bins = self.density.iter().copied().enumerate().filter(|(k, _)| inside(k));
        let (peak, height) = bins.max_by(|a, b| a.1.total_cmp(&b.1))?;
        let peak_hz = peak as f64 * self.step_hz;
        let whole = self.power(BREATH_HZ);
        let around = self.power((peak_hz - BREATH_WIDTH_HZ, peak_hz + BREATH_WIDTH_HZ));
        if whole <= 0.0 || around < BREATH_SHARE * whole {
            return None;
        }
        let near = |k: Option<usize>| k.and_then(|k| self.density.get(k)).copied();
        let (Some(left), Some(right)) = (near(peak.checked_sub(1)), near(peak.checked_add(1))) else {
            return None;
        };
        if left > height || right > height {
            // The edge of the range, not a peak.
            return None;
        }
        // The top of the parabola through the three highest bins.
        let bend = left - 2.0 * height + right;
        let shift = if bend < 0.0 { 0.5 * (left - right) / bend } else { 0.0 };
        Some(60.0 * (peak as f64 + shift) * self.step_hz)
    }
}

/// The area under a density of so many hertz from value to value, between two frequencies: trapezoids with
/// interpolated edges.
pub(crate) fn power_between(density: &[f64], step_hz: f64, (low_hz, high_hz): (f64, f64)) -> f64 {
    let mut power = 0.0;
    for (k, pair) in density.windows(2).enumerate() {
        let &[left, right] = pair else { continue };
        let (start, end) = (k as f64 * step_hz, (k + 1) as f64 * step_hz);
        let (from, to) = (start.max(low_hz), end.min(high_hz));
        if from >= to {
            continue;
        }
        let at = |hz: f64| left + (right - left) * (hz - start) / step_hz;
        power += (to - from) * (at(from) + at(to)) / 2.0;
    }
    power
}

/// Averages the periodograms of segments that overlap by half, two at a time in one complex transform.
struct Welch {
    window: Vec<f64>,
    window_square: f64,
    fft: Fft,
    sums: Vec<f64>,
    segments: u32,
    work: Vec<Complex>,
}

impl Welch {
    fn new(segment: usize) -> Welch {
        let step = 2.0 * core::f64::consts::PI / segment as f64;
        let window: Vec<f64> = (0..segment).map(|i| 0.5 - 0.5 * libm::cos(i as f64 * step)).collect();
        let mut window_square = 0.0;
        for value in &window {
            window_square += value * value;
        }
        let sums = alloc::vec![0.0; segment / 2 + 1];
        Welch {
            window,
            window_square,
            fft: Fft::new(segment),
            sums,
            segments: 0,
            work: Vec::with_capacity(segment),
        }
    }

    fn add(&mut self, samples: &[f64]) {
        let segment = self.window.len();
        let step = segment - segment / 2;
        let mut segments = samples.windows(segment).step_by(step);
        while let Some(first) = segments.next() {
            let second = segments.next();
            self.work.clear();
            match second {
                Some(second) => {
                    let pairs = first.iter().zip(second).zip(&self.window);
                    self.work.extend(pairs.map(|((a, b), window)| Complex::new(a * window, b * window)));
                }
                None => {
                    let values = first.iter().zip(&self.window);
                    self.work.extend(values.map(|(a, window)| Complex::new(a * window, 0.0)));
                }
            }
            self.fft.transform(&mut self.work);
            self.segments += 1 + u32::from(second.is_some());
            self.sum_squares();
        }
    }

    /// |X|² + |Y|² of two real signals transformed as one complex signal: half of |Z(k)|² + |Z(n − k)|².
    fn sum_squares(&mut self) {
        let mirrored = self.work.first().into_iter().chain(self.work.iter().rev());
        for ((sum, z), mirror) in self.sums.iter_mut().zip(&self.work).zip(mirrored) {
            *sum += 0.5 * (z.square() + mirror.square());
        }
    }

    fn finish(self) -> (Vec<f64>, u32) {
        let segment = self.window.len();
        let scale = 1.0 / (RESAMPLED_HZ * self.window_square * f64::from(self.segments.max(1)));
        // Negative frequencies are folded onto positive ones; 0 Hz and the highest have none.
        let sides = |k: usize| if k == 0 || 2 * k == segment { 1.0 } else { 2.0 };
        let density = self.sums.iter().enumerate().map(|(k, sum)| sides(k) * scale * sum).collect();
        (density, self.segments)
    }
}
