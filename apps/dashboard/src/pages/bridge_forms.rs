//! What an equipment manager does with a bridge: adding one, a new code for it, taking its access away.

use leptos::{prelude::*, task::spawn_local};
use link::bridge::{BridgeCode, BridgeSummary, NewBridge};
use screen::{
    Failure, FailureMessage, Icon, NameForm, NameWords, Sending, delete, post, reload_every, text, text_with,
    tr, wall_now,
};
use std::time::Duration;

/// How long a code is good for, in seconds.
const CODE_GOOD_FOR_S: f64 = 600.0;
/// The longest name.
const NAME_MAX_CHARS: usize = 40;

/// Makes a code for a new bridge, or for the one of this name anew.
#[component]
pub(super) fn Add(name: Option<String>, again: RwSignal<u32>) -> impl IntoView {
    let code = RwSignal::new(None::<(String, BridgeCode, i64)>);
    let send = Callback::new(move |name: String| -> Sending {
        Box::pin(async move {
            let made: BridgeCode = post("/api/v1/bridges", &NewBridge { name: name.clone() }).await?;
            let _ = code.try_set(Some((name, made, wall_now())));
            let _ = again.try_update(|n| *n += 1);
            Ok(())
        })
    });
    let words = NameWords {
        label: "bridge-name",
        hint: "bridge-name-hint",
        wrong: "headset-name-wrong",
        send: "headset-code-make",
    };
    let value = name.unwrap_or_default();
    move || match code.get() {
        Some((name, code, since)) => view! { <Code name code since/> }.into_any(),
        None => {
            let value = value.clone();
            view! { <NameForm words icon="qr-code" value longest=NAME_MAX_CHARS send/> }.into_any()
        }
    }
}

#[component]
fn Code(name: String, code: BridgeCode, since: i64) -> impl IntoView {
    let tick = reload_every(Duration::from_secs(1));
    let left_s = move || {
        tick.track();
        (CODE_GOOD_FOR_S - (wall_now() - since) as f64 / 1e6).max(0.0)
    };
    let server = window().location().origin().unwrap_or_default();
    let command = format!("luwte-bridge --server {server} --code {}", code.code);
    view! {
        <p class="firm">{text_with("headset-code-for", &[("name", name.into())])}</p>
        <ol class="steps">
            <li>{tr("bridge-code-step-1")}</li>
            <li>{tr("bridge-code-step-2")}</li>
            {code.fingerprint.is_some().then(|| view! { <li>{tr("bridge-code-step-fingerprint")}</li> })}
            <li>{tr("bridge-code-step-3")}</li>
        </ol>
        <div class="field">
            <span class="label" id="bridge-command">{tr("bridge-command")}</span>
            <output class="address" aria-labelledby="bridge-command">{command}</output>
            <p class="hint" role="timer">{move || {
                let left = left_s();
                if left > 0.0 { text_with("bridge-code-left", &[("left", screen::stretch(left).into())]) } else { text("headset-code-over") }
            }}</p>
        </div>
        {code.fingerprint.map(|fingerprint| view! {
            <div class="field">
                <span class="label" id="bridge-fingerprint">{tr("bridge-fingerprint")}</span>
                <output class="address" aria-labelledby="bridge-fingerprint">{fingerprint}</output>
            </div>
        })}
    }
}

/// Says what happens when a bridge's access is taken away, and does so. It closes its dialog by `open`.
#[component]
pub(super) fn Revoke(bridge: BridgeSummary, open: RwSignal<bool>, again: RwSignal<u32>) -> impl IntoView {
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let address = format!("/api/v1/bridges/{}", bridge.id);
    let revoke = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        let address = address.clone();
        spawn_local(async move {
            let result = delete(&address).await;
            let _ = busy.try_set(false);
            match result {
                Ok(()) => {
                    let _ = again.try_update(|n| *n += 1);
                    let _ = open.try_set(false);
                }
                Err(reason) => drop(failure.try_set(Some(reason))),
            }
        });
    };
    view! {
        <p class="firm">{text_with("headset-revoke-who", &[("name", bridge.name.into())])}</p>
        <ul class="points">
            <li>{tr("bridge-revoke-now")}</li>
            <li>{tr("bridge-revoke-waits")}</li>
            <li>{tr("bridge-revoke-back")}</li>
        </ul>
        {move || failure.get().map(|failure| view! { <FailureMessage failure/> })}
        <div class="ends">
            <button class="btn" type="button" on:click=move |_| open.set(false)>{tr("cancel")}</button>
            <button class="btn primary" type="button" aria-busy=move || busy.get().to_string() on:click=revoke>
                <Icon name="lock"/>{tr("headset-revoke-send")}
            </button>
        </div>
    }
}
