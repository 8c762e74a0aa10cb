//! A recording as metrics see it: either every interval as it came, or the normal ones with the others repaired.

use alloc::vec::Vec;

use crate::{BeatClass, ClassifiedBeat, Classifier, MILLIS_PER_TICK, repair, time_domain};

/// Longest stretch that is bridged by repaired intervals, ms: one period of the slowest high-frequency wave (0.15 Hz).
///
/// What is longer than the wave it should show would be invented.
const BRIDGE_MAX_MS: f64 = 1_000.0 / 0.15;

/// Longest interval that a file may hold, ms: twice what a packet can carry. Beyond it lies a silence.
const INTERVAL_MAX_MS: f64 = 128_000.0;

/// Longest silence that moves the clock, ms: 30 years. Beyond it a number is no time.
const SILENCE_MAX_MS: f64 = 1e12;

/// One interval of a view.
#[derive(Clone, Copy, PartialEq)]
pub struct Point {
    /// When it ended, ms since the recording began: the sum of all intervals and known silences up to here.
    pub at_ms: f64,
    /// The interval, ms.
    pub ms: f64,
    /// Whether it was measured as a normal interval; a repaired one carries the curve on but enters no statistic.
    pub measured: bool,
    /// Whether it begins at the beat that ends the point before, with nothing removed or lost between.
    pub successive: bool,
    /// Whether the curve runs on from the point before: successive, or bridged by a repair.
    pub joined: bool,
}

/// One interval of a recording on its way into a view.
#[derive(Clone, Copy, PartialEq)]
pub struct Interval {
    /// The interval, ms.
    pub ms: f64,
    /// Silence before it that no interval explains, ms.
    pub missing_ms: f64,
    /// Whether it begins at the beat that ends the interval before, with nothing lost between.
    pub successive: bool,
}

/// The intervals of a recording in order, with what truly follows what.
#[derive(Clone, Default, PartialEq)]
pub struct View {
    points: Vec<Point>,
}

impl View {
    /// Every interval in milliseconds as it came; what is none (not positive, above 128 s) leaves a break.
    pub fn raw(intervals_ms: &[f64]) -> View {
        View::of_raw(in_a_row(intervals_ms))
    }

    /// As [`View::raw`], for a recording with breaks.
    pub fn raw_intervals(intervals: &[Interval]) -> View {
        View::of_raw(intervals.iter().copied())
    }

    /// Every interval of classified beats as it came.
    pub fn raw_beats(beats: &[ClassifiedBeat]) -> View {
        View::of_raw(beats.iter().map(Interval::of_beat))
    }

    /// The normal intervals, with everything else repaired or left out.
    ///
    /// `classes` are those of [`classes_of`]; where they are fewer than the intervals, the rest is left out.
    pub fn corrected(intervals_ms: &[f64], classes: &[BeatClass]) -> View {
        View::of_corrected(in_a_row(intervals_ms).zip(classes.iter().copied()))
    }

    /// As [`View::corrected`], for a recording with breaks and the classes of [`classes_of_intervals`].
    pub fn corrected_intervals(intervals: &[Interval], classes: &[BeatClass]) -> View {
        View::of_corrected(intervals.iter().copied().zip(classes.iter().copied()))
    }

    /// The normal intervals of classified beats, with everything else repaired or left out.
    pub fn corrected_beats(beats: &[ClassifiedBeat]) -> View {
        View::of_corrected(beats.iter().map(|beat| (Interval::of_beat(beat), beat.class)))
    }

    /// The intervals in order.
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// The measured intervals, ms, in order.
    pub fn measured_ms(&self) -> impl Iterator<Item = f64> + Clone {
        self.points.iter().filter(|point| point.measured).map(|point| point.ms)
    }

    /// Stretches without a break, in order.
    pub(crate) fn stretches(&self) -> impl Iterator<Item = &[Point]> {
        self.points.chunk_by(|_, next| next.joined)
    }

    /// Stretches of measured intervals that truly follow each other, in order.
    pub(crate) fn runs(&self) -> impl Iterator<Item = &[Point]> {
        let runs = self.points.chunk_by(|point, next| point.measured && next.measured && next.successive);
        runs.filter(|run| run.first().is_some_and(|point| point.measured))
    }

    /// Measured intervals that truly follow each other, two by two, ms.
    pub fn pairs(&self) -> impl Iterator<Item = (f64, f64)> + Clone {
        self.points.windows(2).filter_map(|pair| match pair {
            [a, b] if a.measured && b.measured && b.successive => Some((a.ms, b.ms)),
            _ => None,
        })
    }

    /// The same points as the time domain walks them.
    pub(crate) fn intervals(&self) -> impl Iterator<Item = time_domain::Interval> + Clone {
        self.points.iter().map(|point| {
            let class = if point.measured { BeatClass::Normal } else { BeatClass::Noise };
            (point.ms, point.successive, class)
        })
    }

    fn of_raw(heard: impl ExactSizeIterator<Item = Interval>) -> View {
        let mut points = Vec::with_capacity(heard.len());
        let (mut at_ms, mut whole) = (0.0, false);
        for interval in heard {
            let Interval { ms, missing_ms, successive } = interval.sound();
            at_ms += missing_ms;
            if ms <= 0.0 {
                whole = false;
                continue;
            }
            at_ms += ms;
            let successive = successive && whole;
            points.push(Point { at_ms, ms, measured: true, successive, joined: successive });
            whole = true;
        }
        View { points }
    }

    fn of_corrected(heard: impl ExactSizeIterator<Item = (Interval, BeatClass)>) -> View {
        let mut repair = Repair { points: Vec::with_capacity(heard.len()), at_ms: 0.0, gap: Gap::Break };
        for (interval, class) in heard {
            repair.push(interval, class);
        }
        let mut points = repair.points;
        repair::fill(&mut points);
        View { points }
    }
}

impl Interval {
    /// The same without what is no number: 0 for what can be no interval, and a silence of at most 30 years, after which
    /// nothing is successive.
    pub(crate) fn sound(self) -> Interval {
        let missing_ms = if self.missing_ms > 0.0 { self.missing_ms.min(SILENCE_MAX_MS) } else { 0.0 };
        let ms = if is_interval(self.ms) { self.ms } else { 0.0 };
        Interval { ms, missing_ms, successive: self.successive && missing_ms <= 0.0 }
    }

    /// The interval of a beat.
    pub(crate) fn of_beat(classified: &ClassifiedBeat) -> Interval {
        let beat = &classified.beat;
        let missing_ms = f64::from(beat.missing_ticks) * MILLIS_PER_TICK;
        Interval { ms: beat.rr_ms(), missing_ms, successive: beat.successive }
    }
}

/// Intervals each of which follows the one before it.
fn in_a_row(intervals_ms: &[f64]) -> impl ExactSizeIterator<Item = Interval> + '_ {
    let intervals = intervals_ms.iter().enumerate();
    intervals.map(|(i, &ms)| Interval { ms, missing_ms: 0.0, successive: i > 0 })
}

/// Whether the number can be an interval at all.
fn is_interval(ms: f64) -> bool {
    ms > 0.0 && ms <= INTERVAL_MAX_MS
}

/// What lies between the last normal interval and now.
#[derive(Clone, Copy)]
enum Gap {
    /// Nothing.
    None,
    /// So many milliseconds of flagged intervals that follow each other.
    Flagged(f64),
    /// Something is lost.
    Break,
}

/// Builds a corrected view.
struct Repair {
    points: Vec<Point>,
    at_ms: f64,
    gap: Gap,
}

impl Repair {
    fn push(&mut self, heard: Interval, class: BeatClass) {
        let heard = heard.sound();
        self.at_ms += heard.missing_ms;
        if !heard.successive {
            self.gap = Gap::Break;
        }
        if heard.ms <= 0.0 {
            self.gap = Gap::Break;
            return;
        }
        let began_ms = self.at_ms;
        self.at_ms += heard.ms;
        if class != BeatClass::Normal {
            self.gap = match self.gap {
                Gap::None => Gap::Flagged(heard.ms),
                Gap::Flagged(ms) => Gap::Flagged(ms + heard.ms),
                Gap::Break => Gap::Break,
            };
            return;
        }
        let (successive, joined) = match self.gap {
            Gap::None => (true, true),
            Gap::Flagged(ms) if ms <= BRIDGE_MAX_MS => {
                self.bridge(began_ms, ms, heard.ms);
                (false, true)
            }
            Gap::Flagged(_) | Gap::Break => (false, false),
        };
        self.gap = Gap::None;
        self.points.push(Point { at_ms: self.at_ms, ms: heard.ms, measured: true, successive, joined });
    }

    /// Puts as many intervals into the gap as the heart made in that time: a missed beat is split, an invented one merged.
    fn bridge(&mut self, until_ms: f64, gap_ms: f64, after_ms: f64) {
        let Some(before_ms) = self.points.last().map(|point| point.ms) else { return };
        let count = libm::round(2.0 * gap_ms / (before_ms + after_ms));
        let step_ms = gap_ms / count.max(1.0);
        let mut left = count;
        while left >= 1.0 {
            left -= 1.0;
            let (at_ms, ms) = (until_ms - left * step_ms, step_ms);
            self.points.push(Point { at_ms, ms, measured: false, successive: false, joined: true });
        }
    }
}

/// The class of every interval of a whole recording, each following the one before it.
pub fn classes_of(intervals_ms: &[f64]) -> Vec<BeatClass> {
    classes(in_a_row(intervals_ms))
}

/// The class of every interval of a whole recording with breaks.
pub fn classes_of_intervals(intervals: &[Interval]) -> Vec<BeatClass> {
    classes(intervals.iter().copied())
}

fn classes(intervals: impl ExactSizeIterator<Item = Interval>) -> Vec<BeatClass> {
    let mut classifier = Classifier::new();
    let mut classes = Vec::with_capacity(intervals.len());
    for interval in intervals {
        classes.extend(classifier.push(interval.ms, interval.successive).iter());
    }
    classes.extend(classifier.finish().iter());
    classes
}
