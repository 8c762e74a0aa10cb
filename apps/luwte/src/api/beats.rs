//! Beats of other wearables: a batch at once or a stream of lines, each packet once however often it comes.

use super::{Failure, recordings::to_feed};
use crate::{
    app::App,
    auth::{FeedStraps, sender::Deliverer},
    clock,
    live::{Feeder, NotFed, Room},
};
use axum::{
    Json,
    body::{Body, Bytes},
    extract::{Path, Query, State},
    http::{HeaderMap, header},
};
use http_body_util::BodyExt;
use link::{
    api::Problem,
    ingest::{
        Fault, PlacedProblem, Received, RrUnit, SENSOR_BATCH_MAX_BYTES, SENSOR_LINE_MAX_BYTES, SensorBatch,
        SensorPacket, Wrong, check_device,
    },
};
use session::SessionId;
use std::{sync::Arc, time::Duration};
use tokio::time::{Instant, timeout, timeout_at};

/// How a stream says what a batch says in its body.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
pub(super) struct Line {
    /// For a stream: which device; as in a batch.
    device: Option<String>,
    /// For a stream: the epoch; as in a batch.
    epoch: Option<u32>,
    /// For a stream: the unit of every `rr`; as in a batch.
    unit: Option<RrUnit>,
}

/// Which packets of which device.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
pub(super) struct Which {
    /// The device, in your words.
    device: String,
    /// The epoch; 0 without it.
    #[serde(default)]
    epoch: u32,
}

/// Lines of a stream are written together, but none waits longer than this.
const TOGETHER: Duration = Duration::from_millis(250);
/// So many lines of a stream are written together at most.
const LINES_MAX: usize = 512;
/// A stream that says nothing for so long is over; an empty line is a sign of life.
const SILENCE: Duration = Duration::from_secs(90);
/// While a stream goes on, its token is looked at again this often.
const LOOK_AGAIN: Duration = Duration::from_secs(5);

/// Delivers beats into a session or a recording, as a batch (JSON) or a stream (NDJSON, one packet a line).
///
/// The key of a packet is (session, device, epoch, n): sending it again changes nothing. The answer comes when all is
/// durable, and says up to where everything is there and what is missing. A batch with a fault is refused whole; of a
/// stream the lines before the fault are kept. At most one device feeds a session at a time.
#[utoipa::path(post, path = "/api/v1/sessions/{id}/beats", tag = "wearables",
    params(("id" = SessionId, Path), Line),
    security(("token" = []), ("login" = [])),
    request_body(content((SensorBatch = "application/json"), (SensorPacket = "application/x-ndjson"))),
    responses((status = 200, body = Received),
        (status = 404, description = "No such session, or not one that you may feed.", body = Problem),
        (status = 409, description = "Another device feeds this session now.", body = Problem),
        (status = 413, description = "More than 1 MiB or 4096 packets in a batch.", body = Problem),
        (status = 422, description = "Something in it is wrong; `place` says where.", body = PlacedProblem),
        (status = 429, description = "Too much at once; `Retry-After` says how many seconds to wait.", body = Problem),
        (status = 503, description = "The record cannot be written now; keep everything and try again.", body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn deliver(
    State(app): State<App>,
    deliverer: Deliverer<FeedStraps>,
    Path(id): Path<SessionId>,
    Query(line): Query<Line>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Received>, Failure> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if kind.eq_ignore_ascii_case("application/x-ndjson") {
        let feeder = stream_feeder(&deliverer, line)?;
        let room = to_feed(&app, &deliverer.who, id).await?;
        takes(&room, &feeder)?;
        return Stream { app: &app, deliverer: &deliverer, room: &room, feeder }.take(body).await.map(Json);
    }
    let bytes = axum::body::to_bytes(body, SENSOR_BATCH_MAX_BYTES).await.map_err(|_| Failure::TooLarge)?;
    let batch = SensorBatch::read(&bytes)?;
    allow(&app, &deliverer, batch.packets.len())?;
    let SensorBatch { device, epoch, unit, packets } = batch;
    let feeder = Feeder { id: deliverer.who.id(), device, epoch, unit };
    let room = to_feed(&app, &deliverer.who, id).await?;
    takes(&room, &feeder)?;
    let place = |index: usize| format!("packets[{index}].");
    room.feed(&feeder, &packets).await.map(Json).map_err(|error| not_fed(error, place))
}

/// What is there of a device's epoch: where to go on after a break.
#[utoipa::path(get, path = "/api/v1/sessions/{id}/beats", tag = "wearables",
    params(("id" = SessionId, Path), Which),
    security(("token" = []), ("login" = [])),
    responses((status = 200, body = Received), (status = 404, body = Problem), (status = 422, body = PlacedProblem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn received(
    State(app): State<App>,
    deliverer: Deliverer<FeedStraps>,
    Path(id): Path<SessionId>,
    Query(which): Query<Which>,
) -> Result<Json<Received>, Failure> {
    check_device(&which.device)?;
    allow(&app, &deliverer, 0)?;
    let room = to_feed(&app, &deliverer.who, id).await?;
    let Which { device, epoch } = which;
    let feeder = Feeder { id: deliverer.who.id(), device, epoch, unit: RrUnit::Millis };
    Ok(Json(room.received(&feeder).await?))
}

fn stream_feeder(deliverer: &Deliverer<FeedStraps>, line: Line) -> Result<Feeder, Failure> {
    let missing = |name: &str| Fault::Shape(format!("`?{name}=` is missing")).at(name);
    let device = line.device.ok_or_else(|| missing("device"))?;
    check_device(&device)?;
    let unit = line.unit.ok_or_else(|| missing("unit"))?;
    Ok(Feeder { id: deliverer.who.id(), device, epoch: line.epoch.unwrap_or(0), unit })
}

/// One feeder's streams in one session are bounded: each is remembered for as long as the session is.
fn takes(room: &Room, feeder: &Feeder) -> Result<(), Failure> {
    if room.takes_stream(feeder) { Ok(()) } else { Err(Failure::BadInput("epochs")) }
}

pub(super) fn allow<R>(app: &App, deliverer: &Deliverer<R>, packets: usize) -> Result<(), Failure> {
    app.allowances.take(deliverer.who.id(), packets, clock::monotonic_us()).map_err(Failure::Wait)
}

fn not_fed(error: NotFed, place: impl FnOnce(usize) -> String) -> Failure {
    match error {
        NotFed::Wrong(index, fault) => {
            let field = if fault == Fault::Number { "n" } else { "at_ms" };
            Failure::from(fault.at(place(index) + field))
        }
        NotFed::Because(link::Problem::StrapTaken) => Failure::StrapTaken,
        NotFed::Because(_) => Failure::Unknown("session"),
        NotFed::Store(error) => Failure::from(error),
    }
}

/// A stream that is being taken.
struct Stream<'a> {
    app: &'a App,
    deliverer: &'a Deliverer<FeedStraps>,
    room: &'a Arc<Room>,
    feeder: Feeder,
}

/// Lines that wait to be written together.
#[derive(Default)]
struct Waiting {
    packets: Vec<SensorPacket>,
    /// The number of the line of each.
    lines: Vec<u64>,
}

impl Stream<'_> {
    /// Takes lines until the stream ends; answers what is there then.
    async fn take(self, body: Body) -> Result<Received, Failure> {
        allow(self.app, self.deliverer, 0)?;
        let mut lines = Lines { body, rest: Vec::new(), from: 0, number: 0, ended: false };
        let mut waiting = Waiting::default();
        let (mut fresh, mut looked) = (0_u32, Instant::now());
        let mut due = None;
        loop {
            let next = match due {
                None => {
                    timeout(SILENCE, lines.next()).await.map_err(|_| Failure::BadInput("silent stream"))?
                }
                Some(due) => match timeout_at(due, lines.next()).await {
                    Ok(next) => next,
                    Err(_) => Ok(Next::Due),
                },
            };
            let wrong = match next {
                Ok(Next::Line(number, line)) => match self.read(&line, number) {
                    Ok(Some(packet)) => {
                        waiting.packets.push(packet);
                        waiting.lines.push(number);
                        due.get_or_insert_with(|| Instant::now() + TOGETHER);
                        None
                    }
                    Ok(None) => None,
                    Err(wrong) => Some(wrong),
                },
                Ok(Next::Due) => None,
                Ok(Next::End) => {
                    fresh = fresh.saturating_add(self.write(&mut waiting).await?);
                    let received = self.room.received(&self.feeder).await?;
                    return Ok(Received { fresh, ..received });
                }
                Err(failure) => {
                    self.write(&mut waiting).await?;
                    return Err(failure);
                }
            };
            let is_due = due.is_some_and(|due| Instant::now() >= due);
            if is_due || wrong.is_some() || waiting.packets.len() >= LINES_MAX {
                fresh = fresh.saturating_add(self.write(&mut waiting).await?);
                due = None;
            }
            if let Some(wrong) = wrong {
                return Err(wrong.into());
            }
            if looked.elapsed() >= LOOK_AGAIN {
                looked = Instant::now();
                self.deliverer.still(self.app).await?;
                if !self.deliverer.who.may_feed(self.app, &self.room.row()).await? {
                    return Err(Failure::Unknown("session"));
                }
            }
        }
    }

    fn read(&self, line: &[u8], number: u64) -> Result<Option<SensorPacket>, Wrong> {
        if line.trim_ascii().is_empty() {
            return Ok(None);
        }
        SensorPacket::read_line(line, number, self.feeder.unit).map(Some)
    }

    async fn write(&self, waiting: &mut Waiting) -> Result<u32, Failure> {
        if waiting.packets.is_empty() {
            return Ok(0);
        }
        let Waiting { packets, lines } = core::mem::take(waiting);
        let now_us = clock::monotonic_us();
        self.app.allowances.go_on(self.deliverer.who.id(), packets.len(), now_us).map_err(Failure::Wait)?;
        let place = |index: usize| format!("line {}: ", lines.get(index).copied().unwrap_or(0));
        let received = self.room.feed(&self.feeder, &packets).await;
        received.map(|received| received.fresh).map_err(|error| not_fed(error, place))
    }
}

/// The lines of a body, as they come.
struct Lines {
    body: Body,
    /// What came and was not told; from `from` on.
    rest: Vec<u8>,
    from: usize,
    number: u64,
    ended: bool,
}

enum Next {
    Line(u64, Vec<u8>),
    Due,
    End,
}

impl Lines {
    /// The next line. Being let go while waiting loses nothing.
    async fn next(&mut self) -> Result<Next, Failure> {
        loop {
            let rest = self.rest.get(self.from..).unwrap_or_default();
            let end = rest.iter().position(|byte| *byte == b'\n').map(|end| end + 1);
            if end.is_none() && rest.len() > SENSOR_LINE_MAX_BYTES {
                return Err(Fault::Line.at(format!("line {}", self.number + 1)).into());
            }
            let end = end.or_else(|| (self.ended && !rest.is_empty()).then_some(rest.len()));
            if let Some(end) = end {
                let line = rest.get(..end).unwrap_or_default().to_vec();
                self.from += end;
                self.number += 1;
                return Ok(Next::Line(self.number, line));
            }
            if self.ended {
                return Ok(Next::End);
            }
            match self.body.frame().await {
                None => self.ended = true,
                Some(Ok(frame)) => {
                    self.rest.drain(..core::mem::take(&mut self.from));
                    self.rest.extend(frame.into_data().unwrap_or_else(|_| Bytes::new()));
                }
                Some(Err(_)) => return Err(Failure::BadInput("broken stream")),
            }
        }
    }
}
