//! The tones of things that are touched in an exercise: bubbles that open, circles that sing, bowls that ring, blooms of light.

use crate::block::Samples;
use crate::curve::{ease, sine};

/// What was touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strike {
    /// A bubble: short, round, a little upwards.
    Bubble,
    /// A ring of light: a glass-like tone.
    Circle,
    /// A singing bowl: bronze that beats and rings for a long time.
    Bowl,
    /// A flower of light: hardly more than a shimmer.
    Bloom,
}

/// A partial tone: its pitch as a multiple of the lowest, its strength, and its time to fall to 1/e in seconds.
type Partial = (f32, f32, f32);

/// Steps of a just pentatonic scale: whatever is touched after whatever, it sounds well together.
const SCALE: [f32; 5] = [1.0, 9.0 / 8.0, 5.0 / 4.0, 3.0 / 2.0, 5.0 / 3.0];

impl Strike {
    /// The strike with this number as it crosses to the audio thread, or `None`.
    pub const fn from_code(code: u32) -> Option<Self> {
        match code {
            0 => Some(Self::Bubble),
            1 => Some(Self::Circle),
            2 => Some(Self::Bowl),
            3 => Some(Self::Bloom),
            _ => None,
        }
    }

    /// Its lowest pitch on the scale, in hertz: octaves of the pacer's A. The largest bowl, number 0, is the lowest.
    fn hz(self, note: u32) -> f32 {
        let lowest = match self {
            Self::Bubble => 440.0,
            Self::Circle => 293.3,
            Self::Bowl => 146.7,
            Self::Bloom => 660.0,
        };
        let [step, octave] = [note % 5, note / 5 % 3];
        lowest * SCALE.get(step as usize).copied().unwrap_or(1.0) * [1.0, 2.0, 4.0][octave as usize]
    }

    /// Struck bronze has modes near 1 : 2.7 : 5.2 : 8.3 (Inácio, Henrique and Antunes, 2006); glass near 1 : 2.3 : 4.2.
    const fn partials(self) -> &'static [Partial] {
        match self {
            Self::Bubble => &[(1.0, 1.0, 0.28), (2.0, 0.16, 0.12)],
            Self::Circle => &[(1.0, 1.0, 1.7), (2.32, 0.22, 0.8), (4.25, 0.07, 0.35)],
            Self::Bowl => &[(1.0, 1.0, 4.2), (2.71, 0.42, 2.6), (5.20, 0.14, 1.3), (8.30, 0.04, 0.6)],
            Self::Bloom => &[(1.0, 1.0, 0.9), (2.0, 0.2, 0.5), (3.01, 0.06, 0.3)],
        }
    }

    /// Gain, and how long it swells in seconds: everything is touched, nothing is hit.
    const fn touch(self) -> (f32, f32) {
        match self {
            Self::Bubble => (0.040, 0.012),
            Self::Circle => (0.036, 0.030),
            Self::Bowl => (0.046, 0.045),
            Self::Bloom => (0.020, 0.060),
        }
    }

    /// How much slower or faster the tone sways between the sides, in hertz.
    const fn beat_hz(self) -> f32 {
        match self {
            Self::Bowl => 0.55,
            _ => 0.2,
        }
    }
}

/// One that rings.
#[derive(Clone, Copy, Debug)]
struct Ringing {
    strike: Strike,
    hz: f32,
    age: u32,
}

/// Tones that ring at once; one more takes the place of the one that has rung longest for its kind.
const VOICES: usize = 10;

/// Everything that rings.
#[derive(Clone, Debug, Default)]
pub(crate) struct Strikes {
    ringing: [Option<Ringing>; VOICES],
}

impl Strikes {
    pub(crate) fn start(&mut self, strike: Strike, note: u32) {
        let rung = |slot: &Option<Ringing>| slot.map_or(f32::INFINITY, |ringing| ringing.age_in_falls());
        let free = self.ringing.iter_mut().max_by(|a, b| rung(a).total_cmp(&rung(b)));
        if let Some(slot) = free {
            *slot = Some(Ringing { strike, hz: strike.hz(note), age: 0 });
        }
    }

    /// Adds what rings to both sides of the bed.
    pub(crate) fn add(&mut self, sample_rate: f32, gain: f32, bed: &mut [Samples; 2]) {
        let [left, right] = bed;
        for slot in &mut self.ringing {
            let Some(ringing) = slot else { continue };
            ringing.add(sample_rate, gain, left, right);
            if ringing.age_in_falls() > 9.0 * sample_rate {
                *slot = None;
            }
        }
    }
}

impl Ringing {
    /// Samples since it began, in times that its lowest tone takes to fall to 1/e.
    fn age_in_falls(&self) -> f32 {
        let fall_s = self.strike.partials().first().map_or(1.0, |(_, _, fall_s)| *fall_s);
        self.age as f32 / fall_s
    }

    fn add(&mut self, sample_rate: f32, gain: f32, left: &mut Samples, right: &mut Samples) {
        let (level, swell_s) = self.strike.touch();
        let beat = self.strike.beat_hz();
        for (l, r) in left.iter_mut().zip(right.iter_mut()) {
            let since_s = self.age as f32 / sample_rate;
            // A bubble rises a little as it opens.
            let rise = match self.strike {
                Strike::Bubble => 1.0 + 0.05 * ease(0.0, 0.09, since_s),
                _ => 1.0,
            };
            let (mut one, mut other) = (0.0, 0.0);
            for (times, loud, fall_s) in self.strike.partials() {
                let loud = loud * (-since_s / fall_s).exp();
                let turns = self.hz * times * rise * since_s;
                one += loud * sine(turns.fract());
                other += loud * sine((turns + beat * times * since_s).fract());
            }
            let sample = gain * level * ease(0.0, swell_s, since_s);
            *l += sample * (0.72 * one + 0.28 * other);
            *r += sample * (0.28 * one + 0.72 * other);
            self.age = self.age.saturating_add(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::BLOCK;

    const RATE: f32 = 16_000.0;
    const ALL: [Strike; 4] = [Strike::Bubble, Strike::Circle, Strike::Bowl, Strike::Bloom];

    /// So many seconds of what rings, left and right one after the other.
    fn rung(strikes: &mut Strikes, seconds: f32) -> Vec<f32> {
        let mut all = Vec::new();
        for _ in 0..(seconds * RATE) as usize / BLOCK {
            let mut bed = [[0.0; BLOCK]; 2];
            strikes.add(RATE, 1.0, &mut bed);
            all.extend(bed.iter().flatten());
        }
        all
    }

    fn peak(samples: &[f32]) -> f32 {
        samples.iter().fold(0.0, |most, sample| most.max(sample.abs()))
    }

    #[test]
    fn every_tone_is_heard_is_soft_and_dies_away_to_nothing() {
        for (code, strike) in (0..).zip(ALL) {
            assert_eq!(Strike::from_code(code), Some(strike));
            for note in [0, 4, 8] {
                let mut strikes = Strikes::default();
                strikes.start(strike, note);
                let begins = rung(&mut strikes, 0.5);
                // −20 dBFS at most: as soft as the beds it lies on.
                assert!((0.004..0.1).contains(&peak(&begins)), "{strike:?} {note}: {}", peak(&begins));
                assert!(begins.iter().take(8).all(|sample| sample.abs() < 0.002), "no tick");
                let rest = rung(&mut strikes, 39.0);
                assert_eq!(peak(&rest[rest.len() - 200..]), 0.0, "{strike:?} still rings");
            }
        }
        assert_eq!(Strike::from_code(4), None);
    }

    #[test]
    fn ten_bowls_at_once_stay_below_the_limit() {
        let mut strikes = Strikes::default();
        (0..30).for_each(|note| strikes.start(Strike::Bowl, note));
        // −6 dBFS (art bible).
        assert!(peak(&rung(&mut strikes, 2.0)) < 0.5);
    }

    #[test]
    fn the_steps_follow_each_other_upwards_from_the_largest_bowl() {
        let hz: Vec<f32> = (0..5).map(|note| Strike::Bowl.hz(note)).collect();
        assert!(hz.windows(2).all(|two| two[0] < two[1]), "{hz:?}");
        assert!((Strike::Bowl.hz(5) / hz[0] - 2.0).abs() < 1e-6, "the sixth is the octave");
    }
}
