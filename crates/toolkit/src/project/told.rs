//! Projects over HTTP: what travels between the dashboard and the server.

use super::{CareLine, Change, Day, DueTask, Facts, Project};
use serde::{Deserialize, Serialize};
use session::{TeamId, UserId};
use uuid::Uuid;

/// `POST /api/v1/projects`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewProject {
    /// Made by whoever asks: the same project sent twice is one.
    pub id: Uuid,
    /// Of which team; `None` for the whole institution.
    #[serde(default)]
    pub team: Option<TeamId>,
    /// Its name, 1 to 60 characters.
    pub name: String,
    /// What one wants with it, in a sentence of at most 300 characters. No client is named.
    pub goal: String,
    /// For which care line.
    pub line: CareLine,
    /// Ids of the strategies chosen besides what every plan has.
    #[serde(default)]
    pub strategies: Vec<String>,
}

/// `POST /api/v1/projects/{id}/changes`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewChange {
    /// Made by whoever asks: the same change sent twice is one.
    pub id: Uuid,
    /// What.
    pub change: Change,
}

/// A project as somebody of the house sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SeenProject {
    /// The project.
    pub id: Uuid,
    /// Of which team; `None` for the whole institution.
    pub team: Option<TeamId>,
    /// How it stands.
    pub project: Project,
    /// What is known from real use.
    pub facts: Facts,
    /// The day by the server's clock.
    pub today: Day,
    /// Whether who asks runs it, and so may change all of it.
    pub runs: bool,
    /// The names of those who have a part in it.
    pub people: Vec<NamedPerson>,
    /// The names of the teams in it.
    pub teams: Vec<NamedTeam>,
}

/// A colleague by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NamedPerson {
    /// Who.
    pub user: UserId,
    /// Their name.
    pub name: String,
}

/// A team by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NamedTeam {
    /// Which.
    pub team: TeamId,
    /// Its name.
    pub name: String,
}

/// What waits for whoever asks, in one project: `GET /api/v1/reminders`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Reminder {
    /// The project.
    pub project: Uuid,
    /// Its name.
    pub name: String,
    /// The day by the server's clock.
    pub today: Day,
    /// Their tasks that are late or must be done within a week, the oldest first.
    pub tasks: Vec<DueTask>,
}

impl SeenProject {
    /// The name of somebody in it; empty where it is not known.
    pub fn name_of(&self, user: UserId) -> &str {
        self.people.iter().find(|person| person.user == user).map_or("", |person| person.name.as_str())
    }

    /// The name of a team in it; empty where it is not known.
    pub fn team_name(&self, team: TeamId) -> &str {
        self.teams.iter().find(|known| known.team == team).map_or("", |known| known.name.as_str())
    }
}
