//! Passkeys of colleagues: making them, signing in with them, taking them away. Those of clients are in [`super::client`].

use super::{super::Failure, Entry, Site, enter, enter::Entered, prove};
use crate::{
    app::App,
    auth::{
        Anyone, ChangeOwnLogin, Granted,
        passkey::{Answer, Relying},
        ways::Ceremony,
    },
    clock,
    store::{Owner, StoreError},
};
use axum::{
    Json,
    extract::{ConnectInfo, Path, State},
    http::StatusCode,
};
use link::{
    api::{Me, Problem},
    login::{OwnPasskey, Proof, Way},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use session::UserId;
use std::net::SocketAddr;
use utoipa::ToSchema;
use uuid::Uuid;

/// What the browser asks the authenticator.
#[derive(Serialize, ToSchema)]
pub(in super::super) struct PasskeyAsk {
    /// To be sent with the answer, within five minutes.
    ticket: String,
    /// As `PublicKeyCredential.parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON` reads it.
    #[schema(value_type = Object)]
    options: Value,
}

/// What the authenticator answered.
#[derive(Deserialize, ToSchema)]
pub(in super::super) struct PasskeyAnswer {
    /// From [`PasskeyAsk`].
    pub(super) ticket: String,
    /// As `PublicKeyCredential.toJSON` gives it.
    #[schema(value_type = Object)]
    pub(super) credential: Value,
    /// Whether others use the device too; for signing in.
    #[serde(default)]
    shared: bool,
}

/// A new passkey.
#[derive(Deserialize, ToSchema)]
pub(in super::super) struct NewPasskey {
    /// From [`PasskeyAsk`].
    pub(super) ticket: String,
    /// As `PublicKeyCredential.toJSON` gives it.
    #[schema(value_type = Object)]
    pub(super) credential: Value,
    /// What its owner calls it, 1 to 40 characters.
    pub(super) name: String,
}

/// The longest name of a passkey, in characters.
const NAME_MAX: usize = 40;
/// More nobody needs.
const PASSKEYS_MAX: usize = 20;

/// What checks passkeys at the address of a request.
pub(super) fn relying(site: &Site) -> Result<Relying, Failure> {
    site.address.as_deref().and_then(Relying::at).ok_or(Failure::NoPasskeysHere)
}

/// Asks for any passkey.
pub(super) fn ask(app: &App, site: &Site) -> Result<PasskeyAsk, Failure> {
    let (options, state) = relying(site)?.ask()?;
    let ticket = app.ways.ceremonies.put(Ceremony::Authentication(Box::new(state)), clock::wall_us())?;
    Ok(PasskeyAsk { ticket: ticket.expose().to_owned(), options })
}

/// Whose passkey answered; the answer works once, and its counter is written down.
pub(super) async fn answered(
    app: &App,
    site: &Site,
    ticket: &str,
    credential: Value,
) -> Result<Owner, Failure> {
    let now_us = clock::wall_us();
    let Some(Ceremony::Authentication(state)) = app.ways.ceremonies.take(ticket, now_us) else {
        return Err(Failure::TooLate);
    };
    let answer = Answer::read(credential)?;
    let known = app.store.passkey(answer.credential_id()).await?.ok_or(Failure::WrongPasskey)?;
    if answer.owner() != Some(known.owner.id()) {
        return Err(Failure::WrongPasskey);
    }
    let credential = relying(site)?.check(&answer, *state, &known.credential)?;
    if !app.store.use_passkey(&known, &credential, now_us).await? {
        return Err(Failure::WrongPasskey);
    }
    Ok(known.owner)
}

/// Begins to make a passkey of somebody.
pub(super) async fn begin_for(
    app: &App,
    site: &Site,
    owner: Owner,
    login: &str,
    name: &str,
) -> Result<PasskeyAsk, Failure> {
    let known = app.store.passkey_credentials(owner).await?;
    if known.len() >= PASSKEYS_MAX {
        return Err(Failure::BadInput("too many passkeys"));
    }
    let (options, state) = relying(site)?.register(owner.id(), login, name, known)?;
    let ceremony = Ceremony::Registration(owner, Box::new(state));
    let ticket = app.ways.ceremonies.put(ceremony, clock::wall_us())?;
    Ok(PasskeyAsk { ticket: ticket.expose().to_owned(), options })
}

/// Ends it.
pub(super) async fn make_for(
    app: &App,
    site: &Site,
    owner: Owner,
    new: NewPasskey,
) -> Result<OwnPasskey, Failure> {
    let name = super::super::clients::plain_name(&new.name, NAME_MAX).ok_or(Failure::BadInput("name"))?;
    let now_us = clock::wall_us();
    let state = match app.ways.ceremonies.take(&new.ticket, now_us) {
        Some(Ceremony::Registration(begun, state)) if begun == owner => state,
        _ => return Err(Failure::TooLate),
    };
    let (credential_id, credential) = relying(site)?.registered(new.credential, &state)?;
    let added = app.store.add_passkey(owner, &credential_id, &credential, &name, now_us).await;
    let id = added.map_err(|error| match error {
        StoreError::Taken => Failure::WrongPasskey,
        error => error.into(),
    })?;
    Ok(OwnPasskey { id, name, created: now_us, used: None })
}

/// Begins to sign in with a passkey.
#[utoipa::path(post, path = "/api/v1/login/passkey/begin", tag = "login",
    responses((status = 200, body = PasskeyAsk), (status = 409, body = Problem), (status = 429, body = Problem)))]
pub(in super::super) async fn begin(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    _: Anyone,
    site: Site,
) -> Result<Json<PasskeyAsk>, Failure> {
    app.ways.may_knock(peer.ip(), clock::monotonic_us())?;
    Ok(Json(ask(&app, &site)?))
}

/// Signs a colleague in with a passkey: two factors at once. The answer sets the cookie.
#[utoipa::path(post, path = "/api/v1/login/passkey", tag = "login", request_body = PasskeyAnswer,
    responses((status = 200, body = Me), (status = 403, body = Problem), (status = 410, body = Problem),
        (status = 429, body = Problem)))]
pub(in super::super) async fn login(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    _: Anyone,
    site: Site,
    Json(answer): Json<PasskeyAnswer>,
) -> Result<Entered, Failure> {
    let (now_us, address) = (clock::monotonic_us(), peer.ip());
    app.ways.may_knock(address, now_us)?;
    let owner = answered(&app, &site, &answer.ticket, answer.credential).await;
    let owner = owner.inspect_err(|_| app.ways.knocked_wrong(address, now_us))?;
    let Owner::User(user) = owner else { return Err(Failure::WrongPasskey) };
    let user = app.store.user(user, clock::wall_us()).await?.ok_or(Failure::WrongPasskey)?;
    enter(&app, &site, user, Entry { way: Way::Passkey, factors: 2, shared: answer.shared }).await
}

/// Begins to make a passkey.
#[utoipa::path(post, path = "/api/v1/me/passkeys/begin", tag = "own login", request_body = Proof,
    responses((status = 200, body = PasskeyAsk), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 429, body = Problem)))]
pub(in super::super) async fn begin_own(
    State(app): State<App>,
    granted: Granted<ChangeOwnLogin>,
    site: Site,
    Json(proof): Json<Proof>,
) -> Result<Json<PasskeyAsk>, Failure> {
    relying(&site)?;
    prove(&app, &granted, proof.password).await?;
    let user = &granted.user;
    let own = app.store.own_login(user.id).await?.ok_or(Failure::NotSignedIn)?;
    Ok(Json(begin_for(&app, &site, Owner::User(user.id), &own.login, &user.name).await?))
}

/// Keeps the passkey that was made.
#[utoipa::path(post, path = "/api/v1/me/passkeys", tag = "own login", request_body = NewPasskey,
    responses((status = 201, body = OwnPasskey), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 410, body = Problem), (status = 422, body = Problem)))]
pub(in super::super) async fn make_own(
    State(app): State<App>,
    granted: Granted<ChangeOwnLogin>,
    site: Site,
    Json(new): Json<NewPasskey>,
) -> Result<(StatusCode, Json<OwnPasskey>), Failure> {
    let user: UserId = granted.user.id;
    granted.audit(&app, "create", "passkey", Some(user.0)).await?;
    let made = make_for(&app, &site, Owner::User(user), new).await?;
    // Whoever made it has just been verified by it.
    app.store.raise_login(&granted.token.hash(), Way::Passkey, 2).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// Forgets a passkey.
#[utoipa::path(delete, path = "/api/v1/me/passkeys/{id}", tag = "own login", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub(in super::super) async fn remove_own(
    State(app): State<App>,
    granted: Granted<ChangeOwnLogin>,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Failure> {
    let user = granted.user.id;
    granted.audit(&app, "delete", "passkey", Some(user.0)).await?;
    if app.store.remove_passkey(Owner::User(user), id).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Failure::Unknown("passkey"))
    }
}
