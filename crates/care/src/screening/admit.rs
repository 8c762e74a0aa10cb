//! The one door: whether a session may begin for a client now, and if not, why.

use super::{Outcome, Standing};
use serde::{Deserialize, Serialize};

/// How virtual reality is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Use {
    /// Someone is beside the client.
    Supervised,
    /// The client is alone: while a colleague reports, on the ward in the evening, at home.
    Alone,
}

/// Why a session may not begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Hindrance {
    /// A hard stop: nobody can clear it (rule 1).
    #[error("a hard stop of the screening")]
    HardStop,
    /// Never screened (rule 1).
    #[error("no screening")]
    NotScreened,
    /// The screening is too old (rule 1).
    #[error("the screening has expired")]
    Expired,
    /// The rules ask something that the screening did not (rule 1).
    #[error("the screening does not answer what the rules ask now")]
    Outdated,
    /// A clinician has to decide first (rule 1).
    #[error("a clinician has to decide first")]
    NotCleared,
    /// Only with someone beside the client (rule 13).
    #[error("only with someone beside the client")]
    SupervisedOnly,
    /// Something went wrong before and no clinician has looked at it: not alone (rule 10).
    #[error("an adverse event has not been reviewed")]
    AdverseEvent,
}

/// Whether a session may begin. `adverse_event_open`: whether an adverse event of this client waits for a review.
pub fn admit(wanted: Use, standing: Standing, adverse_event_open: bool) -> Result<(), Hindrance> {
    let outcome = match standing {
        Standing::Missing => return Err(Hindrance::NotScreened),
        Standing::Expired { .. } => return Err(Hindrance::Expired),
        Standing::Outdated => return Err(Hindrance::Outdated),
        Standing::Stands { outcome, .. } => outcome,
    };
    match (outcome, wanted) {
        (Outcome::HardStop, _) => Err(Hindrance::HardStop),
        (Outcome::UntilCleared, _) => Err(Hindrance::NotCleared),
        (_, Use::Alone) if adverse_event_open => Err(Hindrance::AdverseEvent),
        (Outcome::Supervised, Use::Alone) => Err(Hindrance::SupervisedOnly),
        (Outcome::Alone | Outcome::Supervised, _) => Ok(()),
    }
}
