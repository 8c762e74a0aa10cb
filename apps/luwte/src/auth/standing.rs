//! What a login must be, beside what its owner's roles allow: not locked, and proved by as many factors as are asked.

use super::{
    secret::Token,
    table::{Action, Resource},
    tablet::{Touch, WRITTEN_US},
};
use crate::{
    api::Failure,
    app::App,
    clock,
    store::{LoginRow, User},
};
use axum::http::Method;

/// Reading who saw what asks two factors of everybody (NEN 7513).
const fn always_two_factors(resource: Resource) -> bool {
    matches!(resource, Resource::AccessLog)
}

/// A locked tablet goes on showing what it showed: the client's session is not cut off.
const fn open_when_locked(resource: Resource, action: Action) -> bool {
    matches!((resource, action), (Resource::LiveSessions, Action::Watch))
}

/// The login behind a token, with what is known of the tablet it is on.
pub async fn login_of(app: &App, token: &Token) -> Result<LoginRow, Failure> {
    let now_us = clock::wall_us();
    let hash = token.hash();
    let login = app.store.login_by_token(&hash, now_us).await?.ok_or(Failure::NotSignedIn)?;
    if login.idle_us > 0 {
        let touch = Touch { idle_us: login.idle_us, seen_us: login.seen_us, locked: login.locked };
        app.ways.tablets.know(&hash, touch, now_us);
    }
    Ok(login)
}

/// Whether a login is locked now; one that nobody touched for too long is.
pub fn is_locked(app: &App, token: &Token) -> bool {
    app.ways.tablets.is_locked(&token.hash(), clock::wall_us())
}

/// Whether somebody has too few factors for the institution's rule.
pub async fn needs_second_factor(app: &App, user: &User, login: &LoginRow) -> Result<bool, Failure> {
    Ok(login.factors < 2 && app.store.needs_two_factors(user.id, clock::wall_us()).await?)
}

/// Refuses a login that is locked, or proved by too few factors; a change touches it.
pub(super) async fn admit(
    app: &App,
    method: &Method,
    token: &Token,
    user: &User,
    resource: Resource,
    action: Action,
) -> Result<(), Failure> {
    let login = login_of(app, token).await?;
    if login.idle_us > 0 && !open_when_locked(resource, action) {
        if is_locked(app, token) {
            return Err(Failure::Locked);
        }
        if !matches!(*method, Method::GET | Method::HEAD) {
            touch(app, token, &login).await?;
        }
    }
    let asked = resource != Resource::Login
        && login.factors < 2
        && (always_two_factors(resource) || needs_second_factor(app, user, &login).await?);
    if asked { Err(Failure::SecondFactorNeeded) } else { Ok(()) }
}

/// Somebody did something with a shared tablet; written down twice a minute.
pub async fn touch(app: &App, token: &Token, login: &LoginRow) -> Result<(), Failure> {
    let (hash, now_us) = (token.hash(), clock::wall_us());
    if app.ways.tablets.touched(&hash, now_us) && now_us - login.seen_us > WRITTEN_US {
        app.store.touch_login(&hash, now_us).await?;
    }
    Ok(())
}
