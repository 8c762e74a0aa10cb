//! Seed, time, calm → nature: draws a world with glow for given eye views; knows no WebXR.
//!
//! One picture is a function of (build, seed, world time, time of day, calm, breath, quality): a [`Stage`] that has
//! caught up ([`Progress::exact`]) shows the same whatever it showed before. A host asks [`Parts`] for a world's code,
//! makes a [`Stage`] of it, and does, every frame:
//!
//! 1. [`Stage::prepare`], *before* it binds its own framebuffer: bakes one slice of sky, renews the light;
//! 2. binds its framebuffer, clears depth and colour;
//! 3. [`Stage::draw`] with one view per eye.

/// A shader of `shaders/`, as `build.rs` shortened it.
macro_rules! shader {
    ($name:literal) => {
        include_str!(concat!(env!("OUT_DIR"), "/", $name))
    };
}

#[cfg(test)]
#[path = "../build/shorten.rs"]
mod shorten;

mod beach;
mod daylight;
mod forest;
mod garden;
mod gpu;
mod kit;
mod lake;
mod meadow;
mod mesh;
mod noise;
mod paint;
mod parts;
mod play;
mod reef;
mod scene;
mod sky;
mod slopes;
mod stage;
mod tone;

pub use gpu::Capabilities;
pub use parts::{Part, Parts, PlayRecipe, Recipe};
pub use scene::sounds;
pub use stage::{Counts, EyeView, Frame, Light, Progress, Quality, Stage, StageError};
