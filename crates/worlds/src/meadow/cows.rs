//! Cows: one body lofted from spines, bent by its shader into grazing, looking and walking.

use glam::{Vec2, Vec3, Vec4};
use sound::meadow::cows::{self, COWS};

use super::land::height;
use crate::gpu::Mesh;
use crate::kit::loft::{Ring, loft};
use crate::noise::smoothstep;
use crate::{Quality, StageError};

/// Where the head is hung.
const POLL: Vec3 = Vec3::new(0.0, 1.36, -1.355);

/// Fleckvieh: red-brown in patches over cream, white in the face, below the knee and along the belly.
const HIDE: Vec3 = Vec3::new(0.205, 0.150, 0.108);
const SMOKE: Vec3 = Vec3::new(0.098, 0.074, 0.058);
const PALE: Vec3 = Vec3::new(0.52, 0.47, 0.40);
const HORN: Vec3 = Vec3::new(0.46, 0.41, 0.33);
const DARK: Vec3 = Vec3::new(0.040, 0.036, 0.036);
const SKIN: Vec3 = Vec3::new(0.44, 0.34, 0.29);
const BRONZE: Vec3 = Vec3::new(0.33, 0.24, 0.09);
const STRAP: Vec3 = Vec3::new(0.075, 0.045, 0.030);

/// The hide at a place on the body: light along the back and below, dark in the hollows of flank, elbow and throat.
fn hide(p: Vec3) -> Vec4 {
    let hollow = |y: f32, z: f32, size: f32| (-((p.y - y).powi(2) + (p.z - z).powi(2)) / (size * size)).exp();
    let belly = smoothstep(0.82, 0.58, p.y) * smoothstep(-0.75, -0.3, p.z);
    let front = smoothstep(-0.35, -1.05, p.z);
    let back = smoothstep(1.30, 1.40, p.y);
    let dark =
        0.52 * hollow(1.12, 0.38, 0.17) + 0.50 * hollow(0.80, -0.44, 0.16) + 0.35 * hollow(0.92, 0.44, 0.16);
    // The hooks of the hips, the blade of the shoulder and the ribs stand out.
    let bone = 0.28 * hollow(1.33, 0.50, 0.09) + 0.22 * hollow(1.10, -0.66, 0.16);
    let ribs = 0.05 * (p.z * 34.0 + p.y * 6.0).sin() * hollow(1.0, -0.05, 0.34);
    let base = HIDE.lerp(SMOKE, 0.30 * front).lerp(PALE, 0.38 * belly + 0.10 * back);
    (base * (1.0 - dark + bone + ribs)).extend(1.0)
}

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
    let coat = |p: Vec3, _: f32| hide(p);
    // Pins, thurls, hooks, loin, barrel, heart, shoulder, brisket. Half heights and half widths.
    let trunk = [
        [0.0, 1.22, 0.88, 0.07, 0.06],
        [0.0, 1.16, 0.83, 0.21, 0.165],
        [0.0, 1.105, 0.68, 0.295, 0.245],
        [0.0, 1.085, 0.50, 0.325, 0.270],
        [0.0, 1.035, 0.30, 0.360, 0.278],
        [0.0, 0.990, 0.05, 0.398, 0.322],
        [0.0, 0.982, -0.20, 0.396, 0.322],
        [0.0, 0.995, -0.45, 0.388, 0.278],
        [0.0, 1.015, -0.62, 0.372, 0.236],
        [0.0, 1.030, -0.78, 0.325, 0.192],
        [0.0, 1.025, -0.90, 0.235, 0.142],
        [0.0, 1.010, -0.97, 0.09, 0.07],
    ];
    cow.part(&trunk, 18, Vec3::X, &coat, &|_| Vec2::new(BODY, 0.0));
    let neck = [
        [0.0, 1.060, -0.68, 0.300, 0.190],
        [0.0, 1.100, -0.88, 0.285, 0.148],
        [0.0, 1.185, -1.05, 0.240, 0.118],
        [0.0, 1.270, -1.20, 0.185, 0.104],
        [0.0, 1.335, -1.33, 0.145, 0.100],
    ];
    cow.part(&neck, 14, Vec3::X, &coat, &|t| Vec2::new(NECK, 0.62 * t));
    // The fold of skin from throat to brisket, and the strap of the bell.
    let dewlap = [
        [0.0, 1.13, -1.19, 0.06, 0.030],
        [0.0, 0.97, -1.07, 0.10, 0.032],
        [0.0, 0.82, -0.95, 0.11, 0.036],
        [0.0, 0.72, -0.80, 0.08, 0.045],
    ];
    cow.part(&dewlap, 8, Vec3::X, &coat, &|t| Vec2::new(NECK, 0.40 * (1.0 - t)));
    let strap = [
        [0.0, 1.165, -1.000, 0.262, 0.130],
        [0.0, 1.172, -1.015, 0.268, 0.134],
        [0.0, 1.190, -1.055, 0.252, 0.128],
        [0.0, 1.197, -1.068, 0.244, 0.122],
    ];
    cow.part(&strap, 14, Vec3::X, &|_, _| STRAP.extend(0.0), &|t| Vec2::new(NECK, 0.30 + 0.06 * t));
    // The head: poll, brow, cheeks, bridge, muzzle.
    let way = Vec3::new(0.0, -0.58, -0.81);
    let on = |t: f32, high: f32, wide: f32| {
        let p = POLL + way * t;
        [p.x, p.y, p.z, high, wide]
    };
    let head = [
        on(-0.07, 0.07, 0.075),
        on(0.0, 0.125, 0.112),
        on(0.10, 0.150, 0.124),
        on(0.22, 0.132, 0.104),
        on(0.34, 0.100, 0.078),
        on(0.43, 0.090, 0.078),
        on(0.50, 0.092, 0.094),
        on(0.54, 0.070, 0.080),
        on(0.555, 0.02, 0.03),
    ];
    let head_at = |_: f32| Vec2::new(NECK, 1.0);
    cow.part(
        &head,
        12,
        Vec3::X,
        &|p, t| {
            // The white face of the breed, brown round eyes and cheeks, a nose of warm grey.
            let cheek = smoothstep(0.055, 0.10, p.x.abs()) * smoothstep(0.50, 0.30, t);
            let face = (PALE * 1.15).lerp(HIDE, cheek);
            face.lerp(SKIN * 0.55, smoothstep(0.80, 0.86, t)).extend(cheek)
        },
        &head_at,
    );
    for side in [-1.0f32, 1.0] {
        let at = |x: f32, y: f32, z: f32, high: f32, wide: f32| {
            let p = POLL + Vec3::new(side * x, y, z);
            [p.x, p.y, p.z, high, wide]
        };
        let ear = [
            at(0.10, 0.03, 0.02, 0.02, 0.03),
            at(0.21, 0.035, 0.03, 0.092, 0.026),
            at(0.33, -0.005, 0.045, 0.074, 0.020),
            at(0.395, -0.035, 0.05, 0.018, 0.008),
        ];
        cow.part(
            &ear,
            6,
            Vec3::Z,
            &|p, _| SMOKE.lerp(PALE, smoothstep(POLL.y + 0.05, POLL.y - 0.03, p.y)).extend(0.3),
            &head_at,
        );
        let horn = [
            at(0.07, 0.09, 0.02, 0.042, 0.042),
            at(0.19, 0.125, -0.01, 0.034, 0.034),
            at(0.275, 0.19, -0.06, 0.024, 0.024),
            at(0.290, 0.31, -0.09, 0.006, 0.006),
        ];
        cow.part(&horn, 6, Vec3::Z, &|_, t| HORN.lerp(DARK, t * t).extend(0.0), &head_at);
        let eye = [at(0.098, -0.075, -0.135, 0.016, 0.016), at(0.118, -0.080, -0.150, 0.012, 0.012)];
        cow.part(&eye, 6, Vec3::Y, &|_, _| DARK.extend(0.0), &head_at);
        // Fore and hind legs: the knee bends forward, the hock back.
        let sock = |p: Vec3, _: f32| {
            if p.y < 0.07 {
                DARK.extend(0.0)
            } else {
                // White from the knee down, pale inside the thigh.
                let low = smoothstep(0.60, 0.40, p.y + 0.06 * (p.z * 31.0 + p.x * 17.0).sin());
                let inner = 0.35 * smoothstep(0.16, 0.08, p.x * side) * smoothstep(0.3, 0.7, p.y);
                let at = hide(p).truncate();
                at.lerp(PALE, inner).lerp(PALE * 0.95, low).extend(1.0 - low)
            }
        };
        let hang = |leg: f32| move |t: f32| Vec2::new(leg, t);
        let number = if side < 0.0 { 0 } else { 1 };
        let fore = [
            [side * 0.105, 1.27, -0.60, 0.09, 0.06],
            [side * 0.150, 1.06, -0.66, 0.185, 0.090],
            [side * 0.178, 0.86, -0.68, 0.180, 0.090],
            [side * 0.178, 0.70, -0.62, 0.120, 0.080],
            [side * 0.165, 0.54, -0.62, 0.080, 0.066],
            [side * 0.160, 0.42, -0.635, 0.066, 0.062],
            [side * 0.160, 0.35, -0.63, 0.052, 0.050],
            [side * 0.162, 0.20, -0.62, 0.043, 0.042],
            [side * 0.165, 0.115, -0.62, 0.055, 0.052],
            [side * 0.165, 0.065, -0.64, 0.052, 0.050],
            [side * 0.165, 0.00, -0.66, 0.078, 0.064],
        ];
        cow.part(&fore, 9, Vec3::X, &sock, &hang(LEGS[number]));
        let hind = [
            [side * 0.120, 1.26, 0.56, 0.13, 0.08],
            [side * 0.150, 1.06, 0.60, 0.265, 0.125],
            [side * 0.182, 0.86, 0.59, 0.240, 0.118],
            [side * 0.186, 0.70, 0.60, 0.165, 0.096],
            [side * 0.180, 0.58, 0.67, 0.100, 0.070],
            [side * 0.172, 0.48, 0.745, 0.080, 0.054],
            [side * 0.168, 0.39, 0.745, 0.058, 0.047],
            [side * 0.168, 0.22, 0.715, 0.046, 0.043],
            [side * 0.170, 0.115, 0.70, 0.056, 0.052],
            [side * 0.170, 0.065, 0.685, 0.053, 0.050],
            [side * 0.170, 0.00, 0.665, 0.078, 0.064],
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
        [0.0, 1.35, 0.78, 0.050, 0.055],
        [0.0, 1.34, 0.88, 0.042, 0.042],
        [0.0, 1.18, 0.945, 0.028, 0.028],
        [0.0, 0.82, 0.955, 0.019, 0.019],
        [0.0, 0.56, 0.95, 0.030, 0.030],
        [0.0, 0.40, 0.95, 0.058, 0.058],
        [0.0, 0.26, 0.97, 0.010, 0.010],
    ];
    cow.part(
        &tail,
        6,
        Vec3::X,
        &|_, t| HIDE.lerp(SMOKE, (t * 2.0 - 0.6).clamp(0.0, 1.0)).extend(1.0 - t),
        &|t| Vec2::new(TAIL, t),
    );
    let bell = [
        [0.0, 0.935, -1.05, 0.03, 0.03],
        [0.0, 0.890, -1.055, 0.064, 0.052],
        [0.0, 0.790, -1.06, 0.086, 0.070],
        [0.0, 0.780, -1.06, 0.010, 0.010],
    ];
    cow.part(&bell, 8, Vec3::X, &|_, _| BRONZE.extend(0.0), &|_| Vec2::new(NECK, 0.32));
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
