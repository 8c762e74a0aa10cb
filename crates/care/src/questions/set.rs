//! A set of questions: items with their form, scales with their rule, the licence, and who answers.

use crate::Words;
use serde::{Deserialize, Serialize};

/// A set of questions in one version. A changed set is a new version; answers name the version that was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct QuestionSet {
    /// Its id: small letters, digits and hyphens.
    pub id: String,
    /// From 1.
    pub version: u16,
    /// Its name.
    pub title: Words,
    /// What it is for, and what not.
    pub about: Words,
    /// Who answers.
    pub rater: Rater,
    /// What may be done with it.
    pub licence: Licence,
    /// What is asked, in this order.
    pub items: Vec<Item>,
    /// What answers add up to; none where each stands for itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scales: Vec<Scale>,
}

/// Who answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Rater {
    /// The client.
    Client,
    /// A colleague or carer, about a client who cannot tell.
    Observer,
    /// A colleague, about themselves.
    Colleague,
}

/// What may be done with a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case", tag = "kind", deny_unknown_fields)]
pub enum Licence {
    /// Luwte's own words or the institution's: free.
    Own,
    /// Someone else's, free for everybody.
    Open {
        /// Whose, and where that is written.
        source: String,
    },
    /// Someone else's, free only where nothing is earned by it.
    NonCommercial {
        /// Whose, and where that is written.
        source: String,
    },
    /// Someone else's, with a licence that the institution has to have.
    Licensed {
        /// Whose, and where that is written.
        source: String,
    },
}

/// What an institution has confirmed about its use of a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = LicenceUse))]
#[serde(deny_unknown_fields)]
pub struct Use {
    /// That nothing is earned by it.
    #[serde(default)]
    pub non_commercial: bool,
    /// That the institution has the licence.
    #[serde(default)]
    pub has_licence: bool,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Its id within the set: small letters, digits and hyphens.
    pub id: String,
    /// What is asked.
    pub text: Words,
    /// How it is answered.
    pub form: Form,
}

/// How a question is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case", tag = "kind", deny_unknown_fields)]
pub enum Form {
    /// A line from 0 to 100 without numbers.
    Vas {
        /// At 0.
        low: Words,
        /// At 100.
        high: Words,
    },
    /// Whole numbers.
    Nrs {
        /// The lowest.
        from: u8,
        /// The highest.
        to: u8,
        /// At the lowest.
        low: Words,
        /// At the highest.
        high: Words,
    },
    /// One of a row of steps, counted from 0.
    Likert {
        /// From the lowest.
        steps: Vec<Words>,
    },
    /// One of several.
    Single {
        /// Which.
        choices: Vec<Words>,
    },
    /// Any of several.
    Multiple {
        /// Which.
        choices: Vec<Words>,
    },
    /// In own words.
    Text {
        /// At most so many characters.
        chars_max: u16,
    },
    /// Something small to do.
    Assignment {
        /// For about so many minutes.
        minutes: u8,
    },
}

/// What answers add up to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// Its id within the set.
    pub id: String,
    /// Its name.
    pub title: Words,
    /// Ids of its items.
    pub items: Vec<String>,
    /// Those that count the other way round.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reversed: Vec<String>,
    /// How they become one number.
    pub rule: Rule,
    /// How many may be missing; with more there is no number.
    #[serde(default)]
    pub missing_max: u8,
}

/// How answers become one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Added up. What is missing counts as the mean of what is there.
    Sum,
    /// The mean of what is there.
    Mean,
}

impl Licence {
    /// Whether the institution may use it, with what it confirmed.
    pub const fn allows(&self, confirmed: Use) -> bool {
        match self {
            Licence::Own | Licence::Open { .. } => true,
            Licence::NonCommercial { .. } => confirmed.non_commercial || confirmed.has_licence,
            Licence::Licensed { .. } => confirmed.has_licence,
        }
    }
}

impl Form {
    /// The lowest and highest number that an answer counts for; `None` where it counts for none.
    pub fn range(&self) -> Option<(u8, u8)> {
        match self {
            Form::Vas { .. } => Some((0, 100)),
            Form::Nrs { from, to, .. } => Some((*from, *to)),
            Form::Likert { steps } => Some((0, u8::try_from(steps.len()).ok()?.checked_sub(1)?)),
            Form::Single { .. } | Form::Multiple { .. } | Form::Text { .. } | Form::Assignment { .. } => None,
        }
    }
}

impl QuestionSet {
    /// The item with this id.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }
}
