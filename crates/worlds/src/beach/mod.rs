//! Sunset beach: cumulus over the sea, breaking waves and wet sand, dunes behind, gulls.

mod shore;
mod terrain;

use glam::{Mat4, Vec3, Vec4};

use crate::daylight::Daylight;
use crate::gpu::{self, Blend, Capabilities, Mesh, Program, Texel, Texture, Value, Wrap};
use crate::sky::{self, Sky};
use crate::{Counts, EyeView, Frame, Progress, Quality, StageError, paint, slopes};

const LIGHT: &str = include_str!("../shaders/light.glsl");
const TONE: &str = include_str!("../shaders/tone.glsl");
const BEACH: &str = include_str!("../shaders/beach.glsl");
const WAVES: &str = include_str!("../shaders/waves.glsl");

/// Wavelength (m), direction (degrees from straight to the shore) and steepness of the open-water waves.
const SWELL: [(f32, f32, f32); 6] =
    [(34.0, 8.0, 0.050), (21.0, -14.0, 0.046), (13.7, 24.0, 0.040), (8.3, -30.0, 0.038), (5.1, 40.0, 0.034), (3.2, -8.0, 0.030)];

pub(crate) struct Beach {
    seed: u64,
    sky: Sky,
    sky_program: Program,
    sea_program: Program,
    sand_program: Program,
    sea: Mesh,
    sand: Mesh,
    slopes: Texture,
    lace: Texture,
    grain: Texture,
    near: Texture,
    counts: Counts,
}

impl Beach {
    pub fn new(gl: &glow::Context, seed: u64, quality: Quality, caps: Capabilities) -> Result<Beach, StageError> {
        let (sea, cell) = terrain::sea(gl, quality)?;
        let layers = if quality == Quality::Full { 64 } else { 32 };
        let side = if quality == Quality::Lowest { 64 } else { 128 };
        let defines = format!(
            "{}#define LOOK_CONTRAST 1.12\n#define LOOK_SATURATION 1.22\n#define GLITTER 0.030\n\
             #define CELL_PER_METRE {cell:.5}\n#define SLOPE_LAYERS {layers}.0\n",
            sky::dome_define(caps)
        );
        let head = defines.as_str();
        let vertex_head = format!("{head}{}", sky::DOME);
        let program = |name, vertex: &[&str], fragment: &[&str]| {
            let vertex = [&[vertex_head.as_str()], vertex].concat();
            let fragment = [&[head, sky::DOME, LIGHT, TONE], fragment].concat();
            Program::new(gl, name, &vertex, &fragment)
        };
        let sky_program = program(
            "sky",
            &[include_str!("../shaders/sky.vert.glsl")],
            &[include_str!("../shaders/sky.frag.glsl")],
        )?;
        let sea_program = program(
            "sea",
            &[BEACH, WAVES, include_str!("../shaders/sea.vert.glsl")],
            &[BEACH, include_str!("../shaders/sea.frag.glsl")],
        )?;
        let sand_program = program(
            "sand",
            &[include_str!("../shaders/sand.vert.glsl")],
            &[BEACH, include_str!("../shaders/sand.frag.glsl")],
        )?;
        let film = slopes::film(side, layers, seed);
        let slopes = Texture::deep(
            gl,
            glow::TEXTURE_2D_ARRAY,
            [side as i32, side as i32, layers as i32],
            Texel::Rgba16f,
            &film,
        )?;
        let picture = |side: i32, data: Vec<u8>| {
            let texture =
                Texture::plain(gl, [side, side], side.ilog2() as i32 + 1, Texel::Rgba8, Wrap::Repeat)?;
            texture.fill(gl, &data);
            Ok::<Texture, StageError>(texture)
        };
        let lace = picture(512, paint::lace(512, seed as u32))?;
        let grain = picture(512, paint::sand(512, seed as u32))?;
        let near = picture(4, [128u8, 128, 255, 128].repeat(16))?;
        let mut beach = Beach {
            seed,
            sky: Sky::new(gl, seed, quality, caps)?,
            sky_program,
            sea_program,
            sand_program,
            sea,
            sand: terrain::sand(gl, quality)?,
            slopes,
            lace,
            grain,
            near,
            counts: Counts::default(),
        };
        beach.counts.gpu_bytes = beach.sky.bytes()
            + [&beach.slopes, &beach.lace, &beach.grain, &beach.near].iter().map(|t| t.bytes).sum::<u64>()
            + [&beach.sea, &beach.sand].iter().map(|m| m.bytes).sum::<u64>();
        Ok(beach)
    }

    pub fn prepare(&mut self, gl: &glow::Context, frame: &Frame) -> Progress {
        self.sky.prepare(gl, frame)
    }

    pub fn daylight(&self, frame: &Frame) -> Daylight {
        Daylight::at(self.sky.minutes_shown(frame))
    }

    pub fn draw(&mut self, gl: &glow::Context, frame: &Frame, views: &[EyeView]) {
        self.counts.draws = 0;
        self.counts.triangles = 0;
        let light = self.daylight(frame);
        let time = frame.world_time.max(0.0);
        let runs = shore::runs(time, self.seed);
        let swell = SWELL.map(|(length, degrees, steep)| {
            let k = std::f32::consts::TAU / length;
            let (s, c) = degrees.to_radians().sin_cos();
            Vec4::new(s, c, k, steep * 0.62 / k)
        });
        // Phases are wrapped in double precision, so that the sea is as smooth after an hour as at first.
        let phases: [f32; 6] = std::array::from_fn(|i| {
            let omega = (9.81 * std::f64::consts::TAU / SWELL[i].0 as f64).sqrt();
            ((omega * time + i as f64 * 1.7) % std::f64::consts::TAU) as f32
        });
        let phases4: [Vec4; 6] = phases.map(|p| Vec4::new(p, 0.0, 0.0, 0.0));
        // A film shown s times smaller runs sqrt(s) times faster (deep-water dispersion).
        let film = |tile_m: f64| ((time / (slopes::LOOP_S as f64 * (tile_m / 20.0).sqrt())) % 1.0) as f32;
        let ripple = Vec4::new(film(21.0), film(5.9), film(1.7), (time % 3_000.0) as f32);
        let (key_dir, key_light) = light.key();
        for view in views {
            let view_projection = view.projection * view.world_from_view.inverse();
            let eye = view.world_from_view.w_axis.truncate();
            let common = [
                ("view_projection", Value::M4(view_projection)),
                ("eye", Value::V3(eye)),
                ("sun_dir", Value::V3(key_dir)),
                ("key_light", Value::V3(key_light)),
                ("exposure", Value::F(light.exposure)),
                ("runs", Value::V4s(&runs)),
                ("ripple", Value::V4(ripple)),
                ("swell", Value::V4s(&swell)),
                ("swell_phase", Value::V4s(&phases4)),
                ("lantern", Value::V4(Vec4::ZERO)),
                ("lantern_light", Value::V4(Vec4::ZERO)),
            ];
            self.sky.dome.texture.bind(gl, "dome");
            self.sky.irradiance.texture.bind(gl, "irradiance");
            self.slopes.bind(gl, "slopes");
            self.lace.bind(gl, "lace");
            self.grain.bind(gl, "sand");
            self.near.bind(gl, "near_map");
            for (program, mesh, blend) in [
                (&self.sand_program, &self.sand, Blend::Solid),
                (&self.sea_program, &self.sea, Blend::Over),
            ] {
                gpu::begin_surface(gl, blend, view.viewport);
                program.apply(gl, &common);
                mesh.draw(gl);
                self.counts.draws += 1;
                self.counts.triangles += mesh.triangles();
            }
            gpu::begin_surface(gl, Blend::Backdrop, view.viewport);
            // The far plane seen from the eye: rotation only, so that far distances keep their precision.
            let mut turned = view.world_from_view;
            turned.w_axis = Vec3::ZERO.extend(1.0);
            let back: Mat4 = (view.projection * turned.inverse()).inverse();
            self.sky_program.apply(
                gl,
                &[
                    ("inverse_view_projection", Value::M4(back)),
                    ("sun_dir", Value::V3(light.sun_dir)),
                    ("moon_dir", Value::V3(light.moon_dir)),
                    ("disc_light", Value::V3(light.sun)),
                    ("moon_light", Value::V3(light.moon)),
                    ("stars", Value::F(light.stars)),
                    ("exposure", Value::F(light.exposure)),
                ],
            );
            self.sky.empty_mesh().draw(gl);
            self.counts.draws += 1;
            self.counts.triangles += 1;
        }
        let eyes = views.len().max(1) as u64;
        self.counts.draws /= eyes as u32;
        self.counts.triangles /= eyes;
        gpu::end_surfaces(gl);
    }

    pub fn counts(&self) -> Counts {
        self.counts
    }

    pub fn destroy(self, gl: &glow::Context) {
        self.sky.destroy(gl);
        for program in [self.sky_program, self.sea_program, self.sand_program] {
            program.destroy(gl);
        }
        for mesh in [self.sea, self.sand] {
            mesh.destroy(gl);
        }
        for texture in [self.slopes, self.lace, self.grain, self.near] {
            texture.destroy(gl);
        }
    }
}
