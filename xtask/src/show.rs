//! Looking and listening: pictures of the worlds, and their sound as a WAV file.
use anyhow::Result;
use clap::Args;

use crate::{machine, shell};

#[derive(Args)]
pub struct GalleryArguments {
    /// Passed on to the gallery: `cargo xtask gallery -- --help` lists what it takes
    #[arg(last = true)]
    rest: Vec<String>,
}

#[derive(Args)]
pub struct ListenArguments {
    /// The world to hear, by its id in the catalogue
    world: String,
    /// Passed on to the renderer
    #[arg(last = true)]
    rest: Vec<String>,
}

/// Draws the worlds without a browser, through EGL.
pub fn gallery(arguments: &GalleryArguments) -> Result<()> {
    machine::ensure(&[machine::DRAWING])?;
    shell::run(
        shell::cargo()
            .args(["run", "--package", "worlds", "--example", "gallery", "--"])
            .args(&arguments.rest),
    )
}

/// Renders one world's soundscape.
pub fn listen(arguments: &ListenArguments) -> Result<()> {
    shell::run(
        shell::cargo()
            .args(["run", "--package", "sound", "--example", "listen", "--", &arguments.world])
            .args(&arguments.rest),
    )
}
