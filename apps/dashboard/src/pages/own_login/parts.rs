//! What the parts of My login share: a section, saying once more who one is, a button that takes something away.

use super::{Again, remove};
use leptos::{prelude::*, task::spawn_local};
use link::login;
use screen::{Failure, FailureMessage, TextForm, TextWords, delete_with, post, tr};
use serde::Deserialize;

/// Which form is open: one at a time.
#[derive(Clone, Copy)]
pub(super) struct Opened(pub(super) RwSignal<Option<&'static str>>);

#[component]
pub(super) fn Section(
    key: &'static str,
    title: &'static str,
    more: &'static str,
    children: Children,
) -> impl IntoView {
    let id = format!("own-{key}");
    let heading = id.clone();
    view! {
        <section aria-labelledby=id>
            <div><h2 id=heading>{tr(title)}</h2>{(more != title).then(|| view! { <p class="soft t-s">{tr(more)}</p> })}</div>
            <div class="doing">{children()}</div>
        </section>
    }
}

/// Asks for the password, then shows what needed it. Whoever has none goes on at once: the server knows how long ago they
/// signed in.
#[component]
pub(super) fn Proof<F>(has_password: bool, then: F) -> impl IntoView
where
    F: Fn(Option<String>) -> AnyView + Send + Sync + Clone + 'static,
{
    let password = RwSignal::new(None::<String>);
    let send = Callback::new(move |word: String| -> screen::Sending {
        Box::pin(async move {
            let _ = password.try_set(Some(word));
            Ok(())
        })
    });
    let words = TextWords {
        label: "own-login-current",
        hint: "own-login-current-hint",
        wrong: "own-login-current-wrong",
        send: "own-login-next",
    };
    move || match (has_password, password.get()) {
        (true, None) => {
            view! { <TextForm words autocomplete="current-password" longest=256 hidden=true send/> }
                .into_any()
        }
        (_, password) => then(password),
    }
}

/// A button that takes something away, or ends a login elsewhere.
#[component]
pub(super) fn Do(path: String, word: &'static str, again: Again) -> impl IntoView {
    let failure = RwSignal::new(None::<Failure>);
    view! {
        <button class="btn" type="button" on:click=move |_| remove(path.clone(), again, failure)>{tr(word)}</button>
        {move || failure.get().map(|failure| view! { <FailureMessage failure/> })}
    }
}

/// Takes something away with the proof that was just given.
#[component]
pub(super) fn RemoveProved(path: String, password: Option<String>, again: Again) -> impl IntoView {
    let failure = RwSignal::new(None::<Failure>);
    spawn_local(async move {
        match delete_with(&path, &login::Proof { password }).await {
            Ok(()) => again.update(|n| *n += 1),
            Err(reason) => drop(failure.try_set(Some(reason))),
        }
    });
    move || failure.get().map(|failure| view! { <FailureMessage failure/> })
}

#[derive(Deserialize)]
struct Place {
    url: String,
}

/// Sends the browser to the institution's provider.
#[component]
pub(super) fn GoTo(path: String, password: Option<String>) -> impl IntoView {
    let failure = RwSignal::new(None::<Failure>);
    spawn_local(async move {
        match post::<Place>(&path, &login::Proof { password }).await {
            Ok(place) => drop(window().location().set_href(&place.url)),
            Err(reason) => drop(failure.try_set(Some(reason))),
        }
    });
    move || failure.get().map(|failure| view! { <FailureMessage failure/> })
}
