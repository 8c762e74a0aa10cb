//! Recordings of a sensor alone, without a headset: begun and ended by whoever delivers, and found where sessions are.

use super::{Failure, beats::allow, clients::plain_name, senders::NAME_MAX_CHARS};
use crate::{
    app::App,
    auth::{
        CreateRecordings, FeedStraps, ListLiveSessions, may_see,
        sender::{Deliverer, Who},
        table::When,
    },
    clock,
    live::Room,
    store::SessionRow,
};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use link::{
    api::Problem,
    ingest::{Fault, Feedable, NewRecording, PlacedProblem},
};
use session::{ClientId, Consent, DeviceId, EventKind, Language, SessionId, Stream, Subject, WorldTime};
use std::sync::Arc;
use uuid::Uuid;

/// What a recording names as its build: no world was drawn.
const BUILD: &str = "recording";
/// What colleagues' recordings are called that name nothing.
const SOURCE: &str = "Sensor";
/// A headset's session that is older than this and that nobody is in is fed by no sender, microseconds.
const SESSION_MAX_US: i64 = 86_400_000_000;
/// How far ahead of ours a clock may be, milliseconds.
pub(super) const AHEAD_MAX_MS: i64 = 300_000;

/// Begins a recording of a sensor alone, without a headset. Asking twice with one id begins one.
#[utoipa::path(post, path = "/api/v1/recordings", tag = "wearables", request_body = NewRecording,
    security(("token" = []), ("login" = [])),
    responses((status = 201, description = "It has begun, or had begun before.", body = Feedable),
        (status = 404, description = "No such client.", body = Problem),
        (status = 409, description = "The id is that of something else.", body = Problem),
        (status = 422, body = PlacedProblem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn begin(
    State(app): State<App>,
    deliverer: Deliverer<CreateRecordings>,
    Json(new): Json<NewRecording>,
) -> Result<(StatusCode, Json<Feedable>), Failure> {
    allow(&app, &deliverer, 0)?;
    let room = begun(&app, &deliverer.who, new).await?;
    Ok((StatusCode::CREATED, Json(feedable(&room.row()))))
}

/// Begins a recording, or finds the one that began.
pub(super) async fn begun(app: &App, who: &Who, new: NewRecording) -> Result<Arc<Room>, Failure> {
    let now_ms = clock::wall_us() / 1_000;
    let began_ms = new.began_ms.unwrap_or(now_ms);
    if began_ms > now_ms.saturating_add(AHEAD_MAX_MS) {
        return Err(Failure::from(Fault::Future.at("began_ms")));
    }
    let opened_us = began_ms.checked_mul(1_000).filter(|us| *us >= 0).ok_or(Failure::BadInput("began_ms"))?;
    let id = new.id.unwrap_or_else(|| SessionId(Uuid::now_v7()));
    let client = match who {
        Who::Sender(sender) => match (sender.client, new.client) {
            (Some(own), Some(named)) if own != named => return Err(Failure::Forbidden),
            // Naming anybody would be a way around who treats whom.
            (None, Some(_)) => return Err(Failure::Forbidden),
            (own, _) => own,
        },
        Who::Colleague(_) => new.client,
    };
    let source = match &new.source {
        None => SOURCE.to_owned(),
        Some(name) => plain_name(name, NAME_MAX_CHARS).ok_or(Failure::BadInput("source"))?,
    };
    let row = match app.store.session(id).await? {
        Some(row) if row.recording && who.may_feed(app, &row).await? => {
            again(app, row, new.began_ms.map(|_| opened_us)).await?
        }
        Some(_) => return Err(Failure::Taken),
        None => open(app, who, id, client, &source, opened_us).await?,
    };
    let client = client_of(&row);
    let room = app.hub.reopen(row, &who.audit_row("recording-begin", id.0, client)).await?;
    room.open_recording(EventKind::Opened {
        build: BUILD.to_owned(),
        seed: 0,
        language: Language::Nl,
        consent: Consent { heart: Stream::OPEN, pose: Stream::CLOSED, answers: Stream::CLOSED },
        rest: WorldTime::START,
    })
    .await?;
    Ok(room)
}

/// A recording that began before. One that never got a packet, as when its program ended at once, begins when the next says.
async fn again(app: &App, row: SessionRow, opened_us: Option<i64>) -> Result<SessionRow, Failure> {
    let Some(opened_us) = opened_us.filter(|us| *us != row.opened_us) else { return Ok(row) };
    let room = app.hub.room(row.id);
    if room.as_ref().is_some_and(|room| room.knows_latest())
        || !app.store.recording_begins(row.id, opened_us).await?
    {
        return Ok(row);
    }
    if let Some(room) = room {
        room.begins(opened_us);
        room.runs_with_the_wall_clock(clock::wall_us(), clock::monotonic_us());
    }
    Ok(SessionRow { opened_us, ..row })
}

async fn open(
    app: &App,
    who: &Who,
    id: SessionId,
    client: Option<ClientId>,
    source: &str,
    opened_us: i64,
) -> Result<SessionRow, Failure> {
    let organisation = who.organisation();
    if let (Who::Colleague(user), Some(client)) = (who, client) {
        may_see(app, user, When::Treating, client).await?;
    }
    let row = who.audit_row("recording-open", id.0, client);
    let written = app.store.audit(&row, clock::wall_us()).await?;
    if let (Who::Sender(_), Some(client)) = (who, client) {
        let known = app.store.client(&written, organisation, client).await?;
        known.ok_or(Failure::Unknown("client"))?;
    }
    let (holder, name): (DeviceId, _) = match who {
        Who::Sender(sender) => (sender.id, sender.name.clone()),
        Who::Colleague(_) => {
            (app.store.source(&written, organisation, source, clock::wall_us()).await?, source.to_owned())
        }
    };
    let row = SessionRow {
        id,
        organisation,
        headset: holder,
        headset_name: name,
        subject: client.map_or(Subject::Anonymous, Subject::Client),
        opened_us,
        recording: true,
    };
    app.store.open_session(&written, &row, BUILD).await?;
    // Of two that came at once one has opened it.
    let row = app.store.session(id).await?.filter(|row| row.recording).ok_or(Failure::Taken)?;
    if who.may_feed(app, &row).await? { Ok(row) } else { Err(Failure::Taken) }
}

/// Says that a recording is over. Packets that still come are taken all the same.
#[utoipa::path(post, path = "/api/v1/recordings/{id}/end", tag = "wearables", params(("id" = SessionId, Path)),
    security(("token" = []), ("login" = [])),
    responses((status = 204, description = "Its end is durable."), (status = 404, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn end(
    State(app): State<App>,
    deliverer: Deliverer<FeedStraps>,
    Path(id): Path<SessionId>,
) -> Result<StatusCode, Failure> {
    let room = to_feed(&app, &deliverer.who, id).await?;
    if !room.row().recording {
        return Err(Failure::Unknown("recording"));
    }
    let row = deliverer.who.audit_row("recording-end", id.0, client_of(&room.row()));
    let read = app.store.audit(&row, clock::wall_us()).await?;
    if !room.knows_latest() {
        let beats = app.store.beats(&read, id).await?;
        let arrivals = beats.iter().flat_map(|row| &row.packets).map(|packet| packet.arrived);
        room.learn_latest(arrivals.max().unwrap_or_default());
    }
    room.end_recording().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sessions that headsets hold now and that you may feed: their ids, and the headsets' names.
#[utoipa::path(get, path = "/api/v1/live/sessions", tag = "wearables",
    security(("token" = []), ("login" = [])),
    responses((status = 200, body = Vec<Feedable>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn live(
    State(app): State<App>,
    deliverer: Deliverer<ListLiveSessions>,
) -> Result<Json<Vec<Feedable>>, Failure> {
    let mut rows = Vec::new();
    for row in app.hub.live().into_iter().map(|room| room.row()) {
        if deliverer.who.may_feed(&app, &row).await? {
            rows.push(row);
        }
    }
    rows.sort_by_key(|row| (core::cmp::Reverse(row.opened_us), row.id));
    Ok(Json(rows.iter().map(feedable).collect()))
}

/// The room of a session that they may feed, with their line in the access log.
pub(super) async fn to_feed(app: &App, who: &Who, id: SessionId) -> Result<Arc<Room>, Failure> {
    let open = app.hub.room(id);
    let row = match &open {
        Some(room) => Some(room.row()),
        None => app.store.session(id).await?,
    };
    let row = row.ok_or(Failure::Unknown("session"))?;
    if !who.may_feed(app, &row).await? {
        return Err(Failure::Unknown("session"));
    }
    let old = clock::wall_us().saturating_sub(row.opened_us) > SESSION_MAX_US;
    if old && open.is_none() && !row.recording && matches!(who, Who::Sender(_)) {
        return Err(Failure::Unknown("session"));
    }
    if let Some(room) = open.filter(|room| room.knows_feeder(who.id())) {
        return Ok(room);
    }
    let client = client_of(&row);
    let room = app.hub.reopen(row, &who.audit_row("strap-start", id.0, client)).await?;
    room.feeder_logged(who.id());
    if let Who::Sender(sender) = who {
        app.store.headset_seen(sender.id, clock::wall_us()).await?;
    }
    Ok(room)
}

fn client_of(row: &SessionRow) -> Option<ClientId> {
    if let Subject::Client(client) = row.subject { Some(client) } else { None }
}

fn feedable(row: &SessionRow) -> Feedable {
    Feedable { session: row.id, began_ms: row.opened_us / 1_000, held_by: row.headset_name.clone() }
}
