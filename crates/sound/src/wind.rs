//! The one wind that moves grass, leaves, waves and sound, in closed form.

use crate::curve::{ease, mix};
use crate::noise::Key;

/// The wind at one moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wind {
    /// Strength, 0 (still) to 1 (the strongest gust of an evening breeze, about 5 m/s).
    pub strength: f32,
    /// Where it comes from, in radians from straight ahead (−Z, the sea), clockwise seen from above.
    pub from_rad: f32,
}

/// The same breeze at the height of the clouds, in metres per second to the right and to the back: steadier than below,
/// and come round by 40° to the right, as the ground slows and turns back the wind below.
pub const ALOFT_MPS: [f64; 2] = [-1.9, 2.1];

impl Wind {
    /// What is left of it towards nightfall and in calm, when a sea breeze lies down: for grass, seen and heard.
    pub fn at_dusk(self, minutes: f32, calm: f32) -> Wind {
        let evening = ease(18.5 * 60.0, 21.5 * 60.0, minutes);
        Wind { strength: self.strength * mix(1.0, 0.72, evening) * mix(1.0, 0.80, calm), ..self }
    }
}

/// The wind at `world_time_s` in the world grown from `seed`: swells of 12–40 s, gusts of 3–6 s on top.
pub fn wind(world_time_s: f64, seed: u64) -> Wind {
    let key = Key::new(seed, u32::from_be_bytes(*b"wind"));
    let swell = 0.5 + 0.5 * key.wander(world_time_s, 1.0 / 17.0);
    let slow = 0.5 + 0.5 * key.child(1).wander(world_time_s, 1.0 / 41.0);
    let gust = 0.5 + 0.5 * key.child(2).wander(world_time_s, 1.0 / 4.3);
    let strength = 0.12 + 0.40 * swell * (0.5 + 0.5 * slow) + 0.18 * slow + 0.30 * gust * swell;
    Wind { strength: strength.clamp(0.0, 1.0), from_rad: 0.5 * key.child(3).wander(world_time_s, 1.0 / 29.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_breeze_lies_down_at_night_and_in_calm() {
        let day = wind(100.0, 5);
        assert_eq!(day.at_dusk(720.0, 0.0), day);
        assert!(day.at_dusk(1_320.0, 0.0).strength < 0.75 * day.strength);
        assert!(day.at_dusk(720.0, 1.0).strength < 0.85 * day.strength);
    }

    #[test]
    fn the_wind_swells_without_jumps_and_never_falls_still() {
        let (mut least, mut most) = (1.0_f32, 0.0_f32);
        let mut before = wind(0.0, 5).strength;
        for i in 1..60_000 {
            let now = wind(f64::from(i) * 0.02, 5).strength;
            assert!((now - before).abs() < 0.01);
            (least, most) = (least.min(now), most.max(now));
            before = now;
        }
        assert!(least > 0.1 && least < 0.3, "{least}");
        assert!(most > 0.6 && most <= 1.0, "{most}");
    }
}
