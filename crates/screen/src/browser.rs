//! Small doors to the browser: what is remembered on this device, the wall clock, timers, the page's title.

use leptos::prelude::*;
use std::time::Duration;
use uuid::Uuid;

/// What was remembered on this device under this name. Private windows may forget, or refuse to say.
pub fn recall(name: &str) -> Option<String> {
    storage()?.get_item(&format!("luwte.{name}")).ok()?
}

/// Remembers on this device; where it cannot, the choice holds until the page closes.
pub fn remember(name: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(&format!("luwte.{name}"), value);
    }
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// Now, in microseconds since 1970-01-01 UTC.
pub fn wall_now() -> link::api::WallMicros {
    (js_sys::Date::now() * 1000.0) as i64
}

/// An id that nobody else has.
pub fn fresh_id() -> Uuid {
    let mut bytes = [0_u8; 16];
    if let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) {
        // Without random bytes two ids could be one; with the clocks in them they still differ.
        if crypto.get_random_values_with_u8_array(&mut bytes).is_err() {
            let since_opened =
                web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now());
            bytes =
                Uuid::from_u64_pair((since_opened * 1000.0) as u64, js_sys::Date::now() as u64).into_bytes();
        }
    }
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// Runs a task every so often while the page is visible, until the owner that called this is gone.
pub fn every(period: Duration, task: impl Fn() + 'static) {
    let visible = || document().visibility_state() == web_sys::VisibilityState::Visible;
    let handle = set_interval_with_handle(
        move || {
            if visible() {
                task();
            }
        },
        period,
    );
    if let Ok(handle) = handle {
        on_cleanup(move || handle.clear());
    }
}

/// Whether the person asked their system for less motion.
pub fn prefers_less_motion() -> bool {
    media("(prefers-reduced-motion: reduce)")
}

pub(crate) fn media(query: &str) -> bool {
    web_sys::window()
        .and_then(|window| window.match_media(query).ok().flatten())
        .is_some_and(|list| list.matches())
}

/// Sets the title of the page: what one reads in the tab and what a screen reader says first.
pub fn set_title(title: &str) {
    document().set_title(title);
}
