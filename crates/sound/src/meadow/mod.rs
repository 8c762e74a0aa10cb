//! The alpine meadow: its score, and the voices that play it.

pub mod bells;
pub mod cows;
pub mod life;

use crate::beach::crickets::{self, CricketScore, Crickets};
use crate::beach::grass::{self, Grass, GrassScore};
use crate::beach::sea::{Sea, SeaScore};
use crate::block::Place;
use crate::bubbles::{Bubbles, Kind};
use crate::curve::mix;
use crate::noise::Key;
use crate::pacer::{self, Pacer, PacerScore};
use crate::setting::Setting;
use crate::soundscape::{Channels, SOURCES};
use crate::wind;

/// The cows that wear bells one hears, and the lowest partial of each in hertz.
const BELLS: [(usize, f32); 2] = [(0, 612.0), (3, 487.0)];

/// Everything that sounds on the meadow at one moment: a pure function of time, seed and setting.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// Wind in the grass all round.
    pub grass: GrassScore,
    /// Wind in the spruces behind.
    pub trees: GrassScore,
    /// The brook, far down in the valley.
    pub brook: SeaScore,
    /// The bells of two cows.
    pub bells: [bells::BellScore; 2],
    /// The note a bird is singing, if any.
    pub song: Option<life::SongNote>,
    /// Gain of the grasshoppers.
    pub hoppers: f32,
    /// Crickets, once the light goes.
    pub crickets: CricketScore,
    /// The breathing pacer.
    pub pacer: PacerScore,
    /// Where each source is heard, in metres right, up and behind from the client's ears.
    pub positions_m: [[f32; 3]; SOURCES],
}

/// The meadow's score at `time_s` seconds of world time.
pub fn score(time_s: f64, seed: u64, setting: &Setting) -> Score {
    let wind = wind::wind(time_s, seed);
    let grass = grass::score(time_s, seed, &wind, setting);
    // Needles sound higher and more evenly than blades, and later: a gust reaches the wood when it has passed by.
    let late = wind::wind(time_s - 2.5, seed);
    let blown = grass::score(time_s, seed ^ 1, &late, setting);
    let trees = GrassScore {
        air: 1.05 * blown.air,
        air_hz: 1.35 * blown.air_hz,
        rustle: 0.15 * blown.rustle,
        position_m: [6.0, 5.0, 30.0],
    };
    let key = Key::new(seed, u32::from_be_bytes(*b"broo"));
    let swell = |n: u32| {
        1.0 + 0.14 * key.child(n).wander(time_s, 1.0 / 6.1)
            + 0.10 * key.child(n + 9).wander(time_s, 1.0 / 19.0)
    };
    // In calm the wind lies down, and the brook is heard a little better.
    let valley = mix(0.94, 0.80, setting.pacer) * mix(1.0, 1.14, setting.calm);
    let (bird, warm) = life::awake(setting.minutes);
    let crickets = crickets::score(time_s, seed, setting.minutes);
    let bells = BELLS.map(|(cow, _)| bells::score(cow, time_s, seed));
    // The pacer is to be heard: the rest steps back a little.
    let breath = mix(0.94, 0.80, setting.pacer);
    Score {
        grass: GrassScore { air: breath * grass.air, rustle: breath * grass.rustle, ..grass },
        trees,
        brook: SeaScore {
            // What stands on the left of the valley is heard a little more on the left.
            sides: [1.04 * valley * swell(1), 0.92 * valley * swell(2)],
            open_hz: 1_250.0 + 160.0 * key.child(3).wander(time_s, 1.0 / 4.3),
        },
        bells,
        song: life::song(time_s, seed, bird),
        hoppers: warm * breath * 1.1,
        crickets,
        pacer: pacer::score(setting),
        positions_m: [
            [1.4 * grass.position_m[0], -0.7, -3.5],
            trees.position_m,
            bells[0].position_m,
            bells[1].position_m,
            life::PERCH_M,
            life::TUSSOCK_M,
        ],
    }
}

/// The voices of the meadow.
#[derive(Clone, Debug)]
pub(crate) struct Meadow {
    grass: Grass,
    trees: Grass,
    brook: Sea,
    gurgle: [Bubbles<8>; 2],
    bells: [bells::Bell; 2],
    hoppers: life::Hoppers,
    crickets: Crickets,
    pacer: Pacer,
}

impl Meadow {
    pub(crate) fn new(seed: u64, sample_rate: f32) -> Self {
        let key = |name| Key::new(seed, name);
        let water = Kind { pitch_hz: (420.0, 1_500.0), decay_s: (0.010, 0.030), rise: 0.12 };
        Self {
            grass: Grass::new(key(21), sample_rate),
            trees: Grass::new(key(22), sample_rate),
            brook: Sea::new(key(23), sample_rate),
            gurgle: [24, 25].map(|n| Bubbles::new(key(n), water)),
            bells: [0, 1].map(|n: usize| bells::Bell::new(key(26 + n as u32), seed, BELLS[n].0, BELLS[n].1)),
            hoppers: life::Hoppers::new(key(28), sample_rate),
            crickets: Crickets::new(key(29)),
            pacer: Pacer::new(key(30), sample_rate),
        }
    }

    /// Renders one block between the scores at its edges.
    pub(crate) fn render(&mut self, place: &Place, from: &Score, to: &Score, out: &mut Channels) {
        let [grass, trees, near, far, bird, small] = &mut out.sources;
        self.grass.render(place, &from.grass, &to.grass, grass);
        self.trees.render(place, &from.trees, &to.trees, trees);
        for (n, bell) in [near, far].into_iter().enumerate() {
            self.bells[n].render(place, &from.bells[n], &to.bells[n], bell);
        }
        life::sing(place, to.song.as_ref(), bird);
        self.crickets.render(place, &from.crickets, &to.crickets, small);
        self.hoppers.add(place, from.hoppers, to.hoppers, small);
        let [left, right] = &mut out.bed;
        self.brook.render(place, &from.brook, &to.brook, left, right);
        for (n, side) in [&mut *left, &mut *right].into_iter().enumerate() {
            self.gurgle[n].add(place, 34.0, GURGLE * to.brook.sides[n], side);
        }
        self.pacer.add(place, &from.pacer, &to.pacer, left, right);
    }
}

const GURGLE: f32 = 0.010;
