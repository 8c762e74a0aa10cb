//! What was heard and is not yet durable at the server, in one SQLite file: nothing is lost by a restart or a power cut.
//!
//! A packet comes in without a place. Once the server says which session went on, it gets one, and with it its name for
//! ever: a [`Stretch`] is a run of packets of one connection in one session, numbered without a gap under a receiver epoch
//! that is never used twice. What the server acknowledges is let go.

mod placing;
mod stretch;
#[cfg(test)]
mod tests;

pub use stretch::Stretch;

use link::bridge::StrapWork;
use rusqlite::{Connection, OptionalExtension, params};
use session::{BridgeId, StrapId};
use std::{collections::BTreeSet, path::Path};
use uuid::Uuid;

/// The file cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum OutboxError {
    /// SQLite refused.
    #[error("the outbox cannot be read or written")]
    Sqlite(#[from] rusqlite::Error),
    /// It was made by a newer version of this program.
    #[error("the outbox was made by a newer version (layout {0})")]
    Newer(i64),
}

/// The layout of the file, in `user_version`.
const LAYOUT: i64 = 1;
const TABLES: &str = "
CREATE TABLE owner (bridge BLOB NOT NULL);
CREATE TABLE straps (
    id BLOB PRIMARY KEY, address TEXT NOT NULL, name TEXT NOT NULL, headset TEXT,
    next_i INTEGER NOT NULL DEFAULT 0, connections INTEGER NOT NULL DEFAULT 0, epoch INTEGER NOT NULL DEFAULT 0,
    last_i INTEGER, last_connection INTEGER, last_session BLOB, last_n INTEGER, let_go INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE runs (run INTEGER PRIMARY KEY AUTOINCREMENT, offset_us INTEGER NOT NULL, by_server INTEGER NOT NULL);
CREATE TABLE packets (
    strap BLOB NOT NULL, i INTEGER NOT NULL, connection INTEGER NOT NULL,
    run INTEGER NOT NULL, steady_us INTEGER NOT NULL, bytes BLOB NOT NULL,
    asked_us INTEGER, session BLOB, epoch INTEGER, n INTEGER, world_us INTEGER,
    PRIMARY KEY (strap, i)
) WITHOUT ROWID;
CREATE INDEX unplaced ON packets (strap, i) WHERE session IS NULL;
";

/// The outbox of this bridge.
pub struct Outbox {
    file: Connection,
    run: i64,
}

/// A strap as the server last told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownStrap {
    /// The strap.
    pub id: StrapId,
    /// Its Bluetooth address.
    pub address: String,
    /// What it calls itself.
    pub name: String,
    /// The headset it goes with.
    pub headset: Option<String>,
}

/// How much waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Packets whose session is known and that the server does not have yet.
    pub to_deliver: u64,
    /// Packets of which no session is known.
    pub unplaced: u64,
    /// Packets let go because another receiver brought the heart of that session.
    pub let_go: u64,
}

impl Outbox {
    /// Opens the file for this bridge and begins a run of this program. What waited for another bridge's enrolment is erased:
    /// it is another institution's.
    pub fn open(path: &Path, bridge: BridgeId, wall_less_steady_us: i64) -> Result<Self, OutboxError> {
        let mut file = Connection::open(path)?;
        file.pragma_update(None, "journal_mode", "WAL")?;
        file.pragma_update(None, "synchronous", "FULL")?;
        file.pragma_update(None, "secure_delete", "ON")?;
        file.busy_timeout(std::time::Duration::from_secs(5))?;
        let on = file.transaction()?;
        match on.pragma_query_value(None, "user_version", |row| row.get(0))? {
            0_i64 => {
                on.execute_batch(TABLES)?;
                on.pragma_update(None, "user_version", LAYOUT)?;
            }
            LAYOUT => {}
            newer => return Err(OutboxError::Newer(newer)),
        }
        let owner: Option<Vec<u8>> =
            on.query_row("SELECT bridge FROM owner", [], |row| row.get(0)).optional()?;
        if owner.as_deref() != Some(bridge.0.as_bytes().as_slice()) {
            on.execute_batch(
                "DELETE FROM owner; DELETE FROM straps; DELETE FROM packets; DELETE FROM runs;",
            )?;
            on.execute("INSERT INTO owner (bridge) VALUES (?1)", [bridge.0.as_bytes().as_slice()])?;
        }
        // What a run without any packet left behind tells nothing any more.
        on.execute("DELETE FROM runs WHERE run NOT IN (SELECT run FROM packets)", [])?;
        on.execute("INSERT INTO runs (offset_us, by_server) VALUES (?1, 0)", [wall_less_steady_us])?;
        let run = on.last_insert_rowid();
        on.commit()?;
        Ok(Self { file, run })
    }

    /// How far the wall clock is ahead of the steady one in this run; the server's word counts for more than our own.
    pub fn clock(&mut self, wall_less_steady_us: i64, by_server: bool) -> Result<(), OutboxError> {
        self.file.execute(
            "UPDATE runs SET offset_us = ?1, by_server = ?2
             WHERE run = ?3 AND by_server <= ?2 AND (by_server < ?2 OR ABS(offset_us - ?1) > 10000)",
            params![wall_less_steady_us, by_server, self.run],
        )?;
        Ok(())
    }

    /// Learns from the server which straps there are and where they go.
    pub fn learn(&mut self, straps: &[StrapWork]) -> Result<(), OutboxError> {
        let told: BTreeSet<_> =
            straps.iter().map(|strap| (strap.id, &strap.address, &strap.name, &strap.headset)).collect();
        let known = self.straps()?;
        let as_before = known
            .iter()
            .filter(|strap| strap.headset.is_some() || told.iter().any(|(id, ..)| *id == strap.id))
            .map(|strap| (strap.id, &strap.address, &strap.name, &strap.headset))
            .collect::<BTreeSet<_>>();
        // It is told every two seconds; a memory card should not be written for nothing.
        if told == as_before {
            return Ok(());
        }
        let on = self.file.transaction()?;
        on.execute("UPDATE straps SET headset = NULL", [])?;
        for strap in straps {
            on.execute(
                "INSERT INTO straps (id, address, name, headset) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (id) DO UPDATE SET address = ?2, name = ?3, headset = ?4",
                params![key(strap.id), strap.address, strap.name, strap.headset],
            )?;
        }
        on.commit()?;
        Ok(())
    }

    /// The straps that go with a headset, as the server last told.
    pub fn straps(&self) -> Result<Vec<KnownStrap>, OutboxError> {
        let mut query =
            self.file.prepare_cached("SELECT id, address, name, headset FROM straps ORDER BY name, id")?;
        let rows = query.query_map([], |row| {
            Ok(KnownStrap {
                id: StrapId(uuid(row.get(0)?)),
                address: row.get(1)?,
                name: row.get(2)?,
                headset: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// A number for a new connection to a strap: beats across two connections do not follow each other.
    pub fn connected(&mut self, strap: StrapId) -> Result<i64, OutboxError> {
        Ok(self.file.query_row(
            "UPDATE straps SET connections = connections + 1 WHERE id = ?1 RETURNING connections",
            [key(strap)],
            |row| row.get(0),
        )?)
    }

    /// Keeps a packet; durable when this returns.
    pub fn keep(
        &mut self,
        strap: StrapId,
        connection: i64,
        steady_us: i64,
        bytes: &[u8],
    ) -> Result<(), OutboxError> {
        let on = self.file.transaction()?;
        let i: i64 = on.query_row(
            "UPDATE straps SET next_i = next_i + 1 WHERE id = ?1 RETURNING next_i - 1",
            [key(strap)],
            |row| row.get(0),
        )?;
        on.execute(
            "INSERT INTO packets (strap, i, connection, run, steady_us, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![key(strap), i, connection, self.run, steady_us, bytes],
        )?;
        on.commit()?;
        Ok(())
    }

    /// How much of all straps waits.
    pub fn waiting(&self) -> Result<Waiting, OutboxError> {
        let count = |sql: &str| -> Result<u64, OutboxError> {
            let count: i64 = self.file.query_row(sql, [], |row| row.get(0))?;
            Ok(u64::try_from(count).unwrap_or(0))
        };
        Ok(Waiting {
            to_deliver: count("SELECT COUNT(*) FROM packets WHERE session IS NOT NULL")?,
            unplaced: count("SELECT COUNT(*) FROM packets WHERE session IS NULL")?,
            let_go: count("SELECT COALESCE(SUM(let_go), 0) FROM straps")?,
        })
    }

    /// When the oldest packet without a place was heard, by the server's clock, µs since 1970.
    pub fn oldest_unplaced(&self) -> Result<Option<i64>, OutboxError> {
        let oldest = self.file.query_row(
            "SELECT MIN(p.steady_us + r.offset_us) FROM packets p JOIN runs r ON r.run = p.run WHERE p.session IS NULL",
            [],
            |row| row.get(0),
        )?;
        Ok(oldest)
    }
}

fn key(strap: StrapId) -> [u8; 16] {
    *strap.0.as_bytes()
}

fn uuid(bytes: [u8; 16]) -> Uuid {
    Uuid::from_bytes(bytes)
}
