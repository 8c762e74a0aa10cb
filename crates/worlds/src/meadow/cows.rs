//! Cows: one body lofted from spines, bent by its shader into grazing, looking and walking.

use glam::{Vec2, Vec3, Vec4};
use sound::meadow::cows::{self, COWS};

use super::land::height;
use crate::gpu::Mesh;
use crate::kit::loft::{Ring, loft};
use crate::{Quality, StageError};

/// Where the head is hung.
const POLL: Vec3 = Vec3::new(0.0, 1.285, -1.355);

const HIDE: Vec3 = Vec3::new(0.175, 0.088, 0.050);
const PALE: Vec3 = Vec3::new(0.60, 0.55, 0.48);
const HORN: Vec3 = Vec3::new(0.46, 0.41, 0.33);
const DARK: Vec3 = Vec3::new(0.045, 0.038, 0.032);
const SKIN: Vec3 = Vec3::new(0.46, 0.33, 0.27);
const BRONZE: Vec3 = Vec3::new(0.33, 0.24, 0.09);

/// What a part hangs on: the numbers that `shaders/cow.vert.glsl` knows.
const BODY: f32 = 0.0;
const NECK: f32 = 1.0;
const LEGS: [f32; 4] = [2.0, 3.0, 4.0, 5.0];
const TAIL: f32 = 6.0;

/// Vertices of 12 floats: place, normal, colour and how much of the coat's pattern it wears, part, share along it.
struct Body {
    vertices: Vec<f32>,
    indices: Vec<u32>,
    between: usize,
}

impl Body {
    /// A lofted part: how many sides, its colour by place and share, and what it hangs on by share.
    fn part(
        &mut self,
        rings: &[Ring],
        sides: usize,
        side: Vec3,
        colour: &dyn Fn(Vec3, f32) -> Vec4,
        hangs: &dyn Fn(f32) -> Vec2,
    ) {
        let start = (self.vertices.len() / 12) as u32;
        let vertices = &mut self.vertices;
        let triangles = loft(rings, self.between, sides, side, &mut |place, normal, share| {
            vertices.extend_from_slice(&place.to_array());
            vertices.extend_from_slice(&normal.to_array());
            vertices.extend_from_slice(&colour(place, share).to_array());
            vertices.extend_from_slice(&hangs(share).to_array());
        });
        self.indices.extend(triangles.into_iter().map(|i| i + start));
    }
}

/// All cows in one mesh, head towards −Z; the shader finds each one's pose by its number.
pub(super) fn mesh(gl: &glow::Context, quality: Quality) -> Result<Mesh, StageError> {
    let between = if quality == Quality::Lowest { 1 } else { 2 };
    let mut cow = Body { vertices: Vec::new(), indices: Vec::new(), between };
    let coat = |_: Vec3, _: f32| HIDE.extend(1.0);
    // Rump, hips, loin, barrel, withers; then the neck. Half heights and half widths.
    let trunk = [
        [0.0, 1.19, 0.90, 0.05, 0.05],
        [0.0, 1.16, 0.86, 0.17, 0.16],
        [0.0, 1.08, 0.74, 0.29, 0.245],
        [0.0, 1.05, 0.50, 0.325, 0.290],
        [0.0, 1.015, 0.18, 0.340, 0.305],
        [0.0, 0.990, -0.15, 0.365, 0.325],
        [0.0, 1.005, -0.45, 0.360, 0.290],
        [0.0, 1.035, -0.70, 0.350, 0.235],
        [0.0, 1.09, -0.90, 0.300, 0.165],
        [0.0, 1.15, -1.00, 0.16, 0.10],
    ];
    cow.part(&trunk, 16, Vec3::X, &coat, &|_| Vec2::new(BODY, 0.0));
    let neck = [
        [0.0, 1.06, -0.72, 0.30, 0.165],
        [0.0, 1.11, -0.90, 0.28, 0.155],
        [0.0, 1.16, -1.08, 0.220, 0.130],
        [0.0, 1.22, -1.24, 0.170, 0.110],
        [0.0, 1.26, -1.35, 0.135, 0.102],
    ];
    cow.part(&neck, 14, Vec3::X, &coat, &|t| Vec2::new(NECK, 0.62 * t));
    // The head: poll, brow, cheeks, muzzle. White of face, pale of nose.
    let way = Vec3::new(0.0, -0.50, -0.86);
    let on = |t: f32, high: f32, wide: f32| {
        let p = POLL + way * t;
        [p.x, p.y, p.z, high, wide]
    };
    let head = [
        on(-0.06, 0.10, 0.09),
        on(0.04, 0.140, 0.122),
        on(0.16, 0.132, 0.115),
        on(0.30, 0.102, 0.088),
        on(0.40, 0.086, 0.082),
        on(0.47, 0.084, 0.090),
        on(0.505, 0.03, 0.04),
    ];
    let head_at = |_: f32| Vec2::new(NECK, 1.0);
    cow.part(
        &head,
        12,
        Vec3::X,
        &|_, t| if t > 0.84 { SKIN.extend(0.0) } else { PALE.extend(0.12) },
        &head_at,
    );
    for side in [-1.0f32, 1.0] {
        let at = |x: f32, y: f32, z: f32, high: f32, wide: f32| {
            let p = POLL + Vec3::new(side * x, y, z);
            [p.x, p.y, p.z, high, wide]
        };
        let ear = [
            at(0.10, 0.03, 0.02, 0.02, 0.03),
            at(0.19, 0.05, 0.03, 0.062, 0.022),
            at(0.30, 0.01, 0.05, 0.03, 0.01),
        ];
        cow.part(&ear, 6, Vec3::Z, &|_, _| (HIDE * 0.9).extend(0.0), &head_at);
        let horn = [
            at(0.08, 0.10, 0.02, 0.032, 0.032),
            at(0.19, 0.13, 0.0, 0.025, 0.025),
            at(0.25, 0.23, -0.03, 0.013, 0.013),
            at(0.235, 0.31, -0.03, 0.004, 0.004),
        ];
        cow.part(&horn, 6, Vec3::Z, &|_, t| HORN.lerp(DARK, t * t).extend(0.0), &head_at);
        let eye = [at(0.098, -0.075, -0.135, 0.016, 0.016), at(0.118, -0.080, -0.150, 0.012, 0.012)];
        cow.part(&eye, 6, Vec3::Y, &|_, _| DARK.extend(0.0), &head_at);
        // Fore and hind legs: the knee bends forward, the hock back.
        let sock = |p: Vec3, _: f32| {
            if p.y < 0.075 {
                DARK.extend(0.0)
            } else {
                HIDE.lerp(PALE, ((0.62 - p.y) * 5.0).clamp(0.0, 1.0))
                    .extend((p.y * 1.6 - 0.5).clamp(0.0, 1.0))
            }
        };
        let hang = |leg: f32| move |t: f32| Vec2::new(leg, t);
        let number = if side < 0.0 { 0 } else { 1 };
        let fore = [
            [side * 0.150, 1.00, -0.62, 0.21, 0.085],
            [side * 0.170, 0.76, -0.63, 0.135, 0.085],
            [side * 0.165, 0.46, -0.63, 0.070, 0.062],
            [side * 0.165, 0.40, -0.63, 0.058, 0.052],
            [side * 0.165, 0.14, -0.61, 0.046, 0.044],
            [side * 0.165, 0.07, -0.63, 0.060, 0.054],
            [side * 0.165, 0.00, -0.645, 0.074, 0.062],
        ];
        cow.part(&fore, 9, Vec3::X, &sock, &hang(LEGS[number]));
        let hind = [
            [side * 0.140, 1.06, 0.60, 0.27, 0.13],
            [side * 0.185, 0.80, 0.55, 0.19, 0.105],
            [side * 0.175, 0.60, 0.61, 0.105, 0.075],
            [side * 0.170, 0.47, 0.72, 0.072, 0.050],
            [side * 0.170, 0.34, 0.69, 0.053, 0.046],
            [side * 0.170, 0.13, 0.655, 0.047, 0.044],
            [side * 0.170, 0.07, 0.64, 0.060, 0.054],
            [side * 0.170, 0.00, 0.63, 0.074, 0.062],
        ];
        cow.part(&hind, 9, Vec3::X, &sock, &hang(LEGS[2 + number]));
    }
    let udder = [
        [0.0, 0.74, 0.38, 0.10, 0.10],
        [0.0, 0.62, 0.36, 0.15, 0.15],
        [0.0, 0.55, 0.34, 0.10, 0.10],
        [0.0, 0.51, 0.34, 0.02, 0.02],
    ];
    cow.part(&udder, 9, Vec3::X, &|_, _| SKIN.extend(0.0), &|_| Vec2::new(BODY, 0.0));
    let tail = [
        [0.0, 1.27, 0.86, 0.045, 0.045],
        [0.0, 1.20, 0.96, 0.030, 0.030],
        [0.0, 0.82, 0.99, 0.020, 0.020],
        [0.0, 0.56, 0.975, 0.030, 0.030],
        [0.0, 0.40, 0.97, 0.055, 0.055],
        [0.0, 0.26, 0.97, 0.010, 0.010],
    ];
    cow.part(
        &tail,
        6,
        Vec3::X,
        &|_, t| HIDE.lerp(PALE, (t * 2.0 - 0.8).clamp(0.0, 1.0)).extend(1.0 - t),
        &|t| Vec2::new(TAIL, t),
    );
    let bell = [
        [0.0, 0.955, -1.13, 0.03, 0.03],
        [0.0, 0.905, -1.135, 0.062, 0.050],
        [0.0, 0.805, -1.14, 0.082, 0.066],
        [0.0, 0.795, -1.14, 0.010, 0.010],
    ];
    cow.part(&bell, 8, Vec3::X, &|_, _| BRONZE.extend(0.0), &|_| Vec2::new(NECK, 0.42));
    let numbers: Vec<f32> = (0..COWS).map(|cow| cow as f32).collect();
    Mesh::new(gl, &[(0, 3), (1, 3), (2, 4), (3, 2)], &cow.vertices, &cow.indices, &[(4, 1)], &numbers)
}

/// Where each stands (and its heading), and how: stride, pace, head down, looking aside; tail.
pub(super) fn herd(time_s: f64, seed: u64) -> ([Vec4; COWS], [Vec4; COWS], [Vec4; COWS]) {
    let poses: [cows::Pose; COWS] = std::array::from_fn(|cow| cows::pose(cow, time_s, seed));
    (
        poses.map(|pose| {
            let [x, z] = pose.place_m;
            Vec4::new(x, height(Vec2::new(x, z)), z, pose.heading_rad)
        }),
        poses.map(|pose| Vec4::new(pose.stride, pose.pace, pose.graze, pose.look)),
        std::array::from_fn(|cow| {
            Vec4::new(poses[cow].tail, 0.92 + 0.04 * cow as f32, cow as f32 * 0.37, 0.0)
        }),
    )
}
