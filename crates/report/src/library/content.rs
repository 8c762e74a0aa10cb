//! What stands in a product's file, and the same in one language and one house.

use crate::house::House;
use serde::{Deserialize, Serialize};
use texts::Language;

/// What is left to write on where the house does not say it.
const TO_WRITE: &str = "………………………";

/// A product as its file has it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Product {
    /// How it looks.
    pub(super) form: Form,
    /// How many pages it has, in both languages: more is an overflow.
    pub(super) pages: usize,
    /// What stands in large letters instead of its name.
    pub(super) heading: Option<Pair>,
    /// A sentence below the title.
    pub(super) lead: Option<Pair>,
    /// A drawing, by its name in `pictures`.
    pub(super) picture: Option<String>,
    /// Whether the title stands on the accent colour.
    #[serde(default)]
    pub(super) fill: bool,
    /// In how many columns the parts stand.
    #[serde(default = "one")]
    pub(super) columns: u8,
    /// Whether it tells clients how to join: through the practitioner.
    #[serde(default)]
    pub(super) joins: bool,
    /// What it says.
    #[serde(default)]
    pub(super) part: Vec<Part>,
}

const fn one() -> u8 {
    1
}

/// How a product looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Form {
    /// A6, two sides.
    PocketCard,
    /// A5 with large pictures and few words.
    PictureCard,
    /// A5.
    Leaflet,
    /// A4.
    Sheet,
    /// A4 on its side.
    Landscape,
    /// A3.
    Poster,
    /// A3 on its side, boxes to write in.
    Canvas,
    /// 16:9, one picture.
    Screen,
    /// 16:9, slides.
    Deck,
}

/// The same in Dutch and in English.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct Pair(pub(super) String, pub(super) String);

impl Pair {
    pub(super) fn of(text: &toolkit::guide::Text) -> Pair {
        Pair(text.nl.to_owned(), text.en.to_owned())
    }

    /// In one language, with the house's name and whom it asks for help.
    pub(super) fn told(&self, language: Language, house: &House) -> String {
        let words = match language {
            Language::Nl => &self.0,
            Language::En => &self.1,
        };
        let help = if house.help.is_empty() { TO_WRITE } else { &house.help };
        words.replace("{house}", &house.name).replace("{help}", help)
    }
}

/// A part of a product.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Part {
    /// What it is.
    pub(super) kind: Kind,
    /// Its heading.
    pub(super) title: Option<Pair>,
    /// A paragraph.
    pub(super) words: Option<Pair>,
    /// Its items.
    #[serde(default)]
    pub(super) items: Vec<Item>,
    /// The heads of a table.
    #[serde(default)]
    pub(super) columns: Vec<Pair>,
    /// The rows of a table.
    #[serde(default)]
    pub(super) rows: Vec<Vec<Pair>>,
    /// Lines to write on.
    #[serde(default)]
    pub(super) lines: u8,
    /// A drawing.
    pub(super) picture: Option<String>,
    /// What the speaker says.
    pub(super) notes: Option<Pair>,
    /// Which of the guide's tables it shows, as `table` or `table entry`.
    pub(super) from: Option<String>,
}

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Kind {
    /// Paragraphs.
    Text,
    /// What must not be missed.
    Notice,
    /// In any order.
    Points,
    /// In this order.
    Steps,
    /// To tick.
    Checks,
    /// To tick, with who and when.
    Tasks,
    /// To fill in.
    Fields,
    /// A scale of 0 to 10 to put a circle on.
    Scale,
    /// A table.
    Table,
    /// Questions with answers.
    Questions,
    /// Small drawings with words.
    Pictures,
    /// A box to write in.
    Room,
    /// Names and signatures.
    Signatures,
    /// A slide.
    Slide,
    /// What follows stands on the next page.
    Break,
}

/// An item: words, or words with more.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Item {
    /// Words.
    Plain(Pair),
    /// Words with an explanation, or a drawing.
    Full {
        /// The words.
        head: Pair,
        /// The explanation.
        text: Option<Pair>,
        /// The drawing.
        picture: Option<String>,
    },
}

impl Item {
    pub(super) fn full(head: Pair, text: Pair) -> Item {
        Item::Full { head, text: Some(text), picture: None }
    }

    fn picture(&self) -> Option<&str> {
        match self {
            Item::Plain(_) => None,
            Item::Full { picture, .. } => picture.as_deref(),
        }
    }
}

impl Product {
    /// The drawings in it, each once.
    pub(super) fn pictures(&self) -> Vec<&str> {
        let parts = self.part.iter();
        let all =
            parts.flat_map(|part| part.items.iter().filter_map(Item::picture).chain(part.picture.as_deref()));
        let mut all: Vec<&str> = all.chain(self.picture.as_deref()).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// A part in one language.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ToldPart {
    pub(super) kind: Kind,
    pub(super) title: Option<String>,
    pub(super) words: Option<String>,
    pub(super) items: Vec<ToldItem>,
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    pub(super) lines: u8,
    pub(super) picture: Option<String>,
    pub(super) notes: Option<String>,
}

/// An item in one language.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ToldItem {
    pub(super) head: String,
    pub(super) text: Option<String>,
    pub(super) picture: Option<String>,
}

impl Part {
    pub(super) fn told(&self, language: Language, house: &House) -> ToldPart {
        let told = |pair: &Pair| pair.told(language, house);
        let item = |item: &Item| match item {
            Item::Plain(head) => ToldItem { head: told(head), text: None, picture: None },
            Item::Full { head, text, picture } => {
                ToldItem { head: told(head), text: text.as_ref().map(told), picture: picture.clone() }
            }
        };
        ToldPart {
            kind: self.kind,
            title: self.title.as_ref().map(told),
            words: self.words.as_ref().map(told),
            items: self.items.iter().map(item).collect(),
            columns: self.columns.iter().map(told).collect(),
            rows: self.rows.iter().map(|row| row.iter().map(told).collect()).collect(),
            lines: self.lines,
            picture: self.picture.clone(),
            notes: self.notes.as_ref().map(told),
        }
    }
}
