//! How far the garden has opened: a slow, closed-form answer to breathing that only ever adds.

use crate::clock::WorldTime;

/// How fast the garden opens by breathing time alone, thousandths of it per minute: three fifths in five minutes.
pub const GARDEN_ALONE_PERMILLE_PER_MIN: u16 = 120;
/// How fast it opens at full coherence.
pub const GARDEN_MOST_PERMILLE_PER_MIN: u16 = 320;
/// The time constant with which its speed follows, in seconds (art bible: τ ≥ 10 s).
pub const GARDEN_TIME_CONSTANT_SECS: f64 = 12.0;
/// Up to this coherence, in thousandths, breathing time alone counts; from the other on it is full.
const COHERENCE_FROM: u16 = 300;
const COHERENCE_FULL: u16 = 800;

/// A garden at any moment: its speed goes exponentially from what it was to its target, and what has opened is the sum.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Garden {
    /// Where its speed goes, thousandths of the garden per minute.
    pub target_permille_per_min: u16,
    speed_from: f64,
    opened_from: f64,
    since: WorldTime,
}

impl Garden {
    /// Bare sand, about to open.
    pub fn begin(at: WorldTime) -> Self {
        let bare = Self { target_permille_per_min: 0, speed_from: 0.0, opened_from: 0.0, since: at };
        bare.towards(GARDEN_ALONE_PERMILLE_PER_MIN, at)
    }

    /// How much of it has opened at this moment, 0 to 1. Never falls.
    pub fn opened(&self, at: WorldTime) -> f64 {
        let (minutes, share) = self.way(at);
        let constant = GARDEN_TIME_CONSTANT_SECS / 60.0;
        let target = self.target();
        let opened = self.opened_from + target * minutes + (self.speed_from - target) * constant * share;
        opened.max(self.opened_from).min(1.0)
    }

    /// The same garden, its speed from now on on its way to another target.
    pub fn towards(&self, permille_per_min: u16, at: WorldTime) -> Self {
        Self {
            target_permille_per_min: permille_per_min.min(GARDEN_MOST_PERMILLE_PER_MIN),
            speed_from: self.target() + (self.speed_from - self.target()) * (1.0 - self.way(at).1),
            opened_from: self.opened(at),
            since: at,
        }
    }

    fn target(&self) -> f64 {
        f64::from(self.target_permille_per_min) / 1_000.0
    }

    /// Minutes since the target was set, and how much of the way to it the speed has gone.
    fn way(&self, at: WorldTime) -> (f64, f64) {
        let seconds = at.since(self.since).as_secs_f64();
        (seconds / 60.0, 1.0 - libm::exp(-seconds / GARDEN_TIME_CONSTANT_SECS))
    }
}

/// How fast the garden opens at this coherence, in thousandths; without one, by breathing time alone.
///
/// Never slower than without: feedback rewards and does not punish (safety rule 9).
pub fn garden_permille_per_min(coherence_permille: Option<u16>) -> u16 {
    let share = coherence_permille.unwrap_or(0).clamp(COHERENCE_FROM, COHERENCE_FULL) - COHERENCE_FROM;
    let more = GARDEN_MOST_PERMILLE_PER_MIN - GARDEN_ALONE_PERMILLE_PER_MIN;
    let more = u32::from(more) * u32::from(share) / u32::from(COHERENCE_FULL - COHERENCE_FROM);
    GARDEN_ALONE_PERMILLE_PER_MIN + u16::try_from(more).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breathing_time_alone_opens_three_fifths_in_five_minutes() {
        let garden = Garden::begin(WorldTime::from_secs(30));
        assert_eq!(garden.opened(WorldTime::from_secs(30)), 0.0);
        let opened = garden.opened(WorldTime::from_secs(330));
        assert!((0.55..=0.60).contains(&opened), "{opened}");
        assert_eq!(garden.opened(WorldTime::from_secs(3_600)), 1.0);
    }

    #[test]
    fn safety_rule_09_no_coherence_opens_it_more_slowly_than_none() {
        for coherence in 0..=1_100 {
            assert!(garden_permille_per_min(Some(coherence)) >= garden_permille_per_min(None));
        }
        assert_eq!(garden_permille_per_min(Some(1_000)), GARDEN_MOST_PERMILLE_PER_MIN);
        assert_eq!(garden_permille_per_min(Some(550)), 220);
    }

    #[test]
    fn a_change_of_speed_jumps_neither_in_what_has_opened_nor_in_speed() {
        let at = WorldTime::from_secs(100);
        let before = Garden::begin(WorldTime::START);
        let after = before.towards(320, at);
        assert!((before.opened(at) - after.opened(at)).abs() < 1e-12);
        let speed = |garden: &Garden| garden.opened(at + WorldTime::from_millis(1)) - garden.opened(at);
        assert!((speed(&before) / speed(&after) - 1.0).abs() < 1e-3);
    }
}
