//! Institutions, colleagues and clients. Names and aliases stand apart from everything else.

use super::{
    Store, StoreError, Witness,
    database::{execute, fetch_all, fetch_optional},
};
use core::fmt;
use link::api::Role;
use session::{ClientId, OrganisationId, UserId};
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
    /// The role.
    pub role: Role,
    /// The name colleagues and clients see.
    pub name: String,
}

impl fmt::Debug for User {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("User").field("id", &self.id).field("role", &self.role).finish_non_exhaustive()
    }
}

/// A colleague to be given a login.
#[derive(Clone)]
pub struct UserToAdd {
    /// The login name, unique in the installation.
    pub login: String,
    /// The name colleagues and clients see.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The password's argon2id hash (PHC string).
    pub password_hash: String,
}

impl fmt::Debug for UserToAdd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UserToAdd").field("role", &self.role).finish_non_exhaustive()
    }
}

/// A client, known by an alias.
#[derive(Clone, PartialEq, Eq)]
pub struct Client {
    /// The client.
    pub id: ClientId,
    /// The alias.
    pub alias: String,
    /// How many sessions stand on the timeline.
    pub sessions: u32,
    /// When the last one began, microseconds since 1970.
    pub last_session_us: Option<i64>,
    /// Sessions with an adverse event that nobody has reviewed.
    pub to_review: u32,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("id", &self.id).finish_non_exhaustive()
    }
}

/// The stable word of a role in the database.
pub(super) const fn role_word(role: Role) -> &'static str {
    match role {
        Role::Practitioner => "practitioner",
        Role::EquipmentManager => "equipment-manager",
    }
}

fn role_from(word: &str) -> Result<Role, StoreError> {
    [Role::Practitioner, Role::EquipmentManager]
        .into_iter()
        .find(|role| role_word(*role) == word)
        .ok_or(StoreError::Unreadable { what: "role" })
}

type UserColumns = (Uuid, Uuid, String, String, String);

fn user((id, organisation, organisation_name, role, name): UserColumns) -> Result<User, StoreError> {
    Ok(User {
        id: UserId(id),
        organisation: OrganisationId(organisation),
        organisation_name,
        role: role_from(&role)?,
        name,
    })
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

    /// Gives a colleague a login; [`StoreError::Taken`] when the login name exists.
    pub async fn add_user(
        &self,
        organisation: OrganisationId,
        user: &UserToAdd,
        now_us: i64,
    ) -> Result<UserId, StoreError> {
        let id = Uuid::now_v7();
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "INSERT INTO users (id, organisation, login, role, password_hash, created_us)
             VALUES ($1, $2, $3, $4, $5, $6)",
            id,
            organisation.0,
            &user.login,
            role_word(user.role),
            &user.password_hash,
            now_us,
        )?;
        execute!(&mut transaction, "INSERT INTO user_names (user_id, name) VALUES ($1, $2)", id, &user.name)?;
        transaction.commit().await?;
        Ok(UserId(id))
    }

    /// The colleague with this login name, with the hash of the password.
    pub async fn user_by_login(&self, login: &str) -> Result<Option<(User, String)>, StoreError> {
        let row: Option<(Uuid, Uuid, String, String, String, String)> = fetch_optional!(
            self.database(),
            (Uuid, Uuid, String, String, String, String),
            "SELECT u.id, u.organisation, o.name, u.role, n.name, u.password_hash
             FROM users u JOIN organisations o ON o.id = u.organisation JOIN user_names n ON n.user_id = u.id
             WHERE u.login = $1",
            login,
        )?;
        row.map(|(id, organisation, organisation_name, role, name, hash)| {
            Ok((user((id, organisation, organisation_name, role, name))?, hash))
        })
        .transpose()
    }

    /// Remembers a login by the hash of its token.
    pub async fn add_login(
        &self,
        token_hash: &[u8],
        user: UserId,
        now_us: i64,
        expires_us: i64,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        execute!(&mut transaction, "DELETE FROM logins WHERE expires_us < $1", now_us)?;
        execute!(
            &mut transaction,
            "INSERT INTO logins (token_hash, user_id, created_us, expires_us) VALUES ($1, $2, $3, $4)",
            token_hash,
            user.0,
            now_us,
            expires_us,
        )?;
        transaction.commit().await
    }

    /// Forgets a login.
    pub async fn remove_login(&self, token_hash: &[u8]) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        execute!(&mut transaction, "DELETE FROM logins WHERE token_hash = $1", token_hash)?;
        transaction.commit().await
    }

    /// Whose login this is, while it lasts.
    pub async fn user_by_token(&self, token_hash: &[u8], now_us: i64) -> Result<Option<User>, StoreError> {
        let row: Option<UserColumns> = fetch_optional!(
            self.database(),
            UserColumns,
            "SELECT u.id, u.organisation, o.name, u.role, n.name
             FROM logins l JOIN users u ON u.id = l.user_id JOIN organisations o ON o.id = u.organisation
             JOIN user_names n ON n.user_id = u.id
             WHERE l.token_hash = $1 AND l.expires_us > $2",
            token_hash,
            now_us,
        )?;
        row.map(user).transpose()
    }

    /// Adds a client under an alias; [`StoreError::Taken`] when the alias exists in the institution.
    pub async fn add_client(
        &self,
        _written: &Witness,
        organisation: OrganisationId,
        id: ClientId,
        alias: &str,
        now_us: i64,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "INSERT INTO clients (id, organisation, created_us) VALUES ($1, $2, $3)",
            id.0,
            organisation.0,
            now_us,
        )?;
        execute!(
            &mut transaction,
            "INSERT INTO client_names (client, organisation, alias) VALUES ($1, $2, $3)",
            id.0,
            organisation.0,
            alias,
        )?;
        transaction.commit().await
    }

    /// The clients of an institution, by alias.
    pub async fn clients(
        &self,
        _read: &Witness,
        organisation: OrganisationId,
    ) -> Result<Vec<Client>, StoreError> {
        self.settle_all().await?;
        let rows: Vec<ClientColumns> = fetch_all!(
            self.database(),
            ClientColumns,
            "SELECT c.id, n.alias, COUNT(s.id), MAX(s.opened_us),
                 (SELECT COUNT(DISTINCT e.session) FROM events e JOIN sessions of_client ON of_client.id = e.session
                  WHERE of_client.client = c.id AND e.kind = 'adverse-event-noted' AND NOT EXISTS
                      (SELECT 1 FROM adverse_reviews r WHERE r.session = e.session AND r.through_seq >= e.seq))
             FROM clients c JOIN client_names n ON n.client = c.id LEFT JOIN sessions s ON s.client = c.id
             WHERE c.organisation = $1 GROUP BY c.id, n.alias ORDER BY n.alias",
            organisation.0,
        )?;
        Ok(rows.into_iter().map(client).collect())
    }

    /// One client of an institution.
    pub async fn client(
        &self,
        _read: &Witness,
        organisation: OrganisationId,
        id: ClientId,
    ) -> Result<Option<Client>, StoreError> {
        self.settle_all().await?;
        let row: Option<ClientColumns> = fetch_optional!(
            self.database(),
            ClientColumns,
            "SELECT c.id, n.alias, COUNT(s.id), MAX(s.opened_us),
                 (SELECT COUNT(DISTINCT e.session) FROM events e JOIN sessions of_client ON of_client.id = e.session
                  WHERE of_client.client = c.id AND e.kind = 'adverse-event-noted' AND NOT EXISTS
                      (SELECT 1 FROM adverse_reviews r WHERE r.session = e.session AND r.through_seq >= e.seq))
             FROM clients c JOIN client_names n ON n.client = c.id LEFT JOIN sessions s ON s.client = c.id
             WHERE c.organisation = $1 AND c.id = $2 GROUP BY c.id, n.alias",
            organisation.0,
            id.0,
        )?;
        Ok(row.map(client))
    }
}

type ClientColumns = (Uuid, String, i64, Option<i64>, i64);

fn client((id, alias, sessions, last_session_us, to_review): ClientColumns) -> Client {
    let count = |many: i64| u32::try_from(many).unwrap_or(u32::MAX);
    let (sessions, to_review) = (count(sessions), count(to_review));
    Client { id: ClientId(id), alias, sessions, last_session_us, to_review }
}
