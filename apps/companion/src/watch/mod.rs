//! Watching along: the world fills the tablet, the heart stands beside it, what one does most lies under the thumb.

mod ask;
mod bar;
mod cards;
mod log;
mod pace;
mod picture;
mod rail;
mod remark;
mod research;
mod sets;
mod strap;
mod tray;

use crate::{
    app::{Clients, alias_of},
    room::{Fresh, Room, Seen, SharedRoom},
};
use leptos::prelude::*;
use link::api::Me;
use screen::{Icon, set_title, text, text_with, tr, world_word};
use session::{Act, Phase, SessionId, Steering, Subject};

/// What every part of the page reads and does.
#[derive(Clone, Copy)]
pub(crate) struct Watching {
    room: StoredValue<SharedRoom, LocalStorage>,
    /// What is true.
    pub(crate) seen: Seen,
    /// Which session.
    pub(crate) session: SessionId,
    /// Who looks.
    pub(crate) me: StoredValue<Me>,
    /// The client as the screen calls them.
    pub(crate) name: Memo<String>,
    /// Who steers, as seen from here.
    pub(crate) hand: Memo<Hand>,
    /// Whether asking makes sense now.
    pub(crate) can_ask: Memo<bool>,
}

/// Who steers, as seen from here.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Hand {
    /// The client.
    Client,
    /// We do.
    You,
    /// A colleague.
    Colleague(String),
}

impl Watching {
    /// Asks something of the session.
    pub(crate) fn act(&self, act: Act) -> bool {
        self.room.try_with_value(|room| room.borrow_mut().ask(act)).unwrap_or(false)
    }

    /// Does something with the room.
    pub(crate) fn with<T>(&self, act: impl FnOnce(&SharedRoom) -> T) -> Option<T> {
        self.room.try_with_value(act)
    }
}

/// The page.
#[component]
pub(crate) fn Watch(session: SessionId) -> impl IntoView {
    let Some(me) = screen::me() else { return ().into_any() };
    let user = me.user;
    let (room, seen) = Room::watch(me.clone(), session, crate::kept::shared());
    let clients = expect_context::<Clients>();
    let name = Memo::new(move |_| {
        let known = match seen.subject.get() {
            Subject::Client(client) => alias_of(&clients, client),
            Subject::Anonymous => None,
        };
        known.unwrap_or_else(|| text("companion-the-client"))
    });
    let hand = Memo::new(move |_| {
        // Without a link the headset has given control back by now, whatever was heard last (rule 6).
        if matches!(seen.fresh.get(), Fresh::Lost(_) | Fresh::Closed(_)) {
            return Hand::Client;
        }
        seen.state.with(|state| match state.steering {
            Steering::Client => Hand::Client,
            Steering::Companion(who) if who == user => Hand::You,
            Steering::Companion(_) => Hand::Colleague(state.steering_name().unwrap_or_default().to_owned()),
        })
    });
    let can_ask = Memo::new(move |_| {
        matches!(seen.fresh.get(), Fresh::Live(_)) && seen.presence.with(|presence| presence.headset)
    });
    let watching = Watching {
        room: StoredValue::new_local(room),
        seen,
        session,
        me: StoredValue::new(me),
        name,
        hand,
        can_ask,
    };
    provide_context(watching);
    let over = cards::over(watching);
    crate::awake::keep_awake(move || seen.state.with(|state| state.phase != Phase::Done));
    Effect::new(move |_| set_title(&crate::words::naming("companion-watch-title", &name.get())));
    let away = move || matches!(seen.fresh.get(), Fresh::Lost(_) | Fresh::HeadsetSilent(_));
    let begun = Memo::new(move |_| seen.events.with(|events| !events.is_empty()));
    view! {
        <main class="watch" class:steering=move || hand.get() == Hand::You && over.get().is_none() class:away=away>
            <picture::Picture/>
            <Show when=move || begun.get() fallback=cards::Waiting>
                <Top/>
                <rail::Rail/>
                <div class="w-low">
                    <log::Log/>
                    <cards::Held/>
                    <tray::Tray/>
                    <Show when=move || over.get().is_none()><bar::Bar/></Show>
                </div>
                <cards::Over over/>
            </Show>
            <Toast/>
        </main>
    }
    .into_any()
}

#[component]
fn Top() -> impl IntoView {
    let Watching { seen, name, .. } = expect_context();
    let place = move || {
        seen.state.with(|state| match state.world.filter(|_| state.in_world()) {
            Some(world) if state.phase == Phase::World => world_word(world.slug()),
            _ => screen::phase_word(state.phase),
        })
    };
    let late =
        move || matches!(seen.fresh.get(), Fresh::Lost(_) | Fresh::HeadsetSilent(_) | Fresh::Closed(_));
    view! {
        <header class="w-top">
            <a class="w-chip w-back" href="/companion" aria-label=tr("companion-leave")><Icon name="arrow-left"/></a>
            <h1 class="w-chip"><span><b>{name}</b>" · "{seen.device_name}" · "{place}</span></h1>
            <p class="w-chip live" class:late=late>{move || fresh_words(seen.fresh.get())}</p>
            <rail::Elapsed/>
        </header>
    }
}

fn fresh_words(fresh: Fresh) -> String {
    let seconds = |id: &str, seconds: f64| text_with(id, &[("seconds", seconds.into())]);
    match fresh {
        Fresh::Joining | Fresh::Asking => text("companion-joining"),
        Fresh::Live(age_s) if age_s < 2.0 => seconds("live-fresh", age_s),
        Fresh::Live(age_s) => seconds("live-late", age_s),
        Fresh::HeadsetSilent(silent_s) => seconds("companion-headset-silent", silent_s),
        Fresh::Lost(lost_s) => seconds("companion-link-lost", lost_s),
        Fresh::Closed(_) => text("companion-closed"),
    }
}

/// A word about what did not go through; it leaves by itself and is read aloud.
#[component]
fn Toast() -> impl IntoView {
    let Watching { seen, name, .. } = expect_context();
    let shown = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        let Some((_, notice)) = seen.notice.get() else { return };
        shown.set(Some(match notice {
            crate::room::Notice::Refused(refusal) => {
                crate::words::refusal_words(refusal, &name.get_untracked())
            }
            crate::room::Notice::Problem(problem) => crate::words::problem_words(problem),
        }));
        let hide = set_timeout_with_handle(
            move || {
                let _ = shown.try_set(None);
            },
            std::time::Duration::from_secs(7),
        );
        if let Ok(handle) = hide {
            on_cleanup(move || handle.clear());
        }
    });
    view! {
        <div class="w-toast" role="status">{move || shown.get().map(|words| view! {
            <p><Icon name="info"/>{words}</p>
        })}</div>
    }
}
