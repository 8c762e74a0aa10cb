//! Score and synthesis of every soundscape: pure DSP from seed, world time and setting.
//!
//! A *score* ([`beach::score`]) says what sounds and where at one moment; a [`Soundscape`] turns it into dry channels,
//! one per source; an [`Engine`] follows a clock and people's choices, with fades. Nothing here knows a platform.

pub mod beach;
mod block;
mod bubbles;
mod clicks;
mod curve;
mod engine;
mod filter;
pub mod forest;
pub mod lake;
pub mod meadow;
mod noise;
pub mod pacer;
pub mod reef;
mod setting;
pub mod shore;
mod soundscape;
mod strikes;
pub mod swash;
mod wind;

pub use block::BLOCK;
pub use engine::{Click, Engine, Frame};
pub use setting::{EARS_M, Setting};
pub use soundscape::{Channels, PRE_ROLL_S, SOURCES, Soundscape, World};
pub use strikes::Strike;
pub use wind::{ALOFT_MPS, Wind, wind};
