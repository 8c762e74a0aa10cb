//! Chance without memory: white noise, slow wandering and dice that depend only on a key and a place in time.
//!
//! Because a sample of noise is a hash of its own index, any moment of a soundscape can be rendered directly.

/// Mixes 32 bits so that neighbouring inputs give unrelated outputs (Wellons' `lowbias32`, bias 0.17).
pub(crate) const fn hash(mut x: u32) -> u32 {
    x ^= x >> 16;
    x = x.wrapping_mul(0x7feb_352d);
    x ^= x >> 15;
    x = x.wrapping_mul(0x846c_a68b);
    x ^ (x >> 16)
}

/// The key of one stream of chance; streams with different names are independent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Key(u32);

impl Key {
    /// The stream called `name` of the world grown from `seed`.
    pub(crate) const fn new(seed: u64, name: u32) -> Self {
        Self(hash(hash(seed as u32) ^ hash((seed >> 32) as u32 ^ 0x9e37_79b9) ^ hash(name ^ 0x51ed_270b)))
    }

    /// A stream within this one.
    pub(crate) const fn child(self, name: u32) -> Self {
        Self(hash(self.0 ^ hash(name.wrapping_add(0x2545_f491))))
    }

    /// A number in 0..1 for place `index`.
    pub(crate) fn chance(self, index: i64) -> f32 {
        unit(hash(self.base(index) ^ index as u32))
    }

    /// White noise from sample `start` on; `start` must be a multiple of the block length.
    pub(crate) fn white(self, start: i64) -> White {
        White { base: self.base(start), low: start as u32 }
    }

    /// A smooth wander in −1..1 that turns about `rate_hz` times a second, at `time_s`.
    pub(crate) fn wander(self, time_s: f64, rate_hz: f64) -> f32 {
        let place = time_s * rate_hz;
        let cell = place.floor();
        let u = (place - cell) as f32;
        let (a, b) = (self.chance(cell as i64), self.chance(cell as i64 + 1));
        let s = u * u * u * (u * (6.0 * u - 15.0) + 10.0);
        2.0 * (a + (b - a) * s) - 1.0
    }

    fn base(self, index: i64) -> u32 {
        hash(self.0 ^ hash((index >> 32) as u32))
    }
}

/// Uniform white noise, one value per sample, each a hash of its own index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct White {
    base: u32,
    low: u32,
}

impl White {
    /// The next value, in −1..1 (root mean square 0.577).
    pub(crate) fn next(&mut self) -> f32 {
        let bits = hash(self.base ^ self.low);
        self.low = self.low.wrapping_add(1);
        2.0 * unit(bits) - 1.0
    }
}

fn unit(bits: u32) -> f32 {
    (bits >> 8) as f32 * (1.0 / 16_777_216.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_noise_is_centred_flat_and_the_same_wherever_one_begins() {
        let key = Key::new(7, 1);
        let mut whole = key.white(0);
        let samples: Vec<f32> = (0..64_000).map(|_| whole.next()).collect();
        let mut later = key.white(6_400);
        assert!((0..64).all(|i| later.next() == samples[6_400 + i]));
        let mean = samples.iter().sum::<f32>() / 64_000.0;
        let power = samples.iter().map(|x| x * x).sum::<f32>() / 64_000.0;
        let neighbour = samples.windows(2).map(|w| w[0] * w[1]).sum::<f32>() / 64_000.0;
        assert!(mean.abs() < 0.01, "mean {mean}");
        assert!((power - 1.0 / 3.0).abs() < 0.01, "power of uniform noise is 1/3, found {power}");
        assert!(neighbour.abs() < 0.01, "neighbours correlate by {neighbour}");
    }

    #[test]
    fn streams_with_other_names_or_seeds_are_unrelated() {
        let correlation = |a: Key, b: Key| {
            let (mut a, mut b) = (a.white(0), b.white(0));
            (0..50_000).map(|_| a.next() * b.next()).sum::<f32>() / 50_000.0 * 3.0
        };
        let key = Key::new(1, 1);
        for other in [Key::new(1, 2), Key::new(2, 1), key.child(0), Key::new(1 << 40, 1)] {
            assert!(correlation(key, other).abs() < 0.02);
        }
    }

    #[test]
    fn wandering_is_smooth_and_stays_in_its_bounds() {
        let key = Key::new(3, 9);
        let mut before = key.wander(100.0, 2.0);
        for i in 1..10_000 {
            let now = key.wander(100.0 + f64::from(i) * 0.001, 2.0);
            assert!((-1.0..=1.0).contains(&now) && (now - before).abs() < 0.01);
            before = now;
        }
    }
}
