//! Before and after of the same people: the paired t test, standardised effects, and ranks where only order counts.

use super::{by_t, moments, ranked, size};
use crate::study::{Effect, PrePost};

/// What changed from before to after; `None` with fewer than two people.
///
/// d_z and its interval are those of Pingouin's `compute_effsize` and `compute_esci(paired=True)`; g_av is Cumming's (2012,
/// Understanding The New Statistics, chapter 11) with Hedges' correction 1 − 3/(4 df − 1), df = n − 1.
pub fn pre_post(pairs: &[(f64, f64)], ordinal: bool) -> Option<PrePost> {
    let (before, after): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
    let differences: Vec<f64> = pairs.iter().map(|(before, after)| after - before).collect();
    let (n, (mean, sd)) = (f64::from(size(pairs)), moments(&differences)?);
    let ((before_mean, before_sd), (after_mean, after_sd)) = (moments(&before)?, moments(&after)?);
    let df = n - 1.0;
    let (change, p) = by_t(mean, sd / libm::sqrt(n), df)?;
    let mut effects = Vec::new();
    if sd > 0.0 {
        let dz = mean / sd;
        let (size, _) = by_t(dz, libm::sqrt(1.0 / n + dz * dz / (2.0 * n)), df)?;
        effects.push(Effect::Dz { size });
    }
    let average = libm::sqrt((before_sd * before_sd + after_sd * after_sd) / 2.0);
    if average > 0.0 && df > 1.0 {
        effects.push(Effect::GAv { size: mean / average * (1.0 - 3.0 / (4.0 * df - 1.0)) });
    }
    let ranked = if ordinal { ranked(&differences) } else { None };
    Some(PrePost { n: size(pairs), before_mean, before_sd, after_mean, after_sd, change, p, effects, ranked })
}
