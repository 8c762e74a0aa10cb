//! Which way the panels stand: before the client, and again before them when they have turned away for a while.

/// Turning further than this from the panels, in degrees, brings them along.
const AWAY_DEG: f32 = 42.0;
/// After looking away this long, in seconds.
const AWAY_S: f32 = 0.8;

/// The heading of the panels, folded from where the head looks.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Anchor {
    heading_deg: f32,
    away_s: f32,
}

impl Anchor {
    /// The heading of the panels' middle, degrees to the right of straight ahead.
    pub fn heading_deg(&self) -> f32 {
        self.heading_deg
    }

    /// Takes in where the head looks (degrees to the right) over `dt_s` seconds; whether the panels moved.
    pub fn update(&mut self, head_deg: f32, dt_s: f32) -> bool {
        if !head_deg.is_finite() || turned_deg(head_deg, self.heading_deg).abs() < AWAY_DEG {
            self.away_s = 0.0;
            return false;
        }
        self.away_s += dt_s;
        if self.away_s < AWAY_S {
            return false;
        }
        *self = Anchor { heading_deg: turned_deg(head_deg, 0.0), away_s: 0.0 };
        true
    }
}

/// How far `to` lies to the right of `from`, −180 to 180 degrees.
pub(crate) fn turned_deg(to: f32, from: f32) -> f32 {
    (to - from + 180.0).rem_euclid(360.0) - 180.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glance_aside_leaves_the_panels_where_they_are() {
        let mut anchor = Anchor::default();
        for _ in 0..60 {
            assert!(!anchor.update(30.0, 1.0 / 72.0));
        }
        assert!(!anchor.update(120.0, 0.5));
        assert!(!anchor.update(0.0, 0.1));
        assert!(!anchor.update(120.0, 0.5));
        assert_eq!(anchor.heading_deg(), 0.0);
    }

    #[test]
    fn who_turns_round_finds_the_panels_there() {
        let mut anchor = Anchor::default();
        assert!(!anchor.update(-170.0, 0.5));
        assert!(anchor.update(190.0, 0.5));
        assert!((anchor.heading_deg() + 170.0).abs() < 1e-4);
        assert!(!anchor.update(170.0, 5.0), "over the back is a short way");
    }
}
