//! The lie of the sea floor: a sand terrace among coral heads, open to the blue ahead and on both sides.

use glam::{Vec2, Vec3};

use crate::kit::ground::{normal, rolling};
use crate::noise::smoothstep;

/// The water's surface above the terrace, in metres.
pub(super) const SURFACE_M: f32 = 6.6;

/// Coral heads: where (right, back), radius and height in metres. Those within ten metres come first.
pub(super) const HEADS: [[f32; 4]; 27] = [
    [2.7, -7.4, 2.2, 1.75],
    [4.7, -6.2, 1.5, 1.25],
    [1.2, -6.3, 1.1, 0.7],
    [-3.3, -3.6, 1.6, 1.1],
    [-4.9, -5.4, 1.9, 1.7],
    [3.6, -2.9, 1.35, 0.75],
    [6.3, 0.2, 2.1, 1.7],
    [4.2, 2.1, 1.3, 0.8],
    [1.0, 6.7, 2.3, 1.7],
    [-2.4, 4.6, 1.6, 1.1],
    [3.6, 4.9, 1.3, 0.8],
    [-6.3, 3.2, 2.2, 1.8],
    [-6.8, -1.0, 2.0, 1.6],
    [-3.6, 1.3, 1.1, 0.5],
    [-1.3, -8.6, 0.9, 0.5],
    [-5.8, -10.8, 2.5, 2.5],
    [-1.6, -14.0, 2.0, 1.6],
    [8.0, -10.6, 2.7, 2.7],
    [2.2, -18.5, 2.8, 2.3],
    [-10.5, -16.0, 3.6, 3.2],
    [12.0, -3.6, 3.0, 3.0],
    [-13.0, 2.0, 3.4, 3.1],
    [9.6, 8.2, 3.3, 3.0],
    [-7.4, 11.0, 3.5, 3.1],
    [3.4, 13.6, 3.5, 3.2],
    [14.5, -15.5, 4.0, 3.6],
    [-15.5, -7.0, 3.8, 3.0],
];

/// How many of [`HEADS`] stand within ten metres.
pub(super) const NEAR_HEADS: usize = 15;

/// How high sand has banked up against the feet of the heads, which are bodies of their own, in metres.
fn bank(p: Vec2) -> f32 {
    let bent = p + Vec2::new(rolling(p, 0.55, 2, 3), rolling(p, 0.55, 2, 4)) * 0.5;
    let mut high = 0.0f32;
    for [x, z, radius, height] in HEADS {
        let off = bent.distance(Vec2::new(x, z)) - radius;
        let slope = smoothstep(0.55 + 0.25 * height, -0.35, off);
        high = high.max((0.10 + 0.08 * height) * slope * slope);
    }
    high
}

/// How near the nearest coral head is, 1 at its foot and 0 a metre away: there grit and broken coral gather.
pub(super) fn near_head(p: Vec2) -> f32 {
    let bent = p + Vec2::new(rolling(p, 1.3, 2, 43), rolling(p, 1.3, 2, 44)) * 0.8;
    let off = HEADS.iter().map(|[x, z, radius, _]| bent.distance(Vec2::new(*x, *z)) - radius);
    smoothstep(0.75, -0.05, off.fold(f32::MAX, f32::min))
}

/// How high rock rises beyond the heads one knows, as far as one can see, in metres.
fn hills(p: Vec2) -> f32 {
    smoothstep(13.0, 22.0, p.length()) * 6.0 * (rolling(p, 0.11, 2, 21) - 0.05).max(0.0)
}

/// Height of the floor in metres; 0 under the client.
pub(super) fn height(p: Vec2) -> f32 {
    let away = smoothstep(0.9, 4.0, p.length());
    let high = hills(p);
    let rough = smoothstep(0.06, 0.5, high);
    let ledges = 0.55 * rolling(p, 0.9, 3, 7) + 0.30 * rolling(p, 2.6, 2, 9);
    let out = (p.length() - 7.0).max(0.0);
    let down = 0.055 * out * smoothstep(0.0, 14.0, out) * (1.0 - 0.35 * smoothstep(-4.0, 10.0, p.y));
    away * (0.22 * rolling(p, 0.33, 3, 5) + bank(p)) + high + rough * ledges * away - down
}

/// Share of rock (the rest is sand).
pub(super) fn cover(p: Vec2) -> f32 {
    smoothstep(0.05, 0.30, hills(p) + 0.10 * rolling(p, 1.7, 2, 13))
}

/// A place on the floor and its normal.
pub(super) fn on_floor(p: Vec2) -> (Vec3, Vec3) {
    (Vec3::new(p.x, height(p), p.y), normal(&height, p))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_floor_of_the_client_is_level_and_no_head_stands_within_reach() {
        for i in 0..64 {
            let a = i as f32 * 0.1;
            let p = Vec2::new(a.cos(), a.sin());
            assert!(height(p * 0.8).abs() < 0.06, "{p}: {}", height(p * 0.8));
            assert!(cover(p * 1.5) < 0.5, "{p}");
        }
    }

    #[test]
    fn no_head_reaches_the_surface() {
        for x in -40..40 {
            for z in -40..40 {
                assert!(height(Vec2::new(x as f32 * 0.6, z as f32 * 0.6)) < SURFACE_M - 1.5);
            }
        }
    }
}
