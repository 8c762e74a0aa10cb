//! Forest stream: a mossy seat in an old wood of beech and oak, a clear brook that comes down a ledge and bends out of sight.

mod floor;
mod land;
mod leaves;
mod life;
mod moment;
mod pictures;
mod things;
mod trees;
mod water;

use glam::{Mat4, Vec2, Vec3, Vec4};

use crate::daylight::{Daylight, LATE_SUMMER};
use crate::gpu::{self, Blend, Capabilities, Mesh, Program, Texel, Texture, Value, Wrap, figure};
use crate::kit::field::Field;
use crate::kit::foliage;
use crate::kit::stars;
use crate::kit::sunlight::{Reach, Sunlight};
use crate::kit::surface::{self, HEAVENS, Row};
use crate::mesh::{HEAP_ATTRIBUTES, Heap};
use crate::noise::{Random, smoothstep};
use crate::reef::pictures::{caustics, ripples};
use crate::scene::Scene;
use crate::sky::{self, Climate, Sky};
use crate::{Counts, EyeView, Frame, Progress, Quality, StageError, paint, tone};
use moment::Moment;

const WOOD: &str = shader!("forest.glsl");
const CUT: &str = shader!("cut.glsl");

/// The wood's own surfaces; [`HEAVENS`] come before them.
const ROWS: [Row; 11] = [
    ("floor", &[WOOD, shader!("floor.vert.glsl")], &[WOOD, shader!("floor.frag.glsl")]),
    ("brook", &[WOOD, shader!("brook.vert.glsl")], &[WOOD, shader!("brook.frag.glsl")]),
    ("bole", &[WOOD, shader!("bole.vert.glsl")], &[WOOD, shader!("bole.frag.glsl")]),
    ("crown", &[WOOD, shader!("crown.vert.glsl")], &[CUT, shader!("leafy.frag.glsl")]),
    ("copse", &[WOOD, shader!("stand.vert.glsl")], &[CUT, shader!("copse.frag.glsl")]),
    ("depths", &[WOOD, shader!("depths.vert.glsl")], &[WOOD, shader!("depths.frag.glsl")]),
    ("anemone", &[WOOD, shader!("flower.vert.glsl")], &[shader!("lit.frag.glsl")]),
    ("wings", &[shader!("gull.vert.glsl")], &[shader!("gull.frag.glsl")]),
    ("beam", &[WOOD, shader!("beam.vert.glsl")], &[shader!("shaft.frag.glsl")]),
    ("gnat", &[WOOD, shader!("gnat.vert.glsl")], &[shader!("plankton.frag.glsl")]),
    ("glow", &[shader!("glow.vert.glsl")], &[shader!("glow.frag.glsl")]),
];

/// South-east lies ahead: the morning's sun comes through the crowns ahead, the evening's from behind, on the right.
const CLIMATE: Climate = Climate {
    bearing: 138.0,
    ground: [Vec3::new(0.075, 0.085, 0.040), Vec3::new(0.075, 0.085, 0.040)],
    cover: [0.004, 0.004],
    season: LATE_SUMMER,
};

const REACH: Reach = Reach { middle: Vec3::new(0.0, 0.0, -5.0), half_m: 24.0, tall_m: 22.0 };

/// How much of the sun comes down to the floor where a gap lets it, and how much of the sky's light.
const KEY: f32 = 1.30;
const FILL: f32 = 1.38;
/// How much more light the eye takes in than on the beach: a wood is dark.
const EXPOSURE: f32 = 2.9;

/// Where gnats dance: over the near bank, in the light of the morning.
const SWARM: Vec3 = Vec3::new(-2.5, 1.25, -4.4);

pub(crate) struct Forest {
    seed: u64,
    sky: Sky,
    sunlight: Sunlight,
    programs: Vec<Program>,
    ground: Mesh,
    water: Mesh,
    wood: Vec<Field>,
    crowns: Vec<Field>,
    floor: Vec<Field>,
    far: Vec<Field>,
    shades: Mesh,
    flowers: [Vec<Field>; 2],
    flying: [Mesh; 4],
    creatures: life::Creatures,
    depths: Mesh,
    beams: Mesh,
    gnats: Mesh,
    moon: Mesh,
    stars: Mesh,
    pictures: [(&'static str, Texture); 6],
    counts: Counts,
}

/// How much it is dawn or dusk, when neither sun nor moon lights the land: 0 to 1.
fn twilight(light: &Daylight) -> f32 {
    let y = light.sun_dir.y;
    smoothstep(0.05, -0.02, y) * smoothstep(-0.14, -0.07, y)
}

/// Light under leaves: by day greener and warmer (share 1), by night bluer (0), as eyes see it; `pale` takes colour out
/// of it, as leaves have more than one hue of sky above them.
fn greened(share: f32, pale: f32) -> Mat4 {
    let grey = Vec3::new(0.2126, 0.7152, 0.0722);
    let tint = Vec3::new(0.78, 1.0, 1.16).lerp(Vec3::new(1.16, 1.05, 0.62), share);
    let column = |i: usize| (tint * (Vec3::AXES[i] * (1.0 - pale) + Vec3::splat(grey[i] * pale))).extend(0.0);
    Mat4::from_cols(column(0), column(1), column(2), Vec4::W)
}

/// Shafts stand where patches of sun may lie: a jittered grid, closest ahead.
fn beams(gl: &glow::Context, seed: u64) -> Result<Mesh, StageError> {
    let mut random = Random::new(seed, 901);
    let mut records = Vec::new();
    for i in 0..96 {
        let (a, r) = (i as f32 * 2.399_96, 2.4 + 14.0 * ((i as f32 + 0.5) / 96.0).sqrt());
        let p = Vec2::new(a.sin(), -a.cos()) * r + Vec2::new(0.0, -2.5);
        records.extend_from_slice(&[p.x, p.y, random.between(0.16, 0.55), random.unit()]);
    }
    let corners: Vec<f32> =
        (0..7).flat_map(|row| [-1.0, 0.0, 1.0].map(|x| [x, row as f32 / 6.0, 0.0])).flatten().collect();
    let quads: Vec<u32> = (0..6)
        .flat_map(|row| [row * 3, row * 3 + 1])
        .flat_map(|a| [a, a + 3, a + 1, a + 1, a + 3, a + 4])
        .collect();
    Mesh::new(gl, &[(0, 3)], &corners, &quads, &[(1, 4)], &records)
}

/// A ring of wall, from below the feet to high in the sky.
fn depths(gl: &glow::Context) -> Result<Mesh, StageError> {
    let (mut vertices, mut indices) = (Vec::new(), Vec::<u32>::new());
    let highs = [-1.2, -0.10, 0.12, 0.45, 1.1f32];
    for spoke in 0..=40u32 {
        let a = spoke as f32 / 40.0 * std::f32::consts::TAU;
        highs.iter().for_each(|high| vertices.extend_from_slice(&[a.sin(), *high, -a.cos()]));
    }
    for a in (0..40u32).flat_map(|spoke| (0..4).map(move |k| spoke * 5 + k)) {
        indices.extend_from_slice(&[a, a + 5, a + 1, a + 1, a + 5, a + 6]);
    }
    Mesh::new(gl, &[(0, 3)], &vertices, &indices, &[], &[])
}

impl Scene for Forest {
    fn new(
        gl: &glow::Context,
        seed: u64,
        quality: Quality,
        caps: Capabilities,
    ) -> Result<Forest, StageError> {
        let swarm = SWARM.to_array().map(|x| figure(x, 2)).join(", ");
        let defines = [
            sky::dome_define(caps),
            &tone::defines(),
            &REACH.define(),
            foliage::DEFINES,
            "#define PORCHES 1\n#define MOONLIT\n#define WATER_Y -0.485\n#define WATER_X -0.010\n#define SWARM vec3(",
            &swarm,
            ")\n",
        ]
        .concat();
        // The driver compiles while the processor grows trees.
        let drafts = surface::begin(gl, &defines, HEAVENS.iter().chain(&ROWS))?;
        let share = match quality {
            Quality::Full => 1.0,
            Quality::Reduced => 0.75,
            Quality::Lowest => 0.6,
        };
        let morning = CLIMATE.daylight(f32::from(catalogue::World::ForestStream.opening_minutes())).sun_dir;
        let mut trees = trees::build(seed, share, morning);
        let mut moss = trees::heaps();
        things::build(seed, &mut trees.wood, &mut moss);
        let mut low = floor::build(seed, share);
        for (i, more) in moss.iter().enumerate().chain(trees.low.iter().enumerate()) {
            let start = low[i].count();
            low[i].vertices.extend_from_slice(&more.vertices);
            low[i].indices.extend(more.indices.iter().map(|index| index + start));
        }
        let fields = |heaps: &[Heap]| {
            let full = heaps.iter().filter(|heap| !heap.indices.is_empty());
            full.map(|heap| Field::of(gl, heap)).collect::<Result<Vec<_>, _>>()
        };
        let picture = |side: usize, data: Vec<u8>| {
            let texture =
                Texture::plain(gl, [side as i32; 2], side.ilog2() as i32 + 1, Texel::Rgba8, Wrap::Repeat)?;
            texture.fill(gl, &data);
            Ok::<Texture, StageError>(texture)
        };
        let fine = if quality == Quality::Full { 1_024 } else { 512 };
        let square = [-1.0, -1.0, 0.0, 1.0, -1.0, 0.0, 1.0, 1.0, 0.0, -1.0, 1.0, 0.0];
        let mut random = Random::new(seed, 903);
        let motes: Vec<f32> = (0..360)
            .flat_map(|i| {
                [
                    random.unit(),
                    random.unit(),
                    random.unit(),
                    if i < 70 { 1.0 } else { 0.0 } + 0.99 * random.unit(),
                ]
            })
            .collect();
        let mut forest = Forest {
            seed,
            sky: Sky::over(gl, seed, CLIMATE, quality, caps)?,
            sunlight: Sunlight::new(gl, REACH, quality)?,
            ground: water::ground(gl, quality)?,
            water: water::water(gl, seed, quality)?,
            wood: fields(&trees.wood)?,
            crowns: fields(&trees.leaves)?,
            floor: fields(&low)?,
            far: fields(&trees.far_sectors)?,
            shades: Mesh::new(gl, &HEAP_ATTRIBUTES, &trees.far.vertices, &trees.far.indices, &[], &[])?,
            flowers: floor::flowers(gl, seed, share)?,
            flying: life::flying(gl)?,
            creatures: life::creatures(gl)?,
            depths: depths(gl)?,
            beams: beams(gl, seed)?,
            gnats: Mesh::points(gl, &[(0, 4)], &motes)?,
            moon: Mesh::new(gl, &[(0, 3)], &square, &[0, 1, 2, 0, 2, 3], &[], &[])?,
            stars: stars::mesh(gl, seed)?,
            pictures: [
                ("lace", picture(512, paint::lace(512, seed as u32))?),
                ("turf", picture(fine, pictures::litter(fine, seed))?),
                ("contact", picture(512, pictures::gravel(512, seed))?),
                ("foliage", foliage::upload(gl, quality, &|fine| leaves::paint(seed, fine))?),
                ("caustics", caustics(gl, seed)?),
                ("slopes", ripples(gl, seed)?),
            ],
            programs: surface::finish(gl, drafts)?,
            counts: Counts::default(),
        };
        let single =
            [&forest.ground, &forest.water, &forest.shades, &forest.depths, &forest.beams, &forest.gnats];
        let single = single.into_iter().chain([&forest.moon, &forest.stars]);
        forest.counts.gpu_bytes = forest.fields().map(|field| field.mesh.bytes).sum::<u64>()
            + single
                .chain(&forest.flying)
                .chain(&forest.creatures.meshes)
                .map(|mesh| mesh.bytes)
                .sum::<u64>()
            + forest.pictures.iter().map(|(_, texture)| texture.bytes).sum::<u64>()
            + forest.sky.bytes()
            + forest.sunlight.bytes();
        Ok(forest)
    }

    fn prepare(&mut self, gl: &glow::Context, frame: &Frame) -> Progress {
        // Calm lets more sun through the leaves; the sky stays.
        let progress = self.sky.prepare(gl, &Frame { calm: 0.0, ..*frame });
        let leafy = self.crowns.iter().chain(&self.floor).map(|field| &field.mesh);
        let leafy = leafy.chain(std::iter::once(&self.shades));
        let minutes = self.sky.minutes_shown(frame);
        self.sunlight.prepare(
            gl,
            minutes,
            |m| CLIMATE.daylight(m).key().0,
            self.wood.iter().map(|field| &field.mesh),
            (leafy, &self.pictures[3].1),
            &self.ground,
        );
        progress
    }

    fn daylight(&self, frame: &Frame) -> Daylight {
        Forest::daylight_at(self.sky.minutes_shown(frame))
    }

    fn draw(&mut self, gl: &glow::Context, frame: &Frame, views: &[EyeView]) {
        let light = self.daylight(frame);
        let moment = Moment::at(frame, self.seed, &light);
        // Shafts and dust are turned to the middle of the head, so that both eyes see the same ones.
        let eye = |view: &EyeView| view.world_from_view.w_axis.truncate();
        let head = views.iter().map(eye).sum::<Vec3>() / views.len().max(1) as f32;
        let mut counts = self.counts;
        for view in views {
            counts = self.draw_eye(gl, &light, &moment, head, view);
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
        self.programs.into_iter().for_each(|program| program.destroy(gl));
        let [standing, opening] = self.flowers;
        let fields = [self.wood, self.crowns, self.floor, self.far, standing, opening];
        fields.into_iter().flatten().for_each(|field| field.mesh.destroy(gl));
        let single = [
            self.ground,
            self.water,
            self.shades,
            self.depths,
            self.beams,
            self.gnats,
            self.moon,
            self.stars,
        ];
        single.into_iter().chain(self.flying).chain(self.creatures.meshes).for_each(|mesh| mesh.destroy(gl));
        self.pictures.into_iter().for_each(|(_, texture)| texture.destroy(gl));
    }
}

impl Forest {
    fn fields(&self) -> impl Iterator<Item = &Field> {
        let [standing, opening] = &self.flowers;
        [&self.wood, &self.crowns, &self.floor, &self.far, standing, opening].into_iter().flatten()
    }

    /// The light of an hour: the eye opens further than under an open sky.
    fn daylight_at(minutes: f32) -> Daylight {
        let light = CLIMATE.daylight(minutes);
        let late = smoothstep(-0.13, -0.20, light.sun_dir.y);
        // Before dawn no moon stands in the sky: the eye has grown used to the dark.
        let moonless = smoothstep(0.20, 0.0, light.moon_dir.y) * smoothstep(0.0, -0.10, light.sun_dir.y);
        let more = 1.0 + 0.8 * twilight(&light) + 0.9 * late + 2.6 * moonless;
        Daylight { exposure: light.exposure * EXPOSURE * more, ..light }
    }

    fn draw_eye(
        &self,
        gl: &glow::Context,
        light: &Daylight,
        moment: &Moment,
        head: Vec3,
        view: &EyeView,
    ) -> Counts {
        let mut counts = Counts { gpu_bytes: self.counts.gpu_bytes, ..Counts::default() };
        let (key_dir, key_light) = light.key();
        let moonlit = light.stars;
        let warm = Vec3::new(1.06, 0.98, 0.84).lerp(Vec3::new(0.72, 1.0, 1.2), moonlit);
        let key_light = key_light * warm * (KEY * moment.sunny.max(moonlit) * (1.0 + 1.4 * moonlit));
        let (sky_linear, sky_square, sky_rest) = self.sky.light().uniforms();
        // Leaves between the sky and the floor green its light; the eye that looks into a dark wood sees more of it.
        let fill = FILL * (1.0 + 1.6 * twilight(light)) * (1.0 - 0.08 * moonlit);
        let green = greened(1.0 - moonlit, 0.80 * twilight(light).max(0.15));
        let [sky_linear, sky_square] = [sky_linear, sky_square].map(|sky| green * sky * fill);
        let sky_rest = green.transform_vector3(sky_rest) * fill;
        let eye = view.world_from_view.w_axis.truncate();
        let mut turned = view.world_from_view;
        turned.w_axis = Vec3::ZERO.extend(1.0);
        let clip_from_world = view.projection * view.world_from_view.inverse();
        let far = view.projection * turned.inverse();
        let (petals, hearts) = floor::palette();
        // Pixels that a metre at a metre's distance covers.
        let pixels = 0.5 * view.viewport[3] as f32 * view.projection.y_axis.y;
        let common = [
            ("view_projection", Value::M4(clip_from_world)),
            ("far_view_projection", Value::M4(far)),
            ("inverse_view_projection", Value::M4(far.inverse())),
            ("place", Value::M4(Mat4::IDENTITY)),
            ("sky_linear", Value::M4(sky_linear)),
            ("sky_square", Value::M4(sky_square)),
            ("sky_rest", Value::V3(sky_rest)),
            ("sun_from_world", Value::M4(self.sunlight.sun_from_world())),
            ("eye", Value::V3(eye)),
            ("head", Value::V3(head)),
            ("sun_dir", Value::V3(key_dir)),
            ("key_light", Value::V3(key_light)),
            ("moonlit", Value::F(0.72 * moonlit)),
            ("tone_stop", Value::F(tone::stop(light.exposure))),
            ("gust", Value::V4(moment.gust)),
            ("wind_way", Value::V3(moment.wind_way)),
            ("murk", Value::V4(moment.murk)),
            ("run", Value::V4(moment.run)),
            ("drift", Value::V4(moment.nets)),
            ("flow", Value::V4(moment.ripples)),
            ("swell", Value::V4(moment.swell)),
            ("dance", Value::V4(moment.dust.extend(pixels))),
            ("beams", Value::F(moment.beams)),
            ("shaft_light", Value::V3(moment.beam_light)),
            ("mote", Value::V3(moment.mote)),
            ("birds", Value::V4s(&moment.flight)),
            ("porches", Value::V4s(&[Vec4::ZERO])),
            ("porch_light", Value::V4(Vec4::ZERO)),
            ("lantern", Value::V4(things::lantern_at().extend(1.0))),
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
        self.sunlight.bind(gl);
        self.pictures.iter().for_each(|(name, texture)| texture.bind(gl, name));
        let [sky, moon, stars, ground, brook, bole, crown, copse, depths, anemone, wings, beam, gnat, glow] =
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
        let in_view = |at: Vec3, around: f32| {
            let at = clip_from_world * at.extend(1.0);
            at.w > -around && at.x.abs() < at.w + 2.5 * around && at.y.abs() < at.w + 3.0 * around
        };
        // What hides most comes first, the sky behind all.
        for (which, place) in &moment.poses {
            if in_view(place.w_axis.truncate(), if *which < 2 { 0.3 } else { 1.5 }) {
                let own = [("place", Value::M4(*place))];
                put(bole, Blend::Solid, &mut std::iter::once(&self.creatures.meshes[*which]), &own);
            }
        }
        let mut grow = |program: &Program, blend: Blend, fields: &[Field]| {
            put(program, blend, &mut seen(fields).iter().map(|i| &fields[*i].mesh), &[]);
        };
        grow(bole, Blend::Solid, &self.wood);
        grow(crown, Blend::Cut, &self.floor);
        grow(crown, Blend::Cut, &self.crowns);
        grow(anemone, Blend::Solid, &self.flowers[0]);
        put(ground, Blend::Solid, &mut std::iter::once(&self.ground), &[]);
        let [butterflies, falling, jay, drifting] = &self.flying;
        put(wings, Blend::Solid, &mut [butterflies, falling, jay].into_iter(), &[]);
        put(wings, Blend::Solid, &mut std::iter::once(drifting), &[("birds", Value::V4s(&moment.drifting))]);
        put(copse, Blend::Cut, &mut seen(&self.far).iter().map(|i| &self.far[*i].mesh), &[]);
        if moment.garden > 0.0 {
            let opened = [("opened", Value::V2(Vec2::new(moment.garden, floor::SPAN)))];
            let fields = &self.flowers[1];
            put(anemone, Blend::Solid, &mut seen(fields).iter().map(|i| &fields[*i].mesh), &opened);
        }
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
        put(depths, Blend::Glass, &mut std::iter::once(&self.depths), &[]);
        put(brook, Blend::Glass, &mut std::iter::once(&self.water), &[]);
        if moment.beams > 0.0 {
            put(beam, Blend::Add, &mut std::iter::once(&self.beams), &[]);
            put(gnat, Blend::Add, &mut std::iter::once(&self.gnats), &[]);
        }
        put(glow, Blend::Add, &mut std::iter::once(&self.moon), &[]);
        counts
    }
}
