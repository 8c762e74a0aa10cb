//! Erasing a client: the key is destroyed, every row of theirs goes, whichever table it stands in, and what comes of them
//! later is let go. Which rows those are is asked of the layout itself, so that a new table is not forgotten.

use super::{
    Database, Store, StoreError, Witness,
    database::{Transaction, execute, fetch_all, fetch_all_within, fetch_optional, fetch_within},
    holds, inventory, journal,
    shape::{self, quoted},
};
use session::{ClientId, OrganisationId, SessionId, UserId};
use sqlx::AssertSqlSafe;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Why nothing was erased.
#[derive(Debug, thiserror::Error)]
pub enum EraseError {
    /// A hold forbids it.
    #[error("a hold forbids it")]
    Held,
    /// There is no such client.
    #[error("no such client")]
    Unknown,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for EraseError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// How often it is tried to give the space of what went back to the file system, and the pause between.
const TRIES: u32 = 100;
const PAUSE: std::time::Duration = std::time::Duration::from_millis(50);

/// A column that says whose row it is: of a row of another table.
struct Link {
    column: String,
    to: String,
    key: String,
}

impl Store {
    /// Erases a client of an institution; the ids of what went, for the list of who was erased. Everything of theirs that
    /// was acknowledged before is in the record first, so that it goes too.
    pub async fn erase(
        &self,
        _written: &Witness,
        organisation: OrganisationId,
        client: ClientId,
        now_us: i64,
    ) -> Result<Vec<Uuid>, EraseError> {
        self.settle_all().await?;
        let mut on = self.database().begin_sealing().await?;
        may_be_erased(&mut on, organisation, client, now_us).await?;
        Ok(self.erase_within(on, client, now_us).await?)
    }

    /// Grants a request of a client to be erased and erases them, as [`Store::erase`] does; `None`, and nothing is erased,
    /// where somebody decided about the request meanwhile.
    pub async fn erase_asked(
        &self,
        _written: &Witness,
        organisation: OrganisationId,
        (client, request): (ClientId, Uuid),
        by: UserId,
        now_us: i64,
    ) -> Result<Option<Vec<Uuid>>, EraseError> {
        self.settle_all().await?;
        let mut on = self.database().begin_sealing().await?;
        may_be_erased(&mut on, organisation, client, now_us).await?;
        // Of a refusal and this one waits for the other here: what was refused is never erased.
        let granted = execute!(
            &mut on,
            "UPDATE erasure_requests SET decided_us = $1, decided_by = $2
             WHERE id = $3 AND client = $4 AND decided_us IS NULL",
            now_us,
            by.0,
            request,
            client.0,
        )?;
        if granted != 1 {
            return Ok(None);
        }
        Ok(Some(self.erase_within(on, client, now_us).await?))
    }

    /// Erases again whoever of a list stands in the record: after it was put back from a backup. How many clients and
    /// sessions did; a session may have been nobody's yet when the backup was made.
    pub async fn erase_listed(&self, listed: &[Uuid], now_us: i64) -> Result<usize, StoreError> {
        self.settle_all().await?;
        let mut again = 0;
        for id in listed {
            let mut on = self.database().begin_sealing().await?;
            let client: Option<(Uuid,)> =
                fetch_within!(&mut on, (Uuid,), "SELECT id FROM clients WHERE id = $1", *id)?;
            if client.is_some() {
                self.erase_within(on, ClientId(*id), now_us).await?;
                again += 1;
                continue;
            }
            // What comes late of a session of theirs is let go as well.
            note(&mut on, *id, "listed", now_us).await?;
            let mut was_there = false;
            for (table, of_session) in whose(&mut on, "sessions").await? {
                let sql = format!("DELETE FROM {} WHERE {of_session}", quoted(&table));
                was_there |= execute!(&mut on, AssertSqlSafe(sql), *id)? > 0;
            }
            on.commit().await?;
            self.writer.forgets(SessionId(*id));
            self.keys.forget(&[*id]);
            again += usize::from(was_there);
        }
        if again > 0 {
            self.scrub().await?;
        }
        Ok(again)
    }

    async fn erase_within(
        &self,
        mut on: Transaction,
        client: ClientId,
        now_us: i64,
    ) -> Result<Vec<Uuid>, StoreError> {
        on.unbound().await?;
        let sessions: Vec<(Uuid,)> =
            fetch_all_within!(&mut on, (Uuid,), "SELECT id FROM sessions WHERE client = $1", client.0)?;
        let sessions: Vec<Uuid> = sessions.into_iter().map(|(id,)| id).collect();
        let senders: Vec<(Uuid,)> =
            fetch_all_within!(&mut on, (Uuid,), "SELECT id FROM senders WHERE client = $1", client.0)?;
        note(&mut on, client.0, "client", now_us).await?;
        for session in &sessions {
            note(&mut on, *session, "session", now_us).await?;
        }
        // A headset's log stays whole; to whom it went home is all that goes.
        execute!(&mut on, "UPDATE happenings SET client = NULL WHERE client = $1", client.0)?;
        for (table, of_client) in whose(&mut on, "clients").await? {
            let sql = format!("DELETE FROM {} WHERE {of_client}", quoted(&table));
            execute!(&mut on, AssertSqlSafe(sql), client.0)?;
        }
        for (sender,) in senders {
            // Its name may name them.
            execute!(
                &mut on,
                "DELETE FROM headsets WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM sessions s WHERE s.headset = $1)",
                sender
            )?;
        }
        apart(&mut on, &sessions).await?;
        on.commit().await?;
        for session in &sessions {
            self.writer.forgets(SessionId(*session));
        }
        let mut gone = sessions;
        gone.push(client.0);
        self.keys.forget(&gone);
        // What the live path still held has been refused or let go by now; nothing of it lies in the journal.
        self.settle_all().await?;
        self.scrub().await?;
        Ok(gone)
    }

    /// Whether this client or session was erased.
    pub async fn is_erased(&self, id: Uuid) -> Result<bool, StoreError> {
        let row: Option<(i64,)> =
            fetch_optional!(self.database(), (i64,), "SELECT erased_us FROM erased WHERE id = $1", id)?;
        Ok(row.is_some())
    }

    /// Who was erased, clients and their sessions.
    pub async fn erased(&self) -> Result<Vec<Uuid>, StoreError> {
        if super::migrate::layout(self.database()).await? < super::keys::SINCE_LAYOUT {
            return Ok(Vec::new());
        }
        let rows: Vec<(Uuid,)> = fetch_all!(self.database(), (Uuid,), "SELECT id FROM erased ORDER BY id")?;
        Ok(rows.into_iter().map(|(id,)| id).collect())
    }

    /// Leaves nothing of what went in the files of an embedded database: neither in its logs nor in the journal's free pages.
    /// PostgreSQL reuses its own when it sees fit.
    async fn scrub(&self) -> Result<(), StoreError> {
        let Database::Sqlite { write, journal: beside, .. } = self.database() else { return Ok(()) };
        // What was just put back from a backup has no journal yet.
        if journal::exists(self.database()).await? {
            let (writer, through) = (self.writer.waiting.writer, self.writer.waiting.through());
            journal::forget(self.database(), writer, through).await?;
        }
        // Whoever reads at this moment holds it up.
        let [mut vacuumed, mut of_journal, mut of_record] = [false; 3];
        for _ in 0..TRIES {
            vacuumed = vacuumed || sqlx::raw_sql("VACUUM").execute(beside).await.is_ok();
            of_journal = of_journal || (vacuumed && log_emptied(beside).await);
            of_record = of_record || log_emptied(write).await;
            if of_journal && of_record {
                return Ok(());
            }
            tokio::time::sleep(PAUSE).await;
        }
        tracing::error!("what was erased may lie in the database's log until it is overwritten");
        Ok(())
    }
}

/// Refuses where there is no such client or a hold forbids erasing them.
async fn may_be_erased(
    on: &mut Transaction,
    organisation: OrganisationId,
    client: ClientId,
    now_us: i64,
) -> Result<(), EraseError> {
    let known: Option<(Uuid,)> = fetch_within!(
        &mut *on,
        (Uuid,),
        "SELECT id FROM clients WHERE id = $1 AND organisation = $2",
        client.0,
        organisation.0
    )?;
    if known.is_none() {
        return Err(EraseError::Unknown);
    }
    match holds::held(on, client, now_us).await? {
        true => Err(EraseError::Held),
        false => Ok(()),
    }
}

/// Moves a database's log into its file and cuts it to nothing; whether nobody was in the way.
async fn log_emptied(pool: &sqlx::SqlitePool) -> bool {
    let told: Result<(i64, i64, i64), _> =
        sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(pool).await;
    told.is_ok_and(|(busy, ..)| busy == 0)
}

async fn note(on: &mut Transaction, id: Uuid, kind: &str, now_us: i64) -> Result<(), StoreError> {
    execute!(
        on,
        "INSERT INTO erased (id, kind, erased_us) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        id,
        kind,
        now_us,
    )?;
    Ok(())
}

/// Whether a session was erased; within a transaction of the sealer.
pub(super) async fn is_erased_within(on: &mut Transaction, session: Uuid) -> Result<bool, StoreError> {
    if super::migrate::found(on).await? < super::keys::SINCE_LAYOUT {
        return Ok(false);
    }
    let row: Option<(i64,)> =
        fetch_within!(&mut *on, (i64,), "SELECT erased_us FROM erased WHERE id = $1", session)?;
    Ok(row.is_some())
}

/// What lies beside the record unopened, and names one of these sessions.
async fn apart(on: &mut Transaction, sessions: &[Uuid]) -> Result<(), StoreError> {
    let names = |bytes: &[u8]| {
        sessions.iter().any(|session| bytes.windows(16).any(|window| window == session.as_bytes()))
    };
    for (select, delete) in [
        ("SELECT id, record FROM quarantine", "DELETE FROM quarantine WHERE id = $1"),
        ("SELECT id, entries FROM unsealed", "DELETE FROM unsealed WHERE id = $1"),
    ] {
        let rows: Vec<(Uuid, Vec<u8>)> = fetch_all_within!(&mut *on, (Uuid, Vec<u8>), select)?;
        for (id, _) in rows.iter().filter(|(_, bytes)| names(bytes)) {
            execute!(&mut *on, delete, *id)?;
        }
    }
    Ok(())
}

/// Every table with rows of a client or a session (`root`), each before those that it refers to, with what tells which
/// ($1 is the client or session).
pub(super) async fn whose(on: &mut Transaction, root: &str) -> Result<Vec<(String, String)>, StoreError> {
    let tables = shape::tables(on).await?;
    let links = links(on).await?;
    let mut told: BTreeMap<String, String> = BTreeMap::new();
    told.insert(root.to_owned(), "id = $1".to_owned());
    let mut order = vec![root.to_owned()];
    // In some tables who is erased stands for ever, by a number that leads to nobody.
    for table in tables.iter().filter(|table| table.name != root && !inventory::outlives_erasing(&table.name))
    {
        let mut ways = Vec::new();
        for link in links.get(&table.name).into_iter().flatten().filter(|link| link.to != table.name) {
            let column = quoted(&link.column);
            if link.to == root {
                ways.push(format!("{column} = $1"));
            } else if let Some(of_client) = told.get(&link.to) {
                let (to, key) = (quoted(&link.to), quoted(&link.key));
                ways.push(format!("{column} IN (SELECT {key} FROM {to} WHERE {of_client})"));
            }
        }
        let says_itself = |name: &str| {
            table.columns.iter().any(|column| column.name == name && column.kind == super::Kind::Uuid)
                && !links.get(&table.name).into_iter().flatten().any(|link| link.column == name)
        };
        // A column may say whose row it is without being held to it.
        for (name, of) in [("client", "clients"), ("session", "sessions")] {
            match told.get(of) {
                Some(_) if of == root && says_itself(name) => ways.push(format!("{name} = $1")),
                Some(of_root) if says_itself(name) => {
                    ways.push(format!("{name} IN (SELECT id FROM {of} WHERE {of_root})"));
                }
                _ => {}
            }
        }
        if !ways.is_empty() {
            order.push(table.name.clone());
            told.insert(table.name.clone(), ways.join(" OR "));
        }
    }
    order.reverse();
    Ok(order.into_iter().filter_map(|name| told.remove(&name).map(|ways| (name, ways))).collect())
}

/// The foreign keys of one column, by table.
async fn links(on: &mut Transaction) -> Result<BTreeMap<String, Vec<Link>>, StoreError> {
    type Columns = (String, String, String, String);
    let found: Vec<Columns> = match on {
        Transaction::Sqlite(on) => {
            let sql = "SELECT m.name, f.\"from\", f.\"table\", COALESCE(f.\"to\", 'id')
                 FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f
                 WHERE m.type = 'table' AND (SELECT COUNT(*) FROM pragma_foreign_key_list(m.name) g WHERE g.id = f.id) = 1";
            sqlx::query_as(sql).fetch_all(&mut **on).await?
        }
        Transaction::Postgres(on) => {
            let sql = "SELECT c.relname::text, a.attname::text, t.relname::text, b.attname::text FROM pg_constraint f
                 JOIN pg_class c ON c.oid = f.conrelid JOIN pg_class t ON t.oid = f.confrelid
                 JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1]
                 JOIN pg_attribute b ON b.attrelid = f.confrelid AND b.attnum = f.confkey[1]
                 JOIN pg_namespace n ON n.oid = c.relnamespace
                 WHERE f.contype = 'f' AND array_length(f.conkey, 1) = 1 AND n.nspname = current_schema()";
            sqlx::query_as(sql).fetch_all(&mut **on).await?
        }
    };
    let mut links: BTreeMap<String, Vec<Link>> = BTreeMap::new();
    for (table, column, to, key) in found {
        links.entry(table).or_default().push(Link { column, to, key });
    }
    Ok(links)
}
