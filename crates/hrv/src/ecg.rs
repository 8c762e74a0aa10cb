//! R peaks in an electrocardiogram of one lead, as it comes: when each beat was, to a fraction of a sample.
//!
//! An own design after the steps of Pan & Tompkins (IEEE Trans Biomed Eng 32, 1985, 230–236): a filter that lets through what
//! is as narrow as a QRS complex, a threshold that follows the heights of beats and of everything else, a refractory time, a second
//! look at what is low soon after a beat (T waves), and a search back when a beat is overdue. The filter is symmetric in time, so that
//! its peak lies where the complex does whatever its height, and the peak is placed between samples by the parabola through three.
//!
//! It is not a monitor: it gives times for heart rate variability, and no diagnosis.

use alloc::collections::VecDeque;
use libm::{fabs, round, sqrt};

/// Width of the narrow window that follows the complex, s.
const NARROW_S: f64 = 0.036;
/// Width of the wide one that is taken from it, s: what is broader (T waves, breath, movement) is in both and goes.
const WIDE_S: f64 = 0.16;
/// A peak is the largest within this time on either side, s.
const APART_S: f64 = 0.09;
/// No second beat this soon after one, s (ANSI/AAMI EC57 counts none either).
const REFRACTORY_S: f64 = 0.24;
/// Until here after a beat something lower is its T wave, s.
const T_WAVE_S: f64 = 0.40;
/// A peak in that time is a beat if it is at least this share of the beats' height.
const T_WAVE_SHARE: f64 = 0.55;
/// The threshold lies this far from the height of noise to the height of beats.
const THRESHOLD: f64 = 0.32;
/// A search back is content with this share of the threshold.
const BACK_SHARE: f64 = 0.5;
/// A beat is overdue after so many mean intervals.
const OVERDUE: f64 = 1.6;
/// How much of a new height is believed.
const BELIEVED: f64 = 0.125;
/// A single height (a spike of movement) counts for no more than so many times what is usual.
const HEIGHT_MAX: f64 = 2.0;
/// Heights of the first seconds are collected before anything is called a beat, s: two beats of the slowest heart.
const LEARNING_S: f64 = 4.0;
/// Without a beat for this long the heights are learned anew, s.
const LOST_S: f64 = 4.0;
/// Below this height there is no heart in it, µV: a strap that is off, or cables that hum.
const HEIGHT_MIN_UV: f64 = 25.0;
/// Candidates remembered for a search back.
const BACK_MAX: usize = 16;
/// Largest value that a sample can have, µV; larger ones are cut, so that no sum leaves the numbers.
const SAMPLE_MAX_UV: f64 = 100_000.0;

/// A beat.
#[derive(Clone, Copy, PartialEq)]
pub struct RPeak {
    /// When its R wave was at its highest: samples since the first one pushed, with their fraction.
    pub at_sample: f64,
    /// Whether the beat before it is the one told before it, with nothing lost between.
    pub successive: bool,
}

/// Finds R peaks in samples as they come, about half a second late; a search back takes as long as a beat is overdue.
///
/// What it sets aside is set aside at the start.
#[derive(Clone)]
pub struct Detector {
    rate_hz: f64,
    raw: VecDeque<f64>,
    narrow: usize,
    wide: usize,
    filtered: VecDeque<f64>,
    apart: usize,
    seen: u64,
    began: u64,
    learning: Learning,
    beat_height: f64,
    noise_height: f64,
    mean_interval: f64,
    /// Found, and kept until nothing can replace it.
    last: Option<Candidate>,
    told: bool,
    passed_over: VecDeque<Candidate>,
    broken: bool,
}

#[derive(Clone, Copy, PartialEq)]
struct Candidate {
    at: f64,
    height: f64,
}

#[derive(Clone)]
struct Learning {
    until: u64,
    heights: VecDeque<Candidate>,
}

impl Detector {
    /// For so many samples in a second, 100 to 1000 Hz; others are taken for the nearest of these.
    pub fn new(rate_hz: f64) -> Detector {
        let rate_hz = if rate_hz >= 100.0 { rate_hz.min(1_000.0) } else { 100.0 };
        let half = |seconds: f64| (round(seconds * rate_hz / 2.0) as usize).max(1);
        let (narrow, wide, apart) = (half(NARROW_S), half(WIDE_S), round(APART_S * rate_hz) as usize);
        let mut detector = Detector {
            rate_hz,
            raw: VecDeque::with_capacity(2 * wide + 2),
            narrow,
            wide,
            filtered: VecDeque::with_capacity(2 * apart + 2),
            apart,
            seen: 0,
            began: 0,
            learning: Learning { until: 0, heights: VecDeque::with_capacity(64) },
            beat_height: 0.0,
            noise_height: 0.0,
            mean_interval: 0.0,
            last: None,
            told: false,
            passed_over: VecDeque::with_capacity(BACK_MAX),
            broken: true,
        };
        detector.learn_anew();
        detector
    }

    /// Samples are lost here: beats before and after are not successive, and heights are learned anew.
    pub fn interrupt(&mut self) {
        self.raw.clear();
        self.filtered.clear();
        self.began = self.seen;
        (self.last, self.told, self.broken) = (None, false, true);
        self.passed_over.clear();
        self.mean_interval = 0.0;
        self.learn_anew();
    }

    /// Samples pushed so far.
    pub fn samples(&self) -> u64 {
        self.seen
    }

    /// Takes the next sample in µV, and hands out beats that are now certain.
    pub fn push(&mut self, sample_uv: f64, mut emit: impl FnMut(RPeak)) {
        // What is no number is as good as no signal.
        let sample_uv = if sample_uv.is_nan() { 0.0 } else { sample_uv.clamp(-SAMPLE_MAX_UV, SAMPLE_MAX_UV) };
        self.seen += 1;
        self.raw.push_back(sample_uv);
        if self.raw.len() <= 2 * self.wide {
            return;
        }
        let filtered = self.filter();
        self.raw.pop_front();
        self.filtered.push_back(filtered);
        if self.filtered.len() <= 2 * self.apart {
            return;
        }
        if let Some(candidate) = self.candidate() {
            self.weigh(candidate, &mut emit);
        }
        self.filtered.pop_front();
        self.pass_time(&mut emit);
    }

    /// The difference of two triangular windows around the sample in the middle.
    fn filter(&self) -> f64 {
        let (mut narrow, mut wide, mut narrow_weight, mut wide_weight) = (0.0, 0.0, 0.0, 0.0);
        for (i, &value) in self.raw.iter().enumerate() {
            let from_middle = i.abs_diff(self.wide);
            let weight = (self.wide + 1 - from_middle) as f64;
            wide += weight * value;
            wide_weight += weight;
            if from_middle <= self.narrow {
                let weight = (self.narrow + 1 - from_middle) as f64;
                narrow += weight * value;
                narrow_weight += weight;
            }
        }
        narrow / narrow_weight - wide / wide_weight
    }

    /// The middle of what is filtered, when nothing near it is higher.
    fn candidate(&self) -> Option<Candidate> {
        let middle = self.apart;
        let value = *self.filtered.get(middle)?;
        let height = fabs(value);
        for (i, &other) in self.filtered.iter().enumerate() {
            // Of two that are equally high the later one is taken.
            if fabs(other) > height || (i > middle && fabs(other) >= height) {
                return None;
            }
        }
        let before = fabs(*self.filtered.get(middle - 1)?);
        let after = fabs(*self.filtered.get(middle + 1)?);
        let bend = before - 2.0 * height + after;
        let shift = if bend < 0.0 { (0.5 * (before - after) / bend).clamp(-0.5, 0.5) } else { 0.0 };
        let back = (self.wide + self.apart) as f64;
        Some(Candidate { at: (self.seen - 1) as f64 - back + shift, height })
    }

    fn weigh(&mut self, candidate: Candidate, emit: &mut impl FnMut(RPeak)) {
        if self.is_learning() {
            if self.learning.heights.len() < 64 {
                self.learning.heights.push_back(candidate);
            }
            return;
        }
        let since_s = self.last.map_or(f64::INFINITY, |last| (candidate.at - last.at) / self.rate_hz);
        let threshold = self.threshold();
        if since_s < REFRACTORY_S {
            // Two peaks of one complex: the higher one is the beat, as long as the first was not told.
            if let Some(last) = self.last.as_mut().filter(|last| candidate.height > last.height)
                && !self.told
            {
                *last = candidate;
            }
            return;
        }
        let is_t_wave = since_s < T_WAVE_S && candidate.height < T_WAVE_SHARE * self.beat_height;
        if candidate.height < threshold || is_t_wave {
            self.noise_height += BELIEVED * (candidate.height.min(self.beat_height) - self.noise_height);
            if !is_t_wave {
                if self.passed_over.len() >= BACK_MAX {
                    self.passed_over.pop_front();
                }
                self.passed_over.push_back(candidate);
            }
            return;
        }
        self.found(candidate, emit);
    }

    fn found(&mut self, beat: Candidate, emit: &mut impl FnMut(RPeak)) {
        self.tell_last(emit);
        if let Some(last) = self.last {
            let interval = beat.at - last.at;
            let believed = if self.mean_interval > 0.0 { BELIEVED } else { 1.0 };
            self.mean_interval += believed * (interval - self.mean_interval);
        }
        self.beat_height += BELIEVED * (beat.height.min(HEIGHT_MAX * self.beat_height) - self.beat_height);
        (self.last, self.told) = (Some(beat), false);
        self.passed_over.clear();
    }

    fn tell_last(&mut self, emit: &mut impl FnMut(RPeak)) {
        if let Some(last) = self.last
            && !core::mem::replace(&mut self.told, true)
        {
            let successive = !core::mem::replace(&mut self.broken, false);
            emit(RPeak { at_sample: last.at, successive });
        }
    }

    /// What time alone tells: learning is over, the last beat is certain, the next one is overdue, or there is none at all.
    fn pass_time(&mut self, emit: &mut impl FnMut(RPeak)) {
        let now = self.seen as f64 - (self.wide + self.apart) as f64;
        if self.is_learning() {
            if self.seen >= self.learning.until {
                self.learned(emit);
            }
            return;
        }
        let Some(last) = self.last else { return };
        let since = now - last.at;
        if since > REFRACTORY_S * self.rate_hz {
            self.tell_last(emit);
        }
        if self.mean_interval > 0.0 && since > OVERDUE * self.mean_interval {
            let least = BACK_SHARE * self.threshold();
            let after = last.at + T_WAVE_S * self.rate_hz;
            let highest = self
                .passed_over
                .iter()
                .filter(|candidate| candidate.at > after && candidate.height > least.max(HEIGHT_MIN_UV))
                .copied()
                .reduce(|a, b| if b.height > a.height { b } else { a });
            if let Some(beat) = highest {
                self.found(beat, emit);
                return;
            }
        }
        if since > LOST_S * self.rate_hz {
            (self.last, self.told, self.broken) = (None, false, true);
            self.passed_over.clear();
            self.mean_interval = 0.0;
            self.learn_anew();
        }
    }

    fn threshold(&self) -> f64 {
        let between = self.noise_height + THRESHOLD * (self.beat_height - self.noise_height);
        between.max(HEIGHT_MIN_UV)
    }

    fn is_learning(&self) -> bool {
        self.learning.until > 0
    }

    fn learn_anew(&mut self) {
        self.learning.heights.clear();
        let wait = round(LEARNING_S * self.rate_hz) as u64 + (2 * self.wide + 2 * self.apart) as u64;
        self.learning.until = self.seen + wait;
    }

    /// The first seconds tell how high beats are: as high as the second highest peak, since one may be a spike.
    fn learned(&mut self, emit: &mut impl FnMut(RPeak)) {
        let (mut highest, mut second, mut sum) = (0.0_f64, 0.0_f64, 0.0);
        for candidate in &self.learning.heights {
            if candidate.height > highest {
                (second, highest) = (highest, candidate.height);
            } else {
                second = second.max(candidate.height);
            }
            sum += candidate.height * candidate.height;
        }
        if second < HEIGHT_MIN_UV {
            self.learn_anew();
            return;
        }
        let count = self.learning.heights.len() as f64;
        self.beat_height = second;
        // The mean of squares is above what most peaks are, and below what beats are.
        self.noise_height = (0.25 * sqrt(sum / count)).min(0.5 * self.beat_height);
        self.learning.until = 0;
        // What was heard while learning is weighed now.
        let mut heard = core::mem::take(&mut self.learning.heights);
        for candidate in heard.drain(..) {
            self.weigh(candidate, emit);
        }
        self.learning.heights = heard;
    }
}
