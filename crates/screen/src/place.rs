//! Where the reader is: the address is the state, links work without loading, back goes back, focus follows.

use leptos::{prelude::*, reactive::graph::Observer};
use std::sync::LazyLock;
use wasm_bindgen::{JsCast, JsValue};

/// An address within the app.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The path, without `?` and `#`.
    pub path: String,
    /// What follows `?`, without it.
    pub query: String,
}

static PLACE: LazyLock<ArcRwSignal<Place>> = LazyLock::new(|| ArcRwSignal::new(here()));

/// Where the reader is; follows changes.
pub fn place() -> Place {
    if Observer::get().is_some() { PLACE.get() } else { PLACE.get_untracked() }
}

/// Goes somewhere, so that "back" comes back.
pub fn go(address: &str) {
    move_to(address, true);
    arrive();
}

/// Corrects the address without a new step and without moving the focus.
pub fn replace(address: &str) {
    move_to(address, false);
}

/// Follows links within the app without loading the page, and the browser's back and forward. Once, at the start.
/// `ours` says which paths this app shows.
pub fn follow_links(ours: fn(&str) -> bool) {
    let _ = window_event_listener(leptos::ev::click, move |event| {
        let modified = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
        if event.default_prevented() || event.button() != 0 || modified {
            return;
        }
        let link = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .and_then(|element| element.closest("a[href]").ok().flatten())
            .and_then(|element| element.dyn_into::<web_sys::HtmlAnchorElement>().ok());
        let Some(link) = link else { return };
        let origin = window().location().origin().unwrap_or_default();
        let elsewhere =
            !link.target().is_empty() || link.has_attribute("download") || link.origin() != origin;
        // A jump within the page is the browser's own.
        if elsewhere
            || !ours(&link.pathname())
            || link.get_attribute("href").is_some_and(|it| it.starts_with('#'))
        {
            return;
        }
        event.prevent_default();
        go(&format!("{}{}", link.pathname(), link.search()));
    });
    let _ = window_event_listener(leptos::ev::popstate, |_| {
        PLACE.set(here());
        arrive();
    });
}

fn move_to(address: &str, step: bool) {
    let Ok(history) = window().history() else { return };
    let _ = if step {
        history.push_state_with_url(&JsValue::NULL, "", Some(address))
    } else {
        history.replace_state_with_url(&JsValue::NULL, "", Some(address))
    };
    let now = here();
    if PLACE.with_untracked(|old| *old != now) {
        PLACE.set(now);
    }
}

/// Puts the focus on the new page's heading, once it is drawn, so that a keyboard and a screen reader start there.
fn arrive() {
    request_animation_frame(|| {
        window().scroll_to_with_x_and_y(0.0, 0.0);
        let found = document().query_selector("main h1, main").ok().flatten();
        if let Some(heading) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = heading.set_attribute("tabindex", "-1");
            let _ = heading.focus();
        }
    });
}

fn here() -> Place {
    let location = window().location();
    Place {
        path: location.pathname().unwrap_or_else(|_| "/".to_owned()),
        query: location.search().unwrap_or_default().trim_start_matches('?').to_owned(),
    }
}

impl Place {
    /// The value of a field in the query, when it has one; only plain values are written, so nothing is decoded.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_found_by_its_whole_name() {
        let place = Place { path: "/".into(), query: "start=4&t=92".into() };
        assert_eq!(place.field("t"), Some("92"));
        assert_eq!(place.field("star"), None);
        assert_eq!(place.field("x"), None);
    }
}
