//! What the privacy officer oversees: consents in counts, retention, and whether the access log is whole.

use crate::{
    api::Failure,
    app::App,
    auth::{CheckOversight, Granted, ReadOversight},
    clock,
};
use axum::{Json, extract::State};
use link::{
    api::Problem,
    privacy::{KeptPart, LogCheck, Oversight, RetentionMode},
};

/// How privacy stands in the institution, in counts that show nobody.
#[utoipa::path(get, path = "/api/v1/privacy", tag = "privacy",
    responses((status = 200, body = Oversight), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(in crate::api) async fn read(
    State(app): State<App>,
    granted: Granted<ReadOversight>,
) -> Result<Json<Oversight>, Failure> {
    let here = granted.user.organisation;
    let read = granted.audit(&app, "read", "privacy", None).await?;
    let mode = app.settings.config.as_ref().map_or(RetentionMode::Off, |config| config.retention());
    Ok(Json(Oversight {
        consents: app.store.consent_counts(&read, here).await?,
        retention: mode,
        runs: app.store.retention_runs(&read, here).await?,
        log: app.store.last_log_check(&read).await?,
        outlives: KeptPart::ALL.iter().copied().filter(|part| part.outlives_erasing()).collect(),
    }))
}

/// Looks through the whole access log now: line by line, whether each is as it was written.
#[utoipa::path(post, path = "/api/v1/privacy/log-check", tag = "privacy",
    responses((status = 200, body = LogCheck), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(in crate::api) async fn check_log(
    State(app): State<App>,
    granted: Granted<CheckOversight>,
) -> Result<Json<LogCheck>, Failure> {
    granted.audit(&app, "check", "access-log", None).await?;
    Ok(Json(app.store.check_log(clock::wall_us()).await?))
}
