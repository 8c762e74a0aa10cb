//! Gives every interval a class, at most two beats late, without ever altering it.

use alloc::collections::VecDeque;

use crate::BeatClass;
use crate::rhythm::{INTERVAL_MIN_MS, Rhythm, is_interval, kink_ms};

/// An interval so much shorter than the mean of its neighbours is early in anyone (Karlsson et al., Biomed Eng Online 11,
/// 2012, 2; the same 20 % as Malik's and Kamath's filters).
const EARLY_SHARE: f64 = 0.2;
/// But the pause must not be all there is: it is also shorter than what was due, by so much of a step.
const HALF_STEP: f64 = 0.5;
/// Each of two misplaced intervals accounts for at least this share of the kink that is needed.
const PART: f64 = 0.25;
/// A run of early beats is early by at least this many steps each.
const RUN_STEPS: f64 = 1.5;
/// Of two parts of one interval the shorter is at most this share of the level.
const SPLIT: f64 = 0.6;
/// A single interval longer than all around it by this many steps is no sinus interval.
const LONG_STEPS: f64 = 3.0;
/// Within this share of the level an interval counts as a multiple of it.
const MULTIPLE: f64 = 0.20;
/// No sinus rhythm quickens by more than this share of the level within one beat, however long it lasts.
const QUICKEN_MAX: f64 = 0.35;
/// How many intervals must be seen on the level after a refused one.
const PROBATION: u8 = 2;
/// Before anything was refused.
const UNDISTURBED: Verdict = (BeatClass::Normal, Then::Open);
/// After a refused interval the rhythm is believed again within this many steps of the level, or when it agrees with itself.
const REENTRY_STEPS: f64 = 1.5;

/// The streaming classifier: intervals in, classes out, two beats later.
///
/// The heart slows down within a beat or two whenever it likes, so a long interval alone says little. An early beat makes
/// a kink: an interval shorter than its predecessor *and* than the local level, and then a pause. How large a kink must be
/// depends on the person: several times what their own rhythm usually does. Both intervals around a foreign beat are refused.
/// Missed beats are multiples of the level that stand alone, invented ones split an interval in two, misplaced ones lend
/// to one interval what they take from the other. After a disturbance the rhythm must first return to its level.
///
/// In a rhythm as irregular as atrial fibrillation an early beat has no meaning: there only what no heart can do is refused,
/// and the indicator gives no value.
#[derive(Clone)]
pub struct Classifier {
    pending: VecDeque<(f64, bool)>,
    rhythm: Rhythm,
    /// What the interval before said of this one.
    before: Verdict,
    /// How many intervals must still be seen on the level before the rhythm is believed again.
    probation: u8,
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

/// An interval with all that it is judged by, ms.
#[derive(Clone, Copy)]
struct Scene {
    x: f64,
    /// The two intervals after it, when they are known and positive.
    next: Option<f64>,
    second: Option<f64>,
    /// The latest accepted interval if it is near, or else the level.
    previous: f64,
    level: f64,
    /// The largest step and the largest kink that are this person's habit.
    step: f64,
    kink: f64,
    /// The largest kink of an interval that is far shorter than both beside it.
    lone_kink: f64,
}

/// What a class says of the next interval.
#[derive(Clone, Copy, PartialEq)]
enum Then {
    /// Nothing: this interval ends at a sinus beat.
    Open,
    /// It begins at a beat that is not the sinus's, and ends at one that is.
    Same,
    /// It begins at a beat that is not the sinus's, and while intervals are short more such beats follow.
    Run,
}

/// A class, and what it says of the next interval.
type Verdict = (BeatClass, Then);

impl Classifier {
    /// A classifier that has seen nothing yet.
    pub fn new() -> Classifier {
        Classifier {
            pending: VecDeque::with_capacity(4),
            rhythm: Rhythm::new(),
            before: UNDISTURBED,
            probation: 0,
        }
    }

    /// Takes the next interval in ms; `successive` is whether it follows the one before it with nothing lost between.
    ///
    /// Give an unusable interval (no skin contact) as 0. Returns the classes of earlier intervals that are now certain.
    pub fn push(&mut self, interval_ms: f64, successive: bool) -> Classes {
        let mut classes = Classes::default();
        if !successive {
            self.drain(&mut classes);
            self.rhythm.interrupt();
            self.before = UNDISTURBED;
            self.probation = 0;
        }
        self.pending.push_back((interval_ms, successive));
        if self.pending.len() > 2 {
            classes.push(self.decide_first());
        }
        classes
    }

    /// Whether the last two minutes are as irregular as atrial fibrillation, so that beats are kept whatever their timing.
    pub fn is_irregular(&self) -> bool {
        self.rhythm.is_irregular()
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
        // By timing alone, also in a rhythm where that has no meaning: whether it has is told by what timing would accept.
        self.before = self.decide(x);
        let (class, _) = self.before;
        let irregular = self.rhythm.is_irregular();
        if class == BeatClass::Normal {
            self.probation = self.probation.saturating_sub(1);
            self.rhythm.accept(x);
        } else {
            self.probation = PROBATION;
            self.rhythm.refuse(x);
        }
        if irregular { by_length(x) } else { class }
    }

    fn decide(&self, x: f64) -> Verdict {
        if x <= 0.0 {
            return (BeatClass::Noise, Then::Open);
        }
        let ahead = || self.pending.iter().map(|&(ms, _)| ms);
        let Some(level) = self.rhythm.level_ms(ahead().chain(core::iter::once(x))) else {
            return (by_length(x), Then::Open);
        };
        let mut following = ahead();
        let mut positive = || following.next().filter(|ms| *ms > 0.0);
        let (next, second) = (positive(), positive());
        let scene = Scene {
            x,
            next,
            second,
            previous: self.rhythm.previous().unwrap_or(level),
            level,
            step: level * self.rhythm.step_share(),
            kink: level * self.rhythm.kink_share(),
            lone_kink: level * self.rhythm.lone_kink_share(),
        };
        let (class, then) = self.before;
        if then != Then::Open {
            return (class, if then == Then::Run && scene.is_short() { Then::Run } else { Then::Open });
        }
        let verdict = scene.decide();
        let believed = self.probation == 0 || !self.rhythm.is_known() || scene.is_back();
        if verdict.0 == BeatClass::Normal && !believed {
            return (BeatClass::LongShort, Then::Open);
        }
        verdict
    }
}

impl Scene {
    fn decide(&self) -> Verdict {
        if self.is_split() {
            return (BeatClass::Extra, Then::Same);
        }
        if let Some(verdict) = self.decide_early() {
            return verdict;
        }
        if !is_interval(self.x) {
            return self.without_timing();
        }
        if self.level.min(self.previous) - self.x > QUICKEN_MAX * self.level {
            return (BeatClass::LongShort, Then::Run);
        }
        self.decide_late().unwrap_or((BeatClass::Normal, Then::Open))
    }

    /// The class of what no heart can do.
    fn without_timing(&self) -> Verdict {
        if self.x > 0.0 && self.x < INTERVAL_MIN_MS {
            // Its last beat is none, so the next interval has no true beginning.
            return (BeatClass::Noise, Then::Run);
        }
        (if self.is_multiple() { BeatClass::Missed } else { BeatClass::Noise }, Then::Open)
    }

    /// Whether an invented beat split one interval into this one and the next: both too short, together long enough.
    fn is_split(&self) -> bool {
        let Some(next) = self.next else { return false };
        // After two early beats comes a pause; after one split interval the rhythm goes on.
        let second = self.second.filter(|ms| is_interval(*ms)).unwrap_or(self.level);
        let least = self.level.min(self.previous).min(second);
        let most = self.level.max(self.previous);
        let goes_on = second < most + self.step;
        goes_on && self.are_parts(self.x, next, least, most)
    }

    /// Whether two intervals are the parts of one that lies between `least` and `most`.
    fn are_parts(&self, a: f64, b: f64, least: f64, most: f64) -> bool {
        let both_short = b < least - self.step && a < most - self.step;
        // A whole interval before an early beat is no part: one of the two must be far too short.
        let far_too_short = a.min(b) < SPLIT * self.level;
        let together = a + b;
        both_short && far_too_short && together > least - self.step && together < most + self.step
    }

    /// What an interval is that is shorter than those around; `None` when it may be a sinus interval.
    fn decide_early(&self) -> Option<Verdict> {
        let Some(next) = self.next else {
            // Nothing follows to tell a shape by.
            let alone = self.level.min(self.previous) - self.x > 2.0 * self.step && is_interval(self.x);
            return alone.then_some((BeatClass::LongShort, Then::Open));
        };
        let second = self.second.filter(|ms| is_interval(*ms)).unwrap_or(self.level);
        // The level lags behind a slow breath; the neighbours do not, but the later one may be foreign itself.
        let second_is_foreign = (second - self.level).abs() > RUN_STEPS * self.step;
        let due = if second_is_foreign {
            self.previous
        } else {
            self.level.max(self.previous.min(second)).min(self.previous.max(second))
        };
        let early = due - self.x;
        let kink = kink_ms(self.previous, self.x, next, second);
        // A pause makes up for what came early, never for more: else a beat was missed in it.
        let surplus = self.x + next - (2.0 * self.level).max(self.previous + second);
        let beside_neighbours =
            self.x < (1.0 - EARLY_SHARE) * 0.5 * (self.previous + next) && surplus < self.step;
        let is_early = early > self.step || (beside_neighbours && early > HALF_STEP * self.step);
        // Far shorter than both beside it, and the rhythm goes on as before: no breath does that in one beat.
        let stands_alone = beside_neighbours && early > self.step && kink > self.lone_kink;
        if (kink > self.kink && is_early) || stands_alone {
            return Some((BeatClass::Ectopic, Then::Run));
        }
        // Early beats in a row, then the pause.
        let deep = RUN_STEPS * self.step;
        let run = self.level - self.x > deep && self.level - next > deep;
        (run && second - next.max(self.x) > deep).then_some((BeatClass::Ectopic, Then::Run))
    }

    /// Whether the interval is too short to end at a sinus beat.
    fn is_short(&self) -> bool {
        self.level - self.x > RUN_STEPS * self.step
    }

    /// What an interval is that is longer than what came before; `None` when it may be a sinus interval.
    fn decide_late(&self) -> Option<Verdict> {
        // One long interval beside another may be a slow heart; beside two shorter ones it stands alone.
        let around = [self.next, self.second].into_iter().flatten().filter(|ms| is_interval(*ms));
        let around = around.fold(f64::INFINITY, f64::min);
        let around = if around.is_finite() { around } else { self.level };
        let highest = self.level.max(self.previous).max(around);
        if self.x - highest > LONG_STEPS * self.step {
            return Some((
                if self.is_multiple() { BeatClass::Missed } else { BeatClass::LongShort },
                Then::Open,
            ));
        }
        // A beat found too late: what this interval has too much, the next has too little.
        let next = self.next?;
        let second = self.second.filter(|ms| is_interval(*ms)).unwrap_or(self.level);
        if self.second.is_some_and(|second| self.are_parts(next, second, self.level, self.x)) {
            // The next interval is split; this one is whole.
            return None;
        }
        let (above, below) = (self.x - self.previous.max(second), self.previous.min(second) - next);
        let part = PART * self.kink;
        let stands_out = -kink_ms(self.previous, self.x, next, second) > self.kink && above.min(below) > part;
        stands_out.then_some((BeatClass::LongShort, Then::Same))
    }

    /// Whether the rhythm has come back after a disturbance: to its level, or to another on which three intervals agree.
    fn is_back(&self) -> bool {
        let near = |a: f64, b: f64| (a - b).abs() <= REENTRY_STEPS * self.step;
        let with_next = self.next.is_none_or(|next| near(self.x, next));
        let with_second = self.second.is_some_and(|second| near(self.x, second));
        near(self.x, self.level) || near(self.x, self.previous) || (with_next && with_second)
    }

    /// Whether the interval is two or three of the level: one or two beats were missed.
    fn is_multiple(&self) -> bool {
        [2.0, 3.0].iter().any(|times| (self.x - times * self.level).abs() < MULTIPLE * self.level)
    }
}

/// The class where timing has no meaning: only what no heart can do is refused.
fn by_length(x: f64) -> BeatClass {
    if is_interval(x) { BeatClass::Normal } else { BeatClass::Noise }
}
