//! Many small ringing grains at chance moments: foam that fizzes, water that gurgles, dry stalks that tick.

use crate::block::{BLOCK, Place, Samples};
use crate::curve::{mix, sine};
use crate::noise::Key;

/// What grains sound like.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kind {
    /// Lowest and highest pitch in hertz; chance is even over octaves.
    pub(crate) pitch_hz: (f32, f32),
    /// Shortest and longest time to fall to 1/e, in seconds.
    pub(crate) decay_s: (f32, f32),
    /// How far the pitch rises within one decay time: air bubbles rise as they near the surface (Minnaert 1933).
    pub(crate) rise: f32,
}

/// A cloud of grains; the oldest gives way when more than `N` ring at once.
#[derive(Clone, Debug)]
pub(crate) struct Bubbles<const N: usize> {
    key: Key,
    kind: Kind,
    grains: [Grain; N],
    next: usize,
}

/// Chances for a grain within one block.
const CHANCES: usize = 4;
/// Below this a grain is over.
const SILENT: f32 = 1e-5;

#[derive(Clone, Copy, Debug, Default)]
struct Grain {
    real: f32,
    imaginary: f32,
    hz: f32,
    decay_s: f32,
    wait: usize,
}

impl<const N: usize> Bubbles<N> {
    pub(crate) fn new(key: Key, kind: Kind) -> Self {
        Self { key, kind, grains: [Grain::default(); N], next: 0 }
    }

    /// Adds this block's grains to `out`: about `per_second` of them, each up to `gain` loud.
    pub(crate) fn add(&mut self, place: &Place, per_second: f32, gain: f32, out: &mut Samples) {
        let chance = per_second * BLOCK as f32 / CHANCES as f32 / place.sample_rate;
        for n in 0..CHANCES {
            let die = place.start / BLOCK as i64 * CHANCES as i64 + n as i64;
            if self.key.chance(die) < chance {
                let loudness = self.key.child(1).chance(die);
                let pitch = self.key.child(2).chance(die);
                let decay = self.key.child(3).chance(die);
                let (low, high) = self.kind.pitch_hz;
                self.grains[self.next] = Grain {
                    real: gain * loudness * loudness * loudness,
                    imaginary: 0.0,
                    hz: low * (high / low).powf(pitch),
                    decay_s: mix(self.kind.decay_s.0, self.kind.decay_s.1, decay),
                    wait: n * (BLOCK / CHANCES) + (pitch * 1_000.0) as usize % (BLOCK / CHANCES),
                };
                self.next = (self.next + 1) % N;
            }
        }
        for grain in &mut self.grains {
            grain.ring(self.kind.rise, place.sample_rate, out);
        }
    }
}

impl Grain {
    fn ring(&mut self, rise: f32, sample_rate: f32, out: &mut Samples) {
        if self.real.abs() + self.imaginary.abs() < SILENT {
            return;
        }
        let fall = (-1.0 / (self.decay_s * sample_rate)).exp();
        let turn = (self.hz / sample_rate).min(0.45);
        let (sine, cosine) = (fall * sine(turn), fall * sine(turn + 0.25));
        for sample in out.iter_mut().skip(self.wait) {
            // Read from zero on, so that a grain begins without a step.
            *sample += self.imaginary;
            let real = self.real * cosine - self.imaginary * sine;
            self.imaginary = self.real * sine + self.imaginary * cosine;
            self.real = real;
        }
        self.wait = 0;
        self.hz *= 1.0 + rise * BLOCK as f32 / (sample_rate * self.decay_s);
    }
}
