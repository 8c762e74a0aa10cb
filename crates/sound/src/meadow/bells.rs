//! Cowbells: hammered sheet metal, inharmonic and short, struck when a head moves; every stroke in closed form.

use super::cows;
use crate::block::{Glide, Place, Samples};
use crate::curve::{mix, sine, turns};
use crate::noise::Key;

/// A bell at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BellScore {
    /// Gain by distance.
    pub gain: f32,
    /// Where it is heard, in metres right, up and behind.
    pub position_m: [f32; 3],
}

/// The bell of cow number `cow` at `time_s`: it hangs at the cow's throat.
pub(crate) fn score(cow: usize, time_s: f64, seed: u64) -> BellScore {
    let pose = cows::pose(cow, time_s, seed);
    let [x, z] = pose.place_m;
    let (ahead_x, ahead_z) = (pose.heading_rad.sin(), -pose.heading_rad.cos());
    let position_m = [x + 1.1 * ahead_x, mix(-0.3, -0.75, pose.graze), z + 1.1 * ahead_z];
    BellScore { gain: (13.0 / position_m[0].hypot(position_m[2])).min(1.4), position_m }
}

/// Pitches of the partials as multiples of the lowest, with their strength and how fast they die away (per second);
/// after measurements of Alpine sheet-metal bells, whose modes follow no series.
const PARTIALS: [(f32, f32, f32); 6] = [
    (1.0, 1.0, 5.2),
    (1.47, 0.62, 6.5),
    (2.09, 0.55, 8.5),
    (2.56, 0.30, 11.0),
    (3.71, 0.22, 16.0),
    (5.18, 0.10, 24.0),
];

/// The clapper may fall once in each of these stretches of time, in seconds.
const SLOT_S: f64 = 0.21;
/// Strokes that still ring.
const RINGING: i64 = 6;

/// What makes a bell's sound; it keeps no state, since every stroke follows from the time.
#[derive(Clone, Debug)]
pub(crate) struct Bell {
    key: Key,
    seed: u64,
    cow: usize,
    lowest_hz: f32,
}

impl Bell {
    pub(crate) fn new(key: Key, seed: u64, cow: usize, lowest_hz: f32) -> Self {
        Self { key, seed, cow, lowest_hz }
    }

    /// Fills `out` with the block at `place`.
    pub(crate) fn render(&self, place: &Place, from: &BellScore, to: &BellScore, out: &mut Samples) {
        out.fill(0.0);
        let now = (place.time_s / SLOT_S).floor() as i64;
        for slot in now - RINGING..=now {
            let chance = self.key.chance(slot);
            let struck_s = (slot as f64 + 0.75 * f64::from(self.key.child(1).chance(slot))) * SLOT_S;
            let since_s = (place.time_s - struck_s) as f32;
            let left = 1.0 - since_s / (RINGING as f32 * SLOT_S as f32);
            // A stroke that begins within this block begins with the next: a millisecond nobody hears.
            if since_s < 0.0 || left <= 0.0 {
                continue;
            }
            let nod = cows::pose(self.cow, struck_s, self.seed).nod;
            if chance > 0.62 * nod {
                continue;
            }
            let strength = mix(0.25, 1.0, self.key.child(2).chance(slot)) * (0.35 + 0.65 * nod) * left * left;
            // It swells from the beginning of the block in which it is first heard.
            let swelling_s = since_s - since_s % (out.len() as f32 * place.step_s as f32);
            let mut gain = Glide::new(LEVEL * from.gain * strength, LEVEL * to.gain * strength);
            let mut voices = PARTIALS.map(|(times, loud, fall)| {
                let hz = self.lowest_hz * times * (1.0 + 0.002 * chance);
                let phase = turns(f64::from(hz), f64::from(since_s));
                let loud = loud * (-fall * since_s).exp();
                let step = (hz * place.step_s as f32).min(0.45);
                let shrink = (-fall * place.step_s as f32).exp();
                // A turning arrow that shrinks: its sine is the partial.
                (
                    loud * sine(phase),
                    loud * sine(phase + 0.25),
                    shrink * sine(step),
                    shrink * sine(step + 0.25),
                )
            });
            for (i, sample) in out.iter_mut().enumerate() {
                // Four milliseconds to swell: metal that is touched, not a tick.
                let attack = ((swelling_s + i as f32 * place.step_s as f32) * 250.0).min(1.0);
                let mut sum = 0.0;
                for (s, c, turn_s, turn_c) in &mut voices {
                    sum += *s;
                    (*s, *c) = (*s * *turn_c + *c * *turn_s, *c * *turn_c - *s * *turn_s);
                }
                *sample += gain.next() * attack * sum;
            }
        }
    }
}

const LEVEL: f32 = 0.066;
