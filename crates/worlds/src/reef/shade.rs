//! How open and how sunlit each place on the reef is: a grid of what fills the water, asked along rays once, at load.

use glam::{Vec2, Vec3};

use super::land;
use super::weave::{FLOATS, Weave};

/// Side of a cell in metres, the grid's lowest corner, and its cells.
const CELL_M: f32 = 0.16;
const LOW: Vec3 = Vec3::new(-12.0, -1.0, -16.0);
const CELLS: [usize; 3] = [150, 40, 180];

/// How much of each cell is filled.
pub(super) struct Grid {
    filled: Vec<f32>,
}

impl Grid {
    /// What has grown, and the ground below it.
    pub fn of(weave: &Weave) -> Grid {
        let mut grid = Grid { filled: vec![0.0; CELLS[0] * CELLS[1] * CELLS[2]] };
        for z in 0..CELLS[2] {
            for x in 0..CELLS[0] {
                let p = Vec2::new(LOW.x + (x as f32 + 0.5) * CELL_M, LOW.z + (z as f32 + 0.5) * CELL_M);
                let top = (land::height(p) - LOW.y) / CELL_M;
                for y in 0..(top.max(0.0) as usize).min(CELLS[1]) {
                    grid.filled[(z * CELLS[1] + y) * CELLS[0] + x] = 1.0;
                }
            }
        }
        let corner = |i: u32| {
            let v = &weave.vertices[i as usize * FLOATS..];
            Vec3::new(v[0], v[1], v[2])
        };
        let full = 0.6 / (CELL_M * CELL_M);
        for triangle in weave.indices.chunks_exact(3) {
            let (a, b, c) = (corner(triangle[0]), corner(triangle[1]), corner(triangle[2]));
            let area = (b - a).cross(c - a).length() * 0.5;
            let pieces = ((area / 0.008).ceil() as u32).max(1);
            for k in 0..pieces {
                // Evenly spread over the triangle (Roberts' sequence).
                let (mut s, mut t) = ((k as f32 * 0.7549 + 0.33).fract(), (k as f32 * 0.5698 + 0.33).fract());
                if s + t > 1.0 {
                    (s, t) = (1.0 - s, 1.0 - t);
                }
                if let Some(cell) = cell(a + (b - a) * s + (c - a) * t) {
                    grid.filled[cell] = (grid.filled[cell] + area / pieces as f32 * full).min(1.0);
                }
            }
        }
        grid
    }

    fn at(&self, p: Vec3) -> f32 {
        cell(p).map_or(0.0, |cell| self.filled[cell])
    }

    /// Share of open water and share of sun at a place with this normal, asked `lift` cells above it.
    pub fn light(&self, place: Vec3, normal: Vec3, suns: &[Vec3], lift: f32) -> [f32; 2] {
        let from = place + normal * (CELL_M * lift);
        let (mut open, mut total) = (0.0f32, 0.0f32);
        for way in WAYS {
            let weight = way.dot(normal) * 0.6 + way.y * 0.3 + 0.35;
            if weight > 0.0 {
                let passed: f32 =
                    [0.10, 0.28, 0.55, 0.95].iter().map(|t| 1.0 - 0.55 * self.at(from + way * *t)).product();
                open += weight * passed;
                total += weight;
            }
        }
        let mut sun = 0.0f32;
        for way in suns {
            let passed: f32 =
                (0..18).map(|k| 1.0 - 0.38 * self.at(from + *way * (0.06 + 0.15 * k as f32))).product();
            sun += passed / suns.len() as f32;
        }
        [if total > 0.0 { open / total } else { 0.3 }, sun]
    }
}

fn cell(p: Vec3) -> Option<usize> {
    let q = (p - LOW) / CELL_M;
    let inside = q.min_element() >= 0.0
        && (q.x as usize) < CELLS[0]
        && (q.y as usize) < CELLS[1]
        && (q.z as usize) < CELLS[2];
    inside.then(|| (q.z as usize * CELLS[1] + q.y as usize) * CELLS[0] + q.x as usize)
}

/// Nine ways over a little more than the upper half of a ball.
const WAYS: [Vec3; 9] = [
    Vec3::new(0.0, 1.0, 0.0),
    Vec3::new(0.75, 0.66, 0.0),
    Vec3::new(-0.75, 0.66, 0.0),
    Vec3::new(0.0, 0.66, 0.75),
    Vec3::new(0.0, 0.66, -0.75),
    Vec3::new(0.70, 0.10, 0.70),
    Vec3::new(-0.70, 0.10, 0.70),
    Vec3::new(0.70, 0.10, -0.70),
    Vec3::new(-0.70, 0.10, -0.70),
];
