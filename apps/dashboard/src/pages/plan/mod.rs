//! The plan of one client: where they stand against it, the plan that counts, the form of a new version, and every version before.

mod form;
mod glance;

pub(crate) use glance::Glance;

use super::card::chosen_for;
use crate::{route::Route, shell};
use care::{
    plan::{ClientPlan, Moment, Plan, Version},
    screening::Hindrance,
};
use leptos::prelude::*;
use link::api::ClientSummary;
use screen::{Bones, FailureMessage, Icon, Remote, get, load, text, text_with, tr, world_word};
use session::{ClientId, Way};

#[component]
pub(crate) fn Page(id: ClientId) -> impl IntoView {
    let again = RwSignal::new(0u32);
    let found = load(move || {
        again.track();
        async move {
            let client: ClientSummary = get(&format!("/api/v1/clients/{id}")).await?;
            let plan: ClientPlan = get(&format!("/api/v1/clients/{id}/plan")).await?;
            Ok((client, plan))
        }
    });
    Effect::new(move |_| screen::set_title(&shell::title(&text("plan"))));
    move || {
        match found.get() {
        Remote::Coming => view! { <div class="panel"><Bones lines=8/></div> }.into_any(),
        Remote::Failed(failure) => view! {
            <header class="head"><div>
                <nav class="crumbs" aria-label=tr("crumbs")><a href=Route::Client(id).path()>{tr("screening-client")}</a></nav>
                <h1>{tr("plan")}</h1>
            </div></header>
            <FailureMessage failure retry=Callback::new(move |()| again.update(|n| *n += 1))/>
        }
        .into_any(),
        Remote::Here((client, plan)) => view! { <Planned client plan/> }.into_any(),
    }
    }
}

#[component]
fn Planned(client: ClientSummary, plan: ClientPlan) -> impl IntoView {
    let id = client.id;
    let now = RwSignal::new(plan);
    // Whoever comes from the content card goes on with what was chosen there.
    let writing = RwSignal::new(
        chosen_for(id).is_some()
            || now.with_untracked(|now| now.versions.is_empty() && now.supervised.is_none()),
    );
    let heading = NodeRef::<leptos::html::H2>::new();
    let saved = Callback::new(move |told: ClientPlan| {
        now.set(told);
        writing.set(false);
        request_animation_frame(move || {
            if let Some(heading) = heading.try_get_untracked().flatten() {
                let _ = heading.focus();
            }
        });
    });
    let closed = client.closed.is_some();
    view! {
        <header class="head">
            <div>
                <nav class="crumbs" aria-label=tr("crumbs")>
                    <a href=Route::Clients.path()>{tr("place-clients")}</a>" › "<a href=Route::Client(id).path()>{client.alias}</a>
                </nav>
                <h1>{tr("plan")}</h1>
                <p class="facts"><span>{tr("plan-lead")}</span></p>
            </div>
            <a class="btn" href=Route::Card(id).path()><Icon name="book-open"/>{tr("card-open")}</a>
        </header>
        {move || now.with(|now| now.supervised).map(|hindrance| view! { <Hindered id hindrance/> })}
        {move || now.with(|now| now.versions.first().cloned().map(|newest| (newest, now.progress))).map(|(newest, progress)| view! {
            <section class="panel stack" aria-labelledby="plan-now">
                <h2 id="plan-now" tabindex="-1" node_ref=heading>{tr("plan-now")}</h2>
                {progress.map(|progress| view! { <glance::Standing progress per_week=newest.plan.per_week/> })}
                <Whole plan=newest.plan.clone()/>
                <p class="soft t-s">{signed(&newest)}</p>
            </section>
        })}
        {move || if writing.get() {
            view! { <form::Form id now saved cancel=writing/> }.into_any()
        } else if closed || now.with(|now| now.supervised.is_some()) {
            ().into_any()
        } else {
            view! {
                <p class="below"><button class="btn" type="button" on:click=move |_| writing.set(true)>
                    <Icon name="pen-line"/>{tr("plan-change")}
                </button></p>
            }.into_any()
        }}
        {move || now.with(|now| now.versions.get(1..).unwrap_or_default().to_vec()).into_iter().map(|version| view! {
            <details class="panel below">
                <summary>{signed(&version)}</summary>
                <Whole plan=version.plan/>
            </details>
        }).collect_view()}
    }
}

/// Why nothing can be planned, with the way to the screening.
#[component]
fn Hindered(id: ClientId, hindrance: Hindrance) -> impl IntoView {
    let danger = hindrance == Hindrance::HardStop;
    view! {
        <section class="message above" class:danger=danger class:calm=!danger>
            <Icon name=if danger { "circle-stop" } else { "info" }/>
            <div>
                <h2>{tr("plan-hindered")}</h2>
                <p>{tr(hindrance_word(hindrance))}</p>
                <div class="row"><a class="btn" href=Route::Screening(id).path()><Icon name="shield-check"/>{tr("screening-open")}</a></div>
            </div>
        </section>
    }
}

/// Why the screening forbids it, in a sentence.
pub(super) fn hindrance_word(hindrance: Hindrance) -> &'static str {
    match hindrance {
        Hindrance::HardStop => "hindrance-hard-stop",
        Hindrance::NotScreened => "hindrance-not-screened",
        Hindrance::Expired => "hindrance-expired",
        Hindrance::Outdated => "hindrance-outdated",
        Hindrance::NotCleared => "hindrance-not-cleared",
        Hindrance::SupervisedOnly => "hindrance-supervised-only",
        Hindrance::AdverseEvent => "hindrance-adverse-event",
    }
}

/// Everything a plan says.
#[component]
fn Whole(plan: Plan) -> impl IntoView {
    let list = |words: Vec<String>| if words.is_empty() { text("plan-none") } else { words.join(", ") };
    let worlds = |worlds: &std::collections::BTreeSet<catalogue::World>| {
        list(worlds.iter().map(|world| world_word(world.slug())).collect())
    };
    let line = |label: &'static str, value: String| view! { <div><dt>{tr(label)}</dt><dd>{value}</dd></div> };
    let dose =
        text_with("plan-dose-value", &[("minutes", plan.minutes.into()), ("times", plan.per_week.into())]);
    let moments = list(plan.moments.iter().map(|moment| moment_word(*moment)).collect());
    let ways = list(plan.ways.iter().map(|way| way_word(*way)).collect());
    let period = text_with(
        "plan-period-value",
        &[("from", screen::long_day(plan.from_us).into()), ("until", screen::long_day(plan.until_us).into())],
    );
    view! {
        <blockquote class="note goal">{plan.goal.clone()}</blockquote>
        <dl class="values">
            {line("plan-dose", dose)}
            {line("plan-moments", moments)}
            {line("plan-beside", text(if plan.alone { "plan-alone" } else { "plan-supervised" }))}
            {line("plan-ways", ways)}
            {line("plan-preferred", worlds(&plan.preferred))}
            {line("plan-avoided", worlds(&plan.avoided))}
            {(!plan.avoid.is_empty()).then(|| line("plan-avoid", plan.avoid.clone()))}
            {line("plan-period", period)}
            {line("plan-evaluate", screen::long_day(plan.evaluate_us))}
        </dl>
    }
}

/// Who wrote a version, and when.
fn signed(version: &Version) -> String {
    text_with(
        "plan-version",
        &[
            ("number", version.number.into()),
            ("name", version.by_name.as_str().into()),
            ("when", screen::moment(version.at_us).into()),
        ],
    )
}

pub(super) fn way_word(way: Way) -> String {
    text(&format!("way-{}", way.slug()))
}

pub(super) fn moment_word(moment: Moment) -> String {
    text(&format!("moment-{}", moment.slug()))
}
