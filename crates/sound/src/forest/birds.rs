//! Birds of the wood by their hour: robin, chiffchaff, blackbird, wood pigeon, a woodpecker that drums, an owl after dusk.

use crate::curve::{ease, mix, sine};
use crate::meadow::life::SongNote;
use crate::noise::Key;

/// Where the robin sings, in metres right, up and behind from the ears: on the trunk over the brook, where it is seen.
pub const ROBIN_M: [f32; 3] = [3.72, -0.83, -3.88];

/// A bird at one moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Singer {
    /// The note that it is singing, if any.
    pub note: Option<SongNote>,
    /// Where it is heard, in metres right, up and behind.
    pub position_m: [f32; 3],
}

/// How a bird sings.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Robin,
    Chiffchaff,
    Blackbird,
    Pigeon,
    Woodpecker,
    Owl,
}

impl Kind {
    /// How likely it is to be heard at a time of day, 0 to 1.
    fn awake(self, minutes: f32) -> f32 {
        let between = |from: f32, to: f32| {
            ease((from - 0.4) * 60.0, from * 60.0, minutes) * ease((to + 0.4) * 60.0, to * 60.0, minutes)
        };
        match self {
            Kind::Robin => between(5.2, 9.0).max(between(17.0, 21.4)).max(0.4 * between(5.2, 21.4)),
            Kind::Chiffchaff => between(6.0, 19.0),
            Kind::Blackbird => between(5.2, 8.0).max(between(18.5, 21.2)),
            Kind::Pigeon => 0.8 * between(6.0, 20.5),
            Kind::Woodpecker => 0.9 * between(7.0, 18.0),
            Kind::Owl => between(21.3, 28.0),
        }
    }

    /// Where it sits.
    const fn perch(self) -> [f32; 3] {
        match self {
            Kind::Robin => ROBIN_M,
            Kind::Chiffchaff => [-5.6, 8.4, -4.6],
            Kind::Blackbird => [10.5, 6.0, -13.0],
            Kind::Pigeon => [-14.0, 9.0, 7.0],
            Kind::Woodpecker => [-19.0, 7.5, -31.0],
            Kind::Owl => [24.0, 8.0, 18.0],
        }
    }

    /// Note number `note` of a verse: seconds until the next begins, its length, pitch at both ends, gain; or none after
    /// the last.
    fn note(self, note: i64, key: Key, verse: i64) -> Option<(f32, f32, (f32, f32), f32)> {
        let die = |n: u32| key.child(n).chance(verse);
        let each = |n: u32| key.child(40 + n).chance(verse * 64 + note);
        match self {
            // Clear notes that leap, some drawn out, some a quick ripple; it falls silent without an end.
            Kind::Robin => {
                let (count, ripple) = (7 + (6.0 * die(1)) as i64, each(0) > 0.62);
                let hz = mix(2_500.0, 5_800.0, each(1) * each(1));
                let gap = if ripple { 0.075 } else { mix(0.14, 0.34, each(2)) };
                let slide = if ripple { 0.82 } else { mix(0.86, 1.16, each(3)) };
                (note < count).then_some((gap, 0.86 * gap, (hz, hz * slide), 0.55 * mix(0.5, 1.0, each(4))))
            }
            // Its own name, over and over: two tones, evenly.
            Kind::Chiffchaff => {
                let count = 7 + (9.0 * die(1)) as i64;
                let top = if each(0) > 0.45 { 5_100.0 } else { 4_000.0 } * mix(0.97, 1.03, die(2));
                (note < count).then_some((0.30, 0.115, (1.10 * top, 0.72 * top), 0.50))
            }
            // Slow flutes, then a squeaky flourish.
            Kind::Blackbird => {
                let count = 4 + (3.0 * die(1)) as i64;
                let last = note + 1 == count;
                let hz = mix(1_550.0, 2_500.0, each(0)) * if last { 1.7 } else { 1.0 };
                let gap = if last { 0.22 } else { mix(0.24, 0.46, each(1)) };
                (note < count).then_some((
                    gap,
                    0.80 * gap,
                    (hz, hz * mix(0.80, 1.24, each(2))),
                    if last { 0.35 } else { 0.85 },
                ))
            }
            // Five coos, the second the longest; twice or three times.
            Kind::Pigeon => {
                let (count, beat) = (5 * (2 + (2.0 * die(1)) as i64), (note % 5) as usize);
                let length = [0.30, 0.62, 0.38, 0.26, 0.30][beat];
                let gap = length + [0.06, 0.10, 0.22, 0.06, 0.62][beat];
                let hz = [440.0, 505.0, 470.0, 445.0, 432.0][beat] * mix(0.97, 1.03, die(2));
                (note < count).then_some((gap, length, (hz, 0.965 * hz), 1.0))
            }
            // A short roll that quickens and dies away.
            Kind::Woodpecker => {
                let (count, share) = (11 + (5.0 * die(1)) as i64, note as f32 / 14.0);
                let hz = mix(820.0, 1_050.0, die(2));
                (note < count).then_some((
                    mix(0.058, 0.046, share),
                    0.028,
                    (1.08 * hz, 0.90 * hz),
                    mix(1.0, 0.25, share.min(1.0)),
                ))
            }
            // A long hoot, a pause, a short one and a long one that trembles.
            Kind::Owl => {
                let (gap, length) = match note {
                    0 => (3.1, 0.95),
                    1 => (0.55, 0.16),
                    _ => (1.4, 1.30),
                };
                let hz = mix(610.0, 680.0, die(2));
                (note < 3).then_some((gap, length, (hz, 0.95 * hz), 0.9))
            }
        }
    }
}

/// Who may sing close by and who deeper in the wood, and how long each verse has, in seconds.
const STAGES: [(&[Kind], f64, f32); 2] = [
    (&[Kind::Robin, Kind::Chiffchaff], 16.0, NEAR),
    (&[Kind::Blackbird, Kind::Pigeon, Kind::Woodpecker, Kind::Owl], 23.0, FAR),
];

/// The bird close by and the one deeper in the wood at `time_s`.
pub fn singers(time_s: f64, seed: u64, minutes: f32) -> [Singer; 2] {
    let key = Key::new(seed, u32::from_be_bytes(*b"bird"));
    [0, 1].map(|stage: usize| {
        let (kinds, verse_s, level) = STAGES[stage];
        let key = key.child(stage as u32);
        let verse = (time_s / verse_s).floor() as i64;
        let die = |n: u32| key.child(n).chance(verse);
        // One of those who are awake, by how much they are.
        let total: f32 = kinds.iter().map(|kind| kind.awake(minutes)).sum();
        let mut left = die(10) * total.max(1e-6);
        let chosen = kinds.iter().copied().find(|kind| {
            left -= kind.awake(minutes);
            left <= 0.0
        });
        let kind = chosen.unwrap_or(kinds[0]);
        let awake = kind.awake(minutes);
        let mut singer = Singer { note: None, position_m: kind.perch() };
        // Every fourth verse is silence.
        if time_s < 0.0 || awake <= 0.01 || die(11) > 0.35 + 0.40 * awake {
            return singer;
        }
        let mut began_s = verse as f64 * verse_s + 1.0 + 0.30 * verse_s * f64::from(die(12));
        let mut note = 0;
        while let Some((gap_s, length_s, hz, loud)) = kind.note(note, key, verse) {
            if time_s < began_s {
                break;
            }
            if time_s < began_s + f64::from(gap_s) {
                // A verse swells in.
                let swell = mix(0.45, 1.0, sine(0.25 * (note as f32 / 3.0).min(1.0)));
                singer.note =
                    Some(SongNote { began_s, length_s, hz, gain: level * awake.min(1.0) * loud * swell });
                break;
            }
            began_s += f64::from(gap_s);
            note += 1;
        }
        singer
    })
}

const NEAR: f32 = 3.0;
const FAR: f32 = 2.4;

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(minutes: f32, kinds: &[Kind]) -> usize {
        let places: Vec<[f32; 3]> = kinds.iter().map(|kind| kind.perch()).collect();
        (0..36_000)
            .flat_map(|i| singers(f64::from(i) * 0.1, 7, minutes))
            .filter(|singer| singer.note.is_some() && places.contains(&singer.position_m))
            .count()
    }

    #[test]
    fn each_bird_sings_at_its_own_hour_and_there_is_silence_between() {
        assert!(heard(360.0, &[Kind::Blackbird]) > 100 && heard(760.0, &[Kind::Blackbird]) == 0);
        assert!(heard(760.0, &[Kind::Chiffchaff]) > 500 && heard(1_290.0, &[Kind::Chiffchaff]) == 0);
        assert!(heard(1_310.0, &[Kind::Owl]) > 50 && heard(900.0, &[Kind::Owl]) == 0);
        assert!(heard(700.0, &[Kind::Woodpecker]) > 20);
        let all = [Kind::Robin, Kind::Chiffchaff, Kind::Blackbird, Kind::Pigeon, Kind::Woodpecker, Kind::Owl];
        for minutes in [360.0, 700.0, 1_140.0, 1_300.0] {
            let notes = heard(minutes, &all);
            assert!((300..24_000).contains(&notes), "{notes} tenths of a second with a note at {minutes}");
        }
    }

    #[test]
    fn a_verse_ends_before_the_next_begins() {
        for i in 0..40_000 {
            let time = f64::from(i) * 0.05;
            for singer in singers(time, 3, 420.0) {
                if let Some(note) = singer.note {
                    assert!((0.0..2.0).contains(&(time - note.began_s)) && note.length_s < 2.0);
                }
            }
        }
    }
}
