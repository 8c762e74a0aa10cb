//! Signing in and out, and who is signed in.

pub(super) mod client;
mod enter;
pub(super) mod help;
pub(super) mod lock;
pub(super) mod own;
pub(super) mod passkey;
pub(super) mod second;
pub(super) mod sign_on;

pub(crate) use enter::{Entered, Entry, Site, enter};
pub(crate) use help::{RESET_US, code_hash as reset_code_hash};

use super::Failure;
use crate::{
    app::{App, Door},
    auth::{
        self, Anyone, ChangeOwnLogin, Granted, OwnLogin, password, standing,
        ways::{SecondPending, Trier},
    },
    clock,
    store::{LoginRow, Owner},
};
use axum::{
    Extension, Json,
    extract::{ConnectInfo, State},
    http::{HeaderMap, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Response},
};
use link::{
    api::{Login, Me, Problem},
    login::{SecondStep, Way},
};
use std::net::{IpAddr, SocketAddr};

/// The longest login name, in bytes.
const LOGIN_MAX: usize = 100;

/// Signs a colleague in; the answer sets the cookie. With 202 a second factor is still needed.
#[utoipa::path(post, path = "/api/v1/login", tag = "login", request_body = Login,
    responses((status = 200, body = Me), (status = 202, body = SecondStep), (status = 401, body = Problem),
        (status = 429, body = Problem)))]
pub(super) async fn login(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    _: Anyone,
    site: Site,
    Json(login): Json<Login>,
) -> Result<Response, Failure> {
    if login.login.is_empty() || login.login.len() > LOGIN_MAX {
        return Err(Failure::BadInput("login name"));
    }
    let name = login.login.to_lowercase();
    let trier = trier(&app, &site.headers, site.door, &name, peer.ip()).await?;
    let found = app.store.user_by_login(&name, clock::wall_us()).await?;
    // Who has no password waits as long as who has one.
    let (user, hash) =
        found.map_or((None, None), |(user, hash)| (Some(user), Some(hash).filter(|hash| !hash.is_empty())));
    // Counted before it is looked at: however many come at once, each of them is.
    app.ways.count_try(&trier, clock::monotonic_us())?;
    let checked = password::verify(login.password, hash).await;
    let right = checked.inspect_err(|_| app.ways.not_tried(&trier))?;
    let Some(user) = user.filter(|_| right) else {
        metrics::counter!("luwte_logins_total", "outcome" => "refused").increment(1);
        return Err(Failure::WrongLogin);
    };
    app.ways.tried_right(&trier);
    let second = app.store.second_factor(user.id).await?;
    if second.is_some_and(|second| second.confirmed_us.is_some()) {
        let pending = SecondPending { user: user.id, shared: login.shared };
        let ticket = app.ways.seconds.put(pending, clock::wall_us())?;
        let step = SecondStep { ticket: ticket.expose().to_owned() };
        return Ok((StatusCode::ACCEPTED, Json(step)).into_response());
    }
    let entry = Entry { way: Way::Password, factors: 1, shared: login.shared };
    Ok(enter(&app, &site, user, entry).await?.into_response())
}

/// By whom a try of this login name is counted.
async fn trier(
    app: &App,
    headers: &HeaderMap,
    door: Door,
    name: &str,
    address: IpAddr,
) -> Result<Trier, Failure> {
    if let Some(device) = auth::cookie(headers, door.known_cookie()) {
        let hash = device.hash();
        if app.store.is_known_device(&hash, name, clock::wall_us()).await? {
            return Ok(Trier::Known(hash));
        }
    }
    Ok(Trier::Stranger(name.to_owned(), address))
}

/// Signs out; the cookie is taken away.
#[utoipa::path(post, path = "/api/v1/logout", tag = "login",
    responses((status = 204), (status = 401, body = Problem)))]
pub(super) async fn logout(
    State(app): State<App>,
    Extension(door): Extension<Door>,
    leaving: lock::EvenLocked,
) -> Result<impl IntoResponse, Failure> {
    let hash = leaving.token.hash();
    leaving.audit(&app, "sign-out").await?;
    app.store.remove_login(&hash).await?;
    app.ways.tablets.forget(&hash);
    let cookie = door.set_cookie(door.login_cookie(), "", 0);
    Ok((StatusCode::NO_CONTENT, AppendHeaders([(header::SET_COOKIE, cookie)])))
}

/// Who is signed in.
#[utoipa::path(get, path = "/api/v1/me", tag = "login",
    responses((status = 200, body = Me), (status = 401, body = Problem), (status = 423, body = Problem)))]
pub(super) async fn me(State(app): State<App>, granted: Granted<OwnLogin>) -> Result<Json<Me>, Failure> {
    Ok(Json(enter::me_of(&app, granted.user, &granted.token).await?))
}

/// The login, unless its owner has a second factor that it was not made with: whoever knows the password alone adds no factor
/// beside that one, and takes none away. Who has none yet may add the first.
async fn shown_factor(app: &App, granted: &Granted<ChangeOwnLogin>) -> Result<LoginRow, Failure> {
    let login = standing::login_of(app, &granted.token).await?;
    let user = granted.user.id;
    if login.factors >= 2 {
        return Ok(login);
    }
    let totp = app.store.second_factor(user).await?.is_some_and(|row| row.confirmed_us.is_some());
    if totp || !app.store.passkey_credentials(Owner::User(user)).await?.is_empty() {
        return Err(Failure::SecondFactorNeeded);
    }
    Ok(login)
}

/// After this long somebody who signed in with two factors says again who they are, microseconds.
const FRESH_US: i64 = 600_000_000;

/// Whether whoever asks is certainly still the one who signed in: by the password, or because that was minutes ago and by two
/// factors. Needed before what opens the login to others.
async fn prove(
    app: &App,
    granted: &Granted<ChangeOwnLogin>,
    password: Option<String>,
) -> Result<(), Failure> {
    let login = shown_factor(app, granted).await?;
    let own = app.store.own_login(granted.user.id).await?.ok_or(Failure::NotSignedIn)?;
    let has_password = !own.password_hash.is_empty();
    let is_fresh = clock::wall_us() - login.created_us < FRESH_US;
    if is_fresh && (login.factors >= 2 || !has_password) {
        return Ok(());
    }
    let Some(password) = password.filter(|_| has_password) else { return Err(Failure::ProveAgain) };
    app.ways.count_code(granted.user.id.0, clock::monotonic_us())?;
    if !password::verify(password, Some(own.password_hash)).await? {
        return Err(Failure::WrongCode);
    }
    app.ways.was_right(granted.user.id.0);
    Ok(())
}
