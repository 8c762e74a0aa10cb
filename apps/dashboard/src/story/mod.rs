//! A session's story as the dashboard shows it: what happened is told by `care`, its heart here.

mod heart;

pub use care::story::{Happening, Occurrence, Story, Stretch};
pub use heart::{HeartGapOf, JOIN_WITHIN_S, measured, nearest};

#[cfg(test)]
mod tests;
