//! What a study does, in one version: its design, arms, measures, strata, and the words by which somebody agrees.

use crate::Words;
use serde::{Deserialize, Serialize};

/// What a study does. A changed protocol is a new version; everybody who takes part names the one they agreed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Protocol {
    /// Its name.
    pub title: Words,
    /// What it asks, and where the design comes from.
    pub about: Words,
    /// Who can take part, and who cannot.
    pub who: Words,
    /// How people and arms come together.
    pub design: Design,
    /// What is compared; the first is what the study is about.
    pub arms: Vec<Arm>,
    /// What is measured; the first is the main outcome.
    pub measures: Vec<Measure>,
    /// By what the draw is kept balanced.
    #[serde(default)]
    pub strata: Vec<Stratum>,
    /// How many people are wanted.
    pub target: u16,
    /// Whether nobody sees who is in which arm until the study has ended.
    #[serde(default)]
    pub blinded: bool,
    /// Years that the law has the data kept, whatever somebody asks: a medicine or device trial. None for other studies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub law_keeps_years: Option<u8>,
    /// What somebody reads before they agree, in plain words.
    pub consent: Words,
}

/// How people and arms come together. Days are counted from the moment somebody joins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = StudyDesign))]
#[serde(rename_all = "kebab-case", tag = "kind", deny_unknown_fields)]
pub enum Design {
    /// Everybody is in the one arm: before is compared with after.
    OneArm {
        /// For so many days.
        days: u16,
    },
    /// Everybody is in one of the arms.
    Parallel {
        /// For so many days.
        days: u16,
        /// Sizes of the blocks in which arms come out even.
        blocks: Vec<u8>,
    },
    /// Everybody is in both arms, in an order that is drawn.
    Crossover {
        /// So many days in each.
        days: u16,
        /// So many days between them that count for neither.
        washout_days: u16,
        /// Sizes of the blocks in which orders come out even.
        blocks: Vec<u8>,
    },
    /// Everybody is in the one arm, after a time without it whose length is drawn.
    MultipleBaseline {
        /// The lengths of the time before, in days, each another.
        baseline_days: Vec<u16>,
        /// So many days in the arm.
        days: u16,
        /// Sizes of the blocks in which lengths come out even.
        blocks: Vec<u8>,
    },
}

/// What is done with somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = StudyArm))]
#[serde(deny_unknown_fields)]
pub struct Arm {
    /// Its id: small letters, digits and hyphens.
    pub id: String,
    /// Its name.
    pub title: Words,
    /// What it is.
    pub what: What,
    /// What happens in it.
    pub about: Words,
}

/// What an arm is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = StudyWhat))]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// Sessions in the headset, driven by one's own heart.
    Vr,
    /// The same, driven by another heart; set by the draw when a session opens.
    Sham,
    /// Something else that is logged by hand, such as a relaxation app.
    Logged,
    /// What somebody has anyway.
    Usual,
}

/// What is measured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = StudyMeasure))]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Its id: small letters, digits and hyphens.
    pub id: String,
    /// Its name.
    pub title: Words,
    /// Where it comes from.
    pub source: Source,
    /// Between what its change is taken.
    pub span: Span,
    /// Which way is good.
    pub better: Better,
    /// Whether only its order counts: then ranks are told beside means.
    #[serde(default)]
    pub ordinal: bool,
}

/// Where a measure comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = StudySource))]
#[serde(rename_all = "kebab-case", tag = "kind", deny_unknown_fields)]
pub enum Source {
    /// The tension before and after a session, 0 to 10; of what is logged by hand likewise.
    Tension,
    /// One question of a set.
    Item {
        /// The set.
        set: String,
        /// The question.
        item: String,
    },
    /// A scale of a set.
    Scale {
        /// The set.
        set: String,
        /// The scale.
        scale: String,
    },
}

/// Between what a change is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = StudySpan))]
#[serde(rename_all = "kebab-case")]
pub enum Span {
    /// Before and after each session; a person's are averaged.
    Session,
    /// The first and the last answer of a person's time in an arm.
    Step,
}

/// Which way is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = StudyBetter))]
#[serde(rename_all = "kebab-case")]
pub enum Better {
    /// A lower number.
    Lower,
    /// A higher number.
    Higher,
    /// Neither: it is only told.
    Neither,
}

/// By what the draw is kept balanced: a question with a few answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = StudyStratum))]
#[serde(deny_unknown_fields)]
pub struct Stratum {
    /// Its id: small letters, digits and hyphens.
    pub id: String,
    /// What is asked.
    pub title: Words,
    /// The answers.
    pub parts: Vec<Part>,
}

/// One answer of a stratum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = StudyPart))]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its id: small letters, digits and hyphens.
    pub id: String,
    /// Its name.
    pub title: Words,
}

/// The list from which somebody is drawn: their answer to each stratum, `/` between them. Empty without strata.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell(String);

impl Cell {
    /// As it stands in the record.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Protocol {
    /// The list that these answers lead to, one per stratum in order; `None` where one is missing or unknown.
    pub fn cell(&self, answers: &[String]) -> Option<Cell> {
        let known = self.strata.len() == answers.len()
            && self
                .strata
                .iter()
                .zip(answers)
                .all(|(stratum, answer)| stratum.parts.iter().any(|part| part.id == *answer));
        known.then(|| Cell(answers.join("/")))
    }

    /// The arm with this id.
    pub fn arm(&self, id: &str) -> Option<&Arm> {
        self.arms.iter().find(|arm| arm.id == id)
    }

    /// Whether another version draws alike: then it can take the place of this one while people join.
    pub fn draws_as(&self, other: &Protocol) -> bool {
        let arms = |protocol: &Protocol| -> Vec<(String, What)> {
            protocol.arms.iter().map(|arm| (arm.id.clone(), arm.what)).collect()
        };
        let lists = |protocol: &Protocol| -> Vec<(String, Vec<String>)> {
            let parts = |stratum: &Stratum| stratum.parts.iter().map(|part| part.id.clone()).collect();
            protocol.strata.iter().map(|stratum| (stratum.id.clone(), parts(stratum))).collect()
        };
        self.design == other.design
            && self.blinded == other.blinded
            && arms(self) == arms(other)
            && lists(self) == lists(other)
    }

    /// Whether arms differ in the heart that drives a session.
    pub fn has_sham(&self) -> bool {
        self.arms.iter().any(|arm| arm.what == What::Sham)
    }

    /// The sets of questions that its measures come from, each once.
    pub fn sets(&self) -> Vec<&str> {
        let mut sets: Vec<&str> = Vec::new();
        for measure in &self.measures {
            if let Source::Item { set, .. } | Source::Scale { set, .. } = &measure.source
                && !sets.contains(&set.as_str())
            {
                sets.push(set);
            }
        }
        sets
    }
}

impl Design {
    /// Sizes of the blocks of the draw; none where nothing is drawn.
    pub fn blocks(&self) -> &[u8] {
        match self {
            Design::OneArm { .. } => &[],
            Design::Parallel { blocks, .. }
            | Design::Crossover { blocks, .. }
            | Design::MultipleBaseline { blocks, .. } => blocks,
        }
    }
}
