//! The register of headsets, their tokens and the codes by which they are enrolled.

use super::{
    Store, StoreError,
    database::{execute, fetch_all, fetch_optional, fetch_within},
};
use session::{DeviceId, OrganisationId};
use uuid::Uuid;

/// A headset in the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headset {
    /// The headset.
    pub id: DeviceId,
    /// The institution.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// The headset's name.
    pub name: String,
    /// When it was last heard, microseconds since 1970.
    pub last_seen_us: Option<i64>,
    /// Since when it is no longer trusted, microseconds since 1970.
    pub revoked_us: Option<i64>,
}

/// Why a code enrols nothing.
#[derive(Debug, thiserror::Error)]
pub enum EnrolError {
    /// Unknown, used before, or older than ten minutes.
    #[error("no such enrolment code")]
    UnknownCode,
    /// The store failed.
    #[error("the enrolment could not be stored")]
    Store(#[from] StoreError),
}

type Columns = (Uuid, Uuid, String, String, Option<i64>, Option<i64>);

fn headset((id, organisation, organisation_name, name, last_seen_us, revoked_us): Columns) -> Headset {
    Headset {
        id: DeviceId(id),
        organisation: OrganisationId(organisation),
        organisation_name,
        name,
        last_seen_us,
        revoked_us,
    }
}

impl Store {
    /// Adds a headset to the register; it still has to be enrolled.
    pub async fn register_headset(
        &self,
        organisation: OrganisationId,
        name: &str,
        now_us: i64,
    ) -> Result<DeviceId, StoreError> {
        let id = Uuid::now_v7();
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "INSERT INTO headsets (id, organisation, name, created_us) VALUES ($1, $2, $3, $4)",
            id,
            organisation.0,
            name,
            now_us,
        )?;
        transaction.commit().await?;
        Ok(DeviceId(id))
    }

    /// Remembers, by its hash, a code with which a headset can be enrolled once.
    pub async fn add_enrolment(
        &self,
        headset: DeviceId,
        code_hash: &[u8],
        now_us: i64,
        expires_us: i64,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "DELETE FROM enrolments WHERE expires_us < $1 AND used_us IS NULL",
            now_us
        )?;
        execute!(
            &mut transaction,
            "INSERT INTO enrolments (code_hash, headset, created_us, expires_us) VALUES ($1, $2, $3, $4)",
            code_hash,
            headset.0,
            now_us,
            expires_us,
        )?;
        transaction.commit().await
    }

    /// Uses an enrolment code up and remembers the headset's token by its hash. `former`: as whom it signed before, with
    /// which key; those that this record knows stay who they are.
    pub async fn enrol(
        &self,
        code_hash: &[u8],
        token_hash: &[u8],
        key: Option<&[u8]>,
        former: &[(DeviceId, Vec<u8>)],
        now_us: i64,
    ) -> Result<Headset, EnrolError> {
        let mut transaction = self.database().begin().await?;
        let used = execute!(
            &mut transaction,
            "UPDATE enrolments SET used_us = $1 WHERE code_hash = $2 AND used_us IS NULL AND expires_us > $1",
            now_us,
            code_hash,
        )
        .map_err(StoreError::from)?;
        if used != 1 {
            return Err(EnrolError::UnknownCode);
        }
        let row: Option<Columns> = fetch_within!(
            &mut transaction,
            Columns,
            "SELECT h.id, h.organisation, o.name, h.name, h.last_seen_us, h.revoked_us
             FROM enrolments e JOIN headsets h ON h.id = e.headset JOIN organisations o ON o.id = h.organisation
             WHERE e.code_hash = $1",
            code_hash,
        )
        .map_err(StoreError::from)?;
        let headset = row.map(headset).ok_or(EnrolError::UnknownCode)?;
        execute!(
            &mut transaction,
            "INSERT INTO headset_tokens (token_hash, headset, created_us) VALUES ($1, $2, $3)",
            token_hash,
            headset.id.0,
            now_us,
        )
        .map_err(StoreError::from)?;
        // A browser that was cleared enrols anew, with a new key; what the old one signed can no longer come.
        execute!(&mut transaction, "DELETE FROM headset_keys WHERE headset = $1", headset.id.0)
            .map_err(StoreError::from)?;
        if let Some(key) = key {
            execute!(
                &mut transaction,
                "INSERT INTO headset_keys (headset, public, created_us) VALUES ($1, $2, $3)",
                headset.id.0,
                key,
                now_us,
            )
            .map_err(StoreError::from)?;
        }
        for (id, public) in former {
            execute!(
                &mut transaction,
                "INSERT INTO former_headsets (former, headset, public)
                 SELECT $1, $2, $3 WHERE NOT EXISTS (SELECT 1 FROM headsets WHERE id = $1) ON CONFLICT DO NOTHING",
                id.0,
                headset.id.0,
                public.as_slice(),
            )
            .map_err(StoreError::from)?;
        }
        execute!(&mut transaction, "UPDATE headsets SET revoked_us = NULL WHERE id = $1", headset.id.0)
            .map_err(StoreError::from)?;
        transaction.commit().await?;
        Ok(Headset { revoked_us: None, ..headset })
    }

    /// Puts another key in the place of a headset's own; whether it did, which it does not for one that was revoked, however
    /// shortly before. What the old key signed can no longer come.
    pub async fn renew_key(&self, id: DeviceId, key: &[u8], now_us: i64) -> Result<bool, StoreError> {
        let mut on = self.database().begin().await?;
        // A write, so that it and a revocation wait for each other.
        let known = execute!(
            &mut on,
            "UPDATE headsets SET last_seen_us = $1 WHERE id = $2 AND revoked_us IS NULL",
            now_us,
            id.0,
        )?;
        if known != 1 {
            return Ok(false);
        }
        execute!(&mut on, "DELETE FROM headset_keys WHERE headset = $1", id.0)?;
        execute!(
            &mut on,
            "INSERT INTO headset_keys (headset, public, created_us) VALUES ($1, $2, $3)",
            id.0,
            key,
            now_us,
        )?;
        on.commit().await?;
        Ok(true)
    }

    /// The headset with this token.
    pub async fn headset_by_token(&self, token_hash: &[u8]) -> Result<Option<Headset>, StoreError> {
        let row: Option<Columns> = fetch_optional!(
            self.database(),
            Columns,
            "SELECT h.id, h.organisation, o.name, h.name, h.last_seen_us, h.revoked_us
             FROM headset_tokens t JOIN headsets h ON h.id = t.headset JOIN organisations o ON o.id = h.organisation
             WHERE t.token_hash = $1",
            token_hash,
        )?;
        Ok(row.map(headset))
    }

    /// One headset, of whichever institution, revoked or not.
    pub(super) async fn headset(&self, id: DeviceId) -> Result<Option<Headset>, StoreError> {
        let row: Option<Columns> = fetch_optional!(
            self.database(),
            Columns,
            "SELECT h.id, h.organisation, o.name, h.name, h.last_seen_us, h.revoked_us
             FROM headsets h JOIN organisations o ON o.id = h.organisation WHERE h.id = $1",
            id.0,
        )?;
        Ok(row.map(headset))
    }

    /// The register of an institution, by name.
    pub async fn headsets(&self, organisation: OrganisationId) -> Result<Vec<Headset>, StoreError> {
        let rows: Vec<Columns> = fetch_all!(
            self.database(),
            Columns,
            "SELECT h.id, h.organisation, o.name, h.name, h.last_seen_us, h.revoked_us
             FROM headsets h JOIN organisations o ON o.id = h.organisation
             WHERE h.organisation = $1 AND h.kind = 'headset' ORDER BY h.name, h.id",
            organisation.0,
        )?;
        Ok(rows.into_iter().map(headset).collect())
    }

    /// Notes soon that a headset was heard; nobody waits for it.
    pub fn headset_heard(&self, id: DeviceId, now_us: i64) {
        self.desk.seen(id, now_us);
    }

    /// Notes that a headset was heard.
    pub async fn headset_seen(&self, id: DeviceId, now_us: i64) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        execute!(&mut transaction, "UPDATE headsets SET last_seen_us = $1 WHERE id = $2", now_us, id.0)?;
        transaction.commit().await
    }
}
