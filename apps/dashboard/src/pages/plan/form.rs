//! The form of a plan: goal, dose, when, with whom, in which ways and worlds, and until when.

use super::{hindrance_word, moment_word, way_word};
use crate::pages::{
    asking::{Asking, Ends},
    card::{Choices, Worlds, chosen_for, forget_chosen},
};
use care::plan::{
    ClientPlan, MINUTES_DEFAULT, MINUTES_MAX, MINUTES_MIN, Moment, NewPlan, PER_WEEK_MAX, Plan,
    TEXT_MAX_CHARS,
};
use leptos::prelude::*;
use screen::{Icon, post, text_with, tr, wall_now};
use session::{Beside, ClientId, Way};
use std::collections::BTreeSet;

const DAY_US: i64 = 86_400_000_000;
/// A new plan lasts four weeks, its last day included, and is looked back at on that day.
const PERIOD_DAYS: i64 = 27;

#[component]
pub(super) fn Form(
    id: ClientId,
    now: RwSignal<ClientPlan>,
    saved: Callback<ClientPlan>,
    cancel: RwSignal<bool>,
) -> impl IntoView {
    let asking = Asking::new();
    let before = now.with_untracked(|now| now.versions.first().cloned());
    let replaces = before.as_ref().map_or(0, |version| version.number);
    let first = before.is_none();
    let start = before.map_or_else(fresh, |version| version.plan);
    let choices = chosen_for(id).unwrap_or_else(|| Choices::of(&start));
    let (goal, minutes, per_week) =
        (RwSignal::new(start.goal.clone()), RwSignal::new(start.minutes), RwSignal::new(start.per_week));
    let (moments, ways) = (RwSignal::new(start.moments.clone()), RwSignal::new(start.ways.clone()));
    let alone = RwSignal::new(start.alone);
    let choices = RwSignal::new(choices);
    let (from, until, evaluate) =
        (RwSignal::new(start.from_us), RwSignal::new(start.until_us), RwSignal::new(start.evaluate_us));
    let why_not_alone = move || now.with(|now| now.alone);
    let home_open = move || now.with(|now| now.home_loan.is_none());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Choices { preferred, avoided, avoid } = choices.get_untracked();
        let is_alone = alone.get_untracked();
        let kept = ways.get_untracked().into_iter().filter(|way| is_alone || !way.is_alone(false));
        let plan = Plan {
            goal: goal.get_untracked().trim().to_owned(),
            minutes: minutes.get_untracked(),
            per_week: per_week.get_untracked(),
            moments: moments.get_untracked(),
            alone: is_alone,
            ways: kept.collect(),
            preferred,
            avoided,
            avoid: avoid.trim().to_owned(),
            from_us: from.get_untracked(),
            until_us: until.get_untracked(),
            evaluate_us: evaluate.get_untracked(),
        };
        asking.send(move || {
            Box::pin(async move {
                let new = NewPlan { replaces, plan };
                let told = post::<ClientPlan>(&format!("/api/v1/clients/{id}/plan"), &new).await?;
                forget_chosen();
                saved.run(told);
                Ok(())
            })
        });
    };
    let way = move |way: Way| {
        // Someone is always there, or it can only be alone and the plan does not have that.
        let open = move || (alone.get() || !way.is_alone(false)) && (way != Way::HomeLoan || home_open());
        view! {
            <label class="chip" class:shut=move || !open()>
                <input type="checkbox" prop:checked=move || open() && ways.with(|ways| ways.contains(&way)) prop:disabled=move || !open()
                    on:change:target=move |event| toggle(ways, way, event.target().checked())/>
                <Icon name="check"/>{move || way_word(way)}
            </label>
        }
    };
    view! {
        <section class="panel below" aria-labelledby="plan-form">
            <form class="form" on:submit=submit novalidate>
                <h2 id="plan-form">{tr(if first { "plan-first" } else { "plan-new" })}</h2>
                <div class="field">
                    <label for="plan-goal">{tr("plan-goal")}</label>
                    <textarea class="input" id="plan-goal" rows="2" maxlength=TEXT_MAX_CHARS.to_string() aria-describedby="plan-goal-hint"
                        prop:value=goal on:input:target=move |event| goal.set(event.target().value())></textarea>
                    <p class="hint" id="plan-goal-hint">{tr("plan-goal-hint")}</p>
                </div>
                <div class="pairs">
                    <Number id="plan-minutes" label="plan-minutes" bounds=(MINUTES_MIN, MINUTES_MAX) value=minutes/>
                    <Number id="plan-times" label="plan-times" bounds=(1, PER_WEEK_MAX) value=per_week/>
                </div>
                <fieldset class="reasons">
                    <legend>{tr("plan-moments")}</legend>
                    <p class="soft t-s">{tr("plan-moments-hint")}</p>
                    <div class="chips">{Moment::ALL.map(|moment| view! {
                        <label class="chip"><input type="checkbox" prop:checked=move || moments.with(|moments| moments.contains(&moment))
                            on:change:target=move |event| toggle(moments, moment, event.target().checked())/>
                            <Icon name="check"/>{move || moment_word(moment)}
                        </label>
                    })}</div>
                </fieldset>
                <fieldset class="reasons">
                    <legend>{tr("plan-beside")}</legend>
                    <div class="choice">{[(false, "plan-supervised"), (true, "plan-alone")].map(|(value, word)| view! {
                        <label><input type="radio" name="plan-beside" prop:checked=move || alone.get() == value
                            prop:disabled=move || value && why_not_alone().is_some()
                            on:change=move |_| alone.set(value)/>{tr(word)}</label>
                    })}</div>
                    {move || why_not_alone().map(|why| view! { <p class="leads t-s"><span class="mark wait"><Icon name="info"/>{tr(hindrance_word(why))}</span></p> })}
                </fieldset>
                <fieldset class="reasons">
                    <legend>{tr("plan-ways")}</legend>
                    <div class="chips">{Way::ALL.into_iter().filter(|way| way.is_for_clients()).map(way).collect_view()}</div>
                    {move || (!home_open()).then(|| view! { <p class="leads t-s"><span class="mark wait"><Icon name="info"/>{tr("plan-home-closed")}</span></p> })}
                    {move || (!alone.get()).then(|| view! { <p class="soft t-s">{tr("plan-ways-supervised")}</p> })}
                </fieldset>
                <Worlds choices/>
                <div class="pairs">
                    <Day id="plan-from" label="plan-from" value=from/>
                    <Day id="plan-until" label="plan-until" value=until/>
                    <Day id="plan-evaluate" label="plan-evaluate" value=evaluate/>
                </div>
                <Ends asking send="plan-send" icon="check" cancel=cancel/>
            </form>
        </section>
    }
}

/// A plan to begin with: 15 minutes, three times a week, four weeks, with someone there.
fn fresh() -> Plan {
    let today_us = wall_now().div_euclid(DAY_US) * DAY_US;
    let until_us = today_us + PERIOD_DAYS * DAY_US;
    let beside = |way: &Way| way.path().beside == Beside::Someone;
    Plan {
        goal: String::new(),
        minutes: MINUTES_DEFAULT,
        per_week: 3,
        moments: BTreeSet::new(),
        alone: false,
        ways: Way::ALL.into_iter().filter(beside).collect(),
        preferred: BTreeSet::new(),
        avoided: BTreeSet::new(),
        avoid: String::new(),
        from_us: today_us,
        until_us,
        evaluate_us: until_us,
    }
}

/// Takes something in or out.
fn toggle<T: Ord + Send + Sync + 'static>(set: RwSignal<BTreeSet<T>>, value: T, is_in: bool) {
    set.update(|set| {
        if is_in {
            set.insert(value);
        } else {
            set.remove(&value);
        }
    });
}

/// A whole number between bounds.
#[component]
fn Number(id: &'static str, label: &'static str, bounds: (u8, u8), value: RwSignal<u8>) -> impl IntoView {
    let (least, most) = bounds;
    let hint = format!("{id}-hint");
    view! {
        <div class="field">
            <label for=id>{tr(label)}</label>
            <input class="input" id=id type="number" inputmode="numeric" min=least max=most aria-describedby=hint.clone()
                prop:value=move || value.get().to_string()
                on:change:target=move |event| value.set(event.target().value().parse().unwrap_or(0))/>
            <p class="hint" id=hint>{move || text_with("plan-bounds", &[("least", u32::from(least).into()), ("most", u32::from(most).into())])}</p>
        </div>
    }
}

/// A day.
#[component]
fn Day(id: &'static str, label: &'static str, value: RwSignal<i64>) -> impl IntoView {
    // The field writes days as ISO does; so does the browser's clock in UTC.
    let shown = move || {
        let ms = wasm_bindgen::JsValue::from_f64((value.get() / 1_000) as f64);
        String::from(js_sys::Date::new(&ms).to_iso_string()).chars().take(10).collect::<String>()
    };
    view! {
        <div class="field">
            <label for=id>{tr(label)}</label>
            <input class="input" id=id type="date" prop:value=shown
                on:change:target=move |event| {
                    let ms = event.target().value_as_number();
                    // An empty field keeps the day that stood there.
                    if ms.is_finite() {
                        value.set((ms * 1_000.0) as i64);
                    }
                }/>
        </div>
    }
}
