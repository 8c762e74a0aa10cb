//! A form that asks for one name: that of a client, of a headset.

use crate::{
    api::Failure,
    language::tr,
    marks::{FailureMessage, Icon},
};
use leptos::{html, prelude::*, task::spawn_local};
use std::{future::Future, pin::Pin};

/// What becomes of a name that was sent; what follows when it went well is the sender's own.
pub type Sending = Pin<Box<dyn Future<Output = Result<(), Failure>>>>;

/// The words of a form, by the ids of their texts.
#[derive(Clone, Copy, Debug)]
pub struct NameWords {
    /// Before the field.
    pub label: &'static str,
    /// Below it.
    pub hint: &'static str,
    /// When it is empty or too long.
    pub wrong: &'static str,
    /// On the button.
    pub send: &'static str,
}

/// Asks for a name of 1 to `longest` characters and gives it to `send`.
#[component]
pub fn NameForm(
    words: NameWords,
    /// In the button, before its word.
    #[prop(optional)]
    icon: Option<&'static str>,
    longest: usize,
    /// What stands there at first.
    #[prop(optional, into)]
    value: String,
    send: Callback<String, Sending>,
    /// With it there is a second button that leaves the form.
    #[prop(optional, into)]
    cancel: Option<Callback<()>>,
) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    let wrong = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
            field.select();
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(input) = field.get_untracked() else { return };
        let name = input.value().trim().to_owned();
        let fits = !name.is_empty() && name.chars().count() <= longest;
        wrong.set(!fits);
        if !fits {
            let _ = input.focus();
            return;
        }
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let result = send.run(name).await;
            // The form may be gone with the name that it sent.
            let _ = busy.try_set(false);
            let _ = failure.try_set(result.err());
        });
    };
    view! {
        <form class="form" on:submit=submit novalidate>
            <div class="field">
                <label for="name">{tr(words.label)}</label>
                <input class="input" id="name" node_ref=field autocomplete="off" maxlength=longest.to_string() value=value required
                    aria-invalid=move || wrong.get().then_some("true") aria-describedby="name-hint name-wrong"/>
                <p class="hint" id="name-hint">{tr(words.hint)}</p>
                <p class="wrong" id="name-wrong">{move || wrong.get().then(|| view! { <Icon name="info"/><span>{tr(words.wrong)}</span> })}</p>
            </div>
            {move || failure.get().map(|failure| view! { <FailureMessage failure/> })}
            <div class="ends">
                {cancel.map(|cancel| view! {
                    <button class="btn" type="button" on:click=move |_| cancel.run(())>{tr("cancel")}</button>
                })}
                <button class="btn primary" type="submit" aria-busy=move || busy.get().to_string()>
                    {icon.map(|name| view! { <Icon name/> })}{tr(words.send)}
                </button>
            </div>
        </form>
    }
}
