//! Gulls far off over the sea: where they glide, and the few calls they give.

use crate::block::{Place, Samples};
use crate::curve::{decibels, ease, mix, sine};
use crate::filter::Svf;
use crate::noise::Key;
use crate::setting::EARS_M;

const TAU: f64 = std::f64::consts::TAU;

/// How many gulls fly: the picture draws them all, and now and then one of them calls.
pub const GULLS: usize = 7;

/// What is particular to one gull, each 0..1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gull {
    /// How wide and far off its rounds are.
    pub wide: f32,
    /// Which way round it flies, and a chance of its own.
    pub way: f32,
    /// How high it flies and where in its round it began.
    pub high: f32,
    /// How far to the right its rounds lie.
    pub aside: f32,
}

impl Gull {
    /// Gull number `bird` (below [`GULLS`]) of the world grown from `seed`.
    pub fn new(bird: usize, seed: u64) -> Gull {
        let key = Key::new(seed, u32::from_be_bytes(*b"gull")).child(bird as u32);
        Gull { wide: key.chance(0), way: key.chance(1), high: key.chance(2), aside: key.chance(3) }
    }

    /// Where it is at `world_time_s`, in metres right, up and behind from the client's ears: wide, drifting rounds at
    /// about 8 m/s over the surf and the sea. Picture and sound both read this.
    pub fn position_m(&self, world_time_s: f64) -> [f32; 3] {
        let Gull { wide, way, high, aside } = *self;
        let turns = |per_s: f64, from: f32| ((per_s * world_time_s / TAU).fract()) as f32 + from;
        let radius = 17.0 + 26.0 * wide;
        let round = turns(8.0 / f64::from(radius) * if way > 0.5 { 1.0 } else { -1.0 }, high);
        let middle_x = -26.0 + 52.0 * aside + 16.0 * sine(turns(0.013, way));
        let middle_z = -50.0 - 46.0 * wide + 12.0 * sine(turns(0.017, aside));
        let height = 7.5 + 11.0 * high + 2.2 * sine(turns(0.11, wide));
        [middle_x + radius * sine(round), height - EARS_M, middle_z + radius * 0.7 * sine(round + 0.25)]
    }
}

/// Where gull number `bird` (below [`GULLS`]) is at `world_time_s`, in metres right, up and behind from the client's ears.
pub fn gull_position_m(bird: usize, world_time_s: f64, seed: u64) -> [f32; 3] {
    Gull::new(bird, seed).position_m(world_time_s)
}

/// One note of a call, at one moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GullNote {
    /// Which gull calls.
    pub bird: usize,
    /// World time at which the note began, in seconds.
    pub began_s: f64,
    /// Length of the note in seconds.
    pub length_s: f32,
    /// Pitch at its beginning in hertz.
    pub pitch_hz: f32,
    /// How far the pitch rises before it falls, as a share of the pitch.
    pub rise: f32,
    /// How far the pitch has fallen at its end, as a share of the pitch.
    pub fall: f32,
    /// Gain, a factor of amplitude.
    pub gain: f32,
}

/// Mean time between two calls, in seconds.
const BETWEEN_S: f64 = 39.0;
/// A call lies anywhere in this first part of its turn: calls come 21 to 57 s apart.
const SPREAD_S: f64 = 18.0;

/// The note that sounds at `time_s`, if any; gulls fall silent as night comes.
pub(crate) fn score(time_s: f64, seed: u64, minutes: f32) -> Option<GullNote> {
    let awake = ease(21.6 * 60.0, 20.6 * 60.0, minutes) * ease(4.5 * 60.0, 5.5 * 60.0, minutes);
    if awake <= 0.0 || time_s < 0.0 {
        return None;
    }
    let turn = (time_s / BETWEEN_S).floor() as i64;
    let key = Key::new(seed, u32::from_be_bytes(*b"call"));
    let die = |n: u32| key.child(n).chance(turn);
    // The first seconds of a visit belong to the sea.
    let began_s = turn as f64 * BETWEEN_S + 6.0 + SPREAD_S * f64::from(die(0));
    let bird = (die(1) * GULLS as f32) as usize % GULLS;
    let call = die(2);
    // Three calls of the herring gull: the mew, a pair of short barks, and a shortened long call.
    let (notes, length_s, gap_s, pitch_hz, rise, fall) = if call < 0.40 {
        (1 + (die(3) * 2.0) as i64, 0.85, 1.15, 620.0, 0.55, 0.12)
    } else if call < 0.65 {
        (2 + (die(3) * 2.0) as i64, 0.20, 0.31, 560.0, 0.18, 0.10)
    } else {
        (3 + (die(3) * 3.0) as i64, 0.40, 0.53, 690.0, 0.62, 0.20)
    };
    let note = ((time_s - began_s) / gap_s).floor() as i64;
    if !(0..notes).contains(&note) {
        return None;
    }
    let each = |n: u32| key.child(100 + n).chance(turn * 16 + note) - 0.5;
    let sunk = 1.0 - 0.035 * note as f32;
    let [x, y, z] = gull_position_m(bird, time_s, seed);
    let away_m = (x * x + y * y + z * z).sqrt();
    // A call swells in and dies away: neither its first nor its last note is the loudest.
    let arch = mix(0.55, 1.0, sine(0.5 * (note as f32 + 0.7) / notes as f32));
    Some(GullNote {
        bird,
        began_s: began_s + note as f64 * gap_s + 0.03 * f64::from(each(0) + 0.5),
        length_s: length_s as f32 * (1.0 + 0.16 * each(1)),
        pitch_hz: pitch_hz * sunk * mix(0.92, 1.10, die(4)) * (1.0 + 0.03 * each(2)),
        rise: rise * (1.0 + 0.2 * each(3)),
        fall,
        gain: awake * arch * (70.0 / away_m).min(1.6) * decibels(-5.0 * die(5)),
    })
}

/// What makes a gull's voice.
#[derive(Clone, Debug)]
pub(crate) struct Gulls {
    key: Key,
    distance: [Svf; 2],
    breath: Svf,
}

/// Harmonics in a call; the highest ends near 8 kHz, where the air has taken the rest.
const HARMONICS: usize = 8;

impl Gulls {
    pub(crate) fn new(key: Key, sample_rate: f32) -> Self {
        Self {
            key,
            distance: [Svf::new(sample_rate, 3_600.0, 0.6), Svf::new(sample_rate, 350.0, 0.6)],
            breath: Svf::new(sample_rate, 2_600.0, 1.2),
        }
    }

    /// Fills `out` with the block at `place`.
    pub(crate) fn render(&mut self, place: &Place, note: Option<&GullNote>, out: &mut Samples) {
        let mut white = self.key.white(place.start);
        let voice = note.map(|note| Voice::new(note, (place.time_s - note.began_s) as f32));
        for (i, sample) in out.iter_mut().enumerate() {
            let dry = match (&voice, note) {
                (Some(voice), Some(note)) => {
                    let since = (place.time_s - note.began_s + i as f64 * place.step_s) as f32;
                    let air = self.breath.run(white.next()).band;
                    LEVEL * note.gain * voice.at(since / note.length_s, air)
                }
                _ => 0.0,
            };
            let far = self.distance[0].run(dry).low;
            *sample = self.distance[1].run(far).high;
        }
    }
}

/// A note's timbre during one block: pitch and formants move little within it.
struct Voice {
    cycles: f32,
    rise: f32,
    fall: f32,
    harmonics: [f32; HARMONICS],
}

impl Voice {
    fn new(note: &GullNote, since_s: f32) -> Self {
        let u = (since_s / note.length_s).clamp(0.0, 1.0);
        let pitch = note.pitch_hz * (1.0 + note.rise * bump(u) - note.fall * u * u);
        // The bill opens and closes: the formants climb with the arch of the note.
        let open = bump(u);
        let (first, second) = (mix(1_150.0, 1_750.0, open), mix(2_500.0, 3_300.0, open));
        let near = |hz: f32, centre: f32, width: f32| 1.0 / (1.0 + ((hz - centre) / width).powi(2));
        let mut harmonics = [0.0; HARMONICS];
        for (k, gain) in harmonics.iter_mut().enumerate() {
            let hz = pitch * (k + 1) as f32;
            *gain = (near(hz, first, 480.0) + 0.55 * near(hz, second, 650.0)) / (1.0 + 0.12 * k as f32);
        }
        Self { cycles: note.pitch_hz * note.length_s, rise: note.rise, fall: note.fall, harmonics }
    }

    /// The voice at place `u` (0..1) of its note, with `air` for its breath.
    fn at(&self, u: f32, air: f32) -> f32 {
        if !(0.0..1.0).contains(&u) {
            return 0.0;
        }
        // The phase is the glide's integral in closed form, so a note can be entered anywhere.
        let squared = u * u;
        let bump_integral = BUMP * squared * (0.5 - u + 0.75 * squared - 0.2 * squared * u);
        let turns = self.cycles * (u + self.rise * bump_integral - self.fall * squared * u / 3.0);
        let (s, c) = (sine(turns), sine(turns + 0.25));
        let (mut before, mut now, mut sum) = (0.0, s, 0.0);
        for gain in self.harmonics {
            sum += gain * now;
            (before, now) = (now, 2.0 * c * now - before);
        }
        // A rasp at half the pitch, strongest where the bird presses hardest.
        let rasp = 1.0 - 0.28 * bump(u) * (0.5 + 0.5 * sine(0.5 * turns));
        let envelope = ease(0.0, 0.16, u) * ease(1.0, 0.45, u);
        envelope * (rasp * sum + 0.10 * air)
    }
}

/// Rises quickly to 1 at a quarter of the note, then sinks to 0: u(1−u)³, scaled.
fn bump(u: f32) -> f32 {
    let left = 1.0 - u;
    BUMP * u * left * left * left
}

const BUMP: f32 = 256.0 / 27.0;
const LEVEL: f32 = 0.034;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_come_sparsely_and_never_at_once() {
        for seed in 0..20 {
            let mut calls: Vec<f64> = Vec::new();
            let mut quiet_since = -100.0;
            for i in 0..36_000 {
                let t = f64::from(i) * 0.05;
                if score(t, seed, 1_140.0).is_some() {
                    if t - quiet_since > 5.0 {
                        calls.push(t);
                    }
                    quiet_since = t;
                }
            }
            assert!(calls[0] >= 5.9, "seed {seed}: first call at {}", calls[0]);
            for pair in calls.windows(2) {
                let gap = pair[1] - pair[0];
                assert!((20.0..=60.0).contains(&gap), "seed {seed}: {gap} s apart");
            }
        }
    }

    #[test]
    fn gulls_are_silent_at_night() {
        assert!((0..20_000).all(|i| score(f64::from(i) * 0.1, 4, 1_310.0).is_none()));
    }

    #[test]
    fn gulls_stay_far_and_high_and_fly_no_faster_than_gulls() {
        for bird in 0..GULLS {
            let mut before = gull_position_m(bird, 0.0, 8);
            for i in 1..20_000 {
                let now = gull_position_m(bird, f64::from(i) * 0.05, 8);
                let away = now.iter().map(|x| x * x).sum::<f32>().sqrt();
                assert!((22.0..170.0).contains(&away) && now[1] > 3.5 && now[2] < -12.0, "{now:?}");
                let step = now.iter().zip(before).map(|(a, b)| (a - b).powi(2)).sum::<f32>().sqrt();
                assert!(step / 0.05 < 12.0, "{} m/s", step / 0.05);
                before = now;
            }
        }
    }

    #[test]
    fn the_glide_in_closed_form_is_the_integral_of_the_pitch() {
        let voice = Voice { cycles: 1.0, rise: 0.6, fall: 0.2, harmonics: [0.0; HARMONICS] };
        let mut turns = 0.0_f64;
        for i in 0..1_000 {
            let u = (f64::from(i) + 0.5) / 1_000.0;
            turns += (1.0 + 0.6 * f64::from(bump(u as f32)) - 0.2 * u * u) / 1_000.0;
        }
        let closed = voice.cycles * (1.0 + voice.rise * BUMP * 0.05 - voice.fall / 3.0);
        assert!((turns - f64::from(closed)).abs() < 1e-4, "{turns} against {closed}");
    }
}
