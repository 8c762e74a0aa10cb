//! The cows of the meadow: where each stands, walks and grazes, in closed form; seen and heard at the same place.

use crate::curve::ease;
use crate::noise::Key;

/// How many graze.
pub const COWS: usize = 5;

/// Length of a stride (one turn of all four legs), in metres.
pub const STRIDE_M: f32 = 1.35;

/// The middle of the round that each walks (metres right and back), and its radius.
const ROUNDS: [(f32, f32, f32); COWS] =
    [(-5.5, -13.5, 2.8), (-13.5, -22.5, 3.8), (-2.5, -27.0, 3.4), (21.0, -9.5, 3.4), (-16.5, -2.5, 2.8)];

/// One cow at one moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pose {
    /// Metres right and back from the client.
    pub place_m: [f32; 2],
    /// Where it looks, radians from straight ahead (−Z), clockwise seen from above.
    pub heading_rad: f32,
    /// Where its legs are in their stride, 0 to 1; follows the way gone, so that no foot slides.
    pub stride: f32,
    /// How fast it walks, 0 (stands) to 1.
    pub pace: f32,
    /// How far its head is down in the grass, 0 to 1.
    pub graze: f32,
    /// Which way it looks with its head up, −1 (left) to 1.
    pub look: f32,
    /// How much its tail swings, −1 to 1.
    pub tail: f32,
    /// How lively its head moves, 0 to 1: what rings its bell.
    pub nod: f32,
}

/// Cow number `cow` at `time_s` in the world grown from `seed`: it grazes, walks a few steps on, grazes again.
pub fn pose(cow: usize, time_s: f64, seed: u64) -> Pose {
    let key = Key::new(seed, u32::from_be_bytes(*b"cows")).child(cow as u32);
    let (right, back, radius) = ROUNDS[cow % COWS];
    let time_s = time_s.max(0.0);
    // Walks begin at even intervals, each cow's own, and differ in length.
    let every_s = 23.0 + 4.3 * cow as f64 + 6.0 * f64::from(key.chance(0));
    let shifted = time_s + every_s * f64::from(key.chance(1));
    let (walk, within_s) = ((shifted / every_s).floor(), (shifted % every_s) as f32);
    let length_m = STRIDE_M * 1.5;
    let takes_s = length_m / 0.62;
    let share = ease(0.0, takes_s, within_s);
    let gone_m = walk * f64::from(length_m) + f64::from(share * length_m);
    let way = if key.chance(2) < 0.5 { 1.0 } else { -1.0 };
    let around = f64::from(key.chance(3)) * std::f64::consts::TAU + way * gone_m / f64::from(radius);
    let (sine, cosine) = (around.sin() as f32, around.cos() as f32);
    let moving = (within_s / takes_s).min(1.0);
    let pace = (4.0 * moving * (1.0 - moving)).min(1.0);
    let up = ease(0.30, 0.62, key.child(4).wander(time_s, 1.0 / 16.0)).max(0.55 * ease(0.0, 1.0, pace));
    let look = key.child(5).wander(time_s, 1.0 / 6.5);
    let swat = ease(0.1, 0.5, key.child(6).wander(time_s, 1.0 / 4.7));
    let swing = crate::curve::sine(crate::curve::turns(0.55 + 0.05 * f64::from(key.chance(7)), time_s));
    let tear = crate::curve::sine(crate::curve::turns(0.71 + 0.1 * f64::from(key.chance(8)), time_s));
    let busy = ease(-0.2, 0.3, key.child(9).wander(time_s, 1.0 / 3.1));
    Pose {
        place_m: [right + radius * sine, back - radius * cosine],
        heading_rad: (around + way * std::f64::consts::FRAC_PI_2).rem_euclid(std::f64::consts::TAU) as f32,
        stride: (gone_m / f64::from(STRIDE_M)).fract() as f32,
        pace,
        graze: (1.0 - up) * (1.0 - 0.05 * busy * tear.max(0.0)),
        look: look * up,
        tail: swing * (0.25 + 0.75 * swat),
        nod: (busy * (1.0 - up) * 0.7 + 0.8 * pace).min(1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cow_comes_nearer_than_eight_metres_or_meets_another() {
        for seed in [1, 7, 40] {
            for i in 0..4_000 {
                let herd: [Pose; COWS] = std::array::from_fn(|cow| pose(cow, f64::from(i) * 0.9, seed));
                for (n, one) in herd.iter().enumerate() {
                    let [x, z] = one.place_m;
                    assert!(x.hypot(z) > 8.0 + 1.3, "cow {n} came to {x}, {z}");
                    for other in &herd[n + 1..] {
                        let (dx, dz) = (x - other.place_m[0], z - other.place_m[1]);
                        assert!(dx.hypot(dz) > 2.0, "cows meet at {x}, {z}");
                    }
                }
            }
        }
    }

    #[test]
    fn cows_walk_the_way_they_look_and_their_feet_keep_up() {
        let step_s = 0.02;
        let mut walked = 0;
        for i in 0..20_000 {
            let (now, next) = (pose(0, f64::from(i) * step_s, 3), pose(0, f64::from(i + 1) * step_s, 3));
            let (dx, dz) = (next.place_m[0] - now.place_m[0], next.place_m[1] - now.place_m[1]);
            let gone = dx.hypot(dz);
            assert!(gone < 1.2 * step_s as f32, "{} m/s", gone / step_s as f32);
            if gone > 0.2 * step_s as f32 {
                walked += 1;
                let ahead = (dx * now.heading_rad.sin() - dz * now.heading_rad.cos()) / gone;
                assert!(ahead > 0.98, "{ahead}");
                let strides = (next.stride - now.stride).rem_euclid(1.0) * STRIDE_M;
                assert!((strides - gone).abs() < 0.002, "{strides} for {gone}");
            }
        }
        assert!(walked > 500, "{walked}");
    }

    #[test]
    fn heads_go_down_and_come_up_without_haste() {
        let (mut least, mut most, mut before) = (1.0f32, 0.0f32, pose(1, 0.0, 5).graze);
        for i in 1..30_000 {
            let now = pose(1, f64::from(i) * 0.02, 5).graze;
            assert!((now - before).abs() < 0.03, "{}", (now - before).abs());
            (least, most, before) = (least.min(now), most.max(now), now);
        }
        assert!(least < 0.2 && most > 0.9, "{least} to {most}");
    }
}
