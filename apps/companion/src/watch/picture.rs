//! What the client sees, live.

use super::Watching;
use crate::{
    room::Fresh,
    stage::minutes_at,
    words::described,
    world_canvas::{Shown, Source, WorldCanvas},
};
use leptos::prelude::*;
use screen::{text_with, tr};
use std::rc::Rc;

/// The world behind everything, and in words for who does not see it.
#[component]
pub(crate) fn Picture() -> impl IntoView {
    let watching = expect_context::<Watching>();
    let Watching { seen, name, .. } = watching;
    let source: Source = Rc::new(move |pinned| {
        watching.with(|room| {
            let room = room.borrow();
            let picture = room.picture(pinned)?;
            let minutes = minutes_at(&room.mirror().events, picture.at);
            Some(Shown { at: picture.at, state: picture.state, head: picture.head, minutes })
        })?
    });
    let more: Rc<dyn Fn() -> serde_json::Value> = Rc::new(move || {
        serde_json::json!({
            "session": watching.session.to_string(),
            "link": format!("{:?}", seen.fresh.get_untracked()),
            "strap": format!("{:?}", seen.strap.with_untracked(|strap| strap.here.clone())),
            "strapWaiting": seen.strap.with_untracked(|strap| strap.waiting),
            "heartRateBpm": seen.heart.with_untracked(|heart| heart.last().and_then(|now| now.heart_rate_bpm)),
            "events": seen.events.with_untracked(Vec::len),
        })
    });
    let words = Memo::new(move |_| seen.state.with(|state| described(state, &name.get())));
    let hidden = move || seen.state.with(|state| !state.consent.pose.live);
    let late = move || match seen.fresh.get() {
        Fresh::Lost(seconds) | Fresh::HeadsetSilent(seconds) => {
            Some(text_with("companion-last-picture", &[("seconds", seconds.into())]))
        }
        _ => None,
    };
    view! {
        <WorldCanvas source=StoredValue::new_local(source) more=StoredValue::new_local(more) label=words/>
        <div class="world-shade" aria-hidden="true"></div>
        <div class="w-gaze" aria-hidden="true">{move || late().map(|words| view! { <span>{words}</span> })}</div>
        <p class="sr" role="status">{words}</p>
        <Show when=hidden><p class="w-chip w-neutral">{tr("companion-pose-not-shown")}</p></Show>
    }
}
