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
    // Divisions are what noise costs most: each coordinate is brought into the period once.
    let (x0, y0, z0) =
        ((ix as i32).rem_euclid(period), (iy as i32).rem_euclid(period), (iz as i32).rem_euclid(period));
    let next = |v: i32| if v + 1 == period { 0 } else { v + 1 };
    let (x1, y1) = (next(x0), next(y0));
    let plane = |z: i32| {
        let (p, q) = (lattice(x0, y0, z, seed), lattice(x0, y1, z, seed));
        let a = p + (lattice(x1, y0, z, seed) - p) * fx;
        let b = q + (lattice(x1, y1, z, seed) - q) * fx;
        a + (b - a) * fy
    };
    if fz == 0.0 {
        return plane(z0);
    }
    let (near, far) = (plane(z0), plane(next(z0)));
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

/// Points scattered one to a cell of the plane, repeating every `period` cells: made once, asked often.
pub(crate) struct Scattered2 {
    period: i32,
    points: Vec<[f32; 2]>,
}

impl Scattered2 {
    pub fn new(period: i32, seed: u32) -> Scattered2 {
        let at = |x, y| [lattice(x, y, 0, seed), lattice(x, y, 1, seed)];
        let points = (0..period).flat_map(|y| (0..period).map(move |x| at(x, y))).collect();
        Scattered2 { period, points }
    }

    /// Distances to the nearest and the second-nearest point, in cells.
    pub fn nearest(&self, x: f32, y: f32) -> (f32, f32) {
        let (ix, iy) = (x.floor() as i32, y.floor() as i32);
        let (wx, wy) = (around(ix, self.period), around(iy, self.period));
        // Squares are compared; only the two that win become distances.
        let (mut first, mut second) = (81.0f32, 81.0f32);
        for (dy, row) in (-1..=1).zip(wy) {
            for (dx, column) in (-1..=1).zip(wx) {
                let [px, py] = self.points[(row * self.period + column) as usize];
                let (ax, ay) = ((ix + dx) as f32 + px - x, (iy + dy) as f32 + py - y);
                let d = ax * ax + ay * ay;
                if d < first {
                    second = first;
                    first = d;
                } else {
                    second = second.min(d);
                }
            }
        }
        (first.sqrt(), second.sqrt())
    }
}

/// Points scattered one to a cell of space, repeating every `period` cells.
pub(crate) struct Scattered3 {
    period: i32,
    points: Vec<[f32; 3]>,
}

impl Scattered3 {
    pub fn new(period: i32, seed: u32) -> Scattered3 {
        let at = |x, y, z| [0, 64, 128].map(|axis| lattice(x, y, z + axis, seed));
        let points = (0..period)
            .flat_map(|z| (0..period).flat_map(move |y| (0..period).map(move |x| at(x, y, z))))
            .collect();
        Scattered3 { period, points }
    }

    /// Distance to the nearest point, in cells.
    pub fn nearest(&self, p: [f32; 3]) -> f32 {
        let cell = p.map(|v| v.floor() as i32);
        let [wx, wy, wz] = cell.map(|v| around(v, self.period));
        let mut nearest = 9.0f32;
        for (dz, z) in (-1..=1).zip(wz) {
            let oz = (cell[2] + dz) as f32 - p[2];
            for (dy, y) in (-1..=1).zip(wy) {
                let (oy, row) = ((cell[1] + dy) as f32 - p[1], (z * self.period + y) * self.period);
                for (dx, x) in (-1..=1).zip(wx) {
                    let [px, py, pz] = self.points[(row + x) as usize];
                    let (ax, ay, az) = ((cell[0] + dx) as f32 - p[0] + px, oy + py, oz + pz);
                    nearest = nearest.min(ax * ax + ay * ay + az * az);
                }
            }
        }
        nearest.sqrt()
    }
}

/// The cell before, the cell itself and the one after, brought into the period.
fn around(cell: i32, period: i32) -> [i32; 3] {
    let here = cell.rem_euclid(period);
    let before = if here == 0 { period - 1 } else { here - 1 };
    [before, here, if here + 1 == period { 0 } else { here + 1 }]
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
            let (plane, space) = (Scattered2::new(8, 1), Scattered3::new(6, 2));
            assert!((plane.nearest(x, y).0 - plane.nearest(x + 8.0, y).0).abs() < 1e-3);
            assert!((space.nearest([x, y, 1.5]) - space.nearest([x, y + 6.0, 1.5])).abs() < 1e-3);
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
