//! Questions: the sets that ship, scoring by hand, licences, import that names the line, and when which set is due.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use care::{
    Words,
    questions::{
        Answer, Due, Fault, Form, ImportError, Item, Licence, Moment, Planned, QuestionSet, Rater, Rule,
        Scale, Score, SinceThen, Use, When, check, due, export, import, random_minutes, score, shipped,
    },
};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn words(text: &str) -> Words {
    Words { nl: text.into(), en: text.into() }
}

fn item(id: &str, form: Form) -> Item {
    Item { id: id.into(), text: words("Hoe gaat het?"), form }
}

fn nrs() -> Form {
    Form::Nrs { from: 0, to: 10, low: words("niet"), high: words("erg") }
}

fn set(items: Vec<Item>, scales: Vec<Scale>) -> QuestionSet {
    QuestionSet {
        id: "proef".into(),
        version: 1,
        title: words("Proef"),
        about: words("Een proef."),
        rater: Rater::Client,
        licence: Licence::Own,
        items,
        scales,
    }
}

fn scale(items: &[&str], reversed: &[&str], rule: Rule, missing_max: u8) -> Scale {
    let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
    Scale {
        id: "totaal".into(),
        title: words("Totaal"),
        items: ids(items),
        reversed: ids(reversed),
        rule,
        missing_max,
    }
}

#[test]
fn every_set_that_ships_can_be_asked_and_is_our_own() {
    let files = std::fs::read_dir("../../content/questions").unwrap().count();
    assert_eq!(shipped().len(), files);
    for set in shipped() {
        assert_eq!(check(set), [], "{}", set.id);
        assert_eq!(set.licence, Licence::Own, "{}", set.id);
        assert_ne!(set.title.nl, set.title.en, "{}", set.id);
        assert!(set.items.iter().all(|item| item.text.nl != item.text.en), "{}", set.id);
        assert_eq!(shipped().iter().filter(|other| other.id == set.id).count(), 1);
    }
    for wanted in [
        "mood-and-tension",
        "discomfort",
        "feedback",
        "sleep",
        "pain",
        "worry",
        "agitation",
        "coping",
        "joy-at-work",
        "observed",
    ] {
        assert!(shipped().iter().any(|set| set.id == wanted), "{wanted}");
    }
}

#[test]
fn nothing_that_may_not_be_bundled_ships() {
    for set in shipped() {
        let text = export(set).to_lowercase();
        for name in ["stai", "bai\"", "scl-90", "who-5", "phq-9", "gad-7", "simulator sickness"] {
            assert!(!text.contains(name), "{} names {name}", set.id);
        }
    }
}

#[test]
fn a_score_is_what_one_reckons_by_hand() {
    let four = || ["a", "b", "c", "d"].map(|id| item(id, nrs())).to_vec();
    let given = |pairs: &[(&str, u8)]| -> BTreeMap<String, Answer> {
        pairs.iter().map(|(id, number)| ((*id).to_owned(), Answer::Number(*number))).collect()
    };
    let value = |set: &QuestionSet, answers: &BTreeMap<String, Answer>| match score(set, answers)[0].score {
        Score::Value { value, lowest, highest } => Some((value, lowest, highest)),
        Score::TooMuchMissing => None,
    };
    let sum = set(four(), vec![scale(&["a", "b", "c", "d"], &["d"], Rule::Sum, 1)]);
    // 3 + 5 + 2 + (10 − 4) = 16
    assert_eq!(value(&sum, &given(&[("a", 3), ("b", 5), ("c", 2), ("d", 4)])), Some((16.0, 0.0, 40.0)));
    // Without c: (3 + 5 + 6) / 3 × 4 = 18.666…
    let (one_missing, ..) = value(&sum, &given(&[("a", 3), ("b", 5), ("d", 4)])).unwrap();
    assert!((one_missing - 56.0 / 3.0).abs() < 1e-12);
    assert_eq!(value(&sum, &given(&[("a", 3), ("b", 5)])), None, "two are missing, one may be");
    let mean = set(four(), vec![scale(&["a", "b", "c", "d"], &[], Rule::Mean, 3)]);
    assert_eq!(value(&mean, &given(&[("b", 7)])), Some((7.0, 0.0, 10.0)));
    assert_eq!(value(&mean, &given(&[("b", 11)])), None, "what does not fit is missing");
    assert_eq!(value(&mean, &BTreeMap::new()), None);
}

#[test]
fn an_answer_fits_its_form_or_not() {
    let choices = vec![words("een"), words("twee"), words("drie")];
    for (form, answer, fits) in [
        (nrs(), Answer::Number(10), true),
        (nrs(), Answer::Number(11), false),
        (Form::Vas { low: words("a"), high: words("b") }, Answer::Number(100), true),
        (Form::Likert { steps: choices.clone() }, Answer::Number(2), true),
        (Form::Likert { steps: choices.clone() }, Answer::Number(3), false),
        (Form::Single { choices: choices.clone() }, Answer::One(2), true),
        (Form::Single { choices: choices.clone() }, Answer::One(3), false),
        (Form::Single { choices: choices.clone() }, Answer::Some(vec![1]), false),
        (Form::Multiple { choices: choices.clone() }, Answer::Some(vec![0, 2]), true),
        (Form::Multiple { choices: choices.clone() }, Answer::Some(vec![2, 0]), false),
        (Form::Multiple { choices: choices.clone() }, Answer::Some(vec![1, 1]), false),
        (Form::Multiple { choices }, Answer::Some(vec![]), true),
        (Form::Text { chars_max: 4 }, Answer::Words("goed".into()), true),
        (Form::Text { chars_max: 4 }, Answer::Words("beter".into()), false),
        (Form::Text { chars_max: 9 }, Answer::Words("een\u{7}bel".into()), false),
        (Form::Assignment { minutes: 1 }, Answer::Done(false), true),
        (Form::Assignment { minutes: 1 }, Answer::Skipped, true),
        (nrs(), Answer::Words("7".into()), false),
    ] {
        assert_eq!(answer.fits(&form).is_ok(), fits, "{form:?}");
    }
}

#[test]
fn a_licence_blocks_until_the_institution_confirms() {
    let source = || "WHO, CC BY-NC-SA 3.0 IGO".to_owned();
    let (nothing, free, licensed) = (
        Use::default(),
        Use { non_commercial: true, has_licence: false },
        Use { non_commercial: false, has_licence: true },
    );
    for (licence, allowed) in [
        (Licence::Own, [true, true, true]),
        (Licence::Open { source: source() }, [true, true, true]),
        (Licence::NonCommercial { source: source() }, [false, true, true]),
        (Licence::Licensed { source: source() }, [false, false, true]),
    ] {
        assert_eq!(
            [nothing, free, licensed].map(|confirmed| licence.allows(confirmed)),
            allowed,
            "{licence:?}"
        );
    }
}

#[test]
fn what_is_written_out_is_read_in_the_same() {
    for set in shipped() {
        assert_eq!(import(&export(set)).as_ref(), Ok(set));
    }
}

#[test]
fn everything_that_is_wrong_with_a_file_is_told_with_its_line() {
    let file = r#"{
  "id": "slaap",
  "version": 1,
  "title": { "nl": "Slaap", "en": "Sleep" },
  "about": { "nl": "Over \"slaap\", en {zo}.", "en": "About sleep." },
  "rater": "client",
  "licence": { "kind": "non-commercial", "source": " " },
  "items": [
    { "id": "uren", "text": { "nl": "Hoe lang?", "en": "How long?" },
      "form": { "kind": "nrs", "from": 10, "to": 0,
                "low": { "nl": "kort", "en": "short" }, "high": { "nl": "lang", "en": "long" } } },
    { "id": "uren", "text": { "nl": "Waarom?", "en": "" }, "form": { "kind": "text", "chars_max": 100 } }
  ],
  "scales": [ { "id": "som", "title": { "nl": "Som", "en": "Sum" },
    "items": ["uren", "dagen"], "rule": "sum" } ]
}"#;
    let found = import(file).unwrap_err();
    let told: Vec<(usize, Fault)> = found
        .iter()
        .map(|error| match error {
            ImportError::Fault { line, fault, .. } => (*line, *fault),
            other => panic!("{other}"),
        })
        .collect();
    assert_eq!(
        told,
        [
            (7, Fault::Source),
            (10, Fault::Range),
            (12, Fault::Twice),
            (12, Fault::Empty),
            (15, Fault::NoSuchItem)
        ]
    );
    assert_eq!(found[1].to_string(), "line 10, /items/0/form/to: the lowest number is below the highest");
    let shape = import("{\n \"id\": \"a\",\n \"nr\": 3 }").unwrap_err();
    assert!(matches!(&shape[..], [ImportError::Shape { line: 3, what }] if what.contains("nr")), "{shape:?}");
    assert!(matches!(import(&" ".repeat(300_000)).unwrap_err()[..], [ImportError::TooLarge]));
}

fn planned(plan: u64, when: When) -> Planned {
    Planned { plan, set: "proef".into(), when }
}

#[test]
fn each_set_is_asked_when_it_was_planned_and_not_again() {
    let plans = [
        planned(1, When::BeforeSession),
        planned(2, When::AfterSession),
        planned(3, When::Daily { minute: 600 }),
        planned(4, When::OnThreshold { tension: 7 }),
    ];
    let now = |minute, session, tension| Moment { day: 100, minute, session, tension };
    let which = |moment, answered: &dyn Fn(u64) -> Option<(i64, u16, bool)>| -> Vec<u64> {
        due(&plans, moment, answered).into_iter().map(|Due { plan, .. }| plan).collect()
    };
    let never = |_: u64| None;
    assert_eq!(which(now(500, Some(SinceThen::Before), None), &never), [1]);
    assert_eq!(which(now(601, Some(SinceThen::After), Some(8)), &never), [2, 3, 4]);
    assert_eq!(which(now(601, Some(SinceThen::After), Some(6)), &|_| Some((100, 600, true))), [0_u64; 0]);
    assert_eq!(which(now(601, None, Some(9)), &|_| Some((99, 900, false))), [3, 4]);
    assert_eq!(which(now(601, None, Some(9)), &|_| Some((100, 300, false))), [3], "asked before ten today");
}

proptest! {
    #[test]
    fn random_moments_lie_within_their_hours_and_half_an_hour_apart(plan in any::<u64>(), day in -5_i64..40_000, times in 0_u8..9, from in 0_u16..1_440, to in 0_u16..1_500) {
        let moments = random_minutes(plan, day, times, from, to);
        prop_assert_eq!(&moments, &random_minutes(plan, day, times, from, to));
        prop_assert!(moments.iter().all(|moment| (from..to.min(1_440)).contains(moment)));
        prop_assert!(moments.windows(2).all(|pair| pair[1] >= pair[0] + 30));
        let room = usize::from(to.min(1_440).saturating_sub(from)).div_ceil(30);
        prop_assert_eq!(moments.len(), usize::from(times.min(6)).min(room));
    }

    #[test]
    fn no_file_breaks_the_reader(text in ".{0,400}", cut in 0_usize..2_000) {
        let _ = import(&text);
        let whole = export(&shipped()[1]);
        let cut = (0..=cut.min(whole.len())).rev().find(|at| whole.is_char_boundary(*at)).unwrap_or(0);
        let _ = import(&whole[..cut]);
    }
}
