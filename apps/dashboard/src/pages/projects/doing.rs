//! What can be done to a project in a form, one dialog at a time.

use super::{Desk, forms, words};
use leptos::prelude::*;
use screen::Dialog;
use session::TeamId;
use toolkit::project::SeenProject;

/// Something that asks for a form.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Doing {
    /// Give somebody a role.
    Appoint {
        /// Its id.
        role: String,
        /// In which team.
        team: Option<TeamId>,
        /// As a deputy.
        deputy: bool,
    },
    /// Add a place, or say how it is.
    Place,
    /// Write down what clients said.
    Heard,
    /// Answer a question of the monitoring list.
    Answer(&'static str),
    /// Say that a material was adapted.
    Adapt,
    /// Decide how it goes on.
    Decide,
    /// Give a task another day.
    Move(String),
    /// Give a task to somebody.
    Give(String),
    /// Leave a task out.
    Drop(String),
    /// Add a task.
    Add,
    /// Put oneself forward as a front-runner.
    Volunteer,
}

impl Doing {
    /// The title of its dialog.
    fn title(&self) -> &'static str {
        match self {
            Doing::Appoint { deputy: false, .. } => "project-appoint",
            Doing::Appoint { deputy: true, .. } => "project-deputy",
            Doing::Place => "project-add-place",
            Doing::Heard => "project-heard",
            Doing::Answer(_) => "project-answer",
            Doing::Adapt => "project-adapt",
            Doing::Decide => "project-decide",
            Doing::Move(_) => "project-move",
            Doing::Give(_) => "project-give",
            Doing::Drop(_) => "project-drop",
            Doing::Add => "project-add-task",
            Doing::Volunteer => "project-volunteer",
        }
    }
}

/// The dialog for it.
#[component]
pub(super) fn Asked(what: Doing, seen: SeenProject, desk: Desk) -> impl IntoView {
    let open = RwSignal::new(true);
    Effect::new(move |_| {
        if !open.get() {
            desk.doing.set(None);
        }
    });
    let title_id = what.title();
    let seen = StoredValue::new(seen);
    let name = move |task: &String| {
        seen.with_value(|seen| seen.project.task(task).map(words::task_name)).unwrap_or_default()
    };
    view! {
        <Dialog open title_id>
            {match what.clone() {
                Doing::Appoint { role, team, deputy } => view! { <forms::Appoint role team deputy seen desk/> }.into_any(),
                Doing::Place => view! { <forms::AddPlace desk/> }.into_any(),
                Doing::Heard => view! { <forms::Heard desk/> }.into_any(),
                Doing::Answer(item) => view! { <forms::Answer item desk/> }.into_any(),
                Doing::Adapt => view! { <forms::Adapt seen desk/> }.into_any(),
                Doing::Decide => view! { <forms::Decide desk/> }.into_any(),
                Doing::Move(task) => view! { <forms::Move name=name(&task) task desk/> }.into_any(),
                Doing::Give(task) => view! { <forms::Give name=name(&task) task desk/> }.into_any(),
                Doing::Drop(task) => view! { <forms::Drop name=name(&task) task desk/> }.into_any(),
                Doing::Add => view! { <forms::Add seen desk/> }.into_any(),
                Doing::Volunteer => view! { <forms::Volunteer desk/> }.into_any(),
            }}
        </Dialog>
    }
}
