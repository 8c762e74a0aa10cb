//! The dome: skies baked ahead in tiles, blended into the one picture that lights, fogs and mirrors everything.

mod blend;
mod light;

use glam::{Vec2, Vec3, Vec4};

use crate::daylight::{BEACH_BEARING, Daylight, HAZE, LATE_SUMMER, Season};
use crate::gpu::{self, Capabilities, Draft, Mesh, Program, Target, Texel, Texture, Value, Wrap};
use crate::noise::smoothstep;
use crate::{Frame, Progress, Quality, StageError, paint};

/// Seconds between two baked skies; what lies between is blended and carried by the wind.
const SKY_EVERY_S: f64 = 40.0;
/// The blend is renewed this many times per second: finer steps than one could see.
const BLENDS_PER_S: f64 = 2.0;
/// Steps of the time of day that get a sky of their own, in minutes.
const MINUTES_STEP: f32 = 4.0;
/// After a jump of the time of day the skies cross-fade over this long, in seconds.
const FADE_S: f64 = 4.0;
/// How long a host may keep its veil closed for the first sky, in seconds.
const PATIENCE_S: f64 = 7.0;
/// Steps of calm that the blend tells apart.
const CALM_STEPS: f32 = 64.0;
/// Wind that carries the clouds, in metres per second, right and back.
const WIND_MPS: [f64; 2] = sound::ALOFT_MPS;
/// Texels per side of the picture from which a sky's light is worked out.
const PICTURE_SIDE: i32 = 32;

/// What one baked sky depends on, apart from the world's seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key {
    k: i64,
    step: i32,
    /// 0: as cloudy as the evening began; 1: as open as calm can make it.
    open: usize,
}

/// The clear air that is shown until the first clouds are ready.
const CLEAR: Key = Key { k: i64::MIN, step: 0, open: 0 };

struct Slot {
    target: Target,
    holds: Option<Key>,
    light: SkyLight,
}

/// Where baking has got to.
struct Bake {
    key: Key,
    slot: usize,
    row: i32,
}

pub(crate) use light::SkyLight;

/// What a sky hangs over.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Climate {
    /// Compass bearing of straight ahead, in degrees.
    pub bearing: f64,
    /// Shares of light that the ground sends back up, behind and ahead.
    pub ground: [Vec3; 2],
    /// How many clouds there are, and how many are left when calm has opened the sky; equal where it does not. Below −0.5
    /// there is cirrus alone, without towers on the horizon.
    pub cover: [f32; 2],
    /// Where and when: see [`LATE_SUMMER`].
    pub season: Season,
}

impl Climate {
    /// The light at a time of day.
    pub fn daylight(&self, minutes: f32) -> Daylight {
        Daylight::within(&self.season, minutes, self.bearing)
    }

    /// Whether calm opens this sky.
    fn opens(&self) -> bool {
        self.cover[0] != self.cover[1]
    }
}

pub(crate) struct Sky {
    climate: Climate,
    transmittance: Target,
    multiscatter: Target,
    noise3: Texture,
    weather: Texture,
    slots: Vec<Slot>,
    march: Target,
    picture: Target,
    /// The blended sky that is shown, and the one that is being drawn to take its place.
    domes: [Target; 2],
    front: usize,
    light: SkyLight,
    renewal: Option<blend::Renewal>,
    bake: Program,
    filter: Program,
    blend: Program,
    shrink: Program,
    empty: Mesh,
    size: i32,
    rows_per_slice: i32,
    marching: Option<Bake>,
    shown: Option<blend::Mark>,
    step_shown: Option<i32>,
    fade: Option<(i32, f64)>,
    /// When the first clouds began to arrive in clear air.
    arriving: Option<f64>,
    first: Option<f64>,
    wind_seed: Vec2,
}

pub(crate) const SCREEN: &str = shader!("screen.vert.glsl");
pub(crate) const DOME: &str = shader!("dome.glsl");
const AIR: &str = shader!("atmosphere.glsl");

/// Names the dome's packing for the shaders.
pub(crate) fn dome_define(caps: Capabilities) -> &'static str {
    if caps.half_float_targets { "" } else { "#define EIGHT_BIT_DOME\n" }
}

/// The beach: land behind, the sea ahead; calm parts the clouds.
const BEACH: Climate = Climate {
    bearing: BEACH_BEARING,
    ground: [Vec3::new(0.34, 0.28, 0.22), Vec3::new(0.05, 0.08, 0.10)],
    cover: [0.024, -0.075],
    season: LATE_SUMMER,
};

impl Sky {
    /// The sky over the beach.
    pub fn new(
        gl: &glow::Context,
        seed: u64,
        quality: Quality,
        caps: Capabilities,
    ) -> Result<Sky, StageError> {
        Sky::over(gl, seed, BEACH, quality, caps)
    }

    /// The sky over any place.
    pub fn over(
        gl: &glow::Context,
        seed: u64,
        climate: Climate,
        quality: Quality,
        caps: Capabilities,
    ) -> Result<Sky, StageError> {
        let (size, steps, noise_n) = match quality {
            Quality::Full => (1024, 84, 64),
            Quality::Reduced => (640, 64, 64),
            Quality::Lowest => (224, 40, 32),
        };
        let texel = if caps.half_float_targets { Texel::Rgba16f } else { Texel::Rgba8 };
        let haze = gpu::figure(HAZE, 3);
        let defines = format!("{}#define HAZE {haze}\n#define MARCH_STEPS {steps}\n", dome_define(caps));
        let head = defines.as_str();
        let program = |name, parts: &[&str]| Draft::begin(gl, name, &[SCREEN], parts);
        let through = program("transmittance", &[head, AIR, shader!("transmittance.frag.glsl")])?;
        let many = program("multiscatter", &[head, AIR, shader!("multiscatter.frag.glsl")])?;
        let bake = program("dome_bake", &[head, DOME, AIR, shader!("dome_bake.frag.glsl")])?;
        let filter = program("dome_filter", &[shader!("dome_filter.frag.glsl")])?;
        let blend = program("dome_blend", &[head, DOME, shader!("dome_blend.frag.glsl")])?;
        let side = format!("#define PICTURE_SIDE {PICTURE_SIDE}.0\n");
        let shrink = program("sky_picture", &[head, &side, DOME, shader!("sky_picture.frag.glsl")])?;
        let target =
            |side: [i32; 2], levels| Target::new(gl, Texture::plain(gl, side, levels, texel, Wrap::Clamp)?);
        // Two moments, what is still shown of another time of day, what comes next, clear air: twice where it opens.
        let slots = (0..if climate.opens() { 8 } else { 6 })
            .map(|_| Ok(Slot { target: target([size, size], 1)?, holds: None, light: SkyLight::default() }))
            .collect::<Result<Vec<_>, StageError>>()?;
        let noise3 = Texture::deep(
            gl,
            glow::TEXTURE_3D,
            [noise_n; 3],
            Texel::Rgba8,
            &[paint::cloud_noise(noise_n as usize, seed as u32)],
        )?;
        let weather = Texture::plain(gl, [512, 512], 10, Texel::Rgba8, Wrap::Repeat)?;
        weather.fill(gl, &paint::weather(512, seed as u32));
        let dome = || target([size, size], size.ilog2() as i32 + 1);
        let (through, many) = (through.finish(gl)?, many.finish(gl)?);
        let sky = Sky {
            climate,
            transmittance: target([256, 64], 1)?,
            multiscatter: target([32, 32], 1)?,
            noise3,
            weather,
            slots,
            march: target([size, size], 1)?,
            picture: target([PICTURE_SIDE; 2], 1)?,
            domes: [dome()?, dome()?],
            front: 0,
            light: SkyLight::default(),
            renewal: None,
            bake: bake.finish(gl)?,
            filter: filter.finish(gl)?,
            blend: blend.finish(gl)?,
            shrink: shrink.finish(gl)?,
            empty: Mesh::empty(gl)?,
            size,
            rows_per_slice: if quality == Quality::Lowest { size } else { size / 64 },
            marching: None,
            shown: None,
            step_shown: None,
            fade: None,
            arriving: None,
            first: None,
            wind_seed: Vec2::new((seed % 97) as f32 * 0.37, (seed % 89) as f32 * 0.41),
        };
        through.apply(gl, &[]);
        sky.transmittance.sweep(gl, 0..64, &sky.empty);
        sky.transmittance.texture.bind(gl, "transmittance");
        many.apply(gl, &[]);
        sky.multiscatter.sweep(gl, 0..32, &sky.empty);
        through.destroy(gl);
        many.destroy(gl);
        Ok(sky)
    }

    /// The time of day that the sky now shows, in minutes: between two while one fades into the other.
    pub fn minutes_shown(&self, frame: &Frame) -> f32 {
        // The nearest moment that a step's sky still stands for: keeps slow changes free of jumps.
        let within = |step: i32| {
            let middle = step as f32 * MINUTES_STEP;
            frame.minutes.max(middle - MINUTES_STEP / 2.0).min(middle + MINUTES_STEP / 2.0)
        };
        match (self.fade, self.step_shown) {
            (Some((from, started)), _) => {
                let f = smoothstep(0.0, 1.0, ((frame.world_time - started) / FADE_S) as f32);
                within(from) + (frame.minutes - within(from)) * f
            }
            (None, Some(step)) => within(step),
            (None, None) => frame.minutes,
        }
    }

    /// Bakes the next slice, and renews the blend when its moment has come.
    pub fn prepare(&mut self, gl: &glow::Context, frame: &Frame) -> Progress {
        let k = (frame.world_time / SKY_EVERY_S).floor() as i64;
        let step = step_of(frame.minutes);
        let key = |k, open| Key { k, step, open };
        let now = [key(k, 0), key(k + 1, 0), key(k, 1), key(k + 1, 1)];
        let ahead = [key(k + 2, 0), key(k + 2, 1)];
        // What the picture still needs of an earlier time of day while the new one is being baked.
        let old_step = self.fade.map(|(from, _)| from).or(self.step_shown.filter(|s| *s != step));
        let mut kept: Vec<Key> =
            old_step.map(|s| now.map(|n| Key { step: s, ..n }).to_vec()).unwrap_or_default();
        if self.step_shown.is_none() || self.arriving.is_some() {
            kept.push(CLEAR);
        }
        // Without calm the opened skies can wait: the first picture comes sooner.
        let needed = if step_of_calm(frame) == 0 { &now[..2] } else { &now[..] };
        let missing = needed.iter().filter(|n| self.slot_of(n).is_none()).count();
        let first = *self.first.get_or_insert(frame.world_time);
        let (now, ahead) =
            if self.climate.opens() { (&now[..], &ahead[..]) } else { (&now[..2], &ahead[..1]) };
        let next = now.iter().chain(if old_step.is_none() { ahead } else { &[] });
        if let Some(wanted) = next.copied().find(|n| self.slot_of(n).is_none()) {
            self.advance(gl, wanted, now, &kept);
        }
        if missing == 0 && self.step_shown != Some(step) {
            if let Some(from) = self.step_shown {
                self.fade = Some((from, frame.world_time));
            } else if frame.world_time - first > PATIENCE_S {
                // The host no longer waits and shows clear air: the clouds arrive slowly.
                self.arriving = Some(frame.world_time);
            }
            self.step_shown = Some(step);
        }
        if self.fade.is_some_and(|(_, started)| !(0.0..FADE_S).contains(&(frame.world_time - started))) {
            self.fade = None;
        }
        if self.arriving.is_some_and(|began| !(0.0..FADE_S).contains(&(frame.world_time - began))) {
            self.arriving = None;
        }
        self.renew(gl, frame, k);
        gpu::leave_targets(gl);
        let done = needed.len() - missing.min(needed.len());
        let part = self.marching.as_ref().map_or(0.0, |m| m.row as f32 / self.size as f32);
        let caught_up = missing == 0 && self.fade.is_none() && self.arriving.is_none() && self.shows(step);
        Progress {
            share: ((done as f32 + if missing > 0 { part } else { 0.0 }) / needed.len() as f32).min(1.0),
            caught_up,
            exact: caught_up && self.renewal.is_none() && self.shown == Some(self.mark(frame, step)),
        }
    }

    fn slot_of(&self, key: &Key) -> Option<usize> {
        self.slots.iter().position(|slot| slot.holds == Some(*key))
    }

    fn advance(&mut self, gl: &glow::Context, wanted: Key, now: &[Key], kept: &[Key]) {
        if self.marching.as_ref().is_none_or(|m| m.key != wanted) {
            let free = self.slots.iter().position(|slot| {
                slot.holds.is_none_or(|held| {
                    !now.contains(&held) && !kept.contains(&held) && held.k != now[1].k + 1
                })
            });
            let slot = free.or_else(|| {
                self.slots.iter().position(|slot| slot.holds.is_none_or(|held| !now.contains(&held)))
            });
            let Some(slot) = slot else { return };
            self.slots[slot].holds = None;
            self.marching = Some(Bake { key: wanted, slot, row: 0 });
        }
        let Some(mut bake) = self.marching.take() else { return };
        let light = self.climate.daylight(wanted.step as f32 * MINUTES_STEP);
        let time_s = wanted.k as f64 * SKY_EVERY_S;
        // What is only needed later is baked in thinner slices.
        let thin = if now.contains(&wanted) { 1 } else { 4 };
        let rows = bake.row..(bake.row + (self.rows_per_slice / thin).max(1)).min(self.size);
        bake.row = rows.end;
        let cover = self.climate.cover[wanted.open];
        let clouds = if cover < -0.5 { 0.7 } else { 1.0 };
        self.march_rows(gl, &light, self.drift(time_s), cover, clouds, (time_s * 0.00035) as f32, rows);
        if bake.row < self.size {
            self.marching = Some(bake);
            return;
        }
        self.keep(gl, bake.slot, bake.key);
    }

    /// Takes the sky that has been marched into a slot: without its grain, and with its light.
    fn keep(&mut self, gl: &glow::Context, slot: usize, key: Key) {
        self.filter.apply(gl, &[]);
        self.march.texture.bind(gl, "dome_a");
        self.slots[slot].target.sweep(gl, 0..self.size, &self.empty);
        self.shrink.apply(gl, &[]);
        self.slots[slot].target.texture.bind(gl, "dome_a");
        self.picture.sweep(gl, 0..PICTURE_SIDE, &self.empty);
        // One small reading per sky, every twenty seconds or so; nothing is read back for the frames between.
        let plain = self.picture.texture.holds_halves();
        let read = self.picture.read(gl);
        let texels = read.chunks_exact(4).map(|c| {
            let light = Vec4::new(c[0], c[1], c[2], c[3]);
            if plain { light } else { unpacked(light) }
        });
        let picture = light::Picture { side: PICTURE_SIDE as usize, texels: texels.collect() };
        self.slots[slot].light = SkyLight::of(|d| picture.at(d), self.climate.ground);
        self.slots[slot].holds = Some(key);
    }

    /// Kilometres that the wind has carried the clouds; a function of time alone.
    fn drift(&self, time_s: f64) -> Vec2 {
        let km = WIND_MPS.map(|v| (v * time_s / 1000.0) as f32);
        Vec2::new(km[0], km[1]) + self.wind_seed
    }

    #[allow(clippy::too_many_arguments, reason = "each is one uniform of the pass")]
    fn march_rows(
        &self,
        gl: &glow::Context,
        light: &Daylight,
        drift: Vec2,
        cover: f32,
        clouds: f32,
        evolve: f32,
        rows: std::ops::Range<i32>,
    ) {
        self.transmittance.texture.bind(gl, "transmittance");
        self.multiscatter.texture.bind(gl, "multiscatter");
        self.noise3.bind(gl, "noise3");
        self.weather.bind(gl, "weather");
        self.bake.apply(
            gl,
            &[
                ("sun_dir", Value::V3(light.sun_dir)),
                ("moon_dir", Value::V3(light.moon_dir)),
                ("moon_light", Value::V3(light.moon_above)),
                ("night_floor", Value::V3(light.night)),
                ("drift", Value::V2(drift)),
                ("cover", Value::F(cover)),
                ("clouds_on", Value::F(clouds)),
                ("evolve", Value::F(evolve)),
            ],
        );
        self.march.sweep(gl, rows, &self.empty);
    }

    /// The blended sky that is shown, with its mips.
    pub fn dome(&self) -> &Texture {
        &self.domes[self.front].texture
    }

    /// Its light.
    pub fn light(&self) -> &SkyLight {
        &self.light
    }

    pub fn bytes(&self) -> u64 {
        let slots: u64 = self.slots.iter().map(|s| s.target.texture.bytes).sum();
        slots
            + [&self.transmittance, &self.multiscatter, &self.march, &self.picture]
                .into_iter()
                .chain(&self.domes)
                .map(|t| t.texture.bytes)
                .sum::<u64>()
            + self.noise3.bytes
            + self.weather.bytes
    }

    pub fn empty_mesh(&self) -> &Mesh {
        &self.empty
    }

    pub fn destroy(self, gl: &glow::Context) {
        for slot in self.slots {
            slot.target.destroy(gl);
        }
        for target in [self.transmittance, self.multiscatter, self.march, self.picture] {
            target.destroy(gl);
        }
        self.domes.into_iter().for_each(|dome| dome.destroy(gl));
        for texture in [self.noise3, self.weather] {
            texture.destroy(gl);
        }
        for program in [self.bake, self.filter, self.blend, self.shrink] {
            program.destroy(gl);
        }
        self.empty.destroy(gl);
    }
}

fn step_of(minutes: f32) -> i32 {
    (minutes / MINUTES_STEP).round() as i32
}

fn step_of_calm(frame: &Frame) -> u32 {
    (frame.calm.clamp(0.0, 1.0) * CALM_STEPS).round() as u32
}

/// Radiance from a texel of eight bits: as in `shaders/dome.glsl`.
fn unpacked(c: Vec4) -> Vec4 {
    let q = c * c;
    (2.0 * q / (Vec4::ONE - q).max(Vec4::splat(0.004))).truncate().extend(c.w)
}
