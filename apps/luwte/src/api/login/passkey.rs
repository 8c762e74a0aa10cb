//! Passkeys of colleagues: making them, signing in with them, taking them away. Those of clients are in [`super::client`].

use super::{super::Failure, Entry, Site, enter, enter::Entered, prove, shown_factor};
use crate::{
    app::App,
    auth::{
        Anyone, ChangeOwnLogin, Granted,
        passkey::{Answer, Relying},
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
use std::net::{IpAddr, SocketAddr};
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
    pub(super) shared: bool,
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
pub(super) fn ask(app: &App, site: &Site, from: IpAddr) -> Result<PasskeyAsk, Failure> {
    let (options, state) = relying(site)?.ask()?;
    let ticket = app.ways.authentications.put_from(Box::new(state), from, clock::wall_us())?;
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
    let state = app.ways.authentications.take(ticket, now_us).ok_or(Failure::TooLate)?;
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
    let ticket = app.ways.registrations.put((owner, Box::new(state)), clock::wall_us())?;
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
    let begun = app.ways.registrations.take(&new.ticket, now_us);
    let (_, state) = begun.filter(|(begun, _)| *begun == owner).ok_or(Failure::TooLate)?;
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
    responses((status = 200, body = PasskeyAsk), (status = 409, body = Problem)))]
pub(in super::super) async fn begin(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    _: Anyone,
    site: Site,
) -> Result<Json<PasskeyAsk>, Failure> {
    Ok(Json(ask(&app, &site, peer.ip())?))
}

/// Signs a colleague in with a passkey: two factors at once. The answer sets the cookie.
#[utoipa::path(post, path = "/api/v1/login/passkey", tag = "login", request_body = PasskeyAnswer,
    responses((status = 200, body = Me), (status = 403, body = Problem), (status = 410, body = Problem)))]
pub(in super::super) async fn login(
    State(app): State<App>,
    _: Anyone,
    site: Site,
    Json(answer): Json<PasskeyAnswer>,
) -> Result<Entered, Failure> {
    // No brake here: a passkey cannot be guessed, and a whole institution can come from one address.
    let owner = answered(&app, &site, &answer.ticket, answer.credential).await?;
    let Owner::User(user) = owner else { return Err(Failure::WrongPasskey) };
    let user = app.store.user(user, clock::wall_us()).await?.ok_or(Failure::WrongPasskey)?;
    enter(&app, &site, user, Entry { way: Way::Passkey, factors: 2, shared: answer.shared }).await
}

/// Brings the second factor to a login that was made with one: a passkey of its owner. Begin with
/// `POST /api/v1/login/passkey/begin`.
#[utoipa::path(post, path = "/api/v1/me/second/passkey", tag = "own login", request_body = PasskeyAnswer,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 410, body = Problem)))]
pub(in super::super) async fn raise(
    State(app): State<App>,
    granted: Granted<ChangeOwnLogin>,
    site: Site,
    Json(answer): Json<PasskeyAnswer>,
) -> Result<StatusCode, Failure> {
    if answered(&app, &site, &answer.ticket, answer.credential).await? != Owner::User(granted.user.id) {
        return Err(Failure::WrongPasskey);
    }
    granted.audit(&app, "raise", "login", Some(granted.user.id.0)).await?;
    app.store.raise_login(&granted.token.hash(), Way::Passkey, 2).await?;
    Ok(StatusCode::NO_CONTENT)
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
    // Another factor may have come since this one was begun.
    shown_factor(&app, &granted).await?;
    granted.audit(&app, "create", "passkey", Some(user.0)).await?;
    let made = make_for(&app, &site, Owner::User(user), new).await?;
    // Whoever made it has just been verified by it.
    app.store.raise_login(&granted.token.hash(), Way::Passkey, 2).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// Forgets a passkey; not the only thing that opens the login.
#[utoipa::path(delete, path = "/api/v1/me/passkeys/{id}", tag = "own login", params(("id" = Uuid, Path)),
    request_body = Option<Proof>,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 429, body = Problem)))]
pub(in super::super) async fn remove_own(
    State(app): State<App>,
    granted: Granted<ChangeOwnLogin>,
    Path(id): Path<Uuid>,
    proof: Option<Json<Option<Proof>>>,
) -> Result<StatusCode, Failure> {
    let user = granted.user.id;
    prove(&app, &granted, proof.and_then(|Json(proof)| proof?.password)).await?;
    let own = app.store.own_login(user).await?.ok_or(Failure::NotSignedIn)?;
    let passkeys = app.store.passkeys_of(Owner::User(user)).await?;
    let is_last = passkeys.len() == 1 && passkeys.iter().all(|passkey| passkey.id == id);
    if is_last && own.password_hash.is_empty() && app.store.sign_on_links(user).await?.is_empty() {
        return Err(Failure::OnlyWayIn);
    }
    granted.audit(&app, "delete", "passkey", Some(user.0)).await?;
    if app.store.remove_passkey(Owner::User(user), id).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Failure::Unknown("passkey"))
    }
}
