//! Recordings as files of other tools: a file becomes a recording, and the heart of any session leaves as a file.

use super::{
    Failure,
    recordings::{AHEAD_MAX_MS, begun},
};
use crate::{
    app::App,
    auth::{CreateRecordings, Granted, ReadSessions, sender::Who},
    live::{Feeder, NotFed},
    store::StoredBeats,
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query, State},
    http::{HeaderValue, header},
    response::{AppendHeaders, IntoResponse},
};
use hrv::{
    ClassifiedBeat, EngineConfig, PacketKey, RawPacket,
    files::{Format, Recording},
};
use link::{
    api::Problem,
    ingest::{
        Fault, FileFormat, Imported, NewRecording, PlacedProblem, RrUnit, SENSOR_PACKETS_MAX, SensorPacket,
    },
};
use session::{ClientId, SessionId, StrapId};
use sha2::{Digest, Sha256};
use std::time::Duration;

/// The largest file, in bytes: a day of EDF+ with its signals.
pub(super) const FILE_MAX: usize = 64 << 20;
/// The longest file: that of a recording, milliseconds.
const LENGTH_MAX_MS: f64 = 48.0 * 3_600_000.0;
/// The most intervals of one file: more than the fastest heart makes in that.
const INTERVALS_MAX: usize = 1_000_000;
/// The most breaks of one file: each is a stream of its own.
const BREAKS_MAX: usize = 1_000;
/// The largest FIT file, in bytes: an interval takes two of them.
const FIT_MAX: usize = 8 << 20;
/// Files are taken in one at a time; whoever comes meanwhile waits for so long, and is told to come again.
const PATIENCE: Duration = Duration::from_secs(10);
const COME_AGAIN_S: u64 = 10;
/// The device that a file is to its recording.
const DEVICE: &str = "file";

/// Whose recording a file is, and when it began.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
pub(super) struct Import {
    /// Whose it is; nobody's without it.
    client: Option<ClientId>,
    /// When it began, milliseconds since 1970-01-01 UTC; only heard where the file does not say. Without both it ends now.
    began_ms: Option<i64>,
}

/// Which format to write.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
pub(super) struct Export {
    /// The format.
    format: FileFormat,
}

/// Makes a recording of a file: RR text (Kubios), HRV Logger CSV, Polar .hrm, FIT, EDF+ or Open mHealth, recognised by its
/// content. The same file for the same client is one recording, however often it is sent.
#[utoipa::path(post, path = "/api/v1/recordings/file", tag = "wearables", params(Import),
    security(("login" = [])),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = Imported),
        (status = 404, description = "No such client.", body = Problem),
        (status = 413, description = "More than 64 MiB, a million intervals or a thousand breaks.", body = Problem),
        (status = 429, description = "Another file is being taken in.", body = Problem),
        (status = 422, description = "The file is wrong; `place` says at which line or byte.", body = PlacedProblem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn import(
    State(app): State<App>,
    granted: Granted<CreateRecordings>,
    Query(import): Query<Import>,
    bytes: Bytes,
) -> Result<Json<Imported>, Failure> {
    let organisation = granted.user.organisation;
    let alone = tokio::time::timeout(PATIENCE, app.imports.acquire()).await;
    let _alone = alone.map_err(|_| Failure::Wait(COME_AGAIN_S))?.map_err(|_| Failure::Internal("imports"))?;
    let reading = tokio::task::spawn_blocking(move || {
        let id = id_of(&[
            organisation.0.as_bytes(),
            import.client.map(|client| client.0).unwrap_or_default().as_bytes(),
            &bytes,
        ]);
        if too_long(&bytes) {
            return Err(Failure::TooLarge);
        }
        let recording = hrv::files::read(&bytes)?;
        let breaks = recording.intervals.iter().filter(|interval| !interval.successive).count();
        let length_ms = length_ms(&recording);
        if recording.intervals.len() > INTERVALS_MAX || breaks > BREAKS_MAX || length_ms > LENGTH_MAX_MS {
            return Err(Failure::TooLarge);
        }
        Ok((id, recording))
    });
    let (id, recording) = reading.await.map_err(|_| Failure::Internal("heart file"))??;
    let length_ms = length_ms(&recording);
    let now_ms = crate::clock::wall_us() / 1_000;
    let began_ms = match recording.start_us {
        Some(start_us) => start_us.div_euclid(1_000),
        None => import.began_ms.unwrap_or(now_ms.saturating_sub(length_ms as i64)),
    };
    let ends_ms = began_ms.saturating_add(length_ms as i64);
    // Before anything begins: what a wrong moment began would keep it.
    if ends_ms > now_ms.saturating_add(AHEAD_MAX_MS) {
        return Err(Failure::from(Fault::Future.at("began_ms")));
    }
    let format = FileFormat::of(recording.format);
    let new = NewRecording {
        id: Some(SessionId(id)),
        began_ms: Some(began_ms),
        client: import.client,
        source: Some(format.name().to_owned()),
    };
    let room = begun(&app, &Who::Colleague(granted.user), new).await?;
    // It may have begun before, at another moment of the clock.
    let began_ms = room.row().opened_us / 1_000;
    for (epoch, packets) in epochs(&recording, began_ms) {
        // The recording itself is the feeder: another colleague who brings the same file changes nothing.
        let feeder = Feeder { id, device: DEVICE.to_owned(), epoch, unit: RrUnit::Millis };
        for packets in packets.chunks(SENSOR_PACKETS_MAX) {
            room.feed(&feeder, packets).await.map_err(|error| match error {
                NotFed::Wrong(_, fault) => Failure::from(fault.at("began_ms")),
                NotFed::Because(_) => Failure::StrapTaken,
                NotFed::Store(error) => Failure::from(error),
            })?;
        }
    }
    room.end_recording().await?;
    let beats = u32::try_from(recording.intervals.len()).unwrap_or(u32::MAX);
    Ok(Json(Imported { session: SessionId(id), began_ms, format, beats }))
}

fn length_ms(recording: &Recording) -> f64 {
    recording.intervals.iter().map(|interval| interval.missing_ms + interval.ms).sum()
}

/// Whether a file holds more intervals than are taken, as far as that is seen without reading it.
fn too_long(bytes: &[u8]) -> bool {
    match hrv::files::recognise(bytes) {
        Some(Format::Text | Format::HrvLogger | Format::PolarHrm) => {
            bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).nth(2 * INTERVALS_MAX).is_some()
        }
        Some(Format::Fit) => bytes.len() > FIT_MAX,
        // Each beat ends with this byte, and so does each moment of one; among samples it stands by chance.
        Some(Format::EdfPlus) => {
            let most = 3 * INTERVALS_MAX + bytes.len() / 64;
            bytes.iter().filter(|byte| **byte == 0x14).nth(most).is_some()
        }
        // Each point has an object in an object, and as a rule five or six.
        Some(Format::OpenMHealth) => {
            bytes.iter().filter(|byte| **byte == b'{').nth(3 * INTERVALS_MAX).is_some()
        }
        None => false,
    }
}

/// A packet per interval; where the file has a break, another epoch.
fn epochs(recording: &Recording, began_ms: i64) -> Vec<(u32, Vec<SensorPacket>)> {
    let mut epochs: Vec<(u32, Vec<SensorPacket>)> = Vec::new();
    let mut clock_ms = 0.0;
    for interval in &recording.intervals {
        clock_ms += interval.missing_ms + interval.ms;
        if !interval.successive || epochs.is_empty() {
            epochs.push((u32::try_from(epochs.len()).unwrap_or(u32::MAX), Vec::new()));
        }
        let Some((_, packets)) = epochs.last_mut() else { continue };
        packets.push(SensorPacket {
            n: u32::try_from(packets.len()).unwrap_or(u32::MAX),
            at_ms: began_ms.saturating_add(clock_ms as i64),
            rr: vec![interval.ms],
            light_error_ms: Vec::new(),
            heart_rate_bpm: None,
            contact: None,
        });
    }
    epochs
}

/// The heartbeats of a session as a file: every interval as it came, artefacts too.
#[utoipa::path(get, path = "/api/v1/sessions/{id}/rr", tag = "sessions", params(("id" = SessionId, Path), Export),
    security(("login" = [])),
    responses((status = 200, description = "The file.", content_type = "application/octet-stream", body = Vec<u8>),
        (status = 404, description = "No such session, or no heartbeat in it.", body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn export(
    State(app): State<App>,
    granted: Granted<ReadSessions>,
    Path(id): Path<SessionId>,
    Query(Export { format }): Query<Export>,
) -> Result<impl IntoResponse, Failure> {
    let (row, read) = super::sessions::open(&app, &granted, id, "export", "heart").await?;
    let beats = app.store.beats(&read, id).await?;
    let written = tokio::task::spawn_blocking(move || {
        let recording = recording(&beats, format.of_hrv(), row.opened_us);
        (!recording.intervals.is_empty()).then(|| hrv::files::write(format.of_hrv(), &recording))
    });
    let bytes = written.await.map_err(|_| Failure::Internal("heart file"))?;
    let bytes = bytes.ok_or(Failure::Unknown("heartbeat"))?;
    let name = format!("attachment; filename=\"luwte-{}.{}\"", id.0.as_simple(), format.ending());
    let name = HeaderValue::from_str(&name).map_err(|_| Failure::Internal("name of a file"))?;
    let kind = HeaderValue::from_static(format.media_type());
    Ok((AppendHeaders([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)]), bytes))
}

/// Every interval of a session, with its silences.
pub(super) fn recording(rows: &[StoredBeats], format: Format, opened_us: i64) -> Recording {
    let beats = classified(rows);
    let first = beats
        .first()
        .map_or(0, |first| first.beat.at_us.saturating_sub((first.beat.rr_ms() * 1_000.0) as i64));
    let intervals = beats.iter().map(|classified| hrv::Interval {
        ms: classified.beat.rr_ms(),
        missing_ms: f64::from(classified.beat.missing_ticks) * hrv::MILLIS_PER_TICK,
        successive: classified.beat.successive,
    });
    Recording { format, start_us: Some(opened_us.saturating_add(first)), intervals: intervals.collect() }
}

/// Every beat of a session with its class, whatever strap or receiver it came by.
pub(super) fn classified(rows: &[StoredBeats]) -> Vec<ClassifiedBeat> {
    let mut streams: Vec<(StrapId, u32)> = Vec::new();
    let mut packets = Vec::new();
    for row in rows {
        let stream = (row.strap, row.receiver_epoch);
        let place = streams.iter().position(|known| *known == stream).unwrap_or_else(|| {
            streams.push(stream);
            streams.len() - 1
        });
        let receiver_epoch = u32::try_from(place).unwrap_or(u32::MAX);
        for (n, packet) in (row.first_n..).zip(&row.packets) {
            // What cannot be read leaves its number out, and that is a gap.
            let Ok(read) = hrv::Packet::parse(&packet.bytes) else { continue };
            let arrival_us = i64::try_from(packet.arrived.0).unwrap_or(i64::MAX);
            packets.push(RawPacket { key: PacketKey { receiver_epoch, n }, arrival_us, packet: read });
        }
    }
    hrv::record(&packets, EngineConfig::default()).beats
}

/// An id that follows from what it names.
fn id_of(content: &[&[u8]]) -> uuid::Uuid {
    let mut digest = Sha256::new();
    content.iter().for_each(|part| digest.update(part));
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(digest.finalize()).for_each(|(to, from)| *to = from);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_with_more_in_it_than_is_taken_is_refused_before_it_is_read() {
        let many = INTERVALS_MAX * 4;
        let edf = [b"0       ".as_slice(), &b"N\x14".repeat(many)].concat();
        let points = [b"[".as_slice(), &b"{\"body\":{".repeat(many)].concat();
        for file in [edf, points] {
            assert!(hrv::files::recognise(&file).is_some(), "it is known what it is");
            assert!(too_long(&file));
        }
        let samples: Vec<u8> = (0..=255).collect::<Vec<u8>>().repeat(250_000);
        let edf = [b"0       ".as_slice(), &samples].concat();
        assert!(!too_long(&edf), "a long recording with samples is no long list of beats");
    }
}
