//! Alpine meadow: a shelf of flowering grass above a misty valley, a massif beyond it, a hut, a wood behind.

mod cows;
mod land;
mod moment;
mod plants;
mod stones;
mod trees;
mod wings;

use glam::{Mat4, Vec2, Vec3, Vec4};

use crate::daylight::{Daylight, LATE_SUMMER};
use crate::gpu::{self, Blend, Capabilities, Mesh, Program, Texel, Texture, Value, Wrap};
use crate::kit::field::Field;
use crate::kit::foliage;
use crate::kit::ground::{Rings, disc};
use crate::kit::range::{self, Panorama};
use crate::kit::stars;
use crate::kit::sunlight::{Reach, Sunlight};
use crate::kit::surface::{self, HEAVENS, Row};
use crate::kit::turf;
use crate::mesh::HEAP_ATTRIBUTES;
use crate::scene::Scene;
use crate::sky::{self, Climate, Sky};
use crate::{Counts, EyeView, Frame, Progress, Quality, StageError, paint, tone};
use moment::Moment;
use plants::Plants;

const GROWTH: &str = shader!("growth.glsl");
const LIT: &str = shader!("lit.frag.glsl");
const CUT: &str = shader!("cut.glsl");
const LEAFY: &str = shader!("leafy.frag.glsl");

/// The meadow's own surfaces; [`HEAVENS`] come before them.
const ROWS: [Row; 11] = [
    ("range", &[shader!("range.vert.glsl")], &[shader!("range.frag.glsl")]),
    ("ground", &[GROWTH, shader!("ground.vert.glsl")], &[GROWTH, shader!("ground.frag.glsl")]),
    ("blade", &[GROWTH, shader!("blade.vert.glsl")], &[LIT]),
    ("flower", &[GROWTH, shader!("flower.vert.glsl")], &[LIT]),
    ("tuft", &[GROWTH, shader!("tuft.vert.glsl")], &[CUT, LEAFY]),
    ("leaf", &[GROWTH, shader!("leaf.vert.glsl")], &[CUT, LEAFY]),
    ("stand", &[GROWTH, shader!("stand.vert.glsl")], &[CUT, shader!("stand.frag.glsl")]),
    ("cow", &[GROWTH, shader!("cow.vert.glsl")], &[GROWTH, shader!("cow.frag.glsl")]),
    ("wings", &[shader!("gull.vert.glsl")], &[shader!("gull.frag.glsl")]),
    ("glow", &[shader!("glow.vert.glsl")], &[shader!("glow.frag.glsl")]),
    ("thing", &[GROWTH, shader!("thing.vert.glsl")], &[GROWTH, shader!("thing.frag.glsl")]),
];

/// North-west lies ahead: the sun sets ahead to the left and rises behind to the right.
const CLIMATE: Climate = Climate {
    bearing: 318.0,
    ground: [Vec3::new(0.085, 0.095, 0.045), Vec3::new(0.080, 0.095, 0.055)],
    cover: [0.010, 0.010],
    season: LATE_SUMMER,
};

const REACH: Reach = Reach { middle: Vec3::new(0.0, 0.0, -4.0), half_m: 50.0, tall_m: 20.0 };

/// How much stronger a low sun is on surfaces than in the sky's own light.
const KEY_OVER_FILL: f32 = 1.35;

/// The same for the moon.
const MOON_OVER_FILL: f32 = 1.9;

/// How much more light the eye takes in than on the beach: grass sends back a third of what sand does.
const EXPOSURE: f32 = 1.42;

pub(crate) struct Meadow {
    seed: u64,
    sky: Sky,
    sunlight: Sunlight,
    programs: Vec<Program>,
    ground: Mesh,
    plants: Plants,
    near_trees: Vec<Field>,
    far_trees: Vec<Field>,
    shades: Mesh,
    things: [Mesh; 2],
    panorama: Panorama,
    cows: Mesh,
    wings: [Mesh; 2],
    moon: Mesh,
    stars: Mesh,
    lace: Texture,
    turf: Texture,
    foliage: Texture,
    counts: Counts,
}

/// How much it is dawn or dusk, when neither sun nor moon lights the land: 0 to 1.
fn twilight(light: &Daylight) -> f32 {
    let y = light.sun_dir.y;
    crate::noise::smoothstep(0.05, -0.02, y) * crate::noise::smoothstep(-0.14, -0.07, y)
}

/// Takes colour out of light by `share`, towards a faint blue of the same brightness.
fn cooled(share: f32) -> Mat4 {
    let grey = Vec3::new(0.2126, 0.7152, 0.0722);
    let blue = Vec3::new(0.90, 1.00, 1.20);
    let column = |i: usize| (Vec3::AXES[i] * (1.0 - share) + blue * (grey[i] * share)).extend(0.0);
    Mat4::from_cols(column(0), column(1), column(2), Vec4::W)
}

impl Scene for Meadow {
    fn new(
        gl: &glow::Context,
        seed: u64,
        quality: Quality,
        caps: Capabilities,
    ) -> Result<Meadow, StageError> {
        // The driver compiles while the processor grows trees.
        let defines = [
            sky::dome_define(caps),
            &tone::defines(),
            &REACH.define(),
            &range::defines(),
            foliage::DEFINES,
            "#define PORCHES 1\n#define HERD 5\n#define MOONLIT\n#define POOLED\n",
        ]
        .concat();
        let drafts = surface::begin(gl, &defines, HEAVENS.iter().chain(&ROWS))?;
        let rings = match quality {
            Quality::Full => Rings { nearest_m: 0.4, farthest_m: 1_500.0, rings: 92, spokes: 118 },
            Quality::Reduced => Rings { nearest_m: 0.4, farthest_m: 1_500.0, rings: 96, spokes: 128 },
            Quality::Lowest => Rings { nearest_m: 0.5, farthest_m: 1_500.0, rings: 70, spokes: 90 },
        };
        let ground = disc(gl, &rings, &land::height, &land::cover)?;
        let trees = trees::build(gl, seed, quality)?;
        let solid = |heap: &crate::mesh::Heap| {
            Mesh::new(gl, &HEAP_ATTRIBUTES, &heap.vertices, &heap.indices, &[], &[])
        };
        let things = [solid(&stones::build(seed))?, solid(&trees.wood)?];
        let evening = CLIMATE.daylight(1_185.0).sun_dir;
        let evening = Vec2::new(evening.x, evening.z).normalize_or(Vec2::X);
        let picture = |side: usize, data: Vec<u8>| {
            let texture =
                Texture::plain(gl, [side as i32; 2], side.ilog2() as i32 + 1, Texel::Rgba8, Wrap::Repeat)?;
            texture.fill(gl, &data);
            Ok::<Texture, StageError>(texture)
        };
        let square = [-1.0, -1.0, 0.0, 1.0, -1.0, 0.0, 1.0, 1.0, 0.0, -1.0, 1.0, 0.0];
        let moon = Mesh::new(gl, &[(0, 3)], &square, &[0, 1, 2, 0, 2, 3], &[], &[])?;
        let mut meadow = Meadow {
            seed,
            sky: Sky::over(gl, seed, CLIMATE, quality, caps)?,
            sunlight: Sunlight::new(gl, REACH, quality)?,
            ground,
            plants: plants::build(gl, seed, quality)?,
            near_trees: trees.near,
            far_trees: trees.far,
            shades: trees.shades,
            things,
            panorama: Panorama::new(gl, &land::range(evening), quality)?,
            cows: cows::mesh(gl, quality)?,
            wings: wings::meshes(gl)?,
            moon,
            stars: stars::mesh(gl, seed)?,
            lace: picture(512, paint::lace(512, seed as u32))?,
            turf: picture(512, turf::paint(512, seed))?,
            foliage: foliage::texture(gl, seed, quality)?,
            programs: surface::finish(gl, drafts)?,
            counts: Counts::default(),
        };
        let meshes: u64 = meadow.fields().map(|field| field.mesh.bytes).sum();
        let single = [&meadow.ground, &meadow.shades, &meadow.cows, &meadow.moon, &meadow.stars];
        meadow.counts.gpu_bytes = meshes
            + single.into_iter().chain(&meadow.things).map(|mesh| mesh.bytes).sum::<u64>()
            + meadow.sky.bytes()
            + meadow.sunlight.bytes()
            + meadow.panorama.bytes()
            + meadow.lace.bytes
            + meadow.turf.bytes
            + meadow.foliage.bytes;
        Ok(meadow)
    }

    fn prepare(&mut self, gl: &glow::Context, frame: &Frame) -> Progress {
        // Calm clears the valley, not the sky.
        let progress = self.sky.prepare(gl, &Frame { calm: 0.0, ..*frame });
        let leafy = self.near_trees.iter().map(|field| &field.mesh).chain(std::iter::once(&self.shades));
        let leafy = (leafy, &self.foliage);
        let minutes = self.sky.minutes_shown(frame);
        self.sunlight.prepare(
            gl,
            minutes,
            |m| CLIMATE.daylight(m).key().0,
            self.things.iter(),
            leafy,
            &self.ground,
        );
        progress
    }

    fn daylight(&self, frame: &Frame) -> Daylight {
        Meadow::daylight_at(self.sky.minutes_shown(frame))
    }

    fn draw(&mut self, gl: &glow::Context, frame: &Frame, views: &[EyeView]) {
        let light = self.daylight(frame);
        let moment = Moment::at(frame, self.seed, &light);
        let mut counts = self.counts;
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
        self.sunlight.destroy(gl);
        self.panorama.destroy(gl);
        self.programs.into_iter().for_each(|program| program.destroy(gl));
        let Plants { blades, tufts, flowers, garden } = self.plants;
        let fields = [blades, tufts, flowers, garden, self.near_trees, self.far_trees];
        fields.into_iter().flatten().for_each(|field| field.mesh.destroy(gl));
        let [things, wood] = self.things;
        let [butterflies, birds] = self.wings;
        [self.ground, self.shades, things, wood, self.cows, butterflies, birds, self.moon, self.stars]
            .into_iter()
            .for_each(|mesh| mesh.destroy(gl));
        [self.lace, self.turf, self.foliage].into_iter().for_each(|texture| texture.destroy(gl));
    }
}

impl Meadow {
    fn fields(&self) -> impl Iterator<Item = &Field> {
        let Plants { blades, tufts, flowers, garden } = &self.plants;
        blades.iter().chain(tufts).chain(flowers).chain(garden).chain(&self.near_trees).chain(&self.far_trees)
    }

    /// The light of an hour: the eye opens further than on pale sand.
    pub fn daylight_at(minutes: f32) -> Daylight {
        let light = CLIMATE.daylight(minutes);
        // Grass at dawn and dusk, with neither sun nor moon on it, is darker still; and late at night the eye has adapted.
        let late = crate::noise::smoothstep(-0.13, -0.20, light.sun_dir.y);
        Daylight { exposure: light.exposure * EXPOSURE * (1.0 + twilight(&light) + 0.9 * late), ..light }
    }

    fn draw_eye(&self, gl: &glow::Context, light: &Daylight, moment: &Moment, view: &EyeView) -> Counts {
        let mut counts = Counts { gpu_bytes: self.counts.gpu_bytes, ..Counts::default() };
        let (key_dir, key_light) = light.key();
        let low = crate::noise::smoothstep(0.6, 0.2, key_dir.y);
        // The moon's light is all there is at night: stronger against the sky's than the sun's is by day.
        let moonlit = light.stars;
        let key_light =
            key_light * (1.0 + (KEY_OVER_FILL - 1.0) * low) * (1.0 + (MOON_OVER_FILL - 1.0) * moonlit);
        // The last of the sun is spread by the haze before it reaches the grass: less of it, and rose rather than red.
        let last = crate::noise::smoothstep(0.085, 0.0, key_dir.y) * (1.0 - moonlit);
        let rose = Vec3::new(1.35, 0.98, 0.80) * key_light.dot(Vec3::new(0.2126, 0.7152, 0.0722));
        let key_light = key_light.lerp(rose, 0.75 * last) * (1.0 - 0.35 * last);
        let (sky_linear, sky_square, sky_rest) = self.sky.light().uniforms();
        // The eye that looks at dark grass sees more of the sky's light on it than the sky itself has.
        // By the moon too nothing is black: what clouds and trees shade still shows its form.
        let fill = (1.0 + 0.55 * low * (1.0 - moonlit) + 2.5 * twilight(light)) * (1.0 + 2.5 * moonlit);
        // Red clouds light the grass less than they look: at dusk the eye takes the land as cool.
        let [sky_linear, sky_square] =
            [sky_linear, sky_square].map(|sky| cooled(0.62 * twilight(light)) * sky * fill);
        let sky_rest = cooled(0.62 * twilight(light)).transform_vector3(sky_rest) * fill;
        let eye = view.world_from_view.w_axis.truncate();
        let mut turned = view.world_from_view;
        turned.w_axis = Vec3::ZERO.extend(1.0);
        let clip_from_world = view.projection * view.world_from_view.inverse();
        let far = view.projection * turned.inverse();
        let flanks = moment.herd.map(|at| Vec4::new(at.w.sin(), 0.0, -at.w.cos(), 0.0) * 0.66);
        let (petals, hearts) = plants::palette();
        // Whether the light comes from the morning's side, for the mountains' own shade.
        let evening = CLIMATE.daylight(1_185.0).sun_dir;
        let morning = 0.5 - 0.5 * (key_dir.x * evening.x + key_dir.z * evening.z);
        let common = [
            ("view_projection", Value::M4(clip_from_world)),
            ("far_view_projection", Value::M4(far)),
            ("inverse_view_projection", Value::M4(far.inverse())),
            ("sky_linear", Value::M4(sky_linear)),
            ("sky_square", Value::M4(sky_square)),
            ("sky_rest", Value::V3(sky_rest)),
            ("sun_from_world", Value::M4(self.sunlight.sun_from_world())),
            ("eye", Value::V3(eye)),
            ("sun_dir", Value::V3(key_dir)),
            ("key_light", Value::V3(key_light)),
            ("moonlit", Value::F(0.72 * moonlit)),
            ("tone_stop", Value::F(tone::stop(light.exposure))),
            ("gust", Value::V4(moment.gust)),
            ("wind_way", Value::V3(moment.wind_way)),
            ("shade_way", Value::V2(moment.shade_way)),
            ("veil", Value::V4(moment.veil)),
            ("mist", Value::V4(moment.mist.truncate().extend(morning))),
            ("herd", Value::V4s(&moment.herd)),
            ("flanks", Value::V4s(&flanks)),
            ("poses", Value::V4s(&moment.poses)),
            ("frames", Value::V4s(&moment.frames)),
            ("birds", Value::V4s(&moment.wings)),
            ("porches", Value::V4s(&[stones::window().extend(1.0)])),
            ("porch_light", Value::V4(moment.window_light * 4.0)),
            ("lantern", Value::V4(stones::lantern_at().extend(1.0))),
            ("lantern_light", Value::V4(moment.lantern_light)),
            ("radius", Value::F(moment.halo_m)),
            ("opened", Value::V2(Vec2::new(2.0, 1.0))),
            ("petals", Value::V4s(&petals)),
            ("hearts", Value::V4s(&hearts)),
            ("moon_dir", Value::V3(light.moon_dir)),
            ("moon_light", Value::V3(light.moon)),
            ("stars", Value::F(light.stars)),
            ("star_size", Value::F(stars::size_px(view))),
        ];
        self.sky.dome().bind(gl, "dome");
        self.lace.bind(gl, "lace");
        self.turf.bind(gl, "turf");
        self.foliage.bind(gl, "foliage");
        self.panorama.bind(gl);
        self.sunlight.bind(gl);
        let [sky, moon, stars, range, ground, blade, flower, tuft, leaf, stand, cow, wings, glow, thing] =
            self.programs.as_slice()
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
        let seen = |fields: &'_ [Field]| -> Vec<usize> {
            (0..fields.len()).filter(|i| fields[*i].seen(&clip_from_world)).collect()
        };
        // What hides most comes first, the sky behind all.
        // All of the herd or none: a cow is within two metres of where it stands.
        let in_view = moment.herd.iter().any(|stand| {
            let at = clip_from_world * stand.truncate().extend(1.0);
            at.w > 0.0 && at.x.abs() < at.w + 3.5
        });
        if in_view {
            put(cow, Blend::Solid, &mut std::iter::once(&self.cows), &[]);
        }
        put(wings, Blend::Solid, &mut self.wings.iter(), &[]);
        put(thing, Blend::Solid, &mut self.things.iter(), &[]);
        let mut grow = |program: &Program, blend: Blend, fields: &[Field]| {
            put(program, blend, &mut seen(fields).iter().map(|i| &fields[*i].mesh), &[]);
        };
        grow(leaf, Blend::Cut, &self.near_trees);
        grow(blade, Blend::Solid, &self.plants.blades);
        grow(tuft, Blend::Cut, &self.plants.tufts);
        grow(flower, Blend::Solid, &self.plants.flowers);
        put(ground, Blend::Solid, &mut std::iter::once(&self.ground), &[]);
        put(stand, Blend::Cut, &mut seen(&self.far_trees).iter().map(|i| &self.far_trees[*i].mesh), &[]);
        let glare = stars::Glare::of(light);
        put(
            sky,
            Blend::Backdrop,
            &mut std::iter::once(self.sky.empty_mesh()),
            &[
                ("sun_dir", Value::V3(glare.dir)),
                ("disc_light", Value::V3(glare.light)),
                ("glare", Value::V4(glare.strength)),
                ("glare_fall", Value::V2(glare.fall)),
            ],
        );
        if light.stars > 0.0 {
            put(stars, Blend::Add, &mut std::iter::once(&self.stars), &[]);
        }
        if light.moon.max_element() > 0.0 && light.moon_dir.y > -0.02 {
            let lit = [("moon_sun", Value::V3(stars::sun_on_moon(light)))];
            put(moon, Blend::Add, &mut std::iter::once(&self.moon), &lit);
        }
        if moment.garden > 0.0 {
            let opened = [("opened", Value::V2(Vec2::new(moment.garden, plants::SPAN)))];
            let shown = seen(&self.plants.garden);
            put(flower, Blend::Solid, &mut shown.iter().map(|i| &self.plants.garden[*i].mesh), &opened);
        }
        put(range, Blend::Over, &mut std::iter::once(&self.panorama.mesh), &[]);
        let square = || std::iter::once(&self.moon);
        put(glow, Blend::Add, &mut square(), &[]);
        if moment.window_light.w > 0.0 {
            let window = [
                ("lantern", Value::V4(stones::window().extend(1.0))),
                ("lantern_light", Value::V4(moment.window_light * 1.3)),
                ("radius", Value::F(0.85)),
            ];
            put(glow, Blend::Add, &mut square(), &window);
        }
        counts
    }
}
