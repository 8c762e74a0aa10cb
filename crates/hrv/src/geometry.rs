//! Metrics of shape: the histogram of the intervals and the cloud of successive pairs.

use alloc::vec::Vec;

use crate::View;

/// Width of a histogram bin, ms: 1/128 s, as the Task Force recommends.
const BIN_MS: f64 = 1_000.0 / 128.0;
/// Width of a bin of Baevsky's index, ms.
const BAEVSKY_BIN_MS: f64 = 50.0;
/// Most bins that are counted, whatever a file says: 128 s of 1/128 s.
const BINS_MAX: usize = 16_384;

/// SD1 and SD2 of the Poincaré plot.
///
/// Brennan et al., IEEE Trans Biomed Eng 48 (2001), 1342: spread (n − 1) of successive pairs across and along the line of
/// identity. `None` below two pairs.
pub(crate) fn poincare(view: &View) -> Option<(f64, f64)> {
    let across = spread(view.pairs().map(|(a, b)| (a - b) * core::f64::consts::FRAC_1_SQRT_2))?;
    let along = spread(view.pairs().map(|(a, b)| (a + b) * core::f64::consts::FRAC_1_SQRT_2))?;
    Some((across, along))
}

/// Standard deviation with n − 1; `None` below two values.
pub(crate) fn spread(values: impl Iterator<Item = f64> + Clone) -> Option<f64> {
    let (mut count, mut sum) = (0.0, 0.0);
    for value in values.clone() {
        count += 1.0;
        sum += value;
    }
    if count < 2.0 {
        return None;
    }
    let mean = sum / count;
    let mut square = 0.0;
    for value in values {
        square += (value - mean) * (value - mean);
    }
    Some(libm::sqrt(square / (count - 1.0)))
}

/// The middle value, or the mean of the two in the middle.
pub(crate) fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.collect();
    let middle = values.len() / 2;
    if middle >= values.len() {
        return None;
    }
    let even = values.len().is_multiple_of(2);
    let (below, upper, _) = values.select_nth_unstable_by(middle, f64::total_cmp);
    let upper = *upper;
    let lower = below.iter().copied().max_by(f64::total_cmp);
    Some(if even { lower.map_or(upper, |lower| (lower + upper) / 2.0) } else { upper })
}

/// Counts per bin from the lowest interval up. Every bin is closed below and open above.
struct Histogram {
    counts: Vec<u32>,
    width_ms: f64,
}

impl Histogram {
    fn of(view: &View, width_ms: f64) -> Option<Histogram> {
        let low = view.measured_ms().min_by(f64::total_cmp)?;
        let high = view.measured_ms().max_by(f64::total_cmp)?;
        let start_ms = libm::floor(low / width_ms) * width_ms;
        let bins = libm::floor((high - start_ms) / width_ms) as usize + 1;
        if bins > BINS_MAX {
            return None;
        }
        let mut counts = alloc::vec![0; bins];
        for ms in view.measured_ms() {
            if let Some(count) = counts.get_mut(libm::floor((ms - start_ms) / width_ms) as usize) {
                *count += 1;
            }
        }
        Some(Histogram { counts, width_ms })
    }

    /// The fullest bin (the first of equals) and its count.
    fn mode(&self) -> Option<(usize, u32)> {
        let bins = self.counts.iter().copied().enumerate();
        bins.reduce(|best, bin| if bin.1 > best.1 { bin } else { best })
    }
}

/// The triangular index and the width of the triangle, ms.
///
/// Task Force 1996: intervals ÷ height of the histogram; TINN is the base of the triangle on that height that fits the
/// histogram best. Left and right side are fitted each for itself over every base on a bin's edge, so that the best pair
/// is always found.
pub(crate) fn triangle(view: &View) -> Option<(f64, f64)> {
    let histogram = Histogram::of(view, BIN_MS)?;
    let (mode, height) = histogram.mode()?;
    let total = view.measured_ms().count() as f64;
    let height = f64::from(height);
    let counts = |bins: &[u32]| bins.iter().map(|&count| f64::from(count)).collect::<Vec<_>>();
    let mut left = counts(histogram.counts.get(..mode)?);
    left.reverse();
    let right = counts(histogram.counts.get(mode + 1..)?);
    let width = (side(&left, height) + side(&right, height)) * histogram.width_ms;
    Some((total / height, width))
}

/// How many bins one side of the triangle spans, from the middle of the fullest bin: least squares over all bins.
///
/// The squared error of a side with its foot after `span` bins, Σ(count − height·(1 − j/span))² over j = 1 … span − 1 plus
/// Σcount² beyond, in sums that grow with the span.
fn side(counts: &[f64], height: f64) -> f64 {
    let mut squares = 0.0;
    for count in counts {
        squares += count * count;
    }
    // So much less must an error be than the one before: what is equal but for rounding is equal.
    let margin = 1e-9 * (squares + height * height);
    let (mut best_error, mut best_span) = (f64::INFINITY, 1.0);
    let (mut sum, mut moment, mut bins) = (0.0, 0.0, 0.0);
    for count in counts.iter().map(Some).chain([None]) {
        let span = bins + 1.0;
        let line = height * height * bins * (2.0 * bins + 1.0) / (6.0 * span);
        let error = squares - 2.0 * height * (sum - moment / span) + line;
        if error < best_error - margin {
            (best_error, best_span) = (error, span);
        }
        if let Some(count) = count {
            bins = span;
            sum += count;
            moment += count * span;
        }
    }
    best_span
}

/// Root of Baevsky's stress index: AMo % ÷ (2 · Mo · MxDMn), bins of 50 ms on multiples of 50 ms, Mo the median, in seconds.
///
/// `None` when all intervals are equal.
pub(crate) fn baevsky_root(view: &View, median_ms: f64) -> Option<f64> {
    let (_, height) = Histogram::of(view, BAEVSKY_BIN_MS)?.mode()?;
    let low = view.measured_ms().min_by(f64::total_cmp)?;
    let high = view.measured_ms().max_by(f64::total_cmp)?;
    let total = view.measured_ms().count() as f64;
    let share_pct = 100.0 * f64::from(height) / total;
    let range_s = (high - low) / 1_000.0;
    (range_s > 0.0).then(|| libm::sqrt(share_pct / (2.0 * (median_ms / 1_000.0) * range_s)))
}
