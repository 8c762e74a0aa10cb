//! What was acknowledged survives a power cut, torn sectors, a full disk and a dying one; without syncing it would not.
//!
//! `LUWTE_CRASH_ROUNDS` sets the number of power cuts (20 without it; `cargo xtask crashes` takes 1,000).

use crate::{
    disk::{self, Disk, Fault},
    stage::{Folder, anonymous, witness},
};
use link::{BeatPacket, Pose};
use luwte::store::{Append, BeatsRow, Database, EventRow, PosesRow, Store};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use session::{DeviceId, Event, EventKind, OrganisationId, SessionId, StrapId, WorldTime};
use sqlx::sqlite::SqliteSynchronous;
use std::{
    path::Path,
    sync::{Arc, Mutex},
};
use uuid::Uuid;

const SESSIONS: usize = 4;

/// What a headset and a strap were told is durable.
#[derive(Clone, Debug, Default)]
struct Told {
    events: [u32; SESSIONS],
    beats: [u32; SESSIONS],
    poses: [u64; SESSIONS],
}

struct Ward {
    store: Store,
    organisation: OrganisationId,
    sessions: Vec<(SessionId, StrapId)>,
    sent: Told,
    told: Arc<Mutex<Told>>,
}

async fn open(folder: &Path, synchronous: SqliteSynchronous) -> Store {
    try_open(folder, synchronous).await.unwrap()
}

/// `None` where the power cut left what cannot be opened: without syncing it may.
async fn try_open(folder: &Path, synchronous: SqliteSynchronous) -> Option<Store> {
    let options = Database::sqlite_options(&folder.join("luwte.db")).vfs(disk::NAME).synchronous(synchronous);
    Store::on(Database::sqlite_with(options).await.ok()?).await.ok()
}

impl Ward {
    async fn new(folder: &Path, synchronous: SqliteSynchronous) -> Self {
        let store = open(folder, synchronous).await;
        let organisation = store.add_organisation("Hier", 1).await.unwrap();
        let headset: DeviceId = store.register_headset(organisation, "Duinbril", 1).await.unwrap();
        let written = witness(&store, organisation).await;
        let mut sessions = Vec::new();
        for _ in 0..SESSIONS {
            let row = anonymous(organisation, headset);
            store.open_session(&written, &row, "build").await.unwrap();
            sessions.push((row.id, StrapId(Uuid::now_v7())));
        }
        Self { store, organisation, sessions, sent: Told::default(), told: Arc::default() }
    }

    /// A batch of events, beats or poses, sent without waiting.
    fn send(&mut self, dice: &mut StdRng) {
        let which = dice.random_range(0..SESSIONS);
        let (session, strap) = self.sessions[which];
        let told = self.told.clone();
        let many = dice.random_range(1..40_u32);
        let first = self.sent.events[which];
        match dice.random_range(0..10) {
            0..5 => {
                let next = first + many;
                let kind = |seq: u32| EventKind::VolumeSet((seq % 100) as u8);
                let rows = (first..next)
                    .map(|seq| EventRow {
                        session,
                        event: Event { seq, at: WorldTime::from_millis(u64::from(seq)), kind: kind(seq) },
                        wall_us: i64::from(seq),
                        wall_error_us: None,
                    })
                    .collect();
                self.sent.events[which] = next;
                self.store.append(Append::Events(rows), move |done| {
                    if done.is_ok() {
                        let known = &mut told.lock().unwrap().events[which];
                        *known = next.max(*known);
                    }
                });
            }
            5..8 => {
                let first_n = self.sent.beats[which];
                let next_n = first_n + many;
                self.sent.beats[which] = next_n;
                let packets = (first_n..next_n).map(|n| BeatPacket {
                    arrived: WorldTime::from_secs(u64::from(n)),
                    bytes: vec![0x10, 60, n as u8, 4],
                });
                let row = BeatsRow {
                    session,
                    organisation: self.organisation,
                    arrived_us: i64::from(next_n),
                    strap,
                    receiver_epoch: 1,
                    first_n,
                    next_n,
                    packets: packets.collect(),
                };
                self.store.append(Append::Beats(row), move |done| {
                    if done.is_ok() {
                        let known = &mut told.lock().unwrap().beats[which];
                        *known = next_n.max(*known);
                    }
                });
            }
            _ => {
                let pose = |n| Pose::new(WorldTime::from_millis(n), [0.0, 0.0, 0.0, 1.0], [0.0; 3]);
                let next = self.sent.poses[which] + u64::from(many);
                let poses = (self.sent.poses[which]..next).map(pose).collect();
                self.sent.poses[which] = next;
                let arrived_us = dice.random_range(0..i64::MAX / 2);
                self.store.append(Append::Poses(PosesRow { session, arrived_us, poses }), move |done| {
                    if done.is_ok() {
                        let known = &mut told.lock().unwrap().poses[which];
                        *known = next.max(*known);
                    }
                });
            }
        }
    }

    /// What a record holds of that which was told to be durable; in words what it does not.
    async fn lost(&self, told: &Told, record: &Store) -> Option<String> {
        let read = witness(record, self.organisation).await;
        for (which, (session, strap)) in self.sessions.iter().enumerate() {
            let events = record.events(&read, *session).await.unwrap();
            let in_order =
                events.iter().enumerate().all(|(place, stored)| stored.event.seq as usize == place);
            assert!(in_order, "a record never has a gap or a double");
            if (events.len() as u32) < told.events[which] {
                return Some(format!("{} of {} events", events.len(), told.events[which]));
            }
            let next = record.beat_stream(*strap, 1).await.unwrap().map_or(0, |(_, next)| next);
            let poses = record.poses(&read, *session).await.unwrap();
            let mut moments: Vec<_> = poses.iter().map(Pose::at).collect();
            moments.dedup();
            assert_eq!(moments.len(), poses.len(), "each pose once");
            if (poses.len() as u64) < told.poses[which] {
                return Some(format!("{} of {} poses", poses.len(), told.poses[which]));
            }
            let rows = record.beats(&read, *session).await.unwrap();
            let kept: usize = rows.iter().map(|row| row.packets.len()).sum();
            assert_eq!(kept as u32, next, "the watermark says what is there, each packet once");
            if next < told.beats[which] {
                return Some(format!("{next} of {} packets", told.beats[which]));
            }
        }
        None
    }
}

/// One power cut at some moment among many writes; in words what was lost of what had been acknowledged.
async fn power_cut(seed: u64, synchronous: SqliteSynchronous) -> Option<String> {
    let mut dice = StdRng::seed_from_u64(seed);
    let (folder, after) = (Folder::new(), Folder::new());
    let disk = Disk::of(&folder.0);
    let mut ward = Ward::new(&disk_folder(&folder), synchronous).await;
    let until = dice.random_range(20..400);
    for _ in 0..until {
        ward.send(&mut dice);
        // The cut may come while the journal is sealed, or while pieces are closed into chunks.
        if dice.random_bool(0.05) {
            let store = ward.store.clone();
            drop(tokio::spawn(async move { store.settle_all().await }));
        }
        if dice.random_bool(0.02) {
            let store = ward.store.clone();
            drop(tokio::spawn(async move { store.close_chunks(i64::MAX).await }));
        }
        if dice.random_bool(0.2) {
            tokio::task::yield_now().await;
        }
        if dice.random_bool(0.05) {
            tokio::time::sleep(std::time::Duration::from_millis(dice.random_range(0..4))).await;
        }
    }
    // What was acknowledged, then the cut: whatever is acknowledged in between only makes the disk hold more.
    let told = ward.told.lock().unwrap().clone();
    let share = *[0.0, 0.1, 0.5, 0.9, 1.0].get(dice.random_range(0..5)).unwrap();
    disk.lose_power(&after.0, || dice.random_bool(share));
    let ward_store = ward.store.clone();
    let after = if dice.random_bool(0.5) { cut_again(after, synchronous, &mut dice).await } else { after };
    let record = Store::open(&after.0.join("luwte.db")).await;
    let lost = match record {
        Ok(record) => {
            let lost = if record.organisations().await.unwrap().is_empty() {
                Some("everything".to_owned())
            } else {
                let Database::Sqlite { read, .. } = record.database() else { panic!() };
                let (health,): (String,) =
                    sqlx::query_as("PRAGMA integrity_check").fetch_one(read).await.unwrap();
                if health == "ok" { ward.lost(&told, &record).await } else { Some(health) }
            };
            record.close().await;
            lost
        }
        Err(error) => Some(error.to_string()),
    };
    ward_store.close().await;
    lost
}

/// The power goes again while the server starts: in the middle of sealing what the first cut left.
async fn cut_again(folder: Folder, synchronous: SqliteSynchronous, dice: &mut StdRng) -> Folder {
    let after = Folder::new();
    let disk = Disk::of(&folder.0);
    let at = disk_folder(&folder);
    let starting = tokio::spawn(async move { try_open(&at, synchronous).await });
    tokio::time::sleep(std::time::Duration::from_micros(dice.random_range(0..40_000))).await;
    disk.lose_power(&after.0, || dice.random_bool(0.5));
    if let Some(store) = starting.await.unwrap() {
        store.close().await;
    }
    after
}

fn disk_folder(folder: &Folder) -> std::path::PathBuf {
    folder.0.canonicalize().unwrap()
}

fn rounds() -> u64 {
    std::env::var("LUWTE_CRASH_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(20)
}

#[tokio::test]
async fn a_power_cut_loses_nothing_that_was_acknowledged() {
    for seed in 0..rounds() {
        let lost = power_cut(seed, SqliteSynchronous::Full).await;
        assert_eq!(lost, None, "seed {seed}");
    }
}

#[tokio::test]
async fn without_syncing_a_power_cut_loses_what_was_acknowledged() {
    // The same test with the sync taken away must fail, or it proves nothing.
    let mut losses = 0;
    for seed in 0..20 {
        losses += u32::from(power_cut(seed, SqliteSynchronous::Off).await.is_some());
    }
    assert!(losses >= 10, "only {losses} of 20 rounds lost anything");
}

#[tokio::test]
async fn a_full_or_dying_disk_acknowledges_nothing_and_goes_on_when_it_heals() {
    for (seed, fault) in [Fault::Full, Fault::Write, Fault::Sync].into_iter().enumerate() {
        let mut dice = StdRng::seed_from_u64(seed as u64);
        let (folder, after) = (Folder::new(), Folder::new());
        let disk = Disk::of(&folder.0);
        let mut ward = Ward::new(&disk_folder(&folder), SqliteSynchronous::Full).await;
        let row = |seq: u32| EventRow {
            session: ward.sessions[0].0,
            event: Event { seq, at: WorldTime::START, kind: EventKind::Paused },
            wall_us: 0,
            wall_error_us: None,
        };
        let (first, second) = (row(0), row(1));
        ward.store.append_and_wait(Append::Events(vec![first])).await.unwrap();
        disk.break_with(Some(fault));
        let refused = ward.store.append_and_wait(Append::Events(vec![second.clone()])).await;
        assert!(refused.is_err(), "{fault:?}: what is not durable is not acknowledged");
        assert!(ward.store.ready().await.is_err(), "{fault:?}: the server says that it cannot store");
        disk.break_with(None);
        ward.store.ready().await.unwrap();
        ward.store.append_and_wait(Append::Events(vec![second])).await.unwrap();
        ward.sent.events[0] = 2;
        ward.told.lock().unwrap().events[0] = 2;
        for _ in 0..50 {
            ward.send(&mut dice);
        }
        ward.store.append_and_wait(Append::Events(Vec::new())).await.unwrap();
        let told = ward.told.lock().unwrap().clone();
        assert!(disk.syncs() > 0 && told.events.iter().sum::<u32>() > 2);
        disk.lose_power(&after.0, || false);
        let record = Store::open(&after.0.join("luwte.db")).await.unwrap();
        assert_eq!(ward.lost(&told, &record).await, None, "{fault:?}");
        record.close().await;
        ward.store.close().await;
    }
}
