//! One's own login: what opens it, where one is signed in, and the password.

use super::{super::Failure, Site, prove};
use crate::{
    app::App,
    auth::{
        ChangeOwnLogin, Granted, OwnLogin, passkey::Relying, password, secret::Token, standing, tablet::Touch,
    },
    clock,
    store::{LoginRow, Owner},
};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use link::{
    api::Problem,
    login::{self, NewPassword, SignOnLink, SignOnProvider, SignedInAt},
};
use uuid::Uuid;

/// Everything about one's own login.
#[utoipa::path(get, path = "/api/v1/me/login", tag = "own login",
    responses((status = 200, body = login::OwnLogin), (status = 401, body = Problem)))]
pub(in super::super) async fn own(
    State(app): State<App>,
    granted: Granted<OwnLogin>,
    site: Site,
) -> Result<Json<login::OwnLogin>, Failure> {
    let (user, now_us) = (&granted.user, clock::wall_us());
    let own = app.store.own_login(user.id).await?.ok_or(Failure::NotSignedIn)?;
    let totp = app.store.second_factor(user.id).await?.and_then(|row| row.confirmed_us);
    let links = app.store.sign_on_links(user.id).await?;
    let providers = &app.ways.sign_on.providers;
    let named = |issuer: &str| {
        let known = providers.iter().find(|provider| provider.issuer == issuer);
        known.map_or_else(|| issuer.to_owned(), |provider| provider.name.clone())
    };
    let offered = providers.iter().filter(|provider| provider.organisation == user.organisation_name);
    let logins = app.store.logins_of(user.id, now_us).await?;
    let this = granted.token.hash();
    let is_locked = |hash: &[u8], login: &LoginRow| {
        if login.idle_us == 0 {
            return false;
        }
        let touch = Touch { idle_us: login.idle_us, seen_us: login.seen_us, locked: login.locked };
        app.ways.tablets.know(hash, touch, now_us);
        app.ways.tablets.is_locked(hash, now_us)
    };
    let place = |(hash, login): (Vec<u8>, LoginRow)| {
        Some(SignedInAt {
            id: login.id?,
            this_one: hash == this,
            shared: login.idle_us > 0,
            locked: is_locked(&hash, &login),
            device: login.device,
            way: login.way,
            created: login.created_us,
            seen: login.seen_us,
        })
    };
    Ok(Json(login::OwnLogin {
        login: own.login,
        password: !own.password_hash.is_empty(),
        totp,
        recovery_left: app.store.recovery_left(user.id).await?,
        passkeys: app.store.passkeys_of(Owner::User(user.id)).await?,
        passkeys_work: site.address.as_deref().and_then(Relying::at).is_some(),
        pin: app.store.pin(user.id).await?.is_some(),
        sign_on_offered: offered
            .map(|provider| SignOnProvider { id: provider.id.clone(), name: provider.name.clone() })
            .collect(),
        sign_on: links
            .into_iter()
            .map(|(issuer, created)| SignOnLink { name: named(&issuer), created })
            .collect(),
        two_factors_required: app.store.needs_two_factors(user.id, now_us).await?,
        logins: logins.into_iter().filter_map(place).collect(),
    }))
}

/// Changes the password, and signs out everywhere else.
#[utoipa::path(put, path = "/api/v1/me/password", tag = "own login", request_body = NewPassword,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem),
        (status = 429, body = Problem)))]
pub(in super::super) async fn password(
    State(app): State<App>,
    granted: Granted<ChangeOwnLogin>,
    Json(new): Json<NewPassword>,
) -> Result<StatusCode, Failure> {
    let user = &granted.user;
    let own = app.store.own_login(user.id).await?.ok_or(Failure::NotSignedIn)?;
    if own.password_hash.is_empty() {
        prove(&app, &granted, None).await?;
    } else {
        // The current password itself: having signed in just now is not enough.
        let current = new.current.ok_or(Failure::ProveAgain)?;
        app.ways.count_code(user.id.0, clock::monotonic_us())?;
        if !password::verify(current, Some(own.password_hash)).await? {
            return Err(Failure::WrongCode);
        }
        app.ways.was_right(user.id.0);
    }
    let personal = [own.login.as_str(), &user.name, &user.organisation_name, "luwte"];
    let hash = password::choose(new.new, &personal).await?;
    granted.audit(&app, "set", "password", Some(user.id.0)).await?;
    app.store.set_password(user.id, &hash, &granted.token.hash()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Signs out in one other place.
#[utoipa::path(delete, path = "/api/v1/me/logins/{id}", tag = "own login", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub(in super::super) async fn sign_out_there(
    State(app): State<App>,
    granted: Granted<ChangeOwnLogin>,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Failure> {
    if app.store.remove_login_of(granted.user.id, id).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Failure::Unknown("login"))
    }
}

/// Signs out everywhere but here.
#[utoipa::path(delete, path = "/api/v1/me/logins", tag = "own login",
    responses((status = 204), (status = 401, body = Problem)))]
pub(in super::super) async fn sign_out_elsewhere(
    State(app): State<App>,
    granted: Granted<ChangeOwnLogin>,
) -> Result<StatusCode, Failure> {
    app.store.remove_other_logins(granted.user.id, &granted.token.hash()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes the institution's accounts away from the login.
#[utoipa::path(delete, path = "/api/v1/me/sign-on", tag = "own login",
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(in super::super) async fn unlink(
    State(app): State<App>,
    granted: Granted<ChangeOwnLogin>,
) -> Result<StatusCode, Failure> {
    let user = granted.user.id;
    let own = app.store.own_login(user).await?.ok_or(Failure::NotSignedIn)?;
    // Who has nothing else would lock themselves out.
    if own.password_hash.is_empty() && app.store.passkey_credentials(Owner::User(user)).await?.is_empty() {
        return Err(Failure::OnlyWayIn);
    }
    granted.audit(&app, "delete", "sign-on", Some(user.0)).await?;
    app.store.unlink_sign_on(user).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The login of a token, as its routes need it.
pub(super) async fn row(app: &App, token: &Token) -> Result<LoginRow, Failure> {
    standing::login_of(app, token).await
}
