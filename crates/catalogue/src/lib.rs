//! Which worlds and exercises exist, what is in them and for whom they are not: pure data.

mod exercise;
mod guidance;
mod slug;
mod thing;
mod world;

pub use exercise::{
    Exercise, Intensity, Manner, PACE_DEFAULT_MILLI_BPM, PACE_MAX_MILLI_BPM, PACE_MIN_MILLI_BPM,
    SEARCH_PACES_MILLI_BPM,
};
pub use guidance::{Line, Posture, guidance};
pub use thing::{Look, THINGS_MAX, Thing, Things};
pub use world::{Trait, World};
