//! The second dome: aurora and Milky Way painted anew for every moment, before the eyes' own passes.

use glam::{Mat3, Mat4, Vec3};

use super::moment::Moment;
use crate::gpu::{Capabilities, Draft, Mesh, Program, Target, Texel, Texture, Value, Wrap};
use crate::kit::night;
use crate::sky::{self, DOME, SCREEN, SkyLight};
use crate::{Quality, StageError};

pub(super) struct Aurora {
    dome: Target,
    galaxy: Texture,
    program: Program,
    /// The light that curtains over the mountains throw on the land, at strength 1.
    light: SkyLight,
    shown: Option<(f64, u32, u32)>,
}

impl Aurora {
    pub fn new(
        gl: &glow::Context,
        seed: u64,
        ground: [Vec3; 2],
        quality: Quality,
        caps: Capabilities,
    ) -> Result<Aurora, StageError> {
        let (side, wide) = match quality {
            Quality::Full => (768, 1024),
            Quality::Reduced => (448, 512),
            Quality::Lowest => (256, 512),
        };
        let head = [sky::dome_define(caps), DOME].concat();
        let draft = Draft::begin(gl, "heavens", &[SCREEN], &[&head, shader!("heavens.frag.glsl")])?;
        let texel = if caps.half_float_targets { Texel::Rgba16f } else { Texel::Rgba8 };
        let galaxy = Texture::plain(gl, [wide, wide / 4], 1, Texel::Rgba8, Wrap::Repeat)?;
        galaxy.fill(gl, &night::milky_way(wide as usize, seed as u32));
        let green = Vec3::new(0.20, 1.0, 0.46);
        let arc = |d: Vec3| {
            let (up, ahead) = ((d.y - 0.45) / 0.34, -d.z / d.x.hypot(d.z).max(0.01));
            green * ((-up * up).exp() * (0.25 + 0.75 * ahead.max(0.0)) * 0.35)
        };
        Ok(Aurora {
            dome: Target::new(gl, Texture::plain(gl, [side; 2], 7, texel, Wrap::Clamp)?)?,
            galaxy,
            program: draft.finish(gl)?,
            light: SkyLight::of(arc, ground),
            shown: None,
        })
    }

    /// Paints this moment, unless it is already there. The lace must be bound.
    pub fn prepare(
        &mut self,
        gl: &glow::Context,
        moment: &Moment,
        mark: (f64, u32, u32),
        heavens: Mat3,
        empty: &Mesh,
    ) {
        if self.shown == Some(mark) {
            return;
        }
        self.shown = Some(mark);
        let from_world = (heavens * night::from_galaxy()).transpose();
        self.galaxy.bind(gl, "galaxy");
        let values = [
            ("galaxy_from_world", Value::M4(Mat4::from_mat3(from_world))),
            ("milky", Value::V3(moment.milky)),
            ("curtains", Value::V4s(&moment.curtains)),
            ("folds", Value::V4(moment.folds)),
        ];
        self.program.apply(gl, &values);
        self.dome.sweep(gl, 0..self.dome.texture.size[1], empty);
        self.dome.texture.make_mips(gl);
        crate::gpu::leave_targets(gl);
    }

    pub fn bind(&self, gl: &glow::Context) {
        self.dome.texture.bind(gl, "aurora");
    }

    /// The light on the land at one strength of the aurora.
    pub fn light(&self) -> &SkyLight {
        &self.light
    }

    pub fn bytes(&self) -> u64 {
        self.dome.texture.bytes + self.galaxy.bytes
    }

    pub fn destroy(self, gl: &glow::Context) {
        self.dome.destroy(gl);
        self.galaxy.destroy(gl);
        self.program.destroy(gl);
    }
}
