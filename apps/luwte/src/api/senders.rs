//! The register of senders: programs of other wearables, each with a token that delivers and does nothing else.

use super::{Failure, clients::plain_name};
use crate::{
    app::App,
    auth::{ChangeSenders, CreateSenders, Granted, ReadSenders, secret},
    clock,
    store::SenderToAdd,
};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use link::{
    api::Problem,
    ingest::{NewSender, SenderSummary, SenderToken},
};
use session::{DeviceId, Subject};

/// The longest name, in characters.
pub(super) const NAME_MAX_CHARS: usize = 40;

/// Every sender of the institution, by name, those no longer in use too.
#[utoipa::path(get, path = "/api/v1/senders", tag = "wearables",
    responses((status = 200, body = Vec<SenderSummary>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn list(
    State(app): State<App>,
    granted: Granted<ReadSenders>,
) -> Result<Json<Vec<SenderSummary>>, Failure> {
    let senders = app.store.senders(granted.user.organisation).await?;
    let summary = |sender: crate::store::Sender| SenderSummary {
        id: sender.id,
        name: sender.name,
        one_client: sender.client.is_some(),
        last_seen: sender.last_seen_us,
        revoked: sender.revoked_us,
    };
    Ok(Json(senders.into_iter().map(summary).collect()))
}

/// Makes a token for a program. It is told once; only its hash is kept. One for a client works while whoever made it treats
/// that client; one without feeds sessions of nobody in particular.
#[utoipa::path(post, path = "/api/v1/senders", tag = "wearables", request_body = NewSender,
    responses((status = 201, body = SenderToken), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn add(
    State(app): State<App>,
    granted: Granted<CreateSenders>,
    Json(new): Json<NewSender>,
) -> Result<(StatusCode, Json<SenderToken>), Failure> {
    let user = &granted.user;
    let name = plain_name(&new.name, NAME_MAX_CHARS).ok_or(Failure::BadInput("name"))?;
    let whose = new.client.map_or(Subject::Anonymous, Subject::Client);
    let written = granted.audit_subject(&app, "create", "sender", None, whose).await?;
    let token = secret::Token::new().map_err(|_| Failure::Internal("no randomness"))?;
    let now_us = clock::wall_us();
    let sender =
        SenderToAdd { name: &name, client: new.client, made_by: Some(user.id), token_hash: &token.hash() };
    let id = app.store.add_sender(&written, user.organisation, &sender, now_us).await?;
    Ok((StatusCode::CREATED, Json(SenderToken { id, token: token.expose().to_owned() })))
}

/// Lets a token work no longer, from the next request and within seconds in a stream. What it delivered stays.
#[utoipa::path(delete, path = "/api/v1/senders/{id}", tag = "wearables", params(("id" = DeviceId, Path)),
    responses((status = 204), (status = 404, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn revoke(
    State(app): State<App>,
    granted: Granted<ChangeSenders>,
    Path(id): Path<DeviceId>,
) -> Result<StatusCode, Failure> {
    let written = granted.audit(&app, "revoke", "sender", Some(id.0)).await?;
    let revoked = app.store.revoke_sender(&written, granted.user.organisation, id, clock::wall_us()).await?;
    if revoked { Ok(StatusCode::NO_CONTENT) } else { Err(Failure::Unknown("sender")) }
}
