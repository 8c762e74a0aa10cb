//! The ground, finely woven along the brook, and the brook's water with its foam where stones part it.

use glam::{Vec2, Vec3};

use super::land::{brook, cover, height, stations};
use super::things::in_brook;
use crate::gpu::Mesh;
use crate::kit::ground::{Rings, normal, weave};
use crate::noise::smoothstep;
use crate::{Quality, StageError};

/// Half the width of the strip that is woven finely along the brook, in metres.
const STRIP_M: f32 = 2.9;

/// Places across the strip, and pieces along it per station.
fn fine(quality: Quality) -> (usize, usize) {
    match quality {
        Quality::Full => (27, 2),
        Quality::Reduced => (23, 1),
        Quality::Lowest => (17, 1),
    }
}

/// A place on the brook's own grid: `share` of the way along (0 to 1), metres off its middle.
fn on_course(share: f32, off: f32) -> Vec2 {
    let stations = stations();
    let at = share * (stations.len() - 1) as f32;
    let i = (at as usize).min(stations.len() - 2);
    let (a, b) = (stations[i], stations[i + 1]);
    let t = at - i as f32;
    a.at.lerp(b.at, t) + a.way.lerp(b.way, t).normalize_or(Vec2::X).perp() * off
}

/// The whole ground: rings round the client and the strip; place, normal, cover.
pub(super) fn ground(gl: &glow::Context, quality: Quality) -> Result<Mesh, StageError> {
    let rings = match quality {
        Quality::Full => Rings { nearest_m: 0.35, farthest_m: 150.0, rings: 84, spokes: 112 },
        Quality::Reduced => Rings { nearest_m: 0.4, farthest_m: 150.0, rings: 70, spokes: 96 },
        Quality::Lowest => Rings { nearest_m: 0.5, farthest_m: 150.0, rings: 58, spokes: 80 },
    };
    let mut vertices: Vec<f32> = Vec::new();
    let mut put = |p: Vec2, sunk: f32| {
        let high = height(p);
        let n = normal(&height, p);
        vertices.extend_from_slice(&[p.x, high - sunk, p.y, n.x, n.y, n.z]);
        vertices.extend_from_slice(&cover(p, high));
    };
    // Under the strip the rings make way.
    let mut indices = weave(&rings, &mut |p| {
        let (_, off) = brook(p);
        put(p, 0.40 * smoothstep(STRIP_M - 0.5, STRIP_M - 1.1, off.abs()));
    });
    let (across, pieces) = fine(quality);
    let along = (stations().len() - 1) * pieces;
    let start = (1 + rings.rings * rings.spokes) as u32;
    for i in 0..=along {
        for j in 0..across {
            let side = j as f32 / (across - 1) as f32 * 2.0 - 1.0;
            // Closest in the water and at its edges.
            let off = STRIP_M * (0.55 * side + 0.45 * side * side * side);
            put(on_course(i as f32 / along as f32, off), 0.05 * smoothstep(0.88, 1.0, side.abs()));
        }
    }
    let row = across as u32;
    for i in 0..along as u32 {
        for j in 0..row - 1 {
            let a = start + i * row + j;
            indices.extend_from_slice(&[a, a + row, a + 1, a + 1, a + row, a + row + 1]);
        }
    }
    Mesh::new(gl, &[(0, 3), (1, 3), (2, 4)], &vertices, &indices, &[], &[])
}

/// The water: place; way it flows and how steeply; metres along and across, depth, foam.
pub(super) fn water(gl: &glow::Context, seed: u64, quality: Quality) -> Result<Mesh, StageError> {
    let stones = in_brook(seed);
    let stations = stations();
    let (across, pieces) = (13usize, fine(quality).1);
    let along = (stations.len() - 1) * pieces;
    let (mut vertices, mut indices) = (Vec::new(), Vec::new());
    for i in 0..=along {
        let share = i as f32 / along as f32;
        for j in 0..across {
            let side = j as f32 / (across - 1) as f32 * 2.0 - 1.0;
            let middle = on_course(share, 0.0);
            let (here, _) = brook(middle);
            let off = side * here.half_m * 1.22;
            let p = on_course(share, off);
            // Small waves stand where the bed is rough, higher where it is steep; water heaps up before a stone.
            let stand = (here.along_m * 9.0 + off * 2.0).sin() * (here.along_m * 3.1 - off * 5.0).sin();
            let (mut foam, mut heap) = (0.0f32, 0.0f32);
            for (stone, half, out) in &stones {
                let from = p - *stone;
                let (down, aside) = (from.dot(here.way), from.perp_dot(here.way));
                if *out > -0.01 && from.length() < 1.6 {
                    // A collar round it, and two trails behind.
                    let ring = (from.length() - half * 0.92) / 0.10;
                    let tail = smoothstep(0.0, half * 0.6, down) * (-(down / (half * 3.2)).max(0.0)).exp();
                    let trail = (-((aside.abs() - half * (0.85 + 0.2 * down))
                        / (0.09 + 0.08 * down.max(0.0)))
                    .powi(2))
                    .exp();
                    foam += 0.55 * (-ring * ring).exp() * smoothstep(0.10, 0.30, *half)
                        + 0.65 * tail * trail * smoothstep(0.08, 0.24, *half);
                    heap += 0.030 * (-(from + here.way * *half).length_squared() / 0.04).exp();
                }
            }
            let foot = smoothstep(0.02, 0.35, here.steep);
            let high = here.level + (0.004 + 0.020 * here.steep) * stand + heap * (1.0 - foot);
            let depth = (high - height(p)).max(0.0);
            foam += 0.60 * here.steep
                + 0.26 * (1.0 - smoothstep(0.0, 2.6, (middle - Vec2::new(-5.2, -10.4)).length()));
            vertices.extend_from_slice(&[p.x, high, p.y]);
            vertices.extend_from_slice(&[here.way.x, here.way.y, here.steep]);
            vertices.extend_from_slice(&[here.along_m, off, depth, foam.min(1.4)]);
        }
    }
    let row = across as u32;
    for i in 0..along as u32 {
        for j in 0..row - 1 {
            let a = i * row + j;
            indices.extend_from_slice(&[a, a + row, a + 1, a + 1, a + row, a + row + 1]);
        }
    }
    Mesh::new(gl, &[(0, 3), (1, 3), (2, 4)], &vertices, &indices, &[], &[])
}

/// Where a leaf that drifts on the water is after so many metres of its way, and which way it goes there.
pub(super) fn adrift(along_m: f32, aside: f32) -> (Vec3, Vec2) {
    let stations = stations();
    let i = stations.partition_point(|station| station.along_m < along_m).max(1).min(stations.len() - 1);
    let (a, b) = (stations[i - 1], stations[i]);
    let t = (along_m - a.along_m) / (b.along_m - a.along_m).max(1e-3);
    let at = a.at.lerp(b.at, t) + a.way.perp() * (aside * (a.half_m + (b.half_m - a.half_m) * t));
    (Vec3::new(at.x, a.level + (b.level - a.level) * t, at.y), a.way.lerp(b.way, t).normalize_or(Vec2::X))
}

/// How far along the brook the cascade's foot is and where the brook goes out of sight, in metres.
pub(super) fn calm_reach() -> (f32, f32) {
    let at = |p: Vec2| brook(p).0.along_m;
    (at(Vec2::new(-3.9, -8.3)), at(Vec2::new(13.0, -8.6)))
}
