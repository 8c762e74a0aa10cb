//! The language of the screen, and the texts in it; every reader follows a change at once.

use crate::browser::{recall, remember};
use leptos::{prelude::*, reactive::graph::Observer};
use std::sync::LazyLock;
use texts::{Language, Texts, Value};

static TEXTS: LazyLock<ArcRwSignal<Texts>> = LazyLock::new(|| ArcRwSignal::new(Texts::new(first_language())));

/// The language now; follows changes.
pub fn language() -> Language {
    read(Texts::language)
}

/// All texts now; follows changes.
pub fn texts() -> Texts {
    read(Texts::clone)
}

/// Changes the language, remembers it on this device and tells the page.
pub fn set_language(language: Language) {
    remember("language", language.tag());
    announce(language);
    TEXTS.set(Texts::new(language));
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
pub(crate) fn announce(language: Language) {
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
