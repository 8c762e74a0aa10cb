//! Who looked at whom: the access log for the privacy officer, and for each client what concerns them.

use super::Failure;
use crate::{
    app::App,
    auth::{Granted, ReadAccessLog, ReadOwnRecord, audit_row, client::GrantedClient},
    clock,
    store::Search,
};
use axum::{
    Json,
    extract::{Query, State},
};
use link::{
    api::{Problem, WallMicros},
    people::AccessLine,
};
use session::UserId;

/// Which lines to find.
#[derive(Debug, Default, serde::Deserialize, utoipa::IntoParams)]
pub(super) struct Filter {
    /// Only about the client with this alias, exactly.
    alias: Option<String>,
    /// Only of this colleague.
    user: Option<UserId>,
    /// Not before this moment, microseconds since 1970-01-01 UTC.
    from: Option<WallMicros>,
    /// Before this moment.
    until: Option<WallMicros>,
    /// Older than the line with this number: the way to the next hundred.
    before: Option<i64>,
}

/// Lines of the access log (NEN 7513), the newest first, at most a hundred. Asks two factors of whoever is signed in.
#[utoipa::path(get, path = "/api/v1/access-log", tag = "access log", params(Filter),
    responses((status = 200, body = Vec<AccessLine>), (status = 404, description = "No client has this alias.", body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn search(
    State(app): State<App>,
    granted: Granted<ReadAccessLog>,
    Query(filter): Query<Filter>,
) -> Result<Json<Vec<AccessLine>>, Failure> {
    let here = granted.user.organisation;
    let read = granted.audit(&app, "search", "access-log", filter.user.map(|user| user.0)).await?;
    let client = match filter.alias.as_deref().map(str::trim).filter(|alias| !alias.is_empty()) {
        Some(alias) => {
            let client = app.store.client_by_alias(&read, here, alias).await?;
            let client = client.ok_or(Failure::Unknown("client"))?;
            // The privacy officer treats nobody: the line names whom they looked for, so that the client finds it.
            let line = audit_row(&granted.user, "search", "access-log", Some(client.0), Some(client));
            app.store.audit(&line, clock::wall_us()).await?;
            Some(client)
        }
        None => None,
    };
    let search = Search {
        client,
        actor: filter.user.map(|user| user.0),
        from_us: filter.from,
        until_us: filter.until,
        before: filter.before,
    };
    Ok(Json(app.store.audit_lines(&read, here, search).await?))
}

/// For a client: the same, of what concerns them.
#[utoipa::path(get, path = "/api/v1/client/access-log", tag = "client",
    params(("from" = Option<WallMicros>, Query), ("until" = Option<WallMicros>, Query), ("before" = Option<i64>, Query)),
    responses((status = 200, body = Vec<AccessLine>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn own(
    State(app): State<App>,
    granted: GrantedClient<ReadOwnRecord>,
    Query(filter): Query<Filter>,
) -> Result<Json<Vec<AccessLine>>, Failure> {
    let read = granted.audit(&app, "read", "access-log").await?;
    let search = Search {
        client: Some(granted.client.id),
        actor: None,
        from_us: filter.from,
        until_us: filter.until,
        before: filter.before,
    };
    let lines = app.store.audit_lines(&read, granted.client.organisation, search).await?;
    // How many others stood in a list is theirs.
    Ok(Json(lines.into_iter().map(|line| AccessLine { shown: 0, ..line }).collect()))
}
