//! How the record stands: what waits, what lies apart, when it was last backed up, which headsets are silent.

use super::{
    Database, Store, StoreError,
    database::{execute, fetch_all, fetch_optional},
    journal, migrate,
};
use session::OrganisationId;
use uuid::Uuid;

/// What looking at the record found; quick on a record of any size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// How many sessions it holds.
    pub sessions: u64,
    /// When the newest of them began, microseconds since 1970.
    pub newest_us: Option<i64>,
    /// What was acknowledged and is not in the record yet, bytes.
    pub unsealed_bytes: u64,
    /// Entries that were acknowledged and that the record refused.
    pub refused: u64,
    /// Sessions of which something is kept apart that contradicted them.
    pub contradicted: u64,
    /// Sealed records that revoked headsets delivered.
    pub quarantined: u64,
    /// When the last backup was read back and compared, microseconds since 1970.
    pub backup_us: Option<i64>,
    /// Headsets in use, by name, each with when it was last heard, microseconds since 1970.
    pub headsets: Vec<(String, i64)>,
}

/// The first layout that knows of backups, the newest thing asked for here.
const SINCE: i64 = 8;

impl Store {
    /// Looks at the record: all of it, or what is one institution's.
    pub async fn standing(&self, of: Option<OrganisationId>) -> Result<Standing, StoreError> {
        let found = migrate::layout(self.database()).await?;
        if found != migrate::known() {
            // A server would bring it up to date; until then most of this is not there to be asked for.
            return Err(StoreError::Unreadable { what: "record of another version" });
        }
        let of = of.map(|organisation| organisation.0);
        macro_rules! count {
            ($sql:expr) => {{
                let row: Option<(i64,)> = fetch_optional!(self.database(), (i64,), $sql, of)?;
                row.and_then(|(count,)| u64::try_from(count).ok()).unwrap_or(0)
            }};
        }
        let newest: Option<(Option<i64>,)> = fetch_optional!(
            self.database(),
            (Option<i64>,),
            "SELECT MAX(opened_us) FROM sessions WHERE $1 IS NULL OR organisation = $1",
            of,
        )?;
        let backup: Option<(Option<i64>,)> =
            fetch_optional!(self.database(), (Option<i64>,), "SELECT MAX(at_us) FROM backups")?;
        let refused: Option<(i64,)> =
            fetch_optional!(self.database(), (i64,), "SELECT COUNT(*) FROM unsealed")?;
        Ok(Standing {
            sessions: count!("SELECT COUNT(*) FROM sessions WHERE $1 IS NULL OR organisation = $1"),
            newest_us: newest.and_then(|(newest,)| newest),
            unsealed_bytes: self.unsealed_bytes().await?,
            refused: refused.and_then(|(count,)| u64::try_from(count).ok()).unwrap_or(0),
            contradicted: count!(
                "SELECT COUNT(*) FROM sessions WHERE set_apart_us IS NOT NULL AND ($1 IS NULL OR organisation = $1)"
            ),
            quarantined: count!(
                "SELECT COUNT(*) FROM quarantine q JOIN headsets h ON h.id = q.headset
                 WHERE $1 IS NULL OR h.organisation = $1"
            ),
            backup_us: backup.and_then(|(backup,)| backup),
            headsets: fetch_all!(
                self.database(),
                (String, i64),
                "SELECT name, last_seen_us FROM headsets WHERE revoked_us IS NULL AND last_seen_us IS NOT NULL
                 AND kind = 'headset' AND ($1 IS NULL OR organisation = $1) ORDER BY last_seen_us, name",
                of,
            )?,
        })
    }

    /// Bytes in the journal that are not in the record yet, whichever process appended them.
    async fn unsealed_bytes(&self) -> Result<u64, StoreError> {
        const SQL: &str = "SELECT CAST(COALESCE(SUM(LENGTH(entries)), 0) AS BIGINT) FROM journal WHERE writer = $1 AND n > $2";
        let sealed: Vec<(Uuid, i64)> =
            fetch_all!(self.database(), (Uuid, i64), "SELECT writer, through FROM sealed")?;
        let mut total = 0;
        for (writer, _) in journal::writers(self.database()).await? {
            let through = sealed.iter().find(|(of, _)| *of == writer).map_or(0, |(_, through)| *through);
            let bytes: i64 = match self.database() {
                Database::Sqlite { waiting, .. } => {
                    sqlx::query_scalar(SQL).bind(writer).bind(through).fetch_one(waiting).await?
                }
                Database::Postgres(pool) => {
                    sqlx::query_scalar(SQL).bind(writer).bind(through).fetch_one(pool).await?
                }
            };
            total += u64::try_from(bytes).unwrap_or(0);
        }
        Ok(total)
    }

    /// Notes a backup that was read back and compared. A record of an older layout has no place for it.
    pub async fn note_backup(&self, place: &str, rows: u64, now_us: i64) -> Result<(), StoreError> {
        if migrate::layout(self.database()).await? < SINCE {
            return Ok(());
        }
        let mut on = self.database().begin().await?;
        execute!(
            &mut on,
            "INSERT INTO backups (id, at_us, place, row_count) VALUES ($1, $2, $3, $4)",
            Uuid::now_v7(),
            now_us,
            place,
            i64::try_from(rows).unwrap_or(i64::MAX),
        )?;
        on.commit().await
    }
}
