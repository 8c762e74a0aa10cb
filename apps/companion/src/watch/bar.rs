//! Who steers, and the three things one does most: take over or give back, ask, round off.

use super::{Hand, Watching, ask::AskDialog, remark::RemarkDialog};
use crate::{room::Fresh, words::naming};
use leptos::prelude::*;
use screen::{Dialog, Icon, text, text_with, tr};
use session::{Act, Phase};

/// The bar at the foot.
#[component]
pub(crate) fn Bar() -> impl IntoView {
    let watching = expect_context::<Watching>();
    let Watching { seen, name, hand, can_ask, .. } = watching;
    let asking = RwSignal::new(false);
    let ending = RwSignal::new(false);
    let remarking = RwSignal::new(false);
    let lost = Memo::new(move |_| matches!(seen.fresh.get(), Fresh::Lost(_)));
    let in_world = Memo::new(move |_| seen.state.with(|state| state.phase == Phase::World));
    let done = Memo::new(move |_| seen.state.with(|state| state.phase == Phase::Done));
    let open_question = Memo::new(move |_| seen.state.with(|state| state.question.is_some()));
    let named = move |id: &'static str| naming(id, &name.get());

    let primary = move || {
        if lost.get() {
            return view! {
                <button class="btn primary" type="button" on:click=move |_| { watching.with(|room| room.borrow_mut().retry()); }>
                    <Icon name="refresh-cw"/>{tr("companion-reconnect")}
                </button>
            }
            .into_any();
        }
        match hand.get() {
            Hand::You => view! {
                <button class="btn primary" type="button" disabled=move || !can_ask.get() on:click=move |_| { watching.act(Act::HandBack); }>
                    <Icon name="undo-2"/>{tr("companion-hand-back")}
                </button>
            }
            .into_any(),
            other => {
                let taken = matches!(other, Hand::Colleague(_));
                view! {
                    <button class="btn primary" type="button" disabled=move || taken || done.get() || !can_ask.get()
                        on:click=move |_| { watching.act(Act::TakeOver); }>
                        <Icon name="hand"/>{tr("companion-take-over")}
                    </button>
                }
                .into_any()
            }
        }
    };
    let who = move || match (lost.get(), hand.get()) {
        (true, _) => (named("companion-lost"), named("companion-lost-more")),
        (_, Hand::You) => (text("companion-you-steer"), named("companion-you-steer-more")),
        (_, Hand::Colleague(colleague)) => (
            text_with("steering-other", &[("name", colleague.into())]),
            named("companion-colleague-steers-more"),
        ),
        (_, Hand::Client) => (named("companion-client-steers"), named("companion-client-steers-more")),
    };
    let finish = move |_| {
        ending.set(false);
        // Ending belongs to whoever steers: taking over comes first, and the client sees both.
        if hand.get_untracked() == Hand::You || watching.act(Act::TakeOver) {
            watching.act(Act::Finish);
        }
    };
    view! {
        <footer class="w-bar">
            <div class="w-who">
                {primary}
                <p role="status"><b>{move || who().0}</b><span>{move || who().1}</span></p>
            </div>
            <nav class="w-do" aria-label=tr("companion-most-used")>
                <button class="btn" type="button" disabled=move || !can_ask.get() || !in_world.get() || open_question.get()
                    on:click=move |_| asking.set(true)>
                    <Icon name="message-circle-question-mark"/>
                    {move || text(if open_question.get() { "companion-question-open" } else { "companion-ask" })}
                </button>
                <button class="btn" type="button" on:click=move |_| remarking.set(true)><Icon name="pen-line"/>{tr("companion-remark")}</button>
                <button class="btn" type="button" disabled=move || !can_ask.get() || !in_world.get()
                    on:click=move |_| ending.set(true)>
                    <Icon name="circle-stop"/>{tr("companion-finish")}
                </button>
            </nav>
        </footer>
        <AskDialog open=asking/>
        <RemarkDialog open=remarking/>
        <Dialog open=ending title_id="companion-finish-title">
            <p>{move || named("companion-finish-more")}</p>
            <div class="ends">
                <button class="btn" type="button" on:click=move |_| ending.set(false)>{tr("companion-finish-not-yet")}</button>
                <button class="btn primary" type="button" on:click=finish><Icon name="circle-stop"/>{tr("companion-finish")}</button>
            </div>
        </Dialog>
    }
}
