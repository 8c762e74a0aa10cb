//! One code path over two databases: an enum over the pools, and macros that run one SQL text on either.

use super::{StoreError, journal};
use sqlx::{
    ConnectOptions, PgPool, Postgres, Sqlite, SqlitePool,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{path::Path, str::FromStr, time::Duration};

/// Where the record lives.
#[derive(Clone, Debug)]
pub enum Database {
    /// A file; one writer, several readers.
    Sqlite {
        /// The one writing connection.
        write: SqlitePool,
        /// Read-only connections.
        read: SqlitePool,
        /// Connections that write to the journal, a file of its own: whoever appends keeps one.
        journal: SqlitePool,
        /// Read-only connections to the journal.
        waiting: SqlitePool,
    },
    /// A server.
    Postgres(PgPool),
}

/// A transaction that writes.
pub enum Transaction {
    /// On SQLite, begun with `BEGIN IMMEDIATE`.
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    /// On PostgreSQL.
    Postgres(sqlx::Transaction<'static, Postgres>),
}

/// Moving the log into the file holds the writer up for milliseconds: do it every 32 MiB, when most pages have changed
/// more than once, and not every 4.
const CHECKPOINT_PAGES: &str = "8192";
/// The journal's log is moved every 4 MiB: few pages, for they are used again and again, and a log that has reached its size is
/// overwritten, which syncs faster than a log that grows.
const JOURNAL_CHECKPOINT_PAGES: &str = "1024";
/// What every connection to PostgreSQL begins with: no statement and no transaction that was left alone keeps others
/// waiting for long, and whoever is gone is noticed.
const BOUNDS: &str = "SET statement_timeout = '60s'; SET idle_in_transaction_session_timeout = '60s';
    SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3";
/// For a transaction that reads or writes all of it.
const UNBOUNDED: &str = "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0";
const BEGIN: &str = "BEGIN IMMEDIATE";
/// The pages in which live sessions grow stay at hand: 16 MiB, told to SQLite as a negative number of KiB.
const CACHE_KIB: &str = "-16384";
const WAIT: Duration = Duration::from_secs(10);

impl Database {
    /// Opens, and when it is not there makes, an embedded database.
    pub async fn sqlite(file: &Path) -> Result<Self, StoreError> {
        Self::sqlite_with(Self::sqlite_options(file)).await
    }

    /// How an embedded database is opened: nothing is acknowledged before it is synced to the disk.
    pub fn sqlite_options(file: &Path) -> SqliteConnectOptions {
        SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(WAIT)
            .pragma("wal_autocheckpoint", CHECKPOINT_PAGES)
            .pragma("cache_size", CACHE_KIB)
            // Statements that insert several rows keep what they may have to undo in memory, not in a file each.
            .pragma("temp_store", "MEMORY")
            // What goes is overwritten, in the record. Erasing looks after the journal.
            .pragma("secure_delete", "ON")
            .disable_statement_logging()
    }

    /// As [`Database::sqlite`], with other options: the tests put another disk under it.
    pub async fn sqlite_with(options: SqliteConnectOptions) -> Result<Self, StoreError> {
        let beside = options
            .clone()
            .filename(journal::file(options.get_filename()))
            .pragma("wal_autocheckpoint", JOURNAL_CHECKPOINT_PAGES)
            .pragma("secure_delete", "OFF");
        Ok(Self::Sqlite {
            write: writing(&options, 1).await?,
            read: reading(options, 4).await?,
            journal: writing(&beside, 4).await?,
            waiting: reading(beside, 2).await?,
        })
    }

    /// Connects to a PostgreSQL server by its address (`postgres://…`).
    pub async fn postgres(address: &str) -> Result<Self, StoreError> {
        let options = PgConnectOptions::from_str(address)?.disable_statement_logging();
        let pool = PgPoolOptions::new()
            .max_connections(8)
            .acquire_timeout(WAIT)
            .after_connect(|on, _| {
                Box::pin(async move { sqlx::raw_sql(BOUNDS).execute(on).await.map(|_| ()) })
            })
            .connect_with(options)
            .await?;
        Ok(Self::Postgres(pool))
    }

    /// Begins to write.
    pub async fn begin(&self) -> Result<Transaction, StoreError> {
        Ok(match self {
            Self::Sqlite { write, .. } => Transaction::Sqlite(match write.begin_with(BEGIN).await {
                // After a commit that the disk refused, the connection takes its transaction to be still open.
                Err(sqlx::Error::InvalidSavePointStatement) => {
                    write.acquire().await?.close().await?;
                    write.begin_with(BEGIN).await?
                }
                begun => begun?,
            }),
            Self::Postgres(pool) => Transaction::Postgres(pool.begin().await?),
        })
    }

    /// As [`Database::begin`], for what takes as long as it takes.
    pub(super) async fn begin_at_length(&self) -> Result<Transaction, StoreError> {
        let mut transaction = self.begin().await?;
        transaction.unbound().await?;
        Ok(transaction)
    }

    /// Begins to seal: no other process seals until this transaction ends.
    pub(super) async fn begin_sealing(&self) -> Result<Transaction, StoreError> {
        let mut transaction = self.begin().await?;
        if let Transaction::Postgres(on) = &mut transaction {
            sqlx::query("LOCK TABLE sealed IN SHARE ROW EXCLUSIVE MODE").execute(&mut **on).await?;
        }
        Ok(transaction)
    }

    /// Closes every connection; the next start finds everything written.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { write, read, journal, waiting } => {
                for pool in [waiting, journal, read, write] {
                    pool.close().await;
                }
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

/// Connections that write to a file.
async fn writing(options: &SqliteConnectOptions, connections: u32) -> Result<SqlitePool, StoreError> {
    let pool = SqlitePoolOptions::new()
        .max_connections(connections)
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
        .acquire_timeout(WAIT);
    Ok(pool.connect_with(options.clone()).await?)
}

/// Connections that only read a file that is there.
async fn reading(options: SqliteConnectOptions, connections: u32) -> Result<SqlitePool, StoreError> {
    let pool = SqlitePoolOptions::new()
        .max_connections(connections)
        .test_before_acquire(false)
        .acquire_timeout(WAIT);
    Ok(pool.connect_with(options.read_only(true)).await?)
}

impl Transaction {
    /// Lets it take as long as it takes.
    pub(super) async fn unbound(&mut self) -> Result<(), StoreError> {
        if let Self::Postgres(on) = self {
            sqlx::raw_sql(UNBOUNDED).execute(&mut **on).await?;
        }
        Ok(())
    }

    /// Makes everything in it durable.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(transaction) => transaction.commit().await?,
            Self::Postgres(transaction) => transaction.commit().await?,
        }
        Ok(())
    }
}

/// Runs one SQL text in a transaction; gives the number of rows it changed.
macro_rules! execute {
    ($transaction:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        match $transaction {
            $crate::store::database::Transaction::Sqlite(on) => {
                sqlx::query($sql)$(.bind($bind))*.execute(&mut **on).await.map(|done| done.rows_affected())
            }
            $crate::store::database::Transaction::Postgres(on) => {
                sqlx::query($sql)$(.bind($bind))*.execute(&mut **on).await.map(|done| done.rows_affected())
            }
        }
    };
}

/// Reads all rows of one SQL text.
macro_rules! fetch_all {
    ($database:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        match $database {
            $crate::store::database::Database::Sqlite { read, .. } => {
                sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_all(read).await
            }
            $crate::store::database::Database::Postgres(pool) => {
                sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_all(pool).await
            }
        }
    };
}

/// Reads at most one row of one SQL text.
macro_rules! fetch_optional {
    ($database:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        match $database {
            $crate::store::database::Database::Sqlite { read, .. } => {
                sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_optional(read).await
            }
            $crate::store::database::Database::Postgres(pool) => {
                sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_optional(pool).await
            }
        }
    };
}

/// Reads at most one row within a transaction.
macro_rules! fetch_within {
    ($transaction:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        match $transaction {
            $crate::store::database::Transaction::Sqlite(on) => {
                sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_optional(&mut **on).await
            }
            $crate::store::database::Transaction::Postgres(on) => {
                sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_optional(&mut **on).await
            }
        }
    };
}

/// Reads all rows within a transaction.
macro_rules! fetch_all_within {
    ($transaction:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        match $transaction {
            $crate::store::database::Transaction::Sqlite(on) => {
                sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_all(&mut **on).await
            }
            $crate::store::database::Transaction::Postgres(on) => {
                sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_all(&mut **on).await
            }
        }
    };
}

pub(super) use {execute, fetch_all, fetch_all_within, fetch_optional, fetch_within};
