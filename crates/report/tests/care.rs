//! The reports of a session and of a treatment: what they say in both languages, and that their pages are accessible.
//!
//! The pages lie in the folder `tmp` of the build folder afterwards, to be looked at.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use care::{
    profile::{Indicated, Profile, RawSession},
    story::{Story, Stretch},
};
use catalogue::{Exercise, World};
use report::{
    Accent, Band, HeartFacts, House, Logo, Made, Point, QualitySeconds, Reviewed, SessionFacts,
    SessionOfTreatment, SessionReport, TreatmentFacts, TreatmentReport,
};
use session::{
    AdverseEvent, Answer, Discomfort, Event, EventKind, ExerciseEnd, Phase, Prepared, Prompt, Question,
    QuestionId, SessionId, WorldTime,
};
use std::path::Path;
use texts::{Language, Texts};

/// Tuesday 24 November 2026, 14:05 in the Netherlands.
const OPENED_US: i64 = 1_795_525_500_000_000;
const WEEK_US: i64 = 7 * 86_400_000_000;

fn made() -> Made {
    Made { at_us: OPENED_US + 3_600_000_000, version: "0.0.0".to_owned() }
}

fn house() -> House {
    let mark = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 40"><circle cx="20" cy="20" r="16" fill="#7a1f5c"/><path d="M48 10h104v20H48z" fill="#7a1f5c"/></svg>"##;
    House {
        name: "GGZ De Lagune".to_owned(),
        address: vec!["Kanaalweg 12, 3526 KL Utrecht".to_owned(), "030 123 45 67".to_owned()],
        help: "Noor, toestel 4411".to_owned(),
        accent: Accent::read("#7a1f5c").unwrap(),
        logo: Some(Logo::read(mark.into()).unwrap()),
    }
}

/// Ten minutes on the beach with paced breathing, a question, and after it a headache.
fn events(before: Option<u8>, after: Option<u8>, headache: bool) -> Vec<Event> {
    let question = Question { id: QuestionId(1), prompt: Prompt::Prepared(Prepared::Comfortable) };
    let mut kinds = vec![
        (20, EventKind::TensionBefore(before)),
        (40, EventKind::WorldEntered(World::SunsetBeach)),
        (40, EventKind::PhaseEntered(Phase::World)),
        (160, EventKind::ExerciseStarted { exercise: Exercise::PacedBreathing, pace_milli_bpm: 5_500 }),
        (300, EventKind::QuestionAsked(question)),
        (306, EventKind::QuestionAnswered { question: QuestionId(1), answer: Answer::Yes }),
        (400, EventKind::ExerciseEnded(ExerciseEnd::Completed)),
        (600, EventKind::PhaseEntered(Phase::TensionAfter)),
        (620, EventKind::TensionAfter(after)),
        (630, EventKind::DiscomfortReported(if headache { Discomfort::Headache } else { Discomfort::None })),
    ];
    if headache {
        kinds.push((630, EventKind::AdverseEventNoted(AdverseEvent::Headache)));
    }
    kinds.push((640, EventKind::Ended));
    let event = |(seq, (at_s, kind))| Event { seq, at: WorldTime::from_secs(at_s), kind };
    (0..).zip(kinds).map(event).collect()
}

fn heart() -> HeartFacts {
    let at = |n: u32| f64::from(n) * 5.0;
    let measured = || (8..128).filter(|n| !(60..72).contains(n));
    let score = |n: u32| 68.0 - f64::from(n) * 0.2;
    HeartFacts {
        rate: measured().map(|n| Point { at_s: at(n), value: 78.0 - f64::from(n) * 0.1 }).collect(),
        indicator: measured().map(|n| Point { at_s: at(n), value: score(n) }).collect(),
        bands: measured().map(|n| Band { at_s: at(n), low: score(n) - 9.0, high: score(n) + 9.0 }).collect(),
        gaps: vec![Stretch { from_s: 300.0, to_s: 360.0, what: "no-value-no-contact" }],
        quality: QualitySeconds { good: 500.0, fair: 40.0, poor: 0.0 },
        algorithm: Some("indicator-1".to_owned()),
        rest_days: 3,
        rest_is_own: false,
    }
}

fn raw(n: i64, events: Vec<Event>) -> RawSession {
    let heart = (8..120).map(|step| Indicated {
        at: WorldTime::from_secs(step * 5),
        score: 60.0 - step as f64 * 0.1,
        low: 50.0 - step as f64 * 0.1,
        high: 70.0 - step as f64 * 0.1,
    });
    let id: SessionId = format!("0192f3c1-7a00-7000-8000-{n:012}").parse().unwrap();
    RawSession { id, opened_us: OPENED_US + n * WEEK_US, events, heads: Vec::new(), heart: heart.collect() }
}

fn reviewed() -> Reviewed {
    Reviewed { by_name: "Noor".into(), at_us: OPENED_US + WEEK_US, note: "Korter kijken, met pauze.".into() }
}

fn session(review: Option<Reviewed>) -> SessionFacts {
    let events = events(Some(7), Some(4), true);
    SessionFacts {
        alias: Some("Kluut <&> \"vrienden\" #strong[x]".to_owned()),
        device: "Bril 07".to_owned(),
        recording: false,
        opened_us: OPENED_US,
        story: Story::of(&events, WorldTime::from_secs(640)),
        heart: heart(),
        scored: Profile::of(&[raw(0, events)]).sessions.pop(),
        remarked: false,
        review,
    }
}

fn treatment(sessions: i64) -> TreatmentFacts {
    let all = |n: i64| {
        let answers = [(8, 5), (7, 4), (6, 6), (7, 3), (5, 3), (6, 2)];
        let (before, after) = answers[usize::try_from(n).unwrap() % answers.len()];
        events(Some(before), Some(after), n == 2)
    };
    let profile = Profile::of(&(0..sessions).map(|n| raw(n, all(n))).collect::<Vec<_>>());
    let sessions = (0..sessions).map(|n| SessionOfTreatment {
        opened_us: OPENED_US + n * WEEK_US,
        story: Story::of(&all(n), WorldTime::from_secs(640)),
        remarked: n == 3,
        review: (n == 2).then(reviewed),
    });
    TreatmentFacts { alias: "Kluut".to_owned(), sessions: sessions.collect(), profile }
}

/// Keeps the pages to be looked at, and holds what every one of our PDFs has.
fn check(name: &str, pdf: &[u8], language: Language) {
    std::fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name), pdf).unwrap();
    let has = |wanted: &str| pdf.windows(wanted.len()).any(|bytes| bytes == wanted.as_bytes());
    for mark in ["%PDF-1.7", "/MarkInfo", "/StructTreeRoot", "pdfuaid", "pdfaid", "/FontFile"] {
        assert!(has(mark), "{name}: {mark}");
    }
    assert!(has(&format!("({})", language.tag())), "{name}: the language is told");
}

#[test]
fn a_session_is_told_by_its_answers_in_points_and_its_pages_are_accessible() {
    for (language, finding) in
        [(Language::Nl, "Spanning zakte van 7 naar 4"), (Language::En, "Tension fell from 7 to 4")]
    {
        let report = SessionReport::of(&session(Some(reviewed())), &made(), &Texts::new(language));
        assert_eq!(report.finding(), finding);
        let pdf = report.pdf(&house()).expect("PDF/UA-1 and PDF/A-2a hold, or typst refuses");
        check(&format!("session-{}.pdf", language.tag()), &pdf, language);
    }
}

#[test]
fn a_report_says_that_its_score_is_not_validated_and_that_nobody_has_reviewed() {
    let texts = Texts::new(Language::Nl);
    let told = format!("{:?}", SessionReport::of(&session(None), &made(), &texts));
    for said in [
        "De stressindicator en de score zijn niet gevalideerd. Dit verslag is geen diagnose.",
        "Nog niet beoordeeld door een behandelaar.",
        "7 vooraf, 4 na afloop: 3 punten lager.",
        "luwte-profile-2, indicator-1",
        "band los",
        "di 24 nov 2026, 14:05 tot 14:15",
        "hoofdpijn",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
    assert!(!told.contains('⟦'), "{told}");
}

#[test]
fn what_a_colleague_filled_in_is_marked_and_is_no_effect() {
    let by: session::UserId = "0192f3c1-7a00-7000-8000-00000000000a".parse().unwrap();
    let mut events = events(Some(7), Some(4), false);
    let after = events.iter().position(|event| matches!(event.kind, EventKind::TensionAfter(_))).unwrap();
    let at = events[after].at;
    events.insert(after, Event { seq: 0, at, kind: EventKind::GivenFor { by } });
    let facts = SessionFacts { story: Story::of(&events, WorldTime::from_secs(640)), ..session(None) };
    let told = format!("{:?}", SessionReport::of(&facts, &made(), &Texts::new(Language::Nl)));
    assert!(told.contains("3 punten lager. (ingevuld door behandelaar)"), "{told}");
    let profile = Profile::of(&[raw(0, events)]);
    assert!(profile.works.is_empty() && profile.sessions[0].rated_by_colleague);
    let answers = &profile.sessions[0].end.parts[0];
    assert_eq!(answers.value, None, "the score does not take it for the client's answer");
}

#[test]
fn a_treatment_is_told_with_n_and_its_uncertainty() {
    let facts = treatment(6);
    for language in [Language::Nl, Language::En] {
        let report = TreatmentReport::of(&facts, &made(), &Texts::new(language));
        let told = format!("{report:?}");
        assert!(!told.contains('⟦'), "{told}");
        if language == Language::Nl {
            assert_eq!(report.finding(), "Na 5 van de 6 sessies was de spanning lager");
            for said in ["(6 sessies", "Nadelige voorvallen", "Korter kijken, met pauze.", "luwte-profile-2"]
            {
                assert!(told.contains(said), "{said}: {told}");
            }
        }
        let pdf = report.pdf(&House::plain("De Lagune")).unwrap();
        check(&format!("treatment-{}.pdf", language.tag()), &pdf, language);
    }
}

#[test]
fn a_treatment_of_nothing_and_of_a_hundred_sessions_has_pages() {
    let texts = Texts::new(Language::Nl);
    for sessions in [0, 100] {
        let report = TreatmentReport::of(&treatment(sessions), &made(), &texts);
        let pdf = report.pdf(&house()).unwrap();
        check(&format!("treatment-{sessions}.pdf"), &pdf, Language::Nl);
    }
}

#[test]
fn the_same_session_gives_the_same_bytes() {
    let report = SessionReport::of(&session(None), &made(), &Texts::new(Language::En));
    assert_eq!(report.pdf(&house()).unwrap(), report.pdf(&house()).unwrap());
}
