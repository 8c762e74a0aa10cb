//! A minute of breathing along on the phone: six breaths, out longer than in, to stop at any moment (safety rule 9).

use super::{
    parts::{Back, Speaks},
    room::Room,
};
use leptos::prelude::*;
use screen::{Icon, every, prefers_less_motion, text, tr};
use std::time::Duration;

/// In so many seconds, out so many more: six breaths a minute, without holding.
const IN_S: u32 = 4;
const BREATH_S: u32 = 10;
/// Six of them.
const MINUTE_S: u32 = 60;

/// How far it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Ready,
    /// So many seconds.
    Going(u32),
    Done,
    Dizzy,
}

#[component]
pub(super) fn Page() -> impl IntoView {
    super::name_page("own-breath");
    let speaks = Speaks::here();
    let state = RwSignal::new(State::Ready);
    every(Duration::from_secs(1), move || {
        let _ = state.try_update(|state| {
            if let State::Going(second) = *state {
                *state = if second + 1 >= MINUTE_S { State::Done } else { State::Going(second + 1) };
            }
        });
    });
    let goes = Memo::new(move |_| matches!(state.get(), State::Going(_)));
    // Only a change of direction is spoken.
    let direction = Memo::new(move |_| match state.get() {
        State::Going(second) if second % BREATH_S < IN_S => "own-breath-in",
        State::Going(_) => "own-breath-out",
        _ => "own-breath-ready",
    });
    let still = prefers_less_motion();
    view! {
        <Back to=Room::Calm name="own-tab-calm"/>
        <h1>{tr("own-breath")}</h1>
        {move || match (goes.get(), state.get_untracked()) {
            (true, _) => view! {
                <div class="breath" class:still=still class:inward=move || direction.get() == "own-breath-in">
                    <span class="breath-round" aria-hidden="true"></span>
                    <p class="breath-word" role="status">{move || text(direction.get())}</p>
                </div>
                <progress class="breath-left" max=MINUTE_S.to_string() aria-label=tr("own-breath-left")
                    value=move || match state.get() { State::Going(second) => second.to_string(), _ => MINUTE_S.to_string() }></progress>
                <div class="row mine-two">
                    <button class="btn" type="button" on:click=move |_| state.set(State::Dizzy)>{tr("own-breath-dizzy")}</button>
                    <button class="btn" type="button" on:click=move |_| state.set(State::Ready)>{tr("own-breath-stop")}</button>
                </div>
            }.into_any(),
            (_, State::Dizzy) => view! {
                <div class="message calm" role="status"><Icon name="hand"/><p>{tr("own-breath-dizzy-do")}</p></div>
                <a class="btn wide" href=Room::Calm.path()>{tr("own-breath-back")}</a>
            }.into_any(),
            (_, State::Done) => view! {
                <div class="panel stack" role="status">
                    <h2>{tr("own-breath-done")}</h2>
                    <p>{speaks.tr("own-breath-done-more")}</p>
                    <div class="row">
                        <a class="btn primary" href=Room::Calm.path()><Icon name="pen-line"/>{tr("own-breath-write")}</a>
                        <button class="btn" type="button" on:click=move |_| state.set(State::Going(0))>{tr("own-breath-more-time")}</button>
                    </div>
                </div>
            }.into_any(),
            _ => view! {
                <p>{speaks.tr("own-breath-how")}</p>
                <button class="btn primary wide" type="button" on:click=move |_| state.set(State::Going(0))><Icon name="play"/>{tr("own-breath-start")}</button>
                <p class="soft t-s">{tr("own-breath-safe")}</p>
            }.into_any(),
        }}
    }
}
