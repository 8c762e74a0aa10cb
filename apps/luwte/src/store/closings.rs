//! Clients whose care ended: closed with a reason, kept from then on as long as the law asks, and opened again where it goes on.

use super::{
    Store, StoreError, Witness,
    database::{execute, fetch_all, fetch_within},
    relations::begin_relation,
};
use link::people::{Carer, ClosedClient};
use session::{ClientId, OrganisationId, UserId};
use uuid::Uuid;

/// What became of closing the care of a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// It is closed now.
    Now,
    /// Somebody closed it before.
    Before,
    /// It stays open: the client wrote, and nobody answered yet.
    LettersOpen,
}

/// The clients ($1: the institution's) whose care is closed and whom somebody ($2) treated when it was: themselves, or by a team in
/// which they were a practitioner of its site or of the whole institution.
macro_rules! closed_by_carers {
    () => {
        "FROM clients c JOIN client_names n ON n.client = c.id
         JOIN client_closings k ON k.client = c.id AND k.reopened_us IS NULL
         WHERE c.organisation = $1 AND c.closed_us IS NOT NULL AND c.id IN
             (SELECT r.client FROM treatment_relations r WHERE r.client = c.id
              AND r.since_us <= c.closed_us AND (r.until_us IS NULL OR r.until_us >= c.closed_us)
              AND (r.user_id = $2 OR r.team IN (SELECT m.team FROM team_members m JOIN teams t ON t.id = m.team
                   JOIN user_roles p ON p.user_id = m.user_id AND p.role = 'practitioner'
                        AND (p.site IS NULL OR t.site IS NULL OR p.site = t.site)
                        AND p.since_us <= c.closed_us AND (p.until_us IS NULL OR p.until_us >= c.closed_us)
                   WHERE m.user_id = $2
                   AND m.since_us <= c.closed_us AND (m.until_us IS NULL OR m.until_us >= c.closed_us))))"
    };
}

impl Store {
    /// Closes the care of a client. What they asked is answered first.
    pub async fn close_client(
        &self,
        _written: &Witness,
        client: ClientId,
        by: UserId,
        reason: &str,
        now_us: i64,
    ) -> Result<Closed, StoreError> {
        let mut transaction = self.database().begin().await?;
        let closed = execute!(
            &mut transaction,
            "UPDATE clients SET closed_us = $1 WHERE id = $2 AND closed_us IS NULL",
            now_us,
            client.0,
        )?;
        // A letter that comes at this moment waits for the line above, and finds the care closed.
        let unanswered: Option<(Uuid,)> = fetch_within!(
            &mut transaction,
            (Uuid,),
            "SELECT l.id FROM letters l WHERE l.client = $1 AND l.written_by IS NULL AND NOT EXISTS
                 (SELECT 1 FROM letters a WHERE a.client = l.client AND a.written_by IS NOT NULL
                  AND (a.at_us > l.at_us OR (a.at_us = l.at_us AND a.id > l.id))) LIMIT 1",
            client.0,
        )?;
        if closed > 0 && unanswered.is_some() {
            return Ok(Closed::LettersOpen);
        }
        if closed > 0 {
            execute!(
                &mut transaction,
                "INSERT INTO client_closings (id, client, closed_us, closed_by, reason) VALUES ($1, $2, $3, $4, $5)",
                Uuid::now_v7(),
                client.0,
                now_us,
                by.0,
                reason,
            )?;
        }
        transaction.commit().await?;
        Ok(if closed > 0 { Closed::Now } else { Closed::Before })
    }

    /// Whether somebody treated a closed client when the care was closed, and so may open it again.
    pub async fn treated_at_closing(
        &self,
        organisation: OrganisationId,
        user: UserId,
        client: ClientId,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database().begin().await?;
        let found: Option<(Uuid,)> = fetch_within!(
            &mut transaction,
            (Uuid,),
            concat!("SELECT c.id ", closed_by_carers!(), " AND c.id = $3"),
            organisation.0,
            user.0,
            client.0,
        )?;
        Ok(found.is_some())
    }

    /// Opens the care of a client again; whoever does so treats them from then on. Whether it was closed.
    pub async fn reopen_client(
        &self,
        _written: &Witness,
        client: ClientId,
        by: UserId,
        reason: &str,
        now_us: i64,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database().begin().await?;
        let reopened = execute!(
            &mut transaction,
            "UPDATE clients SET closed_us = NULL WHERE id = $1 AND closed_us IS NOT NULL",
            client.0,
        )?;
        if reopened > 0 {
            execute!(
                &mut transaction,
                "UPDATE client_closings SET reopened_us = $1, reopened_by = $2, reopen_reason = $3
                 WHERE client = $4 AND reopened_us IS NULL",
                now_us,
                by.0,
                reason,
                client.0,
            )?;
            match begin_relation(&mut transaction, client, Carer::User(by), Some(by), now_us).await {
                Ok(_) | Err(StoreError::Taken) => {}
                Err(error) => return Err(error),
            }
        }
        transaction.commit().await?;
        Ok(reopened > 0)
    }

    /// The closed clients whom somebody treated when they were closed, the last closed first.
    pub async fn closed_clients(
        &self,
        _read: &Witness,
        organisation: OrganisationId,
        user: UserId,
    ) -> Result<Vec<ClosedClient>, StoreError> {
        type Columns = (Uuid, String, i64, String);
        let rows: Vec<Columns> = fetch_all!(
            self.database(),
            Columns,
            concat!(
                "SELECT c.id, n.alias, k.closed_us, k.reason ",
                closed_by_carers!(),
                " ORDER BY k.closed_us DESC, c.id"
            ),
            organisation.0,
            user.0,
        )?;
        let mut clients = Vec::with_capacity(rows.len());
        for (id, alias, closed, reason) in rows {
            let alias = self.alias_of(id, alias).await?;
            clients.push(ClosedClient { id: ClientId(id), alias, closed, reason });
        }
        Ok(clients)
    }
}
