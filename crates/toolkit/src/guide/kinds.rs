//! What the guide consists of: one type per kind of entry in `content/toolkit`.
//!
//! This file is compiled twice. `build.rs` reads the content files into these types, so that a file without its Dutch or its
//! English, with a word too many or with a kind that does not exist stops the build; the library carries what came out. The three
//! names below come from whoever compiles it: text and lists are owned there and `'static` here, and `Carried` is what reads a
//! file there and what writes JSON here.

use super::{Carried, List, Words};

/// The same in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Carried)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// In Dutch, as plain as B1, with *je*.
    pub nl: Words,
    /// In plain English.
    pub en: Words,
}

/// A line of Dutch mental healthcare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Carried)]
#[serde(rename_all = "kebab-case")]
pub enum Line {
    /// General practice with a mental health nurse (POH-GGZ).
    First,
    /// Specialised, mostly outpatient.
    Second,
    /// Clinical and long-term, in and out of the clinic.
    Third,
}

/// Where something stands: a paper, a page, or our own reading.
#[derive(Clone, Debug, PartialEq, Eq, Carried)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its id, named by whatever leans on it.
    pub id: Words,
    /// How to find it.
    pub citation: Text,
    /// What to know before leaning on it.
    pub note: Text,
}

/// A step of the roadmap.
#[derive(Clone, Debug, PartialEq, Eq, Carried)]
#[serde(deny_unknown_fields)]
pub struct RoadmapStep {
    /// `r1` to `r4`.
    pub id: Words,
    /// Its name.
    pub title: Text,
    /// What it brings about.
    pub aim: Text,
    /// What is done in it.
    pub actions: List<Action>,
    /// Ids of sources.
    pub sources: List<Words>,
}

/// Something to do in a step of the roadmap.
#[derive(Clone, Debug, PartialEq, Eq, Carried)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// `r1-1` and so on.
    pub id: Words,
    /// In a few words, as a task.
    pub task: Text,
    /// How.
    pub how: Text,
    /// Id of the role that does it unless agreed otherwise.
    pub owner: Words,
    /// Ids of supporting products.
    #[serde(default)]
    pub products: List<Words>,
}

/// A strategy of the guide.
#[derive(Clone, Debug, PartialEq, Eq, Carried)]
#[serde(deny_unknown_fields)]
pub struct Strategy {
    /// `g01` to `g12` for every care line (`g07` has two halves), `e`, `t` and `d` for one.
    pub id: Words,
    /// The care line it is for; `None` for all.
    pub line: Option<Line>,
    /// Its number in the guide, within its line.
    pub number: u8,
    /// Its name.
    pub title: Text,
    /// What one wants with it.
    pub aim: Text,
    /// Why it matters.
    pub why: Text,
    /// What to do, in this order.
    pub steps: List<Step>,
    /// Id of the phase in which its steps come into a plan; the pilot where nothing is said.
    pub phase: Option<Words>,
    /// A tip from practice.
    pub tip: Option<Text>,
    /// What happened somewhere.
    pub example: Option<Text>,
    /// Ids of the roles that carry it.
    pub roles: List<Words>,
    /// Ids of the supporting products that the guide puts beside it.
    #[serde(default)]
    pub products: List<Words>,
    /// Ids of others that help.
    #[serde(default)]
    pub also: List<Words>,
    /// Ids of sources.
    pub sources: List<Words>,
}

/// A step of a strategy.
#[derive(Clone, Debug, PartialEq, Eq, Carried)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// In a few words, as a task for a plan.
    pub task: Text,
    /// How.
    pub how: Text,
}

/// A lesson from practice, behind a strategy.
#[derive(Clone, Debug, PartialEq, Eq, Carried)]
#[serde(deny_unknown_fields)]
pub struct Lesson {
    /// `l01` to `l12`; `le`, `lt` and `ld` for one care line.
    pub id: Words,
    /// The care line; `None` for all.
    pub line: Option<Line>,
    /// The lesson in one line.
    pub title: Text,
    /// What was seen.
    pub text: Text,
    /// Ids of the strategies that follow from it.
    pub strategies: List<Words>,
    /// Ids of sources.
    pub sources: List<Words>,
}

/// How one comes to a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Carried)]
#[serde(rename_all = "kebab-case")]
pub enum Taken {
    /// Named by the organisation, with time for it.
    Appointed,
    /// Of one's own accord, without tasks that others may ask for.
    Voluntary,
    /// It comes with one's work.
    WithWork,
}

/// Someone's part in bringing it into care.
#[derive(Clone, Debug, PartialEq, Eq, Carried)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Its id.
    pub id: Words,
    /// Its name.
    pub title: Text,
    /// How one comes to it.
    pub taken: Taken,
    /// Who that is, in a sentence or two.
    pub who: Text,
    /// What they do.
    pub tasks: List<Duty>,
    /// What they can count on from the others.
    pub gets: Text,
    /// When they leave.
    pub hand_over: Text,
    /// Ids of sources.
    pub sources: List<Words>,
}

/// A task that belongs to a role.
#[derive(Clone, Debug, PartialEq, Eq, Carried)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// Its id.
    pub id: Words,
    /// The task.
    pub task: Text,
}

/// An objection that is often heard, with an answer: the implementation questions and answers of the white paper.
#[derive(Clone, Debug, PartialEq, Eq, Carried)]
#[serde(deny_unknown_fields)]
pub struct Objection {
    /// `q1` to `q5`.
    pub id: Words,
    /// Its theme.
    pub title: Text,
    /// How it is said.
    pub heard: Text,
    /// What lies behind it.
    pub behind: Text,
    /// The answer.
    pub answer: Text,
    /// What one can do now.
    pub actions: List<Text>,
    /// Ids of barriers that it is a sign of.
    pub barriers: List<Words>,
    /// Ids of strategies that answer it.
    pub strategies: List<Words>,
    /// Ids of sources.
    pub sources: List<Words>,
}

/// A domain of the Consolidated Framework for Implementation Research, as updated in 2022.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Carried)]
#[serde(rename_all = "kebab-case")]
pub enum Domain {
    /// The thing itself.
    Innovation,
    /// The world around the organisation.
    OuterSetting,
    /// The organisation, the team, the room.
    InnerSetting,
    /// The people, in their roles.
    Individuals,
    /// How it is brought in.
    Process,
}

/// Whether something hinders or helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Carried)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// It hinders: a barrier.
    Hinders,
    /// It helps: a facilitator.
    Helps,
}

/// Something in the context that makes it easier or harder.
#[derive(Clone, Debug, PartialEq, Eq, Carried)]
#[serde(deny_unknown_fields)]
pub struct Influence {
    /// Its id.
    pub id: Words,
    /// Which way it works.
    pub effect: Effect,
    /// Where in the framework.
    pub domain: Domain,
    /// The construct of that domain, by its name in the framework.
    pub construct: Words,
    /// What it is.
    pub text: Text,
    /// Ids of strategies that take it away or make use of it.
    pub strategies: List<Words>,
    /// Ids of sources.
    pub sources: List<Words>,
}

/// A reason to offer relaxation in virtual reality.
#[derive(Clone, Debug, PartialEq, Eq, Carried)]
#[serde(deny_unknown_fields)]
pub struct Indication {
    /// Its id.
    pub id: Words,
    /// Its name.
    pub title: Text,
    /// How well it is supported.
    pub strength: Strength,
    /// What is known of it, and what not.
    pub known: Text,
    /// Whether it starts with someone beside the client (safety rule 13).
    pub supervised: bool,
    /// Ids of the groups it belongs to.
    pub groups: List<Words>,
    /// Ids of studies that touch it.
    #[serde(default)]
    pub studies: List<Words>,
    /// Ids of sources.
    pub sources: List<Words>,
}

/// How well something is supported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Carried)]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// Named from practice, without a published study that we know of.
    Practice,
    /// A study measured something near it, or measured it without a comparison.
    Indirect,
    /// A study with a comparison measured it, or was done with these people.
    Compared,
}

/// A group of people that the white paper tells outcomes of.
#[derive(Clone, Debug, PartialEq, Eq, Carried)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its id.
    pub id: Words,
    /// Who they are.
    pub title: Text,
    /// What is named as an outcome.
    pub outcomes: List<Outcome>,
    /// What that rests on, honestly.
    pub evidence: Text,
    /// How well it is supported.
    pub strength: Strength,
    /// Ids of studies.
    #[serde(default)]
    pub studies: List<Words>,
    /// Ids of sources.
    pub sources: List<Words>,
}

/// An outcome that is named for a group.
#[derive(Clone, Debug, PartialEq, Eq, Carried)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Its id within the group.
    pub id: Words,
    /// In words.
    pub text: Text,
}

/// What was measured, with how many people and beside what.
#[derive(Clone, Debug, PartialEq, Eq, Carried)]
#[serde(deny_unknown_fields)]
pub struct Study {
    /// Its id.
    pub id: Words,
    /// Its name.
    pub title: Text,
    /// People, or paired ratings where `counted` says so.
    pub n: u32,
    /// What was counted.
    pub counted: Text,
    /// How it was done, and beside what.
    pub comparison: Text,
    /// What came out.
    pub outcome: Text,
    /// What it does not show.
    pub limits: Text,
    /// How well it supports.
    pub strength: Strength,
    /// Ids of sources.
    pub sources: List<Words>,
}

/// What is done about a contra-indication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Carried)]
#[serde(rename_all = "kebab-case")]
pub enum Stop {
    /// No virtual reality.
    Never,
    /// Not before a clinician has cleared it.
    UntilCleared,
    /// A clinician decides, and writes down why.
    Weigh,
}

/// A reason not to, or not yet.
#[derive(Clone, Debug, PartialEq, Eq, Carried)]
#[serde(deny_unknown_fields)]
pub struct ContraIndication {
    /// Its id.
    pub id: Words,
    /// Its name.
    pub title: Text,
    /// What is done about it.
    pub stop: Stop,
    /// Whether it also starts with someone beside the client, once cleared (safety rule 13).
    #[serde(default)]
    pub supervised: bool,
    /// Why, and what to look at.
    pub why: Text,
    /// Ids of sources.
    pub sources: List<Words>,
}

/// Where or for whom it starts with someone beside the client, whatever it is offered for (safety rule 13).
#[derive(Clone, Debug, PartialEq, Eq, Carried)]
#[serde(deny_unknown_fields)]
pub struct Circumstance {
    /// Its id; no contra-indication has the same.
    pub id: Words,
    /// Its name.
    pub title: Text,
    /// Why, and what to look at.
    pub why: Text,
    /// Ids of sources.
    pub sources: List<Words>,
}
