//! What an institution asks of logins, and the way back in for who lost theirs: a link from an administrator that works once.

use super::super::Failure;
use crate::{
    app::App,
    auth::{Anyone, ChangeLogins, Granted, ReadLogins, audit_row, origin, password, secret},
    clock,
    store::ResetToAdd,
};
use axum::{
    Extension, Json,
    extract::{ConnectInfo, Path, State},
    http::{HeaderMap, StatusCode, Uri},
};
use link::{
    api::Problem,
    login::{LoginPolicy, NewReset, OneTimeLink, Reset},
};
use session::UserId;
use std::net::SocketAddr;

/// A link works for a day: a weekend is too long for something that lies in a mailbox.
pub(crate) const RESET_US: i64 = 86_400_000_000;

/// What is stored of a link's code.
pub(crate) fn code_hash(code: &str) -> Vec<u8> {
    secret::typed_code_hash("reset", code)
}

/// What the institution asks of logins.
#[utoipa::path(get, path = "/api/v1/login-policy", tag = "login",
    responses((status = 200, body = LoginPolicy), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(in super::super) async fn policy(
    State(app): State<App>,
    granted: Granted<ReadLogins>,
) -> Result<Json<LoginPolicy>, Failure> {
    Ok(Json(app.store.login_policy(granted.user.organisation).await?))
}

/// Says what the institution asks of logins.
#[utoipa::path(put, path = "/api/v1/login-policy", tag = "login", request_body = LoginPolicy,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub(in super::super) async fn set_policy(
    State(app): State<App>,
    granted: Granted<ChangeLogins>,
    Json(policy): Json<LoginPolicy>,
) -> Result<StatusCode, Failure> {
    if !(1..=60).contains(&policy.shared_idle_minutes) {
        return Err(Failure::BadInput("1 to 60 minutes"));
    }
    granted.audit(&app, "set", "login-policy", None).await?;
    app.store.set_login_policy(granted.user.organisation, &policy).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Makes a link with which a colleague chooses a new password, once, within a day. Earlier links stop working.
#[utoipa::path(post, path = "/api/v1/people/{id}/reset", tag = "login", params(("id" = UserId, Path)), request_body = NewReset,
    responses((status = 201, body = OneTimeLink), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(in super::super) async fn make(
    State(app): State<App>,
    granted: Granted<ChangeLogins>,
    Extension(door): Extension<crate::app::Door>,
    Path(user): Path<UserId>,
    headers: HeaderMap,
    uri: Uri,
    Json(new): Json<NewReset>,
) -> Result<(StatusCode, Json<OneTimeLink>), Failure> {
    let code = secret::enrolment_code()?;
    let now_us = clock::wall_us();
    let action = if new.clears_factors { "reset-factors" } else { "reset" };
    granted.audit(&app, action, "login", Some(user.0)).await?;
    let reset = ResetToAdd {
        code_hash: &code_hash(&code),
        user,
        organisation: granted.user.organisation,
        made_by: Some(granted.user.id),
        clears_factors: new.clears_factors,
        expires_us: now_us + RESET_US,
    };
    if !app.store.add_reset(&reset, now_us).await? {
        return Err(Failure::Unknown("colleague"));
    }
    let scheme = if door.https { "https" } else { "http" };
    let base = app
        .settings
        .public_url
        .clone()
        .or_else(|| origin::host(&headers, &uri).map(|host| format!("{scheme}://{host}")));
    let code = secret::grouped(&code);
    // After the `#`: what stands there is sent to no server and stands in no log.
    let url = format!("{}/#reset={code}", base.unwrap_or_default());
    Ok((StatusCode::CREATED, Json(OneTimeLink { code, url, expires: reset.expires_us })))
}

/// Uses such a link: sets the password and signs out everywhere.
#[utoipa::path(post, path = "/api/v1/login/reset", tag = "login", request_body = Reset,
    responses((status = 204), (status = 410, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
pub(in super::super) async fn reset(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    _: Anyone,
    Json(reset): Json<Reset>,
) -> Result<StatusCode, Failure> {
    let (now_us, address) = (clock::monotonic_us(), peer.ip());
    let hash = code_hash(&reset.code);
    let Some((whose, login)) = app.store.reset_of(&hash, clock::wall_us()).await? else {
        app.ways.knocked_wrong(address, now_us)?;
        return Err(Failure::TooLate);
    };
    let password = password::choose(reset.password, &[&login, "luwte"]).await?;
    audit_use(&app, whose).await?;
    let user = app.store.use_reset(&hash, &password, clock::wall_us()).await?.ok_or(Failure::TooLate)?;
    app.ways.was_right(user.0);
    tracing::info!(%user, "a colleague chose a new password by a link");
    Ok(StatusCode::NO_CONTENT)
}

/// Writes into the access log that a colleague is about to use a link; without the row nothing is done.
pub(super) async fn audit_use(app: &App, user: UserId) -> Result<(), Failure> {
    let now_us = clock::wall_us();
    let user = app.store.user(user, now_us).await?.ok_or(Failure::TooLate)?;
    app.store.audit(&audit_row(&user, "use-reset", "login", Some(user.id.0), None), now_us).await?;
    Ok(())
}
