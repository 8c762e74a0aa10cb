//! Projects that bring it into care: one clear next step, how far it is, what waits for whom; the plan, the people, the figures.
//!
//! The address says which project is shown and what of it, so that a colleague can be sent straight to it.

mod begin;
mod doing;
mod fields;
mod figures;
mod forms;
mod now;
mod people;
mod plan;
mod reminders;
mod words;

pub(crate) use reminders::Waiting;

use super::asking::{Asking, Trouble};
use crate::{route::Route, shell};
use doing::Doing;
use leptos::prelude::*;
use link::api::Role;
use screen::{
    Bones, Dialog, FailureMessage, Icon, Remote, Sending, fresh_id, get, load, place, post_nothing, replace,
    text, text_with, tr,
};
use toolkit::project::{Change, NewChange, SeenProject};
use uuid::Uuid;

/// What of a project is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Show {
    /// The next step.
    #[default]
    Now,
    /// All tasks.
    Plan,
    /// Who does what.
    People,
    /// The monitoring list, filled.
    Figures,
}

impl Show {
    const ALL: [Show; 4] = [Show::Now, Show::Plan, Show::People, Show::Figures];

    fn id(self) -> &'static str {
        match self {
            Show::Now => "now",
            Show::Plan => "plan",
            Show::People => "people",
            Show::Figures => "figures",
        }
    }
}

/// Where a project is shown.
fn address(project: Uuid, show: Show) -> String {
    [Route::Projects.path().as_str(), "?project=", &project.to_string(), "&show=", show.id()].concat()
}

/// What every part of the page does with the project before it.
#[derive(Clone, Copy)]
struct Desk {
    project: Uuid,
    again: RwSignal<u32>,
    doing: RwSignal<Option<Doing>>,
    asking: Asking,
}

impl Desk {
    /// Tells the server of a change, and asks how it stands then.
    fn tell(self, change: Change) {
        let told = NewChange { id: fresh_id(), change };
        self.asking.send(move || -> Sending {
            Box::pin(async move {
                post_nothing(&changes(self.project), &told).await?;
                let _ = self.again.try_update(|n| *n += 1);
                Ok(())
            })
        });
    }

    /// Opens the form for something.
    fn open(self, doing: Doing) {
        self.doing.set(Some(doing));
    }
}

fn changes(project: Uuid) -> String {
    ["/api/v1/projects/", &project.to_string(), "/changes"].concat()
}

#[component]
pub(crate) fn Page() -> impl IntoView {
    let wanted = Memo::new(|_| place().field("project").and_then(|id| id.parse::<Uuid>().ok()));
    let show = Memo::new(|_| {
        let place = place();
        Show::ALL.into_iter().find(|show| place.field("show") == Some(show.id())).unwrap_or_default()
    });
    let again = RwSignal::new(0u32);
    let doing = RwSignal::new(None::<Doing>);
    let beginning = RwSignal::new(false);
    let asking = Asking::new();
    let found = load(move || {
        again.track();
        get::<Vec<SeenProject>>("/api/v1/projects")
    });
    let chosen = {
        let found = found.clone();
        Memo::new(move |_| {
            let wanted = wanted.get();
            found.with(|found| {
                let all = found.here()?;
                match wanted {
                    Some(id) => all.iter().find(|seen| seen.id == id).cloned(),
                    None if all.len() == 1 => all.first().cloned(),
                    None => None,
                }
            })
        })
    };
    let title = move || chosen.with(|seen| seen.as_ref().map(|seen| seen.project.name.clone()));
    Effect::new(move |_| {
        screen::set_title(&shell::title(&title().unwrap_or_else(|| text("projects-title"))));
    });
    let may_begin = || shell::is(&[Role::Coordinator]);
    let many = {
        let found = found.clone();
        Memo::new(move |_| found.with(|found| found.here().map_or(0, Vec::len) > 1))
    };
    view! {
        <link rel="stylesheet" href=words::styles()/>
        <header class="head">
            <div>
                {move || (title().is_some() && many.get()).then(|| view! {
                    <p class="crumbs"><a href=Route::Projects.path()>{tr("projects-title")}</a></p>
                })}
                <h1 tabindex="-1" id="project-title">{move || title().unwrap_or_else(|| text("projects-title"))}</h1>
                {move || match chosen.get() {
                    Some(seen) => view! { <p class="facts"><span>{seen.project.goal}</span></p> }.into_any(),
                    None => view! { <p class="facts"><span>{tr("projects-more")}</span></p> }.into_any(),
                }}
            </div>
            {move || may_begin().then(|| view! {
                <button class="btn quiet" type="button" on:click=move |_| beginning.set(true)><Icon name="plus"/>{tr("project-begin")}</button>
            })}
        </header>
        <Trouble asking/>
        {move || match found.get() {
            Remote::Coming => view! { <div class="panel"><Bones lines=5/></div> }.into_any(),
            Remote::Failed(failure) => view! {
                <FailureMessage failure retry=Callback::new(move |()| again.update(|n| *n += 1))/>
            }.into_any(),
            Remote::Here(all) => match chosen.get() {
                Some(seen) => {
                    let desk = Desk { project: seen.id, again, doing, asking };
                    view! { <One seen show desk/> }.into_any()
                }
                None if all.is_empty() => view! {
                    <div class="empty">
                        <Icon name="route"/>
                        <p class="firm">{tr("projects-none")}</p>
                        <p class="soft">{tr(if may_begin() { "projects-none-do" } else { "projects-none-wait" })}</p>
                        {may_begin().then(|| view! {
                            <button class="btn primary" type="button" on:click=move |_| beginning.set(true)>{tr("project-begin")}</button>
                        })}
                    </div>
                }.into_any(),
                None => view! { <ul class="cards plain">{all.into_iter().map(|seen| view! { <Card seen/> }).collect_view()}</ul> }.into_any(),
            },
        }}
        {move || doing.get().and_then(|what| Some((what, chosen.get_untracked()?))).map(|(what, seen)| {
            let desk = Desk { project: seen.id, again, doing, asking: Asking::new() };
            view! { <doing::Asked what seen desk/> }
        })}
        <Dialog open=beginning title_id="project-begin"><begin::Begin open=beginning again/></Dialog>
    }
}

/// A project among others: its name, how far it is and what comes next.
#[component]
fn Card(seen: SeenProject) -> impl IntoView {
    let next = seen.project.next_steps(&seen.facts, seen.today).into_iter().next();
    let words = next.map(|step| words::step(&step, &seen).title);
    view! {
        <li class="panel live-card">
            <h2><a href=address(seen.id, Show::Now)>{seen.project.name.clone()}</a></h2>
            <p class="soft">{words::phase_name(seen.project.phase())}</p>
            <p>{words.unwrap_or_else(|| text("project-rest"))}</p>
        </li>
    }
}

/// One project.
#[component]
fn One(seen: SeenProject, show: Memo<Show>, desk: Desk) -> impl IntoView {
    let id = seen.id;
    let seen = StoredValue::new(seen);
    // What was pressed may be gone with what it did: whoever works by keyboard goes on from the top of it.
    Effect::new(move |_| {
        if desk.again.get_untracked() > 0 {
            words::focus_if_lost("project-title");
        }
    });
    let over = seen.with_value(|seen| seen.project.decision.clone());
    view! {
        {over.map(|decision| view! {
            <p class="message calm"><Icon name="info"/><span>
                {text_with(words::verdict_word(decision.verdict), &[
                    ("day", words::day(decision.on).into()),
                    ("who", seen.with_value(|seen| seen.name_of(decision.by).to_owned()).into()),
                ])}
                " " {decision.words}
            </span></p>
        })}
        <fieldset class="choice above">
            <legend class="sr">{tr("project-show")}</legend>
            {Show::ALL.map(|option| view! {
                <label><input type="radio" name="project-show" prop:checked=move || show.get() == option
                    on:change=move |_| replace(&address(id, option))/>
                    {move || text(["project-show-", option.id()].concat().as_str())}</label>
            })}
        </fieldset>
        {move || match show.get() {
            Show::Now => view! { <now::Now seen desk/> }.into_any(),
            Show::Plan => view! { <plan::Plan seen desk/> }.into_any(),
            Show::People => view! { <people::People seen desk/> }.into_any(),
            Show::Figures => view! { <figures::Figures seen desk/> }.into_any(),
        }}
    }
}
