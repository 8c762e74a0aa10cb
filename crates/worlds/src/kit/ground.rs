//! Ground as rings round the client, fine near and coarse far, from any height in closed form.

use glam::{Vec2, Vec3};

use crate::StageError;
use crate::gpu::Mesh;
use crate::noise::fbm2;

/// How a ground is woven.
pub(crate) struct Rings {
    pub nearest_m: f32,
    pub farthest_m: f32,
    pub rings: usize,
    pub spokes: usize,
}

/// Soft noise round 0 (−0.5 to 0.5) at a place, `per_m` cells a metre.
pub(crate) fn rolling(p: Vec2, per_m: f32, octaves: u32, seed: u32) -> f32 {
    fbm2(p.x * per_m + 4_000.0, p.y * per_m + 4_000.0, 1 << 20, octaves, seed) - 0.5
}

/// The ground's normal.
pub(crate) fn normal(height: &dyn Fn(Vec2) -> f32, p: Vec2) -> Vec3 {
    let e = (p.length() * 0.02).clamp(0.06, 4.0);
    let slope = |d: Vec2| (height(p + d) - height(p - d)) / (2.0 * e);
    Vec3::new(-slope(Vec2::X * e), 1.0, -slope(Vec2::Y * e)).normalize()
}

/// A whole disc of ground: place, normal, and `extra` (two shares the world's own shader knows).
pub(crate) fn disc(
    gl: &glow::Context,
    rings: &Rings,
    height: &dyn Fn(Vec2) -> f32,
    extra: &dyn Fn(Vec2) -> Vec2,
) -> Result<Mesh, StageError> {
    let mut vertices = Vec::new();
    let indices = weave(rings, &mut |p| {
        let (n, own) = (normal(height, p), extra(p));
        vertices.extend_from_slice(&[p.x, height(p), p.y, n.x, n.y, n.z, own.x, own.y]);
    });
    Mesh::new(gl, &[(0, 3), (1, 3), (2, 2)], &vertices, &indices, &[], &[])
}

/// Asks for every vertex of a disc in its order, and returns its triangles.
pub(crate) fn weave(rings: &Rings, push: &mut dyn FnMut(Vec2)) -> Vec<u32> {
    let mut indices = Vec::new();
    push(Vec2::ZERO);
    let spokes = rings.spokes as u32;
    for ring in 0..rings.rings {
        let share = ring as f32 / (rings.rings - 1) as f32;
        let r = rings.nearest_m * (rings.farthest_m / rings.nearest_m).powf(share);
        for spoke in 0..rings.spokes {
            // Every other ring is turned by half a spoke: triangles stay near equilateral and no spoke shows.
            let a = (spoke as f32 + 0.5 * (ring % 2) as f32) / spokes as f32 * std::f32::consts::TAU;
            push(Vec2::new(a.sin(), -a.cos()) * r);
        }
    }
    let at = |ring: u32, spoke: u32| 1 + ring * spokes + spoke % spokes;
    for spoke in 0..spokes {
        indices.extend_from_slice(&[0, at(0, spoke), at(0, spoke + 1)]);
        for ring in 0..rings.rings as u32 - 1 {
            let [a, b, c, d] =
                [at(ring, spoke), at(ring, spoke + 1), at(ring + 1, spoke), at(ring + 1, spoke + 1)];
            indices.extend(if ring % 2 == 0 { [a, c, b, b, c, d] } else { [a, c, d, a, d, b] });
        }
    }
    indices
}
