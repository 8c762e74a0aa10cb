//! Packets and poses become chunks and come back byte for byte, on both databases, whatever layout they were written in.

use crate::{
    postgres::Postgres,
    stage::{Folder, session_on, witness},
};
use link::{BeatPacket, Pose};
use luwte::{
    archive::Archive,
    auth::master::MasterKey,
    store::{Append, BeatsRow, Database, Keys, PosesRow, Store},
};
use session::{OrganisationId, SessionId, StrapId, WorldTime};
use std::io::Cursor;
use uuid::Uuid;

const MINUTE_US: i64 = 60_000_000;

/// A packet as a strap sends it, of this number.
fn packet(n: u64) -> BeatPacket {
    let [low, high] = u16::try_from(980 + (n * 37) % 90).unwrap().to_le_bytes();
    let arrived = WorldTime(n * 1_000_000 + (n * 7_919) % 30_000);
    BeatPacket { arrived, bytes: vec![0x10, 60, low, high] }
}

fn pose(n: u64) -> Pose {
    let turn = (n as f32 / 300.0).sin();
    Pose::new(WorldTime::from_millis(50 * n), [0.02, turn * 0.3, 0.01, 1.0], [turn * 0.05, 0.0, 0.02])
}

struct Room {
    store: Store,
    organisation: OrganisationId,
    session: SessionId,
    strap: StrapId,
}

impl Room {
    async fn on(store: Store) -> Self {
        let (organisation, session) = session_on(&store).await;
        Self { store, organisation, session, strap: StrapId(Uuid::now_v7()) }
    }

    /// The packets `from..to` of this minute, in batches of five, and as many poses.
    async fn minutes(&self, strap: StrapId, from: u32, to: u32) {
        for first_n in (from..to).step_by(5) {
            let arrived_us = 1_000_000 * i64::from(first_n) + 1;
            let row = BeatsRow {
                session: self.session,
                organisation: self.organisation,
                arrived_us,
                strap,
                receiver_epoch: 1,
                first_n,
                next_n: first_n + 5,
                packets: (first_n..first_n + 5).map(|n| packet(n.into())).collect(),
            };
            self.store.append(Append::Beats(row), |done| done.unwrap());
            let first = u64::from(first_n) * 20;
            let poses = (first..first + 100).map(pose).collect();
            let row = PosesRow { session: self.session, arrived_us: arrived_us + 1, poses };
            self.store.append(Append::Poses(row), |done| done.unwrap());
            if first_n.is_multiple_of(60) {
                self.store.append_and_wait(Append::Events(Vec::new())).await.unwrap();
                self.store.settle_all().await.unwrap();
            }
        }
        self.store.append_and_wait(Append::Events(Vec::new())).await.unwrap();
    }

    /// All there is of both, after looking whether it is what was sent.
    async fn holds(&self, packets: u64) {
        let read = witness(&self.store, self.organisation).await;
        let rows = self.store.beats(&read, self.session).await.unwrap();
        let stored: Vec<_> = rows.iter().flat_map(|row| row.packets.clone()).collect();
        assert!(stored.iter().eq((0..packets).map(packet).collect::<Vec<_>>().iter()));
        let poses = self.store.poses(&read, self.session).await.unwrap();
        assert_eq!(poses, (0..20 * packets).map(pose).collect::<Vec<_>>());
    }

    /// Rows of beats and of poses, and how many of them are closed.
    async fn rows(&self) -> [(i64, i64); 2] {
        const BEATS: &str = "SELECT COUNT(*), COALESCE(SUM(closed), 0) FROM beats";
        const POSES: &str = "SELECT COUNT(*), COALESCE(SUM(closed), 0) FROM poses";
        let mut counted = [(0, 0); 2];
        for (counted, sql) in counted.iter_mut().zip([BEATS, POSES]) {
            *counted = match self.store.database() {
                Database::Sqlite { read, .. } => sqlx::query_as(sql).fetch_one(read).await.unwrap(),
                Database::Postgres(pool) => {
                    let sql = sqlx::AssertSqlSafe(sql.replace("SUM(closed)", "SUM(closed)::bigint"));
                    sqlx::query_as(sql).fetch_one(pool).await.unwrap()
                }
            };
        }
        counted
    }
}

#[tokio::test]
async fn minutes_become_chunks_on_sqlite() {
    let folder = Folder::new();
    become_chunks(Store::open(&folder.0.join("luwte.db")).await.unwrap()).await;
}

#[tokio::test]
async fn minutes_become_chunks_on_postgres() {
    let Some(postgres) = Postgres::start() else { return };
    let database = Database::postgres(&postgres.address()).await.unwrap();
    let keys = Keys::of(MasterKey::new().unwrap());
    become_chunks(Store::sealed(database, keys).await.unwrap()).await;
}

async fn become_chunks(store: Store) {
    let room = Room::on(store).await;
    room.minutes(room.strap, 0, 1_300).await;
    room.holds(1_300).await;
    let [(pieces, closed), _] = room.rows().await;
    assert!(pieces > 10 && closed == 0);

    // While the session goes on, whole ten minutes are closed and the rest stays as it came.
    room.store.close_chunks(1_300_000_000).await.unwrap();
    let [beats, poses] = room.rows().await;
    assert!(beats.1 == 2 && beats.0 > 2, "{beats:?}");
    assert!(poses.1 == 2 && poses.0 > 2, "{poses:?}");
    room.holds(1_300).await;
    room.store.close_chunks(1_300_000_000).await.unwrap();
    assert_eq!(room.rows().await, [beats, poses], "nothing is written twice");

    // When it has fallen silent, what is left goes too: a short rest to the chunk before it.
    room.store.close_chunks(1_300_000_000 + 3 * MINUTE_US).await.unwrap();
    assert_eq!(room.rows().await.map(|(rows, closed)| rows - closed), [0, 0]);
    assert_eq!(room.rows().await[0], (2, 2));
    room.holds(1_300).await;

    // It goes on after all, with another strap in between, and everything keeps its order.
    room.minutes(room.strap, 1_300, 1_400).await;
    room.minutes(StrapId(Uuid::now_v7()), 1_400, 1_500).await;
    room.minutes(room.strap, 1_400, 1_400).await;
    room.holds(1_500).await;
    room.store.close_chunks(1_500_000_000 + 3 * MINUTE_US).await.unwrap();
    room.holds(1_500).await;
    assert_eq!(room.rows().await.map(|(rows, closed)| rows - closed), [0, 0]);
    room.store.close().await;
}

#[tokio::test]
async fn a_record_of_layout_3_is_read_on_with_its_rows_and_becomes_chunks() {
    let folder = Folder::new();
    let file = folder.0.join("luwte.db");
    upgraded(Database::sqlite(&file).await.unwrap()).await;
    let Some(postgres) = Postgres::start() else { return };
    upgraded(Database::postgres(&postgres.address()).await.unwrap()).await;
}

/// Packets and poses as the program of layout 3 wrote them: two packets a row, twenty poses a row.
async fn upgraded(database: Database) {
    let written = include_bytes!("../fixtures/layout-3.zip");
    let mut archive = Archive::open(Cursor::new(written)).unwrap();
    assert_eq!(archive.manifest().layout, 3);
    archive.pour(&database, |_| {}).await.unwrap();
    let room = Room {
        store: Store::sealed(database, Keys::of(MasterKey::new().unwrap())).await.unwrap(),
        organisation: OrganisationId(Uuid::from_u128(1)),
        session: SessionId(Uuid::from_u128(3)),
        strap: StrapId(Uuid::from_u128(4)),
    };
    for _ in 0..2 {
        let read = witness(&room.store, room.organisation).await;
        let rows = room.store.beats(&read, room.session).await.unwrap();
        let stored: Vec<_> = rows.iter().flat_map(|row| row.packets.clone()).collect();
        assert!(stored.iter().eq((0..1_400).map(packet).collect::<Vec<_>>().iter()));
        let poses = room.store.poses(&read, room.session).await.unwrap();
        assert!(poses.len() == 800 && poses[21].to_bytes()[..6] == [26, 4, 0, 0, 0xc0, 1]);
        room.store.close_chunks(i64::MAX).await.unwrap();
    }
    assert_eq!(room.rows().await.map(|(rows, closed)| rows - closed), [0, 0]);
    assert!(room.rows().await[0].0 <= 3, "700 rows are a few chunks");
    assert_eq!(room.store.event_watermark(room.session).await.unwrap(), 5);
    let stream = room.store.beat_stream(room.strap, 1).await.unwrap();
    assert_eq!(stream, Some((room.organisation, 1_400)));
    // What is sent again is known; what is new goes on where the old program stopped.
    room.minutes(room.strap, 1_390, 1_410).await;
    let read = witness(&room.store, room.organisation).await;
    let rows = room.store.beats(&read, room.session).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.packets.len()).sum::<usize>(), 1_410);
    room.store.close().await;
}

#[tokio::test]
async fn a_clock_that_was_put_back_lets_no_chunk_be_lost() {
    let folder = Folder::new();
    let room = Room::on(Store::open(&folder.0.join("luwte.db")).await.unwrap()).await;
    let arrive = async |arrived_us: i64, first: u64| {
        let poses = (first..first + 400).map(pose).collect();
        let row = PosesRow { session: room.session, arrived_us, poses };
        room.store.append_and_wait(Append::Poses(row)).await.unwrap();
        room.store.settle_all().await.unwrap();
    };
    arrive(100, 0).await;
    room.store.close_chunks(i64::MAX).await.unwrap();
    // What comes next arrived before that chunk, by a clock that was put right, and goes on until after it.
    arrive(50, 400).await;
    arrive(150, 800).await;
    room.store.close_chunks(i64::MAX).await.unwrap();
    let read = witness(&room.store, room.organisation).await;
    let poses = room.store.poses(&read, room.session).await.unwrap();
    assert_eq!(poses, (0..1_200).map(pose).collect::<Vec<_>>());
    room.store.close().await;
}
