//! Skins of corals, sponges and stones, gathered into one mesh: sheets and tubes with colour, grain and sway.

use std::f32::consts::TAU;
use std::ops::Range;

use glam::{Vec2, Vec3};

/// Floats per vertex: place, normal, colour, place in the grain, which grain, sway, open water, sun, height above the sand.
pub(super) const FLOATS: usize = 16;
/// Attributes of a vertex.
pub(super) const ATTRIBUTES: [(u32, i32); 5] = [(0, 3), (1, 3), (2, 3), (3, 4), (4, 3)];

/// Grains, by the number of their layer.
pub(super) const PITTED: f32 = 0.0;
pub(super) const MAZE: f32 = 1.0;
pub(super) const POLYPS: f32 = 2.0;
/// A net that one can look through.
pub(super) const NET: f32 = 5.0;

/// How a skin looks at one vertex.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub colour: Vec3,
    pub grain_at: Vec2,
    pub grain: f32,
    /// How far the swell moves it, in metres.
    pub sway: f32,
}

/// Everything that has grown, in world space.
#[derive(Default)]
pub(super) struct Weave {
    pub vertices: Vec<f32>,
    pub indices: Vec<u32>,
    /// Where in the indices lie leaves that are seen from both sides; all else is the skin of something solid.
    pub leaves: Vec<Range<usize>>,
}

impl Weave {
    fn count(&self) -> u32 {
        (self.vertices.len() / FLOATS) as u32
    }

    fn push(&mut self, at: Vec3, normal: Vec3, look: Look) {
        let (c, g) = (look.colour, look.grain_at);
        self.vertices.extend_from_slice(&[
            at.x, at.y, at.z, normal.x, normal.y, normal.z, c.x, c.y, c.z, g.x, g.y, look.grain, look.sway,
            1.0, 1.0, 1.0,
        ]);
    }

    fn join(&mut self, start: u32, columns: u32, rows: u32) {
        for row in 0..rows {
            for column in 0..columns {
                let a = start + row * (columns + 1) + column;
                let b = a + columns + 1;
                self.indices.extend_from_slice(&[a, b, a + 1, a + 1, b, b + 1]);
            }
        }
    }

    /// A thin leaf over the unit square, seen from both sides; otherwise a [`Weave::sheet`].
    pub fn leaf(
        &mut self,
        cells: [u32; 2],
        inside: Vec3,
        at: &dyn Fn(f32, f32) -> Vec3,
        look: &dyn Fn(f32, f32, Vec3) -> Look,
    ) {
        let start = self.indices.len();
        self.sheet(cells, inside, at, look);
        self.leaves.push(start..self.indices.len());
    }

    /// The triangles that an eye within `room` (lowest and highest corner) can see: none of those lie deep in the
    /// `ground`, or on the far side of something solid.
    pub fn seen_from(&self, [low, high]: [Vec3; 2], ground: &dyn Fn(Vec2) -> f32) -> Vec<u32> {
        let place = |i: u32| {
            let v = &self.vertices[i as usize * FLOATS..];
            (Vec3::new(v[0], v[1], v[2]), Vec3::new(v[3], v[4], v[5]))
        };
        let mut leaves = self.leaves.iter().peekable();
        let mut kept = Vec::with_capacity(self.indices.len());
        for (number, triangle) in self.indices.chunks_exact(3).enumerate() {
            while leaves.next_if(|range| range.end <= number * 3).is_some() {}
            let thin = leaves.peek().is_some_and(|range| range.contains(&(number * 3)));
            let [a, b, c] = [place(triangle[0]), place(triangle[1]), place(triangle[2])];
            let across = (b.0 - a.0).cross(c.0 - a.0);
            let out = across * across.dot(a.1 + b.1 + c.1).signum();
            // What faces away from every corner of the room faces away from all within it.
            let faces = (0..8).any(|corner| {
                let pick = |bit: usize, a: f32, b: f32| if corner >> bit & 1 == 0 { a } else { b };
                let eye = Vec3::new(pick(0, low.x, high.x), pick(1, low.y, high.y), pick(2, low.z, high.z));
                out.dot(eye - a.0) > 0.0
            });
            let deep = [a, b, c].iter().all(|(p, _)| p.y < ground(Vec2::new(p.x, p.z)) - 0.12);
            if (thin || faces) && !deep {
                kept.extend_from_slice(triangle);
            }
        }
        kept
    }

    /// A skin over the unit square (`at`: around, along), its normals pointing away from `inside`.
    pub fn sheet(
        &mut self,
        [columns, rows]: [u32; 2],
        inside: Vec3,
        at: &dyn Fn(f32, f32) -> Vec3,
        look: &dyn Fn(f32, f32, Vec3) -> Look,
    ) {
        let start = self.count();
        let (du, dv) = (0.35 / columns as f32, 0.35 / rows as f32);
        let spots = (0..=rows).flat_map(|row| (0..=columns).map(move |column| (column, row)));
        let skin: Vec<(f32, f32, Vec3, Vec3)> = spots
            .map(|(column, row)| {
                let (u, v) = (column as f32 / columns as f32, row as f32 / rows as f32);
                let w = v.max(0.003).min(0.997);
                let (low, high) = ((v - dv).max(0.003), (v + dv).min(0.997));
                let normal = (at(u + du, w) - at(u - du, w)).cross(at(u, high) - at(u, low));
                (u, v, at(u, v), normal.normalize_or(Vec3::Y))
            })
            .collect();
        // One side of it looks outwards, hollows and all.
        let outwards: f32 =
            skin.iter().map(|(_, _, place, normal)| normal.dot((*place - inside).normalize_or_zero())).sum();
        for (u, v, place, normal) in skin {
            self.push(place, normal * outwards.signum(), look(u, v, place));
        }
        self.join(start, columns, rows);
    }

    /// A tube along `path` with a radius per point; `look` by share along.
    pub fn tube(&mut self, path: &[Vec3], radii: &[f32], sides: u32, look: &dyn Fn(f32, Vec3) -> Look) {
        let start = self.count();
        let last = path.len() - 1;
        let mut along = 0.0;
        for i in 0..=last {
            let (before, after) = (path[i.saturating_sub(1)], path[(i + 1).min(last)]);
            let forward = (after - before).normalize_or(Vec3::Y);
            let side =
                forward.cross(if forward.y.abs() > 0.9 { Vec3::X } else { Vec3::Y }).normalize_or(Vec3::X);
            let up = side.cross(forward);
            let slope =
                (radii[(i + 1).min(last)] - radii[i.saturating_sub(1)]) / (after - before).length().max(1e-4);
            along += if i > 0 { path[i].distance(path[i - 1]) } else { 0.0 };
            for s in 0..=sides {
                let a = s as f32 / sides as f32 * TAU;
                let out = side * a.cos() + up * a.sin();
                let look = look(i as f32 / last as f32, path[i]);
                let grain_at = look.grain_at + Vec2::new(a / TAU * (radii[0] * 22.0).ceil(), along * 3.5);
                let normal = (out - forward * slope).normalize_or(out);
                self.push(path[i] + out * radii[i], normal, Look { grain_at, ..look });
            }
        }
        self.join(start, sides, last as u32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_far_side_of_a_ball_is_left_out_and_a_leaf_is_kept_whole() {
        let look = |_: f32, _: f32, _: Vec3| Look {
            colour: Vec3::ONE,
            grain_at: Vec2::ZERO,
            grain: POLYPS,
            sway: 0.0,
        };
        let middle = Vec3::new(0.0, 1.0, -6.0);
        let ball = |u: f32, v: f32| {
            let (a, e) = (u * TAU, (0.5 - v) * 3.1);
            middle + Vec3::new(a.cos() * e.cos(), e.sin(), a.sin() * e.cos())
        };
        let room = [Vec3::new(-0.5, 0.5, -0.5), Vec3::new(0.5, 1.8, 0.5)];
        let mut solid = Weave::default();
        solid.sheet([24, 12], middle, &ball, &look);
        let seen = solid.seen_from(room, &|_| -5.0);
        assert!(
            seen.chunks_exact(3)
                .all(|t| { t.iter().any(|i| solid.vertices[*i as usize * FLOATS + 2] > middle.z - 0.2) })
        );
        let share = seen.len() as f32 / solid.indices.len() as f32;
        assert!((0.35..0.62).contains(&share), "{share}");
        let mut thin = Weave::default();
        thin.leaf([24, 12], middle, &ball, &look);
        assert_eq!(thin.seen_from(room, &|_| -5.0), thin.indices);
        // All of it lies deep in the ground.
        assert!(thin.seen_from(room, &|_| 9.0).is_empty());
    }
}
