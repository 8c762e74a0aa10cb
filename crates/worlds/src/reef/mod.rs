//! Coral reef: a sand terrace among coral heads, a few metres under a bright surface, with blue water on every side.

mod bed;
mod contact;
mod corals;
mod hours;
mod land;
pub(crate) mod pictures;
mod shade;
mod swim;
mod weave;

use glam::{Mat4, Vec2, Vec3, Vec4};

use crate::daylight::Daylight;
use crate::gpu::{self, Blend, Capabilities, Draft, Mesh, Program, Texture, Value, figure};
use crate::noise::Random;
use crate::scene::Scene;
use crate::{Counts, EyeView, Frame, Progress, Quality, StageError, tone};
use hours::Light;

const WATER: &str = shader!("reef.glsl");
const CAUSTICS: &str = shader!("caustics.glsl");
const TONE: &str = shader!("tone.glsl");

/// Name, what its shaders share besides the water, and the two shaders.
const ROWS: [(&str, &str, [&str; 2]); 7] = [
    ("surface", "", [shader!("surface.vert.glsl"), shader!("surface.frag.glsl")]),
    ("seabed", CAUSTICS, [shader!("seabed.vert.glsl"), shader!("seabed.frag.glsl")]),
    ("coral", CAUSTICS, [shader!("coral.vert.glsl"), shader!("coral.frag.glsl")]),
    ("swimmer", CAUSTICS, [shader!("swimmer.vert.glsl"), shader!("swimmer.frag.glsl")]),
    ("anemone", "", [shader!("anemone.vert.glsl"), shader!("anemone.frag.glsl")]),
    ("shaft", "", [shader!("shaft.vert.glsl"), shader!("shaft.frag.glsl")]),
    ("plankton", "", [shader!("plankton.vert.glsl"), shader!("plankton.frag.glsl")]),
];

/// How far both nets of light drift, in turns of their pictures a second.
const DRIFT: [f64; 4] = [0.0090, 0.0140, -0.0125, -0.0075];
/// The same for three films of ripples on the surface.
const FILMS: [f64; 6] = [0.0110, 0.0170, -0.0260, -0.0150, 0.0450, 0.0270];
/// The swell's phases, in turns a second: 11 s, 4 s, and two slow ones for the shafts.
const SWELL: [f64; 4] = [1.0 / 11.0, 1.0 / 4.1, 1.0 / 17.0, 1.0 / 29.0];
/// How much light the breathing anemone has at most.
const BREATH_LIGHT: f32 = 1.5;

pub(crate) struct Reef {
    programs: Vec<Program>,
    bed: bed::Bed,
    shoals: Vec<swim::Shoal>,
    anemones: [Mesh; 2],
    shafts: Mesh,
    motes: Mesh,
    empty: Mesh,
    detail: Texture,
    caustics: Texture,
    ripples: Texture,
    skins: Texture,
    counts: Counts,
}

/// Everything that moves, at one moment.
struct Moment {
    light: Light,
    drift: Vec4,
    films: [Vec4; 2],
    swell: Vec4,
    carried: Vec3,
    breath: f32,
    garden: f32,
    time_s: f64,
}

impl Moment {
    fn at(frame: &Frame) -> Moment {
        let time = frame.world_time.max(0.0);
        let turns = |per_s: f64| (time * per_s).fract() as f32;
        let [a, b, c, d] = DRIFT.map(turns);
        let [e, f, g, h, i, j] = FILMS.map(turns);
        let [k, l, m, n] = SWELL.map(|hz| turns(hz) * std::f32::consts::TAU);
        // The motes' room repeats after its own size.
        let carried = |mps: f64, room: f64| ((time * mps).rem_euclid(room)) as f32;
        Moment {
            light: Light::at(frame),
            drift: Vec4::new(a, b, c, d),
            films: [Vec4::new(e, f, g, h), Vec4::new(i, j, 0.0, 0.0)],
            swell: Vec4::new(k, l, m, n),
            carried: Vec3::new(carried(0.045, 12.0), carried(0.012, 5.2), carried(0.03, 12.0)),
            breath: frame.breath.map_or(0.22, |breath| crate::noise::smoothstep(0.0, 1.0, breath)),
            garden: frame.garden,
            time_s: time,
        }
    }
}

impl Scene for Reef {
    fn new(gl: &glow::Context, seed: u64, quality: Quality, _: Capabilities) -> Result<Reef, StageError> {
        let mut defines = tone::defines();
        for (name, value) in [
            ("SURFACE", land::SURFACE_M),
            ("BREATH_LIGHT", BREATH_LIGHT),
            ("CONTACT", contact::REACH_M * 2.0),
        ] {
            defines += &["#define ", name, " ", &figure(value, 2), "\n"].concat();
        }
        let draft = |(name, shared, [vertex, fragment]): &(&'static str, &str, [&str; 2])| {
            Draft::begin(gl, name, &[&defines, WATER, vertex], &[&defines, TONE, WATER, shared, fragment])
        };
        // The driver compiles while the processor grows corals.
        let drafts = ROWS.iter().map(draft).collect::<Result<Vec<_>, _>>()?;
        let mut random = Random::new(seed, 153);
        let mut cards = Vec::new();
        for i in 0..26 {
            let (a, r) = (i as f32 * 2.399_96, 3.2 + 11.0 * random.unit());
            cards.extend_from_slice(&[
                r * a.cos(),
                r * a.sin() - 2.5,
                random.between(0.25, 0.8),
                random.unit(),
            ]);
        }
        let corners: Vec<f32> =
            (0..7).flat_map(|row| [-1.0, 0.0, 1.0].map(|x| [x, row as f32 / 6.0, 0.0])).flatten().collect();
        let quads: Vec<u32> = (0..6)
            .flat_map(|row| [row * 3, row * 3 + 1])
            .flat_map(|a| [a, a + 3, a + 1, a + 1, a + 3, a + 4])
            .collect();
        let motes: Vec<f32> = (0..360 * 4).map(|_| random.unit()).collect();
        let mut reef = Reef {
            bed: bed::build(gl, seed, quality)?,
            shoals: swim::shoals(gl, seed, quality)?,
            anemones: bed::anemones(gl, seed)?,
            shafts: Mesh::new(gl, &[(0, 3)], &corners, &quads, &[(1, 4)], &cards)?,
            motes: Mesh::points(gl, &[(0, 4)], &motes)?,
            empty: Mesh::empty(gl)?,
            detail: pictures::detail(gl, seed, quality)?,
            caustics: pictures::caustics(gl, seed)?,
            ripples: pictures::ripples(gl, seed)?,
            skins: pictures::skins(gl, &swim::COATS, seed)?,
            programs: drafts.into_iter().map(|draft| draft.finish(gl)).collect::<Result<_, _>>()?,
            counts: Counts::default(),
        };
        let meshes = [&reef.bed.floor, &reef.shafts, &reef.motes].into_iter().chain(&reef.anemones);
        let meshes = meshes
            .chain(reef.bed.corals.iter().map(|field| &field.mesh))
            .chain(reef.shoals.iter().map(|shoal| &shoal.mesh));
        reef.counts.gpu_bytes = meshes.map(|mesh| mesh.bytes).sum::<u64>()
            + [&reef.detail, &reef.caustics, &reef.ripples, &reef.skins, &reef.bed.contact]
                .iter()
                .map(|texture| texture.bytes)
                .sum::<u64>();
        Ok(reef)
    }

    /// Nothing is baked as time goes by: every moment is ready at once.
    fn prepare(&mut self, _: &glow::Context, _: &Frame) -> Progress {
        Progress { share: 1.0, caught_up: true, exact: true }
    }

    fn daylight(&self, frame: &Frame) -> Daylight {
        hours::daylight(frame.minutes)
    }

    fn draw(&mut self, gl: &glow::Context, frame: &Frame, views: &[EyeView]) {
        let moment = Moment::at(frame);
        // Shafts and motes are turned to the middle of the head, so that both eyes see the same ones.
        let eye = |view: &EyeView| view.world_from_view.w_axis.truncate();
        let head = views.iter().map(eye).sum::<Vec3>() / views.len().max(1) as f32;
        let mut counts = self.counts;
        for view in views {
            counts = self.draw_eye(gl, &moment, head, view);
        }
        self.counts = counts;
        gpu::end_surfaces(gl);
    }

    fn counts(&self) -> Counts {
        self.counts
    }

    fn destroy(self: Box<Self>, gl: &glow::Context) {
        self.programs.into_iter().for_each(|program| program.destroy(gl));
        self.bed.corals.into_iter().for_each(|field| field.mesh.destroy(gl));
        self.shoals.into_iter().for_each(|shoal| shoal.mesh.destroy(gl));
        let single = [self.bed.floor, self.shafts, self.motes, self.empty];
        single.into_iter().chain(self.anemones).for_each(|mesh| mesh.destroy(gl));
        [self.detail, self.caustics, self.ripples, self.skins, self.bed.contact]
            .into_iter()
            .for_each(|texture| texture.destroy(gl));
    }
}

impl Reef {
    fn draw_eye(&self, gl: &glow::Context, moment: &Moment, head: Vec3, view: &EyeView) -> Counts {
        let mut counts = Counts { gpu_bytes: self.counts.gpu_bytes, ..Counts::default() };
        let clip_from_world = view.projection * view.world_from_view.inverse();
        let mut turned: Mat4 = view.world_from_view;
        turned.w_axis = Vec3::ZERO.extend(1.0);
        let far = view.projection * turned.inverse();
        let light = &moment.light;
        let tints = bed::tints();
        // Pixels that a metre at a metre's distance covers.
        let pixels = 0.5 * view.viewport[3] as f32 * view.projection.y_axis.y;
        let common = [
            ("view_projection", Value::M4(clip_from_world)),
            ("inverse_view_projection", Value::M4(far.inverse())),
            ("eye", Value::V3(view.world_from_view.w_axis.truncate())),
            ("head", Value::V3(head)),
            ("sun_dir", Value::V3(light.dir)),
            ("sun_above", Value::V3(light.above_dir)),
            ("deep", Value::V3(light.deep)),
            ("level", Value::V3(light.level)),
            ("above", Value::V3(light.above)),
            ("glow", Value::V3(light.glow)),
            ("sun_light", Value::V3(light.sun)),
            ("fill_top", Value::V3(light.top)),
            ("fill_low", Value::V3(light.low)),
            ("extinct", Value::V3(light.extinct)),
            ("sink", Value::V3(light.sink)),
            ("zenith", Value::V3(light.zenith)),
            ("rim", Value::V3(light.rim)),
            ("sun_disc", Value::V3(light.disc)),
            ("own", Value::V4(light.own)),
            ("drift", Value::V4(moment.drift)),
            ("swell", Value::V4(moment.swell)),
            ("films", Value::V4s(&moment.films)),
            ("tints", Value::V4s(&tints)),
            ("breath", Value::F(moment.breath)),
            ("opened", Value::V2(Vec2::new(moment.garden, bed::SPAN))),
            ("shaft_light", Value::V3(light.shafts)),
            ("mote", Value::V3(light.mote)),
            ("specks", Value::V4(moment.carried.extend(pixels))),
            ("tone_stop", Value::F(tone::stop(hours::exposure()))),
        ];
        self.detail.bind(gl, "detail");
        self.caustics.bind(gl, "caustics");
        self.ripples.bind(gl, "ripples");
        self.skins.bind(gl, "skins");
        self.bed.contact.bind(gl, "contact");
        let [surface, seabed, coral, swimmer, anemone, shaft, plankton] = self.programs.as_slice() else {
            return counts;
        };
        let mut put = |program: &Program, blend: Blend, mesh: &Mesh, own: &[(&str, Value)]| {
            gpu::begin_surface(gl, blend, view.viewport);
            program.apply(gl, &common);
            program.set(gl, own);
            mesh.draw(gl);
            counts.draws += 1;
            counts.triangles += mesh.triangles().max(1);
        };
        // What hides most comes first, the water behind all.
        for field in self.bed.corals.iter().filter(|field| field.seen(&clip_from_world)) {
            put(coral, Blend::Cut, &field.mesh, &[]);
        }
        put(anemone, Blend::Solid, &self.anemones[0], &[]);
        if moment.garden > 0.0 {
            put(anemone, Blend::Solid, &self.anemones[1], &[]);
        }
        for shoal in &self.shoals {
            put(swimmer, Blend::Solid, &shoal.mesh, &shoal.values(moment.time_s));
        }
        put(seabed, Blend::Solid, &self.bed.floor, &[]);
        put(surface, Blend::Backdrop, &self.empty, &[]);
        put(shaft, Blend::Add, &self.shafts, &[]);
        put(plankton, Blend::Add, &self.motes, &[]);
        counts
    }
}
