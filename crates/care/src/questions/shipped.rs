//! The sets that come with Luwte, from `content/questions`.

use super::QuestionSet;
use std::sync::LazyLock;

/// Written by `build.rs` from the content files: one JSON array.
const JSON: &str = include_str!(concat!(env!("OUT_DIR"), "/questions.json"));

static SETS: LazyLock<Vec<QuestionSet>> = LazyLock::new(|| serde_json::from_str(JSON).unwrap_or_default());

/// The sets that come with Luwte, in the order of their files. A test holds that all of them are here and can be asked.
pub fn shipped() -> &'static [QuestionSet] {
    &SETS
}
