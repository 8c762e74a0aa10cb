//! The codec: every message comes back, keeps its bytes for ever, and nothing else gets in.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use link::*;
use proptest::prelude::*;
use session::*;
use uuid::Uuid;

fn session() -> SessionId {
    SessionId(Uuid::from_u128(0x0193_4000_0000_7000_8000_0000_0000_0001))
}

fn heart() -> HeartNow {
    HeartNow {
        at: WorldTime::from_secs(200),
        heart_rate_bpm: Some(64.5),
        rmssd_ms: Some(38.25),
        sdnn_ms: None,
        quality: HeartQuality {
            level: QualityLevel::Good,
            contact: Some(true),
            beats: 190,
            flagged: 2,
            missing_share: 0.0,
        },
        reading: HeartReading::Value {
            score: 41.5,
            low: 30.0,
            high: 53.0,
            provisional: true,
            parts: HeartParts { algorithm: "a-1".into(), z_rmssd: -0.25, z_heart_rate: 0.5, window_s: 180.0 },
        },
    }
}

fn events() -> EventBatch {
    let event = |seq, kind| Event { seq, at: WorldTime::from_secs(5), kind };
    let opened = EventKind::Opened {
        build: "b1".into(),
        seed: 42,
        language: Language::Nl,
        consent: Consent::default(),
        rest: WorldTime::START,
    };
    EventBatch {
        session: session(),
        events: vec![
            event(0, opened),
            event(1, EventKind::PhaseEntered(Phase::SelfCheck(SelfCheckItem::Settled))),
            event(2, EventKind::WorldEntered(catalogue::World::SunsetBeach)),
        ],
    }
}

fn planned() -> PlannedWorlds {
    PlannedWorlds { first: vec![catalogue::World::CoralReef], avoided: vec![catalogue::World::SunsetBeach] }
}

/// What hearing of a client's plan leaves in the record.
fn plan_heard() -> EventBatch {
    let kind = EventKind::WorldsPlanned(planned());
    EventBatch { session: session(), events: vec![Event { seq: 1, at: WorldTime::from_secs(3), kind }] }
}

/// What hearing of a study's draw leaves in the record.
fn allocated() -> EventBatch {
    let kind = EventKind::FeedAllocated(Feed::Seeded(12));
    EventBatch { session: session(), events: vec![Event { seq: 1, at: WorldTime::from_secs(3), kind }] }
}

/// What exercises that use the heart leave in the record.
fn exercises() -> EventBatch {
    let event = |seq, kind| Event { seq, at: WorldTime::from_secs(90), kind };
    let outcome = SearchOutcome::Found {
        pace_milli_bpm: 5_400,
        low_milli_bpm: 5_000,
        high_milli_bpm: 5_900,
        sure_permille: 910,
    };
    let exercise = catalogue::Exercise::CoherenceGarden;
    EventBatch {
        session: session(),
        events: vec![
            event(7, EventKind::FeedSet(Feed::Seeded(12))),
            event(8, EventKind::OwnPaceSet { pace_milli_bpm: 5_500, source: PaceSource::Earlier }),
            event(9, EventKind::MenuShown(Some(Menu::Exercises))),
            event(10, EventKind::ExerciseStarted { exercise, pace_milli_bpm: 5_500 }),
            event(11, EventKind::CoherenceShown(Some(640))),
            event(12, EventKind::PaceFound(PaceSearch { algorithm: "r-1".into(), outcome })),
        ],
    }
}

/// What an exercise with things, a page and a posture leave in the record.
fn play() -> EventBatch {
    let event = |seq, kind| Event { seq, at: WorldTime::from_secs(120), kind };
    let exercise = catalogue::Exercise::SingingBowls;
    EventBatch {
        session: session(),
        events: vec![
            event(14, EventKind::PageTurned(2)),
            event(15, EventKind::ExerciseStarted { exercise, pace_milli_bpm: 6_000 }),
            event(16, EventKind::Touched(3)),
            event(17, EventKind::LyingSet(true)),
        ],
    }
}

/// A search as others see it whom the client does not let see it.
fn withheld() -> EventBatch {
    let outcome = SearchOutcome::Unknown(SearchUnknown::Withheld);
    let kind = EventKind::PaceFound(PaceSearch { algorithm: "r-1".into(), outcome });
    EventBatch { session: session(), events: vec![Event { seq: 13, at: WorldTime::from_secs(99), kind }] }
}

/// What time, a late plan and what a headset can offer leave in the record.
fn by_itself() -> EventBatch {
    let event = |seq, kind| Event { seq, at: WorldTime::from_secs(180), kind };
    let elsewhere = Prompt::Prepared(Prepared::Elsewhere);
    EventBatch {
        session: session(),
        events: vec![
            event(18, EventKind::MeansKnown(Means { heart: false, parts: true })),
            event(19, EventKind::QuestionAsked(Question { id: QuestionId(2), prompt: elsewhere })),
            event(20, EventKind::PassedByTime(QuestionId(2))),
        ],
    }
}

fn said(nl: &str, en: &str) -> Said {
    Said { nl: nl.into(), en: en.into() }
}

fn line() -> ItemForm {
    ItemForm::Line { low: said("niet", "not"), high: said("erg", "very") }
}

fn set_item(item: &str, form: ItemForm) -> SetItem {
    SetItem {
        set: "proef".into(),
        version: 2,
        item: item.into(),
        text: said("Hoe is het?", "How is it?"),
        form,
    }
}

/// What is planned, with a question of every form.
fn planned_sets() -> PlannedSets {
    let some = vec![said("dag", "day"), said("nacht", "night")];
    let numbers = ItemForm::Numbers { from: 0, to: 10, low: said("niet", "not"), high: said("erg", "very") };
    let forms = [line(), numbers, ItemForm::Steps(some.clone()), ItemForm::One(some.clone())];
    let items = ["a", "b", "c", "d"].into_iter().zip(forms).map(|(id, form)| set_item(id, form)).collect();
    let after = vec![set_item("e", ItemForm::Some(some)), set_item("f", ItemForm::Task(2))];
    PlannedSets {
        before: vec![
            PlannedSet { only_from: None, items },
            PlannedSet { only_from: Some(Threshold::Tension(7)), items: vec![set_item("g", line())] },
        ],
        after: vec![PlannedSet { only_from: Some(Threshold::Indicator(70)), items: after }],
    }
}

/// What questions out of sets leave in the record.
fn items() -> EventBatch {
    let event = |seq, kind| Event { seq, at: WorldTime::from_secs(30), kind };
    let question = QuestionId(1);
    let answered = |answer| EventKind::QuestionAnswered { question, answer };
    let prompt = Prompt::Item(Box::new(set_item("a", line())));
    EventBatch {
        session: session(),
        events: vec![
            event(3, EventKind::SetsPlanned(Box::new(planned_sets()))),
            event(4, EventKind::PhaseEntered(Phase::ItemsBefore)),
            event(5, EventKind::QuestionAsked(Question { id: question, prompt })),
            event(6, EventKind::ChoicesMarked { question, asked: 1, marked: 1 }),
            event(7, EventKind::AnsweredFor { question, by: UserId(Uuid::from_u128(2)) }),
            event(8, answered(Answer::Some(1))),
            event(9, answered(Answer::One(2))),
            event(10, EventKind::PhaseEntered(Phase::ItemsAfter)),
        ],
    }
}

/// What a colleague gives for a client, and what stands in the record for what a client does not let be kept.
fn given() -> EventBatch {
    let event = |seq, kind| Event { seq, at: WorldTime::from_secs(30), kind };
    EventBatch {
        session: session(),
        events: vec![
            event(3, EventKind::GivenFor { by: UserId(Uuid::from_u128(2)) }),
            event(4, EventKind::TensionBefore(Some(6))),
            event(5, EventKind::WorldWithheld),
            event(6, EventKind::Withheld),
        ],
    }
}

/// One of every message, as the fixtures have them.
fn one_of_each() -> Vec<(&'static str, Message)> {
    let user = UserId(Uuid::from_u128(2));
    let strap = StrapId(Uuid::from_u128(3));
    let pose = Pose::new(WorldTime::from_secs(7), [0.0, 0.5, 0.0, 0.866], [0.01, 0.0, -0.02]);
    let presence = Presence { headset: true, watchers: 1 };
    let id = CommandId(Uuid::from_u128(4));
    let packets = vec![BeatPacket { arrived: WorldTime::from_secs(9), bytes: vec![0x10, 67, 0x72, 3] }];
    let beats = BeatBatch { session: session(), strap, receiver_epoch: 1, first_n: 10, packets };
    let snapshot = Snapshot {
        session: session(),
        subject: Subject::Client(ClientId(Uuid::from_u128(5))),
        device: DeviceId(Uuid::from_u128(6)),
        device_name: "Bril 1".into(),
        events: events().events,
        pose: Some(pose),
        heart: vec![heart()],
        presence: presence.clone(),
    };
    let coherence = CoherenceNow { at: WorldTime::from_secs(200), permille: Some(640), reason: None };
    let point = |pace_milli_bpm, swing_bpm: Option<f64>| ResonancePoint {
        pace_milli_bpm,
        swing_bpm,
        error_bpm: 0.5,
        behind_deg: swing_bpm.map(|_| -12.5),
        unknown: swing_bpm.is_none().then_some(SearchUnknown::TooFewBeats),
    };
    let resonance = ResonanceNow {
        at: WorldTime::from_secs(700),
        algorithm: "r-1".into(),
        points: vec![point(7_000, Some(9.25)), point(6_500, None)],
        outcome: SearchOutcome::Unknown(SearchUnknown::TooFewPaces),
        ended: false,
    };
    let hello = Hello {
        build: "b1".into(),
        session: session(),
        wall_clock_us: 1_795_000_000_000_000,
        world_time: WorldTime::from_secs(1),
    };
    vec![
        ("pose", Message::Pose(pose)),
        ("events", Message::Events(events())),
        ("beats", Message::Beats(beats)),
        ("heart", Message::Heart(heart())),
        ("command", Message::Command(Command { id, origin: Origin::Companion(user), act: Act::TakeOver })),
        ("refused", Message::Refused { command: id, refusal: Refusal::NotSteering }),
        ("ack", Message::Ack { stream: StreamId::Beats { strap, receiver_epoch: 1 }, watermark: 11 }),
        ("snapshot", Message::Snapshot(Box::new(snapshot))),
        ("ping", Message::Ping { sent_us: -5 }),
        ("pong", Message::Pong { sent_us: -5, world_time: Some(WorldTime::from_secs(3)) }),
        ("hello", Message::Hello(hello)),
        ("want-pairing-code", Message::WantPairingCode),
        ("pairing-code", Message::PairingCode(PairingCode { digits: "4821".into(), valid_ms: 60_000 })),
        ("presence", Message::Presence(presence)),
        ("strap", Message::Strap(StrapStatus { strap, arriving: true, yours: false })),
        ("problem", Message::Problem(Problem::Gap)),
        ("leaving", Message::Leaving),
        ("poses", Message::Poses(PoseBatch { session: session(), poses: vec![pose] })),
        ("coherence", Message::Coherence(coherence)),
        ("resonance", Message::Resonance(resonance)),
        ("own-pace", Message::OwnPace(5_400)),
        ("worlds", Message::Worlds(planned())),
        ("events-planned", Message::Events(plan_heard())),
        ("by-light", Message::ByLight(true)),
        ("planned", Message::Planned(planned_sets())),
        ("allocated", Message::Allocated(Feed::Seeded(12))),
        ("events-allocated", Message::Events(allocated())),
        ("events-exercises", Message::Events(exercises())),
        ("events-play", Message::Events(play())),
        (
            "command-set-lying",
            Message::Command(Command { id, origin: Origin::Companion(user), act: Act::SetLying(true) }),
        ),
        ("events-search-withheld", Message::Events(withheld())),
        ("events-by-itself", Message::Events(by_itself())),
        ("refused-older", Message::Refused { command: id, refusal: Refusal::OlderHeadset }),
        ("events-items", Message::Events(items())),
        ("events-given", Message::Events(given())),
        (
            "command-ask-item",
            Message::Command(Command {
                id,
                origin: Origin::Companion(user),
                act: Act::Ask(Prompt::Item(Box::new(set_item("pain", line())))),
            }),
        ),
        (
            "command-mark",
            Message::Command(Command {
                id,
                origin: Origin::Companion(user),
                act: Act::Mark { question: QuestionId(3), choice: 1, yes: true },
            }),
        ),
        (
            "command-keep-pace",
            Message::Command(Command { id, origin: Origin::Companion(user), act: Act::KeepPace(5_500) }),
        ),
        (
            "command-set-feed",
            Message::Command(Command {
                id,
                origin: Origin::Companion(user),
                act: Act::SetFeed(Feed::Recorded(session())),
            }),
        ),
    ]
}

/// The messages that version 1 knew.
const FIRST: [&str; 17] = [
    "ack",
    "beats",
    "command",
    "events",
    "heart",
    "hello",
    "leaving",
    "pairing-code",
    "ping",
    "pong",
    "pose",
    "presence",
    "problem",
    "refused",
    "snapshot",
    "strap",
    "want-pairing-code",
];

const WIRE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/wire");

/// The frame in a fixture.
fn kept_frame(kept: &str) -> Vec<u8> {
    let digits: Vec<u32> =
        kept.lines().next().unwrap().chars().map(|hex| hex.to_digit(16).unwrap()).collect();
    digits.chunks(2).map(|pair| u8::try_from(pair[0] * 16 + pair[1]).unwrap()).collect()
}

#[test]
fn what_any_older_version_ever_sent_is_understood_for_ever() {
    let known = one_of_each();
    for entry in std::fs::read_dir(format!("{WIRE}/v1")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let (_, message) = known.iter().find(|(known, _)| *known == name).expect("a message of this name");
        let kept = std::fs::read_to_string(&path).unwrap();
        assert_eq!(decode(&kept_frame(&kept)).unwrap(), *message, "{name}");
        assert_eq!(decode_json(kept.lines().nth(1).unwrap()).unwrap(), *message, "{name}");
    }
}

#[test]
fn a_side_that_speaks_version_1_is_sent_its_very_bytes_or_nothing() {
    for (name, message) in one_of_each() {
        let frame = encode_for(&message, 1);
        if FIRST.contains(&name) {
            let kept = std::fs::read_to_string(format!("{WIRE}/v1/{name}.txt")).unwrap();
            assert_eq!(frame.unwrap(), kept_frame(&kept), "{name}");
        } else {
            assert!(matches!(frame, Err(CodecError::Newer { since: 2, speaks: 1 })), "{name}: {frame:?}");
        }
        assert_eq!(encode_for(&message, PROTOCOL_VERSION).unwrap(), encode(&message).unwrap());
    }
}

#[test]
fn a_world_that_version_1_did_not_know_is_not_sent_to_it() {
    let entered = |world| {
        let kind = EventKind::WorldEntered(world);
        Message::Events(EventBatch {
            session: session(),
            events: vec![Event { seq: 1, at: WorldTime::START, kind }],
        })
    };
    assert_eq!(since(&entered(catalogue::World::SunsetBeach)), 1);
    assert_eq!(since(&entered(catalogue::World::CoralReef)), 2);
}

/// The wire of a version never changes once that is released.
/// `UPDATE_FIXTURES=1 cargo test -p link` writes new fixtures, to be read before they are committed.
#[test]
fn every_message_keeps_the_bytes_and_the_json_of_its_fixture() {
    let folder = format!("{WIRE}/v{PROTOCOL_VERSION}");
    for (name, message) in one_of_each() {
        let frame = encode(&message).unwrap();
        let hex: String = frame.iter().map(|byte| format!("{byte:02x}")).collect();
        let text = format!("{hex}\n{}\n", encode_json(&message).unwrap());
        let path = format!("{folder}/{name}.txt");
        if std::env::var_os("UPDATE_FIXTURES").is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&path, &text).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("no fixture for {name}"));
        assert_eq!(kept, text, "{name} changed on the wire");
        assert_eq!(decode(&frame).unwrap(), message);
        assert_eq!(decode_json(kept.lines().nth(1).unwrap()).unwrap(), message);
    }
}

#[test]
fn a_frame_cut_off_anywhere_is_refused() {
    for (name, message) in one_of_each() {
        let frame = encode(&message).unwrap();
        for length in 0..frame.len() {
            assert!(decode(frame.get(..length).unwrap()).is_err(), "{name} cut at {length}");
        }
    }
}

#[test]
fn something_behind_a_message_is_refused() {
    let mut frame = encode(&Message::Leaving).unwrap();
    frame.push(0);
    assert!(matches!(decode(&frame), Err(CodecError::Trailing(1))));
}

#[test]
fn another_version_and_an_empty_frame_are_named() {
    let mut frame = encode(&Message::Leaving).unwrap();
    *frame.first_mut().unwrap() = 9;
    assert!(matches!(decode(&frame), Err(CodecError::Version(9))));
    assert!(matches!(decode(&[]), Err(CodecError::Empty)));
}

#[test]
fn an_oversized_frame_is_refused_before_it_is_read() {
    let frame = vec![PROTOCOL_VERSION; MESSAGE_MAX_BYTES + 1];
    assert!(matches!(decode(&frame), Err(CodecError::TooLong(_))));
    assert!(matches!(decode_json(&" ".repeat(MESSAGE_MAX_BYTES + 1)), Err(CodecError::TooLong(_))));
}

#[test]
fn a_world_this_build_does_not_know_is_refused() {
    let text = encode_json(&Message::Events(events())).unwrap().replace("sunset-beach", "far-moon");
    assert!(matches!(decode_json(&text), Err(CodecError::Json(_))));
}

/// Performance figure P9: payload and frame of a pose; a frame adds 2 bytes down and 6 up (RFC 6455 §5.2).
#[test]
fn a_pose_takes_at_most_18_bytes_down_and_22_up() {
    let hour = WorldTime::from_secs(3_600);
    let frame = encode(&Message::Pose(Pose::new(hour, [0.1, 0.7, 0.1, 0.7], [1.9, -1.9, 1.9]))).unwrap();
    assert!(frame.len() + 2 <= 18 && frame.len() + 6 <= 22, "{} bytes", frame.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_bytes_are_read_or_refused_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(message) = decode(&bytes) {
            let again = encode(&message).unwrap();
            // NaN is the one value that differs from itself, so the frames are compared.
            prop_assert_eq!(encode(&decode(&again).unwrap()).unwrap(), again);
        }
    }

    #[test]
    fn a_damaged_message_is_read_or_refused_without_a_panic(
        which in 0..17_usize,
        place in any::<prop::sample::Index>(),
        to in any::<u8>(),
    ) {
        let (_, message) = one_of_each().swap_remove(which);
        let mut frame = encode(&message).unwrap();
        let place = place.index(frame.len());
        *frame.get_mut(place).unwrap() = to;
        let _ = decode(&frame);
    }
}
