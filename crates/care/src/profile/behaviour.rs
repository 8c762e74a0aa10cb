//! What a client did in a session: worlds and exercises with their time, choices, pauses, and how the head moved.

use super::rounded;
use crate::Ratings;
use serde::{Deserialize, Serialize};
use session::{Event, EventKind, ExerciseEnd, Phase, WorldTime};
use std::collections::BTreeMap;

/// Faster than this a head is turning, degrees a second.
pub const TURNING_DEG_PER_S: f64 = 15.0;
/// In place of the slug of a world of which the client does not let it be kept which.
const SOMEWHERE: &str = "";
/// Poses further apart than this leave a gap.
const GAP: WorldTime = WorldTime::from_secs(1);

/// Where the head looked at a moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Head {
    /// When.
    pub at: WorldTime,
    /// A unit quaternion (x, y, z, w).
    pub orientation: [f32; 4],
}

/// What the client did in a session.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Behaviour {
    /// Seconds in worlds, without those with the headset off.
    pub seconds: f64,
    /// Worlds in the order in which they were first entered.
    pub worlds: Vec<Used>,
    /// Exercises in the order in which they were first begun.
    pub exercises: Vec<Used>,
    /// How often a menu was opened or another world chosen.
    pub choices: u32,
    /// How often the headset came off.
    pub pauses: u32,
    /// How the head moved; `None` where that was not kept.
    pub head: Option<HeadMotion>,
}

/// A world or an exercise, and for how long.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Used {
    /// Its slug.
    pub slug: String,
    /// Seconds in it.
    pub seconds: f64,
    /// How often: sessions in a total, times within a session.
    pub times: u32,
    /// Of those, exercises that ran their length.
    pub completed: u32,
}

/// How the head moved while in a world.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct HeadMotion {
    /// Seconds of which it is known.
    pub seconds: f64,
    /// The share of those in which it turned faster than [`TURNING_DEG_PER_S`], 0 to 1.
    pub turning: f64,
}

/// A session walked through.
pub(crate) struct Walked {
    pub(crate) behaviour: Behaviour,
    pub(super) ratings: Ratings,
    /// From the first world to the last moment in one.
    pub(super) from: WorldTime,
    pub(super) to: WorldTime,
}

/// A stretch of time that may be going on.
#[derive(Default)]
struct Stretches(Vec<(&'static str, Used)>);

impl Stretches {
    fn of(&mut self, slug: &'static str) -> &mut Used {
        let at = self.0.iter().position(|(known, _)| *known == slug).unwrap_or_else(|| {
            self.0.push((slug, Used { slug: slug.to_owned(), seconds: 0.0, times: 0, completed: 0 }));
            self.0.len() - 1
        });
        // The place was found or made just now.
        #[allow(clippy::indexing_slicing)]
        &mut self.0[at].1
    }

    fn told(self) -> Vec<Used> {
        self.0.into_iter().map(|(_, used)| Used { seconds: rounded(used.seconds), ..used }).collect()
    }
}

/// Walks through the events; `None` for a session that never came to a world.
pub(crate) fn walk(events: &[Event], heads: &[Head]) -> Option<Walked> {
    let (mut worlds, mut exercises) = (Stretches::default(), Stretches::default());
    let (mut world, mut exercise, mut paused) = (None, None, false);
    let (mut choices, mut pauses, mut seconds) = (0, 0, 0.0);
    let ratings = Ratings::of(events);
    let (mut from, mut to) = (None, WorldTime::START);
    let mut last = WorldTime::START;
    for event in events {
        let passed = if paused { 0.0 } else { event.at.since(last).as_secs_f64() };
        last = last.max(event.at);
        if let Some(slug) = world {
            if slug != SOMEWHERE {
                worlds.of(slug).seconds += passed;
            }
            seconds += passed;
            to = last;
        }
        if let Some(slug) = exercise {
            exercises.of(slug).seconds += passed;
        }
        match &event.kind {
            EventKind::WorldEntered(entered) => {
                from.get_or_insert(event.at);
                to = last;
                choices += u32::from(world.is_some());
                world = Some(entered.slug());
                worlds.of(entered.slug()).times += 1;
            }
            // The client does not let it be kept where they were: that they were somewhere is all there is.
            EventKind::WorldWithheld => {
                from.get_or_insert(event.at);
                to = last;
                world = Some(SOMEWHERE);
            }
            EventKind::PhaseEntered(phase) if !matches!(phase, Phase::World | Phase::CalmEnd) => world = None,
            EventKind::Ended => world = None,
            EventKind::ExerciseStarted { exercise: begun, .. } => {
                exercise = Some(begun.slug());
                exercises.of(begun.slug()).times += 1;
            }
            EventKind::ExerciseEnded(how) => {
                if let Some(slug) = exercise.take() {
                    exercises.of(slug).completed += u32::from(*how == ExerciseEnd::Completed);
                }
            }
            EventKind::MenuShown(Some(_)) => choices += 1,
            EventKind::Paused => {
                paused = true;
                pauses += 1;
            }
            EventKind::Resumed => paused = false,
            _ => {}
        }
    }
    let from = from?;
    let behaviour = Behaviour {
        seconds: rounded(seconds),
        worlds: worlds.told(),
        exercises: exercises.told(),
        choices,
        pauses,
        head: motion(heads, from, to)
            .map(|motion| HeadMotion { seconds: rounded(motion.seconds), turning: rounded(motion.turning) }),
    };
    Some(Walked { behaviour, ratings, from, to })
}

/// How the head moved between two moments; `None` where nothing of it is known.
pub(super) fn motion(heads: &[Head], from: WorldTime, to: WorldTime) -> Option<HeadMotion> {
    let (mut seconds, mut turning) = (0.0, 0.0);
    for (one, next) in heads.iter().zip(heads.iter().skip(1)) {
        let apart = next.at.since(one.at);
        if one.at < from || next.at > to || apart > GAP || apart == WorldTime::START {
            continue;
        }
        let passed = apart.as_secs_f64();
        seconds += passed;
        if angle_deg(one.orientation, next.orientation) / passed > TURNING_DEG_PER_S {
            turning += passed;
        }
    }
    (seconds > 0.0).then(|| HeadMotion { seconds, turning: turning / seconds })
}

/// The angle between two orientations, degrees. By the chord: the arc cosine of nearly one says nothing.
fn angle_deg(one: [f32; 4], other: [f32; 4]) -> f64 {
    let pairs = || one.iter().zip(other).map(|(a, b)| (f64::from(*a), f64::from(b)));
    let sign = if pairs().map(|(a, b)| a * b).sum::<f64>() < 0.0 { -1.0 } else { 1.0 };
    let chord = pairs().map(|(a, b)| (a - sign * b) * (a - sign * b)).sum::<f64>().sqrt();
    4.0 * libm::asin((chord / 2.0).min(1.0)).to_degrees()
}

/// What was used in all sessions together, the longest first.
pub(super) fn totals<'a>(sessions: impl Iterator<Item = &'a Vec<Used>>) -> Vec<Used> {
    let mut totals: BTreeMap<&str, Used> = BTreeMap::new();
    for used in sessions.flatten() {
        let total = totals.entry(&used.slug).or_insert(Used {
            slug: used.slug.clone(),
            seconds: 0.0,
            times: 0,
            completed: 0,
        });
        total.seconds += used.seconds;
        total.times += 1;
        total.completed += used.completed;
    }
    let mut totals: Vec<Used> = totals.into_values().collect();
    totals.sort_by(|a, b| b.seconds.total_cmp(&a.seconds));
    for total in &mut totals {
        total.seconds = rounded(total.seconds);
    }
    totals
}
