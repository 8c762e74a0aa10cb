//! The second step of signing in: a time code or a recovery code; and setting them up.

use super::{super::Failure, Entry, Site, enter, enter::Entered, prove, shown_factor};
use crate::{
    app::App,
    auth::{
        Anyone, ChangeOwnLogin, Granted,
        master::{MasterKey, Purpose},
        secret, standing, time_code,
    },
    clock,
    store::SecondFactorRow,
};
use axum::{Json, extract::State, http::StatusCode};
use link::{
    api::{Me, Problem},
    login::{NewTotp, Proof, RecoveryCodes, SecondFactor, TotpCode, Way},
};
use session::UserId;

const RECOVERY_CODES: usize = 10;

/// The second step: a time code, or a recovery code. The answer sets the cookie.
#[utoipa::path(post, path = "/api/v1/login/second", tag = "login", request_body = SecondFactor,
    responses((status = 200, body = Me), (status = 403, body = Problem), (status = 410, body = Problem),
        (status = 429, body = Problem)))]
pub(in super::super) async fn second(
    State(app): State<App>,
    _: Anyone,
    site: Site,
    Json(second): Json<SecondFactor>,
) -> Result<Entered, Failure> {
    let now_us = clock::wall_us();
    let pending = app.ways.seconds.look(&second.ticket, now_us).ok_or(Failure::TooLate)?;
    app.ways.count_code(pending.user.0, clock::monotonic_us())?;
    let Some(way) = check(&app, pending.user, &second.code, now_us).await? else {
        metrics::counter!("luwte_logins_total", "outcome" => "second-refused").increment(1);
        return Err(Failure::WrongCode);
    };
    app.ways.was_right(pending.user.0);
    // Of two that come with one ticket, one enters.
    app.ways.seconds.take(&second.ticket, now_us).ok_or(Failure::TooLate)?;
    let user = app.store.user(pending.user, now_us).await?.ok_or(Failure::TooLate)?;
    enter(&app, &site, user, Entry { way, factors: 2, shared: pending.shared }).await
}

/// Brings the second factor to a login that was made without: by the institution's account, which counts for one.
#[utoipa::path(post, path = "/api/v1/me/second", tag = "own login", request_body = TotpCode,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 429, body = Problem)))]
pub(in super::super) async fn raise(
    State(app): State<App>,
    granted: Granted<ChangeOwnLogin>,
    Json(code): Json<TotpCode>,
) -> Result<StatusCode, Failure> {
    let user = granted.user.id;
    app.ways.count_code(user.0, clock::monotonic_us())?;
    let way = check(&app, user, &code.code, clock::wall_us()).await?.ok_or(Failure::WrongCode)?;
    app.ways.was_right(user.0);
    granted.audit(&app, "raise", "login", Some(user.0)).await?;
    app.store.raise_login(&granted.token.hash(), way, 2).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whether a code is somebody's, and of which kind; it works no second time.
async fn check(app: &App, user: UserId, code: &str, now_us: i64) -> Result<Option<Way>, Failure> {
    let Some(row) = app.store.second_factor(user).await? else { return Ok(None) };
    if row.confirmed_us.is_none() || code.len() > 60 {
        return Ok(None);
    }
    if code.chars().filter(|c| !c.is_whitespace()).count() == 6 {
        let Some(step) = step(app, user, &row, code, now_us)? else { return Ok(None) };
        return Ok(app.store.use_step(user, step).await?.then_some(Way::Totp));
    }
    let used = app.store.use_recovery(user, &recovery_hash(code), now_us).await?;
    Ok(used.then_some(Way::Recovery))
}

fn step(
    app: &App,
    user: UserId,
    row: &SecondFactorRow,
    code: &str,
    now_us: i64,
) -> Result<Option<i64>, Failure> {
    let secret = master(app)?.open(Purpose::TimeCodes, user.0, &row.secret)?;
    Ok(time_code::accepted_step(&secret, code, now_us, row.last_step))
}

fn master(app: &App) -> Result<&MasterKey, Failure> {
    app.settings.master.as_ref().ok_or(Failure::Internal("no master key"))
}

fn recovery_hash(code: &str) -> Vec<u8> {
    secret::typed_code_hash("recovery", code)
}

/// Begins to set up time codes: the secret for the app. It is asked for only once the app has shown its first code.
#[utoipa::path(post, path = "/api/v1/me/totp", tag = "own login", request_body = Proof,
    responses((status = 200, body = NewTotp), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 429, body = Problem)))]
pub(in super::super) async fn begin(
    State(app): State<App>,
    granted: Granted<ChangeOwnLogin>,
    Json(proof): Json<Proof>,
) -> Result<Json<NewTotp>, Failure> {
    prove(&app, &granted, proof.password).await?;
    let user = &granted.user;
    let own = app.store.own_login(user.id).await?.ok_or(Failure::NotSignedIn)?;
    let secret = time_code::new_secret()?;
    let issuer = format!("Luwte {}", user.organisation_name);
    let (url, typed) =
        time_code::enrolment(&secret, &own.login, &issuer).ok_or(Failure::Internal("otpauth"))?;
    let sealed = master(&app)?.seal(Purpose::TimeCodes, user.id.0, &secret)?;
    if !app.store.begin_second_factor(user.id, &sealed, clock::wall_us()).await? {
        return Err(Failure::Taken);
    }
    Ok(Json(NewTotp { url, secret: typed }))
}

/// The app's first code: from now on time codes are asked. The answer holds the recovery codes, once.
#[utoipa::path(post, path = "/api/v1/me/totp/confirm", tag = "own login", request_body = TotpCode,
    responses((status = 200, body = RecoveryCodes), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 410, body = Problem), (status = 429, body = Problem)))]
pub(in super::super) async fn confirm(
    State(app): State<App>,
    granted: Granted<ChangeOwnLogin>,
    Json(code): Json<TotpCode>,
) -> Result<Json<RecoveryCodes>, Failure> {
    let (user, now_us) = (granted.user.id, clock::wall_us());
    let row = app.store.second_factor(user).await?.filter(|row| row.confirmed_us.is_none());
    let row = row.ok_or(Failure::TooLate)?;
    // A passkey may have come since this was begun.
    shown_factor(&app, &granted).await?;
    app.ways.count_code(user.0, clock::monotonic_us())?;
    let step = step(&app, user, &row, &code.code, now_us)?.ok_or(Failure::WrongCode)?;
    app.ways.was_right(user.0);
    let (codes, hashes) = recovery_codes()?;
    granted.audit(&app, "set", "time-codes", Some(user.0)).await?;
    if !app.store.confirm_second_factor(user, step, &hashes, now_us).await? {
        return Err(Failure::TooLate);
    }
    // The code that was just shown is the second factor of this login too.
    app.store.raise_login(&granted.token.hash(), Way::Totp, 2).await?;
    Ok(Json(RecoveryCodes { codes }))
}

/// Time codes are asked no more.
#[utoipa::path(post, path = "/api/v1/me/totp/remove", tag = "own login", request_body = Proof,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 429, body = Problem)))]
pub(in super::super) async fn remove(
    State(app): State<App>,
    granted: Granted<ChangeOwnLogin>,
    Json(proof): Json<Proof>,
) -> Result<StatusCode, Failure> {
    prove(&app, &granted, proof.password).await?;
    let login = standing::login_of(&app, &granted.token).await?;
    if standing::needs_second_factor(&app, &granted.user, &login).await? {
        return Err(Failure::SecondFactorNeeded);
    }
    granted.audit(&app, "delete", "time-codes", Some(granted.user.id.0)).await?;
    app.store.remove_second_factor(granted.user.id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// New recovery codes in the place of all earlier ones.
#[utoipa::path(post, path = "/api/v1/me/recovery", tag = "own login", request_body = Proof,
    responses((status = 200, body = RecoveryCodes), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 410, body = Problem), (status = 429, body = Problem)))]
pub(in super::super) async fn recovery(
    State(app): State<App>,
    granted: Granted<ChangeOwnLogin>,
    Json(proof): Json<Proof>,
) -> Result<Json<RecoveryCodes>, Failure> {
    prove(&app, &granted, proof.password).await?;
    let row = app.store.second_factor(granted.user.id).await?;
    row.filter(|row| row.confirmed_us.is_some()).ok_or(Failure::TooLate)?;
    let (codes, hashes) = recovery_codes()?;
    granted.audit(&app, "set", "recovery-codes", Some(granted.user.id.0)).await?;
    app.store.renew_recovery(granted.user.id, &hashes, clock::wall_us()).await?;
    Ok(Json(RecoveryCodes { codes }))
}

/// Ten codes of 60 bits as people read them, and what is stored of them.
fn recovery_codes() -> Result<(Vec<String>, Vec<Vec<u8>>), Failure> {
    let mut codes = Vec::new();
    for _ in 0..RECOVERY_CODES {
        codes.push(secret::grouped(&secret::enrolment_code()?));
    }
    let hashes = codes.iter().map(|code| recovery_hash(code)).collect();
    Ok((codes, hashes))
}
