//! What the pages of a project say: names of phases, roles and tasks, and the next step with its reason.

use crate::pages::guide::said;
use leptos::prelude::document;
use link::api::WallMicros;
use screen::{text, text_with};
use session::UserId;
use toolkit::{
    guide,
    project::{Day, NextStep, PhaseId, SeenProject, Task, Verdict, guided},
};
use wasm_bindgen::JsCast;

/// A step in words.
pub(super) struct StepWords {
    /// What.
    pub(super) title: String,
    /// Why, from real use or from the guide.
    pub(super) why: String,
}

/// "24 nov".
pub(super) fn day(day: Day) -> String {
    let noon: WallMicros = day.noon_us();
    screen::day(noon)
}

/// The name of a phase.
pub(super) fn phase_name(phase: PhaseId) -> String {
    phase.told().map(|told| said(&told.title).to_owned()).unwrap_or_default()
}

/// The name of a role.
pub(super) fn role_name(role: &str) -> String {
    guide::role(role).map_or_else(|| role.to_owned(), |role| said(&role.title).to_owned())
}

/// What a task is.
pub(super) fn task_name(task: &Task) -> String {
    name_of(&task.id, task.words.as_deref())
}

/// What a task is, by its id and, where the guide does not say it, its words.
pub(super) fn name_of(id: &str, words: Option<&str>) -> String {
    match words {
        Some(words) => words.to_owned(),
        None => guided(id).map(|told| said(told.task).to_owned()).unwrap_or_default(),
    }
}

/// Who does a task: names, or the role where that is all there is.
pub(super) fn owners(seen: &SeenProject, task: &Task) -> String {
    let names: Vec<String> = seen.project.owners(task).into_iter().map(|user| name(seen, user)).collect();
    names.join(", ")
}

/// A colleague's name.
pub(super) fn name(seen: &SeenProject, user: UserId) -> String {
    let name = seen.name_of(user);
    if name.is_empty() { text("unknown") } else { name.to_owned() }
}

/// "over 3 dagen", "vandaag", "5 dagen te laat".
pub(super) fn when(due: Day, today: Day) -> String {
    match due.since(today) {
        0 => text("project-today"),
        days if days < 0 => text_with("project-late-by", &[("n", days.unsigned_abs().into())]),
        days if days <= 14 => text_with("project-in-days", &[("n", days.unsigned_abs().into())]),
        _ => text_with("project-on-day", &[("day", day(due).into())]),
    }
}

/// The text of a decision.
pub(super) fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::GoOn => "project-verdict-go-on",
        Verdict::Change => "project-verdict-change",
        Verdict::Stop => "project-verdict-stop",
    }
}

/// The next step, and why it is that one.
pub(super) fn step(step: &NextStep, seen: &SeenProject) -> StepWords {
    let by_id = |id: &str| seen.project.task(id).map(task_name).unwrap_or_default();
    let how = |id: &str| guided(id).map(|told| said(told.how).to_owned()).unwrap_or_default();
    let (title, why) = match step {
        NextStep::Appoint { role, team, quiet_days, gone } => {
            let role = role_name(role);
            let title = match team {
                Some(team) => text_with(
                    "next-appoint-team",
                    &[("role", role.to_lowercase().into()), ("team", seen.team_name(*team).into())],
                ),
                None => text_with("next-appoint", &[("role", role.to_lowercase().into())]),
            };
            let left = gone.map(|gone| name(seen, gone));
            let why = match (quiet_days, left) {
                (Some(days), Some(who)) => {
                    text_with("next-appoint-quiet-left", &[("n", (*days).into()), ("who", who.into())])
                }
                (Some(days), None) => text_with("next-appoint-quiet", &[("n", (*days).into())]),
                (None, Some(who)) => text_with("next-appoint-left", &[("who", who.into())]),
                (None, None) => text("next-appoint-why"),
            };
            (title, why)
        }
        NextStep::Ask { team, champion, quiet_days } => (
            text_with(
                "next-ask",
                &[("who", name(seen, *champion).into()), ("team", seen.team_name(*team).into())],
            ),
            text_with("next-ask-why", &[("n", (*quiet_days).into()), ("team", seen.team_name(*team).into())]),
        ),
        NextStep::SeeToHeadsets { waiting, of } => (
            text("next-headsets"),
            text_with("next-headsets-why", &[("n", (*waiting).into()), ("of", (*of).into())]),
        ),
        NextStep::Late { task, days, stuck } => {
            let id = if *stuck { "next-late-stuck" } else { "next-late-why" };
            (by_id(task), text_with(id, &[("n", (*days).into())]))
        }
        NextStep::ChoosePlaces { places } => {
            (text("next-places"), text_with("next-places-why", &[("n", (*places).into())]))
        }
        NextStep::HearClients => (text("next-clients"), text("next-clients-why")),
        NextStep::NameDeputy { role, team, of } => {
            let role = role_name(role).to_lowercase();
            let of = name(seen, *of);
            let why = match team {
                Some(team) => text_with(
                    "next-deputy-team-why",
                    &[
                        ("role", role.into()),
                        ("who", of.clone().into()),
                        ("team", seen.team_name(*team).into()),
                    ],
                ),
                None => text_with("next-deputy-why", &[("role", role.into()), ("who", of.clone().into())]),
            };
            (text_with("next-deputy", &[("who", of.into())]), why)
        }
        NextStep::Answer { item } => {
            let asked = guide::MONITORING.iter().find(|it| it.id == *item);
            let title = asked.map(|it| said(&it.what).to_owned()).unwrap_or_default();
            (title, text("next-answer-why"))
        }
        NextStep::AdaptMaterials => (text("next-adapt"), text("next-adapt-why")),
        NextStep::Decide => (text("next-decide"), text("next-decide-why")),
        NextStep::Enter { phase } => (
            text_with("next-enter", &[("phase", phase_name(*phase).to_lowercase().into())]),
            phase.told().map(|told| said(&told.aim).to_owned()).unwrap_or_default(),
        ),
        NextStep::Do { task, .. } => (by_id(task), how(task)),
    };
    StepWords { title, why }
}

/// Where the styles of these pages are: they are not in the first load.
pub(super) fn styles() -> String {
    let root = document().document_element();
    root.and_then(|root| root.get_attribute("data-project-styles")).unwrap_or_default()
}

/// Puts the focus on an element where it was lost with what was pressed.
pub(super) fn focus_if_lost(id: &str) {
    let lost = document().active_element().is_none_or(|element| element.tag_name() == "BODY");
    let element = document().get_element_by_id(id).and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(element) = element.filter(|_| lost) {
        let _ = element.focus();
    }
}
