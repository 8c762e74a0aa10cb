//! One question of a set that is being made: its words, how it is answered, and its place among the others.

use super::editor::{BothWords, Making, Select};
use care::{
    Words,
    questions::{Form, QuestionSet},
};
use leptos::prelude::*;
use screen::{Icon, text, text_with, tr};

/// The kinds of answers, by their words.
const KINDS: [&str; 7] =
    ["form-vas", "form-nrs", "form-likert", "form-single", "form-multiple", "form-text", "form-assignment"];
/// The longest answer in own words, to begin with.
const CHARS: u16 = 500;
/// How long something small takes, to begin with.
const MINUTES: u8 = 2;

fn kind_of(form: &Form) -> &'static str {
    match form {
        Form::Vas { .. } => "form-vas",
        Form::Nrs { .. } => "form-nrs",
        Form::Likert { .. } => "form-likert",
        Form::Single { .. } => "form-single",
        Form::Multiple { .. } => "form-multiple",
        Form::Text { .. } => "form-text",
        Form::Assignment { .. } => "form-assignment",
    }
}

fn empty() -> Words {
    Words { nl: String::new(), en: String::new() }
}

/// Another kind of answer, with what the two have in common kept.
fn changed(form: &Form, kind: &str) -> Form {
    let (low, high) = match form {
        Form::Vas { low, high } | Form::Nrs { low, high, .. } => (low.clone(), high.clone()),
        _ => (empty(), empty()),
    };
    let choices = match form {
        Form::Likert { steps: all } | Form::Single { choices: all } | Form::Multiple { choices: all } => {
            all.clone()
        }
        _ => vec![empty(), empty()],
    };
    match kind {
        "form-vas" => Form::Vas { low, high },
        "form-likert" => Form::Likert { steps: choices },
        "form-single" => Form::Single { choices },
        "form-multiple" => Form::Multiple { choices },
        "form-text" => Form::Text { chars_max: CHARS },
        "form-assignment" => Form::Assignment { minutes: MINUTES },
        _ => Form::Nrs { from: 0, to: 10, low, high },
    }
}

fn choices_of(form: &mut Form) -> Option<&mut Vec<Words>> {
    match form {
        Form::Likert { steps: all } | Form::Single { choices: all } | Form::Multiple { choices: all } => {
            Some(all)
        }
        _ => None,
    }
}

#[component]
pub(super) fn ItemCard(making: Making, at: usize, count: usize) -> impl IntoView {
    let Some(item) = making.now().items.get(at).cloned() else { return ().into_any() };
    let id = item.id.clone();
    let button = move |icon: &'static str,
                       label: &'static str,
                       disabled: bool,
                       change: fn(&mut QuestionSet, usize)| {
        view! {
            <button class="btn quiet" class:up=label == "set-item-up" type="button" disabled=disabled
                aria-label=move || text_with(label, &[("n", (at + 1).into())])
                on:click=move |_| making.reshape(|set| change(set, at))><Icon name=icon/></button>
        }
    };
    let rename = move |new: String| {
        making.write(|set| {
            let Some(item) = set.items.get_mut(at) else { return };
            let old = std::mem::replace(&mut item.id, new.clone());
            // A scale goes on counting the question under its new id.
            for scale in &mut set.scales {
                for known in scale.items.iter_mut().chain(&mut scale.reversed).filter(|known| **known == old)
                {
                    known.clone_from(&new);
                }
            }
        });
    };
    view! {
        <div class="set-item">
            <header class="row">
                <span class="firm">{move || text_with("set-item", &[("n", (at + 1).into())])}</span>
                <span class="tools">
                    {button("chevron-down", "set-item-up", at == 0, |set, at| set.items.swap(at, at.saturating_sub(1)))}
                    {button("chevron-down", "set-item-down", at + 1 >= count, |set, at| if at + 1 < set.items.len() { set.items.swap(at, at + 1) })}
                    {button("trash-2", "set-item-remove", count <= 1, |set, at| if at < set.items.len() { drop(set.items.remove(at)) })}
                </span>
            </header>
            <BothWords name=format!("item-{at}") label="set-question" words=item.text.clone()
                write=Callback::new(move |words| making.write(|set| if let Some(item) = set.items.get_mut(at) { item.text = words }))/>
            <div class="pair">
                <Select id=format!("item-{at}-kind") label="set-form" now=kind_of(&item.form) options=KINDS.iter().map(|word| (*word, text(word))).collect()
                    choose=Callback::new(move |kind: String| making.reshape(|set| if let Some(item) = set.items.get_mut(at) { item.form = changed(&item.form, &kind) }))/>
                <div class="field">
                    <label for=format!("item-{at}-id")>{tr("set-item-id")}</label>
                    <input class="input" id=format!("item-{at}-id") maxlength="40" autocomplete="off" prop:value=id on:change:target=move |event| rename(event.target().value())/>
                </div>
            </div>
            <Answers making at form=item.form/>
        </div>
    }
    .into_any()
}

/// What there is to say about how a question is answered.
#[component]
fn Answers(making: Making, at: usize, form: Form) -> impl IntoView {
    let write = move |change: &dyn Fn(&mut Form)| {
        making.write(|set| {
            if let Some(item) = set.items.get_mut(at) {
                change(&mut item.form);
            }
        });
    };
    let number = move |part: &'static str, label: &'static str, value: u16, change: fn(&mut Form, u16)| {
        let id = format!("item-{at}-{part}");
        let named = id.clone();
        view! {
            <div class="field">
                <label for=named>{tr(label)}</label>
                <input class="input" id=id type="number" min="0" prop:value=value.to_string() on:input:target=move |event| {
                    if let Ok(value) = event.target().value().parse::<u16>() {
                        write(&|form| change(form, value));
                    }
                }/>
            </div>
        }
    };
    let ends = move |low: Words, high: Words| {
        let low_words = Callback::new(move |words: Words| {
            write(&|form| {
                if let Form::Vas { low, .. } | Form::Nrs { low, .. } = form {
                    low.clone_from(&words)
                }
            });
        });
        let high_words = Callback::new(move |words: Words| {
            write(&|form| {
                if let Form::Vas { high, .. } | Form::Nrs { high, .. } = form {
                    high.clone_from(&words)
                }
            });
        });
        view! {
            <BothWords name=format!("item-{at}-low") label="set-low" words=low write=low_words/>
            <BothWords name=format!("item-{at}-high") label="set-high" words=high write=high_words/>
        }
    };
    match form {
        Form::Vas { low, high } => ends(low, high).into_any(),
        Form::Nrs { from, to, low, high } => view! {
            <div class="pair">
                {number("from", "set-from", from.into(), |form, value| if let Form::Nrs { from, .. } = form { *from = byte(value) })}
                {number("to", "set-to", to.into(), |form, value| if let Form::Nrs { to, .. } = form { *to = byte(value) })}
            </div>
            {ends(low, high)}
        }.into_any(),
        Form::Likert { steps: all } | Form::Single { choices: all } | Form::Multiple { choices: all } => {
            view! { <Choices making at all/> }.into_any()
        }
        Form::Text { chars_max } => number("chars", "set-chars", chars_max, |form, value| if let Form::Text { chars_max } = form { *chars_max = value }).into_any(),
        Form::Assignment { minutes } => number("minutes", "set-minutes", minutes.into(), |form, value| if let Form::Assignment { minutes } = form { *minutes = byte(value) }).into_any(),
    }
}

fn byte(value: u16) -> u8 {
    u8::try_from(value).unwrap_or(u8::MAX)
}

#[component]
fn Choices(making: Making, at: usize, all: Vec<Words>) -> impl IntoView {
    let count = all.len();
    let change = move |n: usize, words: Words| {
        making.write(|set| {
            let choices = set.items.get_mut(at).and_then(|item| choices_of(&mut item.form));
            if let Some(choice) = choices.and_then(|all| all.get_mut(n)) {
                *choice = words;
            }
        });
    };
    let reshape = move |change: &dyn Fn(&mut Vec<Words>)| {
        making.reshape(|set| {
            if let Some(all) = set.items.get_mut(at).and_then(|item| choices_of(&mut item.form)) {
                change(all);
            }
        });
    };
    view! {
        <ol class="set-choices">{all.into_iter().enumerate().map(|(n, words)| view! {
            <li class="row">
                <BothWords name=format!("item-{at}-choice-{n}") label="set-choice" words write=Callback::new(move |words| change(n, words))/>
                <button class="btn quiet" type="button" disabled=count <= 2 aria-label=move || text_with("set-choice-remove", &[("n", (n + 1).into())])
                    on:click=move |_| reshape(&|all| if n < all.len() { drop(all.remove(n)) })><Icon name="trash-2"/></button>
            </li>
        }).collect_view()}</ol>
        <p><button class="btn" type="button" disabled=count >= 12 on:click=move |_| reshape(&|all| all.push(empty()))><Icon name="plus"/>{tr("set-choice-add")}</button></p>
    }
}
