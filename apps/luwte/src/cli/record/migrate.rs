//! `luwte migrate`: the record from one database to another, such as from the embedded one to PostgreSQL.

use super::{about, existing, working};
use crate::{
    archive,
    cli::{ConfigArguments, Failed, block_on},
    config::Config,
    store::{Held, is_served},
};
use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
#[group(id = "to", required = true, multiple = false)]
pub(in crate::cli) struct To {
    /// PostgreSQL address of the empty database it goes to
    #[arg(long, value_name = "ADDRESS", env = "LUWTE_TO_DATABASE", hide_env_values = true)]
    to_database: Option<String>,
    /// Folder for the embedded database it goes to
    #[arg(long, value_name = "FOLDER")]
    to_data_dir: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    to: To,
    #[command(flatten)]
    config: ConfigArguments,
}

pub(in crate::cli) fn run(arguments: &Arguments) -> Result<(), Failed> {
    let config = arguments.config.load()?;
    let To { to_database, to_data_dir } = &arguments.to;
    let target = Config { database: to_database.clone(), data_dir: to_data_dir.clone(), ..Config::default() };
    block_on(async {
        // Meanwhile nothing can be added to the record or its journal: whoever tries keeps what they have.
        let from = existing(&config).await?;
        let to = super::super::serve::open_database(&target).await?;
        if is_served(&from).await.map_err(Failed::ran)? {
            return Err(Failed::asked_words(
                "a server has this record in use: stop it first, and start it again with the other database",
            ));
        }
        let keys = super::keys(&config)?;
        let held = Held::of(&from, &keys).await.map_err(Failed::ran)?;
        let copied = archive::copy((&from, &keys), &to, working).await;
        drop(held);
        from.close().await;
        to.close().await;
        let rows = copied.map_err(|error| about(Path::new("the other database"), error))?;
        println!("{rows} rows came over, read back and compared. The old database is as it was.");
        println!("Start the server with the new database from now on.");
        Ok(())
    })?
}
