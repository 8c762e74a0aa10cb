//! Gives every interval a class, at most two beats late, without ever altering it.

use alloc::collections::VecDeque;

use crate::BeatClass;

/// Shortest interval a heart makes, ms (200 per minute). Shorter ones are noise.
const INTERVAL_MIN_MS: f64 = 300.0;
/// Longest interval between two sinus beats, ms (30 per minute). A strap that was taken off sends 1.7–4.2 s.
const INTERVAL_MAX_MS: f64 = 2_000.0;
/// How many accepted intervals make the local level.
const LEVEL_LEN: usize = 9;
/// Beats over which the person's own beat-to-beat spread is remembered.
const SPREAD_BEATS: f64 = 256.0;
/// Spread assumed before anything is known, as a share of the level.
const SPREAD_START: f64 = 0.05;
/// Differences beyond this share of the level teach nothing about the spread.
const SPREAD_LEARN_MAX: f64 = 0.20;
/// A beat is early when it comes this many of the person's own spreads before its time.
const EARLY_SPREADS: f64 = 4.0;
/// What a heart without variability may still do in one beat, as a share of the level.
const EARLY_MIN: f64 = 0.08;
/// From here on a beat is early in anyone, as a share of the level.
const EARLY_MAX: f64 = 0.16;
/// An early beat is followed by a pause: the next interval is longer by at least this many thresholds.
const REBOUND: f64 = 1.5;
/// A misplaced beat makes a long and a short interval that stand out from their surroundings by this many thresholds.
const MISPLACED: f64 = 1.25;
/// Each of those two stands out by at least this many thresholds.
const MISPLACED_EACH: f64 = 1.0 / 3.0;
/// Of two parts of one interval the shorter is at most this share of the level.
const SPLIT: f64 = 0.6;
/// A single interval longer than all around it by this share of the level is no sinus interval.
const LONG: f64 = 0.5;
/// Within this share of the level an interval counts as a multiple of it.
const MULTIPLE: f64 = 0.20;
/// No sinus rhythm quickens by more than this share of the level within one beat, however long it lasts.
const QUICKEN_MAX: f64 = 0.35;
/// After this many refused intervals in a row that agree with each other, they are the new level.
const RESYNC_LEN: usize = 8;

/// The streaming classifier: intervals in, classes out, two beats later.
///
/// The heart slows down within a beat or two whenever it likes, so a long interval alone says little. An early beat has
/// a shape: an interval shorter than its predecessor *and* than the local level, and then a pause. How much shorter
/// depends on the person: four times their own beat-to-beat spread, between 8 and 16 % of the level. Around such a beat
/// both intervals are refused. Missed beats are multiples of the level that stand alone, invented ones split an interval
/// in two, misplaced ones lend to one interval what they take from the other.
#[derive(Clone)]
pub struct Classifier {
    pending: VecDeque<(f64, bool)>,
    level: VecDeque<f64>,
    refused: VecDeque<f64>,
    /// Mean square of the accepted differences relative to the level, weighted exponentially.
    spread_square: f64,
    /// The class that intervals before decided for the ones after them, nearest first.
    partners: [Option<BeatClass>; 2],
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
            refused: VecDeque::with_capacity(RESYNC_LEN + 1),
            spread_square: SPREAD_START * SPREAD_START,
            partners: [None; 2],
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
            self.partners = [None; 2];
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
        let [partner, after] = self.partners;
        self.partners = [after, None];
        let class = match partner {
            Some(BeatClass::Extra) if x > 0.0 => BeatClass::Extra,
            Some(class) if is_interval(x) => class,
            _ => self.decide(x),
        };
        self.remember(x, class);
        class
    }

    fn decide(&mut self, x: f64) -> BeatClass {
        let mut ahead = self.pending.iter().map(|&(ms, _)| ms);
        let (next, second) = (ahead.next(), ahead.next());
        let (next, second) = (next.filter(|ms| *ms > 0.0), second.filter(|ms| *ms > 0.0));
        let Some(level) = self.level_ms(x) else {
            return if is_interval(x) { BeatClass::Normal } else { BeatClass::Noise };
        };
        let threshold = level * self.early_share();

        if self.is_split(x, next, second, level, threshold) {
            self.partners = [Some(BeatClass::Extra), None];
            return BeatClass::Extra;
        }
        // Shorter than the level and than the interval before it.
        let early = level.min(self.previous.unwrap_or(level)) - x;
        if early > threshold
            && let Some(class) = self.decide_early(x, next, second, level, threshold)
        {
            return class;
        }
        if !is_interval(x) {
            return if is_multiple(x, level) { BeatClass::Missed } else { BeatClass::Noise };
        }
        if early > QUICKEN_MAX * level {
            return BeatClass::LongShort;
        }
        if x - self.previous.unwrap_or(level) > MISPLACED_EACH * threshold
            && let Some(class) = self.decide_late(x, next, second, level, threshold)
        {
            return class;
        }
        BeatClass::Normal
    }

    /// Whether an invented beat split one interval into this one and the next: both too short, together long enough.
    fn is_split(&self, x: f64, next: Option<f64>, second: Option<f64>, level: f64, threshold: f64) -> bool {
        // In a run of refused intervals two short ones are a run of early beats, not one interval in two.
        let (Some(next), Some(previous)) = (next, self.previous) else { return false };
        let second = second.filter(|ms| is_interval(*ms)).unwrap_or(level);
        let least = level.min(previous).min(second);
        let most = level.max(previous);
        let both_short = next < least - threshold && x < most - threshold;
        // A whole interval before an early beat is no part: one of the two must be far too short.
        let far_too_short = x.min(next) < SPLIT * level;
        let together = x + next;
        both_short && far_too_short && together > least - threshold && together < most + threshold
    }

    /// What an interval is that is shorter than what came before; `None` when it may be a sinus interval.
    fn decide_early(
        &mut self,
        x: f64,
        next: Option<f64>,
        second: Option<f64>,
        level: f64,
        threshold: f64,
    ) -> Option<BeatClass> {
        let Some(next) = next else {
            // Nothing follows to tell a shape by.
            return (level - x > 2.0 * threshold && is_interval(x)).then_some(BeatClass::LongShort);
        };
        if !is_interval(x) {
            return None;
        }
        if next - x > REBOUND * threshold {
            self.partners = [Some(BeatClass::Ectopic), None];
            return Some(BeatClass::Ectopic);
        }
        // Two early beats in a row, then the pause.
        let deep = REBOUND * threshold;
        let couplet = level - x > deep && level - next > deep;
        if couplet && second.is_some_and(|second| second - next.max(x) > deep) {
            self.partners = [Some(BeatClass::Ectopic), Some(BeatClass::Ectopic)];
            return Some(BeatClass::Ectopic);
        }
        None
    }

    /// What an interval is that is longer than what came before; `None` when it may be a sinus interval.
    fn decide_late(
        &mut self,
        x: f64,
        next: Option<f64>,
        second: Option<f64>,
        level: f64,
        threshold: f64,
    ) -> Option<BeatClass> {
        let around = [next, second].into_iter().flatten().filter(|ms| is_interval(*ms));
        let alone = around.fold(level, f64::max) < x - LONG * level;
        if alone && x > (1.0 + LONG) * level {
            return Some(if is_multiple(x, level) { BeatClass::Missed } else { BeatClass::LongShort });
        }
        // A beat found too late: what this interval has too much, the next has too little.
        let second = second.filter(|ms| is_interval(*ms) && *ms > level - 2.0 * threshold);
        let (Some(next), Some(second)) = (next, second) else { return None };
        let previous = self.previous.unwrap_or(level);
        let (above, below) = (x - previous.max(second), previous.min(second) - next);
        let stands_out =
            above.min(below) > MISPLACED_EACH * threshold && above + below > MISPLACED * threshold;
        if stands_out && (x + next - previous - second).abs() < MISPLACED * threshold {
            self.partners = [Some(BeatClass::LongShort), None];
            return Some(BeatClass::LongShort);
        }
        None
    }

    fn remember(&mut self, x: f64, class: BeatClass) {
        if class != BeatClass::Normal {
            self.previous = None;
            self.refuse(x);
            return;
        }
        self.refused.clear();
        if let Some(previous) = self.previous.replace(x) {
            let share = (x - previous) / previous;
            if share.abs() < SPREAD_LEARN_MAX {
                self.spread_square += (share * share - self.spread_square) / SPREAD_BEATS;
            }
        }
        if self.level.len() >= LEVEL_LEN {
            self.level.pop_front();
        }
        self.level.push_back(x);
    }

    /// Remembers refused intervals: many that agree with each other are a new level, not an artefact.
    fn refuse(&mut self, x: f64) {
        if !is_interval(x) {
            self.refused.clear();
            return;
        }
        self.refused.push_back(x);
        if self.refused.len() < RESYNC_LEN {
            return;
        }
        let agree = |(a, b): (&f64, &f64)| (a - b).abs() < EARLY_MAX * a;
        if self.refused.iter().zip(self.refused.iter().skip(1)).all(agree) {
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
        let few = self.level.len() < 3;
        let ahead = self.pending.iter().map(|&(ms, _)| ms).chain(core::iter::once(x));
        let ahead = ahead.filter(|ms| few && is_interval(*ms));
        for (slot, value) in values.iter_mut().zip(self.level.iter().copied().chain(ahead)) {
            *slot = value;
            count += 1;
        }
        let values = values.get_mut(..count)?;
        values.sort_unstable_by(f64::total_cmp);
        let upper = *values.get(count / 2)?;
        if count % 2 == 1 {
            return Some(upper);
        }
        Some((values.get((count / 2).checked_sub(1)?)? + upper) / 2.0)
    }

    /// By which share of the level a beat of this person is early.
    fn early_share(&self) -> f64 {
        (EARLY_SPREADS * libm::sqrt(self.spread_square)).clamp(EARLY_MIN, EARLY_MAX)
    }
}

fn is_interval(ms: f64) -> bool {
    (INTERVAL_MIN_MS..=INTERVAL_MAX_MS).contains(&ms)
}

/// Whether the interval is two or three of the level: one or two beats were missed.
fn is_multiple(x: f64, level: f64) -> bool {
    [2.0, 3.0].iter().any(|times| (x - times * level).abs() < MULTIPLE * level)
}
