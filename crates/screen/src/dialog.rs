//! A dialog: the browser's own, which keeps the focus inside, closes on Escape and gives the focus back.

use crate::{language::tr, marks::Icon};
use leptos::{html, prelude::*};

/// A dialog that is open while `open` says so. `title_id` is the id of its title's text.
#[component]
pub fn Dialog(open: RwSignal<bool>, title_id: &'static str, children: ChildrenFn) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = element.get() else { return };
        if open.get() {
            if !dialog.open() {
                let _ = dialog.show_modal();
            }
        } else if dialog.open() {
            dialog.close();
        }
    });
    // A click beside it lands on the dialog's own box.
    let beside = move |event: leptos::ev::MouseEvent| {
        let Some(dialog) = element.get() else { return };
        let bounds = dialog.get_bounding_client_rect();
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        let inside = x >= bounds.left() && x <= bounds.right() && y >= bounds.top() && y <= bounds.bottom();
        // A key press on a button reports 0, 0.
        if !inside && (x, y) != (0.0, 0.0) {
            open.set(false);
        }
    };
    let labelled_by = format!("dialog-{title_id}");
    let heading = labelled_by.clone();
    view! {
        <dialog class="dialog" node_ref=element aria-labelledby=labelled_by on:close=move |_| open.set(false) on:mousedown=beside>
            <header>
                <h2 id=heading>{tr(title_id)}</h2>
                <button class="btn quiet square" type="button" aria-label=tr("close") on:click=move |_| open.set(false)>
                    <Icon name="x"/>
                </button>
            </header>
            // Built anew each time, so that nothing typed before is left over.
            {move || open.get().then(|| children())}
        </dialog>
    }
}
