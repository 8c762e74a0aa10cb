//! A form for answers to questions out of a set: what a colleague saw, or writes down for a client.

use crate::{
    FailureMessage, Icon,
    api::Failure,
    language::{language, text, text_with, tr},
    name_form::Sending,
};
use care::{
    Words,
    questions::{Answer, Form, Item},
};
use leptos::{prelude::*, task::spawn_local};
use std::collections::BTreeMap;

/// Words of a set in the language of the screen.
pub fn words_here(words: &Words) -> String {
    match language() {
        texts::Language::Nl => words.nl.clone(),
        texts::Language::En => words.en.clone(),
    }
}

/// An answer to an item, in words.
pub fn answer_of(item: &Item, answer: &Answer) -> String {
    let choices: &[Words] = match &item.form {
        Form::Likert { steps: all } | Form::Single { choices: all } | Form::Multiple { choices: all } => all,
        _ => &[],
    };
    let chosen = |n: u8| choices.get(usize::from(n)).map(words_here);
    match answer {
        Answer::Number(n) => chosen(*n).unwrap_or_else(|| n.to_string()),
        Answer::One(n) => chosen(*n).unwrap_or_default(),
        Answer::Some(all) if all.is_empty() => text("answer-none-of-these"),
        Answer::Some(all) => all.iter().filter_map(|n| chosen(*n)).collect::<Vec<_>>().join(", "),
        Answer::Words(words) => words.clone(),
        Answer::Done(true) => text("answer-done"),
        Answer::Done(false) | Answer::Skipped => text("answer-skipped"),
    }
}

/// The form. What is not touched is left open; `send` gets the answers that were given.
#[component]
pub fn AnswerForm(
    items: Vec<Item>,
    /// Sends the answers.
    send: Callback<BTreeMap<String, Answer>, Sending>,
) -> impl IntoView {
    let given = RwSignal::new(BTreeMap::<String, Answer>::new());
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let empty = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let answers = given.get_untracked();
        empty.set(answers.is_empty());
        if answers.is_empty() || busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        let sending = send.run(answers);
        spawn_local(async move {
            let result = sending.await;
            // The form may be gone with what it sent.
            let _ = busy.try_set(false);
            let _ = failure.try_set(result.err());
        });
    };
    view! {
        <form class="form answer-form" on:submit=submit novalidate>
            {items.into_iter().map(|item| view! { <Field item given/> }).collect_view()}
            <p class="wrong" role="status">{move || empty.get().then(|| view! { <Icon name="info"/><span>{tr("answers-empty")}</span> })}</p>
            {move || failure.get().map(|failure| view! { <FailureMessage failure/> })}
            <div class="ends">
                <button class="btn primary" type="submit" aria-busy=move || busy.get().to_string()><Icon name="check"/>{tr("answers-save")}</button>
            </div>
        </form>
    }
}

#[component]
fn Field(item: Item, given: RwSignal<BTreeMap<String, Answer>>) -> impl IntoView {
    let Item { id, text: asked, form } = item;
    let key = StoredValue::new(id.clone());
    let answer = move || key.with_value(|key| given.with(|given| given.get(key).cloned()));
    let set = move |answer: Option<Answer>| {
        key.with_value(|key| {
            given.update(|given| match answer {
                Some(answer) => _ = given.insert(key.clone(), answer),
                None => _ = given.remove(key),
            });
        });
    };
    let radio = move |value: Answer, label: Words| {
        let (name, this) = (key.get_value(), value.clone());
        view! {
            <label><input type="radio" name=name prop:checked=move || answer().as_ref() == Some(&this)
                on:change=move |_| set(Some(value.clone()))/>{move || words_here(&label)}</label>
        }
    };
    let ends = |low: Words, high: Words| {
        view! { <p class="scale-ends soft t-s"><span>{move || words_here(&low)}</span><span>{move || words_here(&high)}</span></p> }
    };
    let body = match form {
        Form::Vas { low, high } => {
            let value = move || if let Some(Answer::Number(n)) = answer() { n } else { 50 };
            let labelled = asked.clone();
            view! {
                <input class="line" type="range" min="0" max="100" aria-label=move || words_here(&labelled) prop:value=move || value().to_string()
                    class:untouched=move || answer().is_none()
                    aria-valuetext=move || if answer().is_none() { text("answers-open") } else { value().to_string() }
                    on:input:target=move |event| set(event.target().value().parse().ok().map(Answer::Number))/>
                {ends(low, high)}
            }.into_any()
        }
        Form::Nrs { from, to, low, high } => view! {
            <div class="choice numbers">{(from..=to).map(|n| {
                let label = Words { nl: n.to_string(), en: n.to_string() };
                radio(Answer::Number(n), label)
            }).collect_view()}</div>
            {ends(low, high)}
        }.into_any(),
        Form::Likert { steps } => view! {
            <div class="choice">{(0_u8..).zip(steps).map(|(n, label)| radio(Answer::Number(n), label)).collect_view()}</div>
        }.into_any(),
        Form::Single { choices } => view! {
            <div class="choice">{(0_u8..).zip(choices).map(|(n, label)| radio(Answer::One(n), label)).collect_view()}</div>
        }.into_any(),
        Form::Multiple { choices } => view! {
            <div class="checks">{(0_u8..).zip(choices).map(|(n, label)| view! {
                <label class="check"><input type="checkbox" on:change:target=move |event| {
                    let mut marked = if let Some(Answer::Some(marked)) = answer() { marked } else { Vec::new() };
                    marked.retain(|known| *known != n);
                    if event.target().checked() {
                        marked.push(n);
                        marked.sort_unstable();
                    }
                    set(Some(Answer::Some(marked)));
                }/>{move || words_here(&label)}</label>
            }).collect_view()}</div>
        }.into_any(),
        Form::Text { chars_max } => {
            let labelled = asked.clone();
            view! {
                <textarea class="input" rows="3" maxlength=chars_max.to_string() aria-label=move || words_here(&labelled)
                    on:input:target=move |event| {
                        let words = event.target().value().trim().to_owned();
                        set((!words.is_empty()).then_some(Answer::Words(words)));
                    }></textarea>
            }.into_any()
        }
        Form::Assignment { minutes } => view! {
            <p class="soft t-s">{move || text_with("answers-minutes", &[("minutes", minutes.into())])}</p>
            <label class="check"><input type="checkbox" on:change:target=move |event| {
                set(event.target().checked().then_some(Answer::Done(true)));
            }/>{tr("answer-done")}</label>
        }.into_any(),
    };
    view! {
        <fieldset class="asked">
            <legend>{move || words_here(&asked)}</legend>
            {body}
        </fieldset>
    }
}
