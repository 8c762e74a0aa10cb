//! `luwte keys`: is the master key the record's, and another in its place.

use super::{ConfigArguments, Failed, block_on, record::existing, serve::open_database};
use crate::{
    auth::master::{self, MasterKey},
    clock,
    store::{Keys, Store, is_served},
};
use clap::Subcommand;
use std::{
    fs::{self, File, OpenOptions},
    io::Write,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Look whether the master key that is configured opens the record
    Check {
        #[command(flatten)]
        config: ConfigArguments,
    },
    /// Put another master key in the place of the one there is; stop the server first
    Rotate {
        /// Where to write the new key, for a configuration that names a file, a command or the environment; without it
        /// master.key in the data folder, where the old one stays beside it for the backups that were made with it
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
        #[command(flatten)]
        config: ConfigArguments,
    },
}

pub(super) fn run(command: &Command) -> Result<(), Failed> {
    match command {
        Command::Check { config } => check(config),
        Command::Rotate { to, config } => rotate(to.as_deref(), config),
    }
}

fn given(config: &crate::config::Config) -> Result<MasterKey, Failed> {
    let found = MasterKey::existing(config).map_err(Failed::ran)?;
    found.ok_or_else(|| {
        let place = config.data_dir().join(master::FILE);
        Failed::asked_words(format!("there is no master key at {}, and none is configured", place.display()))
    })
}

fn check(arguments: &ConfigArguments) -> Result<(), Failed> {
    let config = arguments.load()?;
    let keys = Keys::of(given(&config)?);
    block_on(async {
        let store = Store::sealed(existing(&config).await?, keys).await.map_err(Failed::ran)?;
        let waiting = store.sessions_to_seal().await;
        store.close().await;
        match waiting.map_err(Failed::ran)? {
            0 => println!("The master key opens the record, and all of it is sealed."),
            many => println!("The master key opens the record; {many} older sessions wait to be sealed."),
        }
        Ok(())
    })?
}

fn rotate(to: Option<&Path>, arguments: &ConfigArguments) -> Result<(), Failed> {
    let config = arguments.load()?;
    let before = given(&config)?;
    let place = config.data_dir().join(master::FILE);
    let named = config.master_key.is_some()
        || config.master_key_command.is_some()
        || config.master_key_file.is_some();
    if named && to.is_none() {
        return Err(Failed::asked_words(
            "the configuration names the master key: --to says where the new one goes",
        ));
    }
    let next = MasterKey::new().map_err(Failed::ran)?;
    // It is on the disk before anything needs it.
    let written = to.map_or_else(|| place.with_extension("key.next"), Path::to_path_buf);
    write(&written, &next)?;
    block_on(async {
        let database = existing(&config).await?;
        if is_served(&database).await.map_err(Failed::ran)? {
            let _ = fs::remove_file(&written);
            return Err(Failed::asked_words("a server has this record in use: stop it first"));
        }
        database.close().await;
        let store =
            Store::sealed(open_database(&config).await?, Keys::of(before)).await.map_err(Failed::ran)?;
        let rotated = store.rotate(&next).await;
        store.close().await;
        let rotated = rotated.map_err(Failed::ran)?;
        println!(
            "{} clients, {} sessions and {} authenticator apps have the new master key.",
            rotated.clients, rotated.sessions, rotated.time_codes
        );
        Ok::<_, Failed>(())
    })??;
    if to.is_some() {
        println!("{} holds it: name it in the configuration before the server starts.", written.display());
        println!("Keep the old one as long as backups that were made with it.");
        return Ok(());
    }
    let old = place.with_extension(format!("key.until-{}", clock::wall_us() / 1_000_000));
    let swapped = fs::rename(&place, &old).and_then(|()| fs::rename(&written, &place));
    swapped.map_err(|error| {
        let (from, to) = (written.display(), place.display());
        Failed::ran_words(format!(
            "{from} could not be put at {to}: {error}; do that before the server starts"
        ))
    })?;
    println!("{} opens backups that were made before: keep it as long as those.", old.display());
    Ok(())
}

/// Writes a key to a file that is not there yet, for its owner alone.
fn write(path: &Path, key: &MasterKey) -> Result<(), Failed> {
    let told = |error| Failed::ran_words(format!("{} could not be written: {error}", path.display()));
    let opened = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    let mut file: File = opened.map_err(told)?;
    file.write_all(key.to_text().as_bytes()).and_then(|()| file.sync_all()).map_err(told)
}
