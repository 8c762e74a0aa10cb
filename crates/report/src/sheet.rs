//! A report of blocks that follow each other over as many pages as it takes, in an institution's house style.

use crate::{Error, house::House, pdf};
use charts::Scene;
use serde::Serialize;

/// The width between the margins of A4, in the pixels of figures.
pub(crate) const WIDTH_PX: f64 = 680.0;
/// The letters of figures.
pub(crate) const TEXT_PX: f64 = 12.0;

/// A report, in words.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sheet {
    /// The tag of its language.
    pub(crate) language: &'static str,
    /// What kind of report it is.
    pub(crate) kind: String,
    /// What it says, in a sentence.
    pub(crate) finding: String,
    /// Of whom, when, how long.
    pub(crate) facts: Vec<String>,
    /// The rest, in order.
    pub(crate) blocks: Vec<Block>,
    /// What it does not say: below every page.
    pub(crate) claim: String,
    /// What made it: program, version, rules.
    pub(crate) made_with: String,
    /// When it was made, µs since 1970 on the wall clock.
    pub(crate) made_us: i64,
}

/// A part of a report.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "block", rename_all = "kebab-case")]
pub(crate) enum Block {
    /// A heading.
    Heading { words: String },
    /// A paragraph; a quiet one explains.
    Text { words: String, quiet: bool },
    /// What asks for attention.
    Notice { title: String, lines: Vec<String> },
    /// Names with what belongs to them.
    Pairs { rows: Vec<(String, String)> },
    /// A table; its first column holds the heads of the rows.
    Table { title: String, columns: Vec<String>, rows: Vec<Vec<String>> },
    /// A table with room in each row to sign.
    Sign { columns: Vec<String>, rows: Vec<Vec<String>> },
    /// A figure with its finding.
    Figure {
        name: &'static str,
        title: String,
        spoken: String,
        width_px: f64,
        #[serde(skip)]
        scene: Scene,
    },
}

impl Block {
    pub(crate) fn heading(words: String) -> Block {
        Block::Heading { words }
    }

    pub(crate) fn quiet(words: String) -> Block {
        Block::Text { words, quiet: true }
    }

    /// A figure under a name that no other on the page has.
    pub(crate) fn figure(name: &'static str, scene: Scene) -> Block {
        Block::Figure {
            name,
            title: scene.title.clone(),
            spoken: pdf::spoken(&scene),
            width_px: scene.width_px,
            scene,
        }
    }
}

impl Sheet {
    /// The pages as PDF/UA-1 and PDF/A-2a.
    pub(crate) fn pdf(&self, house: &House) -> Result<Vec<u8>, Error> {
        pdf::sheet(self, house)
    }
}
