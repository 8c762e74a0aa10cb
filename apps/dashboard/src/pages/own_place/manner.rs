//! How a client's own place speaks: what asks for more care changes its words and its pace.

use crate::pages::asking::{Asking, Ends};
use leptos::prelude::*;
use link::own::{ExtraCare, Manner};
use screen::{Bones, FailureMessage, Icon, Remote, get, load, put, text, tr};
use session::ClientId;

#[component]
pub(super) fn Speaking(id: ClientId) -> impl IntoView {
    let again = RwSignal::new(0u32);
    let found = load(move || {
        again.track();
        async move { get::<Manner>(&format!("/api/v1/clients/{id}/manner")).await }
    });
    view! {
        <div>
            <h3>{tr("manner")}</h3>
            <p class="soft t-s">{tr("manner-more")}</p>
            {move || match found.get() {
                Remote::Coming => view! { <Bones lines=2/> }.into_any(),
                Remote::Failed(failure) => view! { <FailureMessage failure/> }.into_any(),
                Remote::Here(manner) => view! { <Form id manner/> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Form(id: ClientId, manner: Manner) -> impl IntoView {
    let asking = Asking::new();
    let chosen = RwSignal::new(manner.extra_care);
    let kept = RwSignal::new(false);
    let tick = move |care: ExtraCare, on: bool| {
        kept.set(false);
        chosen.update(|all| {
            all.retain(|it| *it != care);
            if on {
                all.push(care);
            }
        });
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let manner = Manner { extra_care: chosen.get_untracked() };
        asking.send(move || {
            Box::pin(async move {
                put(&format!("/api/v1/clients/{id}/manner"), &manner).await?;
                let _ = kept.try_set(true);
                Ok(())
            })
        });
    };
    view! {
        <form class="form" on:submit=submit>
            <fieldset class="ticks">
                <legend class="sr">{tr("manner")}</legend>
                {ExtraCare::ALL.map(|care| view! {
                    <label class="tick">
                        <input type="checkbox" prop:checked=move || chosen.with(|all| all.contains(&care))
                            on:change:target=move |event| tick(care, event.target().checked())/>
                        <span><b>{text(&format!("manner-{}", care.word()))}</b><span class="soft t-s">{text(&format!("manner-{}-more", care.word()))}</span></span>
                    </label>
                })}
            </fieldset>
            <p class="mark good" role="status">{move || kept.get().then(|| view! { <Icon name="check"/><span>{tr("own-kept")}</span> })}</p>
            <Ends asking send="save" icon="check"/>
        </form>
    }
}
