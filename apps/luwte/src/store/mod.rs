//! The record: the only room that knows SQL, on SQLite and on PostgreSQL alike.

mod audit;
mod cell;
mod database;
mod events;
mod examine;
mod headsets;
mod journal;
mod migrate;
mod offline;
mod people;
mod rests;
mod reviews;
mod sessions;
mod shape;
mod snapshot;
mod upcast;
mod writer;

pub use audit::{AuditRow, Witness};
pub use cell::{Cell, Kind};
pub use database::Database;
pub use events::{EventRow, StoredEvent};
pub use examine::Examined;
pub use headsets::{EnrolError, Headset};
pub use journal::{BeatsRow, PosesRow, StoredBeats};
pub use migrate::known as known_layout;
pub use people::{Client, User, UserToAdd};
pub use rests::RestRow;
pub use reviews::Review;
pub use sessions::{SessionRow, Short, Which};
pub use shape::{Column, Table};
pub use snapshot::{Filling, ROWS_MAX, Snapshot};
pub use upcast::upcast;
pub use writer::Append;

use database::execute;
use std::{path::Path, sync::Arc};
use writer::Writer;

/// Why the store could not do what was asked.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// The database did not answer, or refused.
    #[error("the database refused")]
    Database(#[source] Arc<sqlx::Error>),
    /// More waits to be written than is held.
    #[error("too much waits to be written")]
    Full,
    /// The writer has ended; the server is going down.
    #[error("the writer has ended")]
    Closed,
    /// Something stored cannot be read by this build.
    #[error("a stored {what} cannot be read by this build")]
    Unreadable {
        /// What it is.
        what: &'static str,
    },
    /// Something with this name exists already.
    #[error("this name is taken")]
    Taken,
    /// A record was to be poured into a database that holds one.
    #[error("the database is not empty")]
    NotEmpty,
    /// The database was made by a newer build.
    #[error("the database has layout {found}, this build knows up to {known}")]
    Newer {
        /// Its layout.
        found: i64,
        /// The newest layout of this build.
        known: i64,
    },
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error.as_database_error() {
            Some(refused) if refused.is_unique_violation() => Self::Taken,
            _ => Self::Database(Arc::new(error)),
        }
    }
}

/// The record. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    database: Database,
    writer: Writer,
}

impl Store {
    /// Opens the embedded database in this file, making or bringing it up to date.
    pub async fn open(file: &Path) -> Result<Self, StoreError> {
        Self::on(Database::sqlite(file).await?).await
    }

    /// Takes a database into use, bringing its layout up to date.
    pub async fn on(database: Database) -> Result<Self, StoreError> {
        migrate::run(&database).await?;
        Ok(Self::as_it_is(database))
    }

    /// Takes a database into use with the layout it has: for whoever looks after it, before an upgrade.
    pub fn as_it_is(database: Database) -> Self {
        let writer = Writer::start(database.clone());
        Self { database, writer }
    }

    /// The database behind it.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// Whether it can write now: it writes, as a full disk lets begin and end what changes nothing.
    pub async fn ready(&self) -> Result<(), StoreError> {
        let mut transaction = self.database.begin().await?;
        execute!(&mut transaction, "INSERT INTO layouts (number, applied_us) VALUES (0, 0)")?;
        execute!(&mut transaction, "DELETE FROM layouts WHERE number = 0")?;
        transaction.commit().await
    }

    /// Adds rows to the record. `done` hears, after the commit, that they are durable, or why not.
    ///
    /// Many appends share one commit. Rows that are there already change nothing.
    pub fn append(&self, append: Append, done: impl FnOnce(Result<(), StoreError>) + Send + 'static) {
        self.writer.append(append, Box::new(done));
    }

    /// As [`Store::append`], waiting until it is durable.
    pub async fn append_and_wait(&self, append: Append) -> Result<(), StoreError> {
        let (tell, told) = tokio::sync::oneshot::channel();
        self.append(append, move |outcome| {
            let _ = tell.send(outcome);
        });
        told.await.unwrap_or(Err(StoreError::Closed))
    }

    /// Waits for what is being written, and closes.
    pub async fn close(&self) {
        self.writer.end().await;
        self.database.close().await;
    }
}
