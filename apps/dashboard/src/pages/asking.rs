//! What forms of the later pages share: sending once at a time, and telling what went wrong.

use leptos::{prelude::*, task::spawn_local};
use screen::{Failure, FailureMessage, Icon, Sending, tr};

/// What is being sent, and what became of it.
#[derive(Clone, Copy)]
pub(crate) struct Asking {
    busy: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
}

impl Asking {
    pub(crate) fn new() -> Asking {
        Asking { busy: RwSignal::new(false), failure: RwSignal::new(None) }
    }

    /// What went wrong with the last, where it did.
    pub(super) fn failure(self) -> Option<Failure> {
        self.failure.get()
    }

    /// Whether something is on its way.
    pub(super) fn is_busy(self) -> bool {
        self.busy.get()
    }

    /// Sends, unless something is on its way already.
    pub(crate) fn send(self, sending: impl FnOnce() -> Sending) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        let sending = sending();
        spawn_local(async move {
            let result = sending.await;
            // The form may be gone with what it sent.
            let _ = self.busy.try_set(false);
            let _ = self.failure.try_set(result.err());
        });
    }
}

/// What went wrong with what was sent.
#[component]
pub(super) fn Trouble(asking: Asking) -> impl IntoView {
    move || asking.failure.get().map(|failure| view! { <FailureMessage failure/> })
}

/// What went wrong, and the buttons below a form.
#[component]
pub(crate) fn Ends(
    asking: Asking,
    send: &'static str,
    icon: &'static str,
    #[prop(optional, into)] cancel: Option<RwSignal<bool>>,
) -> impl IntoView {
    view! {
        <Trouble asking/>
        <div class="ends">
            {cancel.map(|open| view! {
                <button class="btn" type="button" on:click=move |_| open.set(false)>{tr("cancel")}</button>
            })}
            <button class="btn primary" type="submit" aria-busy=move || asking.busy.get().to_string()><Icon name=icon/>{tr(send)}</button>
        </div>
    }
}

/// A choice out of a few, by the text before it. `none` is the text of the first choice, whose value is empty.
#[component]
pub(crate) fn Choice(
    id: &'static str,
    label: &'static str,
    none: &'static str,
    /// Values and their names.
    options: Vec<(String, String)>,
    chosen: RwSignal<String>,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{tr(label)}</label>
            <select class="input" id=id on:change:target=move |event| chosen.set(event.target().value())>
                <option value="" selected=move || chosen.with(String::is_empty)>{tr(none)}</option>
                {options.into_iter().map(|(value, name)| {
                    let this = value.clone();
                    view! { <option value=value selected=move || chosen.with(|chosen| *chosen == this)>{name}</option> }
                }).collect_view()}
            </select>
        </div>
    }
}
