//! The breathing pacer as sound: a soft bowl that brightens and rises with the in-breath, and sinks with the out-breath.

use crate::block::{Glide, Place, Samples};
use crate::curve::{ease, mix, sine, turns};
use crate::filter::{Pink, Svf};
use crate::noise::Key;
use crate::setting::Setting;

/// Tones of the bowl in hertz, low to high: an open chord on A, stretched a little as metal does.
const TONES_HZ: [f32; TONES] = [165.2, 220.7, 331.0, 442.6, 557.0, 664.5, 885.0];
const TONES: usize = 7;
/// A second, near-equal tone stands opposite on the two sides, so that each pitch sways between the ears this often a
/// second, while both together stay even: the only swell to follow is the breath.
const BEAT_HZ: f64 = 0.15;

/// The pacer at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PacerScore {
    /// Gain of each tone.
    pub tones: [f32; TONES],
    /// Gain of the breath of air in it.
    pub air: f32,
    /// Its pitch in hertz.
    pub air_hz: f32,
}

/// The pacer for a breath that is this full and changes this fast.
///
/// Fullness carries a window up the tones: the ear follows it up and down with closed eyes, and no tone ever starts.
pub(crate) fn score(setting: &Setting) -> PacerScore {
    let full = ease(0.0, 1.0, setting.breath) * 0.35 + setting.breath * 0.65;
    let loudness = setting.pacer * mix(0.16, 1.0, full.powf(0.8));
    let centre = mix(0.0, 4.3, full);
    let mut tones = [0.0; TONES];
    for (n, gain) in tones.iter_mut().enumerate() {
        let off = (n as f32 - centre) / 1.35;
        *gain = loudness * (-off * off).exp() * [1.45, 1.35, 1.05, 0.82, 0.68, 0.52, 0.30][n];
    }
    let moving = (setting.breath_per_s.abs() / 0.30).min(1.0);
    let inward = ease(-0.06, 0.06, setting.breath_per_s);
    PacerScore {
        tones,
        air: setting.pacer * moving * mix(0.62, 1.0, inward),
        air_hz: mix(mix(300.0, 620.0, full), mix(480.0, 1_500.0, full), inward),
    }
}

/// What makes the pacer's sound.
#[derive(Clone, Debug)]
pub(crate) struct Pacer {
    key: Key,
    noise: Pink,
    air: [Svf; 2],
}

impl Pacer {
    pub(crate) fn new(key: Key, sample_rate: f32) -> Self {
        let filter = Svf::new(sample_rate, 600.0, 1.4);
        Self { key, noise: Pink::default(), air: [filter; 2] }
    }

    /// Adds the block at `place` to both sides of the bed.
    pub(crate) fn add(
        &mut self,
        place: &Place,
        from: &PacerScore,
        to: &PacerScore,
        left: &mut Samples,
        right: &mut Samples,
    ) {
        if from == to && to.air <= 0.0 && to.tones.iter().all(|&gain| gain <= 0.0) {
            return;
        }
        for (n, &hz) in TONES_HZ.iter().enumerate() {
            let beat = BEAT_HZ * (1.0 + 0.3 * n as f64);
            let mut gain = Glide::new(TONE * from.tones[n], TONE * to.tones[n]);
            let time_s = place.sounded_s();
            let (a, b) = (turns(f64::from(hz), time_s), turns(f64::from(hz) + beat, time_s));
            let (step_a, step_b) = (hz / place.sample_rate, (hz + beat as f32) / place.sample_rate);
            for (i, (l, r)) in left.iter_mut().zip(right.iter_mut()).enumerate() {
                let gain = gain.next();
                let (one, other) = (sine(a + step_a * i as f32), sine(b + step_b * i as f32));
                *l += gain * (0.95 * one + 0.2 * other);
                *r += gain * (0.95 * one - 0.2 * other);
            }
        }
        for filter in &mut self.air {
            filter.tune(to.air_hz, 1.1);
        }
        let mut white = self.key.white(place.start);
        let mut gain = Glide::new(AIR * from.air, AIR * to.air);
        for (l, r) in left.iter_mut().zip(right.iter_mut()) {
            let breath = self.air[0].run(self.noise.run(white.next())).band;
            let breath = gain.next() * self.air[1].run(breath).band;
            *l += breath;
            *r += breath;
        }
    }
}

const TONE: f32 = 0.042;
const AIR: f32 = 0.16;
