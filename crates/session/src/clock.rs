//! World time, and the map from another device's clock to it.

use core::ops::{Add, Sub};
use serde::{Deserialize, Serialize};

/// Microseconds of the headset's monotonic clock since the session was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct WorldTime(pub u64);

impl WorldTime {
    /// The moment the session was opened.
    pub const START: WorldTime = WorldTime(0);

    /// A world time or a length of it, from whole milliseconds.
    pub const fn from_millis(millis: u64) -> Self {
        Self(millis.saturating_mul(1_000))
    }

    /// A world time or a length of it, from whole seconds.
    pub const fn from_secs(secs: u64) -> Self {
        Self(secs.saturating_mul(1_000_000))
    }

    /// Whole milliseconds, rounded down.
    pub const fn as_millis(self) -> u64 {
        self.0 / 1_000
    }

    /// Seconds.
    pub fn as_secs_f64(self) -> f64 {
        self.0 as f64 / 1e6
    }

    /// The time since an earlier moment; zero if that moment is later.
    pub const fn since(self, earlier: WorldTime) -> WorldTime {
        WorldTime(self.0.saturating_sub(earlier.0))
    }
}

impl Add for WorldTime {
    type Output = WorldTime;

    fn add(self, length: WorldTime) -> WorldTime {
        WorldTime(self.0.saturating_add(length.0))
    }
}

impl Sub for WorldTime {
    type Output = WorldTime;

    fn sub(self, length: WorldTime) -> WorldTime {
        self.since(length)
    }
}

/// How one device's own monotonic clock (in microseconds, any origin) maps to world time.
///
/// Fed with round trips; it trusts the shortest of the last eight, as NTP's clock filter does (RFC 5905 §10).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClockMap {
    rounds: [Option<Round>; 8],
    next: usize,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Round {
    offset_us: i64,
    round_trip_us: i64,
}

impl ClockMap {
    /// Adds one round trip: `sent_us` and `received_us` on the own clock around a peer's `world_time`.
    ///
    /// A round that ends before it began (a lying clock) or takes over 10 s is left out; returns whether it counted.
    pub fn observe(&mut self, sent_us: i64, world_time: WorldTime, received_us: i64) -> bool {
        let Some(round_trip_us) = received_us.checked_sub(sent_us) else { return false };
        if !(0..=10_000_000).contains(&round_trip_us) {
            return false;
        }
        let Ok(world_us) = i64::try_from(world_time.0) else { return false };
        let Some(offset_us) = world_us.checked_sub(sent_us).and_then(|o| o.checked_sub(round_trip_us / 2))
        else {
            return false;
        };
        if let Some(slot) = self.rounds.get_mut(self.next) {
            *slot = Some(Round { offset_us, round_trip_us });
        }
        self.next = (self.next + 1) % self.rounds.len();
        true
    }

    /// The world time at this moment of the own clock, once a round trip is known.
    pub fn world_time(&self, own_us: i64) -> Option<WorldTime> {
        let world_us = self.best()?.offset_us.saturating_add(own_us);
        Some(WorldTime(u64::try_from(world_us).unwrap_or(0)))
    }

    /// How far off [`ClockMap::world_time`] can be, in microseconds: half the shortest round trip.
    pub fn error_us(&self) -> Option<u64> {
        self.best().map(|round| round.round_trip_us.unsigned_abs() / 2)
    }

    fn best(&self) -> Option<Round> {
        self.rounds.iter().flatten().copied().min_by_key(|round| round.round_trip_us)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_round_trip_decides() {
        let mut map = ClockMap::default();
        assert_eq!(map.world_time(0), None);
        assert!(map.observe(1_000_000, WorldTime(500_000), 1_200_000));
        assert!(map.observe(2_000_000, WorldTime(1_405_000), 2_010_000));
        assert_eq!(map.world_time(2_005_000), Some(WorldTime(1_405_000)));
        assert_eq!(map.error_us(), Some(5_000));
    }

    #[test]
    fn a_clock_that_runs_backwards_is_not_believed() {
        let mut map = ClockMap::default();
        assert!(!map.observe(10, WorldTime(5), 9));
        assert!(!map.observe(i64::MIN, WorldTime(5), i64::MAX));
        assert!(!map.observe(0, WorldTime(u64::MAX), 1));
        assert_eq!(map.world_time(0), None);
    }

    #[test]
    fn old_rounds_are_forgotten() {
        let mut map = ClockMap::default();
        assert!(map.observe(0, WorldTime(0), 2));
        for n in 1..=8 {
            assert!(map.observe(n * 1_000_000, WorldTime(n as u64 * 1_000_000 + 300), n * 1_000_000 + 100));
        }
        assert_eq!(map.error_us(), Some(50));
    }
}
