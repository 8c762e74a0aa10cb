//! Wilcoxon's signed-rank test with Hodges and Lehmann's estimate.

use super::{normal_tail, size};
use crate::study::{Interval, Ranked};

/// Up to so many differences without ties the test is exact, as in R.
const EXACT_MAX: u32 = 50;
/// Below which 97.5 % of a normal distribution lie.
const NORMAL_975: f64 = 1.959_963_984_540_054;
/// Differences that rounding alone keeps apart are equal.
const EQUAL: f64 = 1e-9;

/// The change by ranks of these differences; those of 0 are left out of the test (Wilcoxon's way) and count for the estimate.
/// `None` where nobody changed.
pub fn ranked(differences: &[f64]) -> Option<Ranked> {
    let mut changed: Vec<f64> = differences.iter().copied().filter(|one| one.abs() >= EQUAL).collect();
    changed.sort_by(|one, other| one.abs().total_cmp(&other.abs()));
    let n = size(&changed);
    if n == 0 {
        return None;
    }
    let (mut positive, mut ties, mut place) = (0.0, 0.0, 0.0);
    for tied in changed.chunk_by(|one, other| other.abs() - one.abs() < EQUAL) {
        let count = f64::from(size(tied));
        let rank = place + (count + 1.0) / 2.0;
        positive += rank * f64::from(size(&tied.iter().filter(|one| **one > 0.0).collect::<Vec<_>>()));
        ties += count * count * count - count;
        place += count;
    }
    let zeros = differences.len() != changed.len();
    let exact = ties == 0.0 && !zeros && n <= EXACT_MAX;
    let count = f64::from(n);
    let middle = count * (count + 1.0) / 4.0;
    let spread = count * (count + 1.0) * (2.0 * count + 1.0) / 24.0;
    let below = if exact { Some(cumulative(n)) } else { None };
    let p = match &below {
        Some(below) => {
            // The distribution is symmetric: the smaller side, twice.
            let least = positive.min(2.0 * middle - positive);
            let at_most = below.get(least as usize).copied().unwrap_or(1.0);
            (2.0 * at_most).min(1.0)
        }
        None => {
            let deviation = libm::sqrt(spread - ties / 48.0);
            if deviation > 0.0 {
                (2.0 * normal_tail(((positive - middle) / deviation).abs())).min(1.0)
            } else {
                1.0
            }
        }
    };
    Some(Ranked { n, p, exact, shift: shift(differences, below.as_deref())? })
}

/// The median of the means of all pairs, with the pairs between which it lies: by the exact distribution where there is one, else
/// by the normal one (Hollander & Wolfe 1999, 3.3).
fn shift(differences: &[f64], below: Option<&[f64]>) -> Option<Interval> {
    let mut means = Vec::with_capacity(differences.len() * differences.len().div_ceil(2));
    for (at, one) in differences.iter().enumerate() {
        means.extend(differences.iter().skip(at).map(|other| (one + other) / 2.0));
    }
    means.sort_by(f64::total_cmp);
    let (n, pairs) = (f64::from(size(differences)), means.len());
    let cut = match below {
        // The smallest sum that is reached with at least 2.5 %.
        Some(below) => below.iter().position(|at_most| *at_most >= 0.025).unwrap_or(0),
        None => {
            let spread = libm::sqrt(n * (n + 1.0) * (2.0 * n + 1.0) / 24.0);
            libm::floor(n * (n + 1.0) / 4.0 - NORMAL_975 * spread).max(0.0) as usize
        }
    }
    .max(1);
    let (low, high) = (means.get(cut - 1)?, means.get(pairs.checked_sub(cut)?)?);
    let middle = match pairs % 2 {
        0 => (means.get(pairs / 2 - 1)? + means.get(pairs / 2)?) / 2.0,
        _ => *means.get(pairs / 2)?,
    };
    Some(Interval { estimate: middle, low: *low, high: *high })
}

/// How probable it is that the ranks with a plus sum up to each number or less, from 0 on.
fn cumulative(n: u32) -> Vec<f64> {
    let most = usize::try_from(n * (n + 1) / 2).unwrap_or(0);
    // Ways to reach each sum: below 2^50, exact in a float.
    let mut ways = vec![0.0; most + 1];
    if let Some(none) = ways.first_mut() {
        *none = 1.0;
    }
    for rank in 1..=usize::try_from(n).unwrap_or(0) {
        for sum in (rank..=most).rev() {
            let added = ways.get(sum - rank).copied().unwrap_or(0.0);
            if let Some(way) = ways.get_mut(sum) {
                *way += added;
            }
        }
    }
    let all = libm::exp2(f64::from(n));
    let mut sum = 0.0;
    for way in &mut ways {
        sum += *way;
        *way = sum / all;
    }
    ways
}
