//! Who is signed in on this screen.

use crate::api::{Failure, get, post, post_empty};
use leptos::{prelude::*, reactive::graph::Observer};
use link::api::{Login, Me};
use std::sync::LazyLock;

/// Who is signed in.
#[derive(Clone, Debug, PartialEq)]
pub enum Identity {
    /// Not known yet.
    Asking,
    /// Nobody.
    SignedOut {
        /// Whether somebody was, and the session ran out.
        ran_out: bool,
    },
    /// The server did not answer.
    Unreachable(Failure),
    /// This person.
    SignedIn(Me),
}

static IDENTITY: LazyLock<ArcRwSignal<Identity>> = LazyLock::new(|| ArcRwSignal::new(Identity::Asking));

/// Who is signed in; follows changes.
pub fn identity() -> Identity {
    read(Identity::clone)
}

/// The person, when somebody is signed in; follows changes.
pub fn me() -> Option<Me> {
    read(|identity| match identity {
        Identity::SignedIn(me) => Some(me.clone()),
        _ => None,
    })
}

/// Whether somebody is signed in; follows changes.
pub fn signed_in() -> bool {
    read(|identity| matches!(identity, Identity::SignedIn(_)))
}

/// Follows changes where somebody can follow, and is quiet where it is read once.
fn read<T>(what: impl FnOnce(&Identity) -> T) -> T {
    if Observer::get().is_some() { IDENTITY.with(what) } else { IDENTITY.with_untracked(what) }
}

/// Signs out here and on the server; here even when the server cannot be reached.
pub async fn sign_out() {
    // The cookie dies on the server; if that cannot be reached the reader is told by the sign-in page's own request.
    let _ = post_empty("/api/v1/logout").await;
    IDENTITY.set(Identity::SignedOut { ran_out: false });
}

/// Asks the server who is signed in.
pub(crate) async fn ask() {
    match get::<Me>("/api/v1/me").await {
        Ok(me) => IDENTITY.set(Identity::SignedIn(me)),
        Err(Failure::SignedOut) => {}
        Err(failure) => IDENTITY.set(Identity::Unreachable(failure)),
    }
}

/// Signs in.
pub(crate) async fn sign_in(login: Login) -> Result<(), Failure> {
    let me: Me = post("/api/v1/login", &login).await?;
    IDENTITY.set(Identity::SignedIn(me));
    Ok(())
}

/// The server no longer knows this screen.
pub(crate) fn lost() {
    let ran_out = IDENTITY.with_untracked(|identity| {
        matches!(identity, Identity::SignedIn(_) | Identity::SignedOut { ran_out: true })
    });
    IDENTITY.set(Identity::SignedOut { ran_out });
}

/// What a change must carry.
pub(crate) fn csrf() -> Option<String> {
    IDENTITY.with_untracked(|identity| match identity {
        Identity::SignedIn(me) => Some(me.csrf.clone()),
        _ => None,
    })
}
