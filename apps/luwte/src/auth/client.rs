//! A client who is signed in, where the table grants what is asked: what is their own, and nothing else.

use super::{
    Right, check_page, cookie,
    secret::Token,
    table::{self, Actor},
};
use crate::{
    api::Failure,
    app::{App, Door},
    clock,
    store::{AuditRow, SignedInClient, Witness},
};
use axum::{extract::FromRequestParts, http::request::Parts};
use core::marker::PhantomData;

/// A signed-in client whom the table grants a right.
#[derive(Clone, Debug)]
pub struct GrantedClient<R> {
    /// Who.
    pub client: SignedInClient,
    /// Their login.
    pub token: Token,
    right: PhantomData<R>,
}

impl<R: Right> FromRequestParts<App> for GrantedClient<R> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let door = Door::of(parts);
        let token = cookie(&parts.headers, door.client_cookie()).ok_or(Failure::NotSignedIn)?;
        let client = app.store.client_by_token(&token.hash(), clock::wall_us()).await?;
        let client = client.ok_or(Failure::NotSignedIn)?;
        check_page(app, parts, door, Some(&token))?;
        if !table::allows(Actor::Client, R::RESOURCE, R::ACTION) {
            return Err(Failure::Forbidden);
        }
        Ok(Self { client, token, right: PhantomData })
    }
}

impl<R> GrantedClient<R> {
    /// Writes into the access log what the client is about to do with their own; without the row nothing is done.
    pub async fn audit(
        &self,
        app: &App,
        action: &'static str,
        object: &'static str,
    ) -> Result<Witness, Failure> {
        let row = client_row(&self.client, action, object);
        Ok(app.store.audit(&row, clock::wall_us()).await?)
    }
}

/// A line of the access log about something a client does with their own.
pub fn client_row(client: &SignedInClient, action: &'static str, object: &'static str) -> AuditRow {
    AuditRow {
        organisation: client.organisation,
        actor: "client",
        actor_id: client.id.0,
        action,
        object,
        object_id: Some(client.id.0),
        client: Some(client.id),
    }
}
