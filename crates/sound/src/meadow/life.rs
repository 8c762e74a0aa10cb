//! Small life: a bird that sings from the maple by day, grasshoppers while the sun is warm.

use crate::block::{BLOCK, Glide, Place, Samples};
use crate::curve::{ease, mix, sine};
use crate::filter::Svf;
use crate::noise::Key;

/// Where the bird sits, in metres right, up and behind from the ears: in the maple's crown.
pub(crate) const PERCH_M: [f32; 3] = [8.8, 4.4, -10.2];
/// Where the grasshoppers sit: in the tall grass on the left.
pub(crate) const TUSSOCK_M: [f32; 3] = [-3.6, -0.9, -1.2];

/// How much of the bird's and of the grasshoppers' day it is, 0 to 1.
pub(crate) fn awake(minutes: f32) -> (f32, f32) {
    let bird = ease(5.2 * 60.0, 6.0 * 60.0, minutes) * ease(20.9 * 60.0, 20.2 * 60.0, minutes);
    let warm = ease(8.5 * 60.0, 10.5 * 60.0, minutes) * ease(20.4 * 60.0, 19.2 * 60.0, minutes);
    (bird, warm)
}

/// One note of a song: when it began, how long it is, its pitch at both ends and its gain.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SongNote {
    /// World time of its beginning, in seconds.
    pub began_s: f64,
    /// Its length, in seconds.
    pub length_s: f32,
    /// Pitch at its beginning and its end, in hertz.
    pub hz: (f32, f32),
    /// Gain, a factor of amplitude.
    pub gain: f32,
}

/// Songs begin anywhere in the first half of these stretches, in seconds: 12 to 36 s apart.
const BETWEEN_S: f64 = 24.0;

/// The note that sounds at `time_s`, if any: short strophes that fall and end in a flourish, as a chaffinch's do.
pub(crate) fn song(time_s: f64, seed: u64, awake: f32) -> Option<SongNote> {
    if awake <= 0.0 || time_s < 0.0 {
        return None;
    }
    let key = Key::new(seed, u32::from_be_bytes(*b"song"));
    let turn = (time_s / BETWEEN_S).floor() as i64;
    let die = |n: u32| key.child(n).chance(turn);
    let began_s = turn as f64 * BETWEEN_S + 4.0 + 12.0 * f64::from(die(0));
    // Notes follow each other ever more closely, then slow down for the flourish.
    let notes = 8 + (die(1) * 5.0) as i64;
    let mut at_s = began_s;
    for note in 0..notes {
        let share = note as f32 / (notes - 1) as f32;
        let gap_s = mix(0.21, 0.115, share.min(0.75) / 0.75) + if note + 3 > notes { 0.05 } else { 0.0 };
        let until_s = at_s + f64::from(gap_s);
        if (at_s..until_s).contains(&time_s) {
            let each = key.child(20).chance(turn * 32 + note) - 0.5;
            let top = mix(5_100.0, 3_100.0, share) * (1.0 + 0.05 * each) * mix(0.94, 1.06, die(2));
            let flourish = note + 2 > notes;
            let hz = if flourish { (2_700.0, 4_300.0) } else { (top, 0.66 * top) };
            let gain = awake * mix(0.45, 1.0, sine(0.5 * (share * 0.8 + 0.1))) * mix(0.6, 1.0, die(3));
            return Some(SongNote { began_s: at_s, length_s: 0.82 * gap_s, hz, gain });
        }
        at_s = until_s;
    }
    None
}

/// Fills `out` with the bird's song; it keeps no state.
pub(crate) fn sing(place: &Place, note: Option<&SongNote>, out: &mut Samples) {
    out.fill(0.0);
    let Some(note) = note else { return };
    for (i, sample) in out.iter_mut().enumerate() {
        let u = ((place.time_s - note.began_s + i as f64 * place.step_s) as f32) / note.length_s;
        if (0.0..1.0).contains(&u) {
            // The phase is the glide's integral in closed form, so a note can be entered anywhere.
            let turns = note.length_s * (note.hz.0 * u + 0.5 * (note.hz.1 - note.hz.0) * u * u);
            let swell = ease(0.0, 0.25, u) * ease(1.0, 0.45, u);
            *sample = SONG * note.gain * swell * (sine(turns) + 0.12 * sine(2.0 * turns));
        }
    }
}

/// What makes the grasshoppers' sound.
#[derive(Clone, Debug)]
pub(crate) struct Hoppers {
    key: Key,
    rasp: [Svf; 2],
}

impl Hoppers {
    pub(crate) fn new(key: Key, sample_rate: f32) -> Self {
        Self { key, rasp: [Svf::new(sample_rate, 7_300.0, 2.2), Svf::new(sample_rate, 5_000.0, 0.7)] }
    }

    /// Adds the block at `place` to `out`: two singers, each a second of strokes, then a pause.
    pub(crate) fn add(&mut self, place: &Place, from: f32, to: f32, out: &mut Samples) {
        if from + to <= 0.0 {
            return;
        }
        let mut white = self.key.white(place.start);
        let mut strokes = [0.0; BLOCK];
        for singer in 0..2 {
            let key = self.key.child(singer + 1);
            let every_s = 3.7 + 1.3 * f64::from(singer);
            let verse = (place.time_s / every_s).floor();
            let length = mix(0.7, 1.5, key.chance(verse as i64));
            let since = (place.time_s - verse * every_s) as f32;
            let rate = 17.0 + 3.0 * singer as f32;
            for (i, stroke) in strokes.iter_mut().enumerate() {
                let at = since + i as f32 * place.step_s as f32;
                let verse = ease(0.0, 0.35 * length, at) * ease(length, 0.8 * length, at);
                let beat = sine(0.5 * (at * rate).fract());
                *stroke += verse * beat * beat * [1.0, 0.5][singer as usize];
            }
        }
        let mut gain = Glide::new(HOPPERS * from, HOPPERS * to);
        for (sample, stroke) in out.iter_mut().zip(strokes) {
            let thin = self.rasp[0].run(white.next()).band;
            let rasp = self.rasp[1].run(thin).high;
            *sample += gain.next() * stroke * rasp;
        }
    }
}

const SONG: f32 = 0.044;
const HOPPERS: f32 = 0.075;
