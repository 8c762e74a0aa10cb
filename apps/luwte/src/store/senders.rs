//! What records without a headset: senders, known by a token, and sources that colleagues name.

use super::{
    Store, StoreError, Witness,
    database::{execute, fetch_all, fetch_optional, fetch_within},
};
use core::fmt;
use session::{ClientId, DeviceId, OrganisationId, UserId};
use uuid::Uuid;

/// A program of another wearable, known by its token.
#[derive(Clone, PartialEq, Eq)]
pub struct Sender {
    /// The sender.
    pub id: DeviceId,
    /// The institution.
    pub organisation: OrganisationId,
    /// What it is.
    pub name: String,
    /// The only client whose sessions it may feed; `None` where it is for sessions of nobody in particular.
    pub client: Option<ClientId>,
    /// Who made it; `None` from the command line.
    pub made_by: Option<UserId>,
    /// When it last delivered, microseconds since 1970.
    pub last_seen_us: Option<i64>,
    /// Since when its token no longer works, microseconds since 1970.
    pub revoked_us: Option<i64>,
}

impl fmt::Debug for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender").field("id", &self.id).finish_non_exhaustive()
    }
}

/// A sender to be registered.
#[derive(Clone, Copy, Debug)]
pub struct SenderToAdd<'a> {
    /// What it is.
    pub name: &'a str,
    /// The only client whose sessions it may feed.
    pub client: Option<ClientId>,
    /// Who makes it; `None` from the command line.
    pub made_by: Option<UserId>,
    /// Hash of its token.
    pub token_hash: &'a [u8],
}

type Columns = (Uuid, Uuid, String, Option<Uuid>, Option<i64>, Option<i64>, Option<Uuid>);

fn sender((id, organisation, name, client, last_seen_us, revoked_us, made_by): Columns) -> Sender {
    Sender {
        id: DeviceId(id),
        organisation: OrganisationId(organisation),
        name,
        client: client.map(ClientId),
        made_by: made_by.map(UserId),
        last_seen_us,
        revoked_us,
    }
}

impl Store {
    /// Registers a sender under the hash of its token; [`StoreError::Taken`] when one in use has this name.
    pub async fn add_sender(
        &self,
        _written: &Witness,
        organisation: OrganisationId,
        new: &SenderToAdd<'_>,
        now_us: i64,
    ) -> Result<DeviceId, StoreError> {
        let id = Uuid::now_v7();
        let mut on = self.database().begin().await?;
        let known: Option<(Uuid,)> = fetch_within!(
            &mut on,
            (Uuid,),
            "SELECT h.id FROM senders s JOIN headsets h ON h.id = s.id
             WHERE h.organisation = $1 AND h.name = $2 AND h.revoked_us IS NULL",
            organisation.0,
            new.name,
        )?;
        if known.is_some() {
            return Err(StoreError::Taken);
        }
        execute!(
            &mut on,
            "INSERT INTO headsets (id, organisation, name, created_us, kind) VALUES ($1, $2, $3, $4, 'sender')",
            id,
            organisation.0,
            new.name,
            now_us,
        )?;
        execute!(
            &mut on,
            "INSERT INTO senders (id, client, token_hash, created_us, made_by) VALUES ($1, $2, $3, $4, $5)",
            id,
            new.client.map(|client| client.0),
            new.token_hash,
            now_us,
            new.made_by.map(|by| by.0),
        )?;
        on.commit().await?;
        Ok(DeviceId(id))
    }

    /// The senders of an institution, by name, those no longer in use too.
    pub async fn senders(&self, organisation: OrganisationId) -> Result<Vec<Sender>, StoreError> {
        let rows: Vec<Columns> = fetch_all!(
            self.database(),
            Columns,
            "SELECT h.id, h.organisation, h.name, s.client, h.last_seen_us, h.revoked_us, s.made_by
             FROM senders s JOIN headsets h ON h.id = s.id WHERE h.organisation = $1 ORDER BY h.name, h.id",
            organisation.0,
        )?;
        Ok(rows.into_iter().map(sender).collect())
    }

    /// The sender with this token, unless it was revoked, or whoever made it has left.
    pub async fn sender_by_token(
        &self,
        token_hash: &[u8],
        now_us: i64,
    ) -> Result<Option<Sender>, StoreError> {
        let row: Option<Columns> = fetch_optional!(
            self.database(),
            Columns,
            "SELECT h.id, h.organisation, h.name, s.client, h.last_seen_us, h.revoked_us, s.made_by
             FROM senders s JOIN headsets h ON h.id = s.id LEFT JOIN users u ON u.id = s.made_by
             WHERE s.token_hash = $1 AND h.revoked_us IS NULL AND (u.left_us IS NULL OR u.left_us > $2)",
            token_hash,
            now_us,
        )?;
        Ok(row.map(sender))
    }

    /// Whether anybody treats a client now.
    pub async fn is_treated(&self, client: ClientId, now_us: i64) -> Result<bool, StoreError> {
        let row: Option<(i64,)> = fetch_optional!(
            self.database(),
            (i64,),
            "SELECT since_us FROM treatment_relations
             WHERE client = $1 AND since_us <= $2 AND (until_us IS NULL OR until_us > $2) LIMIT 1",
            client.0,
            now_us,
        )?;
        Ok(row.is_some())
    }

    /// Lets a sender's token work no longer; whether there was one in use. What it delivered stays.
    pub async fn revoke_sender(
        &self,
        _written: &Witness,
        organisation: OrganisationId,
        id: DeviceId,
        now_us: i64,
    ) -> Result<bool, StoreError> {
        let mut on = self.database().begin().await?;
        let revoked = execute!(
            &mut on,
            "UPDATE headsets SET revoked_us = $1
             WHERE id = $2 AND organisation = $3 AND kind = 'sender' AND revoked_us IS NULL",
            now_us,
            id.0,
            organisation.0,
        )?;
        on.commit().await?;
        Ok(revoked == 1)
    }

    /// What colleagues' own recordings and imports come from, by its name; made when it is new.
    pub async fn source(
        &self,
        _written: &Witness,
        organisation: OrganisationId,
        name: &str,
        now_us: i64,
    ) -> Result<DeviceId, StoreError> {
        let mut on = self.database().begin().await?;
        let known: Option<(Uuid,)> = fetch_within!(
            &mut on,
            (Uuid,),
            "SELECT id FROM headsets WHERE organisation = $1 AND name = $2 AND kind = 'source' ORDER BY id LIMIT 1",
            organisation.0,
            name,
        )?;
        let id = match known {
            Some((id,)) => id,
            None => {
                let id = Uuid::now_v7();
                execute!(
                    &mut on,
                    "INSERT INTO headsets (id, organisation, name, created_us, kind) VALUES ($1, $2, $3, $4, 'source')",
                    id,
                    organisation.0,
                    name,
                    now_us,
                )?;
                id
            }
        };
        on.commit().await?;
        Ok(DeviceId(id))
    }
}
