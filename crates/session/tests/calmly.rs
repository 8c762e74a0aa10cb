//! What happens around a client without anybody's doing: a plan that comes late, a posture, what a voice does under a question.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use catalogue::{Exercise, World};
use session::*;
use uuid::Uuid;

const AT: WorldTime = WorldTime::from_secs(60);
const NOOR: UserId = UserId(Uuid::from_u128(1));

fn secs(seconds: u64) -> WorldTime {
    AT + WorldTime::from_secs(seconds)
}

fn client(session: &mut Sequencer, act: Act, at: WorldTime) -> Result<Vec<Event>, Refusal> {
    session.handle(&Input::Act(Origin::Client, act), at)
}

fn noor(session: &mut Sequencer, act: Act, at: WorldTime) -> Result<Vec<Event>, Refusal> {
    session.handle(&Input::Act(Origin::Companion(NOOR), act), at)
}

/// At the choice of a world.
fn choosing() -> Sequencer {
    let (mut session, _) = Sequencer::open(EventKind::Opened {
        build: "test".into(),
        seed: 7,
        language: Language::Nl,
        consent: Consent::default(),
        rest: WorldTime::START,
    });
    client(&mut session, Act::Begin, AT).unwrap();
    for item in SelfCheckItem::ALL {
        let yes = item.verdict(true) == Verdict::Clear;
        client(&mut session, Act::AnswerSelfCheck { item, yes }, AT).unwrap();
    }
    client(&mut session, Act::Skip, AT).unwrap();
    session
}

/// At the beach, steered by Noor.
fn steered() -> Sequencer {
    let mut session = choosing();
    client(&mut session, Act::ChooseWorld(World::SunsetBeach), AT).unwrap();
    let watcher = Watcher { user: NOOR, name: "Noor".into() };
    noor(&mut session, Act::RequestWatch(watcher), AT).unwrap();
    client(&mut session, Act::AnswerWatch(true), AT).unwrap();
    noor(&mut session, Act::TakeOver, AT).unwrap();
    session
}

fn no_beach() -> Input {
    Input::Worlds(PlannedWorlds { first: vec![World::AlpineMeadow], avoided: vec![World::SunsetBeach] })
}

fn asked(session: &Sequencer) -> Option<&Prompt> {
    session.state().question.as_ref().map(|question| &question.prompt)
}

const ELSEWHERE: Prompt = Prompt::Prepared(Prepared::Elsewhere);

#[test]
fn a_plan_that_comes_late_offers_once_to_go_elsewhere_and_forces_nobody() {
    let mut session = steered();
    session.handle(&no_beach(), secs(1)).unwrap();
    noor(&mut session, Act::Renew, secs(2)).unwrap();
    session.tick(secs(2));
    assert_eq!(asked(&session), Some(&ELSEWHERE));
    assert_eq!(session.state().world, Some(World::SunsetBeach), "nobody is taken away");
    let question = session.state().question.as_ref().unwrap().id;
    client(&mut session, Act::Answer { question, answer: Answer::No }, secs(3)).unwrap();
    noor(&mut session, Act::Renew, secs(3)).unwrap();
    session.tick(secs(4));
    assert_eq!((asked(&session), session.state().world), (None, Some(World::SunsetBeach)));
}

#[test]
fn who_takes_the_offer_goes_also_while_a_colleague_steers_and_the_record_tells_both() {
    let mut session = steered();
    let meadow = || Act::ChooseWorld(World::AlpineMeadow);
    assert_eq!(client(&mut session, meadow(), secs(1)), Err(Refusal::SomebodyElseSteers));
    session.handle(&no_beach(), secs(1)).unwrap();
    noor(&mut session, Act::Renew, secs(1)).unwrap();
    session.tick(secs(2));
    let question = session.state().question.as_ref().unwrap().id;
    let kinds: Vec<_> =
        client(&mut session, meadow(), secs(2)).unwrap().into_iter().map(|event| event.kind).collect();
    let yes = EventKind::QuestionAnswered { question, answer: Answer::Yes };
    assert_eq!(kinds, [yes, EventKind::WorldEntered(World::AlpineMeadow)]);
    assert_eq!(session.state().steering, Steering::Companion(NOOR));
    session.tick(secs(3));
    assert_eq!(asked(&session), None);
}

#[test]
fn nobody_starts_in_a_world_that_their_plan_leaves_out_nor_hears_it_before() {
    let mut session = choosing();
    assert_eq!(session.state().world_or_first(), World::SunsetBeach);
    session.handle(&no_beach(), secs(1)).unwrap();
    assert_eq!(session.state().world_or_first(), World::AlpineMeadow, "also behind the veil");
    let beach = client(&mut session, Act::ChooseWorld(World::SunsetBeach), secs(2));
    assert_eq!(beach, Err(Refusal::Avoided));
    assert_eq!(session.state().phase, Phase::Choice);
}

#[test]
fn what_the_headset_notices_of_a_posture_is_no_act_and_counts_whoever_steers() {
    let mut session = steered();
    let noticed = session.handle(&Input::Lies(true), secs(1)).unwrap();
    assert!(matches!(noticed.as_slice(), [Event { kind: EventKind::LyingSet(true), .. }]), "{noticed:?}");
    assert!(session.handle(&Input::Lies(true), secs(1)).unwrap().is_empty());
    // It is nobody's sign of life: the lease runs out all the same.
    session.handle(&Input::Lies(false), AT + LEASE).unwrap();
    session.tick(AT + LEASE);
    assert_eq!(session.state().steering, Steering::Client);
    client(&mut session, Act::Leave, secs(9)).unwrap();
    assert_eq!(session.handle(&Input::Lies(true), secs(9)), Ok(Vec::new()), "all is over");
}

#[test]
fn an_exercise_begun_late_waits_for_the_question_whether_to_stay() {
    let mut session = choosing();
    client(&mut session, Act::ChooseWorld(World::SunsetBeach), AT).unwrap();
    let late = secs(14 * 60);
    let scan = Act::StartExercise { exercise: Exercise::BodyScan, pace_milli_bpm: 6_000 };
    client(&mut session, scan, late).unwrap();
    assert_eq!(asked(&session), Some(&Prompt::Prepared(Prepared::StayLonger)));
    let answered = late + WorldTime::from_secs(100);
    let under = session.state().exercise.unwrap();
    assert_eq!(Guide::at(&under, answered).unwrap().number, 0, "not a word was said under the question");
    let question = session.state().question.as_ref().unwrap().id;
    client(&mut session, Act::Answer { question, answer: Answer::Yes }, answered).unwrap();
    let running = session.state().exercise.unwrap();
    assert_eq!((running.began, running.held), (answered, None));
    let guide = Guide::at(&running, answered).unwrap();
    assert!(guide.number == 0 && guide.speaks(answered), "it begins with its first words");
}

#[test]
fn a_question_in_a_guided_exercise_costs_nothing_of_it() {
    let mut session = steered();
    let scan = Act::StartExercise { exercise: Exercise::BodyScan, pace_milli_bpm: 6_000 };
    noor(&mut session, scan, secs(1)).unwrap();
    let length = guided_length(Exercise::BodyScan, 6_000).unwrap();
    noor(&mut session, Act::Ask(Prompt::Prepared(Prepared::Comfortable)), secs(100)).unwrap();
    let question = session.state().question.as_ref().unwrap().id;
    client(&mut session, Act::Answer { question, answer: Answer::Yes }, secs(160)).unwrap();
    let over = secs(1) + length;
    // Once for the lease, once for the clock.
    session.tick(over);
    session.tick(over);
    assert!(session.state().exercise.is_some(), "a minute of it is still to come");
    session.tick(over + WorldTime::from_secs(80));
    assert!(session.state().exercise.is_none());
}

#[test]
fn what_the_headset_cannot_show_is_neither_offered_nor_begun() {
    let mut session = choosing();
    client(&mut session, Act::ChooseWorld(World::SunsetBeach), AT).unwrap();
    assert!(session.state().offers(Exercise::BodyScan, AT), "an older record is drawn as if all was there");
    let nothing = Means { heart: false, parts: false };
    assert_eq!(session.handle(&Input::Means(nothing), AT).unwrap().len(), 1);
    assert!(session.handle(&Input::Means(nothing), AT).unwrap().is_empty());
    let offered = session.state().offered(AT);
    assert!(offered.contains(&Exercise::PacedBreathing));
    assert!(offered.iter().all(|exercise| exercise.breathes() && *exercise != Exercise::ResonanceFinder));
    let scan = Act::StartExercise { exercise: Exercise::BodyScan, pace_milli_bpm: 6_000 };
    assert_eq!(client(&mut session, scan, AT), Err(Refusal::NotNow));
}
