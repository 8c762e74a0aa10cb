//! The sun's own view of the beach: which places lie in the shadow of wood, stone and grass.

use glam::{Mat4, Vec3, Vec4};

use super::props::{FLOAT_PLACE, FLOAT_RADIUS};
use super::trace::NEAR_AT;
use crate::gpu::{self, Draft, Mesh, Program, Target, Texel, Texture, Value, Wrap};
use crate::kit::sunlight::rays;
use crate::{Quality, StageError};

/// The shadow follows the time of day in steps this long, in minutes: less than the sun's own width.
const STEP_MINUTES: f32 = 1.0;
/// What one of the sun's maps covers: half its width and the height of what stands there, its middle, and how soft a
/// shadow begins, all in metres.
struct Reach {
    half_width: f32,
    tall: f32,
    middle: Vec3,
    soft: f32,
}

/// All that stands on the beach, and what lies on the sand within reach.
const BROAD: Reach = Reach { half_width: 13.0, tall: 2.4, middle: Vec3::new(0.0, 0.6, 2.0), soft: 0.005 };
const CLOSE: Reach = Reach { half_width: 5.0, tall: 0.45, middle: Vec3::new(0.0, -0.05, -0.6), soft: 0.0013 };

pub(crate) struct Shade {
    map: Target,
    /// How far above the ground hangs what shades it, and how much sun is left on the ground: what the sand wears.
    spread: Target,
    ground: Target,
    solid: Program,
    grass: Program,
    far: Program,
    soft: Program,
    shown: Option<i32>,
    sun_from_world: Mat4,
}

impl Shade {
    pub fn new(gl: &glow::Context, quality: Quality) -> Result<Shade, StageError> {
        let side = if quality == Quality::Lowest { 512 } else { 1024 };
        let empty = shader!("depth.frag.glsl");
        let leaf = shader!("grass.glsl");
        let solid = Draft::begin(gl, "depth", &[shader!("depth.vert.glsl")], &[empty])?;
        let sway = [leaf, shader!("grass_depth.vert.glsl")];
        let grass = Draft::begin(gl, "grass depth", &sway, &[empty])?;
        let above = [NEAR_AT, shader!("shade.vert.glsl")];
        let far = Draft::begin(gl, "spread", &above, &[shader!("spread.frag.glsl")])?;
        let soft = Draft::begin(gl, "shade", &above, &[shader!("shade.frag.glsl")])?;
        let target = |size: [i32; 2], levels, texel| {
            Target::new(gl, Texture::plain(gl, size, levels, texel, Wrap::Clamp)?)
        };
        Ok(Shade {
            map: target([2 * side, side], 1, Texel::Depth)?,
            spread: target([side / 2; 2], 1, Texel::R8)?,
            ground: target([2 * side; 2], side.ilog2() as i32 + 2, Texel::R8)?,
            solid: solid.finish(gl)?,
            grass: grass.finish(gl)?,
            far: far.finish(gl)?,
            soft: soft.finish(gl)?,
            shown: None,
            sun_from_world: Mat4::IDENTITY,
        })
    }

    /// Redraws the maps when the time of day has moved on; `key` gives the light's direction at a time of day.
    /// `small` lies on the sand within reach: its shadows are fine, and it casts none on other things.
    pub fn prepare(
        &mut self,
        gl: &glow::Context,
        minutes: f32,
        key: impl Fn(f32) -> Vec3,
        solids: &[(&Mesh, Mat4)],
        [small, grass, sand]: [&Mesh; 3],
    ) {
        let step = (minutes / STEP_MINUTES).round() as i32;
        if self.shown == Some(step) {
            return;
        }
        self.shown = Some(step);
        let key = key(step as f32 * STEP_MINUTES);
        // The broad map comes last: it stays, for what stands in the shade of other things.
        let lying = [(small, Mat4::IDENTITY)];
        for (casters, reach, last) in [(&lying[..], CLOSE, false), (solids, BROAD, true)] {
            self.sun_from_world = sun_view(key, &reach);
            let from_world = ("sun_from_world", Value::M4(self.sun_from_world));
            self.map.begin_depth(gl);
            for (mesh, place) in casters {
                self.solid.apply(gl, &[from_world, ("place", Value::M4(*place))]);
                mesh.draw(gl);
            }
            if last {
                // The grass casts the shadow it has in still air: its swaying is too fast to redraw for.
                self.grass.apply(gl, &[from_world, ("wind", Value::V4(Vec4::ZERO))]);
                grass.draw(gl);
            }
            // The sun is a disc: what hangs high above the ground shades it softly (Fernando 2005).
            let metre = Vec3::new(0.5 / reach.half_width, 0.5 / half_height(key, &reach), reach.soft);
            let values = [
                from_world,
                ("sun_reach", Value::V3(metre)),
                ("glass", Value::V4(FLOAT_PLACE.extend(FLOAT_RADIUS))),
                ("key_dir", Value::V3(key)),
            ];
            self.map.texture.compare(gl, false);
            self.map.texture.bind(gl, "depths");
            self.spread.begin_flat(gl, false);
            self.far.apply(gl, &values);
            sand.draw(gl);
            self.map.texture.compare(gl, true);
            self.map.texture.bind(gl, "shadow_map");
            self.spread.texture.bind(gl, "spread");
            self.ground.begin_flat(gl, last);
            self.soft.apply(gl, &values);
            sand.draw(gl);
        }
        self.ground.texture.make_mips(gl);
        gpu::leave_targets(gl);
    }

    pub fn sun_from_world(&self) -> Mat4 {
        self.sun_from_world
    }

    pub fn bind(&self, gl: &glow::Context) {
        self.map.texture.bind(gl, "shadow_map");
        self.ground.texture.bind(gl, "sunlight");
    }

    pub fn bytes(&self) -> u64 {
        [&self.map, &self.spread, &self.ground].map(|target| target.texture.bytes).iter().sum()
    }

    pub fn destroy(self, gl: &glow::Context) {
        [self.map, self.spread, self.ground].into_iter().for_each(|target| target.destroy(gl));
        [self.solid, self.grass, self.far, self.soft].into_iter().for_each(|program| program.destroy(gl));
    }
}

/// Half the height of the sun's view of the beach, in metres.
fn half_height(key: Vec3, reach: &Reach) -> f32 {
    reach.half_width * key.y.abs() + reach.tall
}

/// A box of parallel rays from the sun: as wide as the map, as flat as the low sun sees the beach.
fn sun_view(key: Vec3, reach: &Reach) -> Mat4 {
    rays(key, reach.middle, Vec3::new(reach.half_width, half_height(key, reach), 40.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_client_lies_inside_the_map_at_every_height_of_the_sun() {
        for degrees in [2.0f32, 5.0, 11.0, 30.0, 48.0] {
            let (s, c) = degrees.to_radians().sin_cos();
            let view = sun_view(Vec3::new(0.1, s, -c), &BROAD);
            for p in [Vec3::ZERO, Vec3::new(4.0, 0.5, -3.0), Vec3::new(-6.0, 0.0, 6.0)] {
                let q = view.project_point3(p);
                assert!(q.abs().max_element() < 1.0, "{p} at {degrees} degrees: {q}");
            }
        }
    }
}
