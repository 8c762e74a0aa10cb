//! Sets on their way into a session and answers on their way back: what the headset asks, when, and what its events tell.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use care::questions::{Answer, Asked, QuestionSet, When, from_session, planned, shipped};
use session::{Answer as Given, EventKind, Phase, Prompt, Question, QuestionId, SetItem, Threshold, UserId};
use uuid::Uuid;

fn set(id: &str) -> &'static QuestionSet {
    shipped().iter().find(|set| set.id == id).unwrap()
}

#[test]
fn the_headset_asks_what_eyes_can_answer_and_the_tablet_the_rest() {
    let feedback = set("feedback");
    let asked: Vec<String> = feedback.for_headset().into_iter().map(|item| item.item).collect();
    assert_eq!(asked, ["helpful", "easy", "again", "good"]);
    assert_eq!(feedback.for_tablet().map(|item| item.id.as_str()).collect::<Vec<_>>(), ["better"]);
    assert_eq!(set("observed").for_headset(), [], "what a colleague sees is not asked of the client");
    assert_eq!(set("observed").for_tablet().count(), 4);
    for set in shipped() {
        assert!(set.for_headset().iter().all(SetItem::fits), "{}", set.id);
    }
}

#[test]
fn sets_are_asked_at_their_moments_whole_and_not_too_many() {
    let [mood, feedback, discomfort] = ["mood-and-tension", "feedback", "discomfort"].map(set);
    let both = [When::BeforeSession, When::AfterSession];
    let daily = [When::Daily { minute: 0 }];
    let high = [When::OnThreshold { tension: 7 }, When::OnIndicator { score: 80 }];
    let found =
        planned([(mood, &both[..], false), (feedback, &daily[..], false), (discomfort, &high[..], false)]);
    assert!(found.fits());
    let ids = |sets: &[session::PlannedSet]| -> Vec<(String, Option<Threshold>)> {
        sets.iter().map(|set| (set.items[0].set.clone(), set.only_from)).collect()
    };
    let from = |threshold| ("discomfort".to_owned(), Some(threshold));
    let always = ("mood-and-tension".to_owned(), None);
    assert_eq!(ids(&found.before), [always.clone(), from(Threshold::Tension(7))]);
    // The same questions are not asked twice, whatever they are planned for.
    assert_eq!(ids(&found.after), [always, from(Threshold::Tension(7))]);
    let due = planned([(feedback, &daily[..], true)]);
    assert_eq!(ids(&due.before), [("feedback".to_owned(), None)]);
    // Six and four questions fit; the third set would make it too many, and waits for the tablet.
    let before = [When::BeforeSession];
    let full = planned([discomfort, feedback, mood, set("sleep")].map(|set| (set, &before[..], false)));
    assert_eq!(full.before.iter().map(|set| set.items.len()).collect::<Vec<_>>(), [6, 4, 2]);
}

fn asked(n: u32, set: &QuestionSet, item: usize) -> EventKind {
    let item = set.for_headset().swap_remove(item);
    EventKind::QuestionAsked(Question { id: QuestionId(n), prompt: Prompt::Item(Box::new(item)) })
}

fn answered(n: u32, answer: Given) -> EventKind {
    EventKind::QuestionAnswered { question: QuestionId(n), answer }
}

#[test]
fn the_events_of_a_session_tell_every_answer_with_its_moment_and_who_gave_it() {
    let (mood, feedback, noor) = (set("mood-and-tension"), set("feedback"), UserId(Uuid::from_u128(1)));
    let events = [
        EventKind::PhaseEntered(Phase::ItemsBefore),
        asked(1, mood, 0),
        answered(1, Given::Scale(40)),
        asked(2, mood, 1),
        answered(2, Given::Skipped),
        EventKind::PhaseEntered(Phase::World),
        asked(3, mood, 1),
        answered(3, Given::Scale(60)),
        asked(4, mood, 1),
        answered(4, Given::Scale(30)),
        EventKind::PhaseEntered(Phase::ItemsAfter),
        asked(5, feedback, 2),
        EventKind::AnsweredFor { question: QuestionId(5), by: noor },
        answered(5, Given::One(1)),
        asked(6, feedback, 3),
        answered(6, Given::Some(0b10_010)),
    ];
    let found = from_session((0..).map(|n| n * 10).zip(&events));
    let short: Vec<_> = found.iter().map(|found| (found.set.as_str(), found.asked, found.by)).collect();
    assert_eq!(
        short,
        [
            ("mood-and-tension", Asked::Before, None),
            ("mood-and-tension", Asked::During, None),
            ("mood-and-tension", Asked::During, None),
            ("feedback", Asked::After, Some(noor)),
        ]
    );
    assert_eq!(found[0].answers["mood"], Answer::Number(40));
    assert_eq!(found[0].answers["tension"], Answer::Skipped);
    assert_eq!((found[0].at_us, found[1].answers["tension"].clone()), (40, Answer::Number(60)));
    assert_eq!(
        found[2].answers["tension"],
        Answer::Number(30),
        "the same question again is a moment of its own"
    );
    assert_eq!(found[3].answers["again"], Answer::One(1));
    assert_eq!(found[3].answers["good"], Answer::Some(vec![1, 4]));
    for found in &found {
        let set = set(&found.set);
        for (item, answer) in &found.answers {
            assert_eq!(answer.fits(&set.item(item).unwrap().form), Ok(()), "{item}");
        }
    }
}

#[test]
fn a_moment_without_sense_cannot_be_planned() {
    for (when, fits) in [
        (When::Daily { minute: 1_439 }, true),
        (When::Daily { minute: 1_440 }, false),
        (When::Random { times: 3, from: 540, to: 1_260 }, true),
        (When::Random { times: 0, from: 540, to: 1_260 }, false),
        (When::Random { times: 3, from: 900, to: 900 }, false),
        (When::OnThreshold { tension: 0 }, false),
        (When::OnIndicator { score: 101 }, false),
    ] {
        assert_eq!(when.fits(), fits, "{when:?}");
    }
}
