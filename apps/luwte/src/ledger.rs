//! The list of who was erased, beside the record and beside its backups: what is put back from an older backup is erased
//! again by it. It holds numbers that lead to nobody.

use crate::{
    clock,
    store::{Store, StoreError},
};
use std::{
    collections::BTreeSet,
    fs::{self, File, OpenOptions},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};
use uuid::Uuid;

/// Its name in a folder.
pub const FILE: &str = "erased.list";

/// Why the list could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// Its file.
    #[error("the list of who was erased, {}, cannot be read or written", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A line that is no number.
    #[error("line {line} of {} is no number of somebody who was erased", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Who stands in the list of this folder; nobody where there is none.
pub fn read(folder: &Path) -> Result<BTreeSet<Uuid>, LedgerError> {
    read_file(&folder.join(FILE))
}

/// Who stands in a list.
pub fn read_file(path: &Path) -> Result<BTreeSet<Uuid>, LedgerError> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(source) => return Err(LedgerError::File { path: path.to_owned(), source }),
    };
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, line)| {
            let wrong = |_| LedgerError::Line { path: path.to_owned(), line: at + 1 };
            Uuid::parse_str(line.trim()).map_err(wrong)
        })
        .collect()
}

/// Adds these to the list of a folder: whole, and durable when it returns.
pub fn add(folder: &Path, erased: impl IntoIterator<Item = Uuid>) -> Result<(), LedgerError> {
    let path = folder.join(FILE);
    let before = read_file(&path)?;
    let mut all = before.clone();
    all.extend(erased);
    if all == before {
        return Ok(());
    }
    let failed = |source| LedgerError::File { path: path.clone(), source };
    fs::create_dir_all(folder).map_err(failed)?;
    let text: String = all.iter().map(|id| format!("{id}\n")).collect();
    let beside = path.with_extension("list.new");
    let opened = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&beside);
    let mut file = opened.map_err(failed)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(failed)?;
    fs::rename(&beside, &path).map_err(failed)?;
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)
}

/// Erases again whom the list of this folder names and the record knows, and adds to the list whom only the record names.
/// How many were erased again.
pub async fn reconcile(store: &Store, folder: &Path) -> Result<usize, LedgerError> {
    let (listed, known) = (read(folder)?, store.erased().await?);
    let new: Vec<Uuid> = listed.iter().filter(|id| !known.contains(id)).copied().collect();
    let again = store.erase_listed(&new, clock::wall_us()).await?;
    if again > 0 {
        tracing::warn!(
            clients = again,
            "clients who had been erased stood in the record and were erased again"
        );
    }
    add(folder, store.erased().await?)?;
    Ok(again)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_grows_and_is_read_back() {
        let folder = std::env::temp_dir().join(format!("luwte-erased-{}", Uuid::now_v7()));
        fs::create_dir_all(&folder).unwrap();
        assert!(read(&folder).unwrap().is_empty());
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        add(&folder, [one]).unwrap();
        add(&folder, [other, one]).unwrap();
        assert_eq!(read(&folder).unwrap(), BTreeSet::from([one, other]));
        fs::write(folder.join(FILE), "nobody\n").unwrap();
        assert!(
            matches!(read(&folder), Err(LedgerError::Line { line: 1, .. })),
            "a damaged list is not passed over"
        );
        fs::remove_dir_all(&folder).unwrap();
    }
}
