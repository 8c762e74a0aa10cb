//! Shade close under whatever stands or lies on the sand, painted from above: tight under what lies low, wide under what stands high.

use glam::{Vec2, Vec3};

use super::bed::BREATHING;
use super::land;
use super::weave::{FLOATS, Weave};
use crate::gpu::{Texel, Texture, Wrap};
use crate::noise::smoothstep;
use crate::{Quality, StageError};

/// How far the picture reaches to every side of the client, in metres.
pub(super) const REACH_M: f32 = 9.0;

/// What counts for one shade: its height above the sand up to so much, how far its shade reaches, and how dark it is.
const SHADES: [([f32; 2], f32); 3] = [([0.05, 0.034], 0.52), ([0.28, 0.12], 0.36), ([2.6, 0.34], 0.50)];

/// Red: share of light that is left. Green: how near a coral head is.
pub(super) fn paint(gl: &glow::Context, weave: &Weave, quality: Quality) -> Result<Texture, StageError> {
    let n: usize = if quality == Quality::Full { 1024 } else { 512 };
    let texels = share_left(weave, n);
    let texture = Texture::plain(gl, [n as i32; 2], n.ilog2() as i32 + 1, Texel::Rgba8, Wrap::Clamp)?;
    texture.fill(gl, &texels);
    Ok(texture)
}

fn share_left(weave: &Weave, n: usize) -> Vec<u8> {
    let per_m = n as f32 / (2.0 * REACH_M);
    let cell = |p: Vec3| {
        let (x, y) = ((p.x + REACH_M) * per_m, (p.z + REACH_M) * per_m);
        (x >= 0.0 && y >= 0.0 && x < n as f32 && y < n as f32).then(|| y as usize * n + x as usize)
    };
    // The lowest that hangs over each texel, above the sand.
    let mut lowest = vec![f32::MAX; n * n];
    let corner = |i: u32| {
        let v = &weave.vertices[i as usize * FLOATS..];
        (Vec3::new(v[0], v[1], v[2]), v[15])
    };
    for triangle in weave.indices.chunks_exact(3) {
        let [(a, low_a), (b, low_b), (c, low_c)] =
            [corner(triangle[0]), corner(triangle[1]), corner(triangle[2])];
        if low_a.min(low_b).min(low_c) > 2.6 || cell(a).is_none() {
            continue;
        }
        // What counts is how much of the sand it hides from above.
        let flat = ((b.x - a.x) * (c.z - a.z) - (b.z - a.z) * (c.x - a.x)).abs() * 0.5;
        let pieces = ((flat * per_m * per_m * 2.2).ceil() as u32).max(1);
        for k in 0..pieces {
            // Evenly spread over the triangle (Roberts' sequence).
            let (mut s, mut t) = ((k as f32 * 0.7549 + 0.33).fract(), (k as f32 * 0.5698 + 0.33).fract());
            if s + t > 1.0 {
                (s, t) = (1.0 - s, 1.0 - t);
            }
            if let Some(at) = cell(a + (b - a) * s + (c - a) * t) {
                let above = low_a + (low_b - low_a) * s + (low_c - low_a) * t;
                // What lies deeper in the sand hides nothing.
                if above > -0.03 {
                    lowest[at] = lowest[at].min(above.max(0.0));
                }
            }
        }
    }
    let mut left = vec![1.0f32; n * n];
    for ([height, reach_m], dark) in SHADES {
        let mut hidden: Vec<f32> = lowest.iter().map(|low| if *low < height { 1.0 } else { 0.0 }).collect();
        let reach = ((reach_m * per_m) as usize).max(1);
        for _ in 0..2 {
            blur(&mut hidden, n, reach);
        }
        left.iter_mut().zip(&hidden).for_each(|(left, hidden)| *left *= 1.0 - dark * (1.7 * hidden).min(1.0));
    }
    let mut out = Vec::with_capacity(n * n * 4);
    for (i, left) in left.iter().enumerate() {
        let p = Vec2::new((i % n) as f32 + 0.5, (i / n) as f32 + 0.5) / per_m - REACH_M;
        // The rim of the picture is open, and stays so beyond it.
        let rim = (p.abs().max_element() - REACH_M + 0.8).max(0.0) / 0.7;
        let left = left + (1.0 - left) * rim.min(1.0);
        // The anemone moves and is none of the growth, but stands in its own shade.
        let left = left * (1.0 - 0.45 * smoothstep(0.34, 0.10, p.distance(BREATHING)));
        out.extend_from_slice(&[
            (left * 255.0) as u8,
            (land::near_head(p) * (1.0 - rim.min(1.0)) * 255.0) as u8,
            0,
            255,
        ]);
    }
    out
}

/// A running mean of `2 reach + 1` texels along both sides.
fn blur(picture: &mut [f32], n: usize, reach: usize) {
    let mut line = vec![0.0f32; n];
    for (step, next) in [(1, n), (n, 1)] {
        for k in 0..n {
            let at = |i: usize| k * next + i * step;
            let mut sum: f32 = (0..reach).map(|i| picture[at(i)]).sum();
            for (i, mean) in line.iter_mut().enumerate() {
                sum += if i + reach < n { picture[at(i + reach)] } else { 0.0 };
                *mean = sum / (2 * reach + 1) as f32;
                sum -= if i >= reach { picture[at(i - reach)] } else { 0.0 };
            }
            line.iter().enumerate().for_each(|(i, mean)| picture[at(i)] = *mean);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::weave::{Look, PITTED};
    use super::*;

    #[test]
    fn sand_is_dark_close_to_a_stone_and_open_a_step_away() {
        let mut weave = Weave::default();
        let look = Look { colour: Vec3::ONE, grain_at: Vec2::ZERO, grain: PITTED, sway: 0.0 };
        let ball = |u: f32, v: f32| {
            let (a, e) = (u * std::f32::consts::TAU, v * 3.1 - 1.55);
            Vec3::new(1.0 + 0.1 * a.cos() * e.cos(), 0.1 * e.sin(), 1.0 + 0.1 * a.sin() * e.cos())
        };
        weave.sheet([20, 12], Vec3::new(1.0, 0.0, 1.0), &ball, &|_, _, _| look);
        weave.vertices.chunks_exact_mut(FLOATS).for_each(|v| v[15] = v[1]);
        let n = 512;
        let left = share_left(&weave, n);
        let at = |x: f32, z: f32| {
            let cell = |m: f32| ((m + REACH_M) / (2.0 * REACH_M) * n as f32) as usize;
            left[(cell(z) * n + cell(x)) * 4]
        };
        assert!(at(1.12, 1.0) < 150 && at(1.0, 0.88) < 150, "{} {}", at(1.12, 1.0), at(1.0, 0.88));
        assert!(at(1.2, 1.0) > at(1.12, 1.0) && at(2.0, 1.0) == 255 && at(-1.0, 1.0) == 255);
    }
}
