//! The designs that come with Luwte, from `content/studies`.

use super::Protocol;
use serde::Deserialize;
use std::sync::LazyLock;

/// Written by `build.rs` from the content files: one JSON array.
const JSON: &str = include_str!(concat!(env!("OUT_DIR"), "/studies.json"));

/// A design that a study can begin with.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Its id.
    pub id: String,
    /// The protocol to begin with.
    pub protocol: Protocol,
}

static TEMPLATES: LazyLock<Vec<Template>> = LazyLock::new(|| serde_json::from_str(JSON).unwrap_or_default());

/// The designs that come with Luwte, in the order of their files. A test holds that all of them are here and can be carried out.
pub fn templates() -> &'static [Template] {
    &TEMPLATES
}
