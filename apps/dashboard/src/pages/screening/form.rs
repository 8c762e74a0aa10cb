//! The checklist to fill in: why it is offered, what could stand in the way, and what each yes leads to.

use super::{consequence, said};
use care::screening::{Answers, Asked, Checklist, ClientScreening, Outcome, reason_fits};
use leptos::{prelude::*, task::spawn_local};
use screen::{Failure, FailureMessage, Icon, post, text, tr};
use session::ClientId;
use std::collections::{BTreeMap, BTreeSet};

#[component]
pub(super) fn Form(
    id: ClientId,
    now: RwSignal<ClientScreening>,
    checklist: StoredValue<Checklist>,
    saved: Callback<ClientScreening>,
    cancel: Callback<()>,
) -> impl IntoView {
    let reasons = RwSignal::new(BTreeSet::<String>::new());
    let items = RwSignal::new(BTreeMap::<String, bool>::new());
    let changed = RwSignal::new(BTreeMap::<String, String>::new());
    // What was told before saves typing for why it is offered; what could be a risk is asked anew each time.
    now.with_untracked(|now| {
        if let Some(newest) = now.screenings.first() {
            reasons.set(newest.answers.indications.clone());
        }
    });
    let was_hard_stop = move |id: &str| {
        now.with(|now| now.screenings.iter().any(|earlier| earlier.answers.items.get(id) == Some(&true)))
    };
    let incomplete = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let first = now.with_untracked(|now| now.screenings.is_empty());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let answers = Answers {
            indications: reasons.get_untracked(),
            items: items.get_untracked(),
            changed: changed
                .get_untracked()
                .into_iter()
                .filter(|(id, why)| {
                    reason_fits(why) && items.with_untracked(|items| items.get(id) == Some(&false))
                })
                .collect(),
        };
        let whole =
            checklist.with_value(|list| list.items.iter().all(|item| answers.items.contains_key(&item.id)));
        incomplete.set(!whole);
        if !whole || busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let outcome =
                post::<ClientScreening>(&format!("/api/v1/clients/{id}/screenings"), &answers).await;
            let _ = busy.try_set(false);
            match outcome {
                Ok(told) => saved.run(told),
                Err(reason) => drop(failure.try_set(Some(reason))),
            }
        });
    };
    let ask = move |item: Asked| {
        let Asked { id, title, why, outcome } = item;
        let (value, set) = (id.clone(), id.clone());
        let answer = Signal::derive(move || items.with(|items| items.get(&value).copied()));
        let choose = Callback::new(move |yes: bool| items.update(|items| _ = items.insert(set.clone(), yes)));
        let missing = move || incomplete.get() && answer.get().is_none();
        let (shown, typed) = (id.clone(), id.clone());
        let explain =
            move || outcome == Outcome::HardStop && answer.get() == Some(false) && was_hard_stop(&shown);
        let name = id.clone();
        view! {
            <fieldset class="yes-no" class:missing=missing>
                <legend>{move || said(&title)}</legend>
                <p class="soft t-s">{move || said(&why)}</p>
                <div class="choice">{[(false, "no"), (true, "yes")].map(|(value, word)| view! {
                    <label><input type="radio" name=name.clone() prop:checked=move || answer.get() == Some(value)
                        on:change=move |_| choose.run(value)/>{tr(word)}</label>
                })}</div>
                <p class="leads t-s" role="status">{move || match answer.get() {
                    Some(true) => Some(view! {
                        <span class=if outcome == Outcome::HardStop { "mark danger" } else { "mark wait" }>
                            <Icon name=if outcome == Outcome::HardStop { "circle-stop" } else { "triangle-alert" }/>{move || consequence(outcome)}
                        </span>
                    }.into_any()),
                    None if missing() => Some(view! { <span class="mark wait"><Icon name="info"/>{tr("screening-answer-this")}</span> }.into_any()),
                    _ => None,
                }}</p>
                {move || explain().then(|| {
                    let (label, typed) = (format!("why-{typed}"), typed.clone());
                    view! {
                        <div class="field">
                            <label for=label.clone()>{tr("screening-why-changed")}</label>
                            <textarea class="input" id=label.clone() rows="2" maxlength="1000"
                                on:input:target=move |event| changed.update(|changed| drop(changed.insert(typed.clone(), event.target().value())))></textarea>
                        </div>
                    }
                })}
            </fieldset>
        }
    };
    view! {
        <section class="panel above" aria-labelledby="screening-form">
            <form class="form" on:submit=submit novalidate>
                <h2 id="screening-form">{tr(if first { "screening-first" } else { "screening-new" })}</h2>
                <fieldset class="reasons">
                    <legend>{tr("screening-reasons")}</legend>
                    <p class="soft t-s">{tr("screening-reasons-hint")}</p>
                    <div class="chips">{checklist.with_value(|list| list.indications.clone()).into_iter().map(|offered| {
                        let (is, set) = (offered.id.clone(), offered.id);
                        let title = offered.title;
                        view! {
                            <label class="chip"><input type="checkbox" prop:checked=move || reasons.with(|reasons| reasons.contains(&is))
                                on:change:target=move |event| reasons.update(|reasons| {
                                    if event.target().checked() { reasons.insert(set.clone()); } else { reasons.remove(&set); }
                                })/>
                                <Icon name="check"/>{move || said(&title)}
                            </label>
                        }
                    }).collect_view()}</div>
                    <p class="leads t-s" role="status">{move || {
                        let supervised = checklist.with_value(|list| list.indications.iter()
                            .any(|offered| offered.supervised && reasons.with(|reasons| reasons.contains(&offered.id))));
                        supervised.then(|| view! { <span class="mark wait"><Icon name="users"/>{tr("screening-reasons-supervised")}</span> })
                    }}</p>
                </fieldset>
                <fieldset class="reasons">
                    <legend>{tr("screening-risks")}</legend>
                    <p class="soft t-s">{tr("screening-risks-hint")}</p>
                    <div class="questions">{checklist.with_value(|list| list.items.clone()).into_iter().map(ask).collect_view()}</div>
                </fieldset>
                <div role="alert">
                    {move || incomplete.get().then(|| view! { <p class="mark wait"><Icon name="info"/>{text("screening-incomplete")}</p> })}
                    {move || failure.get().map(|failure| view! { <FailureMessage failure/> })}
                </div>
                <div class="row">
                    <button class="btn primary" type="submit" aria-busy=move || busy.get().to_string()><Icon name="check"/>{tr("screening-send")}</button>
                    {(!first).then(|| view! { <button class="btn" type="button" on:click=move |_| cancel.run(())>{tr("cancel")}</button> })}
                </div>
            </form>
        </section>
    }
}
