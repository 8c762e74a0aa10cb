//! Signing in with the institution's own account (OpenID Connect): there, and back again.

use super::{super::Failure, Entry, Site, enter, help};
use crate::{
    app::App,
    auth::{
        self, Anyone, ChangeOwnLogin, Granted,
        secret::Token,
        sign_on::{Errand, Identified, Provider},
        tablet::Touch,
    },
    clock,
    store::{StoreError, User},
};
use axum::{
    Json,
    extract::{ConnectInfo, Path, Query, State},
    http::{HeaderName, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Response},
};
use link::{
    api::Problem,
    login::{SignOnProvider, Way, Ways},
};
use serde::{Deserialize, Serialize};
use std::net::{IpAddr, SocketAddr};
use utoipa::{IntoParams, ToSchema};

const BACK: &str = "/api/v1/login/sign-on/back";
/// As long as what waits for it, in seconds.
const COOKIE_SECONDS: i64 = auth::pending::PENDING_US / 1_000_000;

/// Which ways there are to sign in here.
#[utoipa::path(get, path = "/api/v1/login/ways", tag = "login", responses((status = 200, body = Ways)))]
pub(in super::super) async fn ways(State(app): State<App>, site: Site) -> Json<Ways> {
    let providers = app.ways.sign_on.providers.iter();
    Json(Ways {
        passkeys: super::passkey::relying(&site).is_ok(),
        sign_on: providers
            .map(|provider| SignOnProvider { id: provider.id.clone(), name: provider.name.clone() })
            .collect(),
    })
}

/// What the page says when it sends the browser to the provider.
#[derive(Deserialize, IntoParams)]
pub(in super::super) struct Going {
    /// Whether others use the device too.
    #[serde(default)]
    shared: bool,
}

/// Sends the browser to the institution's provider.
#[utoipa::path(get, path = "/api/v1/login/sign-on/{id}", tag = "login", params(("id" = String, Path), Going),
    responses((status = 303, description = "To the provider."), (status = 404, body = Problem)))]
pub(in super::super) async fn go(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    site: Site,
    Path(id): Path<String>,
    Query(going): Query<Going>,
) -> Result<Response, Failure> {
    let provider = app.ways.sign_on.provider(&id).ok_or(Failure::Unknown("provider"))?;
    let errand = Errand::Enter { shared: going.shared };
    let (cookie, url) = begin(&app, &site, provider, errand, peer.ip()).await?;
    Ok(to(&url, vec![(header::SET_COOKIE, cookie)]))
}

/// Where the page sends the browser.
#[derive(Serialize, ToSchema)]
pub(in super::super) struct GoTo {
    /// At the provider.
    url: String,
}

/// Begins to link the institution's account to the login one is signed in with.
#[utoipa::path(post, path = "/api/v1/me/sign-on/{id}", tag = "own login", params(("id" = String, Path)),
    request_body = link::login::Proof,
    responses((status = 200, body = GoTo), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 429, body = Problem)))]
pub(in super::super) async fn link_own(
    State(app): State<App>,
    granted: Granted<ChangeOwnLogin>,
    site: Site,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(id): Path<String>,
    Json(proof): Json<link::login::Proof>,
) -> Result<Response, Failure> {
    let provider =
        app.ways.sign_on.provider(&id).filter(|it| it.organisation == granted.user.organisation_name);
    let provider = provider.ok_or(Failure::Unknown("provider"))?;
    super::prove(&app, &granted, proof.password).await?;
    let errand = Errand::Link { user: granted.user.id, login: granted.token.hash() };
    let (cookie, url) = begin(&app, &site, provider, errand, peer.ip()).await?;
    Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), Json(GoTo { url })).into_response())
}

/// A one-time link, for linking the institution's account instead of choosing a password.
#[derive(Deserialize, ToSchema)]
pub(in super::super) struct AcceptBy {
    /// The link's code.
    code: String,
}

/// Begins to link the institution's account to the login of a one-time link.
#[utoipa::path(post, path = "/api/v1/login/reset/sign-on/{id}", tag = "login", params(("id" = String, Path)), request_body = AcceptBy,
    responses((status = 200, body = GoTo), (status = 404, body = Problem), (status = 410, body = Problem), (status = 429, body = Problem)))]
pub(in super::super) async fn link_by_code(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    _: Anyone,
    site: Site,
    Path(id): Path<String>,
    Json(accept): Json<AcceptBy>,
) -> Result<Response, Failure> {
    let provider = app.ways.sign_on.provider(&id).ok_or(Failure::Unknown("provider"))?;
    let hash = help::code_hash(&accept.code);
    if app.store.reset_of(&hash, clock::wall_us()).await?.is_none() {
        app.ways.knocked_wrong(peer.ip(), clock::monotonic_us())?;
        return Err(Failure::TooLate);
    }
    let (cookie, url) = begin(&app, &site, provider, Errand::Accept(hash), peer.ip()).await?;
    Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), Json(GoTo { url })).into_response())
}

async fn begin(
    app: &App,
    site: &Site,
    provider: &Provider,
    errand: Errand,
    from: IpAddr,
) -> Result<(String, String), Failure> {
    let address = site.address.as_deref().ok_or(Failure::Unknown("provider"))?;
    // One random word is the state that the provider gives back, and binds it to this browser by a cookie.
    let state = Token::new()?;
    let begun = provider.begin(errand, format!("{address}{BACK}"), state.expose().to_owned()).await;
    let (url, waiting) = begun.map_err(|error| {
        tracing::warn!(provider = provider.id, %error, "a sign-on could not begin");
        Failure::Unknown("provider")
    })?;
    app.ways.sign_ons.put_as(&state, waiting, from, clock::wall_us());
    Ok((site.door.set_sign_on_cookie(state.expose(), COOKIE_SECONDS), url))
}

/// What the provider gives back.
#[derive(Deserialize, IntoParams)]
pub(in super::super) struct Returned {
    /// The code for the tokens.
    #[serde(default)]
    code: Option<String>,
    /// The state that was given along.
    #[serde(default)]
    state: Option<String>,
}

/// Where the provider sends the browser back; ends on our own page, signed in or with `#sign-on=` and what is the matter.
#[utoipa::path(get, path = "/api/v1/login/sign-on/back", tag = "login", params(Returned),
    responses((status = 303, description = "To our own page.")))]
pub(in super::super) async fn back(
    State(app): State<App>,
    site: Site,
    Query(returned): Query<Returned>,
) -> Response {
    let gone = (header::SET_COOKIE, site.door.set_sign_on_cookie("", 0));
    match come_back(&app, &site, returned).await {
        Ok((place, mut cookies)) => {
            cookies.push(gone);
            to(place, cookies)
        }
        Err(matter) => to(matter.page(), vec![gone]),
    }
}

/// What can be the matter, as the page is told.
enum Matter {
    /// The browser did not begin this, or took too long, or the person said no.
    Again,
    /// The provider, or what it said, is not to be believed.
    Refused,
    /// Nobody's login is linked to this account.
    Unlinked,
    /// The account opens another login.
    Taken,
}

impl Matter {
    const fn page(&self) -> &'static str {
        match self {
            Self::Again => "/#sign-on=again",
            Self::Refused => "/#sign-on=refused",
            Self::Unlinked => "/#sign-on=unlinked",
            Self::Taken => "/#sign-on=taken",
        }
    }
}

impl From<Failure> for Matter {
    fn from(error: Failure) -> Self {
        tracing::error!(%error, "a sign-on came to nothing");
        Self::Refused
    }
}

type Cookies = Vec<(HeaderName, String)>;

async fn come_back(app: &App, site: &Site, returned: Returned) -> Result<(&'static str, Cookies), Matter> {
    let now_us = clock::wall_us();
    let cookie = auth::cookie(&site.headers, site.door.sign_on_cookie()).ok_or(Matter::Again)?;
    let state = returned.state.filter(|state| auth::secret::equal(state, cookie.expose()));
    let state = state.ok_or(Matter::Again)?;
    let waiting = app.ways.sign_ons.take(&state, now_us).ok_or(Matter::Again)?;
    let code = returned.code.ok_or(Matter::Again)?;
    let provider = app.ways.sign_on.provider(&waiting.provider).ok_or(Matter::Refused)?;
    let errand = waiting.errand.clone();
    let identified = provider.end(code, waiting).await.map_err(|error| {
        tracing::warn!(provider = provider.id, %error, "a sign-on was refused");
        Matter::Refused
    })?;
    let (user, shared, place) = match errand {
        Errand::Enter { shared } => (linked(app, provider, &identified).await?, shared, "/"),
        Errand::Link { user, login } => {
            still_open(app, &login, now_us).await?;
            link(app, provider, &identified, user).await?;
            return Ok(("/settings#sign-on=linked", Vec::new()));
        }
        Errand::Accept(hash) => (accept(app, provider, &identified, &hash).await?, false, "/"),
    };
    let factors = if provider.two_factors { 2 } else { 1 };
    let (AppendHeaders(cookies), _) =
        enter(app, site, user, Entry { way: Way::SignOn, factors, shared }).await?;
    Ok((place, cookies))
}

/// The colleague of the provider's institution whose login is linked to this account.
async fn linked(app: &App, provider: &Provider, who: &Identified) -> Result<User, Matter> {
    let user = app.store.linked_to(&who.issuer, &who.subject).await.map_err(Failure::from)?;
    let user = user.ok_or(Matter::Unlinked)?;
    let user = app.store.user(user, clock::wall_us()).await.map_err(Failure::from)?;
    user.filter(|user| user.organisation_name == provider.organisation).ok_or(Matter::Unlinked)
}

/// The login from which somebody left to link an account must still be there, and open, when they come back.
async fn still_open(app: &App, login: &[u8], now_us: i64) -> Result<(), Matter> {
    let row = app.store.login_by_token(login, now_us).await.map_err(Failure::from)?.ok_or(Matter::Again)?;
    if row.idle_us > 0 {
        let touch = Touch { idle_us: row.idle_us, seen_us: row.seen_us, locked: row.locked };
        app.ways.tablets.know(login, touch, now_us);
        if app.ways.tablets.is_locked(login, now_us) {
            return Err(Matter::Again);
        }
    }
    Ok(())
}

/// Links the account to the login of a one-time link, as the link says; one that cannot be linked does not use it up.
async fn accept(app: &App, provider: &Provider, who: &Identified, hash: &[u8]) -> Result<User, Matter> {
    let now_us = clock::wall_us();
    let (user, _) = app.store.reset_of(hash, now_us).await.map_err(Failure::from)?.ok_or(Matter::Again)?;
    may_link(app, provider, user, now_us).await?;
    help::audit_use(app, user).await?;
    let used = app.store.use_reset_by_sign_on(hash, (&who.issuer, &who.subject), now_us).await;
    match used {
        Err(StoreError::Taken) => return Err(Matter::Taken),
        used => used.map_err(Failure::from)?.ok_or(Matter::Again)?,
    };
    linked(app, provider, who).await
}

async fn link(app: &App, provider: &Provider, who: &Identified, user: session::UserId) -> Result<(), Matter> {
    let now_us = clock::wall_us();
    may_link(app, provider, user, now_us).await?;
    match app.store.link_sign_on(&who.issuer, &who.subject, user, now_us).await {
        Err(StoreError::Taken) => Err(Matter::Taken),
        linked => Ok(linked.map_err(Failure::from)?),
    }
}

/// Only a colleague of the provider's own institution; with the line in the access log.
async fn may_link(app: &App, provider: &Provider, user: session::UserId, now_us: i64) -> Result<(), Matter> {
    let known = app.store.user(user, now_us).await.map_err(Failure::from)?;
    let known = known.filter(|user| user.organisation_name == provider.organisation);
    let known = known.ok_or(Matter::Unlinked)?;
    let row = auth::audit_row(&known, "create", "sign-on", Some(user.0), None);
    app.store.audit(&row, now_us).await.map_err(Failure::from)?;
    Ok(())
}

/// Sends the browser to the provider to sign out there too, after signing out here; back to our page where it has no such place.
#[utoipa::path(get, path = "/api/v1/login/sign-on/{id}/out", tag = "login", params(("id" = String, Path)),
    responses((status = 303, description = "To the provider, or to our own page."), (status = 404, body = Problem)))]
pub(in super::super) async fn out(
    State(app): State<App>,
    site: Site,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let provider = app.ways.sign_on.provider(&id).ok_or(Failure::Unknown("provider"))?;
    let back = format!("{}/", site.address.as_deref().ok_or(Failure::Unknown("provider"))?);
    let url = provider.sign_out(&back).await.unwrap_or_else(|error| {
        tracing::warn!(provider = provider.id, %error, "no signing out at the provider");
        None
    });
    Ok(to(url.as_deref().unwrap_or("/"), Vec::new()))
}

fn to(place: &str, mut headers: Cookies) -> Response {
    headers.push((header::LOCATION, place.to_owned()));
    (StatusCode::SEE_OTHER, AppendHeaders(headers)).into_response()
}
