//! How a figure changes over a treatment: the median of all slopes between two sessions, with an interval that few sessions do
//! not get.
//!
//! Theil (1950) and Sen (1968), "Estimates of the regression coefficient based on Kendall's tau", J. Am. Stat. Assoc. 63:1379.

use super::{rounded, score::median};
use serde::{Deserialize, Serialize};

const WEEK_US: f64 = 7.0 * 86_400_000_000.0;
/// For an interval of 90 %.
const Z: f64 = 1.645;

/// A change over time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Trend {
    /// Points a week.
    pub per_week: f64,
    /// The 90 % interval; `None` where the sessions are too few for one.
    pub interval: Option<(f64, f64)>,
    /// How many sessions it rests on.
    pub n: u32,
}

/// The trend through these (microseconds, value), in order of time; `None` for fewer than three.
pub fn theil_sen(points: &[(i64, f64)]) -> Option<Trend> {
    if points.len() < 3 {
        return None;
    }
    let mut slopes = Vec::new();
    for (n, (at, value)) in points.iter().enumerate() {
        for (later, other) in points.iter().skip(n + 1) {
            if later > at {
                slopes.push((other - value) / ((later - at) as f64 / WEEK_US));
            }
        }
    }
    slopes.sort_by(f64::total_cmp);
    let per_week = rounded(median(slopes.iter().copied())?);
    let n = points.len() as f64;
    let spread = Z * (n * (n - 1.0) * (2.0 * n + 5.0) / 18.0).sqrt();
    let below = (slopes.len() as f64 - spread) / 2.0;
    // Ranks from 1: below the first there is no slope to end at.
    let interval = (below >= 1.0).then(|| {
        let rank = below as usize;
        let low = slopes.get(rank - 1).copied();
        let high = slopes.len().checked_sub(rank).and_then(|rank| slopes.get(rank).copied());
        low.zip(high).map(|(low, high)| (rounded(low), rounded(high)))
    });
    Some(Trend { per_week, interval: interval.flatten(), n: u32::try_from(points.len()).unwrap_or(u32::MAX) })
}
