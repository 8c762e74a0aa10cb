//! Clients of the own institution, by alias.

use super::{Failure, sessions::summary};
use crate::{
    app::App,
    auth::{CreateClients, Granted, ReadClients, ReadSessions, audit_row},
    clock,
    store::{Client, ClientToAdd, Which},
};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use link::{
    api::{ClientSummary, NewClient, Problem, SessionSummary},
    people::Carer,
};
use session::ClientId;
use uuid::Uuid;

/// The longest alias, in characters.
const ALIAS_MAX_CHARS: usize = 40;

/// The clients whom you treat, by alias.
#[utoipa::path(get, path = "/api/v1/clients", tag = "clients",
    responses((status = 200, body = Vec<ClientSummary>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn list(
    State(app): State<App>,
    granted: Granted<ReadClients>,
) -> Result<Json<Vec<ClientSummary>>, Failure> {
    let read = granted.audit(&app, "list", "clients", None).await?;
    let user = &granted.user;
    let clients = app.store.clients(&read, user.organisation, user.id, clock::wall_us()).await?;
    granted.audit_shown(&app, "client", clients.iter().map(|client| client.id)).await?;
    Ok(Json(clients.into_iter().map(client_summary).collect()))
}

/// Adds a client under an alias; you treat them from now on.
#[utoipa::path(post, path = "/api/v1/clients", tag = "clients", request_body = NewClient,
    responses((status = 201, body = ClientSummary), (status = 409, body = Problem), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn add(
    State(app): State<App>,
    granted: Granted<CreateClients>,
    Json(new): Json<NewClient>,
) -> Result<(StatusCode, Json<ClientSummary>), Failure> {
    let alias = plain_name(&new.alias, ALIAS_MAX_CHARS).ok_or(Failure::BadInput("alias"))?;
    let id = ClientId(Uuid::now_v7());
    let user = &granted.user;
    // Nobody treats who does not exist yet: the line stands without the condition.
    let carer = Carer::User(user.id);
    // Whoever leaves soon has handed everything over: nobody would treat a client whom they added now.
    if !app.store.can_treat(user.organisation, carer, clock::wall_us()).await? {
        return Err(Failure::Leaving);
    }
    let line = audit_row(user, "create", "client", Some(id.0), Some(id));
    let written = app.store.audit(&line, clock::wall_us()).await?;
    let client = ClientToAdd { id, alias: alias.clone(), carer, by: Some(user.id) };
    app.store.add_client(&written, user.organisation, &client, clock::wall_us()).await?;
    let summary = ClientSummary { id, alias, sessions: 0, last_session: None, to_review: 0, closed: None };
    Ok((StatusCode::CREATED, Json(summary)))
}

/// One client, whom you treat.
#[utoipa::path(get, path = "/api/v1/clients/{id}", tag = "clients", params(("id" = ClientId, Path)),
    responses((status = 200, body = ClientSummary), (status = 404, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn one(
    State(app): State<App>,
    granted: Granted<ReadClients>,
    Path(id): Path<ClientId>,
) -> Result<Json<ClientSummary>, Failure> {
    let read = granted.audit_client(&app, "read", "client", Some(id.0), id).await?;
    let client = app.store.client(&read, granted.user.organisation, id).await?;
    Ok(Json(client_summary(client.ok_or(Failure::Unknown("client"))?)))
}

/// A client's sessions, newest first.
#[utoipa::path(get, path = "/api/v1/clients/{id}/sessions", tag = "clients", params(("id" = ClientId, Path)),
    responses((status = 200, body = Vec<SessionSummary>), (status = 404, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn sessions(
    State(app): State<App>,
    granted: Granted<ReadSessions>,
    Path(id): Path<ClientId>,
) -> Result<Json<Vec<SessionSummary>>, Failure> {
    let read = granted.audit_client(&app, "list", "sessions", None, id).await?;
    let client = app.store.client(&read, granted.user.organisation, id).await?;
    client.ok_or(Failure::Unknown("client"))?;
    let shorts = app.store.sessions(&read, granted.user.organisation, Which::Of(id)).await?;
    Ok(Json(shorts.into_iter().map(|short| summary(&app, short)).collect()))
}

fn client_summary(client: Client) -> ClientSummary {
    ClientSummary {
        id: client.id,
        alias: client.alias,
        sessions: client.sessions,
        last_session: client.last_session_us,
        to_review: client.to_review,
        closed: client.closed_us,
    }
}

/// A name without blanks around it: there, not too long, one line.
pub(super) fn plain_name(name: &str, chars_max: usize) -> Option<String> {
    let name = name.trim();
    let fits = !name.is_empty() && name.chars().count() <= chars_max && !name.chars().any(char::is_control);
    fits.then(|| name.to_owned())
}
