//! For research: which heart drives what the client sees. Settled before the world; shown afterwards only when asked.

use super::Watching;
use leptos::prelude::*;
use screen::{Icon, text, tr};
use session::{Act, Feed, Phase};

/// The choice, and after the start the way to look it up.
#[component]
pub(super) fn Research() -> impl IntoView {
    let watching = expect_context::<Watching>();
    let state = watching.seen.state;
    let open =
        Memo::new(move |_| state.with(|state| state.world_since.is_none() && state.phase != Phase::Done));
    let feed = Memo::new(move |_| state.with(|state| state.feed));
    let asked = RwSignal::new(false);
    let choice = move |label: &'static str, other: bool| {
        let act = move |_| {
            let chosen = if other { Feed::Seeded(screen::fresh_id().as_u64_pair().1) } else { Feed::Own };
            if (feed.get_untracked() != Feed::Own) != other {
                watching.act(Act::SetFeed(chosen));
            }
        };
        view! {
            <button class="btn wide" type="button" disabled=move || !watching.can_ask.get()
                aria-pressed=move || ((feed.get() != Feed::Own) == other).to_string() on:click=act>{tr(label)}</button>
        }
    };
    view! {
        <details class="w-research t-s">
            <summary><Icon name="chevron-right"/>{tr("companion-research")}</summary>
            {move || if open.get() {
                view! {
                    <p class="soft">{tr("companion-research-what")}</p>
                    <div class="tray-choices" role="group" aria-label=tr("companion-research")>
                        {choice("companion-feed-own", false)}
                        {choice("companion-feed-other", true)}
                    </div>
                }
                .into_any()
            } else if asked.get() {
                let arm = if feed.get() == Feed::Own { "companion-feed-own" } else { "companion-feed-other" };
                view! { <p role="status">{text(arm)}</p> }.into_any()
            } else {
                view! {
                    <p class="soft">{tr("companion-research-settled")}</p>
                    <button class="btn wide" type="button" on:click=move |_| asked.set(true)>
                        {tr("companion-research-ask")}
                    </button>
                }
                .into_any()
            }}
        </details>
    }
}
