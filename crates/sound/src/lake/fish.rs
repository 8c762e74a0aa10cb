//! A fish that comes up now and then: the ring it leaves on the water, and the soft plop, in closed form.

use crate::noise::Key;

/// Rings that can be seen at one moment.
pub const RINGS: usize = 4;
/// A fish comes up once in each of these stretches of time, in seconds.
const EVERY_S: f64 = 23.0;
/// How long a ring is seen, in seconds.
const SEEN_S: f32 = 11.0;

/// A ring on the water.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ring {
    /// Its middle, in metres right and back from the client.
    pub place_m: [f32; 2],
    /// How long ago the fish broke the surface, in seconds.
    pub age_s: f32,
    /// How strong it is, 0 to 1; 0 where there is none.
    pub strength: f32,
}

/// Where and when fish number `turn` comes up.
fn rise(key: Key, turn: i64) -> ([f32; 2], f64, f32) {
    let die = |n: u32| key.child(n).chance(turn);
    let (away_m, side) = (4.2 + 15.0 * die(0) * die(0), 1.5 * (die(1) - 0.5));
    let at_s = (turn as f64 + 0.15 + 0.6 * f64::from(die(2))) * EVERY_S;
    ([away_m * side.sin(), -away_m * side.cos()], at_s, 0.45 + 0.55 * die(3))
}

/// The rings at `time_s` in the world grown from `seed`.
pub fn rings(time_s: f64, seed: u64) -> [Ring; RINGS] {
    let key = Key::new(seed, u32::from_be_bytes(*b"fish"));
    let mut rings = [Ring::default(); RINGS];
    let now = (time_s / EVERY_S).floor() as i64;
    // The last two fish, each with a second, smaller ring that follows the first.
    for turn in [now - 1, now].into_iter().filter(|turn| *turn >= 0) {
        let n = (turn % 2) as usize;
        let (place_m, at_s, loud) = rise(key, turn);
        for (echo, late_s) in [0.0, 0.85].into_iter().enumerate() {
            let age_s = (time_s - at_s) as f32 - late_s;
            if (0.0..SEEN_S).contains(&age_s) {
                let swell = (age_s * 4.0).min(1.0);
                let left = 1.0 - age_s / SEEN_S;
                let strength = loud * swell * left * left * [1.0, 0.55][echo];
                rings[2 * n + echo] = Ring { place_m, age_s, strength };
            }
        }
    }
    rings
}

/// Where a fish falls back into the water at `time_s`, and how loud, if one does.
pub(crate) fn splash(time_s: f64, seed: u64) -> Option<([f32; 2], f32)> {
    if time_s < 0.0 {
        return None;
    }
    let key = Key::new(seed, u32::from_be_bytes(*b"fish"));
    let (place_m, at_s, loud) = rise(key, (time_s / EVERY_S).floor() as i64);
    let since_s = (time_s - at_s) as f32;
    let [x, z] = place_m;
    (0.0..0.7).contains(&since_s).then(|| {
        let fall = (1.0 - since_s / 0.7) * (since_s * 16.0).min(1.0);
        (place_m, loud * fall * (6.0 / x.hypot(z)).min(1.2))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rings_swell_and_fade_without_a_jump_and_begin_where_the_fish_is_heard() {
        let mut seen = 0;
        let mut before = rings(0.0, 7);
        for i in 1..30_000 {
            let time_s = f64::from(i) * 0.01;
            let now = rings(time_s, 7);
            for (was, is) in before.iter().zip(&now) {
                let other = was.place_m != is.place_m;
                // A place is taken over by another fish only when its ring has gone.
                let jump = (is.strength - was.strength).abs();
                assert!(jump < 0.06 || other && was.strength < 0.06, "{jump} at {time_s}");
                seen += usize::from(is.strength > 0.0);
            }
            if let Some((place_m, _)) = splash(time_s, 7) {
                assert!(now.iter().any(|ring| ring.place_m == place_m), "at {time_s}");
            }
            before = now;
        }
        assert!(seen > 10_000, "{seen}");
    }
}
