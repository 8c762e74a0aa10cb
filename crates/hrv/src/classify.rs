//! Gives every interval a class, at most two beats late, without ever altering it.

use alloc::collections::VecDeque;

use crate::BeatClass;

/// Shortest interval a heart makes, ms (200 per minute). Shorter ones are noise.
const INTERVAL_MIN_MS: f64 = 300.0;
/// Longest interval between two sinus beats, ms (30 per minute). A strap that was taken off sends 1.7–4.2 s.
const INTERVAL_MAX_MS: f64 = 2_000.0;
/// How many accepted intervals make the local level.
const LEVEL_LEN: usize = 9;
/// How many accepted differences make the local spread.
const SPREAD_LEN: usize = 32;
/// Differences needed before the spread is believed.
const SPREAD_MIN: usize = 8;
/// Threshold in quartile deviations of the successive differences: Lipponen & Tarvainen (2019), *A robust algorithm for
/// heart rate variability time series artefact correction using novel beat classification*, J Med Eng Technol 43:173.
const SPREADS: f64 = 5.2;
/// The threshold never falls below this share of the level: what a calm heart still does in one beat.
const THRESHOLD_MIN: f64 = 0.10;
/// Nor rises above it: Malik et al. (1989), Karlsson et al. (2012), 20 % filters.
const THRESHOLD_MAX: f64 = 0.20;
/// A level shift beyond this share within one beat is no sinus rhythm, however long it lasts.
const SHIFT_MAX: f64 = 0.30;
/// After this many refused intervals in a row that agree with each other, they are the new level.
const RESYNC_LEN: usize = 8;

/// The streaming classifier: intervals in, classes out, two beats later.
///
/// An interval is normal when it lies within a threshold of what surrounds it: the median of the accepted intervals
/// before it, its direct predecessor, and the nearer of the two intervals after it, so that a true change of heart rate
/// is followed while a single early, missed or invented beat is not. The threshold follows the person's own
/// beat-to-beat spread.
#[derive(Clone)]
pub struct Classifier {
    pending: VecDeque<(f64, bool)>,
    level: VecDeque<f64>,
    spread: VecDeque<f64>,
    sorted: [f64; SPREAD_LEN],
    refused: VecDeque<f64>,
    /// The class that the interval before decided for the one after it.
    partner: Option<BeatClass>,
    /// The interval directly before, when it was accepted.
    previous: Option<f64>,
}

/// Classes that became known, oldest first; at most three at a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes {
    classes: [Option<BeatClass>; 3],
    len: usize,
}

impl Classes {
    fn push(&mut self, class: BeatClass) {
        if let Some(slot) = self.classes.get_mut(self.len) {
            *slot = Some(class);
            self.len += 1;
        }
    }

    /// The classes, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = BeatClass> + use<'_> {
        self.classes.iter().flatten().copied()
    }
}

impl Default for Classifier {
    fn default() -> Classifier {
        Classifier::new()
    }
}

impl Classifier {
    /// A classifier that has seen nothing yet.
    pub fn new() -> Classifier {
        Classifier {
            pending: VecDeque::with_capacity(4),
            level: VecDeque::with_capacity(LEVEL_LEN + 1),
            spread: VecDeque::with_capacity(SPREAD_LEN + 1),
            sorted: [0.0; SPREAD_LEN],
            refused: VecDeque::with_capacity(RESYNC_LEN + 1),
            partner: None,
            previous: None,
        }
    }

    /// Takes the next interval in ms; `successive` is whether it follows the one before it with nothing lost between.
    ///
    /// Give an unusable interval (no skin contact) as 0. Returns the classes of earlier intervals that are now certain.
    pub fn push(&mut self, interval_ms: f64, successive: bool) -> Classes {
        let mut classes = Classes::default();
        if !successive {
            self.drain(&mut classes);
            self.level.clear();
            self.refused.clear();
            self.partner = None;
            self.previous = None;
        }
        self.pending.push_back((interval_ms, successive));
        if self.pending.len() > 2 {
            classes.push(self.decide_first());
        }
        classes
    }

    /// Classifies what still waits for later intervals. For the end of a recording.
    pub fn finish(&mut self) -> Classes {
        let mut classes = Classes::default();
        self.drain(&mut classes);
        classes
    }

    fn drain(&mut self, classes: &mut Classes) {
        while !self.pending.is_empty() {
            classes.push(self.decide_first());
        }
    }

    fn decide_first(&mut self) -> BeatClass {
        let Some((x, _)) = self.pending.pop_front() else { return BeatClass::Noise };
        let class = self.decide(x);
        self.remember(x, class);
        class
    }

    fn decide(&mut self, x: f64) -> BeatClass {
        let partner = self.partner.take();
        if !is_interval(x) {
            return match self.level_ms(x) {
                Some(level) if is_multiple(x, level) => BeatClass::Missed,
                _ => BeatClass::Noise,
            };
        }
        let next = self.pending.front().map(|&(ms, _)| ms);
        let Some(level) = self.level_ms(x) else { return BeatClass::Normal };
        let threshold = self.threshold_ms(level);
        if let Some(class) = partner {
            return class;
        }
        let (low, high) = self.bounds(x, level, threshold);
        if x < low {
            let together = next.filter(|ms| is_interval(*ms)).map(|ms| x + ms);
            match together {
                Some(sum) if (sum - level).abs() < threshold => {
                    self.partner = Some(BeatClass::Extra);
                    BeatClass::Extra
                }
                Some(_) => {
                    self.partner = Some(BeatClass::Ectopic);
                    BeatClass::Ectopic
                }
                None => BeatClass::LongShort,
            }
        } else if x > high {
            match next {
                _ if is_multiple(x, level) => BeatClass::Missed,
                Some(ms) if is_interval(ms) && ms < level - threshold => {
                    self.partner = Some(BeatClass::LongShort);
                    BeatClass::LongShort
                }
                _ => BeatClass::LongShort,
            }
        } else {
            BeatClass::Normal
        }
    }

    /// What surrounds the interval, widened by the threshold, ms.
    fn bounds(&self, x: f64, level: f64, threshold: f64) -> (f64, f64) {
        let (mut low, mut high) = (level, level);
        if let Some(previous) = self.previous {
            low = low.min(previous);
            high = high.max(previous);
        }
        // The nearer to the level of the two that follow: only when both have left the level has the level moved.
        let mut ahead = self.pending.iter().take(2).map(|&(ms, _)| ms);
        if let (Some(a), Some(b)) = (ahead.next(), ahead.next()) {
            let nearer = if (a - level).abs() <= (b - level).abs() { a } else { b };
            if is_interval(nearer)
                && (nearer - level).abs() < SHIFT_MAX * level
                && (nearer < level) == (x < level)
            {
                low = low.min(nearer);
                high = high.max(nearer);
            }
        }
        (low - threshold, high + threshold)
    }

    fn remember(&mut self, x: f64, class: BeatClass) {
        if class != BeatClass::Normal {
            self.previous = None;
            self.refuse(x);
            return;
        }
        self.refused.clear();
        if let Some(previous) = self.previous {
            self.learn_spread((x - previous).abs());
        }
        self.previous = Some(x);
        if self.level.len() >= LEVEL_LEN {
            self.level.pop_front();
        }
        self.level.push_back(x);
    }

    fn refuse(&mut self, x: f64) {
        if !is_interval(x) {
            self.refused.clear();
            return;
        }
        self.refused.push_back(x);
        if self.refused.len() < RESYNC_LEN {
            return;
        }
        let mut steady = true;
        for (a, b) in self.refused.iter().zip(self.refused.iter().skip(1)) {
            steady &= (a - b).abs() < THRESHOLD_MAX * a;
        }
        if steady {
            self.level.clear();
            self.level.extend(self.refused.iter());
            self.refused.clear();
        } else {
            self.refused.pop_front();
        }
    }

    /// The local level: median of the accepted intervals, helped by what comes next while there are few.
    fn level_ms(&self, x: f64) -> Option<f64> {
        let mut values = [0.0; LEVEL_LEN + 3];
        let mut count = 0;
        let ahead = self.pending.iter().map(|&(ms, _)| ms).chain(core::iter::once(x));
        let few = self.level.len() < 3;
        let candidates =
            self.level.iter().copied().chain(ahead.filter(|_| few).filter(|ms| is_interval(*ms)));
        for (slot, value) in values.iter_mut().zip(candidates) {
            *slot = value;
            count += 1;
        }
        let values = values.get_mut(..count)?;
        values.sort_unstable_by(f64::total_cmp);
        median_of_sorted(values)
    }

    fn threshold_ms(&self, level: f64) -> f64 {
        let spread = if self.spread.len() < SPREAD_MIN {
            THRESHOLD_MAX * level
        } else {
            SPREADS * self.sorted.get(..self.spread.len()).and_then(median_of_sorted).unwrap_or(0.0)
        };
        spread.clamp(THRESHOLD_MIN * level, THRESHOLD_MAX * level)
    }

    /// Keeps the recent differences both in the order of time, to forget, and in the order of size, for the median.
    fn learn_spread(&mut self, difference: f64) {
        let mut len = self.spread.len();
        if len == SPREAD_LEN
            && let Some(old) = self.spread.pop_front()
        {
            let place = self.sorted.partition_point(|value| *value < old);
            if let Some(tail) = self.sorted.get_mut(place..) {
                tail.rotate_left(1.min(tail.len()));
            }
            len -= 1;
        }
        let place =
            self.sorted.get(..len).map_or(0, |sorted| sorted.partition_point(|value| *value < difference));
        if let Some(tail) = self.sorted.get_mut(place..=len) {
            tail.rotate_right(1);
            if let Some(first) = tail.first_mut() {
                *first = difference;
            }
        }
        self.spread.push_back(difference);
    }
}

fn is_interval(ms: f64) -> bool {
    (INTERVAL_MIN_MS..=INTERVAL_MAX_MS).contains(&ms)
}

/// Whether the interval is two or three of the level: one or two beats were missed.
fn is_multiple(x: f64, level: f64) -> bool {
    [2.0, 3.0].iter().any(|times| (x - times * level).abs() < THRESHOLD_MAX * level)
}

fn median_of_sorted(values: &[f64]) -> Option<f64> {
    let middle = values.len() / 2;
    let upper = *values.get(middle)?;
    if values.len() % 2 == 1 {
        return Some(upper);
    }
    Some((values.get(middle.checked_sub(1)?)? + upper) / 2.0)
}
