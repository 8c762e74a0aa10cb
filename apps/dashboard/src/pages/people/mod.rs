//! People and teams: who is here, with which roles, where, and what an administrator or coordinator arranges.

mod forms;
mod help;
mod invite;
mod places;

use crate::shell;
use forms::{Leave, Roles};
use help::Help;
use invite::{Invitations, Invite};
use leptos::prelude::*;
use link::people::{HeldRole, Invitation, Person, Role, Site, Team};
use places::Places;
use screen::{Bones, Dialog, FailureMessage, Icon, Remote, get, load, text, text_with, tr};
use session::{SiteId, TeamId};

/// Everything that the page shows.
#[derive(Clone, Debug, PartialEq)]
struct House {
    people: Vec<Person>,
    sites: Vec<Site>,
    teams: Vec<Team>,
    invitations: Vec<Invitation>,
}

impl House {
    fn site(&self, id: SiteId) -> Option<String> {
        self.sites.iter().find(|site| site.id == id).map(|site| site.name.clone())
    }

    fn team(&self, id: TeamId) -> Option<String> {
        self.teams.iter().find(|team| team.id == id).map(|team| team.name.clone())
    }

    /// A role with where it holds.
    fn role(&self, held: &HeldRole) -> String {
        let role = role_word(held.role);
        let place = held.site.and_then(|site| self.site(site)).or(held.team.and_then(|team| self.team(team)));
        match place {
            Some(place) => text_with("role-at", &[("role", role.into()), ("place", place.into())]),
            None => role,
        }
    }
}

/// A role, as the reader calls it.
pub(crate) fn role_word(role: Role) -> String {
    text(&format!("role-{}", role.word()))
}

/// The roles that the reader may give; the server holds to it, this only leaves out what it would refuse.
fn gives() -> Vec<Role> {
    let roles = screen::me().map(|me| me.roles).unwrap_or_default();
    if roles.contains(&Role::Administrator) {
        Role::ALL.to_vec()
    } else {
        vec![Role::Practitioner, Role::Champion, Role::EquipmentManager, Role::Volunteer]
    }
}

/// Which dialog is open, about whom.
#[derive(Clone, Copy)]
struct About {
    who: RwSignal<Option<Person>>,
    open: RwSignal<bool>,
}

impl About {
    fn nobody() -> About {
        About { who: RwSignal::new(None), open: RwSignal::new(false) }
    }

    fn ask(self, person: Person) {
        self.who.set(Some(person));
        self.open.set(true);
    }
}

#[component]
pub(crate) fn Page() -> impl IntoView {
    let again = RwSignal::new(0u32);
    let inviting = RwSignal::new(false);
    let (roles, leaving, helping) = (About::nobody(), About::nobody(), About::nobody());
    let found = load(move || {
        again.track();
        async move {
            Ok(House {
                people: get("/api/v1/people").await?,
                sites: get("/api/v1/sites").await?,
                teams: get("/api/v1/teams").await?,
                invitations: get("/api/v1/invitations").await?,
            })
        }
    });
    Effect::new(move |_| screen::set_title(&shell::title(&text("people-title"))));
    let house = found.clone();
    let house = Memo::new(move |_| house.with(|found| found.here().cloned()));
    view! {
        <header class="head">
            <div><h1>{tr("people-title")}</h1><p class="facts"><span>{tr("people-more")}</span></p></div>
            <button class="btn primary" type="button" on:click=move |_| inviting.set(true)><Icon name="plus"/>{tr("invite")}</button>
        </header>
        {move || match found.get() {
            Remote::Coming => view! { <div class="panel"><Bones lines=6/></div> }.into_any(),
            Remote::Failed(failure) => view! {
                <FailureMessage failure retry=Callback::new(move |()| again.update(|n| *n += 1))/>
            }.into_any(),
            Remote::Here(house) => view! {
                <People house=house.clone() roles leaving helping/>
                <Invitations house=house.clone() again/>
                <Places house again/>
            }.into_any(),
        }}
        <Dialog open=inviting title_id="invite">
            {move || house.get().map(|house| view! { <Invite house again/> })}
        </Dialog>
        <Dialog open=roles.open title_id="person-roles">
            {move || Some(view! { <Roles house=house.get()? person=roles.who.get()? again/> })}
        </Dialog>
        <Dialog open=helping.open title_id="reset">
            {move || Some(view! { <Help person=helping.who.get()?/> })}
        </Dialog>
        <Dialog open=leaving.open title_id="person-leaves">
            {move || Some(view! { <Leave house=house.get()? person=leaving.who.get()? open=leaving.open again/> })}
        </Dialog>
    }
}

#[component]
fn People(house: House, roles: About, leaving: About, helping: About) -> impl IntoView {
    let helps = shell::is(&[Role::Administrator]);
    let me = screen::me().map(|me| me.user);
    let rows = house.people.clone().into_iter().map(|person| {
        let told = person.roles.iter().map(|held| house.role(held)).collect::<Vec<_>>().join(", ");
        let teams: Vec<_> = person.teams.iter().filter_map(|team| house.team(*team)).collect();
        let may = Some(person.id) != me && person.roles.iter().all(|held| gives().contains(&held.role));
        let label = |word: &str| format!("{}: {}", text(word), person.name);
        let (for_roles, for_leaving, for_help) = (person.clone(), person.clone(), person.clone());
        let (change, leave, help) = (label("person-roles-short"), label("person-leaves-short"), label("reset-short"));
        view! {
            <tr>
                <th scope="row">{person.name.clone()}</th>
                <td>{if told.is_empty() { text("people-no-role") } else { told }}</td>
                <td class="soft">{teams.join(", ")}</td>
                <td class="soft">{person.login.clone()}</td>
                <td class="acts">{match person.left {
                    Some(at) => view! {
                        <span class="mark"><Icon name="log-out"/>{text_with("person-left", &[("when", screen::day(at).into())])}</span>
                    }.into_any(),
                    None if may => view! {
                        <button class="btn quiet" type="button" aria-label=change on:click=move |_| roles.ask(for_roles.clone())>
                            <Icon name="pen-line"/>{tr("person-roles-short")}
                        </button>
                        {helps.then(|| view! {
                            <button class="btn quiet" type="button" aria-label=help on:click=move |_| helping.ask(for_help.clone())>
                                <Icon name="key-round"/>{tr("reset-short")}
                            </button>
                        })}
                        <button class="btn quiet" type="button" aria-label=leave on:click=move |_| leaving.ask(for_leaving.clone())>
                            <Icon name="log-out"/>{tr("person-leaves-short")}
                        </button>
                    }.into_any(),
                    None => ().into_any(),
                }}</td>
            </tr>
        }
    });
    view! {
        <div class="panel flat">
            <table class="list still">
                <caption class="sr">{tr("people-title")}</caption>
                <thead><tr>
                    <th scope="col">{tr("person-name")}</th>
                    <th scope="col">{tr("person-roles")}</th>
                    <th scope="col">{tr("person-teams")}</th>
                    <th scope="col">{tr("person-login")}</th>
                    <th scope="col"><span class="sr">{tr("headset-acts")}</span></th>
                </tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}
