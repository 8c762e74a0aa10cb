//! The last five minutes of classified beats.

use alloc::collections::VecDeque;

use crate::time_domain::Interval;
use crate::{BeatClass, ClassifiedBeat};

/// Ticks in a second of the series' clock.
pub(crate) const TICKS_PER_SECOND: u64 = 1024;
/// Longest window that a reading looks back on, s.
pub(crate) const WINDOW_MAX_S: u64 = 300;
/// A pause this long leaves no room for a valid window around it (15 % of 300 s): the window starts anew after it.
const RESTART_S: u64 = 45;
/// 300 s at 400 beats per minute.
const CAPACITY: usize = 2_000;

/// Beats of the last 300 s of the series' clock, with all memory set aside at the start.
#[derive(Clone)]
pub(crate) struct Window {
    beats: VecDeque<ClassifiedBeat>,
    start_ticks: u64,
    uncovered_ticks: u64,
}

impl Window {
    pub(crate) fn new() -> Window {
        Window { beats: VecDeque::with_capacity(CAPACITY), start_ticks: 0, uncovered_ticks: 0 }
    }

    pub(crate) fn push(&mut self, classified: ClassifiedBeat) {
        let beat = classified.beat;
        self.uncovered_ticks += u64::from(beat.missing_ticks);
        if classified.class == BeatClass::Noise {
            self.uncovered_ticks += u64::from(beat.rr_ticks);
        } else if core::mem::take(&mut self.uncovered_ticks) > RESTART_S * TICKS_PER_SECOND {
            self.beats.clear();
            self.start_ticks = beat.clock_ticks.saturating_sub(u64::from(beat.rr_ticks));
        }
        if self.beats.len() >= CAPACITY {
            self.beats.pop_front();
        }
        self.beats.push_back(classified);
        let oldest = beat.clock_ticks.saturating_sub(WINDOW_MAX_S * TICKS_PER_SECOND);
        while self.beats.front().is_some_and(|first| first.beat.clock_ticks <= oldest) {
            self.beats.pop_front();
        }
    }

    /// Clock at the last classified beat, ticks.
    pub(crate) fn end_ticks(&self) -> u64 {
        self.beats.back().map_or(self.start_ticks, |last| last.beat.clock_ticks)
    }

    /// How much time the window spans, silences included, ticks.
    pub(crate) fn span_ticks(&self) -> u64 {
        self.end_ticks().saturating_sub(self.start_ticks).min(WINDOW_MAX_S * TICKS_PER_SECOND)
    }

    /// The beats whose clock lies in the `seconds` that end `back_s` seconds before the last beat, oldest first.
    pub(crate) fn beats(&self, back_s: u64, seconds: u64) -> impl Iterator<Item = &ClassifiedBeat> + Clone {
        let end = self.end_ticks().saturating_sub(back_s * TICKS_PER_SECOND);
        let start = end.saturating_sub(seconds * TICKS_PER_SECOND);
        let from = self.beats.partition_point(|classified| classified.beat.clock_ticks <= start);
        let to = self.beats.partition_point(|classified| classified.beat.clock_ticks <= end);
        self.beats.range(from..to.max(from))
    }

    /// The same beats as intervals for metrics.
    pub(crate) fn intervals(&self, back_s: u64, seconds: u64) -> impl Iterator<Item = Interval> + Clone {
        self.beats(back_s, seconds)
            .map(|classified| (classified.beat.rr_ms(), classified.beat.successive, classified.class))
    }

    /// The most recent beats, newest first.
    pub(crate) fn newest(&self) -> impl Iterator<Item = &ClassifiedBeat> {
        self.beats.iter().rev()
    }
}
