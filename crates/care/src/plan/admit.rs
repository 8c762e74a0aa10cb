//! Whether a session of a client may begin by their plan, after the screening has let it through.

use super::{Plan, check::practised};
use crate::screening::Use;
use serde::{Deserialize, Serialize};
use session::Way;

/// Why a session may not begin by the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Unplanned {
    /// This way needs a plan that names it, and there is none that counts now.
    #[error("this way needs a plan")]
    NoPlan,
    /// The plan does not name this way.
    #[error("the plan does not name this way")]
    Way,
    /// The plan has someone beside the client.
    #[error("the plan has someone beside the client")]
    SupervisedOnly,
    /// At home only after one session that they did themselves, with someone beside them (rule 2).
    #[error("first a session that the client does themselves, with someone beside them")]
    NotPractised,
    /// This way is for who stays unknown.
    #[error("this way is not for clients")]
    NotForClients,
}

/// Whether the plan lets this begin. `plan` is the newest version, whether or not it counts now; `way` is unknown where nobody
/// said it. With someone beside the client more is always possible than was planned.
pub fn admit(
    plan: Option<&Plan>,
    way: Option<Way>,
    wanted: Use,
    self_runs: u32,
    now_us: i64,
) -> Result<(), Unplanned> {
    if way.is_some_and(|way| !way.is_for_clients()) {
        return Err(Unplanned::NotForClients);
    }
    let running = plan.filter(|plan| plan.runs(now_us));
    if way == Some(Way::HomeLoan) {
        practised(self_runs).map_err(|_| Unplanned::NotPractised)?;
    }
    let Some(plan) = running else {
        let needs = way.is_some_and(|way| way.path().needs_plan);
        return if needs { Err(Unplanned::NoPlan) } else { Ok(()) };
    };
    if wanted == Use::Supervised {
        return Ok(());
    }
    if !plan.alone {
        return Err(Unplanned::SupervisedOnly);
    }
    match way {
        Some(way) if !plan.ways.contains(&way) => Err(Unplanned::Way),
        _ => Ok(()),
    }
}
