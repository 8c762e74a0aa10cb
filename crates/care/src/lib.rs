//! The clinical line as rules: who may use virtual reality and how, pure and without clock, file or network.
#![deny(clippy::indexing_slicing)]

pub mod note;
pub mod plan;
pub mod profile;
pub mod questions;
mod ratings;
pub mod screening;
pub mod story;
pub mod study;
mod words;

pub use ratings::{Rating, Ratings};
pub use words::Words;
