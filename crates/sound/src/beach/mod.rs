//! The sunset beach: its score, and the voices that play it.

pub mod crickets;
pub mod grass;
pub mod gulls;
pub mod sea;
pub mod surf;

use crate::block::Place;
use crate::curve::mix;
use crate::noise::Key;
use crate::pacer::{self, Pacer, PacerScore};
use crate::setting::Setting;
use crate::soundscape::{Channels, SOURCES};
use crate::wind;

/// Everything that sounds on the beach at one moment: a pure function of time, seed and setting.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// The surf left, ahead and right.
    pub surf: [surf::SurfScore; 3],
    /// Gain of all surf.
    pub surf_gain: f32,
    /// The far sea.
    pub sea: sea::SeaScore,
    /// Marram grass on the dune behind.
    pub grass: grass::GrassScore,
    /// The note a gull is giving, if any.
    pub gull: Option<gulls::GullNote>,
    /// Crickets in the dune.
    pub crickets: crickets::CricketScore,
    /// The breathing pacer.
    pub pacer: PacerScore,
    /// Where each source is heard, in metres right, up and behind from the client's ears.
    pub positions_m: [[f32; 3]; SOURCES],
}

/// The beach's score at `time_s` seconds of world time.
pub fn score(time_s: f64, seed: u64, setting: &Setting) -> Score {
    let wind = wind::wind(time_s, seed);
    let surf = [-10.0, 0.0, 10.0].map(|across_m| surf::score(time_s, seed, setting.calm, across_m));
    let grass = grass::score(time_s, seed, &wind, setting);
    let gull = gulls::score(time_s, seed, setting.minutes);
    let crickets = crickets::score(time_s, seed, setting.minutes);
    let gull_m = gulls::gull_position_m(gull.map_or(0, |note| note.bird), time_s, seed);
    let [left, ahead, right] = surf.map(|surf| surf.position_m);
    Score {
        surf,
        surf_gain: mix(0.89, 0.72, setting.pacer),
        sea: sea::score(time_s, seed, &wind, setting),
        grass,
        gull,
        crickets,
        pacer: pacer::score(setting),
        positions_m: [left, ahead, right, grass.position_m, gull_m, crickets.position_m],
    }
}

/// The voices of the beach.
#[derive(Clone, Debug)]
pub(crate) struct Beach {
    surf: [surf::Surf; 3],
    sea: sea::Sea,
    grass: grass::Grass,
    gulls: gulls::Gulls,
    crickets: crickets::Crickets,
    pacer: Pacer,
}

impl Beach {
    pub(crate) fn new(seed: u64, sample_rate: f32) -> Self {
        let key = |name| Key::new(seed, name);
        Self {
            surf: [1, 2, 3].map(|n| surf::Surf::new(key(n), sample_rate)),
            sea: sea::Sea::new(key(4), sample_rate),
            grass: grass::Grass::new(key(5), sample_rate),
            gulls: gulls::Gulls::new(key(6), sample_rate),
            crickets: crickets::Crickets::new(key(7)),
            pacer: Pacer::new(key(8), sample_rate),
        }
    }

    /// Renders one block between the scores at its edges.
    pub(crate) fn render(&mut self, place: &Place, from: &Score, to: &Score, out: &mut Channels) {
        let [left, ahead, right, grass, gulls, crickets] = &mut out.sources;
        for (n, side) in [left, ahead, right].into_iter().enumerate() {
            let scaled = |score: &Score| Self::surf_with_gain(score, n);
            self.surf[n].render(place, &scaled(from), &scaled(to), side);
        }
        self.grass.render(place, &from.grass, &to.grass, grass);
        self.gulls.render(place, to.gull.as_ref(), gulls);
        self.crickets.render(place, &from.crickets, &to.crickets, crickets);
        let [bed_left, bed_right] = &mut out.bed;
        self.sea.render(place, &from.sea, &to.sea, bed_left, bed_right);
        self.pacer.add(place, &from.pacer, &to.pacer, bed_left, bed_right);
    }

    fn surf_with_gain(score: &Score, n: usize) -> surf::SurfScore {
        let surf = score.surf[n];
        let gain = score.surf_gain * if n == 1 { 1.0 } else { 0.72 };
        surf::SurfScore {
            roar: gain * surf.roar,
            crash: gain * surf.crash,
            wash: gain * surf.wash,
            hiss: gain * surf.hiss,
            foam: gain * surf.foam,
            lap: gain * surf.lap,
            ..surf
        }
    }
}
