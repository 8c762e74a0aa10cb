//! The breathing pacer in closed form: the phase at any moment, whatever the pace was before.

use crate::clock::WorldTime;
use catalogue::{PACE_MAX_MILLI_BPM, PACE_MIN_MILLI_BPM};
use serde::{Deserialize, Serialize};

/// The share of a breath that is the in-breath; the out-breath is longer and there is no hold (safety rule 9).
pub const INHALE_SHARE: f64 = 0.4;

/// A pacer that runs: a pace, and the phase it had when that pace was set.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Breathing {
    /// Thousandths of a breath per minute, 4,500 to 7,000.
    pub pace_milli_bpm: u16,
    anchor: WorldTime,
    anchor_phase: f64,
}

impl Breathing {
    /// Starts at the beginning of an in-breath.
    pub fn start(pace_milli_bpm: u16, at: WorldTime) -> Self {
        Self { pace_milli_bpm: allowed(pace_milli_bpm), anchor: at, anchor_phase: 0.0 }
    }

    /// Changes the pace without a jump in the phase.
    pub fn with_pace(self, pace_milli_bpm: u16, at: WorldTime) -> Self {
        Self { pace_milli_bpm: allowed(pace_milli_bpm), anchor: at, anchor_phase: self.phase(at) }
    }

    /// Where in the breath, 0 to 1; the in-breath comes first.
    pub fn phase(&self, at: WorldTime) -> f64 {
        let breaths = at.since(self.anchor).as_secs_f64() / 60.0 * f64::from(self.pace_milli_bpm) / 1_000.0;
        let phase = self.anchor_phase + breaths;
        phase - libm::floor(phase)
    }

    /// Whether this is the in-breath.
    pub fn inhaling(&self, at: WorldTime) -> bool {
        self.phase(at) < INHALE_SHARE
    }

    /// How full the lungs are, 0 to 1, without corners where the breath turns.
    pub fn fullness(&self, at: WorldTime) -> f64 {
        let phase = self.phase(at);
        let turn = if phase < INHALE_SHARE {
            phase / INHALE_SHARE
        } else {
            1.0 - (phase - INHALE_SHARE) / (1.0 - INHALE_SHARE)
        };
        0.5 - 0.5 * libm::cos(core::f64::consts::PI * turn)
    }
}

fn allowed(pace_milli_bpm: u16) -> u16 {
    pace_milli_bpm.clamp(PACE_MIN_MILLI_BPM, PACE_MAX_MILLI_BPM)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_breaths_a_minute_take_ten_seconds_each() {
        let pacer = Breathing::start(6_000, WorldTime::from_secs(100));
        assert_eq!(pacer.fullness(WorldTime::from_secs(100)), 0.0);
        assert!((pacer.fullness(WorldTime::from_secs(104)) - 1.0).abs() < 1e-12);
        assert!(pacer.fullness(WorldTime::from_secs(110)) < 1e-12);
        assert!(pacer.inhaling(WorldTime::from_secs(111)));
        assert!(!pacer.inhaling(WorldTime::from_secs(115)));
    }

    #[test]
    fn a_new_pace_keeps_the_breath_where_it_is() {
        let at = WorldTime::from_millis(103_700);
        let before = Breathing::start(6_000, WorldTime::from_secs(100));
        let after = before.with_pace(4_500, at);
        assert!((before.fullness(at) - after.fullness(at)).abs() < 1e-12);
    }

    #[test]
    fn safety_rule_09_a_pace_outside_the_bounds_is_brought_within() {
        assert_eq!(Breathing::start(60_000, WorldTime::START).pace_milli_bpm, 7_000);
        assert_eq!(Breathing::start(0, WorldTime::START).pace_milli_bpm, 4_500);
    }
}
