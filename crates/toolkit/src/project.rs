//! A project that brings relaxation in virtual reality into care: a plan out of the guide, folded from what people did.
//!
//! Nothing is stored but changes, numbered and never altered; [`Project::after`] folds them. So what was moved, dropped or handed
//! over, when and why, is there for the evaluation without anybody writing it down.

mod change;
mod day;
mod fold;
mod monitoring;
mod next;
mod plan;
mod told;

pub use change::{Change, Entry, Refusal, WORDS_MAX_CHARS};
pub use day::Day;
pub use monitoring::{
    Answer, Answers, CELL_MIN, Figure, Figures, Line as FilledLine, Mean, QUESTION_EVERY_DAYS, Spread, Use,
    Week, asked_of, influences_of, items, monitoring,
};
pub use next::{DueTask, Facts, NextStep, PlaceFacts, QUIET_DAYS, SOON_DAYS};
pub use plan::{Guided, default_strategies, guided, strategies_to_choose};
pub use told::{NamedPerson, NamedTeam, NewChange, NewProject, Reminder, SeenProject};

use crate::guide;
use serde::{Deserialize, Serialize};
use session::{TeamId, UserId};
use std::collections::BTreeSet;

/// A phase of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum PhaseId {
    /// Find out where, with whom and what for.
    Explore,
    /// Do it in daily care at chosen places.
    Pilot,
    /// See what it did, and decide.
    Evaluate,
    /// To other teams and groups.
    ScaleUp,
}

impl PhaseId {
    /// All four, in order.
    pub const ALL: [PhaseId; 4] = [PhaseId::Explore, PhaseId::Pilot, PhaseId::Evaluate, PhaseId::ScaleUp];

    /// Its id in the guide.
    pub fn id(self) -> &'static str {
        match self {
            PhaseId::Explore => "explore",
            PhaseId::Pilot => "pilot",
            PhaseId::Evaluate => "evaluate",
            PhaseId::ScaleUp => "scale-up",
        }
    }

    /// The one with this id.
    pub fn of_id(id: &str) -> Option<PhaseId> {
        PhaseId::ALL.into_iter().find(|phase| phase.id() == id)
    }

    /// What the guide says of it.
    pub fn told(self) -> Option<&'static guide::Phase> {
        guide::PHASES.iter().find(|phase| phase.id == self.id())
    }

    /// The phase after it.
    pub fn next(self) -> Option<PhaseId> {
        PhaseId::ALL.into_iter().find(|phase| *phase > self)
    }
}

/// For which care line a project is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum CareLine {
    /// General practice.
    First,
    /// Specialised, mostly outpatient.
    Second,
    /// Clinical and long-term.
    Third,
}

impl CareLine {
    /// As the guide knows it.
    pub fn of_guide(self) -> guide::Line {
        match self {
            CareLine::First => guide::Line::First,
            CareLine::Second => guide::Line::Second,
            CareLine::Third => guide::Line::Third,
        }
    }
}

/// How much a place is used to innovations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Experience {
    /// Little.
    Little,
    /// Much.
    Much,
}

/// Where somebody relaxes there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Room {
    /// In a room with others.
    Shared,
    /// In a quiet room of its own.
    Quiet,
}

/// A place of the pilot: a team, with what makes it differ from the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Place {
    /// The team.
    pub team: TeamId,
    /// How much it is used to innovations.
    pub experience: Experience,
    /// Where one relaxes there.
    pub room: Room,
}

/// Someone's part in the project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Held {
    /// Id of the role in the guide.
    pub role: String,
    /// Who.
    pub user: UserId,
    /// In which team; a champion's.
    pub team: Option<TeamId>,
    /// Whether as the deputy of whoever has it.
    pub deputy: bool,
    /// Since when.
    pub since: Day,
    /// For whom, where they left and this one took it for the time being.
    pub instead_of: Option<UserId>,
    /// What a front-runner says of it.
    pub words: Option<String>,
}

/// Something to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Task {
    /// Its id in the guide (a phase's task, `g04-1` for a strategy's step, an action of the roadmap), or one made for it.
    pub id: String,
    /// What it is; `None` where the guide says it.
    pub words: Option<String>,
    /// In which phase.
    pub phase: PhaseId,
    /// Id of the role that does it.
    pub role: String,
    /// Who does it, where that was agreed apart from the role.
    pub person: Option<UserId>,
    /// Weeks after the phase began.
    pub within_weeks: u8,
    /// When it must be done, where that was agreed.
    pub due: Option<Day>,
    /// When it was done, and by whom.
    pub done: Option<Done>,
    /// Why it was dropped.
    pub dropped: Option<String>,
}

/// That something was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Done {
    /// When.
    pub on: Day,
    /// By whom.
    pub by: UserId,
}

/// Clients who had a say in the design.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Say {
    /// When.
    pub on: Day,
    /// How many clients, nobody by name.
    pub clients: u8,
    /// What they said.
    pub words: String,
}

/// A material that was adapted to the house, or to what the pilot taught.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Adapted {
    /// Id of the product.
    pub product: String,
    /// When.
    pub on: Day,
    /// What was changed.
    pub words: String,
}

/// How it goes on after the evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Verdict {
    /// On, to more teams.
    GoOn,
    /// On, after changes.
    Change,
    /// Not on.
    Stop,
}

/// A decision about how it goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Decision {
    /// When.
    pub on: Day,
    /// By whom it was written down.
    pub by: UserId,
    /// What.
    pub verdict: Verdict,
    /// Why.
    pub words: String,
}

/// Something in the plan that was carried out otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Deviation {
    /// When.
    pub on: Day,
    /// Id of the task.
    pub task: String,
    /// To when it was moved; `None` where it was dropped.
    pub moved_to: Option<Day>,
    /// The occasion, in a sentence.
    pub words: String,
}

/// A project as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Project {
    /// Its name.
    pub name: String,
    /// What one wants with it, in a sentence.
    pub goal: String,
    /// For which care line.
    pub line: CareLine,
    /// The strategies that were chosen besides what every plan has.
    pub strategies: Vec<String>,
    /// The phases that began, each with its day, in order; the last is the one under way.
    pub phases: Vec<Begun>,
    /// Everything to do, in the order of the plan.
    pub tasks: Vec<Task>,
    /// Where the pilot is.
    pub places: Vec<Place>,
    /// Who does what.
    pub held: Vec<Held>,
    /// What clients said about the design.
    pub says: Vec<Say>,
    /// Materials that were adapted.
    pub adapted: Vec<Adapted>,
    /// What was carried out otherwise.
    pub deviations: Vec<Deviation>,
    /// The last decision about how it goes on.
    pub decision: Option<Decision>,
    /// What was answered to the questions of the monitoring list. It is read in counts only and does not travel.
    #[serde(skip)]
    pub answers: Answers,
}

/// A phase that began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Begun {
    /// Which.
    pub phase: PhaseId,
    /// When.
    pub on: Day,
}

/// How much of a phase is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Tasks that are done.
    pub done: usize,
    /// Tasks that are in the plan, without the dropped ones.
    pub of: usize,
}

impl Project {
    /// Everybody who has a part in it, or had one that shows.
    pub fn people(&self) -> BTreeSet<UserId> {
        let held = self.held.iter().flat_map(|held| [Some(held.user), held.instead_of]).flatten();
        let tasks = self.tasks.iter().flat_map(|task| [task.person, task.done.map(|done| done.by)]).flatten();
        held.chain(tasks).chain(self.decision.iter().map(|decision| decision.by)).collect()
    }

    /// Every team in it.
    pub fn teams(&self) -> BTreeSet<TeamId> {
        self.places
            .iter()
            .map(|place| place.team)
            .chain(self.held.iter().filter_map(|held| held.team))
            .collect()
    }

    /// The phase under way.
    pub fn phase(&self) -> PhaseId {
        self.phases.last().map_or(PhaseId::Explore, |begun| begun.phase)
    }

    /// When a phase began.
    pub fn began(&self, phase: PhaseId) -> Option<Day> {
        self.phases.iter().rev().find(|begun| begun.phase == phase).map(|begun| begun.on)
    }

    /// Whether it was decided to stop.
    pub fn is_over(&self) -> bool {
        self.decision.as_ref().is_some_and(|decision| decision.verdict == Verdict::Stop)
    }

    /// The task with this id.
    pub fn task(&self, id: &str) -> Option<&Task> {
        self.tasks.iter().find(|task| task.id == id)
    }

    /// When a task must be done: as agreed, else by the guide once its phase began.
    pub fn due(&self, task: &Task) -> Option<Day> {
        let by_guide = || self.began(task.phase).map(|on| on.plus_days(7 * i32::from(task.within_weeks)));
        task.due.or_else(by_guide)
    }

    /// How much of a phase is done.
    pub fn progress(&self, phase: PhaseId) -> Progress {
        let planned = self.tasks.iter().filter(|task| task.phase == phase && task.dropped.is_none());
        planned.fold(Progress::default(), |so_far, task| Progress {
            done: so_far.done + usize::from(task.done.is_some()),
            of: so_far.of + 1,
        })
    }

    /// Who has a role, deputies apart.
    pub fn holders<'a>(&'a self, role: &'a str) -> impl Iterator<Item = &'a Held> {
        self.held.iter().filter(move |held| held.role == role && !held.deputy)
    }

    /// Who runs the project. There is always somebody: whoever began it, until they hand it over.
    pub fn coordinator(&self) -> Option<UserId> {
        self.holders(COORDINATOR).next().map(|held| held.user)
    }

    /// Who does a task: whom it was given to, else who has its role, else the coordinator. Nothing is without an owner.
    pub fn owners(&self, task: &Task) -> Vec<UserId> {
        if let Some(person) = task.person {
            return vec![person];
        }
        let mut owners: Vec<UserId> = self.holders(&task.role).map(|held| held.user).collect();
        owners.dedup();
        if owners.is_empty() {
            owners.extend(self.coordinator());
        }
        owners
    }

    /// Whether somebody has anything in it that must go to another when they leave.
    pub fn needs(&self, user: UserId) -> bool {
        let holds =
            self.held.iter().any(|held| held.user == user && !held.deputy && held.role != FRONT_RUNNER);
        let does = |task: &Task| task.person == Some(user) && task.done.is_none() && task.dropped.is_none();
        holds || self.tasks.iter().any(does)
    }

    /// What of the guide's contrast between places is there.
    pub fn contrast(&self) -> Contrast {
        let has = |experience| self.places.iter().any(|place| place.experience == experience);
        let sits = |room| self.places.iter().any(|place| place.room == room);
        Contrast {
            places: self.places.len(),
            experience: has(Experience::Little) && has(Experience::Much),
            rooms: sits(Room::Shared) && sits(Room::Quiet),
        }
    }
}

/// How places of a pilot differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contrast {
    /// How many places.
    pub places: usize,
    /// Whether one has little and another much experience with innovations.
    pub experience: bool,
    /// Whether one has a shared room and another a quiet one.
    pub rooms: bool,
}

impl Contrast {
    /// Whether it is enough to learn from: two places or more that differ.
    pub fn is_enough(self) -> bool {
        self.places >= 2 && (self.experience || self.rooms)
    }
}

/// Id of the role that runs a project.
pub const COORDINATOR: &str = "coordinator";
/// Id of the appointed role in a team.
pub const CHAMPION: &str = "champion";
/// Id of the role that one takes of one's own accord.
pub const FRONT_RUNNER: &str = "front-runner";
/// Roles to which somebody is appointed in a project, in the order in which they are asked for.
pub const APPOINTED: [&str; 5] = [COORDINATOR, "project-leader", CHAMPION, "effect-validator", "keeper"];
