//! Ways to a client without a treatment relation: each with its reason, for a short time, judged by the privacy officer.

use super::{
    Store, StoreError, Witness,
    database::{execute, fetch_all, fetch_optional},
    keyed::alias_place,
    keys::{Fresh, Place},
};
use link::people::Emergency;
use session::{ClientId, EmergencyId, OrganisationId, UserId};
use uuid::Uuid;

/// Where the reason of an emergency access stands.
pub(super) fn reason_place(client: Uuid, id: &[u8]) -> Place<'_> {
    Place { column: "emergency_accesses.reason", of: client, row: id }
}

impl Store {
    /// Lets somebody see a client until a moment, for this reason.
    pub async fn add_emergency(
        &self,
        _written: &Witness,
        client: ClientId,
        user: UserId,
        reason: &str,
        times_us: (i64, i64),
    ) -> Result<EmergencyId, StoreError> {
        let id = Uuid::now_v7();
        let mut transaction = self.database().begin().await?;
        let mut fresh = Fresh::default();
        let seal = self.keys.client_within(&mut transaction, client.0, &mut fresh).await?;
        execute!(
            &mut transaction,
            "INSERT INTO emergency_accesses (id, client, user_id, reason, began_us, until_us)
             VALUES ($1, $2, $3, $4, $5, $6)",
            id,
            client.0,
            user.0,
            seal.text(reason_place(client.0, id.as_bytes()), reason.to_owned())?,
            times_us.0,
            times_us.1,
        )?;
        transaction.commit().await?;
        self.keys.learn(fresh);
        Ok(EmergencyId(id))
    }

    /// The newest emergency accesses of an institution, at most 200, those that nobody has judged first.
    pub async fn emergencies(
        &self,
        _read: &Witness,
        organisation: OrganisationId,
    ) -> Result<Vec<Emergency>, StoreError> {
        type Columns = (Uuid, String, Uuid, Uuid, String, String, i64, i64, Option<String>);
        let rows: Vec<Columns> = fetch_all!(
            self.database(),
            Columns,
            "SELECT e.id, c.alias, e.client, e.user_id, n.name, e.reason, e.began_us, e.until_us, e.judgement
             FROM emergency_accesses e JOIN client_names c ON c.client = e.client
             JOIN user_names n ON n.user_id = e.user_id WHERE c.organisation = $1
             ORDER BY CASE WHEN e.judgement IS NULL THEN 0 ELSE 1 END, e.began_us DESC, e.id DESC LIMIT 200",
            organisation.0,
        )?;
        let mut emergencies = Vec::with_capacity(rows.len());
        for (id, alias, client, by, by_name, reason, began, until, judgement) in rows {
            let seal = self.keys.client(self.database(), client).await?;
            emergencies.push(Emergency {
                id: EmergencyId(id),
                alias: seal.open_text(alias_place(client), alias)?,
                client: ClientId(client),
                by: UserId(by),
                by_name,
                reason: seal.open_text(reason_place(client, id.as_bytes()), reason)?,
                began,
                until,
                judgement,
            });
        }
        Ok(emergencies)
    }

    /// To which client of an institution somebody had emergency access.
    pub async fn emergency_of(
        &self,
        organisation: OrganisationId,
        id: EmergencyId,
    ) -> Result<Option<ClientId>, StoreError> {
        let row: Option<(Uuid,)> = fetch_optional!(
            self.database(),
            (Uuid,),
            "SELECT e.client FROM emergency_accesses e JOIN clients c ON c.id = e.client
             WHERE e.id = $1 AND c.organisation = $2",
            id.0,
            organisation.0,
        )?;
        Ok(row.map(|(client,)| ClientId(client)))
    }

    /// The privacy officer judges an emergency access, once. Whether there was one to judge.
    pub async fn judge_emergency(
        &self,
        _written: &Witness,
        by: (OrganisationId, UserId),
        id: EmergencyId,
        judgement: &str,
        now_us: i64,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database().begin().await?;
        let judged = execute!(
            &mut transaction,
            "UPDATE emergency_accesses SET judgement = $1, judged_by = $2, judged_us = $3
             WHERE id = $4 AND judgement IS NULL
             AND client IN (SELECT c.id FROM clients c WHERE c.organisation = $5)",
            judgement,
            by.1.0,
            now_us,
            id.0,
            by.0.0,
        )?;
        transaction.commit().await?;
        Ok(judged > 0)
    }
}
