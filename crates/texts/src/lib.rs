//! Every string a person reads, Dutch and English, by id (Fluent).

mod language;
mod number;
mod source;
mod value;

pub use language::{Language, UnknownLanguage};
pub use value::Value;

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use std::{fmt, sync::Arc};

/// All texts of one language that this build carries. Cheap to clone.
#[derive(Clone)]
pub struct Texts {
    language: Language,
    bundle: Arc<FluentBundle<FluentResource>>,
}

impl Texts {
    /// The texts of a language: `common` and what the crate's features add.
    pub fn new(language: Language) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![language.identifier()]);
        // Isolation marks would be drawn as boxes on the headset's panels; both languages run left to right.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match language {
            Language::Nl => number::dutch,
            Language::En => number::english,
        }));
        // Built-ins fail only when registered twice, and junk stays out of the tree by the tests of this crate;
        // what parsed is still worth showing, and what is missing is visible as its id.
        let _ = bundle.add_builtins();
        for (_, source) in source::of(language) {
            let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(parsed, _)| parsed);
            let _ = bundle.add_resource(resource);
        }
        Texts { language, bundle: Arc::new(bundle) }
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The text with this id; a missing id comes back visibly as `⟦id⟧`.
    pub fn get(&self, id: &str) -> String {
        self.with(id, &[])
    }

    /// The text with this id and these values in their places; a missing id comes back visibly as `⟦id⟧`.
    pub fn with(&self, id: &str, values: &[(&str, Value)]) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|message| message.value()) else {
            return format!("⟦{id}⟧");
        };
        let mut arguments = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            arguments.set((*name).to_owned(), value.to_fluent());
        }
        // An error leaves the placeholder's name in the text, which is as visible as a missing id.
        self.bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
    }

    /// Whether this build carries the id.
    pub fn has(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }

    /// A number as this language writes it, with exactly this many decimals: `0,2`, `−1,9`.
    pub fn decimal(&self, value: f64, decimals: usize) -> String {
        number::decimal(self.language, value, decimals)
    }

    /// Every id that this build carries in this language, in the order of its files.
    pub fn ids(language: Language) -> impl Iterator<Item = &'static str> {
        source::of(language).iter().flat_map(|(_, source)| source::ids(source))
    }

    /// The files this build carries in this language: name without ending, and contents.
    pub fn files(language: Language) -> &'static [(&'static str, &'static str)] {
        source::of(language)
    }
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Texts").field("language", &self.language).finish_non_exhaustive()
    }
}
