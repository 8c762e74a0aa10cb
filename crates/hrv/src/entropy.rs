//! Sample entropy and approximate entropy, exactly and in less time than comparing every pair.

use alloc::vec::Vec;

use crate::View;

/// Tolerance as a share of the standard deviation of the intervals.
const TOLERANCE: f64 = 0.2;
/// Above so many intervals approximate entropy is not computed: it compares everything with everything.
const APPROXIMATE_MAX: usize = 20_000;

/// Intervals that truly follow each other, sorted by the first.
struct Patterns {
    first: Vec<f64>,
    second: Vec<f64>,
    third: Vec<f64>,
}

impl Patterns {
    /// Every three successive intervals of a view.
    fn of(view: &View) -> Patterns {
        let mut triples: Vec<[f64; 3]> = Vec::with_capacity(view.points().len());
        for run in view.runs() {
            triples.extend(run.windows(3).filter_map(|window| match window {
                [a, b, c] => Some([a.ms, b.ms, c.ms]),
                _ => None,
            }));
        }
        triples.sort_unstable_by(|[a, ..], [b, ..]| a.total_cmp(b));
        Patterns {
            first: triples.iter().map(|[a, ..]| *a).collect(),
            second: triples.iter().map(|[_, b, _]| *b).collect(),
            third: triples.iter().map(|[.., c]| *c).collect(),
        }
    }
}

/// Sample entropy with m = 2 and a tolerance of 0.2 standard deviations: −ln(A ÷ B).
///
/// Richman & Moorman, Am J Physiol Heart Circ Physiol 278 (2000), H2039. Patterns never reach over a removed beat. Sorted by
/// the first interval, only neighbours within the tolerance are compared. `None` when nothing matches.
pub(crate) fn sample_entropy(view: &View, sdnn_ms: f64) -> Option<f64> {
    let tolerance = TOLERANCE * sdnn_ms;
    let patterns = Patterns::of(view);
    let (mut matches_2, mut matches_3) = (0_u64, 0_u64);
    let mut end = 0;
    for (i, &first) in patterns.first.iter().enumerate() {
        while patterns.first.get(end).is_some_and(|later| later - first <= tolerance) {
            end += 1;
        }
        let (Some(&second), Some(&third)) = (patterns.second.get(i), patterns.third.get(i)) else { continue };
        let (Some(seconds), Some(thirds)) = (patterns.second.get(i + 1..end), patterns.third.get(i + 1..end))
        else {
            continue;
        };
        let (mut near_2, mut near_3) = (0_u64, 0_u64);
        for (b, c) in seconds.iter().zip(thirds) {
            let near = (b - second).abs() <= tolerance;
            near_2 += u64::from(near);
            near_3 += u64::from(near & ((c - third).abs() <= tolerance));
        }
        matches_2 += near_2;
        matches_3 += near_3;
    }
    (matches_3 > 0).then(|| -libm::log(matches_3 as f64 / matches_2 as f64))
}

/// Approximate entropy with m = 2 and a tolerance of 0.2 standard deviations.
///
/// Pincus, PNAS 88 (1991), 2297. `None` below three successive intervals and above 20 000 (where it says nothing that
/// sample entropy does not).
pub(crate) fn approximate_entropy(view: &View, sdnn_ms: f64) -> Option<f64> {
    if view.points().len() > APPROXIMATE_MAX {
        return None;
    }
    let tolerance = TOLERANCE * sdnn_ms;
    let (pairs, triples) = (templates::<2>(view), templates::<3>(view));
    let (phi_2, phi_3) = (phi(&pairs, tolerance)?, phi(&triples, tolerance)?);
    Some((phi_2 - phi_3).abs())
}

/// Every `M` successive intervals, sorted by the first.
fn templates<const M: usize>(view: &View) -> Vec<[f64; M]> {
    let mut templates: Vec<[f64; M]> = Vec::new();
    for run in view.runs() {
        templates.extend(run.windows(M).map(|window| {
            let mut template = [0.0; M];
            for (slot, point) in template.iter_mut().zip(window) {
                *slot = point.ms;
            }
            template
        }));
    }
    templates.sort_unstable_by(|a, b| a.first().unwrap_or(&0.0).total_cmp(b.first().unwrap_or(&0.0)));
    templates
}

/// Mean of ln(share of templates within the tolerance of each, itself included).
fn phi<const M: usize>(templates: &[[f64; M]], tolerance: f64) -> Option<f64> {
    if templates.is_empty() {
        return None;
    }
    let mut counts: Vec<u32> = alloc::vec![1; templates.len()];
    for (i, template) in templates.iter().enumerate() {
        let mut own = 0;
        let (Some(later), Some(later_counts)) = (templates.get(i + 1..), counts.get_mut(i + 1..)) else {
            continue;
        };
        for (other, count) in later.iter().zip(later_counts) {
            let distance = |k: usize| match (other.get(k), template.get(k)) {
                (Some(a), Some(b)) => (a - b).abs(),
                _ => 0.0,
            };
            if distance(0) > tolerance {
                break;
            }
            let near = (1..M).fold(true, |near, k| near & (distance(k) <= tolerance));
            own += u32::from(near);
            *count += u32::from(near);
        }
        if let Some(count) = counts.get_mut(i) {
            *count += own;
        }
    }
    let total = templates.len() as f64;
    let mut sum = 0.0;
    for count in counts {
        sum += libm::log(f64::from(count) / total);
    }
    Some(sum / total)
}
