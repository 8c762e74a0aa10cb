//! Which worlds a client's plan puts first and which it leaves out, as the headset hears it when it is known whose session it is.

use crate::state::State;
use catalogue::World;
use serde::{Deserialize, Serialize};

/// What a plan says about worlds; empty for who has none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PlannedWorlds {
    /// These come first, in this order.
    pub first: Vec<World>,
    /// These are not offered.
    pub avoided: Vec<World>,
}

impl PlannedWorlds {
    /// Whether it leaves this world out. One that leaves nothing over leaves nothing out: nobody stands before an empty card.
    pub fn avoids(&self, world: World) -> bool {
        let leaves_one = World::ALL.iter().any(|other| !self.avoided.contains(other));
        leaves_one && self.avoided.contains(&world)
    }

    /// The worlds that are offered, those that come first in front.
    pub fn offered(&self) -> Vec<World> {
        let mut offered: Vec<World> = Vec::with_capacity(World::ALL.len());
        for world in self.first.iter().copied().chain(World::ALL) {
            if !self.avoids(world) && !offered.contains(&world) {
                offered.push(world);
            }
        }
        offered
    }
}

/// What hearing of a plan does: nothing when it is known already, or when the session is over.
pub(crate) fn heard(state: &State, planned: &PlannedWorlds) -> Option<PlannedWorlds> {
    let news = state.planned != *planned && state.phase != crate::state::Phase::Done;
    news.then(|| planned.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_liked_comes_first_and_what_is_avoided_not_at_all() {
        let planned = PlannedWorlds { first: vec![World::CoralReef], avoided: vec![World::SunsetBeach] };
        let offered = planned.offered();
        assert_eq!(offered.first(), Some(&World::CoralReef));
        assert!(!offered.contains(&World::SunsetBeach));
        assert_eq!(offered.len(), World::ALL.len() - 1, "each once");
        assert_eq!(PlannedWorlds::default().offered(), World::ALL);
    }

    #[test]
    fn a_plan_that_would_leave_no_world_leaves_all() {
        let planned = PlannedWorlds { first: Vec::new(), avoided: World::ALL.to_vec() };
        assert_eq!(planned.offered(), World::ALL);
    }
}
