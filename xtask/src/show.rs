//! Looking and listening: pictures of the worlds, and their sound as a WAV file.
use std::fs;

use anyhow::Result;
use clap::Args;

use crate::{machine, shell, workspace};

#[derive(Args)]
pub struct GalleryArguments {
    /// Passed on to the gallery, for example `-- world=alpine-meadow yaw=0,90 minutes=1200 calm=0,1 size=1280x720`
    #[arg(last = true)]
    rest: Vec<String>,
}

/// The worlds, in the order of their numbers (`sound::World`).
pub const WORLDS: [&str; 5] = ["sunset-beach", "alpine-meadow", "coral-reef", "starry-lake", "forest-stream"];

#[derive(Args)]
pub struct ListenArguments {
    /// The world to hear
    #[arg(value_parser = WORLDS)]
    world: String,
    /// Passed on to the renderer, for example `-- --seconds 120 --calm 0.8`
    #[arg(last = true)]
    rest: Vec<String>,
}

/// Draws the worlds without a browser, through EGL.
pub fn gallery(arguments: &GalleryArguments) -> Result<()> {
    machine::ensure(&[machine::DRAWING])?;
    let folder = workspace::out().join("gallery");
    let example = ["run", "--package", "worlds", "--example", "gallery", "--"];
    shell::run(shell::cargo().args(example).arg(&folder).args(&arguments.rest))?;
    println!("\nThe pictures are in {}", folder.display());
    Ok(())
}

/// Renders one world's soundscape and prints its loudness.
pub fn listen(arguments: &ListenArguments) -> Result<()> {
    let folder = workspace::out().join("sound");
    fs::create_dir_all(&folder)?;
    let file = folder.join(format!("{}.wav", arguments.world));
    let example = ["run", "--package", "sound", "--example", "listen", "--"];
    let number = WORLDS.iter().position(|world| *world == arguments.world).unwrap_or_default();
    let world = ["--world", &number.to_string()];
    shell::run(shell::cargo().args(example).arg(&file).args(world).args(&arguments.rest))
}
