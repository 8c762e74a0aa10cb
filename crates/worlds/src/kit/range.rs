//! Far mountains as one panorama: heights in closed form, scanned once per column, lit anew at every time of day.
//!
//! The panorama holds what light needs (slope, distance, what grows, where the evening's and the morning's sun come
//! over), so that mist can clear before it and the sun can move, and its silhouette costs no triangles.

use std::f32::consts::TAU;

use glam::{Vec2, Vec3};

use crate::gpu::{Mesh, Texel, Texture, Wrap, figure};
use crate::noise::{lattice, smoothstep};
use crate::{Quality, StageError};

/// Angles of elevation that the panorama spans, in radians.
const SPAN: (f32, f32) = (-0.115, 0.300);
/// Distances it holds, in kilometres.
const NEAR_KM: f32 = 1.05;
const FAR_KM: f32 = 24.0;
/// Steps outwards, and columns on which the sun's horizon is worked out.
const STEPS: usize = 450;

/// What stands round the place.
pub(crate) struct Range {
    /// Height above the client in kilometres at a place in kilometres (right, back).
    pub height: fn(Vec2) -> f32,
    /// Height below which trees grow, above which snow lies, in kilometres above the client.
    pub trees_km: f32,
    pub snow_km: f32,
    /// Compass-free directions (right, back) from which the low sun of evening and of morning comes.
    pub evening: Vec2,
    pub morning: Vec2,
}

pub(crate) struct Panorama {
    shape: Texture,
    stuff: Texture,
    pub mesh: Mesh,
}

/// The figures for `shaders/range.*.glsl`.
pub(crate) fn defines() -> String {
    let [low, high] = [SPAN.0, SPAN.1].map(|v| figure(v, 4));
    ["#define RANGE_LOW (", &low, ")\n#define RANGE_HIGH ", &high, "\n"].concat()
}

fn distance_km(step: usize) -> f32 {
    NEAR_KM * (FAR_KM / NEAR_KM).powf(step as f32 / (STEPS - 1) as f32)
}

impl Panorama {
    pub fn new(gl: &glow::Context, range: &Range, quality: Quality) -> Result<Panorama, StageError> {
        let (wide, high) = match quality {
            Quality::Full => (4096, 448),
            Quality::Reduced => (2048, 320),
            Quality::Lowest => (1024, 160),
        };
        let (shape, stuff) = paint(range, wide, high);
        let texture = |data: &[u8]| {
            let texture = Texture::plain(gl, [wide as i32, high as i32], 4, Texel::Rgba8, Wrap::Repeat)?;
            texture.fill(gl, data);
            Ok::<_, StageError>(texture)
        };
        let (columns, rows) = (96u32, 6u32);
        let (mut vertices, mut indices) = (Vec::new(), Vec::new());
        for column in 0..=columns {
            for row in 0..=rows {
                vertices.extend_from_slice(&[column as f32 / columns as f32, row as f32 / rows as f32]);
                if column < columns && row < rows {
                    let (a, b) = (column * (rows + 1) + row, (column + 1) * (rows + 1) + row);
                    indices.extend_from_slice(&[a, b, a + 1, a + 1, b, b + 1]);
                }
            }
        }
        Ok(Panorama {
            shape: texture(&shape)?,
            stuff: texture(&stuff)?,
            mesh: Mesh::new(gl, &[(0, 2)], &vertices, &indices, &[], &[])?,
        })
    }

    pub fn bind(&self, gl: &glow::Context) {
        self.shape.bind(gl, "range_shape");
        self.stuff.bind(gl, "range_stuff");
    }

    pub fn bytes(&self) -> u64 {
        self.shape.bytes + self.stuff.bytes + self.mesh.bytes
    }

    pub fn destroy(self, gl: &glow::Context) {
        self.shape.destroy(gl);
        self.stuff.destroy(gl);
        self.mesh.destroy(gl);
    }
}

/// The panorama's two pictures, RGBA: slope right and back, distance, cover; and the evening's and the morning's
/// horizon, what grows (0 wood, ⅓ pasture, ⅔ rock, 1 snow), how open to the sky.
fn paint(range: &Range, wide: usize, high: usize) -> (Vec<u8>, Vec<u8>) {
    let way = |column: f32| {
        let a = (column / wide as f32 - 0.5) * TAU;
        Vec2::new(a.sin(), -a.cos())
    };
    // Heights once per column and step: everything else is read from them.
    // Every other column lies between its neighbours, roughened a little: half the work, and the crests keep their teeth.
    let mut heights = vec![0.0f32; wide * STEPS];
    for column in (0..wide).step_by(2) {
        let out = way(column as f32);
        for step in 0..STEPS {
            heights[column * STEPS + step] = (range.height)(out * distance_km(step));
        }
    }
    for column in (1..wide).step_by(2) {
        for step in 0..STEPS {
            let (left, right) =
                (heights[(column - 1) * STEPS + step], heights[(column + 1) % wide * STEPS + step]);
            let rough = lattice(column as i32, step as i32, 0, 5) - 0.5;
            heights[column * STEPS + step] = 0.5 * (left + right) + rough * (left - right).abs();
        }
    }
    let at = |column: usize, step: usize| heights[column % wide * STEPS + step.min(STEPS - 1)];
    let horizons = horizons(range, &heights, wide);
    let (mut shape, mut stuff) = (vec![0u8; wide * high * 4], vec![0u8; wide * high * 4]);
    let byte = |x: f32| (x.clamp(0.0, 1.0) * 255.0 + 0.5) as u8;
    for column in 0..wide {
        let (out, mut row, mut crest) = (way(column as f32), 0, 0.0f32);
        for step in 0..STEPS {
            let km = distance_km(step);
            let up = (at(column, step) / km).atan();
            let top = (up - SPAN.0) / (SPAN.1 - SPAN.0) * high as f32;
            crest = crest.max(top);
            // Rows this step rises above all that stands before it.
            let from = row as f32;
            while (row as f32) < top.min(high as f32) {
                let share = if top - from > 1e-3 { (row as f32 - from) / (top - from) } else { 1.0 };
                let back = (step as f32 - 1.0 + share).max(0.0);
                let (s, y) =
                    (back as usize, at(column, back as usize) * (1.0 - share) + at(column, step) * share);
                let d_km = distance_km(s + 1) - distance_km(s);
                let along = (at(column, s + 1) - at(column, s)) / d_km;
                let span = km * TAU / wide as f32;
                let across = (at(column + 1, s) - at(column + wide - 1, s)) / (2.0 * span);
                let slope = out * along + Vec2::new(-out.y, out.x) * across;
                let around = [(1, 0), (wide - 1, 0), (0, 3), (0, usize::MAX - 2)]
                    .iter()
                    .fold(0.0, |sum, (c, d)| sum + at(column + 4 * c, s.wrapping_add(*d).min(STEPS - 1)) - y);
                let open = 1.0 - (around / (4.0 * (4.0 * span + 2.0 * d_km)) * 1.1).clamp(-0.2, 0.55);
                let steep = 1.0 / (1.0 + slope.length_squared()).sqrt();
                let spot = out * km;
                let mottle = noise(spot * 5.0, 3).0 * 0.6 + noise(spot * 19.0, 9).0 * 0.4 - 0.5;
                let rock = smoothstep(0.80, 0.62, steep + 0.20 * mottle).max(smoothstep(
                    range.trees_km,
                    range.trees_km + 0.5,
                    y + 0.5 * mottle,
                ));
                let wood = smoothstep(range.trees_km + 0.12, range.trees_km - 0.12, y + 0.34 * mottle)
                    * smoothstep(0.46, 0.60, steep + 0.3 * mottle)
                    * smoothstep(-0.10, 0.02, mottle + 0.12 - 0.22 * smoothstep(0.05, -0.10, y));
                let snow = smoothstep(range.snow_km - 0.15, range.snow_km + 0.35, y + 0.7 * mottle)
                    * smoothstep(0.40, 0.62, steep + 0.3 * mottle + 0.10 * (y - range.snow_km));
                let grows = (1.0 - wood) / 3.0 * (1.0 + rock) * (1.0 - snow) + snow;
                let texel = (row * wide + column) * 4;
                let slant = slope / (1.0 + slope.length());
                let far = (km / NEAR_KM).ln() / (FAR_KM / NEAR_KM).ln();
                shape[texel..texel + 4].copy_from_slice(&[
                    byte(0.5 + 0.5 * slant.x),
                    byte(0.5 + 0.5 * slant.y),
                    byte(far),
                    255,
                ]);
                let (hc, hs) = (column * COARSE / wide, s * COARSE_STEPS / STEPS);
                let [evening, morning] = horizons[hc * COARSE_STEPS + hs.min(COARSE_STEPS - 1)];
                stuff[texel..texel + 4].copy_from_slice(&[
                    byte(evening),
                    byte(morning),
                    byte(grows),
                    byte(open),
                ]);
                row += 1;
            }
        }
        // Above the silhouette the colour goes on, so that its soft edge does not darken.
        if let Some(last) = row.checked_sub(1) {
            // The crest covers a part of its row.
            shape[(last * wide + column) * 4 + 3] = byte(crest - last as f32);
            for row in row..(row + 8).min(high) {
                let (from, to) = ((last * wide + column) * 4, (row * wide + column) * 4);
                shape.copy_within(from..from + 3, to);
                stuff.copy_within(from..from + 4, to);
            }
        }
    }
    (shape, stuff)
}

/// A coarser grid is enough for where the sun comes over.
const COARSE: usize = 512;
const COARSE_STEPS: usize = STEPS / 4;

/// Sine of the angle above which the evening's and the morning's sun reach a place, per column and step.
fn horizons(range: &Range, heights: &[f32], wide: usize) -> Vec<[f32; 2]> {
    let fall = (FAR_KM / NEAR_KM).ln();
    let height = |p: Vec2| {
        let km = p.length();
        let column = (p.x.atan2(-p.y) / TAU + 0.5) * wide as f32;
        let step = (km.clamp(NEAR_KM, FAR_KM) / NEAR_KM).ln() / fall * (STEPS - 1) as f32;
        heights[column as usize % wide * STEPS + step as usize]
    };
    let mut out = Vec::with_capacity(COARSE * COARSE_STEPS);
    for column in 0..COARSE {
        let a = (column as f32 / COARSE as f32 - 0.5) * TAU;
        for step in 0..COARSE_STEPS {
            let p = Vec2::new(a.sin(), -a.cos()) * distance_km(step * 4);
            let y = height(p);
            out.push([range.evening, range.morning].map(|sun| {
                let mut reach = 0.12;
                let mut most = 0.0f32;
                for _ in 0..14 {
                    most = most.max((height(p + sun * reach) - y - 0.01) / reach);
                    reach *= 1.32;
                }
                // The angle as a share of a right angle's sine: what low suns need is finely told.
                (most / (1.0 + most * most).sqrt()).min(1.0)
            }));
        }
    }
    out
}

/// Value noise in 0..1 and its slope.
fn noise(p: Vec2, seed: u32) -> (f32, Vec2) {
    let (cell, f) = (p.floor(), p - p.floor());
    let (u, du) = (f * f * f * (f * (f * 6.0 - 15.0) + 10.0), f * f * (f * (f * 30.0 - 60.0) + 30.0));
    let v = |dx: i32, dy: i32| lattice(cell.x as i32 + dx, cell.y as i32 + dy, 0, seed);
    let (a, b, c, d) = (v(0, 0), v(1, 0), v(0, 1), v(1, 1));
    let k = a - b - c + d;
    (a + (b - a) * u.x + (c - a) * u.y + k * u.x * u.y, du * Vec2::new(b - a + k * u.y, c - a + k * u.x))
}

/// Eroded relief, about 0 to 1: finer octaves die away on slopes that coarser ones have made, as scree does.
pub(crate) fn eroded(p: Vec2, octaves: u32, seed: u32) -> f32 {
    let (mut sum, mut weight, mut slope, mut q) = (0.0, 0.5, Vec2::ZERO, p);
    for octave in 0..octaves {
        let (value, d) = noise(q, seed + octave);
        // Ridges: the noise folded at its middle.
        let folded = 1.0 - (2.0 * value - 1.0).abs();
        slope += d * (if value > 0.5 { -1.0 } else { 1.0 }) * 0.9;
        sum += weight * folded * (1.0 / (1.0 + 0.75 * slope.length_squared()) + 0.22);
        weight *= 0.49;
        q = Vec2::new(0.8 * q.x - 0.6 * q.y, 0.6 * q.x + 0.8 * q.y) * 2.07 + 3.1;
    }
    sum
}

/// A broad rise round `middle`, 1 at its top.
pub(crate) fn rise(p: Vec2, middle: Vec3) -> f32 {
    let off = (p - Vec2::new(middle.x, middle.y)).length_squared() / (middle.z * middle.z);
    if off > 8.0 { 0.0 } else { (-off).exp() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_mountain_stands_where_it_was_put_with_its_shade_behind_it() {
        fn cone(p: Vec2) -> f32 {
            2.0 * (1.0 - (p - Vec2::new(0.0, -8.0)).length() / 3.0).max(0.0) - 0.1
        }
        let range =
            Range { height: cone, trees_km: 0.3, snow_km: 1.2, evening: Vec2::X, morning: Vec2::NEG_X };
        let (shape, stuff) = paint(&range, 256, 128);
        let texel = |picture: &[u8], column: usize, row: usize| -> [u8; 4] {
            picture[(row * 256 + column) * 4..][..4].try_into().unwrap()
        };
        let top = |column: usize| (0..128).filter(|row| texel(&shape, column, *row)[3] > 127).count();
        assert!(top(128) > top(120) && top(120) > top(64), "{} {} {}", top(128), top(120), top(64));
        // 1.9 km at 8 km is 13.4 degrees.
        let expected = ((1.9f32 / 8.0).atan() - SPAN.0) / (SPAN.1 - SPAN.0) * 128.0;
        assert!((top(128) as f32 - expected).abs() < 5.0, "{} for {expected}", top(128));
        // Snow on top, none at the foot.
        assert!(texel(&stuff, 128, top(128) - 2)[2] > 150 && texel(&stuff, 128, 20)[2] < 150);
        // Its left flank waits longer for the evening's sun from the right than its right flank does.
        let (left, right) = (texel(&stuff, 121, top(121) - 6), texel(&stuff, 135, top(135) - 6));
        assert!(left[0] > right[0] + 20 && right[1] > left[1] + 20, "{left:?} {right:?}");
    }
}
