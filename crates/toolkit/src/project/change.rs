//! What people can do to a project, and why it may be refused.

use super::{CareLine, Day, PhaseId, Place, Project, Verdict, asked_of};
use serde::{Deserialize, Serialize};
use session::{TeamId, UserId};

/// The longest that people write in one place, in characters.
pub const WORDS_MAX_CHARS: usize = 300;

/// Something that somebody does to a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Change {
    /// It begins; whoever begins it coordinates.
    Began {
        /// Its name, 1 to 60 characters.
        name: String,
        /// What one wants with it, in a sentence.
        goal: String,
        /// For which care line.
        line: CareLine,
        /// Ids of the strategies chosen besides what every plan has.
        strategies: Vec<String>,
    },
    /// Another name or goal.
    Renamed {
        /// The name.
        name: String,
        /// The goal.
        goal: String,
    },
    /// A strategy comes into the plan with its steps.
    Chose {
        /// Its id.
        strategy: String,
    },
    /// A strategy leaves the plan; what was done of it stays.
    LeftOut {
        /// Its id.
        strategy: String,
    },
    /// A place comes into the pilot, or is told of otherwise.
    Placed {
        /// The place.
        place: Place,
    },
    /// A place is no longer in it.
    Unplaced {
        /// Its team.
        team: TeamId,
    },
    /// Somebody gets a role.
    Appointed {
        /// Its id.
        role: String,
        /// Who.
        user: UserId,
        /// In which team; a champion's.
        #[serde(default)]
        team: Option<TeamId>,
        /// Whether as a deputy.
        #[serde(default)]
        deputy: bool,
    },
    /// Somebody gives a role back.
    Ended {
        /// Its id.
        role: String,
        /// Who.
        user: UserId,
        /// In which team.
        #[serde(default)]
        team: Option<TeamId>,
        /// Whether as a deputy.
        #[serde(default)]
        deputy: bool,
    },
    /// Somebody works with it of their own accord and lets that be seen.
    Volunteered {
        /// What they use it for.
        words: String,
    },
    /// They do not any longer.
    SteppedBack,
    /// Clients had a say in the design.
    Heard {
        /// How many; nobody by name.
        clients: u8,
        /// What they said.
        words: String,
    },
    /// A task was done.
    Did {
        /// Its id.
        task: String,
    },
    /// It was not done after all.
    Undid {
        /// Its id.
        task: String,
    },
    /// A task goes to somebody, or back to its role.
    Gave {
        /// Its id.
        task: String,
        /// To whom; `None` for whoever has its role.
        to: Option<UserId>,
    },
    /// A task gets another day.
    Moved {
        /// Its id.
        task: String,
        /// The day.
        to: Day,
        /// What was the occasion.
        words: String,
    },
    /// A task is not done.
    Dropped {
        /// Its id.
        task: String,
        /// What was the occasion.
        words: String,
    },
    /// A dropped task is done after all.
    Restored {
        /// Its id.
        task: String,
    },
    /// A task that the guide does not have.
    Added {
        /// Made by whoever asks.
        task: uuid::Uuid,
        /// What it is.
        words: String,
        /// In which phase.
        phase: PhaseId,
        /// Id of the role that does it.
        role: String,
        /// When it must be done.
        due: Day,
    },
    /// A phase begins.
    Entered {
        /// Which; the one after that under way.
        phase: PhaseId,
    },
    /// A material was adapted.
    Adapted {
        /// Id of the product.
        product: String,
        /// What was changed.
        words: String,
    },
    /// It was decided how it goes on.
    Decided {
        /// How.
        verdict: Verdict,
        /// Why.
        words: String,
    },
    /// A question of the monitoring list was answered.
    Answered {
        /// Id of the item.
        item: String,
        /// 0 to 10, or the place of the answer among those that the question names.
        #[serde(default)]
        value: Option<u8>,
        /// In words.
        #[serde(default)]
        words: Option<String>,
        /// Ids of barriers and facilitators.
        #[serde(default)]
        influences: Vec<String>,
    },
    /// All that somebody had goes to another, in one step.
    HandedOver {
        /// Who had it.
        from: UserId,
        /// Who has it from now on.
        to: UserId,
    },
}

/// A change with when it was and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub on: Day,
    /// By whom.
    pub by: UserId,
    /// What.
    pub change: Change,
}

/// Why something cannot be done to a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It began before, or did not begin.
    #[error("a project begins once")]
    Begun,
    /// It was decided to stop.
    #[error("it was decided to stop with this project")]
    Over,
    /// The guide or the plan has no such thing.
    #[error("there is no such {0}")]
    Unknown(&'static str),
    /// Words are missing, or too long.
    #[error("{0} is empty or too long")]
    Words(&'static str),
    /// It is so already.
    #[error("it is so already")]
    Already,
    /// Only the next phase begins.
    #[error("only the next phase begins")]
    Order,
    /// Somebody must run it.
    #[error("somebody must run the project: appoint another first")]
    LastCoordinator,
    /// A role that one takes of one's own accord is not given.
    #[error("nobody is appointed to that role")]
    Voluntary,
    /// There are as many as fit.
    #[error("there are too many")]
    Many,
}

impl Change {
    /// Whether it is about what is one's own, so that somebody who does not run the project may do it: own tasks, one's own
    /// voluntary part, and the questions of the monitoring list that are asked of a role one has (`has`).
    pub fn is_own(&self, project: &Project, by: UserId, has: impl Fn(&str) -> bool) -> bool {
        match self {
            Change::Did { task } | Change::Undid { task } => {
                project.task(task).is_some_and(|task| project.owners(task).contains(&by))
            }
            Change::Volunteered { .. } | Change::SteppedBack => true,
            Change::Answered { item, .. } => asked_of(item).is_some_and(has),
            _ => false,
        }
    }
}
