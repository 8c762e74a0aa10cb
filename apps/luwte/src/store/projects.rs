//! Projects that bring it into care: their changes, numbered and never altered, and what the record says of their places.

use super::{
    Store, StoreError, Witness,
    database::{Transaction, execute, fetch_all, fetch_all_within, fetch_optional, fetch_within},
    leaving::LeaveError,
};
use session::{OrganisationId, SiteId, TeamId, UserId};
use std::collections::BTreeMap;
use toolkit::{
    lending::Missing,
    project::{Change, Day, Entry, Facts, NamedPerson, NamedTeam, PlaceFacts, Project, Refusal},
};
use uuid::Uuid;

/// How changes are written now.
const VERSION: i64 = 1;
const DAY_US: i64 = 86_400_000_000;

/// A project as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct ProjectRow {
    /// Its id.
    pub id: Uuid,
    /// Of which team; `None` for the whole institution.
    pub team: Option<TeamId>,
    /// Where that team is.
    pub site: Option<SiteId>,
    /// How it stands.
    pub project: Project,
}

/// Why a project cannot be begun or changed.
#[derive(Debug, thiserror::Error)]
pub enum ProjectError {
    /// The institution has no such project.
    #[error("no such project")]
    Unknown,
    /// It is not for this colleague to do.
    #[error("another's part of the project")]
    NotOwn,
    /// It cannot be as the project stands.
    #[error("refused as the project stands")]
    Refused(#[from] Refusal),
    /// The store failed.
    #[error("the store failed")]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for ProjectError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

type Told = (Uuid, Option<Uuid>, Option<Uuid>, i64, Uuid, String);

/// The changes of all projects of an institution ($1), each project's in their order.
const CHANGES: &str = "SELECT p.id, p.team, t.site, c.at_us, c.by_user, c.what
    FROM projects p JOIN project_changes c ON c.project = p.id LEFT JOIN teams t ON t.id = p.team
    WHERE p.organisation = $1 ORDER BY p.begun_us, p.id, c.number";

/// The sessions (`s`) at the place of a team: of clients whom it treated then, and of who stays unknown in headsets of its site;
/// those in which somebody came into a world.
macro_rules! at_place {
    ($team:literal) => {
        concat!(
            "(s.client IN (SELECT r.client FROM treatment_relations r WHERE r.team = ",
            $team,
            " AND r.since_us <= s.opened_us AND (r.until_us IS NULL OR r.until_us > s.opened_us))
              OR (s.client IS NULL AND s.headset IN (SELECT h.id FROM headsets h JOIN teams t ON t.site = h.site
                  WHERE t.id = ",
            $team,
            "))) AND EXISTS (SELECT 1 FROM events e WHERE e.session = s.id AND e.kind IN ('world-entered', 'world-withheld'))"
        )
    };
}
pub(super) use at_place;

impl Store {
    /// The projects of an institution, the oldest first.
    pub async fn projects(&self, organisation: OrganisationId) -> Result<Vec<ProjectRow>, StoreError> {
        folded(fetch_all!(self.database(), Told, CHANGES, organisation.0)?)
    }

    /// One of them.
    pub async fn project(
        &self,
        organisation: OrganisationId,
        id: Uuid,
    ) -> Result<Option<ProjectRow>, StoreError> {
        Ok(self.projects(organisation).await?.into_iter().find(|row| row.id == id))
    }

    /// Begins a project; told twice it is one.
    pub async fn begin_project(
        &self,
        _written: &Witness,
        organisation: OrganisationId,
        (id, team): (Uuid, Option<TeamId>),
        (by, change): (UserId, &Change),
        now_us: i64,
    ) -> Result<(), ProjectError> {
        Project::begin(&Entry { on: Day::of_us(now_us), by, change: change.clone() })?;
        let mut transaction = self.database().begin().await?;
        let known: Option<(Uuid,)> = fetch_within!(
            &mut transaction,
            (Uuid,),
            "SELECT id FROM projects WHERE id = $1 AND organisation = $2",
            id,
            organisation.0,
        )?;
        if known.is_some() {
            return Ok(());
        }
        execute!(
            &mut transaction,
            "INSERT INTO projects (id, organisation, team, begun_us) VALUES ($1, $2, $3, $4)",
            id,
            organisation.0,
            team.map(|team| team.0),
            now_us,
        )?;
        write(&mut transaction, id, (Uuid::now_v7(), 1), (by, change), now_us).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Changes a project, where `may` says so of how it stands; told twice it is once.
    pub async fn change_project(
        &self,
        _written: &Witness,
        organisation: OrganisationId,
        (project, id): (Uuid, Uuid),
        (by, change): (UserId, &Change),
        now_us: i64,
        may: impl FnOnce(&ProjectRow) -> bool,
    ) -> Result<(), ProjectError> {
        let mut transaction = self.database().begin().await?;
        // Of two at once one waits here, and then sees what the other wrote.
        let known = execute!(
            &mut transaction,
            "UPDATE projects SET begun_us = begun_us WHERE id = $1 AND organisation = $2",
            project,
            organisation.0,
        )?;
        if known == 0 {
            return Err(ProjectError::Unknown);
        }
        let rows: Vec<Told> = fetch_all_within!(
            &mut transaction,
            Told,
            "SELECT p.id, p.team, t.site, c.at_us, c.by_user, c.what
             FROM projects p JOIN project_changes c ON c.project = p.id LEFT JOIN teams t ON t.id = p.team
             WHERE p.id = $1 ORDER BY c.number",
            project,
        )?;
        let number = i64::try_from(rows.len()).unwrap_or(i64::MAX).saturating_add(1);
        let row = folded(rows)?.into_iter().next().ok_or(ProjectError::Unknown)?;
        if !may(&row) {
            return Err(ProjectError::NotOwn);
        }
        let told: Option<(Uuid,)> = fetch_within!(
            &mut transaction,
            (Uuid,),
            "SELECT project FROM project_changes WHERE id = $1 AND project = $2",
            id,
            project,
        )?;
        if told.is_some() {
            return Ok(());
        }
        row.project.after(&Entry { on: Day::of_us(now_us), by, change: change.clone() })?;
        write(&mut transaction, project, (id, number), (by, change), now_us).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// What the record says of real use at a project's places, as of now. Days and counts of things; nobody's sessions.
    pub async fn project_facts(
        &self,
        organisation: OrganisationId,
        project: &Project,
        now_us: i64,
    ) -> Result<Facts, StoreError> {
        self.settle_all().await?;
        let mut places = Vec::with_capacity(project.places.len());
        for place in &project.places {
            let last: Option<(Option<i64>,)> = fetch_optional!(
                self.database(),
                (Option<i64>,),
                concat!(
                    "SELECT MAX(s.opened_us) FROM sessions s WHERE s.organisation = $1 AND ",
                    at_place!("$2")
                ),
                organisation.0,
                place.team.0,
            )?;
            let days = |last: i64| u32::try_from((now_us - last).max(0) / DAY_US).unwrap_or(u32::MAX);
            let quiet_days = last.and_then(|(last,)| last).map(days);
            places.push(PlaceFacts { team: place.team, quiet_days });
        }
        let left: Vec<(Uuid,)> = fetch_all!(
            self.database(),
            (Uuid,),
            "SELECT id FROM users WHERE organisation = $1 AND left_us <= $2",
            organisation.0,
            now_us,
        )?;
        let people = project.people();
        let left =
            left.into_iter().map(|(user,)| UserId(user)).filter(|user| people.contains(user)).collect();
        let headsets = self.kept_headsets(organisation).await?;
        // One that is out is with somebody: it waits for nobody in the house.
        let waits = |missing: Vec<Missing>| !missing.is_empty() && !missing.contains(&Missing::Return);
        let waiting = headsets.iter().filter(|headset| waits(headset.gate.missing())).count();
        let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
        Ok(Facts { places, left, headsets_waiting: count(waiting), headsets: count(headsets.len()) })
    }

    /// The names of those who have a part in a project, and of its teams.
    pub async fn project_names(
        &self,
        organisation: OrganisationId,
        project: &Project,
    ) -> Result<(Vec<NamedPerson>, Vec<NamedTeam>), StoreError> {
        let people: Vec<(Uuid, String)> = fetch_all!(
            self.database(),
            (Uuid, String),
            "SELECT u.id, n.name FROM users u JOIN user_names n ON n.user_id = u.id
             WHERE u.organisation = $1 ORDER BY n.name, u.id",
            organisation.0,
        )?;
        let teams: Vec<(Uuid, String)> = fetch_all!(
            self.database(),
            (Uuid, String),
            "SELECT id, name FROM teams WHERE organisation = $1 ORDER BY name",
            organisation.0,
        )?;
        let (in_it, its) = (project.people(), project.teams());
        let people = people.into_iter().map(|(user, name)| NamedPerson { user: UserId(user), name });
        let teams = teams.into_iter().map(|(team, name)| NamedTeam { team: TeamId(team), name });
        Ok((
            people.filter(|person| in_it.contains(&person.user)).collect(),
            teams.filter(|team| its.contains(&team.team)).collect(),
        ))
    }
}

/// What somebody who leaves has in projects goes to a colleague who stays; refused where nobody was named.
pub(super) async fn hand_over(
    on: &mut Transaction,
    organisation: OrganisationId,
    (user, to): (UserId, Option<UserId>),
    (by, now_us): (UserId, i64),
) -> Result<(), LeaveError> {
    execute!(&mut *on, "UPDATE projects SET begun_us = begun_us WHERE organisation = $1", organisation.0)?;
    let rows: Vec<Told> = fetch_all_within!(&mut *on, Told, CHANGES, organisation.0)?;
    let mut numbers: BTreeMap<Uuid, i64> = BTreeMap::new();
    for (project, ..) in &rows {
        *numbers.entry(*project).or_default() += 1;
    }
    let theirs: Vec<ProjectRow> = folded(rows)?.into_iter().filter(|row| row.project.needs(user)).collect();
    if theirs.is_empty() {
        return Ok(());
    }
    let to = to.filter(|to| *to != user).ok_or(LeaveError::Tasks(theirs.len()))?;
    let stays: Option<(Uuid,)> = fetch_within!(
        &mut *on,
        (Uuid,),
        "SELECT id FROM users WHERE id = $1 AND organisation = $2 AND left_us IS NULL",
        to.0,
        organisation.0,
    )?;
    if stays.is_none() {
        return Err(LeaveError::Tasks(theirs.len()));
    }
    for row in theirs {
        let change = Change::HandedOver { from: user, to };
        let number = numbers.get(&row.id).copied().unwrap_or_default().saturating_add(1);
        write(on, row.id, (Uuid::now_v7(), number), (by, &change), now_us).await?;
    }
    Ok(())
}

async fn write(
    on: &mut Transaction,
    project: Uuid,
    (id, number): (Uuid, i64),
    (by, change): (UserId, &Change),
    now_us: i64,
) -> Result<(), StoreError> {
    let what =
        serde_json::to_string(change).map_err(|_| StoreError::Unreadable { what: "project's change" })?;
    execute!(
        &mut *on,
        "INSERT INTO project_changes (id, project, number, at_us, by_user, version, what)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        id,
        project,
        number,
        now_us,
        by.0,
        VERSION,
        what,
    )?;
    Ok(())
}

/// A project with its changes: id, team, the team's site.
type Unfolded = (Uuid, Option<Uuid>, Option<Uuid>, Vec<Entry>);

/// Projects folded from their changes, in the order of the rows.
fn folded(rows: Vec<Told>) -> Result<Vec<ProjectRow>, StoreError> {
    let mut projects: Vec<Unfolded> = Vec::new();
    for (id, team, site, at_us, by, what) in rows {
        let change =
            serde_json::from_str(&what).map_err(|_| StoreError::Unreadable { what: "project's change" })?;
        let entry = Entry { on: Day::of_us(at_us), by: UserId(by), change };
        match projects.last_mut() {
            Some((last, .., entries)) if *last == id => entries.push(entry),
            _ => projects.push((id, team, site, vec![entry])),
        }
    }
    let row = |(id, team, site, entries): Unfolded| {
        let project = Project::told(&entries)?;
        Some(ProjectRow { id, team: team.map(TeamId), site: site.map(SiteId), project })
    };
    Ok(projects.into_iter().filter_map(row).collect())
}
