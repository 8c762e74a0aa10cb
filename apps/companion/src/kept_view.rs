//! On the first page: holding a strap while there is no server, and what is kept of it.

use crate::{
    kept::{self, Keeping},
    strap::Standing,
};
use leptos::prelude::*;
use screen::{Icon, text, text_with, tr};
use session::DeviceId;

/// Holds a strap for the headset that its client wears; stands open by itself when it is of use.
#[component]
pub(crate) fn StrapWithoutSession() -> impl IntoView {
    let keeping = StoredValue::new_local(kept::shared());
    let seen = keeping.with_value(|keeping| keeping.borrow().seen());
    let seen = Memo::new(move |_| seen.get());
    let here = Memo::new(move |_| seen.with(|seen| seen.strap.here.clone()));
    let holds = move || !matches!(here.get(), Standing::None | Standing::Unsupported | Standing::Failed);
    let packets = Memo::new(move |_| seen.with(|seen| seen.packets));
    let online = Memo::new(move |_| seen.with(|seen| seen.online));
    let opened = Memo::new(move |_| !online.get() || holds() || packets.get() > 0);
    let headset = Memo::new(move |_| seen.with(|seen| seen.strap.headset));
    let choose = move |_| {
        keeping.with_value(Keeping::choose_strap);
    };
    let let_go = move |_| keeping.with_value(|keeping| keeping.borrow_mut().let_strap_go());
    let goes_with = move |id: String| {
        if let Ok(id) = id.parse::<DeviceId>() {
            keeping.with_value(|keeping| keeping.borrow_mut().goes_with(id));
        }
    };
    // The list is asked of the server once, so it is there when the server is not.
    let headsets = Memo::new(move |_| seen.with(|seen| seen.headsets.clone()));
    let note = |icon: &'static str, id: &'static str| view! { <p class="mark"><Icon name=icon/>{tr(id)}</p> };
    view! {
        <Show when=move || here.get() != Standing::Unsupported || packets.get() != 0>
            <details class="start-kept" prop:open=move || opened.get()>
                <summary>{tr("companion-kept")}</summary>
                <p class="soft t-s">{tr("companion-kept-hint")}</p>
                <div class="kept-choose">
                    <label for="kept-headset">{tr("companion-kept-headset")}</label>
                    <select id="kept-headset" class="input" on:change:target=move |event| goes_with(event.target().value())>
                        <option value="" disabled=true selected=move || headset.get().is_none()>{tr("companion-kept-choose")}</option>
                        <For each=move || headsets.get() key=|(id, name)| (*id, name.clone()) let((id, name))>
                            <option value=id.to_string() selected=move || headset.get() == Some(id)>{name}</option>
                        </For>
                    </select>
                    {move || match here.get() {
                        Standing::None | Standing::Unsupported | Standing::Failed | Standing::Taken => view! {
                            <button class="btn" type="button" disabled=move || headset.get().is_none() on:click=choose>
                                <Icon name="bluetooth"/>{tr("companion-strap-connect")}
                            </button>
                        }.into_any(),
                        _ => view! {
                            <button class="btn quiet" type="button" on:click=let_go>{tr("companion-strap-let-go")}</button>
                        }.into_any(),
                    }}
                </div>
                <div role="status" class="kept-state">
                    {move || match here.get() {
                        Standing::Choosing => note("bluetooth-searching", "companion-strap-choosing").into_any(),
                        Standing::Connecting => note("bluetooth-searching", "companion-strap-connecting").into_any(),
                        Standing::Reconnecting => note("bluetooth-searching", "companion-strap-reconnecting").into_any(),
                        Standing::Silent => note("unplug", "companion-strap-silent").into_any(),
                        Standing::Failed => note("info", "companion-strap-failed").into_any(),
                        Standing::Receiving => {
                            let name = move || seen.with(|seen| seen.strap.name.clone()).unwrap_or_else(|| text("companion-strap"));
                            view! { <p class="mark"><Icon name="bluetooth"/><span>{name}</span></p> }.into_any()
                        }
                        _ => ().into_any(),
                    }}
                    <Show when=move || packets.get() != 0>
                        <p class="mark">
                            <Icon name="heart-pulse"/>
                            {move || text_with(
                                if online.get() { "companion-kept-placing" } else { "companion-kept-waiting" },
                                &[("n", packets.get().into())],
                            )}
                        </p>
                    </Show>
                    <Show when=move || seen.with(|seen| seen.hindered)>{note("triangle-alert", "companion-kept-hindered")}</Show>
                </div>
            </details>
        </Show>
    }
}
