//! Multiple baselines: does the level change when the arm begins, whenever that was drawn to be?

use super::{by_t, moments, size};
use crate::study::{Comparison, MIN_CELL};

/// Every assignment is looked at with up to so many people; of more a sample.
const ALL_MAX: usize = 8;
/// So large is the sample.
const SAMPLE: u32 = 9_999;
/// Rounding does not make one assignment rarer than another.
const EQUAL: f64 = 1e-12;

/// One person's numbers by day, and the day on which their arm began.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// The day.
    pub start: f64,
    /// Day and number.
    pub points: Vec<(f64, f64)>,
}

impl Series {
    /// The mean from `start` on minus the mean before; `None` where one of them has no number.
    fn level(&self, start: f64) -> Option<f64> {
        let (before, during) = self.split(start);
        let mean = |values: &[f64]| values.iter().sum::<f64>() / f64::from(size(values));
        (!before.is_empty() && !during.is_empty()).then(|| mean(&during) - mean(&before))
    }

    fn split(&self, start: f64) -> (Vec<f64>, Vec<f64>) {
        let values = |during: bool| {
            self.points
                .iter()
                .filter(move |(day, _)| (*day >= start) == during)
                .map(|(_, value)| *value)
                .collect()
        };
        (values(false), values(true))
    }
}

/// The mean change of level with its interval over people, Tau, and the randomisation test: how often starts that are dealt
/// out otherwise among the same people give a change at least as large. `None` with fewer than five people who have both.
///
/// The test is Wampold & Worsham's (1986), Randomization tests for multiple-baseline designs.
pub fn baseline(all: &[Series]) -> Option<Comparison> {
    let people: Vec<&Series> = all.iter().filter(|series| series.level(series.start).is_some()).collect();
    let n = size(&people);
    if n < MIN_CELL {
        return None;
    }
    let levels: Vec<f64> = people.iter().filter_map(|series| series.level(series.start)).collect();
    let (mean, sd) = moments(&levels)?;
    let count = f64::from(n);
    let (level, _) = by_t(mean, sd / libm::sqrt(count), count - 1.0)?;
    let mut starts: Vec<f64> = people.iter().map(|series| series.start).collect();
    let told = statistic(&people, &starts);
    let (mut as_large, mut assignments) = (0_u32, 0_u32);
    let mut look = |starts: &[f64]| {
        assignments += 1;
        as_large += u32::from(statistic(&people, starts).abs() >= told.abs() - EQUAL);
    };
    let exact = people.len() <= ALL_MAX;
    if exact {
        every_order(&mut starts, people.len(), &mut look);
    } else {
        // What was really drawn is one of the sample.
        look(&starts);
        let mut numbers = SplitMix(0x1057_5eed);
        for _ in 0..SAMPLE {
            for last in (1..starts.len()).rev() {
                let other = numbers.next() % (last as u64 + 1);
                starts.swap(last, other as usize);
            }
            look(&starts);
        }
    }
    let p = f64::from(as_large) / f64::from(assignments);
    Some(Comparison::Baseline { n, level, p, assignments, exact, tau: tau(&people) })
}

/// The mean change of level if the arm had begun on these days; whoever has no number on one side then counts for nothing.
fn statistic(people: &[&Series], starts: &[f64]) -> f64 {
    let levels: Vec<f64> =
        people.iter().zip(starts).filter_map(|(series, start)| series.level(*start)).collect();
    if levels.is_empty() { 0.0 } else { levels.iter().sum::<f64>() / f64::from(size(&levels)) }
}

/// Pairs of before and during that rise minus those that fall, of all people, by all pairs.
fn tau(people: &[&Series]) -> f64 {
    let (mut sum, mut pairs) = (0.0, 0.0);
    for series in people {
        let (before, during) = series.split(series.start);
        for one in &before {
            for other in &during {
                sum += f64::from(i8::from(other > one) - i8::from(other < one));
                pairs += 1.0;
            }
        }
    }
    sum / pairs
}

/// Every order of the first `count` numbers (Heap's way).
fn every_order(numbers: &mut [f64], count: usize, look: &mut impl FnMut(&[f64])) {
    if count <= 1 {
        look(numbers);
        return;
    }
    for at in 0..count {
        every_order(numbers, count - 1, look);
        if at + 1 < count {
            let other = if count.is_multiple_of(2) { at } else { 0 };
            numbers.swap(other, count - 1);
        }
    }
}

/// A fixed stream (Steele, Lea & Flood 2014): the same record gives the same p.
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}
