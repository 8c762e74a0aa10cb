//! Who serves a record says so for as long as it does, so that nobody takes the record elsewhere under a running server.

use super::{Database, StoreError};
use rustix::{
    fs::{FlockOperation, flock},
    io::Errno,
};
use sqlx::{Connection, PgConnection};
use std::{
    fs::{File, OpenOptions},
    io::ErrorKind,
    path::{Path, PathBuf},
    time::Duration,
};
use tokio::sync::watch;

/// The advisory lock of PostgreSQL that every server shares ("luwte" in ASCII).
const LOCK: i64 = 0x6c_75_77_74_65;
/// A connection that was lost is made anew after this long, and looked at as often.
const LOOK_EVERY: Duration = Duration::from_secs(10);
/// What somebody else holds for a moment is asked for again after this long.
const AGAIN: Duration = Duration::from_millis(200);
/// On PostgreSQL after this long, where it may be the whole database that is away.
const ASK_AGAIN: Duration = Duration::from_secs(1);
/// So often in a row is more than a moment.
const MISSED_MAX: u32 = 10;

/// Whether a server has this record in use, in this process or another.
pub async fn is_served(database: &Database) -> Result<bool, StoreError> {
    match database {
        Database::Sqlite { write, .. } => {
            let beside = beside(write.connect_options().get_filename());
            let file = match OpenOptions::new().write(true).open(beside) {
                Ok(file) => file,
                // No server ever ran on it.
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
                Err(error) => return Err(sqlx::Error::Io(error).into()),
            };
            match flock(&file, FlockOperation::NonBlockingLockExclusive) {
                Ok(()) => Ok(false),
                Err(Errno::WOULDBLOCK) => Ok(true),
                Err(error) => Err(sqlx::Error::Io(error.into()).into()),
            }
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
            let record = write.connect_options().get_filename().to_owned();
            loop {
                let held = hold(&record);
                match &held {
                    Ok(_) => {}
                    // Whoever looks whether a server runs holds it for a moment.
                    Err(error) if error.kind() == ErrorKind::WouldBlock => {
                        tokio::select! {
                            () = tokio::time::sleep(AGAIN) => continue,
                            _ = ending.wait_for(|ended| *ended) => return,
                        }
                    }
                    Err(error) => {
                        tracing::warn!(%error, "that a server runs could not be noted beside the record");
                    }
                }
                let _ = ending.wait_for(|ended| *ended).await;
                return;
            }
        }
        Database::Postgres(_) => {
            let mut held: Option<PgConnection> = None;
            let mut missed = 0_u32;
            loop {
                held = tokio::select! {
                    held = still(&database, held) => held,
                    _ = ending.wait_for(|ended| *ended) => return,
                };
                // Whoever looks whether a server runs holds it for a moment; whoever holds it for longer is told of, once.
                missed = if held.is_some() { 0 } else { missed.saturating_add(1) };
                if missed == MISSED_MAX {
                    tracing::warn!(
                        "that a server runs cannot be noted in the record: it is away, or something else holds that lock"
                    );
                }
                let wait = if held.is_some() { LOOK_EVERY } else { ASK_AGAIN };
                tokio::select! {
                    () = tokio::time::sleep(wait) => continue,
                    _ = ending.wait_for(|ended| *ended) => {}
                }
                // In order, so that whoever looks next finds nobody.
                if let Some(on) = held {
                    let _ = tokio::time::timeout(AGAIN, on.close()).await;
                }
                return;
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
    // Asked for and never waited for: a statement that waits would keep the connection, and end by its time limit.
    let locked =
        sqlx::query_scalar("SELECT pg_try_advisory_lock_shared($1)").bind(LOCK).fetch_one(&mut on).await;
    if locked.unwrap_or(false) {
        return Some(on);
    }
    let _ = on.close().await;
    None
}

fn beside(record: &Path) -> PathBuf {
    record.with_extension("serving")
}

fn hold(record: &Path) -> std::io::Result<File> {
    let file = OpenOptions::new().write(true).create(true).truncate(false).open(beside(record))?;
    flock(&file, FlockOperation::NonBlockingLockShared)?;
    Ok(file)
}
