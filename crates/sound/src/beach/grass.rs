//! Wind in the marram grass of the dune behind: a soft breath of air, blades that rustle in gusts, a dry stalk now and then.

use crate::block::{BLOCK, Glide, Place, Samples};
use crate::bubbles::{Bubbles, Kind};
use crate::curve::{ease, mix};
use crate::filter::{Pink, Svf};
use crate::noise::Key;
use crate::setting::Setting;
use crate::wind::Wind;

/// The grass at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct GrassScore {
    /// Gain of the air itself.
    pub air: f32,
    /// Its pitch in hertz.
    pub air_hz: f32,
    /// Gain of the rustling blades.
    pub rustle: f32,
    /// Where it is heard, in metres right, up and behind.
    pub position_m: [f32; 3],
}

/// The grass at `time_s`: the sea breeze lies down towards nightfall and in calm.
pub(crate) fn score(time_s: f64, seed: u64, wind: &Wind, setting: &Setting) -> GrassScore {
    let strength = wind.at_dusk(setting.minutes, setting.calm).strength;
    let drift = Key::new(seed, u32::from_be_bytes(*b"gras")).wander(time_s, 1.0 / 23.0);
    GrassScore {
        air: 0.15 + 0.85 * strength,
        air_hz: mix(210.0, 560.0, strength),
        rustle: ease(0.10, 0.95, strength).powf(1.2) + 0.04,
        position_m: [3.5 * drift - 2.0 * wind.from_rad, -0.5, 4.5],
    }
}

/// What makes the grass's sound.
#[derive(Clone, Debug)]
pub(crate) struct Grass {
    key: Key,
    noise: Pink,
    air: Svf,
    floor: Svf,
    blades: [Svf; 2],
    stalks: Bubbles<6>,
}

impl Grass {
    pub(crate) fn new(key: Key, sample_rate: f32) -> Self {
        let filter = |hz, q| Svf::new(sample_rate, hz, q);
        Self {
            key,
            noise: Pink::default(),
            air: filter(300.0, 0.7),
            floor: filter(90.0, 0.7),
            blades: [filter(2_300.0, 0.6), filter(6_200.0, 0.6)],
            stalks: Bubbles::new(
                key.child(9),
                Kind { pitch_hz: (1_400.0, 4_800.0), decay_s: (0.000_6, 0.002_2), rise: 0.0 },
            ),
        }
    }

    /// Fills `out` with the block at `place`.
    pub(crate) fn render(&mut self, place: &Place, from: &GrassScore, to: &GrassScore, out: &mut Samples) {
        self.air.tune(to.air_hz, 0.7);
        let mut air = Glide::new(AIR * from.air, AIR * to.air);
        let mut rustle = Glide::new(
            RUSTLE * from.rustle * self.flutter(place.time_s),
            RUSTLE * to.rustle * self.flutter(place.end_s()),
        );
        let mut white = self.key.child(1).white(place.start);
        let mut dry = self.key.child(2).white(place.start);
        let mut ticks = [0.0; BLOCK];
        self.stalks.add(
            place,
            3.0 + 260.0 * to.rustle * self.flutter(place.time_s),
            STALK * to.rustle,
            &mut ticks,
        );
        for (sample, tick) in out.iter_mut().zip(ticks) {
            let moving = self.floor.run(self.air.run(self.noise.run(white.next())).band).high;
            let thin = self.blades[0].run(dry.next()).high;
            let blades = self.blades[1].run(thin).low;
            *sample = air.next() * moving + rustle.next() * blades + tick;
        }
    }

    /// Blades do not sound together: an uneven flutter around 0.6.
    fn flutter(&self, time_s: f64) -> f32 {
        let quick = 0.5 + 0.5 * self.key.child(3).wander(time_s, 6.0);
        let slow = 0.5 + 0.5 * self.key.child(4).wander(time_s, 1.4);
        0.25 + 0.45 * slow + 0.30 * quick * slow + 0.1 * quick
    }
}

const AIR: f32 = 0.36;
const RUSTLE: f32 = 0.075;
const STALK: f32 = 0.045;
