//! What an equipment manager does with a bridge: adding one, or a new code for it.

use leptos::prelude::*;
use link::bridge::{BridgeCode, NewBridge};
use screen::{NameForm, NameWords, Sending, post, reload_every, text, text_with, tr, wall_now};
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
