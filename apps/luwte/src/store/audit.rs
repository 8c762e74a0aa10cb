//! The access log. Reading or changing a client's data asks for a [`Witness`], and only a written row gives one.

use super::{Store, StoreError, database::fetch_all};
use session::{ClientId, OrganisationId};
use uuid::Uuid;

/// One line of the access log (after NEN 7513): who did what, on which object, of which client, when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// The institution.
    pub organisation: OrganisationId,
    /// Role of whoever acts: a user's role, `headset` or `system`.
    pub actor: &'static str,
    /// The user or headset; nil for the system itself.
    pub actor_id: Uuid,
    /// What was done, such as `read` or `watch-start`.
    pub action: &'static str,
    /// The kind of object.
    pub object: &'static str,
    /// The object.
    pub object_id: Option<Uuid>,
    /// The client it concerns, when it is somebody's.
    pub client: Option<ClientId>,
}

/// Proof that the access log holds a row for what is about to be done.
#[derive(Debug)]
pub struct Witness(());

impl Store {
    /// Writes one line of the access log; when it cannot be written, there is no witness and nothing may be done.
    pub async fn audit(&self, row: &AuditRow, at_us: i64) -> Result<Witness, StoreError> {
        self.desk.audit(row, at_us).await?;
        Ok(Witness(()))
    }

    /// The access log of an institution as (actor, action, object), oldest first.
    pub async fn audit_trail(
        &self,
        organisation: OrganisationId,
    ) -> Result<Vec<(String, String, String)>, StoreError> {
        Ok(fetch_all!(
            self.database(),
            (String, String, String),
            "SELECT actor, action, object FROM audit WHERE organisation = $1 ORDER BY at_us, id",
            organisation.0,
        )?)
    }
}
