//! What a screening asks: the contra-indications and the circumstances of the content files, and what a yes leads to.

use super::Outcome;
use toolkit::guide::{CIRCUMSTANCES, CONTRA_INDICATIONS, INDICATIONS, Indication, Stop, Text};

/// The version of these rules. It is raised whenever an item comes, goes or leads elsewhere; a test compares.
pub const RULES: u16 = 1;

/// One thing that a screening asks, answered by yes or no.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    /// Its id in the content.
    pub id: &'static str,
    /// Its name.
    pub title: &'static Text,
    /// Why it is asked.
    pub why: &'static Text,
    /// What a yes leads to.
    pub effect: Effect,
}

/// What a yes leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effect {
    /// At least this.
    pub outcome: Outcome,
    /// Whether it starts with someone beside the client, also once a clinician has let it go on (safety rule 13).
    pub supervised: bool,
}

/// The contra-indications, the strictest first, and then the circumstances.
pub fn items() -> impl Iterator<Item = Item> {
    let contra = CONTRA_INDICATIONS.iter().map(|contra| {
        let outcome = match contra.stop {
            Stop::Never => Outcome::HardStop,
            Stop::UntilCleared | Stop::Weigh => Outcome::UntilCleared,
        };
        let effect = Effect { outcome, supervised: contra.supervised };
        Item { id: contra.id, title: &contra.title, why: &contra.why, effect }
    });
    let circumstances = CIRCUMSTANCES.iter().map(|circumstance| {
        let effect = Effect { outcome: Outcome::Supervised, supervised: true };
        Item { id: circumstance.id, title: &circumstance.title, why: &circumstance.why, effect }
    });
    contra.chain(circumstances)
}

/// The item with this id.
pub fn item(id: &str) -> Option<Item> {
    items().find(|item| item.id == id)
}

/// The reasons to offer it: the white paper's seventeen.
pub fn indications() -> &'static [Indication] {
    INDICATIONS
}
