//! Reports of a project that brings it into care: the agreements on who does what, and the evaluation for management.

mod agreements;
mod evaluation;

pub use agreements::Agreements;
pub use evaluation::Evaluation;

use crate::{
    moment::wall_us,
    said::{self, Made},
    sheet::{Block, Sheet},
};
use session::{TeamId, UserId};
use texts::{Language, Texts};
use toolkit::{
    guide::{self, Text},
    project::{CHAMPION, Day, PhaseId, SeenProject, Task, guided},
};

/// What both reports stand on.
pub(super) struct Paper<'a> {
    pub(super) seen: &'a SeenProject,
    pub(super) texts: &'a Texts,
}

impl Paper<'_> {
    /// The guide's words in the language of the report.
    pub(super) fn said(&self, words: &'static Text) -> &'static str {
        match self.texts.language() {
            Language::Nl => words.nl,
            Language::En => words.en,
        }
    }

    pub(super) fn get(&self, id: &str) -> String {
        self.texts.get(id)
    }

    pub(super) fn day(&self, day: Day) -> String {
        said::day(day.noon_us(), self.texts)
    }

    pub(super) fn name(&self, user: UserId) -> String {
        let name = self.seen.name_of(user);
        if name.is_empty() { self.get("unknown") } else { name.to_owned() }
    }

    pub(super) fn phase(&self, phase: PhaseId) -> String {
        phase.told().map(|told| self.said(&told.title).to_owned()).unwrap_or_default()
    }

    /// A role, with its team where it is of one.
    pub(super) fn role(&self, role: &str, team: Option<TeamId>) -> String {
        let name =
            guide::role(role).map_or_else(|| role.to_owned(), |told| self.said(&told.title).to_owned());
        match team.filter(|_| role == CHAMPION) {
            Some(team) => {
                let team = self.seen.team_name(team).to_owned();
                self.texts.with("project-role-team", &[("role", name.into()), ("team", team.into())])
            }
            None => name,
        }
    }

    pub(super) fn task(&self, task: &Task) -> String {
        match &task.words {
            Some(words) => words.clone(),
            None => guided(&task.id).map(|told| self.said(told.task).to_owned()).unwrap_or_default(),
        }
    }

    pub(super) fn owners(&self, task: &Task) -> String {
        let names: Vec<String> =
            self.seen.project.owners(task).into_iter().map(|user| self.name(user)).collect();
        names.join(", ")
    }

    /// The report around its blocks.
    pub(super) fn sheet(
        &self,
        (kind, claim): (&str, &str),
        finding: String,
        facts: Vec<String>,
        blocks: Vec<Block>,
        made: &Made,
    ) -> Sheet {
        Sheet {
            language: self.texts.language().tag(),
            kind: self.get(kind),
            finding,
            facts,
            blocks,
            claim: self.get(claim),
            made_with: said::made_with(made, &self.get("project-made-by"), self.texts),
            made_us: wall_us(made.at_us),
        }
    }
}
