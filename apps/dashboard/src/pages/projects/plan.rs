//! The whole plan: phase by phase, what is open before what is done; each task opens to how, who and what helps.

use super::{
    Desk, Doing,
    now::{Products, state},
    words,
};
use crate::pages::guide::said;
use leptos::prelude::*;
use screen::{Icon, me, text, text_with, tr};
use toolkit::{
    guide,
    project::{Change, Experience, PhaseId, Room, SeenProject, Task, guided, strategies_to_choose},
};

#[component]
pub(super) fn Plan(seen: StoredValue<SeenProject>, desk: Desk) -> impl IntoView {
    let (phase, runs) = seen.with_value(|seen| (seen.project.phase(), seen.runs));
    let next = phase.next();
    view! {
        <div class="row above">
            {runs.then(|| view! {
                <button class="btn" type="button" on:click=move |_| desk.open(Doing::Add)><Icon name="plus"/>{tr("project-add-task")}</button>
            })}
            {next.filter(|_| runs).map(|next| view! {
                <button class="btn quiet" type="button" on:click=move |_| desk.tell(Change::Entered { phase: next })>
                    <Icon name="arrow-right"/>{text_with("next-enter", &[("phase", words::phase_name(next).to_lowercase().into())])}
                </button>
            })}
        </div>
        {PhaseId::ALL.map(|phase| view! { <Phase phase seen desk/> })}
        <Places seen desk/>
        <Design seen desk/>
        <Strategies seen desk/>
        <KickOff/>
    }
}

/// The tasks of a phase.
#[component]
fn Phase(phase: PhaseId, seen: StoredValue<SeenProject>, desk: Desk) -> impl IntoView {
    let (mut tasks, progress, now) = seen.with_value(|seen| {
        let of_phase = seen.project.tasks.iter().filter(|task| task.phase == phase).cloned();
        (of_phase.collect::<Vec<Task>>(), seen.project.progress(phase), seen.project.phase() == phase)
    });
    let order = |task: &Task| seen.with_value(|seen| seen.project.due(task));
    tasks.sort_by_key(|task| (task.dropped.is_some(), task.done.is_some(), order(task)));
    view! {
        <details class="panel plan" open=now>
            <summary>
                <span class="t-m">{words::phase_name(phase)}</span>
                <span class="tag">{text_with("project-progress", &[("done", progress.done.into()), ("of", progress.of.into())])}</span>
            </summary>
            {phase.told().map(|told| view! { <p class="soft">{said(&told.aim)}" "{said(&told.over_when)}</p> })}
            <ul class="plain rows tasks">{tasks.into_iter().map(|task| view! { <Row task seen desk/> }).collect_view()}</ul>
        </details>
    }
}

/// One task.
#[component]
fn Row(task: Task, seen: StoredValue<SeenProject>, desk: Desk) -> impl IntoView {
    let (runs, own, owners, (kind, when)) = seen.with_value(|seen| {
        let own = me().is_some_and(|me| seen.project.owners(&task).contains(&me.user));
        (seen.runs, own, words::owners(seen, &task), state(seen, &task))
    });
    let told = guided(&task.id);
    let strategy = told.and_then(|told| told.strategy).and_then(guide::strategy);
    let (open, dropped) = (task.done.is_none(), task.dropped.clone());
    let id = task.id.clone();
    let with_id = move |make: fn(String) -> Doing| {
        let id = id.clone();
        move |_| desk.open(make(id.clone()))
    };
    let (did, undid, restored) = (
        Change::Did { task: task.id.clone() },
        Change::Undid { task: task.id.clone() },
        Change::Restored { task: task.id.clone() },
    );
    view! {
        <li>
            <details>
                <summary>
                    <span>{words::task_name(&task)}</span>
                    <span class="row">
                        <span class="soft t-s">{owners}</span>
                        {match dropped.is_some() {
                            true => view! { <span class="tag">{tr("project-dropped")}</span> }.into_any(),
                            false => view! { <span class=kind>{when}</span> }.into_any(),
                        }}
                    </span>
                </summary>
                <div class="stack">
                    {told.map(|told| view! { <p>{said(told.how)}</p> })}
                    {dropped.clone().map(|why| view! { <p class="soft">{why}</p> })}
                    <p class="soft t-s">
                        {text_with("project-by-role", &[("role", words::role_name(&task.role).into())])}
                        {strategy.map(|strategy| view! { " · "<a href=["/guide?part=strategies&open=", strategy.id].concat()>{said(&strategy.title)}</a> })}
                    </p>
                    {told.map(|told| view! { <Products products=told.products/> })}
                    <div class="row">
                        {(dropped.is_some() && runs).then(|| view! {
                            <button class="btn" type="button" on:click=move |_| desk.tell(restored.clone())><Icon name="undo-2"/>{tr("project-restore")}</button>
                        })}
                        {(dropped.is_none() && open && (runs || own)).then(|| view! {
                            <button class="btn" type="button" on:click=move |_| desk.tell(did.clone())><Icon name="check"/>{tr("project-did")}</button>
                        })}
                        {(dropped.is_none() && !open && (runs || own)).then(|| view! {
                            <button class="btn quiet" type="button" on:click=move |_| desk.tell(undid.clone())><Icon name="undo-2"/>{tr("project-undo")}</button>
                        })}
                        {(dropped.is_none() && open && runs).then(|| view! {
                            <button class="btn quiet" type="button" on:click=with_id(Doing::Move)>{tr("project-move")}</button>
                            <button class="btn quiet" type="button" on:click=with_id(Doing::Give)>{tr("project-give")}</button>
                            <button class="btn quiet" type="button" on:click=with_id(Doing::Drop)>{tr("project-drop")}</button>
                        })}
                    </div>
                </div>
            </details>
        </li>
    }
}

/// Where the pilot is, and whether the places differ enough to learn from.
#[component]
fn Places(seen: StoredValue<SeenProject>, desk: Desk) -> impl IntoView {
    let (places, contrast, runs) =
        seen.with_value(|seen| (seen.project.places.clone(), seen.project.contrast(), seen.runs));
    let row = move |place: toolkit::project::Place| {
        let (name, quiet) = seen.with_value(|seen| {
            let facts = seen.facts.places.iter().find(|facts| facts.team == place.team);
            (seen.team_name(place.team).to_owned(), facts.and_then(|facts| facts.quiet_days))
        });
        let last = match quiet {
            None => text("project-no-session"),
            Some(0) => text("project-session-today"),
            Some(days) => text_with("project-last-session", &[("n", days.into())]),
        };
        let experience = match place.experience {
            Experience::Little => "project-experience-little",
            Experience::Much => "project-experience-much",
        };
        let room = match place.room {
            Room::Shared => "project-room-shared",
            Room::Quiet => "project-room-quiet",
        };
        let label = format!("{}: {name}", text("take-back"));
        view! {
            <li class="row apart">
                <span><b>{name}</b>" "<span class="tag">{tr(experience)}</span>" "<span class="tag">{tr(room)}</span></span>
                <span class="row"><span class="soft t-s">{last}</span>
                    {runs.then(|| view! {
                        <button class="btn quiet" type="button" aria-label=label on:click=move |_| desk.tell(Change::Unplaced { team: place.team })>{tr("take-back")}</button>
                    })}
                </span>
            </li>
        }
    };
    view! {
        <details class="panel plan">
            <summary><span class="t-m">{tr("project-places")}</span><span class="tag">{contrast.places}</span></summary>
            <p class="soft">{tr(if contrast.is_enough() { "project-contrast-enough" } else { "project-contrast-missing" })}</p>
            <ul class="plain rows">{places.into_iter().map(row).collect_view()}</ul>
            {runs.then(|| view! {
                <p><button class="btn" type="button" on:click=move |_| desk.open(Doing::Place)><Icon name="plus"/>{tr("project-add-place")}</button></p>
            })}
        </details>
    }
}

/// Clients in the design, and materials that were adapted.
#[component]
fn Design(seen: StoredValue<SeenProject>, desk: Desk) -> impl IntoView {
    let (says, adapted, runs) =
        seen.with_value(|seen| (seen.project.says.clone(), seen.project.adapted.clone(), seen.runs));
    let clients: u32 = says.iter().map(|say| u32::from(say.clients)).sum();
    view! {
        <details class="panel plan">
            <summary><span class="t-m">{tr("project-clients")}</span><span class="tag">{clients}</span></summary>
            <ul class="plain rows">{says.into_iter().map(|say| view! {
                <li><span class="soft t-s">{words::day(say.on)}" · "{text_with("project-say-clients", &[("n", say.clients.into())])}</span><span>{say.words}</span></li>
            }).collect_view()}</ul>
            {runs.then(|| view! {
                <p><button class="btn" type="button" on:click=move |_| desk.open(Doing::Heard)><Icon name="message-circle"/>{tr("project-heard")}</button></p>
            })}
        </details>
        <details class="panel plan">
            <summary><span class="t-m">{tr("project-adapted")}</span><span class="tag">{adapted.len()}</span></summary>
            <ul class="plain rows">{adapted.into_iter().map(|it| view! {
                <li><b>{guide::product(&it.product).map(|product| said(&product.title))}</b><span class="soft t-s">{words::day(it.on)}</span><span>{it.words}</span></li>
            }).collect_view()}</ul>
            {runs.then(|| view! {
                <p><button class="btn" type="button" on:click=move |_| desk.open(Doing::Adapt)><Icon name="pen-line"/>{tr("project-adapt")}</button></p>
            })}
        </details>
    }
}

/// Strategies that the plan has besides what every plan has.
#[component]
fn Strategies(seen: StoredValue<SeenProject>, desk: Desk) -> impl IntoView {
    let (line, chosen, runs) =
        seen.with_value(|seen| (seen.project.line, seen.project.strategies.clone(), seen.runs));
    let rows = strategies_to_choose(line).map(move |strategy| {
        let is_in = chosen.iter().any(|id| id == strategy.id);
        let flip = move |_| {
            let strategy = strategy.id.to_owned();
            desk.tell(if is_in { Change::LeftOut { strategy } } else { Change::Chose { strategy } });
        };
        view! {
            <label class="tick"><input type="checkbox" prop:checked=is_in disabled=!runs on:change=flip/>
                <span><b>{said(&strategy.title)}</b><span class="soft">{said(&strategy.aim)}</span></span></label>
        }
    });
    view! {
        <details class="panel plan">
            <summary><span class="t-m">{tr("project-strategies")}</span></summary>
            <p class="soft">{tr("project-strategies-more")}</p>
            <div class="ticks">{rows.collect_view()}</div>
        </details>
    }
}

/// The kick-off's agenda.
#[component]
fn KickOff() -> impl IntoView {
    let minutes: u16 = guide::KICK_OFF.iter().map(|item| item.minutes).sum();
    view! {
        <details class="panel plan">
            <summary><span class="t-m">{tr("project-kick-off")}</span><span class="tag">{text_with("project-minutes", &[("n", minutes.into())])}</span></summary>
            <ol class="plain rows">{guide::KICK_OFF.iter().map(|item| view! {
                <li><span><b>{said(&item.title)}</b>" "<span class="tag">{text_with("project-minutes", &[("n", item.minutes.into())])}</span>" "
                    <span class="soft t-s">{words::role_name(item.lead)}</span></span><span>{said(&item.text)}</span></li>
            }).collect_view()}</ol>
        </details>
    }
}
