//! Time-domain heart rate variability of one window of intervals.

use crate::BeatClass;

/// Time-domain metrics over the normal intervals of a window.
///
/// Definitions: Task Force of the European Society of Cardiology and the North American Society of Pacing and
/// Electrophysiology, *Heart rate variability: standards of measurement*, Circulation 93 (1996), 1043–1065. Differences
/// are taken only between normal intervals that truly follow each other; a removed beat is never bridged.
#[derive(Clone, Copy, PartialEq)]
pub struct TimeDomain {
    /// Normal intervals in the window.
    pub intervals: u32,
    /// Differences between truly successive normal intervals.
    pub differences: u32,
    /// Mean normal interval, ms.
    pub mean_nn_ms: f64,
    /// 60 000 ÷ [`TimeDomain::mean_nn_ms`], beats per minute.
    pub mean_hr_bpm: f64,
    /// Standard deviation of the intervals with n − 1, ms.
    pub sdnn_ms: f64,
    /// Root mean square of the differences, ms.
    pub rmssd_ms: f64,
    /// Standard deviation of the *signed* differences with n − 1, ms.
    pub sdsd_ms: f64,
    /// Differences above 50 ms, as a share of the *intervals* (as NeuroKit2 counts; the Task Force divides by
    /// differences), %.
    pub pnn50_pct: f64,
    /// Differences above 20 ms, as a share of the intervals, %.
    pub pnn20_pct: f64,
}

/// One interval of a window: its length, whether it follows the one before it, and its class.
pub(crate) type Interval = (f64, bool, BeatClass);

impl TimeDomain {
    /// Metrics of intervals in milliseconds that all are normal and follow each other.
    ///
    /// `None` below two differences (three intervals), or when a value is not finite and positive.
    pub fn of_intervals_ms(intervals_ms: &[f64]) -> Option<TimeDomain> {
        if intervals_ms.iter().any(|value| !value.is_finite() || *value <= 0.0) {
            return None;
        }
        let series = intervals_ms.iter().enumerate().map(|(i, &ms)| (ms, i > 0, BeatClass::Normal));
        TimeDomain::of(series)
    }

    /// Metrics of classified intervals; walks the window twice, in order, so sums are always taken the same way.
    pub(crate) fn of<I>(window: I) -> Option<TimeDomain>
    where
        I: Iterator<Item = Interval> + Clone,
    {
        let mut intervals = 0_u32;
        let mut sum = 0.0;
        let mut differences = 0_u32;
        let (mut difference_sum, mut square_sum) = (0.0, 0.0);
        let (mut above_50, mut above_20) = (0_u32, 0_u32);
        for_each_normal(window.clone(), |ms, difference| {
            intervals += 1;
            sum += ms;
            if let Some(difference) = difference {
                differences += 1;
                difference_sum += difference;
                square_sum += difference * difference;
                above_50 += u32::from(difference.abs() > 50.0);
                above_20 += u32::from(difference.abs() > 20.0);
            }
        });
        if differences < 2 {
            return None;
        }
        let (n, m) = (f64::from(intervals), f64::from(differences));
        let mean = sum / n;
        let difference_mean = difference_sum / m;
        let (mut spread, mut difference_spread) = (0.0, 0.0);
        for_each_normal(window, |ms, difference| {
            spread += (ms - mean) * (ms - mean);
            if let Some(difference) = difference {
                difference_spread += (difference - difference_mean) * (difference - difference_mean);
            }
        });
        Some(TimeDomain {
            intervals,
            differences,
            mean_nn_ms: mean,
            mean_hr_bpm: 60_000.0 / mean,
            sdnn_ms: libm::sqrt(spread / (n - 1.0)),
            rmssd_ms: libm::sqrt(square_sum / m),
            sdsd_ms: libm::sqrt(difference_spread / (m - 1.0)),
            pnn50_pct: 100.0 * f64::from(above_50) / n,
            pnn20_pct: 100.0 * f64::from(above_20) / n,
        })
    }
}

/// Walks the normal intervals; the difference is given only to a truly successive normal predecessor.
pub(crate) fn for_each_normal<I>(window: I, mut visit: impl FnMut(f64, Option<f64>))
where
    I: Iterator<Item = Interval>,
{
    let mut previous: Option<f64> = None;
    for (ms, successive, class) in window {
        if class == BeatClass::Normal {
            visit(ms, previous.filter(|_| successive).map(|before| ms - before));
            previous = Some(ms);
        } else {
            previous = None;
        }
    }
}
