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

#[test]
fn a_guided_exercise_takes_its_own_time_and_ends_completed() {
    let mut session = exercising(Exercise::BodyScan);
    let length = guided_length(Exercise::BodyScan, 5_500).unwrap().as_secs_f64();
    let mut ended = None;
    for second in 0..900 {
        for event in session.tick(secs(second)) {
            assert_eq!(event.kind, EventKind::ExerciseEnded(ExerciseEnd::Completed));
            ended = Some(second);
        }
    }
    assert!((ended.unwrap() as f64 - length).abs() <= 1.0, "{ended:?} {length}");
    assert!(length > 330.0, "longer than a plain exercise");
}

#[test]
fn what_has_no_pacer_has_no_breath_and_no_pace() {
    for exercise in Exercise::ALL.into_iter().filter(|exercise| exercise.lives_in(World::SunsetBeach)) {
        let mut session = exercising(exercise);
        assert_eq!(session.state().breath(secs(3)).is_some(), exercise.breathes(), "{exercise:?}");
        let pace = Input::Act(Origin::Client, Act::SetPace(5_000));
        let paced = exercise.breathes() && exercise != Exercise::ResonanceFinder;
        assert_eq!(session.handle(&pace, secs(4)).is_ok(), paced, "{exercise:?}");
    }
}

#[test]
fn a_thing_is_touched_once_while_it_answers_and_only_in_its_exercise() {
    let mut session = exercising(Exercise::SingingBowls);
    let touch = |session: &mut Sequencer, thing, at| {
        session.handle(&Input::Act(Origin::Client, Act::Touch(thing)), at)
    };
    assert_eq!(touch(&mut session, 2, secs(0)), Err(Refusal::NotNow), "it has not come yet");
    assert_eq!(touch(&mut session, 2, secs(5)).unwrap().len(), 1);
    assert_eq!(touch(&mut session, 2, secs(6)), Err(Refusal::NotNow), "it still answers");
    assert_eq!(touch(&mut session, 2, secs(8)).unwrap().len(), 1);
    assert_eq!(touch(&mut session, 7, secs(8)), Err(Refusal::NotNow), "there are five bowls");
    client(&mut session, Act::StopExercise, secs(9));
    assert_eq!(touch(&mut session, 1, secs(9)), Err(Refusal::NotNow));
    let mut breathing = exercising(Exercise::PacedBreathing);
    assert_eq!(touch(&mut breathing, 0, secs(9)), Err(Refusal::NotNow));
}

#[test]
fn a_bubble_that_was_touched_is_gone_until_its_next_way_up() {
    let mut session = exercising(Exercise::Bubbles);
    let at = secs(12);
    let (number, _) = touchable(session.state(), at).next().unwrap();
    client(&mut session, Act::Touch(number), at);
    let again = |seconds: u64| touchable(session.state(), secs(seconds)).any(|(other, _)| other == number);
    assert!(!again(13));
    assert!((14..60).any(again), "another comes");
}

#[test]
fn following_the_butterfly_touches_one_part_of_its_way_after_another() {
    let mut session = exercising(Exercise::Butterfly);
    let mut followed = Vec::new();
    for second in 4..33 {
        let next = touchable(session.state(), secs(second)).next();
        if let Some((number, thing)) = next {
            assert_eq!(thing.look, catalogue::Look::Butterfly);
            client(&mut session, Act::Touch(number), secs(second));
            followed.push(number);
        }
    }
    followed.sort_unstable();
    followed.dedup();
    assert_eq!(followed, (1..=8).collect::<Vec<_>>(), "a whole eight in 28 seconds");
    let things = things(session.state(), secs(34));
    let blooms = things.iter().filter(|thing| thing.look == catalogue::Look::Bloom && thing.shown > 0.0);
    assert_eq!(blooms.count(), 8);
}

#[test]
fn a_guided_exercise_that_would_be_cut_short_by_the_soft_end_does_not_begin() {
    let mut session = watched();
    enter(&mut session);
    let scan = Input::Act(
        Origin::Client,
        Act::StartExercise { exercise: Exercise::BodyScan, pace_milli_bpm: 6_000 },
    );
    assert_eq!(session.handle(&scan, secs(28 * 60)), Err(Refusal::NotNow));
    assert!(session.handle(&scan, secs(10 * 60)).is_ok());
    assert!(session.state().question.is_some(), "it goes on past fifteen minutes: that is asked first");
}

#[test]
fn pages_are_turned_by_the_client_also_while_somebody_else_steers_and_begin_anew_with_each_menu() {
    let mut session = exercising(Exercise::PacedBreathing);
    session.handle(&Input::Act(Origin::Companion(NOOR), Act::TakeOver), secs(5)).unwrap();
    assert_eq!(session.handle(&Input::Act(Origin::Client, Act::TurnPage), secs(6)), Err(Refusal::NotNow));
    client(&mut session, Act::HandBack, secs(7));
    client(&mut session, Act::ShowMenu(Some(Menu::Exercises)), secs(8));
    client(&mut session, Act::TurnPage, secs(9));
    client(&mut session, Act::TurnPage, secs(10));
    assert_eq!(session.state().page, 2);
    client(&mut session, Act::ShowMenu(Some(Menu::Settings)), secs(11));
    assert_eq!(session.state().page, 0);
}

#[test]
fn who_lies_down_has_the_world_covered_while_it_turns_and_a_colleague_who_steers_can_ask_for_it() {
    let mut session = exercising(Exercise::PacedBreathing);
    client(&mut session, Act::SetLying(true), secs(5));
    assert!(session.state().lying && session.state().settling(secs(6)));
    assert!(!session.state().settling(secs(5) + SETTLES));
    let twice = session.handle(&Input::Act(Origin::Client, Act::SetLying(true)), secs(9)).unwrap();
    assert!(twice.is_empty());
    let asks = Input::Act(Origin::Companion(NOOR), Act::SetLying(false));
    assert_eq!(session.handle(&asks, secs(10)), Err(Refusal::NotSteering));
    session.handle(&Input::Act(Origin::Companion(NOOR), Act::TakeOver), secs(11)).unwrap();
    session.handle(&asks, secs(12)).unwrap();
    assert!(!session.state().lying);
}

proptest! {
    #[test]
    fn things_stay_within_reach_of_the_eyes_move_slowly_and_never_jump(
        exercise in prop::sample::select(Exercise::ALL.to_vec()),
        from in 0..290_u64,
    ) {
        prop_assume!(exercise.lives_in(World::SunsetBeach));
        let session = exercising(exercise);
        let step = WorldTime::from_millis(100);
        let mut at = secs(from);
        let mut before = things(session.state(), at);
        for _ in 0..100 {
            at = at + step;
            let now = things(session.state(), at);
            for (was, is) in before.iter().zip(&now).filter(|(was, is)| was.shown > 0.02 && is.shown > 0.02) {
                let [x, y, z] = is.at_m.map(f64::from);
                let away = (x * x + y * y + z * z).sqrt();
                // Nothing to focus on nearer than half a metre, and nothing that asks the neck to turn far.
                prop_assert!(away > 1.2 && (x.atan2(-z)).to_degrees().abs() < 45.0);
                prop_assert!((y / away).asin().to_degrees().abs() < 27.0, "{is:?}");
                prop_assert!((0.0..=1.0).contains(&is.shown) && (0.0..=1.0).contains(&is.warm));
                let dot: f64 = was.at_m.iter().zip(is.at_m).map(|(a, b)| f64::from(*a) * f64::from(b)).sum();
                let length = was.at_m.iter().map(|a| f64::from(*a).powi(2)).sum::<f64>().sqrt() * away;
                let turned = (dot / length).clamp(-1.0, 1.0).acos().to_degrees();
                // At most 14 degrees a second: slow pursuit, below half of what eyes follow smoothly (30°/s).
                prop_assert!(turned < 1.4, "{exercise:?}: {turned} degrees in a tenth of a second");
                prop_assert!((is.shown - was.shown).abs() < 0.15);
            }
            before = now;
        }
    }
}
