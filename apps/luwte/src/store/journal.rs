//! The journal: what arrives is appended in its order, one row a commit, and lies there until it is sealed.
//!
//! On SQLite it is a file of its own, so that nothing that is written to the record ever stands before an
//! acknowledgement. Each process that appends numbers its own rows, so none needs to know of another.

use super::{Database, StoreError, database::Transaction};
use futures_util::TryStreamExt;
use sqlx::{Connection, PgConnection, Sqlite, pool::PoolConnection};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};
use uuid::Uuid;

const TABLE: &str = include_str!("../../migrations/journal.sql");
const APPEND: &str = "INSERT INTO journal (writer, n, entries) VALUES ($1, $2, $3)";
const FORGET: &str = "DELETE FROM journal WHERE writer = $1 AND n <= $2";
const AFTER: &str = "SELECT n, entries FROM journal WHERE writer = $1 AND n > $2 ORDER BY n LIMIT 256";

/// A row that is not durable by then is not awaited any longer: its connection is given up, and its senders try again. A
/// network that swallows what is sent says nothing by itself.
const PATIENCE: Duration = Duration::from_secs(5);

/// A row as it lies there: its number and its entries.
pub(super) type Row = (i64, Vec<u8>);

/// The journal's file beside the record's.
pub(super) fn file(record: &Path) -> PathBuf {
    record.with_extension("journal.db")
}

/// Makes the journal where there is none yet. On PostgreSQL it stands in the record's database.
pub(super) async fn prepare(database: &Database) -> Result<(), StoreError> {
    match database {
        Database::Sqlite { journal, .. } => sqlx::raw_sql(TABLE).execute(journal).await.map(|_| ())?,
        Database::Postgres(pool) => sqlx::raw_sql(TABLE).execute(pool).await.map(|_| ())?,
    }
    Ok(())
}

/// Whether there is a journal.
pub(super) async fn exists(database: &Database) -> Result<bool, StoreError> {
    Ok(match database {
        Database::Sqlite { waiting, .. } => {
            let sql = "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'journal')";
            sqlx::query_scalar(sql).fetch_one(waiting).await?
        }
        Database::Postgres(pool) => {
            sqlx::query_scalar("SELECT to_regclass('journal') IS NOT NULL").fetch_one(pool).await?
        }
    })
}

/// Who has rows in the journal, and the number of the last.
pub(super) async fn writers(database: &Database) -> Result<Vec<(Uuid, i64)>, StoreError> {
    const SQL: &str = "SELECT writer, MAX(n) FROM journal GROUP BY writer ORDER BY writer";
    if !exists(database).await? {
        return Ok(Vec::new());
    }
    Ok(match database {
        Database::Sqlite { waiting, .. } => sqlx::query_as(SQL).fetch_all(waiting).await?,
        Database::Postgres(pool) => sqlx::query_as(SQL).fetch_all(pool).await?,
    })
}

/// Rows of a writer after this number, in order: one at least where there is one, and more up to about so many bytes.
///
/// On PostgreSQL over the connection that seals: another one might be what everybody waits for.
pub(super) async fn after(
    database: &Database,
    on: &mut Transaction,
    writer: Uuid,
    n: i64,
    bytes: usize,
) -> Result<Vec<Row>, StoreError> {
    let (mut rows, mut total) = (Vec::new(), 0);
    macro_rules! read {
        ($pool:expr) => {{
            let mut found = sqlx::query_as::<_, Row>(AFTER).bind(writer).bind(n).fetch($pool);
            while total < bytes
                && let Some(row) = found.try_next().await?
            {
                total += row.1.len();
                rows.push(row);
            }
        }};
    }
    match (database, on) {
        (Database::Sqlite { waiting, .. }, _) => read!(waiting),
        (Database::Postgres(_), Transaction::Postgres(on)) => read!(&mut **on),
        (Database::Postgres(pool), Transaction::Sqlite(_)) => read!(pool),
    }
    Ok(rows)
}

/// Lets go of what was sealed.
pub(super) async fn forget(database: &Database, writer: Uuid, through: i64) -> Result<(), StoreError> {
    match database {
        Database::Sqlite { journal, .. } => {
            sqlx::query(FORGET).bind(writer).bind(through).execute(journal).await.map(|_| ())?;
        }
        Database::Postgres(pool) => {
            sqlx::query(FORGET).bind(writer).bind(through).execute(pool).await.map(|_| ())?;
        }
    }
    Ok(())
}

/// Lets nothing be appended, by any process, until what is given back goes.
pub(super) async fn hold(database: &Database) -> Result<Transaction, StoreError> {
    Ok(match database {
        Database::Sqlite { journal, .. } => Transaction::Sqlite(journal.begin_with("BEGIN IMMEDIATE").await?),
        Database::Postgres(pool) => {
            let mut on = Transaction::Postgres(pool.begin().await?);
            on.unbound().await?;
            if let Transaction::Postgres(on) = &mut on
                && exists(database).await?
            {
                sqlx::query("LOCK TABLE journal IN EXCLUSIVE MODE").execute(&mut **on).await?;
            }
            on
        }
    })
}

/// Appends rows, over one connection that it keeps.
pub(super) struct Appender {
    database: Database,
    writer: Uuid,
    next_n: i64,
    forgotten: i64,
    on: Option<On>,
}

enum On {
    Sqlite(PoolConnection<Sqlite>),
    /// Not in the pool's keeping: giving it up ends it there and then.
    Postgres(Box<PgConnection>),
}

impl Appender {
    pub(super) fn new(database: Database, writer: Uuid) -> Self {
        Self { database, writer, next_n: 1, forgotten: 0, on: None }
    }

    /// Makes a row durable; its number. What was sealed up to `sealed` goes in the same commit.
    pub(super) async fn append(&mut self, entries: Vec<u8>, sealed: i64) -> Result<i64, StoreError> {
        match &self.database {
            // The file system answers, or keeps the whole machine waiting.
            Database::Sqlite { .. } => self.append_now(entries, sealed).await,
            // What is given up here takes its connection along.
            Database::Postgres(_) => tokio::time::timeout(PATIENCE, self.append_now(entries, sealed))
                .await
                .unwrap_or(Err(StoreError::Silent)),
        }
    }

    async fn append_now(&mut self, entries: Vec<u8>, sealed: i64) -> Result<i64, StoreError> {
        let mut on = match self.on.take() {
            Some(on) => on,
            None => match &self.database {
                Database::Sqlite { journal, .. } => On::Sqlite(journal.acquire().await?),
                Database::Postgres(pool) => On::Postgres(Box::new(pool.acquire().await?.detach())),
            },
        };
        // A number is used once: whether a commit that failed was written after all is not known.
        let n = self.next_n;
        self.next_n += 1;
        let forget = (sealed > self.forgotten).then_some(sealed);
        match on.append(self.writer, n, entries, forget).await {
            Ok(()) => {
                self.forgotten = forget.unwrap_or(self.forgotten);
                self.on = Some(on);
                Ok(n)
            }
            Err(error) => {
                // After a commit that failed, the connection may take its transaction to be still open.
                match on {
                    On::Sqlite(on) => drop(on.close().await),
                    On::Postgres(on) => drop(on),
                }
                Err(error.into())
            }
        }
    }
}

impl On {
    async fn append(
        &mut self,
        writer: Uuid,
        n: i64,
        entries: Vec<u8>,
        forget: Option<i64>,
    ) -> Result<(), sqlx::Error> {
        macro_rules! append {
            ($on:expr) => {{
                let insert = sqlx::query(APPEND).bind(writer).bind(n).bind(entries);
                match forget {
                    None => insert.execute(&mut **$on).await.map(|_| ()),
                    Some(through) => {
                        let mut both = $on.begin().await?;
                        sqlx::query(FORGET).bind(writer).bind(through).execute(&mut *both).await?;
                        insert.execute(&mut *both).await?;
                        both.commit().await
                    }
                }
            }};
        }
        match self {
            Self::Sqlite(on) => append!(on),
            Self::Postgres(on) => append!(on),
        }
    }
}
