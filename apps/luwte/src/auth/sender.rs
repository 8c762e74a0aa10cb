//! Who delivers what other wearables measure: a sender by its bearer token, or a signed-in colleague; and how much at once.

use super::{Granted, Right, audit_row, bridge::bearer, table};
use crate::{
    api::Failure,
    app::App,
    clock,
    store::{AuditRow, Sender, SessionRow, StoreError, Treatment, User},
};
use axum::{extract::FromRequestParts, http::request::Parts};
use core::marker::PhantomData;
use session::{ClientId, OrganisationId, Subject};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};
use table::Actor;
use uuid::Uuid;

/// Whoever the table grants a right to deliver.
#[derive(Clone, Debug)]
pub struct Deliverer<R> {
    /// Who.
    pub who: Who,
    /// Their token's hash: a stream that goes on asks again whether it still works.
    token_hash: Vec<u8>,
    right: PhantomData<R>,
}

/// Who delivers.
#[derive(Clone, Debug)]
pub enum Who {
    /// A colleague, into sessions of whom they treat, and anonymous ones.
    Colleague(User),
    /// A sender: into its own recordings, and into sessions that headsets hold. One client's sender into theirs only, another
    /// into anonymous ones only.
    Sender(Sender),
}

impl<R: Right> FromRequestParts<App> for Deliverer<R> {
    type Rejection = Failure;

    /// A bearer token is no cookie: no page can make a browser send it, so nothing more is asked of where it comes from.
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let Some(token) = bearer(&parts.headers) else {
            let granted = Granted::<R>::from_request_parts(parts, app).await?;
            let token_hash = granted.token.hash();
            return Ok(Self { who: Who::Colleague(granted.user), token_hash, right: PhantomData });
        };
        let token_hash = token.hash();
        let sender = sender(app, &token_hash).await?;
        if !table::allows(Actor::Sender, R::RESOURCE, R::ACTION) {
            return Err(Failure::Forbidden);
        }
        Ok(Self { who: Who::Sender(sender), token_hash, right: PhantomData })
    }
}

impl<R> Deliverer<R> {
    /// Whether they may still: a token can be revoked, and a login end, while a stream goes on.
    pub async fn still(&self, app: &App) -> Result<(), Failure> {
        match &self.who {
            Who::Colleague(_) => {
                let known = app.store.user_by_token(&self.token_hash, clock::wall_us()).await?;
                known.map(drop).ok_or(Failure::NotSignedIn)
            }
            Who::Sender(_) => sender(app, &self.token_hash).await.map(drop),
        }
    }
}

/// The sender with a token, while it may deliver: whoever made it is still there, and treats its client. What was made on the
/// command line has no maker: then somebody must treat the client.
async fn sender(app: &App, token_hash: &[u8]) -> Result<Sender, Failure> {
    let now_us = clock::wall_us();
    let sender = app.store.sender_by_token(token_hash, now_us).await?.ok_or(Failure::NotSignedIn)?;
    let Some(client) = sender.client else { return Ok(sender) };
    let treats = match sender.made_by {
        Some(by) => app.store.stands_to(sender.organisation, by, client, now_us).await? == Treatment::Treats,
        None => app.store.is_treated(client, now_us).await?,
    };
    if treats { Ok(sender) } else { Err(Failure::NotTreating) }
}

impl Who {
    /// The institution.
    pub fn organisation(&self) -> OrganisationId {
        match self {
            Self::Colleague(user) => user.organisation,
            Self::Sender(sender) => sender.organisation,
        }
    }

    /// Their id.
    pub fn id(&self) -> Uuid {
        match self {
            Self::Colleague(user) => user.id.0,
            Self::Sender(sender) => sender.id.0,
        }
    }

    /// Whether they may feed this session: a colleague only that of somebody whom they treat, or of nobody.
    pub async fn may_feed(&self, app: &App, row: &SessionRow) -> Result<bool, StoreError> {
        if row.organisation != self.organisation() {
            return Ok(false);
        }
        match (self, row.subject) {
            (Self::Colleague(_), Subject::Anonymous) => Ok(true),
            (Self::Colleague(user), Subject::Client(client)) => {
                let stands = app.store.stands_to(row.organisation, user.id, client, clock::wall_us()).await?;
                Ok(matches!(stands, Treatment::Treats | Treatment::Emergency))
            }
            (Self::Sender(sender), subject) => {
                let own = !row.recording || row.headset == sender.id;
                Ok(own && subject == sender.client.map_or(Subject::Anonymous, Subject::Client))
            }
        }
    }

    /// A line of the access log about something they do with a session.
    pub fn audit_row(&self, action: &'static str, session: Uuid, client: Option<ClientId>) -> AuditRow {
        match self {
            Self::Colleague(user) => audit_row(user, action, "session", Some(session), client),
            Self::Sender(sender) => AuditRow {
                organisation: sender.organisation,
                actor: "sender",
                actor_id: sender.id.0,
                action,
                object: "session",
                object_id: Some(session),
                client,
            },
        }
    }
}

/// How much each deliverer may bring: so many packets at once, and then so many a second. A request costs like twenty.
#[derive(Debug, Default)]
pub struct Allowances(Mutex<HashMap<Uuid, Allowance>>);

#[derive(Clone, Copy, Debug)]
struct Allowance {
    left: f64,
    counted_us: i64,
}

/// A day of a heart at one packet a second passes at once.
const AT_ONCE: f64 = 100_000.0;
/// Two hundred devices at one packet a second each, with room.
const EACH_SECOND: f64 = 1_000.0;
const REQUEST_COSTS: f64 = 20.0;
/// More deliverers than this are not remembered: whoever has their full allowance goes first.
const KEYS_MAX: usize = 10_000;

impl Allowances {
    /// Takes a request with so many packets out of an allowance; otherwise how many seconds to wait.
    pub fn take(&self, who: Uuid, packets: usize, now_us: i64) -> Result<(), u64> {
        self.spend(who, REQUEST_COSTS + packets as f64, now_us)
    }

    /// As [`Allowances::take`] within a request that goes on.
    pub fn go_on(&self, who: Uuid, packets: usize, now_us: i64) -> Result<(), u64> {
        self.spend(who, packets as f64, now_us)
    }

    fn spend(&self, who: Uuid, costs: f64, now_us: i64) -> Result<(), u64> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= KEYS_MAX && !known.contains_key(&who) {
            known.retain(|_, allowance| allowance.at(now_us) < AT_ONCE);
        }
        let allowance = known.entry(who).or_insert(Allowance { left: AT_ONCE, counted_us: now_us });
        let left = allowance.at(now_us);
        if left < costs {
            return Err(((costs - left) / EACH_SECOND).ceil() as u64);
        }
        *allowance = Allowance { left: left - costs, counted_us: now_us };
        Ok(())
    }
}

impl Allowance {
    fn at(&self, now_us: i64) -> f64 {
        let seconds = now_us.saturating_sub(self.counted_us).max(0) as f64 / 1e6;
        (self.left + seconds * EACH_SECOND).min(AT_ONCE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_passes_at_once_and_a_flood_waits_its_turn() {
        let allowances = Allowances::default();
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        for _ in 0..22 {
            assert_eq!(allowances.take(one, 4_096, 0), Ok(()));
        }
        let day_and_more: Vec<_> = (0..4).map(|_| allowances.take(one, 4_096, 0)).collect();
        let Some(Err(wait_s)) = day_and_more.last() else { panic!("{day_and_more:?}") };
        assert!((1..=5).contains(wait_s), "{wait_s}");
        assert_eq!(allowances.take(one, 4_096, i64::try_from(*wait_s).unwrap() * 1_000_000), Ok(()));
        assert_eq!(allowances.take(other, 4_096, 0), Ok(()));
    }

    #[test]
    fn a_steady_stream_never_waits() {
        let allowances = Allowances::default();
        for second in 0..100_000 {
            assert_eq!(allowances.take(Uuid::nil(), 1, second * 1_000_000), Ok(()));
        }
    }
}
