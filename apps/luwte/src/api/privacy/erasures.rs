//! Erasing: a client asks, the privacy officer or who treats them decides, and what is granted is done at once.

use super::super::sessions::plain_text;
use crate::{
    api::Failure,
    app::App,
    auth::{CreateErasures, DecideErasures, Granted, ReadErasures, client::GrantedClient, table::When},
    clock, ledger,
    store::{Asked, EraseError},
};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use link::{
    api::Problem,
    privacy::{ErasureDecision, ErasureRequest, OwnErasureRequest},
};
use uuid::Uuid;

/// The longest note to a client, in characters.
const NOTE_MAX_CHARS: usize = 1_000;

/// For a client: their newest request, if they ever asked.
#[utoipa::path(get, path = "/api/v1/me/erasure-request", tag = "privacy",
    responses((status = 200, body = Option<OwnErasureRequest>), (status = 401, body = Problem),
        (status = 403, body = Problem)))]
pub(in crate::api) async fn own(
    State(app): State<App>,
    granted: GrantedClient<ReadErasures>,
) -> Result<Json<Option<OwnErasureRequest>>, Failure> {
    let read = granted.audit(&app, "read", "erasure-request").await?;
    Ok(Json(app.store.own_erasure_request(&read, granted.client.id).await?))
}

/// For a client: asks that everything of theirs be erased. A request that waits already stays.
#[utoipa::path(post, path = "/api/v1/me/erasure-request", tag = "privacy",
    responses((status = 201, body = OwnErasureRequest), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(in crate::api) async fn ask(
    State(app): State<App>,
    granted: GrantedClient<CreateErasures>,
) -> Result<(StatusCode, Json<OwnErasureRequest>), Failure> {
    let written = granted.audit(&app, "create", "erasure-request").await?;
    app.store.ask_erasure(&written, granted.client.id, clock::wall_us()).await?;
    let request = app.store.own_erasure_request(&written, granted.client.id).await?;
    Ok((StatusCode::CREATED, Json(request.ok_or(Failure::Unknown("erasure request"))?)))
}

/// Requests that wait for a decision: for the privacy officer all, for others those of the clients whom they treat.
#[utoipa::path(get, path = "/api/v1/erasure-requests", tag = "privacy",
    responses((status = 200, body = Vec<ErasureRequest>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(in crate::api) async fn list(
    State(app): State<App>,
    granted: Granted<ReadErasures>,
) -> Result<Json<Vec<ErasureRequest>>, Failure> {
    let (user, now_us) = (&granted.user, clock::wall_us());
    let read = granted.audit(&app, "list", "erasure-requests", None).await?;
    let asked = match granted.when {
        When::Here => Asked::All,
        _ => Asked::By(user.id, now_us),
    };
    let requests = app.store.erasure_requests(&read, user.organisation, asked, now_us).await?;
    granted.audit_shown(&app, "erasure-request", requests.iter().map(|request| request.client)).await?;
    Ok(Json(requests))
}

/// Decides about a request. What is granted is erased before the answer, for ever; a hold stands in the way.
#[utoipa::path(post, path = "/api/v1/erasure-requests/{id}/decision", tag = "privacy", params(("id" = Uuid, Path)),
    request_body = ErasureDecision,
    responses((status = 204), (status = 404, body = Problem), (status = 409, description = "A hold forbids it, or somebody decided meanwhile.", body = Problem),
        (status = 422, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(in crate::api) async fn decide(
    State(app): State<App>,
    granted: Granted<DecideErasures>,
    Path(id): Path<Uuid>,
    Json(decision): Json<ErasureDecision>,
) -> Result<StatusCode, Failure> {
    let here = granted.user.organisation;
    let client = app.store.erasure_request_of(here, id).await?;
    let client = client.ok_or(Failure::Unknown("erasure request"))?;
    let now_us = clock::wall_us();
    if let Some(because) = decision.because {
        let note = plain_text(&decision.note, NOTE_MAX_CHARS).ok_or(Failure::BadInput("note"))?;
        let written = granted.audit_client(&app, "refuse", "erasure-request", Some(id), client).await?;
        let refused = (because, note.as_str());
        let done = app.store.refuse_erasure(&written, (client, id), granted.user.id, refused, now_us).await?;
        return if done { Ok(StatusCode::NO_CONTENT) } else { Err(Failure::Meanwhile) };
    }
    let written = granted.audit_client(&app, "erase", "client", Some(client.0), client).await?;
    // Nobody is sent out of a session because of what does not happen.
    if !app.store.holds(&written, client, now_us).await?.is_empty() {
        return Err(Failure::Held);
    }
    app.hub.close_rooms_of(client);
    let erased = app.store.erase_asked(&written, here, (client, id), granted.user.id, now_us).await;
    if !matches!(erased, Ok(None) | Err(EraseError::Held)) {
        // A headset may have come back before the commit; and the store may have failed only after it.
        app.hub.close_rooms_of(client);
    }
    let erased = erased?.ok_or(Failure::Meanwhile)?;
    if let Some(config) = &app.settings.config
        && let Err(error) = ledger::add(&config.data_dir(), erased)
    {
        // The record has the list too: the next start writes what is missing here.
        tracing::error!(%error, "the list of who was erased could not be written beside the record");
    }
    Ok(StatusCode::NO_CONTENT)
}
