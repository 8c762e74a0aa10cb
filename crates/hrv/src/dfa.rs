//! Detrended fluctuation analysis: how fluctuations grow with the number of beats looked at.

use alloc::vec::Vec;

use crate::View;

/// Windows of the short-term exponent, beats.
pub(crate) const ALPHA_1: (usize, usize) = (4, 11);
/// Windows of the long-term exponent, beats.
pub(crate) const ALPHA_2: (usize, usize) = (12, 64);
/// Windows with less variance than this (ms²) hold no fluctuation and are left out, as NeuroKit2 does.
const VARIANCE_MIN: f64 = 1e-8;

/// The profiles of every stretch of a view: running sums of the intervals less their mean.
pub(crate) struct Profiles {
    profiles: Vec<Vec<f64>>,
    beats: usize,
}

impl Profiles {
    pub(crate) fn of(view: &View) -> Profiles {
        let (mut sum, mut count) = (0.0, 0.0);
        for point in view.points() {
            sum += point.ms;
            count += 1.0;
        }
        let mean = sum / count;
        let mut profiles = Vec::new();
        for stretch in view.stretches() {
            let mut profile = Vec::with_capacity(stretch.len());
            let mut level = 0.0;
            for point in stretch {
                level += point.ms - mean;
                profile.push(level);
            }
            profiles.push(profile);
        }
        Profiles { profiles, beats: view.points().len() }
    }

    /// The slope of log₂ fluctuation over log₂ window for every window from `from` to `to` beats.
    ///
    /// Peng et al., Chaos 5 (1995), 82; windows overlap by half, each less its own straight line. `None` when a window is
    /// as long as the series or nothing fluctuates.
    pub(crate) fn exponent(&self, (from, to): (usize, usize)) -> Option<f64> {
        if self.beats <= to {
            return None;
        }
        let (mut n, mut sum_x, mut sum_y) = (0.0, 0.0, 0.0);
        let mut logs = Vec::with_capacity(to + 1 - from);
        for window in from..=to {
            let x = libm::log2(window as f64);
            let y = libm::log2(self.fluctuation(window)?);
            logs.push((x, y));
            n += 1.0;
            sum_x += x;
            sum_y += y;
        }
        let (mean_x, mean_y) = (sum_x / n, sum_y / n);
        let (mut square, mut product) = (0.0, 0.0);
        for (x, y) in logs {
            square += (x - mean_x) * (x - mean_x);
            product += (x - mean_x) * (y - mean_y);
        }
        Some(product / square)
    }

    /// Root of the mean variance around straight lines, ms.
    fn fluctuation(&self, window: usize) -> Option<f64> {
        let length = window as f64;
        let center = (length - 1.0) / 2.0;
        // Sum of squared distances of 0, 1 … from their mean.
        let square_x = length * (length * length - 1.0) / 12.0;
        let (mut sum, mut windows) = (0.0, 0.0);
        for profile in &self.profiles {
            // The window that would end exactly at the end is not taken, as NeuroKit2 counts.
            let starts = profile.len().saturating_sub(window).div_ceil(window / 2);
            for part in profile.windows(window).step_by(window / 2).take(starts) {
                let Some(&base) = part.first() else { continue };
                let (mut sum_y, mut square_y, mut product, mut x) = (0.0, 0.0, 0.0, -center);
                for level in part {
                    let y = level - base;
                    sum_y += y;
                    square_y += y * y;
                    product += x * y;
                    x += 1.0;
                }
                let about_mean = square_y - sum_y * sum_y / length;
                let variance = (about_mean - product * product / square_x) / length;
                if variance > VARIANCE_MIN {
                    sum += variance;
                    windows += 1.0;
                }
            }
        }
        (windows > 0.0).then(|| libm::sqrt(sum / windows))
    }
}
