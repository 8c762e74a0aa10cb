//! The stress score of a session's beginning and end: three parts with fixed weights, what was missing, and a band.
//!
//! Answers weigh most because they are the client's own; movement weighs least because looking around is also what a world is
//! for. The weights are our choice, not an outcome of a study: the score is not validated (safety rule 12).

use super::{
    Head,
    behaviour::{Walked, motion},
    rounded,
};
use serde::{Deserialize, Serialize};
use session::WorldTime;

/// The share of the client's own answer.
pub const ANSWERS_WEIGHT: f64 = 0.6;
/// The share of the heart's indicator.
pub const HEART_WEIGHT: f64 = 0.3;
/// The share of the head's movement.
pub const MOVEMENT_WEIGHT: f64 = 0.1;
/// Heart and movement are looked at in the first and the last stretch of this length in a world.
pub const WINDOW: WorldTime = WorldTime::from_secs(180);

/// An answer of 0 to 10 is good to one step.
const ANSWER_HALF_WIDTH: f64 = 10.0;
/// What movement says is rough.
const MOVEMENT_HALF_WIDTH: f64 = 25.0;
/// How much wider the band is when everything is missing; what is missing in part counts in part.
const MISSING_HALF_WIDTH: f64 = 25.0;
/// Movement is told from at least so many seconds.
const MOVEMENT_SECONDS_MIN: f64 = 30.0;

/// A value of the stress indicator.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Indicated {
    /// When.
    pub at: WorldTime,
    /// 0 to 100; 50 is the person's own rest.
    pub score: f64,
    /// Lower end of its band.
    pub low: f64,
    /// Upper end of its band.
    pub high: f64,
}

/// A stress score that opens into its parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct StressScore {
    /// The score; `None` where neither an answer nor the heart says anything.
    pub value: Option<Banded>,
    /// All three parts, also those that are missing.
    pub parts: Vec<Part>,
}

/// A score with its band.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Banded {
    /// 0 to 100; more is more tense.
    pub score: f64,
    /// Lower end of the band.
    pub low: f64,
    /// Upper end of the band.
    pub high: f64,
}

/// One part of a score.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Part {
    /// Which.
    pub kind: PartKind,
    /// Its share when nothing is missing.
    pub weight: f64,
    /// Its share in this score, once what is missing is left out.
    pub share: f64,
    /// 0 to 100; `None` where it is missing.
    pub value: Option<f64>,
    /// How far off it may be.
    pub half_width: Option<f64>,
}

/// The parts of a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PartKind {
    /// The client's own answer to "how tense are you now?", times ten.
    Answers,
    /// The median of the stress indicator.
    Heart,
    /// The share of time in which the head turned, times a hundred.
    Movement,
}

/// The scores at the beginning and at the end.
pub(super) fn both(walked: &Walked, heads: &[Head], heart: &[Indicated]) -> (StressScore, StressScore) {
    let middle = WorldTime(walked.from.0 + walked.to.since(walked.from).0 / 2);
    // Of a short session each half stands for itself: no moment counts twice.
    let begin = (walked.from, (walked.from + WINDOW).min(middle));
    let end = (walked.to.since(WINDOW).max(middle), walked.to);
    let score = |tension: Option<u8>, (from, to): (WorldTime, WorldTime)| {
        of([
            part(
                PartKind::Answers,
                ANSWERS_WEIGHT,
                tension.map(|tension| (f64::from(tension) * 10.0, ANSWER_HALF_WIDTH)),
            ),
            part(PartKind::Heart, HEART_WEIGHT, heart_between(heart, from, to)),
            part(PartKind::Movement, MOVEMENT_WEIGHT, movement_between(heads, from, to)),
        ])
    };
    // What a colleague saw is not the client's own answer.
    (score(walked.ratings.own_before(), begin), score(walked.ratings.own_after(), end))
}

fn part(kind: PartKind, weight: f64, found: Option<(f64, f64)>) -> Part {
    let (value, half_width) = found.unzip();
    Part { kind, weight, share: 0.0, value, half_width }
}

fn of(mut parts: [Part; 3]) -> StressScore {
    let present: f64 = parts.iter().filter(|part| part.value.is_some()).map(|part| part.weight).sum();
    let says = parts.iter().any(|part| part.kind != PartKind::Movement && part.value.is_some());
    let (mut score, mut variance) = (0.0, 0.0);
    for part in &mut parts {
        let (Some(value), Some(half_width)) = (part.value, part.half_width) else { continue };
        let share = part.weight / present;
        score += share * value;
        variance += (share * half_width) * (share * half_width);
        part.share = rounded(share);
        part.value = Some(rounded(value));
        part.half_width = Some(rounded(half_width));
    }
    let half_width = variance.sqrt() + MISSING_HALF_WIDTH * (1.0 - present);
    let value = says.then(|| Banded {
        score: rounded(score),
        low: rounded((score - half_width).max(0.0)),
        high: rounded((score + half_width).min(100.0)),
    });
    StressScore { value, parts: parts.to_vec() }
}

/// The medians of the indicator and of half its band.
fn heart_between(heart: &[Indicated], from: WorldTime, to: WorldTime) -> Option<(f64, f64)> {
    let within = || heart.iter().filter(|value| (from..=to).contains(&value.at));
    let score = median(within().map(|value| value.score))?;
    let half_width = median(within().map(|value| (value.high - value.low) / 2.0))?;
    Some((score, half_width))
}

fn movement_between(heads: &[Head], from: WorldTime, to: WorldTime) -> Option<(f64, f64)> {
    let motion = motion(heads, from, to).filter(|motion| motion.seconds >= MOVEMENT_SECONDS_MIN)?;
    Some((motion.turning * 100.0, MOVEMENT_HALF_WIDTH))
}

pub(super) fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.filter(|value| value.is_finite()).collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    let upper = *values.get(middle)?;
    if values.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = *values.get(middle.checked_sub(1)?)?;
    Some(f64::midpoint(lower, upper))
}
