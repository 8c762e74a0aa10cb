//! How the record itself is, for whoever looks after the server.

use super::{
    Database, Store, StoreError,
    database::{fetch_all, fetch_optional},
    migrate,
};

/// What looking at the record found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Examined {
    /// The layout of the database.
    pub layout: i64,
    /// Whether every page and index of an embedded database is as it should be; PostgreSQL looks after its own.
    pub whole: bool,
    /// How many sessions it holds.
    pub sessions: u64,
    /// How much lies apart that was acknowledged and that the record refused.
    pub apart: u64,
}

/// The first layout that puts apart what the record refuses.
const APART_SINCE: i64 = 4;

impl Store {
    /// Looks at all of it; this takes a while on a large record.
    pub async fn examine(&self) -> Result<Examined, StoreError> {
        let layout = migrate::layout(self.database()).await?;
        let whole = match self.database() {
            Database::Sqlite { read, .. } => {
                let found: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check").fetch_all(read).await?;
                found == ["ok"]
            }
            Database::Postgres(_) => true,
        };
        let row: Option<(i64,)> = fetch_optional!(self.database(), (i64,), "SELECT COUNT(*) FROM sessions")?;
        let sessions = row.and_then(|(count,)| u64::try_from(count).ok()).unwrap_or(0);
        let row: Option<(i64,)> = match layout {
            ..APART_SINCE => None,
            _ => fetch_optional!(self.database(), (i64,), "SELECT COUNT(*) FROM unsealed")?,
        };
        let apart = row.and_then(|(count,)| u64::try_from(count).ok()).unwrap_or(0);
        Ok(Examined { layout, whole, sessions, apart })
    }

    /// By which the record tells with which master key it is sealed; nothing where it is not.
    pub async fn master_marks(&self) -> Result<Vec<Vec<u8>>, StoreError> {
        if migrate::layout(self.database()).await? < super::keys::SINCE_LAYOUT {
            return Ok(Vec::new());
        }
        let rows: Vec<(Vec<u8>,)> = fetch_all!(self.database(), (Vec<u8>,), "SELECT mark FROM master_keys")?;
        Ok(rows.into_iter().map(|(mark,)| mark).collect())
    }

    /// When the server last heard of a new session, microseconds since 1970.
    pub async fn newest_us(&self) -> Result<Option<i64>, StoreError> {
        let row: Option<(Option<i64>,)> =
            fetch_optional!(self.database(), (Option<i64>,), "SELECT MAX(opened_us) FROM sessions")?;
        Ok(row.and_then(|(newest,)| newest))
    }
}
