//! What is asked of every client whom a team treats.

use super::plan::{PlanForm, PlannedList};
use care::questions::{Scheduled, SetShort};
use leptos::prelude::*;
use link::{
    api::Me,
    people::{Role, Team as OneTeam},
};
use screen::{Bones, FailureMessage, Remote, get, load, tr};

#[component]
pub(super) fn Team(sets: Vec<SetShort>) -> impl IntoView {
    let chosen = RwSignal::new(String::new());
    let sets = StoredValue::new(sets);
    let mine = load(|| get::<Vec<OneTeam>>("/api/v1/teams"));
    let teams = move || {
        let me: Option<Me> = screen::me();
        let may = |team: &&OneTeam| {
            let all = me.as_ref().is_some_and(|me| me.roles.contains(&Role::Coordinator));
            all || me.as_ref().is_some_and(|me| team.members.contains(&me.user))
        };
        mine.with(|mine| mine.here().map(|teams| teams.iter().filter(may).cloned().collect::<Vec<_>>()))
            .unwrap_or_default()
    };
    view! {
        <section aria-labelledby="team-sets">
            <h2 class="section" id="team-sets">{tr("plan-team")}</h2>
            <p class="soft">{tr("plan-team-lead")}</p>
            {move || {
                let teams = teams();
                if teams.is_empty() {
                    return view! { <p class="soft">{tr("plan-no-team")}</p> }.into_any();
                }
                view! {
                    <div class="field">
                        <label for="plan-team">{tr("plan-team-which")}</label>
                        <select class="input" id="plan-team" on:change:target=move |event| chosen.set(event.target().value())>
                            <option value="">{tr("choose")}</option>
                            {teams.into_iter().map(|team| view! { <option value=team.id.to_string()>{team.name}</option> }).collect_view()}
                        </select>
                    </div>
                }.into_any()
            }}
            {move || chosen.with(|id| (!id.is_empty()).then(|| id.clone())).map(|id| view! { <OfTeam id sets/> })}
        </section>
    }
}

#[component]
fn OfTeam(id: String, sets: StoredValue<Vec<SetShort>>) -> impl IntoView {
    let again = RwSignal::new(0u32);
    let path = format!("/api/v1/teams/{id}/scheduled-sets");
    let from = path.clone();
    let found = load(move || {
        again.track();
        let path = from.clone();
        async move { get::<Vec<Scheduled>>(&path).await }
    });
    let changed = move || again.update(|n| *n += 1);
    move || {
        match found.get() {
        Remote::Coming => view! { <Bones lines=2/> }.into_any(),
        Remote::Failed(failure) => view! { <FailureMessage failure retry=Callback::new(move |()| changed())/> }.into_any(),
        Remote::Here(all) => view! {
            {(!all.is_empty()).then(|| view! { <PlannedList path=path.clone() all=all.clone() of_team=true ended=Callback::new(move |()| changed())/> })}
            <div class="panel"><PlanForm path=path.clone() sets=sets.get_value() planned=Callback::new(move |_| changed())/></div>
        }
        .into_any(),
    }
    }
}
