//! The profile: a golden example reckoned by hand, equal bytes whenever it is computed, and nothing claimed from little.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use care::profile::{Banded, Head, Indicated, PartKind, Profile, RawSession, Said, theil_sen};
use catalogue::{Exercise, World};
use proptest::prelude::*;
use session::{Event, EventKind, ExerciseEnd, Phase, SessionId, WorldTime};
use uuid::Uuid;

const DAY_US: i64 = 86_400_000_000;

/// A session of ten minutes in one world, with three of breathing.
fn session(n: u128, day: i64, world: World, tension: Option<(u8, u8)>) -> RawSession {
    let at = WorldTime::from_secs;
    let kinds = vec![
        (at(20), EventKind::TensionBefore(tension.map(|(before, _)| before))),
        (at(30), EventKind::WorldEntered(world)),
        (at(30), EventKind::PhaseEntered(Phase::World)),
        (at(100), EventKind::ExerciseStarted { exercise: Exercise::PacedBreathing, pace_milli_bpm: 6_000 }),
        (at(280), EventKind::ExerciseEnded(ExerciseEnd::Completed)),
        (at(600), EventKind::Paused),
        (at(610), EventKind::Resumed),
        (at(640), EventKind::PhaseEntered(Phase::TensionAfter)),
        (at(650), EventKind::TensionAfter(tension.map(|(_, after)| after))),
        (at(700), EventKind::Ended),
    ];
    let events = (0..).zip(kinds).map(|(seq, (at, kind))| Event { seq, at, kind }).collect();
    RawSession {
        id: SessionId(Uuid::from_u128(n)),
        opened_us: day * DAY_US,
        events,
        heads: vec![],
        heart: vec![],
    }
}

/// Ten poses a second; while `turning` the head goes 30 degrees a second, else it is still.
fn heads(from_s: u64, to_s: u64, turning: impl Fn(u64) -> bool) -> Vec<Head> {
    let mut yaw_deg = 0.0_f64;
    (from_s * 10..=to_s * 10)
        .map(|tenth| {
            if turning(tenth / 10) {
                yaw_deg += 3.0;
            }
            let half = yaw_deg.to_radians() / 2.0;
            let orientation = [0.0, half.sin() as f32, 0.0, half.cos() as f32];
            Head { at: WorldTime::from_millis(tenth * 100), orientation }
        })
        .collect()
}

#[test]
fn the_golden_example_is_what_one_reckons_by_hand() {
    let mut raw = session(1, 0, World::SunsetBeach, Some((8, 4)));
    // In the last three minutes in the world (460 to 640 s) it turns for one: 60 of 180 s, a third.
    raw.heads = heads(30, 640, |second| (500..560).contains(&second));
    let value =
        |at, score| Indicated { at: WorldTime::from_secs(at), score, low: score - 12.0, high: score + 12.0 };
    raw.heart = vec![
        value(90, 90.0),
        value(150, 70.0),
        value(400, 5.0),
        value(500, 40.0),
        value(560, 30.0),
        value(620, 44.0),
    ];
    let profile = Profile::of(&[raw]);
    let one = &profile.sessions[0];
    // From 30 to 640 s, without the ten with the headset off.
    assert_eq!(one.behaviour.seconds, 600.0);
    assert_eq!(
        (one.behaviour.worlds[0].slug.as_str(), one.behaviour.worlds[0].seconds),
        ("sunset-beach", 600.0)
    );
    assert_eq!((one.behaviour.exercises[0].seconds, one.behaviour.exercises[0].completed), (180.0, 1));
    assert_eq!((one.behaviour.choices, one.behaviour.pauses), (0, 1));
    // Beginning: answers 80 ± 10, heart (90 + 70) / 2 = 80 ± 12, head still 0 ± 25.
    // 0.6·80 + 0.3·80 + 0.1·0 = 72; band √(6² + 3.6² + 2.5²) = √55.21 = 7.4303…
    assert_eq!(one.begin.value, Some(Banded { score: 72.0, low: 64.57, high: 79.43 }));
    // End: answers 40, heart the median of 30, 40, 44 = 40, head 33.33: 24 + 12 + 3.33 = 39.33
    assert_eq!(one.end.value, Some(Banded { score: 39.33, low: 31.9, high: 46.76 }));
    let kinds: Vec<_> = one.end.parts.iter().map(|part| (part.kind, part.share, part.value)).collect();
    assert_eq!(
        kinds,
        [
            (PartKind::Answers, 0.6, Some(40.0)),
            (PartKind::Heart, 0.3, Some(40.0)),
            (PartKind::Movement, 0.1, Some(33.33))
        ]
    );
}

#[test]
fn what_is_missing_is_told_and_widens_the_band() {
    let bare = Profile::of(&[session(1, 0, World::SunsetBeach, Some((8, 4)))]);
    let end = &bare.sessions[0].end;
    // Only the answer: 40 ± (10 + 25 · 0.4)
    assert_eq!(end.value, Some(Banded { score: 40.0, low: 20.0, high: 60.0 }));
    assert_eq!(end.parts.iter().map(|part| part.share).collect::<Vec<_>>(), [1.0, 0.0, 0.0]);
    let mut silent = session(1, 0, World::SunsetBeach, None);
    silent.heads = heads(30, 640, |_| true);
    let profile = Profile::of(&[silent]);
    assert_eq!(profile.sessions[0].end.value, None, "how a head moves says nothing by itself");
    assert_eq!(profile.sessions[0].end.parts[2].value, Some(100.0));
    assert!(profile.works.is_empty());
}

#[test]
fn what_works_is_drawn_towards_the_own_mean_as_one_reckons_by_hand() {
    let profile = Profile::of(&[
        session(1, 0, World::SunsetBeach, Some((8, 4))),
        session(2, 7, World::SunsetBeach, Some((6, 5))),
        session(3, 14, World::AlpineMeadow, Some((7, 7))),
        session(4, 21, World::AlpineMeadow, None),
    ]);
    let told = |slug: &str| {
        let found = profile.works.iter().find(|works| works.slug == slug).unwrap();
        (found.n, found.mean, found.expected, found.low, found.high, found.said)
    };
    // Own mean 6.75/10.75 · 5/3 = 1.0465, its variance 9/10.75 = 0.8372.
    // Beach: 1.0465 + (2.5 − 1.0465)/3 = 1.5310; variance 4/6 + (2/3)² · 0.8372 = 1.0388; 1.645 · 1.0192 = 1.6766
    assert_eq!(told("sunset-beach"), (2, 2.5, 1.53, -0.15, 3.21, Said::TooEarly));
    // Meadow: 0.8 · 1.0465 = 0.8372; variance 4/5 + 0.64 · 0.8372 = 1.3358; 1.645 · 1.1558 = 1.9012
    assert_eq!(told("alpine-meadow"), (1, 0.0, 0.84, -1.06, 2.74, Said::TooEarly));
    assert_eq!(profile.works.iter().filter(|works| works.exercise).count(), 1);
    assert_eq!(told("paced-breathing").0, 3);
    assert!(profile.works.windows(2).all(|pair| pair[0].expected >= pair[1].expected));
}

#[test]
fn three_good_sessions_say_something_and_three_mixed_ones_do_not() {
    let three = |drops: [u8; 3]| {
        let sessions: Vec<_> = (0..)
            .zip(drops)
            .map(|(n, drop)| session(n as u128 + 1, n, World::SunsetBeach, Some((9, 9 - drop))))
            .collect();
        Profile::of(&sessions).works[0].said
    };
    assert_eq!(three([5, 4, 5]), Said::Lower);
    assert_eq!(three([3, 0, 1]), Said::Unclear);
}

#[test]
fn a_trend_is_the_median_slope_with_an_interval_from_five_sessions_on() {
    let points = |values: &[f64]| -> Vec<(i64, f64)> {
        (0..).zip(values).map(|(week, value)| (week * 7 * DAY_US, *value)).collect()
    };
    assert_eq!(theil_sen(&points(&[80.0, 60.0])), None);
    let three = theil_sen(&points(&[80.0, 75.0, 50.0])).unwrap();
    // Slopes −5, −15, −25.
    assert_eq!((three.per_week, three.interval, three.n), (-15.0, None, 3));
    assert_eq!(theil_sen(&points(&[80.0, 75.0, 50.0, 45.0])).unwrap().interval, None);
    // Slopes −30, −20, −16.7, −15 and six times −10: the fifth and sixth of ten are −10. Kendall's spread is
    // 1.645 · √(5 · 4 · 15 / 18) = 6.72, so the interval ends at the (10 − 6.72) / 2 = 1.64th: the first and the last.
    let five = theil_sen(&points(&[80.0, 70.0, 60.0, 50.0, 20.0])).unwrap();
    assert_eq!((five.per_week, five.interval), (-10.0, Some((-30.0, -10.0))));
}

#[test]
fn a_session_that_never_came_to_a_world_is_left_out() {
    let mut raw = session(1, 0, World::SunsetBeach, Some((8, 4)));
    raw.events.retain(|event| !matches!(event.kind, EventKind::WorldEntered(_)));
    assert_eq!(Profile::of(&[raw]).sessions.len(), 0);
}

fn raw(n: u128) -> impl Strategy<Value = RawSession> {
    (0..60_i64, any::<bool>(), prop::option::of((0..=10_u8, 0..=10_u8)), 0..20_u64, any::<bool>()).prop_map(
        move |(day, beach, tension, every, strap)| {
            let mut raw =
                session(n, day, if beach { World::SunsetBeach } else { World::AlpineMeadow }, tension);
            raw.heads = heads(30, 90 + 20 * every, |second| every > 0 && second % every < 3);
            if strap {
                let value = |n: u64| Indicated {
                    at: WorldTime::from_secs(60 + 30 * n),
                    score: (n * every % 100) as f64,
                    low: 0.0,
                    high: 60.0,
                };
                raw.heart = (0..15).map(value).collect();
            }
            raw
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn the_same_record_gives_the_same_bytes_in_whatever_order_it_comes(one in raw(1), two in raw(2), three in raw(3)) {
        let bytes = |sessions: &[RawSession]| serde_json::to_vec(&Profile::of(sessions)).unwrap();
        let first = bytes(&[one.clone(), two.clone(), three.clone()]);
        prop_assert_eq!(&first, &bytes(&[one.clone(), two.clone(), three.clone()]));
        prop_assert_eq!(&first, &bytes(&[three.clone(), one.clone(), two.clone(), one.clone()]), "twice is once");
        let read: Profile = serde_json::from_slice(&first).unwrap();
        prop_assert_eq!(&serde_json::to_vec(&read).unwrap(), &first);
        for session in &read.sessions {
            for score in [&session.begin, &session.end] {
                prop_assert_eq!(score.parts.len(), 3);
                if let Some(Banded { score, low, high }) = score.value {
                    prop_assert!(0.0 <= low && low <= score && score <= high && high <= 100.0);
                }
            }
        }
        for works in &read.works {
            prop_assert!(works.low <= works.expected && works.expected <= works.high);
            prop_assert!(works.n >= 3 || works.said == Said::TooEarly);
            prop_assert!(works.expected.abs() <= 10.0);
        }
    }
}
