//! Which set is asked of whom, and when: planned for a client or for every client of a team, ended, never taken out.

use super::{
    Store, StoreError, Witness,
    database::{execute, fetch_all},
    written,
};
use care::questions::When;
use session::{ClientId, OrganisationId, ScheduledId, TeamId, UserId};
use uuid::Uuid;

/// For whom something is planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Planner {
    /// One client.
    Client(ClientId),
    /// Every client whom a team treats.
    Team(TeamId),
}

/// A set that is planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduledRow {
    /// Which.
    pub id: ScheduledId,
    /// The set.
    pub set: String,
    /// When it is asked.
    pub whens: Vec<When>,
    /// Minutes east of UTC in which times of the day are meant.
    pub offset_min: i16,
    /// The team by which it is planned, with its name.
    pub team: Option<(TeamId, String)>,
    /// Since when, µs since 1970.
    pub since_us: i64,
    /// Who planned it.
    pub by_name: String,
}

type Columns = (Uuid, String, String, i64, Option<Uuid>, Option<String>, i64, String);

impl Store {
    /// What is planned for a client now: for themselves, and by teams that treat them. The oldest first.
    pub async fn scheduled_of_client(
        &self,
        _read: &Witness,
        client: ClientId,
        now_us: i64,
    ) -> Result<Vec<ScheduledRow>, StoreError> {
        let rows: Vec<Columns> = fetch_all!(
            self.database(),
            Columns,
            "SELECT s.id, s.set_id, s.whens, s.offset_min, s.team, t.name, s.since_us, n.name
             FROM scheduled_sets s JOIN user_names n ON n.user_id = s.planned_by
             LEFT JOIN teams t ON t.id = s.team
             WHERE (s.until_us IS NULL OR s.until_us > $2) AND (s.client = $1 OR s.team IN (
                 SELECT r.team FROM treatment_relations r WHERE r.client = $1 AND r.team IS NOT NULL
                 AND r.since_us <= $2 AND (r.until_us IS NULL OR r.until_us > $2)))
             ORDER BY s.since_us, s.id",
            client.0,
            now_us,
        )?;
        rows.into_iter().map(row).collect()
    }

    /// What is planned now for every client of a team of the institution, the oldest first.
    pub async fn scheduled_of_team(
        &self,
        organisation: OrganisationId,
        team: TeamId,
        now_us: i64,
    ) -> Result<Vec<ScheduledRow>, StoreError> {
        let rows: Vec<Columns> = fetch_all!(
            self.database(),
            Columns,
            "SELECT s.id, s.set_id, s.whens, s.offset_min, s.team, t.name, s.since_us, n.name
             FROM scheduled_sets s JOIN user_names n ON n.user_id = s.planned_by JOIN teams t ON t.id = s.team
             WHERE s.organisation = $1 AND s.team = $2 AND (s.until_us IS NULL OR s.until_us > $3)
             ORDER BY s.since_us, s.id",
            organisation.0,
            team.0,
            now_us,
        )?;
        rows.into_iter().map(row).collect()
    }

    /// Plans a set from now on.
    pub async fn schedule_set(
        &self,
        _written: &Witness,
        (organisation, by): (OrganisationId, UserId),
        planner: Planner,
        (set, whens, offset_min): (&str, &[When], i16),
        now_us: i64,
    ) -> Result<ScheduledId, StoreError> {
        let id = Uuid::now_v7();
        let (client, team) = sides(planner);
        let whens = written(whens, "moments on their way in")?;
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "INSERT INTO scheduled_sets
                 (id, organisation, client, team, set_id, whens, offset_min, since_us, planned_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            id,
            organisation.0,
            client,
            team,
            set,
            whens,
            i64::from(offset_min),
            now_us,
            by.0,
        )?;
        transaction.commit().await?;
        Ok(ScheduledId(id))
    }

    /// Ends what is planned for this client or team; whether it went on.
    pub async fn end_scheduled(
        &self,
        _written: &Witness,
        (organisation, by): (OrganisationId, UserId),
        planner: Planner,
        id: ScheduledId,
        now_us: i64,
    ) -> Result<bool, StoreError> {
        let (client, team) = sides(planner);
        let mut transaction = self.database().begin().await?;
        let ended = execute!(
            &mut transaction,
            "UPDATE scheduled_sets SET until_us = $1, ended_by = $2
             WHERE id = $3 AND organisation = $4 AND (client = $5 OR team = $6) AND until_us IS NULL",
            now_us,
            by.0,
            id.0,
            organisation.0,
            client,
            team,
        )?;
        transaction.commit().await?;
        Ok(ended > 0)
    }
}

fn sides(planner: Planner) -> (Option<Uuid>, Option<Uuid>) {
    match planner {
        Planner::Client(client) => (Some(client.0), None),
        Planner::Team(team) => (None, Some(team.0)),
    }
}

fn row(
    (id, set, whens, offset_min, team, team_name, since_us, by_name): Columns,
) -> Result<ScheduledRow, StoreError> {
    let unreadable = || StoreError::Unreadable { what: "planned set" };
    Ok(ScheduledRow {
        id: ScheduledId(id),
        set,
        whens: serde_json::from_str(&whens).map_err(|_| unreadable())?,
        offset_min: i16::try_from(offset_min).map_err(|_| unreadable())?,
        team: team.map(|team| (TeamId(team), team_name.unwrap_or_default())),
        since_us,
        by_name,
    })
}
