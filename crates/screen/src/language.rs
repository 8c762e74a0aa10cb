//! The language of the screen, and the texts in it; every reader follows a change at once.
//!
//! A page names the file of its texts per language (`<html data-texts-nl="…">`), and only the one that is read is fetched;
//! what its later parts say may stand in a file of its own (`data-later-texts-nl`).

use crate::{
    api::{Failure, get_text},
    browser::{recall, remember},
};
use leptos::{prelude::*, reactive::graph::Observer, task::spawn_local};
use std::sync::{
    LazyLock,
    atomic::{AtomicBool, Ordering},
};
use texts::{Language, Texts, Value};

/// Without texts until the page's file is here.
static TEXTS: LazyLock<ArcRwSignal<Texts>> =
    LazyLock::new(|| ArcRwSignal::new(Texts::read(first_language(), String::new())));

/// Whether the texts of later parts are wanted.
static LATER: AtomicBool = AtomicBool::new(false);

/// The language now; follows changes.
pub fn language() -> Language {
    read(Texts::language)
}

/// All texts now; follows changes.
pub fn texts() -> Texts {
    read(Texts::clone)
}

/// Changes the language once its texts are here, remembers it on this device and tells the page. Where they do not come,
/// everything stays as it is.
pub fn set_language(language: Language) {
    spawn_local(async move {
        if fetch(language).await.is_ok() {
            remember("language", language.tag());
        } else {
            // Who chooses sees that the choice did not hold.
            TEXTS.notify();
        }
    });
}

/// Fetches the texts that the page opens with.
///
/// # Errors
/// When they do not come; then there is nothing to show.
pub(crate) async fn fetch_first() -> Result<(), Failure> {
    fetch(untrack(language)).await
}

/// Fetches the texts of later parts, once; from then on a change of language brings them along.
///
/// # Errors
/// When they do not come.
pub async fn fetch_later_texts() -> Result<(), Failure> {
    if LATER.load(Ordering::Relaxed) {
        return Ok(());
    }
    let now = untrack(language);
    let source = source("data-later-texts-", now).await?;
    // Two parts may have asked together, and the language may have changed meanwhile.
    if !LATER.swap(true, Ordering::Relaxed) {
        if now == untrack(language) {
            // Nobody is told: what stands on the screen reads none of these, and drawing it anew would lose what was
            // typed meanwhile.
            let mut texts = TEXTS.write_untracked();
            *texts = texts.and(source);
        } else {
            fetch(untrack(language)).await?;
        }
    }
    Ok(())
}

async fn fetch(language: Language) -> Result<(), Failure> {
    let mut texts = Texts::read(language, source("data-texts-", language).await?);
    if LATER.load(Ordering::Relaxed) {
        texts = texts.and(source("data-later-texts-", language).await?);
    }
    announce(language);
    TEXTS.set(texts);
    Ok(())
}

async fn source(attribute: &str, language: Language) -> Result<String, Failure> {
    let root = document().document_element();
    let address = root.and_then(|root| root.get_attribute(&[attribute, language.tag()].concat()));
    get_text(&address.unwrap_or_default()).await
}

/// The text with this id; follows a change of language where it is read in a view or an effect.
pub fn text(id: &str) -> String {
    read(|texts| texts.get(id))
}

/// The text with this id and values in their places.
pub fn text_with(id: &str, values: &[(&str, Value)]) -> String {
    read(|texts| texts.with(id, values))
}

/// Follows changes where somebody can follow, and is quiet where it is read once.
fn read<T>(what: impl FnOnce(&Texts) -> T) -> T {
    if Observer::get().is_some() { TEXTS.with(what) } else { TEXTS.with_untracked(what) }
}

/// A text for a view or an attribute: `<p>{tr("loading")}</p>`.
pub fn tr(id: &'static str) -> impl Fn() -> String + Copy + Send + Sync + 'static {
    move || text(id)
}

/// Tells the page its language: screen readers choose their voice by it.
fn announce(language: Language) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("lang", language.tag());
    }
}

/// What was chosen on this device, else the first language of the browser that we speak, else Dutch.
fn first_language() -> Language {
    let chosen = recall("language").and_then(|tag| Language::from_tag(&tag));
    chosen
        .or_else(|| {
            let wanted = web_sys::window()?.navigator().languages();
            wanted.iter().find_map(|tag| Language::from_tag(&tag.as_string()?))
        })
        .unwrap_or_default()
}
