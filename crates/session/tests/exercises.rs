//! Exercises that use the heart: a garden that only opens, a search that goes its own way, and which heart drives them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use catalogue::{Exercise, SEARCH_PACES_MILLI_BPM, World};
use proptest::prelude::*;
use session::*;
use uuid::Uuid;

const NOOR: UserId = UserId(Uuid::from_u128(1));
const BEGAN: WorldTime = WorldTime::from_secs(60);

fn secs(seconds: u64) -> WorldTime {
    BEGAN + WorldTime::from_secs(seconds)
}

/// A session that Noor watches, before its world.
fn watched() -> Sequencer {
    let opened = EventKind::Opened {
        build: "test".into(),
        seed: 7,
        language: Language::Nl,
        consent: Consent::default(),
        rest: WorldTime::START,
    };
    let (mut session, _) = Sequencer::open(opened);
    let watcher = Watcher { user: NOOR, name: "Noor".into() };
    let watch = Input::Act(Origin::Companion(NOOR), Act::RequestWatch(watcher));
    session.handle(&watch, BEGAN).unwrap();
    client(&mut session, Act::AnswerWatch(true), BEGAN);
    session
}

fn client(session: &mut Sequencer, act: Act, at: WorldTime) -> Vec<Event> {
    session.handle(&Input::Act(Origin::Client, act), at).unwrap()
}

fn enter(session: &mut Sequencer) {
    client(session, Act::Begin, BEGAN);
    for item in SelfCheckItem::ALL {
        let yes = item.verdict(true) == Verdict::Clear;
        client(session, Act::AnswerSelfCheck { item, yes }, BEGAN);
    }
    client(session, Act::Skip, BEGAN);
    client(session, Act::ChooseWorld(World::SunsetBeach), BEGAN);
}

fn exercising(exercise: Exercise) -> Sequencer {
    let mut session = watched();
    enter(&mut session);
    client(&mut session, Act::StartExercise { exercise, pace_milli_bpm: 5_500 }, BEGAN);
    session
}

fn found(pace_milli_bpm: u16) -> PaceSearch {
    let outcome = SearchOutcome::Found {
        pace_milli_bpm,
        low_milli_bpm: 4_800,
        high_milli_bpm: 6_100,
        sure_permille: 800,
    };
    PaceSearch { algorithm: "r-1".into(), outcome }
}

#[test]
fn a_search_goes_from_pace_to_pace_by_itself_and_ends_within_twelve_minutes() {
    let mut session = exercising(Exercise::ResonanceFinder);
    let mut paces = vec![session.state().exercise.unwrap().breathing.pace_milli_bpm];
    let mut ended = None;
    for second in 0..=720 {
        for event in session.tick(secs(second)) {
            match event.kind {
                EventKind::PaceSet(pace) => paces.push(pace),
                EventKind::ExerciseEnded(how) => ended = Some((second, how)),
                other => panic!("{other:?}"),
            }
        }
    }
    assert_eq!(paces, SEARCH_PACES_MILLI_BPM);
    assert_eq!(ended, Some((720, ExerciseEnd::Completed)));
    assert_eq!(session.state().searched_at, Some(secs(720)));
}

#[test]
fn a_pace_can_be_passed_over_and_the_last_one_ends_the_search() {
    let mut session = exercising(Exercise::ResonanceFinder);
    client(&mut session, Act::ShowMenu(Some(Menu::Main)), secs(5));
    client(&mut session, Act::Skip, secs(10));
    assert_eq!(session.state().exercise.unwrap().breathing.pace_milli_bpm, 6_500);
    assert_eq!(session.state().menu, None);
    let unasked = Input::Act(Origin::Client, Act::SetPace(5_000));
    assert_eq!(session.handle(&unasked, secs(11)), Err(Refusal::NotNow));
    for _ in 0..5 {
        client(&mut session, Act::Skip, secs(20));
    }
    assert!(session.state().exercise.is_none());
}

#[test]
fn what_a_search_gave_is_told_once_and_becomes_the_own_pace() {
    let mut session = exercising(Exercise::ResonanceFinder);
    let told = |session: &mut Sequencer, at| session.handle(&Input::Search(found(5_400)), at).unwrap().len();
    assert_eq!(told(&mut session, secs(30)), 0, "it goes on");
    client(&mut session, Act::StopExercise, secs(400));
    assert_eq!(told(&mut session, secs(404)), 1);
    assert_eq!(told(&mut session, secs(405)), 0);
    assert_eq!(session.state().own_pace_milli_bpm, Some(5_400));
    let earlier = session.handle(&Input::OwnPace(6_100), secs(406)).unwrap();
    assert!(earlier.is_empty(), "what was found now counts");
    let kept = Input::Act(Origin::Companion(NOOR), Act::KeepPace(5_000));
    session.handle(&kept, secs(410)).unwrap();
    assert_eq!(session.state().own_pace_milli_bpm, Some(5_000));
    let wild = Input::Act(Origin::Companion(NOOR), Act::KeepPace(9_000));
    assert_eq!(session.handle(&wild, secs(411)), Err(Refusal::OutOfRange));
    let own = Input::Act(Origin::Client, Act::KeepPace(5_000));
    assert_eq!(session.handle(&own, secs(411)), Err(Refusal::CompanionOnly));
}

#[test]
fn safety_rule_09_a_pace_from_elsewhere_that_is_not_allowed_is_not_taken() {
    let mut session = watched();
    assert!(session.handle(&Input::OwnPace(3_000), BEGAN).unwrap().is_empty());
    enter(&mut session);
    client(
        &mut session,
        Act::StartExercise { exercise: Exercise::ResonanceFinder, pace_milli_bpm: 6_000 },
        BEGAN,
    );
    client(&mut session, Act::StopExercise, secs(9));
    assert!(session.handle(&Input::Search(found(12_000)), secs(12)).unwrap().is_empty());
    assert_eq!(session.state().own_pace_milli_bpm, None);
}

#[test]
fn which_heart_drives_it_is_settled_by_a_colleague_before_the_world() {
    let mut session = watched();
    let set = |session: &mut Sequencer, origin| {
        session.handle(&Input::Act(origin, Act::SetFeed(Feed::Seeded(3))), BEGAN).map(|events| events.len())
    };
    assert_eq!(set(&mut session, Origin::Client), Err(Refusal::CompanionOnly));
    assert_eq!(set(&mut session, Origin::Companion(UserId(Uuid::nil()))), Err(Refusal::NotWatching));
    assert_eq!(set(&mut session, Origin::Companion(NOOR)), Ok(1));
    assert_eq!(session.state().feed, Feed::Seeded(3));
    enter(&mut session);
    assert_eq!(set(&mut session, Origin::Companion(NOOR)), Err(Refusal::NotNow));
}

#[test]
fn a_garden_goes_on_from_what_had_opened_and_begins_anew_in_a_new_world() {
    let mut session = exercising(Exercise::CoherenceGarden);
    client(&mut session, Act::StopExercise, secs(120));
    let opened = session.state().garden_opened(secs(600));
    assert!(opened > 0.2 && opened < 0.3, "{opened}");
    let again = Act::StartExercise { exercise: Exercise::CoherenceGarden, pace_milli_bpm: 5_500 };
    client(&mut session, again, secs(600));
    assert!(session.state().garden_opened(secs(700)) > opened + 0.15);
    client(&mut session, Act::ChooseWorld(World::SunsetBeach), secs(701));
    assert_eq!(session.state().garden_opened(secs(800)), 0.0);
}

proptest! {
    #[test]
    fn safety_rule_09_a_garden_never_closes_and_its_speed_never_jumps(
        coherences in prop::collection::vec((prop::option::of(0..=1_200_u16), 1..40_u64), 1..40),
        stops in prop::collection::vec(any::<bool>(), 40),
    ) {
        let mut session = exercising(Exercise::CoherenceGarden);
        let mut at = BEGAN;
        let mut before = 0.0;
        for ((coherence, seconds), stop) in coherences.into_iter().zip(stops) {
            session.handle(&Input::Coherence(coherence), at).unwrap();
            if stop && session.state().exercise.is_some() {
                client(&mut session, Act::StopExercise, at);
            } else if session.state().exercise.is_none() {
                let again = Act::StartExercise { exercise: Exercise::CoherenceGarden, pace_milli_bpm: 6_000 };
                client(&mut session, again, at);
            }
            for _ in 0..seconds * 2 {
                at = at + WorldTime::from_millis(500);
                session.tick(at);
                let now = session.state().garden_opened(at);
                // At full speed half a second opens 0.27 %.
                prop_assert!((before..=before + 0.002_7).contains(&now), "{before} {now}");
                before = now;
            }
        }
    }
}

#[test]
fn what_a_colleague_chose_stands_whatever_a_later_search_gives() {
    let mut session = exercising(Exercise::ResonanceFinder);
    let kept = Input::Act(Origin::Companion(NOOR), Act::KeepPace(5_000));
    session.handle(&kept, secs(10)).unwrap();
    client(&mut session, Act::StopExercise, secs(400));
    session.handle(&Input::Search(found(5_400)), secs(404)).unwrap();
    assert_eq!(session.state().own_pace_milli_bpm, Some(5_000));
    assert_eq!(session.state().search, Some(found(5_400)));
}

#[test]
fn safety_rule_03_a_search_past_the_planned_length_asks_first_and_past_the_soft_end_does_not_begin() {
    let search = Act::StartExercise { exercise: Exercise::ResonanceFinder, pace_milli_bpm: 6_000 };
    let asks = |minutes: u64| {
        let mut session = watched();
        enter(&mut session);
        client(&mut session, search.clone(), secs(minutes * 60));
        assert!(session.state().exercise.is_some());
        session.state().question.is_some()
    };
    assert!(!asks(3), "it is over at fifteen minutes");
    assert!(asks(4));
    let mut session = watched();
    enter(&mut session);
    let late = Input::Act(Origin::Client, search.clone());
    assert_eq!(session.handle(&late, secs(19 * 60)), Err(Refusal::NotNow));
}

#[test]
fn nothing_is_asked_while_what_a_search_gave_stands_there() {
    let mut session = exercising(Exercise::ResonanceFinder);
    client(&mut session, Act::StopExercise, secs(14 * 60 + 50));
    session.tick(secs(15 * 60 + 19));
    assert_eq!(session.state().question, None);
    session.tick(secs(15 * 60 + 20));
    assert!(session.state().question.is_some());
}

#[test]
fn another_world_closes_the_menu() {
    let mut session = exercising(Exercise::PacedBreathing);
    client(&mut session, Act::ShowMenu(Some(Menu::Settings)), secs(5));
    client(&mut session, Act::ChooseWorld(World::AlpineMeadow), secs(6));
    assert_eq!((session.state().menu, session.state().exercise), (None, None));
}
