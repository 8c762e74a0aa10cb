//! Pictures of the wood's floor, painted at load: last year's leaves one over another, the brook's gravel.

use std::f32::consts::TAU;

use glam::Vec3;

use crate::noise::{Random, fbm2, smoothstep};

/// Texels of a picture that repeats, while things are laid on it.
struct Table {
    n: usize,
    colour: Vec<Vec3>,
    height: Vec<f32>,
}

impl Table {
    /// Lays a thing on it: `look` gives colour and height for a place on it (−1 to 1 both ways) or nothing beyond its edge.
    fn lay(
        &mut self,
        at: [f32; 2],
        turn: f32,
        half: [f32; 2],
        look: &dyn Fn(f32, f32) -> Option<(Vec3, f32)>,
    ) {
        let reach = half[0].max(half[1]).ceil() as i32 + 1;
        let (sine, cosine) = turn.sin_cos();
        for dy in -reach..=reach {
            for dx in -reach..=reach {
                let (x, y) = (dx as f32, dy as f32);
                let (u, v) = ((x * cosine + y * sine) / half[0], (y * cosine - x * sine) / half[1]);
                if u.abs() > 1.0 || v.abs() > 1.0 {
                    continue;
                }
                if let Some((colour, high)) = look(u, v) {
                    let wrap = |value: f32, d: i32| (value as i32 + d).rem_euclid(self.n as i32) as usize;
                    let texel = wrap(at[1], dy) * self.n + wrap(at[0], dx);
                    self.colour[texel] = colour;
                    self.height[texel] = high;
                }
            }
        }
    }

    /// RGBA: colours as their roots, and height.
    fn bytes(self) -> Vec<u8> {
        let byte = |x: f32| (x.max(0.0).min(1.0) * 255.0 + 0.5) as u8;
        self.colour
            .iter()
            .zip(&self.height)
            .flat_map(|(c, h)| [byte(c.x.sqrt()), byte(c.y.sqrt()), byte(c.z.sqrt()), byte(*h)])
            .collect()
    }
}

/// Leaf litter: beech and some oak, from bleached to dark; earth and crumbs where no leaf lies. A metre and a fifth wide.
pub(super) fn litter(n: usize, seed: u64) -> Vec<u8> {
    let mut random = Random::new(seed, 851);
    let mut table = Table { n, colour: Vec::with_capacity(n * n), height: Vec::with_capacity(n * n) };
    for i in 0..n * n {
        let (u, v) = ((i % n) as f32 / n as f32, (i / n) as f32 / n as f32);
        let crumbs = fbm2(u * 24.0, v * 24.0, 24, 4, seed as u32 + 3);
        table.colour.push(Vec3::new(0.070, 0.052, 0.036) * (0.5 + crumbs));
        table.height.push(0.10 + 0.2 * crumbs);
    }
    let scale = n as f32 / 512.0;
    let count = 2_300;
    for i in 0..count {
        let age = i as f32 / count as f32;
        let at = [random.unit() * n as f32, random.unit() * n as f32];
        let long = random.between(10.0, 19.0) * scale;
        let slim = random.between(0.50, 0.68);
        let [tone, wet, lobed] = [random.unit(), random.unit(), random.unit()];
        let base = Vec3::new(0.290, 0.205, 0.120).lerp(Vec3::new(0.260, 0.142, 0.062), tone)
            * (0.34 + 0.66 * age * age + 0.42 * wet * wet)
            * if random.unit() > 0.88 { Vec3::new(1.25, 1.30, 1.35) } else { Vec3::ONE };
        let curl = random.between(-0.30, 0.30);
        let turn = random.between(0.0, TAU);
        let shade = turn.sin();
        table.lay(at, turn, [long, long * slim], &|u, v| {
            let edge = 1.0 - u * u;
            let edge = if lobed > 0.78 { edge * (0.74 + 0.26 * (u * 13.0).cos()) } else { edge };
            if v.abs() > edge {
                return None;
            }
            // The midrib, veins that leave it, an edge that is darker, one half in the shade of its fold.
            let rib = smoothstep(0.10, 0.02, v.abs());
            let vein = 0.5 + 0.5 * ((u - v.abs() * 0.7) * 22.0).sin();
            let fold = if v * curl > 0.0 { 1.0 + 0.5 * curl.abs() } else { 1.0 - 0.9 * curl.abs() };
            let rim = 1.0 - 0.35 * smoothstep(0.72, 1.0, v.abs() / edge.max(0.05));
            let c = base * (fold * rim * (0.93 + 0.10 * vein) + 0.30 * rib + 0.06 * shade);
            Some((c, 0.25 + 0.55 * age + 0.18 * (1.0 - v * v) * curl.signum() + 0.05 * rib))
        });
    }
    table.bytes()
}

/// The brook's gravel: pebbles of many sizes in dark sand. A metre wide.
pub(super) fn gravel(n: usize, seed: u64) -> Vec<u8> {
    let mut random = Random::new(seed, 853);
    let mut table = Table { n, colour: Vec::with_capacity(n * n), height: Vec::with_capacity(n * n) };
    for i in 0..n * n {
        let (u, v) = ((i % n) as f32 / n as f32, (i / n) as f32 / n as f32);
        let sand = fbm2(u * 48.0, v * 48.0, 48, 4, seed as u32 + 5);
        table.colour.push(Vec3::new(0.150, 0.122, 0.082) * (0.45 + 0.9 * sand));
        table.height.push(0.08 + 0.10 * sand);
    }
    let scale = n as f32 / 512.0;
    for i in 0..1_500 {
        // Small ones first; large ones lie on them.
        let big = (i as f32 / 1_500.0).powi(5);
        let half = (3.0 + 7.0 * random.unit() + 30.0 * big * random.unit()) * scale;
        let at = [random.unit() * n as f32, random.unit() * n as f32];
        let [hue, tone, kind] = [random.unit(), random.unit(), random.unit()];
        let base = if kind > 0.80 {
            Vec3::new(0.250, 0.165, 0.105)
        } else if kind > 0.72 {
            Vec3::new(0.34, 0.32, 0.28)
        } else {
            Vec3::new(0.155, 0.145, 0.125).lerp(Vec3::new(0.200, 0.165, 0.110), hue)
        } * (0.55 + 0.75 * tone);
        let stone = i as f32;
        table.lay(at, random.between(0.0, TAU), [half, half * random.between(0.6, 0.95)], &|u, v| {
            let r2 = u * u + v * v + 0.10 * (4.0 * v.atan2(u) + stone).sin();
            if r2 > 1.0 {
                return None;
            }
            let dome = (1.0 - r2).sqrt();
            let speck = 0.90 + 0.20 * ((u * 31.0 + stone).sin() * (v * 27.0 + hue * 9.0).sin());
            let band = if kind > 0.9 {
                0.8 + 0.4 * smoothstep(0.06, 0.02, (u * 0.8 + v * 0.3 - 0.1).abs())
            } else {
                1.0
            };
            Some((
                base * ((0.42 + 0.68 * dome) * speck * band),
                0.25 + 0.70 * dome * (0.4 + 0.6 * half / (40.0 * scale)),
            ))
        });
    }
    table.bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_pictures_repeat_without_a_seam_and_are_the_same_for_the_same_seed() {
        for paint in [litter, gravel] {
            let one = paint(128, 4);
            assert!(one == paint(128, 4) && one != paint(128, 5));
            let column = |x: usize| (0..128).map(|y| f64::from(one[(y * 128 + x) * 4])).sum::<f64>() / 128.0;
            assert!((column(0) - column(127)).abs() < 25.0, "{} {}", column(0), column(127));
            assert!((40.0..150.0).contains(&column(64)), "{}", column(64));
        }
    }
}
