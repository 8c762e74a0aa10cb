//! Clients: a code from their practitioner or a passkey signs them in; no name, no account, no e-mail address.

use super::{
    super::Failure,
    Site, enter,
    passkey::{self, NewPasskey, PasskeyAnswer, PasskeyAsk},
};
use crate::{
    app::App,
    auth::{
        self, Anyone, ChangeClientLogins, ChangeOwnLogin, Granted, OwnLogin, ReadClientLogins,
        client::{GrantedClient, client_row},
        secret::{self, Token},
    },
    clock,
    store::{ClientLoginToAdd, Owner, SignedInClient},
};
use axum::{
    Json,
    extract::{ConnectInfo, Path, State},
    http::{HeaderName, StatusCode, header},
    response::AppendHeaders,
};
use link::{
    api::Problem,
    login::{ClientCode, ClientLoginState, ClientMe, ClientSignIn, OwnPasskey, Way},
};
use session::ClientId;
use std::net::SocketAddr;
use uuid::Uuid;

/// A client's login lasts half a year on their own device: who has to find the code again gives up.
const CLIENT_SECONDS: i64 = 182 * 86_400;

/// On a device that others use too: no longer than a visit, and less when nothing is asked.
const SHARED_SECONDS: i64 = 2 * 3_600;
const SHARED_IDLE_US: i64 = 900_000_000;
/// A code from a practitioner is used within a week, once.
const GIVEN_US: i64 = 7 * 86_400_000_000;

type Entered = (AppendHeaders<[(HeaderName, String); 1]>, Json<ClientMe>);

fn code_hash(code: &str) -> Vec<u8> {
    secret::typed_code_hash("client", code)
}

/// How a client can sign in.
#[utoipa::path(get, path = "/api/v1/clients/{id}/login", tag = "clients", params(("id" = ClientId, Path)),
    responses((status = 200, body = ClientLoginState), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(in super::super) async fn state(
    State(app): State<App>,
    granted: Granted<ReadClientLogins>,
    Path(id): Path<ClientId>,
) -> Result<Json<ClientLoginState>, Failure> {
    granted.audit_client(&app, "read", "client-login", Some(id.0), id).await?;
    let passkeys = app.store.passkey_credentials(Owner::Client(id)).await?.len();
    Ok(Json(ClientLoginState {
        code: app.store.client_code_since(id).await?,
        passkeys: u32::try_from(passkeys).unwrap_or(u32::MAX),
    }))
}

/// Gives a client a new code, shown once, which works once within a week; the earlier one opens nothing any more.
#[utoipa::path(post, path = "/api/v1/clients/{id}/code", tag = "clients", params(("id" = ClientId, Path)),
    responses((status = 201, body = ClientCode), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(in super::super) async fn give(
    State(app): State<App>,
    granted: Granted<ChangeClientLogins>,
    Path(id): Path<ClientId>,
) -> Result<(StatusCode, Json<ClientCode>), Failure> {
    granted.audit_client(&app, "create", "client-code", Some(id.0), id).await?;
    let code = secret::enrolment_code()?;
    let now_us = clock::wall_us();
    app.store.set_client_code(id, &code_hash(&code), &[], Some(now_us + GIVEN_US), now_us).await?;
    Ok((StatusCode::CREATED, Json(ClientCode { code: secret::grouped(&code) })))
}

/// Takes every way in from a client, and signs them out.
#[utoipa::path(delete, path = "/api/v1/clients/{id}/login", tag = "clients", params(("id" = ClientId, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(in super::super) async fn take(
    State(app): State<App>,
    granted: Granted<ChangeClientLogins>,
    Path(id): Path<ClientId>,
) -> Result<StatusCode, Failure> {
    granted.audit_client(&app, "delete", "client-login", Some(id.0), id).await?;
    app.store.remove_client_login(id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Signs a client in with their code; the answer sets the cookie.
#[utoipa::path(post, path = "/api/v1/client/login", tag = "client", request_body = ClientSignIn,
    responses((status = 200, body = ClientMe), (status = 403, body = Problem), (status = 429, body = Problem)))]
pub(in super::super) async fn login(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    _: Anyone,
    site: Site,
    Json(sign_in): Json<ClientSignIn>,
) -> Result<Entered, Failure> {
    let (hash, now_us) = (code_hash(&sign_in.code), clock::wall_us());
    let Some((client, given)) = app.store.client_by_code(&hash, now_us).await? else {
        app.ways.knocked_wrong(peer.ip(), clock::monotonic_us())?;
        return Err(Failure::WrongCode);
    };
    let mut own = None;
    if given {
        // Their practitioner knows it: from now on a code of their own opens this, shown once.
        let code = secret::enrolment_code()?;
        if !app.store.own_client_code(client.id, &hash, &code_hash(&code), now_us).await? {
            return Err(Failure::WrongCode);
        }
        own = Some(ClientCode { code: secret::grouped(&code) });
    }
    let (cookies, Json(me)) = let_in(&app, &site, client, Way::Code, sign_in.shared).await?;
    Ok((cookies, Json(ClientMe { own_code: own, ..me })))
}

/// Signs a client in with a passkey; begin with `POST /api/v1/login/passkey/begin`.
#[utoipa::path(post, path = "/api/v1/client/login/passkey", tag = "client", request_body = PasskeyAnswer,
    responses((status = 200, body = ClientMe), (status = 403, body = Problem), (status = 410, body = Problem)))]
pub(in super::super) async fn login_by_passkey(
    State(app): State<App>,
    _: Anyone,
    site: Site,
    Json(answer): Json<PasskeyAnswer>,
) -> Result<Entered, Failure> {
    let owner = passkey::answered(&app, &site, &answer.ticket, answer.credential).await?;
    let Owner::Client(id) = owner else { return Err(Failure::WrongPasskey) };
    let client = app.store.client_to_sign_in(id).await?.ok_or(Failure::WrongPasskey)?;
    let_in(&app, &site, client, Way::Passkey, answer.shared).await
}

async fn let_in(
    app: &App,
    site: &Site,
    client: SignedInClient,
    way: Way,
    shared: bool,
) -> Result<Entered, Failure> {
    let token = Token::new()?;
    let now_us = clock::wall_us();
    // Whoever signs in after somebody in the same browser leaves no login behind.
    if let Some(former) = auth::cookie(&site.headers, site.door.client_cookie()) {
        app.store.end_client_login(&former.hash()).await?;
    }
    app.store.audit(&client_row(&client, "enter", "client-login"), now_us).await?;
    let seconds = if shared { SHARED_SECONDS } else { CLIENT_SECONDS };
    let login = ClientLoginToAdd {
        client: client.id,
        way,
        device: &enter::device(&site.headers),
        idle_us: if shared { SHARED_IDLE_US } else { 0 },
        expires_us: now_us + seconds * 1_000_000,
    };
    app.store.make_client_login(&token.hash(), &login, now_us).await?;
    let cookie = site.door.set_cookie(site.door.client_cookie(), token.expose(), seconds);
    let me = me_of(app, site, client, &token).await?;
    Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), Json(me)))
}

async fn me_of(app: &App, site: &Site, client: SignedInClient, token: &Token) -> Result<ClientMe, Failure> {
    Ok(ClientMe {
        passkeys: app.store.passkeys_of(Owner::Client(client.id)).await?,
        passkeys_work: passkey::relying(site).is_ok(),
        client: client.id,
        alias: client.alias,
        organisation: client.organisation,
        organisation_name: client.organisation_name,
        csrf: token.csrf(),
        own_code: None,
    })
}

/// The client who is signed in.
#[utoipa::path(get, path = "/api/v1/client/me", tag = "client",
    responses((status = 200, body = ClientMe), (status = 401, body = Problem)))]
pub(in super::super) async fn me(
    State(app): State<App>,
    granted: GrantedClient<OwnLogin>,
    site: Site,
) -> Result<Json<ClientMe>, Failure> {
    Ok(Json(me_of(&app, &site, granted.client, &granted.token).await?))
}

/// Signs the client out; the cookie is taken away.
#[utoipa::path(post, path = "/api/v1/client/logout", tag = "client",
    responses((status = 204), (status = 401, body = Problem)))]
pub(in super::super) async fn logout(
    State(app): State<App>,
    granted: GrantedClient<OwnLogin>,
    site: Site,
) -> Result<(StatusCode, AppendHeaders<[(HeaderName, String); 1]>), Failure> {
    app.store.end_client_login(&granted.token.hash()).await?;
    let cookie = site.door.set_cookie(site.door.client_cookie(), "", 0);
    Ok((StatusCode::NO_CONTENT, AppendHeaders([(header::SET_COOKIE, cookie)])))
}

/// The client changes their code: the answer holds the new one, once; elsewhere they are signed out.
#[utoipa::path(post, path = "/api/v1/client/code", tag = "client",
    responses((status = 201, body = ClientCode), (status = 401, body = Problem)))]
pub(in super::super) async fn change(
    State(app): State<App>,
    granted: GrantedClient<ChangeOwnLogin>,
) -> Result<(StatusCode, Json<ClientCode>), Failure> {
    granted.audit(&app, "create", "client-code").await?;
    let code = secret::enrolment_code()?;
    let keep = granted.token.hash();
    app.store.set_client_code(granted.client.id, &code_hash(&code), &keep, None, clock::wall_us()).await?;
    Ok((StatusCode::CREATED, Json(ClientCode { code: secret::grouped(&code) })))
}

/// Begins to make a passkey of the client.
#[utoipa::path(post, path = "/api/v1/client/passkeys/begin", tag = "client",
    responses((status = 200, body = PasskeyAsk), (status = 401, body = Problem), (status = 409, body = Problem)))]
pub(in super::super) async fn begin_passkey(
    State(app): State<App>,
    granted: GrantedClient<ChangeOwnLogin>,
    site: Site,
) -> Result<Json<PasskeyAsk>, Failure> {
    let client = &granted.client;
    let owner = Owner::Client(client.id);
    Ok(Json(passkey::begin_for(&app, &site, owner, &client.alias, &client.alias).await?))
}

/// Keeps the client's passkey that was made.
#[utoipa::path(post, path = "/api/v1/client/passkeys", tag = "client", request_body = NewPasskey,
    responses((status = 201, body = OwnPasskey), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 410, body = Problem), (status = 422, body = Problem)))]
pub(in super::super) async fn make_passkey(
    State(app): State<App>,
    granted: GrantedClient<ChangeOwnLogin>,
    site: Site,
    Json(new): Json<NewPasskey>,
) -> Result<(StatusCode, Json<OwnPasskey>), Failure> {
    granted.audit(&app, "create", "passkey").await?;
    let made = passkey::make_for(&app, &site, Owner::Client(granted.client.id), new).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// Forgets a passkey of the client.
#[utoipa::path(delete, path = "/api/v1/client/passkeys/{id}", tag = "client", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub(in super::super) async fn remove_passkey(
    State(app): State<App>,
    granted: GrantedClient<ChangeOwnLogin>,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Failure> {
    granted.audit(&app, "delete", "passkey").await?;
    if app.store.remove_passkey(Owner::Client(granted.client.id), id).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Failure::Unknown("passkey"))
    }
}
