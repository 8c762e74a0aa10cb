//! What works for this client: worlds and exercises by the client's own difference in tension, shrunk towards their own mean.
//!
//! One good session says little about a world. So each mean is drawn towards what sessions did for this client as a whole, and
//! that again towards nothing, the more so the fewer sessions there are: the normal-normal model of Efron and Morris (1975), with
//! spreads that are assumed and stand below. A session with two worlds counts for both; nothing here says that one caused it.

use super::{SessionProfile, rounded};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How much a difference varies from session to session, standard deviation in points of 0 to 10. Assumed.
pub const WITHIN_POINTS: f64 = 2.0;
/// How much worlds and exercises differ for one client, standard deviation in points. Assumed.
pub const BETWEEN_POINTS: f64 = 1.0;
/// How much clients differ from nothing, standard deviation in points. Assumed.
pub const OVERALL_POINTS: f64 = 1.5;
/// For an interval of 90 %.
const Z: f64 = 1.645;
/// Less time in it is passing through, seconds.
const SECONDS_MIN: f64 = 60.0;
/// With fewer sessions nothing is claimed.
const SESSIONS_MIN: u32 = 3;

/// A world or an exercise, and what sessions with it did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Works {
    /// Its slug.
    pub slug: String,
    /// Whether it is an exercise; else a world.
    pub exercise: bool,
    /// Sessions with it and an answer before and after.
    pub n: u32,
    /// The mean drop in tension in those, points of 0 to 10.
    pub mean: f64,
    /// The drop to expect, drawn towards the client's own mean.
    pub expected: f64,
    /// Lower end of its 90 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// What may be said of it.
    pub said: Said,
}

/// What may be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Said {
    /// Fewer than three sessions.
    TooEarly,
    /// The interval holds nothing as well.
    Unclear,
    /// Tension is lower after sessions with it.
    Lower,
    /// Tension is higher after sessions with it.
    Higher,
}

/// Everything that was used in a session with both answers, the best first.
pub(super) fn ranked(sessions: &[SessionProfile]) -> Vec<Works> {
    let mut drops: BTreeMap<(bool, &str), Vec<f64>> = BTreeMap::new();
    let mut all = Vec::new();
    // A drop between what a colleague saw and what the client felt is nobody's.
    for session in sessions.iter().filter(|session| !session.rated_by_colleague) {
        let (Some(before), Some(after)) = (session.tension_before, session.tension_after) else { continue };
        let drop = f64::from(before) - f64::from(after);
        all.push(drop);
        let behaviour = &session.behaviour;
        for (exercise, used) in [(false, &behaviour.worlds), (true, &behaviour.exercises)] {
            for used in used.iter().filter(|used| used.seconds >= SECONDS_MIN) {
                drops.entry((exercise, &used.slug)).or_default().push(drop);
            }
        }
    }
    let (within, between, overall) =
        (WITHIN_POINTS * WITHIN_POINTS, BETWEEN_POINTS * BETWEEN_POINTS, OVERALL_POINTS * OVERALL_POINTS);
    let count = all.len() as f64;
    let own = overall * all.iter().sum::<f64>() / (count * overall + within);
    let own_variance = overall * within / (count * overall + within);
    let one = |((exercise, slug), drops): ((bool, &str), Vec<f64>)| {
        let n = drops.len() as f64;
        let mean = drops.iter().sum::<f64>() / n;
        let kept = n * between / (n * between + within);
        let expected = own + kept * (mean - own);
        let variance = between * within / (n * between + within) + (1.0 - kept) * (1.0 - kept) * own_variance;
        let half_width = Z * variance.sqrt();
        let (low, high) = (expected - half_width, expected + half_width);
        let n = u32::try_from(drops.len()).unwrap_or(u32::MAX);
        let said = match n {
            _ if n < SESSIONS_MIN => Said::TooEarly,
            _ if low > 0.0 => Said::Lower,
            _ if high < 0.0 => Said::Higher,
            _ => Said::Unclear,
        };
        Works {
            slug: slug.to_owned(),
            exercise,
            n,
            mean: rounded(mean),
            expected: rounded(expected),
            low: rounded(low),
            high: rounded(high),
            said,
        }
    };
    let mut works: Vec<Works> = drops.into_iter().map(one).collect();
    // Stable: what is equal stays in the order of names.
    works.sort_by(|a, b| b.expected.total_cmp(&a.expected));
    works
}
