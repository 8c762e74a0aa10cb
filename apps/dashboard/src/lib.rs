//! The dashboard: today, clients, sessions on a timeline, headsets and settings, at `/`.

mod finding;
mod later;
mod own;
mod pages;
mod qr;
mod route;
mod shell;
mod story;
mod straps;

pub use finding::{Change, Summary};
pub use qr::QrPicture;
pub use route::Route;
pub use story::{Happening, Occurrence, Story, Stretch};

/// Starts the dashboard on the page that loaded it.
#[cfg_attr(target_family = "wasm", wasm_bindgen::prelude::wasm_bindgen(start))]
pub fn start() {
    screen::boot(shell::App);
}
