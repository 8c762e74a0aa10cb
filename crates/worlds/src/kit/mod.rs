//! The kit that worlds are made with: ground, sunlight on it, growing things, far ranges, and drawing only what is seen.

pub(crate) mod field;
pub(crate) mod flower;
pub(crate) mod foliage;
pub(crate) mod ground;
pub(crate) mod loft;
pub(crate) mod night;
pub(crate) mod range;
pub(crate) mod stars;
pub(crate) mod sunlight;
pub(crate) mod surface;
pub(crate) mod tree;
pub(crate) mod turf;
pub(crate) mod wings;
