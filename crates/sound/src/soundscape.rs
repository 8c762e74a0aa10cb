//! A world's sound from any moment on: dry, one channel per source, the same samples however one came there.

use crate::beach::{self, Beach};
use crate::block::{BLOCK, Place, Samples};
use crate::forest::{self, Forest};
use crate::lake::{self, Lake};
use crate::meadow::{self, Meadow};
use crate::reef::{self, Reef};
use crate::setting::Setting;

/// Sources with a place of their own, at most.
pub const SOURCES: usize = 6;
/// Seconds that filters need to forget where they were; [`Soundscape::at`] renders them unheard.
pub const PRE_ROLL_S: f64 = 0.5;

/// The worlds that sound, by the number that crosses to the audio thread; numbers are never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum World {
    /// Surf, wind in the marram grass, gulls, crickets in the evening.
    SunsetBeach,
    /// Wind in grass and spruces, cowbells, a far brook, a bird, grasshoppers, crickets in the evening.
    AlpineMeadow,
    /// Surf heard under water, shrimps that crackle, bubbles, a whale far off.
    CoralReef,
    /// Water under a jetty, wind in pines, frogs far off, a loon, an owl.
    StarryLake,
    /// A brook that falls over a ledge and runs by, wind in the crowns, birds by their hour, a woodpecker far off.
    ForestStream,
}

impl World {
    /// Every world, by its number.
    pub const ALL: [Self; 5] =
        [Self::SunsetBeach, Self::AlpineMeadow, Self::CoralReef, Self::StarryLake, Self::ForestStream];

    /// The world with this number, or `None` when this build does not know it.
    pub const fn from_code(code: u32) -> Option<Self> {
        match code {
            0 => Some(Self::SunsetBeach),
            1 => Some(Self::AlpineMeadow),
            2 => Some(Self::CoralReef),
            3 => Some(Self::StarryLake),
            4 => Some(Self::ForestStream),
            _ => None,
        }
    }

    /// This world's number.
    pub const fn code(self) -> u32 {
        match self {
            Self::SunsetBeach => 0,
            Self::AlpineMeadow => 1,
            Self::CoralReef => 2,
            Self::StarryLake => 3,
            Self::ForestStream => 4,
        }
    }
}

/// One block of every channel.
#[derive(Clone, Debug)]
pub struct Channels {
    /// Mono sources, each heard from its own place.
    pub sources: [[f32; BLOCK]; SOURCES],
    /// What has no place: far sea and pacer, left and right.
    pub bed: [[f32; BLOCK]; 2],
}

impl Default for Channels {
    fn default() -> Self {
        Self { sources: [[0.0; BLOCK]; SOURCES], bed: [[0.0; BLOCK]; 2] }
    }
}

impl Channels {
    /// Every channel: first the sources, then the bed's left and right.
    pub(crate) fn all_mut(&mut self) -> impl Iterator<Item = &mut Samples> {
        self.sources.iter_mut().chain(&mut self.bed)
    }
}

/// The voices of one world, on their way through time.
#[derive(Clone, Debug)]
pub struct Soundscape {
    world: World,
    seed: u64,
    sample_rate: f32,
    next_sample: i64,
    next_time_s: f64,
    voices: Voices,
    edge: Edge,
}

/// What makes a world's sound.
#[derive(Clone, Debug)]
enum Voices {
    Beach(Box<Beach>),
    Meadow(Box<Meadow>),
    Reef(Box<Reef>),
    Lake(Box<Lake>),
    Forest(Box<Forest>),
}

/// What sounds in a world at one moment.
#[derive(Clone, Copy, Debug)]
enum Score {
    Beach(beach::Score),
    Meadow(meadow::Score),
    Reef(reef::Score),
    Lake(lake::Score),
    Forest(forest::Score),
}

/// The score and gain at the block edge reached last.
#[derive(Clone, Copy, Debug)]
struct Edge {
    score: Score,
    gain: f32,
}

impl Soundscape {
    /// The sound of `world` from `world_time_s` on (rounded to the grid of blocks), as if it had always run.
    ///
    /// `sample_rate` in hertz (8,000 to 192,000; values outside are brought within).
    pub fn at(world: World, seed: u64, sample_rate: f32, world_time_s: f64, setting: &Setting) -> Self {
        let mut scape = Self::before(world, seed, sample_rate, world_time_s, setting);
        let mut unheard = Channels::default();
        for _ in 0..scape.pre_roll_blocks() {
            scape.render(setting, 1.0, &mut unheard);
        }
        scape
    }

    /// The same, but still [`Soundscape::pre_roll_blocks`] blocks early: for a caller that spreads the run-up.
    pub fn before(world: World, seed: u64, sample_rate: f32, world_time_s: f64, setting: &Setting) -> Self {
        let sample_rate =
            if sample_rate.is_finite() { sample_rate.clamp(8_000.0, 192_000.0) } else { 48_000.0 };
        let blocks_per_s = f64::from(sample_rate) / BLOCK as f64;
        let time_s = if world_time_s.is_finite() { world_time_s.clamp(-1e6, 1e9) } else { 0.0 };
        let block = (time_s * blocks_per_s).round() as i64 - (PRE_ROLL_S * blocks_per_s).ceil() as i64;
        let setting = setting.tidied();
        let next_time_s = block as f64 / blocks_per_s;
        let voices = match world {
            World::SunsetBeach => Voices::Beach(Box::new(Beach::new(seed, sample_rate))),
            World::AlpineMeadow => Voices::Meadow(Box::new(Meadow::new(seed, sample_rate))),
            World::CoralReef => Voices::Reef(Box::new(Reef::new(seed, sample_rate))),
            World::StarryLake => Voices::Lake(Box::new(Lake::new(seed, sample_rate))),
            World::ForestStream => Voices::Forest(Box::new(Forest::new(seed, sample_rate))),
        };
        Self {
            world,
            seed,
            sample_rate,
            next_sample: block * BLOCK as i64,
            next_time_s,
            voices,
            edge: Edge::at(world, next_time_s, seed, &setting),
        }
    }

    /// Blocks in the run-up.
    pub fn pre_roll_blocks(&self) -> usize {
        (PRE_ROLL_S * f64::from(self.sample_rate) / BLOCK as f64).ceil() as usize
    }

    /// World time of the next sample, in seconds.
    pub fn time_s(&self) -> f64 {
        self.next_time_s
    }

    /// Where each source is heard now, in metres right, up and behind from the client's ears.
    pub fn positions_m(&self) -> [[f32; 3]; SOURCES] {
        match &self.edge.score {
            Score::Beach(score) => score.positions_m,
            Score::Meadow(score) => score.positions_m,
            Score::Reef(score) => score.positions_m,
            Score::Lake(score) => score.positions_m,
            Score::Forest(score) => score.positions_m,
        }
    }

    /// Renders the next block. `setting` is what holds at its end; `pace` is world seconds per second of sound.
    pub fn render(&mut self, setting: &Setting, pace: f64, out: &mut Channels) {
        let setting = setting.tidied();
        let place = Place {
            start: self.next_sample,
            time_s: self.next_time_s,
            step_s: pace / f64::from(self.sample_rate),
            sample_rate: self.sample_rate,
        };
        self.next_sample += BLOCK as i64;
        self.next_time_s = if pace == 1.0 {
            // From the count, so that hours of running and a seek agree to the last digit.
            let drift_s = place.time_s - place.sounded_s();
            self.next_sample as f64 / f64::from(self.sample_rate)
                + if drift_s.abs() < 1e-9 { 0.0 } else { drift_s }
        } else {
            place.end_s()
        };
        let next = Edge::at(self.world, self.next_time_s, self.seed, &setting);
        match (&mut self.voices, &self.edge.score, &next.score) {
            (Voices::Beach(voices), Score::Beach(from), Score::Beach(to)) => {
                voices.render(&place, from, to, out)
            }
            (Voices::Meadow(voices), Score::Meadow(from), Score::Meadow(to)) => {
                voices.render(&place, from, to, out);
            }
            (Voices::Reef(voices), Score::Reef(from), Score::Reef(to)) => {
                voices.render(&place, from, to, out);
            }
            (Voices::Lake(voices), Score::Lake(from), Score::Lake(to)) => {
                voices.render(&place, from, to, out);
            }
            (Voices::Forest(voices), Score::Forest(from), Score::Forest(to)) => {
                voices.render(&place, from, to, out);
            }
            // A world's score is its own: there is no other pair.
            _ => *out = Channels::default(),
        }
        let (from, to) = (self.edge.gain, next.gain);
        let step = (to - from) / BLOCK as f32;
        for channel in out.all_mut() {
            for (i, sample) in channel.iter_mut().enumerate() {
                *sample *= from + step * i as f32;
            }
        }
        self.edge = next;
    }
}

impl Edge {
    fn at(world: World, time_s: f64, seed: u64, setting: &Setting) -> Self {
        let score = match world {
            World::SunsetBeach => Score::Beach(beach::score(time_s, seed, setting)),
            World::AlpineMeadow => Score::Meadow(meadow::score(time_s, seed, setting)),
            World::CoralReef => Score::Reef(reef::score(time_s, seed, setting)),
            World::StarryLake => Score::Lake(lake::score(time_s, seed, setting)),
            World::ForestStream => Score::Forest(forest::score(time_s, seed, setting)),
        };
        Self { score, gain: setting.volume * setting.volume }
    }
}
