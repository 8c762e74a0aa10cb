//! A person's own rest: what the stress indicator compares with.

use alloc::vec::Vec;

/// ln RMSSD of healthy adults at rest: ln 42 ms, from Nunan, Sandercock & Brodie (2010), *A quantitative systematic
/// review of normal values for short-term heart rate variability in healthy adults*, PACE 33:1407 (42 ± 15 ms).
const POPULATION_LN_RMSSD: f64 = 3.737_669_618_283_368;
/// Spread of RMSSD in that review, as a share of its mean: 15 / 42.
const POPULATION_LN_RMSSD_SPREAD: f64 = 0.36;
/// Heart rate in that review: 60 000 / 926 ms (926 ± 90 ms), beats per minute.
const POPULATION_HR_BPM: f64 = 64.8;
/// Spread of the heart rate in that review: 64.8 × 90 / 926, beats per minute.
const POPULATION_HR_SPREAD_BPM: f64 = 6.3;
/// Correlation of ln RMSSD and heart rate assumed until a person's own is known. An assumption, not a finding: the
/// middle of what the formula allows, so that the two parts count neither as one nor as independent.
const ASSUMED_CORRELATION: f64 = -0.5;
/// Smallest spread of ln RMSSD that is believed.
const LN_RMSSD_FLOOR: f64 = 0.20;
/// Smallest spread of the heart rate that is believed, beats per minute.
const HR_FLOOR_BPM: f64 = 3.0;
/// Days with a valid rest before a baseline is the person's own.
const PERSONAL_DAYS: u32 = 7;
/// Makes the median absolute deviation of a normal distribution its standard deviation.
const MAD_TO_SD: f64 = 1.4826;

/// One valid window of rest, seated or lying as every other of the same baseline.
#[derive(Clone, Copy, PartialEq)]
pub struct RestWindow {
    /// The person's calendar day, counted from any fixed day.
    pub day: i32,
    /// Natural logarithm of RMSSD in ms.
    pub ln_rmssd: f64,
    /// Mean heart rate, beats per minute.
    pub hr_bpm: f64,
}

/// How much of a baseline is the person's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BaselineState {
    /// No rest of this person is known: healthy adults of the literature stand in.
    Population,
    /// Rests on fewer than seven days: the person's own level, a spread no smaller than the population's.
    Provisional,
    /// Rests on seven days or more.
    Personal,
}

impl BaselineState {
    /// The stable name used in storage and text ids.
    pub const fn slug(self) -> &'static str {
        match self {
            BaselineState::Population => "population",
            BaselineState::Provisional => "provisional",
            BaselineState::Personal => "personal",
        }
    }
}

/// The rest that a reading is compared with: μ, s and ρ of `ln RMSSD` and heart rate.
#[derive(Clone, Copy, PartialEq)]
pub struct Baseline {
    /// How much of it is the person's own.
    pub state: BaselineState,
    /// Median of ln RMSSD (ms).
    pub ln_rmssd: f64,
    /// Spread of ln RMSSD, at least 0.20.
    pub ln_rmssd_spread: f64,
    /// Median of the mean heart rate, beats per minute.
    pub hr_bpm: f64,
    /// Spread of the heart rate, at least 3 beats per minute.
    pub hr_spread_bpm: f64,
    /// Correlation of the two, −0.8 to 0.
    pub correlation: f64,
    /// Valid windows of rest behind it.
    pub rests: u32,
    /// Different days on which they fell.
    pub days: u32,
}

impl Default for Baseline {
    fn default() -> Baseline {
        Baseline::population()
    }
}

impl Baseline {
    /// What stands in while nothing is known of the person: healthy adults (Nunan et al. 2010).
    pub const fn population() -> Baseline {
        Baseline {
            state: BaselineState::Population,
            ln_rmssd: POPULATION_LN_RMSSD,
            ln_rmssd_spread: POPULATION_LN_RMSSD_SPREAD,
            hr_bpm: POPULATION_HR_BPM,
            hr_spread_bpm: POPULATION_HR_SPREAD_BPM,
            correlation: ASSUMED_CORRELATION,
            rests: 0,
            days: 0,
        }
    }

    /// The baseline of these rests, all in the same posture, in any order; windows that are not finite are left out.
    ///
    /// μ is the median, s = max(1.4826 · MAD, floor) with floors 0.20 and 3 beats per minute; below seven days the
    /// population's spread is the floor. ρ is the correlation clipped to [−0.8, 0], assumed −0.5 below seven rests.
    pub fn from_rests(rests: &[RestWindow]) -> Baseline {
        let mut rests: Vec<RestWindow> = rests
            .iter()
            .copied()
            .filter(|rest| rest.ln_rmssd.is_finite() && rest.hr_bpm.is_finite())
            .collect();
        // A fixed order makes the sums, and so the result, independent of the order of storage.
        rests.sort_by(|a, b| {
            let by_value = a.ln_rmssd.total_cmp(&b.ln_rmssd).then(a.hr_bpm.total_cmp(&b.hr_bpm));
            a.day.cmp(&b.day).then(by_value)
        });
        let mut days: Vec<i32> = rests.iter().map(|rest| rest.day).collect();
        days.dedup();
        let days = u32::try_from(days.len()).unwrap_or(u32::MAX);
        let personal = days >= PERSONAL_DAYS;
        let floors = if personal {
            (LN_RMSSD_FLOOR, HR_FLOOR_BPM)
        } else {
            (POPULATION_LN_RMSSD_SPREAD, POPULATION_HR_SPREAD_BPM)
        };
        let level = |value: fn(&RestWindow) -> f64| median_and_mad(rests.iter().map(value).collect());
        let (Some((ln_rmssd, ln_mad)), Some((hr_bpm, hr_mad))) =
            (level(|rest| rest.ln_rmssd), level(|rest| rest.hr_bpm))
        else {
            return Baseline::population();
        };
        Baseline {
            state: if personal { BaselineState::Personal } else { BaselineState::Provisional },
            ln_rmssd,
            ln_rmssd_spread: (MAD_TO_SD * ln_mad).max(floors.0),
            hr_bpm,
            hr_spread_bpm: (MAD_TO_SD * hr_mad).max(floors.1),
            correlation: correlation(&rests).clamp(-0.8, 0.0),
            rests: u32::try_from(rests.len()).unwrap_or(u32::MAX),
            days,
        }
    }

    /// How far a change in ln RMSSD and heart rate leads from rest, in standard deviations: positive is more tension.
    pub(crate) fn distance(&self, ln_rmssd_change: f64, hr_change_bpm: f64) -> f64 {
        let parts = -ln_rmssd_change / self.ln_rmssd_spread + hr_change_bpm / self.hr_spread_bpm;
        parts / self.norm()
    }

    /// √(2(1 − ρ)): the standard deviation of the sum of both parts at rest.
    pub(crate) fn norm(&self) -> f64 {
        libm::sqrt(2.0 * (1.0 - self.correlation))
    }

    /// How well the person's own rest is known, in standard deviations of the indicator's z.
    ///
    /// The population's mean misses a person's own level by one spread; a median of n rests by √(π / 2n) of theirs.
    pub(crate) fn level_error(&self) -> f64 {
        match self.state {
            BaselineState::Population => 1.0,
            BaselineState::Provisional | BaselineState::Personal => {
                libm::sqrt(core::f64::consts::FRAC_PI_2 / f64::from(self.rests.max(1)))
            }
        }
    }

    /// Whether a baseline that came from storage can be computed with.
    pub fn is_usable(&self) -> bool {
        let levels = self.ln_rmssd.is_finite() && self.hr_bpm.is_finite();
        let spreads = [self.ln_rmssd_spread, self.hr_spread_bpm];
        levels
            && spreads.iter().all(|spread| spread.is_finite() && *spread > 0.0)
            && (-0.8..=0.0).contains(&self.correlation)
    }
}

fn median_and_mad(mut values: Vec<f64>) -> Option<(f64, f64)> {
    let center = median(&mut values)?;
    for value in &mut values {
        *value = (*value - center).abs();
    }
    Some((center, median(&mut values)?))
}

fn median(values: &mut [f64]) -> Option<f64> {
    values.sort_unstable_by(f64::total_cmp);
    let upper = *values.get(values.len() / 2)?;
    if values.len() % 2 == 1 {
        return Some(upper);
    }
    Some((values.get((values.len() / 2).checked_sub(1)?)? + upper) / 2.0)
}

/// Pearson's correlation of ln RMSSD and heart rate; the assumed one below seven rests or without variation.
fn correlation(rests: &[RestWindow]) -> f64 {
    let n = rests.len() as f64;
    if n < f64::from(PERSONAL_DAYS) {
        return ASSUMED_CORRELATION;
    }
    let (mut mean_x, mut mean_y) = (0.0, 0.0);
    for rest in rests {
        mean_x += rest.ln_rmssd / n;
        mean_y += rest.hr_bpm / n;
    }
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for rest in rests {
        let (x, y) = (rest.ln_rmssd - mean_x, rest.hr_bpm - mean_y);
        xx += x * x;
        yy += y * y;
        xy += x * y;
    }
    let norm = libm::sqrt(xx * yy);
    if norm > 0.0 && norm.is_finite() { xy / norm } else { ASSUMED_CORRELATION }
}
