//! The agreements of a project on paper: who does what, who stands in, what each can count on, and lines to sign.

use super::Paper;
use crate::{
    Error, House, Made,
    sheet::{Block, Sheet},
};
use texts::Texts;
use toolkit::{
    guide,
    project::{FRONT_RUNNER, Held, PhaseId, SeenProject},
};

/// The agreements of a project.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreements(Sheet);

impl Agreements {
    /// The agreements as they stand.
    pub fn of(seen: &SeenProject, made: &Made, texts: &Texts) -> Agreements {
        let paper = Paper { seen, texts };
        let project = &seen.project;
        let held: Vec<&Held> =
            project.held.iter().filter(|held| !held.deputy && held.role != FRONT_RUNNER).collect();
        let mut blocks = vec![Block::Text { words: project.goal.clone(), quiet: false }, who(&paper, &held)];
        for held in &held {
            blocks.extend(asked(&paper, held));
        }
        blocks.extend(PhaseId::ALL.into_iter().filter_map(|phase| tasks(&paper, phase)));
        blocks.push(Block::heading(paper.get("agreements-sign")));
        blocks.push(Block::quiet(paper.get("agreements-sign-more")));
        blocks.push(Block::Sign {
            columns: ["agreements-name", "agreements-role", "agreements-signed"]
                .map(|id| paper.get(id))
                .to_vec(),
            rows: held
                .iter()
                .map(|held| {
                    vec![paper.name(held.user), paper.role(&held.role, held.team), String::from("\u{a0}")]
                })
                .collect(),
        });
        let facts = vec![project.name.clone(), paper.phase(project.phase()), paper.day(seen.today)];
        let finding = texts.with("agreements-finding", &[("n", held.len().into())]);
        Agreements(paper.sheet(("agreements-kind", "agreements-claim"), finding, facts, blocks, made))
    }

    /// The pages in an institution's house style as an accessible PDF (PDF/UA-1 and PDF/A-2a).
    ///
    /// # Errors
    /// When a page cannot be set.
    pub fn pdf(&self, house: &House) -> Result<Vec<u8>, Error> {
        self.0.pdf(house)
    }
}

/// Every role with who has it and who stands in.
fn who(paper: &Paper, held: &[&Held]) -> Block {
    let row = |held: &&Held| {
        let stands_in = paper
            .seen
            .project
            .held
            .iter()
            .find(|other| other.deputy && other.role == held.role && other.team == held.team);
        let name = match held.instead_of {
            Some(gone) => paper.texts.with(
                "project-instead-of",
                &[("who", paper.name(held.user).into()), ("gone", paper.name(gone).into())],
            ),
            None => paper.name(held.user),
        };
        vec![
            paper.role(&held.role, held.team),
            name,
            stands_in.map_or_else(|| paper.get("agreements-nobody"), |other| paper.name(other.user)),
            paper.day(held.since),
        ]
    };
    Block::Table {
        title: paper.get("project-roles"),
        columns: ["agreements-role", "agreements-who", "project-stands-in", "agreements-since"]
            .map(|id| paper.get(id))
            .to_vec(),
        rows: held.iter().map(row).collect(),
    }
}

/// What a role asks and gives, and how it is handed over.
fn asked(paper: &Paper, held: &Held) -> Vec<Block> {
    let Some(role) = guide::role(&held.role) else { return Vec::new() };
    let heading = format!("{}: {}", paper.role(&held.role, held.team), paper.name(held.user));
    let mut rows: Vec<(String, String)> = (1..)
        .zip(role.tasks)
        .map(|(number, duty): (u32, _)| {
            let name = paper.texts.with("agreements-task", &[("n", number.into())]);
            (name, paper.said(&duty.task).to_owned())
        })
        .collect();
    rows.push((paper.get("project-role-gets"), paper.said(&role.gets).to_owned()));
    rows.push((paper.get("project-role-leaves"), paper.said(&role.hand_over).to_owned()));
    vec![Block::heading(heading), Block::Pairs { rows }]
}

/// What is open in a phase that began, with who does it and when.
fn tasks(paper: &Paper, phase: PhaseId) -> Option<Block> {
    let project = &paper.seen.project;
    project.began(phase)?;
    let open = project
        .tasks
        .iter()
        .filter(|task| task.phase == phase && task.done.is_none() && task.dropped.is_none());
    let mut open: Vec<_> = open.collect();
    open.sort_by_key(|task| project.due(task));
    let rows: Vec<Vec<String>> = open
        .into_iter()
        .map(|task| {
            let due = project.due(task).map(|due| paper.day(due)).unwrap_or_default();
            vec![paper.task(task), paper.owners(task), due]
        })
        .collect();
    (!rows.is_empty()).then(|| Block::Table {
        title: paper.texts.with("agreements-open", &[("phase", paper.phase(phase).into())]),
        columns: ["project-task", "agreements-who", "agreements-by"].map(|id| paper.get(id)).to_vec(),
        rows,
    })
}
