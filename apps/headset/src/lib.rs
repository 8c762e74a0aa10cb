//! The headset app: a session, its world and panels, for a page that owns frames, sound and sockets (`static/shell.js`).

mod comfort;
mod headset;
mod journey;
mod mirror;
mod picture;
mod pointing;
mod seat;
mod veil;
mod xr;

pub use headset::Headset;
