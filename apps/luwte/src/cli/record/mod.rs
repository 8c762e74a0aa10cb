//! Commands over the whole record: `backup`, `restore`, `export`, `import`, `migrate`.

pub(super) mod backup;
pub(super) mod export;
pub(super) mod import;
pub(super) mod migrate;
pub(super) mod restore;

use super::Failed;
use crate::{
    archive::{self, Archive, ArchiveError, Manifest},
    auth::master::MasterKey,
    clock,
    config::Config,
    store::{AuditRow, Database, Keys, Snapshot, Store},
};
use std::{
    fs::{self, File, OpenOptions},
    io::{BufReader, BufWriter, IsTerminal},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};
use uuid::Uuid;

/// The database that the configuration names, as it is: nothing is made and nothing is brought up to date.
pub(super) async fn existing(config: &Config) -> Result<Database, Failed> {
    if config.database.is_none() {
        let file = config.embedded();
        if !file.exists() {
            let text =
                format!("there is no record at {}; --data-dir or --database says where", file.display());
            return Err(Failed::asked_words(text));
        }
    }
    super::serve::open_database(config).await
}

/// What opens and seals the record that the configuration names; none is made.
pub(super) fn keys(config: &Config) -> Result<Keys, Failed> {
    Ok(MasterKey::existing(config).map_err(Failed::ran)?.map_or_else(Keys::none, Keys::of))
}

/// A picture of the record, after the access log of each institution says that it is taken out whole.
async fn taken_out(database: &Database, keys: &Keys, action: &'static str) -> Result<Snapshot, Failed> {
    let store = Store::as_it_is(database.clone());
    for (organisation, _) in store.organisations().await.map_err(Failed::ran)? {
        let row = AuditRow {
            organisation,
            actor: "system",
            actor_id: Uuid::nil(),
            action,
            object: "record",
            object_id: None,
            client: None,
        };
        store.audit(&row, clock::wall_us()).await.map_err(Failed::ran)?;
    }
    Snapshot::of(database, keys).await.map_err(Failed::ran)
}

/// Writes an archive beside its place, reads it back whole, and only then gives it its name.
async fn write_whole(
    record: Snapshot,
    files: &[(String, Vec<u8>)],
    place: &Path,
) -> Result<Manifest, Failed> {
    let told = |error: std::io::Error| {
        Failed::ran_words(format!("{} could not be written: {error}", place.display()))
    };
    let mut partial = place.as_os_str().to_owned();
    partial.push(".partial");
    let partial = PathBuf::from(partial);
    let outcome = async {
        let opened = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&partial);
        let mut to = BufWriter::new(opened.map_err(told)?);
        let manifest = archive::write(record, files, &mut to, working).await.map_err(Failed::ran)?;
        let file = to.into_inner().map_err(|error| told(error.into_error()))?;
        file.sync_all().map_err(told)?;
        let found = open(&partial)?.verified()?;
        if found != manifest {
            return Err(Failed::ran_words("what was written is not what was read back"));
        }
        fs::rename(&partial, place).map_err(told)?;
        let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new("."))).and_then(|folder| folder.sync_all()).map_err(told)?;
        Ok(manifest)
    }
    .await;
    if outcome.is_err() {
        let _ = fs::remove_file(&partial);
    }
    outcome
}

/// An archive in a file.
struct Opened {
    archive: Archive<BufReader<File>>,
    place: PathBuf,
}

fn open(place: &Path) -> Result<Opened, Failed> {
    let file = File::open(place)
        .map_err(|error| Failed::asked_words(format!("{} cannot be opened: {error}", place.display())))?;
    let archive = Archive::open(BufReader::new(file)).map_err(|error| about(place, error))?;
    Ok(Opened { archive, place: place.to_owned() })
}

impl Opened {
    /// Reads all of it; what it holds.
    fn verified(mut self) -> Result<Manifest, Failed> {
        self.archive.verify(working).map_err(|error| about(&self.place, error))?;
        Ok(self.archive.manifest().clone())
    }

    /// Pours it into the empty database that the configuration names; how many rows.
    async fn pour(&mut self, config: &Config) -> Result<u64, Failed> {
        self.archive.verify(working).map_err(|error| about(&self.place, error))?;
        let database = super::serve::open_database(config).await?;
        let poured = self.archive.pour(&database, working).await;
        database.close().await;
        poured.map_err(|error| about(&self.place, error))?;
        Ok(self.archive.manifest().tables.iter().map(|table| table.rows).sum())
    }
}

/// What is wrong with a file is asked wrongly; what the disk or the database refuses has failed.
fn about(place: &Path, error: ArchiveError) -> Failed {
    use crate::store::StoreError;
    match error {
        ArchiveError::Store(StoreError::NotEmpty) => Failed::asked_words(
            "there is a record already, and it is left as it is: give an empty data folder or database",
        ),
        ArchiveError::Store(_) | ArchiveError::File(_) | ArchiveError::Unequal { .. } => Failed::ran(error),
        _ => Failed::asked_words(format!("{}: {}", place.display(), Failed::ran(error).text)),
    }
}

/// Says what is being worked on, where a person watches.
fn working(what: &str) {
    if std::io::stderr().is_terminal() {
        eprintln!("  {what}");
    }
}
