//! What one does with a headset now: the next thing that it needs first, everything else beside it.

use super::need_word;
use crate::pages::asking::{Asking, Ends};
use leptos::prelude::*;
use link::equipment::{KeptHeadset, Need, NewHappening};
use screen::{Dialog, FailureMessage, Icon, Sending, fresh_id, post_nothing, text, tr, wall_now};

/// Full: whoever takes it off the charger sees a green light.
const FULL_PCT: u8 = 100;
const DAY_US: i64 = 86_400_000_000;

fn address(headset: &KeptHeadset) -> String {
    ["/api/v1/headsets/", &headset.id.to_string(), "/happenings"].concat()
}

#[component]
pub(super) fn Doing(headset: Memo<Option<KeptHeadset>>, again: RwSignal<u32>) -> impl IntoView {
    let failure = RwSignal::new(None);
    let busy = RwSignal::new(false);
    let (lending, broken) = (RwSignal::new(false), RwSignal::new(false));
    let tell = move |what: NewHappening| {
        let Some(address) = headset.get_untracked().as_ref().map(address) else { return };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        leptos::task::spawn_local(async move {
            let told = post_nothing(&address, &what).await;
            let _ = busy.try_set(false);
            let _ = failure.try_set(told.err());
            let _ = again.try_update(|n| *n += 1);
        });
    };
    let button = move |need: Need| {
        let (icon, word, what) = match need {
            Need::Return => {
                let loan = headset.get_untracked().and_then(|kept| kept.out).map(|out| out.loan);
                ("undo-2", "do-return", NewHappening::Returned { loan: loan.unwrap_or_default() })
            }
            Need::Repair => ("wrench", "do-repair", NewHappening::Repaired),
            Need::Cleaning => ("brush-cleaning", "do-clean", NewHappening::Cleaned),
            Need::Clearing => ("trash-2", "do-clear", NewHappening::Cleared),
            Need::Charging => ("battery-medium", "do-charge", NewHappening::Charged { pct: FULL_PCT }),
        };
        view! {
            <li class="row apart">
                <span class="mark wait"><Icon name="triangle-alert"/>{need_word(need)}</span>
                <button class="btn" type="button" on:click=move |_| tell(what.clone())><Icon name=icon/>{tr(word)}</button>
            </li>
        }
    };
    view! {
        <section class="panel stack">
            <h2>{tr("equipment-now")}</h2>
            {move || headset.get().map(|kept| if kept.missing.is_empty() {
                view! { <p>{tr("equipment-ready-more")}</p> }.into_any()
            } else {
                view! { <ul class="plain stack">{kept.missing.into_iter().map(button).collect_view()}</ul> }.into_any()
            })}
            {move || failure.get().map(|failure| view! { <FailureMessage failure/> })}
            <div class="row">
                {move || headset.get().filter(|kept| kept.missing.is_empty()).map(|_| view! {
                    <button class="btn primary" type="button" on:click=move |_| lending.set(true)><Icon name="hand"/>{tr("do-lend")}</button>
                })}
                <button class="btn quiet" type="button" on:click=move |_| broken.set(true)><Icon name="wrench"/>{tr("do-broke")}</button>
            </div>
        </section>
        <Dialog open=lending title_id="do-lend"><Lend headset open=lending again/></Dialog>
        <Dialog open=broken title_id="do-broke"><Broke headset open=broken again/></Dialog>
    }
}

/// Hands it out within the house. Home it goes from the client's own page, where the rules for that are.
#[component]
fn Lend(headset: Memo<Option<KeptHeadset>>, open: RwSignal<bool>, again: RwSignal<u32>) -> impl IntoView {
    let asking = Asking::new();
    let days = RwSignal::new(1_i64);
    // One loan, also when it is sent twice.
    let loan = fresh_id();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(address) = headset.get_untracked().as_ref().map(address) else { return };
        let until = Some(wall_now() + days.get_untracked() * DAY_US);
        asking.send(move || -> Sending {
            Box::pin(async move {
                post_nothing(&address, &NewHappening::HandedOut { loan, client: None, until }).await?;
                again.update(|n| *n += 1);
                open.set(false);
                Ok(())
            })
        });
    };
    view! {
        <form class="form" on:submit=submit>
            <fieldset class="choice">
                <legend class="sr">{tr("lend-how-long")}</legend>
                {[(1, "lend-day"), (7, "lend-week"), (28, "lend-month")].map(|(count, word)| view! {
                    <label><input type="radio" name="lend-days" prop:checked=move || days.get() == count
                        on:change=move |_| days.set(count)/>{tr(word)}</label>
                })}
            </fieldset>
            <p class="soft t-s">{tr("lend-more")}</p>
            <Ends asking send="do-lend" icon="hand" cancel=open/>
        </form>
    }
}

/// Says what is wrong with it.
#[component]
fn Broke(headset: Memo<Option<KeptHeadset>>, open: RwSignal<bool>, again: RwSignal<u32>) -> impl IntoView {
    let asking = Asking::new();
    let what = RwSignal::new(String::new());
    let wrong = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(address) = headset.get_untracked().as_ref().map(address) else { return };
        let words = what.get_untracked().trim().to_owned();
        wrong.set(words.chars().count() < 3);
        if wrong.get_untracked() {
            return;
        }
        asking.send(move || -> Sending {
            Box::pin(async move {
                post_nothing(&address, &NewHappening::Broke { what: words }).await?;
                again.update(|n| *n += 1);
                open.set(false);
                Ok(())
            })
        });
    };
    view! {
        <form class="form" on:submit=submit novalidate>
            <div class="field">
                <label for="broke">{tr("broke-what")}</label>
                <input class="input" id="broke" maxlength="300" autocomplete="off" aria-describedby="broke-hint broke-wrong"
                    aria-invalid=move || wrong.get().then_some("true")
                    on:input:target=move |event| what.set(event.target().value())/>
                <p class="hint" id="broke-hint">{tr("broke-hint")}</p>
                <p class="wrong" id="broke-wrong" role="alert">{move || wrong.get().then(|| text("broke-wrong"))}</p>
            </div>
            <Ends asking send="do-broke" icon="wrench" cancel=open/>
        </form>
    }
}
