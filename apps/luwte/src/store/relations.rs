//! Treatment relations: who treats which client, since when, and how it ended. Nothing is ever taken out.

use super::{
    LeaveError, Store, StoreError, Witness,
    database::{Transaction, execute, fetch_all, fetch_optional, fetch_within},
    leaving::untreated,
};
use link::people::{Carer, Ending, Relation};
use session::{ClientId, OrganisationId, RelationId, TeamId, UserId};
use uuid::Uuid;

/// The clients that somebody (the parameter `$user`) may see at a moment (`$now`): treated by them or by a team of theirs, where
/// they are a practitioner of that team's site or of the whole institution, or
/// reached by emergency access that still holds; with `@without_emergency` only the former.
macro_rules! treated_by {
    (@without_emergency $user:tt, $now:tt) => {
        concat!(
            "SELECT r.client FROM treatment_relations r WHERE r.since_us <= ",
            $now,
            " AND (r.until_us IS NULL OR r.until_us > ",
            $now,
            ") AND (r.user_id = ",
            $user,
            " OR r.team IN (SELECT m.team FROM team_members m JOIN teams t ON t.id = m.team
                 JOIN user_roles p ON p.user_id = m.user_id AND p.role = 'practitioner'
                      AND (p.site IS NULL OR t.site IS NULL OR p.site = t.site) AND p.since_us <= ",
            $now,
            " AND (p.until_us IS NULL OR p.until_us > ",
            $now,
            ") WHERE m.user_id = ",
            $user,
            " AND m.since_us <= ",
            $now,
            " AND (m.until_us IS NULL OR m.until_us > ",
            $now,
            ")))"
        )
    };
    ($user:tt, $now:tt) => {
        concat!(
            treated_by!(@without_emergency $user, $now),
            " UNION SELECT a.client FROM emergency_accesses a WHERE a.user_id = ",
            $user,
            " AND a.began_us <= ",
            $now,
            " AND a.until_us > ",
            $now,
        )
    };
}
pub(super) use treated_by;

/// How somebody stands to a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// There is no such client in their institution.
    Unknown,
    /// They do not treat the client, or no longer.
    Stranger,
    /// They do not, and emergency access still holds: it shows the record, and gives nothing that outlasts it.
    Emergency,
    /// They or a team of theirs treat the client.
    Treats,
}

type Columns = (Uuid, Option<Uuid>, Option<Uuid>, String, i64, Option<i64>, Option<String>);

fn relation(columns: Columns) -> Result<Relation, StoreError> {
    let (id, user, team, name, since, until, ended) = columns;
    let carer = match (user, team) {
        (Some(user), _) => Carer::User(UserId(user)),
        (None, Some(team)) => Carer::Team(TeamId(team)),
        (None, None) => return Err(StoreError::Unreadable { what: "treatment relation" }),
    };
    let ended = match ended {
        Some(word) => Some(Ending::of_word(&word).ok_or(StoreError::Unreadable { what: "ending" })?),
        None => None,
    };
    Ok(Relation { id: RelationId(id), carer, name, since, until, ended })
}

impl Store {
    /// How somebody stands to a client of their institution now.
    pub async fn stands_to(
        &self,
        organisation: OrganisationId,
        user: UserId,
        client: ClientId,
        now_us: i64,
    ) -> Result<Treatment, StoreError> {
        let row: Option<(i64,)> = fetch_optional!(
            self.database(),
            (i64,),
            concat!(
                "SELECT CAST((CASE WHEN c.id IN (",
                treated_by!(@without_emergency "$3", "$4"),
                ") THEN 2 WHEN c.id IN (",
                treated_by!("$3", "$4"),
                ") THEN 1 ELSE 0 END) AS BIGINT) FROM clients c WHERE c.id = $1 AND c.organisation = $2"
            ),
            client.0,
            organisation.0,
            user.0,
            now_us,
        )?;
        Ok(match row {
            None => Treatment::Unknown,
            Some((0,)) => Treatment::Stranger,
            Some((1,)) => Treatment::Emergency,
            Some(_) => Treatment::Treats,
        })
    }

    /// Whether a client of the institution can be treated by them: a practitioner who has not left, or a team
    /// that has one.
    pub async fn can_treat(
        &self,
        organisation: OrganisationId,
        carer: Carer,
        now_us: i64,
    ) -> Result<bool, StoreError> {
        let found: Option<(i64,)> = match carer {
            Carer::User(user) => fetch_optional!(
                self.database(),
                (i64,),
                "SELECT u.created_us FROM users u WHERE u.id = $1 AND u.organisation = $2 AND u.left_us IS NULL
                 AND EXISTS (SELECT 1 FROM user_roles r WHERE r.user_id = u.id AND r.role = 'practitioner'
                             AND (r.until_us IS NULL OR r.until_us > $3))",
                user.0,
                organisation.0,
                now_us,
            )?,
            Carer::Team(team) => fetch_optional!(
                self.database(),
                (i64,),
                "SELECT t.created_us FROM teams t WHERE t.id = $1 AND t.organisation = $2
                 AND EXISTS (SELECT 1 FROM team_members m JOIN users u ON u.id = m.user_id
                             JOIN user_roles p ON p.user_id = u.id AND p.role = 'practitioner'
                                  AND (p.site IS NULL OR t.site IS NULL OR p.site = t.site)
                             WHERE m.team = t.id AND u.left_us IS NULL AND (m.until_us IS NULL OR m.until_us > $3)
                             AND (p.until_us IS NULL OR p.until_us > $3))",
                team.0,
                organisation.0,
                now_us,
            )?,
        };
        Ok(found.is_some())
    }

    /// Every treatment relation that a client ever had, newest first.
    pub async fn relations(&self, _read: &Witness, client: ClientId) -> Result<Vec<Relation>, StoreError> {
        let rows: Vec<Columns> = fetch_all!(
            self.database(),
            Columns,
            "SELECT r.id, r.user_id, r.team, COALESCE(n.name, t.name), r.since_us, r.until_us, r.ended_how
             FROM treatment_relations r LEFT JOIN user_names n ON n.user_id = r.user_id
             LEFT JOIN teams t ON t.id = r.team
             WHERE r.client = $1 ORDER BY r.since_us DESC, r.id DESC",
            client.0,
        )?;
        rows.into_iter().map(relation).collect()
    }

    /// Somebody treats a client from now on; [`StoreError::Taken`] when they do already.
    pub async fn begin_relation(
        &self,
        _written: &Witness,
        client: ClientId,
        carer: Carer,
        by: Option<UserId>,
        now_us: i64,
    ) -> Result<RelationId, StoreError> {
        let mut transaction = self.database().begin().await?;
        let id = begin_relation(&mut transaction, client, carer, by, now_us).await?;
        transaction.commit().await?;
        Ok(id)
    }

    /// Ends a treatment relation that goes on; whether there was one. The last by which somebody treats the client does not end:
    /// nobody could add another.
    pub async fn end_relation(
        &self,
        _written: &Witness,
        (organisation, client): (OrganisationId, ClientId),
        relation: RelationId,
        how: Ending,
        by: UserId,
        now_us: i64,
    ) -> Result<bool, LeaveError> {
        let mut transaction = self.database().begin().await?;
        // Two that come at once wait for each other here.
        execute!(&mut transaction, "UPDATE clients SET created_us = created_us WHERE id = $1", client.0)?;
        let before = untreated(&mut transaction, organisation).await?;
        let ended = execute!(
            &mut transaction,
            "UPDATE treatment_relations SET until_us = $1, ended_by = $2, ended_how = $3
             WHERE id = $4 AND client = $5 AND (until_us IS NULL OR until_us > $1)",
            now_us,
            by.0,
            how.word(),
            relation.0,
            client.0,
        )?;
        if untreated(&mut transaction, organisation).await?.len() > before.len() {
            return Err(LeaveError::LastCarer);
        }
        transaction.commit().await?;
        Ok(ended > 0)
    }
}

/// Begins a treatment relation; [`StoreError::Taken`] when the same goes on already.
pub(super) async fn begin_relation(
    transaction: &mut Transaction,
    client: ClientId,
    carer: Carer,
    by: Option<UserId>,
    now_us: i64,
) -> Result<RelationId, StoreError> {
    let (user, team) = match carer {
        Carer::User(user) => (Some(user.0), None),
        Carer::Team(team) => (None, Some(team.0)),
    };
    // Two that come at once wait for each other here, and the second finds the first.
    execute!(&mut *transaction, "UPDATE clients SET created_us = created_us WHERE id = $1", client.0)?;
    let open: Option<(Uuid,)> = fetch_within!(
        &mut *transaction,
        (Uuid,),
        "SELECT id FROM treatment_relations WHERE client = $1 AND (user_id = $2 OR team = $3)
         AND (until_us IS NULL OR until_us > $4)",
        client.0,
        user,
        team,
        now_us,
    )?;
    if open.is_some() {
        return Err(StoreError::Taken);
    }
    let id = Uuid::now_v7();
    execute!(
        &mut *transaction,
        "INSERT INTO treatment_relations (id, client, user_id, team, since_us, begun_by) VALUES ($1, $2, $3, $4, $5, $6)",
        id,
        client.0,
        user,
        team,
        now_us,
        by.map(|by| by.0),
    )?;
    Ok(RelationId(id))
}
