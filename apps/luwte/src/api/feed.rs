//! For research: which heart drives what the client sees, settled over HTTP before the world is entered.

use super::{Failure, sessions};
use crate::{
    app::App,
    auth::{DriveSessions, Granted},
    clock,
};
use axum::{
    Json,
    extract::{Path, State},
};
use link::api::{NewFeed, Problem};
use session::{Feed, SessionId};

/// For research: another heart than the client's own drives calm, garden and search of a live session.
///
/// Only by a colleague who watches along, and only before the world is entered: afterwards it is `409`. What is measured of the
/// client stays theirs; the session's events say which heart drove it. A recorded heart must be of somebody whom you treat, or of nobody.
#[utoipa::path(put, path = "/api/v1/sessions/{id}/feed", tag = "sessions", params(("id" = SessionId, Path)),
    request_body = NewFeed,
    responses((status = 204, description = "The headset was asked; its event confirms it."), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn set(
    State(app): State<App>,
    granted: Granted<DriveSessions>,
    Path(id): Path<SessionId>,
    Json(new): Json<NewFeed>,
) -> Result<axum::http::StatusCode, Failure> {
    if let Feed::Recorded(recorded) = new.feed {
        sessions::open(&app, &granted, recorded, "drive-from", "heart").await?;
    }
    let _line = sessions::open(&app, &granted, id, "set", "feed").await?;
    let room = app.hub.room(id).ok_or(Failure::Unknown("live session"))?;
    match room.set_feed(&granted.user, new.feed, clock::monotonic_us()) {
        Ok(()) => Ok(axum::http::StatusCode::NO_CONTENT),
        Err(session::Refusal::NotWatching) => Err(Failure::Forbidden),
        Err(_) => Err(Failure::Conflict),
    }
}
