//! Who is signed in on this screen.

use crate::api::{Failure, get, post_either, post_empty};
use leptos::{prelude::*, reactive::graph::Observer};
use link::{
    api::{Login, Me},
    login::SecondStep,
};
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
    /// Somebody whose login was locked before this page opened.
    Locked,
    /// This person.
    SignedIn(Me),
}

/// The word that a change must carry.
static WORD: LazyLock<ArcRwSignal<Option<String>>> = LazyLock::new(|| ArcRwSignal::new(None));
/// Whether the login is locked.
static LOCKED: LazyLock<ArcRwSignal<bool>> = LazyLock::new(|| ArcRwSignal::new(false));

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
pub async fn ask() {
    match get::<Me>("/api/v1/me").await {
        Ok(me) => enter(me),
        Err(Failure::SignedOut) => {}
        Err(Failure::Refused(problem)) if problem.code == "locked" => IDENTITY.set(Identity::Locked),
        Err(failure) => IDENTITY.set(Identity::Unreachable(failure)),
    }
}

/// Signs in; a password that waits for a second factor gives its ticket.
pub(crate) async fn sign_in(login: Login) -> Result<Option<String>, Failure> {
    Ok(match post_either::<Me, SecondStep>("/api/v1/login", &login).await? {
        Ok(me) => {
            enter(me);
            None
        }
        Err(second) => Some(second.ticket),
    })
}

/// Somebody is signed in now.
pub(crate) fn enter(me: Me) {
    carry(&me.csrf);
    LOCKED.set(false);
    IDENTITY.set(Identity::SignedIn(me));
}

/// From now on changes carry this word.
pub fn carry(word: &str) {
    WORD.set(Some(word.to_owned()));
}

/// Whether the login is locked; follows changes.
pub fn is_locked() -> bool {
    if Observer::get().is_some() { LOCKED.get() } else { LOCKED.get_untracked() }
}

/// The login is locked: by this page, or the server said so.
pub(crate) fn locked() {
    if !LOCKED.get_untracked() {
        LOCKED.set(true);
    }
}

/// The login is open again.
pub(crate) async fn opened() {
    LOCKED.set(false);
    if IDENTITY.with_untracked(|identity| *identity == Identity::Locked) {
        ask().await;
    }
}

/// The server no longer knows this screen.
pub(crate) fn lost() {
    let ran_out = IDENTITY.with_untracked(|identity| {
        matches!(identity, Identity::SignedIn(_) | Identity::SignedOut { ran_out: true })
    });
    LOCKED.set(false);
    IDENTITY.set(Identity::SignedOut { ran_out });
}

/// What a change must carry.
pub(crate) fn csrf() -> Option<String> {
    WORD.get_untracked()
}
