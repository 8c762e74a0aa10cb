//! Running water: air that it takes under rings as bubbles at chance moments (Minnaert 1933), over a hush of many smaller ones.

use crate::block::{Glide, Place, Samples};
use crate::bubbles::{Bubbles, Kind};
use crate::filter::{Pink, Svf};
use crate::noise::Key;

/// How a reach of the brook sounds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Manner {
    /// Large bubbles and small ones: how many a second, how they sound, how loud.
    clouds: [(f32, Kind, f32); 2],
    /// The hush: gain, lower and upper corner in hertz.
    hush: (f32, f32, f32),
}

/// Water that falls over a ledge: many bubbles of all sizes.
pub(crate) const CASCADE: Manner = Manner {
    clouds: [
        (46.0, Kind { pitch_hz: (240.0, 900.0), decay_s: (0.012, 0.040), rise: 0.06 }, 0.050),
        (420.0, Kind { pitch_hz: (900.0, 3_400.0), decay_s: (0.003, 0.010), rise: 0.02 }, 0.030),
    ],
    hush: (0.105, 380.0, 2_600.0),
};
/// Water that runs between stones: single, round bubbles.
pub(crate) const RUN: Manner = Manner {
    clouds: [
        (24.0, Kind { pitch_hz: (330.0, 1_150.0), decay_s: (0.014, 0.050), rise: 0.10 }, 0.085),
        (120.0, Kind { pitch_hz: (900.0, 2_600.0), decay_s: (0.004, 0.014), rise: 0.05 }, 0.034),
    ],
    hush: (0.030, 420.0, 1_900.0),
};
/// The same further off.
pub(crate) const BEND: Manner = Manner {
    clouds: [
        (18.0, Kind { pitch_hz: (300.0, 900.0), decay_s: (0.014, 0.045), rise: 0.08 }, 0.040),
        (80.0, Kind { pitch_hz: (800.0, 2_000.0), decay_s: (0.005, 0.014), rise: 0.04 }, 0.018),
    ],
    hush: (0.026, 350.0, 1_500.0),
};

/// The voice of one reach.
#[derive(Clone, Debug)]
pub(crate) struct Reach {
    key: Key,
    manner: Manner,
    clouds: [Bubbles<20>; 2],
    noise: Pink,
    floor: Svf,
    lid: Svf,
}

impl Reach {
    pub(crate) fn new(key: Key, sample_rate: f32, manner: &Manner) -> Self {
        let (_, low, high) = manner.hush;
        Self {
            key,
            manner: *manner,
            clouds: [0, 1].map(|n: usize| Bubbles::new(key.child(n as u32), manner.clouds[n].1)),
            noise: Pink::default(),
            floor: Svf::new(sample_rate, low, 0.6),
            lid: Svf::new(sample_rate, high, 0.6),
        }
    }

    /// Fills `out` with the block at `place`.
    pub(crate) fn render(&mut self, place: &Place, from: f32, to: f32, out: &mut Samples) {
        let (gain, ..) = self.manner.hush;
        let mut hush = Glide::new(gain * from, gain * to);
        let mut white = self.key.child(9).white(place.start);
        for sample in out.iter_mut() {
            let dull = self.lid.run(self.noise.run(white.next())).low;
            *sample = LEVEL * hush.next() * self.floor.run(dull).high;
        }
        for (n, (per_second, _, loud)) in self.manner.clouds.into_iter().enumerate() {
            // Water gurgles unevenly: each cloud comes and goes within seconds.
            let busy = 1.0 + 0.35 * self.key.child(20 + n as u32).wander(place.time_s, 1.0 / 1.9);
            self.clouds[n].add(place, per_second * busy, LEVEL * loud * to, out);
        }
    }
}

const LEVEL: f32 = 1.68;
