//! Companion: watch along with a client, take over, hand back, and replay a finished session.

mod app;
mod awake;
mod device;
mod heart_view;
mod kept;
mod kept_view;
mod live;
mod mirror;
mod pair;
mod replay;
mod replay_view;
mod room;
mod stage;
mod strap;
mod watch;
mod words;
mod world_canvas;

use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;

/// Starts the app in the page.
#[wasm_bindgen(start)]
pub fn start() {
    // What the address asks is read before the first page changes it.
    device::quality();
    screen::boot(|| view! { <app::App/> });
}
