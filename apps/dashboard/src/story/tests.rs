//! Stories told from events and heart series whose course is known.

use super::*;
use link::{
    HeartNow, HeartParts, HeartQuality, HeartReading, NoValue, QualityLevel,
    api::{HeartGap, SessionSummary},
};
use session::{Event, Phase, Question, QuestionId, Subject, Watcher, WorldTime};

const USER: &str = "0192f3c1-7a00-7000-8000-00000000000a";

fn detail(
    length_s: u64,
    events: Vec<(u64, EventKind)>,
    heart: Vec<HeartNow>,
    gaps: Vec<HeartGap>,
) -> SessionDetail {
    SessionDetail {
        summary: SessionSummary {
            id: "0192f3c1-7a00-7000-8000-000000000001".parse().unwrap(),
            subject: Subject::Anonymous,
            device_name: "07".into(),
            recording: false,
            opened: 0,
            length: WorldTime::from_secs(length_s),
            live: false,
            tension_before: None,
            tension_after: None,
            worlds: Vec::new(),
            adverse_event: false,
            review: None,
            way: None,
            alone: None,
        },
        alias: None,
        events: events
            .into_iter()
            .enumerate()
            .map(|(seq, (at, kind))| Event { seq: seq as u32, at: WorldTime::from_secs(at), kind })
            .collect(),
        heart,
        gaps,
        own_rest: link::api::OwnRest::default(),
    }
}

fn now(at: u64, reading: HeartReading) -> HeartNow {
    HeartNow {
        at: WorldTime::from_secs(at),
        heart_rate_bpm: Some(70.0),
        rmssd_ms: Some(34.0),
        sdnn_ms: None,
        quality: HeartQuality {
            level: QualityLevel::Good,
            contact: Some(true),
            beats: 120,
            flagged: 2,
            missing_share: 0.0,
        },
        reading,
    }
}

fn value(score: f64) -> HeartReading {
    HeartReading::Value {
        score,
        low: score - 10.0,
        high: score + 10.0,
        provisional: false,
        parts: HeartParts {
            algorithm: "indicator-1".into(),
            z_rmssd: 0.4,
            z_heart_rate: -0.2,
            window_s: 120.0,
        },
    }
}

fn took_over() -> Vec<(u64, EventKind)> {
    let user: UserId = USER.parse().unwrap();
    vec![
        (60, EventKind::WatchStarted(Watcher { user, name: "Sanne".into() })),
        (100, EventKind::SteeringChanged { to: Steering::Companion(user), cause: SteeringCause::TakenOver }),
        (190, EventKind::SteeringChanged { to: Steering::Client, cause: SteeringCause::HandedBack }),
        (300, EventKind::WatchEnded(user)),
    ]
}

#[test]
fn steering_covers_the_whole_session_and_names_the_colleague() {
    let story = Story::of(&detail(400, took_over(), Vec::new(), Vec::new()));
    let course: Vec<_> = story.steering.iter().map(|s| (s.from_s, s.to_s, s.what.as_deref())).collect();
    assert_eq!(course, [(0.0, 100.0, None), (100.0, 190.0, Some("Sanne")), (190.0, 400.0, None)]);
    assert_eq!(story.watching, [Stretch { from_s: 60.0, to_s: 300.0, what: "Sanne".to_owned() }]);
}

#[test]
fn a_world_and_an_exercise_last_until_they_end_or_the_session_does() {
    let events = vec![
        (30, EventKind::WorldEntered(World::SunsetBeach)),
        (30, EventKind::PhaseEntered(Phase::World)),
        (120, EventKind::ExerciseStarted { exercise: Exercise::PacedBreathing, pace_milli_bpm: 5_500 }),
        (372, EventKind::ExerciseEnded(ExerciseEnd::Completed)),
        (700, EventKind::PhaseEntered(Phase::CalmEnd)),
        (720, EventKind::PhaseEntered(Phase::TensionAfter)),
        (760, EventKind::Paused),
    ];
    let story = Story::of(&detail(840, events, Vec::new(), Vec::new()));
    assert_eq!(story.worlds, [Stretch { from_s: 30.0, to_s: 720.0, what: World::SunsetBeach }]);
    assert_eq!(story.exercises[0].to_s, 372.0);
    assert_eq!(story.pauses, [Stretch { from_s: 760.0, to_s: 840.0, what: () }]);
    assert_eq!(Story::during(&story.exercises, 200.0), Some(&(Exercise::PacedBreathing, 5_500)));
    assert_eq!(Story::during(&story.exercises, 400.0), None);
}

#[test]
fn an_answer_is_told_with_its_question() {
    let id = QuestionId(1);
    let events = vec![
        (
            10,
            EventKind::QuestionAsked(Question {
                id,
                prompt: Prompt::Prepared(session::Prepared::Comfortable),
            }),
        ),
        (14, EventKind::QuestionAnswered { question: id, answer: Answer::Yes }),
        (20, EventKind::QuestionAnswered { question: QuestionId(9), answer: Answer::No }),
    ];
    let story = Story::of(&detail(60, events, Vec::new(), Vec::new()));
    assert_eq!(story.happenings.len(), 2, "an answer to a question that nobody put is not told");
    assert!(matches!(story.happenings[1].what, Occurrence::Answered(Prompt::Prepared(_), Answer::Yes)));
}

#[test]
fn the_indicator_has_one_gap_for_each_reason_and_the_strap_says_its_own() {
    let mut heart: Vec<_> = (0..24).map(|n| now(n * 5, HeartReading::NoValue(NoValue::TooShort))).collect();
    heart.extend((24..40).map(|n| now(n * 5, value(60.0))));
    // Nothing from 200 to 260: the strap was off.
    heart.extend((52..60).map(|n| now(n * 5, HeartReading::NoValue(NoValue::Gap))));
    heart.extend((60..70).map(|n| now(n * 5, value(45.0))));
    let gaps = vec![HeartGap {
        from: WorldTime::from_secs(198),
        to: WorldTime::from_secs(258),
        reason: NoValue::NoContact,
    }];
    let found = measured(&detail(400, Vec::new(), heart, gaps));
    let course: Vec<_> = found.indicator_gaps.iter().map(|g| (g.from_s, g.to_s, g.reason)).collect();
    assert_eq!(course, [(0.0, 120.0, NoValue::TooShort), (198.0, 300.0, NoValue::NoContact)]);
    assert_eq!(found.indicator.len(), 26);
    assert_eq!(charts::runs(&found.indicator, JOIN_WITHIN_S).len(), 2);
}

#[test]
fn a_moment_without_a_measurement_near_it_has_none() {
    let heart = vec![now(0, value(50.0)), now(100, value(40.0))];
    assert_eq!(nearest(&heart, 97.0).map(|now| now.at), Some(WorldTime::from_secs(100)));
    assert!(nearest(&heart, 50.0).is_none());
    assert!(nearest(&[], 0.0).is_none());
}

#[test]
fn a_session_that_only_opened_has_a_story_without_stretches() {
    let story = Story::of(&detail(0, Vec::new(), Vec::new(), Vec::new()));
    assert!(story.worlds.is_empty() && story.happenings.is_empty());
    assert!(story.length_s >= 1.0);
}
