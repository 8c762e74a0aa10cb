//! Crickets in the dune once the light goes: a few singers, each with its own pitch, pace and pauses.

use crate::block::{Glide, Place, Samples};
use crate::curve::{ease, mix, sine, turns};
use crate::noise::Key;

/// How many crickets sing.
const SINGERS: usize = 3;

/// The crickets at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CricketScore {
    /// Gain of each singer.
    pub singers: [f32; SINGERS],
    /// Where they are heard, in metres right, up and behind.
    pub position_m: [f32; 3],
}

/// The crickets at `time_s`: they begin one by one after a quarter past eight in the evening.
pub(crate) fn score(time_s: f64, seed: u64, minutes: f32) -> CricketScore {
    let key = Key::new(seed, u32::from_be_bytes(*b"cric"));
    let mut singers = [0.0; SINGERS];
    for (n, gain) in singers.iter_mut().enumerate() {
        let begins = 20.25 * 60.0 + 16.0 * n as f32;
        let late = ease(begins, begins + 45.0, minutes).max(ease(4.5 * 60.0, 3.5 * 60.0, minutes));
        let song = ease(-0.35, 0.15, key.child(n as u32).wander(time_s, 1.0 / 15.0));
        *gain = late * song * [1.0, 0.62, 0.40][n];
    }
    CricketScore { singers, position_m: [4.0, -0.9, 5.5] }
}

/// What makes the crickets' sound; it keeps no state, since every pulse follows from the time.
#[derive(Clone, Debug)]
pub(crate) struct Crickets {
    key: Key,
}

impl Crickets {
    pub(crate) fn new(key: Key) -> Self {
        Self { key }
    }

    /// Fills `out` with the block at `place`.
    pub(crate) fn render(
        &mut self,
        place: &Place,
        from: &CricketScore,
        to: &CricketScore,
        out: &mut Samples,
    ) {
        out.fill(0.0);
        for n in 0..SINGERS {
            if from.singers[n] + to.singers[n] <= 0.0 {
                continue;
            }
            let mut gain = Glide::new(LEVEL * from.singers[n], LEVEL * to.singers[n]);
            let key = self.key.child(n as u32);
            let chirp_s = 0.46 + 0.17 * n as f64 + 0.06 * f64::from(key.chance(0));
            let pitch_hz = f64::from(mix(3_900.0, 4_700.0, key.chance(1)));
            let first = turns(pitch_hz, place.sounded_s());
            let (step, pulses) = (pitch_hz as f32 / place.sample_rate, 3 + n % 2);
            let chirp = (place.time_s / chirp_s).floor();
            // At least a block late, so that the block in which a chirp begins belongs to it.
            let late_s = 0.01 + 0.18 * chirp_s as f32 * key.child(7).chance(chirp as i64);
            let strength = mix(0.65, 1.0, key.child(8).chance(chirp as i64));
            let since_s = (place.time_s - chirp * chirp_s) as f32 - late_s;
            for (i, sample) in out.iter_mut().enumerate() {
                let pulse = (since_s + i as f32 * place.step_s as f32) / PULSE_S;
                let gain = gain.next();
                if pulse >= 0.0 && pulse < pulses as f32 {
                    // Each stroke of the wings swells from nothing to nothing; the later ones are stronger.
                    let stroke = sine(0.5 * (pulse.fract() / 0.66).min(1.0));
                    let growing = mix(0.6, 1.0, (pulse.floor() + 1.0) / pulses as f32);
                    *sample += gain * strength * growing * stroke * stroke * sine(first + step * i as f32);
                }
            }
        }
    }
}

/// From one stroke of the wings to the next, in seconds (field crickets: 30 to 40 a second).
const PULSE_S: f32 = 0.030;
const LEVEL: f32 = 0.040;
