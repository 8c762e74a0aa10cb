//! Sets of questions: those that come with Luwte and the institution's own, made, read from a file, published, planned for a team.

mod detail;
mod editor;
mod file;
mod item;
pub(super) mod plan;
mod preview;
mod scales;
mod team;

use crate::{route::Route, shell};
use care::questions::{Licence, Rater, SetShort};
use leptos::prelude::*;
use screen::{Bones, FailureMessage, Icon, Remote, get, load, text, text_with, tr, words_here};

/// The address of one set.
fn address(id: &str) -> String {
    format!("{}?set={}", Route::Questions.path(), js_sys::encode_uri_component(id))
}

/// Which set the address names; an empty one is a set that is begun.
fn chosen() -> Option<String> {
    let place = screen::place();
    let raw = place.field("set")?;
    Some(js_sys::decode_uri_component(raw).map(String::from).unwrap_or_default())
}

#[component]
pub(crate) fn Page() -> impl IntoView {
    let which = Memo::new(|_| chosen());
    Effect::new(move |_| screen::set_title(&shell::title(&text("questions"))));
    move || match which.get() {
        None => view! { <List/> }.into_any(),
        Some(id) => view! { <detail::Page id/> }.into_any(),
    }
}

#[component]
fn List() -> impl IntoView {
    let again = RwSignal::new(0u32);
    let found = load(move || {
        again.track();
        get::<Vec<SetShort>>("/api/v1/question-sets")
    });
    let list = move || match found.get() {
        Remote::Coming => view! { <div class="panel"><Bones lines=6/></div> }.into_any(),
        Remote::Failed(failure) => {
            view! { <FailureMessage failure retry=Callback::new(move |()| again.update(|n| *n += 1))/> }
                .into_any()
        }
        Remote::Here(sets) => {
            let (shipped, own): (Vec<_>, Vec<_>) = sets.iter().cloned().partition(|set| set.shipped);
            let empty = own.is_empty();
            view! {
                <section aria-labelledby="own-sets">
                    <h2 class="section" id="own-sets">{tr("questions-own")}</h2>
                    {if empty {
                        view! { <div class="empty"><Icon name="list"/><p class="firm">{tr("questions-empty")}</p><p class="soft">{tr("questions-empty-do")}</p></div> }.into_any()
                    } else {
                        view! { <Table sets=own/> }.into_any()
                    }}
                </section>
                <section aria-labelledby="shipped-sets">
                    <h2 class="section" id="shipped-sets">{tr("questions-shipped")}</h2>
                    <Table sets=shipped/>
                </section>
                <team::Team sets/>
            }
            .into_any()
        }
    };
    view! {
        <header class="head">
            <div><h1>{tr("questions")}</h1><p class="facts"><span>{tr("questions-lead")}</span></p></div>
            <a class="btn primary" href=address("")><Icon name="plus"/>{tr("questions-new")}</a>
        </header>
        {list}
    }
}

#[component]
fn Table(sets: Vec<SetShort>) -> impl IntoView {
    view! {
        <div class="panel flat scroll-x" tabindex="0" role="region" aria-label=tr("questions")><table class="list still">
            <thead><tr>
                <th scope="col">{tr("questions-name")}</th><th scope="col">{tr("questions-rater")}</th><th scope="col">{tr("questions-items")}</th>
                <th scope="col">{tr("questions-licence")}</th><th scope="col">{tr("questions-version")}</th>
            </tr></thead>
            <tbody>{sets.into_iter().map(|set| {
                let SetShort { id, title, rater, licence, items, published, draft, .. } = set;
                view! {
                    <tr>
                        <th scope="row"><a href=address(&id)>{move || words_here(&title)}</a></th>
                        <td>{move || rater_word(rater)}</td>
                        <td>{items}</td>
                        <td>{move || licence_word(&licence)}</td>
                        <td>{move || version_word(published, draft)}</td>
                    </tr>
                }
            }).collect_view()}</tbody>
        </table></div>
    }
}

/// Who answers.
pub(super) fn rater_word(rater: Rater) -> String {
    text(match rater {
        Rater::Client => "rater-client",
        Rater::Observer => "rater-observer",
        Rater::Colleague => "rater-colleague",
    })
}

fn licence_word(licence: &Licence) -> String {
    text(match licence {
        Licence::Own => "licence-own",
        Licence::Open { .. } => "licence-open",
        Licence::NonCommercial { .. } => "licence-non-commercial",
        Licence::Licensed { .. } => "licence-licensed",
    })
}

/// Which version is in use, and whether the next is being made.
fn version_word(published: Option<u16>, draft: Option<u16>) -> String {
    match (published, draft) {
        (Some(version), None) => text_with("version-in-use", &[("version", version.into())]),
        (Some(version), Some(next)) => {
            text_with("version-and-draft", &[("version", version.into()), ("next", next.into())])
        }
        (None, _) => text("version-draft"),
    }
}
