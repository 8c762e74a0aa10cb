//! Beats that a tablet kept while no server was there join the headset's session by the clock, each once, whoever comes first.

use crate::{
    offline::{Offline, delivered, session, stored},
    stage::{Headset, Stage, eventually},
};
use link::{
    BeatBatch, BeatPacket, Message,
    kept::{AskKept, Kept, KeptTaken},
    place,
};
use luwte::{
    client::{ClientError, Login},
    clock,
};
use reqwest::{Method, StatusCode};
use session::{Consent, DeviceId, SessionId, StrapId, Stream, WorldTime};
use uuid::Uuid;

const STRAP: StrapId = StrapId(Uuid::from_u128(0x57A9));

/// A heart rate of 60 with one interval of a second.
fn packet(at: WorldTime) -> BeatPacket {
    BeatPacket::received(at, vec![0x10, 60, 0x00, 0x04])
}

fn batch(session: SessionId, first_n: u32, at: impl IntoIterator<Item = WorldTime>) -> BeatBatch {
    let packets = at.into_iter().map(packet).collect();
    BeatBatch { session, strap: STRAP, receiver_epoch: 5, first_n, packets }
}

async fn ask(login: &Login, headset: DeviceId, since: i64) -> Result<Kept, ClientError> {
    login.post("/api/v1/straps/kept", &AskKept { headsets: vec![headset], since }).await
}

async fn send(login: &Login, batch: &BeatBatch) -> reqwest::Response {
    let frame = link::encode(&Message::Beats(batch.clone())).unwrap();
    let path = format!("/api/v1/sessions/{}/kept-beats", batch.session);
    login.request(Method::POST, &path).body(frame).send().await.unwrap()
}

async fn taken(login: &Login, batch: &BeatBatch) -> u32 {
    let answer = send(login, batch).await;
    assert_eq!(answer.status(), StatusCode::OK, "{}", answer.text().await.unwrap());
    answer.json::<KeptTaken>().await.unwrap().watermark
}

/// The intervals of a session as a file has them.
async fn intervals(login: &Login, session: SessionId) -> usize {
    let path = format!("/api/v1/sessions/{session}/rr?format=text");
    let answer = login.request(Method::GET, &path).send().await.unwrap();
    if answer.status() == StatusCode::NOT_FOUND {
        return 0;
    }
    let text = answer.text().await.unwrap();
    text.lines().filter(|line| line.trim().parse::<f64>().is_ok()).count()
}

#[tokio::test]
async fn a_tablet_that_was_offline_as_the_headset_was_finds_the_session_once_it_is_there() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let offline = Offline::new(&stage).await;
    let (session, events) = session(40);
    let opened_us = clock::wall_us() - 3_600_000_000;
    // The strap was put on ten seconds before the session and came off a minute after it.
    let heard: Vec<i64> = (-10..100).map(|second| opened_us + second * 1_000_000).collect();
    let before = ask(&noor, offline.id, heard[0]).await.unwrap();
    assert!(before.headsets[0].sessions.is_empty(), "the headset's record comes later");

    delivered(&stage, offline.record(session, opened_us, &events)).await;
    assert_eq!(stored(&stage, session).await.len(), 40);
    let after = ask(&noor, offline.id, heard[0]).await.unwrap();
    let windows = &after.headsets[0].sessions;
    let placed: Vec<_> = heard.iter().filter_map(|at| place(windows, *at)).collect();
    assert!(placed.iter().all(|place| place.session == session));
    let length_s = events.last().unwrap().at.as_secs_f64();
    assert!((placed.len() as f64 - length_s).abs() < 3.0, "{} beats in {length_s} s", placed.len());

    let all = batch(session, 0, placed.iter().map(|place| place.heard));
    let first = BeatBatch { packets: all.packets[..20].to_vec(), ..all.clone() };
    assert_eq!(taken(&noor, &first).await, 20);
    assert_eq!(taken(&noor, &all).await as usize, placed.len(), "what overlaps is known");
    assert_eq!(taken(&noor, &first).await as usize, placed.len(), "and so is what comes again");
    assert_eq!(intervals(&noor, session).await, placed.len());
    let trail = stage.store.audit_trail(stage.here).await.unwrap();
    assert!(trail.iter().any(|(actor, action, _)| actor == "practitioner" && action == "strap-start"));
}

#[tokio::test]
async fn beats_that_lack_their_beginning_are_asked_for_again() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let mut headset = stage.headset().await;
    headset.all_durable().await;
    let seconds = |range: core::ops::Range<u64>| range.map(WorldTime::from_secs);
    assert_eq!(taken(&noor, &batch(headset.session, 0, seconds(0..5))).await, 5);
    assert_eq!(taken(&noor, &batch(headset.session, 9, seconds(9..12))).await, 5, "from there on");
    assert_eq!(taken(&noor, &batch(headset.session, 5, seconds(5..12))).await, 12);
    assert_eq!(intervals(&noor, headset.session).await, 12);
}

#[tokio::test]
async fn what_the_client_does_not_allow_to_be_kept_is_not_kept_later_either() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let consent = Consent { heart: Stream { live: true, keep: false }, ..Consent::default() };
    let mut headset = Headset::begin(stage.enrol(stage.here, "Duinbril").await, consent).await;
    headset.all_durable().await;
    let beats = batch(headset.session, 0, (0..5).map(WorldTime::from_secs));
    assert_eq!(taken(&noor, &beats).await, 5, "the tablet lets go of them");
    assert_eq!(intervals(&noor, headset.session).await, 0);
}

#[tokio::test]
async fn another_institution_and_who_sees_no_client_bring_nothing() {
    let stage = Stage::new().await;
    let mut headset = stage.headset().await;
    headset.all_durable().await;
    let beats = batch(headset.session, 0, [WorldTime::START]);
    let device = stage.store.headsets(stage.here).await.unwrap()[0].id;
    let (kim, jip, noor) = (stage.login("vreemd").await, stage.login("jip").await, stage.login("noor").await);
    assert_eq!(send(&kim, &beats).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(send(&jip, &beats).await.status(), StatusCode::FORBIDDEN);
    let foreign = ask(&kim, device, 0).await.unwrap();
    assert!(foreign.headsets[0].sessions.is_empty());
    assert!(ask(&jip, device, 0).await.is_err());
    let own = ask(&noor, device, 0).await.unwrap();
    assert_eq!(own.headsets[0].sessions.len(), 1);
    assert_ne!(own.key, foreign.key, "each institution has a key of its own");
    assert_eq!(own.key, ask(&noor, device, 0).await.unwrap().key, "which stays");
    let unlike = BeatBatch { session: SessionId(Uuid::nil()), ..beats };
    let frame = link::encode(&Message::Beats(unlike)).unwrap();
    let path = format!("/api/v1/sessions/{}/kept-beats", headset.session);
    let answer = noor.request(Method::POST, &path).body(frame).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    eventually("nothing was stored", async || intervals(&noor, headset.session).await == 0).await;
}
