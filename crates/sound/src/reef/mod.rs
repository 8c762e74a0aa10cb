//! The coral reef: a hush of far surf, water that laps overhead, shrimps that crackle, bubbles, rarely a whale far off.

use crate::beach::sea::{Sea, SeaScore};
use crate::block::{Place, Samples};
use crate::bubbles::{Bubbles, Kind};
use crate::curve::{ease, mix};
use crate::meadow::life::{self, SongNote};
use crate::noise::Key;
use crate::pacer::{self, Pacer, PacerScore};
use crate::setting::Setting;
use crate::soundscape::{Channels, SOURCES};

/// Everything that sounds on the reef at one moment: a pure function of time, seed and setting.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// Surf on the reef's edge, heard through the water from everywhere.
    pub surge: SeaScore,
    /// Gains of the shrimps in three heads.
    pub crackle: [f32; 3],
    /// Gain of bubbles that rise from the sand now and then.
    pub bubbles: f32,
    /// Gain of water that laps against itself overhead.
    pub lapping: f32,
    /// The call of a whale, if any.
    pub whale: Option<SongNote>,
    /// The breathing pacer.
    pub pacer: PacerScore,
    /// Where each source is heard, in metres right, up and behind from the client's ears.
    pub positions_m: [[f32; 3]; SOURCES],
}

/// A whale calls at most once in this many seconds.
const WHALE_S: f64 = 95.0;

/// The reef's score at `time_s` seconds of world time.
pub fn score(time_s: f64, seed: u64, setting: &Setting) -> Score {
    let key = Key::new(seed, u32::from_be_bytes(*b"reef"));
    let breath = mix(1.0, 0.86, setting.pacer);
    let swell = |n: u32, per_s: f64| 0.5 + 0.5 * key.child(n).wander(time_s, per_s);
    // Every eleven seconds a swell passes overhead, as the corals show.
    let pass = crate::curve::sine(crate::curve::turns(1.0 / 11.0, time_s));
    let side =
        |n: u32| breath * (1.06 + 0.32 * pass + 0.38 * swell(n, 1.0 / 7.3) + 0.25 * swell(n + 5, 1.0 / 19.0));
    // Shrimps are loudest at dusk and least by noon.
    let busy = mix(0.72, 1.0, ease(1_020.0, 1_200.0, setting.minutes)) * mix(1.0, 0.8, setting.calm);
    // Bubbles come in short strings, a few times a minute.
    let string = ease(0.62, 0.86, swell(31, 1.0 / 3.1)) * (0.4 + 0.6 * swell(32, 1.0 / 17.0));
    Score {
        surge: SeaScore {
            sides: [1.015 * side(1), 1.015 * side(2)],
            open_hz: 430.0 + 130.0 * swell(3, 1.0 / 9.0) + 40.0 * pass,
        },
        crackle: [41, 42, 43].map(|n| busy * breath * (0.35 + 0.65 * swell(n, 1.0 / 11.0))),
        bubbles: breath * string,
        lapping: breath * (0.35 + 0.30 * pass.max(0.0) + 0.35 * swell(51, 1.0 / 4.7)),
        whale: whale(time_s, key),
        pacer: pacer::score(setting),
        positions_m: [
            [2.7, -0.2, -6.5],
            [-4.2, -0.3, -2.6],
            [2.2, 0.0, 5.4],
            [0.9, -0.8, -2.6],
            [-0.8, 4.6, -1.5],
            [9.0, 2.0, -22.0],
        ],
    }
}

/// A long note that glides, answered by a second one: rarely, far off.
fn whale(time_s: f64, key: Key) -> Option<SongNote> {
    let turn = (time_s / WHALE_S).floor() as i64;
    if time_s < 0.0 || key.child(60).chance(turn) < 0.35 {
        return None;
    }
    let mut began_s = turn as f64 * WHALE_S + 20.0 + 45.0 * f64::from(key.child(61).chance(turn));
    for note in 0..3 {
        let die = |n: u32| key.child(n).chance(turn * 4 + note);
        let length_s = mix(2.6, 4.2, die(62));
        if (began_s..began_s + f64::from(length_s)).contains(&time_s) {
            let low = mix(125.0, 190.0, die(63));
            let hz = if die(64) < 0.5 { (low, 1.45 * low) } else { (1.5 * low, low) };
            return Some(SongNote { began_s, length_s, hz, gain: WHALE * mix(0.6, 1.0, die(65)) });
        }
        began_s += f64::from(length_s) + f64::from(mix(0.8, 2.0, die(66)));
    }
    None
}

/// The voices of the reef.
#[derive(Clone, Debug)]
pub(crate) struct Reef {
    surge: Sea,
    crackle: [Bubbles<12>; 3],
    bubbles: Bubbles<8>,
    lapping: Bubbles<16>,
    pacer: Pacer,
}

impl Reef {
    pub(crate) fn new(seed: u64, sample_rate: f32) -> Self {
        let key = |name| Key::new(seed, name);
        let shrimp = Kind { pitch_hz: (900.0, 2_200.0), decay_s: (0.0022, 0.0055), rise: 0.0 };
        let bubble = Kind { pitch_hz: (320.0, 780.0), decay_s: (0.022, 0.060), rise: 0.22 };
        let lap = Kind { pitch_hz: (150.0, 400.0), decay_s: (0.030, 0.075), rise: 0.10 };
        Self {
            surge: Sea::new(key(71), sample_rate),
            crackle: [72, 73, 74].map(|n| Bubbles::new(key(n), shrimp)),
            bubbles: Bubbles::new(key(75), bubble),
            lapping: Bubbles::new(key(76), lap),
            pacer: Pacer::new(key(77), sample_rate),
        }
    }

    /// Renders one block between the scores at its edges.
    pub(crate) fn render(&mut self, place: &Place, from: &Score, to: &Score, out: &mut Channels) {
        let [right_head, left_head, behind, sand, above, far] = &mut out.sources;
        let heads: [&mut Samples; 3] = [right_head, left_head, behind];
        for ((voice, gain), samples) in self.crackle.iter_mut().zip(to.crackle).zip(heads) {
            samples.fill(0.0);
            voice.add(place, 16.0 + 10.0 * gain, CRACKLE * gain, samples);
        }
        sand.fill(0.0);
        self.bubbles.add(place, 9.0 * to.bubbles, BUBBLES, sand);
        above.fill(0.0);
        self.lapping.add(place, 26.0 * to.lapping, LAPPING * to.lapping, above);
        life::sing(place, to.whale.as_ref(), far);
        let [left, right] = &mut out.bed;
        self.surge.render(place, &from.surge, &to.surge, left, right);
        self.pacer.add(place, &from.pacer, &to.pacer, left, right);
    }
}

const CRACKLE: f32 = 0.022;
const BUBBLES: f32 = 0.10;
const LAPPING: f32 = 0.17;
const WHALE: f32 = 1.2;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whale_is_heard_now_and_then_and_never_for_long() {
        let called = (0..36_000)
            .filter(|i| score(f64::from(*i) * 0.1, 7, &Setting::default()).whale.is_some())
            .count();
        assert!((400..7_200).contains(&called), "{called} tenths of a second in an hour");
    }
}
