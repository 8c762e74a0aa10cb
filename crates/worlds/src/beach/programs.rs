//! The programs of the beach: which shaders make them, and the figures those are given.

use super::{shore, slope_layers, terrain, trace};
use crate::gpu::{Capabilities, Draft, Program};
use crate::{Quality, StageError, sky, tone};

const LIGHT: &str = include_str!("../shaders/light.glsl");
const TONE: &str = include_str!("../shaders/tone.glsl");
const BEACH: &str = include_str!("../shaders/beach.glsl");
const WAVES: &str = include_str!("../shaders/waves.glsl");
const GRASS: &str = include_str!("../shaders/grass.glsl");

/// One program per kind of surface.
pub(super) struct Programs {
    pub sky: Program,
    pub sea: Program,
    pub sand: Program,
    pub solid: Program,
    pub grass: Program,
    pub gull: Program,
    pub float: Program,
    pub glow: Program,
    pub moon: Program,
    pub stars: Program,
    pub film: Program,
}

/// The same, while the driver still compiles them.
pub(super) struct Drafts([Draft; 11]);

impl Drafts {
    pub fn begin(gl: &glow::Context, quality: Quality, caps: Capabilities) -> Result<Drafts, StageError> {
        let defines = format!(
            "{}{}{}{}#define GLITTER 0.034\n#define CELL_PER_METRE {:.5}\n#define SLOPE_LAYERS {}.0\n",
            sky::dome_define(caps),
            tone::defines(),
            shore::defines(),
            trace::defines(),
            terrain::cell_per_metre(quality),
            slope_layers(quality),
        );
        let program = |name, vertex: &[&str], fragment: &[&str]| {
            let vertex = [&[defines.as_str(), sky::DOME, LIGHT], vertex].concat();
            let fragment = [&[defines.as_str(), sky::DOME, TONE, LIGHT], fragment].concat();
            Draft::begin(gl, name, &vertex, &fragment)
        };
        Ok(Drafts([
            program(
                "sea",
                &[BEACH, WAVES, include_str!("../shaders/sea.vert.glsl")],
                &[BEACH, include_str!("../shaders/sea.frag.glsl")],
            )?,
            program(
                "sand",
                &[BEACH, include_str!("../shaders/sand.vert.glsl")],
                &[BEACH, include_str!("../shaders/sand.frag.glsl")],
            )?,
            program(
                "sky",
                &[include_str!("../shaders/sky.vert.glsl")],
                &[include_str!("../shaders/sky.frag.glsl")],
            )?,
            program(
                "solid",
                &[include_str!("../shaders/solid.vert.glsl")],
                &[include_str!("../shaders/solid.frag.glsl")],
            )?,
            program(
                "grass",
                &[GRASS, include_str!("../shaders/grass.vert.glsl")],
                &[include_str!("../shaders/grass.frag.glsl")],
            )?,
            program(
                "gull",
                &[include_str!("../shaders/gull.vert.glsl")],
                &[include_str!("../shaders/gull.frag.glsl")],
            )?,
            program(
                "float",
                &[include_str!("../shaders/float.vert.glsl")],
                &[include_str!("../shaders/float.frag.glsl")],
            )?,
            program(
                "glow",
                &[include_str!("../shaders/glow.vert.glsl")],
                &[include_str!("../shaders/glow.frag.glsl")],
            )?,
            program(
                "moon",
                &[include_str!("../shaders/moon.vert.glsl")],
                &[include_str!("../shaders/moon.frag.glsl")],
            )?,
            program(
                "stars",
                &[include_str!("../shaders/stars.vert.glsl")],
                &[include_str!("../shaders/stars.frag.glsl")],
            )?,
            Draft::begin(gl, "film", &[sky::SCREEN], &[&defines, include_str!("../shaders/film.frag.glsl")])?,
        ]))
    }

    pub fn finish(self, gl: &glow::Context) -> Result<Programs, StageError> {
        let [sea, sand, sky, solid, grass, gull, float, glow, moon, stars, film] = self.0;
        Ok(Programs {
            sea: sea.finish(gl)?,
            sand: sand.finish(gl)?,
            sky: sky.finish(gl)?,
            solid: solid.finish(gl)?,
            grass: grass.finish(gl)?,
            gull: gull.finish(gl)?,
            float: float.finish(gl)?,
            glow: glow.finish(gl)?,
            moon: moon.finish(gl)?,
            stars: stars.finish(gl)?,
            film: film.finish(gl)?,
        })
    }
}

impl Programs {
    pub fn all(self) -> [Program; 11] {
        let Programs { sea, sand, sky, solid, grass, gull, float, glow, moon, stars, film } = self;
        [sea, sand, sky, solid, grass, gull, float, glow, moon, stars, film]
    }
}
