//! Pictures painted at load: grains of rock, coral and sand, the sun's net of light, the surface's ripples, skins of fish.

use glam::Vec3;

use crate::gpu::{Texel, Texture, Wrap, half};
use crate::noise::{Random, Scattered2, fbm2, smoothstep, value2};
use crate::{Quality, StageError};

/// Stack of grains: slope across, slope along, height, broad noise; layers as in [`super::weave`], with ripples and sand at 3 and 4.
pub(super) fn detail(gl: &glow::Context, seed: u64, quality: Quality) -> Result<Texture, StageError> {
    let n: usize = if quality == Quality::Full { 512 } else { 256 };
    let seed = seed as u32;
    let (cells, fine, finest) =
        (Scattered2::new(9, seed + 3), Scattered2::new(22, seed + 4), Scattered2::new(44, seed + 9));
    let maze = maze(256, seed);
    let soft =
        |x: f32, y: f32, k: i32, octaves: u32, s: u32| fbm2(x * k as f32, y * k as f32, k, octaves, seed + s);
    let pitted = |x: f32, y: f32| {
        let f = soft(x, y, 4, 6, 11);
        let (near, _) = fine.nearest(x * 22.0, y * 22.0);
        let (large, _) = cells.nearest(x * 9.0 + f * 0.5, y * 9.0);
        0.55 * f + 0.25 * smoothstep(0.0, 0.5, large) + 0.2 * smoothstep(0.05, 0.45, near)
    };
    let ridges = |x: f32, y: f32| {
        smoothstep(0.25, 0.75, maze[(y * 256.0) as usize % 256 * 256 + (x * 256.0) as usize % 256])
    };
    let polyps = |x: f32, y: f32| {
        let (near, _) = finest.nearest(x * 44.0, y * 44.0);
        0.85 * smoothstep(0.52, 0.12, near) + 0.15 * soft(x, y, 8, 4, 77)
    };
    let ripples = |x: f32, y: f32| {
        let w = 1.5 * soft(x, y, 2, 4, 31) + 0.5 * soft(x, y, 3, 4, 37);
        let at =
            y * 9.0 + w * 1.1 + 0.35 * (std::f32::consts::TAU * (x * 2.0 + 0.6 * soft(x, y, 3, 4, 37))).sin();
        let at = at - at.floor();
        let crest = if at < 0.68 { at / 0.68 } else { (1.0 - at) / 0.32 };
        smoothstep(0.0, 1.0, crest) * (0.55 + 0.45 * smoothstep(0.3, 0.6, soft(y, x, 3, 4, 37))) * 0.9
    };
    let sand =
        |x: f32, y: f32| 0.7 * value2(x * 128.0, y * 128.0, 128, seed + 5) + 0.3 * soft(x, y, 16, 4, 6);
    let mesh = Scattered2::new(16, seed + 21);
    let net = |x: f32, y: f32| {
        let bend = 0.5 * soft(x, y, 6, 3, 51);
        let (near, next) = mesh.nearest(x * 16.0 + bend, y * 16.0 + bend);
        smoothstep(0.22, 0.06, next - near)
    };
    let layers: [&dyn Fn(f32, f32) -> f32; 6] = [&pitted, &ridges, &polyps, &ripples, &sand, &net];
    let side = |i: usize| (i as f32 + 0.5) / n as f32;
    let broad: Vec<f32> = (0..n * n).map(|i| soft(side(i % n), side(i / n), 4, 5, 11)).collect();
    let mut whole = Vec::with_capacity(n * n * 4 * layers.len());
    for layer in layers {
        let height: Vec<f32> = (0..n * n).map(|i| layer(side(i % n), side(i / n))).collect();
        let at = |x: usize, y: usize| height[y % n * n + x % n];
        let slope = |d: f32| (128.0 + 127.0 * (d * 3.0 * n as f32 / 512.0).max(-1.0).min(1.0)) as u8;
        for i in 0..n * n {
            let (x, y) = (i % n, i / n);
            let across = at(x + 1, y) - at(x + n - 1, y);
            let along = at(x, y + 1) - at(x, y + n - 1);
            let noise = ((broad[i] - 0.5) * 420.0 + 128.0).max(0.0).min(255.0);
            whole.extend_from_slice(&[
                slope(across),
                slope(along),
                (height[i].max(0.0).min(1.0) * 255.0) as u8,
                noise as u8,
            ]);
        }
    }
    let mut levels = vec![whole];
    let mut wide = n;
    while wide > 1 {
        let finer = &levels[levels.len() - 1];
        let half = wide / 2;
        let mut coarse = Vec::with_capacity(finer.len() / 4);
        for row in 0..layers.len() * half {
            for column in 0..half {
                for channel in 0..4 {
                    let texel = |dx: usize, dy: usize| {
                        u32::from(finer[((row * 2 + dy) * wide + column * 2 + dx) * 4 + channel])
                    };
                    coarse.push(((texel(0, 0) + texel(1, 0) + texel(0, 1) + texel(1, 1) + 2) / 4) as u8);
                }
            }
        }
        levels.push(coarse);
        wide = half;
    }
    Texture::deep(
        gl,
        glow::TEXTURE_2D_ARRAY,
        [n as i32, n as i32, layers.len() as i32],
        Texel::Rgba8,
        &levels,
    )
}

/// A labyrinth (Turing 1952): chance, sharpened again and again by the difference of a narrow and a wide mean.
fn maze(n: usize, seed: u32) -> Vec<f32> {
    let mut random = Random::new(u64::from(seed), 5);
    let mut now: Vec<f32> = (0..n * n).map(|_| random.unit()).collect();
    for _ in 0..24 {
        let (narrow, wide) = (mean(&mean(&now, n, 2), n, 2), mean(&mean(&now, n, 5), n, 4));
        for (i, cell) in now.iter_mut().enumerate() {
            *cell = (0.5 + (narrow[i] - wide[i]) * 9.0).max(0.0).min(1.0);
        }
    }
    mean(&now, n, 2)
}

/// The mean over a square of 2 · `reach` + 1, rows first, then columns; the edges meet.
fn mean(from: &[f32], n: usize, reach: usize) -> Vec<f32> {
    let mut now = from.to_vec();
    for (step, line) in [(1, n), (n, 1)] {
        let old = now.clone();
        for k in 0..n {
            let at = |i: usize| old[k * line + i % n * step];
            let mut sum: f32 = (0..=2 * reach).map(|i| at(i + n - reach)).sum();
            for i in 0..n {
                now[k * line + i * step] = sum / (2 * reach + 1) as f32;
                sum += at(i + reach + 1) - at(i + n - reach);
            }
        }
    }
    now
}

/// A wave that fits the picture: crests a side in both directions, slope, phase.
struct Wave {
    crests: [f32; 2],
    height: f32,
    phase: f32,
}

fn waves(random: &mut Random, count: usize, longest: f32, shortest: f32) -> Vec<Wave> {
    let mut found = Vec::with_capacity(count);
    while found.len() < count {
        let k = longest + (shortest - longest) * random.unit().powf(1.3);
        let a = random.unit() * std::f32::consts::TAU;
        let crests = [(k * a.cos()).round(), (k * a.sin()).round()];
        let k = crests[0].hypot(crests[1]);
        let (size, phase) = (random.between(0.6, 1.4), random.unit() * std::f32::consts::TAU);
        if k > 0.5 {
            found.push(Wave { crests, height: size / (k * k), phase });
        }
    }
    found
}

/// Slopes of a sum of waves at `n`² places; one turn of sine and cosine per row and column instead of one per place.
fn slopes(waves: &[Wave], n: usize, steep: f32) -> Vec<[f32; 2]> {
    let mut out = vec![[0.0f32; 2]; n * n];
    let turn = std::f32::consts::TAU;
    for wave in waves {
        let line = |k: f32, phase: f32| -> Vec<(f32, f32)> {
            (0..n).map(|i| (turn * k * i as f32 / n as f32 + phase).sin_cos()).collect()
        };
        let (across, down) = (line(wave.crests[0], wave.phase), line(wave.crests[1], 0.0));
        let [kx, ky] = wave.crests.map(|k| k * wave.height * steep);
        for (row, (s, c)) in out.chunks_exact_mut(n).zip(&down) {
            for (cell, (sx, cx)) in row.iter_mut().zip(&across) {
                let sine = sx * c + cx * s;
                cell[0] -= sine * kx;
                cell[1] -= sine * ky;
            }
        }
    }
    out
}

fn picture(gl: &glow::Context, n: usize, texels: &[[f32; 4]]) -> Result<Texture, StageError> {
    let texture = Texture::plain(gl, [n as i32; 2], n.ilog2() as i32 + 1, Texel::Rgba16f, Wrap::Repeat)?;
    let data: Vec<u8> = texels.iter().flatten().flat_map(|x| half(*x)).collect();
    texture.fill(gl, &data);
    Ok(texture)
}

/// Two nets of light: an even sheet of rays, bent by a rippled surface, gathered where they fall (after Wallace 2010).
pub(crate) fn caustics(gl: &glow::Context, seed: u64) -> Result<Texture, StageError> {
    const N: usize = 256;
    const RAYS: usize = 768;
    let mut texels = vec![[0.0f32, 0.0, 0.0, 1.0]; N * N];
    for (channel, stream) in [40, 41].into_iter().enumerate() {
        let mut random = Random::new(seed, stream);
        let bends = slopes(&waves(&mut random, 34, 2.0, 9.0), RAYS, 0.0265);
        let share = (N * N) as f32 / (RAYS * RAYS) as f32;
        for (i, bend) in bends.iter().enumerate() {
            let at = |k: usize, d: f32| (k as f32 / RAYS as f32 - d + 4.0).fract() * N as f32;
            let (x, y) = (at(i % RAYS, bend[0]), at(i / RAYS, bend[1]));
            let (fx, fy) = (x.fract(), y.fract());
            for (dx, dy, weight) in [
                (0, 0, (1.0 - fx) * (1.0 - fy)),
                (1, 0, fx * (1.0 - fy)),
                (0, 1, (1.0 - fx) * fy),
                (1, 1, fx * fy),
            ] {
                texels[(y as usize + dy) % N * N + (x as usize + dx) % N][channel] += share * weight;
            }
        }
    }
    picture(gl, N, &texels)
}

/// Slopes of the surface's ripples, and their square, so that distance blurs them rightly.
pub(crate) fn ripples(gl: &glow::Context, seed: u64) -> Result<Texture, StageError> {
    const N: usize = 256;
    let mut waves = waves(&mut Random::new(seed, 43), 46, 1.0, 22.0);
    for wave in &mut waves {
        wave.height *= wave.crests[0].hypot(wave.crests[1]).powf(0.55);
    }
    let texels: Vec<[f32; 4]> =
        slopes(&waves, N, 0.069).iter().map(|[x, y]| [*x, *y, x * x + y * y, 1.0]).collect();
    picture(gl, N, &texels)
}

/// How a species is painted: belly, flank, back, fins; then bands across (where, how wide) and their colour, eye.
pub(super) struct Coat {
    pub belly: Vec3,
    pub flank: Vec3,
    pub back: Vec3,
    pub fins: Vec3,
    pub tail: Vec3,
    pub bands: &'static [[f32; 2]],
    pub band: Vec3,
    /// How far the back's colour comes down, −1 to 1.
    pub line: f32,
    /// Where the eye is (along, up), and its size.
    pub eye: [f32; 3],
    /// How strongly patches show (turtle).
    pub patches: f32,
}

/// Texels of one skin: along the body, then fins.
pub(super) const SKIN: [usize; 2] = [256, 64];
/// Share of the picture's width that is body; what lies beyond is fin.
pub(super) const BODY_SHARE: f32 = 0.78;

/// All skins above one another; colours are kept as their roots; alpha is 1 on the body and 0 on fins.
pub(super) fn skins(gl: &glow::Context, coats: &[Coat], seed: u64) -> Result<Texture, StageError> {
    let [wide, high] = SKIN;
    let rows = (coats.len() * high).next_power_of_two();
    let cells = Scattered2::new(16, seed as u32);
    let mut out = vec![128u8; wide * rows * 4];
    for (number, coat) in coats.iter().enumerate() {
        for i in 0..wide * high {
            let (u, up) =
                ((i % wide) as f32 / (wide - 1) as f32, ((i / wide) as f32 / (high - 1) as f32) * 2.0 - 1.0);
            let along = u / BODY_SHARE;
            let (near, next) = cells.nearest(along * 13.0, up * 4.0);
            let mut colour = if along <= 1.0 {
                let mut c = coat.belly.lerp(coat.flank, smoothstep(-0.75, -0.15, up));
                c = c.lerp(coat.back, smoothstep(coat.line - 0.22, coat.line + 0.22, up));
                c = c.lerp(coat.tail, smoothstep(0.84, 0.94, along));
                for [at, width] in coat.bands {
                    let off = (along - at - 0.03 * up * up).abs();
                    c = c.lerp(coat.band, smoothstep(*width, width * 0.7, off));
                }
                // Scales, a gill cover, and an eye.
                c *= 1.0 - 0.16 * smoothstep(0.12, 0.0, next - near) * (1.0 - coat.patches);
                c *= 1.0
                    - 0.35
                        * smoothstep(0.016, 0.004, (along - 0.245 - 0.04 * (1.0 - up * up)).abs())
                        * smoothstep(0.95, 0.5, up.abs())
                        * (1.0 - coat.patches);
                let [x, y, size] = coat.eye;
                let r = ((along - x) / size).hypot((up - y) / (size * 3.0));
                c = c.lerp(Vec3::new(0.75, 0.70, 0.45), smoothstep(1.0, 0.85, r));
                c.lerp(Vec3::splat(0.01), smoothstep(0.66, 0.55, r))
            } else {
                coat.fins * (0.72 + 0.28 * (up * 40.0).sin())
            };
            let scutes = coat.patches * smoothstep(-0.85, -0.60, up);
            colour = colour.lerp(coat.band, scutes * smoothstep(0.10, 0.22, next - near));
            let texel = colour.to_array().map(|c| (c.max(0.0).min(1.0).sqrt() * 255.0) as u8);
            let at = (number * high * wide + i) * 4;
            out[at..at + 3].copy_from_slice(&texel);
            out[at + 3] = if along <= 1.0 { 255 } else { 0 };
        }
    }
    let texture = Texture::plain(gl, [wide as i32, rows as i32], 4, Texel::Rgba8, Wrap::Clamp)?;
    texture.fill(gl, &out);
    Ok(texture)
}
