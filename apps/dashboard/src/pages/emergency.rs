//! A way to a client whom one does not treat: the alias, a reason, and what follows from it.

use super::asking::{Asking, Ends};
use crate::{route::Route, shell};
use leptos::{html, prelude::*};
use link::people::{EmergencyOpened, NewEmergency};
use screen::{Icon, go, post, text, tr};

/// The shortest reason, in characters.
const REASON_MIN_CHARS: usize = 10;
/// The longest.
const REASON_MAX_CHARS: usize = 1_000;

#[component]
pub(crate) fn Page() -> impl IntoView {
    Effect::new(move |_| screen::set_title(&shell::title(&text("emergency-title"))));
    let asking = Asking::new();
    let alias = NodeRef::<html::Input>::new();
    let reason = NodeRef::<html::Textarea>::new();
    let wrong = RwSignal::new(None::<&'static str>);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (Some(alias), Some(reason)) = (alias.get_untracked(), reason.get_untracked()) else { return };
        let new =
            NewEmergency { alias: alias.value().trim().to_owned(), reason: reason.value().trim().to_owned() };
        let fault = if new.alias.is_empty() {
            let _ = alias.focus();
            Some("emergency-alias-wrong")
        } else if new.reason.chars().count() < REASON_MIN_CHARS {
            let _ = reason.focus();
            Some("emergency-reason-wrong")
        } else {
            None
        };
        wrong.set(fault);
        if fault.is_some() {
            return;
        }
        asking.send(move || {
            Box::pin(async move {
                let opened: EmergencyOpened = post("/api/v1/emergencies", &new).await?;
                go(&Route::Client(opened.client).path());
                Ok(())
            })
        });
    };
    view! {
        <header class="head"><div>
            <nav class="crumbs" aria-label=tr("crumbs")><a href=Route::Clients.path()>{tr("place-clients")}</a></nav>
            <h1>{tr("emergency-title")}</h1>
        </div></header>
        <div class="panel">
            <ul class="points">
                <li>{tr("emergency-for")}</li>
                <li>{tr("emergency-read")}</li>
                <li>{tr("emergency-long")}</li>
            </ul>
            <form class="form review" on:submit=submit novalidate>
                <div class="field">
                    <label for="emergency-alias">{tr("emergency-alias")}</label>
                    <input class="input" id="emergency-alias" node_ref=alias autocomplete="off" maxlength="40" required
                        aria-describedby="emergency-alias-hint emergency-wrong"/>
                    <p class="hint" id="emergency-alias-hint">{tr("emergency-alias-hint")}</p>
                </div>
                <div class="field">
                    <label for="emergency-reason">{tr("emergency-reason")}</label>
                    <textarea class="input" id="emergency-reason" rows="4" node_ref=reason maxlength=REASON_MAX_CHARS.to_string() required
                        aria-describedby="emergency-reason-hint emergency-wrong"></textarea>
                    <p class="hint" id="emergency-reason-hint">{tr("emergency-reason-hint")}</p>
                </div>
                <p class="wrong" id="emergency-wrong">{move || wrong.get().map(|why| view! { <Icon name="info"/><span>{tr(why)}</span> })}</p>
                <Ends asking send="emergency-send" icon="eye"/>
            </form>
        </div>
    }
}
