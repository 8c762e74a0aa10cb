//! What offline records need: keys, revoked headsets, and what revoked headsets delivered.

use super::{
    Headset, Store, StoreError,
    database::{execute, fetch_optional, fetch_within},
    sessions::id_of,
};
use session::{DeviceId, OrganisationId, SessionId};
use uuid::Uuid;

impl Store {
    /// The secret key of an institution; `None` before its first headset asked for it.
    pub async fn organisation_key(
        &self,
        organisation: OrganisationId,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let row: Option<(Vec<u8>,)> = fetch_optional!(
            self.database(),
            (Vec<u8>,),
            "SELECT secret FROM organisation_keys WHERE organisation = $1",
            organisation.0,
        )?;
        Ok(row.map(|(secret,)| secret))
    }

    /// Gives an institution its secret key; where another came first, that one stays. The key it has now.
    pub async fn give_organisation_key(
        &self,
        organisation: OrganisationId,
        fresh: &[u8],
        now_us: i64,
    ) -> Result<Vec<u8>, StoreError> {
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "INSERT INTO organisation_keys (organisation, secret, created_us) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            organisation.0,
            fresh,
            now_us,
        )?;
        let row: Option<(Vec<u8>,)> = fetch_within!(
            &mut transaction,
            (Vec<u8>,),
            "SELECT secret FROM organisation_keys WHERE organisation = $1",
            organisation.0,
        )?;
        transaction.commit().await?;
        row.map(|(secret,)| secret).ok_or(StoreError::Unreadable { what: "institution's key" })
    }

    /// A headset with the key that it signs with, revoked or not; also by the id under which it signed before this record
    /// knew it.
    pub async fn headset_with_key(&self, id: DeviceId) -> Result<Option<(Headset, Vec<u8>)>, StoreError> {
        let key: Option<(Vec<u8>,)> = fetch_optional!(
            self.database(),
            (Vec<u8>,),
            "SELECT public FROM headset_keys WHERE headset = $1",
            id.0,
        )?;
        if let Some((public,)) = key {
            return Ok(self.headset(id).await?.map(|headset| (headset, public)));
        }
        let former: Option<(Uuid, Vec<u8>)> = fetch_optional!(
            self.database(),
            (Uuid, Vec<u8>),
            "SELECT headset, public FROM former_headsets WHERE former = $1",
            id.0,
        )?;
        let Some((now, public)) = former else { return Ok(None) };
        Ok(self.headset(DeviceId(now)).await?.map(|headset| (headset, public)))
    }

    /// Gives a headset of this institution another name; whether there is one.
    pub async fn rename_headset(
        &self,
        organisation: OrganisationId,
        id: DeviceId,
        name: &str,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database().begin().await?;
        let changed = execute!(
            &mut transaction,
            "UPDATE headsets SET name = $1 WHERE id = $2 AND organisation = $3 AND kind = 'headset'",
            name,
            id.0,
            organisation.0,
        )?;
        transaction.commit().await?;
        Ok(changed == 1)
    }

    /// Takes trust from a headset of this institution: its tokens go, its key stays to know what it delivers late.
    pub async fn revoke_headset(
        &self,
        organisation: OrganisationId,
        id: DeviceId,
        now_us: i64,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database().begin().await?;
        let changed = execute!(
            &mut transaction,
            "UPDATE headsets SET revoked_us = $1 WHERE id = $2 AND organisation = $3 AND kind = 'headset'",
            now_us,
            id.0,
            organisation.0,
        )?;
        if changed == 1 {
            execute!(&mut transaction, "DELETE FROM headset_tokens WHERE headset = $1", id.0)?;
            execute!(
                &mut transaction,
                "UPDATE enrolments SET used_us = $1 WHERE headset = $2 AND used_us IS NULL",
                now_us,
                id.0,
            )?;
        }
        transaction.commit().await?;
        Ok(changed == 1)
    }

    /// Keeps apart what a revoked headset delivered; the same record is kept once.
    pub async fn quarantine(&self, id: DeviceId, record: &[u8], now_us: i64) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "INSERT INTO quarantine (id, headset, arrived_us, record)
             SELECT $1, $2, $3, $4 WHERE NOT EXISTS (SELECT 1 FROM quarantine WHERE headset = $2 AND record = $4)
             ON CONFLICT DO NOTHING",
            id_of(&[id.0.as_bytes(), record]),
            id.0,
            now_us,
            record,
        )?;
        transaction.commit().await
    }

    /// How many records of a headset are kept apart.
    pub async fn quarantined(&self, id: DeviceId) -> Result<u64, StoreError> {
        let row: Option<(i64,)> = fetch_optional!(
            self.database(),
            (i64,),
            "SELECT COUNT(*) FROM quarantine WHERE headset = $1",
            id.0,
        )?;
        Ok(row.and_then(|(count,)| u64::try_from(count).ok()).unwrap_or(0))
    }

    /// When a session began, by the server's clock as far as it can know, for one that was delivered late.
    pub async fn session_began(&self, session: SessionId, opened_us: i64) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "UPDATE sessions SET opened_us = $1 WHERE id = $2 AND opened_us > $1",
            opened_us,
            session.0,
        )?;
        transaction.commit().await
    }

    /// Moves the beginning of a recording in which nothing was measured yet; whether it did.
    pub async fn recording_begins(&self, recording: SessionId, opened_us: i64) -> Result<bool, StoreError> {
        // What was acknowledged counts, also where it waits to be sealed.
        self.settle(recording).await?;
        let mut transaction = self.database().begin().await?;
        let moved = execute!(
            &mut transaction,
            "UPDATE sessions SET opened_us = $1 WHERE id = $2
             AND NOT EXISTS (SELECT 1 FROM beats WHERE session = $2)",
            opened_us,
            recording.0,
        )?;
        transaction.commit().await?;
        Ok(moved > 0)
    }
}
