//! What a tablet kept of a strap while no server was there: which session it belongs to, and its beats, each once.

use super::{Failure, recordings::to_feed, windows::windows};
use crate::{
    app::App,
    auth::{FeedStraps, Granted, institution_key, sender::Who},
    clock,
    live::NotFed,
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
};
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use link::{
    Message,
    api::Problem,
    kept::{AskKept, HEADSETS_MAX, HeadsetSessions, Kept, KeptTaken},
};
use session::{SessionId, Subject};

/// A tablet asks where the beats belong that it keeps, and for the key under which it keeps them.
///
/// A headset that was offline itself brings its sessions later: ask again until there is one that fits.
#[utoipa::path(post, path = "/api/v1/straps/kept", tag = "wearables", request_body = AskKept,
    responses((status = 200, body = Kept), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn ask(
    State(app): State<App>,
    granted: Granted<FeedStraps>,
    Json(ask): Json<AskKept>,
) -> Result<Json<Kept>, Failure> {
    if ask.headsets.len() > HEADSETS_MAX {
        return Err(Failure::BadInput("headsets"));
    }
    let organisation = granted.user.organisation;
    let key = institution_key(&app, organisation).await?.for_tablets();
    let key = BASE64.encode(key.ok_or(Failure::Internal("tablet key"))?);
    let who = Who::Colleague(granted.user);
    let mut headsets = Vec::with_capacity(ask.headsets.len());
    for headset in ask.headsets {
        let mut sessions = Vec::new();
        for window in windows(&app, organisation, headset, i64::MIN, ask.since).await? {
            // Of clients whom they do not treat they hear nothing.
            let row = app.store.session(window.session).await?;
            if let Some(row) = row
                && who.may_feed(&app, &row).await?
            {
                let client = if let Subject::Client(client) = row.subject { Some(client) } else { None };
                let line = who.audit_row("list", window.session.0, client);
                app.store.audit(&line, clock::wall_us()).await?;
                sessions.push(window);
            }
        }
        headsets.push(HeadsetSessions { headset, sessions });
    }
    Ok(Json(Kept { now: clock::wall_us(), key, headsets }))
}

/// Takes beats that a tablet kept, in a session that goes on or is over. Sent twice they change nothing.
///
/// The body is a `Beats` message as the live link has it. The answer comes when it is durable. Where it tells a smaller number
/// than the first that was sent, packets before these are missing: send from there on.
#[utoipa::path(post, path = "/api/v1/sessions/{id}/kept-beats", tag = "wearables", params(("id" = SessionId, Path)),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = KeptTaken), (status = 404, body = Problem),
        (status = 409, body = Problem, description = "Another receiver brings this session's heart now."),
        (status = 422, body = Problem),
        (status = 429, body = Problem, description = "Not now; `Retry-After` says how many seconds to wait."), (status = 503, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn deliver(
    State(app): State<App>,
    granted: Granted<FeedStraps>,
    Path(id): Path<SessionId>,
    body: Bytes,
) -> Result<Json<KeptTaken>, Failure> {
    let Ok(Message::Beats(batch)) = link::decode(&body) else { return Err(Failure::BadInput("beats")) };
    if batch.session != id {
        return Err(Failure::BadInput("beats"));
    }
    let room = to_feed(&app, &Who::Colleague(granted.user), id).await?;
    let seat = app.hub.seat();
    let taken = room.take_kept(seat, &batch).await;
    room.receiver_leaves(seat);
    let watermark = taken.map_err(|error| match error {
        NotFed::Because(link::Problem::StrapTaken) => Failure::StrapTaken,
        NotFed::Because(link::Problem::StoreUnavailable) => Failure::Wait(5),
        NotFed::Because(link::Problem::Forbidden) => Failure::Forbidden,
        NotFed::Because(_) | NotFed::Wrong(..) => Failure::BadInput("beats"),
        NotFed::Store(error) => Failure::from(error),
    })?;
    Ok(Json(KeptTaken { watermark }))
}
