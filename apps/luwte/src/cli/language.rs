//! In which language a command answers.

use texts::Language;

/// For `--language`.
pub(super) fn language(tag: &str) -> Result<Language, String> {
    Language::from_tag(tag).ok_or_else(|| "it must be nl or en".to_owned())
}

/// The first language that the terminal names and we speak.
pub(super) fn of_terminal() -> Language {
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| std::env::var(name).ok());
    named.and_then(|tag| Language::from_tag(&tag)).unwrap_or(Language::En)
}
