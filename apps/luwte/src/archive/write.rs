//! Writes the whole record, as it stands at one moment, to a zip.

use super::{
    ArchiveError, FORMAT, FileEntry, MANIFEST, Manifest, TableEntry, VERSION, columns, file_path, line,
};
use crate::store::Snapshot;
use std::io::{Seek, Write};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// What a person who opens the zip finds first.
const README: &str = include_str!("README.txt");

/// Writes a record and other files beside it; `told` hears of each table before its rows go. The same record and files
/// give the same bytes.
pub async fn write(
    mut record: Snapshot,
    files: &[(String, Vec<u8>)],
    to: impl Write + Seek,
    mut told: impl FnMut(&str),
) -> Result<Manifest, ArchiveError> {
    // A zip keeps times of files; ours are those of no moment, so that equal records are equal files.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o600)
        .large_file(true);
    let mut zip = ZipWriter::new(to);
    zip.start_file("README.txt", options)?;
    zip.write_all(README.as_bytes())?;
    let mut manifest = Manifest {
        format: FORMAT.to_owned(),
        version: VERSION,
        layout: record.layout(),
        tables: Vec::new(),
        files: Vec::new(),
    };
    let mut bytes = Vec::new();
    for table in record.tables().to_vec() {
        told(&table.name);
        zip.start_file(super::table_path(&table.name), options)?;
        let mut digest = line::Digest::default();
        record
            .rows(&table, async |cells| {
                line::write(&mut bytes, &table.columns, &cells);
                digest.hear(&bytes);
                zip.write_all(&bytes).map_err(ArchiveError::from)
            })
            .await?;
        let (rows, sha256) = digest.told();
        manifest.tables.push(TableEntry { name: table.name, columns: columns(&table.columns), rows, sha256 });
    }
    for (name, content) in files {
        zip.start_file(file_path(name), options)?;
        zip.write_all(content)?;
        manifest.files.push(FileEntry { name: name.clone(), sha256: line::sha256(content) });
    }
    zip.start_file(MANIFEST, options)?;
    let text = serde_json::to_string_pretty(&manifest).map_err(std::io::Error::from)?;
    zip.write_all(text.as_bytes())?;
    zip.finish()?.flush()?;
    Ok(manifest)
}
