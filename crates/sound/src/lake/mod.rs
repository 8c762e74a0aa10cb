//! The starry lake: water that laps under the jetty, wind in the pines, frogs far off; rarely a loon, an owl, a fish that jumps.

pub mod fish;
pub mod loons;

use crate::beach::grass::{self, Grass, GrassScore};
use crate::beach::sea::{Sea, SeaScore};
use crate::block::{Place, Samples};
use crate::bubbles::{Bubbles, Kind};
use crate::curve::{ease, mix};
use crate::meadow::life::{self, SongNote};
use crate::noise::Key;
use crate::pacer::{self, Pacer, PacerScore};
use crate::setting::{EARS_M, Setting};
use crate::soundscape::{Channels, SOURCES};
use crate::wind;

/// Where the owl sits: in the wood behind on the right, in metres right, up and behind from the ears.
const OWL_M: [f32; 3] = [34.0, 7.0, 46.0];
/// Where the frogs are: in the reeds of the headland, far left.
const FROGS_M: [f32; 3] = [-34.0, -1.0, -28.0];
/// Water lies this far under the jetty's planks.
const WATER_M: f32 = -0.62;

/// Everything that sounds by the lake at one moment: a pure function of time, seed and setting.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// The lake itself and the wood round it, from everywhere.
    pub air: SeaScore,
    /// Gain of the water that laps at posts and boat.
    pub lapping: f32,
    /// Wind in the pines behind, and in those across.
    pub pines: [GrassScore; 2],
    /// Frogs, by how many sing.
    pub frogs: f32,
    /// The note a loon gives, if any.
    pub loon: Option<SongNote>,
    /// The note an owl gives, if any.
    pub owl: Option<SongNote>,
    /// How loud the fish is that falls back into the water.
    pub splash: f32,
    /// The breathing pacer.
    pub pacer: PacerScore,
    /// Where each source is heard, in metres right, up and behind from the client's ears.
    pub positions_m: [[f32; 3]; SOURCES],
}

/// How much it is night, 0 to 1; times of day after midnight are counted on from 24 hours.
fn night(minutes: f32) -> f32 {
    ease(19.0 * 60.0, 20.6 * 60.0, minutes) * ease(31.0 * 60.0, 29.6 * 60.0, minutes)
}

/// The lake's score at `time_s` seconds of world time.
pub fn score(time_s: f64, seed: u64, setting: &Setting) -> Score {
    let key = Key::new(seed, u32::from_be_bytes(*b"lake"));
    let breath = mix(1.0, 0.84, setting.pacer);
    let swell = |n: u32, per_s: f64| 0.5 + 0.5 * key.child(n).wander(time_s, per_s);
    let side = |n: u32| breath * (0.94 + 0.16 * swell(n, 1.0 / 6.7) + 0.14 * swell(n + 5, 1.0 / 19.0));
    // A gust reaches the far wood first, then the one behind.
    let blown = |late_s: f64, position_m: [f32; 3], share: f32| {
        let wind = wind::wind(time_s - late_s, seed);
        let grass = grass::score(time_s, seed ^ 1, &wind, setting);
        GrassScore {
            air: breath * share * grass.air,
            air_hz: 1.35 * grass.air_hz,
            rustle: breath * share * 0.10 * grass.rustle,
            position_m,
        }
    };
    let dark = night(setting.minutes);
    let called = loons::call(time_s, seed);
    let caller = loons::pose(called.map_or(0, |(bird, _)| bird), time_s, seed);
    let splash = fish::splash(time_s, seed);
    let [fish_x, fish_z] = splash.map_or([1.5, -9.0], |(place_m, _)| place_m);
    // Owl and fish share a source: they never sound at once.
    let owl = if splash.is_none() { owl(time_s, key, dark) } else { None };
    let last = if owl.is_some() { OWL_M } else { [fish_x, WATER_M - EARS_M, fish_z] };
    Score {
        air: SeaScore {
            sides: [side(1), side(2)],
            open_hz: 520.0 + 150.0 * swell(3, 1.0 / 9.0) - 60.0 * setting.calm,
        },
        lapping: breath
            * mix(1.0, 0.92, setting.calm)
            * (0.30 + 0.45 * swell(31, 1.0 / 3.9) * swell(32, 1.0 / 11.0) + 0.35 * swell(33, 1.0 / 2.6)),
        pines: [blown(2.5, [4.0, 4.0, 24.0], 1.0), blown(0.0, [-26.0, 4.0, -18.0], 0.75)],
        frogs: dark * breath * ease(0.30, 0.75, swell(41, 1.0 / 21.0)) * mix(1.0, 0.8, setting.calm),
        loon: called.map(|(_, note)| note),
        owl,
        splash: splash.map_or(0.0, |(_, loud)| loud),
        pacer: pacer::score(setting),
        positions_m: [
            [-0.7, WATER_M - EARS_M, -1.0],
            [4.0, 4.0, 24.0],
            [-26.0, 4.0, -18.0],
            FROGS_M,
            [caller.place_m[0], WATER_M - EARS_M + 0.3, caller.place_m[1]],
            last,
        ],
    }
}

/// A tawny owl far off: one long hoot, a pause, a soft one, and a long one that wavers.
fn owl(time_s: f64, key: Key, dark: f32) -> Option<SongNote> {
    const BETWEEN_S: f64 = 83.0;
    let turn = (time_s / BETWEEN_S).floor() as i64;
    if dark <= 0.0 || time_s < 0.0 || key.child(60).chance(turn) < 0.3 {
        return None;
    }
    let mut at_s = turn as f64 * BETWEEN_S + 30.0 + 38.0 * f64::from(key.child(61).chance(turn));
    let pitch = mix(330.0, 385.0, key.child(62).chance(turn));
    for (length_s, rest_s, from, to, loud) in [
        (0.85f32, 2.3f64, 1.04f32, 0.96f32, 0.9f32),
        (0.20, 0.14, 0.98, 0.99, 0.4),
        (1.30, 0.0, 1.05, 0.90, 1.0),
    ] {
        let until_s = at_s + f64::from(length_s);
        if (at_s..until_s).contains(&time_s) {
            let hz = (from * pitch, to * pitch);
            return Some(SongNote { began_s: at_s, length_s, hz, gain: dark * OWL * loud });
        }
        at_s = until_s + rest_s;
    }
    None
}

/// The voices of the lake.
#[derive(Clone, Debug)]
pub(crate) struct Lake {
    air: Sea,
    lapping: [Bubbles<14>; 2],
    pines: [Grass; 2],
    frogs: Bubbles<10>,
    drops: Bubbles<14>,
    pacer: Pacer,
}

impl Lake {
    pub(crate) fn new(seed: u64, sample_rate: f32) -> Self {
        let key = |name| Key::new(seed, name);
        let lap = |low: f32, high: f32| Kind { pitch_hz: (low, high), decay_s: (0.022, 0.070), rise: 0.14 };
        Self {
            air: Sea::new(key(101), sample_rate),
            lapping: [Bubbles::new(key(102), lap(170.0, 420.0)), Bubbles::new(key(103), lap(420.0, 1_150.0))],
            pines: [104, 105].map(|n| Grass::new(key(n), sample_rate)),
            frogs: Bubbles::new(
                key(106),
                Kind { pitch_hz: (640.0, 980.0), decay_s: (0.018, 0.034), rise: 0.02 },
            ),
            drops: Bubbles::new(
                key(107),
                Kind { pitch_hz: (380.0, 1_500.0), decay_s: (0.012, 0.045), rise: 0.25 },
            ),
            pacer: Pacer::new(key(108), sample_rate),
        }
    }

    /// Renders one block between the scores at its edges.
    pub(crate) fn render(&mut self, place: &Place, from: &Score, to: &Score, out: &mut Channels) {
        let [under, behind, across, frogs, loon, last] = &mut out.sources;
        under.fill(0.0);
        self.lapping[0].add(place, 15.0 + 22.0 * to.lapping, LAPPING * to.lapping, under);
        self.lapping[1].add(place, 26.0 * to.lapping, 0.42 * LAPPING * to.lapping, under);
        for (n, side) in [behind, across].into_iter().enumerate() {
            self.pines[n].render(place, &from.pines[n], &to.pines[n], side);
        }
        frogs.fill(0.0);
        self.frogs.add(place, 9.0 * to.frogs, FROGS * to.frogs, frogs);
        sing(place, to.loon.as_ref(), loon);
        sing(place, to.owl.as_ref(), last);
        self.drops.add(place, 90.0 * to.splash, SPLASH * to.splash, last);
        let [left, right] = &mut out.bed;
        self.air.render(place, &from.air, &to.air, left, right);
        self.pacer.add(place, &from.pacer, &to.pacer, left, right);
    }
}

/// A bird's long note: the meadow's voice, with a slow tremble that far voices have over water.
fn sing(place: &Place, note: Option<&SongNote>, out: &mut Samples) {
    life::sing(place, note, out);
    let Some(note) = note else { return };
    for (i, sample) in out.iter_mut().enumerate() {
        let since_s = (place.time_s - note.began_s + i as f64 * place.step_s) as f32;
        *sample *= LOON * (0.90 + 0.10 * crate::curve::sine(4.7 * since_s));
    }
}

const LAPPING: f32 = 0.25;
const FROGS: f32 = 0.040;
const LOON: f32 = 0.75;
const OWL: f32 = 0.55;
const SPLASH: f32 = 0.10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_owl_and_the_frogs_wait_for_the_night() {
        let heard = |minutes: f32| {
            let setting = Setting { minutes, ..Setting::default() };
            let at = |i: i32| score(f64::from(i) * 0.25, 7, &setting);
            let owls = (0..8_000).filter(|i| at(*i).owl.is_some()).count();
            (owls, (0..800).map(|i| at(i * 10).frogs).sum::<f32>())
        };
        assert_eq!(heard(1_030.0), (0, 0.0));
        let (owls, frogs) = heard(1_380.0);
        assert!(owls > 60 && frogs > 50.0, "{owls} {frogs}");
    }
}
