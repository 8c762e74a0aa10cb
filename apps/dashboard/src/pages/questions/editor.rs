//! Making a set: its name and licence, its questions in both languages side by side, and its scales. Everything by keyboard.

use super::{detail, file::FromFile, item::ItemCard, preview::Preview, scales::Scales};
use crate::pages::asking::{Asking, Ends};
use care::{
    Words,
    questions::{Form, Item, Licence, QuestionSet, Rater, SaveDraft, check},
};
use leptos::prelude::*;
use screen::{Icon, put, text, text_with, tr};

/// The set that is being made. Words change it quietly; what changes its shape draws it anew.
#[derive(Clone, Copy)]
pub(super) struct Making {
    pub(super) set: RwSignal<QuestionSet>,
    shape: RwSignal<u32>,
}

impl Making {
    /// Changes words or numbers: what is typed in stays where it is.
    pub(super) fn write(self, change: impl FnOnce(&mut QuestionSet)) {
        self.set.update(change);
    }

    /// Changes what there is to fill in.
    pub(super) fn reshape(self, change: impl FnOnce(&mut QuestionSet)) {
        self.set.update(change);
        self.shape.update(|n| *n = n.wrapping_add(1));
    }

    /// As it is now, without following it.
    pub(super) fn now(self) -> QuestionSet {
        self.set.get_untracked()
    }
}

/// The place of a fault in words: which question, choice or scale.
pub(super) fn place_word(set: &QuestionSet, place: &str) -> String {
    let parts: Vec<&str> = place.split('/').skip(1).collect();
    let number = |at: usize| parts.get(at).and_then(|part| part.parse::<usize>().ok());
    let language = match parts.last() {
        Some(&"nl") => format!(", {}", text("set-dutch")),
        Some(&"en") => format!(", {}", text("set-english")),
        _ => String::new(),
    };
    let word = match (parts.first(), number(1)) {
        (Some(&"items"), Some(n)) => {
            let id = set.items.get(n).map(|item| item.id.clone()).unwrap_or_default();
            text_with("set-place-item", &[("n", (n + 1).into()), ("id", id.into())])
        }
        (Some(&"scales"), Some(n)) => text_with("set-place-scale", &[("n", (n + 1).into())]),
        (Some(&"title"), _) => text("set-title"),
        (Some(&"about"), _) => text("set-about"),
        (Some(&"licence"), _) => text("questions-licence"),
        (Some(&"id"), _) => text("set-id"),
        _ => text("questions-items"),
    };
    word + &language
}

#[component]
pub(super) fn Editor(
    set: QuestionSet,
    /// When the draft was saved that this began with.
    seen_us: Option<i64>,
    again: RwSignal<u32>,
) -> impl IntoView {
    let is_new = set.id.is_empty();
    let making = Making { set: RwSignal::new(set), shape: RwSignal::new(0) };
    let asking = Asking::new();
    let previewing = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let set = making.now();
        let id = set.id.clone();
        let path = format!("/api/v1/question-sets/{}", js_sys::encode_uri_component(&id));
        asking.send(move || {
            Box::pin(async move {
                put(&path, &SaveDraft { set, seen_us }).await?;
                again.update(|n| *n += 1);
                if is_new {
                    detail::go_to(&id);
                }
                Ok(())
            })
        });
    };
    let take = Callback::new(move |read: QuestionSet| {
        making.reshape(|set| {
            let id = if is_new { read.id.clone() } else { set.id.clone() };
            *set = QuestionSet { id, ..read };
        });
    });
    let faults = move || {
        making.set.with(|set| {
        let found = check(set);
        let all = found.len();
        let shown = found.into_iter().take(5).map(|finding| {
            let place = place_word(set, &finding.place);
            view! { <li><span class="firm">{place}</span>": "{text(&format!("set-fault-{}", finding.fault.word()))}</li> }
        });
        let shown = shown.collect_view();
        (all > 0).then(|| view! {
            <p>{text_with("set-faults", &[("n", all.into())])}</p>
            <ul class="because">{shown}</ul>
        })
    })
    };
    view! {
        <form class="panel form set-editor" on:submit=submit novalidate aria-label=tr("set-edit")>
            {is_new.then(|| view! { <FromFile take/> })}
            {move || {
                making.shape.track();
                view! { <Whole making is_new/> }
            }}
            <div class="set-faults" role="status">{faults}</div>
            <Ends asking send="set-save" icon="check"/>
        </form>
        <p class="below"><button class="btn" type="button" aria-expanded=move || previewing.get().to_string() on:click=move |_| previewing.update(|on| *on = !*on)>
            <Icon name="rectangle-goggles"/>{tr("set-preview")}
        </button></p>
        {move || previewing.get().then(|| view! { <div class="panel"><Preview set=making.set.get()/></div> })}
    }
}

#[component]
fn Whole(making: Making, is_new: bool) -> impl IntoView {
    let now = making.now();
    let count = now.items.len();
    view! {
        <fieldset class="stack">
            <legend class="section">{tr("set-whole")}</legend>
            <div class="field">
                <label for="set-id">{tr("set-id")}</label>
                <input class="input" id="set-id" autocomplete="off" maxlength="40" readonly=!is_new prop:value=now.id.clone() aria-describedby="set-id-hint"
                    on:input:target=move |event| {
                        let id = event.target().value();
                        making.write(|set| set.id = id);
                    }/>
                <p class="hint" id="set-id-hint">{tr("set-id-hint")}</p>
            </div>
            <BothWords name="set-title" label="set-title" words=now.title.clone() write=Callback::new(move |words| making.write(|set| set.title = words))/>
            <BothWords name="set-about" label="set-about" words=now.about.clone() write=Callback::new(move |words| making.write(|set| set.about = words))/>
            <div class="pair">
                <Select id="set-rater" label="questions-rater" now=word(RATERS, now.rater) options=RATERS.iter().map(|(_, word)| (*word, text(word))).collect()
                    choose=Callback::new(move |chosen: String| {
                        if let Some((rater, _)) = RATERS.iter().find(|(_, word)| *word == chosen) {
                            making.write(|set| set.rater = *rater);
                        }
                    })/>
                <LicenceChoice making licence=now.licence.clone()/>
            </div>
        </fieldset>
        <fieldset class="stack">
            <legend class="section">{tr("questions-items")}</legend>
            <ol class="set-items">{(0..count).map(|at| view! { <li><ItemCard making at count/></li> }).collect_view()}</ol>
            <p><button class="btn" type="button" on:click=move |_| making.reshape(add_item)><Icon name="plus"/>{tr("set-item-add")}</button></p>
        </fieldset>
        <Scales making/>
    }
}

const RATERS: &[(Rater, &str)] = &[
    (Rater::Client, "rater-client"),
    (Rater::Observer, "rater-observer"),
    (Rater::Colleague, "rater-colleague"),
];

fn word<T: PartialEq>(all: &[(T, &'static str)], now: T) -> &'static str {
    all.iter().find(|(known, _)| *known == now).map_or("", |(_, word)| *word)
}

/// One more question, like the last in how it is answered: a row of the same scale is made quickly.
fn add_item(set: &mut QuestionSet) {
    let empty = || Words { nl: String::new(), en: String::new() };
    let form = set
        .items
        .last()
        .map_or_else(|| Form::Nrs { from: 0, to: 10, low: empty(), high: empty() }, |last| last.form.clone());
    let taken = |id: &str| set.items.iter().any(|item| item.id == id);
    let id = (set.items.len() + 1..).map(|n| format!("vraag-{n}")).find(|id| !taken(id)).unwrap_or_default();
    set.items.push(Item { id, text: empty(), form });
}

#[component]
fn LicenceChoice(making: Making, licence: Licence) -> impl IntoView {
    const KINDS: [&str; 4] = ["licence-own", "licence-open", "licence-non-commercial", "licence-licensed"];
    let source = detail::source_of(&licence);
    let now = match licence {
        Licence::Own => "licence-own",
        Licence::Open { .. } => "licence-open",
        Licence::NonCommercial { .. } => "licence-non-commercial",
        Licence::Licensed { .. } => "licence-licensed",
    };
    let kept = StoredValue::new(source.clone().unwrap_or_default());
    let as_kind = move |kind: &str, source: String| match kind {
        "licence-open" => Licence::Open { source },
        "licence-non-commercial" => Licence::NonCommercial { source },
        "licence-licensed" => Licence::Licensed { source },
        _ => Licence::Own,
    };
    let choose = Callback::new(move |kind: String| {
        making.reshape(|set| set.licence = as_kind(&kind, kept.get_value()));
    });
    view! {
        <div class="stack">
            <Select id="set-licence" label="questions-licence" now options=KINDS.iter().map(|word| (*word, text(word))).collect() choose/>
            {source.map(|source| view! {
                <div class="field">
                    <label for="set-source">{tr("set-source")}</label>
                    <input class="input" id="set-source" prop:value=source maxlength="300" aria-describedby="set-source-hint" on:input:target=move |event| {
                        let source = event.target().value();
                        making.write(|set| set.licence = as_kind(now, source));
                    }/>
                    <p class="hint" id="set-source-hint">{tr("set-source-hint")}</p>
                </div>
            })}
        </div>
    }
}

/// A choice out of a few.
#[component]
pub(super) fn Select(
    #[prop(into)] id: String,
    label: &'static str,
    now: &'static str,
    options: Vec<(&'static str, String)>,
    choose: Callback<String>,
) -> impl IntoView {
    let named = id.clone();
    view! {
        <div class="field">
            <label for=named>{tr(label)}</label>
            <select class="input" id=id on:change:target=move |event| choose.run(event.target().value())>
                {options.into_iter().map(|(value, words)| view! { <option value=value selected=value == now>{words}</option> }).collect_view()}
            </select>
        </div>
    }
}

/// The same in Dutch and in English, side by side.
#[component]
pub(super) fn BothWords(
    #[prop(into)] name: String,
    label: &'static str,
    words: Words,
    write: Callback<Words>,
) -> impl IntoView {
    let now = StoredValue::new(words.clone());
    let field = |language: &'static str, word: &'static str, value: String| {
        let id = format!("{name}-{language}");
        let named = id.clone();
        view! {
            <div class="field">
                <label for=named><span>{tr(label)}</span>" "<span class="soft">{tr(word)}</span></label>
                <input class="input" id=id lang=language prop:value=value on:input:target=move |event| {
                    let value = event.target().value();
                    now.update_value(|words| if language == "nl" { words.nl = value } else { words.en = value });
                    write.run(now.get_value());
                }/>
            </div>
        }
    };
    let (dutch, english) = (words.nl, words.en);
    view! { <div class="pair">{field("nl", "set-dutch", dutch)}{field("en", "set-english", english)}</div> }
}
