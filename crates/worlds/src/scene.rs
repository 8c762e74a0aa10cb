//! What a world is to its stage, and the list of all worlds: the one place in this crate that names them.

use std::{future::Future, pin::Pin};

use catalogue::World;
use wasm_split_helpers::wasm_split;

use crate::beach::Beach;
use crate::daylight::Daylight;
use crate::forest::Forest;
use crate::gpu::Capabilities;
use crate::lake::Lake;
use crate::meadow::Meadow;
use crate::parts::NotFetched;
use crate::play::Play;
use crate::reef::Reef;
use crate::{Counts, EyeView, Frame, Light, Progress, Quality, StageError};

/// A world on the GPU, as [`Stage`](crate::Stage) holds it; see there for when each is called.
pub(crate) trait Scene {
    /// Compiles shaders, paints textures, makes meshes; bakes no sky yet.
    fn new(gl: &glow::Context, seed: u64, quality: Quality, caps: Capabilities) -> Result<Self, StageError>
    where
        Self: Sized;

    /// Bakes and uploads one slice of what the coming frames need.
    fn prepare(&mut self, gl: &glow::Context, frame: &Frame) -> Progress;

    /// The light of the moment as far as it has been baked.
    fn daylight(&self, frame: &Frame) -> Daylight;

    /// Draws every view into the framebuffer that is bound.
    fn draw(&mut self, gl: &glow::Context, frame: &Frame, views: &[EyeView]);

    /// What the last frame cost.
    fn counts(&self) -> Counts;

    /// Frees everything.
    fn destroy(self: Box<Self>, gl: &glow::Context);
}

/// The things of exercises on the GPU, as [`Stage`](crate::Stage) holds them.
pub(crate) trait Props {
    /// Draws the things of this moment over the world that is there; what that cost per eye.
    fn draw(&self, gl: &glow::Context, frame: &Frame, light: &Light, views: &[EyeView]) -> Counts;

    /// Memory that they hold on the GPU.
    fn bytes(&self) -> u64;

    /// Frees everything.
    fn destroy(self: Box<Self>, gl: &glow::Context);
}

/// Makes the things of exercises.
pub(crate) type MakeProps = fn(&glow::Context) -> Result<Box<dyn Props>, StageError>;

fn make_props(gl: &glow::Context) -> Result<Box<dyn Props>, StageError> {
    Ok(Box::new(Play::new(gl)?))
}

/// How the things of exercises are made, whose code has to come first where it is a part.
#[wasm_split(play, fallible)]
fn play() -> Result<MakeProps, NotFetched> {
    Ok(make_props)
}

/// See [`play`].
pub(crate) fn fetch_play() -> Pin<Box<dyn Future<Output = Result<MakeProps, NotFetched>>>> {
    Box::pin(play())
}

/// How the things of exercises are made. Whoever calls it carries their code.
pub(crate) const fn play_maker() -> MakeProps {
    make_props
}

/// Makes a world.
pub(crate) type Make = fn(&glow::Context, u64, Quality, Capabilities) -> Result<Box<dyn Scene>, StageError>;

fn make<S: Scene + 'static>(
    gl: &glow::Context,
    seed: u64,
    quality: Quality,
    caps: Capabilities,
) -> Result<Box<dyn Scene>, StageError> {
    Ok(Box::new(S::new(gl, seed, quality, caps)?))
}

/// Lists the worlds. The web build cuts each out of an app's module, with all that only it uses, as a part by this name.
macro_rules! worlds {
    ($($world:ident, $part:ident: $scene:ty;)*) => {
        $(
            #[wasm_split($part, fallible)]
            fn $part() -> Result<Make, NotFetched> {
                Ok(make::<$scene>)
            }
        )*

        /// How a world is made, whose code has to come first where it is a part.
        pub(crate) fn fetch(world: World) -> Pin<Box<dyn Future<Output = Result<Make, NotFetched>>>> {
            match world {
                $(World::$world => Box::pin($part()),)*
            }
        }

        /// How a world is made. Whoever calls it carries the code of all worlds.
        pub(crate) fn maker(world: World) -> Make {
            match world {
                $(World::$world => make::<$scene>,)*
            }
        }
    };
}

// A new world is one line here.
worlds! {
    SunsetBeach, sunset_beach: Beach;
    AlpineMeadow, alpine_meadow: Meadow;
    CoralReef, coral_reef: Reef;
    StarryLake, starry_lake: Lake;
    ForestStream, forest_stream: Forest;
}

/// The soundscape of a world.
pub const fn sounds(world: World) -> sound::World {
    match world {
        World::SunsetBeach => sound::World::SunsetBeach,
        World::AlpineMeadow => sound::World::AlpineMeadow,
        World::CoralReef => sound::World::CoralReef,
        World::StarryLake => sound::World::StarryLake,
        World::ForestStream => sound::World::ForestStream,
    }
}
