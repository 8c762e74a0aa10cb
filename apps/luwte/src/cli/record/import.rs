//! `luwte import`: a record from an open file into an empty database.

use super::open;
use crate::cli::{ConfigArguments, Failed, block_on};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(in crate::cli) struct Arguments {
    /// A file that `luwte export` or `luwte backup` wrote
    file: PathBuf,
    #[command(flatten)]
    config: ConfigArguments,
}

pub(in crate::cli) fn run(arguments: &Arguments) -> Result<(), Failed> {
    let config = arguments.config.load()?;
    let mut opened = open(&arguments.file)?;
    block_on(async {
        let rows = opened.pour(&config).await?;
        println!("{rows} rows came in, read back and compared.");
        Ok(())
    })?
}
