//! `luwte retention`: whose record has been kept as long as the law asks; erased with `--apply`, otherwise only told.

use super::{ConfigArguments, Failed, block_on, serve::open_store};
use crate::{
    clock, ledger,
    store::{AuditRow, Due, EraseError, FILE_KEPT_US, Store},
};
use clap::Args;
use std::path::Path;
use uuid::Uuid;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Erase them; without it nothing is changed
    #[arg(long)]
    apply: bool,
    #[command(flatten)]
    config: ConfigArguments,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failed> {
    let config = arguments.config.load()?;
    block_on(async {
        let store = open_store(&config).await?;
        let done = go(&store, &config.data_dir(), arguments.apply).await;
        store.close().await;
        done
    })?
}

async fn go(store: &Store, folder: &Path, apply: bool) -> Result<(), Failed> {
    let due = store.due(clock::wall_us(), FILE_KEPT_US).await.map_err(Failed::ran)?;
    let (held, free): (Vec<Due>, Vec<Due>) = due.into_iter().partition(|due| due.held);
    for due in &held {
        println!("{}  last changed {}  kept: a hold forbids erasing", due.client, day(due.changed_us));
    }
    for due in &free {
        println!(
            "{}  last changed {}  {}",
            due.client,
            day(due.changed_us),
            if apply { "erased" } else { "due" }
        );
        if apply {
            erase(store, folder, due).await?;
        }
    }
    let what = if apply { "erased" } else { "to erase; nothing was changed, --apply erases them" };
    println!("{} of 20 years and more: {} {what}, {} held.", free.len() + held.len(), free.len(), held.len());
    println!("The access log is kept whole: it is a chain, and the law asks at least five years.");
    Ok(())
}

async fn erase(store: &Store, folder: &Path, due: &Due) -> Result<(), Failed> {
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
    let written = store.audit(&row, now_us).await.map_err(Failed::ran)?;
    match store.erase(&written, due.organisation, due.client, now_us).await {
        Ok(erased) => ledger::add(folder, erased).map_err(Failed::ran),
        // Somebody was just before.
        Err(EraseError::Held | EraseError::Unknown) => Ok(()),
        Err(error) => Err(Failed::ran(error)),
    }
}

/// The day of a moment.
fn day(at_us: i64) -> String {
    let at = time::OffsetDateTime::from_unix_timestamp(at_us.div_euclid(1_000_000));
    at.map_or_else(|_| "unknown".to_owned(), |at| at.date().to_string())
}
