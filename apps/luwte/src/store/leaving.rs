//! Colleagues in lists, the roles they are given and lose, and how they leave: nothing of them is taken out.

use super::{
    Store, StoreError, Witness,
    database::{Transaction, execute, fetch_all, fetch_all_within, fetch_within},
    people::give_role,
    projects,
    relations::begin_relation,
};
use link::people::{Carer, HeldRole, Left, NewRole, Person, Role};
use session::{ClientId, OrganisationId, SiteId, TeamId, UserId};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// Why somebody cannot leave, or lose a role.
#[derive(Debug, thiserror::Error)]
pub enum LeaveError {
    /// There is no such colleague, or they left before.
    #[error("no such colleague")]
    Unknown,
    /// They treat clients, and nobody was named who does from then on.
    #[error("{0} clients would be treated by nobody")]
    Clients(usize),
    /// Nobody would treat the client any more.
    #[error("the last who treats the client")]
    LastCarer,
    /// Nobody could invite or give roles any more.
    #[error("the last administrator of the institution")]
    LastAdministrator,
    /// They have roles or tasks in projects, and nobody was named who has them from then on.
    #[error("{0} projects would have something without an owner")]
    Tasks(usize),
    /// The store failed.
    #[error("the store failed")]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for LeaveError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl Store {
    /// Every colleague of an institution, by name, those who left last.
    pub async fn people(&self, organisation: OrganisationId, now_us: i64) -> Result<Vec<Person>, StoreError> {
        type Columns = (Uuid, String, String, Option<i64>, i64);
        let rows: Vec<Columns> = fetch_all!(
            self.database(),
            Columns,
            "SELECT u.id, n.name, u.login, u.left_us,
                 (SELECT COUNT(*) FROM treatment_relations r WHERE r.user_id = u.id AND (r.until_us IS NULL OR r.until_us > $2))
             FROM users u JOIN user_names n ON n.user_id = u.id WHERE u.organisation = $1
             ORDER BY CASE WHEN u.left_us IS NULL THEN 0 ELSE 1 END, n.name, u.id",
            organisation.0,
            now_us,
        )?;
        type RoleColumns = (Uuid, Uuid, String, Option<Uuid>, Option<Uuid>);
        let held: Vec<RoleColumns> = fetch_all!(
            self.database(),
            RoleColumns,
            "SELECT r.user_id, r.id, r.role, r.site, r.team FROM user_roles r JOIN users u ON u.id = r.user_id
             WHERE u.organisation = $1 AND r.since_us <= $2 AND (r.until_us IS NULL OR r.until_us > $2)
             ORDER BY r.since_us, r.id",
            organisation.0,
            now_us,
        )?;
        let mut roles: HashMap<Uuid, Vec<HeldRole>> = HashMap::new();
        for (user, id, word, site, team) in held {
            let role = Role::of_word(&word).ok_or(StoreError::Unreadable { what: "role" })?;
            let held = HeldRole { id, role, site: site.map(SiteId), team: team.map(TeamId) };
            roles.entry(user).or_default().push(held);
        }
        let mut teams: HashMap<UserId, Vec<TeamId>> = HashMap::new();
        for team in self.teams(organisation, now_us).await? {
            for member in team.members {
                teams.entry(member).or_default().push(team.id);
            }
        }
        let person = |(id, name, login, left, clients): Columns| Person {
            id: UserId(id),
            name,
            roles: roles.remove(&id).unwrap_or_default(),
            teams: teams.remove(&UserId(id)).unwrap_or_default(),
            left,
            login: Some(login),
            clients: Some(u32::try_from(clients).unwrap_or(u32::MAX)),
        };
        Ok(rows.into_iter().map(person).collect())
    }

    /// Gives a colleague a role; [`StoreError::Taken`] when they have it there already.
    pub async fn add_role(
        &self,
        _written: &Witness,
        user: UserId,
        role: &NewRole,
        now_us: i64,
    ) -> Result<Uuid, StoreError> {
        let mut transaction = self.database().begin().await?;
        // Two that come at once wait for each other here.
        execute!(&mut transaction, "UPDATE users SET created_us = created_us WHERE id = $1", user.0)?;
        let has: Vec<(Option<Uuid>, Option<Uuid>)> = fetch_all_within!(
            &mut transaction,
            (Option<Uuid>, Option<Uuid>),
            "SELECT site, team FROM user_roles WHERE user_id = $1 AND role = $2 AND (until_us IS NULL OR until_us > $3)",
            user.0,
            role.role.word(),
            now_us,
        )?;
        let wanted = (role.site.map(|site| site.0), role.team.map(|team| team.0));
        if has.contains(&wanted) {
            return Err(StoreError::Taken);
        }
        let id = give_role(&mut transaction, user, role, now_us).await?;
        transaction.commit().await?;
        Ok(id)
    }

    /// Takes a role back. Whether they had it.
    pub async fn end_role(
        &self,
        _written: &Witness,
        organisation: OrganisationId,
        user: UserId,
        role: Uuid,
        now_us: i64,
    ) -> Result<bool, LeaveError> {
        let mut transaction = self.database().begin().await?;
        let before = untreated(&mut transaction, organisation).await?.len();
        let ended = execute!(
            &mut transaction,
            "UPDATE user_roles SET until_us = $1 WHERE id = $2 AND user_id = $3 AND (until_us IS NULL OR until_us > $1)
             AND user_id IN (SELECT id FROM users WHERE organisation = $4)",
            now_us,
            role,
            user.0,
            organisation.0,
        )?;
        if ended > 0 {
            has_administrator(&mut transaction, organisation, now_us).await?;
            let after = untreated(&mut transaction, organisation).await?.len();
            if after > before {
                return Err(LeaveError::Clients(after - before));
            }
        }
        transaction.commit().await?;
        Ok(ended > 0)
    }

    /// Somebody leaves at a moment: their logins are cut, their clients and what they have in projects handed over, their
    /// roles and teams end. Their name and all that they did stay.
    pub async fn leave(
        &self,
        _written: &Witness,
        organisation: OrganisationId,
        user: UserId,
        leaving: (i64, Option<Carer>, Option<UserId>),
        by: (UserId, i64),
    ) -> Result<Left, LeaveError> {
        let ((until_us, hand_over, tasks_to), (by, now_us)) = (leaving, by);
        let mut on = self.database().begin().await?;
        let before = untreated(&mut on, organisation).await?;
        let left = execute!(
            &mut on,
            "UPDATE users SET left_us = $1, left_by = $2 WHERE id = $3 AND organisation = $4 AND left_us IS NULL",
            until_us,
            by.0,
            user.0,
            organisation.0,
        )?;
        if left == 0 {
            return Err(LeaveError::Unknown);
        }
        has_administrator(&mut on, organisation, until_us.max(now_us)).await?;
        let open: Vec<(Uuid,)> = fetch_all_within!(
            &mut on,
            (Uuid,),
            "SELECT DISTINCT client FROM treatment_relations WHERE user_id = $1 AND (until_us IS NULL OR until_us > $2)",
            user.0,
            until_us,
        )?;
        if hand_over.is_none() && !open.is_empty() {
            return Err(LeaveError::Clients(open.len()));
        }
        execute!(
            &mut on,
            "UPDATE treatment_relations SET until_us = $1, ended_by = $2, ended_how = 'handed-over'
             WHERE user_id = $3 AND (until_us IS NULL OR until_us > $1)",
            until_us,
            by.0,
            user.0,
        )?;
        end_all(&mut on, user, until_us).await?;
        // Theirs, and those of a team in which nobody else treats.
        let mut handed: BTreeSet<Uuid> = open.into_iter().map(|(client,)| client).collect();
        handed.extend(untreated(&mut on, organisation).await?.difference(&before));
        if let Some(carer) = hand_over {
            for client in &handed {
                match begin_relation(&mut on, ClientId(*client), carer, Some(by), now_us).await {
                    Ok(_) | Err(StoreError::Taken) => {}
                    Err(error) => return Err(error.into()),
                }
            }
        }
        let untreated = untreated(&mut on, organisation).await?.difference(&before).count();
        if untreated > 0 {
            return Err(LeaveError::Clients(untreated));
        }
        projects::hand_over(&mut on, organisation, (user, tasks_to), (by, now_us)).await?;
        let mut cut = 0;
        if until_us <= now_us {
            cut = execute!(&mut on, "DELETE FROM logins WHERE user_id = $1", user.0)?;
        }
        on.commit().await?;
        let count = |many: u64| u32::try_from(many).unwrap_or(u32::MAX);
        Ok(Left { handed_over: count(handed.len() as u64), logins_cut: count(cut) })
    }
}

/// Roles, teams and emergency access of somebody end at a moment.
async fn end_all(on: &mut Transaction, user: UserId, until_us: i64) -> Result<(), LeaveError> {
    for sql in [
        "UPDATE user_roles SET until_us = $1 WHERE user_id = $2 AND (until_us IS NULL OR until_us > $1)",
        "UPDATE team_members SET until_us = $1 WHERE user_id = $2 AND (until_us IS NULL OR until_us > $1)",
        "UPDATE emergency_accesses SET until_us = $1 WHERE user_id = $2 AND until_us > $1",
    ] {
        execute!(&mut *on, sql, until_us, user.0)?;
    }
    Ok(())
}

/// Clients in care whom nobody treats who stays: no practitioner, by themselves or in a team, without an end to it.
pub(super) async fn untreated(
    on: &mut Transaction,
    organisation: OrganisationId,
) -> Result<BTreeSet<Uuid>, StoreError> {
    let rows: Vec<(Uuid,)> = fetch_all_within!(
        &mut *on,
        (Uuid,),
        "SELECT c.id FROM clients c WHERE c.organisation = $1 AND c.closed_us IS NULL AND c.id NOT IN
             (SELECT r.client FROM treatment_relations r JOIN users u ON u.id = r.user_id
              JOIN user_roles p ON p.user_id = u.id AND p.role = 'practitioner' AND p.until_us IS NULL
              WHERE r.until_us IS NULL AND u.left_us IS NULL AND u.organisation = $1)
         AND c.id NOT IN
             (SELECT r.client FROM treatment_relations r JOIN teams t ON t.id = r.team
              JOIN team_members m ON m.team = r.team AND m.until_us IS NULL JOIN users u ON u.id = m.user_id
              JOIN user_roles p ON p.user_id = u.id AND p.role = 'practitioner' AND p.until_us IS NULL
                   AND (p.site IS NULL OR t.site IS NULL OR p.site = t.site)
              WHERE r.until_us IS NULL AND u.left_us IS NULL AND u.organisation = $1)",
        organisation.0,
    )?;
    Ok(rows.into_iter().map(|(client,)| client).collect())
}

/// Refuses what would leave an institution without an administrator.
async fn has_administrator(
    on: &mut Transaction,
    organisation: OrganisationId,
    at_us: i64,
) -> Result<(), LeaveError> {
    let left: Option<(i64,)> = fetch_within!(
        &mut *on,
        (i64,),
        "SELECT COUNT(*) FROM user_roles r JOIN users u ON u.id = r.user_id
         WHERE u.organisation = $1 AND r.role = 'administrator' AND (r.until_us IS NULL OR r.until_us > $2)
         AND (u.left_us IS NULL OR u.left_us > $2)",
        organisation.0,
        at_us,
    )?;
    if left.is_some_and(|(left,)| left > 0) { Ok(()) } else { Err(LeaveError::LastAdministrator) }
}
