//! Once a night: whose record has been kept as long as the law asks, and whether the access log is whole. What was found is written
//! down for the privacy officer; nothing is erased where the settings do not say so.

use crate::{
    app::App,
    clock, ledger,
    store::{AuditRow, Due, EraseError, FILE_KEPT_US, RunToNote, Store, StoreError},
};
use link::privacy::RetentionMode;
use std::{path::Path, time::Duration};
use uuid::Uuid;

/// The night begins at two o'clock UTC: three or four in the Netherlands.
const AT_US: i64 = 2 * 3_600_000_000;
const DAY_US: i64 = 86_400_000_000;
/// How often it is looked whether the night's run is still to come: a server that was off at two does it when it is on.
const LOOK_EVERY: Duration = Duration::from_secs(15 * 60);

/// A client whose record was due, and whether they were erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Looked {
    /// Whose, and since when.
    pub due: Due,
    /// Whether they were erased now.
    pub erased: bool,
}

/// Why a run did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum NightlyError {
    /// The record could not be read or written.
    #[error("the record could not be looked through")]
    Store(#[from] StoreError),
    /// Somebody could not be erased.
    #[error("somebody could not be erased")]
    Erase(#[source] EraseError),
    /// The list of who was erased could not be written.
    #[error("the list of who was erased could not be written")]
    Ledger(#[from] ledger::LedgerError),
}

/// Looks every quarter of an hour whether tonight's run is to be done, as long as the server runs.
pub async fn keep(app: App) {
    let Some(config) = app.settings.config.clone() else { return };
    let (mode, folder) = (config.retention(), config.data_dir());
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        if let Err(error) = night(&app.store, &folder, mode, clock::wall_us()).await {
            let cause = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
            tracing::error!(%error, cause, "the nightly run is tried again in a quarter of an hour");
        }
    }
}

/// The run of this night, where it is still to be done.
async fn night(store: &Store, folder: &Path, mode: RetentionMode, now_us: i64) -> Result<(), NightlyError> {
    if mode == RetentionMode::Off || !is_to_be_done(store.last_retention_run().await?, now_us) {
        return Ok(());
    }
    let looked = retention(store, folder, mode == RetentionMode::Erase, now_us).await?;
    let check = store.check_log(clock::wall_us()).await?;
    let erased = looked.iter().filter(|looked| looked.erased).count();
    tracing::info!(due = looked.len(), erased, log_lines = check.lines, "the nightly run is done");
    if let Some(line) = check.broken_at {
        tracing::error!(line, "the access log is broken at this line; `luwte audit verify` says how");
    }
    Ok(())
}

/// Whether the last two o'clock has passed without a run.
fn is_to_be_done(last_us: Option<i64>, now_us: i64) -> bool {
    let begun_us = (now_us - AT_US).div_euclid(DAY_US) * DAY_US + AT_US;
    last_us.is_none_or(|last_us| last_us < begun_us)
}

/// Looks whose record is due, erases them where that is asked, and writes down what was found in each institution.
pub async fn retention(
    store: &Store,
    folder: &Path,
    erases: bool,
    now_us: i64,
) -> Result<Vec<Looked>, NightlyError> {
    let mut looked = Vec::new();
    for due in store.due(now_us, FILE_KEPT_US).await? {
        let erased = erases && !due.held && erase(store, folder, &due).await?;
        looked.push(Looked { due, erased });
    }
    for (organisation, _) in store.organisations().await? {
        let own: Vec<&Looked> = looked.iter().filter(|it| it.due.organisation == organisation).collect();
        let count = |is: fn(&Looked) -> bool| {
            u32::try_from(own.iter().filter(|looked| is(looked)).count()).unwrap_or(u32::MAX)
        };
        let run = RunToNote {
            erases,
            due: count(|_| true),
            held: count(|looked| looked.due.held),
            erased: count(|looked| looked.erased),
        };
        store.note_retention_run(organisation, run, now_us).await?;
    }
    Ok(looked)
}

/// Erases one whose record is due; whether they were still there and nothing held them.
async fn erase(store: &Store, folder: &Path, due: &Due) -> Result<bool, NightlyError> {
    let now_us = clock::wall_us();
    let row = AuditRow {
        organisation: due.organisation,
        actor: "system",
        actor_id: Uuid::nil(),
        action: "retention-erase",
        object: "client",
        object_id: Some(due.client.0),
        client: Some(due.client),
    };
    let written = store.audit(&row, now_us).await?;
    match store.erase(&written, due.organisation, due.client, now_us).await {
        Ok(erased) => {
            ledger::add(folder, erased)?;
            Ok(true)
        }
        // Somebody was just before.
        Err(EraseError::Held | EraseError::Unknown) => Ok(false),
        Err(error) => Err(NightlyError::Erase(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_night_is_done_once_and_made_up_for_when_the_server_was_off() {
        let (hour, night) = (3_600_000_000, 20_000 * DAY_US + AT_US);
        assert!(is_to_be_done(None, night + hour), "the first ever");
        assert!(is_to_be_done(Some(night - 22 * hour), night), "at two");
        assert!(!is_to_be_done(Some(night), night + 21 * hour), "done");
        assert!(is_to_be_done(Some(night - hour), night + 9 * hour), "in the morning, where it was off");
        assert!(!is_to_be_done(Some(night - hour), night - 1), "not before two");
    }
}
