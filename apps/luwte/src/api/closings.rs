//! Care that ends: a client is closed with a reason, and opened again by who treated them then.

use super::{Failure, relations::plain_text};
use crate::{
    app::App,
    auth::{ChangeRelations, Granted, ReadClients, audit_row},
    clock, live,
    store::Closed,
};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use link::{
    api::Problem,
    people::{Carer, ClosedClient, Closing},
};
use session::ClientId;

/// Closes the care of a client: no session begins any more, the last who treats them can end that too, and the time for which
/// the record is kept begins.
#[utoipa::path(post, path = "/api/v1/clients/{id}/close", tag = "clients", params(("id" = ClientId, Path)),
    request_body = Closing,
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn close(
    State(app): State<App>,
    granted: Granted<ChangeRelations>,
    Path(id): Path<ClientId>,
    Json(new): Json<Closing>,
) -> Result<StatusCode, Failure> {
    let reason = plain_text(&new.reason, 1).ok_or(Failure::BadInput("reason"))?;
    let written = granted.audit_client(&app, "close", "client", Some(id.0), id).await?;
    match app.store.close_client(&written, id, granted.user.id, reason, clock::wall_us()).await? {
        Closed::Now => Ok(StatusCode::NO_CONTENT),
        Closed::Before => Err(Failure::Meanwhile),
        Closed::LettersOpen => Err(Failure::LettersOpen),
    }
}

/// Opens the care of a client again. Who treated them when it was closed can, also when they no longer do; they treat them from
/// now on.
#[utoipa::path(post, path = "/api/v1/clients/{id}/reopen", tag = "clients", params(("id" = ClientId, Path)),
    request_body = Closing,
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn reopen(
    State(app): State<App>,
    granted: Granted<ChangeRelations>,
    Path(id): Path<ClientId>,
    Json(new): Json<Closing>,
) -> Result<StatusCode, Failure> {
    let user = &granted.user;
    let reason = plain_text(&new.reason, 1).ok_or(Failure::BadInput("reason"))?;
    let now_us = clock::wall_us();
    let written = if app.store.treated_at_closing(user.organisation, user.id, id).await? {
        if !app.store.can_treat(user.organisation, Carer::User(user.id), now_us).await? {
            return Err(Failure::Leaving);
        }
        // The relation may have ended with the care: the line stands without the condition.
        app.store.audit(&audit_row(user, "reopen", "client", Some(id.0), Some(id)), now_us).await?
    } else {
        granted.audit_client(&app, "reopen", "client", Some(id.0), id).await?
    };
    let opened = app.store.reopen_client(&written, id, user.id, reason, now_us).await?;
    live::recheck(&app).await;
    if opened { Ok(StatusCode::NO_CONTENT) } else { Err(Failure::Meanwhile) }
}

/// The clients whose care is closed and whom you treated then, the last closed first.
#[utoipa::path(get, path = "/api/v1/closed-clients", tag = "clients",
    responses((status = 200, body = Vec<ClosedClient>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn closed(
    State(app): State<App>,
    granted: Granted<ReadClients>,
) -> Result<Json<Vec<ClosedClient>>, Failure> {
    let read = granted.audit(&app, "list", "closed-clients", None).await?;
    let clients = app.store.closed_clients(&read, granted.user.organisation, granted.user.id).await?;
    granted.audit_shown(&app, "client", clients.iter().map(|client| client.id)).await?;
    Ok(Json(clients))
}
