//! Locks a login on a shared tablet when nobody touches it; shows nothing.

use crate::{
    api::post_empty,
    browser::{every, wall_now},
    identity,
};
use leptos::{leptos_dom::helpers::window_event_listener, prelude::*, task::spawn_local};
use std::time::Duration;

/// How often it is looked whether somebody touched the screen.
const LOOK: Duration = Duration::from_secs(2);
/// The server hears of touches so often, in microseconds.
const TELL_US: i64 = 30_000_000;

#[component]
pub(super) fn Idle(after_s: u32) -> impl IntoView {
    let touched = StoredValue::new(wall_now());
    let told = StoredValue::new(wall_now());
    let touch = move || touched.set_value(wall_now());
    let listeners = [
        window_event_listener(leptos::ev::pointerdown, move |_| touch()),
        window_event_listener(leptos::ev::keydown, move |_| touch()),
        window_event_listener(leptos::ev::wheel, move |_| touch()),
    ];
    on_cleanup(move || listeners.into_iter().for_each(|listener| listener.remove()));
    let after_us = i64::from(after_s) * 1_000_000;
    every(LOOK, move || {
        if identity::is_locked() {
            // Whoever opens it has touched it.
            touch();
            return;
        }
        let (now, last) = (wall_now(), touched.get_value());
        if now - last >= after_us {
            identity::locked();
            // Without a network the page is locked all the same, and the server locks by itself.
            spawn_local(async { drop(post_empty("/api/v1/me/lock").await) });
        } else if last > told.get_value() && now - told.get_value() > TELL_US {
            told.set_value(now);
            spawn_local(async { drop(post_empty("/api/v1/me/touch").await) });
        }
    });
}
