//! Events: append-only rows of an envelope and a JSON payload, in the order of `seq`.

use super::{
    Store, StoreError, Witness,
    database::{Transaction, fetch_all, fetch_optional},
    upcast,
};
use session::{EVENT_VERSION, Event, SessionId, WorldTime};
use sqlx::{Database as Backend, QueryBuilder};
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

/// Rows in one statement; SQLite takes at most 32,766 values.
const ROWS: usize = 512;

const INSERT: &str =
    "INSERT INTO events (session, seq, at_us, wall_us, wall_error_us, kind, version, payload) ";

pub(super) async fn insert(transaction: &mut Transaction, rows: &[&EventRow]) -> Result<(), StoreError> {
    for rows in rows.chunks(ROWS) {
        let values = rows.iter().map(|row| values(row)).collect::<Result<Vec<_>, _>>()?;
        match transaction {
            Transaction::Sqlite(on) => {
                let mut query = statement::<sqlx::Sqlite>();
                query.push_values(values, |mut row, v| {
                    row.push_bind(v.0).push_bind(v.1).push_bind(v.2).push_bind(v.3).push_bind(v.4);
                    row.push_bind(v.5).push_bind(v.6).push_bind(v.7);
                });
                query.push(" ON CONFLICT DO NOTHING").build().execute(&mut **on).await?;
            }
            Transaction::Postgres(on) => {
                let mut query = statement::<sqlx::Postgres>();
                query.push_values(values, |mut row, v| {
                    row.push_bind(v.0).push_bind(v.1).push_bind(v.2).push_bind(v.3).push_bind(v.4);
                    row.push_bind(v.5).push_bind(v.6).push_bind(v.7);
                });
                query.push(" ON CONFLICT DO NOTHING").build().execute(&mut **on).await?;
            }
        }
    }
    Ok(())
}

fn statement<B: Backend>() -> QueryBuilder<B> {
    QueryBuilder::new(INSERT)
}

type Values = (Uuid, i64, i64, i64, Option<i64>, &'static str, i64, String);

fn values(row: &EventRow) -> Result<Values, StoreError> {
    let payload = serde_json::to_string(&row.event.kind)
        .map_err(|_| StoreError::Unreadable { what: "event on its way in" })?;
    Ok((
        row.session.0,
        i64::from(row.event.seq),
        micros(row.event.at),
        row.wall_us,
        row.wall_error_us,
        row.event.kind.name(),
        i64::from(EVENT_VERSION),
        payload,
    ))
}

/// World time as the database holds it. The link lets no later time in (see `live::bounds`).
fn micros(at: WorldTime) -> i64 {
    i64::try_from(at.0).unwrap_or(i64::MAX)
}

type Row = (i64, i64, i64, i64, String, String);

impl Store {
    /// Every event of a session, in order, brought to today's shape.
    pub async fn events(&self, _read: &Witness, session: SessionId) -> Result<Vec<StoredEvent>, StoreError> {
        let rows: Vec<Row> = fetch_all!(
            self.database(),
            Row,
            "SELECT seq, at_us, wall_us, version, kind, payload FROM events WHERE session = $1 ORDER BY seq",
            session.0,
        )?;
        rows.into_iter().map(read).collect()
    }

    /// How many events of a session are durable without a gap from the first on.
    pub async fn event_watermark(&self, session: SessionId) -> Result<u64, StoreError> {
        let row: Option<(i64,)> = fetch_optional!(
            self.database(),
            (i64,),
            "SELECT COUNT(*) FROM events WHERE session = $1",
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
