//! The meshes of things: squares for what is all light, a turned bowl, a bench, a butterfly.

use catalogue::THINGS_MAX;
use glam::{Vec2, Vec3};
use std::f32::consts::TAU;

use crate::StageError;
use crate::gpu::{Attribute, Mesh};

/// Place, normal, and which material it is with a number of its own.
const VERTEX: [Attribute; 3] = [(0, 3), (1, 3), (2, 4)];
/// Which thing it belongs to.
const INSTANCE: [Attribute; 1] = [(3, 1)];

/// What a surface is made of, as `prop.frag.glsl` knows it.
#[derive(Clone, Copy)]
enum Stuff {
    Wood = 0,
    Bronze = 1,
    Felt = 2,
    Wing = 3,
    Body = 4,
}

/// Bowls on the bench, at most.
const BOWLS: usize = 5;
/// Round a bowl.
const SPOKES: u32 = 40;
/// The bench in metres: half its length, half its depth, thickness; where its top lies above the floor, and ahead.
const BENCH: [f32; 3] = [0.98, 0.19, 0.045];
const BENCH_TOP_M: f32 = 0.668;
const BENCH_AHEAD_M: f32 = -1.45;

/// Outline of a bowl in radii, from the middle of its foot outside up over the rim and down inside: out and up. The
/// middle of the thing is halfway up.
const BOWL: [(f32, f32); 17] = [
    (0.0, -0.46),
    (0.36, -0.46),
    (0.52, -0.43),
    (0.72, -0.32),
    (0.87, -0.14),
    (0.955, 0.08),
    (0.985, 0.28),
    (1.0, 0.40),
    (0.995, 0.425),
    (0.965, 0.43),
    (0.945, 0.40),
    (0.93, 0.26),
    (0.90, 0.07),
    (0.82, -0.14),
    (0.68, -0.29),
    (0.48, -0.38),
    (0.0, -0.40),
];

/// Triangles in the making.
#[derive(Default)]
struct Solid {
    vertices: Vec<f32>,
    indices: Vec<u32>,
}

impl Solid {
    fn push(&mut self, at: Vec3, normal: Vec3, own: Vec3, stuff: Stuff) -> u32 {
        let number = (self.vertices.len() / 10) as u32;
        self.vertices.extend_from_slice(&at.to_array());
        self.vertices.extend_from_slice(&normal.to_array());
        self.vertices.extend_from_slice(&own.to_array());
        self.vertices.push(stuff as u8 as f32);
        number
    }

    fn quad(&mut self, a: u32, b: u32, c: u32, d: u32) {
        self.indices.extend_from_slice(&[a, b, c, a, c, d]);
    }

    /// A box around a middle, with half its sizes.
    fn block(&mut self, middle: Vec3, half: Vec3, stuff: Stuff) {
        for axis in 0..3 {
            for way in [-1.0, 1.0] {
                let mut normal = Vec3::ZERO;
                normal[axis] = way;
                let (u, v) = ((axis + 1) % 3, (axis + 2) % 3);
                let mut corner = |a: f32, b: f32| {
                    let mut at = normal * half;
                    at[u] = a * half[u];
                    at[v] = b * half[v];
                    self.push(middle + at, normal, at, stuff)
                };
                let [a, b, c, d] =
                    [corner(-1.0, -1.0), corner(1.0, -1.0), corner(1.0, 1.0), corner(-1.0, 1.0)];
                self.quad(a, b, c, d);
            }
        }
    }

    /// Turned on a lathe: an outline of (out, up), its normals to the left of its way.
    fn turned(&mut self, outline: &[(f32, f32)], stuff: Stuff) {
        let at = |n: usize| outline.get(n).map_or(Vec2::ZERO, |(out, up)| Vec2::new(*out, *up));
        let mut rows = Vec::with_capacity(outline.len());
        for n in 0..outline.len() {
            let way = (at((n + 1).min(outline.len() - 1)) - at(n.saturating_sub(1))).normalize_or(Vec2::X);
            let normal = Vec2::new(way.y, -way.x);
            let row: Vec<u32> = (0..=SPOKES)
                .map(|spoke| {
                    let (s, c) = (spoke as f32 / SPOKES as f32 * TAU).sin_cos();
                    let round = |v: Vec2| Vec3::new(c * v.x, v.y, s * v.x);
                    let inside = n * 2 > outline.len();
                    let own =
                        Vec3::new(spoke as f32 / SPOKES as f32, at(n).y, if inside { 1.0 } else { 0.0 });
                    self.push(round(at(n)), round(normal), own, stuff)
                })
                .collect();
            rows.push(row);
        }
        for pair in rows.windows(2) {
            for spoke in 0..SPOKES as usize {
                self.quad(pair[0][spoke], pair[1][spoke], pair[1][spoke + 1], pair[0][spoke + 1]);
            }
        }
    }

    fn mesh(&self, gl: &glow::Context, numbers: &[f32]) -> Result<Mesh, StageError> {
        Mesh::new(gl, &VERTEX, &self.vertices, &self.indices, &INSTANCE, numbers)
    }
}

/// A square for every thing: its corners go where the thing is, facing the eye.
pub(super) fn squares(gl: &glow::Context) -> Result<Mesh, StageError> {
    let corners = [-1.0, -1.0, 0.0, 1.0, -1.0, 0.0, 1.0, 1.0, 0.0, -1.0, 1.0, 0.0];
    let numbers: [f32; THINGS_MAX] = std::array::from_fn(|n| n as f32);
    Mesh::new(gl, &[(0, 3)], &corners, &[0, 1, 2, 0, 2, 3], &INSTANCE, &numbers)
}

/// Five bowls of one shape, each with the felt it stands on.
pub(super) fn bowls(gl: &glow::Context) -> Result<Mesh, StageError> {
    let numbers: [f32; BOWLS] = std::array::from_fn(|n| n as f32);
    bowl().mesh(gl, &numbers)
}

pub(super) fn bench(gl: &glow::Context) -> Result<Mesh, StageError> {
    bench_solid().mesh(gl, &[0.0])
}

pub(super) fn butterfly(gl: &glow::Context) -> Result<Mesh, StageError> {
    butterfly_solid().mesh(gl, &[0.0])
}

fn bowl() -> Solid {
    let mut solid = Solid::default();
    solid.turned(&[(0.0, -0.63), (0.62, -0.63), (0.70, -0.57), (0.66, -0.49), (0.0, -0.44)], Stuff::Felt);
    solid.turned(&BOWL, Stuff::Bronze);
    solid
}

/// Two boards with a seam between them, on four legs that go into the ground.
fn bench_solid() -> Solid {
    let [long, deep, thick] = BENCH;
    let mut solid = Solid::default();
    let top = BENCH_TOP_M - thick / 2.0;
    for side in [-1.0, 1.0] {
        let middle = Vec3::new(0.004 * side, top, BENCH_AHEAD_M + side * (deep / 2.0 + 0.004));
        solid.block(middle, Vec3::new(long, thick / 2.0, deep / 2.0), Stuff::Wood);
    }
    for (x, z) in [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)] {
        let middle = Vec3::new(x * (long - 0.16), top / 2.0 - 0.12, BENCH_AHEAD_M + z * (deep - 0.06));
        solid.block(middle, Vec3::new(0.035, top / 2.0 + 0.12 - thick / 2.0, 0.035), Stuff::Wood);
    }
    let rail = Vec3::new(0.0, top - 0.09, BENCH_AHEAD_M + deep - 0.06);
    solid.block(rail, Vec3::new(long - 0.16, 0.03, 0.014), Stuff::Wood);
    solid
}

/// Wings as plain squares, whose outline and pattern the shader paints, and a body of a spindle and two feelers.
fn butterfly_solid() -> Solid {
    let mut solid = Solid::default();
    for side in [-1.0_f32, 1.0] {
        let corner = |solid: &mut Solid, out: f32, ahead: f32| {
            let at = Vec3::new(side * out, 0.0, ahead);
            solid.push(at, Vec3::Y, Vec3::new(out, ahead, side), Stuff::Wing)
        };
        let corners = [(0.03, -0.95), (1.1, -0.95), (1.1, 1.05), (0.03, 1.05)];
        let [a, b, c, d] = corners.map(|(out, ahead)| corner(&mut solid, out, ahead));
        solid.quad(a, b, c, d);
    }
    let rows: [(f32, f32); 7] = [
        (-0.62, 0.012),
        (-0.45, 0.045),
        (-0.1, 0.05),
        (0.12, 0.065),
        (0.28, 0.05),
        (0.36, 0.058),
        (0.44, 0.01),
    ];
    let spun: Vec<Vec<u32>> = rows
        .iter()
        .map(|(ahead, thick)| {
            (0..=8)
                .map(|n| {
                    let (s, c) = (n as f32 / 8.0 * TAU).sin_cos();
                    let out = Vec3::new(c, s, 0.0);
                    solid.push(out * *thick + Vec3::Z * *ahead, out, Vec3::ZERO, Stuff::Body)
                })
                .collect()
        })
        .collect();
    for pair in spun.windows(2) {
        for n in 0..8 {
            solid.quad(pair[0][n], pair[1][n], pair[1][n + 1], pair[0][n + 1]);
        }
    }
    for side in [-1.0_f32, 1.0] {
        let tip = Vec3::new(side * 0.2, 0.1, 0.86);
        let foot = Vec3::new(side * 0.02, 0.03, 0.4);
        let across = Vec3::new(0.012, 0.0, 0.0);
        let [a, b, c, d] = [foot - across, foot + across, tip + across, tip - across]
            .map(|at| solid.push(at, Vec3::Y, Vec3::ZERO, Stuff::Body));
        solid.quad(a, b, c, d);
    }
    solid
}

/// Triangles of all meshes, with every bowl and square.
#[cfg(test)]
pub(super) fn triangles() -> u64 {
    let of = |solid: &Solid| solid.indices.len() as u64 / 3;
    of(&bowl()) * BOWLS as u64 + of(&bench_solid()) + of(&butterfly_solid()) + 2 * THINGS_MAX as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_corner_that_is_named_exists_and_every_normal_is_a_direction() {
        for solid in [bowl(), bench_solid(), butterfly_solid()] {
            let count = solid.vertices.len() / 10;
            assert!(solid.indices.iter().all(|index| (*index as usize) < count));
            for vertex in solid.vertices.chunks(10) {
                let normal = Vec3::new(vertex[3], vertex[4], vertex[5]);
                assert!((normal.length() - 1.0).abs() < 1e-3, "{normal}");
            }
        }
    }

    #[test]
    fn the_bowl_looks_outwards_outside_and_inwards_inside() {
        let solid = bowl();
        let bronze = solid.vertices.chunks(10).filter(|vertex| vertex[9] == Stuff::Bronze as u8 as f32);
        for vertex in bronze.filter(|vertex| Vec2::new(vertex[0], vertex[2]).length() > 0.7) {
            let out = Vec2::new(vertex[0], vertex[2]).dot(Vec2::new(vertex[3], vertex[5]));
            // Around the rim the normal looks upwards.
            if vertex[1] < 0.3 {
                assert_eq!(out > 0.0, vertex[8] == 0.0, "{vertex:?}");
            }
        }
    }
}
