//! Questions out of sets in a session: asked one by one before and after, marked, passed over, answered for somebody.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use catalogue::World;
use session::*;
use uuid::Uuid;

const AT: WorldTime = WorldTime::from_secs(60);

fn minutes(minutes: u64) -> WorldTime {
    AT + WorldTime::from_secs(60 * minutes)
}

fn said(text: &str) -> Said {
    Said { nl: text.into(), en: text.into() }
}

fn item(item: &str, form: ItemForm) -> SetItem {
    SetItem { set: "proef".into(), version: 2, item: item.into(), text: said("Hoe gaat het?"), form }
}

fn line() -> ItemForm {
    ItemForm::Line { low: said("niet"), high: said("erg") }
}

fn choices() -> ItemForm {
    ItemForm::Some(vec![said("dag"), said("nacht"), said("altijd")])
}

fn set(only_from: Option<Threshold>, items: Vec<SetItem>) -> PlannedSet {
    PlannedSet { only_from, items }
}

fn planned() -> PlannedSets {
    PlannedSets {
        before: vec![set(None, vec![item("een", line()), item("twee", choices())])],
        after: vec![set(None, vec![item("drie", ItemForm::Task(2))])],
    }
}

struct Story(Sequencer, Vec<Event>);

impl Story {
    /// Just before tension is rated, with this plan.
    fn with(planned: PlannedSets) -> Self {
        let (sequencer, first) = Sequencer::open(EventKind::Opened {
            build: "test".into(),
            seed: 7,
            language: Language::Nl,
            consent: Consent::default(),
            rest: WorldTime::START,
        });
        let mut story = Self(sequencer, vec![first]);
        story.feed(&Input::Planned(planned)).unwrap();
        story.client(Act::Begin).unwrap();
        for item in SelfCheckItem::ALL {
            let yes = item.verdict(true) == Verdict::Clear;
            story.client(Act::AnswerSelfCheck { item, yes }).unwrap();
        }
        story
    }

    fn feed(&mut self, input: &Input) -> Result<Vec<EventKind>, Refusal> {
        let events = self.0.handle(input, AT)?;
        self.1.extend(events.iter().cloned());
        Ok(events.into_iter().map(|event| event.kind).collect())
    }

    fn client(&mut self, act: Act) -> Result<Vec<EventKind>, Refusal> {
        self.feed(&Input::Act(Origin::Client, act))
    }

    fn answer(&mut self, answer: Answer) -> Result<Vec<EventKind>, Refusal> {
        let question = self.state().question.as_ref().expect("a question stands open").id;
        self.client(Act::Answer { question, answer })
    }

    fn mark(&mut self, choice: u8, yes: bool) -> Result<Vec<EventKind>, Refusal> {
        let question = self.state().question.as_ref().expect("a question stands open").id;
        self.client(Act::Mark { question, choice, yes })
    }

    fn state(&self) -> &State {
        self.0.state()
    }

    fn asked(&self) -> Option<String> {
        match &self.state().question.as_ref()?.prompt {
            Prompt::Item(item) => Some(item.item.clone()),
            other => panic!("{other:?}"),
        }
    }

    /// Through the world to the check of how the client is.
    fn reach_the_check(&mut self) {
        self.client(Act::ChooseWorld(World::SunsetBeach)).unwrap();
        self.client(Act::Finish).unwrap();
        self.client(Act::Continue).unwrap();
        self.client(Act::RateTension(4)).unwrap();
        assert_eq!(self.state().phase, Phase::Discomfort);
    }
}

#[test]
fn planned_questions_are_asked_one_by_one_before_the_choice_of_a_world() {
    let mut story = Story::with(planned());
    story.client(Act::RateTension(7)).unwrap();
    assert_eq!((story.state().phase, story.asked().as_deref()), (Phase::ItemsBefore, Some("een")));
    assert_eq!(story.state().items_in_step(), 2);
    assert_eq!(story.answer(Answer::Scale(101)), Err(Refusal::OutOfRange));
    story.answer(Answer::Scale(70)).unwrap();
    assert_eq!(story.asked().as_deref(), Some("twee"));
    story.mark(0, true).unwrap();
    assert_eq!(story.mark(0, true), Err(Refusal::QuestionNotOpen), "the same choice twice");
    story.mark(1, false).unwrap();
    let last = story.mark(2, true).unwrap();
    assert!(
        matches!(last.first(), Some(EventKind::QuestionAnswered { answer: Answer::Some(0b101), .. })),
        "{last:?}"
    );
    assert_eq!((story.state().phase, story.state().question.is_none()), (Phase::Choice, true));
    assert_eq!(&State::fold(&story.1), story.state());
}

#[test]
fn safety_rule_10_the_check_comes_before_planned_questions() {
    let mut story = Story::with(planned());
    story.client(Act::RateTension(7)).unwrap();
    story.client(Act::Skip).unwrap();
    assert_eq!(story.state().phase, Phase::Choice);
    story.reach_the_check();
    story.client(Act::ReportDiscomfort(Discomfort::None)).unwrap();
    assert_eq!((story.state().phase, story.asked().as_deref()), (Phase::ItemsAfter, Some("drie")));
    assert_eq!(story.answer(Answer::No), Err(Refusal::OutOfRange));
    story.answer(Answer::Yes).unwrap();
    assert_eq!(story.state().phase, Phase::Leaving);
}

#[test]
fn whoever_reports_panic_is_not_asked_more() {
    let mut story = Story::with(planned());
    story.client(Act::RateTension(7)).unwrap();
    story.client(Act::Skip).unwrap();
    story.reach_the_check();
    story.client(Act::ReportDiscomfort(Discomfort::Panic)).unwrap();
    assert_eq!(story.state().phase, Phase::Leaving);
}

#[test]
fn a_set_with_a_threshold_is_asked_from_there_on_only() {
    for (tension, asked) in [(6, false), (7, true)] {
        let only = set(Some(Threshold::Tension(7)), vec![item("een", line())]);
        let mut story = Story::with(PlannedSets { before: vec![only], after: Vec::new() });
        story.client(Act::RateTension(tension)).unwrap();
        assert_eq!(story.state().phase == Phase::ItemsBefore, asked, "{tension}");
    }
    for (score, asked) in [(None, false), (Some(69), false), (Some(70), true)] {
        let only = set(Some(Threshold::Indicator(70)), vec![item("een", line())]);
        let mut story = Story::with(PlannedSets { before: Vec::new(), after: vec![only] });
        let heart = |score| {
            let algorithm = "a".into();
            Input::Heart(ValueShown { algorithm, score, low: score, high: score, beats: 90 })
        };
        // What was shown before the world does not count.
        story.feed(&heart(Some(99))).unwrap();
        story.client(Act::RateTension(5)).unwrap();
        story.client(Act::ChooseWorld(World::SunsetBeach)).unwrap();
        story.feed(&heart(score)).unwrap();
        story.feed(&heart(Some(20))).unwrap();
        story.client(Act::Finish).unwrap();
        story.client(Act::Continue).unwrap();
        story.client(Act::Skip).unwrap();
        story.client(Act::ReportDiscomfort(Discomfort::None)).unwrap();
        assert_eq!(story.state().phase == Phase::ItemsAfter, asked, "{score:?}");
    }
}

#[test]
fn a_colleague_who_answers_for_the_client_is_in_the_record() {
    let mut story = Story::with(planned());
    let noor = UserId(Uuid::from_u128(1));
    let companion = |act| Input::Act(Origin::Companion(noor), act);
    story.feed(&companion(Act::RequestWatch(Watcher { user: noor, name: "Noor".into() }))).unwrap();
    story.client(Act::AnswerWatch(true)).unwrap();
    story.client(Act::RateTension(7)).unwrap();
    let question = story.state().question.as_ref().unwrap().id;
    let answer = Act::Answer { question, answer: Answer::Scale(20) };
    assert_eq!(story.feed(&companion(answer.clone())), Err(Refusal::NotSteering));
    story.feed(&companion(Act::TakeOver)).unwrap();
    let told = story.feed(&companion(answer)).unwrap();
    assert_eq!(told.first(), Some(&EventKind::AnsweredFor { question, by: noor }));
    // Passing over is no answer, and a client who answers themselves while somebody steers is not spoken for.
    let skipped = story.feed(&companion(Act::Skip)).unwrap();
    assert!(!skipped.iter().any(|event| matches!(event, EventKind::AnsweredFor { .. })));
}

#[test]
fn a_colleague_who_rates_or_marks_for_the_client_is_told_once_and_before() {
    let mut story = Story::with(planned());
    let noor = UserId(Uuid::from_u128(1));
    let companion = |act| Input::Act(Origin::Companion(noor), act);
    story.feed(&companion(Act::RequestWatch(Watcher { user: noor, name: "Noor".into() }))).unwrap();
    story.client(Act::AnswerWatch(true)).unwrap();
    story.feed(&companion(Act::TakeOver)).unwrap();
    let rated = story.feed(&companion(Act::RateTension(8))).unwrap();
    assert_eq!(rated[..2], [EventKind::GivenFor { by: noor }, EventKind::TensionBefore(Some(8))]);
    let first = story.state().question.as_ref().unwrap().id;
    story.feed(&companion(Act::Answer { question: first, answer: Answer::Scale(20) })).unwrap();
    let question = story.state().question.as_ref().unwrap().id;
    assert_ne!(question, first);
    let said = EventKind::AnsweredFor { question, by: noor };
    let mark = |choice| Act::Mark { question, choice, yes: true };
    assert_eq!(story.feed(&companion(mark(0))).unwrap().first(), Some(&said), "from the first choice on");
    assert!(!story.feed(&companion(mark(1))).unwrap().contains(&said), "once is enough");
    // The client gives the last: what a colleague gave a part of stays told.
    story.client(mark(2)).unwrap();
    assert!(story.1.iter().any(|event| event.kind == said));
}

#[test]
fn what_may_not_be_kept_leaves_the_least_and_keeps_its_number() {
    let all = Allowed { answers: true, heart: true, behaviour: true };
    let world = EventKind::WorldEntered(World::CoralReef);
    assert_eq!(world.allowed(all), world);
    let chosen = Allowed { behaviour: false, ..all };
    assert_eq!(world.allowed(chosen), EventKind::WorldWithheld);
    for gone in [
        EventKind::Touched(1),
        EventKind::PageTurned(2),
        EventKind::LyingSet(true),
        EventKind::VolumeSet(9),
        EventKind::Paused,
        EventKind::OwnPaceSet { pace_milli_bpm: 5_500, source: PaceSource::Earlier },
    ] {
        assert_eq!(gone.allowed(chosen), EventKind::Withheld, "{gone:?}");
    }
    let chosen_for_them = EventKind::OwnPaceSet { pace_milli_bpm: 5_500, source: PaceSource::Colleague };
    for stays in [
        chosen_for_them,
        EventKind::Ended,
        EventKind::DiscomfortReported(Discomfort::Dizzy),
        EventKind::AdverseEventNoted(AdverseEvent::Panic),
        EventKind::TensionBefore(Some(3)),
    ] {
        assert_eq!(stays.allowed(chosen), stays);
    }
    let heartless = Allowed { heart: false, ..all };
    let calm = EventKind::CalmTargeted(900).allowed(heartless);
    assert_eq!(calm, EventKind::CalmTargeted(CALM_AT_REST_PERMILLE), "it would tell of the heart");
    assert_eq!(
        EventKind::TensionAfter(Some(2)).allowed(Allowed { answers: false, ..all }),
        EventKind::TensionAfter(None)
    );
    // What was kept by this table before is kept by it again.
    for kept in [EventKind::WorldWithheld, EventKind::Withheld] {
        assert_eq!(kept.allowed(Allowed { answers: false, heart: false, behaviour: false }), kept);
    }
}

#[test]
fn a_plan_that_comes_late_or_does_not_fit_changes_nothing() {
    let mut story = Story::with(planned());
    assert_eq!(story.feed(&Input::Planned(planned())), Ok(vec![]), "known already");
    let many = vec![set(None, vec![item("een", line()); ITEMS_A_MOMENT_MAX + 1])];
    assert_eq!(story.feed(&Input::Planned(PlannedSets { before: many, after: vec![] })), Ok(vec![]));
    story.client(Act::RateTension(7)).unwrap();
    assert_eq!(story.feed(&Input::Planned(PlannedSets::default())), Ok(vec![]), "while they are asked");
    assert_eq!(story.state().sets, planned());
}

#[test]
fn safety_rule_05_the_way_out_is_open_while_questions_are_asked() {
    let mut story = Story::with(planned());
    story.client(Act::RateTension(7)).unwrap();
    story.client(Act::Leave).unwrap();
    assert_eq!((story.state().phase, story.state().question.is_none()), (Phase::Done, true));
}

#[test]
fn a_colleague_asks_a_question_out_of_a_set_in_the_world() {
    let mut story = Story::with(PlannedSets::default());
    let noor = UserId(Uuid::from_u128(1));
    let companion = |act| Input::Act(Origin::Companion(noor), act);
    story.feed(&companion(Act::RequestWatch(Watcher { user: noor, name: "Noor".into() }))).unwrap();
    story.client(Act::AnswerWatch(true)).unwrap();
    story.client(Act::RateTension(7)).unwrap();
    assert_eq!(story.state().phase, Phase::Choice, "nothing is planned");
    story.client(Act::ChooseWorld(World::SunsetBeach)).unwrap();
    story.feed(&companion(Act::Ask(Prompt::Item(Box::new(item("een", line())))))).unwrap();
    story.answer(Answer::Scale(30)).unwrap();
    assert_eq!((story.state().phase, story.state().question.is_none()), (Phase::World, true));
}

#[test]
fn a_question_that_nobody_answers_is_passed_over_and_the_record_says_that_time_did_it() {
    let mut story = Story::with(planned());
    story.client(Act::RateTension(7)).unwrap();
    let first = story.state().question.as_ref().unwrap().id;
    let before = AT + QUESTION_STANDS;
    assert!(story.0.tick(WorldTime(before.0 - 1)).is_empty());
    let passed: Vec<_> = story.0.tick(before).into_iter().map(|event| event.kind).collect();
    let skipped = EventKind::QuestionAnswered { question: first, answer: Answer::Skipped };
    assert_eq!(passed.get(..2), Some(&[EventKind::PassedByTime(first), skipped][..]));
    assert_eq!(story.asked().as_deref(), Some("twee"), "the next one is asked");
}

#[test]
fn who_is_busy_with_a_question_keeps_it() {
    let mut story = Story::with(planned());
    story.client(Act::RateTension(7)).unwrap();
    story.answer(Answer::Scale(10)).unwrap();
    let mark = |story: &mut Story, choice, at| {
        let question = story.state().question.as_ref().unwrap().id;
        let act = Act::Mark { question, choice, yes: true };
        story.0.handle(&Input::Act(Origin::Client, act), at).unwrap()
    };
    mark(&mut story, 0, minutes(2));
    assert!(story.0.tick(minutes(4)).is_empty(), "two minutes after the last mark");
    assert!(!story.0.tick(minutes(5)).is_empty());
}

#[test]
fn a_headset_that_is_off_the_head_passes_nothing_over() {
    let mut story = Story::with(planned());
    story.client(Act::RateTension(7)).unwrap();
    story.feed(&Input::Paused(true)).unwrap();
    assert!(story.0.tick(minutes(30)).is_empty());
    story.0.handle(&Input::Paused(false), minutes(30)).unwrap();
    assert!(story.0.tick(minutes(32)).is_empty(), "they have the whole time again");
    assert_eq!(story.asked().as_deref(), Some("een"));
}

#[test]
fn questions_of_one_step_take_ten_minutes_at_most_and_a_task_its_own_and_two_more() {
    let many = (0..12).map(|n| item(&format!("v{n}"), line())).collect();
    let mut story = Story::with(PlannedSets { before: vec![set(None, many)], after: planned().after });
    story.client(Act::RateTension(7)).unwrap();
    for second in 0..ITEMS_LENGTH.as_millis() / 1_000 {
        story.0.tick(AT + WorldTime::from_secs(second));
        assert_eq!(story.state().phase, Phase::ItemsBefore);
    }
    story.0.tick(AT + ITEMS_LENGTH);
    assert_eq!((story.state().phase, story.state().question.is_none()), (Phase::Choice, true));
    story.reach_the_check();
    story.client(Act::Skip).unwrap();
    assert_eq!(story.asked().as_deref(), Some("drie"));
    let task = WorldTime::from_secs(2 * 60) + TASK_SPARE;
    assert!(story.0.tick(WorldTime((AT + task).0 - 1)).is_empty());
    story.0.tick(AT + task);
    assert_eq!(story.state().phase, Phase::Leaving);
}

#[test]
fn a_task_of_an_hour_is_not_put_in_a_headset() {
    let mut story = Story::with(PlannedSets::default());
    story.client(Act::RateTension(3)).unwrap();
    story.client(Act::ChooseWorld(World::SunsetBeach)).unwrap();
    let noor = UserId(Uuid::from_u128(1));
    let watcher = Watcher { user: noor, name: "Noor".into() };
    story.feed(&Input::Act(Origin::Companion(noor), Act::RequestWatch(watcher))).unwrap();
    story.client(Act::AnswerWatch(true)).unwrap();
    let ask = |minutes| Act::Ask(Prompt::Item(Box::new(item("taak", ItemForm::Task(minutes)))));
    let long = story.feed(&Input::Act(Origin::Companion(noor), ask(60)));
    assert_eq!(long, Err(Refusal::OutOfRange));
    assert!(story.feed(&Input::Act(Origin::Companion(noor), ask(TASK_MINUTES_MAX))).is_ok());
}
