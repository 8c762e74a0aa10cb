//! Opening a locked login: six digits, a passkey, or signing in anew. What went on behind it goes on.

use super::{TextForm, TextWords, passkey};
use crate::{
    api::{Failure, get, post_nothing},
    identity::{self, sign_out},
    language::{text_with, tr},
    marks::{Bones, FailureMessage, Icon},
    name_form::Sending,
    remote::{Remote, load},
};
use leptos::{prelude::*, task::spawn_local};
use link::login::{LockState, Unlock};

#[component]
pub(super) fn Locked() -> impl IntoView {
    let again = RwSignal::new(0_u32);
    let state = load(move || {
        again.track();
        async {
            let state: LockState = get("/api/v1/me/lock").await?;
            identity::carry(&state.csrf);
            Ok::<_, Failure>(state)
        }
    });
    view! {
        <section class="panel locked" role="dialog" aria-labelledby="locked-title">
            <h2 id="locked-title"><Icon name="lock"/>{tr("login-locked")}</h2>
            {move || match state.get() {
                Remote::Coming => view! { <Bones lines=2/> }.into_any(),
                Remote::Failed(failure) => view! { <FailureMessage failure/> }.into_any(),
                Remote::Here(state) => view! { <Doors state again/> }.into_any(),
            }}
        </section>
    }
}

#[component]
fn Doors(state: LockState, again: RwSignal<u32>) -> impl IntoView {
    let failure = RwSignal::new(None::<Failure>);
    let send = Callback::new(move |pin: String| -> Sending {
        Box::pin(async move {
            let result = post_nothing("/api/v1/me/unlock", &Unlock { pin: pin.trim().to_owned() }).await;
            match result {
                Ok(()) => identity::opened().await,
                Err(reason) => {
                    // How many tries are left stands on the page.
                    if matches!(&reason, Failure::Refused(problem) if problem.code == "prove-again") {
                        again.update(|n| *n += 1);
                    }
                    return Err(reason);
                }
            }
            Ok(())
        })
    });
    let by_passkey = move |_| {
        failure.set(None);
        spawn_local(async move {
            match passkey::answer("/api/v1/me/unlock/passkey", true).await {
                Ok(_) => identity::opened().await,
                Err(reason) => drop(failure.try_set(Some(reason))),
            }
        });
    };
    let words = TextWords {
        label: "login-pin",
        hint: "login-pin-hint",
        wrong: "login-pin-wrong",
        send: "login-open",
    };
    let name = state.name.clone();
    view! {
        <p>{text_with("login-locked-who", &[("name", name.into())])}</p>
        {(state.pin_tries_left > 0).then(|| view! { <TextForm words autocomplete="off" longest=6 hidden=true send/> })}
        {(state.pin_tries_left == 0).then(|| view! { <p>{tr("login-no-pin")}</p> })}
        <div class="form">
            {state.passkey.then(|| view! {
                <button class="btn wide" type="button" on:click=by_passkey>{tr("login-passkey")}</button>
            })}
            <div role="alert">{move || failure.get().map(|failure| view! { <FailureMessage failure/> })}</div>
            <button class="btn wide" type="button" on:click=move |_| spawn_local(sign_out())>{tr("login-somebody-else")}</button>
        </div>
    }
}
