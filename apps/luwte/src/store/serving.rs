//! Who serves a record says so for as long as it does, so that nobody takes the record elsewhere under a running server.

use super::{Database, StoreError};
use rustix::fs::{FlockOperation, flock};
use sqlx::{Connection, PgConnection};
use std::{
    fs::{File, OpenOptions},
    path::{Path, PathBuf},
    time::Duration,
};
use tokio::sync::watch;

/// The advisory lock of PostgreSQL that every server shares ("luwte" in ASCII).
const LOCK: i64 = 0x6c_75_77_74_65;
/// A connection that was lost is made anew after this long, and looked at as often.
const LOOK_EVERY: Duration = Duration::from_secs(10);

/// Whether a server has this record in use, in this process or another.
pub async fn is_served(database: &Database) -> Result<bool, StoreError> {
    match database {
        Database::Sqlite { write, .. } => {
            let Ok(file) = open(write.connect_options().get_filename()) else { return Ok(false) };
            Ok(flock(&file, FlockOperation::NonBlockingLockExclusive).is_err())
        }
        Database::Postgres(pool) => {
            // Out of the pool, so that the lock goes with the connection.
            let mut on = pool.acquire().await?.detach();
            let free: bool =
                sqlx::query_scalar("SELECT pg_try_advisory_lock($1)").bind(LOCK).fetch_one(&mut on).await?;
            let _ = on.close().await;
            Ok(!free)
        }
    }
}

/// Says that a server runs, until `ending` says that the store closes.
pub(super) async fn run(database: Database, mut ending: watch::Receiver<bool>) {
    match &database {
        Database::Sqlite { write, .. } => {
            let file = open(write.connect_options().get_filename());
            let held = file.and_then(|file| Ok(flock(&file, FlockOperation::LockShared).map(|()| file)?));
            if let Err(error) = &held {
                tracing::warn!(%error, "that a server runs could not be noted beside the record");
            }
            let _ = ending.wait_for(|ended| *ended).await;
        }
        Database::Postgres(_) => {
            let mut held: Option<PgConnection> = None;
            loop {
                held = tokio::select! {
                    held = still(&database, held) => held,
                    _ = ending.wait_for(|ended| *ended) => return,
                };
                tokio::select! {
                    () = tokio::time::sleep(LOOK_EVERY) => {}
                    _ = ending.wait_for(|ended| *ended) => return,
                }
            }
        }
    }
}

/// The connection that holds the lock: the one that did, or another where that is gone.
async fn still(database: &Database, held: Option<PgConnection>) -> Option<PgConnection> {
    let Database::Postgres(pool) = database else { return None };
    if let Some(mut on) = held
        && matches!(tokio::time::timeout(LOOK_EVERY, on.ping()).await, Ok(Ok(())))
    {
        return Some(on);
    }
    let mut on = pool.acquire().await.ok()?.detach();
    let locked = sqlx::query("SELECT pg_advisory_lock_shared($1)").bind(LOCK).execute(&mut on).await;
    locked.ok().map(|_| on)
}

fn open(record: &Path) -> std::io::Result<File> {
    let beside: PathBuf = record.with_extension("serving");
    OpenOptions::new().write(true).create(true).truncate(false).open(beside)
}
