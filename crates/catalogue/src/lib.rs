//! Which worlds and exercises exist, what is in them and for whom they are not: pure data.

mod exercise;
mod slug;
mod world;

pub use exercise::{
    Exercise, PACE_DEFAULT_MILLI_BPM, PACE_MAX_MILLI_BPM, PACE_MIN_MILLI_BPM, SEARCH_PACES_MILLI_BPM,
};
pub use world::{Trait, World};
