//! Every string a person reads, Dutch and English, by id (Fluent).

mod language;
mod number;
mod reader;
mod source;
mod value;

pub use language::{Language, UnknownLanguage};
pub use value::Value;

use reader::{File, Writer};
use std::{borrow::Cow, fmt, sync::Arc};

/// Texts of one language. Cheap to clone.
#[derive(Clone)]
pub struct Texts {
    language: Language,
    files: Arc<[File]>,
}

impl Texts {
    /// All texts, compiled in.
    pub fn new(language: Language) -> Self {
        Self::compiled_in(language, source::all(language).iter().map(|(_, source)| *source))
    }

    /// What stands before the client, compiled in: `headset`, and of `common` the worlds, the prompts and our name.
    pub fn headset(language: Language) -> Self {
        Self::compiled_in(language, [source::headset(language)])
    }

    /// What a voice says in guided exercises, in Fluent's syntax: for [`Texts::and`], once such an exercise may begin.
    pub const fn guidance(language: Language) -> &'static str {
        source::guidance(language)
    }

    /// The texts of files that came over the network, in Fluent's syntax.
    pub fn read(language: Language, source: String) -> Self {
        Texts { language, files: Arc::new([File::new(source)]) }
    }

    /// The same with those of one more file.
    #[must_use]
    pub fn and(&self, source: String) -> Self {
        let files = self.files.iter().cloned().chain([File::new(source)]).collect();
        Texts { language: self.language, files }
    }

    fn compiled_in(language: Language, sources: impl IntoIterator<Item = &'static str>) -> Self {
        Texts {
            language,
            files: sources.into_iter().map(|source| File::new(Cow::Borrowed(source))).collect(),
        }
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The text with this id; a missing id comes back visibly as `⟦id⟧`.
    pub fn get(&self, id: &str) -> String {
        self.with(id, &[])
    }

    /// The text with this id and these values in their places; a missing id comes back visibly as `⟦id⟧`, a missing
    /// value as its name in braces.
    pub fn with(&self, id: &str, values: &[(&str, Value)]) -> String {
        let Some(pattern) = self.pattern(id) else { return ["⟦", id, "⟧"].concat() };
        let mut text = String::with_capacity(pattern.len());
        Writer { language: self.language, values }.write(pattern, &mut text);
        text
    }

    /// Whether there is a text with this id.
    pub fn has(&self, id: &str) -> bool {
        self.pattern(id).is_some()
    }

    fn pattern(&self, id: &str) -> Option<&str> {
        self.files.iter().find_map(|file| file.pattern(id))
    }

    /// A number as this language writes it, with exactly this many decimals, at most six: `0,2`, `−1,9`.
    pub fn decimal(&self, value: f64, decimals: usize) -> String {
        number::decimal(self.language, value, decimals)
    }

    /// A number without needless decimals, two at most: `46`, `6,1`, `0,25`, `12.500`.
    pub fn number(&self, value: f64) -> String {
        number::plain(self.language, value)
    }

    /// A whole number with its thousands apart, as this language writes it: `1.830.000`, `1,830,000`.
    pub fn grouped(&self, value: f64) -> String {
        number::grouped(self.language, value)
    }

    /// Every id in this language, in the order of the files.
    pub fn ids(language: Language) -> impl Iterator<Item = &'static str> {
        source::all(language).iter().flat_map(|(_, source)| reader::ids(source))
    }

    /// The files of this language: name without ending, and contents.
    pub fn files(language: Language) -> &'static [(&'static str, &'static str)] {
        source::all(language)
    }
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Texts").field("language", &self.language).finish_non_exhaustive()
    }
}
