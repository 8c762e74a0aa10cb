//! The languages that every text exists in.

use std::{fmt, str::FromStr};

/// A language that every text exists in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// Dutch, the first language of the product.
    #[default]
    Nl,
    /// English.
    En,
}

/// Not a language that the texts exist in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownLanguage;

impl Language {
    /// Both, Dutch first.
    pub const ALL: [Language; 2] = [Language::Nl, Language::En];

    /// The language of a tag such as `nl`, `nl-BE` or `en_GB`, or `None` when it is neither.
    pub fn from_tag(tag: &str) -> Option<Language> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        Language::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// The first language of an `Accept-Language` header that we speak, by the reader's own order of preference.
    pub fn from_accept_language(header: &str) -> Option<Language> {
        let mut wanted: Vec<(f32, Language)> = header
            .split(',')
            .filter_map(|part| {
                let mut fields = part.split(';');
                let language = Language::from_tag(fields.next()?)?;
                let weight =
                    fields.find_map(|field| field.trim().strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
                (weight > 0.0).then_some((weight, language))
            })
            .collect();
        // Stable: of equal weights the one named first wins.
        wanted.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        wanted.first().map(|(_, language)| *language)
    }

    /// The BCP 47 tag, as in `<html lang>`.
    pub const fn tag(self) -> &'static str {
        match self {
            Language::Nl => "nl",
            Language::En => "en",
        }
    }

    /// Its name in itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Language::Nl => "Nederlands",
            Language::En => "English",
        }
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        Language::from_tag(tag).ok_or(UnknownLanguage)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl fmt::Display for UnknownLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected a Dutch or English language tag, such as nl or en-GB")
    }
}

impl std::error::Error for UnknownLanguage {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_understood_with_and_without_its_region() {
        assert_eq!(Language::from_tag("nl"), Some(Language::Nl));
        assert_eq!(Language::from_tag("NL-be"), Some(Language::Nl));
        assert_eq!(Language::from_tag("en_GB"), Some(Language::En));
        assert_eq!(Language::from_tag("de"), None);
        assert_eq!(Language::from_tag(""), None);
    }

    #[test]
    fn a_browser_gets_the_language_it_prefers_most() {
        assert_eq!(Language::from_accept_language("de-DE,en;q=0.5,nl;q=0.9"), Some(Language::Nl));
        assert_eq!(Language::from_accept_language("en-US,en;q=0.9,nl;q=0.8"), Some(Language::En));
        assert_eq!(Language::from_accept_language("fr, nl;q=0"), None);
    }
}
