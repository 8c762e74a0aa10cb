//! A plan as it travels between server and pages.

use super::{Plan, Progress, Unplanned};
use crate::screening::Hindrance;
use core::fmt;
use serde::{Deserialize, Serialize};

/// `GET /api/v1/clients/{id}/plan`: the plan that counts, where the client stands against it, and every version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ClientPlan {
    /// Every version, the newest first; empty where nothing was planned yet.
    pub versions: Vec<Version>,
    /// Where the client stands against the newest.
    pub progress: Option<Progress>,
    /// Why nothing can be planned; `None` where it can.
    pub supervised: Option<Hindrance>,
    /// Why nothing can be planned alone; `None` where it can.
    pub alone: Option<Hindrance>,
    /// Why a loan home cannot be planned; `None` where it can (safety rule 2).
    pub home_loan: Option<Unplanned>,
    /// Sessions that the client did all themselves, with someone beside them.
    pub self_runs: u32,
}

/// One version of a plan.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Version {
    /// Its number among the client's own, from 1.
    pub number: u32,
    /// When it was written, microseconds since 1970.
    pub at_us: i64,
    /// Who wrote it.
    pub by_name: String,
    /// The plan.
    pub plan: Plan,
}

/// `POST /api/v1/clients/{id}/plan`: a new version.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewPlan {
    /// The number of the version that was read before; 0 where there was none. Another one meanwhile is told.
    pub replaces: u32,
    /// The plan.
    pub plan: Plan,
}

impl fmt::Debug for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Version").field("number", &self.number).finish_non_exhaustive()
    }
}
