//! Taking the access of a headset or a bridge away: what happens then is said first.

use leptos::{prelude::*, task::spawn_local};
use screen::{Failure, FailureMessage, Icon, delete, text_with, tr};

/// Says what happens when the access of what is called `name` is taken away, and does so. It closes its dialog by `open`.
#[component]
pub(super) fn Revoke(
    name: String,
    /// Where it stands in the interface.
    address: String,
    /// What happens, by the ids of the texts.
    points: Vec<&'static str>,
    open: RwSignal<bool>,
    again: RwSignal<u32>,
) -> impl IntoView {
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
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
        <p class="firm">{text_with("headset-revoke-who", &[("name", name.into())])}</p>
        <ul class="points">{points.into_iter().map(|point| view! { <li>{tr(point)}</li> }).collect_view()}</ul>
        {move || failure.get().map(|failure| view! { <FailureMessage failure/> })}
        <div class="ends">
            <button class="btn" type="button" on:click=move |_| open.set(false)>{tr("cancel")}</button>
            <button class="btn primary" type="button" aria-busy=move || busy.get().to_string() on:click=revoke>
                <Icon name="lock"/>{tr("headset-revoke-send")}
            </button>
        </div>
    }
}
