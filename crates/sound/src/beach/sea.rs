//! The far sea: a wide, low, ever-changing murmur from everywhere ahead, in stereo.

use crate::block::{Glide, Place, Samples};
use crate::curve::mix;
use crate::filter::{Pink, Svf};
use crate::noise::Key;
use crate::setting::Setting;
use crate::wind::Wind;

/// The far sea at one moment: gains of its left and right side, and how open it sounds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SeaScore {
    /// Gain of the left and the right side.
    pub sides: [f32; 2],
    /// Upper corner of the murmur in hertz.
    pub open_hz: f32,
}

/// The far sea at `time_s`: many waves far off, each side with its own slow swell.
pub(crate) fn score(time_s: f64, seed: u64, wind: &Wind, setting: &Setting) -> SeaScore {
    let key = Key::new(seed, u32::from_be_bytes(*b"sea "));
    let swell = |n: u32| {
        let key = key.child(n);
        1.0 + 0.20 * key.wander(time_s, 1.0 / 5.3)
            + 0.22 * key.child(1).wander(time_s, 1.0 / 13.7)
            + 0.12 * key.child(2).wander(time_s, 1.0 / 37.0)
    };
    let strength = mix(0.92, 1.06, wind.strength) * mix(1.0, 1.05, setting.calm);
    SeaScore {
        sides: [strength * swell(1), strength * swell(2)],
        open_hz: 600.0 + 260.0 * wind.strength + 90.0 * key.child(3).wander(time_s, 1.0 / 7.9)
            - 120.0 * setting.calm,
    }
}

/// What makes the far sea's sound.
#[derive(Clone, Debug)]
pub(crate) struct Sea {
    key: Key,
    noise: [Pink; 3],
    body: [[Svf; 2]; 2],
    floor: [Svf; 2],
}

impl Sea {
    pub(crate) fn new(key: Key, sample_rate: f32) -> Self {
        let pair = [Svf::new(sample_rate, 600.0, 0.5), Svf::new(sample_rate, 1_500.0, 0.5)];
        Self {
            key,
            noise: [Pink::default(); 3],
            body: [pair; 2],
            floor: [Svf::new(sample_rate, 75.0, 0.6); 2],
        }
    }

    /// Fills both sides with the block at `place`.
    pub(crate) fn render(
        &mut self,
        place: &Place,
        from: &SeaScore,
        to: &SeaScore,
        left: &mut Samples,
        right: &mut Samples,
    ) {
        let mut gains =
            [0, 1].map(|side: usize| Glide::new(LEVEL * from.sides[side], LEVEL * to.sides[side]));
        let mut white = [1, 2, 3].map(|n| self.key.child(n).white(place.start));
        for body in &mut self.body {
            body[0].tune(to.open_hz, 0.5);
        }
        for (l, r) in left.iter_mut().zip(right) {
            let [both, own_left, own_right] = [0, 1, 2].map(|n: usize| self.noise[n].run(white[n].next()));
            let mut side = |n: usize, own: f32| {
                // A little in common keeps the murmur ahead instead of inside the head.
                let raw = 0.45 * both + 0.89 * own;
                let murmur = self.body[n][0].run(raw).low;
                let dark = self.body[n][1].run(murmur).low;
                gains[n].next() * self.floor[n].run(dark).high
            };
            *l = side(0, own_left);
            *r = side(1, own_right);
        }
    }
}

const LEVEL: f32 = 0.30;
