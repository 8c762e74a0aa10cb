//! Clients, known by an alias that stands apart from everything else; seen by who treats them.

use super::{
    Store, StoreError, Witness,
    database::{execute, fetch_all, fetch_optional},
    keyed::alias_place,
    keys::Fresh,
    relations::{begin_relation, treated_by},
};
use core::fmt;
use link::people::Carer;
use session::{ClientId, OrganisationId, UserId};
use uuid::Uuid;

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
    /// Since when the care is closed, microseconds since 1970; `None` while it goes on.
    pub closed_us: Option<i64>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("id", &self.id).finish_non_exhaustive()
    }
}

/// A client to be added.
#[derive(Clone)]
pub struct ClientToAdd {
    /// The client.
    pub id: ClientId,
    /// The alias.
    pub alias: String,
    /// Who treats them.
    pub carer: Carer,
    /// Who says so; `None` for the system.
    pub by: Option<UserId>,
}

impl fmt::Debug for ClientToAdd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientToAdd").field("id", &self.id).finish_non_exhaustive()
    }
}

/// What is read of clients, up to the choice of which.
macro_rules! clients {
    () => {
        "SELECT c.id, n.alias, COUNT(s.id), MAX(s.opened_us),
             (SELECT COUNT(*) FROM sessions o WHERE o.client = c.id AND
                 (EXISTS (SELECT 1 FROM events e WHERE e.session = o.id AND e.kind = 'adverse-event-noted' AND NOT EXISTS
                      (SELECT 1 FROM adverse_reviews r WHERE r.session = e.session AND r.through_seq >= e.seq))
                  OR EXISTS (SELECT 1 FROM remarks r WHERE r.session = o.id AND r.adverse = 1 AND r.reviewed_us IS NULL))),
             c.closed_us
         FROM clients c JOIN client_names n ON n.client = c.id LEFT JOIN sessions s ON s.client = c.id
         WHERE c.organisation = $1 AND c.id"
    };
}

impl Store {
    /// Adds a client under an alias, treated by somebody from the first moment; [`StoreError::Taken`] when the alias exists
    /// in the institution.
    pub async fn add_client(
        &self,
        _written: &Witness,
        organisation: OrganisationId,
        client: &ClientToAdd,
        now_us: i64,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "INSERT INTO clients (id, organisation, created_us) VALUES ($1, $2, $3)",
            client.id.0,
            organisation.0,
            now_us,
        )?;
        let mut fresh = Fresh::default();
        let seal = self.keys.client_within(&mut transaction, client.id.0, &mut fresh).await?;
        execute!(
            &mut transaction,
            "INSERT INTO client_names (client, organisation, alias, alias_hash) VALUES ($1, $2, $3, $4)",
            client.id.0,
            organisation.0,
            seal.text(alias_place(client.id.0), client.alias.clone())?,
            self.keys.alias_hash(organisation.0, &client.alias),
        )?;
        begin_relation(&mut transaction, client.id, client.carer, client.by, now_us).await?;
        transaction.commit().await?;
        self.keys.learn(fresh);
        Ok(())
    }

    /// An alias as it was given, from how it stands in the record.
    pub(super) async fn alias_of(&self, client: Uuid, stored: String) -> Result<String, StoreError> {
        self.keys.client(self.database(), client).await?.open_text(alias_place(client), stored)
    }

    /// The client with this alias.
    pub async fn client_by_alias(
        &self,
        _read: &Witness,
        organisation: OrganisationId,
        alias: &str,
    ) -> Result<Option<ClientId>, StoreError> {
        let row: Option<(Uuid,)> = fetch_optional!(
            self.database(),
            (Uuid,),
            "SELECT client FROM client_names WHERE organisation = $1 AND (alias = $2 OR alias_hash = $3)",
            organisation.0,
            alias,
            self.keys.alias_hash(organisation.0, alias),
        )?;
        Ok(row.map(|(client,)| ClientId(client)))
    }

    /// The clients whom somebody treats, or has emergency access to, by alias.
    pub async fn clients(
        &self,
        _read: &Witness,
        organisation: OrganisationId,
        seen_by: UserId,
        now_us: i64,
    ) -> Result<Vec<Client>, StoreError> {
        self.settle_all().await?;
        let rows: Vec<ClientColumns> = fetch_all!(
            self.database(),
            ClientColumns,
            concat!(clients!(), " IN (", treated_by!("$2", "$3"), ") GROUP BY c.id, n.alias, c.closed_us"),
            organisation.0,
            seen_by.0,
            now_us,
        )?;
        let mut clients = Vec::with_capacity(rows.len());
        for row in rows {
            clients.push(self.client_of(row).await?);
        }
        // Sealed aliases have no order that a database could know. Whose care ended come last.
        clients.sort_by(|one, other| {
            (one.closed_us.is_some(), &one.alias).cmp(&(other.closed_us.is_some(), &other.alias))
        });
        Ok(clients)
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
            concat!(clients!(), " = $2 GROUP BY c.id, n.alias, c.closed_us"),
            organisation.0,
            id.0,
        )?;
        match row {
            Some(row) => Ok(Some(self.client_of(row).await?)),
            None => Ok(None),
        }
    }

    async fn client_of(
        &self,
        (id, alias, sessions, last_session_us, to_review, closed_us): ClientColumns,
    ) -> Result<Client, StoreError> {
        let count = |many: i64| u32::try_from(many).unwrap_or(u32::MAX);
        let (sessions, to_review) = (count(sessions), count(to_review));
        let alias = self.alias_of(id, alias).await?;
        Ok(Client { id: ClientId(id), alias, sessions, last_session_us, to_review, closed_us })
    }
}

type ClientColumns = (Uuid, String, i64, Option<i64>, i64, Option<i64>);
