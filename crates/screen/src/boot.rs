//! The start of an app in the browser, and what is shown if it ever stops.

use crate::{language, theme};
use leptos::{mount::mount_to, prelude::*};
use std::panic;
use texts::Texts;
use wasm_bindgen::JsCast;

/// Starts an app: colours and language as remembered on this device, then its view in place of `#app`'s contents.
pub fn boot<V: IntoView + 'static>(app: impl FnOnce() -> V + 'static) {
    panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(&info.to_string().into());
        say_stopped();
    }));
    theme::apply();
    language::announce(untrack(language::language));
    let found = document()
        .get_element_by_id("app")
        .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    let Some(place) = found else { return };
    place.set_inner_html("");
    mount_to(place, app).forget();
}

/// A calm page instead of a dead one. Uses nothing of the app that stopped: only the document and fresh texts.
fn say_stopped() {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    if document.get_element_by_id("stopped").is_some() {
        return;
    }
    let tag = document.document_element().and_then(|root| root.get_attribute("lang")).unwrap_or_default();
    let texts = Texts::new(texts::Language::from_tag(&tag).unwrap_or_default());
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
