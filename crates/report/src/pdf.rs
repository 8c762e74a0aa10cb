//! A page as an accessible PDF, set by typst with our own letters and nothing from outside.

mod heart;
mod world;

pub(crate) use heart::heart;
