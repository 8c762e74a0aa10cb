//! The implementation guide to read and to search: roadmap, strategies, roles, lessons, questions, what to measure.
//!
//! The words come from `content/toolkit` by way of `toolkit::guide`; what stands open and what is searched for is in the
//! address, so that a colleague can be sent straight to it.

mod entry;
mod parts;

use crate::{route::Route, shell};
use entry::Entry;
use leptos::prelude::*;
use parts::Part;
use screen::{Icon, language, place, replace, text, text_with, tr};
use toolkit::guide::{Line, Text};

#[component]
pub(crate) fn Page() -> impl IntoView {
    let here = Memo::new(move |_| {
        let place = place();
        let part =
            Part::ALL.into_iter().find(|part| place.field("part") == Some(part.id())).unwrap_or_default();
        let line = Line::ALL.into_iter().find(|line| place.field("line") == Some(line.id()));
        (part, line, place.field("open").unwrap_or_default().to_owned())
    });
    let part = Memo::new(move |_| here.get().0);
    let line = Memo::new(move |_| here.get().1);
    let wanted = RwSignal::new(String::new());
    Effect::new(move |_| screen::set_title(&shell::title(&text("guide-title"))));
    let entries = Memo::new(move |_| {
        let language = language();
        let wanted = wanted.get().trim().to_lowercase();
        let all: Vec<Entry> = if wanted.is_empty() {
            part.get().entries(line.get())
        } else {
            Part::ALL.into_iter().flat_map(|part| part.entries(None)).collect()
        };
        all.into_iter().filter(|entry| entry.says(&wanted, language)).collect::<Vec<_>>()
    });
    view! {
        <header class="head">
            <div><h1>{tr("guide-title")}</h1><p class="facts"><span>{tr("guide-more")}</span></p></div>
            <a class="btn" href=Route::Materials.path()><Icon name="file-text"/>{tr("settings-materials-open")}</a>
            <div class="field">
                <label class="sr" for="guide-search">{tr("guide-search")}</label>
                <input class="input" id="guide-search" type="search" placeholder=tr("guide-search") autocomplete="off"
                    on:input:target=move |event| wanted.set(event.target().value())/>
            </div>
        </header>
        {move || wanted.with(|wanted| wanted.trim().is_empty()).then(|| view! {
            <fieldset class="choice above">
                <legend class="sr">{tr("guide-part")}</legend>
                {Part::ALL.map(|option| view! {
                    <label><input type="radio" name="guide-part" prop:checked=move || part.get() == option
                        on:change=move |_| replace(&address(option, line.get_untracked(), ""))/>
                        {move || text(["guide-part-", option.id()].concat().as_str())}</label>
                })}
            </fieldset>
            {move || part.get().has_lines().then(|| view! {
                <fieldset class="choice above">
                    <legend class="sr">{tr("guide-line")}</legend>
                    {[None, Some(Line::First), Some(Line::Second), Some(Line::Third)].map(|option| view! {
                        <label><input type="radio" name="guide-line" prop:checked=move || line.get() == option
                            on:change=move |_| replace(&address(part.get_untracked(), option, ""))/>
                            {move || option.map_or_else(|| text("guide-line-all"), |line| text(["value-line-", line.id()].concat().as_str()))}</label>
                    })}
                </fieldset>
            })}
        })}
        <p class="sr" role="status">{move || wanted.with(|wanted| !wanted.trim().is_empty()).then(|| text_with("guide-found", &[("count", (entries.with(Vec::len) as f64).into())]))}</p>
        <div class="stack guide">
            {move || {
                let open = here.get().2;
                let searching = wanted.with_untracked(|wanted| !wanted.trim().is_empty());
                let found = entries.get();
                if found.is_empty() {
                    return view! { <p class="soft">{tr("guide-nothing")}</p> }.into_any();
                }
                let few = searching && found.len() <= 3;
                found.into_iter().map(|entry| view! { <Shown is_open=few || entry.id == open entry searching/> }).collect_view().into_any()
            }}
        </div>
    }
}

/// One entry: its name, and all it says once opened.
#[component]
fn Shown(entry: Entry, is_open: bool, searching: bool) -> impl IntoView {
    let address = address(entry.part, entry.line, entry.id);
    let kind = searching.then(|| text(["guide-part-", entry.part.id()].concat().as_str()));
    let aside = entry.aside;
    view! {
        <details class="panel" id=entry.id open=is_open>
            <summary>
                <span class="t-m">{said(entry.title)}</span>
                {kind.map(|kind| view! { <span class="tag">{kind}</span> })}
                {aside.map(|aside| view! { <span class="tag">{text(aside)}</span> })}
            </summary>
            <div class="stack">
                {entry.blocks.into_iter().map(entry::block).collect_view()}
                <p><a class="btn quiet t-s" href=address><Icon name="link-2"/>{tr("guide-address")}</a></p>
            </div>
        </details>
    }
}

/// The address of an entry, or of a part.
fn address(part: Part, line: Option<Line>, open: &str) -> String {
    let mut query = vec![["part=", part.id()].concat()];
    query.extend(line.filter(|_| part.has_lines()).map(|line| ["line=", line.id()].concat()));
    if !open.is_empty() {
        query.push(["open=", open].concat());
    }
    [Route::Guide.path().as_str(), "?", &query.join("&")].concat()
}

/// The guide's words in the language of the screen; follows changes.
pub(in crate::pages) fn said(words: &'static Text) -> &'static str {
    in_language(words, language())
}

fn in_language(words: &'static Text, language: texts::Language) -> &'static str {
    match language {
        texts::Language::Nl => words.nl,
        texts::Language::En => words.en,
    }
}
