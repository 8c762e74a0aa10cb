//! How calm the world is: a slow, closed-form answer to the heart that only adds.

use crate::clock::WorldTime;
use serde::{Deserialize, Serialize};

/// The world's calm without any sensor: already beautiful, with room to open (thousandths).
pub const CALM_AT_REST_PERMILLE: u16 = 300;
/// The time constant with which calm follows its target, in seconds (art bible: τ ≥ 10 s).
pub const CALM_TIME_CONSTANT_SECS: f64 = 12.0;

/// Calm at any moment: an exponential approach from the value it had when its target was set.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Calm {
    /// Where it goes, in thousandths.
    pub target_permille: u16,
    from: f64,
    since: WorldTime,
}

impl Default for Calm {
    fn default() -> Self {
        Self {
            target_permille: CALM_AT_REST_PERMILLE,
            from: f64::from(CALM_AT_REST_PERMILLE) / 1_000.0,
            since: WorldTime::START,
        }
    }
}

impl Calm {
    /// Calm at this moment, 0 to 1.
    pub fn at(&self, at: WorldTime) -> f64 {
        let target = f64::from(self.target_permille) / 1_000.0;
        target
            + (self.from - target) * libm::exp(-at.since(self.since).as_secs_f64() / CALM_TIME_CONSTANT_SECS)
    }

    /// The same calm, from now on its way to another target.
    pub fn towards(&self, target_permille: u16, at: WorldTime) -> Self {
        Self { target_permille: target_permille.min(1_000), from: self.at(at), since: at }
    }
}

/// The target for a stress score of 0 to 100 where 50 is the person's own rest; without a score, the calm at rest.
///
/// Never below the calm at rest: feedback rewards and does not punish (safety rule 9).
pub fn calm_target_permille(score: Option<u8>) -> u16 {
    let Some(score) = score else { return CALM_AT_REST_PERMILLE };
    // From a score of 65 downwards the world opens; at 25 it is fully open.
    let opened = 65_u16.saturating_sub(u16::from(score)).min(40);
    CALM_AT_REST_PERMILLE + (1_000 - CALM_AT_REST_PERMILLE) * opened / 40
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn safety_rule_09_calm_never_falls_below_its_rest_for_any_score() {
        for score in 0..=100 {
            assert!(calm_target_permille(Some(score)) >= CALM_AT_REST_PERMILLE);
        }
        assert_eq!(calm_target_permille(Some(50)), 562);
        assert_eq!(calm_target_permille(Some(20)), 1_000);
    }

    #[test]
    fn calm_covers_63_percent_of_the_way_in_one_time_constant() {
        let calm = Calm::default().towards(1_000, WorldTime::START);
        let way = (calm.at(WorldTime::from_secs(12)) - 0.3) / 0.7;
        assert!((way - (1.0 - 1.0 / core::f64::consts::E)).abs() < 1e-12);
    }

    #[test]
    fn a_change_of_target_does_not_jump() {
        let at = WorldTime::from_secs(7);
        let calm = Calm::default().towards(900, WorldTime::from_secs(3));
        assert!((calm.at(at) - calm.towards(300, at).at(at)).abs() < 1e-12);
    }
}
