//! The way in for a client: a first code, handed over on a card with a QR code that can be printed.

use crate::qr::QrOf;
use leptos::{prelude::*, task::spawn_local};
use link::login::{ClientCode, ClientLoginState};
use screen::{
    Bones, Dialog, Failure, FailureMessage, Icon, Remote, delete, get, load, me, post, text_with, tr,
};
use session::ClientId;

#[component]
pub(super) fn WayIn(id: ClientId, alias: String) -> impl IntoView {
    let again = RwSignal::new(0u32);
    let state = load(move || {
        again.track();
        async move { get::<ClientLoginState>(&format!("/api/v1/clients/{id}/login")).await }
    });
    let given = RwSignal::new(None::<ClientCode>);
    let (open, taking) = (RwSignal::new(false), RwSignal::new(false));
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let give = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let made = post::<ClientCode>(&format!("/api/v1/clients/{id}/code"), &()).await;
            let _ = busy.try_set(false);
            match made {
                Ok(code) => {
                    let _ = given.try_set(Some(code));
                    let _ = open.try_set(true);
                    again.update(|n| *n += 1);
                }
                Err(reason) => drop(failure.try_set(Some(reason))),
            }
        });
    };
    let take = move |_| {
        failure.set(None);
        spawn_local(async move {
            match delete(&format!("/api/v1/clients/{id}/login")).await {
                Ok(()) => {
                    let _ = taking.try_set(false);
                    again.update(|n| *n += 1);
                }
                Err(reason) => drop(failure.try_set(Some(reason))),
            }
        });
    };
    let can_enter = {
        let state = state.clone();
        move || state.with(|state| state.here().is_some_and(|it| it.code.is_some() || it.passkeys > 0))
    };
    let alias = StoredValue::new(alias);
    view! {
        <div>
            <h3>{tr("way-in")}</h3>
            <p class="soft t-s">{tr("way-in-more")}</p>
            {move || match state.get() {
                Remote::Coming => view! { <Bones lines=1/> }.into_any(),
                Remote::Failed(failure) => view! { <FailureMessage failure/> }.into_any(),
                Remote::Here(ClientLoginState { code, passkeys }) => {
                    let told = match (code, passkeys) {
                        (None, 0) => screen::text("way-in-none"),
                        (Some(since), 0) => text_with("way-in-code", &[("when", screen::day(since).into())]),
                        (_, n) => text_with("way-in-passkeys", &[("n", n.into())]),
                    };
                    view! { <p class="t-s">{told}</p> }.into_any()
                }
            }}
            <div role="alert">{move || failure.get().map(|failure| view! { <FailureMessage failure/> })}</div>
        </div>
        <div class="row">
            {move || can_enter().then(|| view! {
                <button class="btn quiet" type="button" on:click=move |_| taking.set(true)>{tr("way-in-take")}</button>
            })}
            <button class="btn" type="button" aria-busy=move || busy.get().to_string() on:click=give><Icon name="qr-code"/>{tr("way-in-give")}</button>
        </div>
        <Dialog open title_id="way-in-card">
            {move || given.get().map(|code| view! { <Card code alias=alias.get_value()/> })}
        </Dialog>
        <Dialog open=taking title_id="way-in-take">
            <p>{tr("way-in-take-more")}</p>
            <div class="ends">
                <button class="btn" type="button" on:click=move |_| taking.set(false)>{tr("cancel")}</button>
                <button class="btn primary" type="button" on:click=take>{tr("way-in-take")}</button>
            </div>
        </Dialog>
    }
}

/// The card: what it opens, the code to scan and to type, until when.
#[component]
fn Card(code: ClientCode, alias: String) -> impl IntoView {
    let origin = window().location().origin().unwrap_or_default();
    let house = me().map(|me| me.organisation_name).unwrap_or_default();
    let address = format!("{origin}/mine");
    let print = move |_| drop(window().print());
    view! {
        <link rel="stylesheet" href=crate::own::styles()/>
        <div class="entry-card">
            <p class="entry-head"><b>{text_with("way-in-card-for", &[("alias", alias.into())])}</b><span>{house}</span></p>
            <QrOf text=format!("{address}#code={}", code.code) label="way-in-card-picture"/>
            <ol class="steps">
                <li>{tr("way-in-card-step-1")}</li>
                <li>{text_with("way-in-card-step-2", &[("address", address.into())])}</li>
                <li>{tr("way-in-card-step-3")}</li>
            </ol>
            <output class="address entry-code">{code.code}</output>
            <p class="t-s soft">{tr("way-in-card-week")}</p>
        </div>
        <p class="t-s soft entry-note">{tr("way-in-card-once")}</p>
        <div class="ends"><button class="btn primary" type="button" on:click=print><Icon name="file-text"/>{tr("way-in-card-print")}</button></div>
    }
}
