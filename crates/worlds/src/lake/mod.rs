//! Starry lake: a jetty on a still lake among pines in the north, real stars and the Milky Way, aurora over a snowy ridge.

mod aurora;
mod growth;
mod jetty;
mod land;
mod life;
mod moment;

use glam::{Mat3, Mat4, Vec2, Vec3, Vec4};

use crate::daylight::{Daylight, Season};
use crate::gpu::{
    self, Blend, Capabilities, Draft, Mesh, Program, Target, Texel, Texture, Value, Wrap, figure,
};
use crate::kit::field::Field;
use crate::kit::foliage;
use crate::kit::ground::{Rings, disc};
use crate::kit::range::{self, Panorama};
use crate::kit::sunlight::{Reach, Sunlight};
use crate::kit::surface::{self, Row};
use crate::kit::{night, stars, turf};
use crate::mesh::{HEAP_ATTRIBUTES, Heap};
use crate::noise::smoothstep;
use crate::scene::Scene;
use crate::sky::{self, Climate, Sky};
use crate::{Counts, EyeView, Frame, Progress, Quality, StageError, paint, slopes, tone};
use aurora::Aurora;
use growth::Growth;
use moment::Moment;

const GROWTH: &str = shader!("growth.glsl");
const CUT: &str = shader!("cut.glsl");
const LEAFY: &str = shader!("leafy.frag.glsl");
const LIT: &str = shader!("lit.frag.glsl");
const PLAIN: &str = shader!("lit_plain.frag.glsl");
const NIGHT: &str = shader!("night.glsl");

const ROWS: [Row; 16] = [
    ("sky", &[shader!("sky.vert.glsl")], &[NIGHT, shader!("night_sky.frag.glsl")]),
    ("star", &[shader!("star.vert.glsl")], &[shader!("star.frag.glsl")]),
    ("range", &[shader!("range.vert.glsl")], &[shader!("range.frag.glsl")]),
    ("ground", &[GROWTH, shader!("ground.vert.glsl")], &[GROWTH, shader!("ground.frag.glsl")]),
    ("lake", &[GROWTH, shader!("lake.vert.glsl")], &[GROWTH, NIGHT, shader!("lake.frag.glsl")]),
    ("mirror", &[GROWTH, shader!("lake_mirror.vert.glsl")], &[GROWTH, shader!("lake_mirror.frag.glsl")]),
    ("thing", &[GROWTH, shader!("thing.vert.glsl")], &[GROWTH, shader!("thing.frag.glsl")]),
    ("leaf", &[GROWTH, shader!("leaf.vert.glsl")], &[CUT, LEAFY]),
    ("stand", &[GROWTH, shader!("stand.vert.glsl")], &[CUT, shader!("stand.frag.glsl")]),
    ("blade", &[GROWTH, shader!("blade.vert.glsl")], &[LIT]),
    ("tuft", &[GROWTH, shader!("tuft.vert.glsl")], &[CUT, LEAFY]),
    ("lily", &[GROWTH, shader!("lily.vert.glsl")], &[PLAIN]),
    ("loon", &[GROWTH, shader!("swimmer_bird.vert.glsl")], &[PLAIN]),
    ("moth", &[shader!("gull.vert.glsl")], &[shader!("gull.frag.glsl")]),
    ("spark", &[shader!("spark.vert.glsl")], &[shader!("spark.frag.glsl")]),
    ("glow", &[shader!("glow.vert.glsl")], &[shader!("glow.frag.glsl")]),
];

/// North-north-west lies ahead: the sun goes down on the left, the dawn comes up on the right. The end of September at 66°
/// north, without a moon.
const CLIMATE: Climate = Climate {
    bearing: 335.0,
    ground: [Vec3::new(0.060, 0.066, 0.040), Vec3::new(0.045, 0.055, 0.060)],
    cover: [-0.9, -0.9],
    season: Season { latitude: 66.0, sun_declination: -3.0, moon: 0.0 },
};

const REACH: Reach = Reach { middle: Vec3::new(0.0, 0.0, 4.0), half_m: 42.0, tall_m: 20.0 };

/// The picture of the wood that the water mirrors: where it begins and how high it reaches, in radians.
const STRIP: [f32; 2] = [-0.02, 0.80];

/// How much stronger a low sun is on surfaces than in the sky's own light.
const KEY_OVER_FILL: f32 = 1.35;
/// How much more light the eye takes in than on a beach: dark wood and dark water send little back.
const EXPOSURE: f32 = 1.75;
/// The eye that looks at dark land sees more of the night sky's light on it than the sky itself has.
const NIGHT_FILL: f32 = 5.8;
/// Sidereal time at midnight at the end of September, and what an hour adds (degrees; solar noon lies at 13:40).
const SIDEREAL: [f32; 2] = [341.0, 15.04];

pub(crate) struct Lake {
    seed: u64,
    sky: Sky,
    aurora: Aurora,
    sunlight: Sunlight,
    programs: Vec<Program>,
    ground: Mesh,
    water: Mesh,
    growth: Growth,
    /// What stands in the water, what stands ashore, and the wood of the birches.
    things: [Mesh; 3],
    panorama: Panorama,
    strip: Target,
    loons: Mesh,
    moths: Mesh,
    sparks: Mesh,
    square: Mesh,
    stars: Mesh,
    slopes: Texture,
    lace: Texture,
    turf: Texture,
    foliage: Texture,
    counts: Counts,
}

/// How the heavens stand at a time of day.
fn heavens(minutes: f32) -> Mat3 {
    let sidereal = SIDEREAL[0] + SIDEREAL[1] * minutes / 60.0;
    night::turned(CLIMATE.season.latitude as f32, sidereal, CLIMATE.bearing as f32)
}

fn upload(gl: &glow::Context, heap: &Heap) -> Result<Mesh, StageError> {
    Mesh::new(gl, &HEAP_ATTRIBUTES, &heap.vertices, &heap.indices, &[], &[])
}

/// Paints what the lake mirrors of the wood: seen from as far below the water as the client's eyes are above it.
fn mirrored_wood(
    gl: &glow::Context,
    defines: &str,
    strip: &Mesh,
    foliage: &Texture,
    quality: Quality,
) -> Result<Target, StageError> {
    let size = if quality == Quality::Full { [2048, 320] } else { [1024, 160] };
    let target = Target::new(gl, Texture::plain(gl, size, 5, Texel::Rgba8, Wrap::Repeat)?)?;
    let draft =
        Draft::begin(gl, "strip", &[defines, shader!("strip.vert.glsl")], &[shader!("strip.frag.glsl")])?;
    let program = draft.finish(gl)?;
    target.begin_empty(gl);
    foliage.bind(gl, "foliage");
    program.apply(gl, &[("eye", Value::V3(Vec3::new(0.0, 2.0 * land::WATER_M - 1.2, 0.0)))]);
    strip.draw(gl);
    gpu::leave_targets(gl);
    target.texture.make_mips(gl);
    program.destroy(gl);
    Ok(target)
}

impl Scene for Lake {
    fn new(gl: &glow::Context, seed: u64, quality: Quality, caps: Capabilities) -> Result<Lake, StageError> {
        let strip_at = [
            "#define STRIP_LOW (",
            &figure(STRIP[0], 4),
            ")\n#define STRIP_SPAN ",
            &figure(STRIP[1], 4),
            "\n",
        ]
        .concat();
        let defines = [
            sky::dome_define(caps),
            &tone::defines(),
            &REACH.define(),
            &range::defines(),
            foliage::DEFINES,
            &strip_at,
            // Long boards show seams where their corners' values are taken at the centroid.
            "#define centroid\n#define PORCHES 2\n#define HERD 1\n#define MOONLIT\n",
        ]
        .concat();
        let drafts = surface::begin(gl, &defines, ROWS.iter())?;
        let (rings, spokes) = match quality {
            Quality::Full => (92, 118),
            Quality::Reduced => (80, 100),
            Quality::Lowest => (70, 90),
        };
        let near = Rings { nearest_m: 0.6, farthest_m: 1_400.0, rings, spokes };
        let wet = Rings { nearest_m: 0.6, farthest_m: 470.0, rings: rings / 2, spokes };
        let ground = disc(gl, &near, &land::height, &land::cover)?;
        let water = disc(gl, &wet, &|_| land::WATER_M, &|p| {
            Vec2::new(land::WATER_M - land::height(p), smoothstep(-2.0, -14.0, land::inland(p)))
        })?;
        let growth = growth::build(gl, seed, quality)?;
        let [standing, ashore] = jetty::build(seed);
        let things = [upload(gl, &standing)?, upload(gl, &ashore)?, upload(gl, &growth.wood)?];
        let evening = CLIMATE.daylight(1_120.0).sun_dir;
        let evening = Vec2::new(evening.x, evening.z).normalize_or(Vec2::X);
        let picture = |side: usize, data: Vec<u8>| {
            let levels = side.ilog2() as i32 + 1;
            let texture = Texture::plain(gl, [side as i32; 2], levels, Texel::Rgba8, Wrap::Repeat)?;
            texture.fill(gl, &data);
            Ok::<Texture, StageError>(texture)
        };
        let square = [-1.0, -1.0, 0.0, 1.0, -1.0, 0.0, 1.0, 1.0, 0.0, -1.0, 1.0, 0.0];
        let side = if quality == Quality::Lowest { 128 } else { 256 };
        let film = slopes::film(side, 1, seed, true);
        let foliage = foliage::texture(gl, seed, quality)?;
        let sparks: Vec<f32> = (0..life::SPARKS).map(|spark| spark as f32).collect();
        let mut lake = Lake {
            seed,
            sky: Sky::over(gl, seed, CLIMATE, quality, caps)?,
            aurora: Aurora::new(gl, seed, CLIMATE.ground, quality, caps)?,
            sunlight: Sunlight::new(gl, REACH, quality)?,
            ground,
            water,
            things,
            panorama: Panorama::new(gl, &land::range(evening), quality)?,
            strip: mirrored_wood(gl, &strip_at, &growth.strip, &foliage, quality)?,
            growth,
            loons: life::loons(gl)?,
            moths: life::moths(gl)?,
            sparks: Mesh::points(gl, &[(0, 1)], &sparks)?,
            square: Mesh::new(gl, &[(0, 3)], &square, &[0, 1, 2, 0, 2, 3], &[], &[])?,
            stars: night::stars(gl, seed)?,
            slopes: Texture::deep(
                gl,
                glow::TEXTURE_2D_ARRAY,
                [side as i32, side as i32, 1],
                Texel::Rgba16f,
                &film,
            )?,
            lace: picture(512, paint::lace(512, seed as u32))?,
            turf: picture(512, turf::paint(512, seed))?,
            foliage,
            programs: surface::finish(gl, drafts)?,
            counts: Counts::default(),
        };
        lake.counts.gpu_bytes = lake.fields().map(|field| field.mesh.bytes).sum::<u64>()
            + lake.single().map(|mesh| mesh.bytes).sum::<u64>()
            + lake.sky.bytes()
            + lake.aurora.bytes()
            + lake.sunlight.bytes()
            + lake.panorama.bytes()
            + lake.strip.texture.bytes
            + [&lake.slopes, &lake.lace, &lake.turf, &lake.foliage]
                .map(|texture| texture.bytes)
                .iter()
                .sum::<u64>();
        Ok(lake)
    }

    fn prepare(&mut self, gl: &glow::Context, frame: &Frame) -> Progress {
        // Calm opens the aurora, not the clouds.
        let progress = self.sky.prepare(gl, &Frame { calm: 0.0, ..*frame });
        let leafy =
            self.growth.near.iter().map(|field| &field.mesh).chain(std::iter::once(&self.growth.shades));
        let minutes = self.sky.minutes_shown(frame);
        self.sunlight.prepare(
            gl,
            minutes,
            |m| CLIMATE.daylight(m).key().0,
            self.things.iter(),
            (leafy, &self.foliage),
            &self.ground,
        );
        let light = Lake::daylight_at(minutes);
        let moment = Moment::at(frame, self.seed, &light);
        let mark = (frame.world_time, minutes.to_bits(), frame.calm.to_bits());
        self.lace.bind(gl, "lace");
        self.aurora.prepare(gl, &moment, mark, heavens(minutes), self.sky.empty_mesh());
        progress
    }

    fn daylight(&self, frame: &Frame) -> Daylight {
        Lake::daylight_at(self.sky.minutes_shown(frame))
    }

    fn draw(&mut self, gl: &glow::Context, frame: &Frame, views: &[EyeView]) {
        let light = self.daylight(frame);
        let minutes = self.sky.minutes_shown(frame);
        let moment = Moment::at(frame, self.seed, &light);
        let mut counts = self.counts;
        for view in views {
            counts = self.draw_eye(gl, (&light, heavens(minutes)), &moment, view);
        }
        self.counts = counts;
        gpu::end_surfaces(gl);
    }

    fn counts(&self) -> Counts {
        self.counts
    }

    fn destroy(self: Box<Self>, gl: &glow::Context) {
        self.sky.destroy(gl);
        self.aurora.destroy(gl);
        self.sunlight.destroy(gl);
        self.panorama.destroy(gl);
        self.strip.destroy(gl);
        self.programs.into_iter().for_each(|program| program.destroy(gl));
        let Growth { near, far, shades, strip, reeds, tufts, lilies, .. } = self.growth;
        [near, far, reeds, tufts, lilies].into_iter().flatten().for_each(|field| field.mesh.destroy(gl));
        let single = [
            self.ground,
            self.water,
            shades,
            strip,
            self.loons,
            self.moths,
            self.sparks,
            self.square,
            self.stars,
        ];
        single.into_iter().chain(self.things).for_each(|mesh| mesh.destroy(gl));
        [self.slopes, self.lace, self.turf, self.foliage].into_iter().for_each(|texture| texture.destroy(gl));
    }
}

impl Lake {
    fn fields(&self) -> impl Iterator<Item = &Field> {
        let Growth { near, far, reeds, tufts, lilies, .. } = &self.growth;
        near.iter().chain(far).chain(reeds).chain(tufts).chain(lilies)
    }

    fn single(&self) -> impl Iterator<Item = &Mesh> {
        let own =
            [&self.ground, &self.water, &self.growth.shades, &self.growth.strip, &self.loons, &self.moths];
        own.into_iter().chain([&self.sparks, &self.square, &self.stars]).chain(&self.things)
    }

    /// The light of an hour: the eye opens further than on pale sand.
    pub fn daylight_at(minutes: f32) -> Daylight {
        let light = CLIMATE.daylight(minutes);
        // Between the sun and the stars nothing lights the shore but a strip of sky.
        let y = light.sun_dir.y;
        let twilight = smoothstep(0.02, -0.06, y) * smoothstep(-0.22, -0.12, y);
        Daylight { exposure: light.exposure * EXPOSURE * (1.0 + 0.65 * twilight), ..light }
    }

    fn draw_eye(
        &self,
        gl: &glow::Context,
        (light, heavens): (&Daylight, Mat3),
        moment: &Moment,
        view: &EyeView,
    ) -> Counts {
        let mut counts = Counts { gpu_bytes: self.counts.gpu_bytes, ..Counts::default() };
        let (key_dir, key_light) = light.key();
        let key_light = key_light * (1.0 + (KEY_OVER_FILL - 1.0) * smoothstep(0.6, 0.2, key_dir.y));
        let mut around = *self.sky.light();
        around.add(self.aurora.light(), moment.aurora * 0.016);
        let fill = 1.0 + (NIGHT_FILL - 1.0) * light.stars.max(0.8 * moment.dark);
        let (sky_linear, sky_square, sky_rest) = around.uniforms();
        let (sky_linear, sky_square, sky_rest) = (sky_linear * fill, sky_square * fill, sky_rest * fill);
        let wood_light = sky_linear.transform_point3(Vec3::new(0.0, 0.6, 0.55)) + key_light * 0.06;
        let grey = Vec3::new(0.80, 0.96, 1.26) * wood_light.dot(Vec3::new(0.30, 0.50, 0.20));
        let wood_light = wood_light.lerp(grey, 0.60 * light.stars);
        let eye = view.world_from_view.w_axis.truncate();
        let mut turned = view.world_from_view;
        turned.w_axis = Vec3::ZERO.extend(1.0);
        let clip_from_world = view.projection * view.world_from_view.inverse();
        let far = view.projection * turned.inverse();
        let evening = CLIMATE.daylight(1_120.0).sun_dir;
        let morning = 0.5 - 0.5 * (key_dir.x * evening.x + key_dir.z * evening.z);
        let pixels = 0.5 * view.viewport[3] as f32 * view.projection.y_axis.y;
        // No herd grazes here, but the shaders that land shares have room for one.
        let (nowhere, some_way) = ([Vec4::new(0.0, -900.0, 0.0, 0.0)], [Vec4::new(0.66, 0.0, 0.0, 0.0)]);
        let shown = Vec4::new(light.stars, stars::size_px(view), 0.0, land::WATER_M);
        let common = [
            ("view_projection", Value::M4(clip_from_world)),
            ("far_view_projection", Value::M4(far)),
            ("inverse_view_projection", Value::M4(far.inverse())),
            ("world_from_stars", Value::M4(Mat4::from_mat3(heavens))),
            ("sky_linear", Value::M4(sky_linear)),
            ("sky_square", Value::M4(sky_square)),
            ("sky_rest", Value::V3(sky_rest)),
            ("sun_from_world", Value::M4(self.sunlight.sun_from_world())),
            ("eye", Value::V3(eye)),
            ("sun_dir", Value::V3(key_dir)),
            ("key_light", Value::V3(key_light)),
            ("moonlit", Value::F(0.60 * light.stars)),
            ("night_dim", Value::F(0.52 * light.stars)),
            ("tone_stop", Value::F(tone::stop(light.exposure))),
            ("gust", Value::V4(moment.gust)),
            ("wind_way", Value::V3(moment.wind_way)),
            ("veil", Value::V4(moment.veil)),
            ("mist", Value::V4(moment.mist.truncate().extend(morning))),
            ("herd", Value::V4s(&nowhere)),
            ("flanks", Value::V4s(&some_way)),
            ("films", Value::V4s(&moment.films)),
            ("rings", Value::V4s(&moment.rings)),
            ("wakes", Value::V4s(&moment.wakes)),
            ("ripple", Value::V4(moment.ripple)),
            ("twinkle", Value::V4(moment.twinkle)),
            ("wood_light", Value::V3(wood_light)),
            ("wood_tint", Value::V3(Vec3::new(0.050, 0.062, 0.038))),
            ("level", Value::F(land::WATER_M)),
            ("birds", Value::V4s(&moment.moths)),
            ("loons", Value::V4s(&moment.loons)),
            ("sparks", Value::V4s(&moment.sparks)),
            ("spark_px", Value::V2(Vec2::new(pixels, 1.0))),
            ("opening", Value::V3(Vec3::new(moment.garden, 0.14, 0.55))),
            ("porches", Value::V4s(&[jetty::window().extend(1.0), jetty::ASHORE.extend(1.0)])),
            ("porch_light", Value::V4(moment.window_light)),
            ("lantern", Value::V4(jetty::LANTERN.extend(1.0))),
            ("lantern_light", Value::V4(moment.lantern_light)),
            ("radius", Value::F(moment.halo_m)),
            ("shown", Value::V4(shown)),
        ];
        self.sky.dome().bind(gl, "dome");
        self.aurora.bind(gl);
        self.lace.bind(gl, "lace");
        self.turf.bind(gl, "turf");
        self.foliage.bind(gl, "foliage");
        self.slopes.bind(gl, "slopes");
        self.strip.texture.bind(gl, "strip");
        self.panorama.bind(gl);
        self.sunlight.bind(gl);
        let [
            sky,
            star,
            range,
            ground,
            lake,
            mirror,
            thing,
            leaf,
            stand,
            blade,
            tuft,
            lily,
            loon,
            moth,
            spark,
            glow,
        ] = self.programs.as_slice()
        else {
            return counts;
        };
        let mut put = |program: &Program,
                       blend: Blend,
                       meshes: &mut dyn Iterator<Item = &Mesh>,
                       own: &[(&str, Value)]| {
            gpu::begin_surface(gl, blend, view.viewport);
            program.apply(gl, &common);
            program.set(gl, own);
            for mesh in meshes {
                mesh.draw(gl);
                counts.draws += 1;
                counts.triangles += mesh.triangles().max(1);
            }
        };
        let one = std::iter::once;
        let glare = stars::Glare::of(light);
        // What glows keeps its colours where the land loses them.
        let glows = ("moonlit", Value::F(0.0));
        let glaring = [
            glows,
            ("sun_dir", Value::V3(glare.dir)),
            ("disc_light", Value::V3(glare.light)),
            ("glare", Value::V4(glare.strength)),
            ("glare_fall", Value::V2(glare.fall)),
        ];
        // The ground and the lake on it come first, then what the lake mirrors, so that jetty and boat cover that again.
        put(ground, Blend::Solid, &mut one(&self.ground), &[]);
        put(lake, Blend::Over, &mut one(&self.water), &[glows]);
        put(mirror, Blend::Mirror, &mut one(&self.things[0]), &[]);
        put(thing, Blend::Solid, &mut self.things.iter(), &[]);
        put(loon, Blend::Solid, &mut one(&self.loons), &[]);
        let seen = |fields: &'_ [Field]| -> Vec<usize> {
            (0..fields.len()).filter(|i| fields[*i].seen(&clip_from_world)).collect()
        };
        let mut grow = |program: &Program, blend: Blend, fields: &[Field]| {
            put(program, blend, &mut seen(fields).iter().map(|i| &fields[*i].mesh), &[]);
        };
        grow(leaf, Blend::Cut, &self.growth.near);
        grow(lily, Blend::Solid, &self.growth.lilies);
        grow(blade, Blend::Solid, &self.growth.reeds);
        grow(tuft, Blend::Cut, &self.growth.tufts);
        grow(stand, Blend::Cut, &self.growth.far);
        put(sky, Blend::Backdrop, &mut one(self.sky.empty_mesh()), &glaring);
        if light.stars > 0.0 {
            put(star, Blend::Add, &mut one(&self.stars), &[]);
            let mirrored = [("shown", Value::V4(Vec4::new(shown.x, shown.y, 1.0, shown.w)))];
            put(star, Blend::Add, &mut one(&self.stars), &mirrored);
        }
        put(range, Blend::Over, &mut one(&self.panorama.mesh), &[]);
        if moment.dark > 0.0 {
            put(moth, Blend::Solid, &mut one(&self.moths), &[glows]);
            put(spark, Blend::Add, &mut one(&self.sparks), &[]);
        }
        put(glow, Blend::Add, &mut one(&self.square), &[glows]);
        if moment.window_light.w > 0.0 {
            for (at, share, radius) in [(jetty::window(), 0.8, 0.95), (jetty::ASHORE, 0.45, 0.34)] {
                let lit = [
                    glows,
                    ("lantern", Value::V4(at.extend(1.0))),
                    ("lantern_light", Value::V4(moment.window_light * share)),
                    ("radius", Value::F(radius)),
                ];
                put(glow, Blend::Add, &mut one(&self.square), &lit);
            }
        }
        counts
    }
}
