//! What an equipment manager does with a headset: adding one, or another name for it.

use crate::qr::QrOf;
use leptos::prelude::*;
use link::api::{DeviceSummary, EnrolmentCode, NewHeadset, RenameHeadset};
use screen::{NameForm, NameWords, Sending, patch, post, reload_every, text, text_with, tr, wall_now};
use std::time::Duration;

/// How long an enrolment code is good for, in seconds.
const CODE_GOOD_FOR_S: f64 = 600.0;
/// The longest name.
const NAME_MAX_CHARS: usize = 40;

#[component]
pub(super) fn Add(again: RwSignal<u32>) -> impl IntoView {
    let code = RwSignal::new(None::<(String, EnrolmentCode, i64)>);
    let send = Callback::new(move |name: String| -> Sending {
        Box::pin(async move {
            let made: EnrolmentCode = post("/api/v1/headsets", &NewHeadset { name: name.clone() }).await?;
            let _ = code.try_set(Some((name, made, wall_now())));
            again.update(|n| *n += 1);
            Ok(())
        })
    });
    let words = NameWords {
        label: "headset-name",
        hint: "headset-name-hint",
        wrong: "headset-name-wrong",
        send: "headset-code-make",
    };
    move || match code.get() {
        Some((name, code, since)) => view! { <Code name code since/> }.into_any(),
        None => view! { <NameForm words icon="qr-code" longest=NAME_MAX_CHARS send/> }.into_any(),
    }
}

#[component]
fn Code(name: String, code: EnrolmentCode, since: i64) -> impl IntoView {
    let tick = reload_every(Duration::from_secs(1));
    let left_s = move || {
        tick.track();
        (CODE_GOOD_FOR_S - (wall_now() - since) as f64 / 1e6).max(0.0)
    };
    view! {
        <div class="enrol">
            <QrOf text=code.url.clone() label="headset-code-picture"/>
            <div>
                <p class="firm">{text_with("headset-code-for", &[("name", name.into())])}</p>
                <ol class="steps">
                    <li>{tr("headset-code-step-1")}</li>
                    <li>{tr("headset-code-step-2")}</li>
                    <li>{tr("headset-code-step-3")}</li>
                </ol>
            </div>
        </div>
        <div class="field">
            <span class="label" id="address-label">{tr("headset-code-address")}</span>
            <output class="address" aria-labelledby="address-label">{code.url.clone()}</output>
            <p class="hint" role="timer">{move || {
                let left = left_s();
                if left > 0.0 { text_with("headset-code-left", &[("left", screen::stretch(left).into())]) } else { text("headset-code-over") }
            }}</p>
        </div>
    }
}

/// Another name. It closes its dialog by `open`.
#[component]
pub(super) fn Rename(headset: DeviceSummary, open: RwSignal<bool>, again: RwSignal<u32>) -> impl IntoView {
    let address = format!("/api/v1/headsets/{}", headset.id);
    let send = Callback::new(move |name: String| -> Sending {
        let address = address.clone();
        Box::pin(async move {
            patch(&address, &RenameHeadset { name }).await?;
            again.update(|n| *n += 1);
            open.set(false);
            Ok(())
        })
    });
    let words = NameWords {
        label: "headset-name",
        hint: "headset-rename-hint",
        wrong: "headset-name-wrong",
        send: "headset-rename-send",
    };
    let cancel = Callback::new(move |()| open.set(false));
    view! { <NameForm words value=headset.name longest=NAME_MAX_CHARS send cancel/> }
}
