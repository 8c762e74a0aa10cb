//! What the classifier knows of a person's rhythm: its level, how much it usually varies, and whether it is irregular.

use alloc::collections::VecDeque;
use alloc::vec::Vec;

use crate::irregularity::{Memory, is_fibrillating};

/// Shortest interval a heart makes, ms (200 per minute). Shorter ones are noise.
pub(crate) const INTERVAL_MIN_MS: f64 = 300.0;
/// Longest interval between two sinus beats, ms (30 per minute). A strap that was taken off sends 1.7–4.2 s.
pub(crate) const INTERVAL_MAX_MS: f64 = 2_000.0;
/// How many accepted intervals make the local level: one slow breath.
const LEVEL_LEN: usize = 9;
/// Fewest accepted intervals that are a level by themselves.
const LEVEL_MIN: usize = 3;
/// Beats over which the person's own spread is remembered: about five minutes.
const SPREAD_BEATS: f64 = 256.0;
/// Spread of successive intervals assumed before anything is known, as a share of the level.
const SPREAD_START: f64 = 0.05;
/// What is assumed counts like so many beats, so that a recording of a minute is already judged by itself.
const ASSUMED_BEATS: f64 = 16.0;
/// Mean size of a kink assumed before anything is known, as a share of the level.
const KINK_START: f64 = 0.05;
/// What is larger than this many times the habit teaches no more than that: one event that was taken for the rhythm must not
/// widen what the next is judged by (winsorising; Huber, *Robust Statistics*, 1981).
const LEARN_TIMES: f64 = 3.0;
/// Mean size to standard deviation for a normal distribution: √(π/2).
const MEAN_TO_DEVIATION: f64 = 1.253_314_137_315_500_3;
/// A beat is out of place when it comes this many of the person's own deviations away from its time. Chance alone would ask
/// for four (one normal beat in thirty thousand), but changes from beat to beat have heavy tails (Peng et al., Phys Rev
/// Lett 70, 1993, 1343).
const STEP_DEVIATIONS: f64 = 4.5;
/// A kink is no habit from so many of the person's own deviations on: four intervals make it, so its tails are heavier.
const KINK_DEVIATIONS: f64 = 5.5;
/// An interval a fifth shorter than both beside it asks for fewer: a breath bends more than one interval.
const LONE_KINK_DEVIATIONS: f64 = 3.0;
/// What a heart without variability may still do in one beat, as a share of the level.
const STEP_MIN: f64 = 0.08;
/// From here on a step is large in anyone, as a share of the level.
const STEP_MAX: f64 = 0.16;
/// What a kink (two steps in opposite directions) may at least be, as a share of the level.
const KINK_MIN: f64 = 0.12;
/// From here on a kink is no breath in anyone: a sinus arrhythmia of 40 % from peak to trough, breathed in three beats (the
/// worst case), kinks by 0.38. A ventricular beat at three quarters of its time with its pause kinks by 0.5.
const KINK_MAX: f64 = 0.38;
/// After this many refused intervals in a row that agree with each other, they are the new level.
const RESYNC_LEN: usize = 8;
/// So many refused intervals later the latest accepted one still says where a breath is: half of a slow breath.
const RECENT: usize = 4;
/// How often the rhythm is examined for irregularity, beats.
const EXAMINE_BEATS: usize = 16;

pub(crate) fn is_interval(ms: f64) -> bool {
    (INTERVAL_MIN_MS..=INTERVAL_MAX_MS).contains(&ms)
}

/// How far the step from `b` to `c` departs from what the surroundings `a` and `d` suggest, ms; four intervals in a row.
///
/// A breath bends the rhythm gently, so this stays small; an early beat with its pause, or a misplaced one, makes a kink.
pub(crate) fn kink_ms(a: f64, b: f64, c: f64, d: f64) -> f64 {
    (c - b) - (d - a) / 3.0
}

/// Learns from accepted and refused intervals.
#[derive(Clone)]
pub(crate) struct Rhythm {
    /// The accepted intervals that make the level, oldest first, and the same by size.
    level: VecDeque<f64>,
    sorted: Vec<f64>,
    refused: VecDeque<f64>,
    /// The latest accepted intervals that follow each other, newest last.
    chain: [Option<f64>; 3],
    /// The latest accepted interval, and how many were refused since.
    last: Option<f64>,
    since_last: usize,
    /// Mean square of the accepted differences relative to the level.
    spread_square: Habit,
    /// Mean size of the accepted kinks relative to the level.
    kink: Habit,
    /// The latest intervals, and which of them were accepted.
    heard: Memory,
    until_examined: usize,
    irregular: bool,
}

/// A mean over the latest beats: plain while there are few, then weighted exponentially.
#[derive(Clone)]
struct Habit {
    mean: f64,
    beats: f64,
}

impl Habit {
    fn assumed(mean: f64) -> Habit {
        Habit { mean, beats: ASSUMED_BEATS }
    }

    fn learn(&mut self, value: f64) {
        self.beats = (self.beats + 1.0).min(SPREAD_BEATS);
        self.mean += (value - self.mean) / self.beats;
    }
}

impl Rhythm {
    pub(crate) fn new() -> Rhythm {
        Rhythm {
            level: VecDeque::with_capacity(LEVEL_LEN + 1),
            sorted: Vec::with_capacity(LEVEL_LEN + 1),
            refused: VecDeque::with_capacity(RESYNC_LEN + 1),
            chain: [None; 3],
            last: None,
            since_last: 0,
            spread_square: Habit::assumed(SPREAD_START * SPREAD_START),
            kink: Habit::assumed(KINK_START),
            heard: Memory::new(),
            until_examined: EXAMINE_BEATS,
            irregular: false,
        }
    }

    /// Something was lost: where the rhythm is now is unknown, how it varies is not.
    pub(crate) fn interrupt(&mut self) {
        self.level.clear();
        self.sorted.clear();
        self.refused.clear();
        self.chain = [None; 3];
        self.last = None;
    }

    /// The latest accepted interval, when it is recent enough to be a neighbour.
    pub(crate) fn previous(&self) -> Option<f64> {
        self.last.filter(|_| self.since_last <= RECENT)
    }

    /// Whether enough intervals were accepted to judge others by.
    pub(crate) fn is_known(&self) -> bool {
        self.level.len() >= LEVEL_MIN
    }

    /// Whether the last two minutes are as irregular as atrial fibrillation.
    pub(crate) fn is_irregular(&self) -> bool {
        self.irregular
    }

    /// The local level: median of the accepted intervals, helped by what comes next while there are few.
    pub(crate) fn level_ms(&self, ahead: impl Iterator<Item = f64>) -> Option<f64> {
        if self.is_known() {
            return middle(&self.sorted);
        }
        let mut values = [0.0; LEVEL_MIN + 3];
        let mut count = 0;
        let ahead = ahead.filter(|ms| is_interval(*ms));
        for (slot, value) in values.iter_mut().zip(self.level.iter().copied().chain(ahead)) {
            *slot = value;
            count += 1;
        }
        let values = values.get_mut(..count)?;
        values.sort_unstable_by(f64::total_cmp);
        middle(values)
    }

    fn add_to_level(&mut self, x: f64) {
        if self.level.len() >= LEVEL_LEN
            && let Some(oldest) = self.level.pop_front()
            && let Some(place) = self.sorted.iter().position(|ms| ms.to_bits() == oldest.to_bits())
        {
            self.sorted.remove(place);
        }
        self.level.push_back(x);
        self.sorted.insert(self.sorted.partition_point(|ms| *ms < x), x);
    }

    /// The largest step from beat to beat that this person's heart may make, as a share of the level.
    pub(crate) fn step_share(&self) -> f64 {
        (STEP_DEVIATIONS * libm::sqrt(self.spread_square.mean)).clamp(STEP_MIN, STEP_MAX)
    }

    /// The largest kink that this person's heart may make, as a share of the level.
    pub(crate) fn kink_share(&self) -> f64 {
        self.kinks(KINK_DEVIATIONS)
    }

    /// The same of an interval that is far shorter than both beside it.
    pub(crate) fn lone_kink_share(&self) -> f64 {
        self.kinks(LONE_KINK_DEVIATIONS)
    }

    fn kinks(&self, deviations: f64) -> f64 {
        (deviations * MEAN_TO_DEVIATION * self.kink.mean).clamp(KINK_MIN, KINK_MAX)
    }

    /// Remembers an interval that was accepted or not, and examines the rhythm now and then.
    fn hear(&mut self, x: f64, accepted: bool) {
        self.heard.push(x, accepted);
        self.until_examined = self.until_examined.saturating_sub(1);
        if self.until_examined == 0 {
            self.until_examined = EXAMINE_BEATS;
            self.irregular = is_fibrillating(&self.heard);
        }
    }

    /// Learns from an accepted interval.
    pub(crate) fn accept(&mut self, x: f64) {
        self.hear(x, true);
        self.refused.clear();
        let [first, second, third] = self.chain;
        self.chain = [second, third, Some(x)];
        self.last = Some(x);
        self.since_last = 0;
        // Fibrillation teaches nothing about the rhythm that returns after it.
        if !self.irregular {
            if let Some(previous) = third {
                let share = (x - previous) / previous;
                self.spread_square
                    .learn((share * share).min(LEARN_TIMES * LEARN_TIMES * self.spread_square.mean));
            }
            if let [Some(first), Some(second), Some(third)] = [first, second, third] {
                let share = kink_ms(first, second, third, x).abs() / third;
                self.kink.learn(share.min(LEARN_TIMES * self.kink.mean));
            }
        }
        self.add_to_level(x);
    }

    /// Remembers a refused interval: many that agree with each other are a new level, not an artefact.
    pub(crate) fn refuse(&mut self, x: f64) {
        self.hear(x, false);
        self.chain = [None; 3];
        self.since_last = self.since_last.saturating_add(1);
        if !is_interval(x) {
            self.refused.clear();
            return;
        }
        self.refused.push_back(x);
        if self.refused.len() < RESYNC_LEN {
            return;
        }
        let agree = |(a, b): (&f64, &f64)| (a - b).abs() < STEP_MAX * a;
        if self.refused.iter().zip(self.refused.iter().skip(1)).all(agree) {
            self.level.clear();
            self.sorted.clear();
            while let Some(ms) = self.refused.pop_front() {
                self.add_to_level(ms);
            }
        } else {
            self.refused.pop_front();
        }
    }
}

/// The middle of sorted values, or the mean of the two in the middle.
fn middle(sorted: &[f64]) -> Option<f64> {
    let upper = *sorted.get(sorted.len() / 2)?;
    if !sorted.len().is_multiple_of(2) {
        return Some(upper);
    }
    Some((sorted.get((sorted.len() / 2).checked_sub(1)?)? + upper) / 2.0)
}
