//! A record of some size: filled before a measurement, so that what holds at one times the data is seen at a hundred.

use link::{BeatPacket, Pose};
use luwte::store::{Append, AuditRow, BeatsRow, Database, EventRow, PosesRow, SessionRow, Store, Witness};
use session::{DeviceId, Event, EventKind, OrganisationId, SessionId, StrapId, Subject, WorldTime};
use uuid::Uuid;

/// Events of one times the data: two weeks of an institution.
pub const ONCE: usize = 20_000;
/// How many times the data each is measured at.
pub const TIMES: [usize; 3] = [1, 10, 100];

const SESSIONS: usize = 128;
const BATCH: usize = 64;

/// Sessions in a record.
pub struct Record {
    pub store: Store,
    pub organisation: OrganisationId,
    pub sessions: Vec<SessionId>,
}

impl Record {
    /// A record with so many sessions and nothing in them.
    pub async fn on(store: Store, sessions: usize) -> Self {
        let organisation = store.add_organisation("Meetplaats", 1).await.unwrap();
        let headset: DeviceId = store.register_headset(organisation, "Bril", 1).await.unwrap();
        let mut record = Self { store, organisation, sessions: Vec::new() };
        let written = record.witness().await;
        for _ in 0..sessions {
            let row = SessionRow {
                id: SessionId(Uuid::now_v7()),
                organisation,
                headset,
                headset_name: "Bril".into(),
                subject: Subject::Anonymous,
                opened_us: 1,
                recording: false,
            };
            record.store.open_session(&written, &row, "build").await.unwrap();
            record.sessions.push(row.id);
        }
        record
    }

    pub async fn witness(&self) -> Witness {
        let row = AuditRow {
            organisation: self.organisation,
            actor: "system",
            actor_id: Uuid::nil(),
            action: "measure",
            object: "store",
            object_id: None,
            client: None,
        };
        self.store.audit(&row, 1).await.unwrap()
    }

    /// Fills it with so many events.
    pub async fn fill(&self, events: usize) {
        let each = events.div_ceil(self.sessions.len());
        for from in (0..each).step_by(BATCH) {
            for session in &self.sessions {
                let rows = events_of(*session, from, BATCH.min(each - from));
                self.store.append(Append::Events(rows), |done| done.unwrap());
            }
            self.store.append_and_wait(Append::Events(Vec::new())).await.unwrap();
        }
        self.store.settle_all().await.unwrap();
    }

    /// Packets of one strap, in the batches in which they come.
    pub async fn beats(&self, packets: &[BeatPacket]) {
        let strap = StrapId(Uuid::now_v7());
        for (place, packets) in (0_u32..).zip(packets.chunks(2)) {
            let row = BeatsRow {
                session: self.sessions[0],
                organisation: self.organisation,
                arrived_us: 2_000_000 * i64::from(place),
                strap,
                receiver_epoch: 0,
                first_n: 2 * place,
                next_n: 2 * place + packets.len() as u32,
                packets: packets.to_vec(),
            };
            self.store.append(Append::Beats(row), |done| done.unwrap());
            // A minute at a time comes into the record, as pieces: chunks are cut between them.
            if place % 60 == 0 {
                self.store.append_and_wait(Append::Events(Vec::new())).await.unwrap();
                self.store.settle_all().await.unwrap();
            }
        }
        self.store.append_and_wait(Append::Events(Vec::new())).await.unwrap();
    }

    /// Poses of one session, a second at a time.
    pub async fn poses(&self, poses: &[Pose]) {
        for (place, poses) in (0_i64..).zip(poses.chunks(20)) {
            let row = PosesRow {
                session: self.sessions[0],
                arrived_us: 1_000_000 * place + 1,
                poses: poses.to_vec(),
            };
            self.store.append(Append::Poses(row), |done| done.unwrap());
            // A minute at a time comes into the record, as pieces: chunks are cut between them.
            if place % 60 == 0 {
                self.store.append_and_wait(Append::Events(Vec::new())).await.unwrap();
                self.store.settle_all().await.unwrap();
            }
        }
        self.store.append_and_wait(Append::Events(Vec::new())).await.unwrap();
    }

    /// Bytes and rows of a column of this record.
    pub async fn bytes(&self, sql: &'static str) -> (i64, i64) {
        match self.store.database() {
            Database::Sqlite { read, .. } => sqlx::query_as(sql).fetch_one(read).await.unwrap(),
            Database::Postgres(pool) => sqlx::query_as(sql).fetch_one(pool).await.unwrap(),
        }
    }
}

/// Fills a record before a server is started on it.
pub async fn fill(store: Store, times: usize) {
    crate::child::staff(&store).await;
    let record = Record::on(store, SESSIONS).await;
    record.fill(times * ONCE).await;
    record.store.close().await;
}

pub fn events_of(session: SessionId, from: usize, many: usize) -> Vec<EventRow> {
    let event = |seq: usize| Event {
        seq: u32::try_from(seq).unwrap(),
        at: WorldTime::from_millis(seq as u64),
        kind: EventKind::VolumeSet((seq % 100) as u8),
    };
    let row = |seq| EventRow { session, event: event(seq), wall_us: seq as i64, wall_error_us: Some(900) };
    (from..from + many).map(row).collect()
}
