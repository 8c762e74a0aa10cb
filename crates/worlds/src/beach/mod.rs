//! Sunset beach: cumulus over the sea, breaking waves and wet sand, dunes behind, gulls, a boat far off.

mod boat;
mod far;
mod fence;
mod grass;
mod gulls;
mod kelp;
mod moment;
mod programs;
mod props;
mod shade;
mod shore;
mod terrain;
mod trace;
mod wrack;

use glam::{Mat4, Vec2, Vec3, Vec3Swizzles, Vec4};

use crate::daylight::Daylight;
use crate::garden;
use crate::gpu::{self, Blend, Capabilities, Mesh, Program, Target, Texel, Texture, Value, Wrap};
use crate::kit::stars;
use crate::mesh::{HEAP_ATTRIBUTES, Heap};
use crate::noise::smoothstep;
use crate::scene::Scene;
use crate::sky::Sky;
use crate::{Counts, EyeView, Frame, Progress, Quality, StageError, paint, slopes, tone};
use moment::Moment;
use programs::{Drafts, Programs};
use shade::Shade;

struct Meshes {
    sea: Mesh,
    sand: Mesh,
    piles: Mesh,
    props: Mesh,
    small: Mesh,
    land: Mesh,
    boat: Mesh,
    perched: Mesh,
    grass: [Mesh; 2],
    gulls: Mesh,
    ball: Mesh,
    square: Mesh,
    stars: Mesh,
    garden: [Mesh; 3],
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
    /// The three films of small waves as they are now; none where half floats cannot be drawn.
    films: Vec<Target>,
    filmed: Option<f64>,
    perch: Mat4,
    /// Where the fence's lanterns hang.
    porches: [Vec4; fence::LANTERNS.len()],
    counts: Counts,
}

impl Meshes {
    fn all(self) -> Vec<Mesh> {
        let [near, far] = self.grass;
        let [aster, holly, bindweed] = self.garden;
        vec![
            self.sea,
            self.sand,
            self.piles,
            self.props,
            self.small,
            self.land,
            self.boat,
            self.perched,
            near,
            far,
            self.gulls,
            self.ball,
            self.square,
            self.stars,
            aster,
            holly,
            bindweed,
        ]
    }

    fn bytes(&self) -> u64 {
        [
            &self.sea,
            &self.sand,
            &self.piles,
            &self.props,
            &self.small,
            &self.land,
            &self.boat,
            &self.perched,
            &self.gulls,
            &self.ball,
            &self.square,
            &self.stars,
        ]
        .into_iter()
        .chain(&self.grass)
        .chain(&self.garden)
        .map(|mesh| mesh.bytes)
        .sum()
    }
}

/// How much stronger a low sun is on surfaces than in the sky's own light; and what the moon's light gains on them.
const KEY_OVER_FILL: f32 = 1.45;
const MOON_KEY: f32 = 0.45;
/// Share of the night sky's light on land that an eye used to its lanterns does not see.
const NIGHT_FILL: Vec3 = Vec3::new(0.68, 0.61, 0.47);

/// Pictures in the film of small waves.
fn slope_layers(quality: Quality) -> usize {
    if quality == Quality::Full { 64 } else { 32 }
}

fn upload(gl: &glow::Context, heap: &Heap) -> Result<Mesh, StageError> {
    Mesh::new(gl, &HEAP_ATTRIBUTES, &heap.vertices, &heap.indices, &[], &[])
}

impl Scene for Beach {
    fn new(gl: &glow::Context, seed: u64, quality: Quality, caps: Capabilities) -> Result<Beach, StageError> {
        // The driver compiles while the processor paints.
        let drafts = Drafts::begin(gl, quality, caps)?;
        let props::Props { piles, solid, small, contacts } = props::build(seed);
        let (ball, square) = moment::float_meshes(gl)?;
        let meshes = Meshes {
            sea: terrain::sea(gl, quality)?,
            sand: terrain::sand(gl, quality)?,
            piles: upload(gl, &piles)?,
            props: upload(gl, &solid)?,
            small: upload(gl, &small)?,
            land: upload(gl, &far::land())?,
            boat: upload(gl, &far::boat())?,
            perched: upload(gl, &gulls::standing())?,
            grass: grass::build(gl, seed, quality)?,
            gulls: gulls::mesh(gl, quality)?,
            ball,
            square,
            stars: stars::mesh(gl, seed)?,
            // Above every swash, and clear of the glass float.
            garden: garden::build(gl, seed, &shore::ground, &|at| {
                shore::up_beach(at) > 4.6 && at.distance(props::FLOAT_PLACE.xz()) > 0.45
            })?,
        };
        let side = if quality == Quality::Lowest { 64 } else { 128 };
        let layers = slope_layers(quality);
        let film = slopes::film(side, layers, seed, !caps.half_float_targets);
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
        let films = (0..if caps.half_float_targets { 3 } else { 0 })
            .map(|_| {
                let size = [side as i32; 2];
                let levels = side.ilog2() as i32 + 1;
                Target::new(gl, Texture::plain(gl, size, levels, Texel::Rgba16f, Wrap::Repeat)?)
            })
            .collect::<Result<Vec<_>, StageError>>()?;
        let sky = Sky::new(gl, seed, quality, caps)?;
        let shade = Shade::new(gl, quality)?;
        let gpu_bytes = sky.bytes()
            + shade.bytes()
            + meshes.bytes()
            + films.iter().map(|film| film.texture.bytes).sum::<u64>()
            + [&textures.slopes, &textures.lace, &textures.grain, &textures.near]
                .map(|t| t.bytes)
                .iter()
                .sum::<u64>();
        Ok(Beach {
            seed,
            sky,
            shade,
            programs: drafts.finish(gl)?,
            meshes,
            textures,
            films,
            filmed: None,
            porches: fence::lanterns().map(|p| p.extend(1.0)),
            perch: Mat4::from_translation(props::perch(seed)),
            counts: Counts { gpu_bytes, ..Counts::default() },
        })
    }

    fn prepare(&mut self, gl: &glow::Context, frame: &Frame) -> Progress {
        let progress = self.sky.prepare(gl, frame);
        let minutes = self.sky.minutes_shown(frame);
        let ball =
            Mat4::from_translation(props::FLOAT_PLACE) * Mat4::from_scale(Vec3::splat(props::FLOAT_RADIUS));
        let solids = [
            (&self.meshes.piles, Mat4::IDENTITY),
            (&self.meshes.props, Mat4::IDENTITY),
            (&self.meshes.perched, self.perch),
            (&self.meshes.ball, ball),
        ];
        self.shade.prepare(
            gl,
            minutes,
            |m| Daylight::at(m).key().0,
            &solids,
            [&self.meshes.small, &self.meshes.grass[0], &self.meshes.sand],
        );
        if self.filmed != Some(frame.world_time) {
            self.filmed = Some(frame.world_time);
            self.textures.slopes.bind(gl, "slopes");
            let phases = moment::film_phases(frame.world_time.max(0.0)).to_array();
            for (film, phase) in self.films.iter().zip(phases) {
                self.programs.film.apply(gl, &[("phase", Value::F(phase))]);
                film.sweep(gl, 0..film.texture.size[1], self.sky.empty_mesh());
                film.texture.make_mips(gl);
            }
            gpu::leave_targets(gl);
        }
        progress
    }

    fn daylight(&self, frame: &Frame) -> Daylight {
        let mut light = Daylight::at(self.sky.minutes_shown(frame));
        // Calm lets the eye take in a little more: opening clouds never make the beach darker.
        light.exposure *= 1.0 + 0.12 * frame.calm.clamp(0.0, 1.0);
        light
    }

    fn draw(&mut self, gl: &glow::Context, frame: &Frame, views: &[EyeView]) {
        let light = self.daylight(frame);
        let moment = Moment::at(frame, self.seed, &light);
        let mut counts = Counts { gpu_bytes: self.counts.gpu_bytes, ..Counts::default() };
        for view in views {
            counts = self.draw_eye(gl, &light, &moment, view);
        }
        self.counts = counts;
        gpu::end_surfaces(gl);
    }

    fn counts(&self) -> Counts {
        self.counts
    }

    fn destroy(self: Box<Self>, gl: &glow::Context) {
        self.sky.destroy(gl);
        self.shade.destroy(gl);
        self.films.into_iter().for_each(|film| film.destroy(gl));
        self.programs.all().into_iter().for_each(|program| program.destroy(gl));
        self.meshes.all().into_iter().for_each(|mesh| mesh.destroy(gl));
        let Textures { slopes, lace, grain, near } = self.textures;
        [slopes, lace, grain, near].into_iter().for_each(|texture| texture.destroy(gl));
    }
}

impl Beach {
    fn draw_eye(&self, gl: &glow::Context, light: &Daylight, moment: &Moment, view: &EyeView) -> Counts {
        let mut counts = Counts { gpu_bytes: self.counts.gpu_bytes, ..Counts::default() };
        let eye = view.world_from_view.w_axis.truncate();
        let (key_dir, key_light) = light.key();
        // A painter's sun: key and fill stand further apart than in the air itself, so that low light models the sand.
        let key_light = key_light * (1.0 + (KEY_OVER_FILL - 1.0) * smoothstep(0.6, 0.2, key_dir.y));
        // At night land lies darker than its sky: the moon's side and the lanterns stand out, and the rest is calm.
        let night = smoothstep(-0.05, -0.13, light.sun_dir.y);
        let (fill, key_light) = (1.0 - NIGHT_FILL * night, key_light * (1.0 + MOON_KEY * night));
        let filled = Mat4::from_scale(fill);
        let (sky_linear, sky_square, sky_rest) = self.sky.light().uniforms();
        // The far plane seen from the eye: rotation only, so that far distances keep their precision.
        let mut turned = view.world_from_view;
        turned.w_axis = Vec3::ZERO.extend(1.0);
        let common = [
            ("view_projection", Value::M4(view.projection * view.world_from_view.inverse())),
            ("far_view_projection", Value::M4(view.projection * turned.inverse())),
            ("inverse_view_projection", Value::M4((view.projection * turned.inverse()).inverse())),
            ("sky_linear", Value::M4(filled * sky_linear)),
            ("sky_square", Value::M4(filled * sky_square)),
            ("sky_rest", Value::V3(sky_rest * fill)),
            ("sun_from_world", Value::M4(self.shade.sun_from_world())),
            ("eye", Value::V3(eye)),
            ("sun_dir", Value::V3(key_dir)),
            ("key_light", Value::V3(key_light)),
            ("tone_stop", Value::F(tone::stop(light.exposure))),
            ("runs", Value::V4s(&moment.runs)),
            ("ripple", Value::V4(moment.ripple)),
            ("swell", Value::V4s(&moment.swell)),
            ("swell_phase", Value::V4s(&moment.swell_phase)),
            ("wind", Value::V4(moment.wind)),
            ("wind_way", Value::V2(moment.wind_way)),
            ("birds", Value::V4s(&moment.birds)),
            ("lantern", Value::V4(moment.float_at)),
            ("lantern_light", Value::V4(moment.float_light)),
            ("porches", Value::V4s(&self.porches)),
            ("porch_light", Value::V4(moment.porch_light)),
            ("place", Value::M4(Mat4::IDENTITY)),
            ("radius", Value::F(props::FLOAT_RADIUS)),
            ("moon_dir", Value::V3(light.moon_dir)),
            ("moon_light", Value::V3(light.moon)),
            ("stars", Value::F(light.stars)),
            ("star_size", Value::F(stars::size_px(view))),
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
        // Sand and sea first, for what stands on them is mirrored there; the sky behind all.
        put(&p.sand, &m.sand, Blend::Solid, &[]);
        put(&p.sea, &m.sea, Blend::Over, &[]);
        let at_sea = [("place", Value::M4(moment.boat))];
        put(&p.mirror, &m.piles, Blend::Mirror, &[]);
        put(&p.mirror, &m.boat, Blend::Mirror, &at_sea);
        for still in [&m.piles, &m.props, &m.small, &m.land] {
            put(&p.solid, still, Blend::Solid, &[]);
        }
        put(&p.solid, &m.perched, Blend::Solid, &[("place", Value::M4(self.perch * moment.look_around))]);
        put(&p.float, &m.ball, Blend::Solid, &[]);
        for field in &m.grass {
            put(&p.grass, field, Blend::Solid, &[]);
        }
        if moment.garden > 0.0 {
            let opened = [("opened", Value::V2(Vec2::new(moment.garden, garden::SPAN)))];
            for plants in &m.garden {
                put(&p.garden, plants, Blend::Over, &opened);
            }
        }
        put(&p.gull, &m.gulls, Blend::Solid, &[]);
        put(&p.solid, &m.boat, Blend::Solid, &at_sea);
        let glare = stars::Glare::of(light);
        put(
            &p.sky,
            self.sky.empty_mesh(),
            Blend::Backdrop,
            &[
                ("sun_dir", Value::V3(glare.dir)),
                ("disc_light", Value::V3(glare.light)),
                ("glare", Value::V4(glare.strength)),
                ("glare_fall", Value::V2(glare.fall)),
            ],
        );
        if light.stars > 0.0 {
            put(&p.stars, &m.stars, Blend::Add, &[]);
        }
        if light.moon.max_element() > 0.0 && light.moon_dir.y > -0.02 {
            put(&p.moon, &m.square, Blend::Add, &[("moon_sun", Value::V3(stars::sun_on_moon(light)))]);
        }
        let glow = |at: Vec4, colour: Vec4, radius: f32| {
            [("lantern", Value::V4(at)), ("lantern_light", Value::V4(colour)), ("radius", Value::F(radius))]
        };
        put(&p.glow, &m.square, Blend::Add, &glow(moment.float_at, moment.float_light, moment.halo_m));
        if moment.lamp_light.w > 0.0 {
            put(&p.glow, &m.square, Blend::Add, &glow(far::lamp().extend(1.0), moment.lamp_light, 15.0));
            for at in self.porches {
                put(&p.glow, &m.square, Blend::Add, &glow(at, moment.porch_light * 1.5, 0.50));
            }
            for at in far::windows() {
                put(&p.glow, &m.square, Blend::Add, &glow(at.extend(1.0), moment.porch_light * 2.3, 5.0));
            }
        }
        counts
    }

    fn bind(&self, gl: &glow::Context) {
        self.sky.dome().bind(gl, "dome");
        self.textures.slopes.bind(gl, "slopes");
        for (film, name) in self.films.iter().zip(["film_a", "film_b", "film_c"]) {
            film.texture.bind(gl, name);
        }
        self.textures.lace.bind(gl, "lace");
        self.textures.grain.bind(gl, "sand");
        self.textures.near.bind(gl, "near_map");
        self.shade.bind(gl);
    }
}
