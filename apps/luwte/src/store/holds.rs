//! What forbids that a client's data is erased, with who said so and why; and what clients asked to be erased.

use super::{
    Store, StoreError, Witness,
    database::{Transaction, execute, fetch_all, fetch_all_within, fetch_optional},
    keys::{Fresh, Place, Seal},
    relations::treated_by,
};
use link::privacy::{ErasureRefusal, ErasureRequest, Hold, OwnErasureRequest};
use session::{ClientId, OrganisationId, UserId};
use uuid::Uuid;

/// A request is decided and done within three months (article 7:455 of the Dutch civil code), here in days.
const DUE_US: i64 = 90 * 86_400_000_000;

/// Whose requests to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Of every client of the institution.
    All,
    /// Of clients whom this colleague treats at this moment.
    By(UserId, i64),
}

fn reason_place(client: Uuid, id: &[u8]) -> Place<'_> {
    Place { column: "holds.reason", of: client, row: id }
}

pub(super) fn note_place(client: Uuid, id: &[u8]) -> Place<'_> {
    Place { column: "erasure_requests.note", of: client, row: id }
}

type HoldColumns = (Uuid, String, String, i64, Option<i64>);

fn hold(
    client: ClientId,
    seal: &Seal,
    (id, reason, by_name, set, until): HoldColumns,
) -> Result<Hold, StoreError> {
    let reason = seal.open_text(reason_place(client.0, id.as_bytes()), reason)?;
    Ok(Hold { id, reason, by_name, set, until })
}

/// How many holds forbid erasing a client now.
pub(super) async fn held(on: &mut Transaction, client: ClientId, now_us: i64) -> Result<bool, StoreError> {
    let rows: Vec<(Uuid,)> = fetch_all_within!(
        &mut *on,
        (Uuid,),
        "SELECT id FROM holds WHERE client = $1 AND lifted_us IS NULL AND (until_us IS NULL OR until_us > $2)",
        client.0,
        now_us,
    )?;
    Ok(!rows.is_empty())
}

impl Store {
    /// What forbids erasing a client now, the newest first.
    pub async fn holds(
        &self,
        _read: &Witness,
        client: ClientId,
        now_us: i64,
    ) -> Result<Vec<Hold>, StoreError> {
        self.holds_of(client, now_us).await
    }

    async fn holds_of(&self, client: ClientId, now_us: i64) -> Result<Vec<Hold>, StoreError> {
        let rows: Vec<HoldColumns> = fetch_all!(
            self.database(),
            HoldColumns,
            "SELECT h.id, h.reason, n.name, h.set_us, h.until_us FROM holds h
             JOIN user_names n ON n.user_id = h.set_by
             WHERE h.client = $1 AND h.lifted_us IS NULL AND (h.until_us IS NULL OR h.until_us > $2)
             ORDER BY h.set_us DESC, h.id DESC",
            client.0,
            now_us,
        )?;
        let seal = self.keys.client(self.database(), client.0).await?;
        rows.into_iter().map(|row| hold(client, &seal, row)).collect()
    }

    /// Forbids erasing a client's data, until a moment or until it is lifted.
    pub async fn set_hold(
        &self,
        _written: &Witness,
        client: ClientId,
        by: UserId,
        (reason, until_us): (&str, Option<i64>),
        now_us: i64,
    ) -> Result<(), StoreError> {
        let id = Uuid::now_v7();
        let (mut transaction, mut fresh) = (self.database().begin().await?, Fresh::default());
        let seal = self.keys.client_within(&mut transaction, client.0, &mut fresh).await?;
        execute!(
            &mut transaction,
            "INSERT INTO holds (id, client, reason, set_by, set_us, until_us) VALUES ($1, $2, $3, $4, $5, $6)",
            id,
            client.0,
            seal.text(reason_place(client.0, id.as_bytes()), reason.to_owned())?,
            by.0,
            now_us,
            until_us,
        )?;
        transaction.commit().await?;
        self.keys.learn(fresh);
        Ok(())
    }

    /// Lifts a hold; whether there was one.
    pub async fn lift_hold(
        &self,
        _written: &Witness,
        client: ClientId,
        id: Uuid,
        by: UserId,
        now_us: i64,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database().begin().await?;
        let lifted = execute!(
            &mut transaction,
            "UPDATE holds SET lifted_by = $1, lifted_us = $2 WHERE id = $3 AND client = $4 AND lifted_us IS NULL",
            by.0,
            now_us,
            id,
            client.0,
        )?;
        transaction.commit().await?;
        Ok(lifted > 0)
    }

    /// A client asks to be erased. A request that waits already stays as it is.
    pub async fn ask_erasure(
        &self,
        _written: &Witness,
        client: ClientId,
        now_us: i64,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        // Two that come at once wait for each other here.
        execute!(&mut transaction, "UPDATE clients SET created_us = created_us WHERE id = $1", client.0)?;
        execute!(
            &mut transaction,
            "INSERT INTO erasure_requests (id, client, asked_us)
             SELECT $1, $2, $3 WHERE NOT EXISTS (SELECT 1 FROM erasure_requests r
                 WHERE r.client = $2 AND r.decided_us IS NULL)",
            Uuid::now_v7(),
            client.0,
            now_us,
        )?;
        transaction.commit().await
    }

    /// The newest request of a client.
    pub async fn own_erasure_request(
        &self,
        _read: &Witness,
        client: ClientId,
    ) -> Result<Option<OwnErasureRequest>, StoreError> {
        type Columns = (Uuid, i64, Option<i64>, Option<String>, Option<String>);
        let row: Option<Columns> = fetch_optional!(
            self.database(),
            Columns,
            "SELECT id, asked_us, decided_us, refused_because, note FROM erasure_requests
             WHERE client = $1 ORDER BY asked_us DESC, id DESC LIMIT 1",
            client.0,
        )?;
        let Some((id, asked, decided, because, note)) = row else { return Ok(None) };
        let seal = self.keys.client(self.database(), client.0).await?;
        let note = note.map(|note| seal.open_text(note_place(client.0, id.as_bytes()), note)).transpose()?;
        let because = because.as_deref().and_then(ErasureRefusal::of_word);
        Ok(Some(OwnErasureRequest { asked, due: asked.saturating_add(DUE_US), decided, because, note }))
    }

    /// Requests that wait for a decision, the oldest first.
    pub async fn erasure_requests(
        &self,
        _read: &Witness,
        organisation: OrganisationId,
        asked: Asked,
        now_us: i64,
    ) -> Result<Vec<ErasureRequest>, StoreError> {
        type Columns = (Uuid, Uuid, String, i64);
        let rows: Vec<Columns> = match asked {
            Asked::All => fetch_all!(
                self.database(),
                Columns,
                "SELECT r.id, r.client, n.alias, r.asked_us FROM erasure_requests r
                 JOIN client_names n ON n.client = r.client
                 WHERE n.organisation = $1 AND r.decided_us IS NULL ORDER BY r.asked_us, r.id",
                organisation.0,
            )?,
            Asked::By(user, at_us) => fetch_all!(
                self.database(),
                Columns,
                concat!(
                    "SELECT r.id, r.client, n.alias, r.asked_us FROM erasure_requests r
                     JOIN client_names n ON n.client = r.client
                     WHERE n.organisation = $1 AND r.decided_us IS NULL AND r.client IN (",
                    treated_by!("$2", "$3"),
                    ") ORDER BY r.asked_us, r.id"
                ),
                organisation.0,
                user.0,
                at_us,
            )?,
        };
        let mut requests = Vec::with_capacity(rows.len());
        for (id, client, alias, asked) in rows {
            let (alias, client) = (self.alias_of(client, alias).await?, ClientId(client));
            let holds = self.holds_of(client, now_us).await?;
            requests.push(ErasureRequest {
                id,
                client,
                alias,
                asked,
                due: asked.saturating_add(DUE_US),
                holds,
            });
        }
        Ok(requests)
    }

    /// Whose request this is, as long as nobody has decided.
    pub async fn erasure_request_of(
        &self,
        organisation: OrganisationId,
        id: Uuid,
    ) -> Result<Option<ClientId>, StoreError> {
        let row: Option<(Uuid,)> = fetch_optional!(
            self.database(),
            (Uuid,),
            "SELECT r.client FROM erasure_requests r JOIN clients c ON c.id = r.client
             WHERE r.id = $1 AND c.organisation = $2 AND r.decided_us IS NULL",
            id,
            organisation.0,
        )?;
        Ok(row.map(|(client,)| ClientId(client)))
    }

    /// Refuses a request; whether it still waited.
    pub async fn refuse_erasure(
        &self,
        _written: &Witness,
        (client, id): (ClientId, Uuid),
        by: UserId,
        (because, note): (ErasureRefusal, &str),
        now_us: i64,
    ) -> Result<bool, StoreError> {
        let (mut transaction, mut fresh) = (self.database().begin().await?, Fresh::default());
        let seal = self.keys.client_within(&mut transaction, client.0, &mut fresh).await?;
        let refused = execute!(
            &mut transaction,
            "UPDATE erasure_requests SET decided_us = $1, decided_by = $2, refused_because = $3, note = $4
             WHERE id = $5 AND client = $6 AND decided_us IS NULL",
            now_us,
            by.0,
            because.word(),
            seal.text(note_place(client.0, id.as_bytes()), note.to_owned())?,
            id,
            client.0,
        )?;
        transaction.commit().await?;
        self.keys.learn(fresh);
        Ok(refused > 0)
    }
}
