//! The fixed meshes of sand and sea: rings around the client, fine near and coarse far.

use glam::{Vec2, Vec3};

use super::fence::to_fence;
use super::grass;
use super::shore;
use crate::gpu::Mesh;
use crate::noise::smoothstep;
use crate::{Quality, StageError};

/// Where the sea ends, in metres. A low rim stands there (`shaders/sea.vert.glsl`): without it, pixels that the edge
/// cuts at the horizon would be worked out beyond the edge, at distances that make no sense.
const RIM_M: f32 = 14_000.0;

/// Rings and spokes of a mesh, and how far it reaches.
struct Rings {
    centre: Vec2,
    nearest_m: f32,
    farthest_m: f32,
    rings: usize,
    spokes: usize,
}

impl Rings {
    fn at(&self, ring: usize, spoke: usize) -> Vec2 {
        // The last ring lies just behind the one before: the sea's shader raises it (see `RIM_M`).
        let r = if ring == self.rings - 1 {
            self.farthest_m * 1.003
        } else {
            self.nearest_m * (self.farthest_m / self.nearest_m).powf(ring as f32 / (self.rings - 2) as f32)
        };
        // Every other ring is turned by half a spoke: triangles stay near equilateral and no spoke shows.
        let turn = if ring.is_multiple_of(2) { 0.0 } else { 0.5 };
        let a = (spoke as f32 + turn) / self.spokes as f32 * std::f32::consts::TAU;
        self.centre + r * Vec2::new(a.sin(), -a.cos())
    }

    /// Triangles between the rings for which `keep` holds at one corner at least.
    fn weave(&self, keep: impl Fn(Vec2) -> bool) -> (Vec<Vec2>, Vec<u32>) {
        let mut number = vec![u32::MAX; self.rings * self.spokes];
        let (mut points, mut indices) = (Vec::new(), Vec::new());
        let kept: Vec<bool> =
            (0..self.rings * self.spokes).map(|i| keep(self.at(i / self.spokes, i % self.spokes))).collect();
        let mut corner = |ring: usize, spoke: usize| {
            let i = ring * self.spokes + spoke % self.spokes;
            if number[i] == u32::MAX {
                number[i] = points.len() as u32;
                points.push(self.at(ring, spoke % self.spokes));
            }
            number[i]
        };
        for ring in 0..self.rings - 1 {
            for spoke in 0..self.spokes {
                let (a, b) = ((ring, spoke), (ring, spoke + 1));
                let (c, d) = ((ring + 1, spoke), (ring + 1, spoke + 1));
                let triangles =
                    if ring.is_multiple_of(2) { [[a, c, b], [b, c, d]] } else { [[a, c, d], [a, d, b]] };
                for triangle in triangles {
                    if triangle.iter().any(|(r, s)| kept[r * self.spokes + s % self.spokes]) {
                        indices.extend(triangle.map(|(r, s)| corner(r, s)));
                    }
                }
            }
        }
        (points, indices)
    }
}

/// Rings and spokes of the sea.
fn sea_rings(quality: Quality) -> (usize, usize) {
    match quality {
        Quality::Full => (152, 332),
        Quality::Reduced => (130, 270),
        Quality::Lowest => (90, 160),
    }
}

/// How wide the sea's cells are per metre of distance.
pub(crate) fn cell_per_metre(quality: Quality) -> f32 {
    std::f32::consts::TAU / sea_rings(quality).1 as f32
}

/// The sea, as far as the horizon.
pub(crate) fn sea(gl: &glow::Context, quality: Quality) -> Result<Mesh, StageError> {
    let (rings, spokes) = sea_rings(quality);
    let rings = Rings { centre: Vec2::new(0.0, -2.0), nearest_m: 2.5, farthest_m: RIM_M, rings, spokes };
    let (points, indices) = rings.weave(|p| shore::up_beach(p) < 1.2);
    let vertices: Vec<f32> = points.iter().flat_map(|p| [p.x, p.y]).collect();
    Mesh::new(gl, &[(0, 2)], &vertices, &indices, &[], &[])
}

/// The sand: beach and dunes.
pub(crate) fn sand(gl: &glow::Context, quality: Quality) -> Result<Mesh, StageError> {
    let (rings, spokes) = match quality {
        Quality::Full => (124, 206),
        Quality::Reduced => (105, 180),
        Quality::Lowest => (80, 120),
    };
    let rings = Rings { centre: Vec2::ZERO, nearest_m: 0.35, farthest_m: 1_500.0, rings, spokes };
    let (mut points, mut indices) = rings.weave(|p| shore::up_beach(p) > -26.0);
    // Close the hole under the client.
    let middle = points.len() as u32;
    points.push(Vec2::ZERO);
    let first: Vec<u32> = (0..spokes)
        .filter_map(|s| points.iter().position(|p| *p == rings.at(0, s)).map(|i| i as u32))
        .collect();
    for (i, a) in first.iter().enumerate() {
        indices.extend([middle, *a, first[(i + 1) % first.len()]]);
    }
    let vertices: Vec<f32> = points.iter().flat_map(|p| vertex(*p)).collect();
    Mesh::new(gl, &[(0, 3), (1, 3), (2, 2)], &vertices, &indices, &[], &[])
}

fn vertex(p: Vec2) -> [f32; 8] {
    let y = shore::ground(p);
    let e = (p.length() * 0.02).clamp(0.06, 4.0);
    let slope = |d: Vec2| (shore::ground(p + d) - shore::ground(p - d)) / (2.0 * e);
    let n = Vec3::new(-slope(Vec2::X * e), 1.0, -slope(Vec2::Y * e)).normalize();
    // How much sky a hollow sees: the mean height around, against its own.
    let around = (0..8)
        .map(|i| {
            let a = i as f32 * std::f32::consts::FRAC_PI_4;
            let d = Vec2::new(a.cos(), a.sin()) * 1.6;
            (shore::ground(p + d) - y).max(0.0)
        })
        .sum::<f32>()
        / 8.0;
    // So do the feet of the fence and of the marram.
    let fence = 0.42 * (-(to_fence(p) / 0.55).powi(2)).exp();
    let grass = 0.42 * grass::thickness(p) * smoothstep(60.0, 30.0, p.length());
    let open = (1.0 - around * 0.9 - fence - grass).clamp(0.42, 1.0);
    [p.x, y, p.y, n.x, n.y, n.z, open, shore::dune_share(p)]
}
