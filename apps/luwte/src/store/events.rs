//! Events: append-only rows of an envelope and a JSON payload, in the order of `seq`.

use super::{
    Store, StoreError, Witness,
    database::{Transaction, fetch_all, fetch_optional},
    entry::EventEntry,
    keys::{Place, Seal},
    sealer::Sealing,
    upcast,
};
use session::{ClientId, Event, EventKind, Feed, OrganisationId, SessionId, WorldTime};
use sqlx::{AssertSqlSafe, QueryBuilder};
use std::collections::HashSet;
use uuid::Uuid;

/// One event on its way into the record.
#[derive(Clone, Debug)]
pub struct EventRow {
    /// The session.
    pub session: SessionId,
    /// The event.
    pub event: Event,
    /// When it happened by the wall clock, as well as the server knows.
    pub wall_us: i64,
    /// How far off that can be, microseconds; `None` where it rests on the headset's word alone.
    pub wall_error_us: Option<i64>,
}

/// One event as it stands in the record.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredEvent {
    /// The event.
    pub event: Event,
    /// When it happened by the wall clock.
    pub wall_us: i64,
}

/// Rows in one statement; few sizes, so that each statement is prepared once.
const TOGETHER: [usize; 4] = [256, 32, 4, 1];

/// So many events tell of a client's pace at most, of the newest of so many that could.
const PACES_MAX: usize = 20;
const PACES_READ: i64 = 400;

const INSERT: &str =
    "INSERT INTO events (session, seq, at_us, wall_us, wall_error_us, kind, version, payload) ";
const UNNEST: &str =
    "SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[],
     $6::text[], $7::bigint[], $8::text[]) ON CONFLICT DO NOTHING";

/// Adds events in the order of the record's key; those that are there stay as they are.
pub(super) async fn seal(
    on: &mut Transaction,
    sealing: &mut Sealing<'_>,
    mut events: Vec<EventEntry>,
) -> Result<(), StoreError> {
    // Stable: of two with one place the first that arrived counts.
    events.sort_by_key(|event| (event.session, event.seq));
    let mut own: Option<(Uuid, Seal)> = None;
    for event in &mut events {
        let seal = match &own {
            Some((session, seal)) if *session == event.session => seal,
            _ => &own.insert((event.session, sealing.of(on, event.session).await?)).1,
        };
        let row = i64::from(event.seq).to_le_bytes();
        let payload = std::mem::take(&mut event.payload);
        event.payload = seal.text(payload_place(event.session, &row), payload)?;
    }
    match on {
        Transaction::Sqlite(on) => {
            let mut left = events.into_iter();
            for size in TOGETHER {
                while left.len() >= size {
                    let mut query = QueryBuilder::<sqlx::Sqlite>::new(INSERT);
                    query.push_values(left.by_ref().take(size), |mut row, event| {
                        row.push_bind(event.session).push_bind(i64::from(event.seq)).push_bind(event.at_us);
                        row.push_bind(event.wall_us).push_bind(event.wall_error_us).push_bind(event.kind);
                        row.push_bind(event.version).push_bind(event.payload);
                    });
                    query.push(" ON CONFLICT DO NOTHING").build().execute(&mut **on).await?;
                }
            }
        }
        Transaction::Postgres(on) => {
            for events in events.chunks(8 * TOGETHER[0]) {
                let insert = sqlx::query(AssertSqlSafe(format!("{INSERT}{UNNEST}")))
                    .bind(column(events, |event| event.session))
                    .bind(column(events, |event| i64::from(event.seq)))
                    .bind(column(events, |event| event.at_us))
                    .bind(column(events, |event| event.wall_us))
                    .bind(column(events, |event| event.wall_error_us))
                    .bind(column(events, |event| event.kind.clone()))
                    .bind(column(events, |event| event.version))
                    .bind(column(events, |event| event.payload.clone()));
                insert.execute(&mut **on).await?;
            }
        }
    }
    Ok(())
}

/// Where the payload of the event with this number stands.
pub(super) fn payload_place(session: Uuid, seq: &[u8]) -> Place<'_> {
    Place { column: "events.payload", of: session, row: seq }
}

fn column<T>(events: &[EventEntry], of: impl Fn(&EventEntry) -> T) -> Vec<T> {
    events.iter().map(of).collect()
}

type Row = (i64, i64, i64, i64, String, String);

impl Store {
    /// Every event of a session, in order, brought to today's shape.
    pub async fn events(&self, _read: &Witness, session: SessionId) -> Result<Vec<StoredEvent>, StoreError> {
        self.settle(session).await?;
        let rows: Vec<Row> = fetch_all!(
            self.database(),
            Row,
            "SELECT seq, at_us, wall_us, version, kind, payload FROM events WHERE session = $1 ORDER BY seq",
            session.0,
        )?;
        let seal = self.keys.session(self.database(), session.0).await?;
        rows.into_iter().map(|row| read(row, session.0, &seal)).collect()
    }

    /// The kind of an event as it stands in the record.
    pub(super) async fn event_kind(
        &self,
        session: Uuid,
        (seq, version, kind): (i64, i64, &str),
        payload: String,
    ) -> Result<EventKind, StoreError> {
        let seal = self.keys.session(self.database(), session).await?;
        let payload = seal.open_text(payload_place(session, &seq.to_le_bytes()), payload)?;
        upcast(kind, version, &payload).ok_or(StoreError::Unreadable { what: "event" })
    }

    /// What the client's sessions opened before a moment tell of their own pace, at most 20 events: the newest session
    /// first, and of each what was chosen before what was found. What another heart than the client's own found is not
    /// theirs, so that is left out.
    pub async fn paces_before(
        &self,
        _read: &Witness,
        organisation: OrganisationId,
        client: ClientId,
        before_us: i64,
    ) -> Result<Vec<EventKind>, StoreError> {
        self.settle_all().await?;
        type Told = (Uuid, i64, i64, String, String);
        let rows: Vec<Told> = fetch_all!(
            self.database(),
            Told,
            "SELECT e.session, e.seq, e.version, e.kind, e.payload FROM events e JOIN sessions s ON s.id = e.session
             WHERE s.organisation = $1 AND s.client = $2 AND s.opened_us < $3
                 AND e.kind IN ('feed-allocated', 'feed-set', 'own-pace-set', 'pace-found')
             ORDER BY s.opened_us DESC, e.session, CASE WHEN e.kind IN ('feed-allocated', 'feed-set') THEN 0 ELSE 1 END, e.kind, e.seq DESC
             LIMIT $4",
            organisation.0,
            client.0,
            before_us,
            PACES_READ,
        )?;
        let (mut paces, mut of_another) = (Vec::new(), HashSet::new());
        for (session, seq, version, kind, payload) in rows {
            match self.event_kind(session, (seq, version, &kind), payload).await? {
                EventKind::FeedSet(Feed::Own) | EventKind::FeedAllocated(Feed::Own) => {}
                EventKind::FeedSet(_) | EventKind::FeedAllocated(_) => drop(of_another.insert(session)),
                EventKind::PaceFound(_) if of_another.contains(&session) => {}
                kind => paces.push(kind),
            }
            if paces.len() == PACES_MAX {
                break;
            }
        }
        Ok(paces)
    }

    /// How many events of a session are durable without a gap from the first on.
    pub async fn event_watermark(&self, session: SessionId) -> Result<u64, StoreError> {
        self.settle(session).await?;
        let row: Option<(i64,)> = fetch_optional!(
            self.database(),
            (i64,),
            // Rows are unique by number: those before the first gap are as many as the number of the last of them.
            "SELECT COUNT(*) FROM (SELECT seq, ROW_NUMBER() OVER (ORDER BY seq) AS n FROM events
                                   WHERE session = $1) AS numbered WHERE seq = n - 1",
            session.0
        )?;
        Ok(row.and_then(|(count,)| u64::try_from(count).ok()).unwrap_or(0))
    }
}

fn read(
    (seq, at_us, wall_us, version, kind, payload): Row,
    session: Uuid,
    seal: &Seal,
) -> Result<StoredEvent, StoreError> {
    let unreadable = || StoreError::Unreadable { what: "event" };
    let payload = seal.open_text(payload_place(session, &seq.to_le_bytes()), payload)?;
    let kind = upcast(&kind, version, &payload).ok_or_else(unreadable)?;
    let seq = u32::try_from(seq).map_err(|_| unreadable())?;
    let at = WorldTime(u64::try_from(at_us).map_err(|_| unreadable())?);
    Ok(StoredEvent { event: Event { seq, at, kind }, wall_us })
}
