//! The forest stream: its score, and the voices that play it.

pub mod birds;
mod brook;

use crate::beach::grass::{self, Grass, GrassScore};
use crate::beach::sea::{Sea, SeaScore};
use crate::block::Place;
use crate::curve::mix;
use crate::meadow::life::{self, SongNote};
use crate::noise::Key;
use crate::pacer::{self, Pacer, PacerScore};
use crate::setting::Setting;
use crate::soundscape::{Channels, SOURCES};
use crate::wind;

/// Where the brook is heard: the cascade, the reach before the seat, the bend where it goes out of sight; in metres
/// right, up and behind from the ears, as the picture has it.
pub const BROOK_M: [[f32; 3]; 3] = [[-5.4, -0.9, -10.8], [0.4, -1.65, -4.4], [8.6, -1.7, -7.4]];

/// Everything that sounds in the wood at one moment: a pure function of time, seed and setting.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// Gains of the cascade, of the brook before the seat, and of its far bend.
    pub brook: [f32; 3],
    /// Wind in the crowns.
    pub crowns: GrassScore,
    /// The whole wood and its brook from everywhere, softly.
    pub around: SeaScore,
    /// What the bird close by sings, if anything, and one deeper in the wood.
    pub songs: [Option<SongNote>; 2],
    /// The breathing pacer.
    pub pacer: PacerScore,
    /// Where each source is heard, in metres right, up and behind from the client's ears.
    pub positions_m: [[f32; 3]; SOURCES],
}

/// The wood's score at `time_s` seconds of world time.
pub fn score(time_s: f64, seed: u64, setting: &Setting) -> Score {
    let wind = wind::wind(time_s, seed);
    let blown = grass::score(time_s, seed, &wind, setting);
    let key = Key::new(seed, u32::from_be_bytes(*b"wood"));
    let swell = |n: u32, per_s: f64| key.child(n).wander(time_s, per_s);
    // The pacer is to be heard: the rest steps back a little. In calm the wind lies down and the brook is heard better.
    let breath = mix(1.0, 0.94, setting.pacer);
    let water = |n: u32| {
        breath
            * mix(0.98, 1.03, setting.calm)
            * (1.0 + 0.10 * swell(n, 1.0 / 5.7) + 0.08 * swell(n + 7, 1.0 / 17.0))
    };
    let [near, far] = birds::singers(time_s, seed, setting.minutes);
    Score {
        brook: [water(1), water(2), water(3)],
        crowns: GrassScore {
            // Broad leaves sound lower and softer than grass.
            air: 1.12 * breath * blown.air,
            air_hz: 0.95 * blown.air_hz,
            rustle: 0.55 * breath * blown.rustle,
            position_m: [2.0 * swell(21, 1.0 / 23.0), 9.0, -2.0],
        },
        around: SeaScore {
            sides: [0.55 * water(4), 0.50 * water(5)],
            open_hz: 1_150.0 + 200.0 * swell(6, 1.0 / 7.1),
        },
        songs: [near.note, far.note],
        pacer: pacer::score(setting),
        positions_m: [
            BROOK_M[0],
            BROOK_M[1],
            [2.0 * swell(21, 1.0 / 23.0), 9.0, -2.0],
            near.position_m,
            far.position_m,
            BROOK_M[2],
        ],
    }
}

/// The voices of the wood.
#[derive(Clone, Debug)]
pub(crate) struct Forest {
    brook: [brook::Reach; 3],
    crowns: Grass,
    around: Sea,
    pacer: Pacer,
}

impl Forest {
    pub(crate) fn new(seed: u64, sample_rate: f32) -> Self {
        let key = |name| Key::new(seed, name);
        Self {
            brook: [
                brook::Reach::new(key(91), sample_rate, &brook::CASCADE),
                brook::Reach::new(key(92), sample_rate, &brook::RUN),
                brook::Reach::new(key(93), sample_rate, &brook::BEND),
            ],
            crowns: Grass::new(key(94), sample_rate),
            around: Sea::new(key(95), sample_rate),
            pacer: Pacer::new(key(96), sample_rate),
        }
    }

    /// Renders one block between the scores at its edges.
    pub(crate) fn render(&mut self, place: &Place, from: &Score, to: &Score, out: &mut Channels) {
        let [cascade, run, crowns, near, far, bend] = &mut out.sources;
        for ((reach, samples), n) in self.brook.iter_mut().zip([cascade, run, bend]).zip(0..) {
            reach.render(place, from.brook[n], to.brook[n], samples);
        }
        self.crowns.render(place, &from.crowns, &to.crowns, crowns);
        for (song, samples) in to.songs.iter().zip([near, far]) {
            life::sing(place, song.as_ref(), samples);
        }
        let [left, right] = &mut out.bed;
        self.around.render(place, &from.around, &to.around, left, right);
        self.pacer.add(place, &from.pacer, &to.pacer, left, right);
    }
}
