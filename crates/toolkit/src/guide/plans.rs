//! What of the guide becomes a plan, a paper or a sum: kick-off, phases, monitoring, products, value.
//!
//! Compiled twice, as `kinds.rs` is.

use super::{Carried, Effect, Line, List, Text, Words};

/// Something on the agenda of the kick-off.
#[derive(Clone, Debug, PartialEq, Eq, Carried)]
#[serde(deny_unknown_fields)]
pub struct AgendaItem {
    /// Its id.
    pub id: Words,
    /// How long, minutes.
    pub minutes: u16,
    /// Its name.
    pub title: Text,
    /// What is done.
    pub text: Text,
    /// Id of the role that leads it.
    pub lead: Words,
    /// Ids of products to have at hand.
    #[serde(default)]
    pub products: List<Words>,
}

/// A phase of a project.
#[derive(Clone, Debug, PartialEq, Eq, Carried)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// `explore`, `pilot`, `evaluate`, `scale-up`.
    pub id: Words,
    /// Its name.
    pub title: Text,
    /// What one wants with it.
    pub aim: Text,
    /// How one knows that it is over.
    pub over_when: Text,
    /// What is done in it.
    pub tasks: List<PhaseTask>,
}

/// A task of a phase, as it comes into a new plan.
#[derive(Clone, Debug, PartialEq, Eq, Carried)]
#[serde(deny_unknown_fields)]
pub struct PhaseTask {
    /// Its id.
    pub id: Words,
    /// In a few words.
    pub task: Text,
    /// How, or what counts as done.
    pub how: Text,
    /// Id of the role that does it unless agreed otherwise.
    pub owner: Words,
    /// When it should be done, weeks after the phase began.
    pub within_weeks: u8,
    /// Id of the strategy that it carries out.
    pub strategy: Words,
    /// Ids of the roadmap's actions that are done with it.
    #[serde(default)]
    pub roadmap: List<Words>,
    /// Ids of supporting products.
    #[serde(default)]
    pub products: List<Words>,
}

/// What is monitored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Carried)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// The relaxation itself.
    Intervention,
    /// What is done to bring it in.
    Implementation,
}

/// A category of Appendix 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Carried)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    /// Whom it reached.
    Reach,
    /// How much of it.
    Dose,
    /// What was done differently.
    Adaptation,
    /// How good it was.
    Quality,
    /// What people think of it.
    Satisfaction,
    /// What helped or hindered.
    Context,
}

/// An item of Appendix 1, the monitoring list.
#[derive(Clone, Debug, PartialEq, Eq, Carried)]
#[serde(deny_unknown_fields)]
pub struct Monitored {
    /// Its id.
    pub id: Words,
    /// Which half of the list.
    pub part: Part,
    /// Its category.
    pub category: Category,
    /// Whether the guide leaves it free.
    #[serde(default)]
    pub optional: bool,
    /// What one wants to know.
    pub what: Text,
    /// From which real use it is filled, where that is recorded anyway.
    pub filled: Option<Text>,
    /// Otherwise the smallest question.
    pub asked: Option<Question>,
}

/// A question to someone.
#[derive(Clone, Debug, PartialEq, Eq, Carried)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Id of the role that is asked.
    pub of: Words,
    /// When.
    pub when: Text,
    /// In words.
    pub text: Text,
    /// Whether it is answered from 0 to 10.
    #[serde(default)]
    pub scale: bool,
    /// Otherwise the answers to choose from.
    #[serde(default)]
    pub choices: List<Text>,
    /// Otherwise which influences to choose from.
    pub influences: Option<Effect>,
}

/// For whom a product is.
#[derive(Clone, Debug, PartialEq, Eq, Carried)]
#[serde(deny_unknown_fields)]
pub struct Audience {
    /// Its id.
    pub id: Words,
    /// Its name.
    pub title: Text,
}

/// Where a product is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Carried)]
#[serde(rename_all = "kebab-case")]
pub enum Named {
    /// In a box of the guide.
    Boxed,
    /// In the running text of the guide.
    InText,
    /// In the white paper.
    WhitePaper,
}

/// In what natural form a product comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Carried)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// Sheets to read.
    Sheet,
    /// Something to fill in.
    FillIn,
    /// A list to tick.
    Checklist,
    /// A card for the pocket or the case.
    Card,
    /// For the wall.
    Poster,
    /// A folded or two-sided handout.
    Flyer,
    /// A stapled booklet.
    Booklet,
    /// Slides.
    Slides,
    /// A picture for a screen.
    Screen,
    /// A script, with a place for the institution's own film.
    Script,
    /// A running order for a meeting.
    RunningOrder,
    /// Text to paste.
    Copy,
    /// A page in the product.
    Page,
    /// A part of the product to work with.
    Module,
    /// Questions in the product and on paper.
    Survey,
}

/// A supporting product.
#[derive(Clone, Debug, PartialEq, Eq, Carried)]
#[serde(deny_unknown_fields)]
pub struct Product {
    /// Its id.
    pub id: Words,
    /// Its name.
    pub title: Text,
    /// What it is for, in a sentence.
    pub purpose: Text,
    /// Ids of audiences.
    pub audience: List<Words>,
    /// Its natural forms, the main one first.
    pub forms: List<Form>,
    /// What of it ships.
    pub ships: Text,
    /// Where it is named.
    pub named: Named,
    /// Ids of what names it: strategies, lessons, steps of the roadmap, objections, or sections of the white paper (`wp-`).
    pub by: List<Words>,
}

/// A branch of the value model.
#[derive(Clone, Debug, PartialEq, Eq, Carried)]
#[serde(deny_unknown_fields)]
pub struct Branch {
    /// `costs`, `quality`, `accessibility`.
    pub id: Words,
    /// Its name.
    pub title: Text,
    /// What it asks.
    pub question: Text,
    /// What it opens into.
    pub leaves: List<Leaf>,
}

/// Something that the value model weighs.
#[derive(Clone, Debug, PartialEq, Eq, Carried)]
#[serde(deny_unknown_fields)]
pub struct Leaf {
    /// Its id.
    pub id: Words,
    /// Its name.
    pub title: Text,
    /// Where it is taken from.
    pub from: Text,
}

/// Something that the value model lives on, or that comes out of it.
#[derive(Clone, Debug, PartialEq, Eq, Carried)]
#[serde(deny_unknown_fields)]
pub struct Flow {
    /// Its id.
    pub id: Words,
    /// Its name.
    pub title: Text,
    /// What that means here.
    pub text: Text,
}

/// A goal of the Quadruple Aim.
#[derive(Clone, Debug, PartialEq, Eq, Carried)]
#[serde(deny_unknown_fields)]
pub struct Aim {
    /// `health`, `quality`, `cost`, `joy`.
    pub id: Words,
    /// Its name.
    pub title: Text,
    /// How it is seen, from real use.
    pub measures: List<Leaf>,
}

/// A phase of adoption, along the white paper's curve.
#[derive(Clone, Debug, PartialEq, Eq, Carried)]
#[serde(deny_unknown_fields)]
pub struct AdoptionPhase {
    /// `start`, `iteration`, `adoption`, `switch`, `saving`.
    pub id: Words,
    /// Its name.
    pub title: Text,
    /// What one sees in it.
    pub text: Text,
}

/// Of what an assumption is a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Carried)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Things or people.
    Count,
    /// Euros.
    Euro,
    /// Percent.
    Percent,
    /// Hours.
    Hours,
    /// Minutes.
    Minutes,
    /// Months.
    Months,
    /// Years.
    Years,
    /// Days.
    Days,
    /// Weeks.
    Weeks,
}

/// A number that is assumed, with what it may be.
#[derive(Clone, Debug, PartialEq, Carried)]
#[serde(deny_unknown_fields)]
pub struct Assumption {
    /// Its id, as it is set.
    pub id: Words,
    /// Its name.
    pub title: Text,
    /// Of what it is a number.
    pub unit: Unit,
    /// Whether it is a whole number.
    #[serde(default)]
    pub whole: bool,
    /// The least and the most that it can be.
    pub bounds: [f64; 2],
    /// Value to begin with, and the low and high end of what is likely, in every line.
    pub every: Option<[f64; 3]>,
    /// The same in the first line.
    pub first: Option<[f64; 3]>,
    /// In the second.
    pub second: Option<[f64; 3]>,
    /// In the third.
    pub third: Option<[f64; 3]>,
    /// Where the value comes from, in a few words.
    pub basis: Text,
    /// Id of its source.
    pub source: Words,
}

/// How long money lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Carried)]
#[serde(rename_all = "kebab-case")]
pub enum Lasting {
    /// It ends on a day.
    Temporary,
    /// It comes back every year.
    Structural,
}

/// Somewhere that money can come from.
#[derive(Clone, Debug, PartialEq, Eq, Carried)]
#[serde(deny_unknown_fields)]
pub struct Fund {
    /// Its id.
    pub id: Words,
    /// Its name.
    pub title: Text,
    /// How long it lasts.
    pub lasting: Lasting,
    /// For what, and with whom to talk.
    pub text: Text,
    /// The lines in which one finds it; empty for all.
    #[serde(default)]
    pub lines: List<Line>,
    /// Ids of sources.
    pub sources: List<Words>,
}

/// What a business-case sheet says for one care line.
#[derive(Clone, Debug, PartialEq, Eq, Carried)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// The line.
    pub line: Line,
    /// Its title.
    pub title: Text,
    /// The question that the organisation has.
    pub question: Text,
    /// The use that the sum is about.
    pub scene: Text,
    /// What is asked of whoever decides.
    pub ask: Text,
    /// What will be measured to see whether it comes true.
    pub measure: Text,
    /// Ids of funds to think of.
    pub funds: List<Words>,
}

/// Something that needs explaining about a number.
#[derive(Clone, Debug, PartialEq, Eq, Carried)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    /// Its id.
    pub id: Words,
    /// In words.
    pub text: Text,
    /// Ids of sources.
    pub sources: List<Words>,
}
