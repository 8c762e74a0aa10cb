//! Ways without a password: a passkey, or the institution's own account.

use super::{Back, enter_by_passkey};
use crate::{
    api::{Failure, get},
    language::{text_with, tr},
    marks::{Bones, FailureMessage, Icon},
    remote::{Remote, load},
    sign_in::is_shared,
};
use leptos::{prelude::*, task::spawn_local};
use link::login::Ways;

#[component]
pub(super) fn Others() -> impl IntoView {
    let ways = load(|| get::<Ways>("/api/v1/login/ways"));
    view! {
        {move || match ways.get() {
            Remote::Coming => view! { <Bones lines=2/> }.into_any(),
            Remote::Failed(failure) => view! { <FailureMessage failure/> }.into_any(),
            Remote::Here(ways) => view! { <Known ways/> }.into_any(),
        }}
        <Back/>
    }
}

#[component]
fn Known(ways: Ways) -> impl IntoView {
    let nothing = !ways.passkeys && ways.sign_on.is_empty();
    let shared = is_shared();
    let providers = ways.sign_on.into_iter().map(|provider| {
        let place = format!("/api/v1/login/sign-on/{}?shared={shared}", provider.id);
        // Leaves this program: the provider has a page of its own.
        view! {
            <a class="btn wide" href=place rel="external">{text_with("login-sign-on", &[("name", provider.name.into())])}</a>
        }
    });
    view! {
        <div class="form">
            {ways.passkeys.then(|| view! { <Passkey/> })}
            {providers.collect_view()}
            {nothing.then(|| view! { <p>{tr("login-no-others")}</p> })}
        </div>
    }
}

#[component]
fn Passkey() -> impl IntoView {
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let enter = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let result = enter_by_passkey().await;
            let _ = busy.try_set(false);
            let _ = failure.try_set(result.err());
        });
    };
    view! {
        <button class="btn primary wide" type="button" aria-busy=move || busy.get().to_string() on:click=enter>
            <Icon name="lock"/>{tr("login-passkey")}
        </button>
        <p class="hint soft t-s">{tr("login-passkey-hint")}</p>
        <div role="alert">{move || failure.get().map(|failure| view! { <FailureMessage failure/> })}</div>
    }
}
