//! What is arranged for one colleague: roles given and taken back, teams, and leaving with the clients handed over.

use super::{House, gives, role_word};
use crate::pages::asking::{Asking, Choice, Ends};
use leptos::prelude::*;
use link::people::{Carer, HeldRole, Leaving, Left, NewMember, NewRole, Person, Role};
use screen::{delete, post, post_nothing, text, text_with, tr};
use session::TeamId;

/// Roles and teams of a colleague; what is added or taken away counts at once.
#[component]
pub(super) fn Roles(house: House, person: Person, again: RwSignal<u32>) -> impl IntoView {
    let id = person.id;
    // As the list tells it now: what was just given stands here too.
    let now = house.people.iter().find(|known| known.id == id).cloned().unwrap_or(person);
    let asking = Asking::new();
    let (role, site, team) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let changed = move || again.update(|n| *n += 1);
    let end_role = move |held: String| {
        asking.send(move || {
            Box::pin(async move {
                delete(&format!("/api/v1/people/{id}/roles/{held}")).await?;
                changed();
                Ok(())
            })
        });
    };
    let end_team = move |team: TeamId| {
        asking.send(move || {
            Box::pin(async move {
                delete(&format!("/api/v1/teams/{team}/members/{id}")).await?;
                changed();
                Ok(())
            })
        });
    };
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let new_role = role.with_untracked(|word| Role::of_word(word));
        let new_team: Option<TeamId> = team.with_untracked(|team| team.parse().ok());
        let site = site.with_untracked(|site| site.parse().ok());
        if new_role.is_none() && new_team.is_none() {
            return;
        }
        asking.send(move || {
            Box::pin(async move {
                if let Some(role) = new_role {
                    let new = NewRole { role, site, team: None };
                    let _: HeldRole = post(&format!("/api/v1/people/{id}/roles"), &new).await?;
                }
                if let Some(team) = new_team {
                    post_nothing(&format!("/api/v1/teams/{team}/members"), &NewMember { user: id }).await?;
                }
                changed();
                Ok(())
            })
        });
    };
    let role_options = gives().into_iter().map(|role| (role.word().to_owned(), role_word(role))).collect();
    let sites = house.sites.iter().map(|site| (site.id.to_string(), site.name.clone())).collect();
    let others = house.teams.iter().filter(|team| !now.teams.contains(&team.id));
    let teams = others.map(|team| (team.id.to_string(), team.name.clone())).collect();
    let take = |label: String, word: String, end: Callback<()>| {
        view! {
            <li class="taken">
                <span>{word}</span>
                <button class="btn quiet" type="button" aria-label=label on:click=move |_| end.run(())>{tr("take-back")}</button>
            </li>
        }
    };
    let held = now.roles.iter().map(|held| {
        let (id, word) = (held.id.to_string(), house.role(held));
        take(format!("{}: {word}", text("take-back")), word, Callback::new(move |()| end_role(id.clone())))
    });
    let inside = now.teams.iter().filter_map(|id| {
        let (id, word) = (*id, house.team(*id)?);
        Some(take(format!("{}: {word}", text("take-back")), word, Callback::new(move |()| end_team(id))))
    });
    view! {
        <p class="firm">{now.name.clone()}</p>
        <ul class="takes">{held.collect_view()}{inside.collect_view()}</ul>
        <form class="form" on:submit=add novalidate>
            <Choice id="role-add" label="role-add" none="role-add-none" options=role_options chosen=role/>
            <Choice id="role-site" label="invite-site" none="invite-site-all" options=sites chosen=site/>
            <Choice id="role-team" label="team-add-person" none="role-add-none" options=teams chosen=team/>
            <Ends asking send="role-give" icon="plus"/>
        </form>
    }
}

/// Says what happens when somebody leaves, asks who takes over, and does so.
#[component]
pub(super) fn Leave(
    house: House,
    person: Person,
    open: RwSignal<bool>,
    again: RwSignal<u32>,
) -> impl IntoView {
    let id = person.id;
    let clients = person.clients.unwrap_or(0);
    let asking = Asking::new();
    let (to, tasks_to) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let tasks_to = tasks_to.with_untracked(|to| to.parse().ok());
        let hand_over = to.with_untracked(|to| {
            let (kind, id) = to.split_once(':')?;
            match kind {
                "team" => id.parse().ok().map(Carer::Team),
                _ => id.parse().ok().map(Carer::User),
            }
        });
        asking.send(move || {
            Box::pin(async move {
                let leaving = Leaving { until: None, hand_over, tasks_to };
                let _: Left = post(&format!("/api/v1/people/{id}/leave"), &leaving).await?;
                again.update(|n| *n += 1);
                open.set(false);
                Ok(())
            })
        });
    };
    let treats = |person: &&Person| {
        person.id != id
            && person.left.is_none()
            && person.roles.iter().any(|held| held.role == Role::Practitioner)
    };
    let teams = house.teams.iter().map(|team| (format!("team:{}", team.id), team.name.clone()));
    let people = house.people.iter().filter(treats);
    let people = people.map(|person| (format!("user:{}", person.id), person.name.clone()));
    let options: Vec<_> = teams.chain(people).collect();
    let stays = |other: &&Person| other.id != id && other.left.is_none();
    let colleagues =
        house.people.iter().filter(stays).map(|other| (other.id.to_string(), other.name.clone())).collect();
    view! {
        <form class="form" on:submit=submit novalidate>
            <p class="firm">{text_with("leave-who", &[("name", person.name.clone().into())])}</p>
            <ul class="points">
                <li>{tr("leave-now")}</li>
                <li>{text_with("leave-clients", &[("n", clients.into())])}</li>
                <li>{tr("leave-stays")}</li>
            </ul>
            {(clients > 0).then(|| view! { <Choice id="leave-to" label="leave-to" none="leave-to-none" options chosen=to/> })}
            <Choice id="leave-tasks" label="leave-tasks" none="leave-tasks-none" options=colleagues chosen=tasks_to/>
            <Ends asking send="leave-send" icon="log-out" cancel=open/>
        </form>
    }
}
