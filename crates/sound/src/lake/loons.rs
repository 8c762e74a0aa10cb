//! A pair of loons on the lake: where they swim and when they call, in closed form; seen and heard at the same place.

use std::f64::consts::TAU;

use crate::curve::{ease, mix};
use crate::meadow::life::SongNote;
use crate::noise::Key;

/// How many swim.
pub const LOONS: usize = 2;

/// The middle of the round that they swim (metres right and back of the client), and its two radii.
const ROUND_M: [f64; 4] = [8.0, -33.0, 15.0, 9.0];
/// How fast they go once round, per second: a quarter of a metre a second.
const ROUNDS_PER_S: f64 = 0.0031;

/// A call begins anywhere in the first half of these stretches, in seconds.
const BETWEEN_S: f64 = 64.0;

/// One loon at one moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pose {
    /// Metres right and back from the client.
    pub place_m: [f32; 2],
    /// Which way it swims, radians from straight ahead (−Z), clockwise seen from above.
    pub heading_rad: f32,
    /// How far its head is turned, −1 (left) to 1.
    pub look: f32,
    /// How far its head is lifted in a call, 0 to 1.
    pub call: f32,
    /// How it rocks, −1 to 1.
    pub roll: f32,
}

/// Loon number `bird` at `time_s` in the world grown from `seed`: the second follows the first.
pub fn pose(bird: usize, time_s: f64, seed: u64) -> Pose {
    let key = Key::new(seed, u32::from_be_bytes(*b"loon"));
    let own = key.child(bird as u32 + 1);
    let place = |t: f64| {
        let [x, z, wide, deep] = ROUND_M;
        let a = (t * ROUNDS_PER_S + f64::from(key.chance(0)) - 0.028 * bird as f64) * TAU;
        // The follower keeps a little to the outside.
        let out = 1.0 + 0.09 * bird as f64 + 0.04 * f64::from(own.wander(t, 1.0 / 31.0));
        ((x + wide * out * a.sin()) as f32, (z - deep * out * a.cos()) as f32)
    };
    let time_s = time_s.max(0.0);
    let ((x, z), (next_x, next_z)) = (place(time_s), place(time_s + 0.5));
    let called = call(time_s, seed).filter(|(caller, _)| *caller == bird).map_or(0.0, |(_, note)| {
        let u = ((time_s - note.began_s) as f32 / note.length_s).clamp(0.0, 1.0);
        ease(0.0, 0.2, u) * ease(1.0, 0.75, u)
    });
    Pose {
        place_m: [x, z],
        heading_rad: (next_x - x).atan2(-(next_z - z)),
        look: own.child(1).wander(time_s, 1.0 / 5.3),
        call: called,
        roll: own.child(2).wander(time_s, 1.0 / 2.3),
    }
}

/// The note that sounds at `time_s`, if any, and whose it is: the wail of two or three notes, answered now and then.
pub(crate) fn call(time_s: f64, seed: u64) -> Option<(usize, SongNote)> {
    if time_s < 0.0 {
        return None;
    }
    let key = Key::new(seed, u32::from_be_bytes(*b"wail"));
    let turn = (time_s / BETWEEN_S).floor() as i64;
    let die = |n: u32| key.child(n).chance(turn);
    let first = (die(1) * LOONS as f32) as usize % LOONS;
    let mut at_s = turn as f64 * BETWEEN_S + 8.0 + 20.0 * f64::from(die(0));
    let answered = die(2) < 0.45;
    for phrase in 0..if answered { 2i64 } else { 1 } {
        let caller = (first + phrase as usize) % LOONS;
        let low = mix(560.0, 690.0, key.child(10).chance(turn * 2 + phrase));
        let notes = 2 + i64::from(key.child(11).chance(turn * 2 + phrase) < 0.5);
        // oo-OO, or oo-OO-oo: a step up of about a fourth, held, and down again.
        for note in 0..notes {
            let (length_s, hz) = match note {
                0 => (0.75, (0.97 * low, low)),
                1 => (1.55, (1.30 * low, 1.36 * low)),
                _ => (1.05, (1.04 * low, 0.98 * low)),
            };
            let until_s = at_s + f64::from(length_s);
            if (at_s..until_s).contains(&time_s) {
                let gain = [0.55, 1.0, 0.6][note.min(2) as usize] * if phrase == 0 { 1.0 } else { 0.7 };
                return Some((caller, SongNote { began_s: at_s, length_s, hz, gain }));
            }
            at_s = until_s + 0.05;
        }
        at_s += 1.6 + 2.4 * f64::from(die(12));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loons_keep_fifteen_metres_off_swim_ahead_and_never_meet() {
        for seed in [1, 7, 40] {
            let mut before: Option<[Pose; LOONS]> = None;
            for i in 0..4_000 {
                let pair: [Pose; LOONS] = std::array::from_fn(|bird| pose(bird, f64::from(i) * 0.5, seed));
                let [[x, z], [u, v]] = pair.map(|one| one.place_m);
                assert!(x.hypot(z) > 15.0 && u.hypot(v) > 15.0, "{x}, {z}; {u}, {v}");
                assert!((x - u).hypot(z - v) > 0.9, "they meet at {x}, {z}");
                if let Some(before) = before {
                    for (was, is) in before.iter().zip(&pair) {
                        let (dx, dz) = (is.place_m[0] - was.place_m[0], is.place_m[1] - was.place_m[1]);
                        let gone = dx.hypot(dz);
                        assert!((0.02..0.6).contains(&gone), "{gone} m in half a second");
                        let ahead = (dx * was.heading_rad.sin() - dz * was.heading_rad.cos()) / gone;
                        assert!(ahead > 0.97, "{ahead}");
                    }
                }
                before = Some(pair);
            }
        }
    }

    #[test]
    fn calls_are_rare_long_and_never_at_once() {
        for seed in 0..8 {
            let (mut sounding, mut began) = (0, Vec::new());
            for i in 0..36_000 {
                let now = f64::from(i) * 0.1;
                if let Some((_, note)) = call(now, seed) {
                    sounding += 1;
                    if began.last().is_none_or(|last: &f64| now - last > 15.0) {
                        began.push(now);
                    }
                    assert!(note.hz.0 > 400.0 && note.hz.1 < 1_000.0);
                }
            }
            assert!((1_000..5_000).contains(&sounding), "{sounding} tenths of a second in an hour");
            assert!(began[0] > 7.0, "the first moments belong to the water: {}", began[0]);
        }
    }
}
