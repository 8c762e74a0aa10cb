//! The data of a study as one file: tables for R, Python and SPSS with their dictionary, and every interval of the heart.

mod dictionary;
mod heart;
mod parquet;
mod sav;
mod table;

use super::{
    data::{Gathered, gathered, shown},
    found,
};
use crate::{
    api::{Failure, privacy::export::csv_line},
    app::App,
    auth::{Granted, ReadStudyData},
    store::StudyRow,
};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, header},
    response::IntoResponse,
};
use care::study::{MIN_CELL, Protocol};
use link::api::Problem;
use session::StudyId;
use std::io::{Cursor, Write};
use table::Table;
use texts::Language;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// What was measured, as a zip of CSV, SPSS and Parquet with a data dictionary and examples for R and Python. Everything stands
/// under pseudonyms; while a blinded study goes on it names no arm. Of fewer than five people nothing is handed out.
#[utoipa::path(get, path = "/api/v1/studies/{study}/export", tag = "studies", params(("study" = StudyId, Path)),
    responses((status = 200, description = "A zip.", content_type = "application/zip", body = Vec<u8>),
        (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(in crate::api) async fn export(
    State(app): State<App>,
    granted: Granted<ReadStudyData>,
    Path(id): Path<StudyId>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Failure> {
    let organisation = granted.user.organisation;
    let row = found(&app, organisation, id).await?;
    let read = shown(&app, &granted, "export", id).await?;
    let protocol = row.newest().ok_or(Failure::Unknown("study"))?.protocol.clone();
    let mut people = gathered(&app, &read, organisation, &row, &protocol).await?;
    people.retain(|gathered| gathered.person.counts());
    if people.len() < MIN_CELL as usize {
        return Err(Failure::TooFew);
    }
    let mut beats = Vec::new();
    for one in &people {
        for (n, session) in one.sessions.iter().enumerate() {
            let stored = app.store.beats(&read, session.id).await?;
            if !stored.is_empty() {
                beats.push((one.person.code.clone(), n, stored));
            }
        }
    }
    let language = crate::api::language(&headers);
    // Setting out hours of heartbeats takes a while, and others go on meanwhile.
    let made = tokio::task::spawn_blocking(move || {
        let mut tables = table::all(&protocol, &people, row.is_hidden());
        tables.push(heart::table(&beats));
        written(&row, &protocol, &people, &tables, language)
    });
    let bytes = made.await.map_err(|_| Failure::Internal("export of a study"))??;
    let name = format!("attachment; filename=\"luwte-study-{}.zip\"", id.0.as_simple());
    let name = HeaderValue::from_str(&name).map_err(|_| Failure::Internal("name of a file"))?;
    let kind = HeaderValue::from_static("application/zip");
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], bytes))
}

fn written(
    study: &StudyRow,
    protocol: &Protocol,
    people: &[Gathered],
    tables: &[Table],
    language: Language,
) -> Result<Vec<u8>, Failure> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut file = |name: &str, content: &[u8]| -> Result<(), Failure> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        let failed = || Failure::Internal("export of a study");
        zip.start_file(name, options).map_err(|_| failed())?;
        zip.write_all(content).map_err(|_| failed())
    };
    for table in tables {
        let name = table.name;
        file(&format!("{name}.csv"), csv(table).as_bytes())?;
        file(&format!("{name}.parquet"), &parquet::written(table))?;
        // A row of SPSS takes some hundred bytes for what takes ten here: the heart stays out of it.
        if name != heart::NAME {
            file(&format!("{name}.sav"), &sav::written(table, language))?;
        }
    }
    file("dictionary.csv", dictionary::csv(tables, protocol).as_bytes())?;
    file("dictionary.html", dictionary::page(study, people.len(), tables, language).as_bytes())?;
    file("read.py", include_bytes!("../../../../../../content/research/read.py"))?;
    file("read.R", include_bytes!("../../../../../../content/research/read.R"))?;
    let protocol = serde_json::to_vec_pretty(protocol).map_err(|_| Failure::Internal("export of a study"))?;
    file("protocol.json", &protocol)?;
    Ok(zip.finish().map_err(|_| Failure::Internal("export of a study"))?.into_inner())
}

/// A table as CSV (RFC 4180, decimals with a point, nothing where something is missing).
fn csv(table: &Table) -> String {
    let heads: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
    let mut text = format!("\u{feff}{}", csv_line(&heads));
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(table::Cell::told).collect();
        text += &csv_line(&cells.iter().map(String::as_str).collect::<Vec<_>>());
    }
    text
}
