//! How the installation is, for programs and for the page of whoever looks after it.

use super::{Failure, language, texts};
use crate::{
    app::App,
    auth::{Granted, ReadInstallation},
    status::{Facts, Part, Server, judge},
};
use axum::{Json, extract::State, http::HeaderMap};
use link::api::Problem;

/// Every part of the installation: how it is, in words and with what to do, in the language that is asked for.
#[utoipa::path(get, path = "/api/v1/status", tag = "running",
    responses((status = 200, body = Vec<Part>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn status(
    State(app): State<App>,
    headers: HeaderMap,
    granted: Granted<ReadInstallation>,
) -> Result<Json<Vec<Part>>, Failure> {
    let config = app.settings.config.clone().unwrap_or_default();
    let facts = Facts::find(&app.store, &config, Some(granted.user.organisation), Server::Runs).await;
    Ok(Json(judge(&facts, texts(language(&headers)))))
}
