//! Score and synthesis of every soundscape: pure DSP from seed, world time and setting.

pub mod swash;
