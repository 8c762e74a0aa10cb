//! What the pages of a client's own place share: words chosen with care, the scale from 0 to 10, time to think, rows that lead on.

use super::room::Room;
use leptos::prelude::*;
use link::{login::ClientMe, own::OwnPlace};
use screen::{Icon, text, texts, tr};

/// Who is inside, and what to do when that changes.
#[derive(Clone, Copy)]
pub(super) struct Mine {
    pub(super) me: StoredValue<ClientMe>,
    /// They signed out.
    pub(super) left: Callback<()>,
    /// Asks anew who they are.
    pub(super) ask: Callback<()>,
}

impl Mine {
    pub(super) fn here() -> Option<Mine> {
        use_context()
    }
}

/// How this client's place speaks, and whom they can reach.
#[derive(Clone, Copy)]
pub(super) struct Speaks {
    place: Memo<OwnPlace>,
    again: RwSignal<u32>,
}

impl Speaks {
    pub(super) fn new(place: Memo<OwnPlace>, again: RwSignal<u32>) -> Speaks {
        Speaks { place, again }
    }

    /// As the page knows it; outside a client's place it speaks plainly.
    pub(super) fn here() -> Speaks {
        use_context().unwrap_or_else(|| Speaks {
            place: Memo::new(|_| super::unknown_place()),
            again: RwSignal::new(0),
        })
    }

    pub(super) fn place(self) -> Memo<OwnPlace> {
        self.place
    }

    /// Something changed that the place tells of.
    pub(super) fn look_again(self) {
        self.again.update(|n| *n += 1);
    }

    /// Whether nothing is shared without a second look.
    pub(super) fn takes_time(self) -> bool {
        self.place.with(|place| !place.manner.extra_care.is_empty())
    }

    /// The text with this id, in the words that were chosen for this client where there are such: `id-trauma` before `id`.
    pub(super) fn said(self, id: &str) -> String {
        let chosen = self.place.with(|place| {
            let own = place.manner.extra_care.iter().map(|care| format!("{id}-{}", care.word()));
            own.into_iter().find(|own| texts().has(own))
        });
        text(chosen.as_deref().unwrap_or(id))
    }

    /// What stands in a list of the plan: our words for what we offered, theirs for what they wrote.
    pub(super) fn said_listed(self, kind: &str, value: &str) -> String {
        let id = format!("own-{kind}-{value}");
        if texts().has(&id) { self.said(&id) } else { value.to_owned() }
    }

    /// The same for a view.
    pub(super) fn tr(self, id: &'static str) -> impl Fn() -> String + Copy + Send + Sync + 'static {
        move || self.said(id)
    }
}

/// A choice from 0 to 10, with words at both ends. `legend` is the id of what is asked.
#[component]
pub(super) fn Scale(
    name: &'static str,
    #[prop(into)] legend: Signal<String>,
    #[prop(default = 0)] from: u8,
    chosen: RwSignal<Option<u8>>,
) -> impl IntoView {
    view! {
        <fieldset class="scale">
            <legend>{move || legend.get()}</legend>
            <div class="scale-steps">{(from..=10).map(|value| view! {
                <label>
                    <input type="radio" name=name value=value.to_string() prop:checked=move || chosen.get() == Some(value)
                        on:change=move |_| chosen.set(Some(value))/>
                    <span>{value.to_string()}</span>
                </label>
            }).collect_view()}</div>
            <p class="scale-ends soft t-s" aria-hidden="true"><span>{tr("own-scale-low")}</span><span>{tr("own-scale-high")}</span></p>
        </fieldset>
    }
}

/// A button that shares something. Where a client is given time to think, it asks once more, and "not now" is as easy.
#[component]
pub(super) fn Considered(
    word: &'static str,
    icon: &'static str,
    /// What is asked before.
    question: &'static str,
    then: Callback<()>,
) -> impl IntoView {
    let speaks = Speaks::here();
    let thinking = RwSignal::new(false);
    let press = move |_| {
        if speaks.takes_time() {
            thinking.set(true);
        } else {
            then.run(());
        }
    };
    let yes = move |_| {
        thinking.set(false);
        then.run(());
    };
    move || {
        if thinking.get() {
            view! {
                <div class="message calm" role="group" aria-label=tr("own-think")>
                    <Icon name="clock"/>
                    <div>
                        <p><b>{tr("own-think")}</b></p>
                        <p>{speaks.tr(question)}</p>
                        <div class="row">
                            <button class="btn" type="button" on:click=move |_| thinking.set(false)>{tr("own-think-later")}</button>
                            <button class="btn primary" type="button" on:click=yes>{tr(word)}</button>
                        </div>
                    </div>
                </div>
            }
            .into_any()
        } else {
            view! { <button class="btn" type="button" on:click=press><Icon name=icon/>{tr(word)}</button> }
                .into_any()
        }
    }
}

/// A row that leads to another page.
#[component]
pub(super) fn Lead(to: Room, icon: &'static str, name: &'static str, more: &'static str) -> impl IntoView {
    let speaks = Speaks::here();
    view! {
        <li><a href=to.path()>
            <Icon name=icon/>
            <span><b>{speaks.tr(name)}</b><span class="soft t-s">{speaks.tr(more)}</span></span>
            <Icon name="chevron-right"/>
        </a></li>
    }
}

/// The way back to the page above.
#[component]
pub(super) fn Back(to: Room, name: &'static str) -> impl IntoView {
    view! { <p class="mine-back"><a href=to.path()><Icon name="chevron-left"/>{tr(name)}</a></p> }
}
