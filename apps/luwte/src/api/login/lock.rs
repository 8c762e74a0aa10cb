//! Shared tablets: locking, and coming back with six digits or a passkey.

use super::{super::Failure, Site, own, passkey, prove};
use crate::{
    app::{App, Door},
    auth::{self, ChangeOwnLogin, Granted, password, secret::Token, standing},
    clock,
    store::{Owner, PIN_TRIES, User},
};
use axum::{
    Json,
    extract::{FromRequestParts, State},
    http::{StatusCode, request::Parts},
};
use link::{
    api::Problem,
    login::{LockState, NewPin, Unlock},
};

/// Whose login it is, locked or not: for what opens or ends it, and nothing else.
pub(in super::super) struct EvenLocked {
    user: User,
    pub(super) token: Token,
}

impl FromRequestParts<App> for EvenLocked {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let door = Door::of(parts);
        let token = auth::cookie(&parts.headers, door.login_cookie()).ok_or(Failure::NotSignedIn)?;
        let user = app.store.user_by_token(&token.hash(), clock::wall_us()).await?;
        let user = user.ok_or(Failure::NotSignedIn)?;
        auth::check_page(app, parts, door, Some(&token))?;
        Ok(Self { user, token })
    }
}

impl EvenLocked {
    /// Writes into the access log what is about to be done with the login; without the row nothing is done.
    pub(super) async fn audit(&self, app: &App, action: &'static str) -> Result<(), Failure> {
        let row = auth::audit_row(&self.user, action, "login", Some(self.user.id.0), None);
        app.store.audit(&row, clock::wall_us()).await?;
        Ok(())
    }
}

/// Whether the login is locked, and how it can be opened.
#[utoipa::path(get, path = "/api/v1/me/lock", tag = "own login",
    responses((status = 200, body = LockState), (status = 401, body = Problem)))]
pub(in super::super) async fn state(
    State(app): State<App>,
    whose: EvenLocked,
    site: Site,
) -> Result<Json<LockState>, Failure> {
    let login = own::row(&app, &whose.token).await?;
    let has_pin = app.store.pin(whose.user.id).await?.is_some();
    let has_passkey = !app.store.passkey_credentials(Owner::User(whose.user.id)).await?.is_empty();
    Ok(Json(LockState {
        locked: standing::is_locked(&app, &whose.token),
        pin_tries_left: if has_pin { PIN_TRIES.saturating_sub(login.wrong_pins) } else { 0 },
        passkey: has_passkey && passkey::relying(&site).is_ok(),
        csrf: whose.token.csrf(),
        locks_after_s: u32::try_from(login.idle_us / 1_000_000).unwrap_or(0),
        name: whose.user.name,
    }))
}

/// Locks the login, where it is on a shared tablet.
#[utoipa::path(post, path = "/api/v1/me/lock", tag = "own login",
    responses((status = 204), (status = 401, body = Problem)))]
pub(in super::super) async fn lock(State(app): State<App>, whose: EvenLocked) -> Result<StatusCode, Failure> {
    let hash = whose.token.hash();
    // Known first: a server that was restarted has not heard of the tablet yet.
    own::row(&app, &whose.token).await?;
    app.ways.tablets.lock(&hash);
    app.store.lock_login(&hash, clock::wall_us()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Somebody touched the tablet.
#[utoipa::path(post, path = "/api/v1/me/touch", tag = "own login",
    responses((status = 204), (status = 401, body = Problem), (status = 423, body = Problem)))]
pub(in super::super) async fn touch(_: Granted<ChangeOwnLogin>) -> StatusCode {
    // Being let in as a change is the touch.
    StatusCode::NO_CONTENT
}

/// Opens the login with its owner's six digits; after five wrong ones only a full sign-in does.
#[utoipa::path(post, path = "/api/v1/me/unlock", tag = "own login", request_body = Unlock,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(in super::super) async fn unlock(
    State(app): State<App>,
    whose: EvenLocked,
    Json(unlock): Json<Unlock>,
) -> Result<StatusCode, Failure> {
    let hash = whose.token.hash();
    let pin = app.store.pin(whose.user.id).await?;
    if pin.is_none() || !app.store.count_pin_try(&hash).await? {
        return Err(Failure::ProveAgain);
    }
    if !password::verify_digits(unlock.pin, pin).await? {
        tracing::info!(user = %whose.user.id, "wrong digits on a locked tablet");
        return Err(Failure::WrongCode);
    }
    open(&app, &whose).await
}

/// Opens the login with a passkey of its owner; begin with `POST /api/v1/login/passkey/begin`.
#[utoipa::path(post, path = "/api/v1/me/unlock/passkey", tag = "own login", request_body = passkey::PasskeyAnswer,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 410, body = Problem)))]
pub(in super::super) async fn unlock_by_passkey(
    State(app): State<App>,
    whose: EvenLocked,
    site: Site,
    Json(answer): Json<passkey::PasskeyAnswer>,
) -> Result<StatusCode, Failure> {
    let owner = passkey::answered(&app, &site, &answer.ticket, answer.credential).await?;
    if owner != Owner::User(whose.user.id) {
        return Err(Failure::WrongPasskey);
    }
    open(&app, &whose).await
}

async fn open(app: &App, whose: &EvenLocked) -> Result<StatusCode, Failure> {
    let (hash, now_us) = (whose.token.hash(), clock::wall_us());
    whose.audit(app, "unlock").await?;
    app.store.open_login(&hash, now_us).await?;
    app.ways.tablets.open(&hash, now_us);
    Ok(StatusCode::NO_CONTENT)
}

/// Chooses six digits for shared tablets.
#[utoipa::path(put, path = "/api/v1/me/pin", tag = "own login", request_body = NewPin,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem),
        (status = 429, body = Problem)))]
pub(in super::super) async fn set_pin(
    State(app): State<App>,
    granted: Granted<ChangeOwnLogin>,
    Json(new): Json<NewPin>,
) -> Result<StatusCode, Failure> {
    if new.pin.len() != 6 || !new.pin.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(Failure::BadInput("six digits"));
    }
    if is_guessable(&new.pin) {
        return Err(Failure::PinGuessable);
    }
    prove(&app, &granted, new.password).await?;
    let hash = password::hash_digits(new.pin).await?;
    granted.audit(&app, "set", "pin", Some(granted.user.id.0)).await?;
    app.store.set_pin(granted.user.id, Some(&hash), clock::wall_us()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes the six digits away.
#[utoipa::path(delete, path = "/api/v1/me/pin", tag = "own login",
    responses((status = 204), (status = 401, body = Problem)))]
pub(in super::super) async fn remove_pin(
    State(app): State<App>,
    granted: Granted<ChangeOwnLogin>,
) -> Result<StatusCode, Failure> {
    granted.audit(&app, "delete", "pin", Some(granted.user.id.0)).await?;
    app.store.set_pin(granted.user.id, None, clock::wall_us()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Repeats and rows: what anybody tries in five tries.
fn is_guessable(pin: &str) -> bool {
    let digits = pin.as_bytes();
    let step = |by: i16| digits.windows(2).all(|two| i16::from(two[1]) - i16::from(two[0]) == by);
    let repeats = |length: usize| digits.iter().enumerate().all(|(n, digit)| *digit == digits[n % length]);
    step(1) || step(-1) || repeats(1) || repeats(2) || repeats(3) || pin == "112233" || pin == "123321"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_repeats_are_no_secret() {
        for pin in ["000000", "123456", "654321", "121212", "123123", "112233", "456789"] {
            assert!(is_guessable(pin), "{pin}");
        }
        for pin in ["480913", "100200", "271828"] {
            assert!(!is_guessable(pin), "{pin}");
        }
    }
}
