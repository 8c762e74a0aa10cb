//! The `.ftl` files compiled in, by language.

use crate::Language;

type File = (&'static str, &'static str);

macro_rules! files {
    ($tag:literal) => {
        &[
            ("common", include_str!(concat!("../../../content/texts/", $tag, "/common.ftl"))),
            #[cfg(feature = "headset")]
            ("headset", include_str!(concat!("../../../content/texts/", $tag, "/headset.ftl"))),
            #[cfg(feature = "companion")]
            ("companion", include_str!(concat!("../../../content/texts/", $tag, "/companion.ftl"))),
            #[cfg(feature = "dashboard")]
            ("dashboard", include_str!(concat!("../../../content/texts/", $tag, "/dashboard.ftl"))),
            #[cfg(feature = "server")]
            ("server", include_str!(concat!("../../../content/texts/", $tag, "/server.ftl"))),
        ]
    };
}

const NL: &[File] = files!("nl");
const EN: &[File] = files!("en");

pub(crate) const fn of(language: Language) -> &'static [File] {
    match language {
        Language::Nl => NL,
        Language::En => EN,
    }
}

/// The ids of a file: what stands before `=` at the beginning of a line.
pub(crate) fn ids(source: &'static str) -> impl Iterator<Item = &'static str> {
    source.lines().filter_map(|line| {
        let (id, _) = line.split_once('=')?;
        let id = id.trim_end();
        let begins = id.starts_with(|first: char| first.is_ascii_alphabetic());
        (begins && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')).then_some(id)
    })
}
