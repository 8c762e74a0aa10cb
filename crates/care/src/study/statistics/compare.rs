//! Arms beside each other: of different people, and of the same people in both orders.

use super::{by_t, moments, size};
use crate::study::{Comparison, Effect, MIN_CELL};

/// An arm and the changes of its people.
pub type Two<'a> = (&'a str, &'a [f64]);

/// The difference of mean changes between different people, by Welch's t; `None` with fewer than five in either.
///
/// Hedges' g and its interval are those of Pingouin's `compute_effsize(eftype="hedges")` and `compute_esci`.
pub fn welch((arm, one): Two<'_>, (against, other): Two<'_>) -> Option<Comparison> {
    let counts = (size(one), size(other));
    if counts.0.min(counts.1) < MIN_CELL {
        return None;
    }
    let ((mean_one, sd_one), (mean_other, sd_other)) = (moments(one)?, moments(other)?);
    let (n_one, n_other) = (f64::from(counts.0), f64::from(counts.1));
    let (v_one, v_other) = (sd_one * sd_one / n_one, sd_other * sd_other / n_other);
    let variance = v_one + v_other;
    let both = n_one + n_other;
    let df = match variance > 0.0 {
        true => variance * variance / (v_one * v_one / (n_one - 1.0) + v_other * v_other / (n_other - 1.0)),
        false => both - 2.0,
    };
    let estimate = mean_one - mean_other;
    let (difference, p) = by_t(estimate, libm::sqrt(variance), df)?;
    let squares = (n_one - 1.0) * sd_one * sd_one + (n_other - 1.0) * sd_other * sd_other;
    let pooled = libm::sqrt(squares / (both - 2.0));
    let effect = (pooled > 0.0).then(|| {
        let g = estimate / pooled * (1.0 - 3.0 / (4.0 * both - 9.0));
        let error = libm::sqrt(both / (n_one * n_other) + g * g / (2.0 * both));
        by_t(g, error, both - 2.0).map(|(size, _)| Effect::G { size })
    });
    let (arm, against) = (arm.to_owned(), against.to_owned());
    Some(Comparison::Parallel { arm, against, n: counts, difference, p, effect: effect.flatten() })
}

/// The difference between both arms of the same people, and between both periods, from the first period's change minus the
/// second's of those who began with the arm (`one`) and of those who began with the other; `None` with fewer than five in either.
///
/// Hills & Armitage (1979), The two-period cross-over clinical trial: pooled variance, n₁ + n₂ − 2 degrees of freedom.
pub fn crossover((arm, against): (&str, &str), one: &[f64], other: &[f64]) -> Option<Comparison> {
    let n = (size(one), size(other));
    if n.0.min(n.1) < MIN_CELL {
        return None;
    }
    let ((mean_one, sd_one), (mean_other, sd_other)) = (moments(one)?, moments(other)?);
    let (n_one, n_other) = (f64::from(n.0), f64::from(n.1));
    let df = n_one + n_other - 2.0;
    let squares = (n_one - 1.0) * sd_one * sd_one + (n_other - 1.0) * sd_other * sd_other;
    let error = libm::sqrt(squares / df * (1.0 / n_one + 1.0 / n_other)) / 2.0;
    let (difference, p) = by_t((mean_one - mean_other) / 2.0, error, df)?;
    let (period, period_p) = by_t((mean_one + mean_other) / 2.0, error, df)?;
    let (arm, against) = (arm.to_owned(), against.to_owned());
    Some(Comparison::Crossover { arm, against, n, difference, p, period, period_p })
}
