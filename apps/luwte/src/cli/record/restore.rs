//! `luwte restore`: a backup onto a new machine.

use super::open;
use crate::{
    cli::{ConfigArguments, Failed, block_on},
    tls,
};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(in crate::cli) struct Arguments {
    /// A file that `luwte backup` wrote
    file: PathBuf,
    /// Only read the file and compare it with its manifest
    #[arg(long)]
    check: bool,
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
    block_on(async {
        let rows = opened.pour(&config).await?;
        tls::put_back(&folder, &files).map_err(Failed::ran)?;
        println!("{rows} rows and {} files are back, read back and compared.", files.len());
        Ok(())
    })?
}
