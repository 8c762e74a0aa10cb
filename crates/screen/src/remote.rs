//! What comes from the server, as a view sees it: still coming, here, or failed; asked again when it should be.

use crate::{api::Failure, browser::every};
use leptos::prelude::*;
use std::{future::Future, time::Duration};

/// Something that comes from the server.
#[derive(Clone, Debug, PartialEq)]
pub enum Remote<T> {
    /// Still coming.
    Coming,
    /// Here.
    Here(T),
    /// It failed.
    Failed(Failure),
}

impl<T> Remote<T> {
    /// The thing, when it is here.
    pub fn here(&self) -> Option<&T> {
        match self {
            Remote::Here(thing) => Some(thing),
            _ => None,
        }
    }
}

/// Asks now, and again whenever `ask` reads something that changed. What is here stays while it is asked again.
/// An answer that comes after a newer question, or after the view is gone, is dropped.
pub fn load<T, F>(ask: impl Fn() -> F + 'static) -> ArcRwSignal<Remote<T>>
where
    T: Clone + PartialEq + Send + Sync + 'static,
    F: Future<Output = Result<T, Failure>> + 'static,
{
    let answer = ArcRwSignal::new(Remote::Coming);
    let newest = StoredValue::new(0u32);
    let into = answer.clone();
    Effect::new(move |_| {
        let turn = newest.try_update_value(|n| {
            *n = n.wrapping_add(1);
            *n
        });
        let question = ask();
        let into = into.clone();
        leptos::task::spawn_local(async move {
            let result = question.await;
            if turn.is_none() || newest.try_get_value() != turn {
                return;
            }
            let next = match result {
                Ok(thing) => Remote::Here(thing),
                // What was seen a moment ago is worth more than an error over it; the badge says how old it is.
                Err(_) if into.with_untracked(|old| matches!(old, Remote::Here(_))) => return,
                Err(failure) => Remote::Failed(failure),
            };
            if into.with_untracked(|old| *old != next) {
                into.set(next);
            }
        });
    });
    answer
}

/// A counter that grows every `period` while the page is visible: read it in `ask` to be asked again.
pub fn reload_every(period: Duration) -> RwSignal<u32> {
    let turn = RwSignal::new(0u32);
    every(period, move || {
        let _ = turn.try_update(|n| *n = n.wrapping_add(1));
    });
    turn
}
