//! `luwte restore`: a backup onto a new machine.

use super::open;
use crate::{
    cli::{ConfigArguments, Failed, block_on, serve::open_database},
    ledger,
    store::Store,
    tls,
};
use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(in crate::cli) struct Arguments {
    /// A file that `luwte backup` wrote
    file: PathBuf,
    /// Only read the file and compare it with its manifest
    #[arg(long)]
    check: bool,
    /// A newer list of who was erased (erased.list), besides the one that lies with the backup: they stay erased
    #[arg(long, value_name = "FILE")]
    erased: Option<PathBuf>,
    #[command(flatten)]
    config: ConfigArguments,
}

pub(in crate::cli) fn run(arguments: &Arguments) -> Result<(), Failed> {
    let config = arguments.config.load()?;
    let mut opened = open(&arguments.file)?;
    if arguments.check {
        let manifest = opened.verified()?;
        let rows: u64 = manifest.tables.iter().map(|table| table.rows).sum();
        println!("The file is whole: {rows} rows in {} tables.", manifest.tables.len());
        return Ok(());
    }
    let folder = config.authority();
    let mut files = Vec::new();
    for name in tls::KEPT {
        if let Some(content) =
            opened.archive.file(name).map_err(|error| super::about(&opened.place, error))?
        {
            files.push((name.to_owned(), content));
        }
    }
    if !files.is_empty() && tls::KEPT.iter().any(|name| folder.join(name).exists()) {
        return Err(Failed::asked_words(format!(
            "{} holds a certificate authority already, and it is left as it is: give an empty data folder",
            folder.display()
        )));
    }
    let beside = arguments.file.parent().unwrap_or(Path::new("."));
    let mut erased = ledger::read(beside).map_err(Failed::asked)?;
    if let Some(list) = &arguments.erased {
        if !list.is_file() {
            return Err(Failed::asked_words(format!("there is no list {}", list.display())));
        }
        erased.extend(ledger::read_file(list).map_err(Failed::asked)?);
    }
    block_on(async {
        let rows = opened.pour(&config).await?;
        tls::put_back(&folder, &files).map_err(Failed::ran)?;
        ledger::add(&config.data_dir(), erased).map_err(Failed::ran)?;
        let store = Store::as_it_is(open_database(&config).await?);
        let again = ledger::reconcile(&store, &config.data_dir()).await;
        store.close().await;
        println!("{rows} rows and {} files are back, read back and compared.", files.len());
        if again.map_err(Failed::ran)? > 0 {
            println!("Who had been erased since then was erased again.");
        }
        Ok(())
    })?
}
