//! A form that asks for one thing to type: a code, digits, a new password.

use crate::{
    api::Failure,
    language::tr,
    marks::{FailureMessage, Icon},
    name_form::Sending,
};
use leptos::{html, prelude::*, task::spawn_local};

/// The words of a form, by the ids of their texts.
#[derive(Clone, Copy, Debug)]
pub struct TextWords {
    /// Before the field.
    pub label: &'static str,
    /// Below it.
    pub hint: &'static str,
    /// When it is empty.
    pub wrong: &'static str,
    /// On the button.
    pub send: &'static str,
}

/// Asks for something and gives it to `send`; after a refusal it is selected, to be typed again.
#[component]
pub fn TextForm(
    words: TextWords,
    /// For the browser's own help: `one-time-code`, `new-password`, `current-password`.
    autocomplete: &'static str,
    longest: usize,
    /// Whether others must not read along.
    #[prop(optional)]
    hidden: bool,
    send: Callback<String, Sending>,
) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    let wrong = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(input) = field.get_untracked() else { return };
        let typed = input.value();
        wrong.set(typed.trim().is_empty());
        if typed.trim().is_empty() {
            let _ = input.focus();
            return;
        }
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let result = send.run(typed).await;
            let _ = busy.try_set(false);
            let refused = result.is_err();
            let _ = failure.try_set(result.err());
            if let Some(Some(field)) = field.try_get_untracked().filter(|_| refused) {
                field.select();
                let _ = field.focus();
            }
        });
    };
    // Two such forms may stand on one page.
    let (id, hint) = (words.label, [words.label, "-hint"].concat());
    let wrong_id = [words.label, "-wrong"].concat();
    let described = [&hint, " ", &wrong_id].concat();
    view! {
        <form class="form" on:submit=submit novalidate>
            <div class="field">
                <label for=id>{tr(words.label)}</label>
                <input class="input" id=id node_ref=field autocomplete=autocomplete maxlength=longest.to_string() required
                    type=if hidden { "password" } else { "text" } autocapitalize="none" spellcheck="false"
                    aria-invalid=move || wrong.get().then_some("true") aria-describedby=described/>
                <p class="hint" id=hint>{tr(words.hint)}</p>
                <p class="wrong" id=wrong_id>{move || wrong.get().then(|| view! { <Icon name="info"/><span>{tr(words.wrong)}</span> })}</p>
            </div>
            <div role="alert">{move || failure.get().map(|failure| view! { <FailureMessage failure/> })}</div>
            <button class="btn primary wide" type="submit" aria-busy=move || busy.get().to_string()>{tr(words.send)}</button>
        </form>
    }
}
