//! The stress indicator: how far the heart is from this person's own rest, or why that cannot be said.

use crate::irregularity::is_irregular;
use crate::time_domain::for_each_normal;
use crate::window::{TICKS_PER_SECOND, WINDOW_MAX_S, Window};
use crate::{
    Baseline, BaselineState, MILLIS_PER_TICK, Quality, QualityIssue, RestWindow, TimeDomain, normal,
};

/// Names the rules by which a reading was made. Changes whenever a result could change.
pub const ALGORITHM: &str = "luwte-heart-6";

/// Shortest window that gives a value, s.
const WINDOW_MIN_S: u64 = 120;
/// Time between two values, s of the series' clock.
const UPDATE_S: u64 = 30;
/// Above this mean heart rate the heart answers to movement, beats per minute.
pub(crate) const EXERTION_HR_BPM: f64 = 120.0;
/// Above this rise over the person's own rest the heart answers to movement, beats per minute.
const EXERTION_RISE_BPM: f64 = 45.0;
/// Parts that a window is cut into to see how much its means vary.
const BATCHES: usize = 8;
/// 97.5 % point of Student's t with `BATCHES` − 1 degrees of freedom: a two-sided 95 % band.
const BAND_WIDTH: f64 = 2.364_624_251;
/// 97.5 % point of the normal distribution, for how well the own rest is known.
const NORMAL_BAND_WIDTH: f64 = 1.959_963_985;
/// Fewest differences on each side of a trend.
const TREND_DIFFERENCES_MIN: u32 = 15;
/// A change below this many standard deviations is steady.
const TREND_STEADY: f64 = 0.5;

/// A value of the indicator, or the reason why there is none.
#[derive(Clone, Copy, PartialEq)]
pub enum Reading {
    /// There is a value.
    Value(IndicatorValue),
    /// There is no value.
    NoValue {
        /// Why not: the gravest reason.
        reason: NoValueReason,
    },
}

/// The stress indicator with its parts. Not validated; no diagnosis; only for one person against their own rest.
#[derive(Clone, Copy, PartialEq)]
pub struct IndicatorValue {
    /// 100·Φ(z): 50 is the person's own rest, higher is further from it.
    pub score: f64,
    /// Lower end of the 95 % band that the window's length and the knowledge of the own rest allow.
    pub score_low: f64,
    /// Upper end of that band.
    pub score_high: f64,
    /// Both parts together, in standard deviations.
    pub z: f64,
    /// −(ln RMSSD − μ₁) / s₁: the part of heart rate variability.
    pub z_rmssd: f64,
    /// (heart rate − μ₂) / s₂: the part of heart rate.
    pub z_hr: f64,
    /// Mean heart rate of the window, beats per minute.
    pub hr_bpm: f64,
    /// RMSSD of the window, ms.
    pub rmssd_ms: f64,
    /// How long the window was, ms: 120 000 to 300 000.
    pub window_ms: f64,
    /// The series' clock at its end, ms.
    pub at_clock_ms: f64,
    /// Normal intervals used.
    pub beats_used: u32,
    /// Intervals left out because their beat was flagged.
    pub beats_flagged: u32,
    /// Whether more than 5 % were flagged: read with care.
    pub warn_flagged: bool,
    /// How much of the comparison is the person's own.
    pub baseline: BaselineState,
}

/// Why there is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoValueReason {
    /// The strap feels no skin.
    NoContact,
    /// Nothing has arrived for five seconds.
    Silence,
    /// The strap tells its heart rate but sends no intervals between beats.
    NoIntervals,
    /// Fewer than 120 s of heartbeats so far.
    WindowTooShort,
    /// More than 15 % of the time has no heartbeat.
    TooMuchMissing,
    /// More than 20 % of the differences had to be left out.
    TooMuchRemoved,
    /// The rhythm is as irregular as atrial fibrillation.
    Irregular,
    /// The heart rate is that of movement or exertion.
    Exertion,
    /// All intervals are equal, as no heart's are: a simulator or a broken strap.
    NoVariability,
}

impl NoValueReason {
    /// Every reason, gravest first.
    pub const ALL: [NoValueReason; 9] = [
        NoValueReason::NoContact,
        NoValueReason::Silence,
        NoValueReason::NoIntervals,
        NoValueReason::WindowTooShort,
        NoValueReason::TooMuchMissing,
        NoValueReason::Irregular,
        NoValueReason::TooMuchRemoved,
        NoValueReason::Exertion,
        NoValueReason::NoVariability,
    ];

    /// The stable name used in storage and text ids.
    pub const fn slug(self) -> &'static str {
        match self {
            NoValueReason::NoContact => "no-contact",
            NoValueReason::Silence => "silence",
            NoValueReason::NoIntervals => "no-intervals",
            NoValueReason::WindowTooShort => "window-too-short",
            NoValueReason::TooMuchMissing => "too-much-missing",
            NoValueReason::TooMuchRemoved => "too-much-removed",
            NoValueReason::Irregular => "irregular",
            NoValueReason::Exertion => "exertion",
            NoValueReason::NoVariability => "no-variability",
        }
    }
}

/// Where the heart is going over the last minute or two. A direction, never a score.
#[derive(Clone, Copy, PartialEq)]
pub struct Trend {
    /// Which way.
    pub direction: TrendDirection,
    /// Length of each of the two parts compared, s: 30 or 60.
    pub part_s: u32,
    /// ln RMSSD of the recent part minus that of the part before.
    pub ln_rmssd_change: f64,
    /// Heart rate of the recent part minus that of the part before, beats per minute.
    pub hr_change_bpm: f64,
}

/// The direction of a [`Trend`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TrendDirection {
    /// Towards rest.
    Calmer,
    /// No clear change.
    Steady,
    /// Away from rest.
    Tenser,
}

/// Makes a reading every 30 s of the series' clock from the last 120 to 300 s.
#[derive(Clone)]
pub struct Indicator {
    baseline: Baseline,
    reading: Reading,
    due_ticks: u64,
}

impl Indicator {
    /// An indicator that compares with this baseline; one that cannot be computed with is replaced by the population's.
    pub fn new(baseline: Baseline) -> Indicator {
        let baseline = if baseline.is_usable() { baseline } else { Baseline::population() };
        Indicator {
            baseline,
            reading: Reading::NoValue { reason: NoValueReason::WindowTooShort },
            due_ticks: WINDOW_MIN_S * TICKS_PER_SECOND,
        }
    }

    /// What readings are compared with.
    pub fn baseline(&self) -> &Baseline {
        &self.baseline
    }

    /// Compares with another rest from the next reading on.
    pub fn set_baseline(&mut self, baseline: Baseline) {
        self.baseline = if baseline.is_usable() { baseline } else { Baseline::population() };
    }

    /// The latest reading.
    pub fn reading(&self) -> Reading {
        self.reading
    }

    /// Looks at the window once its newest beat has passed the next 30 s mark; `None` until then.
    pub(crate) fn update(&mut self, window: &Window) -> Option<Reading> {
        let end = window.end_ticks();
        if end < self.due_ticks {
            return None;
        }
        let step = UPDATE_S * TICKS_PER_SECOND;
        self.due_ticks = (end / step).saturating_add(1).saturating_mul(step);
        self.reading = match self.evaluate(window) {
            Ok(value) => Reading::Value(value),
            Err(reason) => Reading::NoValue { reason },
        };
        Some(self.reading)
    }

    /// The current window as a rest of this person, when it is good enough to be one.
    pub(crate) fn rest_window(
        &self,
        window: &Window,
        contact: Option<bool>,
        day: i32,
    ) -> Result<RestWindow, NoValueReason> {
        let (time, _) = self.gate(window, contact)?;
        Ok(RestWindow { day, ln_rmssd: libm::log(time.rmssd_ms), hr_bpm: time.mean_hr_bpm })
    }

    fn gate(&self, window: &Window, contact: Option<bool>) -> Result<(TimeDomain, Quality), NoValueReason> {
        let quality = Quality::of(window, contact);
        good_enough(window, &quality, WINDOW_MIN_S)?;
        let time = TimeDomain::of(window.intervals(0, WINDOW_MAX_S)).ok_or(NoValueReason::TooMuchRemoved)?;
        let rise = time.mean_hr_bpm - self.baseline.hr_bpm;
        if time.mean_hr_bpm > EXERTION_HR_BPM || rise > EXERTION_RISE_BPM {
            return Err(NoValueReason::Exertion);
        }
        if time.rmssd_ms <= 0.0 {
            return Err(NoValueReason::NoVariability);
        }
        Ok((time, quality))
    }

    fn evaluate(&self, window: &Window) -> Result<IndicatorValue, NoValueReason> {
        let (time, quality) = self.gate(window, None)?;
        let baseline = &self.baseline;
        let z_rmssd = -(libm::log(time.rmssd_ms) - baseline.ln_rmssd) / baseline.ln_rmssd_spread;
        let z_hr = (time.mean_hr_bpm - baseline.hr_bpm) / baseline.hr_spread_bpm;
        let z = (z_rmssd + z_hr) / baseline.norm();
        let (rmssd_error, hr_error) = standard_errors(window, &time);
        let (a, b) = (rmssd_error / baseline.ln_rmssd_spread, hr_error / baseline.hr_spread_bpm);
        let by_window = BAND_WIDTH * libm::sqrt(a * a + b * b) / baseline.norm();
        let by_rest = NORMAL_BAND_WIDTH * baseline.level_error();
        let half_band = libm::sqrt(by_window * by_window + by_rest * by_rest);
        Ok(IndicatorValue {
            score: 100.0 * normal::cumulative(z),
            score_low: 100.0 * normal::cumulative(z - half_band),
            score_high: 100.0 * normal::cumulative(z + half_band),
            z,
            z_rmssd,
            z_hr,
            hr_bpm: time.mean_hr_bpm,
            rmssd_ms: time.rmssd_ms,
            window_ms: quality.window_ms,
            at_clock_ms: window.end_ticks() as f64 * MILLIS_PER_TICK,
            beats_used: time.intervals,
            beats_flagged: quality.flagged,
            warn_flagged: quality.issues.contains(QualityIssue::ManyFlagged),
            baseline: baseline.state,
        })
    }

    /// The trend over the last one or two minutes; `None` while there is too little to compare.
    pub(crate) fn trend(&self, window: &Window) -> Option<Trend> {
        let span_s = window.span_ticks() / TICKS_PER_SECOND;
        let part_s: u32 = match span_s {
            120.. => 60,
            60.. => 30,
            _ => return None,
        };
        let part = |back_s: u64| {
            let seconds = u64::from(part_s);
            let quality = Quality::of_part(window, back_s, seconds, None);
            let time = TimeDomain::of(window.intervals(back_s, seconds))?;
            let good = time.differences >= TREND_DIFFERENCES_MIN
                && time.rmssd_ms > 0.0
                && !quality.issues.contains(QualityIssue::ManyRemoved)
                && !quality.issues.contains(QualityIssue::ManyMissing);
            good.then_some(time)
        };
        let (recent, before) = (part(0)?, part(u64::from(part_s))?);
        let ln_rmssd_change = libm::log(recent.rmssd_ms) - libm::log(before.rmssd_ms);
        let hr_change_bpm = recent.mean_hr_bpm - before.mean_hr_bpm;
        let change = self.baseline.distance(ln_rmssd_change, hr_change_bpm);
        let direction = if change > TREND_STEADY {
            TrendDirection::Tenser
        } else if change < -TREND_STEADY {
            TrendDirection::Calmer
        } else {
            TrendDirection::Steady
        };
        Some(Trend { direction, part_s, ln_rmssd_change, hr_change_bpm })
    }
}

/// Whether a window that spans at least `least_s` has a rhythm that can be read; errors with the gravest reason why not.
pub(crate) fn good_enough(window: &Window, quality: &Quality, least_s: u64) -> Result<(), NoValueReason> {
    let has = |issue| quality.issues.contains(issue);
    if has(QualityIssue::NoContact) {
        return Err(NoValueReason::NoContact);
    }
    if window.span_ticks() < least_s * TICKS_PER_SECOND {
        return Err(NoValueReason::WindowTooShort);
    }
    if has(QualityIssue::ManyMissing) {
        return Err(NoValueReason::TooMuchMissing);
    }
    if is_irregular(window) {
        return Err(NoValueReason::Irregular);
    }
    if has(QualityIssue::ManyRemoved) {
        return Err(NoValueReason::TooMuchRemoved);
    }
    Ok(())
}

/// Standard errors of ln RMSSD and of the mean heart rate (beats per minute) that come from the window's length.
///
/// Method of batch means: neighbouring beats depend on each other, eighths of a window hardly do.
fn standard_errors(window: &Window, time: &TimeDomain) -> (f64, f64) {
    let mut squares = Batches::new(time.differences);
    let mut intervals = Batches::new(time.intervals);
    for_each_normal(window.intervals(0, WINDOW_MAX_S), |ms, difference| {
        intervals.push(ms);
        if let Some(difference) = difference {
            squares.push(difference * difference);
        }
    });
    let mean_square = time.rmssd_ms * time.rmssd_ms;
    // Delta method: ln RMSSD = ½ ln(mean square), heart rate = 60 000 / mean interval.
    let rmssd_error = 0.5 * squares.standard_error() / mean_square;
    let hr_error = time.mean_hr_bpm * intervals.standard_error() / time.mean_nn_ms;
    (rmssd_error, hr_error)
}

struct Batches {
    expected: u64,
    seen: u64,
    sums: [f64; BATCHES],
    counts: [u32; BATCHES],
}

impl Batches {
    fn new(expected: u32) -> Batches {
        Batches { expected: u64::from(expected.max(1)), seen: 0, sums: [0.0; BATCHES], counts: [0; BATCHES] }
    }

    fn push(&mut self, value: f64) {
        let batch = (self.seen * BATCHES as u64 / self.expected) as usize;
        self.seen += 1;
        if let (Some(sum), Some(count)) = (self.sums.get_mut(batch), self.counts.get_mut(batch)) {
            *sum += value;
            *count += 1;
        }
    }

    /// Standard deviation of the batches' means ÷ √batches.
    fn standard_error(&self) -> f64 {
        let means = || {
            let pairs = self.sums.iter().zip(self.counts.iter()).filter(|(_, count)| **count > 0);
            pairs.map(|(sum, count)| sum / f64::from(*count))
        };
        let (mut total, mut batches) = (0.0, 0.0);
        for mean in means() {
            total += mean;
            batches += 1.0;
        }
        if batches < 2.0 {
            return 0.0;
        }
        let center = total / batches;
        let mut spread = 0.0;
        for mean in means() {
            spread += (mean - center) * (mean - center);
        }
        libm::sqrt(spread / (batches - 1.0) / batches)
    }
}
