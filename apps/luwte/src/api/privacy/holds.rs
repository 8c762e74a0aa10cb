//! What forbids that a client's data is erased, with who said so and why.

use super::super::sessions::plain_text;
use crate::{
    api::Failure,
    app::App,
    auth::{ChangeErasures, CreateErasures, Granted, ReadErasures},
    clock,
};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use link::{
    api::Problem,
    privacy::{Hold, NewHold},
};
use session::ClientId;
use uuid::Uuid;

const REASON_MIN_CHARS: usize = 10;
const REASON_MAX_CHARS: usize = 1_000;

/// What forbids erasing a client's data now.
#[utoipa::path(get, path = "/api/v1/clients/{id}/holds", tag = "privacy", params(("id" = ClientId, Path)),
    responses((status = 200, body = Vec<Hold>), (status = 404, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem)))]
pub(in crate::api) async fn list(
    State(app): State<App>,
    granted: Granted<ReadErasures>,
    Path(id): Path<ClientId>,
) -> Result<Json<Vec<Hold>>, Failure> {
    let read = granted.audit_client(&app, "read", "holds", Some(id.0), id).await?;
    Ok(Json(app.store.holds(&read, id, clock::wall_us()).await?))
}

/// Forbids erasing a client's data, until a moment or until it is lifted.
#[utoipa::path(post, path = "/api/v1/clients/{id}/holds", tag = "privacy", params(("id" = ClientId, Path)),
    request_body = NewHold,
    responses((status = 201, body = Vec<Hold>), (status = 404, body = Problem), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(in crate::api) async fn set(
    State(app): State<App>,
    granted: Granted<CreateErasures>,
    Path(id): Path<ClientId>,
    Json(new): Json<NewHold>,
) -> Result<(StatusCode, Json<Vec<Hold>>), Failure> {
    let now_us = clock::wall_us();
    let reason = plain_text(&new.reason, REASON_MAX_CHARS)
        .filter(|reason| reason.chars().count() >= REASON_MIN_CHARS)
        .ok_or(Failure::BadInput("reason"))?;
    if new.until.is_some_and(|until| until <= now_us) {
        return Err(Failure::BadInput("end of a hold"));
    }
    let written = granted.audit_client(&app, "create", "hold", Some(id.0), id).await?;
    app.store.set_hold(&written, id, granted.user.id, (&reason, new.until), now_us).await?;
    Ok((StatusCode::CREATED, Json(app.store.holds(&written, id, now_us).await?)))
}

/// Lifts a hold.
#[utoipa::path(delete, path = "/api/v1/clients/{id}/holds/{hold}", tag = "privacy",
    params(("id" = ClientId, Path), ("hold" = Uuid, Path)),
    responses((status = 204), (status = 404, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(in crate::api) async fn lift(
    State(app): State<App>,
    granted: Granted<ChangeErasures>,
    Path((id, hold)): Path<(ClientId, Uuid)>,
) -> Result<StatusCode, Failure> {
    let written = granted.audit_client(&app, "delete", "hold", Some(hold), id).await?;
    if app.store.lift_hold(&written, id, hold, granted.user.id, clock::wall_us()).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Failure::Unknown("hold"))
    }
}
