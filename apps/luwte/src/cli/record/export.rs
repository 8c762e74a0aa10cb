//! `luwte export`: the whole record as an open file.

use super::{existing, taken_out, write_whole};
use crate::cli::{ConfigArguments, Failed, block_on};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(in crate::cli) struct Arguments {
    /// The file to write: a zip of JSON lines. The same record gives the same bytes, whichever database holds it
    file: PathBuf,
    #[command(flatten)]
    config: ConfigArguments,
}

pub(in crate::cli) fn run(arguments: &Arguments) -> Result<(), Failed> {
    let config = arguments.config.load()?;
    if arguments.file.exists() {
        return Err(Failed::asked_words(format!("{} exists already", arguments.file.display())));
    }
    block_on(async {
        let database = existing(&config).await?;
        let record = taken_out(&database, &super::keys(&config)?, "export").await?;
        let manifest = write_whole(record, &[], &arguments.file).await?;
        database.close().await;
        let rows: u64 = manifest.tables.iter().map(|table| table.rows).sum();
        println!("{}: {rows} rows, read back and compared.", arguments.file.display());
        println!("It holds personal data: keep it as you keep the database.");
        Ok(())
    })?
}
