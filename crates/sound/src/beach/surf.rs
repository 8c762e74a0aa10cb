//! The surf at one place along the beach: a roar that nears, the break, water running up, the hiss and fizz of its retreat.

use crate::block::{BLOCK, Glide, Place, Samples};
use crate::bubbles::{Bubbles, Kind};
use crate::curve::{ease, mix, sine};
use crate::filter::{Pink, Svf};
use crate::noise::Key;
use crate::setting::EARS_M;
use crate::shore;
use crate::swash::{self, BREAK_M, NEARING_MPS};

/// What the surf does at one moment; all gains are factors of amplitude.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SurfScore {
    /// The low roar of a wave that nears and falls.
    pub roar: f32,
    /// The body of the breaking wave.
    pub crash: f32,
    /// How bright that body is: its upper corner in hertz.
    pub crash_hz: f32,
    /// Water running up the sand.
    pub wash: f32,
    /// Its middle pitch in hertz.
    pub wash_hz: f32,
    /// Water drawn back over sand and small shells.
    pub hiss: f32,
    /// Foam left behind, whose bubbles burst.
    pub foam: f32,
    /// Small wavelets that lap at the edge between the great waves.
    pub lap: f32,
    /// Where it is heard: metres right, up and towards the client's back (−Z is the sea), from the client's ears.
    pub position_m: [f32; 3],
}

/// From the first spilling to the full fall, in seconds: long enough to startle no one.
const FALLING_S: f32 = 0.9;

/// The surf at `time_s`, `across_m` to the right of the line straight ahead, for a client who is `calm`.
///
/// Three waves sound together: the one that draws back, the one that breaks and the one that nears. Each comes from
/// nothing and goes to nothing by itself, so they hand over without a seam.
pub(crate) fn score(time_s: f64, seed: u64, calm: f32, across_m: f32) -> SurfScore {
    let time_s = time_s.max(0.0);
    let current = swash::current_run(time_s, seed).index;
    let mut surf = SurfScore::default();
    let (mut bright, mut weight, mut offshore_m) = (0.0, 0.02, 0.02 * BREAK_M);
    for index in current.saturating_sub(1)..=current + 1 {
        let run = swash::run(index, seed);
        let since_s = (time_s - run.break_s) as f32 - delay_s(across_m, run.outline as f32);
        let wave = Wave::new(since_s, &run);
        surf.roar += wave.roar;
        surf.crash += wave.crash;
        surf.wash = surf.wash.max(wave.wash);
        surf.hiss = surf.hiss.max(wave.hiss);
        surf.foam = surf.foam.max(wave.foam);
        bright += wave.bright;
        let loudness = wave.roar + wave.crash + 0.5 * wave.wash + 0.3 * wave.hiss;
        weight += loudness;
        offshore_m += loudness * wave.offshore_m;
    }
    let key = Key::new(seed, u32::from_be_bytes(*b"lap ")).child(across_m as i32 as u32);
    let wavelet =
        (0.7 * key.wander(time_s, 1.0 / 1.7) + 0.5 * key.child(1).wander(time_s, 1.0 / 3.1) + 0.12).max(0.0);
    surf.lap = wavelet * wavelet;
    surf.crash *= mix(1.0, 0.88, calm);
    surf.crash_hz = mix(1.0, 0.78, calm) * (700.0 + 7_000.0 * bright.min(1.0));
    surf.wash_hz = mix(650.0, 1_900.0, surf.wash);
    let edge_m = shore::z_m(across_m) + swash::REST_M as f32;
    surf.position_m = [across_m, -EARS_M, edge_m - offshore_m / weight];
    surf
}

/// One wave's share in the score, `since_s` seconds after it breaks here (negative: it still nears).
struct Wave {
    roar: f32,
    crash: f32,
    bright: f32,
    wash: f32,
    hiss: f32,
    foam: f32,
    /// How far its crest, later its edge, lies off the resting edge.
    offshore_m: f32,
}

impl Wave {
    fn new(since_s: f32, run: &swash::Run) -> Self {
        let (low, high) = swash::REACH_M;
        let height = mix(0.55, 1.0, ((run.reach_m - low) / (high - low)) as f32);
        if since_s < 0.0 {
            // The crest begins to spill before it falls, so a break is never sudden.
            let spilling = left(-since_s, 2.6);
            return Self {
                roar: height * left(-since_s, 3.4),
                crash: SPILLED * height * spilling,
                bright: SPILLED * height * spilling,
                wash: 0.0,
                hiss: 0.0,
                foam: 0.0,
                offshore_m: BREAK_M - NEARING_MPS * since_s,
            };
        }
        let (share, share_per_s) = swash::run_up(f64::from(since_s));
        let speed_mps = (run.reach_m * share_per_s) as f32;
        let bore_s = swash::BORE_S as f32;
        let fallen = mix(SPILLED, 1.0, ease(0.0, FALLING_S, since_s));
        let fallen_s = since_s - FALLING_S;
        let fall = 0.66 * left(fallen_s, 2.8) + 0.34 * left(fallen_s, 7.0);
        let running = (speed_mps / 3.6).clamp(0.0, 1.0) * ease(bore_s, bore_s + 0.5, since_s);
        // Where the sheet of water turns it still spreads and sinks in, so the wash does not stop with the edge.
        let spreading = 0.42 * height * ease(bore_s, bore_s + 1.2, since_s) * left(since_s - 2.6, 4.2);
        let turned_s = since_s - bore_s - (swash::UPRUSH_SHARE * swash::SWASH_S) as f32;
        Self {
            roar: height * left(since_s, 4.2),
            crash: height * fallen * fall,
            bright: height * fallen * left(fallen_s, 3.4),
            wash: running.max(spreading) + 0.5 * running.min(spreading),
            hiss: (-speed_mps / 1.5).clamp(0.0, 1.0) * (1.0 - turned_s / 5.5).clamp(0.0, 1.0),
            foam: height * ease(0.15, 1.9, since_s) * left(since_s - 1.9, 6.0).sqrt(),
            offshore_m: BREAK_M * (1.0 - since_s / bore_s).max(0.0) - (run.reach_m * share) as f32,
        }
    }
}

/// Loudness of a crest that spills, beside that of the same wave fallen.
const SPILLED: f32 = 0.34;

/// How much later a wave reaches the beach `across_m` to the right than straight ahead, in seconds.
///
/// The same formula draws its crest (`run_delay` in the beach's shaders).
fn delay_s(across_m: f32, outline: f32) -> f32 {
    let wave = |(late_s, per_m): (f32, f32), turns: f32| {
        late_s * (sine(per_m * across_m / std::f32::consts::TAU + turns) - sine(turns))
    };
    wave(swash::DELAYS[0], outline) + wave(swash::DELAYS[1], 2.0 * outline)
}

/// 1 at and before 0, falling to 0 after `length` seconds, fastest at first.
fn left(at_s: f32, length: f32) -> f32 {
    let u = (1.0 - at_s / length).clamp(0.0, 1.0);
    u * u
}

/// What makes the surf's sound at one place.
#[derive(Clone, Debug)]
pub(crate) struct Surf {
    key: Key,
    body: Pink,
    water: Pink,
    rumble: [Svf; 2],
    floor: Svf,
    crash: [Svf; 2],
    wash: Svf,
    sand: Svf,
    hiss: Svf,
    air: Svf,
    fizz: Bubbles<14>,
    gurgle: Bubbles<8>,
}

impl Surf {
    pub(crate) fn new(key: Key, sample_rate: f32) -> Self {
        let filter = |hz, q| Svf::new(sample_rate, hz, q);
        Self {
            key,
            body: Pink::default(),
            water: Pink::default(),
            rumble: [filter(190.0, 0.7), filter(330.0, 0.6)],
            floor: filter(58.0, 0.7),
            crash: [filter(1_000.0, 0.55), filter(110.0, 0.6)],
            wash: filter(900.0, 0.45),
            sand: filter(2_300.0, 0.6),
            hiss: filter(3_400.0, 0.6),
            air: filter(9_000.0, 0.6),
            fizz: Bubbles::new(
                key.child(10),
                Kind { pitch_hz: (2_400.0, 9_500.0), decay_s: (0.000_6, 0.002_4), rise: 0.1 },
            ),
            gurgle: Bubbles::new(
                key.child(11),
                Kind { pitch_hz: (420.0, 1_500.0), decay_s: (0.005, 0.018), rise: 0.25 },
            ),
        }
    }

    /// Fills `out` with the block at `place`, between the scores at its two edges.
    pub(crate) fn render(&mut self, place: &Place, from: &SurfScore, to: &SurfScore, out: &mut Samples) {
        self.crash[0].tune(to.crash_hz, 0.55);
        self.wash.tune(to.wash_hz, 0.45);
        let (rough, rough_end) = (self.rough(place.time_s), self.rough(place.end_s()));
        let (lap, lap_end) = (self.lap(place.time_s), self.lap(place.end_s()));
        let mut roar = Glide::new(ROAR * from.roar, ROAR * to.roar);
        let mut crash = Glide::new(CRASH * from.crash * rough, CRASH * to.crash * rough_end);
        let shallow = |s: &SurfScore| WASH * (s.wash + LAP * s.lap);
        let mut wash = Glide::new(shallow(from) * lap, shallow(to) * lap_end);
        let mut sand = Glide::new(SAND * from.hiss * lap, SAND * to.hiss * lap_end);
        let air = |s: &SurfScore, lap: f32| AIR * (s.hiss + 0.75 * s.foam + 0.12 * s.lap) * (0.6 + 0.4 * lap);
        let mut hiss = Glide::new(air(from, lap), air(to, lap_end));
        let mut white_body = self.key.child(1).white(place.start);
        let mut white_water = self.key.child(2).white(place.start);

        let mut grains = [0.0; BLOCK];
        self.fizz.add(place, 25.0 + 1_900.0 * to.foam * to.foam, FIZZ * (0.03 + to.foam).sqrt(), &mut grains);
        let wet = to.wash + 0.6 * to.hiss + 0.5 * to.lap;
        self.gurgle.add(place, 140.0 * wet, GURGLE * wet.sqrt(), &mut grains);

        for (sample, grain) in out.iter_mut().zip(grains) {
            let body = self.body.run(white_body.next());
            let raw = white_water.next();
            let water = self.water.run(raw);
            let deep = self.rumble[0].run(body).low;
            let low = self.rumble[1].run(deep).low;
            let falling = self.crash[0].run(body).low;
            let broken = self.crash[1].run(falling).high;
            let run_up = self.wash.run(water).band;
            let drawn = self.sand.run(water).band;
            let bright = self.air.run(self.hiss.run(raw).high).low;
            let dry = roar.next() * low
                + crash.next() * broken
                + wash.next() * run_up
                + sand.next() * drawn
                + hiss.next() * bright;
            *sample = self.floor.run(dry).high + grain;
        }
    }

    /// The tumbling of broken water: a quick unevenness around 1.
    fn rough(&self, time_s: f64) -> f32 {
        1.0 + 0.18 * self.key.child(3).wander(time_s, 9.0)
            + 0.13 * self.key.child(4).wander(time_s, 26.0)
            + 0.12 * self.key.child(5).wander(time_s, 3.1)
    }

    /// The unevenness of water on sand, slower and softer.
    fn lap(&self, time_s: f64) -> f32 {
        1.0 + 0.25 * self.key.child(6).wander(time_s, 2.3) + 0.15 * self.key.child(7).wander(time_s, 7.7)
    }
}

const ROAR: f32 = 0.62;
const CRASH: f32 = 0.53;
const WASH: f32 = 0.58;
const LAP: f32 = 0.45;
const SAND: f32 = 0.20;
const AIR: f32 = 0.025;
const FIZZ: f32 = 0.068;
const GURGLE: f32 = 0.06;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_score_never_jumps_anywhere_along_the_beach() {
        for across_m in [-10.0, 0.0, 10.0] {
            let mut before = score(0.0, 3, 0.0, across_m);
            for i in 1..400_000 {
                let now = score(f64::from(i) * 0.001, 3, 0.0, across_m);
                for (a, b) in [
                    (now.roar, before.roar),
                    (now.crash, before.crash),
                    (now.wash, before.wash),
                    (now.hiss, before.hiss),
                    (now.foam, before.foam),
                    (now.lap, before.lap),
                    (now.crash_hz / 7_000.0, before.crash_hz / 7_000.0),
                    (now.position_m[2] / 10.0, before.position_m[2] / 10.0),
                ] {
                    assert!((a - b).abs() < 0.02, "{across_m} m at {i} ms: {before:?} to {now:?}");
                }
                before = now;
            }
        }
    }

    #[test]
    fn the_surf_lies_ahead_between_the_break_and_the_highest_swash() {
        for i in 0..10_000 {
            let [x, y, z] = score(f64::from(i) * 0.05, 12, 0.5, 0.0).position_m;
            assert_eq!((x, y), (0.0, -EARS_M));
            assert!((-28.0..=-3.2).contains(&z), "{z}");
        }
    }
}
