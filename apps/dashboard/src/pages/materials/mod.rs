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
const SHELF: &str = "padding:0;margin:0;list-style:none;display:grid;gap:var(--s-2);grid-template-columns:repeat(auto-fill,minmax(min(400px,100%),1fr))";
const PRODUCT: &str = "display:flex;gap:var(--s-2);align-items:flex-start;padding:var(--s-2)";
/// Its place is kept while it is on its way.
const PREVIEW: &str = "flex:none;width:104px;aspect-ratio:210/297;object-fit:contain;border:1px solid var(--line);border-radius:4px;background:#fff";
const DEEDS: &str = "display:flex;flex-wrap:wrap;gap:var(--s-1);margin-top:auto";
/// So many are shown before who looks asks for all: nobody reads eighty cards.
const FIRST_SHOWN: usize = 12;

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
    let sought = RwSignal::new(String::new());
    let all = RwSignal::new(false);
    let found = Memo::new(move |_| {
        let (strategy, audience) = (strategy.get(), audience.get());
        let sought = sought.with(|sought| sought.trim().to_lowercase());
        let fits = |product: &&LibraryProduct| {
            (strategy.is_empty() || product.strategies.iter().any(|(id, _)| *id == strategy))
                && (audience.is_empty() || product.audience.contains(&audience))
                && (product.title.to_lowercase().contains(&sought)
                    || product.purpose.to_lowercase().contains(&sought))
        };
        products.iter().filter(fits).cloned().collect::<Vec<_>>()
    });
    let shown = move || {
        found.with(|found| {
            found.iter().take(if all.get() { found.len() } else { FIRST_SHOWN }).cloned().collect::<Vec<_>>()
        })
    };
    let more = move || !all.get() && found.with(Vec::len) > FIRST_SHOWN;
    view! {
        <form style=FILTERS role="search" on:submit=move |event| event.prevent_default()>
            <div class="field">
                <label for="sought">{tr("materials-search")}</label>
                <input class="input" id="sought" type="search" autocomplete="off" on:input:target=move |event| sought.set(event.target().value())/>
            </div>
            <Choice id="of-strategy" label="materials-strategy" none="materials-all" options=strategies chosen=strategy/>
            <Choice id="for-whom" label="materials-audience" none="materials-everybody" options=audiences chosen=audience/>
        </form>
        <p class="soft t-s" role="status" style="margin-block:var(--s-2)">{move || text_with("materials-count", &[("n", found.with(Vec::len).into())])}</p>
        <ul style=SHELF>
            <For each=shown key=|product| product.id.clone() children=|product| view! { <Card product/> }/>
        </ul>
        {move || more().then(|| view! {
            <p style="margin-block:var(--s-3)"><button class="btn" type="button" on:click=move |_| all.set(true)>
                {text_with("materials-show-all", &[("n", found.with(Vec::len).into())])}
            </button></p>
        })}
    }
}

/// One product, with its first page.
#[component]
fn Card(product: LibraryProduct) -> impl IntoView {
    let LibraryProduct { id, title, purpose, form, audience, made, .. } = product;
    let pages = |language: Language| format!("/api/v1/library/{id}/pages.pdf?lang={}", language.tag());
    let here = language();
    let (other, in_other) = match here {
        Language::Nl => (Language::En, "English"),
        Language::En => (Language::Nl, "Nederlands"),
    };
    let (mine, theirs, tag) = (pages(here), pages(other), here.tag());
    let (preview, words) = (
        format!("/api/v1/library/{id}/preview.png?lang={tag}"),
        format!("/api/v1/library/{id}/text.md?lang={tag}"),
    );
    view! {
        <li class="panel" style=PRODUCT>
            {made.then(|| view! { <img src=preview alt="" loading="lazy" width="104" height="147" style=PREVIEW/> })}
            <div class="stack" style="flex:1;min-width:0;align-self:stretch;display:flex;flex-direction:column">
                <h2>{title}</h2>
                <p>{purpose}</p>
                <p class="soft t-s">{form}<br/>{audience.join(", ")}</p>
                {if made {
                    view! {
                        <p style=DEEDS>
                            <a class="btn" download="" href=mine><Icon name="download"/>"PDF"</a>
                            <a class="btn quiet" download="" href=theirs lang=other.tag()>{in_other}</a>
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
