//! A client's questions and the answers, and who waits for one.

use crate::{
    pages::asking::{Asking, Ends},
    route::Route,
};
use leptos::{html, prelude::*};
use link::own::{Letter, NewLetter, OpenLetters, WORDS_MAX_CHARS};
use screen::{Bones, FailureMessage, Icon, Remote, get, load, post_nothing, text, text_with, tr};
use session::ClientId;

#[component]
pub(super) fn Letters(id: ClientId) -> impl IntoView {
    let again = RwSignal::new(0u32);
    let found = load(move || {
        again.track();
        async move { get::<Vec<Letter>>(&format!("/api/v1/clients/{id}/letters")).await }
    });
    let asking = Asking::new();
    let field = NodeRef::<html::Textarea>::new();
    let missing = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(area) = field.get_untracked() else { return };
        let words = area.value().trim().to_owned();
        missing.set(words.is_empty());
        if words.is_empty() {
            let _ = area.focus();
            return;
        }
        asking.send(move || {
            Box::pin(async move {
                post_nothing(&format!("/api/v1/clients/{id}/letters"), &NewLetter { words }).await?;
                if let Some(Some(area)) = field.try_get_untracked() {
                    area.set_value("");
                }
                again.update(|n| *n += 1);
                Ok(())
            })
        });
    };
    let row = |letter: Letter| {
        let of_client = letter.by.is_none();
        let who = letter.by.unwrap_or_else(|| text("letter-client"));
        let read = match (of_client, letter.read) {
            (false, Some(at)) => text_with("own-letter-read", &[("when", screen::moment(at).into())]),
            (false, None) => text("own-letter-unread"),
            _ => String::new(),
        };
        view! {
            <li>
                <p class="t-s soft"><b>{who}</b>", "{screen::moment(letter.at)}{(!read.is_empty()).then(|| format!(" · {read}"))}</p>
                <p class="note">{letter.words}</p>
            </li>
        }
    };
    view! {
        <div class="panel stack">
            <p class="soft t-s">{tr("letters-more")}</p>
            {move || match found.get() {
                Remote::Coming => view! { <Bones lines=3/> }.into_any(),
                Remote::Failed(failure) => view! { <FailureMessage failure/> }.into_any(),
                Remote::Here(letters) if letters.is_empty() => view! { <p class="soft">{tr("letters-none")}</p> }.into_any(),
                Remote::Here(letters) => view! { <ol class="stack">{letters.into_iter().map(row).collect_view()}</ol> }.into_any(),
            }}
            <form class="form review" on:submit=submit novalidate>
                <div class="field">
                    <label for="letter-answer">{tr("letter-answer")}</label>
                    <textarea class="input" id="letter-answer" rows="3" node_ref=field maxlength=WORDS_MAX_CHARS.to_string() aria-describedby="letter-missing"></textarea>
                    <p class="wrong" id="letter-missing">{move || missing.get().then(|| view! { <Icon name="info"/><span>{tr("letter-missing")}</span> })}</p>
                </div>
                <Ends asking send="letter-send" icon="message-circle"/>
            </form>
        </div>
    }
}

/// Clients who wait for an answer, for who begins their day; nothing where nobody does.
#[component]
pub(crate) fn Waiting() -> impl IntoView {
    let found = load(|| get::<Vec<OpenLetters>>("/api/v1/letters/open"));
    let row = |open: OpenLetters| {
        view! {
            <li class="message calm">
                <Icon name="message-circle"/>
                <div>
                    <p><b>{text_with("letters-waiting-who", &[("alias", open.alias.into()), ("n", open.letters.into())])}</b></p>
                    <p>{text_with("letters-waiting-since", &[("when", screen::moment(open.since).into())])}</p>
                    <div class="row"><a class="btn" href=Route::Client(open.client).path()>{tr("letters-waiting-open")}</a></div>
                </div>
            </li>
        }
    };
    move || match found.get() {
        Remote::Here(open) if !open.is_empty() => view! {
            <section aria-labelledby="letters-waiting">
                <h2 class="section" id="letters-waiting">{tr("letters-waiting")}</h2>
                <ul class="stack">{open.into_iter().map(row).collect_view()}</ul>
            </section>
        }
        .into_any(),
        Remote::Failed(failure) => view! { <FailureMessage failure/> }.into_any(),
        _ => ().into_any(),
    }
}
