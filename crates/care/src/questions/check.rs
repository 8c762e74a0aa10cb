//! Whether a set can be asked: everything that is wrong with it, each with its place.

use super::{Form, QuestionSet};
use crate::Words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The most items of a set.
pub(crate) const ITEMS_MAX: usize = 60;
/// The longest question, in characters; in the headset only shorter ones are asked.
pub(crate) const TEXT_MAX_CHARS: usize = 300;
/// The longest label of a choice, in characters.
pub(crate) const LABEL_MAX_CHARS: usize = 80;

/// Something that is wrong, at a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Finding {
    /// Where, as a JSON pointer (RFC 6901): `/items/2/text/en`.
    pub place: String,
    /// What.
    pub fault: Fault,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// An id is empty or holds something else than small letters, digits and hyphens.
    #[error("an id consists of small letters, digits and hyphens, at most 40")]
    Id,
    /// An id stands twice.
    #[error("this id stands twice")]
    Twice,
    /// Nothing of that id.
    #[error("there is no item with this id")]
    NoSuchItem,
    /// A text is empty.
    #[error("a text is empty")]
    Empty,
    /// A text is too long, or not one line.
    #[error("a text is too long or holds a control character")]
    TooLong,
    /// No items, or too many.
    #[error("a set has 1 to 60 items")]
    Items,
    /// Fewer than two choices or steps, or too many.
    #[error("there are 2 to 12 choices")]
    Choices,
    /// The lowest is not below the highest.
    #[error("the lowest number is below the highest")]
    Range,
    /// An item that counts for no number stands in a scale.
    #[error("this item has no number to count")]
    NotANumber,
    /// A reversed item is not in the scale.
    #[error("a reversed item is one of the scale's own")]
    NotInScale,
    /// More may be missing than makes sense.
    #[error("at least one item of a scale has to be answered")]
    Missing,
    /// Someone else's set without saying whose.
    #[error("say whose it is and where the licence stands")]
    Source,
    /// The version is not 1 or more.
    #[error("versions begin at 1")]
    Version,
}

impl Fault {
    /// The stable word, as it travels and in the ids of texts.
    pub const fn word(self) -> &'static str {
        match self {
            Fault::Id => "id",
            Fault::Twice => "twice",
            Fault::NoSuchItem => "no-such-item",
            Fault::Empty => "empty",
            Fault::TooLong => "too-long",
            Fault::Items => "items",
            Fault::Choices => "choices",
            Fault::Range => "range",
            Fault::NotANumber => "not-a-number",
            Fault::NotInScale => "not-in-scale",
            Fault::Missing => "missing",
            Fault::Source => "source",
            Fault::Version => "version",
        }
    }
}

/// Everything that is wrong with a set; empty where it can be asked.
pub fn check(set: &QuestionSet) -> Vec<Finding> {
    let mut found = Found(Vec::new());
    found.id("/id", &set.id);
    found.when(set.version == 0, "/version", Fault::Version);
    found.words("/title", &set.title, LABEL_MAX_CHARS);
    found.words("/about", &set.about, 600);
    match &set.licence {
        super::Licence::Own => {}
        super::Licence::Open { source }
        | super::Licence::NonCommercial { source }
        | super::Licence::Licensed { source } => {
            found.when(source.trim().is_empty(), "/licence/source", Fault::Source);
        }
    }
    found.when(set.items.is_empty() || set.items.len() > ITEMS_MAX, "/items", Fault::Items);
    let mut ids = BTreeSet::new();
    for (at, item) in set.items.iter().enumerate() {
        let place = format!("/items/{at}");
        found.id(&format!("{place}/id"), &item.id);
        found.when(!ids.insert(item.id.as_str()), &format!("{place}/id"), Fault::Twice);
        found.words(&format!("{place}/text"), &item.text, TEXT_MAX_CHARS);
        found.form(&format!("{place}/form"), &item.form);
    }
    let mut scales = BTreeSet::new();
    for (at, scale) in set.scales.iter().enumerate() {
        let place = format!("/scales/{at}");
        found.id(&format!("{place}/id"), &scale.id);
        found.when(!scales.insert(scale.id.as_str()), &format!("{place}/id"), Fault::Twice);
        found.words(&format!("{place}/title"), &scale.title, LABEL_MAX_CHARS);
        found.when(scale.items.is_empty(), &format!("{place}/items"), Fault::Items);
        let mut own = BTreeSet::new();
        for (n, id) in scale.items.iter().enumerate() {
            let place = format!("{place}/items/{n}");
            found.when(!own.insert(id.as_str()), &place, Fault::Twice);
            match set.item(id).map(|item| item.form.range()) {
                None => found.add(&place, Fault::NoSuchItem),
                Some(None) => found.add(&place, Fault::NotANumber),
                Some(Some(_)) => {}
            }
        }
        for (n, id) in scale.reversed.iter().enumerate() {
            found.when(!scale.items.contains(id), &format!("{place}/reversed/{n}"), Fault::NotInScale);
        }
        let too_many = usize::from(scale.missing_max) >= scale.items.len().max(1);
        found.when(too_many, &format!("{place}/missing_max"), Fault::Missing);
    }
    found.0
}

/// Whether a text can be an id: 1 to 40 small letters, digits and hyphens.
pub fn is_id(id: &str) -> bool {
    let letter = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    !id.is_empty() && id.len() <= 40 && id.chars().all(letter)
}

struct Found(Vec<Finding>);

impl Found {
    fn add(&mut self, place: &str, fault: Fault) {
        self.0.push(Finding { place: place.to_owned(), fault });
    }

    fn when(&mut self, is_wrong: bool, place: &str, fault: Fault) {
        if is_wrong {
            self.add(place, fault);
        }
    }

    fn id(&mut self, place: &str, id: &str) {
        self.when(!is_id(id), place, Fault::Id);
    }

    fn words(&mut self, place: &str, words: &Words, chars_max: usize) {
        for (language, text) in [("nl", &words.nl), ("en", &words.en)] {
            let place = format!("{place}/{language}");
            self.when(text.trim().is_empty(), &place, Fault::Empty);
            let unfit = text.chars().count() > chars_max || text.chars().any(char::is_control);
            self.when(unfit, &place, Fault::TooLong);
        }
    }

    fn form(&mut self, place: &str, form: &Form) {
        match form {
            Form::Vas { low, high } | Form::Nrs { low, high, .. } => {
                self.words(&format!("{place}/low"), low, LABEL_MAX_CHARS);
                self.words(&format!("{place}/high"), high, LABEL_MAX_CHARS);
                if let Form::Nrs { from, to, .. } = form {
                    self.when(from >= to, &format!("{place}/to"), Fault::Range);
                }
            }
            Form::Likert { steps: all } | Form::Single { choices: all } | Form::Multiple { choices: all } => {
                let name = if matches!(form, Form::Likert { .. }) { "steps" } else { "choices" };
                self.when(!(2..=12).contains(&all.len()), &format!("{place}/{name}"), Fault::Choices);
                for (n, words) in all.iter().enumerate() {
                    self.words(&format!("{place}/{name}/{n}"), words, LABEL_MAX_CHARS);
                }
            }
            Form::Text { chars_max } => {
                self.when(!(1..=2_000).contains(chars_max), &format!("{place}/chars_max"), Fault::Range);
            }
            Form::Assignment { minutes } => {
                self.when(!(1..=60).contains(minutes), &format!("{place}/minutes"), Fault::Range);
            }
        }
    }
}
