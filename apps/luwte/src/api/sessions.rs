//! The record of sessions: lists, one session whole, and its poses for the replay.

use super::Failure;
use crate::{
    app::App,
    auth::{Granted, ReadSessions},
    heart,
    store::{SessionRow, Short, Which, Witness},
};
use axum::{
    Json,
    extract::{Path, Query, State},
};
use link::api::{Poses, Problem, SessionDetail, SessionSummary};
use session::{SessionId, Subject};

/// Which sessions to list.
#[derive(Debug, Default, serde::Deserialize, utoipa::IntoParams)]
pub(super) struct Filter {
    /// Only those that go on now (`true`), or only those that do not (`false`).
    live: Option<bool>,
}

/// The institution's newest sessions.
#[utoipa::path(get, path = "/api/v1/sessions", tag = "sessions", params(Filter),
    responses((status = 200, body = Vec<SessionSummary>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn list(
    State(app): State<App>,
    granted: Granted<ReadSessions>,
    Query(filter): Query<Filter>,
) -> Result<Json<Vec<SessionSummary>>, Failure> {
    let read = granted.audit(&app, "list", "sessions", None, None).await?;
    let shorts = app.store.sessions(&read, granted.user.organisation, Which::Recent).await?;
    let summaries = shorts.into_iter().map(|short| summary(&app, short));
    let wanted = |summary: &SessionSummary| filter.live.is_none_or(|live| live == summary.live);
    Ok(Json(summaries.filter(wanted).collect()))
}

/// Everything of one session that its timeline shows.
#[utoipa::path(get, path = "/api/v1/sessions/{id}", tag = "sessions", params(("id" = SessionId, Path)),
    responses((status = 200, body = SessionDetail), (status = 404, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn one(
    State(app): State<App>,
    granted: Granted<ReadSessions>,
    Path(id): Path<SessionId>,
) -> Result<Json<SessionDetail>, Failure> {
    let (row, read) = open(&app, &granted, id, "session").await?;
    let alias = match row.subject {
        Subject::Client(client) => app.store.client(&read, row.organisation, client).await?,
        Subject::Anonymous => None,
    };
    let events: Vec<_> = app.store.events(&read, id).await?.into_iter().map(|stored| stored.event).collect();
    let beats = app.store.beats(&read, id).await?;
    let short = Short::of(row, &events);
    let length = short.length;
    let computed = tokio::task::spawn_blocking(move || heart::record(&beats, length)).await;
    let heart::Record { heart, gaps } = computed.map_err(|_| Failure::Internal("heart series"))?;
    let alias = alias.map(|client| client.alias);
    Ok(Json(SessionDetail { summary: summary(&app, short), alias, events, heart, gaps }))
}

/// The poses of a session, for its replay.
#[utoipa::path(get, path = "/api/v1/sessions/{id}/poses", tag = "sessions", params(("id" = SessionId, Path)),
    responses((status = 200, body = Poses), (status = 404, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn poses(
    State(app): State<App>,
    granted: Granted<ReadSessions>,
    Path(id): Path<SessionId>,
) -> Result<Json<Poses>, Failure> {
    let (_, read) = open(&app, &granted, id, "poses").await?;
    Ok(Json(Poses { poses: app.store.poses(&read, id).await? }))
}

/// The session, when it is the institution's own, with the line in the access log that lets it be read.
async fn open(
    app: &App,
    granted: &Granted<ReadSessions>,
    id: SessionId,
    object: &'static str,
) -> Result<(SessionRow, Witness), Failure> {
    let row = app.store.session(id).await?;
    let row = row.filter(|row| row.organisation == granted.user.organisation);
    let row = row.ok_or(Failure::Unknown("session"))?;
    let client = if let Subject::Client(client) = row.subject { Some(client) } else { None };
    let read = granted.audit(app, "read", object, Some(id.0), client).await?;
    Ok((row, read))
}

/// A session in a list.
pub(super) fn summary(app: &App, short: Short) -> SessionSummary {
    SessionSummary {
        id: short.row.id,
        subject: short.row.subject,
        device_name: short.row.headset_name,
        opened: short.row.opened_us,
        length: short.length,
        live: app.hub.room(short.row.id).is_some_and(|room| room.is_live()),
        tension_before: short.tension_before,
        tension_after: short.tension_after,
        worlds: short.worlds,
        adverse_event: short.adverse_event,
    }
}
