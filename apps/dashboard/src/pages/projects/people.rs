//! Who does what: every role with its tasks, who has it and who stands in; and who works with it of their own accord.

use super::{Desk, Doing, forms, words};
use crate::pages::guide::said;
use leptos::prelude::*;
use screen::{Icon, language, me, text, text_with, tr};
use session::TeamId;
use toolkit::{
    guide,
    project::{APPOINTED, CHAMPION, Change, FRONT_RUNNER, Held, SeenProject},
};

#[component]
pub(super) fn People(seen: StoredValue<SeenProject>, desk: Desk) -> impl IntoView {
    let rows: Vec<(&'static str, Option<TeamId>)> = seen.with_value(|seen| {
        let places = || seen.project.places.iter().map(|place| Some(place.team));
        APPOINTED
            .into_iter()
            .flat_map(|role| match role {
                CHAMPION => places().map(|team| (role, team)).collect::<Vec<_>>(),
                _ => vec![(role, None)],
            })
            .collect()
    });
    let id = seen.with_value(|seen| seen.id);
    let agreements =
        move || ["/api/v1/projects/", &id.to_string(), "/agreements.pdf?lang=", language().tag()].concat();
    view! {
        <p class="row above"><a class="btn" href=agreements download><Icon name="file-text"/>{tr("project-agreements")}</a></p>
        <section aria-labelledby="roles-title">
            <h2 class="section" id="roles-title">{tr("project-roles")}</h2>
            <div class="stack">{rows.into_iter().map(|(role, team)| view! { <Role role team seen desk/> }).collect_view()}</div>
        </section>
        <FrontRunners seen desk/>
    }
}

/// A role: who has it, who stands in, and what it asks.
#[component]
fn Role(
    role: &'static str,
    team: Option<TeamId>,
    seen: StoredValue<SeenProject>,
    desk: Desk,
) -> impl IntoView {
    let (name, held, deputy, runs) = seen.with_value(|seen| {
        let of_it = |deputy: bool| {
            let mut held = seen.project.held.iter().filter(|held| held.role == role && held.team == team);
            held.find(|held| held.deputy == deputy).cloned()
        };
        (forms::role_with_team(seen, role, team), of_it(false), of_it(true), seen.runs)
    });
    let who = move |held: &Option<Held>| match held {
        None => forms::nobody(),
        Some(held) => seen.with_value(|seen| {
            let name = words::name(seen, held.user);
            match held.instead_of {
                Some(gone) => text_with(
                    "project-instead-of",
                    &[("who", name.into()), ("gone", words::name(seen, gone).into())],
                ),
                None => name,
            }
        }),
    };
    let appoint = move |deputy: bool| {
        let label = format!(
            "{}: {name}",
            text(if deputy { "project-deputy" } else { "project-appoint" }),
            name = role_label(seen, role, team)
        );
        view! {
            <button class="btn quiet" type="button" aria-label=label
                on:click=move |_| desk.open(Doing::Appoint { role: role.to_owned(), team, deputy })>
                <Icon name="pen-line"/>{tr(if deputy { "project-deputy" } else { "project-appoint" })}
            </button>
        }
    };
    let told = guide::role(role);
    let vacant = held.is_none();
    let without = deputy.is_none() && !vacant;
    view! {
        <article class="panel role">
            <h3>{name}</h3>
            <dl class="values">
                <div><dt>{tr("project-has")}</dt><dd>{who(&held)}{vacant.then(|| view! { " "<span class="tag wait">{tr("project-open")}</span> })}</dd></div>
                <div><dt>{tr("project-stands-in")}</dt><dd>{who(&deputy)}{without.then(|| view! { " "<span class="tag wait">{tr("project-open")}</span> })}</dd></div>
            </dl>
            {runs.then(|| view! { <div class="row">{appoint(false)}{appoint(true)}</div> })}
            {told.map(|told| view! {
                <details>
                    <summary>{tr("project-role-asks")}</summary>
                    <div class="stack">
                        <p>{said(&told.who)}</p>
                        <ul class="dotted">{told.tasks.iter().map(|duty| view! { <li>{said(&duty.task)}</li> }).collect_view()}</ul>
                        <p><b>{tr("project-role-gets")}": "</b>{said(&told.gets)}</p>
                        <p><b>{tr("project-role-leaves")}": "</b>{said(&told.hand_over)}</p>
                    </div>
                </details>
            })}
        </article>
    }
}

fn role_label(seen: StoredValue<SeenProject>, role: &str, team: Option<TeamId>) -> String {
    seen.with_value(|seen| forms::role_with_team(seen, role, team))
}

/// Who works with it already, of their own accord: for colleagues to walk up to.
#[component]
fn FrontRunners(seen: StoredValue<SeenProject>, desk: Desk) -> impl IntoView {
    let (all, own) = seen.with_value(|seen| {
        let all: Vec<(String, String)> = seen
            .project
            .holders(FRONT_RUNNER)
            .map(|held| (words::name(seen, held.user), held.words.clone().unwrap_or_default()))
            .collect();
        let own = me().is_some_and(|me| seen.project.holders(FRONT_RUNNER).any(|held| held.user == me.user));
        (all, own)
    });
    view! {
        <section aria-labelledby="front-title">
            <h2 class="section" id="front-title">{tr("project-front-runners")}</h2>
            {all.is_empty().then(|| view! { <p class="soft">{tr("project-front-none")}</p> })}
            <ul class="cards plain">{all.into_iter().map(|(name, words)| view! {
                <li class="panel live-card"><h3>{name}</h3><p>{words}</p></li>
            }).collect_view()}</ul>
            <p class="below">{if own {
                view! { <button class="btn quiet" type="button" on:click=move |_| desk.tell(Change::SteppedBack)>{tr("project-step-back")}</button> }.into_any()
            } else {
                view! { <button class="btn" type="button" on:click=move |_| desk.open(Doing::Volunteer)><Icon name="hand"/>{tr("project-volunteer")}</button> }.into_any()
            }}</p>
        </section>
    }
}
