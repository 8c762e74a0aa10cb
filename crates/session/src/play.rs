//! The things of an exercise at any moment, in closed form: where they are, how warm they glow, and which can be touched.
//!
//! Looking at a thing for a while touches it (`Act::Touch`); all else follows from when that was.

use crate::{
    clock::WorldTime,
    guide::{Guide, guided_length},
    state::{RunningExercise, State},
};
use catalogue::{Exercise, Look, Posture, THINGS_MAX, Thing, Things};
use core::f64::consts::TAU;

/// When each of the [`THINGS_MAX`] things was touched last; written out as [`Things`] is.
pub type Touches = [Option<WorldTime>; 9];

/// Things come over so many seconds.
const COME_S: f64 = 3.0;
/// And go over so many, once the exercise has ended.
const GO_S: f64 = 2.0;
/// What rang can ring again after so many seconds.
const AGAIN_S: f32 = 2.0;
/// How many bubbles, rings, bowls, and parts of the butterfly's way there are.
const BUBBLES: usize = 8;
const RINGS: usize = 6;
const BOWLS: usize = 5;
const ARCS: usize = 8;
/// The butterfly flies its eight in so many seconds: about five degrees a second, easily followed.
const EIGHT_S: f64 = 28.0;
/// The board that bowls stand on, metres above the seated eyes.
const BOARD_UP_M: f32 = -0.532;
/// A flower of light stays so long after the butterfly was followed there, seconds.
const BLOOM_S: f64 = 75.0;

/// The things of the exercise that runs, or of the one that has just ended, at this moment.
pub fn things(state: &State, at: WorldTime) -> Things {
    let Some((running, there)) = shown(state, at) else { return Things::default() };
    let moment = Moment { running, seed: state.seed, at, touches: &state.touches };
    let mut things = match running.exercise {
        Exercise::Bubbles => std::array::from_fn(|n| moment.bubble(n)),
        Exercise::MusicalCircles => std::array::from_fn(|n| moment.ring(n)),
        Exercise::SingingBowls => std::array::from_fn(|n| moment.bowl(n)),
        Exercise::Butterfly => {
            std::array::from_fn(|n| if n == 0 { moment.butterfly() } else { moment.bloom(n) })
        }
        Exercise::BodyScan | Exercise::MuscleRelaxation => {
            std::array::from_fn(|n| if n == 0 { moment.orb() } else { absent() })
        }
        Exercise::PacedBreathing | Exercise::CoherenceGarden | Exercise::ResonanceFinder => Things::default(),
    };
    for thing in &mut things {
        thing.shown *= there;
    }
    things
}

/// The things that can be touched now, each with its number. The butterfly has the number of the part of its way that it
/// flies through, so that following it touches one after another.
pub fn touchable(state: &State, at: WorldTime) -> impl Iterator<Item = (u8, Thing)> {
    let runs = state.exercise;
    let things = things(state, at);
    (0..THINGS_MAX).filter_map(move |n| {
        let running = runs?;
        let thing = things.get(n).copied()?;
        let number = match thing.look {
            Look::Bubble | Look::Ring | Look::Bowl => n,
            Look::Butterfly => arc(&running, at),
            Look::Absent | Look::Bloom | Look::Orb => return None,
        };
        // A bubble's time is that of its own way: one that was touched is gone until the next.
        let free = match thing.look {
            Look::Bubble => thing.touched_s < 0.0,
            Look::Butterfly => {
                let touched = state.touches.get(number).copied().flatten();
                touched.is_none_or(|touched| at.since(touched) > WorldTime::from_secs(8))
            }
            _ => !(0.0..AGAIN_S).contains(&thing.touched_s),
        };
        if !free || thing.shown <= 0.5 {
            return None;
        }
        Some((u8::try_from(number).ok()?, thing))
    })
}

/// The exercise whose things are there, and how far.
fn shown(state: &State, at: WorldTime) -> Option<(RunningExercise, f32)> {
    if let Some(running) = state.exercise {
        let came = at.since(running.began).as_secs_f64() / COME_S;
        return Some((running, eased(came) as f32));
    }
    let (running, ended) = state.ended?;
    let gone = at.since(ended).as_secs_f64() / GO_S;
    // Who ends it before it has come sees no more of it than there was.
    let came = ended.since(running.began).as_secs_f64() / COME_S;
    (gone < 1.0).then(|| (running, (eased(came) * (1.0 - eased(gone))) as f32))
}

struct Moment<'a> {
    running: RunningExercise,
    seed: u64,
    at: WorldTime,
    touches: &'a Touches,
}

impl Moment<'_> {
    fn passed_s(&self) -> f64 {
        self.at.since(self.running.began).as_secs_f64()
    }

    /// Seconds since this thing was touched, −1 where it was not or `longer_s` is over.
    fn touched_s(&self, n: usize, longer_s: f64) -> f32 {
        let touched = self.touches.get(n).copied().flatten();
        let since = touched.map(|touched| self.at.since(touched).as_secs_f64());
        since.filter(|since| *since < longer_s).map_or(-1.0, |since| since as f32)
    }

    /// Bubbles rise side by side, each in its own lane and time.
    fn bubble(&self, n: usize) -> Thing {
        if n >= BUBBLES {
            return absent();
        }
        let lane = n as f64;
        let period_s = 19.0 + 1.3 * ((lane * 5.0) % 8.0);
        let turns = self.passed_s() / period_s + (lane * 0.618) % 1.0;
        let (cycle, way) = (libm::floor(turns), turns - libm::floor(turns));
        let chance = |what: u64| chance(self.seed, n as u64 * 64 + what, cycle as u64);
        let time_s = self.passed_s();
        let bearing = -38.5
            + 11.0 * lane
            + (chance(1) - 0.5)
            + 0.8 * libm::sin(TAU * time_s / (5.0 + lane * 0.4) + lane);
        let up = -23.0 + 46.0 * way + 0.8 * libm::sin(TAU * time_s / 3.7 + 2.0 * lane);
        let distance_m = 2.2 + 0.8 * chance(2);
        let radius_m = distance_m * libm::tan((2.5 + 1.1 * chance(3)).to_radians());
        // A touch counts for the way on which it was.
        let began_way_s = way * period_s;
        let touched_s = self.touched_s(n, began_way_s);
        let shown = eased(way / 0.14) * eased((1.0 - way) / 0.14);
        Thing {
            look: Look::Bubble,
            at_m: placed(bearing, up, distance_m),
            radius_m: radius_m as f32,
            shown: shown as f32,
            warm: chance(4) as f32,
            touched_s,
            heading_rad: 0.0,
        }
    }

    /// Rings stand around in an arc, and hardly move. Now and then one glows a little, as an invitation.
    fn ring(&self, n: usize) -> Thing {
        if n >= RINGS {
            return absent();
        }
        let height = [1.0, -5.0, 5.0, -2.5, 6.5, -0.5];
        let time_s = self.passed_s();
        let bearing = 15.0 * (n as f64 - 2.5);
        let up =
            height.get(n).copied().unwrap_or(0.0) + 0.6 * libm::sin(TAU * time_s / 11.0 + 1.7 * n as f64);
        let (turn, within) = (libm::floor(time_s / 9.0), (time_s / 9.0) % 1.0);
        let invited = (chance(self.seed, 900, turn as u64) * RINGS as f64) as usize == n;
        let wave = libm::sin(core::f64::consts::PI * within);
        let invitation = if invited { 0.28 * wave * wave } else { 0.0 };
        let touched_s = self.touched_s(n, 30.0);
        Thing {
            look: Look::Ring,
            at_m: placed(bearing, up, 2.4),
            radius_m: 0.19,
            shown: 1.0,
            warm: (glow(touched_s, 5.0) + invitation).min(1.0) as f32,
            touched_s,
            heading_rad: 0.0,
        }
    }

    /// Bowls stand in a row on their bench, the largest left.
    fn bowl(&self, n: usize) -> Thing {
        if n >= BOWLS {
            return absent();
        }
        let radius_m = [0.150, 0.134, 0.118, 0.104, 0.092].get(n).copied().unwrap_or(0.1);
        let touched_s = self.touched_s(n, 30.0);
        Thing {
            look: Look::Bowl,
            // Each stands on its felt, and all on one board.
            at_m: [0.34 * (n as f32 - 2.0), BOARD_UP_M + 0.63 * radius_m, -1.45],
            radius_m,
            shown: 1.0,
            warm: glow(touched_s, 6.0) as f32,
            touched_s,
            heading_rad: 0.0,
        }
    }

    fn butterfly(&self) -> Thing {
        let turns = turns(&self.running, self.at);
        let ([bearing, up], [next, _]) = (eight(turns), eight(turns + 0.004));
        let time_s = self.passed_s();
        let flutter = 0.5 * libm::sin(TAU * time_s / 1.3) + 0.3 * libm::sin(TAU * time_s / 0.83);
        // The more of its last round was followed, the warmer it glows.
        let ages = (1..=ARCS).map(|n| f64::from(self.touched_s(n, EIGHT_S)));
        let followed: f64 = ages.filter(|age_s| *age_s >= 0.0).map(|age_s| 1.0 - age_s / EIGHT_S).sum();
        Thing {
            look: Look::Butterfly,
            at_m: placed(bearing, up + flutter, 2.0),
            radius_m: 0.11,
            shown: 1.0,
            warm: (followed / 4.0).min(1.0) as f32,
            touched_s: -1.0,
            heading_rad: if next >= bearing { 1.1 } else { -1.1 },
        }
    }

    /// The flower of light on the middle of this part of the butterfly's way.
    fn bloom(&self, n: usize) -> Thing {
        let touched_s = self.touched_s(n, BLOOM_S);
        if touched_s < 0.0 || n > ARCS {
            return absent();
        }
        let [bearing, up] = eight((n as f64 - 0.5) / ARCS as f64);
        let age_s = f64::from(touched_s);
        Thing {
            look: Look::Bloom,
            at_m: placed(bearing, up, 2.3),
            radius_m: 0.17,
            shown: (eased(age_s / 2.5) * eased((BLOOM_S - age_s) / 12.0)) as f32,
            warm: glow(touched_s, 4.0) as f32,
            touched_s,
            heading_rad: 0.0,
        }
    }

    /// A light that goes along with the voice: through the body from below to above, or closer with tension and wider
    /// with letting go.
    fn orb(&self) -> Thing {
        // After its last line it stays as it was, while it goes.
        let length = guided_length(self.running.exercise, self.running.breathing.pace_milli_bpm);
        let last = self.running.began + length.unwrap_or_default() - WorldTime::from_millis(1);
        let at = self.at.min(last);
        let Some(guide) = Guide::at(&self.running, at) else { return absent() };
        let said_s = at.since(guide.since).as_secs_f64();
        let wide = |posture| match posture {
            Posture::Rests => 0.17,
            Posture::Tenses => 0.10,
            Posture::LetsGo => 0.25,
        };
        let from = guide.before.map_or(Posture::Rests, |line| line.posture);
        let share = eased(said_s / 4.0);
        let breathes = 1.0 + 0.05 * libm::sin(TAU * self.passed_s() / 10.0);
        let radius_m = (wide(from) + (wide(guide.line.posture) - wide(from)) * share) * breathes;
        let up_m =
            if self.running.exercise == Exercise::BodyScan { -0.30 + 0.70 * guide.share } else { 0.12 };
        let speaks = eased(said_s / 1.5) * eased((f64::from(guide.line.say_s) - said_s) / 2.0 + 1.0);
        Thing {
            look: Look::Orb,
            at_m: [0.0, up_m as f32, -2.5],
            radius_m: radius_m as f32,
            shown: 1.0,
            warm: (0.35 + 0.4 * speaks) as f32,
            touched_s: -1.0,
            heading_rad: 0.0,
        }
    }
}

/// How often the butterfly has flown its eight.
fn turns(running: &RunningExercise, at: WorldTime) -> f64 {
    at.since(running.began).as_secs_f64() / EIGHT_S
}

/// The part of the butterfly's way that it flies through now, from 1.
fn arc(running: &RunningExercise, at: WorldTime) -> usize {
    let turns = turns(running, at);
    ((turns - libm::floor(turns)) * ARCS as f64) as usize % ARCS + 1
}

/// A lying eight (Gerono's lemniscate): degrees to the right and up.
fn eight(turns: f64) -> [f64; 2] {
    let angle = TAU * turns;
    [24.0 * libm::sin(angle), -3.0 + 7.0 * libm::sin(2.0 * angle)]
}

/// Metres from the seated eyes of what stands so many degrees to the right and up, this far away.
fn placed(bearing_deg: f64, up_deg: f64, distance_m: f64) -> [f32; 3] {
    let (bearing, up) = (bearing_deg.to_radians(), up_deg.to_radians());
    let level = libm::cos(up) * distance_m;
    [libm::sin(bearing) * level, libm::sin(up) * distance_m, -libm::cos(bearing) * level].map(|m| m as f32)
}

/// What glows after a touch: rises within a quarter of a second, and falls to 1/e in `fall_s`.
fn glow(touched_s: f32, fall_s: f64) -> f64 {
    let since = f64::from(touched_s);
    if since < 0.0 { 0.0 } else { eased(since / 0.25) * libm::exp(-since / fall_s) }
}

/// 0 to 1 without corners.
fn eased(share: f64) -> f64 {
    let share = share.clamp(0.0, 1.0);
    share * share * (3.0 - 2.0 * share)
}

/// A number from 0 to 1 that follows from these three (SplitMix64, Steele, Lea and Flood 2014).
fn chance(seed: u64, what: u64, turn: u64) -> f64 {
    let mut bits = seed ^ what.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ turn.wrapping_mul(0xd1b5_4a32_d192_ed03);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((bits ^ (bits >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}

fn absent() -> Thing {
    Thing { touched_s: -1.0, ..Thing::default() }
}
