//! Properties of the rule: whatever is asked, in whatever order, these hold.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use catalogue::{Exercise, World};
use proptest::prelude::*;
use session::*;
use uuid::Uuid;

fn user(n: u8) -> UserId {
    UserId(Uuid::from_u128(u128::from(n)))
}

fn act() -> impl Strategy<Value = Act> {
    let item = prop::sample::select(SelfCheckItem::ALL.to_vec());
    let menu = prop::option::of(prop::sample::select(vec![
        Menu::Main,
        Menu::Settings,
        Menu::Unwell,
        Menu::Exercises,
    ]));
    let discomfort = prop::sample::select(vec![
        Discomfort::None,
        Discomfort::Dizzy,
        Discomfort::Nausea,
        Discomfort::Headache,
        Discomfort::Panic,
        Discomfort::Other,
    ]);
    let answer = prop_oneof![
        Just(Answer::Yes),
        Just(Answer::No),
        (0..=12_u8).prop_map(Answer::Scale),
        Just(Answer::Skipped),
        (0..4_u8).prop_map(Answer::One),
        any::<u16>().prop_map(Answer::Some),
    ];
    let prompt = prop_oneof![
        Just(Prompt::Prepared(Prepared::TensionNow)),
        Just(Prompt::Prepared(Prepared::GoOn)),
        ".{0,70}".prop_map(|text| Prompt::Own { text, answers: AnswerKind::YesNo }),
        set_item().prop_map(|item| Prompt::Item(Box::new(item))),
    ];
    prop_oneof![
        Just(Act::Begin),
        Just(Act::SpeakLanguage(Language::En)),
        (item, any::<bool>()).prop_map(|(item, yes)| Act::AnswerSelfCheck { item, yes }),
        ".{0,8}".prop_map(|reason| Act::Clear { reason }),
        (0..=12_u8).prop_map(Act::RateTension),
        Just(Act::Skip),
        Just(Act::ChooseWorld(World::SunsetBeach)),
        menu.prop_map(Act::ShowMenu),
        (prop::sample::select(Exercise::ALL.to_vec()), 3_000..9_000_u16)
            .prop_map(|(exercise, pace_milli_bpm)| Act::StartExercise { exercise, pace_milli_bpm }),
        (3_000..9_000_u16).prop_map(Act::KeepPace),
        any::<u64>().prop_map(|seed| Act::SetFeed(Feed::Seeded(seed))),
        (3_000..9_000_u16).prop_map(Act::SetPace),
        Just(Act::StopExercise),
        Just(Act::TurnPage),
        (0..10_u8).prop_map(Act::Touch),
        any::<bool>().prop_map(Act::SetLying),
        (0..1_600_u16).prop_map(Act::SetTimeOfDay),
        (0..=120_u8).prop_map(Act::SetVolume),
        (0..4_u32, answer).prop_map(|(n, answer)| Act::Answer { question: QuestionId(n), answer }),
        (0..4_u32, 0..4_u8, any::<bool>()).prop_map(|(n, choice, yes)| Act::Mark {
            question: QuestionId(n),
            choice,
            yes
        }),
        discomfort.prop_map(Act::ReportDiscomfort),
        Just(Act::DiscomfortFelt),
        Just(Act::Calm),
        Just(Act::Finish),
        Just(Act::Continue),
        (0..3_u8).prop_map(|n| Act::RequestWatch(Watcher { user: user(n), name: "Noor".into() })),
        any::<bool>().prop_map(Act::AnswerWatch),
        Just(Act::StopWatching),
        Just(Act::TakeOver),
        Just(Act::Renew),
        Just(Act::HandBack),
        prompt.prop_map(Act::Ask),
    ]
}

fn set_item() -> impl Strategy<Value = SetItem> {
    let said = |text: &str| Said { nl: text.into(), en: text.into() };
    let all = vec![said("dag"), said("nacht"), said("altijd")];
    let form = prop::sample::select(vec![
        ItemForm::Line { low: said("niet"), high: said("erg") },
        ItemForm::Numbers { from: 0, to: 10, low: said("niet"), high: said("erg") },
        ItemForm::Steps(all.clone()),
        ItemForm::One(all.clone()),
        ItemForm::Some(all),
        ItemForm::Task(2),
    ]);
    (form, ".{0,130}").prop_map(|(form, text)| SetItem {
        set: "proef".into(),
        version: 1,
        item: "een".into(),
        text: Said { nl: text.clone(), en: text },
        form,
    })
}

fn planned() -> impl Strategy<Value = PlannedSets> {
    let only_from = prop::option::of(prop_oneof![
        (0..=10_u8).prop_map(Threshold::Tension),
        (0..=100_u8).prop_map(Threshold::Indicator),
    ]);
    let set = (only_from, prop::collection::vec(set_item(), 0..4))
        .prop_map(|(only_from, items)| PlannedSet { only_from, items });
    let sets = prop::collection::vec(set, 0..3);
    let sets = sets.boxed();
    (sets.clone(), sets).prop_map(|(before, after)| PlannedSets { before, after })
}

fn input() -> impl Strategy<Value = Input> {
    prop_oneof![
        8 => act().prop_map(|act| Input::Act(Origin::Client, act)),
        8 => (0..3_u8, act()).prop_map(|(n, act)| Input::Act(Origin::Companion(user(n)), act)),
        4 => Just(Input::Clock),
        1 => Just(Input::LeaseLapsed),
        1 => (0..3_u8).prop_map(|n| Input::WatcherGone(user(n))),
        1 => prop::option::of(0..=100_u8).prop_map(|score| Input::Heart(ValueShown {
            algorithm: "a".into(), score, low: score, high: score, beats: 200,
        })),
        1 => any::<bool>().prop_map(Input::Paused),
        1 => any::<bool>().prop_map(Input::Lies),
        1 => (any::<bool>(), any::<bool>()).prop_map(|(heart, parts)| Input::Means(Means { heart, parts })),
        2 => planned().prop_map(Input::Planned),
        1 => prop::option::of(0..=1_200_u16).prop_map(Input::Coherence),
        1 => (3_000..9_000_u16).prop_map(Input::OwnPace),
        1 => (prop::sample::subsequence(World::ALL.to_vec(), 0..=World::ALL.len())).prop_map(|avoided| {
            Input::Worlds(PlannedWorlds { first: Vec::new(), avoided })
        }),
        1 => (3_000..9_000_u16).prop_map(|pace_milli_bpm| Input::Search(PaceSearch {
            algorithm: "r".into(),
            outcome: SearchOutcome::Found {
                pace_milli_bpm,
                low_milli_bpm: 4_500,
                high_milli_bpm: 7_000,
                sure_permille: 700,
            },
        })),
    ]
}

fn opened() -> EventKind {
    EventKind::Opened {
        build: "test".into(),
        seed: 1,
        language: Language::Nl,
        consent: Consent::default(),
        rest: WorldTime::START,
    }
}

/// Plays inputs, some seconds apart, and checks after each what must always hold.
fn play(inputs: &[(Input, u16)], check: impl Fn(&Sequencer, WorldTime)) -> (Sequencer, Vec<Event>) {
    let (mut sequencer, first) = Sequencer::open(opened());
    let mut events = vec![first];
    let mut at = WorldTime::START;
    for (input, seconds) in inputs {
        at = at + WorldTime::from_secs(u64::from(*seconds));
        events.extend(sequencer.handle(input, at).unwrap_or_default());
        check(&sequencer, at);
    }
    (sequencer, events)
}

fn story() -> impl Strategy<Value = Vec<(Input, u16)>> {
    // A client who mostly walks on, so that deep phases are reached, among anything at all.
    let forward = prop::sample::select(vec![
        Act::Begin,
        Act::AnswerSelfCheck { item: SelfCheckItem::Settled, yes: true },
        Act::AnswerSelfCheck { item: SelfCheckItem::OldEnough, yes: true },
        Act::AnswerSelfCheck { item: SelfCheckItem::Seizure, yes: false },
        Act::AnswerSelfCheck { item: SelfCheckItem::Condition, yes: false },
        Act::AnswerSelfCheck { item: SelfCheckItem::Caution, yes: false },
        Act::RateTension(5),
        Act::Skip,
        Act::ChooseWorld(World::SunsetBeach),
        Act::AnswerWatch(true),
    ])
    .prop_map(|act| Input::Act(Origin::Client, act));
    prop::collection::vec((prop_oneof![3 => forward, 2 => input()], 0..400_u16), 1..120)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn safety_rule_05_exit_always_works(inputs in story()) {
        play(&inputs, |sequencer, at| {
            let mut copy = sequencer.clone();
            copy.handle(&Input::Act(Origin::Client, Act::Leave), at).expect("leaving is never refused");
            assert_eq!(copy.state().phase, Phase::Done);
            assert_eq!(copy.state().steering, Steering::Client);
        });
    }

    #[test]
    fn safety_rule_05_calm_leads_to_calm_in_at_most_two_presses(inputs in story()) {
        play(&inputs, |sequencer, at| {
            let mut copy = sequencer.clone();
            for _ in 0..2 {
                copy.handle(&Input::Act(Origin::Client, Act::Calm), at).expect("calm is never refused");
            }
            assert!(matches!(copy.state().phase, Phase::CalmEnd | Phase::Done));
        });
    }

    #[test]
    fn safety_rule_06_who_steers_watches_and_is_shown_by_name(inputs in story()) {
        play(&inputs, |sequencer, _| {
            if let Steering::Companion(user) = sequencer.state().steering {
                assert!(sequencer.state().is_watched_by(user));
                assert!(sequencer.state().steering_name().is_some());
            }
        });
    }

    #[test]
    fn safety_rule_06_without_renewal_the_client_steers_again(inputs in story()) {
        play(&inputs, |sequencer, at| {
            let mut copy = sequencer.clone();
            copy.tick(at + LEASE);
            assert_eq!(copy.state().steering, Steering::Client);
        });
    }

    #[test]
    fn safety_rule_01_no_world_before_the_self_check_is_through(inputs in story()) {
        let (_, events) = play(&inputs, |_, _| {});
        let world = events.iter().position(|event| matches!(event.kind, EventKind::WorldEntered(_)));
        if let Some(world) = world {
            for item in SelfCheckItem::ALL {
                let passed = events.iter().take(world).any(|event| match &event.kind {
                    EventKind::SelfCheckAnswered { item: answered, yes } => *answered == item && item.verdict(*yes) == Verdict::Clear,
                    EventKind::SelfCheckCleared { item: cleared, .. } => *cleared == item,
                    _ => false,
                });
                assert!(passed, "{item:?} was not passed");
            }
        }
    }

    #[test]
    fn folding_the_events_gives_the_same_state(inputs in story()) {
        let (sequencer, events) = play(&inputs, |_, _| {});
        prop_assert_eq!(&State::fold(&events), sequencer.state());
        prop_assert_eq!(Sequencer::resume(&events).next_seq(), sequencer.next_seq());
    }

    #[test]
    fn events_survive_their_stored_json(inputs in story()) {
        let (_, events) = play(&inputs, |_, _| {});
        for event in events {
            let json = serde_json::to_value(&event.kind).unwrap();
            let name = json.as_object().and_then(|object| object.keys().next().cloned()).or(json.as_str().map(String::from));
            prop_assert_eq!(name.as_deref(), Some(event.kind.name()));
            prop_assert_eq!(serde_json::from_value::<EventKind>(json).unwrap(), event.kind);
        }
    }

    #[test]
    fn a_watcher_who_is_gone_neither_watches_nor_steers(inputs in story(), n in 0..3_u8) {
        play(&inputs, |sequencer, at| {
            let mut copy = sequencer.clone();
            copy.handle(&Input::WatcherGone(user(n)), at).unwrap();
            assert!(!copy.state().is_watched_by(user(n)));
            assert_ne!(copy.state().steering, Steering::Companion(user(n)));
        });
    }
}
