//! Whether a rhythm is as irregular as atrial fibrillation: then heart rate variability says nothing about rest.

use alloc::collections::VecDeque;

use crate::BeatClass;
use crate::window::Window;

/// Beats looked at.
const BEATS: usize = 128;
/// Fewest beats for an answer.
const BEATS_MIN: usize = 48;
/// Fewest intervals, and fewest accepted ones, for the strict answer: about a minute.
const MEMORY_MIN: usize = 64;
const ACCEPTED_MIN: usize = 36;
/// First tolerance within which two intervals match, ms.
const TOLERANCE_MS: f64 = 30.0;
/// Fewest matches before the entropy is believed; the tolerance widens until there are as many.
const MATCHES_MIN: u32 = 5;
/// Above this coefficient of sample entropy the rhythm is called irregular.
const ENTROPY_LIMIT: f64 = -1.4;
/// Below this spread of the differences (median, share of the level) no rhythm is fibrillation, however disordered.
const SPREAD_LIMIT: f64 = 0.06;
/// From this correlation of neighbouring intervals on, what varies is breathing: fibrillation remembers nothing.
const MEMORY_LIMIT: f64 = 0.3;
/// So many standard errors more at any other distance up to a breath, where chance has more tries.
const CHANCE_ERRORS: f64 = 2.0;
/// Beats in a breath, at most.
const BREATH_BEATS: usize = 8;

/// Whether the newest beats are irregular like atrial fibrillation. A reason for "no value", never a finding.
///
/// Coefficient of sample entropy with m = 1: Lake & Moorman (2011), *Accurate estimation of entropy in very short
/// physiological time series*, Am J Physiol Heart Circ Physiol 300:H319. Ectopic beats stay in: in fibrillation the
/// beat classes lose their meaning.
pub(crate) fn is_irregular(window: &Window) -> bool {
    let mut intervals = [0.0; BEATS];
    let mut count = 0;
    let usable = window.newest().filter(|classified| {
        !matches!(classified.class, BeatClass::Noise | BeatClass::Missed | BeatClass::Extra)
    });
    for (slot, classified) in intervals.iter_mut().zip(usable) {
        *slot = classified.beat.rr_ms();
        count += 1;
    }
    match intervals.get(..count) {
        Some(intervals) if count >= BEATS_MIN => {
            median_spread(intervals) > SPREAD_LIMIT
                && correlation_of_neighbours(intervals) < MEMORY_LIMIT
                && coefficient_of_sample_entropy(intervals).is_some_and(|entropy| entropy > ENTROPY_LIMIT)
        }
        _ => false,
    }
}

/// The last intervals, oldest first, and which of them timing would accept as sinus intervals.
#[derive(Clone)]
pub(crate) struct Memory {
    intervals: VecDeque<(f64, bool)>,
}

impl Memory {
    pub(crate) fn new() -> Memory {
        Memory { intervals: VecDeque::with_capacity(BEATS) }
    }

    pub(crate) fn push(&mut self, ms: f64, accepted: bool) {
        if self.intervals.len() >= BEATS {
            self.intervals.pop_front();
        }
        self.intervals.push_back((ms, accepted));
    }

    /// Whether long intervals follow short ones much more than chance makes them, whatever timing thinks of each.
    fn makes_up(&self) -> bool {
        let mut intervals = [0.0; BEATS];
        for (slot, (ms, _)) in intervals.iter_mut().zip(&self.intervals) {
            *slot = *ms;
        }
        let intervals = intervals.get(..self.intervals.len()).unwrap_or_default();
        let limit = MEMORY_LIMIT;
        correlation_of_neighbours(intervals) < -limit
    }

    /// Accepted intervals so many beats apart, two by two.
    fn pairs(&self, lag: usize) -> impl Iterator<Item = (f64, f64)> + Clone {
        let pairs = self.intervals.iter().zip(self.intervals.iter().skip(lag));
        pairs.filter(|(a, b)| a.1 && b.1).map(|(a, b)| (a.0, b.0))
    }
}

/// Whether a rhythm is so irregular that an early beat means nothing. Strict, since it keeps every beat.
///
/// In frequent ectopy the intervals that timing accepts are a regular rhythm, and breathing returns after a few beats; in
/// fibrillation even what passes for normal varies, with no memory at any distance. Nor does it make up for what came early, as
/// the pause after a ventricular beat does: that is memory too, of the other sign.
pub(crate) fn is_fibrillating(memory: &Memory) -> bool {
    if memory.makes_up() {
        return false;
    }
    let mut accepted = [0.0; BEATS];
    let mut count = 0;
    for (slot, (ms, _)) in accepted.iter_mut().zip(memory.intervals.iter().filter(|(_, accepted)| *accepted))
    {
        *slot = *ms;
        count += 1;
    }
    let Some(accepted) = accepted.get(..count) else { return false };
    memory.intervals.len() >= MEMORY_MIN
        && accepted.len() >= ACCEPTED_MIN
        && median_of(memory.pairs(1).map(relative_difference)) > SPREAD_LIMIT
        && (1..=BREATH_BEATS).all(|lag| remembers_nothing(memory.pairs(lag), mean(accepted)))
        && coefficient_of_sample_entropy(accepted).is_some_and(|entropy| entropy > ENTROPY_LIMIT)
}

fn relative_difference((a, b): (f64, f64)) -> f64 {
    2.0 * (a - b).abs() / (a + b)
}

/// The middle of at most [`BEATS`] values; 0 of none.
fn median_of(values: impl Iterator<Item = f64>) -> f64 {
    let mut sorted = [0.0; BEATS];
    let mut count = 0;
    for (slot, value) in sorted.iter_mut().zip(values) {
        *slot = value;
        count += 1;
    }
    let sorted = sorted.get_mut(..count).unwrap_or(&mut []);
    sorted.sort_unstable_by(f64::total_cmp);
    sorted.get(count / 2).copied().unwrap_or(0.0)
}

/// Whether the two of each pair are uncorrelated about a common mean, as far as so few pairs can tell.
fn remembers_nothing(pairs: impl Iterator<Item = (f64, f64)>, mean: f64) -> bool {
    let (mut product, mut square, mut count) = (0.0, 0.0, 0.0);
    for (a, b) in pairs {
        product += (a - mean) * (b - mean);
        square += 0.5 * ((a - mean) * (a - mean) + (b - mean) * (b - mean));
        count += 1.0;
    }
    let limit = MEMORY_LIMIT + CHANCE_ERRORS / libm::sqrt(count);
    count > 0.0 && product < limit * square
}

/// Median of |difference| ÷ mean of the two intervals.
fn median_spread(intervals: &[f64]) -> f64 {
    median_of(intervals.iter().copied().zip(intervals.iter().copied().skip(1)).map(relative_difference))
}

/// Autocorrelation at a lag of one interval; 0 without variation.
fn correlation_of_neighbours(intervals: &[f64]) -> f64 {
    let mean = mean(intervals);
    let (mut product, mut square) = (0.0, 0.0);
    for ms in intervals {
        square += (ms - mean) * (ms - mean);
    }
    for (a, b) in intervals.iter().zip(intervals.iter().skip(1)) {
        product += (a - mean) * (b - mean);
    }
    if square > 0.0 { product / square } else { 0.0 }
}

fn mean(intervals: &[f64]) -> f64 {
    let mut sum = 0.0;
    for ms in intervals {
        sum += ms;
    }
    sum / intervals.len() as f64
}

/// −ln(A/B) + ln(2r) − ln(mean), with A matches of length 2 and B of length 1 within r; `None` when nothing matches.
fn coefficient_of_sample_entropy(intervals: &[f64]) -> Option<f64> {
    let mean = mean(intervals);
    let mut tolerance = TOLERANCE_MS;
    for _ in 0..8 {
        let (mut long, mut short) = (0_u32, 0_u32);
        let pairs = || intervals.iter().zip(intervals.iter().skip(1));
        for (i, (a, a_next)) in pairs().enumerate() {
            for (b, b_next) in pairs().skip(i + 1) {
                if (a - b).abs() <= tolerance {
                    short += 1;
                    long += u32::from((a_next - b_next).abs() <= tolerance);
                }
            }
        }
        if long >= MATCHES_MIN {
            let entropy = -libm::log(f64::from(long) / f64::from(short));
            return Some(entropy + libm::log(2.0 * tolerance) - libm::log(mean));
        }
        tolerance *= 1.5;
    }
    None
}
