//! Institutions, colleagues with their roles, and their logins. Names stand apart from everything else.

use super::{
    Store, StoreError,
    database::{Transaction, execute, fetch_all, fetch_optional, fetch_within},
};
use core::fmt;
use link::people::{HeldRole, NewRole, Role};
use session::{OrganisationId, SiteId, TeamId, UserId};
use uuid::Uuid;

/// A colleague with a login.
#[derive(Clone, PartialEq, Eq)]
pub struct User {
    /// The user.
    pub id: UserId,
    /// The institution.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// In which role they act now: the one by which the table granted what they do.
    pub role: Option<Role>,
    /// Every role they have now, with where it holds.
    pub held: Vec<HeldRole>,
    /// The name colleagues and clients see.
    pub name: String,
}

impl User {
    /// Their roles, each once, in the order of the list of roles.
    pub fn roles(&self) -> Vec<Role> {
        let has = |role: &&Role| self.held.iter().any(|held| held.role == **role);
        Role::ALL.iter().filter(has).copied().collect()
    }
}

impl fmt::Debug for User {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("User").field("id", &self.id).field("held", &self.held).finish_non_exhaustive()
    }
}

/// A colleague to be given a login.
#[derive(Clone)]
pub struct UserToAdd {
    /// The login name, unique in the installation.
    pub login: String,
    /// The name colleagues and clients see.
    pub name: String,
    /// The roles, in the whole institution.
    pub roles: Vec<Role>,
    /// The password's argon2id hash (PHC string).
    pub password_hash: String,
}

impl fmt::Debug for UserToAdd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UserToAdd").field("roles", &self.roles).finish_non_exhaustive()
    }
}

/// One line of a colleague and a role; a colleague without roles has one line.
type UserColumns = (Uuid, Uuid, String, String, Option<Uuid>, Option<String>, Option<Uuid>, Option<Uuid>);

/// The colleague that these lines tell of, with all roles.
fn user(lines: Vec<UserColumns>) -> Result<Option<User>, StoreError> {
    let mut found = None::<User>;
    for (id, organisation, organisation_name, name, role_id, role, site, team) in lines {
        let user = found.get_or_insert_with(|| User {
            id: UserId(id),
            organisation: OrganisationId(organisation),
            organisation_name,
            role: None,
            held: Vec::new(),
            name,
        });
        if let (Some(id), Some(role)) = (role_id, role) {
            let role = Role::of_word(&role).ok_or(StoreError::Unreadable { what: "role" })?;
            user.held.push(HeldRole { id, role, site: site.map(SiteId), team: team.map(TeamId) });
        }
    }
    Ok(found)
}

impl Store {
    /// Makes an institution.
    pub async fn add_organisation(&self, name: &str, now_us: i64) -> Result<OrganisationId, StoreError> {
        let id = Uuid::now_v7();
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "INSERT INTO organisations (id, name, created_us) VALUES ($1, $2, $3)",
            id,
            name,
            now_us
        )?;
        transaction.commit().await?;
        Ok(OrganisationId(id))
    }

    /// Every institution, by name.
    pub async fn organisations(&self) -> Result<Vec<(OrganisationId, String)>, StoreError> {
        let rows: Vec<(Uuid, String)> =
            fetch_all!(self.database(), (Uuid, String), "SELECT id, name FROM organisations ORDER BY name")?;
        Ok(rows.into_iter().map(|(id, name)| (OrganisationId(id), name)).collect())
    }

    /// Gives a colleague a login; [`StoreError::Taken`] when the login name exists. The first of an institution is its
    /// administrator too: somebody must be able to invite the others.
    pub async fn add_user(
        &self,
        organisation: OrganisationId,
        user: &UserToAdd,
        now_us: i64,
    ) -> Result<UserId, StoreError> {
        let mut transaction = self.database().begin().await?;
        let id = add_user(&mut transaction, organisation, user, now_us).await?;
        let others: Option<(i64,)> = fetch_within!(
            &mut transaction,
            (i64,),
            "SELECT COUNT(*) FROM users WHERE organisation = $1 AND id <> $2",
            organisation.0,
            id.0,
        )?;
        let mut roles = user.roles.clone();
        if others == Some((0,)) {
            roles.push(Role::Administrator);
        }
        roles.sort_unstable();
        roles.dedup();
        for role in roles {
            give_role(&mut transaction, id, &NewRole { role, site: None, team: None }, now_us).await?;
        }
        transaction.commit().await?;
        Ok(id)
    }

    /// The colleague with this login name, with the hash of the password. Who left has none.
    pub async fn user_by_login(
        &self,
        login: &str,
        now_us: i64,
    ) -> Result<Option<(User, String)>, StoreError> {
        let row: Option<(Uuid, String)> = fetch_optional!(
            self.database(),
            (Uuid, String),
            "SELECT id, password_hash FROM users WHERE login = $1 AND (left_us IS NULL OR left_us > $2)",
            login,
            now_us,
        )?;
        let Some((id, hash)) = row else { return Ok(None) };
        Ok(self.user(UserId(id), now_us).await?.map(|user| (user, hash)))
    }

    /// A colleague who has not left.
    pub async fn user(&self, id: UserId, now_us: i64) -> Result<Option<User>, StoreError> {
        user(fetch_all!(
            self.database(),
            UserColumns,
            "SELECT u.id, u.organisation, o.name, n.name, r.id, r.role, r.site, r.team
             FROM users u JOIN organisations o ON o.id = u.organisation JOIN user_names n ON n.user_id = u.id
             LEFT JOIN user_roles r ON r.user_id = u.id AND r.since_us <= $2 AND (r.until_us IS NULL OR r.until_us > $2)
             WHERE u.id = $1 AND (u.left_us IS NULL OR u.left_us > $2) ORDER BY r.since_us, r.id",
            id.0,
            now_us,
        )?)
    }

    /// Forgets a login.
    pub async fn remove_login(&self, token_hash: &[u8]) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        execute!(&mut transaction, "DELETE FROM logins WHERE token_hash = $1", token_hash)?;
        transaction.commit().await
    }

    /// Whose login this is, while it lasts and they have not left.
    pub async fn user_by_token(&self, token_hash: &[u8], now_us: i64) -> Result<Option<User>, StoreError> {
        user(fetch_all!(
            self.database(),
            UserColumns,
            "SELECT u.id, u.organisation, o.name, n.name, r.id, r.role, r.site, r.team
             FROM logins l JOIN users u ON u.id = l.user_id JOIN organisations o ON o.id = u.organisation
             JOIN user_names n ON n.user_id = u.id
             LEFT JOIN user_roles r ON r.user_id = u.id AND r.since_us <= $2 AND (r.until_us IS NULL OR r.until_us > $2)
             WHERE l.token_hash = $1 AND l.expires_us > $2 AND (u.left_us IS NULL OR u.left_us > $2)
             ORDER BY r.since_us, r.id",
            token_hash,
            now_us,
        )?)
    }
}

/// Writes a colleague, still without roles.
pub(super) async fn add_user(
    transaction: &mut Transaction,
    organisation: OrganisationId,
    user: &UserToAdd,
    now_us: i64,
) -> Result<UserId, StoreError> {
    let id = Uuid::now_v7();
    execute!(
        &mut *transaction,
        "INSERT INTO users (id, organisation, login, password_hash, created_us) VALUES ($1, $2, $3, $4, $5)",
        id,
        organisation.0,
        &user.login,
        &user.password_hash,
        now_us,
    )?;
    execute!(&mut *transaction, "INSERT INTO user_names (user_id, name) VALUES ($1, $2)", id, &user.name)?;
    Ok(UserId(id))
}

/// Gives a role.
pub(super) async fn give_role(
    transaction: &mut Transaction,
    user: UserId,
    role: &NewRole,
    now_us: i64,
) -> Result<Uuid, StoreError> {
    let id = Uuid::now_v7();
    execute!(
        &mut *transaction,
        "INSERT INTO user_roles (id, user_id, role, site, team, since_us) VALUES ($1, $2, $3, $4, $5, $6)",
        id,
        user.0,
        role.role.word(),
        role.site.map(|site| site.0),
        role.team.map(|team| team.0),
        now_us,
    )?;
    Ok(id)
}
