//! The journal is sealed into the record exactly once: by one process or two, after a crash at any moment, on both databases.

use crate::{
    postgres::Postgres,
    stage::{Folder, session_on, witness},
};
use link::{BeatPacket, Pose};
use luwte::store::{Append, BeatsRow, Database, EventRow, Held, PosesRow, Snapshot, Store, StoreError};
use session::{Event, EventKind, OrganisationId, SessionId, StrapId, WorldTime};
use std::{
    fs,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};
use uuid::Uuid;

struct Ward {
    store: Store,
    organisation: OrganisationId,
    session: SessionId,
    strap: StrapId,
}

impl Ward {
    async fn on(store: Store) -> Self {
        let (organisation, session) = session_on(&store).await;
        Self { store, organisation, session, strap: StrapId(Uuid::now_v7()) }
    }

    /// One event, one packet and one pose of this number, acknowledged.
    async fn append(&self, n: u32) {
        let event = Event { seq: n, at: WorldTime::from_millis(n.into()), kind: EventKind::Paused };
        let event = EventRow { session: self.session, event, wall_us: 0, wall_error_us: None };
        let beats = BeatsRow {
            session: self.session,
            organisation: self.organisation,
            arrived_us: 2 * i64::from(n),
            strap: self.strap,
            receiver_epoch: 0,
            first_n: n,
            next_n: n + 1,
            packets: vec![BeatPacket { arrived: WorldTime::from_secs(n.into()), bytes: vec![0, 60] }],
        };
        let poses = vec![Pose::new(WorldTime::from_millis(u64::from(n)), [0.0, 0.0, 0.0, 1.0], [0.0; 3])];
        let poses = PosesRow { session: self.session, arrived_us: 2 * i64::from(n) + 1, poses };
        for append in [Append::Events(vec![event]), Append::Beats(beats), Append::Poses(poses)] {
            self.store.append(append, |done| done.unwrap());
        }
        self.store.append_and_wait(Append::Events(Vec::new())).await.unwrap();
    }

    /// How many events, packets and poses a record holds.
    async fn counts(&self, record: &Store) -> [usize; 3] {
        let read = witness(record, self.organisation).await;
        let events = record.events(&read, self.session).await.unwrap();
        let beats = record.beats(&read, self.session).await.unwrap();
        let poses = record.poses(&read, self.session).await.unwrap();
        [events.len(), beats.iter().map(|row| row.packets.len()).sum(), poses.len()]
    }
}

/// What a machine would find that lost its power now: every file as it is.
fn copied(folder: &Path) -> Folder {
    let copy = Folder::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), copy.0.join(entry.file_name())).unwrap();
    }
    copy
}

async fn reopened(folder: &Folder) -> Store {
    Store::open(&folder.0.join("luwte.db")).await.unwrap()
}

#[tokio::test]
async fn what_was_acknowledged_and_not_sealed_is_sealed_at_the_next_start() {
    let folder = Folder::new();
    let ward = Ward::on(reopened(&folder).await).await;
    for n in 0..20 {
        ward.append(n).await;
    }
    let after = copied(&folder.0);
    let record = reopened(&after).await;
    assert_eq!(ward.counts(&record).await, [20; 3]);
    record.close().await;
    ward.store.close().await;
}

#[tokio::test]
async fn what_was_sealed_and_still_lies_in_the_journal_is_not_taken_twice() {
    let folder = Folder::new();
    let ward = Ward::on(reopened(&folder).await).await;
    for n in 0..20 {
        ward.append(n).await;
    }
    ward.store.settle_all().await.unwrap();
    let Database::Sqlite { waiting, .. } = ward.store.database() else { panic!() };
    let (left,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM journal").fetch_one(waiting).await.unwrap();
    assert!(left > 0, "the rows go with the next commit");
    let mut after = copied(&folder.0);
    for _ in 0..3 {
        let record = reopened(&after).await;
        assert_eq!(ward.counts(&record).await, [20; 3]);
        let next = copied(&after.0);
        record.close().await;
        after = next;
    }
    // The journal is let go of in the end, and so is who wrote it.
    let record = reopened(&after).await;
    let Database::Sqlite { read, waiting, .. } = record.database() else { panic!() };
    let (left,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM journal").fetch_one(waiting).await.unwrap();
    let (writers,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM sealed").fetch_one(read).await.unwrap();
    assert_eq!((left, writers), (0, 0));
    record.close().await;
    ward.store.close().await;
}

#[tokio::test]
async fn a_second_process_seals_beside_the_first_on_sqlite() {
    let folder = Folder::new();
    let ward = Ward::on(reopened(&folder).await).await;
    let other = Database::sqlite(&folder.0.join("luwte.db")).await.unwrap();
    beside_each_other(ward, other).await;
}

#[tokio::test]
async fn a_second_process_seals_beside_the_first_on_postgres() {
    let Some(postgres) = Postgres::start() else { return };
    let connect = async || Database::postgres(&postgres.address()).await.unwrap();
    let ward = Ward::on(Store::on(connect().await).await.unwrap()).await;
    beside_each_other(ward, connect().await).await;
}

async fn beside_each_other(ward: Ward, other: Database) {
    let (keys, of_second) = (ward.store.keys().clone(), ward.store.keys().clone());
    let (done, mut is_done) = tokio::sync::watch::channel(false);
    let taken = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&taken);
    let pictures = tokio::spawn(async move {
        while !*is_done.borrow_and_update() {
            drop(Snapshot::of(&other, &keys).await.unwrap());
            counted.fetch_add(1, Ordering::Relaxed);
        }
        other
    });
    // Until there were several of them, however busy this machine is.
    let mut n = 0;
    while n < 60 || taken.load(Ordering::Relaxed) < 3 {
        ward.append(n).await;
        if n % 7 == 0 {
            ward.store.settle_all().await.unwrap();
        }
        n += 1;
    }
    done.send(true).unwrap();
    let other = pictures.await.unwrap();
    ward.append(n).await;
    let all = [n as usize + 1; 3];
    let second = Store::sealed(other, of_second).await.unwrap();
    assert_eq!(ward.counts(&second).await, all, "the other process sees what this one acknowledged");
    assert_eq!(ward.counts(&ward.store).await, all);
    second.close().await;
    ward.store.close().await;
}

#[tokio::test]
async fn on_postgres_a_new_server_reads_what_the_old_one_acknowledged_a_moment_ago() {
    let Some(postgres) = Postgres::start() else { return };
    let connect = async || Database::postgres(&postgres.address()).await.unwrap();
    let ward = Ward::on(Store::on(connect().await).await.unwrap()).await;
    let second = Store::on(connect().await).await.unwrap();
    for n in 0..5 {
        ward.append(n).await;
        assert_eq!(ward.counts(&second).await, [n as usize + 1; 3]);
    }
    second.close().await;
    ward.store.close().await;
}

#[tokio::test]
async fn while_a_record_is_held_nothing_is_acknowledged_and_all_before_is_in_it() {
    let folder = Folder::new();
    let ward = Ward::on(reopened(&folder).await).await;
    ward.append(0).await;
    let other = Database::sqlite(&folder.0.join("luwte.db")).await.unwrap();
    let held = Held::of(&other, ward.store.keys()).await.unwrap();
    let Database::Sqlite { read, .. } = &other else { panic!() };
    let (events,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM events").fetch_one(read).await.unwrap();
    assert_eq!(events, 1);
    let appended = ward.append(1);
    tokio::pin!(appended);
    let early = tokio::time::timeout(std::time::Duration::from_millis(200), &mut appended).await;
    assert!(early.is_err(), "nothing is acknowledged while it is held");
    drop(held);
    appended.await;
    assert_eq!(ward.counts(&ward.store).await, [2; 3]);
    other.close().await;
    ward.store.close().await;
}

#[tokio::test]
async fn a_row_that_fits_nowhere_is_put_apart_and_keeps_nothing_back() {
    let folder = Folder::new();
    let ward = Ward::on(reopened(&folder).await).await;
    ward.append(0).await;
    ward.store.settle_all().await.unwrap();
    // A row that no build wrote, as a damaged or mixed up data folder could hold.
    let Database::Sqlite { journal, read, .. } = ward.store.database() else { panic!() };
    let strange = sqlx::query("INSERT INTO journal (writer, n, entries) VALUES ($1, 1, $2)");
    strange.bind(Uuid::now_v7()).bind(vec![1_u8, 99, 2]).execute(journal).await.unwrap();
    let again = Store::sealed(ward.store.database().clone(), ward.store.keys().clone()).await.unwrap();
    let apart: Vec<(Vec<u8>,)> =
        sqlx::query_as("SELECT entries FROM unsealed").fetch_all(read).await.unwrap();
    assert_eq!(apart, [(vec![1, 99, 2],)]);
    ward.append(1).await;
    assert_eq!(ward.counts(&again).await[0], 1, "a store of its own knows only what it appended");
    assert_eq!(ward.counts(&ward.store).await, [2; 3]);
    ward.store.close().await;
}

#[tokio::test]
async fn a_row_of_a_newer_build_stays_where_it_is_and_the_older_one_refuses_to_start() {
    let folder = Folder::new();
    let store = reopened(&folder).await;
    let Database::Sqlite { journal, .. } = store.database() else { panic!() };
    let newer = sqlx::query("INSERT INTO journal (writer, n, entries) VALUES ($1, 1, $2)");
    newer.bind(Uuid::now_v7()).bind(vec![2_u8, 1, 2]).execute(journal).await.unwrap();
    let refused = Store::on(store.database().clone()).await.err().unwrap();
    assert!(matches!(refused, StoreError::Newer { what: "journal", found: 2, known: 1 }), "{refused}");
    let (left,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM journal").fetch_one(journal).await.unwrap();
    assert_eq!(left, 1);
    store.close().await;
}

#[tokio::test]
async fn what_shares_a_row_with_an_entry_that_fits_nowhere_is_sealed_all_the_same() {
    let folder = Folder::new();
    let ward = Ward::on(reopened(&folder).await).await;
    let event = Event { seq: 0, at: WorldTime::START, kind: EventKind::Paused };
    let event = EventRow { session: ward.session, event, wall_us: 0, wall_error_us: None };
    ward.store.append_and_wait(Append::Events(vec![event])).await.unwrap();
    let Database::Sqlite { journal, read, .. } = ward.store.database() else { panic!() };
    let (row,): (Vec<u8>,) =
        sqlx::query_as("SELECT entries FROM journal ORDER BY n LIMIT 1").fetch_one(journal).await.unwrap();
    ward.store.settle_all().await.unwrap();
    // The same once more, between two of a session that the record does not know: its bytes but for the session's.
    let mut stranger = row[1..].to_vec();
    stranger[1..17].copy_from_slice(Uuid::now_v7().as_bytes());
    let mut second = row[1..].to_vec();
    second[17..21].copy_from_slice(&1_u32.to_le_bytes());
    let mixed = [&row[..1], &stranger, &second, &stranger].concat();
    sqlx::query("INSERT INTO journal (writer, n, entries) VALUES ($1, 1, $2)")
        .bind(Uuid::now_v7())
        .bind(mixed)
        .execute(journal)
        .await
        .unwrap();
    let again = Store::sealed(ward.store.database().clone(), ward.store.keys().clone()).await.unwrap();
    let apart: Vec<(Vec<u8>,)> =
        sqlx::query_as("SELECT entries FROM unsealed ORDER BY id").fetch_all(read).await.unwrap();
    let alone = [&row[..1], &stranger].concat();
    assert_eq!(apart, [(alone.clone(),), (alone,)]);
    assert_eq!(ward.counts(&again).await[0], 2, "the neighbour is in the record");
    assert_eq!(again.examine().await.unwrap().apart, 2, "and the doctor hears of the others");
    ward.store.close().await;
}

#[tokio::test]
async fn what_is_told_of_an_unknown_session_is_refused_before_it_is_acknowledged() {
    let folder = Folder::new();
    let ward = Ward::on(reopened(&folder).await).await;
    let event = Event { seq: 0, at: WorldTime::START, kind: EventKind::Paused };
    let row = EventRow { session: SessionId(Uuid::now_v7()), event, wall_us: 0, wall_error_us: None };
    let refused = ward.store.append_and_wait(Append::Events(vec![row])).await;
    assert!(matches!(refused, Err(StoreError::UnknownSession)));
    ward.store.close().await;
}
