//! The whole story over real sockets: a client walks, a colleague watches and takes over, a heart beats, all is kept.

use crate::stage::{Stage, Watcher, events, eventually, has_event, until};
use hrv::simulate::{BodyState, Simulator, SimulatorConfig};
use link::{
    BeatBatch, BeatPacket, HeartReading, Message, Pose, StreamId,
    api::{ClientSummary, NewClient, Pair, Paired, SessionDetail, SessionSummary},
};
use session::{Act, EventKind, State, Steering, SteeringCause, StrapId, WorldTime};
use uuid::Uuid;

#[tokio::test]
async fn one_take_over_travels_the_whole_way() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let mut headset = stage.headset().await;
    headset.enter_world().await;
    let (mut watcher, snapshot) = stage.watch(&mut headset, &noor).await;
    headset.all_durable().await;
    assert_eq!(
        State::fold(&snapshot.events),
        *headset.sequencer.state(),
        "the snapshot folds to what the headset has"
    );
    assert_eq!(snapshot.device_name, "Duinbril");

    watcher.command(Act::TakeOver).await;
    headset.until(|message| matches!(message, Message::Command(_)).then_some(())).await;
    let steered = watcher
        .until(|message| {
            events(message)?.into_iter().find(|kind| matches!(kind, EventKind::SteeringChanged { .. }))
        })
        .await;
    let to = Steering::Companion(watcher.me.user);
    assert_eq!(steered, EventKind::SteeringChanged { to, cause: SteeringCause::TakenOver });

    watcher.command(Act::SetTimeOfDay(18 * 60)).await;
    headset.until(|message| matches!(message, Message::Command(_)).then_some(())).await;
    watcher.until(|message| has_event(message, |kind| *kind == EventKind::TimeOfDaySet(18 * 60))).await;
    watcher.command(Act::HandBack).await;
    headset.until(|message| matches!(message, Message::Command(_)).then_some(())).await;
    watcher
        .until(|message| has_event(message, |kind| matches!(kind, EventKind::SteeringChanged { .. })))
        .await;

    // What the rule forbids is told to whoever asked.
    let asked = watcher.command(Act::SetTimeOfDay(17 * 60)).await;
    headset.until(|message| matches!(message, Message::Command(_)).then_some(())).await;
    let refusal = watcher
        .until(|message| match message {
            Message::Refused { command, refusal } if *command == asked => Some(*refusal),
            _ => None,
        })
        .await;
    assert_eq!(refusal, session::Refusal::NotSteering);

    headset.act(Act::StopWatching).await;
    assert_eq!(watcher.socket.closing_code().await, Some(4003));
    eventually("the access log holds one line per start and end", async || {
        let trail = stage.store.audit_trail(stage.here).await.unwrap();
        let count = |word: &str| trail.iter().filter(|(_, action, _)| action == word).count();
        ["pair", "watch-start", "watch-end", "steer-start", "steer-end"].iter().all(|word| count(word) == 1)
    })
    .await;
}

fn beats(session: session::SessionId, strap: StrapId, first_n: u32, seconds: u32) -> Vec<BeatBatch> {
    let mut simulator = Simulator::new(SimulatorConfig::default());
    let packets = (0..seconds).map(|_| {
        let raw = simulator.next_packet(BodyState::REST);
        BeatPacket { arrived: WorldTime(u64::try_from(raw.arrival_us).unwrap()), bytes: raw.packet.encode() }
    });
    let packets: Vec<_> = packets.collect();
    (0_u32..)
        .zip(packets.chunks(100))
        .map(|(place, packets)| BeatBatch {
            session,
            strap,
            receiver_epoch: 1,
            first_n: first_n + place * 100,
            packets: packets.to_vec(),
        })
        .collect()
}

#[tokio::test]
async fn one_heartbeat_travels_the_whole_way() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let mut headset = stage.headset().await;
    headset.enter_world().await;
    let (mut watcher, _) = stage.watch(&mut headset, &noor).await;
    let mut strap = noor.socket(&format!("/api/v1/live/strap/{}", headset.session)).await.unwrap();
    let id = StrapId(Uuid::now_v7());
    let all = beats(headset.session, id, 0, 300);
    for batch in &all {
        strap.send(&Message::Beats(batch.clone())).await.unwrap();
    }
    let in_headset =
        headset.until(|message| if let Message::Heart(now) = message { Some(now.clone()) } else { None });
    let in_headset = in_headset.await;
    let at_watcher =
        watcher.until(|message| if let Message::Heart(now) = message { Some(now.clone()) } else { None });
    assert_eq!(at_watcher.await, in_headset, "the same numbers everywhere");
    until(&mut strap, |message| match message {
        Message::Ack { stream: StreamId::Beats { strap, receiver_epoch: 1 }, watermark: 300 }
            if *strap == id =>
        {
            Some(())
        }
        _ => None,
    })
    .await;
    // The strap falls silent: the next values say so.
    let value = headset
        .until(|message| match message {
            Message::Heart(now) if matches!(now.reading, HeartReading::Value { .. }) => Some(now.clone()),
            _ => None,
        })
        .await;
    assert!(value.heart_rate_bpm.is_some_and(|rate| (45.0..100.0).contains(&rate)), "a resting heart");
    headset.all_durable().await;

    let detail: SessionDetail = noor.get(&format!("/api/v1/sessions/{}", headset.session)).await.unwrap();
    assert_eq!(detail.events, headset.events);
    assert!(detail.heart.iter().any(|now| matches!(now.reading, HeartReading::Value { .. })));
}

#[tokio::test]
async fn after_the_session_it_stands_on_the_clients_timeline() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let client: ClientSummary =
        noor.post("/api/v1/clients", &NewClient { alias: " Duinpieper ".into() }).await.unwrap();
    assert_eq!(client.alias, "Duinpieper");
    stage.screen(&noor, client.id).await;
    let mut headset = stage.headset().await;
    let digits = headset.pairing_code().await;
    let _: Paired = noor
        .post("/api/v1/pair", &Pair { digits, client: Some(client.id), alone: false, way: None })
        .await
        .unwrap();
    headset.enter_world().await;
    for tenth in 0..30_u64 {
        let at = WorldTime::from_millis(100 * tenth);
        headset.socket.send(&Message::Pose(Pose::new(at, [0.0, 0.1, 0.0, 1.0], [0.0; 3]))).await.unwrap();
    }
    let live: Vec<SessionSummary> = noor.get("/api/v1/sessions?live=true").await.unwrap();
    assert_eq!(live.iter().map(|session| session.id).collect::<Vec<_>>(), [headset.session]);
    headset.act(Act::Finish).await;
    headset.act(Act::Continue).await;
    headset.act(Act::RateTension(3)).await;
    headset.act(Act::ReportDiscomfort(session::Discomfort::None)).await;
    headset.act(Act::Continue).await;
    headset.all_durable().await;

    let sessions: Vec<SessionSummary> =
        noor.get(&format!("/api/v1/clients/{}/sessions", client.id)).await.unwrap();
    let [session] = sessions.as_slice() else { panic!("{sessions:?}") };
    assert_eq!((session.tension_before, session.tension_after), (Some(7), Some(3)));
    assert_eq!(session.worlds, ["sunset-beach"]);
    assert!(!session.live && !session.adverse_event);
    let clients: Vec<ClientSummary> = noor.get("/api/v1/clients").await.unwrap();
    assert_eq!(clients[0].sessions, 1);
    headset.socket.close().await;
    eventually("the poses are stored", async || {
        let path = format!("/api/v1/sessions/{}/poses", headset.session);
        noor.get::<link::api::Poses>(&path).await.unwrap().poses.len() == 30
    })
    .await;
}

#[tokio::test]
async fn a_late_joiner_and_one_who_comes_back_get_a_snapshot_equal_to_the_fold() {
    let stage = Stage::new().await;
    let (noor, sam) = (stage.login("noor").await, stage.login("sam").await);
    let mut headset = stage.headset().await;
    headset.enter_world().await;
    let (watcher, _) = stage.watch(&mut headset, &noor).await;
    drop(watcher);
    headset.act(Act::SetVolume(33)).await;
    headset.all_durable().await;
    let mut again = Watcher::open(&noor, headset.session).await;
    let snapshot = again
        .until(|message| if let Message::Snapshot(all) = message { Some(*all.clone()) } else { None })
        .await;
    assert_eq!(State::fold(&snapshot.events), *headset.sequencer.state());
    let (_late, snapshot) = stage.watch(&mut headset, &sam).await;
    headset.all_durable().await;
    assert_eq!(State::fold(&snapshot.events), *headset.sequencer.state());
    assert_eq!(snapshot.presence.watchers, 2);
}

#[tokio::test]
async fn poses_reach_a_watcher_as_they_came() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let mut headset = stage.headset().await;
    headset.enter_world().await;
    let (mut watcher, _) = stage.watch(&mut headset, &noor).await;
    let pose = Pose::new(WorldTime::from_secs(3), [0.1, 0.2, 0.3, 0.9], [0.1, -0.2, 0.3]);
    headset.socket.send(&Message::Pose(pose)).await.unwrap();
    let seen =
        watcher.until(|message| if let Message::Pose(pose) = message { Some(*pose) } else { None }).await;
    assert_eq!(seen, pose);
}

#[tokio::test]
async fn the_session_goes_on_after_a_broken_link_and_after_the_server_restarted() {
    let mut stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let mut headset = stage.headset().await;
    headset.enter_world().await;
    headset.all_durable().await;
    headset.reconnect().await;
    headset.act(Act::SetVolume(20)).await;
    headset.all_durable().await;
    let (mut watcher, _) = stage.watch(&mut headset, &noor).await;
    headset.all_durable().await;

    stage.end().await;
    assert!(watcher.until(|message| (*message == Message::Leaving).then_some(true)).await);
    let before = headset.events.clone();
    let store = luwte::store::Store::open(&stage.folder.0.join("luwte.db")).await.unwrap();
    let row = store.session(headset.session).await.unwrap().unwrap();
    let audit = luwte::store::AuditRow {
        organisation: row.organisation,
        actor: "system",
        actor_id: Uuid::nil(),
        action: "test",
        object: "session",
        object_id: None,
        client: None,
    };
    let witness = store.audit(&audit, 0).await.unwrap();
    let kept: Vec<_> = store
        .events(&witness, headset.session)
        .await
        .unwrap()
        .into_iter()
        .map(|stored| stored.event)
        .collect();
    assert_eq!(kept, before, "everything acknowledged is there after the restart");
    store.close().await;
}

#[tokio::test]
async fn without_consent_nothing_is_seen_and_nothing_is_kept() {
    use session::{Consent, Stream};
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let closed = Consent { pose: Stream::CLOSED, heart: Stream::CLOSED, answers: Stream::CLOSED };
    let login = stage.enrol(stage.here, "Zeebril").await;
    let mut headset = crate::stage::Headset::begin(login, closed).await;
    headset.enter_world().await;
    let (mut watcher, snapshot) = stage.watch(&mut headset, &noor).await;
    assert_eq!(State::fold(&snapshot.events).tension_before, None);
    let pose = Pose::new(WorldTime::from_secs(3), [0.0, 0.0, 0.0, 1.0], [0.0; 3]);
    headset.socket.send(&Message::Pose(pose)).await.unwrap();
    let mut strap = noor.socket(&format!("/api/v1/live/strap/{}", headset.session)).await.unwrap();
    for batch in beats(headset.session, StrapId(Uuid::now_v7()), 0, 60) {
        strap.send(&Message::Beats(batch)).await.unwrap();
    }
    until(&mut strap, |message| matches!(message, Message::Ack { watermark: 60, .. }).then_some(())).await;
    // The client still sees their own heart.
    headset.until(|message| matches!(message, Message::Heart(_)).then_some(())).await;
    headset.act(Act::SetVolume(11)).await;
    let mut seen = Vec::new();
    watcher
        .until(|message| {
            seen.push(message.clone());
            has_event(message, |kind| *kind == EventKind::VolumeSet(11))
        })
        .await;
    assert!(!seen.iter().any(|message| matches!(message, Message::Pose(_) | Message::Heart(_))), "{seen:?}");
    headset.all_durable().await;
    let detail: SessionDetail = noor.get(&format!("/api/v1/sessions/{}", headset.session)).await.unwrap();
    assert_eq!(detail.summary.tension_before, None);
    assert!(detail.heart.is_empty());
    let poses: link::api::Poses =
        noor.get(&format!("/api/v1/sessions/{}/poses", headset.session)).await.unwrap();
    assert!(poses.poses.is_empty());
}
