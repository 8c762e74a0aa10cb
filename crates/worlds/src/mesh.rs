//! The mesh kit: seeded tubes, stones, shells and boards, gathered into one mesh so that they cost one draw.

use std::f32::consts::TAU;

use glam::{Quat, Vec2, Vec3};

use crate::noise::value3;

/// What a surface is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stuff {
    /// Share of light it sends back, linear RGB.
    pub albedo: Vec3,
    /// How strongly its grain shows, 0..1.
    pub grain: f32,
    /// 0 dull, 1 wet.
    pub gloss: f32,
}

/// Floats per vertex of a [`Heap`]: place, normal, albedo, place in the grain, open sky, gloss, grain.
pub(crate) const HEAP_ATTRIBUTES: [(u32, i32); 5] = [(0, 3), (1, 3), (2, 3), (3, 2), (4, 3)];

/// Floats per vertex of a [`Heap`].
pub(crate) const HEAP_FLOATS: usize = 14;

/// A rounded stone's form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stone {
    pub radii: Vec3,
    /// How far noise dents it, as a share of its size.
    pub dent: f32,
    pub seed: u32,
    /// Rings of vertices from pole to pole.
    pub rings: u32,
}

/// Solid things in world space, one after another in the same buffers.
#[derive(Default)]
pub(crate) struct Heap {
    pub vertices: Vec<f32>,
    pub indices: Vec<u32>,
}

impl Heap {
    /// How many vertices it has.
    pub fn count(&self) -> u32 {
        self.vertices.len() as u32 / HEAP_FLOATS as u32
    }

    /// One vertex; its number.
    pub fn push(&mut self, place: Vec3, normal: Vec3, stuff: Stuff, grain_at: Vec2, open: f32) -> u32 {
        let number = self.count();
        let (at, towards, back) = (place, normal, stuff.albedo);
        let vertex: [f32; HEAP_FLOATS] = [
            at.x,
            at.y,
            at.z,
            towards.x,
            towards.y,
            towards.z,
            back.x,
            back.y,
            back.z,
            grain_at.x,
            grain_at.y,
            open,
            stuff.gloss,
            stuff.grain,
        ];
        self.vertices.extend_from_slice(&vertex);
        number
    }

    /// A tube along `path` with a radius per point, its skin roughened by `bark` (share of the radius).
    /// `open` tells how much sky a point sees, by its place and normal.
    pub fn tube(
        &mut self,
        path: &[Vec3],
        radii: &[f32],
        sides: u32,
        stuff: Stuff,
        bark: f32,
        open: impl Fn(Vec3, Vec3) -> f32,
    ) {
        self.tube_under(path, radii, sides, stuff, bark, &open);
    }

    /// The same, built once for every sky: copies of it would be a tenth of the module.
    fn tube_under(
        &mut self,
        path: &[Vec3],
        radii: &[f32],
        sides: u32,
        stuff: Stuff,
        bark: f32,
        open: &dyn Fn(Vec3, Vec3) -> f32,
    ) {
        let Some(last) = path.len().checked_sub(1) else { return };
        let start = self.count();
        let mut along = 0.0;
        // One width for all its grain: where the tube swells, the grain does not turn across it.
        let girth = radii.iter().sum::<f32>() / radii.len() as f32;
        for (i, centre) in path.iter().enumerate() {
            let (before, after) = (path[i.saturating_sub(1)], path[(i + 1).min(last)]);
            let forward = (after - before).normalize_or_zero();
            let side =
                forward.cross(if forward.y.abs() > 0.9 { Vec3::X } else { Vec3::Y }).normalize_or_zero();
            let up = side.cross(forward);
            if i > 0 {
                along += (*centre - path[i - 1]).length();
            }
            for s in 0..=sides {
                let a = s as f32 / sides as f32 * TAU;
                let out = side * a.cos() + up * a.sin();
                // Flutes along the limb: they lean the skin to their sides, and their bottoms are dark.
                let rough_at = |a: f32| {
                    let around = Vec3::new(a.cos() * 2.8, a.sin() * 2.8, along * 2.6) + *centre * 0.4 + 50.0;
                    value3(around.x, around.y, around.z, 1 << 20, 3) - 0.5
                };
                let [rough, before, behind] = [a, a - 0.1, a + 0.1].map(rough_at);
                let flute = (behind - before) * 10.0 * bark;
                let place = *centre + out * radii[i] * (1.0 + bark * rough * 2.0);
                let slope = if i == last { radii[i] - radii[last - 1] } else { radii[i + 1] - radii[i] };
                let length = (path[(i + 1).min(last)] - path[i.min(last - 1)]).length().max(1e-4);
                let normal =
                    (out - forward * (slope / length) - (up * a.cos() - side * a.sin()) * flute).normalize();
                let stuff = Stuff { albedo: stuff.albedo * (1.0 + 2.8 * bark * rough.min(0.0)), ..stuff };
                self.push(place, normal, stuff, Vec2::new(along, a * girth), open(place, normal));
            }
        }
        for i in 0..last as u32 {
            for s in 0..sides {
                let a = start + i * (sides + 1) + s;
                let b = a + sides + 1;
                self.indices.extend([a, b, a + 1, a + 1, b, b + 1]);
            }
        }
        self.cap(path, radii, start + last as u32 * (sides + 1), sides, stuff, open);
    }

    /// A bent sheet from rows of `across` + 1 places each, its normals those of the places around; `stuff` and the
    /// share of open sky by row and column.
    pub fn sheet(&mut self, places: &[Vec3], across: usize, look: &dyn Fn(usize, usize) -> (Stuff, f32)) {
        let (start, row) = (self.count(), across + 1);
        let rows = places.len() / row;
        let at = |i: usize, j: usize| places[i.min(rows - 1) * row + j.min(across)];
        for i in 0..rows {
            for j in 0..row {
                let along = at(i + 1, j) - at(i.saturating_sub(1), j);
                let over = at(i, j + 1) - at(i, j.saturating_sub(1));
                let normal = over.cross(along).normalize_or(Vec3::Y);
                let normal = if normal.y < 0.0 { -normal } else { normal };
                let (stuff, open) = look(i, j);
                self.push(at(i, j), normal, stuff, Vec2::new(i as f32 * 0.06, j as f32 * 0.03), open);
            }
        }
        for i in 0..rows.saturating_sub(1) as u32 {
            for j in 0..across as u32 {
                let a = start + i * row as u32 + j;
                let b = a + row as u32;
                self.indices.extend([a, b, a + 1, a + 1, b, b + 1]);
            }
        }
    }

    /// The sawn or broken end of a tube.
    fn cap(
        &mut self,
        path: &[Vec3],
        radii: &[f32],
        ring: u32,
        sides: u32,
        stuff: Stuff,
        open: &dyn Fn(Vec3, Vec3) -> f32,
    ) {
        let (Some(end), Some(radius)) = (path.last(), radii.last()) else { return };
        if *radius < 0.004 {
            return;
        }
        let forward = (*end - path[path.len() - 2]).normalize_or_zero();
        let worn = Stuff { albedo: stuff.albedo * 0.72, ..stuff };
        let middle = *end + forward * radius * 0.10;
        let centre = self.push(middle, forward, worn, Vec2::ZERO, open(middle, forward));
        let rim = self.count();
        for s in 0..=sides {
            let at = (ring + s) as usize * HEAP_FLOATS;
            let place = Vec3::new(self.vertices[at], self.vertices[at + 1], self.vertices[at + 2]);
            self.push(place, forward, worn, Vec2::new(s as f32 * 0.1, 0.2), open(place, forward));
        }
        for s in 0..sides {
            self.indices.extend([centre, rim + s, rim + s + 1]);
        }
    }

    /// A rounded stone: an ellipsoid dented by noise, lying `sunk` of its height in the ground.
    pub fn stone(&mut self, place: Vec3, turn: Quat, stone: Stone, stuff: Stuff) {
        let Stone { radii, dent, seed, rings } = stone;
        let start = self.count();
        let (rows, columns) = (rings, rings * 2);
        let shape = |row: u32, column: u32| {
            let (v, u) = (row as f32 / rows as f32 * TAU / 2.0, column as f32 / columns as f32 * TAU);
            let d = Vec3::new(v.sin() * u.cos(), v.cos(), v.sin() * u.sin());
            let q = d * 1.6 + Vec3::splat(20.0 + seed as f32 % 97.0);
            let mut n = value3(q.x, q.y, q.z, 1 << 20, seed) - 0.5;
            if rows > 12 {
                // A boulder has ledges and a rough skin besides.
                let (ledge, rough) = (q * 2.3, q * 6.1);
                n += 0.40 * (value3(ledge.x, ledge.y * 1.6, ledge.z, 1 << 20, seed + 2) - 0.5).abs();
                n += 0.10 * (value3(rough.x, rough.y, rough.z, 1 << 20, seed + 3) - 0.5);
            }
            (d, turn * (d * radii * (1.0 + dent * n)))
        };
        for row in 0..=rows {
            for column in 0..=columns {
                let (d, at) = shape(row, column);
                let normal = if rows > 12 {
                    let along = shape(row + 1, column).1 - shape(row.saturating_sub(1), column).1;
                    let around = shape(row, column + 1).1 - shape(row, column + columns - 1).1;
                    let dented = around.cross(along).normalize_or(turn * d);
                    dented * dented.dot(turn * d).signum()
                } else {
                    (turn * (d / radii)).normalize()
                };
                let world = place + at;
                // The lower half looks at sand: darker towards the contact.
                let open = 0.30 + 0.70 * ((normal.y * 0.5 + 0.5) * 0.6 + (at.y / radii.y * 0.5 + 0.5) * 0.4);
                let q = world * 34.0 + 4_000.0;
                let vein = value3(q.x, q.y, q.z, 1 << 20, seed + 1);
                let stuff = Stuff { albedo: stuff.albedo * (0.82 + 0.36 * vein), ..stuff };
                self.push(
                    world,
                    normal,
                    stuff,
                    Vec2::new((world.x + world.z) * 9.0, (world.y + world.x) * 0.5),
                    open,
                );
            }
        }
        for row in 0..rows {
            for column in 0..columns {
                let a = start + row * (columns + 1) + column;
                let b = a + columns + 1;
                self.indices.extend([a, a + 1, b, a + 1, b + 1, b]);
            }
        }
    }

    /// A block of wood or stone: its middle, half its sizes along its own right, up and back; `grain` moves its grain along
    /// and across, so that no two boards are alike.
    pub fn block(&mut self, middle: Vec3, half: Vec3, turn: Quat, stuff: Stuff, grain: Vec2) {
        let axes = [Vec3::X, Vec3::Y, Vec3::Z];
        for axis in 0..3 {
            for side in [-1.0, 1.0] {
                let (n, u, v) = (axes[axis] * side, axes[(axis + 1) % 3], axes[(axis + 2) % 3]);
                let corner = |a: f32, b: f32| middle + turn * ((n + u * a + v * b) * half);
                let places = [corner(-1.0, -1.0), corner(1.0, -1.0), corner(-1.0, 1.0), corner(1.0, 1.0)];
                self.face(&places, turn * n, stuff, grain);
            }
        }
    }

    /// One flat face of four corners (two rows of two), its grain along the longer side.
    pub fn face(&mut self, places: &[Vec3; 4], normal: Vec3, stuff: Stuff, grain: Vec2) {
        let (u, v) = ((places[1] - places[0]).length(), (places[2] - places[0]).length());
        let open = 0.55 + 0.45 * normal.y.max(0.0);
        let start = self.count();
        for (i, place) in places.iter().enumerate() {
            let at = [if i % 2 == 1 { u } else { 0.0 }, if i > 1 { v } else { 0.0 }];
            let [along, across] = if u > v { at } else { [at[1], at[0]] };
            self.push(*place, normal, stuff, grain + Vec2::new(along, across * 0.4), open);
        }
        self.indices.extend_from_slice(&[start, start + 1, start + 2, start + 1, start + 3, start + 2]);
    }

    /// A plank with worn edges: from one end's middle to the other's, its half width and thickness, its upper side towards
    /// `up`; bowed a little by `bow` metres in its middle.
    pub fn plank(&mut self, ends: [Vec3; 2], half: [f32; 2], up: Vec3, bow: f32, stuff: Stuff, grain: Vec2) {
        const PIECES: u32 = 2;
        let along = (ends[1] - ends[0]).normalize_or(Vec3::X);
        let side = along.cross(up).normalize_or(Vec3::Z);
        let [wide, thick] = half;
        let worn = 0.30 * thick;
        // Across: foot of one side, its worn edge, the upper side, and back down.
        let profile = [
            (-wide, -thick, Vec2::new(-1.0, 0.0), 0.35),
            (-wide, thick - worn, Vec2::new(-0.95, 0.3), 0.6),
            (-wide + worn, thick, Vec2::new(-0.3, 0.95), 0.9),
            (wide - worn, thick, Vec2::new(0.3, 0.95), 0.9),
            (wide, thick - worn, Vec2::new(0.95, 0.3), 0.6),
            (wide, -thick, Vec2::new(1.0, 0.0), 0.35),
        ];
        let start = self.count();
        let length = (ends[1] - ends[0]).length();
        for piece in 0..=PIECES {
            let t = piece as f32 / PIECES as f32;
            let middle = ends[0].lerp(ends[1], t) + up * (bow * (1.0 - (2.0 * t - 1.0) * (2.0 * t - 1.0)));
            for (across, high, lean, open) in profile {
                let place = middle + side * across + up * high;
                let normal = (side * lean.x + up * lean.y).normalize_or(up);
                self.push(place, normal, stuff, grain + Vec2::new(t * length, (across + high) * 0.4), open);
            }
        }
        let row = profile.len() as u32;
        for piece in 0..PIECES {
            for k in 0..row - 1 {
                let a = start + piece * row + k;
                self.indices.extend_from_slice(&[a, a + 1, a + row, a + 1, a + row + 1, a + row]);
            }
        }
        let sawn = Stuff { albedo: stuff.albedo * 0.7, ..stuff };
        for (end, way) in [(ends[0], -along), (ends[1], along)] {
            let corner = |a: f32, b: f32| end + side * (a * wide) + up * (b * (thick - 0.5 * worn));
            let places = [corner(-1.0, -1.0), corner(1.0, -1.0), corner(-1.0, 1.0), corner(1.0, 1.0)];
            self.face(&places, way, sawn, grain);
        }
    }

    /// A cockle's half: a ribbed, domed fan of `columns` pieces, open side down.
    pub fn shell(&mut self, place: Vec3, size: f32, turn: Quat, albedo: Vec3, columns: u32) {
        let start = self.count();
        let rows = 6u32;
        let at = |row: u32, column: u32| {
            let t = row as f32 / rows as f32;
            let a = (column as f32 / columns as f32 - 0.5) * 2.5;
            let rib = 1.0 + 0.035 * (a * 2.0 * 11.0).cos() * (t * 2.0).min(1.0);
            let edge = 1.0 - 0.05 * (a * a) + 0.015 * (a * 22.0).cos();
            let r = t * edge;
            let dome = (1.0 - (t - 0.25).powi(2) * 1.7).max(0.0) * (1.0 - 0.28 * a * a).max(0.02);
            Vec3::new(r * a.sin(), 0.40 * dome * rib * (t * 5.0).min(1.0), -r * a.cos() + 0.45) * size
        };
        for row in 0..=rows {
            for column in 0..=columns {
                let p = at(row, column);
                let e = |r: u32, c: u32| at(r.min(rows), c.min(columns));
                let du = e(row, column + 1) - e(row, column.saturating_sub(1));
                let dv = e(row + 1, column) - e(row.saturating_sub(1), column);
                let normal = turn * du.cross(dv).normalize_or(Vec3::Y);
                let normal = if normal.y < 0.0 { -normal } else { normal };
                let band = 0.84 + 0.22 * (row as f32 * 1.9).sin();
                let rib = 0.90 + 0.10 * ((column as f32 / columns as f32 - 0.5) * 2.5 * 22.0).cos();
                let stuff = Stuff { albedo: albedo * band * rib, grain: 0.1, gloss: 0.25 };
                let open = 0.55 + 0.45 * (p.y / (0.3 * size)).min(1.0);
                self.push(place + turn * p, normal, stuff, Vec2::new(p.x, p.z) * 8.0, open);
            }
        }
        for row in 0..rows {
            for column in 0..columns {
                let a = start + row * (columns + 1) + column;
                let b = a + columns + 1;
                self.indices.extend([a, b, a + 1, a + 1, b, b + 1]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STUFF: Stuff = Stuff { albedo: Vec3::ONE, grain: 0.0, gloss: 0.0 };

    #[test]
    fn every_index_names_a_vertex_and_every_normal_is_one_long() {
        let mut heap = Heap::default();
        heap.tube(
            &[Vec3::ZERO, Vec3::Y, Vec3::new(0.3, 2.0, 0.0)],
            &[0.2, 0.15, 0.1],
            8,
            STUFF,
            0.1,
            |_, _| 1.0,
        );
        let stone = Stone { radii: Vec3::new(0.1, 0.05, 0.08), dent: 0.3, seed: 4, rings: 6 };
        heap.stone(Vec3::ZERO, Quat::IDENTITY, stone, STUFF);
        heap.shell(Vec3::ZERO, 0.04, Quat::IDENTITY, Vec3::ONE, 30);
        let bent: Vec<Vec3> =
            (0..12).map(|i| Vec3::new((i % 3) as f32, (i as f32).sin() * 0.2, (i / 3) as f32)).collect();
        heap.sheet(&bent, 2, &|_, _| (STUFF, 1.0));
        heap.block(Vec3::ONE, Vec3::new(0.2, 0.1, 0.4), Quat::from_rotation_y(0.3), STUFF, Vec2::ONE);
        heap.plank([Vec3::ZERO, Vec3::X], [0.07, 0.02], Vec3::Y, 0.01, STUFF, Vec2::ZERO);
        assert!(heap.indices.iter().all(|i| *i < heap.count()));
        for v in heap.vertices.chunks(HEAP_FLOATS) {
            assert!((Vec3::new(v[3], v[4], v[5]).length() - 1.0).abs() < 0.02, "{v:?}");
        }
    }
}
