//! Care that ends: a client is closed with a reason, and opened again.

use super::asking::{Asking, Ends};
use crate::route::Route;
use leptos::prelude::*;
use link::{
    api::{ClientSummary, WallMicros},
    people::{ClosedClient, Closing},
};
use screen::{Dialog, Icon, Remote, get, go, load, post_nothing, text_with, tr};
use session::ClientId;

/// Closes or reopens a client, at the foot of their page.
#[component]
pub(crate) fn Close(client: ClientSummary, again: RwSignal<u32>) -> impl IntoView {
    let open = RwSignal::new(false);
    let id = client.id;
    let closed = client.closed.is_some();
    let done = Callback::new(move |()| again.update(|n| *n += 1));
    view! {
        <p class="below"><button class="btn quiet" type="button" on:click=move |_| open.set(true)>
            <Icon name=if closed { "undo-2" } else { "log-out" }/>{tr(if closed { "client-reopen" } else { "client-close" })}
        </button></p>
        <Dialog open title_id=if closed { "client-reopen" } else { "client-close" }><Ask id closed open done/></Dialog>
    }
}

/// That the care is closed, since when, and what that means.
#[component]
pub(crate) fn Closed(since: WallMicros) -> impl IntoView {
    view! {
        <section class="message calm above">
            <Icon name="lock"/>
            <div>
                <h2>{text_with("client-closed", &[("when", screen::long_day(since).into())])}</h2>
                <p>{tr("client-closed-do")}</p>
            </div>
        </section>
    }
}

#[component]
fn Ask(id: ClientId, closed: bool, open: RwSignal<bool>, done: Callback<()>) -> impl IntoView {
    let asking = Asking::new();
    let reason = RwSignal::new(String::new());
    let (more, send, act) = if closed {
        ("client-reopen-more", "client-reopen-send", "reopen")
    } else {
        ("client-close-more", "client-close-send", "close")
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let closing = Closing { reason: reason.get_untracked() };
        asking.send(move || {
            Box::pin(async move {
                post_nothing(&format!("/api/v1/clients/{id}/{act}"), &closing).await?;
                open.set(false);
                done.run(());
                Ok(())
            })
        });
    };
    view! {
        <form class="form" on:submit=submit novalidate>
            <p>{tr(more)}</p>
            <div class="field">
                <label for="closing-reason">{tr("closing-reason")}</label>
                <textarea class="input" id="closing-reason" rows="3" maxlength="1000"
                    on:input:target=move |event| reason.set(event.target().value())></textarea>
            </div>
            <Ends asking send=send icon="check" cancel=open/>
        </form>
    }
}

/// The closed clients, below the others; nothing where there are none.
#[component]
pub(crate) fn List() -> impl IntoView {
    let found = load(|| get::<Vec<ClosedClient>>("/api/v1/closed-clients"));
    let reopening = RwSignal::new(None::<ClientId>);
    let open = RwSignal::new(false);
    let done = Callback::new(move |()| {
        if let Some(id) = reopening.get_untracked() {
            go(&Route::Client(id).path());
        }
    });
    move || {
        let Remote::Here(closed) = found.get() else { return ().into_any() };
        if closed.is_empty() {
            return ().into_any();
        }
        view! {
            <details class="panel below">
                <summary>{text_with("clients-closed", &[("n", closed.len().into())])}</summary>
                <ul class="stack below">{closed.into_iter().map(|client| {
                    let id = client.id;
                    view! {
                        <li class="row">
                            <span><b>{client.alias}</b>" · "<span class="soft t-s">{screen::long_day(client.closed)}" · "{client.reason}</span></span>
                            <button class="btn quiet" type="button" on:click=move |_| { reopening.set(Some(id)); open.set(true); }>
                                <Icon name="undo-2"/>{tr("client-reopen")}</button>
                        </li>
                    }
                }).collect_view()}</ul>
            </details>
            <Dialog open title_id="client-reopen">
                {move || reopening.get().map(|id| view! { <Ask id closed=true open done/> })}
            </Dialog>
        }
        .into_any()
    }
}
