//! Pictures painted at load that any world can use: cloud noise, weather, foam lace, sand grain.

use crate::noise::{Scattered2, Scattered3, fbm2, lattice, smoothstep, value2, value3};

fn byte(x: f32) -> u8 {
    (x.clamp(0.0, 1.0) * 255.0 + 0.5) as u8
}

/// Cloud volume, `n`³ RGBA: billows (Perlin-Worley, after Schneider 2015) and three octaves of cells; repeats.
pub(crate) fn cloud_noise(n: usize, seed: u32) -> Vec<u8> {
    let mut out = Vec::with_capacity(n * n * n * 4);
    let billows = [(5, 1), (10, 2), (20, 3)].map(|(k, s)| (k as f32, Scattered3::new(k, seed + s)));
    for z in 0..n {
        for y in 0..n {
            for x in 0..n {
                let p = [x, y, z].map(|v| (v as f32 + 0.5) / n as f32);
                let [a, b, c] = [0, 1, 2].map(|i: usize| {
                    let (k, points) = &billows[i];
                    1.0 - points.nearest(p.map(|v| v * k)).min(1.0)
                });
                let billow = a * 0.6 + b * 0.28 + c * 0.12;
                let mut soft = 0.0;
                for (k, w) in [(4, 0.55), (8, 0.30), (16, 0.15)] {
                    let s = k as f32;
                    soft += w * value3(p[0] * s, p[1] * s, p[2] * s, k, seed + 7 + k as u32);
                }
                // Remap the soft noise by the billows: rounded tops with wisps between.
                let shape = ((soft - (1.0 - billow) * 0.75) / 0.62).clamp(0.0, 1.0);
                out.extend([byte(shape * 0.55 + billow * 0.55), byte(b), byte(c), byte(soft)]);
            }
        }
    }
    out
}

/// Weather map, `n`² RGBA: where cumulus stand, how tall they grow, fibres of cirrus, where cirrus is; repeats.
pub(crate) fn weather(n: usize, seed: u32) -> Vec<u8> {
    let mut out = Vec::with_capacity(n * n * 4);
    let heaps = Scattered2::new(16, seed + 3);
    for j in 0..n {
        for i in 0..n {
            let (u, v) = (i as f32 / n as f32, j as f32 / n as f32);
            let broad = fbm2(u * 5.0, v * 5.0, 5, 3, seed);
            let (near, _) = heaps.nearest(u * 16.0, v * 16.0);
            let patch = fbm2(u * 20.0, v * 20.0, 20, 3, seed + 5);
            // Heaps rise where the air is broadly moist: none hangs alone like a ball.
            let moist = 0.35 + 0.65 * smoothstep(0.38, 0.53, broad);
            let cover = broad * 0.62 + ((1.0 - near.min(1.0)) * 0.23 + patch * 0.24) * moist;
            let tall = fbm2(u * 9.0, v * 9.0, 9, 2, seed + 9);
            // Fibres: noise drawn out along one direction, gently combed, in lengths that never line up.
            let (bx, by) = (
                fbm2(u * 5.0, v * 5.0, 5, 5, seed + 20) - 0.5,
                fbm2(u * 5.0, v * 5.0, 5, 5, seed + 21) - 0.5,
            );
            let (fx, fy) = (u * 0.94 + v * 0.34 + bx * 0.05, v * 0.94 - u * 0.34 + by * 0.05);
            let mut fibre = 0.0;
            for (kx, ky, w) in
                [(7.0, 17.0, 0.30), (13.0, 41.0, 0.27), (29.0, 97.0, 0.24), (61.0, 171.0, 0.19)]
            {
                fibre += w * value2(fx * kx + 90.0, fy * ky + 90.0, 1 << 20, seed + ky as u32);
            }
            let fibre = (fibre - 0.22) * 1.35;
            // The bend makes the period inexact: fade the fibres across the seam instead.
            let seam = smoothstep(0.0, 0.12, u)
                * smoothstep(1.0, 0.88, u)
                * smoothstep(0.0, 0.12, v)
                * smoothstep(1.0, 0.88, v);
            let field = smoothstep(0.40, 0.66, fbm2(u * 6.0, v * 6.0, 6, 3, seed + 31));
            out.extend([byte(cover), byte(tall), byte(fibre * seam * 1.25), byte(field)]);
        }
    }
    out
}

/// Foam, `n`² RGBA: lace (bright where bubbles gather), bubbles, soft noise, and a second soft noise; repeats.
pub(crate) fn lace(n: usize, seed: u32) -> Vec<u8> {
    let mut out = Vec::with_capacity(n * n * 4);
    let meshes = [(9, 1), (23, 2)].map(|(k, s)| (k as f32, Scattered2::new(k, seed + s)));
    let (small, larger) = (Scattered2::new(90, seed + 4), Scattered2::new(41, seed + 6));
    for j in 0..n {
        for i in 0..n {
            let (u, v) = (i as f32 / n as f32, j as f32 / n as f32);
            let wx = fbm2(u * 6.0, v * 6.0, 6, 4, seed) - 0.5;
            let wy = fbm2(u * 6.0, v * 6.0, 6, 4, seed + 50) - 0.5;
            let net = |(scale, points): &(f32, Scattered2), bend: f32, width: f32| {
                let (a, b) = points.nearest((u + wx * bend) * scale, (v + wy * bend) * scale);
                smoothstep(width, 0.0, b - a)
            };
            // Large meshes with thick, uneven cords, and finer ones inside them.
            let thick = fbm2(u * 5.0, v * 5.0, 5, 3, seed + 90);
            let big = net(&meshes[0], 0.26, 0.10 + 0.42 * thick);
            let mid = net(&meshes[1], 0.13, 0.14 + 0.30 * thick);
            let lace = (big * 0.85 + mid * (0.25 + 0.55 * thick)).min(1.0) * (0.55 + 0.75 * thick);
            let (near, _) = small.nearest(u * 90.0, v * 90.0);
            let (nearer, _) = larger.nearest(u * 41.0, v * 41.0);
            let bubbles = 0.55 * smoothstep(0.75, 0.05, near) + 0.45 * smoothstep(0.8, 0.05, nearer);
            let soft = fbm2(u * 4.0, v * 4.0, 4, 6, seed + 12);
            let other = fbm2(u * 7.0, v * 7.0, 7, 6, seed + 33);
            out.extend([
                byte(lace),
                byte(bubbles),
                byte((soft - 0.5) * 1.6 + 0.5),
                byte((other - 0.5) * 1.6 + 0.5),
            ]);
        }
    }
    out
}

/// Sand grain, `n`² RGBA: slopes (x, z; 0.5 is flat), paleness, and soft noise; repeats.
pub(crate) fn sand(n: usize, seed: u32) -> Vec<u8> {
    let mut height = vec![0.0f32; n * n];
    for j in 0..n {
        for i in 0..n {
            let (u, v) = (i as f32 / n as f32, j as f32 / n as f32);
            let bend = fbm2(u * 4.0, v * 4.0, 4, 3, seed) - 0.5;
            let ridge = |k: i32, s: u32| {
                let x = value2((u + bend * 0.06) * k as f32, (v + bend * 0.10) * k as f32, k, seed + s);
                1.0 - (2.0 * x - 1.0).abs()
            };
            let coarse = 0.55 * ridge(8, 1) + 0.3 * fbm2(u * 16.0, v * 16.0, 16, 3, seed + 2);
            let grains = 0.10 * value2(u * 128.0, v * 128.0, 128, seed + 3)
                + 0.07 * value2(u * 256.0, v * 256.0, 256, seed + 4);
            height[j * n + i] = coarse + grains;
        }
    }
    let mut out = Vec::with_capacity(n * n * 4);
    let crumbs = [(64, 40), (101, 41)].map(|(k, s)| (k as f32, s, Scattered2::new(k, seed + s)));
    for j in 0..n {
        for i in 0..n {
            let at = |di: usize, dj: usize| height[((j + dj) % n) * n + (i + di) % n];
            let (sx, sz) = (at(1, 0) - at(n - 1, 0), at(0, 1) - at(0, n - 1));
            let (u, v) = (i as f32 / n as f32, j as f32 / n as f32);
            let speck = value2(u * 256.0, v * 256.0, 256, seed + 8);
            let dark = smoothstep(0.86, 0.97, value2(u * 200.0, v * 200.0, 200, seed + 9));
            let pale = smoothstep(0.90, 0.99, value2(u * 170.0, v * 170.0, 170, seed + 10));
            // Grit: crumbs of shell and dark stone, a few millimetres wide, here and there.
            let crumb = |(k, s, points): &(f32, u32, Scattered2)| {
                let (near, next) = points.nearest(u * k, v * k);
                let kind = lattice((u * k * 1.7) as i32, (v * k * 1.7) as i32, 3, seed + s);
                (smoothstep(0.34, 0.20, near) * smoothstep(0.10, 0.3, next - near), kind)
            };
            let (mut grit, mut shift) = (0.0f32, 0.0f32);
            for kind in &crumbs {
                let (there, kind) = crumb(kind);
                if kind > 0.72 {
                    grit = grit.max(there);
                    shift += there * if kind > 0.86 { 0.40 } else { -0.34 };
                }
            }
            let tint =
                0.47 + 0.40 * (speck - 0.5) + 0.16 * (at(0, 0) - 0.5) - 0.34 * dark + 0.40 * pale + shift
                    - 0.05 * grit;
            let soft = fbm2(u * 6.0, v * 6.0, 6, 4, seed + 11);
            out.extend([byte(0.502 + sx * 2.2), byte(0.502 + sz * 2.2), byte(tint), byte(soft)]);
        }
    }
    out
}
