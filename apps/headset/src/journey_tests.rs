//! The journey against a server that answers, fails, lies or is not there.
#![allow(clippy::expect_used, reason = "tests")]

use super::*;
use catalogue::World;
use link::{
    HeartNow, HeartParts, HeartQuality, HeartReading, PairingCode, Presence, Problem, QualityLevel, StreamId,
};
use session::{Command, CommandId, Refusal, SelfCheckItem, UserId, Watcher};
use uuid::Uuid;

#[path = "journey/going_tests.rs"]
mod going;

fn secs(seconds: u64) -> WorldTime {
    WorldTime::from_secs(seconds)
}

fn journey() -> Journey {
    Journey::open(&Opening {
        session: SessionId(Uuid::from_u128(1)),
        build: "test".into(),
        seed: 7,
        language: session::Language::Nl,
        rest: WorldTime::START,
    })
}

fn to_world(journey: &mut Journey, at: WorldTime) {
    journey.act(Act::Begin, at);
    for (item, yes) in [
        (SelfCheckItem::Settled, true),
        (SelfCheckItem::OldEnough, true),
        (SelfCheckItem::Seizure, false),
        (SelfCheckItem::Condition, false),
        (SelfCheckItem::Caution, false),
    ] {
        assert!(journey.act(Act::AnswerSelfCheck { item, yes }, at));
    }
    journey.act(Act::RateTension(6), at);
    journey.act(Act::ChooseWorld(World::SunsetBeach), at);
    assert_eq!(journey.state().phase, Phase::World);
}

fn sent(journey: &mut Journey) -> Vec<Message> {
    std::iter::from_fn(|| journey.take_message()).collect()
}

fn seqs(messages: &[Message]) -> Vec<u32> {
    messages
        .iter()
        .filter_map(|message| if let Message::Events(batch) = message { Some(&batch.events) } else { None })
        .flatten()
        .map(|event| event.seq)
        .collect()
}

fn noor() -> Watcher {
    Watcher { user: UserId(Uuid::from_u128(9)), name: "Noor".into() }
}

fn command(n: u128, act: Act) -> Message {
    let id = CommandId(Uuid::from_u128(n));
    Message::Command(Command { id, origin: Origin::Companion(noor().user), act })
}

/// A linked journey in the world, watched and steered by Noor.
fn steered(at: WorldTime) -> Journey {
    let mut journey = journey();
    journey.link_opened(0, at);
    to_world(&mut journey, at);
    journey.hear(Message::Presence(Presence { headset: true, watchers: 1 }), at);
    journey.hear(command(1, Act::RequestWatch(noor())), at);
    journey.act(Act::AnswerWatch(true), at);
    journey.hear(command(2, Act::TakeOver), at);
    assert_eq!(journey.state().steering, Steering::Companion(noor().user));
    journey
}

/// The same, with pictures coming as they should.
fn steered_smoothly(at: WorldTime) -> Journey {
    let mut journey = steered(at);
    journey.tick(at);
    journey.tick(at);
    journey
}

fn heart(at: WorldTime, score: Option<f64>) -> HeartNow {
    let reading = score.map_or(HeartReading::NoValue(link::NoValue::Gap), |score| HeartReading::Value {
        score,
        low: score - 5.0,
        high: score + 5.0,
        provisional: false,
        parts: HeartParts { algorithm: "a1".into(), z_rmssd: 0.0, z_heart_rate: 0.0, window_s: 180.0 },
    });
    let quality =
        HeartQuality { level: QualityLevel::Good, contact: None, beats: 200, flagged: 0, missing_share: 0.0 };
    HeartNow { at, heart_rate_bpm: None, rmssd_ms: None, sdnn_ms: None, quality, reading }
}

#[test]
fn without_any_server_a_whole_session_is_walked_and_kept() {
    let mut journey = journey();
    to_world(&mut journey, secs(10));
    for second in 10..120 {
        journey.tick(secs(second));
    }
    journey.act(Act::Finish, secs(120));
    journey.act(Act::Continue, secs(125));
    journey.act(Act::RateTension(3), secs(130));
    journey.act(Act::Skip, secs(133));
    journey.act(Act::Continue, secs(135));
    assert_eq!(journey.state().phase, Phase::Done);
    assert!(sent(&mut journey).is_empty(), "nothing is sent into nowhere");
    journey.link_opened(0, secs(140));
    let late = seqs(&sent(&mut journey));
    let all: Vec<u32> = (0..u32::try_from(journey.waiting()).expect("few")).collect();
    assert_eq!(late, all, "all of it goes out, in order, when the link is there");
}

#[test]
fn after_a_broken_link_only_what_is_not_durable_goes_again() {
    let mut journey = journey();
    journey.link_opened(0, secs(1));
    to_world(&mut journey, secs(2));
    let first = seqs(&sent(&mut journey));
    let stream = StreamId::Events(journey.session);
    journey.hear(Message::Ack { stream, watermark: 4 }, secs(3));
    journey.link_closed();
    journey.link_opened(0, secs(9));
    let messages = sent(&mut journey);
    assert!(matches!(messages.first(), Some(Message::Hello(_))), "hello comes first");
    assert_eq!(seqs(&messages), first[4..]);
}

#[test]
fn a_gap_at_the_server_is_filled_and_a_conflict_ends_the_sending() {
    let mut journey = journey();
    journey.link_opened(0, secs(1));
    let before = seqs(&sent(&mut journey));
    journey.hear(Message::Problem(Problem::Gap), secs(2));
    journey.tick(secs(2));
    assert_eq!(seqs(&sent(&mut journey)), before);
    journey.hear(Message::Problem(Problem::Conflict), secs(3));
    journey.act(Act::Begin, secs(3));
    assert!(seqs(&sent(&mut journey)).is_empty());
}

#[test]
fn safety_rule_06_a_lost_link_gives_the_client_control_within_two_seconds() {
    let mut journey = steered(secs(20));
    journey.link_closed();
    for ms in (0..=2_000).step_by(50) {
        journey.tick(secs(20) + WorldTime::from_millis(ms));
    }
    assert_eq!(journey.state().steering, Steering::Client);
    assert_eq!(journey.state().phase, Phase::World, "the world goes on");
}

#[test]
fn a_renewal_that_came_during_a_long_picture_is_read_before_the_lease_lapses() {
    let mut journey = steered_smoothly(secs(10));
    // A picture of two seconds: the renewals wait in the browser, and are heard right after it.
    journey.tick(secs(12));
    assert_ne!(journey.state().steering, Steering::Client);
    journey.hear(command(3, Act::Renew), secs(12));
    journey.tick(WorldTime::from_millis(12_100));
    assert_ne!(journey.state().steering, Steering::Client);
}

#[test]
fn safety_rule_06_however_long_the_pictures_silence_gives_control_back() {
    let mut journey = steered_smoothly(secs(10));
    journey.tick(secs(12));
    assert_ne!(journey.state().steering, Steering::Client, "a renewal may lie unread");
    // Other words do not stand in for a renewal.
    journey.hear(Message::Presence(Presence { headset: true, watchers: 1 }), secs(14));
    journey.tick(WorldTime::from_millis(14_100));
    assert_eq!(journey.state().steering, Steering::Client);
    // One long picture puts it off no further than the next short one.
    let mut journey = steered_smoothly(secs(10));
    journey.tick(secs(12));
    journey.tick(WorldTime::from_millis(12_014));
    assert_eq!(journey.state().steering, Steering::Client);
}

#[test]
fn safety_rule_06_the_badge_goes_when_who_watched_is_gone_for_good() {
    let mut journey = steered(secs(20));
    journey.link_closed();
    for second in 20..39 {
        journey.tick(secs(second));
        assert_eq!(journey.state().watchers.len(), 1, "a short loss is no goodbye");
    }
    journey.tick(secs(41));
    assert!(journey.state().watchers.is_empty());
}

#[test]
fn what_does_not_fit_is_refused_to_who_asked_and_nothing_happens() {
    let mut journey = journey();
    journey.link_opened(0, secs(1));
    sent(&mut journey);
    journey.hear(command(5, Act::TakeOver), secs(2));
    let refused = Message::Refused { command: CommandId(Uuid::from_u128(5)), refusal: Refusal::NotWatching };
    assert_eq!(sent(&mut journey), [refused]);
}

#[test]
fn safety_rule_09_the_heart_speaks_at_most_twice_a_minute_and_its_loss_is_silent() {
    let mut journey = journey();
    journey.link_opened(0, secs(1));
    to_world(&mut journey, secs(2));
    for second in 10..100 {
        journey.hear(Message::Heart(heart(secs(second), Some(30.0))), secs(second));
    }
    let shown = |messages: &[Message]| {
        let events = messages.iter().filter_map(|message| match message {
            Message::Events(batch) => Some(&batch.events),
            _ => None,
        });
        events.flatten().filter(|event| matches!(event.kind, EventKind::ValueShown(_))).count()
    };
    assert_eq!(shown(&sent(&mut journey)), 3);
    assert!(journey.state().calm.target_permille > 800);
    journey.hear(Message::Heart(heart(secs(140), None)), secs(140));
    assert_eq!(journey.state().shown_score, None);
    assert_eq!(journey.state().calm.target_permille, session::CALM_AT_REST_PERMILLE);
}

#[test]
fn the_pairing_code_is_asked_for_where_it_is_shown_and_disappears_when_it_ends() {
    let mut journey = journey();
    journey.link_opened(0, secs(1));
    journey.tick(secs(1));
    assert!(sent(&mut journey).contains(&Message::WantPairingCode));
    let code = PairingCode { digits: "0426".into(), valid_ms: 60_000 };
    journey.hear(Message::PairingCode(code), secs(2));
    assert_eq!(journey.extras(secs(3), 0.0, true).pairing_code, Some("0426"));
    journey.hear(Message::Ping { sent_us: 0 }, secs(25));
    journey.tick(secs(30));
    assert!(!sent(&mut journey).contains(&Message::WantPairingCode));
    journey.hear(Message::Ping { sent_us: 0 }, secs(50));
    journey.tick(secs(59));
    assert!(sent(&mut journey).contains(&Message::WantPairingCode), "a new one in time");
    assert_eq!(journey.extras(secs(63), 0.0, true).pairing_code, None);
    journey.link_closed();
    assert_eq!(journey.extras(secs(3), 0.0, true).pairing_code, None, "no code without a link");
}

#[test]
fn a_silent_link_is_made_anew() {
    let mut journey = journey();
    journey.link_opened(0, secs(1));
    journey.tick(secs(13));
    assert_eq!(journey.take_wish(), None);
    journey.tick(secs(15));
    assert_eq!(journey.take_wish(), Some(Wish::Reconnect));
}

#[test]
fn poses_go_out_at_most_twenty_times_a_second() {
    let mut journey = journey();
    journey.link_opened(0, secs(1));
    sent(&mut journey);
    for n in 0..72 * 10 {
        journey.pose(secs(1) + WorldTime(n * 1_000_000 / 72), [0.0, 0.0, 0.0, 1.0], [0.0; 3]);
    }
    let poses = sent(&mut journey).iter().filter(|message| matches!(message, Message::Pose(_))).count();
    assert!((150..=201).contains(&poses), "{poses} in ten seconds");
}

#[test]
fn a_menu_that_nobody_looks_at_closes_by_itself() {
    let mut journey = journey();
    to_world(&mut journey, secs(1));
    journey.act(Act::ShowMenu(Some(Menu::Main)), secs(2));
    journey.looked(secs(8));
    journey.tick(secs(18));
    assert_eq!(journey.state().menu, Some(Menu::Main));
    journey.tick(secs(21));
    assert_eq!(journey.state().menu, None);
}

#[test]
fn safety_rule_03_a_long_session_ends_softly_and_makes_a_rest_due() {
    let mut journey = journey();
    to_world(&mut journey, secs(1));
    for minute in 1..=31 {
        journey.tick(secs(60 * minute));
    }
    assert_ne!(journey.state().phase, Phase::World);
    journey.act(Act::Leave, secs(60 * 32));
    assert!(journey.rest_is_due());
    let mut short = self::journey();
    to_world(&mut short, secs(1));
    short.act(Act::Leave, secs(300));
    assert!(!short.rest_is_due());
}

#[test]
fn safety_rule_04_who_does_not_sit_yet_is_asked_again() {
    let mut journey = journey();
    journey.act(Act::Begin, secs(1));
    journey.act(Act::AnswerSelfCheck { item: SelfCheckItem::Settled, yes: false }, secs(2));
    assert!(journey.extras(secs(2), 0.0, true).asked_again);
    assert_eq!(journey.state().phase, Phase::SelfCheck(SelfCheckItem::Settled));
    journey.act(Act::AnswerSelfCheck { item: SelfCheckItem::Settled, yes: true }, secs(3));
    assert!(!journey.extras(secs(3), 0.0, true).asked_again);
}

#[test]
fn what_can_be_offered_is_told_when_it_changes_and_a_colleague_is_refused_what_is_not_here() {
    let mut journey = steered_smoothly(secs(5));
    journey.tick(secs(5));
    assert_eq!(journey.state().means, session::Means { heart: false, parts: false });
    sent(&mut journey);
    let scan = || Act::StartExercise { exercise: catalogue::Exercise::BodyScan, pace_milli_bpm: 6_000 };
    journey.hear(command(3, scan()), secs(6));
    let refused = Message::Refused { command: CommandId(Uuid::from_u128(3)), refusal: Refusal::NotNow };
    assert!(sent(&mut journey).contains(&refused));
    journey.parts = true;
    journey.hear(Message::Heart(heart(secs(6), Some(40.0))), secs(6));
    // At this very moment, not only with the next picture.
    journey.hear(command(4, scan()), secs(6));
    assert!(journey.state().exercise.is_some());
    assert_eq!(journey.state().means, session::Means { heart: true, parts: true });
    journey.hear(Message::Ping { sent_us: 0 }, secs(60));
    journey.tick(secs(67));
    assert!(!journey.state().means.heart, "none was heard for a minute");
}

#[test]
fn a_posture_that_is_noticed_is_told_while_a_colleague_steers_and_takes_no_choice_away() {
    let mut journey = steered_smoothly(secs(5));
    journey.act(Act::HandBack, secs(5));
    journey.choose(&Deed::Act(Act::ChooseWorld(World::AlpineMeadow)), secs(6));
    journey.hear(command(7, Act::TakeOver), secs(6));
    journey.noticed_lying(true, secs(7));
    assert!(journey.state().lying);
    assert_eq!(journey.awaited(), Some(World::AlpineMeadow), "what they chose is still on its way");
}

#[test]
fn coherence_that_stays_away_is_none_and_the_garden_goes_on_at_its_own_pace() {
    let mut journey = journey();
    journey.link_opened(0, secs(1));
    to_world(&mut journey, secs(1));
    let garden = Act::StartExercise { exercise: catalogue::Exercise::CoherenceGarden, pace_milli_bpm: 6_000 };
    journey.act(garden, secs(2));
    let coherence = link::CoherenceNow { at: secs(3), permille: Some(700), reason: None };
    journey.hear(Message::Coherence(coherence.clone()), secs(3));
    journey.tick(secs(17));
    assert_eq!(journey.state().coherence_permille, Some(700));
    journey.tick(secs(18));
    assert_eq!(journey.state().coherence_permille, None);
    journey.link_opened(0, secs(19));
    journey.hear(Message::Coherence(coherence), secs(19));
    assert_eq!(journey.state().coherence_permille, Some(700));
    journey.link_closed();
    journey.tick(secs(20));
    assert_eq!(journey.state().coherence_permille, None);
}
