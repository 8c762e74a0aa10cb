//! A finished session on one line of time: what was true, where the head was and how the heart went at any moment.

use crate::mirror::{Head, head_between, state_at};
use link::{HeartNow, Pose, api::SessionDetail};
use session::{
    Answer, Discomfort, Event, EventKind, FinishCause, Prompt, Question, State, Steering, WorldTime,
};

/// A heart value speaks for this long after its moment.
const HEART_SPEAKS: WorldTime = WorldTime::from_secs(6);
/// A stretch without poses longer than this is drawn as a gap: the picture there is not what was seen.
const POSE_GAP: WorldTime = WorldTime::from_secs(3);

/// A stretch of time with a meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Band<K> {
    /// Its beginning.
    pub(crate) from: WorldTime,
    /// Its end.
    pub(crate) to: WorldTime,
    /// What.
    pub(crate) kind: K,
}

/// A moment with a meaning.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mark {
    /// When.
    pub(crate) at: WorldTime,
    /// What.
    pub(crate) kind: MarkKind,
}

/// What a mark says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum MarkKind {
    /// Tension before.
    TensionBefore(Option<u8>),
    /// Tension after.
    TensionAfter(Option<u8>),
    /// A question was put.
    Asked(Question),
    /// It was answered.
    Answered(Option<Prompt>, Answer),
    /// Something felt unpleasant.
    Discomfort(Discomfort),
    /// A clinician must look at this.
    AdverseEvent,
    /// Who steers changed.
    Steering(Steering),
    /// The headset came off.
    Paused,
    /// The way to the end began.
    Finishing(FinishCause),
}

/// Everything at one moment.
#[derive(Clone, Debug)]
pub(crate) struct Moment {
    /// What was true.
    pub(crate) state: State,
    /// Where the head was, when poses were kept.
    pub(crate) head: Option<Head>,
    /// How the heart was, unless there was nothing just then.
    pub(crate) heart: Option<HeartNow>,
}

/// A session as it can be scrubbed through.
#[derive(Clone, Debug)]
pub(crate) struct Replay {
    /// What the server keeps of it.
    pub(crate) detail: SessionDetail,
    poses: Vec<Pose>,
}

impl Replay {
    /// A replay of this session; `poses` in any order.
    pub(crate) fn new(mut detail: SessionDetail, mut poses: Vec<Pose>) -> Self {
        poses.sort_by_key(Pose::at);
        detail.events.sort_by_key(|event| event.seq);
        detail.heart.sort_by_key(|now| now.at);
        Self { detail, poses }
    }

    /// How long it lasted.
    pub(crate) fn length(&self) -> WorldTime {
        let last = self.detail.events.last().map_or(WorldTime::START, |event| event.at);
        let posed = self.poses.last().map_or(WorldTime::START, Pose::at);
        self.detail.summary.length.max(last).max(posed)
    }

    /// Everything at this moment.
    pub(crate) fn at(&self, at: WorldTime) -> Moment {
        let heart = self.heart_index(at).and_then(|index| self.detail.heart.get(index)).cloned();
        Moment { state: state_at(&self.detail.events, at), head: head_between(&self.poses, at), heart }
    }

    /// The heart value that speaks for this moment.
    pub(crate) fn heart_index(&self, at: WorldTime) -> Option<usize> {
        let index = self.detail.heart.partition_point(|now| now.at <= at).checked_sub(1)?;
        let now = self.detail.heart.get(index)?;
        (at.since(now.at) <= HEART_SPEAKS).then_some(index)
    }

    /// Worlds, from entering to the next one or the end.
    pub(crate) fn worlds(&self) -> Vec<Band<catalogue::World>> {
        self.bands(
            |kind| if let EventKind::WorldEntered(world) = kind { Some(*world) } else { None },
            |kind| {
                matches!(
                    kind,
                    EventKind::WorldEntered(_)
                        | EventKind::Ended
                        | EventKind::PhaseEntered(session::Phase::TensionAfter | session::Phase::Done)
                )
            },
        )
    }

    /// Exercises, from their start to their end.
    pub(crate) fn exercises(&self) -> Vec<Band<catalogue::Exercise>> {
        self.bands(
            |kind| {
                if let EventKind::ExerciseStarted { exercise, .. } = kind { Some(*exercise) } else { None }
            },
            |kind| {
                matches!(
                    kind,
                    EventKind::ExerciseStarted { .. } | EventKind::ExerciseEnded(_) | EventKind::Ended
                )
            },
        )
    }

    /// Stretches in which a colleague steered.
    pub(crate) fn steered(&self) -> Vec<Band<session::UserId>> {
        self.bands(
            |kind| match kind {
                EventKind::SteeringChanged { to: Steering::Companion(user), .. } => Some(*user),
                _ => None,
            },
            |kind| matches!(kind, EventKind::SteeringChanged { .. } | EventKind::Ended),
        )
    }

    /// Stretches without poses.
    pub(crate) fn pose_gaps(&self) -> Vec<Band<()>> {
        let (start, end) = (WorldTime::START, self.length());
        let times = std::iter::once(start).chain(self.poses.iter().map(Pose::at)).chain([end]);
        let times: Vec<_> = times.collect();
        let gaps = times.iter().zip(times.iter().skip(1)).filter(|(a, b)| b.since(**a) > POSE_GAP);
        gaps.map(|(from, to)| Band { from: *from, to: *to, kind: () }).collect()
    }

    /// What stands on the line.
    pub(crate) fn marks(&self) -> Vec<Mark> {
        let mut prompt = None;
        let marks = self.detail.events.iter().filter_map(|event| {
            let kind = match &event.kind {
                EventKind::TensionBefore(value) => MarkKind::TensionBefore(*value),
                EventKind::TensionAfter(value) => MarkKind::TensionAfter(*value),
                EventKind::QuestionAsked(question) => {
                    prompt = Some(question.prompt.clone());
                    MarkKind::Asked(question.clone())
                }
                EventKind::QuestionAnswered { answer, .. } => MarkKind::Answered(prompt.take(), *answer),
                EventKind::DiscomfortReported(Discomfort::None) => return None,
                EventKind::DiscomfortReported(discomfort) => MarkKind::Discomfort(*discomfort),
                EventKind::AdverseEventNoted(_) => MarkKind::AdverseEvent,
                EventKind::SteeringChanged { to, .. } => MarkKind::Steering(*to),
                EventKind::Paused => MarkKind::Paused,
                EventKind::Finishing(cause) => MarkKind::Finishing(*cause),
                _ => return None,
            };
            Some(Mark { at: event.at, kind })
        });
        marks.collect()
    }

    /// The events up to this moment.
    pub(crate) fn events_until(&self, at: WorldTime) -> &[Event] {
        let count = self.detail.events.partition_point(|event| event.at <= at);
        self.detail.events.get(..count).unwrap_or_default()
    }

    fn bands<K: Copy>(
        &self,
        begins: impl Fn(&EventKind) -> Option<K>,
        ends: impl Fn(&EventKind) -> bool,
    ) -> Vec<Band<K>> {
        let mut bands = Vec::new();
        let mut open: Option<(WorldTime, K)> = None;
        for event in &self.detail.events {
            if ends(&event.kind)
                && let Some((from, kind)) = open.take()
            {
                bands.push(Band { from, to: event.at, kind });
            }
            if let Some(kind) = begins(&event.kind) {
                open = Some((event.at, kind));
            }
        }
        if let Some((from, kind)) = open {
            bands.push(Band { from, to: self.length(), kind });
        }
        bands
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use catalogue::{Exercise, World};
    use link::{HeartQuality, HeartReading, NoValue, QualityLevel, api::SessionSummary};
    use session::{ExerciseEnd, Phase, SessionId, SteeringCause, Subject, UserId};
    use uuid::Uuid;

    const NURSE: UserId = UserId(Uuid::from_u128(7));

    fn replay() -> Replay {
        let started =
            EventKind::ExerciseStarted { exercise: Exercise::PacedBreathing, pace_milli_bpm: 6_000 };
        let taken =
            EventKind::SteeringChanged { to: Steering::Companion(NURSE), cause: SteeringCause::TakenOver };
        let given = EventKind::SteeringChanged { to: Steering::Client, cause: SteeringCause::HandedBack };
        let kinds = [
            (5, EventKind::TensionBefore(Some(7))),
            (6, EventKind::WorldEntered(World::SunsetBeach)),
            (6, EventKind::PhaseEntered(Phase::World)),
            (20, taken),
            (30, started),
            (60, EventKind::ExerciseEnded(ExerciseEnd::Completed)),
            (70, given),
            (80, EventKind::PhaseEntered(Phase::CalmEnd)),
            (100, EventKind::PhaseEntered(Phase::TensionAfter)),
            (110, EventKind::Ended),
        ];
        let events = kinds
            .into_iter()
            .enumerate()
            .map(|(n, (secs, kind))| Event { seq: n as u32, at: WorldTime::from_secs(secs), kind })
            .collect();
        let heart = |secs| HeartNow {
            at: WorldTime::from_secs(secs),
            heart_rate_bpm: Some(70.0),
            rmssd_ms: None,
            sdnn_ms: None,
            quality: HeartQuality {
                level: QualityLevel::Good,
                contact: None,
                beats: 1,
                flagged: 0,
                missing_share: 0.0,
            },
            reading: HeartReading::NoValue(NoValue::TooShort),
        };
        let detail = SessionDetail {
            summary: SessionSummary {
                id: SessionId(Uuid::nil()),
                subject: Subject::Anonymous,
                device_name: "bril 07".into(),
                recording: false,
                opened: 0,
                length: WorldTime::from_secs(110),
                live: false,
                tension_before: Some(7),
                tension_after: None,
                worlds: vec![],
                adverse_event: false,
                review: None,
                way: None,
                alone: None,
            },
            alias: None,
            events,
            heart: vec![heart(10), heart(15), heart(40)],
            gaps: vec![],
            own_rest: link::api::OwnRest::default(),
        };
        let poses =
            [1, 2, 3, 50].map(|secs| Pose::new(WorldTime::from_secs(secs), [0.0, 0.0, 0.0, 1.0], [0.0; 3]));
        Replay::new(detail, poses.to_vec())
    }

    fn band<K>(from_secs: u64, to_secs: u64, kind: K) -> Band<K> {
        Band { from: WorldTime::from_secs(from_secs), to: WorldTime::from_secs(to_secs), kind }
    }

    #[test]
    fn worlds_exercises_and_steering_become_bands() {
        let replay = replay();
        assert_eq!(replay.worlds(), [band(6, 100, World::SunsetBeach)]);
        assert_eq!(replay.exercises(), [band(30, 60, Exercise::PacedBreathing)]);
        assert_eq!(replay.steered(), [band(20, 70, NURSE)]);
    }

    #[test]
    fn any_moment_can_be_asked_in_any_order() {
        let replay = replay();
        assert_eq!(replay.at(WorldTime::from_secs(90)).state.phase, Phase::CalmEnd);
        assert!(replay.at(WorldTime::from_secs(45)).state.exercise.is_some());
        assert_eq!(replay.at(WorldTime::from_secs(5)).state.tension_before, Some(7));
        assert_eq!(replay.at(WorldTime::from_secs(4)).state.tension_before, None);
    }

    #[test]
    fn where_the_heart_said_nothing_the_replay_says_nothing() {
        let replay = replay();
        assert_eq!(replay.heart_index(WorldTime::from_secs(9)), None);
        assert_eq!(replay.heart_index(WorldTime::from_secs(17)), Some(1));
        assert_eq!(replay.heart_index(WorldTime::from_secs(30)), None);
    }

    #[test]
    fn stretches_without_a_pose_are_gaps() {
        assert_eq!(replay().pose_gaps(), [band(3, 50, ()), band(50, 110, ())]);
    }

    #[test]
    fn events_and_answers_are_marks() {
        let kinds: Vec<_> = replay().marks().into_iter().map(|mark| mark.kind).collect();
        let expected = [
            MarkKind::TensionBefore(Some(7)),
            MarkKind::Steering(Steering::Companion(NURSE)),
            MarkKind::Steering(Steering::Client),
        ];
        assert_eq!(kinds, expected);
    }
}
