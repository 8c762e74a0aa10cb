//! What is best done now: one step with its reason and the button that does it, two that come after, how far each phase is.

use super::{Desk, Doing, Show, address, words};
use crate::{pages::guide::said, route::Route};
use leptos::prelude::*;
use screen::{Icon, me, text, text_with, tr};
use toolkit::{
    guide,
    project::{Change, NextStep, PhaseId, SeenProject, Task, guided},
};

/// How many steps are shown after the first.
const AFTER: usize = 2;

#[component]
pub(super) fn Now(seen: StoredValue<SeenProject>, desk: Desk) -> impl IntoView {
    let (steps, runs) = seen.with_value(|seen| (seen.project.next_steps(&seen.facts, seen.today), seen.runs));
    let mut steps = steps.into_iter();
    let first = steps.next();
    let after: Vec<_> =
        steps.take(AFTER).map(|step| seen.with_value(|seen| words::step(&step, seen))).collect();
    view! {
        <section class="panel next-step" aria-labelledby="next-title">
            <p class="t-s soft">{tr("project-next")}</p>
            {match first {
                None => view! { <h2 id="next-title">{tr("project-rest")}</h2><p>{tr("project-rest-more")}</p> }.into_any(),
                Some(step) => {
                    let said = seen.with_value(|seen| words::step(&step, seen));
                    view! {
                        <h2 id="next-title">{said.title}</h2>
                        <p class="t-lead">{said.why}</p>
                        <Acts step seen desk runs/>
                    }.into_any()
                }
            }}
        </section>
        {(!after.is_empty()).then(|| view! {
            <section aria-labelledby="after-title">
                <h2 class="section" id="after-title">{tr("project-after")}</h2>
                <ul class="plain panel flat rows">{after.into_iter().map(|said| view! {
                    <li><b>{said.title}</b><span class="soft">{said.why}</span></li>
                }).collect_view()}</ul>
            </section>
        })}
        <Mine seen desk/>
        <Phases seen/>
    }
}

/// The buttons of a step: the one that does it, and what else can be done about it.
#[component]
fn Acts(step: NextStep, seen: StoredValue<SeenProject>, desk: Desk, runs: bool) -> impl IntoView {
    let opens = move |icon: &'static str, word: &'static str, doing: Doing| {
        view! { <button class="btn primary" type="button" on:click=move |_| desk.open(doing.clone())><Icon name=icon/>{tr(word)}</button> }
    };
    let tells = move |icon: &'static str, word: &'static str, change: Change| {
        view! { <button class="btn primary" type="button" on:click=move |_| desk.tell(change.clone())><Icon name=icon/>{tr(word)}</button> }
    };
    let of_task = move |id: String| {
        let may = runs || mine(seen, &id);
        let products = guided(&id).map_or(&[][..], |told| told.products);
        let (did, moved) = (Change::Did { task: id.clone() }, Doing::Move(id));
        view! {
            {may.then(|| tells("check", "project-did", did))}
            {runs.then(|| view! {
                <button class="btn" type="button" on:click=move |_| desk.open(moved.clone())><Icon name="calendar-plus"/>{tr("project-move")}</button>
            })}
            <Products products/>
        }
        .into_any()
    };
    let acts = match step {
        NextStep::Late { task, .. } | NextStep::Do { task, .. } => of_task(task),
        NextStep::SeeToHeadsets { .. } => {
            view! { <a class="btn primary" href=Route::Equipment.path()><Icon name="rectangle-goggles"/>{tr("next-headsets-open")}</a> }.into_any()
        }
        _ if !runs => view! { <p class="soft">{tr("project-coordinator-does")}</p> }.into_any(),
        NextStep::Appoint { role, team, .. } => {
            opens("user", "project-appoint", Doing::Appoint { role, team, deputy: false }).into_any()
        }
        NextStep::NameDeputy { role, team, .. } => {
            opens("users", "project-deputy", Doing::Appoint { role, team, deputy: true }).into_any()
        }
        NextStep::Ask { .. } => {
            opens("message-circle", "project-write-down", Doing::Answer("i-context-harder")).into_any()
        }
        NextStep::ChoosePlaces { .. } => opens("plus", "project-add-place", Doing::Place).into_any(),
        NextStep::HearClients => opens("message-circle", "project-heard", Doing::Heard).into_any(),
        NextStep::Answer { item } => opens("pen-line", "project-answer", Doing::Answer(item)).into_any(),
        NextStep::AdaptMaterials => opens("pen-line", "project-adapt", Doing::Adapt).into_any(),
        NextStep::Decide => opens("check", "project-decide", Doing::Decide).into_any(),
        NextStep::Enter { phase } => tells("arrow-right", "project-enter", Change::Entered { phase }).into_any(),
    };
    view! { <div class="row">{acts}</div> }
}

/// Whether a task is whoever is signed in's.
fn mine(seen: StoredValue<SeenProject>, id: &str) -> bool {
    me().is_some_and(|me| {
        seen.with_value(|seen| {
            seen.project.task(id).is_some_and(|task| seen.project.owners(task).contains(&me.user))
        })
    })
}

/// The products that help, as a way to the library.
#[component]
pub(super) fn Products(products: &'static [&'static str]) -> impl IntoView {
    let named = products.iter().filter_map(|id| guide::product(id)).map(|product| said(&product.title));
    let names: Vec<&str> = named.collect();
    (!names.is_empty()).then(|| {
        view! { <a class="btn quiet" href=Route::Materials.path()><Icon name="file-text"/>{names.join(", ")}</a> }
    })
}

/// What waits for whoever is signed in.
#[component]
fn Mine(seen: StoredValue<SeenProject>, desk: Desk) -> impl IntoView {
    let (tasks, today) = seen.with_value(|seen| {
        let waiting = me().map(|me| seen.project.waits_for(me.user, seen.today)).unwrap_or_default();
        (waiting, seen.today)
    });
    let count = tasks.len();
    (count > 0).then(|| view! {
        <section aria-labelledby="mine-title">
            <h2 class="section" id="mine-title">{text_with("project-mine", &[("n", count.into())])}</h2>
            <ul class="plain panel flat rows">{tasks.into_iter().map(|task| {
                let name = words::name_of(&task.task, task.words.as_deref());
                let label = format!("{}: {name}", text("project-did"));
                let is_late = task.due < today;
                let id = task.task.clone();
                view! {
                    <li class="row apart">
                        <span>{name}" "<span class=if is_late { "tag wait" } else { "tag" }>{words::when(task.due, today)}</span></span>
                        <button class="btn" type="button" aria-label=label on:click=move |_| desk.tell(Change::Did { task: id.clone() })>
                            <Icon name="check"/>{tr("project-did")}
                        </button>
                    </li>
                }
            }).collect_view()}</ul>
        </section>
    })
}

/// How far each phase is.
#[component]
fn Phases(seen: StoredValue<SeenProject>) -> impl IntoView {
    let id = seen.with_value(|seen| seen.id);
    let rows = PhaseId::ALL.map(|phase| {
        seen.with_value(|seen| {
            let progress = seen.project.progress(phase);
            (phase, progress, seen.project.began(phase), seen.project.phase() == phase)
        })
    });
    view! {
        <section aria-labelledby="phases-title">
            <h2 class="section" id="phases-title">{tr("project-phases")}</h2>
            <ol class="plain phases">{rows.map(|(phase, progress, began, now)| {
                let share = (progress.done * 100).checked_div(progress.of).unwrap_or(0);
                let told = text_with("project-progress", &[("done", progress.done.into()), ("of", progress.of.into())]);
                view! {
                    <li class=if now { "panel now" } else { "panel" } aria-current=now.then_some("step")>
                        <h3>{words::phase_name(phase)}</h3>
                        <div class="done-bar" aria-hidden="true"><i style=format!("inline-size:{share}%")></i></div>
                        <p class="t-s soft">{told}</p>
                        <p class="t-s soft">{match began {
                            Some(day) => text_with("project-since", &[("day", words::day(day).into())]),
                            None => text("project-not-yet"),
                        }}</p>
                    </li>
                }
            })}</ol>
            <p><a class="btn quiet" href=address(id, Show::Plan)><Icon name="list"/>{tr("project-whole-plan")}</a></p>
        </section>
    }
}

/// A task's state in a word.
pub(super) fn state(seen: &SeenProject, task: &Task) -> (&'static str, String) {
    if let Some(done) = task.done {
        return ("tag good", text_with("project-done-on", &[("day", words::day(done.on).into())]));
    }
    match seen.project.due(task) {
        Some(due) if due < seen.today => ("tag wait", words::when(due, seen.today)),
        Some(due) => ("tag", words::when(due, seen.today)),
        None => ("tag", text("project-not-yet")),
    }
}
