//! Seeded randomness and tileable noise for everything that is painted at load.

/// A small, fast generator (SplitMix64, Steele et al. 2014): the same numbers on every platform.
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub fn new(seed: u64, stream: u64) -> Random {
        Random(seed ^ stream.wrapping_mul(0xD1B5_4A32_D192_ED03))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.0)
    }

    /// In 0..1.
    pub fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1u64 << 24) as f32
    }

    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }

    /// Normally distributed, mean 0 and standard deviation 1 (Box and Muller 1958).
    pub fn normal(&mut self) -> f32 {
        let r = (-2.0 * (self.unit() + 1e-7).ln()).sqrt();
        r * (std::f32::consts::TAU * self.unit()).cos()
    }
}

fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// A number in 0..1 for a lattice point.
pub(crate) fn lattice(x: i32, y: i32, z: i32, seed: u32) -> f32 {
    let mut h = (x as u32).wrapping_mul(0x8DA6_B343)
        ^ (y as u32).wrapping_mul(0xD816_3841)
        ^ (z as u32).wrapping_mul(0xCB1A_B31F)
        ^ seed.wrapping_mul(0x9E37_79B9);
    h = (h ^ (h >> 16)).wrapping_mul(0x7FEB_352D);
    h = (h ^ (h >> 15)).wrapping_mul(0x846C_A68B);
    ((h ^ (h >> 16)) >> 8) as f32 / (1u32 << 24) as f32
}

fn ease(f: f32) -> f32 {
    f * f * f * (f * (f * 6.0 - 15.0) + 10.0)
}

/// Value noise in 0..1 at `(x, y)`, repeating every `period` cells.
pub(crate) fn value2(x: f32, y: f32, period: i32, seed: u32) -> f32 {
    value3(x, y, 0.0, period, seed)
}

/// Value noise in 0..1 in space, repeating every `period` cells in each direction.
pub(crate) fn value3(x: f32, y: f32, z: f32, period: i32, seed: u32) -> f32 {
    let (ix, iy, iz) = (x.floor(), y.floor(), z.floor());
    let (fx, fy, fz) = (ease(x - ix), ease(y - iy), ease(z - iz));
    let at = |dx: i32, dy: i32, dz: i32| {
        lattice(
            (ix as i32 + dx).rem_euclid(period),
            (iy as i32 + dy).rem_euclid(period),
            (iz as i32 + dz).rem_euclid(period),
            seed,
        )
    };
    let plane = |dz: i32| {
        let a = at(0, 0, dz) + (at(1, 0, dz) - at(0, 0, dz)) * fx;
        let b = at(0, 1, dz) + (at(1, 1, dz) - at(0, 1, dz)) * fx;
        a + (b - a) * fy
    };
    if fz == 0.0 {
        return plane(0);
    }
    let (near, far) = (plane(0), plane(1));
    near + (far - near) * fz
}

/// Octaves of [`value2`], weighted 1, 1/2, 1/4 … and brought back to 0..1.
pub(crate) fn fbm2(x: f32, y: f32, period: i32, octaves: u32, seed: u32) -> f32 {
    let (mut sum, mut weight, mut total, mut scale) = (0.0, 1.0, 0.0, 1);
    for octave in 0..octaves {
        let s = scale as f32;
        sum += weight * value2(x * s, y * s, period * scale, seed + octave);
        total += weight;
        weight *= 0.5;
        scale *= 2;
    }
    sum / total
}

/// Distances to the nearest and the second-nearest scattered point, in cells, repeating every `period` cells.
pub(crate) fn cells2(x: f32, y: f32, period: i32, seed: u32) -> (f32, f32) {
    let (ix, iy) = (x.floor() as i32, y.floor() as i32);
    let (mut first, mut second) = (9.0f32, 9.0f32);
    for dy in -1..=1 {
        for dx in -1..=1 {
            let (cx, cy) = (ix + dx, iy + dy);
            let (px, py) = (cx.rem_euclid(period), cy.rem_euclid(period));
            let (ax, ay) =
                (cx as f32 + lattice(px, py, 0, seed) - x, cy as f32 + lattice(px, py, 1, seed) - y);
            let d = (ax * ax + ay * ay).sqrt();
            if d < first {
                second = first;
                first = d;
            } else {
                second = second.min(d);
            }
        }
    }
    (first, second)
}

/// Distance to the nearest scattered point in space, in cells, repeating every `period` cells.
pub(crate) fn cells3(p: [f32; 3], period: i32, seed: u32) -> f32 {
    let cell = p.map(|v| v.floor() as i32);
    let mut nearest = 9.0f32;
    for dz in -1..=1 {
        for dy in -1..=1 {
            for dx in -1..=1 {
                let c = [cell[0] + dx, cell[1] + dy, cell[2] + dz];
                let w = c.map(|v| v.rem_euclid(period));
                let mut d = 0.0;
                for axis in 0..3 {
                    let at = lattice(w[0], w[1], w[2] + 64 * axis as i32, seed);
                    let e = c[axis] as f32 + at - p[axis];
                    d += e * e;
                }
                nearest = nearest.min(d);
            }
        }
    }
    nearest.sqrt()
}

/// 0 below `a`, 1 above `b`, smooth between.
pub(crate) fn smoothstep(a: f32, b: f32, x: f32) -> f32 {
    let t = ((x - a) / (b - a)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_repeats_at_its_period_and_stays_between_0_and_1() {
        for i in 0..500 {
            let (x, y) = (i as f32 * 0.173, i as f32 * 0.291);
            let v = fbm2(x, y, 8, 4, 5);
            assert!((0.0..=1.0).contains(&v));
            assert!((v - fbm2(x + 8.0, y - 8.0, 8, 4, 5)).abs() < 1e-3);
            assert!((cells2(x, y, 8, 1).0 - cells2(x + 8.0, y, 8, 1).0).abs() < 1e-3);
            let (a, b) = (cells3([x, y, 1.5], 6, 2), cells3([x, y + 6.0, 1.5], 6, 2));
            assert!((a - b).abs() < 1e-3);
        }
    }

    #[test]
    fn random_numbers_have_the_moments_they_claim() {
        let mut random = Random::new(1, 2);
        let n = 20_000;
        let (mut sum, mut squares) = (0.0f64, 0.0f64);
        for _ in 0..n {
            let x = random.normal() as f64;
            sum += x;
            squares += x * x;
        }
        // Standard error of the mean is 0.007, of the variance 0.01.
        assert!((sum / n as f64).abs() < 0.03);
        assert!((squares / n as f64 - 1.0).abs() < 0.05);
    }
}
