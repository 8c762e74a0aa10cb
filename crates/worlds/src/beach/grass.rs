//! Marram grass: a tuft of arched leaves, and where tufts grow on the dunes.

use glam::Vec2;

use super::fence::to_fence;
use super::shore::{dune_share, ground, up_beach};
use crate::gpu::Mesh;
use crate::noise::{Random, fbm2, smoothstep};
use crate::{Quality, StageError};

/// A near field of rich tufts and a far field of plain ones.
pub(crate) fn build(gl: &glow::Context, seed: u64, quality: Quality) -> Result<[Mesh; 2], StageError> {
    let (near, far, cells) = match quality {
        Quality::Full => (22, 8, 1.0),
        Quality::Reduced => (20, 8, 0.8),
        Quality::Lowest => (16, 8, 0.7),
    };
    let mut random = Random::new(seed, 61);
    let (mut close, mut distant) = (Vec::new(), Vec::new());
    let tries = (9_500.0 * cells) as usize;
    for _ in 0..tries {
        // Denser near the client, in all directions that have dunes.
        let r = 5.0 + 70.0 * random.unit().powf(1.25);
        let a = random.between(0.0, std::f32::consts::TAU);
        let at = Vec2::new(a.cos(), a.sin()) * r;
        let (chance, own, grown) = (random.unit(), random.unit(), random.unit());
        let (bearing, straight) = (random.between(0.0, std::f32::consts::TAU), random.between(0.45, 1.15));
        let thick = thickness(at);
        if chance > thick {
            continue;
        }
        // Few are tall, many short; neighbours share their age: green in one place, straw in the next, and here and
        // there a dark thicket.
        let young = 0.55 + 0.45 * smoothstep(0.05, 0.6, dune_share(at));
        let age = smoothstep(0.36, 0.64, fbm2(at.x * 0.16 + 20.0, at.y * 0.16 + 20.0, 1 << 20, 2, 37));
        let thicket = thicket(at);
        // In the middle of a drift they are tall, at its edge low.
        let size = (0.42 + 0.72 * grown * grown + 0.30 * smoothstep(0.3, 0.95, thick))
            * young
            * (1.0 + 0.35 * thicket);
        let tint = (0.75 * age + 0.4 * own - 0.08) * (1.0 - thicket) - 0.55 * thicket;
        // Years of one wind have bent them all the same way.
        let bent = (0.24 + 0.26 * own) * (1.0 - 0.8 * thicket);
        let record = [at.x, ground(at) - 0.02, at.y, size, bearing, tint, straight, bent];
        if r < 17.0 { close.extend(record) } else { distant.extend(record) }
    }
    Ok([tuft(gl, &mut random, near, 3, &close)?, tuft(gl, &mut random, far, 2, &distant)?])
}

/// Where creeping willow and buckthorn stand between the marram, 0..1.
fn thicket(at: Vec2) -> f32 {
    let field = fbm2(at.x * 0.11 + 50.0, at.y * 0.11 + 50.0, 1 << 20, 3, 39);
    smoothstep(0.51, 0.57, field) * smoothstep(12.5, 17.0, up_beach(at))
}

/// Where marram stands in drifts, with bare sand between them, 0..1: the sand is caught there and heaps up.
pub(super) fn drift(at: Vec2) -> f32 {
    // Drawn out along the ridge.
    let broad = fbm2(at.x * 0.17 + 70.0, at.y * 0.30 + 70.0, 1 << 20, 3, 33);
    let close_by = fbm2(at.x * 0.55 + 30.0, at.y * 0.95 + 30.0, 1 << 20, 2, 35);
    smoothstep(0.49, 0.57, 0.62 * broad + 0.38 * close_by)
}

/// How thickly marram grows at a place, 0..1.
pub(super) fn thickness(at: Vec2) -> f32 {
    let up = up_beach(at);
    if up < 10.5 {
        return 0.0;
    }
    // Drifts stand thickest towards the crest; a few pioneers grow at the dune's foot.
    let close_by = fbm2(at.x * 0.8 + 30.0, at.y * 0.8 + 30.0, 1 << 20, 2, 35);
    let clump = (drift(at) * (0.35 + 0.95 * smoothstep(0.15, 0.75, dune_share(at)))).max(thicket(at));
    // At the fence sand and seed stay lying.
    let fence = 0.60 * smoothstep(1.0, 0.25, to_fence(at)) * smoothstep(0.40, 0.54, close_by);
    let pioneer = if up > 10.9 { 0.10 * smoothstep(0.58, 0.66, close_by) } else { 0.0 };
    let path = (-((at.x - 5.5 - 0.10 * (at.y - 12.0)) / 2.0).powi(2)).exp() * smoothstep(5.0, 9.0, at.y);
    ((1.25 * dune_share(at).powf(0.6) * clump).min(1.0) + pioneer + fence).min(1.0) * (1.0 - path)
}

/// A tuft of `leaves`, each of `parts` pieces, for every record of `instances`.
fn tuft(
    gl: &glow::Context,
    random: &mut Random,
    leaves: u32,
    parts: u32,
    instances: &[f32],
) -> Result<Mesh, StageError> {
    let (mut vertices, mut indices) = (Vec::new(), Vec::new());
    for _ in 0..leaves {
        let (bearing, length) = (random.between(0.0, std::f32::consts::TAU), random.between(0.55, 1.0));
        let (rx, rz) = (random.normal() * 0.055, random.normal() * 0.055);
        // Inner leaves stand, outer ones lean; now and then a stalk of seed stands above them.
        let stalk = random.unit() < 0.07;
        let (lean, tint) = if stalk { (0.10, 1.2) } else { (random.between(0.12, 1.0), random.unit()) };
        let length = if stalk { 1.25 } else { length };
        // Round the foot lies what died in other years.
        let thatch = !stalk && random.unit() < 0.22;
        let (lean, tint) = if thatch { (random.between(1.25, 1.6), 1.3) } else { (lean, tint) };
        let length = if thatch { 0.45 * length } else { length };
        let start = (vertices.len() / 8) as u32;
        for part in 0..=parts {
            let t = part as f32 / parts as f32;
            let sides: &[f32] = if part == parts { &[0.0] } else { &[-1.0, 1.0] };
            for side in sides {
                vertices.extend([*side, t, bearing, length, rx, rz, lean, tint]);
            }
        }
        for part in 0..parts {
            let a = start + part * 2;
            indices.extend([a, a + 1, a + 2]);
            if part + 1 < parts {
                indices.extend([a + 1, a + 3, a + 2]);
            }
        }
    }
    // An empty field still needs one record: a tuft of no size.
    let none = [0.0f32; 8];
    let instances = if instances.is_empty() { &none } else { instances };
    Mesh::new(gl, &[(0, 4), (1, 4)], &vertices, &indices, &[(2, 4), (3, 4)], instances)
}
