//! Charts on a page: drawn at the width they get, with their table for who reads rather than looks.

use charts::{Scene, Table};
use leptos::{html, prelude::*};
use std::sync::atomic::{AtomicU32, Ordering};
use wasm_bindgen::{JsCast, closure::Closure};

/// A chart that redraws when its scene changes. Its title is read aloud; put a [`ChartTable`] beside it, or behind a
/// button.
#[component]
pub fn ChartView(
    /// The picture.
    #[prop(into)]
    scene: Signal<Scene>,
) -> impl IntoView {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let id = format!("chart-{}", NEXT.fetch_add(1, Ordering::Relaxed));
    view! { <div class="chart-box" inner_html=move || scene.with(|scene| scene.to_svg(&id))></div> }
}

/// The table behind a chart.
#[component]
pub fn ChartTable(
    /// The table.
    #[prop(into)]
    table: Signal<Table>,
) -> impl IntoView {
    view! {
        <div class="scroll-x" tabindex="0" role="region" aria-label=move || table.with(|table| table.caption.clone())>
            <table class="chart-table">
                <caption>{move || table.with(|table| table.caption.clone())}</caption>
                <thead>
                    <tr>{move || table.with(|table| {
                        table.columns.iter().cloned().map(|head| view! { <th scope="col">{head}</th> }).collect_view()
                    })}</tr>
                </thead>
                <tbody>{move || table.with(|table| table.rows.iter().map(|row| {
                    let mut cells = row.iter().cloned();
                    let head = cells.next();
                    view! {
                        <tr>
                            <th scope="row">{head}</th>
                            {cells.map(|cell| view! { <td>{cell}</td> }).collect_view()}
                        </tr>
                    }
                }).collect_view())}</tbody>
            </table>
        </div>
    }
}

/// The width an element has now, in pixels; `start_px` until it is laid out.
pub fn observed_width(element: NodeRef<html::Div>, start_px: f64) -> ReadSignal<f64> {
    let (width, set_width) = signal(start_px);
    Effect::new(move |_| {
        let Some(box_element) = element.get() else { return };
        let _ = set_width.try_set(box_element.get_bounding_client_rect().width());
        let watch = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
            for entry in entries.iter() {
                if let Ok(entry) = entry.dyn_into::<web_sys::ResizeObserverEntry>() {
                    // A hidden box has no width; keep the last.
                    let seen = entry.content_rect().width();
                    if seen > 0.0 {
                        let _ = set_width.try_update(|old| {
                            if (*old - seen).abs() >= 1.0 {
                                *old = seen
                            }
                        });
                    }
                }
            }
        });
        let Ok(observer) = web_sys::ResizeObserver::new(watch.as_ref().unchecked_ref()) else { return };
        observer.observe(&box_element);
        // The observer calls into the closure for as long as it watches; both go with the view.
        let keep = StoredValue::new_local((observer, watch));
        on_cleanup(move || {
            let _ = keep.try_with_value(|(observer, _)| observer.disconnect());
        });
    });
    width
}

/// The size of small letters on this device, in pixels: that of every text in a chart.
pub fn text_px() -> f64 {
    if crate::browser::media("(max-width: 639px)") {
        15.0
    } else if crate::browser::media("(pointer: coarse)") {
        16.0
    } else {
        14.0
    }
}
