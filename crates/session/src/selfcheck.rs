//! The self-check of under a minute before a session without a screening (safety rules 1 and 4).

use serde::{Deserialize, Serialize};

/// One yes-or-no question of the self-check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SelfCheckItem {
    /// Sits or lies firmly, and not in a moving vehicle (rule 4).
    Settled,
    /// Thirteen or older.
    OldEnough,
    /// A seizure, or a reaction to flashing light, in the last year.
    Seizure,
    /// Brain injury, dementia, an implanted device or a serious heart condition.
    Condition,
    /// Pregnancy, psychosis, dissociation or a vestibular disorder.
    Caution,
}

/// What an answer means for going on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Go on.
    Clear,
    /// Ask again: this can be put right now (sit down first).
    PutRight,
    /// A clinician must clear it first; the reason is recorded.
    Clinician,
    /// No virtual reality: nobody can clear it here.
    HardStop,
}

impl SelfCheckItem {
    /// The items in the order in which they are asked.
    pub const ALL: [SelfCheckItem; 5] = [
        SelfCheckItem::Settled,
        SelfCheckItem::OldEnough,
        SelfCheckItem::Seizure,
        SelfCheckItem::Condition,
        SelfCheckItem::Caution,
    ];

    /// The stable name in text ids.
    pub const fn slug(self) -> &'static str {
        match self {
            SelfCheckItem::Settled => "settled",
            SelfCheckItem::OldEnough => "old-enough",
            SelfCheckItem::Seizure => "seizure",
            SelfCheckItem::Condition => "condition",
            SelfCheckItem::Caution => "caution",
        }
    }

    /// What this answer means (rule 1: hard stops stop).
    pub const fn verdict(self, yes: bool) -> Verdict {
        match (self, yes) {
            (SelfCheckItem::Settled, false) => Verdict::PutRight,
            (SelfCheckItem::OldEnough, false) | (SelfCheckItem::Seizure, true) => Verdict::HardStop,
            (SelfCheckItem::Condition | SelfCheckItem::Caution, true) => Verdict::Clinician,
            _ => Verdict::Clear,
        }
    }

    /// The item after this one.
    pub fn next(self) -> Option<SelfCheckItem> {
        let position = Self::ALL.iter().position(|item| *item == self)?;
        Self::ALL.get(position + 1).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn safety_rule_01_hard_stops_and_clinician_items_stop() {
        assert_eq!(SelfCheckItem::Seizure.verdict(true), Verdict::HardStop);
        assert_eq!(SelfCheckItem::OldEnough.verdict(false), Verdict::HardStop);
        assert_eq!(SelfCheckItem::Condition.verdict(true), Verdict::Clinician);
        assert_eq!(SelfCheckItem::Caution.verdict(true), Verdict::Clinician);
    }

    #[test]
    fn safety_rule_04_someone_who_is_not_settled_is_asked_again() {
        assert_eq!(SelfCheckItem::Settled.verdict(false), Verdict::PutRight);
    }

    #[test]
    fn the_items_follow_each_other_to_the_end() {
        let mut item = SelfCheckItem::Settled;
        let mut asked = vec![item];
        while let Some(next) = item.next() {
            asked.push(next);
            item = next;
        }
        assert_eq!(asked, SelfCheckItem::ALL);
    }
}
