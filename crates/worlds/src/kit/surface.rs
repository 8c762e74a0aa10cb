//! A world's programs as a table: one row per kind of surface, compiled while the processor builds meshes.

use crate::gpu::{Draft, Program};
use crate::{StageError, sky};

const LIGHT: &str = shader!("light.glsl");
const TONE: &str = shader!("tone.glsl");

/// One kind of surface: its name, and the parts of its two shaders after those that all share.
pub(crate) type Row = (&'static str, &'static [&'static str], &'static [&'static str]);

/// The surfaces of every sky: dome, moon, stars.
pub(crate) const HEAVENS: [Row; 3] = [
    ("sky", &[shader!("sky.vert.glsl")], &[shader!("sky.frag.glsl")]),
    ("moon", &[shader!("moon.vert.glsl")], &[shader!("moon.frag.glsl")]),
    ("stars", &[shader!("stars.vert.glsl")], &[shader!("stars.frag.glsl")]),
];

/// Hands every row to the driver; `defines` are the figures its shaders are given.
pub(crate) fn begin<'a>(
    gl: &glow::Context,
    defines: &str,
    rows: impl Iterator<Item = &'a Row>,
) -> Result<Vec<Draft>, StageError> {
    let draft = |(name, vertex, fragment): &Row| {
        let vertex = [&[defines, sky::DOME, LIGHT], *vertex].concat();
        let fragment = [&[defines, sky::DOME, TONE, LIGHT], *fragment].concat();
        Draft::begin(gl, name, &vertex, &fragment)
    };
    rows.map(draft).collect()
}

/// Waits for the driver.
pub(crate) fn finish(gl: &glow::Context, drafts: Vec<Draft>) -> Result<Vec<Program>, StageError> {
    drafts.into_iter().map(|draft| draft.finish(gl)).collect()
}
