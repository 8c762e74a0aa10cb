//! A database that falls silent, dies, is held or has a gap: nothing acknowledged is lost, and it heals by itself.

use crate::{
    postgres::{DyingDisk, Postgres},
    stage::{Folder, Headset, Stage, eventually, session_on, witness},
};
use link::Message;
use luwte::{
    app::Settings,
    store::{Append, Database, EventRow, Held, Store, StoreError, is_served},
};
use session::{Event, EventKind, SessionId, WorldTime};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::Duration,
};
use tokio::{
    net::{TcpListener, UnixStream},
    task::JoinHandle,
};

fn event(session: SessionId, seq: u32) -> Append {
    let event = Event { seq, at: WorldTime::from_millis(seq.into()), kind: EventKind::Paused };
    Append::Events(vec![EventRow { session, event, wall_us: 0, wall_error_us: None }])
}

async fn fresh() -> (Folder, Store) {
    let folder = Folder::new();
    let store = Store::open(&folder.0.join("luwte.db")).await.unwrap();
    (folder, store)
}

#[tokio::test]
async fn the_first_acknowledgement_of_a_session_needs_no_look_into_the_record() {
    let (_folder, store) = fresh().await;
    let (_, session) = session_on(&store).await;
    let Database::Sqlite { read, .. } = store.database() else { panic!() };
    read.close().await;
    store.append_and_wait(event(session, 0)).await.unwrap();
}

#[tokio::test]
async fn what_contradicts_the_record_is_kept_beside_it_once_however_often_it_comes() {
    let (_folder, store) = fresh().await;
    apart_once(store).await;
}

#[tokio::test]
async fn what_contradicts_the_record_is_kept_once_on_postgres_too() {
    let Some(postgres) = Postgres::start() else { return };
    apart_once(Store::on(Database::postgres(&postgres.address()).await.unwrap()).await.unwrap()).await;
}

async fn apart_once(store: Store) {
    let (_, session) = session_on(&store).await;
    let told = |seq| vec![Event { seq, at: WorldTime::START, kind: EventKind::Resumed }];
    let (one, other) = (told(1), told(2));
    let both = tokio::join!(store.set_apart(session, &one, 5), store.set_apart(session, &one, 6));
    both.0.unwrap();
    both.1.unwrap();
    store.set_apart(session, &one, 7).await.unwrap();
    store.set_apart(session, &other, 8).await.unwrap();
    assert_eq!(store.kept_apart(session).await.unwrap(), 2);
    store.close().await;
}

#[tokio::test]
async fn behind_a_gap_nothing_is_told_to_be_durable_after_a_restart() {
    let mut stage = Stage::new().await;
    let mut headset = stage.headset().await;
    headset.enter_world().await;
    headset.all_durable().await;
    let all = headset.events.len() as u32;
    headset.socket.close().await;
    // What a crash leaves when a row failed and the one after it did not: 5 and 6 are missing before 7 and 8.
    for seq in [all + 2, all + 3] {
        stage.store.append_and_wait(event(headset.session, seq)).await.unwrap();
    }
    assert_eq!(stage.store.event_watermark(headset.session).await.unwrap(), u64::from(all));
    stage.end().await;
    let store = Store::open(&stage.folder.0.join("luwte.db")).await.unwrap();
    let read = witness(&store, stage.here).await;
    assert_eq!(store.events(&read, headset.session).await.unwrap().len() as u32, all + 2);
    let app = luwte::app::App::new(store.clone(), Settings::default());
    let known = store.headsets(stage.here).await.unwrap().into_iter().next().unwrap();
    let hello = link::Hello {
        build: "test".into(),
        session: headset.session,
        wall_clock_us: 0,
        world_time: WorldTime::START,
    };
    let room = app.hub.open(&known, &hello).await.unwrap();
    assert_eq!(room.durable(), u64::from(all), "the headset is asked for what is missing");
}

#[tokio::test]
async fn a_record_that_is_held_takes_no_login_on_postgres_and_says_that_it_is_served() {
    let Some(postgres) = Postgres::start() else { return };
    let connect = async || Database::postgres(&postgres.address()).await.unwrap();
    let store = Store::on(connect().await).await.unwrap();
    let other = connect().await;
    eventually("the server says that it runs", async || is_served(&other).await.unwrap()).await;
    let held = Held::of(&other, store.keys()).await.unwrap();
    let adding = store.add_organisation("Elders", 1);
    tokio::pin!(adding);
    let early = tokio::time::timeout(Duration::from_millis(300), &mut adding).await;
    assert!(early.is_err(), "nothing is written to a record that is being taken elsewhere");
    store.organisations().await.unwrap();
    drop(held);
    adding.await.unwrap();
    store.close().await;
    assert!(!is_served(&other).await.unwrap());
}

#[tokio::test]
async fn an_embedded_record_says_that_it_is_served_until_its_server_ends() {
    let (folder, store) = fresh().await;
    let other = Database::sqlite(&folder.0.join("luwte.db")).await.unwrap();
    eventually("the server says that it runs", async || is_served(&other).await.unwrap()).await;
    store.close().await;
    assert!(!is_served(&other).await.unwrap());
}

/// A way to a private PostgreSQL that can swallow everything, as a network does whose cable is pulled.
async fn network(postgres: &Postgres) -> (String, Arc<AtomicBool>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("postgres://luwte@{}/postgres", listener.local_addr().unwrap());
    let silent = Arc::new(AtomicBool::new(false));
    let (swallows, socket) = (Arc::clone(&silent), postgres.socket());
    tokio::spawn(async move {
        while let Ok((near, _)) = listener.accept().await {
            let far = UnixStream::connect(&socket).await.unwrap();
            let ((near_in, near_out), (far_in, far_out)) = (near.into_split(), far.into_split());
            tokio::spawn(pass(near_in, far_out, Arc::clone(&swallows)));
            tokio::spawn(pass(far_in, near_out, Arc::clone(&swallows)));
        }
    });
    (address, silent)
}

async fn pass(
    mut from: impl tokio::io::AsyncRead + Unpin,
    mut to: impl tokio::io::AsyncWrite + Unpin,
    swallows: Arc<AtomicBool>,
) {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let mut bytes = [0; 8192];
    while let Ok(length @ 1..) = from.read(&mut bytes).await {
        if !swallows.load(Ordering::SeqCst) && to.write_all(&bytes[..length]).await.is_err() {
            return;
        }
    }
}

#[tokio::test]
async fn a_network_that_swallows_everything_is_noticed_told_and_healed() {
    let Some(postgres) = Postgres::start() else { return };
    let (address, silent) = network(&postgres).await;
    let store = Store::on(Database::postgres(&address).await.unwrap()).await.unwrap();
    let (_, session) = session_on(&store).await;
    store.append_and_wait(event(session, 0)).await.unwrap();
    store.ready().await.unwrap();
    silent.store(true, Ordering::SeqCst);
    let outcome = store.append_and_wait(event(session, 1)).await;
    assert!(matches!(outcome, Err(StoreError::Silent)), "{outcome:?}");
    assert!(store.ready().await.is_err());
    silent.store(false, Ordering::SeqCst);
    eventually("it can write again", async || store.append_and_wait(event(session, 1)).await.is_ok()).await;
    eventually("it is ready", async || store.ready().await.is_ok()).await;
    assert_eq!(store.event_watermark(session).await.unwrap(), 2);
    store.close().await;
}

/// Somebody who appends one event after the other, and sends again what was not told to be durable.
struct Load {
    goes: Arc<AtomicBool>,
    acknowledged: Arc<AtomicU32>,
    refused: Arc<AtomicU32>,
    running: JoinHandle<()>,
}

impl Load {
    fn on(store: &Store, session: SessionId) -> Self {
        let goes = Arc::new(AtomicBool::new(true));
        let (acknowledged, refused) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
        let running = tokio::spawn({
            let (store, goes) = (store.clone(), Arc::clone(&goes));
            let (acknowledged, refused) = (Arc::clone(&acknowledged), Arc::clone(&refused));
            async move {
                let mut seq = 0;
                while goes.load(Ordering::SeqCst) {
                    match store.append_and_wait(event(session, seq)).await {
                        Ok(()) => {
                            seq += 1;
                            acknowledged.store(seq, Ordering::SeqCst);
                        }
                        Err(_) => {
                            refused.fetch_add(1, Ordering::SeqCst);
                            tokio::time::sleep(Duration::from_millis(50)).await;
                        }
                    }
                }
            }
        });
        Self { goes, acknowledged, refused, running }
    }

    fn acknowledged(&self) -> u32 {
        self.acknowledged.load(Ordering::SeqCst)
    }

    async fn goes_on(&self) {
        let before = self.acknowledged();
        eventually("the load goes on", async || self.acknowledged() > before + 50).await;
    }

    /// Waits until another one was refused.
    async fn is_refused(&self) {
        let before = self.refused.load(Ordering::SeqCst);
        eventually("one is refused", async || self.refused.load(Ordering::SeqCst) > before).await;
    }

    /// How many were told to be durable.
    async fn end(self) -> u64 {
        self.goes.store(false, Ordering::SeqCst);
        self.running.await.unwrap();
        u64::from(self.acknowledged.load(Ordering::SeqCst))
    }
}

/// A headset in a session of its own, and a program that writes into another without pause.
async fn under_load(stage: &Stage) -> (Headset, SessionId, Load) {
    let mut headset = stage.headset().await;
    headset.enter_world().await;
    headset.all_durable().await;
    let (_, session) = session_on(&stage.store).await;
    let load = Load::on(&stage.store, session);
    (headset, session, load)
}

/// Both are in the record once the database is back, everything that was acknowledged and each event once.
async fn nothing_is_lost(stage: &Stage, headset: &Headset, session: SessionId, load: Load) {
    load.goes_on().await;
    let all = load.end().await;
    eventually("it is ready", async || stage.store.ready().await.is_ok()).await;
    assert_eq!(stage.store.event_watermark(session).await.unwrap(), all);
    let read = witness(&stage.store, stage.here).await;
    let kept = stage.store.events(&read, headset.session).await.unwrap();
    let kept: Vec<Event> = kept.into_iter().map(|stored| stored.event).collect();
    assert_eq!(kept, headset.events, "each once, in order");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_under_postgres_that_refuses_to_sync_acknowledges_nothing_and_heals() {
    let Some(disk) = DyingDisk::new() else { return };
    let Some(postgres) = Postgres::start_on(Some(&disk)) else { return };
    let store = Store::on(Database::postgres(&postgres.address()).await.unwrap()).await.unwrap();
    let stage = Stage::on(store, Folder::new(), Settings::default()).await;
    let (mut headset, session, load) = under_load(&stage).await;
    for _ in 0..2 {
        load.goes_on().await;
        disk.breaks(true);
        load.is_refused().await;
        let acknowledged = load.acknowledged();
        headset.act(session::Act::SetVolume(headset.events.len() as u8)).await;
        headset.until(|message| matches!(message, Message::Problem(_)).then_some(())).await;
        assert!(stage.store.ready().await.is_err(), "the state is clear");
        load.is_refused().await;
        assert_eq!(
            load.acknowledged(),
            acknowledged,
            "nothing is told to be durable on a disk that does not sync"
        );
        disk.breaks(false);
        // A database whose disk refused to sync ends itself; whoever looks after it starts it again.
        tokio::task::block_in_place(|| postgres.revive());
        headset.all_durable().await;
    }
    nothing_is_lost(&stage, &headset, session, load).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_postgres_that_dies_under_load_loses_nothing_acknowledged_and_comes_back_by_itself() {
    let Some(postgres) = Postgres::start() else { return };
    let store = Store::on(Database::postgres(&postgres.address()).await.unwrap()).await.unwrap();
    let stage = Stage::on(store, Folder::new(), Settings::default()).await;
    let (mut headset, session, load) = under_load(&stage).await;
    for _ in 0..3 {
        load.goes_on().await;
        tokio::task::block_in_place(|| postgres.die());
        headset.act(session::Act::SetVolume(headset.events.len() as u8)).await;
        headset.until(|message| matches!(message, Message::Problem(_)).then_some(())).await;
        assert!(stage.store.ready().await.is_err());
        tokio::task::block_in_place(|| postgres.start_again());
        headset.all_durable().await;
    }
    nothing_is_lost(&stage, &headset, session, load).await;
}
