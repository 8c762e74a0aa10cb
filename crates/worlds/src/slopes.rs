//! The sea's small waves as a looping film of slopes: mean and mean square, so that distance can blur them rightly.

use crate::gpu::half;
use crate::noise::Random;

/// Seconds after which the film begins again at its own scale.
pub(crate) const LOOP_S: f32 = 16.0;
/// Root-mean-square slope of the film before a surface scales it.
const RMS: f32 = 0.24;

/// Film of `layers` square pictures of `n` texels: RGBA half floats (slope x, slope z, squares); with its mip levels
/// where `halved`.
///
/// A random sea (Tessendorf 2001) whose frequencies are rounded to multiples of the loop's, so that it closes.
pub(crate) fn film(n: usize, layers: usize, seed: u64, halved: bool) -> Vec<Vec<u8>> {
    let side_m = 20.0f32;
    let mut random = Random::new(seed, 11);
    let count = n * n;
    let (mut real, mut imaginary, mut turn) = (vec![0.0f32; count], vec![0.0f32; count], vec![0.0f32; count]);
    let wave = |i: usize| {
        let signed = if i < n / 2 { i as f32 } else { i as f32 - n as f32 };
        signed * std::f32::consts::TAU / side_m
    };
    let limit = std::f32::consts::PI * n as f32 / side_m * 0.8;
    let base = std::f32::consts::TAU / LOOP_S;
    for y in 0..n {
        for x in 0..n {
            let (kx, ky) = (wave(x), wave(y));
            let k = (kx * kx + ky * ky).sqrt();
            let (a, b) = (random.normal(), random.normal());
            if k < 1e-6 || kx.abs() > limit || ky.abs() > limit {
                continue;
            }
            // Wind from the sea, spread wide; little runs against it.
            let along = (kx * 0.30 + ky * 0.95) / k;
            let power = k.powf(-3.3)
                * (-(0.9 / k).powi(2)).exp()
                * (0.25 + 0.75 * along * along)
                * if along < 0.0 { 0.12 } else { 1.0 };
            let i = y * n + x;
            real[i] = a * power.sqrt();
            imaginary[i] = b * power.sqrt();
            turn[i] = ((9.81 * k).sqrt() / base).round().max(1.0) * base;
        }
    }
    let mut out = vec![0.0f32; count * layers * 4];
    let mut scale = 0.0;
    let (mut re, mut im) = (vec![0.0f32; count], vec![0.0f32; count]);
    for layer in 0..layers {
        let t = layer as f32 / layers as f32 * LOOP_S;
        for y in 0..n {
            for x in 0..n {
                let i = y * n + x;
                let j = ((n - y) % n) * n + (n - x) % n;
                let (kx, ky) = (wave(x), wave(y));
                let (s, c) = (turn[i] * t).sin_cos();
                let (ar, ai) = (real[i] * c + imaginary[i] * s, imaginary[i] * c - real[i] * s);
                let (br, bi) = (real[j] * c + imaginary[j] * s, -(imaginary[j] * c - real[j] * s));
                let (hr, hi) = (ar + br, ai + bi);
                // Both slopes in one transform: i·kx·H + i·(i·ky·H).
                re[i] = -kx * hi - ky * hr;
                im[i] = kx * hr - ky * hi;
            }
        }
        for row in 0..n {
            transform(&mut re, &mut im, row * n, 1, n);
        }
        for column in 0..n {
            transform(&mut re, &mut im, column, n, n);
        }
        if layer == 0 {
            let power: f32 = re.iter().chain(&im).map(|v| v * v).sum();
            scale = RMS / (power / count as f32).sqrt().max(1e-9);
        }
        for i in 0..count {
            let (a, b) = ((re[i] * scale).clamp(-1.0, 1.0), (im[i] * scale).clamp(-1.0, 1.0));
            let at = (layer * count + i) * 4;
            out[at..at + 4].copy_from_slice(&[a, b, a * a, b * b]);
        }
    }
    levels(out, if halved { n } else { 1 }, layers)
}

/// The film and its halvings down to one texel, as half floats: averaged here, because a GPU that cannot draw into
/// half floats cannot make their mips either.
fn levels(mut film: Vec<f32>, mut n: usize, layers: usize) -> Vec<Vec<u8>> {
    let mut out = Vec::new();
    loop {
        out.push(film.iter().flat_map(|x| half(*x)).collect());
        if n == 1 {
            return out;
        }
        let m = n / 2;
        let mut smaller = Vec::with_capacity(film.len() / 4);
        for layer in 0..layers {
            for y in 0..m {
                for x in 0..m {
                    for c in 0..4 {
                        let at =
                            |dx: usize, dy: usize| film[((layer * n + 2 * y + dy) * n + 2 * x + dx) * 4 + c];
                        smaller.push((at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) / 4.0);
                    }
                }
            }
        }
        (film, n) = (smaller, m);
    }
}

/// In-place Fourier transform of `n` values `stride` apart, from `offset` (Cooley and Tukey 1965).
fn transform(re: &mut [f32], im: &mut [f32], offset: usize, stride: usize, n: usize) {
    let at = |i: usize| offset + i * stride;
    let mut j = 0;
    for i in 1..n {
        let mut bit = n >> 1;
        while j & bit != 0 {
            j ^= bit;
            bit >>= 1;
        }
        j ^= bit;
        if i < j {
            re.swap(at(i), at(j));
            im.swap(at(i), at(j));
        }
    }
    let mut length = 2;
    while length <= n {
        let angle = std::f32::consts::TAU / length as f32;
        for k in 0..length / 2 {
            let (wi, wr) = (angle * k as f32).sin_cos();
            for start in (0..n).step_by(length) {
                let (a, b) = (at(start + k), at(start + k + length / 2));
                let (xr, xi) = (re[b] * wr - im[b] * wi, re[b] * wi + im[b] * wr);
                re[b] = re[a] - xr;
                im[b] = im[a] - xi;
                re[a] += xr;
                im[a] += xi;
            }
        }
        length <<= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_transform_of_one_wave_is_one_line() {
        let n = 16;
        let (mut re, mut im) = (vec![0.0; n], vec![0.0; n]);
        re[3] = 1.0;
        transform(&mut re, &mut im, 0, 1, n);
        for i in 0..n {
            let angle = std::f32::consts::TAU * 3.0 * i as f32 / n as f32;
            assert!((re[i] - angle.cos()).abs() < 1e-4 && (im[i] - angle.sin()).abs() < 1e-4);
        }
    }

    #[test]
    fn the_film_has_zero_mean_slope_and_square_channels_that_are_squares() {
        let film = film(32, 4, 1, true).remove(0);
        let value = |i: usize| {
            let bits = u16::from_le_bytes([film[i * 2], film[i * 2 + 1]]);
            let sign = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
            let exponent = ((bits >> 10) & 31) as i32;
            if exponent == 0 {
                0.0
            } else {
                sign * (1.0 + (bits & 1023) as f32 / 1024.0) * 2f32.powi(exponent - 15)
            }
        };
        let texels = 32 * 32;
        let mean: f32 = (0..texels).map(|i| value(i * 4)).sum::<f32>() / texels as f32;
        assert!(mean.abs() < 0.01, "{mean}");
        for i in 0..texels {
            assert!((value(i * 4).powi(2) - value(i * 4 + 2)).abs() < 0.005);
        }
    }
}
