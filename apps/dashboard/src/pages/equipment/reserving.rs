//! Who has a headset or a room in the coming weeks, and a form to reserve it: one moment, or the same one each week.

use crate::pages::asking::{Asking, Ends};
use leptos::prelude::*;
use link::{
    api::Role,
    equipment::{NewReservation, Reserved},
};
use screen::{
    Bones, FailureMessage, Icon, Remote, Sending, delete, fresh_id, get, load, post_nothing, text, tr,
    wall_now,
};
use uuid::Uuid;

const WEEK_US: i64 = 7 * 86_400_000_000;
/// So much of the calendar stands on the page.
const SHOWN_US: i64 = 8 * WEEK_US;
const WEEKS_MAX: usize = 26;

#[component]
pub(super) fn Reserving(thing: Uuid) -> impl IntoView {
    let again = RwSignal::new(0u32);
    let found = load(move || {
        again.track();
        let from = wall_now();
        async move {
            let window =
                ["/api/v1/reservations?from=", &from.to_string(), "&until=", &(from + SHOWN_US).to_string()]
                    .concat();
            let mut all: Vec<Reserved> = get(&window).await?;
            all.retain(|reserved| reserved.thing == thing);
            Ok(all)
        }
    });
    let failure = RwSignal::new(None);
    let give_back = move |id: Uuid| {
        failure.set(None);
        leptos::task::spawn_local(async move {
            let done = delete(&["/api/v1/reservations/", &id.to_string()].concat()).await;
            let _ = failure.try_set(done.err());
            let _ = again.try_update(|n| *n += 1);
        });
    };
    let may_all = move || crate::shell::is(&[Role::EquipmentManager, Role::Coordinator]);
    let row = move |reserved: Reserved| {
        let id = reserved.id;
        let until = screen::clock(reserved.until);
        let when = [screen::moment(reserved.from).as_str(), " – ", &until].concat();
        let label = [text("reserve-give-back").as_str(), ": ", &when].concat();
        view! {
            <li class="row apart taken">
                <span><b>{when}</b>" "<span class="soft">{reserved.by_name}</span></span>
                {(reserved.own || may_all()).then(|| view! {
                    <button class="btn quiet" type="button" aria-label=label on:click=move |_| give_back(id)><Icon name="x"/>{tr("reserve-give-back")}</button>
                })}
            </li>
        }
    };
    view! {
        <section class="panel stack below">
            <h2>{tr("reserve-title")}</h2>
            {move || match found.get() {
                Remote::Coming => view! { <Bones lines=2/> }.into_any(),
                Remote::Failed(failure) => view! { <FailureMessage failure/> }.into_any(),
                Remote::Here(all) if all.is_empty() => view! { <p class="soft">{tr("reserve-none")}</p> }.into_any(),
                Remote::Here(all) => view! { <ul class="plain">{all.into_iter().map(row).collect_view()}</ul> }.into_any(),
            }}
            {move || failure.get().map(|failure| view! { <FailureMessage failure/> })}
            <Form thing again/>
        </section>
    }
}

#[component]
fn Form(thing: Uuid, again: RwSignal<u32>) -> impl IntoView {
    let asking = Asking::new();
    let (day, time) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let minutes = RwSignal::new(45_u32);
    let weeks = RwSignal::new(1_usize);
    let wrong = RwSignal::new(None::<&'static str>);
    // The same ones again after a lost answer; new ones once they were made.
    let ids = StoredValue::new(Vec::<Uuid>::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let first = moment(&day.get_untracked(), &time.get_untracked());
        wrong.set(match first {
            None => Some("reserve-when-wrong"),
            Some(from) if from < wall_now() => Some("reserve-past"),
            _ => None,
        });
        let (Some(first), None) = (first, wrong.get_untracked()) else { return };
        let weeks = weeks.get_untracked();
        ids.update_value(|ids| ids.resize_with(weeks, fresh_id));
        let new = NewReservation {
            ids: ids.get_value(),
            thing,
            from: (0..weeks).filter_map(|week| weeks_later(first, week)).collect(),
            minutes: minutes.get_untracked(),
        };
        asking.send(move || -> Sending {
            Box::pin(async move {
                post_nothing("/api/v1/reservations", &new).await?;
                ids.set_value(Vec::new());
                again.update(|n| *n += 1);
                Ok(())
            })
        });
    };
    view! {
        <form class="form" on:submit=submit novalidate>
            <h3>{tr("reserve-new")}</h3>
            <div class="figures">
                <div class="field">
                    <label for="reserve-day">{tr("reserve-day")}</label>
                    <input class="input" id="reserve-day" type="date" aria-describedby="reserve-wrong"
                        aria-invalid=move || wrong.get().map(|_| "true") on:input:target=move |event| day.set(event.target().value())/>
                </div>
                <div class="field">
                    <label for="reserve-time">{tr("reserve-time")}</label>
                    <input class="input" id="reserve-time" type="time" step="300" aria-describedby="reserve-wrong"
                        aria-invalid=move || wrong.get().map(|_| "true") on:input:target=move |event| time.set(event.target().value())/>
                </div>
                <div class="field">
                    <label for="reserve-minutes">{tr("reserve-minutes")}</label>
                    <select class="input" id="reserve-minutes" on:change:target=move |event| {
                        if let Ok(count) = event.target().value().parse() { minutes.set(count) }
                    }>
                        {[15_u32, 30, 45, 60, 90, 120, 240].map(|count| view! {
                            <option value=count selected=move || minutes.get() == count>{count}</option>
                        })}
                    </select>
                </div>
                <div class="field">
                    <label for="reserve-weeks">{tr("reserve-weeks")}</label>
                    <input class="input" id="reserve-weeks" type="number" min="1" max=WEEKS_MAX prop:value=move || weeks.get()
                        on:change:target=move |event| {
                            let count = event.target().value().parse().unwrap_or(1_usize);
                            weeks.set(count.clamp(1, WEEKS_MAX));
                            event.target().set_value(&weeks.get_untracked().to_string());
                        }/>
                </div>
            </div>
            <p class="wrong" id="reserve-wrong" role="alert">{move || wrong.get().map(text)}</p>
            <Ends asking send="reserve-send" icon="calendar-plus"/>
        </form>
    }
}

/// A day and a time of the clock on the wall here.
fn moment(day: &str, time: &str) -> Option<i64> {
    let at = js_sys::Date::new(&[day, "T", time].concat().into()).get_time();
    (!day.is_empty() && !time.is_empty() && at.is_finite()).then_some(at as i64 * 1000)
}

/// The same time of the clock so many weeks later, also when summer time begins or ends between.
fn weeks_later(from: i64, weeks: usize) -> Option<i64> {
    let date = js_sys::Date::new(&(from as f64 / 1000.0).into());
    let day = u32::try_from(weeks * 7).ok()? + date.get_date();
    let at = date.set_date(day);
    at.is_finite().then_some(at as i64 * 1000)
}
