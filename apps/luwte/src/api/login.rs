//! Signing in and out, and who is signed in.

use super::Failure;
use crate::{
    app::{App, Door},
    auth::{Anyone, Granted, OwnLogin, password, secret::Token},
    clock,
    store::{StoreError, User},
};
use axum::{
    Extension, Json,
    extract::{ConnectInfo, State},
    http::{StatusCode, header},
    response::{AppendHeaders, IntoResponse},
};
use link::api::{Login, Me, Problem};
use std::net::SocketAddr;

/// A login lasts a working day.
const LOGIN_SECONDS: i64 = 12 * 3_600;
/// The longest login name, in bytes.
const LOGIN_MAX: usize = 100;

/// Signs a colleague in; the answer sets the cookie.
#[utoipa::path(post, path = "/api/v1/login", tag = "login", request_body = Login,
    responses((status = 200, body = Me), (status = 401, body = Problem), (status = 429, body = Problem)))]
pub(super) async fn login(
    State(app): State<App>,
    Extension(door): Extension<Door>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    _: Anyone,
    Json(login): Json<Login>,
) -> Result<impl IntoResponse, Failure> {
    if login.login.is_empty() || login.login.len() > LOGIN_MAX {
        return Err(Failure::BadInput("login name"));
    }
    let now_us = clock::monotonic_us();
    let address = peer.ip();
    let key = (login.login.to_lowercase(), address);
    let wait_us = app.logins.must_wait_us(&key, now_us).max(app.addresses.must_wait_us(&address, now_us));
    if wait_us > 0 {
        return Err(Failure::Wait(u64::try_from(wait_us / 1_000_000 + 1).unwrap_or(1)));
    }
    let found = app.store.user_by_login(&key.0).await?;
    let (user, hash) = found.map_or((None, None), |(user, hash)| (Some(user), Some(hash)));
    let right = password::verify(login.password, hash).await;
    let Some(user) = user.filter(|_| right) else {
        app.logins.failed(key, now_us);
        app.addresses.failed(address, now_us);
        metrics::counter!("luwte_logins_total", "outcome" => "refused").increment(1);
        return Err(Failure::WrongLogin);
    };
    app.logins.succeeded(&key);
    metrics::counter!("luwte_logins_total", "outcome" => "accepted").increment(1);
    let token = Token::new().map_err(|_| Failure::Internal("no randomness"))?;
    let now_us = clock::wall_us();
    let expires_us = now_us + LOGIN_SECONDS * 1_000_000;
    app.store.add_login(&token.hash(), user.id, now_us, expires_us).await.map_err(login_failure)?;
    tracing::info!(user = %user.id, "a colleague signed in");
    let cookie = door.set_cookie(door.login_cookie(), token.expose(), LOGIN_SECONDS);
    Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), Json(me_of(user, &token))))
}

fn login_failure(error: StoreError) -> Failure {
    Failure::Store(error)
}

/// Signs out; the cookie is taken away.
#[utoipa::path(post, path = "/api/v1/logout", tag = "login",
    responses((status = 204), (status = 401, body = Problem)))]
pub(super) async fn logout(
    State(app): State<App>,
    Extension(door): Extension<Door>,
    granted: Granted<OwnLogin>,
) -> Result<impl IntoResponse, Failure> {
    app.store.remove_login(&granted.token.hash()).await?;
    let cookie = door.set_cookie(door.login_cookie(), "", 0);
    Ok((StatusCode::NO_CONTENT, AppendHeaders([(header::SET_COOKIE, cookie)])))
}

/// Who is signed in.
#[utoipa::path(get, path = "/api/v1/me", tag = "login",
    responses((status = 200, body = Me), (status = 401, body = Problem)))]
pub(super) async fn me(granted: Granted<OwnLogin>) -> Json<Me> {
    Json(me_of(granted.user, &granted.token))
}

fn me_of(user: User, token: &Token) -> Me {
    Me {
        user: user.id,
        name: user.name,
        organisation: user.organisation,
        organisation_name: user.organisation_name,
        role: user.role,
        csrf: token.csrf(),
    }
}
