//! A text in both languages, as it travels.

use serde::{Deserialize, Serialize};

/// The same in Dutch and in English.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// In Dutch.
    pub nl: String,
    /// In English.
    pub en: String,
}

impl Words {
    /// In this language.
    pub fn in_language(&self, language: session::Language) -> &str {
        match language {
            session::Language::Nl => &self.nl,
            session::Language::En => &self.en,
        }
    }
}

impl From<&toolkit::guide::Text> for Words {
    fn from(text: &toolkit::guide::Text) -> Self {
        Self { nl: text.nl.to_owned(), en: text.en.to_owned() }
    }
}
