//! The start of an app in the browser, and what is shown if it ever stops.

use crate::{
    language::{self, texts},
    theme,
};
use leptos::{mount::mount_to, prelude::*};
use std::panic;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;

/// Starts an app: colours and language as remembered on this device, then its view in place of `#app`'s contents. Where
/// its texts do not come, the page's own `#could-not-start` stands there instead.
pub fn boot<V: IntoView + 'static>(app: impl FnOnce() -> V + 'static) {
    panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(&info.to_string().into());
        say_stopped();
    }));
    theme::apply();
    // Leptos has no tasks of its own before something is mounted.
    spawn_local(async move {
        let came = language::fetch_first().await.is_ok();
        let found =
            document().get_element_by_id("app").and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok());
        let Some(place) = found else { return };
        place.set_inner_html("");
        if came {
            mount_to(place, app).forget();
        } else if let Some(words) = document().get_element_by_id("could-not-start") {
            place.set_inner_html(&words.inner_html());
        }
    });
}

/// A calm page instead of a dead one. Uses nothing of the app that stopped but its texts.
fn say_stopped() {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    if document.get_element_by_id("stopped").is_some() {
        return;
    }
    let texts = texts();
    let (Ok(page), Some(body)) = (document.create_element("div"), document.body()) else { return };
    page.set_id("stopped");
    page.set_class_name("stopped");
    let _ = page.set_attribute("role", "alertdialog");
    let _ = page.set_attribute("aria-labelledby", "stopped-title");
    page.set_inner_html(&format!(
        r#"<div class="panel"><h1 id="stopped-title">{}</h1><p>{}</p><a class="btn primary" id="stopped-reload" href="">{}</a></div>"#,
        texts.get("problem-stopped"),
        texts.get("problem-stopped-do"),
        texts.get("reload"),
    ));
    let _ = body.append_child(&page);
    if let Some(reload) = document
        .get_element_by_id("stopped-reload")
        .and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok())
    {
        let _ = reload.focus();
    }
}
