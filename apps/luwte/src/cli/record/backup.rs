//! `luwte backup`: everything that a new machine needs, in one verified file, while the server runs.

use super::{existing, taken_out, write_whole};
use crate::{
    cli::{ConfigArguments, Failed, block_on},
    clock, ledger,
    store::Store,
    tls,
};
use clap::Args;
use std::{
    fs,
    path::{Path, PathBuf},
};
use time::{OffsetDateTime, macros::format_description};

#[derive(Debug, Args)]
pub(in crate::cli) struct Arguments {
    /// The folder to write to; the file is named after the moment
    folder: PathBuf,
    /// Keep this many backups in the folder; older ones go once the new one has been read back
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..))]
    keep: Option<u16>,
    #[command(flatten)]
    config: ConfigArguments,
}

pub(in crate::cli) fn run(arguments: &Arguments) -> Result<(), Failed> {
    let config = arguments.config.load()?;
    let folder = &arguments.folder;
    fs::create_dir_all(folder)
        .map_err(|error| Failed::asked_words(format!("{} cannot be made: {error}", folder.display())))?;
    let place = folder.join(name(OffsetDateTime::now_utc())?);
    if place.exists() {
        return Err(Failed::ran_words(format!("{} exists already", place.display())));
    }
    let files = tls::kept(&config.authority()).map_err(Failed::ran)?;
    block_on(async {
        let database = existing(&config).await?;
        let record = taken_out(&database, &super::keys(&config)?, "backup").await?;
        let manifest = write_whole(record, &files, &place).await?;
        let rows: u64 = manifest.tables.iter().map(|table| table.rows).sum();
        let noted = Store::as_it_is(database.clone());
        // What is put back from an older backup in this folder is erased again by it.
        let erased = noted.erased().await.map_err(Failed::ran)?;
        ledger::add(folder, erased).map_err(Failed::ran)?;
        noted.note_backup(&place.display().to_string(), rows, clock::wall_us()).await.map_err(Failed::ran)?;
        noted.close().await;
        println!("{}: {rows} rows and {} files, read back and compared.", place.display(), files.len());
        Ok::<_, Failed>(())
    })??;
    for old in arguments.keep.map(|keep| outdated(folder, keep)).transpose()?.unwrap_or_default() {
        fs::remove_file(&old)
            .map_err(|error| Failed::ran_words(format!("{} could not go: {error}", old.display())))?;
        println!("{} went.", old.display());
    }
    Ok(())
}

fn name(now: OffsetDateTime) -> Result<String, Failed> {
    let form = format_description!("luwte-[year][month][day]T[hour][minute][second]Z.zip");
    now.format(&form).map_err(Failed::ran)
}

/// The backups beyond the newest `keep`. Other files are never ours to remove.
fn outdated(folder: &Path, keep: u16) -> Result<Vec<PathBuf>, Failed> {
    let ours = |name: &str| {
        let moment = name.strip_prefix("luwte-").and_then(|rest| rest.strip_suffix("Z.zip"));
        moment.is_some_and(|moment| {
            moment.len() == 15 && moment.chars().all(|c| c.is_ascii_digit() || c == 'T')
        })
    };
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .map_err(Failed::ran)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.file_name().and_then(|name| name.to_str()).is_some_and(ours))
        .collect();
    found.sort();
    found.truncate(found.len().saturating_sub(usize::from(keep)));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_by_time_and_only_our_own_files_go() {
        let at = |seconds| name(OffsetDateTime::from_unix_timestamp(seconds).unwrap()).unwrap();
        assert_eq!(at(1_795_305_600), "luwte-20261122T000000Z.zip");
        let folder = std::env::temp_dir().join(format!("luwte-keep-{}", uuid::Uuid::now_v7()));
        fs::create_dir_all(&folder).unwrap();
        let names = [at(0), at(86_400), at(1_795_305_600), "luwte-notes.zip".into(), "other.zip".into()];
        for name in &names {
            fs::write(folder.join(name), "").unwrap();
        }
        assert_eq!(outdated(&folder, 2).unwrap(), [folder.join(at(0))]);
        assert!(outdated(&folder, 9).unwrap().is_empty());
        fs::remove_dir_all(&folder).unwrap();
    }
}
