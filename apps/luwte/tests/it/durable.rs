//! Relay first, acknowledge when durable; without the access log nothing is read, and leaving is never in the way.

use crate::stage::{Stage, Watcher, eventually, has_event};
use link::{Message, Problem};
use luwte::store::Database;
use reqwest::{Method, StatusCode};
use session::{Act, EventKind};
use sqlx::{Connection, SqliteConnection};

const JOURNAL: &str = "luwte.journal.db";

/// A second connection to the database of a stage, as another process would have it.
async fn beside(stage: &Stage) -> SqliteConnection {
    beside_file(stage, "luwte.db").await
}

async fn beside_file(stage: &Stage, name: &str) -> SqliteConnection {
    let file = stage.folder.0.join(name);
    SqliteConnection::connect(&format!("sqlite://{}", file.display())).await.unwrap()
}

#[tokio::test]
async fn events_are_seen_before_they_are_durable_and_acknowledged_only_after() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let mut headset = stage.headset().await;
    headset.enter_world().await;
    let (mut watcher, _) = stage.watch(&mut headset, &noor).await;
    headset.all_durable().await;
    let durable = headset.watermark;

    let mut lock = beside_file(&stage, JOURNAL).await;
    sqlx::query("BEGIN IMMEDIATE").execute(&mut lock).await.unwrap();
    headset.act(Act::SetVolume(17)).await;
    watcher.until(|message| has_event(message, |kind| *kind == EventKind::VolumeSet(17))).await;
    // The server still answers, so an acknowledgement would have had every chance to come.
    headset.socket.send(&Message::Ping { sent_us: 4_711 }).await.unwrap();
    let mut acknowledged = durable;
    headset
        .until(|message| {
            if let Message::Ack { watermark, .. } = message {
                acknowledged = *watermark;
            }
            matches!(message, Message::Pong { sent_us: 4_711, .. }).then_some(())
        })
        .await;
    assert_eq!(acknowledged, durable, "nothing is acknowledged before it is durable");
    sqlx::query("ROLLBACK").execute(&mut lock).await.unwrap();
    headset.all_durable().await;
}

#[tokio::test]
async fn what_the_store_refuses_is_held_told_and_stored_later() {
    let stage = Stage::new().await;
    let mut headset = stage.headset().await;
    headset.all_durable().await;
    let mut beside = beside_file(&stage, JOURNAL).await;
    sqlx::query("ALTER TABLE journal RENAME TO journal_away").execute(&mut beside).await.unwrap();
    headset.act(Act::Begin).await;
    headset.until(|message| (*message == Message::Problem(Problem::StoreUnavailable)).then_some(())).await;
    sqlx::query("ALTER TABLE journal_away RENAME TO journal").execute(&mut beside).await.unwrap();
    headset.all_durable().await;
    let stored = stage.store.event_watermark(headset.session).await.unwrap();
    assert_eq!(stored, headset.events.len() as u64);
}

#[tokio::test]
async fn while_the_record_is_written_to_by_another_events_are_acknowledged_all_the_same() {
    let stage = Stage::new().await;
    let mut headset = stage.headset().await;
    headset.all_durable().await;
    let mut lock = beside(&stage).await;
    sqlx::query("BEGIN IMMEDIATE").execute(&mut lock).await.unwrap();
    headset.act(Act::Begin).await;
    headset.all_durable().await;
    sqlx::query("ROLLBACK").execute(&mut lock).await.unwrap();
    let stored = stage.store.event_watermark(headset.session).await.unwrap();
    assert_eq!(stored, headset.events.len() as u64, "who reads sees all that was acknowledged");
}

#[tokio::test]
async fn what_the_record_refuses_waits_in_the_journal_and_is_told() {
    let stage = Stage::new().await;
    let mut headset = stage.headset().await;
    headset.all_durable().await;
    stage.store.settle_all().await.unwrap();
    let mut beside = beside(&stage).await;
    sqlx::query("ALTER TABLE events RENAME TO events_away").execute(&mut beside).await.unwrap();
    headset.act(Act::Begin).await;
    headset.all_durable().await;
    assert!(stage.store.event_watermark(headset.session).await.is_err(), "nobody reads half a record");
    assert!(stage.store.ready().await.is_err(), "the server says that it cannot store");
    sqlx::query("ALTER TABLE events_away RENAME TO events").execute(&mut beside).await.unwrap();
    let stored = stage.store.event_watermark(headset.session).await.unwrap();
    assert_eq!(stored, headset.events.len() as u64);
    stage.store.ready().await.unwrap();
}

#[tokio::test]
async fn without_the_access_log_nothing_is_read_watched_or_steered_and_the_client_can_still_leave() {
    let stage = Stage::new().await;
    let (noor, sam) = (stage.login("noor").await, stage.login("sam").await);
    let mut headset = stage.headset().await;
    headset.enter_world().await;
    let (mut watcher, _) = stage.watch(&mut headset, &noor).await;
    headset.all_durable().await;
    let mut beside = beside(&stage).await;
    sqlx::query("ALTER TABLE audit RENAME TO audit_away").execute(&mut beside).await.unwrap();

    for path in ["/api/v1/clients".to_owned(), format!("/api/v1/sessions/{}", headset.session)] {
        let response = noor.request(Method::GET, &path).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE, "{path}");
        let problem: link::api::Problem = response.json().await.unwrap();
        assert_eq!(problem.code, "store-unavailable");
    }
    watcher.command(Act::TakeOver).await;
    let problem =
        watcher.until(|message| if let Message::Problem(problem) = message { Some(*problem) } else { None });
    assert_eq!(problem.await, Problem::StoreUnavailable);
    let mut again = Watcher::open(&noor, headset.session).await;
    assert_eq!(again.socket.closing_code().await, Some(4003));
    let pair =
        link::api::Pair { digits: headset.pairing_code().await, client: None, alone: false, way: None };
    let response = sam.request(Method::POST, "/api/v1/pair").json(&pair).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);

    headset.act(Act::Leave).await;
    headset.all_durable().await;
    assert!(headset.events.iter().any(|event| event.kind == EventKind::Ended));
    sqlx::query("ALTER TABLE audit_away RENAME TO audit").execute(&mut beside).await.unwrap();
    let response = noor.request(Method::GET, "/api/v1/clients").send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_colleague_whose_link_is_lost_is_counted_out_and_comes_back_without_asking_again() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let mut headset = stage.headset().await;
    headset.enter_world().await;
    let (watcher, _) = stage.watch(&mut headset, &noor).await;
    let watchers = |count: u8| {
        move |message: &Message| match message {
            Message::Presence(presence) if presence.watchers == count => Some(()),
            _ => None,
        }
    };
    headset.until(watchers(1)).await;
    drop(watcher);
    headset.until(watchers(0)).await;
    let mut again = Watcher::open(&noor, headset.session).await;
    again.until(|message| matches!(message, Message::Snapshot(_)).then_some(())).await;
    headset.until(watchers(1)).await;
}

#[tokio::test]
async fn a_headset_that_is_gone_is_told_to_those_who_watch() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let mut headset = stage.headset().await;
    headset.enter_world().await;
    let (mut watcher, _) = stage.watch(&mut headset, &noor).await;
    headset.socket.close().await;
    let here = |wanted: bool| {
        move |message: &Message| match message {
            Message::Presence(presence) if presence.headset == wanted => Some(()),
            _ => None,
        }
    };
    watcher.until(here(false)).await;
    let asked = watcher.command(Act::TakeOver).await;
    let told = watcher.until(|message| match message {
        Message::Refused { command, refusal } if *command == asked => Some(*refusal),
        _ => None,
    });
    assert_eq!(told.await, session::Refusal::NotNow);
    headset.reconnect().await;
    watcher.until(here(true)).await;
}

#[tokio::test]
async fn the_wall_clock_of_an_event_is_the_servers_own_whatever_the_headset_believes() {
    let stage = Stage::new().await;
    let mut headset = stage.headset().await;
    headset.socket.close().await;
    headset.socket = headset.login.socket().await.unwrap();
    let hello = link::Hello {
        build: "test".into(),
        session: headset.session,
        wall_clock_us: i64::MIN,
        world_time: headset.now(),
    };
    headset.socket.send(&Message::Hello(hello)).await.unwrap();
    headset.act(Act::Begin).await;
    headset.outbox.rewind();
    headset.deliver().await;
    headset.all_durable().await;
    let Database::Sqlite { read, .. } = stage.store.database() else { panic!() };
    eventually("the rows carry the server's time", async || {
        stage.store.settle_all().await.unwrap();
        let rows: Vec<(i64,)> = sqlx::query_as("SELECT wall_us FROM events").fetch_all(read).await.unwrap();
        let now_us = luwte::clock::wall_us();
        rows.len() == headset.events.len()
            && rows.iter().all(|(wall_us,)| (now_us - wall_us).abs() < 60_000_000)
    })
    .await;
}
