//! The sun's own view of the beach: which places lie in the shadow of wood, stone and grass.

use glam::{Mat4, Vec3, Vec4};

use crate::gpu::{self, Draft, Mesh, Program, Target, Texel, Texture, Value, Wrap};
use crate::{Quality, StageError};

/// The shadow follows the time of day in steps this long, in minutes: less than the sun's own width.
const STEP_MINUTES: f32 = 1.0;
/// Half the width of ground that the map covers, in metres.
const HALF_WIDTH_M: f32 = 15.0;

pub(crate) struct Shade {
    map: Target,
    solid: Program,
    grass: Program,
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
        Ok(Shade {
            map: Target::new(gl, Texture::plain(gl, [side, side], 1, Texel::Depth, Wrap::Clamp)?)?,
            solid: solid.finish(gl)?,
            grass: grass.finish(gl)?,
            shown: None,
            sun_from_world: Mat4::IDENTITY,
        })
    }

    /// Redraws the map when the time of day has moved on; `key` gives the light's direction at a time of day.
    pub fn prepare(
        &mut self,
        gl: &glow::Context,
        minutes: f32,
        key: impl Fn(f32) -> Vec3,
        solids: &[(&Mesh, Mat4)],
        grass: &Mesh,
    ) {
        let step = (minutes / STEP_MINUTES).round() as i32;
        if self.shown == Some(step) {
            return;
        }
        self.shown = Some(step);
        self.sun_from_world = sun_view(key(step as f32 * STEP_MINUTES));
        self.map.begin_depth(gl);
        for (mesh, place) in solids {
            let values = [("sun_from_world", Value::M4(self.sun_from_world)), ("place", Value::M4(*place))];
            self.solid.apply(gl, &values);
            mesh.draw(gl);
        }
        // The grass casts the shadow it has in still air: its swaying is too fast to redraw for.
        self.grass.apply(
            gl,
            &[("sun_from_world", Value::M4(self.sun_from_world)), ("wind", Value::V4(Vec4::ZERO))],
        );
        grass.draw(gl);
        gpu::leave_targets(gl);
    }

    pub fn sun_from_world(&self) -> Mat4 {
        self.sun_from_world
    }

    pub fn bind(&self, gl: &glow::Context) {
        self.map.texture.bind(gl, "shadow_map");
    }

    pub fn bytes(&self) -> u64 {
        self.map.texture.bytes
    }

    pub fn destroy(self, gl: &glow::Context) {
        self.map.destroy(gl);
        self.solid.destroy(gl);
        self.grass.destroy(gl);
    }
}

/// A box of parallel rays from the sun: as wide as the map, as flat as the low sun sees the beach.
fn sun_view(key: Vec3) -> Mat4 {
    let forward = -key.normalize();
    let right = forward.cross(Vec3::Y).normalize_or(Vec3::X);
    let up = right.cross(forward);
    let middle = Vec3::new(0.0, 0.6, 2.0);
    let half_height = HALF_WIDTH_M * key.y.abs() + 2.4;
    let row = |axis: Vec3, half: f32| (axis / half).extend(-axis.dot(middle) / half);
    let (x, y, z) = (row(right, HALF_WIDTH_M), row(up, half_height), row(forward, 40.0));
    Mat4::from_cols(
        Vec4::new(x.x, y.x, z.x, 0.0),
        Vec4::new(x.y, y.y, z.y, 0.0),
        Vec4::new(x.z, y.z, z.z, 0.0),
        Vec4::new(x.w, y.w, z.w, 1.0),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_client_lies_inside_the_map_at_every_height_of_the_sun() {
        for degrees in [2.0f32, 5.0, 11.0, 30.0, 48.0] {
            let (s, c) = degrees.to_radians().sin_cos();
            let view = sun_view(Vec3::new(0.1, s, -c));
            for p in [Vec3::ZERO, Vec3::new(4.0, 0.5, -3.0), Vec3::new(-6.0, 0.0, 6.0)] {
                let q = view.project_point3(p);
                assert!(q.abs().max_element() < 1.0, "{p} at {degrees} degrees: {q}");
            }
        }
    }
}
