//! The strap's button and state on the rail.

use super::Watching;
use crate::{room::Room, strap::Standing};
use leptos::prelude::*;
use screen::{Icon, text, text_with, tr};

/// Connects a strap, or says where the heart comes from.
#[component]
pub(crate) fn StrapControl() -> impl IntoView {
    let watching = expect_context::<Watching>();
    let strap = watching.seen.strap;
    let here = Memo::new(move |_| strap.with(|strap| strap.here.clone()));
    let elsewhere = Memo::new(move |_| strap.with(|strap| strap.elsewhere));
    let choose = move |_| {
        watching.with(Room::choose_strap);
    };
    let let_go = move |_| {
        watching.with(|room| room.borrow_mut().let_strap_go());
    };
    let connect = move |id: &'static str| {
        view! {
            <button class="btn wide t-s" type="button" on:click=choose><Icon name="bluetooth"/>{tr(id)}</button>
        }
    };
    let note = |icon: &'static str, id: &'static str| view! { <p class="mark"><Icon name=icon/>{tr(id)}</p> };
    let named = move || strap.with(|strap| strap.name.clone()).unwrap_or_else(|| text("companion-strap"));
    let waiting = move || strap.with(|strap| strap.waiting);
    view! {
        <div class="rail-strap" role="status">
            {move || match here.get() {
                Standing::None | Standing::Unsupported if elsewhere.get() => note("heart-pulse", "companion-strap-elsewhere").into_any(),
                Standing::None => connect("companion-strap-connect").into_any(),
                Standing::Unsupported => note("info", "companion-strap-unsupported").into_any(),
                Standing::Choosing => note("bluetooth-searching", "companion-strap-choosing").into_any(),
                Standing::Connecting => note("bluetooth-searching", "companion-strap-connecting").into_any(),
                Standing::Reconnecting => note("bluetooth-searching", "companion-strap-reconnecting").into_any(),
                Standing::Silent => note("unplug", "companion-strap-silent").into_any(),
                Standing::Receiving => view! {
                    <p class="mark"><Icon name="bluetooth"/><span>{named}</span></p>
                    <Show when=move || { waiting() > 5 }>
                        <p class="mark">{move || text_with("companion-strap-waiting", &[("n", waiting().into())])}</p>
                    </Show>
                    <button class="btn quiet t-s" type="button" on:click=let_go>{tr("companion-strap-let-go")}</button>
                }.into_any(),
                Standing::Taken => view! { {note("info", "companion-problem-strap-taken")}{connect("companion-strap-again")} }.into_any(),
                Standing::Failed => view! { {note("info", "companion-strap-failed")}{connect("companion-strap-again")} }.into_any(),
            }}
        </div>
    }
}
