//! Every metric of one view, each with its definition.

use crate::dfa::{ALPHA_1, ALPHA_2, Profiles};
use crate::{Spectrum, TimeDomain, View, entropy, geometry};

/// Heart rate variability of one view of a recording. `None` where the view is too short or too even for a metric.
#[derive(Clone, Copy, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Metrics {
    /// Intervals that count.
    pub beats: u32,
    /// Mean interval, ms.
    pub mean_nn_ms: Option<f64>,
    /// Median interval, ms.
    pub median_nn_ms: Option<f64>,
    /// Standard deviation of the intervals with n − 1, ms.
    pub sdnn_ms: Option<f64>,
    /// Root mean square of the differences between truly successive intervals, ms.
    pub rmssd_ms: Option<f64>,
    /// Standard deviation of the signed differences with n − 1, ms.
    pub sdsd_ms: Option<f64>,
    /// Differences above 50 ms as a share of the intervals, %; the Task Force divides by differences.
    pub pnn50_pct: Option<f64>,
    /// Differences above 20 ms as a share of the intervals, %.
    pub pnn20_pct: Option<f64>,
    /// Spread of the Poincaré plot across the line of identity, ms.
    pub sd1_ms: Option<f64>,
    /// Spread of the Poincaré plot along the line of identity, ms.
    pub sd2_ms: Option<f64>,
    /// Sample entropy, m = 2, r = 0.2 SDNN.
    pub sampen: Option<f64>,
    /// Short-term exponent of detrended fluctuation analysis, windows of 4 to 11 beats.
    pub dfa_alpha1: Option<f64>,
    /// Power from 0.0033 to 0.04 Hz, ms².
    pub vlf_ms2: Option<f64>,
    /// Power from 0.04 to 0.15 Hz, ms².
    pub lf_ms2: Option<f64>,
    /// Power from 0.15 to 0.4 Hz, ms².
    pub hf_ms2: Option<f64>,
    /// Root of Baevsky's stress index, bins of 50 ms, Mo the median.
    pub baevsky_sqrt: Option<f64>,
    /// 60 000 ÷ mean interval, beats per minute.
    pub mean_hr_bpm: Option<f64>,
    /// SD1 ÷ SD2.
    pub sd_ratio: Option<f64>,
    /// Triangular index: intervals ÷ height of their histogram with bins of 1/128 s.
    pub triangular_index: Option<f64>,
    /// Base of the triangle that fits the histogram best, ms.
    pub tinn_ms: Option<f64>,
    /// Approximate entropy, m = 2, r = 0.2 SDNN; `None` above 20 000 intervals.
    pub apen: Option<f64>,
    /// Long-term exponent of detrended fluctuation analysis, windows of 12 to 64 beats.
    pub dfa_alpha2: Option<f64>,
    /// LF ÷ HF.
    pub lf_hf: Option<f64>,
    /// Breaths per minute that the spectrum suggests. Indicative.
    pub breaths_per_min: Option<f64>,
}

impl Metrics {
    /// Every metric of a view. Never a value that is not finite.
    pub fn of(view: &View) -> Metrics {
        Metrics::with_spectrum(view, Spectrum::of(view).as_ref())
    }

    /// As [`Metrics::of`], for who needs the spectrum as well.
    pub fn with_spectrum(view: &View, spectrum: Option<&Spectrum>) -> Metrics {
        let mut metrics = Metrics { beats: view.measured_ms().count() as u32, ..Metrics::default() };
        let Some(time) = TimeDomain::of(view.intervals()) else { return metrics };
        metrics.time(&time);
        metrics.median_nn_ms = geometry::median(view.measured_ms());
        metrics.frequency(spectrum);
        metrics.shape(view);
        if time.sdnn_ms > 0.0 {
            metrics.sampen = entropy::sample_entropy(view, time.sdnn_ms);
            metrics.apen = entropy::approximate_entropy(view, time.sdnn_ms);
        }
        let profiles = Profiles::of(view);
        metrics.dfa_alpha1 = profiles.exponent(ALPHA_1);
        metrics.dfa_alpha2 = profiles.exponent(ALPHA_2);
        metrics.finite()
    }

    /// Only what the time and the frequency domain say, for recordings of days.
    pub fn time_and_frequency(view: &View) -> Metrics {
        let mut metrics = Metrics { beats: view.measured_ms().count() as u32, ..Metrics::default() };
        let Some(time) = TimeDomain::of(view.intervals()) else { return metrics };
        metrics.time(&time);
        metrics.median_nn_ms = geometry::median(view.measured_ms());
        metrics.frequency(Spectrum::of(view).as_ref());
        metrics.finite()
    }

    fn time(&mut self, time: &TimeDomain) {
        self.mean_nn_ms = Some(time.mean_nn_ms);
        self.mean_hr_bpm = Some(time.mean_hr_bpm);
        self.sdnn_ms = Some(time.sdnn_ms);
        self.rmssd_ms = Some(time.rmssd_ms);
        self.sdsd_ms = Some(time.sdsd_ms);
        self.pnn50_pct = Some(time.pnn50_pct);
        self.pnn20_pct = Some(time.pnn20_pct);
    }

    fn frequency(&mut self, spectrum: Option<&Spectrum>) {
        let Some(spectrum) = spectrum else { return };
        let (lf, hf) = (spectrum.lf_ms2(), spectrum.hf_ms2());
        self.vlf_ms2 = Some(spectrum.vlf_ms2());
        self.lf_ms2 = Some(lf);
        self.hf_ms2 = Some(hf);
        self.lf_hf = (hf > 0.0).then(|| lf / hf);
        self.breaths_per_min = spectrum.breaths_per_min();
    }

    fn shape(&mut self, view: &View) {
        if let Some((sd1, sd2)) = geometry::poincare(view) {
            self.sd1_ms = Some(sd1);
            self.sd2_ms = Some(sd2);
            self.sd_ratio = (sd2 > 0.0).then(|| sd1 / sd2);
        }
        if let Some((index, width)) = geometry::triangle(view) {
            self.triangular_index = Some(index);
            self.tinn_ms = Some(width);
        }
        self.baevsky_sqrt = self.median_nn_ms.and_then(|median| geometry::baevsky_root(view, median));
    }

    /// Drops what overflowed: a number that is none is worse than no number.
    fn finite(mut self) -> Metrics {
        for value in self.values_mut() {
            *value = value.filter(|value| value.is_finite());
        }
        self
    }

    /// Every value but the number of beats, in the order of the fields.
    pub fn values(&self) -> [Option<f64>; 23] {
        let mut copy = *self;
        copy.values_mut().map(|value| *value)
    }

    fn values_mut(&mut self) -> [&mut Option<f64>; 23] {
        [
            &mut self.mean_nn_ms,
            &mut self.median_nn_ms,
            &mut self.sdnn_ms,
            &mut self.rmssd_ms,
            &mut self.sdsd_ms,
            &mut self.pnn50_pct,
            &mut self.pnn20_pct,
            &mut self.sd1_ms,
            &mut self.sd2_ms,
            &mut self.sampen,
            &mut self.dfa_alpha1,
            &mut self.vlf_ms2,
            &mut self.lf_ms2,
            &mut self.hf_ms2,
            &mut self.baevsky_sqrt,
            &mut self.mean_hr_bpm,
            &mut self.sd_ratio,
            &mut self.triangular_index,
            &mut self.tinn_ms,
            &mut self.apen,
            &mut self.dfa_alpha2,
            &mut self.lf_hf,
            &mut self.breaths_per_min,
        ]
    }
}
