//! The implementation guide as content: everything it says, in Dutch and English, compiled in from `content/toolkit`.

mod kinds;
mod plans;

pub use kinds::{
    Action, Circumstance, ContraIndication, Domain, Duty, Effect, Group, Indication, Influence, Lesson, Line,
    Objection, Outcome, RoadmapStep, Role, Source, Step, Stop, Strategy, Strength, Study, Taken, Text,
};
pub use plans::{
    AdoptionPhase, AgendaItem, Aim, Assumption, Audience, Branch, Category, Flow, Form, Fund, Lasting, Leaf,
    Monitored, Named, Part, Phase, PhaseTask, Product, Question, Remark, Sheet, Unit,
};

use serde::Serialize as Carried;
type Words = &'static str;
type List<T> = &'static [T];

include!(concat!(env!("OUT_DIR"), "/guide.rs"));

/// The strategy with this id.
pub fn strategy(id: &str) -> Option<&'static Strategy> {
    STRATEGIES.iter().find(|strategy| strategy.id == id)
}

/// The role with this id.
pub fn role(id: &str) -> Option<&'static Role> {
    ROLES.iter().find(|role| role.id == id)
}

/// The supporting product with this id.
pub fn product(id: &str) -> Option<&'static Product> {
    PRODUCTS.iter().find(|product| product.id == id)
}

/// The source with this id.
pub fn source(id: &str) -> Option<&'static Source> {
    SOURCES.iter().find(|source| source.id == id)
}

/// The strategies for someone in this line: those for every line first, then its own.
pub fn strategies_for(line: Line) -> impl Iterator<Item = &'static Strategy> {
    STRATEGIES.iter().filter(move |strategy| strategy.line.is_none_or(|own| own == line))
}

/// What supports this strategy: what the guide puts beside it first, then what helps besides.
pub fn products_of(strategy: &Strategy) -> impl Iterator<Item = &'static Product> {
    strategy.products.iter().chain(strategy.also).filter_map(|id| product(id))
}

impl Unit {
    /// Its name in lists and texts.
    pub fn id(self) -> &'static str {
        match self {
            Unit::Count => "count",
            Unit::Euro => "euro",
            Unit::Percent => "percent",
            Unit::Hours => "hours",
            Unit::Minutes => "minutes",
            Unit::Months => "months",
            Unit::Years => "years",
            Unit::Days => "days",
            Unit::Weeks => "weeks",
        }
    }
}

impl Line {
    /// All three.
    pub const ALL: [Line; 3] = [Line::First, Line::Second, Line::Third];

    /// Its name in lists and addresses.
    pub fn id(self) -> &'static str {
        match self {
            Line::First => "first",
            Line::Second => "second",
            Line::Third => "third",
        }
    }
}
