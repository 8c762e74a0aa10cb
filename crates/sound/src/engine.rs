//! A soundscape in use: it follows the world's clock and people's choices, and every change comes and goes gently.

use crate::block::BLOCK;
pub use crate::clicks::Click;
use crate::clicks::Clicks;
use crate::curve::ease;
use crate::setting::Setting;
use crate::soundscape::{Channels, SOURCES, Soundscape, World};
use crate::strikes::{Strike, Strikes};

/// What the world's owner says, many times a second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// World time of the next sample to be rendered, in seconds since the session began.
    pub world_time_s: f64,
    /// Time of day in minutes after midnight.
    pub minutes: f32,
    /// Calm, 0 to 1.
    pub calm: f32,
    /// Volume, 0 to 1.
    pub volume: f32,
    /// How full the lungs should be, 0 to 1; `None` when no breathing exercise runs.
    pub breath: Option<f32>,
}

/// Time over which the whole comes in, goes out, or crosses over to another moment, in seconds.
pub const FADE_S: f32 = 4.0;
/// A clock that is further off than this is jumped to, with a cross-fade; a nearer one is caught up with.
pub const JUMP_S: f64 = 0.4;
/// Differences below this are left alone: they are the jitter of messages.
const NEAR_S: f64 = 0.02;
/// At most this share faster or slower while catching up: below what an ear notices.
const CATCH_UP: f64 = 0.01;
/// Blocks of run-up rendered per block heard, so that a jump never makes the audio thread late.
const RUN_UP: usize = 8;
/// Volume and pacer come to within 5 % of a new value in [`FADE_S`].
const VOLUME_S: f32 = FADE_S / 3.0;
const MINUTES_S: f32 = 2.0;
const CALM_S: f32 = 1.0;
/// How quickly the pacer follows the breath, per second (critically damped; about 80 ms behind).
const BREATH_PER_S: f32 = 25.0;

/// A soundscape that follows a clock; starts silent and stays so until its first [`Frame`].
#[derive(Clone, Debug)]
pub struct Engine {
    world: World,
    seed: u64,
    sample_rate: f32,
    clock_s: f64,
    goal: Setting,
    setting: Setting,
    heard: Option<Soundscape>,
    coming: Option<Coming>,
    playing: bool,
    presence: f32,
    clicks: Clicks,
    strikes: Strikes,
    block: Channels,
    other: Channels,
    used: usize,
}

/// A soundscape at another moment that will take over.
#[derive(Clone, Debug)]
struct Coming {
    scape: Soundscape,
    run_up_left: usize,
    share: f32,
}

impl Engine {
    /// An engine for `world`, grown from `seed`, at `sample_rate` hertz.
    pub fn new(world: World, seed: u64, sample_rate: f32) -> Self {
        let sample_rate =
            if sample_rate.is_finite() { sample_rate.clamp(8_000.0, 192_000.0) } else { 48_000.0 };
        Self {
            world,
            seed,
            sample_rate,
            clock_s: 0.0,
            goal: Setting::default(),
            setting: Setting::default(),
            heard: None,
            coming: None,
            playing: true,
            presence: 0.0,
            clicks: Clicks::default(),
            strikes: Strikes::default(),
            block: Channels::default(),
            other: Channels::default(),
            used: BLOCK,
        }
    }

    /// Takes over what holds from now on. Values out of range are brought within; a time that is no number is ignored.
    pub fn set(&mut self, frame: &Frame) {
        self.goal = Setting {
            minutes: frame.minutes,
            calm: frame.calm,
            volume: frame.volume,
            pacer: if frame.breath.is_some() { 1.0 } else { 0.0 },
            // When the exercise ends the bowl fades where it stands.
            breath: frame.breath.unwrap_or(self.goal.breath),
            breath_per_s: 0.0,
        }
        .tidied();
        if !frame.world_time_s.is_finite() {
            return;
        }
        self.clock_s = frame.world_time_s;
        if self.heard.is_none() && self.coming.is_none() {
            self.setting = Setting { pacer: 0.0, ..self.goal };
            self.jump();
        }
    }

    /// Goes over to another world; its sound fades in as the other's fades out.
    pub fn enter(&mut self, world: World) {
        if world != self.world {
            self.world = world;
            // What was on its way belongs to the world that is left.
            self.coming = None;
            self.jump();
        }
    }

    /// Fades the whole in (also the first time) or out, over [`FADE_S`].
    pub fn play(&mut self, playing: bool) {
        self.playing = playing;
    }

    /// Answers a choice with a short, soft sound.
    pub fn click(&mut self, click: Click) {
        self.clicks.start(click);
    }

    /// Lets a thing of an exercise ring that was touched; `note` is its place on the scale.
    pub fn strike(&mut self, strike: Strike, note: u32) {
        self.strikes.start(strike, note);
    }

    /// Whether nothing is heard and nothing will be without a call of [`Engine::play`].
    pub fn silent(&self) -> bool {
        !self.playing && self.presence <= 0.0
    }

    /// Where each source is heard now, in metres right, up and behind from the client's ears.
    pub fn positions_m(&self) -> [[f32; 3]; SOURCES] {
        let coming = self.coming.as_ref().filter(|coming| coming.share > 0.5 || self.heard.is_none());
        let scape = coming.map(|coming| &coming.scape).or(self.heard.as_ref());
        scape.map_or([[0.0, 0.0, -1.0]; SOURCES], Soundscape::positions_m)
    }

    /// World time of the next block to be rendered, in seconds; `None` before the first sound.
    pub fn time_s(&self) -> Option<f64> {
        self.heard.as_ref().map(Soundscape::time_s)
    }

    /// Fills channels of equal length: six sources, then the bed's left and right.
    pub fn render(&mut self, channels: &mut [&mut [f32]; SOURCES + 2]) {
        let frames = channels.iter().map(|channel| channel.len()).min().unwrap_or(0);
        let mut filled = 0;
        while filled < frames {
            if self.used == BLOCK {
                self.render_block();
                self.used = 0;
            }
            let n = (BLOCK - self.used).min(frames - filled);
            for (to, from) in channels.iter_mut().zip(self.block.all_mut()) {
                to[filled..filled + n].copy_from_slice(&from[self.used..self.used + n]);
            }
            self.used += n;
            filled += n;
        }
    }

    fn render_block(&mut self) {
        let block_s = BLOCK as f32 / self.sample_rate;
        self.slew(block_s);
        self.run_up();
        match &mut self.heard {
            Some(scape) => {
                let behind_s = self.clock_s - scape.time_s();
                let off_s = if behind_s.abs() < NEAR_S { 0.0 } else { behind_s };
                scape.render(&self.setting, 1.0 + (0.05 * off_s).clamp(-CATCH_UP, CATCH_UP), &mut self.block);
            }
            None => self.block = Channels::default(),
        }
        self.cross_fade(block_s);
        let shape = |presence: f32| ease(0.0, 1.0, presence);
        let from = shape(self.presence);
        if self.heard.is_some() {
            let way = if self.playing { block_s } else { -block_s } / FADE_S;
            self.presence = (self.presence + way).clamp(0.0, 1.0);
        }
        let step = (shape(self.presence) - from) / BLOCK as f32;
        for channel in self.block.all_mut() {
            for (i, sample) in channel.iter_mut().enumerate() {
                *sample *= from + step * i as f32;
            }
        }
        let gain = self.setting.volume * self.setting.volume;
        self.clicks.add(self.sample_rate, gain, &mut self.block.bed);
        self.strikes.add(self.sample_rate, gain, &mut self.block.bed);
        self.clock_s += f64::from(block_s);
        let lost = self.heard.as_ref().is_some_and(|scape| (self.clock_s - scape.time_s()).abs() > JUMP_S);
        if lost && self.coming.is_none() {
            self.jump();
        }
    }

    /// Prepares another moment: the clock as it will stand when the run-up has been rendered.
    fn jump(&mut self) {
        let run_up_s = crate::soundscape::PRE_ROLL_S / RUN_UP as f64;
        let at_s = self.clock_s + run_up_s;
        let scape = Soundscape::before(self.world, self.seed, self.sample_rate, at_s, &self.setting);
        self.coming = Some(Coming { run_up_left: scape.pre_roll_blocks(), scape, share: 0.0 });
    }

    fn run_up(&mut self) {
        let Some(coming) = &mut self.coming else { return };
        let blocks = coming.run_up_left.min(RUN_UP);
        for _ in 0..blocks {
            coming.scape.render(&self.setting, 1.0, &mut self.other);
        }
        coming.run_up_left -= blocks;
        if coming.run_up_left == 0 && self.heard.is_none() {
            self.heard = self.coming.take().map(|coming| coming.scape);
        }
    }

    /// Equal power, as the two moments have nothing in common.
    fn cross_fade(&mut self, block_s: f32) {
        let Some(coming) = self.coming.as_mut().filter(|coming| coming.run_up_left == 0) else { return };
        coming.scape.render(&self.setting, 1.0, &mut self.other);
        let from = coming.share;
        coming.share = (from + block_s / FADE_S).min(1.0);
        let step = (coming.share - from) / BLOCK as f32;
        for (heard, other) in self.block.all_mut().zip(self.other.all_mut()) {
            for (i, (sample, new)) in heard.iter_mut().zip(other.iter()).enumerate() {
                let share = from + step * i as f32;
                *sample = (1.0 - share).sqrt() * *sample + share.sqrt() * new;
            }
        }
        if coming.share >= 1.0 {
            self.heard = self.coming.take().map(|coming| coming.scape);
        }
    }

    fn slew(&mut self, block_s: f32) {
        let (now, goal) = (&mut self.setting, &self.goal);
        let towards = |now: f32, goal: f32, time_s: f32, near: f32| {
            let next = now + (goal - now) * (1.0 - (-block_s / time_s).exp());
            if (next - goal).abs() < near { goal } else { next }
        };
        now.volume = towards(now.volume, goal.volume, VOLUME_S, 5e-4);
        now.pacer = towards(now.pacer, goal.pacer, VOLUME_S, 5e-4);
        now.minutes = towards(now.minutes, goal.minutes, MINUTES_S, 1e-2);
        now.calm = towards(now.calm, goal.calm, CALM_S, 1e-4);
        let pull = BREATH_PER_S * BREATH_PER_S * (goal.breath - now.breath);
        now.breath_per_s += block_s * (pull - 2.0 * BREATH_PER_S * now.breath_per_s);
        now.breath = (now.breath + block_s * now.breath_per_s).clamp(0.0, 1.0);
    }
}
