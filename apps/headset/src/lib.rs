//! The headset app: a session, its world and panels, for a page that owns frames, sound and sockets (`static/shell.js`).
//!
//! What touches the browser is compiled for the browser only; everything that decides is compiled and tested anywhere.
#![cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "the browser's side calls it"))]

mod comfort;
#[cfg(target_arch = "wasm32")]
mod headset;
mod journey;
mod keeper;
mod mirror;
mod picture;
mod pointing;
mod seat;
#[cfg(target_arch = "wasm32")]
mod xr;

#[cfg(target_arch = "wasm32")]
pub use headset::Headset;
