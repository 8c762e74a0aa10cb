//! Keys that work anywhere on the page, but never while somebody types.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

/// Calls `act` when this key is pressed without a modifier and nobody types, until the owner is gone.
pub fn on_key(key: &'static str, act: impl Fn(KeyboardEvent) + 'static) {
    let handle = window_event_listener(leptos::ev::keydown, move |event| {
        let plain = !(event.ctrl_key() || event.alt_key() || event.meta_key());
        if plain && event.key() == key && !event.default_prevented() && !is_typing(&event) {
            act(event);
        }
    });
    on_cleanup(move || handle.remove());
}

/// Whether the key goes into a field.
pub fn is_typing(event: &KeyboardEvent) -> bool {
    let Some(element) = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok())
    else {
        return false;
    };
    matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT") || element.is_content_editable()
}
