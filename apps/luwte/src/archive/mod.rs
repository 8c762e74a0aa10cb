//! The record as a file that outlives us: a zip of JSON lines, one file per table, with a manifest of what must be in it.
//!
//! The same record gives the same bytes, whichever database holds it. [`write`] makes a file, [`Archive`] reads one, and
//! [`copy`] pours one database into another without a file between.

mod copy;
mod line;
mod read;
mod write;

pub use copy::copy;
pub use read::Archive;
pub use write::write;

use crate::store::{Column, Kind, StoreError, Table};
use serde::{Deserialize, Serialize};
use std::io;

/// The manifest's name in the zip.
const MANIFEST: &str = "manifest.json";
/// What says that a zip is one of ours.
const FORMAT: &str = "luwte-record";
/// The version of the format that this build writes; it reads all up to this one.
const VERSION: u32 = 1;

/// What is in an archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Always `luwte-record`.
    pub format: String,
    /// The version of the format.
    pub version: u32,
    /// The layout of the database it was read from.
    pub layout: i64,
    /// Its tables, each after those that it refers to.
    pub tables: Vec<TableEntry>,
    /// Other files: the own certificate authority, in a backup.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileEntry>,
}

/// One table in an archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableEntry {
    /// Its name; its rows are in `tables/NAME.jsonl`, one JSON object a line, in the order of its key.
    pub name: String,
    /// Its columns.
    pub columns: Vec<ColumnEntry>,
    /// How many rows.
    pub rows: u64,
    /// SHA-256 of its file, hexadecimal.
    pub sha256: String,
}

/// One column in an archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnEntry {
    /// Its name.
    pub name: String,
    /// What it holds; bytes stand in the rows as base64, identifiers as text.
    pub kind: Kind,
}

/// A file beside the tables.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Its name; it lies in `files/NAME`.
    pub name: String,
    /// SHA-256, hexadecimal.
    pub sha256: String,
}

/// Why an archive could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The file system refused.
    #[error("the file could not be read or written")]
    File(#[from] io::Error),
    /// It is no zip, or a broken one.
    #[error("this is not a complete zip file")]
    Zip(#[from] zip::result::ZipError),
    /// It is a zip, but not one of ours.
    #[error("this is no record of Luwte: {0}")]
    Foreign(&'static str),
    /// Written by a newer build.
    #[error(
        "this file was written by a newer version of Luwte (format {found}); this one reads up to {VERSION}"
    )]
    Newer {
        /// The version of its format.
        found: u32,
    },
    /// A line that cannot be a row.
    #[error("table {table}, line {line}: {problem}")]
    Line {
        /// The table.
        table: String,
        /// The line, from 1.
        line: u64,
        /// What is wrong with it.
        problem: String,
    },
    /// What it holds is not what its manifest says.
    #[error("{what} is not what the manifest says: the file is damaged")]
    Damaged {
        /// The table or file.
        what: String,
    },
    /// The layout in the file does not fit the database that its number makes.
    #[error("table {table} does not fit layout {layout}")]
    Misfit {
        /// The table.
        table: String,
        /// The layout.
        layout: i64,
    },
    /// The rows in the database are not those in the file.
    #[error("table {table} did not come over as it was; nothing was kept")]
    Unequal {
        /// The table.
        table: String,
    },
    /// The database refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl TableEntry {
    fn path(&self) -> String {
        table_path(&self.name)
    }

    /// Whether a table of a database takes these rows as they are.
    fn fits(&self, table: &Table) -> bool {
        self.name == table.name && self.columns == columns(&table.columns)
    }
}

fn columns(columns: &[Column]) -> Vec<ColumnEntry> {
    columns.iter().map(|column| ColumnEntry { name: column.name.clone(), kind: column.kind }).collect()
}

fn table_path(name: &str) -> String {
    format!("tables/{name}.jsonl")
}

fn file_path(name: &str) -> String {
    format!("files/{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_without_other_files_reads_as_one_with_none() {
        let text = r#"{"format":"luwte-record","version":1,"layout":1,"tables":[]}"#;
        let manifest: Manifest = serde_json::from_str(text).unwrap();
        assert!(manifest.files.is_empty());
        assert_eq!(serde_json::to_string(&manifest).unwrap(), text);
    }
}
