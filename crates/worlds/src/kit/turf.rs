//! The floor of a meadow as a picture that repeats: stems, litter and moss, each a short stroke over those before it.

use crate::noise::{Random, fbm2};

/// `n`² RGBA: colour of the litter (0.5 is plain), and crumbs of soil with their grit.
pub(crate) fn paint(n: usize, seed: u64) -> Vec<u8> {
    let mut picture = vec![[0.30f32, 0.31, 0.27]; n * n];
    let mut random = Random::new(seed, 503);
    let strokes = n * n / 24;
    for stroke in 0..strokes {
        let age = stroke as f32 / strokes as f32;
        let (mut x, mut y) = (random.unit() * n as f32, random.unit() * n as f32);
        let (mut way, bend) = (random.between(0.0, std::f32::consts::TAU), random.between(-0.06, 0.06));
        let bright = 0.22 + 0.42 * age + 0.20 * random.unit();
        let straw = if random.unit() > 0.86 { 0.10 } else { 0.0 };
        let ink = [bright + straw, bright + 0.02 + 0.4 * straw, bright - 0.06 - straw];
        let (length, wide) = (random.between(0.016, 0.060) * n as f32, random.unit() > 0.6);
        for _ in 0..length as usize {
            way += bend;
            (x, y) = (x + way.cos(), y + way.sin());
            for side in 0..if wide { 2 } else { 1 } {
                let at = |v: f32| (v as i32).rem_euclid(n as i32) as usize;
                let texel = &mut picture[at(y) * n + at(x + side as f32)];
                for (channel, ink) in texel.iter_mut().zip(ink) {
                    *channel += (ink - *channel) * 0.75;
                }
            }
        }
    }
    // Grit: each grain light above and dark at its foot.
    let mut grit = vec![0.0f32; n * n];
    for _ in 0..n * n / 110 {
        let (x, y) = (random.unit() * n as f32, random.unit() * n as f32);
        let (r, light) = (1.2 + 6.0 * random.unit().powi(4), random.between(-0.30, 0.50));
        for dy in -7i32..=7 {
            for dx in -7i32..=7 {
                let off = (dx as f32).hypot(dy as f32);
                if off <= r {
                    let at = |v: f32, d: i32| (v as i32 + d).rem_euclid(n as i32) as usize;
                    grit[at(y, dy) * n + at(x, dx)] = light + 0.30 * (dy - dx) as f32 / r;
                }
            }
        }
    }
    let byte = |x: f32| (x.clamp(0.0, 1.0) * 255.0 + 0.5) as u8;
    let mut out = Vec::with_capacity(n * n * 4);
    for (i, [r, g, b]) in picture.into_iter().enumerate() {
        let (u, v) = ((i % n) as f32 / n as f32, (i / n) as f32 / n as f32);
        let crumbs = fbm2(u * 8.0, v * 8.0, 8, 6, seed as u32 + 7);
        out.extend([byte(r), byte(g), byte(b), byte((crumbs - 0.5) * 1.4 + 0.45 + 0.75 * grit[i])]);
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn turf_is_as_light_on_one_edge_as_on_the_other_and_the_same_for_the_same_seed() {
        let one = super::paint(128, 4);
        assert!(one == super::paint(128, 4));
        let column = |x: usize| (0..128).map(|y| f64::from(one[(y * 128 + x) * 4 + 1])).sum::<f64>() / 128.0;
        assert!((column(0) - column(127)).abs() < 25.0, "{} {}", column(0), column(127));
        assert!((60.0..170.0).contains(&column(64)), "{}", column(64));
    }
}
