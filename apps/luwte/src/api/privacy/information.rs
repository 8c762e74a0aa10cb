//! The privacy information in plain words, by version: what a client had before them when they chose is kept with the choice.

use texts::Language;

/// One version, in both languages. A version that was published is never changed: another is added.
struct Version {
    number: u32,
    nl: &'static str,
    en: &'static str,
}

const VERSIONS: [Version; 1] = [Version {
    number: 1,
    nl: include_str!("../../../../../content/privacy/1.nl.md"),
    en: include_str!("../../../../../content/privacy/1.en.md"),
}];

/// The number of the newest version.
pub(super) fn newest() -> u32 {
    VERSIONS.last().map_or(0, |version| version.number)
}

/// Whether there ever was this version.
pub(super) fn is_known(number: u32) -> bool {
    VERSIONS.iter().any(|version| version.number == number)
}

/// The newest version in a language.
pub(super) fn text(language: Language) -> (u32, &'static str) {
    let newest = VERSIONS.last();
    newest.map_or((0, ""), |version| match language {
        Language::Nl => (version.number, version.nl),
        Language::En => (version.number, version.en),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};

    #[test]
    fn both_languages_say_the_same_under_as_many_headings_and_versions_rise() {
        let headings = |text: &str| text.lines().filter(|line| line.starts_with("# ")).count();
        for version in &VERSIONS {
            assert!(headings(version.nl) >= 6, "a text without headings is read by nobody");
            assert_eq!(headings(version.nl), headings(version.en), "version {}", version.number);
        }
        assert!(VERSIONS.windows(2).all(|pair| pair[0].number < pair[1].number));
        assert!(is_known(newest()) && !is_known(newest() + 1));
    }

    /// Clients agreed to these words: SHA-256 of each version that was published, Dutch and English.
    const PUBLISHED: [(&str, &str); 0] = [];

    #[test]
    fn a_published_version_is_never_changed() {
        let digest = |text: &str| -> String {
            Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
        };
        for (version, (nl, en)) in VERSIONS.iter().zip(PUBLISHED) {
            assert_eq!((&*digest(version.nl), &*digest(version.en)), (nl, en), "version {}", version.number);
        }
    }
}
