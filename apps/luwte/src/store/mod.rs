//! The record: the only room that knows SQL, on SQLite and on PostgreSQL alike.

mod answers;
mod aside;
mod audit;
mod beats;
mod bridges;
mod cell;
mod chain;
mod chunk;
mod client_logins;
mod clients;
mod closings;
mod consents;
mod database;
mod desk;
mod emergencies;
mod enrolments;
mod entry;
mod erasing;
mod events;
mod examine;
mod factors;
mod headsets;
mod holds;
mod house_styles;
mod inventory;
mod invitations;
mod journal;
mod keeping;
mod keyed;
mod keys;
mod leaving;
mod letters;
mod logins;
mod migrate;
mod notes;
mod offline;
mod oversight;
mod own;
mod passkeys;
mod passwords;
mod people;
mod places;
mod plans;
mod poses;
mod project_use;
mod projects;
mod question_sets;
mod relations;
mod reservations;
mod rests;
mod retention;
mod reviews;
mod rotate;
mod said;
mod scheduled;
mod screenings;
mod sealer;
mod senders;
mod serving;
mod sessions;
mod shape;
mod shown;
mod snapshot;
mod standing;
mod stream;
mod studies;
mod taking;
mod upcast;
mod waiting;
mod ways;
mod writer;

pub use answers::AnsweredRow;
pub use audit::{AuditRow, Search, Witness};
pub use beats::{BeatsRow, StoredBeats};
pub use bridges::{Bridge, PlacedStrap, SessionSpan};
pub use cell::{Cell, Kind};
pub use chain::{Broken, Head, Verified};
pub use client_logins::{ClientLoginToAdd, SignedInClient};
pub use clients::{Client, ClientToAdd};
pub use closings::Closed;
pub use consents::Recorded;
pub use database::Database;
pub use enrolments::PersonRow;
pub use erasing::EraseError;
pub use events::{EventRow, StoredEvent};
pub use examine::Examined;
pub use factors::SecondFactorRow;
pub use headsets::{EnrolError, Headset};
pub use holds::Asked;
pub use house_styles::{HouseChange, HouseStyleRow};
pub use keeping::{HappeningToAdd, KeepError, KeptHeadsetRow};
pub use keys::Keys;
pub use leaving::LeaveError;
pub use letters::Side;
pub use logins::{LoginRow, LoginToAdd, PIN_TRIES};
pub use migrate::known as known_layout;
pub use notes::{Draft, ToSign};
pub use oversight::RunToNote;
pub use passkeys::{Owner, PasskeyRow};
pub use passwords::{OwnLoginRow, ResetToAdd};
pub use people::{User, UserToAdd};
pub use poses::PosesRow;
pub use projects::{ProjectError, ProjectRow};
pub use question_sets::SetRow;
pub use relations::Treatment;
pub use reservations::{ReservationRow, ReserveError, RoomRow};
pub use rests::RestRow;
pub use retention::{Due, FILE_KEPT_US};
pub use reviews::Review;
pub use rotate::Rotated;
pub use said::Said;
pub use scheduled::{Planner, ScheduledRow};
pub use screenings::ScreeningRow;
pub use senders::{Sender, SenderToAdd};
pub use serving::is_served;
pub use sessions::{SessionRow, Short, Which};
pub use shape::{Column, Table};
pub use snapshot::{Filling, Held, ROWS_MAX, Snapshot};
pub use standing::Standing;
pub(crate) use stream::Stream as PacketNumbers;
pub use studies::StudyRow;
pub use taking::{
    AskedErasure, HeldUp, Loaned, OwnRest, OwnSensor, PlannedQuestions, SaidOfStream, SignedIn,
};
pub use upcast::upcast;
pub use writer::Append;

use crate::auth::master::MasterKey;
use database::execute;
use session::SessionId;
use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};
use writer::Writer;

/// Why the store could not do what was asked.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// The database did not answer, or refused.
    #[error("the database refused")]
    Database(#[source] Arc<sqlx::Error>),
    /// The database did not answer in time.
    #[error("the database does not answer")]
    Silent,
    /// More waits to be written than is held.
    #[error("too much waits to be written")]
    Full,
    /// The writer has ended; the server is going down.
    #[error("the writer has ended")]
    Closed,
    /// Something is told of a session that the record does not know.
    #[error("the record knows no such session")]
    UnknownSession,
    /// Something stored cannot be read by this build.
    #[error("a stored {what} cannot be read by this build")]
    Unreadable {
        /// What it is.
        what: &'static str,
    },
    /// It is sealed, and no master key was given.
    #[error("it is sealed, and there is no master key")]
    NoKey,
    /// It is sealed with another master key.
    #[error(
        "the record is sealed with another master key: give the one it was sealed with (master_key_file, \
         LUWTE_MASTER_KEY or master_key_command)"
    )]
    OtherKey,
    /// Something with this name exists already.
    #[error("this name is taken")]
    Taken,
    /// A record was to be poured into a database that holds one.
    #[error("the database is not empty")]
    NotEmpty,
    /// It was made by a newer build.
    #[error("the {what} has layout {found}, this build knows up to {known}")]
    Newer {
        /// What.
        what: &'static str,
        /// Its layout.
        found: i64,
        /// The newest layout of this build.
        known: i64,
    },
}

/// What goes into a column as JSON.
fn written<T: serde::Serialize + ?Sized>(value: &T, what: &'static str) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|_| StoreError::Unreadable { what })
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error.as_database_error() {
            Some(refused) if refused.is_unique_violation() => Self::Taken,
            _ => Self::Database(Arc::new(error)),
        }
    }
}

/// Whoever asks whether it can write hears it by then.
const READY_WITHIN: Duration = Duration::from_secs(8);
/// What was found out is told again for so long.
const READY_KEPT: Duration = Duration::from_secs(1);

/// When it was tried whether it can write, and what came out.
type Found = (Instant, Result<(), StoreError>);

/// The record. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    database: Database,
    writer: Writer,
    keys: Keys,
    desk: desk::Desk,
    /// For whoever asks again soon whether it can write.
    found: Arc<tokio::sync::Mutex<Option<Found>>>,
    read_sets: question_sets::ReadSets,
}

impl Store {
    /// Opens the embedded database in this file, making or bringing it up to date, sealed with the master key beside it.
    pub async fn open(file: &Path) -> Result<Self, StoreError> {
        let master = MasterKey::beside(file.parent().unwrap_or(Path::new(".")))?;
        Self::sealed(Database::sqlite(file).await?, Keys::of(master)).await
    }

    /// As [`Store::sealed`] without keys: what it writes is not sealed, and what is sealed it cannot read.
    pub async fn on(database: Database) -> Result<Self, StoreError> {
        Self::sealed(database, Keys::none()).await
    }

    /// Takes a database into use, bringing its layout up to date and into the record what lies in the journal.
    pub async fn sealed(database: Database, keys: Keys) -> Result<Self, StoreError> {
        migrate::run(&database).await?;
        chain::join(&database).await?;
        keyed::prepare(&database, &keys).await?;
        sealer::recover(&database, &keys).await?;
        let writer = Writer::start(database.clone(), keys.clone(), true);
        let desk = desk::Desk::start(database.clone());
        Ok(Self {
            database,
            writer,
            keys,
            desk,
            found: Arc::default(),
            read_sets: question_sets::ReadSets::default(),
        })
    }

    /// Takes a database into use with the layout it has: for whoever looks after it, before an upgrade. It opens nothing that
    /// is a person's.
    pub fn as_it_is(database: Database) -> Self {
        let keys = Keys::none();
        let writer = Writer::start(database.clone(), keys.clone(), false);
        let desk = desk::Desk::start(database.clone());
        Self {
            database,
            writer,
            keys,
            desk,
            found: Arc::default(),
            read_sets: question_sets::ReadSets::default(),
        }
    }

    /// What opens and seals the record.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Seals whatever stands unsealed from before there were keys; a running store does so by itself.
    pub async fn seal_all(&self) -> Result<(), StoreError> {
        keyed::all(&self.database, &self.keys).await
    }

    /// How many sessions of before there were keys wait to be sealed.
    pub async fn sessions_to_seal(&self) -> Result<i64, StoreError> {
        keyed::waiting(&self.database).await
    }

    /// The database behind it.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// Whether it can write now, to the record and to the journal: it writes, as a full disk lets begin and end what
    /// changes nothing.
    pub async fn ready(&self) -> Result<(), StoreError> {
        tokio::time::timeout(READY_WITHIN, self.write()).await.unwrap_or(Err(StoreError::Silent))
    }

    /// As [`Store::ready`]; whoever asks within a second of another gets the same answer, and however many ask at once,
    /// it writes once.
    pub async fn ready_lately(&self) -> Result<(), StoreError> {
        let mut found = self.found.lock().await;
        if let Some((at, outcome)) = &*found
            && at.elapsed() < READY_KEPT
        {
            return outcome.clone();
        }
        let outcome = self.ready().await;
        *found = Some((Instant::now(), outcome.clone()));
        outcome
    }

    async fn write(&self) -> Result<(), StoreError> {
        let mut transaction = self.database.begin().await?;
        execute!(&mut transaction, "INSERT INTO layouts (number, applied_us) VALUES (0, 0)")?;
        execute!(&mut transaction, "DELETE FROM layouts WHERE number = 0")?;
        transaction.commit().await?;
        // A record of an early layout has no journal yet.
        if journal::exists(&self.database).await? {
            self.writer.probe().await?;
        }
        self.writer.waiting.failure().map_or(Ok(()), Err)
    }

    /// Lets into the record what was acknowledged of a session, so that whoever reads it sees all.
    pub(crate) async fn settle(&self, session: SessionId) -> Result<(), StoreError> {
        self.settle_others().await?;
        match self.writer.waiting.last_of(session) {
            Some(n) => self.writer.waiting.until(n).await,
            None => Ok(()),
        }
    }

    /// Lets into the record everything that was acknowledged.
    pub async fn settle_all(&self) -> Result<(), StoreError> {
        self.settle_others().await?;
        self.writer.waiting.until(self.writer.waiting.last()).await
    }

    /// What other processes acknowledged: on PostgreSQL an old server may end while a new one serves. An embedded
    /// database has one server; what one that died left was sealed at the start.
    async fn settle_others(&self) -> Result<(), StoreError> {
        match &self.database {
            Database::Sqlite { .. } => Ok(()),
            Database::Postgres(_) => {
                sealer::others(&self.database, &self.keys, self.writer.waiting.writer).await
            }
        }
    }

    /// Makes compressed chunks of what is due at this moment, µs since 1970; a running store does so by itself.
    pub async fn close_chunks(&self, now_us: i64) -> Result<(), StoreError> {
        self.settle_all().await?;
        chunk::close::sweep(&self.database, &self.keys, now_us, || false).await
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
        self.desk.end().await;
        self.writer.end().await;
        // A network that swallows what is sent keeps nobody here.
        let _ = tokio::time::timeout(READY_WITHIN, self.database.close()).await;
    }
}
