//! The sun's light on a world's ground: how much of the sun's disc each place sees, painted when the time of day moves on.

use glam::{Mat4, Vec3, Vec4};

use crate::gpu::{self, Draft, Mesh, Program, Target, Texel, Texture, Value, Wrap, figure};
use crate::{Quality, StageError};

/// The light follows the time of day in steps this long, in minutes: less than the sun's own width.
const STEP_MINUTES: f32 = 1.0;
/// How far along the light things may stand, either way, in metres.
const DEEP_M: f32 = 90.0;

/// The square of ground that is painted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reach {
    pub middle: Vec3,
    /// Half the square's side, in metres.
    pub half_m: f32,
    /// How high things stand on it, in metres.
    pub tall_m: f32,
}

impl Reach {
    /// Where the square lies, for the shaders.
    pub fn define(&self) -> String {
        let [x, z, per_m] = [self.middle.x, self.middle.z, 0.5 / self.half_m].map(|v| figure(v, 5));
        ["#define REACH vec3(", &x, ", ", &z, ", ", &per_m, ")\n"].concat()
    }
}

/// A box of parallel rays from the sun: clip from world, `half` its sizes across, upwards and along the light in metres.
pub(crate) fn rays(key: Vec3, middle: Vec3, half: Vec3) -> Mat4 {
    let forward = -key.normalize();
    let right = forward.cross(Vec3::Y).normalize_or(Vec3::X);
    let up = right.cross(forward);
    let row = |axis: Vec3, half: f32| (axis / half).extend(-axis.dot(middle) / half);
    let rows = [row(right, half.x), row(up, half.y), row(forward, half.z), Vec4::W];
    Mat4::from_cols_array_2d(&rows.map(|row| row.to_array())).transpose()
}

pub(crate) struct Sunlight {
    reach: Reach,
    map: Target,
    ground: Target,
    depth: Program,
    leafy: Program,
    paint: Program,
    shown: Option<i32>,
    sun_from_world: Mat4,
}

impl Sunlight {
    pub fn new(gl: &glow::Context, reach: Reach, quality: Quality) -> Result<Sunlight, StageError> {
        let side = if quality == Quality::Full { 1024 } else { 512 };
        let depth = Draft::begin(gl, "depth", &[shader!("depth.vert.glsl")], &[shader!("depth.frag.glsl")])?;
        let leafy = Draft::begin(
            gl,
            "shade",
            &[shader!("leaf_depth.vert.glsl")],
            &[shader!("leaf_depth.frag.glsl")],
        )?;
        let above = [reach.define(), shader!("sunlight.vert.glsl").to_owned()].concat();
        let paint = Draft::begin(gl, "sunlight", &[&above], &[shader!("sunlight.frag.glsl")])?;
        let target = |size: [i32; 2], levels, texel| {
            Target::new(gl, Texture::plain(gl, size, levels, texel, Wrap::Clamp)?)
        };
        Ok(Sunlight {
            reach,
            map: target([2 * side, side], 1, Texel::Depth)?,
            ground: target([side; 2], side.ilog2() as i32 + 1, Texel::R8)?,
            depth: depth.finish(gl)?,
            leafy: leafy.finish(gl)?,
            paint: paint.finish(gl)?,
            shown: None,
            sun_from_world: Mat4::IDENTITY,
        })
    }

    /// Paints anew when the time of day has moved on; `key` gives the light's direction at a time of day. What is solid
    /// casts whole shadows, what is leafy those of its picture.
    pub fn prepare<'a>(
        &mut self,
        gl: &glow::Context,
        minutes: f32,
        key: impl Fn(f32) -> Vec3,
        solid: impl Iterator<Item = &'a Mesh>,
        (leafy, foliage): (impl Iterator<Item = &'a Mesh>, &Texture),
        ground: &Mesh,
    ) {
        let step = (minutes / STEP_MINUTES).round() as i32;
        if self.shown == Some(step) {
            return;
        }
        self.shown = Some(step);
        let key = key(step as f32 * STEP_MINUTES);
        let (view, metre) = self.sun_view(key);
        self.sun_from_world = view;
        let from_world = ("sun_from_world", Value::M4(view));
        self.map.begin_depth(gl);
        self.depth.apply(gl, &[from_world, ("place", Value::M4(Mat4::IDENTITY))]);
        solid.for_each(|mesh| mesh.draw(gl));
        foliage.bind(gl, "foliage");
        self.leafy.apply(gl, &[from_world]);
        leafy.for_each(|mesh| mesh.draw(gl));
        self.map.texture.compare(gl, false);
        self.map.texture.bind(gl, "depths");
        self.ground.begin_flat(gl, false);
        self.paint.apply(gl, &[from_world, ("sun_reach", Value::V3(metre))]);
        ground.draw(gl);
        self.map.texture.compare(gl, true);
        self.ground.texture.make_mips(gl);
        gpu::leave_targets(gl);
    }

    /// A box of parallel rays from the sun, as wide as the square and as flat as a low sun sees it; and a metre in it.
    fn sun_view(&self, key: Vec3) -> (Mat4, Vec3) {
        let Reach { middle, half_m, tall_m } = self.reach;
        let half = Vec3::new(half_m * 1.25, half_m * 1.25 * key.y.abs() + tall_m, DEEP_M);
        (rays(key, middle, half), 0.5 / half)
    }

    pub fn sun_from_world(&self) -> Mat4 {
        self.sun_from_world
    }

    pub fn bind(&self, gl: &glow::Context) {
        self.map.texture.bind(gl, "shadow_map");
        self.ground.texture.bind(gl, "sunlight");
    }

    pub fn bytes(&self) -> u64 {
        self.map.texture.bytes + self.ground.texture.bytes
    }

    pub fn destroy(self, gl: &glow::Context) {
        [self.map, self.ground].into_iter().for_each(|target| target.destroy(gl));
        [self.depth, self.leafy, self.paint].into_iter().for_each(|program| program.destroy(gl));
    }
}
