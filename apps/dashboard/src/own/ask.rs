//! A question to a person: what to do in an emergency, who reads it and how soon, and what was asked and answered.

use super::{
    parts::{Back, Speaks},
    room::Room,
};
use crate::pages::asking::{Asking, Ends};
use leptos::{html, prelude::*};
use link::own::{Contact, Letter, NewLetter, OwnPlace, WORDS_MAX_CHARS};
use screen::{Bones, FailureMessage, Icon, Remote, get, load, post_nothing, text, text_with, tr};

#[component]
pub(super) fn Page() -> impl IntoView {
    super::name_page("own-ask");
    let speaks = Speaks::here();
    let again = RwSignal::new(0u32);
    let letters = load(move || {
        again.track();
        async move { get::<Vec<Letter>>("/api/v1/client/letters").await }
    });
    // What was unread counts as read once it stands here.
    let shown = letters.clone();
    Effect::new(move |told: Option<bool>| {
        let here = shown.with(|letters| letters.here().is_some());
        if here && told != Some(true) {
            let waits = speaks.place().with_untracked(|place| place.answers > 0);
            if waits {
                speaks.look_again();
            }
        }
        here
    });
    let retry = Callback::new(move |()| again.update(|n| *n += 1));
    view! {
        <Back to=Room::Calm name="own-tab-calm"/>
        <h1>{tr("own-ask")}</h1>
        {move || view! { <Emergency contact=speaks.place().with(|place| place.contact.clone())/> }}
        <section>
            <h2>{tr("own-ask-person")}</h2>
            <p>{move || speaks.place().with(|place| {
                let readers = place.readers.join(", ");
                if nobody_reads(place) {
                    return text("own-ask-readers-none");
                }
                let who = text_with("own-ask-readers", &[("names", readers.into())]);
                let soon = match place.contact.answer_days {
                    Some(days) => text_with("own-ask-days", &[("n", days.into())]),
                    None => text("own-ask-days-unknown"),
                };
                format!("{who} {soon}")
            })}</p>
            {move || match letters.get() {
                Remote::Coming => view! { <Bones lines=4/> }.into_any(),
                Remote::Failed(failure) => view! { <FailureMessage failure retry/> }.into_any(),
                Remote::Here(letters) => view! { <Letters letters/> }.into_any(),
            }}
            // Nobody is left with words that nobody reads.
            {move || match speaks.place().with(nobody_reads) {
                true => view! { <Institution/> }.into_any(),
                false => view! { <Write again/> }.into_any(),
            }}
        </section>
    }
}

/// Whether it is known that nobody would read a question.
fn nobody_reads(place: &OwnPlace) -> bool {
    place.readers.is_empty() && !place.institution.is_empty()
}

/// How to reach the institution itself.
#[component]
fn Institution() -> impl IntoView {
    let place = Speaks::here().place().get();
    let lines = place.address.lines().map(str::to_owned).collect::<Vec<_>>();
    view! {
        <address class="panel">
            <p class="firm">{place.institution}</p>
            {lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
        </address>
    }
}

/// Numbers to call; the institution's own first, and those that everybody has.
#[component]
fn Emergency(contact: Contact) -> impl IntoView {
    let speaks = Speaks::here();
    let call = |number: &str| format!("tel:{}", number.replace([' ', '-', '(', ')'], ""));
    let own = (!contact.crisis_phone.is_empty())
        .then(|| (contact.crisis_name.clone(), contact.crisis_phone.clone()));
    view! {
        <section class="message mine-emergency" aria-labelledby="emergency">
            <Icon name="info"/>
            <div>
                <h2 id="emergency">{tr("own-emergency")}</h2>
                <p>{speaks.tr("own-emergency-more")}</p>
                <ul class="mine-calls">
                    <li><a class="btn wide" href="tel:112">{tr("own-call-112")}</a></li>
                    {own.map(|(name, phone)| view! {
                        <li><a class="btn wide" href=call(&phone)>{format!("{name}: {phone}")}</a></li>
                    })}
                    <li><a class="btn wide" href="tel:08000113">{tr("own-call-113")}</a></li>
                </ul>
            </div>
        </section>
    }
}

#[component]
fn Letters(letters: Vec<Letter>) -> impl IntoView {
    let row = |letter: Letter| {
        let mine = letter.by.is_none();
        let who = letter.by.unwrap_or_else(|| text("own-you"));
        let read = match (mine, letter.read) {
            (true, Some(at)) => text_with("own-letter-read", &[("when", screen::moment(at).into())]),
            (true, None) => text("own-letter-unread"),
            _ => String::new(),
        };
        view! {
            <li class="letter" class:own=mine>
                <p class="t-s soft"><b>{who}</b>", "{screen::moment(letter.at)}</p>
                <p class="own-words">{letter.words}</p>
                {(!read.is_empty()).then(|| view! { <p class="t-s soft">{read}</p> })}
            </li>
        }
    };
    (!letters.is_empty()).then(|| view! {
        <ol class="letters" aria-label=tr("own-letters")>{letters.into_iter().map(row).collect_view()}</ol>
    })
}

#[component]
fn Write(again: RwSignal<u32>) -> impl IntoView {
    let speaks = Speaks::here();
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
                if let Err(failure) = post_nothing("/api/v1/client/letters", &NewLetter { words }).await {
                    // Nobody may be left who reads it: then the page says so, with whom to call.
                    speaks.look_again();
                    return Err(failure);
                }
                if let Some(Some(area)) = field.try_get_untracked() {
                    area.set_value("");
                }
                again.update(|n| *n += 1);
                Ok(())
            })
        });
    };
    view! {
        <form class="form" on:submit=submit novalidate>
            <div class="field">
                <label for="letter">{speaks.tr("own-ask-write")}</label>
                <textarea class="input" id="letter" rows="4" node_ref=field maxlength=WORDS_MAX_CHARS.to_string() aria-describedby="letter-hint letter-missing"></textarea>
                <p class="hint" id="letter-hint">{speaks.tr("own-ask-hint")}</p>
                <p class="wrong" id="letter-missing">{move || missing.get().then(|| view! { <Icon name="info"/><span>{tr("own-ask-missing")}</span> })}</p>
            </div>
            <Ends asking send="own-ask-send" icon="message-circle"/>
        </form>
    }
}
