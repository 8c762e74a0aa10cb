//! Everything of mine to take along, and the request to have it erased: asked once more, for it cannot be undone.

use super::parts::Speaks;
use crate::pages::asking::Asking;
use leptos::prelude::*;
use link::privacy::{ErasureRefusal, OwnErasureRequest};
use screen::{Bones, Dialog, FailureMessage, Icon, Remote, get, load, post, text, text_with, tr};

const ADDRESS: &str = "/api/v1/me/erasure-request";

#[component]
pub(super) fn MyOwn() -> impl IntoView {
    let speaks = Speaks::here();
    let again = RwSignal::new(0u32);
    let asking = Asking::new();
    let open = RwSignal::new(false);
    let found = load(move || {
        again.track();
        async move { get::<Option<OwnErasureRequest>>(ADDRESS).await }
    });
    let ask = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        asking.send(move || {
            Box::pin(async move {
                let _: OwnErasureRequest = post(ADDRESS, &()).await?;
                open.set(false);
                again.update(|n| *n += 1);
                Ok(())
            })
        });
    };
    view! {
        <section class="mine-own">
            <h2>{tr("own-data-yours")}</h2>
            <a class="btn wide" href="/api/v1/me/export" download=""><Icon name="download"/>{tr("own-data-all")}</a>
            <p class="soft t-s">{tr("own-data-all-more")}</p>
            {move || match found.get() {
                Remote::Coming => view! { <Bones lines=1/> }.into_any(),
                Remote::Failed(failure) => view! { <FailureMessage failure/> }.into_any(),
                Remote::Here(request) => view! { <Asked request open/> }.into_any(),
            }}
        </section>
        <Dialog open title_id="own-erase">
            <form class="form" on:submit=ask>
                <p>{speaks.tr("own-erase-what")}</p>
                <p>{tr("own-erase-who")}</p>
                <crate::pages::asking::Ends asking send="own-erase-ask" icon="trash-2" cancel=open/>
            </form>
        </Dialog>
    }
}

/// How the request stands; a button where there is none that waits.
#[component]
fn Asked(request: Option<OwnErasureRequest>, open: RwSignal<bool>) -> impl IntoView {
    let waits = request.as_ref().is_some_and(|request| request.decided.is_none());
    let told = request.map(|request| match (request.decided, request.because) {
        (None, _) => view! {
            <div class="message calm" role="status"><Icon name="clock"/><p>{text_with("own-erase-waits", &[
                ("asked", screen::day(request.asked).into()), ("due", screen::day(request.due).into())])}</p></div>
        }
        .into_any(),
        (Some(at), because) => {
            let why = match because {
                Some(ErasureRefusal::Law) => text("own-erase-law"),
                Some(ErasureRefusal::OthersInterest) => text("own-erase-others"),
                None => String::new(),
            };
            view! {
                <div class="message"><Icon name="info"/><div>
                    <p><b>{text_with("own-erase-refused", &[("when", screen::day(at).into())])}</b></p>
                    <p>{why}</p>
                    {request.note.map(|note| view! { <p class="own-words">{note}</p> })}
                </div></div>
            }
            .into_any()
        }
    });
    view! {
        {told}
        {(!waits).then(|| view! {
            <button class="btn wide" type="button" on:click=move |_| open.set(true)><Icon name="trash-2"/>{tr("own-erase")}</button>
        })}
    }
}
