//! The programs of the beach: which shaders make them, and the figures those are given.

use super::{fence, shore, slope_layers, terrain, trace};
use crate::gpu::{Capabilities, Draft, Program, figure};
use crate::{Quality, StageError, sky, tone};

const LIGHT: &str = shader!("light.glsl");
const TONE: &str = shader!("tone.glsl");
const BEACH: &str = shader!("beach.glsl");
const WAVES: &str = shader!("waves.glsl");
const GRASS: &str = shader!("grass.glsl");

/// One program per kind of surface.
pub(super) struct Programs {
    pub sky: Program,
    pub sea: Program,
    pub sand: Program,
    pub solid: Program,
    pub mirror: Program,
    pub grass: Program,
    pub gull: Program,
    pub float: Program,
    pub glow: Program,
    pub moon: Program,
    pub stars: Program,
    pub film: Program,
    pub garden: Program,
}

/// The same, while the driver still compiles them.
pub(super) struct Drafts([Draft; 13]);

impl Drafts {
    pub fn begin(gl: &glow::Context, quality: Quality, caps: Capabilities) -> Result<Drafts, StageError> {
        let defines = format!(
            "{}{}{}{}#define GLITTER 0.026\n#define CELL_PER_METRE {}\n#define SLOPE_LAYERS {}.0\n#define PORCHES {}\n",
            sky::dome_define(caps),
            tone::defines(),
            shore::defines(),
            trace::NEAR_AT,
            figure(terrain::cell_per_metre(quality), 5),
            slope_layers(quality),
            fence::LANTERNS.len(),
        );
        let program = |name, vertex: &[&str], fragment: &[&str]| {
            let vertex = [&[defines.as_str(), sky::DOME, LIGHT], vertex].concat();
            let fragment = [&[defines.as_str(), sky::DOME, TONE, LIGHT], fragment].concat();
            Draft::begin(gl, name, &vertex, &fragment)
        };
        Ok(Drafts([
            program("sea", &[BEACH, WAVES, shader!("sea.vert.glsl")], &[BEACH, shader!("sea.frag.glsl")])?,
            program("sand", &[BEACH, shader!("sand.vert.glsl")], &[BEACH, shader!("sand.frag.glsl")])?,
            program("sky", &[shader!("sky.vert.glsl")], &[shader!("sky.frag.glsl")])?,
            program("solid", &[shader!("solid.vert.glsl")], &[shader!("solid.frag.glsl")])?,
            program("mirror", &[BEACH, shader!("mirror.vert.glsl")], &[shader!("mirror.frag.glsl")])?,
            program("grass", &[GRASS, shader!("grass.vert.glsl")], &[shader!("grass.frag.glsl")])?,
            program("gull", &[shader!("gull.vert.glsl")], &[shader!("gull.frag.glsl")])?,
            program("float", &[shader!("float.vert.glsl")], &[shader!("float.frag.glsl")])?,
            program("glow", &[shader!("glow.vert.glsl")], &[shader!("glow.frag.glsl")])?,
            program("moon", &[shader!("moon.vert.glsl")], &[shader!("moon.frag.glsl")])?,
            program("stars", &[shader!("stars.vert.glsl")], &[shader!("stars.frag.glsl")])?,
            Draft::begin(gl, "film", &[sky::SCREEN], &[&defines, shader!("film.frag.glsl")])?,
            program("garden", &[shader!("garden.vert.glsl")], &[shader!("garden.frag.glsl")])?,
        ]))
    }

    pub fn finish(self, gl: &glow::Context) -> Result<Programs, StageError> {
        let [sea, sand, sky, solid, mirror, grass, gull, float, glow, moon, stars, film, garden] = self.0;
        Ok(Programs {
            sea: sea.finish(gl)?,
            sand: sand.finish(gl)?,
            sky: sky.finish(gl)?,
            solid: solid.finish(gl)?,
            mirror: mirror.finish(gl)?,
            grass: grass.finish(gl)?,
            gull: gull.finish(gl)?,
            float: float.finish(gl)?,
            glow: glow.finish(gl)?,
            moon: moon.finish(gl)?,
            stars: stars.finish(gl)?,
            film: film.finish(gl)?,
            garden: garden.finish(gl)?,
        })
    }
}

impl Programs {
    pub fn all(self) -> [Program; 13] {
        let Programs { sea, sand, sky, solid, mirror, grass, gull, float, glow, moon, stars, film, garden } =
            self;
        [sea, sand, sky, solid, mirror, grass, gull, float, glow, moon, stars, film, garden]
    }
}
