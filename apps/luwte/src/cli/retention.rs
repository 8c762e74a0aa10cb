//! `luwte retention`: whose record has been kept as long as the law asks; erased with `--apply`, otherwise only told.

use super::{ConfigArguments, Failed, block_on, serve::open_store};
use crate::{clock, nightly, store::Store};
use clap::Args;
use std::path::Path;

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
    let looked = nightly::retention(store, folder, apply, clock::wall_us()).await.map_err(Failed::ran)?;
    for found in &looked {
        let what = match (found.due.held, found.erased) {
            (true, _) => "kept: a hold forbids erasing",
            (false, true) => "erased",
            (false, false) => "due",
        };
        println!("{}  last changed {}  {what}", found.due.client, day(found.due.changed_us));
    }
    let held = looked.iter().filter(|found| found.due.held).count();
    let free = looked.len() - held;
    let what = if apply { "erased" } else { "to erase; nothing was changed, --apply erases them" };
    println!("{} of 20 years and more: {free} {what}, {held} held.", looked.len());
    println!("The access log is kept whole: it is a chain, and the law asks at least five years.");
    Ok(())
}

/// The day of a moment.
fn day(at_us: i64) -> String {
    let at = time::OffsetDateTime::from_unix_timestamp(at_us.div_euclid(1_000_000));
    at.map_or_else(|_| "unknown".to_owned(), |at| at.date().to_string())
}
