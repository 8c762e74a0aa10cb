//! What a client does not let be kept of their behaviour: the record has the least that safety and counting need, and both work on it.

use crate::{
    privacy::{client, session_of},
    stage::{Stage, Watcher, witness},
    ways_in::Browser,
};
use link::{Message, api::SessionSummary, privacy::SetConsent};
use luwte::store::AuditRow;
use reqwest::{Method, StatusCode};
use session::{Act, Discomfort, EventKind, Steering, WorldTime};
use uuid::Uuid;

async fn keeps_no_behaviour(own: &mut Browser<'_>) {
    let off = SetConsent { given: false, information: 1 };
    assert_eq!(own.send(Method::PUT, "/api/v1/me/consents/behaviour", &off).await.0, StatusCode::OK);
}

#[tokio::test]
async fn safety_rule_02_a_run_counts_although_the_client_lets_nothing_be_kept_of_what_they_chose() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let (kluut, mut own) = client(&stage, &noor, "Kluut").await;
    keeps_no_behaviour(&mut own).await;
    let mut headset = session_of(&stage, &noor, kluut).await;
    let mut watcher = Watcher::open(&noor, headset.session).await;
    headset.until(|message| matches!(message, Message::Command(_)).then_some(())).await;
    headset.act(Act::AnswerWatch(true)).await;
    watcher.until(|message| matches!(message, Message::Snapshot(_)).then_some(())).await;
    headset.enter_world().await;
    headset.skip(60);
    headset.act(Act::SetVolume(20)).await;
    headset.act(Act::SetLying(true)).await;
    headset.skip(60);
    headset.act(Act::Finish).await;
    headset.act(Act::Continue).await;
    headset.act(Act::RateTension(3)).await;
    headset.act(Act::ReportDiscomfort(Discomfort::Dizzy)).await;
    headset.act(Act::Continue).await;
    headset.all_durable().await;

    let read = witness(&stage.store, stage.here).await;
    let events = stage.store.events(&read, headset.session).await.unwrap();
    assert_eq!(events.len(), headset.events.len(), "every event keeps its number");
    let mut last = WorldTime::START;
    for (stored, told) in events.iter().zip(&headset.events) {
        match &told.kind {
            EventKind::VolumeSet(_) | EventKind::LyingSet(_) => {
                assert_eq!(stored.event.kind, EventKind::Withheld);
                assert_eq!(stored.event.at, last, "nor is it kept when");
            }
            EventKind::WorldEntered(_) => assert_eq!(stored.event.kind, EventKind::WorldWithheld),
            EventKind::DiscomfortReported(_) => assert_eq!(stored.event.kind, told.kind, "rule 10"),
            _ => {}
        }
        last = stored.event.at;
    }
    assert_eq!(stage.store.self_runs(&read, kluut).await.unwrap(), 1);
    assert_eq!(stage.store.supervised_sessions(&read, kluut).await.unwrap(), 1);
    assert_eq!(stage.store.sessions_in_worlds(&read, kluut).await.unwrap().len(), 1);
    let unsigned: Vec<care::note::Unsigned> = noor.get("/api/v1/notes/unsigned").await.unwrap();
    assert_eq!(unsigned.len(), 1, "its note waits for a signature");
    // Sent again after the server forgot it, it contradicts nothing.
    headset.reconnect().await;
    headset.all_durable().await;
    assert_eq!(stage.store.kept_apart(headset.session).await.unwrap(), 0);
}

#[tokio::test]
async fn what_a_colleague_gives_while_steering_is_told_apart_from_what_the_client_gives() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let (kluut, mut own) = client(&stage, &noor, "Kluut").await;
    let mut headset = session_of(&stage, &noor, kluut).await;
    let mut watcher = Watcher::open(&noor, headset.session).await;
    headset.until(|message| matches!(message, Message::Command(_)).then_some(())).await;
    headset.act(Act::AnswerWatch(true)).await;
    watcher.until(|message| matches!(message, Message::Snapshot(_)).then_some(())).await;
    headset.enter_world().await;
    headset.act(Act::Finish).await;
    headset.act(Act::Continue).await;
    for act in [Act::TakeOver, Act::RateTension(2)] {
        watcher.command(act).await;
        headset.until(|message| matches!(message, Message::Command(_)).then_some(())).await;
    }
    headset.act(Act::ReportDiscomfort(Discomfort::None)).await;
    headset.act(Act::Continue).await;
    headset.all_durable().await;
    let given = headset.events.iter().position(|event| matches!(event.kind, EventKind::GivenFor { .. }));
    let given = given.expect("nobody is said to have given it");
    assert_eq!(headset.events[given + 1].kind, EventKind::TensionAfter(Some(2)));
    let steered =
        |kind: &EventKind| matches!(kind, EventKind::SteeringChanged { to: Steering::Companion(_), .. });
    assert!(headset.events.iter().any(|event| steered(&event.kind)));
    let path = format!("/api/v1/clients/{kluut}/sessions");
    let told: Vec<SessionSummary> = noor.get(&path).await.unwrap();
    assert_eq!((told[0].tension_before, told[0].tension_after), (Some(7), Some(2)));
    assert!(told[0].rated_by_colleague);
    let profile: care::profile::Profile =
        noor.get(&format!("/api/v1/clients/{kluut}/profile")).await.unwrap();
    assert!(profile.works.is_empty(), "a colleague's figure is no effect");
    assert!(profile.sessions[0].rated_by_colleague);
    let theirs: Vec<link::own::OwnSession> = own.read("/api/v1/client/sessions").await;
    assert!(theirs[0].rated_by_colleague);
}

#[tokio::test]
async fn whoever_comes_with_a_session_that_was_erased_meanwhile_finds_no_room() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let (kluut, _) = client(&stage, &noor, "Kluut").await;
    let mut headset = session_of(&stage, &noor, kluut).await;
    headset.all_durable().await;
    // Read before, and used after: as a connection that comes in the moment of erasing.
    let row = stage.store.session(headset.session).await.unwrap().unwrap();
    let read = witness(&stage.store, stage.here).await;
    stage.app.hub.close_rooms_of(kluut);
    stage.store.erase(&read, stage.here, kluut, luwte::clock::wall_us()).await.unwrap();
    stage.app.hub.close_rooms_of(kluut);
    let line = AuditRow {
        organisation: stage.here,
        actor: "headset",
        actor_id: Uuid::nil(),
        action: "session-resume",
        object: "session",
        object_id: None,
        client: None,
    };
    let opened = stage.app.hub.reopen(row, &line).await;
    assert!(matches!(opened, Err(luwte::live::OpenError::Erased)), "{opened:?}");
    assert!(stage.app.hub.room(headset.session).is_none());
}
