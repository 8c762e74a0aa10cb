//! Lines of the access log, and when headsets were heard, written together: who waits for a commit waits for one, not for
//! a thousand. After a restart everybody comes back at once.

use super::{
    AuditRow, Database, Head, StoreError,
    chain::{self, Told},
    database::{Transaction, execute},
    migrate,
    shown::{self, Shown},
};
use session::DeviceId;
use sqlx::QueryBuilder;
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{
    sync::{mpsc, oneshot},
    task::JoinHandle,
};
use uuid::Uuid;

/// What waits to be written.
enum Line {
    Audit { row: Box<Row>, at_us: i64, told: oneshot::Sender<Result<(), StoreError>> },
    Seen { headset: DeviceId, at_us: i64 },
}

/// A line of the access log, and whom it tells of when it is a list.
struct Row {
    row: AuditRow,
    shown: Option<Shown>,
}

/// How many lines may wait; who brings more waits too.
const WAITING_MAX: usize = 4_096;
/// How many share one commit: twelve values each, of the 32,766 that SQLite takes.
const TOGETHER_MAX: usize = 1_024;

/// On PostgreSQL lines that are not durable by then are not awaited any longer: a network that swallows what is sent says
/// nothing by itself.
const PATIENCE: Duration = Duration::from_secs(5);
/// What waits when the store closes has this long.
const AT_THE_END: Duration = Duration::from_secs(10);

const INSERT: &str = "INSERT INTO audit
    (id, at_us, organisation, actor, actor_id, action, object, object_id, client, n, hash, shown) ";
/// The same in a record that waits for its upgrade.
const INSERT_BEFORE_LISTS: &str = "INSERT INTO audit
    (id, at_us, organisation, actor, actor_id, action, object, object_id, client, n, hash) ";
/// The same in one that has no chain yet; it is chained then.
const INSERT_UNCHAINED: &str =
    "INSERT INTO audit (id, at_us, organisation, actor, actor_id, action, object, object_id, client) ";

/// Where lines are handed in. Cheap to clone.
#[derive(Clone)]
pub(super) struct Desk {
    lines: Arc<Mutex<Option<mpsc::Sender<Line>>>>,
    task: Arc<Mutex<Option<JoinHandle<()>>>>,
}

impl Desk {
    pub(super) fn start(database: Database) -> Self {
        let (lines, arriving) = mpsc::channel(WAITING_MAX);
        let task = tokio::spawn(write(database, arriving));
        Self { lines: Arc::new(Mutex::new(Some(lines))), task: Arc::new(Mutex::new(Some(task))) }
    }

    fn sender(&self) -> Option<mpsc::Sender<Line>> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Writes one line of the access log, with whom it shows when it is a list; returns once it is durable.
    pub(super) async fn audit(
        &self,
        row: &AuditRow,
        shown: Option<Shown>,
        at_us: i64,
    ) -> Result<(), StoreError> {
        let (told, hears) = oneshot::channel();
        let line = Line::Audit { row: Box::new(Row { row: row.clone(), shown }), at_us, told };
        self.sender().ok_or(StoreError::Closed)?.send(line).await.map_err(|_| StoreError::Closed)?;
        hears.await.unwrap_or(Err(StoreError::Closed))
    }

    /// Notes soon when a headset was heard; nobody waits for it.
    pub(super) fn seen(&self, headset: DeviceId, at_us: i64) {
        // With too much waiting it is left to the next time that it is heard.
        let _ = self.sender().map(|lines| lines.try_send(Line::Seen { headset, at_us }));
    }

    /// Lets what waits be written, and ends.
    pub(super) async fn end(&self) {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).take();
        let task = self.task.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(mut task) = task
            && tokio::time::timeout(AT_THE_END, &mut task).await.is_err()
        {
            tracing::error!("lines of the access log were still waiting when the store closed");
            task.abort();
        }
    }
}

async fn write(database: Database, mut arriving: mpsc::Receiver<Line>) {
    let mut lines = Vec::with_capacity(64);
    // A record that waits for its upgrade has the layout of its program.
    let mut layout = 0;
    while arriving.recv_many(&mut lines, TOGETHER_MAX).await > 0 {
        if layout < shown::SINCE_LAYOUT {
            layout = migrate::layout(&database).await.unwrap_or(layout);
        }
        let outcome = match &database {
            // The file system answers, or keeps the whole machine waiting.
            Database::Sqlite { .. } => commit(&database, &lines, layout).await,
            Database::Postgres(_) => tokio::time::timeout(PATIENCE, commit(&database, &lines, layout))
                .await
                .unwrap_or(Err(StoreError::Silent)),
        };
        if let Err(error) = &outcome {
            tracing::error!(%error, lines = lines.len(), "lines of the access log could not be written");
        }
        for line in lines.drain(..) {
            if let Line::Audit { told, .. } = line {
                let _ = told.send(outcome.clone());
            }
        }
    }
}

async fn commit(database: &Database, lines: &[Line], layout: i64) -> Result<(), StoreError> {
    let audits = lines.iter().filter_map(|line| match line {
        Line::Audit { row, at_us, .. } => Some((&**row, *at_us)),
        Line::Seen { .. } => None,
    });
    let audits: Vec<(&Row, i64)> = audits.collect();
    let (is_chained, tells_lists) = (layout >= chain::SINCE_LAYOUT, layout >= shown::SINCE_LAYOUT);
    let insert = match (is_chained, tells_lists) {
        (_, true) => INSERT,
        (true, false) => INSERT_BEFORE_LISTS,
        (false, false) => INSERT_UNCHAINED,
    };
    let mut on = database.begin().await?;
    let head = match is_chained && !audits.is_empty() {
        true => chain::hold(&mut on).await?,
        false => Head::default(),
    };
    for shown in audits.iter().filter_map(|(row, _)| row.shown.as_ref()) {
        if !tells_lists {
            // Nobody is shown a list from a record that waits for its upgrade.
            return Err(StoreError::Unreadable { what: "layout" });
        }
        shown.keep(&mut on).await?;
    }
    let audits = chained(head, audits);
    macro_rules! insert {
        ($kind:ty, $on:expr) => {{
            let mut query = QueryBuilder::<$kind>::new(insert);
            query.push_values(&audits, |mut values, (id, Row { row, shown }, at_us, head)| {
                values.push_bind(*id).push_bind(*at_us).push_bind(row.organisation.0);
                values.push_bind(row.actor).push_bind(row.actor_id).push_bind(row.action);
                values.push_bind(row.object).push_bind(row.object_id);
                values.push_bind(row.client.map(|client| client.0));
                if is_chained {
                    values.push_bind(head.n).push_bind(head.hash.clone());
                }
                if tells_lists {
                    values.push_bind(shown.as_ref().map(Shown::hash));
                }
            });
            query.build().persistent(audits.len() == 1).execute($on).await?;
        }};
    }
    if !audits.is_empty() {
        match &mut on {
            Transaction::Sqlite(on) => insert!(sqlx::Sqlite, &mut **on),
            Transaction::Postgres(on) => insert!(sqlx::Postgres, &mut **on),
        }
    }
    for line in lines {
        if let Line::Seen { headset, at_us } = line {
            execute!(&mut on, "UPDATE headsets SET last_seen_us = $1 WHERE id = $2", *at_us, headset.0)?;
        }
    }
    on.commit().await
}

/// Lines with their ids and their places in the chain.
fn chained(mut head: Head, lines: Vec<(&Row, i64)>) -> Vec<(Uuid, &Row, i64, Head)> {
    let chained = lines.into_iter().map(|(line, at_us)| {
        let (id, row) = (Uuid::now_v7(), &line.row);
        head = head.then(&Told {
            id,
            at_us,
            organisation: row.organisation.0,
            actor: row.actor,
            actor_id: row.actor_id,
            action: row.action,
            object: row.object,
            object_id: row.object_id,
            client: row.client.map(|client| client.0),
            shown: line.shown.as_ref().map(Shown::hash),
        });
        (id, line, at_us, head.clone())
    });
    chained.collect()
}
