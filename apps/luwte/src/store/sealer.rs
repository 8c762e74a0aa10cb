//! The sealer: moves the journal into the record, in order, exactly once, whatever happens in between.

use super::{
    Database, StoreError, beats,
    database::{Transaction, execute, fetch_all, fetch_within},
    entry::{self, Entry},
    events, journal,
    keys::{Fresh, Keys, Seal},
    migrate, poses,
    waiting::Waiting,
};
use std::{sync::Arc, time::Duration};
use tokio::sync::watch;
use uuid::Uuid;

/// What comes within this time is sealed together, unless somebody waits for it.
const TOGETHER: Duration = Duration::from_secs(1);
/// How long to wait before sealing again what the record refused.
const RETRY: Duration = Duration::from_secs(1);
/// A database that has not taken a part by then does not answer.
const ROUND_WITHIN: Duration = Duration::from_secs(70);
/// When the store closes, this long is sealed at most; what is left then the next start seals.
const AT_THE_END: Duration = Duration::from_secs(5);
/// So much of the journal goes in one transaction: the record is never held for long.
const BYTES: usize = 512 << 10;
/// So much waiting is sealed at once.
pub(super) const BYTES_SOON: usize = 2 << 20;

/// Seals what this process appends, until `ending` says that nothing more will come.
/// A process that does not look after the record (`keeps`) leaves no trace of itself: no start of a server may come to
/// clear it away.
pub(super) async fn run(
    (database, keys): (Database, Keys),
    waiting: Arc<Waiting>,
    mut ending: watch::Receiver<bool>,
    keeps: bool,
) {
    let mut late = tokio::spawn(too_late(ending.clone()));
    loop {
        if !waiting.is_behind() {
            tokio::select! {
                () = waiting.appended.notified() => {}
                _ = ending.wait_for(|ended| *ended) => {}
            }
        }
        tokio::select! {
            () = tokio::time::sleep(TOGETHER) => {}
            () = waiting.wanted.notified() => {}
            _ = ending.wait_for(|ended| *ended) => {}
        }
        let ended = *ending.borrow() || ending.has_changed().is_err();
        while waiting.is_behind() && !late.is_finished() {
            let last = waiting.last();
            let outcome = tokio::select! {
                outcome = tokio::time::timeout(ROUND_WITHIN, round(&database, &keys, waiting.writer)) => {
                    outcome.unwrap_or(Err(StoreError::Silent))
                }
                _ = &mut late => break,
            };
            match outcome {
                // What was appended before and lies there no more was sealed, by another process that let it go.
                Ok(through) => waiting.sealed(through.unwrap_or(last)),
                Err(error) => {
                    metrics::counter!("luwte_store_failures_total").increment(1);
                    let cause =
                        std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
                    tracing::error!(%error, cause, "the journal could not be sealed; what it holds stays there");
                    waiting.failed(&error);
                    tokio::select! {
                        () = tokio::time::sleep(RETRY) => {}
                        _ = ending.wait_for(|ended| *ended) => {}
                    }
                    break;
                }
            }
        }
        if ended || late.is_finished() {
            break;
        }
    }
    if waiting.through() > 0 {
        let forgotten = async {
            if keeps {
                journal::forget(&database, waiting.writer, waiting.through()).await
            } else {
                let_go(&database, waiting.writer, waiting.through()).await
            }
        };
        let _ = tokio::time::timeout(AT_THE_END, forgotten).await;
    }
    late.abort();
    waiting.ended();
}

/// Resolves when the store has been closing for too long.
async fn too_late(mut ending: watch::Receiver<bool>) {
    let _ = ending.wait_for(|ended| *ended).await;
    tokio::time::sleep(AT_THE_END).await;
}

/// Seals what lies in the journal of any process, gone or not. Does nothing where the layout knows no journal.
pub(super) async fn rest(database: &Database, keys: &Keys) -> Result<(), StoreError> {
    others(database, keys, Uuid::nil()).await
}

/// As [`rest`], of all processes but this one.
pub(super) async fn others(database: &Database, keys: &Keys, own: Uuid) -> Result<(), StoreError> {
    let mut rows = journal::writers(database).await?;
    rows.retain(|(writer, _)| *writer != own);
    if rows.is_empty() {
        return Ok(());
    }
    let found = migrate::layout(database).await?;
    if found > migrate::known() {
        return Err(StoreError::Newer { what: "database", found, known: migrate::known() });
    }
    let sealed = sealed(database).await?;
    for (writer, last) in rows {
        let mut through = sealed.iter().find(|(of, _)| *of == writer).map_or(0, |(_, through)| *through);
        while through < last {
            through = round(database, keys, writer).await?.unwrap_or(last);
        }
    }
    Ok(())
}

/// As [`rest`]; then lets go of what was sealed, and of whom nothing is left.
pub(super) async fn recover(database: &Database, keys: &Keys) -> Result<(), StoreError> {
    rest(database, keys).await?;
    for (writer, through) in sealed(database).await? {
        let_go(database, writer, through).await?;
    }
    Ok(())
}

/// Lets go of what was sealed of a process, and of the process where nothing is left of it.
async fn let_go(database: &Database, writer: Uuid, through: i64) -> Result<(), StoreError> {
    journal::forget(database, writer, through).await?;
    // Whoever still appends could seal between looking and letting go, if it could seal now.
    let mut on = database.begin_sealing().await?;
    if journal::writers(database).await?.iter().all(|(of, _)| *of != writer) {
        execute!(&mut on, "DELETE FROM sealed WHERE writer = $1", writer)?;
    }
    on.commit().await
}

async fn sealed(database: &Database) -> Result<Vec<(Uuid, i64)>, StoreError> {
    Ok(fetch_all!(database, (Uuid, i64), "SELECT writer, through FROM sealed ORDER BY writer")?)
}

/// Seals the next rows of a writer; up to where its rows are in the record then. `None` where the journal holds none that
/// are not in it.
async fn round(database: &Database, keys: &Keys, writer: Uuid) -> Result<Option<i64>, StoreError> {
    let began = std::time::Instant::now();
    let through = match seal(database, keys, writer, BYTES, false).await {
        // One row that the record can never take must not keep back all others.
        Err(error) if never(&error) => match seal(database, keys, writer, 1, false).await {
            Err(error) if never(&error) => {
                tracing::error!(%error, "a row of the journal holds what fits nowhere in the record; that is put apart");
                seal(database, keys, writer, 1, true).await
            }
            outcome => outcome,
        },
        outcome => outcome,
    };
    metrics::histogram!("luwte_store_seal_seconds").record(began.elapsed().as_secs_f64());
    through
}

/// Whether trying again cannot help.
fn never(error: &StoreError) -> bool {
    match error {
        StoreError::Taken | StoreError::Unreadable { .. } => true,
        StoreError::Database(error) => error.as_database_error().is_some_and(|refused| {
            refused.is_foreign_key_violation()
                || refused.is_check_violation()
                || refused.is_unique_violation()
        }),
        _ => false,
    }
}

async fn seal(
    database: &Database,
    keys: &Keys,
    writer: Uuid,
    bytes: usize,
    apart: bool,
) -> Result<Option<i64>, StoreError> {
    let mut on = database.begin_sealing().await?;
    let row: Option<(i64,)> =
        fetch_within!(&mut on, (i64,), "SELECT through FROM sealed WHERE writer = $1", writer)?;
    let before = row.map_or(0, |(through,)| through);
    let rows = journal::after(database, &mut on, writer, before, bytes).await?;
    let Some(through) = rows.last().map(|(n, _)| *n) else { return Ok(None) };
    let mut sealing = Sealing { keys, fresh: Fresh::default() };
    if apart {
        for (_, row) in &rows {
            take_what_fits(&mut on, &mut sealing, row).await?;
        }
    } else {
        take(&mut on, &mut sealing, &rows).await?;
    }
    execute!(
        &mut on,
        "INSERT INTO sealed (writer, through) VALUES ($1, $2)
         ON CONFLICT (writer) DO UPDATE SET through = excluded.through",
        writer,
        through,
    )?;
    let fresh = sealing.fresh;
    on.commit().await?;
    keys.learn(fresh);
    Ok(Some(through))
}

/// The keys by which a part of the journal is sealed.
pub(super) struct Sealing<'a> {
    keys: &'a Keys,
    fresh: Fresh,
}

impl Sealing<'_> {
    /// What seals the values of a session.
    pub(super) async fn of(&mut self, on: &mut Transaction, session: Uuid) -> Result<Seal, StoreError> {
        self.keys.session_within(on, session, &mut self.fresh).await
    }
}

async fn take(
    on: &mut Transaction,
    sealing: &mut Sealing<'_>,
    rows: &[journal::Row],
) -> Result<(), StoreError> {
    let mut entries = Vec::new();
    for (_, row) in rows {
        entries.extend(entry::read(row)?);
    }
    take_entries(on, sealing, entries).await
}

async fn take_entries(
    on: &mut Transaction,
    sealing: &mut Sealing<'_>,
    entries: Vec<Entry>,
) -> Result<(), StoreError> {
    let (mut events, mut beats, mut poses) = (Vec::new(), Vec::new(), Vec::new());
    for entry in entries {
        match entry {
            Entry::Event(event) => events.push(event),
            Entry::Beats(row) => beats.push(row),
            Entry::Poses(row) => poses.push(row),
        }
    }
    events::seal(on, sealing, events).await?;
    beats::seal(on, sealing, beats).await?;
    poses::seal(on, sealing, poses).await
}

/// A row holds what shared one commit, of any session: only what the record refuses is put apart.
async fn take_what_fits(
    on: &mut Transaction,
    sealing: &mut Sealing<'_>,
    row: &[u8],
) -> Result<(), StoreError> {
    let entries = match entry::split(row) {
        Err(StoreError::Unreadable { .. }) => return put_apart(on, row).await,
        entries => entries?,
    };
    for (entry, bytes) in entries {
        execute!(&mut *on, "SAVEPOINT entry")?;
        let session = entry.session();
        match take_entries(on, sealing, vec![entry]).await {
            Ok(()) => {}
            Err(error) if never(&error) => {
                execute!(&mut *on, "ROLLBACK TO SAVEPOINT entry")?;
                // A key made within went with it.
                sealing.fresh.forget(session);
                // What comes after somebody was erased is nobody's any more.
                if super::erasing::is_erased_within(&mut *on, session).await? {
                    execute!(&mut *on, "RELEASE SAVEPOINT entry")?;
                    continue;
                }
                put_apart(on, &[&entry::begin(), bytes].concat()).await?;
            }
            Err(error) => return Err(error),
        }
        execute!(&mut *on, "RELEASE SAVEPOINT entry")?;
    }
    Ok(())
}

async fn put_apart(on: &mut Transaction, entries: &[u8]) -> Result<(), StoreError> {
    execute!(
        on,
        "INSERT INTO unsealed (id, put_apart_us, why, entries) VALUES ($1, $2, $3, $4)",
        Uuid::now_v7(),
        crate::clock::wall_us(),
        "the record refused it",
        entries,
    )?;
    Ok(())
}
