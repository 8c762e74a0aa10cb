//! Begins a project: a name, what one wants with it, for which care line and team.

use super::{
    Show, address,
    fields::{OneOf, Words, written},
};
use crate::pages::asking::{Asking, Choice, Ends};
use leptos::prelude::*;
use link::people::Team;
use screen::{Remote, Sending, fresh_id, get, go, load, post, text, tr};
use toolkit::project::{CareLine, NewProject, SeenProject, default_strategies};

#[component]
pub(super) fn Begin(open: RwSignal<bool>, again: RwSignal<u32>) -> impl IntoView {
    let asking = Asking::new();
    let found = load(|| get::<Vec<Team>>("/api/v1/teams"));
    let (name, goal, team) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let line = RwSignal::new(None::<CareLine>);
    let wrong = RwSignal::new(None::<&'static str>);
    // One project, also when it is sent twice.
    let id = fresh_id();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (Some(name), Some(goal)) = (written(name), written(goal)) else {
            return wrong.set(Some("project-words-missing"));
        };
        let Some(line) = line.get_untracked() else { return wrong.set(Some("project-line-missing")) };
        wrong.set(None);
        let team = team.with_untracked(|team| team.parse().ok());
        let new = NewProject { id, team, name, goal, line, strategies: default_strategies(line) };
        asking.send(move || -> Sending {
            Box::pin(async move {
                let seen: SeenProject = post("/api/v1/projects", &new).await?;
                again.update(|n| *n += 1);
                open.set(false);
                go(&address(seen.id, Show::Now));
                Ok(())
            })
        });
    };
    view! {
        <form class="form" on:submit=submit novalidate>
            <div class="field">
                <label for="begin-name">{tr("project-name")}</label>
                <input class="input" id="begin-name" maxlength="60" autocomplete="off"
                    on:input:target=move |event| name.set(event.target().value())/>
            </div>
            <Words id="begin-goal" label="project-goal" hint="project-goal-hint" value=goal/>
            <OneOf name="begin-line" label="project-line" value=line options=vec![
                (CareLine::First, "value-line-first"), (CareLine::Second, "value-line-second"), (CareLine::Third, "value-line-third"),
            ]/>
            {move || {
                let teams = match found.get() { Remote::Here(teams) => teams, _ => Vec::new() };
                let options = teams.into_iter().map(|team| (team.id.to_string(), team.name)).collect();
                view! { <Choice id="begin-team" label="project-of-team" none="project-of-all" options chosen=team/> }
            }}
            <p class="wrong" role="alert">{move || wrong.get().map(text)}</p>
            <Ends asking send="project-begin" icon="plus" cancel=open/>
        </form>
    }
}
