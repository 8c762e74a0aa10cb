//! The rules of screening: examples by safety rule, and that nothing ever lets a hard stop through.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use care::screening::{
    Answers, DECISION_VALID_US, Decision, DecisionError, Hindrance, NewDecision, Outcome, RULES, Screening,
    Standing, Use, VALID_US, Wrong, admit, assess, decide, indications, items, screen, standing,
};
use proptest::prelude::*;

const DAY_US: i64 = 86_400_000_000;
const NOW_US: i64 = 20_000 * DAY_US;

/// Everything answered with no, but these.
fn answers(yes: &[&str]) -> Answers {
    let items = items().map(|item| (item.id.to_owned(), yes.contains(&item.id))).collect();
    let indications = yes.iter().filter(|id| indications().iter().any(|known| known.id == **id));
    Answers { indications: indications.map(|id| (*id).to_owned()).collect(), items, ..Answers::default() }
}

fn screening(number: u32, at_us: i64, answers: Answers) -> Screening {
    let outcome = assess(&answers).unwrap().outcome;
    Screening { number, at_us, outcome, answers, decisions: Vec::new() }
}

fn outcome(screenings: &[Screening], now_us: i64) -> Option<Outcome> {
    match standing(screenings, now_us) {
        Standing::Stands { outcome, .. } => Some(outcome),
        _ => None,
    }
}

fn wish(screening: u32, alone: bool) -> NewDecision {
    NewDecision { screening, alone, reason: "Overlegd met de arts.".into() }
}

#[test]
fn safety_rule_01_each_contra_indication_stops_as_the_rule_says() {
    for (id, wanted) in [
        ("seizure", Outcome::HardStop),
        ("under-13", Outcome::HardStop),
        ("brain-injury", Outcome::UntilCleared),
        ("dementia", Outcome::UntilCleared),
        ("implant", Outcome::UntilCleared),
        ("heart", Outcome::UntilCleared),
        ("psychosis", Outcome::UntilCleared),
        ("pregnancy", Outcome::UntilCleared),
        ("vestibular", Outcome::UntilCleared),
        ("dissociation", Outcome::UntilCleared),
    ] {
        let found = assess(&answers(&[id])).unwrap();
        assert_eq!(found.outcome, wanted, "{id}");
        assert_eq!(found.because.iter().map(|because| because.item.as_str()).collect::<Vec<_>>(), [id]);
    }
    assert_eq!(assess(&answers(&[])).unwrap().outcome, Outcome::Alone);
    assert_eq!(assess(&answers(&["seizure", "heart", "acute-ward"])).unwrap().outcome, Outcome::HardStop);
}

#[test]
fn safety_rule_13_groups_outside_the_evidence_start_with_someone_beside_them() {
    for id in [
        "withdrawal",
        "intellectual-disability",
        "dementia",
        "confusion",
        "aggression",
        "acute-ward",
        "palliative",
    ] {
        let found = assess(&answers(&[id])).unwrap();
        assert!(found.supervised && found.outcome >= Outcome::Supervised, "{id}");
        let record = [screening(1, NOW_US, answers(&[id]))];
        assert_eq!(decide(&record, &wish(1, true), 0, NOW_US), Err(DecisionError::SupervisedFirst), "{id}");
        assert_eq!(decide(&record, &wish(1, true), 1, NOW_US), Ok(()), "{id}");
    }
    assert!(!assess(&answers(&["stress", "pregnancy"])).unwrap().supervised);
}

#[test]
fn the_version_of_the_rules_goes_up_with_every_change_of_what_is_asked() {
    let asked: Vec<_> = items().map(|item| (item.id, item.effect.outcome, item.effect.supervised)).collect();
    use Outcome::{HardStop, Supervised, UntilCleared};
    let first = [
        ("seizure", HardStop, false),
        ("under-13", HardStop, false),
        ("brain-injury", UntilCleared, false),
        ("dementia", UntilCleared, true),
        ("implant", UntilCleared, false),
        ("heart", UntilCleared, false),
        ("psychosis", UntilCleared, false),
        ("pregnancy", UntilCleared, false),
        ("vestibular", UntilCleared, false),
        ("dissociation", UntilCleared, false),
        ("intellectual-disability", Supervised, true),
        ("acute-ward", Supervised, true),
        ("palliative", Supervised, true),
    ];
    let supervised = indications().iter().filter(|indication| indication.supervised).map(|found| found.id);
    assert_eq!((RULES, asked.as_slice()), (1, first.as_slice()));
    assert_eq!(supervised.collect::<Vec<_>>(), ["confusion", "aggression", "withdrawal"]);
}

#[test]
fn everything_has_to_be_answered_and_nothing_else() {
    let mut some = answers(&[]);
    some.items.remove("heart");
    assert_eq!(screen(&[], &some, NOW_US), Err(Wrong::Unanswered("heart".into())));
    let mut more = answers(&[]);
    more.items.insert("hooikoorts".into(), true);
    assert_eq!(screen(&[], &more, NOW_US), Err(Wrong::Unknown("hooikoorts".into())));
    let mut other = answers(&[]);
    other.indications.insert("heimwee".into());
    assert_eq!(screen(&[], &other, NOW_US), Err(Wrong::Unknown("heimwee".into())));
}

#[test]
fn safety_rule_01_without_a_current_screening_nothing_begins() {
    assert_eq!(admit(Use::Supervised, standing(&[], NOW_US), false), Err(Hindrance::NotScreened));
    let record = [screening(1, NOW_US, answers(&[]))];
    for wanted in [Use::Supervised, Use::Alone] {
        assert_eq!(admit(wanted, standing(&record, NOW_US + VALID_US - 1), false), Ok(()));
        assert_eq!(admit(wanted, standing(&record, NOW_US + VALID_US), false), Err(Hindrance::Expired));
    }
    let mut old = screening(1, NOW_US, answers(&[]));
    old.answers.items.remove("palliative");
    assert_eq!(admit(Use::Supervised, standing(&[old], NOW_US), false), Err(Hindrance::Outdated));
    let tomorrow = [screening(1, NOW_US + DAY_US, answers(&[]))];
    assert_eq!(admit(Use::Supervised, standing(&tomorrow, NOW_US), false), Err(Hindrance::NotScreened));
}

#[test]
fn a_risk_waits_for_a_clinician_and_again_after_three_months() {
    let mut record = [screening(1, NOW_US, answers(&["heart"]))];
    assert_eq!(admit(Use::Supervised, standing(&record, NOW_US), false), Err(Hindrance::NotCleared));
    record[0].decisions.push(Decision { at_us: NOW_US + DAY_US, alone: false });
    let asked_us = NOW_US + 2 * DAY_US;
    assert_eq!(admit(Use::Supervised, standing(&record, asked_us), false), Ok(()));
    assert_eq!(admit(Use::Alone, standing(&record, asked_us), false), Err(Hindrance::SupervisedOnly));
    record[0].decisions.push(Decision { at_us: asked_us, alone: true });
    assert_eq!(admit(Use::Alone, standing(&record, asked_us), false), Ok(()));
    assert_eq!(outcome(&record, asked_us + DECISION_VALID_US), Some(Outcome::UntilCleared));
    record[0].decisions.push(Decision { at_us: asked_us, alone: false });
    assert_eq!(
        outcome(&record, asked_us),
        Some(Outcome::Supervised),
        "of two at once the one made last counts"
    );
}

#[test]
fn a_restriction_stays_as_long_as_its_screening() {
    let mut record = [screening(1, NOW_US, answers(&[]))];
    record[0].decisions.push(Decision { at_us: NOW_US, alone: false });
    assert_eq!(outcome(&record, NOW_US + DECISION_VALID_US + DAY_US), Some(Outcome::Supervised));
}

#[test]
fn safety_rule_10_an_adverse_event_without_review_stops_use_alone_only() {
    let record = [screening(1, NOW_US, answers(&[]))];
    assert_eq!(admit(Use::Alone, standing(&record, NOW_US), true), Err(Hindrance::AdverseEvent));
    assert_eq!(admit(Use::Supervised, standing(&record, NOW_US), true), Ok(()));
}

#[test]
fn a_hard_stop_is_neither_decided_away_nor_answered_away_without_saying_why() {
    let stopped = screening(1, NOW_US, answers(&["seizure"]));
    let record = [stopped.clone()];
    assert_eq!(decide(&record, &wish(1, false), 9, NOW_US), Err(DecisionError::HardStop));
    let later_us = NOW_US + 30 * DAY_US;
    assert_eq!(screen(&record, &answers(&[]), later_us), Err(Wrong::Unexplained("seizure".into())));
    let mut explained = answers(&[]);
    explained.changed.insert("seizure".into(), "Het was flauwvallen, zegt de neuroloog.".into());
    assert_eq!(screen(&record, &explained, later_us).unwrap().outcome, Outcome::Alone);
    let mended = [stopped.clone(), screening(2, later_us, explained)];
    assert_eq!(outcome(&mended, later_us), Some(Outcome::Alone));
    let silent = [stopped, screening(2, later_us, answers(&[]))];
    assert_eq!(outcome(&silent, later_us), Some(Outcome::HardStop), "also if it came into the record");
    assert!(screen(&record, &answers(&[]), NOW_US + 366 * DAY_US).is_ok(), "the year it asks about is over");
}

#[test]
fn only_the_screening_that_counts_is_decided_about_and_with_a_reason() {
    let record = [screening(1, NOW_US, answers(&["heart"])), screening(2, NOW_US + 1, answers(&["heart"]))];
    let now_us = NOW_US + 2;
    assert_eq!(decide(&record, &wish(1, false), 0, now_us), Err(DecisionError::NotCurrent));
    assert_eq!(decide(&record, &wish(2, false), 0, now_us), Ok(()));
    for reason in ["", "  \n", "een\u{7}bel", &"x".repeat(1_001)] {
        let wish = NewDecision { reason: reason.into(), ..wish(2, false) };
        assert_eq!(decide(&record, &wish, 0, now_us), Err(DecisionError::Reason), "{reason:?}");
    }
    assert_eq!(decide(&[], &wish(2, false), 0, now_us), Err(DecisionError::NotCurrent));
}

/// Something that someone does, or time.
#[derive(Clone, Debug)]
enum Step {
    /// A screening with yes to these items, explaining or not.
    Screen(Vec<usize>, bool),
    /// A decision about the newest.
    Decide(bool),
    /// Days pass, or the clock is set back.
    Wait(i64),
}

fn step() -> impl Strategy<Value = Step> {
    let count = items().count();
    prop_oneof![
        3 => (prop::collection::vec(0..count, 0..3), any::<bool>()).prop_map(|(yes, explains)| Step::Screen(yes, explains)),
        2 => any::<bool>().prop_map(Step::Decide),
        3 => (-3..400_i64).prop_map(Step::Wait),
    ]
}

proptest! {
    #[test]
    fn safety_rule_01_no_sequence_of_answers_decisions_and_time_lets_a_hard_stop_through(steps in prop::collection::vec(step(), 1..25)) {
        let mut now_us = NOW_US;
        let mut record: Vec<Screening> = Vec::new();
        // By hand: since when a hard stop is known for each item, until someone said why it is otherwise.
        let mut stops: std::collections::BTreeMap<String, i64> = std::collections::BTreeMap::new();
        let hard: Vec<&str> = items().filter(|item| item.effect.outcome == Outcome::HardStop).map(|item| item.id).collect();
        for (n, step) in steps.into_iter().enumerate() {
            match step {
                Step::Wait(days) => now_us += days * DAY_US,
                Step::Screen(yes, explains) => {
                    let yes: Vec<&str> = items().enumerate().filter(|(at, _)| yes.contains(at)).map(|(_, item)| item.id).collect();
                    let mut answers = answers(&yes);
                    if explains {
                        for id in hard.iter().filter(|id| !yes.contains(id)) {
                            answers.changed.insert((*id).to_owned(), "Was anders.".into());
                        }
                    }
                    for id in &hard {
                        if yes.contains(id) {
                            stops.insert((*id).to_owned(), now_us);
                        } else if explains {
                            stops.remove(*id);
                        }
                    }
                    // Whatever comes into the record, by another door too, is there.
                    record.push(screening(n as u32 + 1, now_us, answers));
                }
                Step::Decide(alone) => {
                    if let Some(newest) = record.last_mut() {
                        // Even where nobody asked whether it may be decided.
                        newest.decisions.push(Decision { at_us: now_us, alone });
                    }
                }
            }
            let stopped = stops.values().any(|since_us| since_us + 365 * DAY_US > now_us);
            if stopped {
                for wanted in [Use::Supervised, Use::Alone] {
                    prop_assert_eq!(admit(wanted, standing(&record, now_us), false), Err(Hindrance::HardStop));
                }
            }
            // And nothing is possible without a screening that says so.
            if admit(Use::Supervised, standing(&record, now_us), false).is_ok() {
                prop_assert!(record.iter().any(|found| found.at_us + VALID_US > now_us));
            }
        }
    }
}
