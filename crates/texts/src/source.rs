//! The `.ftl` files compiled in, by language. A program that names only some of them carries only those.

use crate::Language;

/// A file's name without ending, and its contents.
pub(crate) type Source = (&'static str, &'static str);

macro_rules! files {
    ($tag:literal) => {
        [
            ("common", include_str!(concat!("../../../content/texts/", $tag, "/common.ftl"))),
            ("headset", include_str!(concat!("../../../content/texts/", $tag, "/headset.ftl"))),
            ("companion", include_str!(concat!("../../../content/texts/", $tag, "/companion.ftl"))),
            ("dashboard", include_str!(concat!("../../../content/texts/", $tag, "/dashboard.ftl"))),
            (
                "dashboard-later",
                include_str!(concat!("../../../content/texts/", $tag, "/dashboard-later.ftl")),
            ),
            ("line", include_str!(concat!("../../../content/texts/", $tag, "/line.ftl"))),
            ("ways", include_str!(concat!("../../../content/texts/", $tag, "/ways.ftl"))),
            ("questions", include_str!(concat!("../../../content/texts/", $tag, "/questions.ftl"))),
            ("research", include_str!(concat!("../../../content/texts/", $tag, "/research.ftl"))),
            ("login", include_str!(concat!("../../../content/texts/", $tag, "/login.ftl"))),
            ("own", include_str!(concat!("../../../content/texts/", $tag, "/own.ftl"))),
            ("people", include_str!(concat!("../../../content/texts/", $tag, "/people.ftl"))),
            ("server", include_str!(concat!("../../../content/texts/", $tag, "/server.ftl"))),
            ("toolkit", include_str!(concat!("../../../content/texts/", $tag, "/toolkit.ftl"))),
            ("project", include_str!(concat!("../../../content/texts/", $tag, "/project.ftl"))),
            ("bridge", include_str!(concat!("../../../content/texts/", $tag, "/bridge.ftl"))),
            ("report", include_str!(concat!("../../../content/texts/", $tag, "/report.ftl"))),
            ("guidance", include_str!(concat!("../../../content/texts/", $tag, "/guidance.ftl"))),
        ]
    };
}

/// Every file.
pub(crate) const fn all(language: Language) -> &'static [Source] {
    const NL: &[Source] = &files!("nl");
    const EN: &[Source] = &files!("en");
    match language {
        Language::Nl => NL,
        Language::En => EN,
    }
}

/// What stands before the client, as `build.rs` gathered it.
pub(crate) const fn headset(language: Language) -> &'static str {
    match language {
        Language::Nl => include_str!(concat!(env!("OUT_DIR"), "/headset-nl.ftl")),
        Language::En => include_str!(concat!(env!("OUT_DIR"), "/headset-en.ftl")),
    }
}

/// What a voice says in guided exercises.
pub(crate) const fn guidance(language: Language) -> &'static str {
    match language {
        Language::Nl => include_str!("../../../content/texts/nl/guidance.ftl"),
        Language::En => include_str!("../../../content/texts/en/guidance.ftl"),
    }
}
