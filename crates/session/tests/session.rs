//! The rule of a session, told as what people may expect of it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use catalogue::{Exercise, World};
use session::*;
use uuid::Uuid;

const AT: WorldTime = WorldTime::from_secs(60);

fn user(n: u128) -> UserId {
    UserId(Uuid::from_u128(n))
}

fn opened() -> EventKind {
    EventKind::Opened {
        build: "test".into(),
        seed: 7,
        language: Language::Nl,
        consent: Consent::default(),
        rest: WorldTime::START,
    }
}

struct Story {
    sequencer: Sequencer,
    events: Vec<Event>,
}

impl Story {
    fn new() -> Self {
        let (sequencer, first) = Sequencer::open(opened());
        Self { sequencer, events: vec![first] }
    }

    fn client(&mut self, act: Act) -> Result<(), Refusal> {
        self.feed(&Input::Act(Origin::Client, act), AT)
    }

    fn companion(&mut self, n: u128, act: Act) -> Result<(), Refusal> {
        self.feed(&Input::Act(Origin::Companion(user(n)), act), AT)
    }

    fn feed(&mut self, input: &Input, at: WorldTime) -> Result<(), Refusal> {
        self.events.extend(self.sequencer.handle(input, at)?);
        Ok(())
    }

    fn state(&self) -> &State {
        self.sequencer.state()
    }

    fn in_world() -> Self {
        let mut story = Self::new();
        story.client(Act::Begin).unwrap();
        for item in SelfCheckItem::ALL {
            let yes = item.verdict(true) == Verdict::Clear;
            story.client(Act::AnswerSelfCheck { item, yes }).unwrap();
        }
        story.client(Act::RateTension(7)).unwrap();
        story.client(Act::ChooseWorld(World::SunsetBeach)).unwrap();
        story
    }

    fn watched() -> Self {
        let mut story = Self::in_world();
        story.companion(1, Act::RequestWatch(Watcher { user: user(1), name: "Noor".into() })).unwrap();
        story.client(Act::AnswerWatch(true)).unwrap();
        story
    }
}

#[test]
fn a_client_walks_from_welcome_to_done() {
    let mut story = Story::in_world();
    assert_eq!(story.state().phase, Phase::World);
    story.client(Act::StartExercise { exercise: Exercise::PacedBreathing, pace_milli_bpm: 6_000 }).unwrap();
    story.client(Act::Finish).unwrap();
    assert_eq!(story.state().phase, Phase::CalmEnd);
    assert!(story.state().exercise.is_none());
    story.client(Act::Continue).unwrap();
    story.client(Act::RateTension(3)).unwrap();
    story.client(Act::ReportDiscomfort(Discomfort::None)).unwrap();
    assert_eq!(story.state().phase, Phase::Leaving);
    story.client(Act::Continue).unwrap();
    assert_eq!(story.state().phase, Phase::Done);
    assert_eq!(story.state().tension_before, Some(7));
    assert_eq!(story.state().tension_after, Some(3));
    assert!(story.state().adverse_events.is_empty());
    let numbers: Vec<_> = story.events.iter().map(|event| event.seq).collect();
    assert_eq!(numbers, (0..story.events.len() as u32).collect::<Vec<_>>());
}

#[test]
fn safety_rule_01_a_seizure_holds_and_nobody_can_clear_it() {
    let mut story = Story::new();
    story.companion(1, Act::RequestWatch(Watcher { user: user(1), name: "Noor".into() })).unwrap();
    story.client(Act::AnswerWatch(true)).unwrap();
    story.client(Act::Begin).unwrap();
    story.client(Act::AnswerSelfCheck { item: SelfCheckItem::Settled, yes: true }).unwrap();
    story.client(Act::AnswerSelfCheck { item: SelfCheckItem::OldEnough, yes: true }).unwrap();
    story.client(Act::AnswerSelfCheck { item: SelfCheckItem::Seizure, yes: true }).unwrap();
    assert_eq!(story.state().phase, Phase::Held(SelfCheckItem::Seizure));
    assert_eq!(story.client(Act::ChooseWorld(World::SunsetBeach)), Err(Refusal::NotNow));
    assert_eq!(story.companion(1, Act::Clear { reason: "overlegd".into() }), Err(Refusal::Unsafe));
}

#[test]
fn safety_rule_01_a_clinician_clears_a_caution_and_the_reason_is_recorded() {
    let mut story = Story::new();
    story.companion(1, Act::RequestWatch(Watcher { user: user(1), name: "Noor".into() })).unwrap();
    story.client(Act::AnswerWatch(true)).unwrap();
    story.client(Act::Begin).unwrap();
    for item in SelfCheckItem::ALL {
        let yes = item.verdict(true) == Verdict::Clear || item == SelfCheckItem::Caution;
        story.client(Act::AnswerSelfCheck { item, yes }).unwrap();
    }
    assert_eq!(story.state().phase, Phase::Held(SelfCheckItem::Caution));
    assert_eq!(story.client(Act::Clear { reason: "ik wil".into() }), Err(Refusal::CompanionOnly));
    assert_eq!(story.companion(1, Act::Clear { reason: "  ".into() }), Err(Refusal::OutOfRange));
    story.companion(1, Act::Clear { reason: "zwanger, overlegd".into() }).unwrap();
    assert_eq!(story.state().phase, Phase::TensionBefore);
    let cleared = |event: &Event| matches!(&event.kind, EventKind::SelfCheckCleared { reason, .. } if reason == "zwanger, overlegd");
    assert!(story.events.iter().any(cleared));
}

#[test]
fn safety_rule_03_the_world_asks_at_fifteen_minutes_and_ends_softly_at_thirty() {
    let mut story = Story::in_world();
    assert!(story.sequencer.tick(AT + WorldTime::from_secs(899)).is_empty());
    story.sequencer.tick(AT + PLANNED_LENGTH);
    let asked = story.state().question.clone().unwrap();
    assert_eq!(asked.prompt, Prompt::Prepared(Prepared::StayLonger));
    story.client(Act::Answer { question: asked.id, answer: Answer::Yes }).unwrap();
    assert!(story.sequencer.tick(AT + WorldTime::from_secs(1_200)).is_empty());
    story.sequencer.tick(AT + SOFT_END);
    assert_eq!(story.state().phase, Phase::CalmEnd);
}

#[test]
fn safety_rule_03_after_a_long_session_there_is_a_break_first() {
    let mut kind = opened();
    if let EventKind::Opened { rest, .. } = &mut kind {
        *rest = REST_AFTER_LONG;
    }
    let (mut sequencer, _) = Sequencer::open(kind);
    let begin = Input::Act(Origin::Client, Act::Begin);
    assert_eq!(sequencer.handle(&begin, AT), Err(Refusal::Resting));
    assert!(sequencer.handle(&begin, REST_AFTER_LONG).is_ok());
}

#[test]
fn safety_rule_05_calm_puts_everything_away_and_gives_the_client_control() {
    let mut story = Story::watched();
    story.companion(1, Act::TakeOver).unwrap();
    story
        .companion(1, Act::StartExercise { exercise: Exercise::PacedBreathing, pace_milli_bpm: 5_500 })
        .unwrap();
    story.companion(1, Act::Ask(Prompt::Prepared(Prepared::Comfortable))).unwrap();
    story.client(Act::Calm).unwrap();
    assert_eq!(story.state().phase, Phase::World);
    assert!(story.state().exercise.is_none() && story.state().question.is_none());
    assert_eq!(story.state().steering, Steering::Client);
    story.client(Act::Calm).unwrap();
    assert_eq!(story.state().phase, Phase::CalmEnd);
}

#[test]
fn safety_rule_06_steering_lapses_within_two_seconds_of_the_last_renewal() {
    let mut story = Story::watched();
    story.companion(1, Act::TakeOver).unwrap();
    let renewed = AT + WorldTime::from_millis(400);
    story.feed(&Input::Act(Origin::Companion(user(1)), Act::Renew), renewed).unwrap();
    assert!(story.sequencer.tick(renewed + WorldTime::from_millis(1_499)).is_empty());
    let events = story.sequencer.tick(renewed + WorldTime::from_millis(1_500));
    let back = EventKind::SteeringChanged { to: Steering::Client, cause: SteeringCause::LinkLost };
    assert_eq!(events.first().map(|event| &event.kind), Some(&back));
    assert!(story.state().is_watched_by(user(1)), "watching goes on by itself");
    assert_eq!(story.state().phase, Phase::World, "the world goes on");
}

#[test]
fn safety_rule_06_nobody_steers_without_the_clients_yes() {
    let mut story = Story::in_world();
    assert_eq!(story.companion(1, Act::TakeOver), Err(Refusal::NotWatching));
    story.companion(1, Act::RequestWatch(Watcher { user: user(1), name: "Noor".into() })).unwrap();
    assert_eq!(story.companion(1, Act::TakeOver), Err(Refusal::NotWatching));
    story.client(Act::AnswerWatch(false)).unwrap();
    assert_eq!(story.companion(1, Act::TakeOver), Err(Refusal::NotWatching));
}

#[test]
fn safety_rule_09_dizziness_ends_the_exercise() {
    let mut story = Story::in_world();
    story.client(Act::StartExercise { exercise: Exercise::PacedBreathing, pace_milli_bpm: 6_000 }).unwrap();
    story.client(Act::ReportDiscomfort(Discomfort::Dizzy)).unwrap();
    assert!(story.state().exercise.is_none());
    assert_eq!(story.state().phase, Phase::World);
}

#[test]
fn safety_rule_10_panic_headache_and_marked_worsening_become_adverse_events() {
    let mut story = Story::in_world();
    story.client(Act::Finish).unwrap();
    story.client(Act::Continue).unwrap();
    story.client(Act::RateTension(10)).unwrap();
    story.client(Act::DiscomfortFelt).unwrap();
    story.client(Act::ReportDiscomfort(Discomfort::Panic)).unwrap();
    assert_eq!(story.state().adverse_events, [AdverseEvent::MarkedWorsening, AdverseEvent::Panic]);
}

#[test]
fn safety_rule_11_the_warning_about_driving_comes_before_the_end() {
    let mut story = Story::in_world();
    story.client(Act::Finish).unwrap();
    story.client(Act::Continue).unwrap();
    story.client(Act::Skip).unwrap();
    story.client(Act::Skip).unwrap();
    assert_eq!(story.state().phase, Phase::Leaving);
}

#[test]
fn while_a_colleague_steers_the_client_keeps_answers_volume_and_the_way_out() {
    let mut story = Story::watched();
    story.companion(1, Act::TakeOver).unwrap();
    assert_eq!(story.client(Act::SetTimeOfDay(1_000)), Err(Refusal::SomebodyElseSteers));
    story.client(Act::SetVolume(20)).unwrap();
    story
        .companion(1, Act::Ask(Prompt::Own { text: "Zit je warm?".into(), answers: AnswerKind::YesNo }))
        .unwrap();
    let question = story.state().question.clone().unwrap().id;
    assert_eq!(story.client(Act::Answer { question, answer: Answer::Scale(3) }), Err(Refusal::OutOfRange));
    story.client(Act::Answer { question, answer: Answer::Yes }).unwrap();
    story.client(Act::HandBack).unwrap();
    story.client(Act::SetTimeOfDay(1_000)).unwrap();
}

#[test]
fn a_second_colleague_cannot_take_over_from_the_first() {
    let mut story = Story::watched();
    story.companion(2, Act::RequestWatch(Watcher { user: user(2), name: "Sam".into() })).unwrap();
    story.client(Act::AnswerWatch(true)).unwrap();
    story.companion(1, Act::TakeOver).unwrap();
    assert_eq!(story.companion(2, Act::TakeOver), Err(Refusal::SomebodyElseSteers));
    assert_eq!(story.companion(2, Act::Finish), Err(Refusal::SomebodyElseSteers));
    story.companion(1, Act::HandBack).unwrap();
    story.companion(2, Act::TakeOver).unwrap();
}

#[test]
fn a_repeated_command_does_nothing_the_second_time() {
    let mut story = Story::watched();
    let command =
        Command { id: CommandId(Uuid::from_u128(9)), origin: Origin::Companion(user(1)), act: Act::TakeOver };
    assert_eq!(story.sequencer.command(&command, AT).unwrap().len(), 1);
    assert_eq!(story.sequencer.command(&command, AT).unwrap(), []);
}

#[test]
fn a_question_that_does_not_fit_the_headset_is_refused() {
    let mut story = Story::watched();
    let own = |text: &str| Act::Ask(Prompt::Own { text: text.into(), answers: AnswerKind::YesNo });
    assert_eq!(story.companion(1, own("")), Err(Refusal::OutOfRange));
    assert_eq!(story.companion(1, own(&"woord ".repeat(20))), Err(Refusal::OutOfRange));
    assert_eq!(story.companion(1, own("regel\nregel")), Err(Refusal::OutOfRange));
}

#[test]
fn a_heart_value_moves_the_calm_and_stands_in_the_record() {
    let mut story = Story::in_world();
    let shown = ValueShown {
        algorithm: "luwte-stress-1".into(),
        score: Some(30),
        low: Some(20),
        high: Some(40),
        beats: 280,
    };
    story.feed(&Input::Heart(shown.clone()), AT).unwrap();
    assert_eq!(story.state().shown_score, Some(30));
    assert!(story.state().calm.at(AT + WorldTime::from_secs(60)) > 0.85);
    assert!(story.events.iter().any(|event| event.kind == EventKind::ValueShown(shown.clone())));
}
