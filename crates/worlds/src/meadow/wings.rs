//! Butterflies over the flowers and birds above the valley: wings on closed-form ways, drawn by the gulls' shader.

use std::f64::consts::TAU;

use glam::{Vec2, Vec3, Vec4};

use super::land::height;
use crate::StageError;
use crate::gpu::Mesh;
use crate::kit::wings::{Wing, wings};

/// Butterflies, then swallows, then kites that circle; the shader has room for seven.
const BUTTERFLIES: usize = 4;
const SWALLOWS: usize = 2;
pub(super) const WINGS: usize = 7;

const BUTTERFLY: Wing = &[
    (0.01, 0.02, -0.10, 0.10),
    (0.2, 0.25, -0.42, 0.30),
    (0.5, 0.62, -0.78, 0.62),
    (0.8, 0.92, -0.86, 0.58),
    (1.0, 1.02, -0.62, 0.06),
];
const BIRD: Wing = &[
    (0.01, 0.04, -0.12, 0.10),
    (0.3, 0.24, -0.16, 0.07),
    (0.55, 0.46, -0.12, 0.05),
    (0.8, 0.68, 0.0, 0.08),
    (1.0, 0.90, 0.16, 0.17),
];

/// Butterflies and birds, one mesh each; vertices as those of `beach::gulls`.
pub(super) fn meshes(gl: &glow::Context) -> Result<[Mesh; 2], StageError> {
    let orange = |share: f32, edge: f32| {
        if share > 0.75 || edge > 0.9 { Vec3::new(0.07, 0.04, 0.02) } else { Vec3::new(0.66, 0.27, 0.045) }
    };
    let slate = |share: f32, _: f32| Vec3::splat(if share > 0.8 { 0.028 } else { 0.045 });
    let numbers = |from: usize, to: usize| (from..to).map(|i| i as f32).collect::<Vec<f32>>();
    Ok([
        wings(gl, BUTTERFLY, &orange, 0.05, 0.55, &numbers(0, BUTTERFLIES))?,
        wings(gl, BIRD, &slate, 0.055, 0.36, &numbers(BUTTERFLIES, WINGS))?,
    ])
}

/// Where each flies: place and heading; bank, stroke, bend of the outer wing, size. By night the butterflies rest.
pub(super) fn flight(time_s: f64, seed: u64, minutes: f32) -> [Vec4; WINGS * 2] {
    let mut out = [Vec4::ZERO; WINGS * 2];
    let awake = (420.0..1_235.0).contains(&minutes);
    for i in 0..WINGS {
        let k = i as f64 + (seed % 13) as f64 * 0.61;
        let place = |t: f64| {
            if i < BUTTERFLIES {
                // From flower to flower: a wide, slow round with flutter on it, never within a metre and a half.
                let a = t * (0.045 + 0.006 * k.sin()) + k * 1.9;
                let r = 3.4 + 1.3 * (t * 0.081 + 2.0 * k).sin() + 0.35 * i as f64;
                let flutter = 0.16 * (t * 2.3 + k * 3.0).sin() + 0.10 * (t * 3.7 + k).sin();
                let (x, z) = ((a.sin() * r + flutter) as f32, (-a.cos() * r + flutter) as f32);
                let up = 0.55 + 0.17 * (t * 0.63 + k).sin() + 0.10 * (t * 2.9 + k * 5.0).sin();
                Vec3::new(x, height(Vec2::new(x, z)) + up as f32, z)
            } else if i < BUTTERFLIES + SWALLOWS {
                let a = t * 0.33 + k * 2.0;
                let (x, z) = (26.0 * a.sin() + 9.0 * (a * 2.3).sin() - 6.0, -38.0 + 17.0 * (a * 1.31).cos());
                Vec3::new(x as f32, (9.0 + 4.0 * (a * 1.7).sin()) as f32, z as f32)
            } else {
                let a = t * 0.11 + k;
                Vec3::new(
                    (-55.0 + 34.0 * a.sin()) as f32,
                    (34.0 + 5.0 * (t * 0.04).sin()) as f32,
                    (-120.0 + 34.0 * a.cos()) as f32,
                )
            }
        };
        let (now, soon) = (place(time_s), place(time_s + 0.25));
        let heading = (soon.x - now.x).atan2(-(soon.z - now.z));
        let beat = |per_s: f64| ((time_s * per_s + k).fract() * TAU).sin() as f32;
        let (size, stroke, bend, bank) = if i < BUTTERFLIES {
            // A few strokes, then a glide on raised wings.
            let gliding = (time_s * 0.7 + k * 2.0).sin().max(0.0) as f32;
            (
                if awake { 0.034 } else { 0.0 },
                0.35 + 0.75 * beat(5.5 + 0.3 * k) * (1.0 - 0.8 * gliding),
                0.0,
                0.2 * beat(0.31),
            )
        } else if i < BUTTERFLIES + SWALLOWS {
            (0.19, 0.10 + 0.42 * beat(3.9) * (0.3 + 0.7 * beat(0.23).abs()), -0.2, 0.45 * beat(0.13))
        } else {
            (0.85, 0.14 + 0.03 * beat(0.19), -0.12, -0.32)
        };
        out[i * 2] = now.extend(heading);
        out[i * 2 + 1] = Vec4::new(bank, stroke, bend, size);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_flies_comes_within_a_metre_and_a_half() {
        for seed in [1, 7, 30] {
            for i in 0..8_000 {
                let flying = flight(i as f64 * 0.1, seed, 900.0);
                for wing in 0..WINGS {
                    let at = flying[wing * 2].truncate() - Vec3::Y * 1.2;
                    assert!(at.length() > 1.5, "wing {wing} at {at}");
                }
            }
        }
    }
}
