//! Reads a zip of the record: all of it checked against its manifest, or all of it into an empty database.

use super::{ArchiveError, FORMAT, MANIFEST, Manifest, TableEntry, VERSION, file_path, line};
use crate::store::{Cell, Column, Database, Filling, ROWS_MAX};
use std::io::{BufRead, BufReader, Read, Seek};
use zip::ZipArchive;

/// The longest line that can be a row, in bytes; a row of the journals has at most some tens of kilobytes.
const LINE_MAX: u64 = 64 * 1024 * 1024;
/// The largest manifest or other file, in bytes.
const FILE_MAX: u64 = 16 * 1024 * 1024;

/// A record in a file.
pub struct Archive<R> {
    zip: ZipArchive<R>,
    manifest: Manifest,
}

impl<R: Read + Seek> Archive<R> {
    /// Opens a file and reads its manifest.
    pub fn open(from: R) -> Result<Self, ArchiveError> {
        let mut zip = ZipArchive::new(from)?;
        let text = small(&mut zip, MANIFEST).map_err(|_| ArchiveError::Foreign("it has no manifest"))?;
        let manifest: Manifest = serde_json::from_slice(&text)
            .map_err(|_| ArchiveError::Foreign("its manifest cannot be read"))?;
        if manifest.format != FORMAT {
            return Err(ArchiveError::Foreign("its manifest is of something else"));
        }
        if manifest.version > VERSION {
            return Err(ArchiveError::Newer { found: manifest.version });
        }
        Ok(Self { zip, manifest })
    }

    /// What must be in it.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Reads all of it, and compares each row count and digest with the manifest.
    pub fn verify(&mut self, mut told: impl FnMut(&str)) -> Result<(), ArchiveError> {
        for entry in self.manifest.tables.clone() {
            told(&entry.name);
            let columns = columns(&entry);
            let mut lines = self.lines(&entry)?;
            while let Some((number, text)) = lines.next()? {
                row(&entry, number, text, &columns)?;
            }
            lines.complete()?;
        }
        for entry in self.manifest.files.clone() {
            self.file(&entry.name)?;
        }
        Ok(())
    }

    /// One of the other files, as its manifest says; `None` when there is none of this name.
    pub fn file(&mut self, name: &str) -> Result<Option<Vec<u8>>, ArchiveError> {
        let Some(entry) = self.manifest.files.iter().find(|entry| entry.name == name) else {
            return Ok(None);
        };
        let damaged = || ArchiveError::Damaged { what: format!("file {name}") };
        let content = small(&mut self.zip, &file_path(name)).map_err(|_| damaged())?;
        if line::sha256(&content) == entry.sha256 { Ok(Some(content)) } else { Err(damaged()) }
    }

    /// Pours it into an empty database, reads it back, and keeps it only when every row came over as it was.
    pub async fn pour(&mut self, into: &Database, mut told: impl FnMut(&str)) -> Result<(), ArchiveError> {
        let layout = self.manifest.layout;
        let mut filling = Filling::into_empty(into, layout).await?;
        let tables = filling.tables().to_vec();
        let entries = self.manifest.tables.clone();
        if tables.len() != entries.len() {
            let odd = entries.iter().find(|entry| !tables.iter().any(|table| entry.fits(table)));
            let table = odd.map_or_else(|| "(one is missing)".to_owned(), |entry| entry.name.clone());
            return Err(ArchiveError::Misfit { table, layout });
        }
        for table in &tables {
            let entry = entries.iter().find(|entry| entry.fits(table));
            let entry = entry.ok_or_else(|| ArchiveError::Misfit { table: table.name.clone(), layout })?;
            told(&entry.name);
            let mut rows = Vec::with_capacity(ROWS_MAX);
            let mut lines = self.lines(entry)?;
            while let Some((number, text)) = lines.next()? {
                rows.push(row(entry, number, text, &table.columns)?);
                if rows.len() == ROWS_MAX {
                    filling.add(table, std::mem::take(&mut rows)).await?;
                }
            }
            lines.complete()?;
            filling.add(table, rows).await?;
            if line::digest(&mut filling, table).await? != (entry.rows, entry.sha256.clone()) {
                return Err(ArchiveError::Unequal { table: entry.name.clone() });
            }
        }
        filling.finish().await?;
        Ok(())
    }

    fn lines<'a>(
        &'a mut self,
        entry: &'a TableEntry,
    ) -> Result<Lines<'a, impl BufRead + use<'a, R>>, ArchiveError> {
        let damaged = |_| ArchiveError::Damaged { what: format!("table {}", entry.name) };
        let from = BufReader::new(self.zip.by_name(&entry.path()).map_err(damaged)?);
        Ok(Lines { entry, from, text: String::new(), number: 0, digest: line::Digest::default() })
    }
}

fn columns(entry: &TableEntry) -> Vec<Column> {
    entry.columns.iter().map(|column| Column { name: column.name.clone(), kind: column.kind }).collect()
}

fn row(entry: &TableEntry, line: u64, text: &str, columns: &[Column]) -> Result<Vec<Cell>, ArchiveError> {
    let told = |problem| ArchiveError::Line { table: entry.name.clone(), line, problem };
    line::read(text, columns).map_err(told)
}

/// A file that fits in memory.
fn small<R: Read + Seek>(zip: &mut ZipArchive<R>, name: &str) -> Result<Vec<u8>, ArchiveError> {
    let mut content = Vec::new();
    zip.by_name(name)?.take(FILE_MAX).read_to_end(&mut content)?;
    Ok(content)
}

/// The lines of one table, counted and digested as they pass.
struct Lines<'a, R> {
    entry: &'a TableEntry,
    from: R,
    text: String,
    number: u64,
    digest: line::Digest,
}

impl<R: BufRead> Lines<'_, R> {
    /// The next line with its number, from 1.
    fn next(&mut self) -> Result<Option<(u64, &str)>, ArchiveError> {
        self.text.clear();
        let read = self.from.by_ref().take(LINE_MAX).read_line(&mut self.text);
        if read.map_err(|_| self.damaged())? == 0 {
            return Ok(None);
        }
        self.number += 1;
        self.digest.hear(self.text.as_bytes());
        Ok(Some((self.number, &self.text)))
    }

    /// After the last line: whether all was there, and nothing else.
    fn complete(self) -> Result<(), ArchiveError> {
        let damaged = self.damaged();
        let (rows, sha256) = self.digest.told();
        if (rows, sha256) == (self.entry.rows, self.entry.sha256.clone()) { Ok(()) } else { Err(damaged) }
    }

    fn damaged(&self) -> ArchiveError {
        ArchiveError::Damaged { what: format!("table {}", self.entry.name) }
    }
}
