//! Events: append-only rows of an envelope and a JSON payload, in the order of `seq`.

use super::{
    Store, StoreError, Witness,
    database::{Transaction, fetch_all, fetch_optional},
    entry::EventEntry,
    upcast,
};
use session::{ClientId, Event, EventKind, OrganisationId, SessionId, WorldTime};
use sqlx::{AssertSqlSafe, QueryBuilder};

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

const INSERT: &str =
    "INSERT INTO events (session, seq, at_us, wall_us, wall_error_us, kind, version, payload) ";
const UNNEST: &str =
    "SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[],
     $6::text[], $7::bigint[], $8::text[]) ON CONFLICT DO NOTHING";

/// Adds events in the order of the record's key; those that are there stay as they are.
pub(super) async fn seal(on: &mut Transaction, mut events: Vec<EventEntry>) -> Result<(), StoreError> {
    // Stable: of two with one place the first that arrived counts.
    events.sort_by_key(|event| (event.session, event.seq));
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
        rows.into_iter().map(read).collect()
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
        let rows: Vec<(i64, String, String)> = fetch_all!(
            self.database(),
            (i64, String, String),
            "SELECT e.version, e.kind, e.payload FROM events e JOIN sessions s ON s.id = e.session
             WHERE s.organisation = $1 AND s.client = $2 AND s.opened_us < $3
                 AND (e.kind = 'own-pace-set' OR e.kind = 'pace-found' AND NOT EXISTS (
                     SELECT 1 FROM events f WHERE f.session = e.session AND f.kind = 'feed-set'
                         AND f.payload <> '{\"feed-set\":\"own\"}'))
             ORDER BY s.opened_us DESC, e.kind, e.seq DESC LIMIT 20",
            organisation.0,
            client.0,
            before_us,
        )?;
        let read = |(version, kind, payload): (i64, String, String)| {
            upcast(&kind, version, &payload).ok_or(StoreError::Unreadable { what: "event" })
        };
        rows.into_iter().map(read).collect()
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

fn read((seq, at_us, wall_us, version, kind, payload): Row) -> Result<StoredEvent, StoreError> {
    let unreadable = || StoreError::Unreadable { what: "event" };
    let kind = upcast(&kind, version, &payload).ok_or_else(unreadable)?;
    let seq = u32::try_from(seq).map_err(|_| unreadable())?;
    let at = WorldTime(u64::try_from(at_us).map_err(|_| unreadable())?);
    Ok(StoredEvent { event: Event { seq, at, kind }, wall_us })
}
