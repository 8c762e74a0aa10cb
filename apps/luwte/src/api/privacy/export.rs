//! Everything of a client in one file, for themselves: what they gave and what was recorded of them, readable by people and
//! by programs. What colleagues concluded is not part of it.

use crate::{
    api::{Failure, files},
    app::App,
    auth::{ReadOwnRecord, client::GrantedClient},
    store::{Search, SessionRow, Store, StoredEvent, Witness},
};
use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::IntoResponse,
};
use care::screening::Answers;
use hrv::files::Format;
use link::{Pose, api::Problem, people::AccessLine, privacy::StreamConsent};
use serde::Serialize;
use session::{ClientId, Event, EventKind, OrganisationId};
use std::{
    fmt::Write as _,
    io::{Cursor, Write},
};
use texts::Language;
use time::{OffsetDateTime, macros::format_description};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// What stands in `client.json`.
#[derive(Serialize)]
struct Own<'a> {
    alias: &'a str,
    institution: &'a str,
    consents: &'a [StreamConsent],
    screenings: Vec<OwnScreening>,
}

/// A screening without what colleagues decided about it.
#[derive(Serialize)]
struct OwnScreening {
    at_us: i64,
    answers: Answers,
}

/// For a client: everything of theirs as a zip, with a readable index.
#[utoipa::path(get, path = "/api/v1/me/export", tag = "privacy",
    responses((status = 200, description = "A zip: README, client.json, access-log.csv, and per session events, head movement and heartbeats.",
        content_type = "application/zip", body = Vec<u8>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(in crate::api) async fn own(
    State(app): State<App>,
    granted: GrantedClient<ReadOwnRecord>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Failure> {
    let read = granted.audit(&app, "export", "record").await?;
    let client = &granted.client;
    let language = crate::api::language(&headers);
    let mut file = Export::begin(language)?;
    let consents = app.store.consents(&read, client.id).await?;
    let screenings = app
        .store
        .screenings(&read, client.id)
        .await?
        .into_iter()
        .map(|row| OwnScreening { at_us: row.screening.at_us, answers: row.screening.answers });
    file.json(
        "client.json",
        &Own {
            alias: &client.alias,
            institution: &client.organisation_name,
            consents: &consents,
            screenings: screenings.collect(),
        },
    )?;
    file.text("access-log.csv", &access_log(&app.store, &read, client.organisation, client.id).await?)?;
    for session in app.store.sessions_of(&read, client.id).await? {
        let events = app.store.events(&read, session.id).await?;
        let poses = app.store.poses(&read, session.id).await?;
        let beats = app.store.beats(&read, session.id).await?;
        let opened_us = session.opened_us;
        // Setting out a long recording takes a while, and others go on meanwhile.
        let written = tokio::task::spawn_blocking(move || {
            let recording = files::recording(&beats, Format::Text, opened_us);
            (!recording.intervals.is_empty()).then(|| hrv::files::write(Format::Text, &recording))
        });
        let heart = written.await.map_err(|_| Failure::Internal("heart file"))?;
        file.session(&session, &events, &poses, heart.as_deref())?;
    }
    let bytes = file.end()?;
    let name = HeaderValue::from_static("attachment; filename=\"luwte.zip\"");
    let kind = HeaderValue::from_static("application/zip");
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], bytes))
}

/// An event as its client takes it along. Whose heart moved the world stays out, as a study keeps that covered; and so does
/// the reason a colleague wrote, which is for them to give.
fn for_the_client(event: &Event) -> Option<Event> {
    let mut told = event.clone();
    match &mut told.kind {
        EventKind::FeedSet(_) | EventKind::FeedAllocated(_) => return None,
        EventKind::SelfCheckCleared { reason, .. } => reason.clear(),
        _ => {}
    }
    Some(told)
}

/// Who looked, the newest first.
async fn access_log(
    store: &Store,
    read: &Witness,
    here: OrganisationId,
    client: ClientId,
) -> Result<String, Failure> {
    let mut lines = csv_line(&["at", "role", "name", "action", "object"]);
    let mut search = Search { client: Some(client), ..Search::default() };
    loop {
        let found: Vec<AccessLine> = store.audit_lines(read, here, search).await?;
        let Some(last) = found.last() else { return Ok(lines) };
        search.before = Some(last.n);
        for line in &found {
            let name = line.name.as_deref().unwrap_or_default();
            lines += &csv_line(&[&moment(line.at), &line.actor, name, &line.action, &line.object]);
        }
    }
}

/// One line of CSV (RFC 4180); what a spreadsheet would take for a formula it takes for text.
pub(in crate::api) fn csv_line(cells: &[&str]) -> String {
    let cell = |cell: &&str| {
        let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
        let cell = if formula { format!("'{cell}") } else { (*cell).to_owned() };
        if cell.contains(['"', ',', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell
        }
    };
    let mut line = cells.iter().map(cell).collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    line
}

/// A moment as everybody reads it (ISO 8601, UTC).
fn moment(at_us: i64) -> String {
    let form = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");
    let at = OffsetDateTime::from_unix_timestamp(at_us.div_euclid(1_000_000));
    at.ok().and_then(|at| at.format(&form).ok()).unwrap_or_else(|| at_us.to_string())
}

/// The zip while it is written.
struct Export {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    language: Language,
    index: String,
}

impl Export {
    fn begin(language: Language) -> Result<Self, Failure> {
        let index = match language {
            Language::Nl => include_str!("../../../../../content/privacy/export.nl.txt"),
            Language::En => include_str!("../../../../../content/privacy/export.en.txt"),
        };
        Ok(Self { zip: ZipWriter::new(Cursor::new(Vec::new())), language, index: index.to_owned() })
    }

    fn bytes(&mut self, name: &str, content: &[u8]) -> Result<(), Failure> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        let failed = || Failure::Internal("export");
        self.zip.start_file(name, options).map_err(|_| failed())?;
        self.zip.write_all(content).map_err(|_| failed())
    }

    fn text(&mut self, name: &str, content: &str) -> Result<(), Failure> {
        // With the mark spreadsheets read accents right.
        self.bytes(name, format!("\u{feff}{content}").as_bytes())
    }

    fn json(&mut self, name: &str, content: &impl Serialize) -> Result<(), Failure> {
        let text = serde_json::to_vec_pretty(content).map_err(|_| Failure::Internal("export"))?;
        self.bytes(name, &text)
    }

    fn session(
        &mut self,
        session: &SessionRow,
        events: &[StoredEvent],
        poses: &[Pose],
        heart: Option<&[u8]>,
    ) -> Result<(), Failure> {
        let opened = moment(session.opened_us);
        let folder = format!("sessions/{}-{}", opened.replace(':', ""), session.id.0.as_simple());
        let _ = write!(self.index, "\r\n{opened}  {folder}");
        let told: Vec<(i64, Event)> =
            events.iter().filter_map(|it| Some((it.wall_us, for_the_client(&it.event)?))).collect();
        let bare: Vec<&Event> = told.iter().map(|(_, event)| event).collect();
        self.json(&format!("{folder}/events.json"), &bare)?;
        let mut lines = csv_line(&["at", "seconds", "what", "details"]);
        for (wall_us, event) in &told {
            let details = serde_json::to_string(&event.kind).map_err(|_| Failure::Internal("export"))?;
            let seconds = format!("{:.3}", event.at.0 as f64 / 1e6);
            lines += &csv_line(&[&moment(*wall_us), &seconds, event.kind.name(), &details]);
        }
        self.text(&format!("{folder}/events.csv"), &lines)?;
        if !poses.is_empty() {
            let mut lines = csv_line(&["seconds", "x", "y", "z", "w"]);
            for pose in poses {
                let seconds = format!("{:.3}", pose.at().0 as f64 / 1e6);
                let turn = pose.orientation().map(|part| format!("{part:.4}"));
                let [x, y, z, w] = &turn;
                lines += &csv_line(&[&seconds, x, y, z, w]);
            }
            self.text(&format!("{folder}/head.csv"), &lines)?;
        }
        match heart {
            Some(bytes) => self.bytes(&format!("{folder}/heart-rr.txt"), bytes),
            None => Ok(()),
        }
    }

    fn end(mut self) -> Result<Vec<u8>, Failure> {
        let index = std::mem::take(&mut self.index);
        let name = match self.language {
            Language::Nl => "LEES MIJ.txt",
            Language::En => "README.txt",
        };
        self.text(name, &format!("{}\r\n", index.trim_end()))?;
        let done = self.zip.finish().map_err(|_| Failure::Internal("export"))?;
        Ok(done.into_inner())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use session::{Feed, SelfCheckItem, UserId, WorldTime};

    #[test]
    fn neither_the_arm_of_a_study_nor_a_colleagues_reason_goes_along() {
        let event = |kind| Event { seq: 3, at: WorldTime::START, kind };
        let cleared = |reason: &str| {
            event(EventKind::SelfCheckCleared {
                item: SelfCheckItem::ALL[0],
                by: UserId(uuid::Uuid::nil()),
                reason: reason.into(),
            })
        };
        assert_eq!(for_the_client(&event(EventKind::FeedSet(Feed::Own))), None);
        assert_eq!(for_the_client(&cleared("Overlegd met de arts.")), Some(cleared("")));
        assert_eq!(for_the_client(&event(EventKind::Paused)), Some(event(EventKind::Paused)));
    }

    #[test]
    fn a_cell_stays_one_cell_and_is_never_a_formula() {
        assert_eq!(csv_line(&["a", "b,c", "say \"hi\""]), "a,\"b,c\",\"say \"\"hi\"\"\"\r\n");
        assert_eq!(csv_line(&["=1+1", "-0.5", "@x"]), "'=1+1,-0.5,'@x\r\n");
        assert_eq!(moment(1_795_305_600_000_000), "2026-11-22T00:00:00Z");
    }
}
