//! Sunset beach: cumulus over the sea, breaking waves and wet sand, dunes behind, gulls, a boat far off.

mod far;
mod grass;
mod gulls;
mod moment;
mod props;
mod shade;
mod shore;
mod terrain;
mod trace;

use glam::{Mat4, Vec3, Vec4};

use crate::daylight::Daylight;
use crate::gpu::{self, Blend, Capabilities, Mesh, Program, Texel, Texture, Value, Wrap};
use crate::mesh::{HEAP_ATTRIBUTES, Heap};
use crate::sky::{self, Sky};
use crate::{Counts, EyeView, Frame, Progress, Quality, StageError, paint, slopes};
use moment::Moment;
use shade::Shade;

const LIGHT: &str = include_str!("../shaders/light.glsl");
const TONE: &str = include_str!("../shaders/tone.glsl");
const BEACH: &str = include_str!("../shaders/beach.glsl");
const WAVES: &str = include_str!("../shaders/waves.glsl");
const GRASS: &str = include_str!("../shaders/grass.glsl");

/// One program per kind of surface.
struct Programs {
    sky: Program,
    sea: Program,
    sand: Program,
    solid: Program,
    grass: Program,
    gull: Program,
    float: Program,
}

struct Meshes {
    sea: Mesh,
    sand: Mesh,
    props: Mesh,
    land: Mesh,
    boat: Mesh,
    perched: Mesh,
    grass: [Mesh; 2],
    gulls: Mesh,
    ball: Mesh,
    square: Mesh,
}

struct Textures {
    slopes: Texture,
    lace: Texture,
    grain: Texture,
    near: Texture,
}

pub(crate) struct Beach {
    seed: u64,
    sky: Sky,
    shade: Shade,
    programs: Programs,
    meshes: Meshes,
    textures: Textures,
    perch: Mat4,
    counts: Counts,
}

impl Programs {
    fn new(
        gl: &glow::Context,
        quality: Quality,
        caps: Capabilities,
        cell: f32,
    ) -> Result<Programs, StageError> {
        let defines = format!(
            "{}#define LOOK_CONTRAST 1.13\n#define LOOK_SATURATION 1.22\n#define GLITTER 0.034\n\
             #define CELL_PER_METRE {cell:.5}\n#define SLOPE_LAYERS {}.0\n",
            sky::dome_define(caps),
            slope_layers(quality),
        );
        let program = |name, vertex: &[&str], fragment: &[&str]| {
            let vertex = [&[defines.as_str(), sky::DOME, LIGHT], vertex].concat();
            let fragment = [&[defines.as_str(), sky::DOME, TONE], fragment].concat();
            Program::new(gl, name, &vertex, &fragment)
        };
        let float = [LIGHT, include_str!("../shaders/float.frag.glsl")];
        Ok(Programs {
            sky: program(
                "sky",
                &[include_str!("../shaders/sky.vert.glsl")],
                &[include_str!("../shaders/sky.frag.glsl")],
            )?,
            sea: program(
                "sea",
                &[BEACH, WAVES, include_str!("../shaders/sea.vert.glsl")],
                &[LIGHT, BEACH, include_str!("../shaders/sea.frag.glsl")],
            )?,
            sand: program(
                "sand",
                &[BEACH, include_str!("../shaders/sand.vert.glsl")],
                &[LIGHT, BEACH, include_str!("../shaders/sand.frag.glsl")],
            )?,
            solid: program(
                "solid",
                &[include_str!("../shaders/solid.vert.glsl")],
                &[LIGHT, include_str!("../shaders/solid.frag.glsl")],
            )?,
            grass: program(
                "grass",
                &[GRASS, include_str!("../shaders/grass.vert.glsl")],
                &[LIGHT, include_str!("../shaders/grass.frag.glsl")],
            )?,
            gull: program(
                "gull",
                &[include_str!("../shaders/gull.vert.glsl")],
                &[LIGHT, include_str!("../shaders/gull.frag.glsl")],
            )?,
            float: program("float", &[include_str!("../shaders/float.vert.glsl")], &float)?,
        })
    }

    fn all(self) -> [Program; 7] {
        [self.sky, self.sea, self.sand, self.solid, self.grass, self.gull, self.float]
    }
}

impl Meshes {
    fn all(self) -> Vec<Mesh> {
        let [near, far] = self.grass;
        vec![
            self.sea,
            self.sand,
            self.props,
            self.land,
            self.boat,
            self.perched,
            near,
            far,
            self.gulls,
            self.ball,
            self.square,
        ]
    }

    fn bytes(&self) -> u64 {
        [
            &self.sea,
            &self.sand,
            &self.props,
            &self.land,
            &self.boat,
            &self.perched,
            &self.gulls,
            &self.ball,
            &self.square,
        ]
        .into_iter()
        .chain(&self.grass)
        .map(|mesh| mesh.bytes)
        .sum()
    }
}

/// Pictures in the film of small waves.
fn slope_layers(quality: Quality) -> usize {
    if quality == Quality::Full { 64 } else { 32 }
}

fn upload(gl: &glow::Context, heap: &Heap) -> Result<Mesh, StageError> {
    Mesh::new(gl, &HEAP_ATTRIBUTES, &heap.vertices, &heap.indices, &[], &[])
}

impl Beach {
    pub fn new(
        gl: &glow::Context,
        seed: u64,
        quality: Quality,
        caps: Capabilities,
    ) -> Result<Beach, StageError> {
        let (sea, cell) = terrain::sea(gl, quality)?;
        let (solid, contacts) = props::build(seed);
        let (ball, square) = moment::float_meshes(gl)?;
        let meshes = Meshes {
            sea,
            sand: terrain::sand(gl, quality)?,
            props: upload(gl, &solid)?,
            land: upload(gl, &far::land())?,
            boat: upload(gl, &far::boat())?,
            perched: upload(gl, &gulls::standing())?,
            grass: grass::build(gl, seed, quality)?,
            gulls: gulls::mesh(gl, quality)?,
            ball,
            square,
        };
        let side = if quality == Quality::Lowest { 64 } else { 128 };
        let layers = slope_layers(quality);
        let film = slopes::film(side, layers, seed);
        let picture = |side: usize, data: Vec<u8>, wrap| {
            let size = [side as i32, side as i32];
            let texture = Texture::plain(gl, size, side.ilog2() as i32 + 1, Texel::Rgba8, wrap)?;
            texture.fill(gl, &data);
            Ok::<Texture, StageError>(texture)
        };
        let near_side = if quality == Quality::Lowest { 512 } else { 1024 };
        let textures = Textures {
            slopes: Texture::deep(
                gl,
                glow::TEXTURE_2D_ARRAY,
                [side as i32, side as i32, layers as i32],
                Texel::Rgba16f,
                &film,
            )?,
            lace: picture(512, paint::lace(512, seed as u32), Wrap::Repeat)?,
            grain: picture(512, paint::sand(512, seed as u32), Wrap::Repeat)?,
            near: picture(near_side, trace::map(near_side, seed, &contacts), Wrap::Clamp)?,
        };
        let sky = Sky::new(gl, seed, quality, caps)?;
        let shade = Shade::new(gl, quality)?;
        let gpu_bytes = sky.bytes()
            + shade.bytes()
            + meshes.bytes()
            + [&textures.slopes, &textures.lace, &textures.grain, &textures.near]
                .map(|t| t.bytes)
                .iter()
                .sum::<u64>();
        Ok(Beach {
            seed,
            sky,
            shade,
            programs: Programs::new(gl, quality, caps, cell)?,
            meshes,
            textures,
            perch: Mat4::from_translation(props::perch(seed)),
            counts: Counts { gpu_bytes, ..Counts::default() },
        })
    }

    pub fn prepare(&mut self, gl: &glow::Context, frame: &Frame) -> Progress {
        let progress = self.sky.prepare(gl, frame);
        let minutes = self.sky.minutes_shown(frame);
        let solids = [(&self.meshes.props, Mat4::IDENTITY), (&self.meshes.perched, self.perch)];
        self.shade.prepare(gl, minutes, |m| Daylight::at(m).key().0, &solids, &self.meshes.grass[0]);
        progress
    }

    pub fn daylight(&self, frame: &Frame) -> Daylight {
        let mut light = Daylight::at(self.sky.minutes_shown(frame));
        // Calm lets the eye take in a little more: opening clouds never make the beach darker.
        light.exposure *= 1.0 + 0.12 * frame.calm.clamp(0.0, 1.0);
        light
    }

    pub fn draw(&mut self, gl: &glow::Context, frame: &Frame, views: &[EyeView]) {
        let light = self.daylight(frame);
        let moment = Moment::at(frame, self.seed, &light);
        let mut counts = Counts { gpu_bytes: self.counts.gpu_bytes, ..Counts::default() };
        for view in views {
            counts = self.draw_eye(gl, &light, &moment, view);
        }
        self.counts = counts;
        gpu::end_surfaces(gl);
    }

    fn draw_eye(&self, gl: &glow::Context, light: &Daylight, moment: &Moment, view: &EyeView) -> Counts {
        let mut counts = Counts { gpu_bytes: self.counts.gpu_bytes, ..Counts::default() };
        let eye = view.world_from_view.w_axis.truncate();
        let (key_dir, key_light) = light.key();
        // The far plane seen from the eye: rotation only, so that far distances keep their precision.
        let mut turned = view.world_from_view;
        turned.w_axis = Vec3::ZERO.extend(1.0);
        let common = [
            ("view_projection", Value::M4(view.projection * view.world_from_view.inverse())),
            ("inverse_view_projection", Value::M4((view.projection * turned.inverse()).inverse())),
            ("sun_from_world", Value::M4(self.shade.sun_from_world())),
            ("eye", Value::V3(eye)),
            ("sun_dir", Value::V3(key_dir)),
            ("key_light", Value::V3(key_light)),
            ("exposure", Value::F(light.exposure)),
            ("runs", Value::V4s(&moment.runs)),
            ("ripple", Value::V4(moment.ripple)),
            ("swell", Value::V4s(&moment.swell)),
            ("swell_phase", Value::V4s(&moment.swell_phase)),
            ("wind", Value::V4(moment.wind)),
            ("birds", Value::V4s(&moment.birds)),
            ("lantern", Value::V4(moment.float_at)),
            ("lantern_light", Value::V4(moment.float_light)),
            ("place", Value::M4(Mat4::IDENTITY)),
            ("radius", Value::F(props::FLOAT_RADIUS)),
            ("glow_square", Value::F(0.0)),
        ];
        self.bind(gl);
        let (p, m) = (&self.programs, &self.meshes);
        let mut put = |program: &Program, mesh: &Mesh, blend: Blend, own: &[(&str, Value)]| {
            gpu::begin_surface(gl, blend, view.viewport);
            program.apply(gl, &common);
            program.set(gl, own);
            mesh.draw(gl);
            counts.draws += 1;
            counts.triangles += mesh.triangles().max(1);
        };
        // Solid things first, near to far where it is cheap to say; water over them; the sky behind all.
        put(&p.solid, &m.props, Blend::Solid, &[]);
        put(&p.solid, &m.perched, Blend::Solid, &[("place", Value::M4(self.perch * moment.look_around))]);
        put(&p.float, &m.ball, Blend::Solid, &[]);
        put(&p.grass, &m.grass[0], Blend::Solid, &[]);
        put(&p.sand, &m.sand, Blend::Solid, &[]);
        put(&p.grass, &m.grass[1], Blend::Solid, &[]);
        put(&p.gull, &m.gulls, Blend::Solid, &[]);
        put(&p.solid, &m.boat, Blend::Solid, &[("place", Value::M4(moment.boat))]);
        put(&p.solid, &m.land, Blend::Solid, &[]);
        put(&p.sea, &m.sea, Blend::Over, &[]);
        put(
            &p.sky,
            self.sky.empty_mesh(),
            Blend::Backdrop,
            &[
                ("sun_dir", Value::V3(light.sun_dir)),
                ("moon_dir", Value::V3(light.moon_dir)),
                ("disc_light", Value::V3(light.sun)),
                ("moon_light", Value::V3(light.moon)),
                ("stars", Value::F(light.stars)),
            ],
        );
        let glow = |at: Vec4, colour: Vec4, radius: f32| {
            [
                ("lantern", Value::V4(at)),
                ("lantern_light", Value::V4(colour)),
                ("radius", Value::F(radius)),
                ("glow_square", Value::F(1.0)),
            ]
        };
        put(&p.float, &m.square, Blend::Add, &glow(moment.float_at, moment.float_light, moment.halo_m));
        if moment.lamp_light.w > 0.0 {
            put(&p.float, &m.square, Blend::Add, &glow(far::lamp().extend(1.0), moment.lamp_light, 15.0));
        }
        counts
    }

    fn bind(&self, gl: &glow::Context) {
        self.sky.dome.texture.bind(gl, "dome");
        self.sky.irradiance.texture.bind(gl, "irradiance");
        self.textures.slopes.bind(gl, "slopes");
        self.textures.lace.bind(gl, "lace");
        self.textures.grain.bind(gl, "sand");
        self.textures.near.bind(gl, "near_map");
        self.shade.bind(gl);
    }

    pub fn counts(&self) -> Counts {
        self.counts
    }

    pub fn destroy(self, gl: &glow::Context) {
        self.sky.destroy(gl);
        self.shade.destroy(gl);
        self.programs.all().into_iter().for_each(|program| program.destroy(gl));
        self.meshes.all().into_iter().for_each(|mesh| mesh.destroy(gl));
        let Textures { slopes, lace, grain, near } = self.textures;
        [slopes, lace, grain, near].into_iter().for_each(|texture| texture.destroy(gl));
    }
}
