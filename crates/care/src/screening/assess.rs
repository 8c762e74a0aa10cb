//! From the answers of a screening to what they lead to. A pure function; the same answers always give the same.

use super::items::{RULES, indications, items};
use core::fmt;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What is possible, from the most to the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Alone or with someone beside them.
    Alone,
    /// Only with someone beside them (safety rule 13).
    Supervised,
    /// Not before a clinician has decided, and written down why (safety rule 1).
    UntilCleared,
    /// Not at all; nobody can clear it (safety rule 1).
    HardStop,
}

/// The answers of one screening, by ids of the content.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Answers {
    /// Why it is offered: ids of indications. May be none, for whoever simply wants to relax.
    pub indications: BTreeSet<String>,
    /// Each contra-indication and circumstance: whether it is so.
    pub items: BTreeMap<String, bool>,
    /// Where an earlier hard stop is now answered otherwise: why, by item.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub changed: BTreeMap<String, String>,
}

/// What answers lead to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Assessment {
    /// The strictest of all.
    pub outcome: Outcome,
    /// Whether it starts with someone beside the client, whatever a clinician decides (safety rule 13).
    pub supervised: bool,
    /// What led there, in the order in which it was asked; empty where nothing stands in the way.
    pub because: Vec<Because>,
    /// The version of the rules.
    pub rules: u16,
}

/// One answer that leads to something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Because {
    /// The item, or the indication.
    pub item: String,
    /// To what.
    pub outcome: Outcome,
}

/// Why answers cannot be judged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// Something was not answered.
    #[error("`{0}` was not answered")]
    Unanswered(String),
    /// There is no such item or indication.
    #[error("there is no `{0}` in the checklist")]
    Unknown(String),
    /// An earlier hard stop is answered otherwise and nobody says why.
    #[error("`{0}` was a hard stop before, and why it no longer is was not said")]
    Unexplained(String),
}

/// What these answers lead to, by the present rules.
pub fn assess(answers: &Answers) -> Result<Assessment, Wrong> {
    let mut because = Vec::new();
    let mut supervised = false;
    for item in items() {
        let is_so = answers.items.get(item.id).ok_or_else(|| Wrong::Unanswered(item.id.to_owned()))?;
        if *is_so {
            supervised |= item.effect.supervised;
            because.push(Because { item: item.id.to_owned(), outcome: item.effect.outcome });
        }
    }
    for indication in indications() {
        if indication.supervised && answers.indications.contains(indication.id) {
            supervised = true;
            because.push(Because { item: indication.id.to_owned(), outcome: Outcome::Supervised });
        }
    }
    let outcome = because.iter().map(|because| because.outcome).max().unwrap_or(Outcome::Alone);
    Ok(Assessment { outcome, supervised, because, rules: RULES })
}

impl Answers {
    /// That nothing is answered or named that the checklist does not have, and that every explanation is one.
    pub(super) fn check_names(&self) -> Result<(), Wrong> {
        let unknown = |id: &String| Wrong::Unknown(id.clone());
        if let Some(id) = self.items.keys().find(|id| !items().any(|item| item.id == id.as_str())) {
            return Err(unknown(id));
        }
        if let Some(id) =
            self.indications.iter().find(|id| !indications().iter().any(|known| known.id == **id))
        {
            return Err(unknown(id));
        }
        for (id, why) in &self.changed {
            if self.items.get(id) != Some(&false) {
                return Err(unknown(id));
            }
            if !super::reason_fits(why) {
                return Err(Wrong::Unexplained(id.clone()));
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answers").finish_non_exhaustive()
    }
}
