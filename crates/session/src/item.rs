//! Questions out of a set, as they travel to the headset and stand before the client one by one.

use crate::{
    question::{Answer, Prompt, Question},
    state::{Language, Phase, State},
};
use serde::{Deserialize, Serialize};

/// The most questions out of sets before a session, and as many after it.
pub const ITEMS_A_MOMENT_MAX: usize = 12;
/// The longest question that the headset asks, in characters.
pub const ITEM_TEXT_MAX_CHARS: usize = 120;
/// The longest choice and the longest end of a scale in the headset, in characters.
pub const ITEM_LABEL_MAX_CHARS: usize = 40;
/// The most choices of one question.
pub const ITEM_CHOICES_MAX: usize = 12;
/// The longest task in the headset, in minutes: with what is asked beside it a client is not kept from the world, or from
/// going home (`ITEMS_LENGTH`). A longer one is asked on the tablet.
pub const TASK_MINUTES_MAX: u8 = 5;
/// The most numbers on a scale in the headset.
const NUMBERS_MAX: u8 = 11;
/// The longest id of a set and of an item.
const ID_MAX: usize = 40;

/// Words in both languages: the record can be read in either, whatever the client's was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = BothLanguages))]
pub struct Said {
    /// In Dutch.
    pub nl: String,
    /// In English.
    pub en: String,
}

/// One question out of a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SetItem {
    /// The set.
    pub set: String,
    /// Its version.
    pub version: u16,
    /// The item in it.
    pub item: String,
    /// What is asked.
    pub text: Said,
    /// How it is answered.
    pub form: ItemForm,
}

/// How a question out of a set is answered with the eyes alone. What needs typing is asked on the tablet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ItemForm {
    /// A line from 0 to 100 without numbers; with the eyes in steps of ten.
    Line {
        /// At 0.
        low: Said,
        /// At 100.
        high: Said,
    },
    /// Whole numbers, at most eleven.
    Numbers {
        /// The lowest.
        from: u8,
        /// The highest.
        to: u8,
        /// At the lowest.
        low: Said,
        /// At the highest.
        high: Said,
    },
    /// One of a row of steps, from the lowest.
    Steps(Vec<Said>),
    /// One of several.
    One(Vec<Said>),
    /// Any of several: yes or no to each.
    Some(Vec<Said>),
    /// Something small to do, for about so many minutes; yes when it is done.
    Task(u8),
}

/// When tension or the indicator must have come for a set to be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Threshold {
    /// The client's own tension of this moment is at least this, 0 to 10.
    Tension(u8),
    /// The indicator that was shown in the world was at least this, 0 to 100.
    Indicator(u8),
}

/// Questions that are asked together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PlannedSet {
    /// Only past this; `None` for always.
    pub only_from: Option<Threshold>,
    /// What is asked, in order.
    pub items: Vec<SetItem>,
}

/// What is planned for this client: asked before the world and after it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PlannedSets {
    /// Before the choice of a world.
    pub before: Vec<PlannedSet>,
    /// After the check of how the client is (rule 10 comes first).
    pub after: Vec<PlannedSet>,
}

impl Said {
    /// In this language.
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Nl => &self.nl,
            Language::En => &self.en,
        }
    }

    fn fits(&self, chars_max: usize) -> bool {
        [&self.nl, &self.en].into_iter().all(|text| {
            !text.trim().is_empty()
                && text.chars().count() <= chars_max
                && !text.chars().any(char::is_control)
        })
    }
}

impl SetItem {
    /// Whether the headset is to ask it: it fits, and a task is short. Whatever fits is read in a record, also what an older
    /// version asked.
    pub fn is_for_headset(&self) -> bool {
        let short = !matches!(self.form, ItemForm::Task(minutes) if minutes > TASK_MINUTES_MAX);
        short && self.fits()
    }

    /// Whether the headset can ask it: words that fit and a form with its bounds.
    pub fn fits(&self) -> bool {
        let id = |id: &str| !id.is_empty() && id.len() <= ID_MAX;
        id(&self.set) && id(&self.item) && self.text.fits(ITEM_TEXT_MAX_CHARS) && self.form.fits()
    }
}

impl ItemForm {
    fn fits(&self) -> bool {
        let label = |said: &Said| said.fits(ITEM_LABEL_MAX_CHARS);
        match self {
            ItemForm::Line { low, high } => label(low) && label(high),
            ItemForm::Numbers { from, to, low, high } => {
                from < to && to - from < NUMBERS_MAX && label(low) && label(high)
            }
            ItemForm::Steps(all) | ItemForm::One(all) | ItemForm::Some(all) => {
                (2..=ITEM_CHOICES_MAX).contains(&all.len()) && all.iter().all(label)
            }
            ItemForm::Task(minutes) => (1..=60).contains(minutes),
        }
    }

    /// Whether this answer fits.
    pub fn takes(&self, answer: Answer) -> bool {
        match (self, answer) {
            (_, Answer::Skipped) | (ItemForm::Task(_), Answer::Yes) => true,
            (ItemForm::Line { .. }, Answer::Scale(value)) => value <= 100,
            (ItemForm::Numbers { from, to, .. }, Answer::Scale(value)) => (*from..=*to).contains(&value),
            (ItemForm::Steps(all) | ItemForm::One(all), Answer::One(one)) => usize::from(one) < all.len(),
            (ItemForm::Some(all), Answer::Some(marked)) => u32::from(marked) < 1 << all.len().min(16),
            _ => false,
        }
    }

    /// What can be chosen among; empty for scales and tasks.
    pub fn choices(&self) -> &[Said] {
        match self {
            ItemForm::Steps(all) | ItemForm::One(all) | ItemForm::Some(all) => all,
            ItemForm::Line { .. } | ItemForm::Numbers { .. } | ItemForm::Task(_) => &[],
        }
    }

    /// Those among them that an answer names.
    pub fn chosen(&self, answer: Answer) -> impl Iterator<Item = &Said> {
        let named = move |at: usize| match answer {
            Answer::One(one) => usize::from(one) == at,
            Answer::Some(marked) => at < 16 && marked >> at & 1 == 1,
            _ => false,
        };
        self.choices().iter().enumerate().filter(move |(at, _)| named(*at)).map(|(_, choice)| choice)
    }
}

impl PlannedSets {
    /// Whether the headset can ask all of it.
    pub fn fits(&self) -> bool {
        [&self.before, &self.after].into_iter().all(|sets| {
            let items = || sets.iter().flat_map(|set| &set.items);
            items().count() <= ITEMS_A_MOMENT_MAX && items().all(SetItem::fits)
        })
    }
}

impl Threshold {
    fn is_reached(self, tension: Option<u8>, indicator: Option<u8>) -> bool {
        let (least, now) = match self {
            Threshold::Tension(least) => (least, tension),
            Threshold::Indicator(least) => (least, indicator),
        };
        now.is_some_and(|now| now >= least)
    }
}

impl State {
    /// What is asked of the planned questions in this step, in order. What it rests on does not change while it lasts.
    fn items_of(&self, phase: Phase) -> impl Iterator<Item = &SetItem> {
        let (sets, tension) = match phase {
            Phase::ItemsBefore => (self.sets.before.as_slice(), self.tension_before),
            Phase::ItemsAfter => (self.sets.after.as_slice(), self.tension_after),
            _ => (&[][..], None),
        };
        let indicator = self.highest_in_world;
        sets.iter()
            .filter(move |set| set.only_from.is_none_or(|least| least.is_reached(tension, indicator)))
            .flat_map(|set| &set.items)
    }

    /// The planned question after `asked` of them in this step, as it is put; `None` when all were.
    pub(crate) fn planned_question(&self, phase: Phase, asked: usize) -> Option<Question> {
        let item = self.items_of(phase).nth(asked)?.clone();
        Some(Question { id: self.next_question(), prompt: Prompt::Item(Box::new(item)) })
    }

    /// How many planned questions this step asks: how far the client is can be told.
    pub fn items_in_step(&self) -> usize {
        self.items_of(self.phase).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Said {
        Said { nl: text.into(), en: text.into() }
    }

    #[test]
    fn an_answer_fits_only_its_own_form() {
        let line = ItemForm::Line { low: said("niet"), high: said("erg") };
        let numbers = ItemForm::Numbers { from: 1, to: 5, low: said("niet"), high: said("erg") };
        let steps = ItemForm::Steps(vec![said("niet"), said("erg")]);
        let some = ItemForm::Some(vec![said("dag"), said("nacht")]);
        let forms = [&line, &numbers, &steps, &some, &ItemForm::Task(3)];
        let takes = |answer| forms.map(|form| form.takes(answer));
        assert_eq!(takes(Answer::Skipped), [true; 5]);
        assert_eq!(takes(Answer::Scale(0)), [true, false, false, false, false]);
        assert_eq!(takes(Answer::Scale(5)), [true, true, false, false, false]);
        assert_eq!(takes(Answer::Scale(101)), [false; 5]);
        assert_eq!(takes(Answer::One(1)), [false, false, true, false, false]);
        assert_eq!(takes(Answer::One(2)), [false; 5]);
        assert_eq!(takes(Answer::Some(3)), [false, false, false, true, false]);
        assert_eq!(takes(Answer::Some(4)), [false; 5]);
        assert_eq!(takes(Answer::Yes), [false, false, false, false, true]);
    }

    #[test]
    fn what_cannot_be_read_in_a_headset_does_not_fit() {
        let item = |text: &str, form| SetItem {
            set: "s".into(),
            version: 1,
            item: "i".into(),
            text: said(text),
            form,
        };
        assert!(item("Hoe gaat het?", ItemForm::Task(2)).fits());
        assert!(!item("", ItemForm::Task(2)).fits());
        let long = item("Ruim je kamer op.", ItemForm::Task(20));
        assert!(long.fits() && !long.is_for_headset(), "a record of it is read, the headset does not ask it");
        assert!(!item("a\nb", ItemForm::Task(2)).fits());
        assert!(!item(&"a".repeat(ITEM_TEXT_MAX_CHARS + 1), ItemForm::Task(2)).fits());
        assert!(!item("Hoe?", ItemForm::One(vec![said("ja")])).fits());
        let wide = ItemForm::Numbers { from: 0, to: 11, low: said("a"), high: said("b") };
        assert!(!item("Hoe?", wide).fits());
    }
}
