//! What lives by the lake: a pair of loons, moths at the lantern, fireflies over the reeds; every pose a closed form of time.

use std::f64::consts::TAU;

use glam::{Vec2, Vec3, Vec4};
use sound::lake::loons::{self, LOONS};

use super::jetty::LANTERN;
use super::land::{WATER_M, height};
use crate::StageError;
use crate::gpu::Mesh;
use crate::kit::loft::{Ring, loft};

/// Moths round the lantern; their shader has room for seven.
pub(super) const MOTHS: usize = 4;
/// Fireflies.
pub(super) const SPARKS: usize = 12;

/// Where the fireflies are at home: over the reeds on both sides, at the shore behind.
const HOMES: [[f32; 2]; SPARKS] = [
    [9.5, -5.0],
    [11.0, -7.5],
    [8.2, -1.5],
    [12.5, -3.0],
    [-9.0, -4.5],
    [-10.5, -7.0],
    [-8.0, -0.8],
    [-4.2, 7.0],
    [3.8, 6.6],
    [6.5, 9.5],
    [-7.5, 11.5],
    [1.5, 12.0],
];

const BLACK: Vec3 = Vec3::new(0.022, 0.024, 0.026);
const GREY: Vec3 = Vec3::new(0.155, 0.150, 0.145);
const WHITE: Vec3 = Vec3::new(0.52, 0.51, 0.49);

/// Both loons in one mesh, bill towards −Z, the water at 0: place, normal, colour and how far it belongs to the head.
pub(super) fn loons(gl: &glow::Context) -> Result<Mesh, StageError> {
    let (mut vertices, mut indices) = (Vec::new(), Vec::new());
    let mut part =
        |rings: &[Ring], sides: usize, colour: &dyn Fn(Vec3, f32) -> Vec3, head: &dyn Fn(f32) -> f32| {
            let start = (vertices.len() / 10) as u32;
            let triangles = loft(rings, 3, sides, Vec3::X, &mut |place, normal, share| {
                vertices.extend_from_slice(&place.to_array());
                vertices.extend_from_slice(&normal.to_array());
                vertices.extend_from_slice(&colour(place, share).to_array());
                vertices.push(head(share));
            });
            indices.extend(triangles.into_iter().map(|i| i + start));
        };
    // Low in the water, the back flat, the breast deep, a short tail.
    let body = [
        [0.0, 0.055, 0.36, 0.012, 0.020],
        [0.0, 0.062, 0.30, 0.050, 0.070],
        [0.0, 0.050, 0.16, 0.098, 0.118],
        [0.0, 0.042, 0.00, 0.115, 0.132],
        [0.0, 0.050, -0.14, 0.108, 0.118],
        [0.0, 0.070, -0.23, 0.082, 0.080],
        [0.0, 0.085, -0.28, 0.030, 0.036],
    ];
    part(
        &body,
        14,
        &|p, _| {
            // A chequered back, white flanks at the water.
            let chequer = ((p.x * 95.0).sin() * (p.z * 60.0).sin()).max(0.0);
            let back = BLACK.lerp(WHITE, 0.55 * chequer * ((p.y - 0.08) * 18.0).max(0.0).min(1.0));
            back.lerp(WHITE, (1.0 - p.y / 0.055).max(0.0).min(1.0))
        },
        &|_| 0.0,
    );
    let neck = [
        [0.0, 0.070, -0.19, 0.075, 0.070],
        [0.0, 0.150, -0.245, 0.046, 0.044],
        [0.0, 0.225, -0.262, 0.040, 0.037],
        [0.0, 0.290, -0.270, 0.043, 0.039],
        [0.0, 0.325, -0.290, 0.048, 0.041],
        [0.0, 0.330, -0.325, 0.043, 0.037],
        [0.0, 0.322, -0.360, 0.028, 0.022],
    ];
    part(
        &neck,
        12,
        &|p, t| {
            let throat = if (0.10..0.45).contains(&t) && p.z < -0.262 { BLACK } else { GREY };
            throat.lerp(WHITE, 0.75 * f32::from(u8::from((0.06..0.13).contains(&t))))
        },
        &|t| (1.6 * t - 0.3).max(0.0).min(1.0),
    );
    let bill = [
        [0.0, 0.322, -0.350, 0.022, 0.016],
        [0.0, 0.322, -0.400, 0.014, 0.009],
        [0.0, 0.326, -0.445, 0.003, 0.002],
    ];
    part(&bill, 8, &|_, _| BLACK, &|_| 1.0);
    let numbers: Vec<f32> = (0..LOONS).map(|bird| bird as f32).collect();
    Mesh::new(gl, &[(0, 3), (1, 3), (2, 4)], &vertices, &indices, &[(3, 1)], &numbers)
}

/// A moth: two rounded wings and a body, for the shader of the gulls.
pub(super) fn moths(gl: &glow::Context) -> Result<Mesh, StageError> {
    let pale = Vec3::new(0.46, 0.40, 0.31);
    let (mut vertices, mut indices) = (Vec::new(), Vec::new());
    let mut corner = |p: Vec3, share: f32, tint: f32| {
        let colour = pale * tint;
        vertices.extend_from_slice(&[p.x, p.y, p.z, 0.0, 1.0, 0.0, colour.x, colour.y, colour.z, share]);
        (vertices.len() / 10) as u32 - 1
    };
    for side in [-1.0f32, 1.0] {
        // Share of the wing, its front and its back edge.
        let rows = [
            (0.02, -0.12, 0.30),
            (0.30, -0.42, 0.46),
            (0.62, -0.52, 0.44),
            (0.88, -0.40, 0.26),
            (1.0, -0.16, 0.02),
        ]
        .map(|(share, front, back)| {
            [front, back].map(|z| corner(Vec3::new(side * share, 0.0, z), side * share, 1.15 - 0.4 * share))
        });
        for pair in rows.windows(2) {
            let ([a, b], [c, d]) = (pair[0], pair[1]);
            indices.extend_from_slice(&[a, b, c, b, d, c]);
        }
    }
    let body = [(-0.42f32, 0.03f32), (-0.2, 0.10), (0.2, 0.10), (0.62, 0.02)]
        .map(|(z, r)| [-r, r].map(|x| corner(Vec3::new(x, 0.04, z), 0.0, 0.6)));
    for pair in body.windows(2) {
        let ([a, b], [c, d]) = (pair[0], pair[1]);
        indices.extend_from_slice(&[a, b, c, b, d, c]);
    }
    let numbers: Vec<f32> = (0..MOTHS).map(|moth| moth as f32).collect();
    Mesh::new(gl, &[(0, 3), (1, 3), (2, 4)], &vertices, &indices, &[(3, 1)], &numbers)
}

/// Per loon: where it swims and its heading; how it rocks, looks and lifts its head, and its size.
pub(super) fn swim(time_s: f64, seed: u64) -> [Vec4; LOONS * 2] {
    let mut out = [Vec4::ZERO; LOONS * 2];
    for bird in 0..LOONS {
        let pose = loons::pose(bird, time_s, seed);
        let [x, z] = pose.place_m;
        out[2 * bird] = Vec4::new(x, WATER_M - 0.012, z, pose.heading_rad);
        out[2 * bird + 1] =
            Vec4::new(0.045 * pose.roll, 0.75 * pose.look, 0.5 * pose.call, 1.06 - 0.08 * bird as f32);
    }
    out
}

/// The wakes they draw: where each is and which way it swims.
pub(super) fn wakes(loons: &[Vec4; LOONS * 2]) -> [Vec4; LOONS] {
    std::array::from_fn(|bird| {
        let at = loons[2 * bird];
        Vec4::new(at.x, at.z, at.w.sin(), -at.w.cos())
    })
}

/// Where each moth flies: place and heading; bank, stroke, bend of the outer wing, size. By day there are none.
pub(super) fn flight(time_s: f64, seed: u64, dark: f32) -> [Vec4; 14] {
    let mut out = [Vec4::ZERO; 14];
    for moth in 0..MOTHS {
        let k = moth as f64 + (seed % 11) as f64 * 0.37;
        let place = |t: f64| {
            let a = t * (0.62 + 0.11 * k.sin()) + k * 1.7 + 0.9 * (t * 0.23 + k).sin();
            let r = 0.20 + 0.09 * (t * 0.41 + 2.0 * k).sin() + 0.03 * moth as f64;
            let up = 0.06 + 0.13 * (t * 0.53 + 3.0 * k).sin() + 0.03 * (t * 1.9 + k).sin();
            LANTERN + Vec3::new((r * a.sin()) as f32, up as f32, (-r * a.cos()) as f32)
        };
        let (now, soon) = (place(time_s), place(time_s + 0.1));
        let heading = (soon.x - now.x).atan2(-(soon.z - now.z));
        let beat = ((time_s * (5.2 + 0.4 * k)).fract() * TAU).sin() as f32;
        out[2 * moth] = now.extend(heading);
        out[2 * moth + 1] = Vec4::new(0.2, 0.30 + 0.65 * beat, 0.0, 0.017 * dark);
    }
    out
}

/// Where each firefly hangs, and how bright it is.
pub(super) fn sparks(time_s: f64, seed: u64, dark: f32) -> [Vec4; SPARKS] {
    std::array::from_fn(|i| {
        let k = i as f64 * 1.7 + (seed % 17) as f64 * 0.29;
        let [x, z] = HOMES[i];
        let at = Vec2::new(
            x + (0.9 * (time_s * 0.17 + k).sin() + 0.3 * (time_s * 0.43 + 2.0 * k).sin()) as f32,
            z + (0.9 * (time_s * 0.15 + 1.9 * k).cos()) as f32,
        );
        let up = 0.75 + 0.45 * (time_s * 0.21 + 3.1 * k).sin() as f32;
        // It swells and fades within six to nine seconds, and rests between.
        let glow = ((time_s / (6.0 + 3.0 * (k * 0.37).fract()) + k).fract() * TAU).sin().max(0.0) as f32;
        Vec3::new(at.x, height(at).max(WATER_M) + up, at.y).extend(dark * glow * glow)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loons_and_their_wakes_stay_on_open_water() {
        for i in 0..2_000 {
            for bird in 0..LOONS {
                let [x, z] = loons::pose(bird, f64::from(i) * 0.5, 7).place_m;
                let inland = super::super::land::inland(Vec2::new(x, z));
                assert!(inland < -3.0, "{x}, {z} lies {inland} m inland");
            }
        }
    }

    #[test]
    fn moths_keep_to_the_lantern_and_no_light_flickers() {
        let mut before = sparks(0.0, 7, 1.0);
        for i in 1..6_000 {
            let time_s = f64::from(i) * 0.05;
            let flying = flight(time_s, 7, 1.0);
            for moth in 0..MOTHS {
                let at = flying[2 * moth].truncate();
                assert!((0.05..0.6).contains(&at.distance(LANTERN)), "{}", at.distance(LANTERN));
            }
            let now = sparks(time_s, 7, 1.0);
            for (was, is) in before.iter().zip(&now) {
                // From dark to bright takes more than half a second.
                assert!((is.w - was.w).abs() < 0.08, "{} in a twentieth of a second", (is.w - was.w).abs());
            }
            before = now;
        }
    }
}
