//! A client's own rest over real sockets: each session leaves one behind, and the next compares with all before it.

use crate::stage::{Headset, Stage, until};
use hrv::{
    Baseline, Engine, EngineConfig, PacketKey, RestWindow,
    simulate::{BodyState, Simulator, SimulatorConfig},
};
use link::{
    BeatBatch, BeatPacket, HeartNow, HeartReading, Message,
    api::{ClientSummary, NewClient, OwnRestState, Pair, Paired, SessionDetail},
};
use luwte::{
    client::Login,
    clock,
    store::{Append, AuditRow, BeatsRow, EventRow, SessionRow, Witness},
};
use session::{
    Act, ClientId, Consent, DeviceId, Discomfort, Event, EventKind, Phase, SessionId, StrapId, Subject,
    WorldTime,
};
use uuid::Uuid;

const SECONDS: u64 = 300;
const DAY_US: i64 = 86_400_000_000;

/// A resting heart of 54 beats per minute, a little different each time: far from the population's 65.
fn packets(seed: u64) -> Vec<BeatPacket> {
    let config = SimulatorConfig { seed, resting_hr_bpm: 54.0, ..SimulatorConfig::default() };
    let mut simulator = Simulator::new(config);
    let packet = |second| BeatPacket {
        arrived: WorldTime::from_secs(second),
        bytes: simulator.next_packet(BodyState::REST).packet.encode(),
    };
    (1..=SECONDS).map(packet).collect()
}

fn engine(baseline: Baseline, packets: &[BeatPacket]) -> Engine {
    let mut engine = Engine::new(EngineConfig { baseline });
    for (n, packet) in (0..).zip(packets) {
        let arrival_us = i64::try_from(packet.arrived.0).unwrap();
        engine.packet(PacketKey { receiver_epoch: 0, n }, arrival_us, &packet.bytes).unwrap();
    }
    engine
}

/// The rest that a session with these packets leaves behind when its world is entered in the first second and left after
/// the last packet: settled for thirty seconds, up to the end.
fn rest_of(packets: &[BeatPacket]) -> RestWindow {
    engine(Baseline::population(), packets.get(30..).unwrap()).rest_window(0).unwrap()
}

/// What the indicator says after all these packets when it compares with these rests.
fn expected(rests: &[RestWindow], packets: &[BeatPacket]) -> HeartReading {
    let at = WorldTime::from_secs(SECONDS);
    let live = engine(Baseline::from_rests(rests), packets).live(i64::try_from(at.0).unwrap());
    HeartNow::of(at, &live).reading
}

/// A whole session of this client with this heart; returns what the indicator said at its end.
async fn session(
    stage: &Stage,
    noor: &Login,
    client: ClientId,
    packets: &[BeatPacket],
) -> (SessionId, HeartReading) {
    let mut headset = Headset::begin(stage.enrol(stage.here, "Duinbril").await, Consent::default()).await;
    let digits = headset.pairing_code().await;
    let _: Paired = noor
        .post("/api/v1/pair", &Pair { digits, client: Some(client), alone: false, way: None })
        .await
        .unwrap();
    headset.enter_world().await;
    headset.all_durable().await;
    let mut strap = noor.socket(&format!("/api/v1/live/strap/{}", headset.session)).await.unwrap();
    for (place, packets) in (0_u32..).zip(packets.chunks(100)) {
        let batch = BeatBatch {
            session: headset.session,
            strap: StrapId(headset.session.0),
            receiver_epoch: 0,
            first_n: 100 * place,
            packets: packets.to_vec(),
        };
        strap.send(&Message::Beats(batch)).await.unwrap();
    }
    until(&mut strap, |message| matches!(message, Message::Ack { watermark: SECONDS, .. }).then_some(()))
        .await;
    let reading = headset
        .until(|message| match message {
            Message::Heart(now) if now.at >= WorldTime::from_secs(SECONDS) => Some(now.reading.clone()),
            _ => None,
        })
        .await;
    headset.skip(SECONDS + 5);
    headset.act(Act::Finish).await;
    headset.act(Act::Continue).await;
    headset.act(Act::RateTension(3)).await;
    headset.act(Act::ReportDiscomfort(Discomfort::None)).await;
    headset.all_durable().await;
    (headset.session, reading)
}

async fn client(stage: &Stage, noor: &Login) -> ClientId {
    let client: ClientSummary =
        noor.post("/api/v1/clients", &NewClient { alias: "Duinpieper".into() }).await.unwrap();
    stage.screen(noor, client.id).await;
    client.id
}

fn score(reading: &HeartReading) -> (f64, f64, f64, bool) {
    let HeartReading::Value { score, low, high, provisional, .. } = reading else { panic!("{reading:?}") };
    (*score, *low, *high, *provisional)
}

#[tokio::test]
async fn each_session_compares_with_the_rests_of_those_before_it() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let client = client(&stage, &noor).await;
    let mut rests = Vec::new();
    let mut bands = Vec::new();
    for number in 0..3 {
        let heart = packets(40 + number);
        let (id, live) = session(&stage, &noor, client, &heart).await;
        assert_eq!(live, expected(&rests, &heart), "session {number}");
        let (at_rest, low, high, provisional) = score(&live);
        assert!(provisional, "one day is no week");
        bands.push((at_rest, high - low));
        let detail: SessionDetail = noor.get(&format!("/api/v1/sessions/{id}")).await.unwrap();
        let state = if rests.is_empty() { OwnRestState::Population } else { OwnRestState::Provisional };
        assert_eq!((detail.own_rest.state, detail.own_rest.rests), (state, number as u32));
        let recorded = detail.heart.iter().find(|now| now.at == WorldTime::from_secs(SECONDS)).unwrap();
        // Through JSON, as the record came: reading a number from text may cost its last bit.
        let live: HeartReading = serde_json::from_str(&serde_json::to_string(&live).unwrap()).unwrap();
        assert_eq!(recorded.reading, live, "the record compares with what was known then");
        rests.push(rest_of(&heart));
    }
    // A calm heart of 54 lies far below the population's rest, and at its own.
    let [(first, first_band), (second, second_band), (third, third_band)] = bands.as_slice() else {
        panic!()
    };
    assert!(*first < 20.0 && (30.0..70.0).contains(second) && (30.0..70.0).contains(third), "{bands:?}");
    assert!(third_band < second_band, "two rests say more than one: {bands:?}");
    assert!(*first_band > 0.0);
}

#[tokio::test]
async fn from_the_eighth_day_on_the_rest_is_the_persons_own() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let client = client(&stage, &noor).await;
    let (headset, _) = stage.code(stage.here, "Oude bril").await;
    let mut rests = Vec::new();
    for days_ago in 1..=6 {
        rests.push(past(&stage, client, headset, days_ago).await);
    }
    let heart = packets(7);
    let (_, sixth) = session(&stage, &noor, client, &heart).await;
    assert_eq!(sixth, expected(&rests, &heart));
    assert!(score(&sixth).3, "six days are provisional");
    rests.push(past(&stage, client, headset, 7).await);
    rests.push(RestWindow { day: 8, ..rest_of(&heart) });
    let (id, own) = session(&stage, &noor, client, &heart).await;
    assert_eq!(own, expected(&rests, &heart));
    assert!(!score(&own).3, "a week is their own");
    let detail: SessionDetail = noor.get(&format!("/api/v1/sessions/{id}")).await.unwrap();
    assert_eq!((detail.own_rest.state, detail.own_rest.rests), (OwnRestState::Personal, 8));
}

#[tokio::test]
async fn a_session_that_is_nobodys_compares_with_the_population_and_leaves_no_rest() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let client = client(&stage, &noor).await;
    let mut headset = stage.headset().await;
    headset.enter_world().await;
    headset.all_durable().await;
    let detail: SessionDetail = noor.get(&format!("/api/v1/sessions/{}", headset.session)).await.unwrap();
    assert_eq!(detail.own_rest.state, OwnRestState::Population);
    let read = witness(&stage).await;
    assert!(stage.store.rests_before(&read, stage.here, client, i64::MAX).await.unwrap().is_empty());
}

async fn witness(stage: &Stage) -> Witness {
    let row = AuditRow {
        organisation: stage.here,
        actor: "system",
        actor_id: Uuid::nil(),
        action: "test",
        object: "session",
        object_id: None,
        client: None,
    };
    stage.store.audit(&row, 0).await.unwrap()
}

/// A session some days ago, in the record as if it had been delivered then; returns the rest it holds.
async fn past(stage: &Stage, client: ClientId, headset: DeviceId, days_ago: i64) -> RestWindow {
    let row = SessionRow {
        id: SessionId(Uuid::now_v7()),
        organisation: stage.here,
        headset,
        headset_name: "Oude bril".into(),
        subject: Subject::Client(client),
        opened_us: clock::wall_us() - days_ago * DAY_US,
        recording: false,
    };
    let written = witness(stage).await;
    stage.store.open_session(&written, &row, "test").await.unwrap();
    let events = [(0, Phase::World), (SECONDS, Phase::TensionAfter)];
    let events = (0..).zip(events).map(|(seq, (at_s, phase))| EventRow {
        session: row.id,
        wall_us: row.opened_us,
        wall_error_us: None,
        event: Event { seq, at: WorldTime::from_secs(at_s), kind: EventKind::PhaseEntered(phase) },
    });
    stage.store.append_and_wait(Append::Events(events.collect())).await.unwrap();
    let packets = packets(u64::try_from(days_ago).unwrap() * 131);
    let beats = BeatsRow {
        session: row.id,
        organisation: stage.here,
        arrived_us: row.opened_us,
        strap: StrapId(row.id.0),
        receiver_epoch: 0,
        first_n: 0,
        next_n: 300,
        packets: packets.clone(),
    };
    stage.store.append_and_wait(Append::Beats(beats)).await.unwrap();
    // In its own world the client was from the first second: what settles is the first thirty.
    let settled: Vec<_> =
        packets.into_iter().filter(|packet| packet.arrived >= WorldTime::from_secs(30)).collect();
    let found = engine(Baseline::population(), &settled).rest_window(0).unwrap();
    RestWindow { day: i32::try_from(8 - days_ago).unwrap(), ..found }
}
