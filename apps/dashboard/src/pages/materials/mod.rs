//! Supporting products: what there is for whom, what it looks like, and its pages in both languages.

mod house;

use super::asking::Choice;
use crate::shell;
use leptos::prelude::*;
use link::house::LibraryProduct;
use screen::{Bones, FailureMessage, Icon, Remote, get, language, load, text, text_with, tr};
use texts::Language;

// Here and not in the style sheet, which the first page waits for.
const FILTERS: &str = "display:flex;flex-wrap:wrap;gap:var(--s-2);margin-block:var(--s-2)";
const PRODUCT: &str = "display:flex;flex-wrap:wrap;gap:var(--s-2);align-items:flex-start";
const PREVIEW: &str = "height:auto;border:1px solid var(--line);border-radius:4px;background:#fff";

#[component]
pub(crate) fn Page() -> impl IntoView {
    let again = RwSignal::new(0u32);
    let found = load(move || {
        again.track();
        let tag = language().tag();
        async move { get::<Vec<LibraryProduct>>(&format!("/api/v1/library?lang={tag}")).await }
    });
    Effect::new(move |_| screen::set_title(&shell::title(&text("materials-title"))));
    view! {
        <header class="head">
            <div><h1>{tr("materials-title")}</h1><p class="facts"><span>{tr("materials-more")}</span></p></div>
        </header>
        <house::HouseStyle/>
        {move || match found.get() {
            Remote::Coming => view! { <div class="panel"><Bones lines=8/></div> }.into_any(),
            Remote::Failed(failure) => view! {
                <FailureMessage failure retry=Callback::new(move |()| again.update(|n| *n += 1))/>
            }.into_any(),
            Remote::Here(products) => view! { <Shelf products/> }.into_any(),
        }}
    }
}

/// What there is, by strategy and by reader.
#[component]
fn Shelf(products: Vec<LibraryProduct>) -> impl IntoView {
    let (strategy, audience) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let mut strategies: Vec<(String, String)> = Vec::new();
    let mut audiences: Vec<(String, String)> = Vec::new();
    for product in &products {
        for one in &product.strategies {
            if !strategies.contains(one) {
                strategies.push(one.clone());
            }
        }
        for one in &product.audience {
            if !audiences.iter().any(|(known, _)| known == one) {
                audiences.push((one.clone(), one.clone()));
            }
        }
    }
    strategies.sort();
    let shown = Memo::new(move |_| {
        let (strategy, audience) = (strategy.get(), audience.get());
        let fits = |product: &&LibraryProduct| {
            (strategy.is_empty() || product.strategies.iter().any(|(id, _)| *id == strategy))
                && (audience.is_empty() || product.audience.contains(&audience))
        };
        products.iter().filter(fits).cloned().collect::<Vec<_>>()
    });
    view! {
        <form style=FILTERS on:submit=move |event| event.prevent_default()>
            <Choice id="of-strategy" label="materials-strategy" none="materials-all" options=strategies chosen=strategy/>
            <Choice id="for-whom" label="materials-audience" none="materials-everybody" options=audiences chosen=audience/>
        </form>
        <p class="soft t-s" role="status">{move || text_with("materials-count", &[("n", shown.with(Vec::len).into())])}</p>
        <ul class="cards" style="padding:0;list-style:none">
            <For each=move || shown.get() key=|product| product.id.clone() children=|product| view! { <Card product/> }/>
        </ul>
    }
}

/// One product, with its first page.
#[component]
fn Card(product: LibraryProduct) -> impl IntoView {
    let LibraryProduct { id, title, purpose, form, audience, made, .. } = product;
    let pages = |language: Language| format!("/api/v1/library/{id}/pages.pdf?lang={}", language.tag());
    let (dutch, english) = (pages(Language::Nl), pages(Language::En));
    let tag = language().tag();
    let (preview, words) = (
        format!("/api/v1/library/{id}/preview.png?lang={tag}"),
        format!("/api/v1/library/{id}/text.md?lang={tag}"),
    );
    view! {
        <li class="panel" style=PRODUCT>
            {made.then(|| view! { <img src=preview alt="" loading="lazy" width="128" style=PREVIEW/> })}
            <div class="stack" style="flex:1 1 200px;min-width:0">
                <h2>{title}</h2>
                <p class="soft t-s">{form}" · "{audience.join(", ")}</p>
                <p>{purpose}</p>
                {if made {
                    view! {
                        <p class="acts">
                            <a class="btn" download="" href=dutch lang="nl"><Icon name="download"/>"Nederlands (PDF)"</a>" "
                            <a class="btn" download="" href=english lang="en"><Icon name="download"/>"English (PDF)"</a>" "
                            <a class="btn quiet" download="" href=words><Icon name="file-text"/>{tr("materials-text")}</a>
                        </p>
                    }.into_any()
                } else {
                    view! { <p class="soft t-s">{tr("materials-not-yet")}</p> }.into_any()
                }}
            </div>
        </li>
    }
}
