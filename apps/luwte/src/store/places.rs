//! Sites and teams of an institution, and who is in which team.

use super::{
    LeaveError, Store, StoreError, Witness,
    database::{execute, fetch_all, fetch_within},
    leaving::untreated,
};
use link::people::{NewSite, NewTeam, Setting, Site, Team, TeamUse};
use session::{OrganisationId, SiteId, TeamId, UserId};
use uuid::Uuid;

/// Over how long use is counted.
pub(super) const USE_US: i64 = 90 * 86_400_000_000;
/// Fewer clients than this are not told of (safety rule 15).
pub(super) const CELL_MIN: i64 = 5;

impl Store {
    /// Adds a site; [`StoreError::Taken`] when the institution has one of this name.
    pub async fn add_site(
        &self,
        _written: &Witness,
        organisation: OrganisationId,
        site: &NewSite,
        now_us: i64,
    ) -> Result<SiteId, StoreError> {
        let id = Uuid::now_v7();
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "INSERT INTO sites (id, organisation, name, setting, created_us) VALUES ($1, $2, $3, $4, $5)",
            id,
            organisation.0,
            &site.name,
            site.setting.word(),
            now_us,
        )?;
        transaction.commit().await?;
        Ok(SiteId(id))
    }

    /// Gives a site another name or setting. Whether there is one.
    pub async fn change_site(
        &self,
        _written: &Witness,
        organisation: OrganisationId,
        id: SiteId,
        site: &NewSite,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database().begin().await?;
        let changed = execute!(
            &mut transaction,
            "UPDATE sites SET name = $1, setting = $2 WHERE id = $3 AND organisation = $4",
            &site.name,
            site.setting.word(),
            id.0,
            organisation.0,
        )?;
        transaction.commit().await?;
        Ok(changed > 0)
    }

    /// The sites of an institution, by name.
    pub async fn sites(&self, organisation: OrganisationId) -> Result<Vec<Site>, StoreError> {
        let rows: Vec<(Uuid, String, String)> = fetch_all!(
            self.database(),
            (Uuid, String, String),
            "SELECT id, name, setting FROM sites WHERE organisation = $1 ORDER BY name",
            organisation.0,
        )?;
        let site = |(id, name, setting): (Uuid, String, String)| {
            let setting = Setting::of_word(&setting).ok_or(StoreError::Unreadable { what: "setting" })?;
            Ok(Site { id: SiteId(id), name, setting })
        };
        rows.into_iter().map(site).collect()
    }

    /// Adds a team; [`StoreError::Taken`] when the institution has one of this name.
    pub async fn add_team(
        &self,
        _written: &Witness,
        organisation: OrganisationId,
        team: &NewTeam,
        now_us: i64,
    ) -> Result<TeamId, StoreError> {
        let id = Uuid::now_v7();
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "INSERT INTO teams (id, organisation, site, name, created_us) VALUES ($1, $2, $3, $4, $5)",
            id,
            organisation.0,
            team.site.map(|site| site.0),
            &team.name,
            now_us,
        )?;
        transaction.commit().await?;
        Ok(TeamId(id))
    }

    /// Gives a team another name or site. Whether there is one.
    pub async fn change_team(
        &self,
        _written: &Witness,
        organisation: OrganisationId,
        id: TeamId,
        team: &NewTeam,
    ) -> Result<bool, LeaveError> {
        let mut transaction = self.database().begin().await?;
        let before = untreated(&mut transaction, organisation).await?.len();
        let changed = execute!(
            &mut transaction,
            "UPDATE teams SET name = $1, site = $2 WHERE id = $3 AND organisation = $4",
            &team.name,
            team.site.map(|site| site.0),
            id.0,
            organisation.0,
        )?;
        // At another site a practitioner of one site alone treats nobody by it.
        let after = untreated(&mut transaction, organisation).await?.len();
        if after > before {
            return Err(LeaveError::Clients(after - before));
        }
        transaction.commit().await?;
        Ok(changed > 0)
    }

    /// The teams of an institution, by name, with who is in them now.
    pub async fn teams(&self, organisation: OrganisationId, now_us: i64) -> Result<Vec<Team>, StoreError> {
        type Columns = (Uuid, String, Option<Uuid>, Option<Uuid>);
        let rows: Vec<Columns> = fetch_all!(
            self.database(),
            Columns,
            "SELECT t.id, t.name, t.site, m.user_id FROM teams t
             LEFT JOIN team_members m ON m.team = t.id AND m.since_us <= $2 AND (m.until_us IS NULL OR m.until_us > $2)
             WHERE t.organisation = $1 ORDER BY t.name, t.id, m.since_us, m.id",
            organisation.0,
            now_us,
        )?;
        let mut teams: Vec<Team> = Vec::new();
        for (id, name, site, member) in rows {
            if teams.last().is_none_or(|team| team.id.0 != id) {
                teams.push(Team { id: TeamId(id), name, site: site.map(SiteId), members: Vec::new() });
            }
            if let (Some(team), Some(member)) = (teams.last_mut(), member) {
                team.members.push(UserId(member));
            }
        }
        Ok(teams)
    }

    /// How much each team uses headsets in the 90 days before a moment. Where it is fewer than five clients their number and
    /// that of their sessions are left out: nobody can be recognised.
    pub async fn team_use(
        &self,
        _read: &Witness,
        organisation: OrganisationId,
        now_us: i64,
    ) -> Result<Vec<TeamUse>, StoreError> {
        type Columns = (String, Option<String>, i64, i64, i64);
        let rows: Vec<Columns> = fetch_all!(
            self.database(),
            Columns,
            "SELECT t.name, p.name,
                 (SELECT COUNT(*) FROM team_members m WHERE m.team = t.id AND (m.until_us IS NULL OR m.until_us > $2)),
                 (SELECT COUNT(DISTINCT s.client) FROM sessions s WHERE s.opened_us > $3 AND s.client IN
                     (SELECT r.client FROM treatment_relations r WHERE r.team = t.id AND (r.until_us IS NULL OR r.until_us > $2))),
                 (SELECT COUNT(*) FROM sessions s WHERE s.opened_us > $3 AND s.client IN
                     (SELECT r.client FROM treatment_relations r WHERE r.team = t.id AND (r.until_us IS NULL OR r.until_us > $2)))
             FROM teams t LEFT JOIN sites p ON p.id = t.site WHERE t.organisation = $1 ORDER BY t.name",
            organisation.0,
            now_us,
            now_us - USE_US,
        )?;
        let count = |many: i64| u32::try_from(many).unwrap_or(u32::MAX);
        let told = |(team, site, colleagues, clients, sessions): Columns| {
            let shown = clients >= CELL_MIN;
            TeamUse {
                team,
                site,
                colleagues: count(colleagues),
                clients: shown.then(|| count(clients)),
                sessions: shown.then(|| count(sessions)),
            }
        };
        Ok(rows.into_iter().map(told).collect())
    }

    /// Somebody is in a team from now on; [`StoreError::Taken`] when they are already.
    pub async fn join_team(
        &self,
        _written: &Witness,
        team: TeamId,
        user: UserId,
        now_us: i64,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        // Two that come at once wait for each other here.
        execute!(&mut transaction, "UPDATE teams SET created_us = created_us WHERE id = $1", team.0)?;
        let inside: Option<(Uuid,)> = fetch_within!(
            &mut transaction,
            (Uuid,),
            "SELECT id FROM team_members WHERE team = $1 AND user_id = $2 AND (until_us IS NULL OR until_us > $3)",
            team.0,
            user.0,
            now_us,
        )?;
        if inside.is_some() {
            return Err(StoreError::Taken);
        }
        execute!(
            &mut transaction,
            "INSERT INTO team_members (id, team, user_id, since_us) VALUES ($1, $2, $3, $4)",
            Uuid::now_v7(),
            team.0,
            user.0,
            now_us,
        )?;
        transaction.commit().await
    }

    /// Somebody is no longer in a team. Whether they were. Who alone treats the team's clients stays.
    pub async fn leave_team(
        &self,
        _written: &Witness,
        organisation: OrganisationId,
        team: TeamId,
        user: UserId,
        now_us: i64,
    ) -> Result<bool, LeaveError> {
        let mut transaction = self.database().begin().await?;
        let before = untreated(&mut transaction, organisation).await?.len();
        let left = execute!(
            &mut transaction,
            "UPDATE team_members SET until_us = $1 WHERE team = $2 AND user_id = $3
             AND (until_us IS NULL OR until_us > $1)
             AND team IN (SELECT id FROM teams WHERE organisation = $4)",
            now_us,
            team.0,
            user.0,
            organisation.0,
        )?;
        let after = untreated(&mut transaction, organisation).await?.len();
        if after > before {
            return Err(LeaveError::Clients(after - before));
        }
        transaction.commit().await?;
        Ok(left > 0)
    }
}
