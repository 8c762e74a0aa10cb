//! Who brings beats: a bridge by its bearer token, or a signed-in colleague; and what only a bridge may ask.

use super::{FeedStraps, Granted, Right, audit_row, secret::Token, sender::Who, table};
use crate::{
    api::Failure,
    app::App,
    clock,
    store::{AuditRow, Bridge, SessionRow, StoreError, User},
};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use core::marker::PhantomData;
use session::{ClientId, OrganisationId, SessionId, StrapId};
use table::Actor;

/// An enrolled bridge that the table grants a right.
#[derive(Clone, Debug)]
pub struct GrantedBridge<R> {
    /// Which.
    pub bridge: Bridge,
    token_hash: Vec<u8>,
    right: PhantomData<R>,
}

impl<R: Right> FromRequestParts<App> for GrantedBridge<R> {
    type Rejection = Failure;

    /// A bearer token is no cookie: no page can make a browser send it, so nothing more is asked of where it comes from.
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let token_hash = bearer(&parts.headers).ok_or(Failure::NotEnrolled)?.hash();
        let bridge = app.store.bridge_by_token(&token_hash).await?.ok_or(Failure::NotEnrolled)?;
        if !table::allows(Actor::Bridge, R::RESOURCE, R::ACTION) {
            return Err(Failure::Forbidden);
        }
        Ok(Self { bridge, token_hash, right: PhantomData })
    }
}

/// Whoever may feed a session.
#[derive(Debug)]
pub enum Feeder {
    /// A colleague, any strap into a session that goes on now, of somebody whom they treat or of nobody.
    Colleague {
        /// Who.
        user: User,
        /// Their login's token, hashed: a link that goes on asks again whether it still works.
        token_hash: Vec<u8>,
    },
    /// A bridge, each strap into sessions of the headset that it goes with.
    Bridge(GrantedBridge<FeedStraps>),
}

impl FromRequestParts<App> for Feeder {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        if bearer(&parts.headers).is_some() {
            return GrantedBridge::from_request_parts(parts, app).await.map(Self::Bridge);
        }
        let granted = Granted::<FeedStraps>::from_request_parts(parts, app).await?;
        let token_hash = granted.token.hash();
        Ok(Self::Colleague { user: granted.user, token_hash })
    }
}

impl Feeder {
    /// The institution.
    pub fn organisation(&self) -> OrganisationId {
        match self {
            Self::Colleague { user, .. } => user.organisation,
            Self::Bridge(granted) => granted.bridge.organisation,
        }
    }

    /// The line of the access log that goes before the first beat.
    pub fn audit_row(&self, session: SessionId, client: Option<ClientId>) -> AuditRow {
        match self {
            Self::Colleague { user, .. } => {
                audit_row(user, "strap-start", "session", Some(session.0), client)
            }
            Self::Bridge(granted) => AuditRow {
                organisation: granted.bridge.organisation,
                actor: "bridge",
                actor_id: granted.bridge.id.0,
                action: "strap-start",
                object: "session",
                object_id: Some(session.0),
                client,
            },
        }
    }

    /// The straps it may feed sessions of this headset with; `None` for any. Asked again while it feeds: a bridge can be
    /// revoked, and a strap go with another headset, at any moment.
    /// So can a colleague's login end, and a treatment relation.
    pub async fn straps(
        &self,
        app: &App,
        row: &SessionRow,
        over_us: i64,
    ) -> Result<Option<Vec<StrapId>>, StoreError> {
        let headset = row.headset;
        match self {
            Self::Colleague { token_hash, .. } => {
                let user = app.store.user_by_token(token_hash, clock::wall_us()).await?;
                let granted = |user: &User| {
                    table::by_role(&user.roles(), FeedStraps::RESOURCE, FeedStraps::ACTION).is_some()
                };
                let may = match user.filter(granted) {
                    Some(user) => Who::Colleague(user).may_feed(app, row).await?,
                    None => false,
                };
                Ok(if may { None } else { Some(Vec::new()) })
            }
            Self::Bridge(granted) => {
                app.store.straps_for(&granted.token_hash, headset, over_us).await.map(Some)
            }
        }
    }
}

/// The token in `Authorization: Bearer …`.
pub(super) fn bearer(headers: &HeaderMap) -> Option<Token> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| Token::from_cookie(token.trim()))
}
