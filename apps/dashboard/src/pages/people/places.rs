//! Sites with their settings, and teams with who is in them.

use super::House;
use crate::pages::asking::{Asking, Choice, Ends};
use leptos::{html, prelude::*};
use link::people::{NewSite, NewTeam, Setting, Site, Team};
use screen::{Dialog, Icon, post, text, tr};

/// The longest name, in characters.
const NAME_MAX_CHARS: usize = 60;

fn setting_word(setting: Setting) -> String {
    text(&format!("setting-{}", setting.word()))
}

#[component]
pub(super) fn Places(house: House, again: RwSignal<u32>) -> impl IntoView {
    let (adding_site, adding_team) = (RwSignal::new(false), RwSignal::new(false));
    let name = |id: session::UserId| {
        house.people.iter().find(|person| person.id == id).map(|person| person.name.clone())
    };
    let teams = house.teams.iter().map(|team| {
        let members: Vec<_> = team.members.iter().filter_map(|id| name(*id)).collect();
        let site = team.site.and_then(|site| house.site(site)).unwrap_or_else(|| text("invite-site-all"));
        let members = if members.is_empty() { text("team-empty") } else { members.join(", ") };
        view! { <tr><th scope="row">{team.name.clone()}</th><td>{site}</td><td class="soft">{members}</td></tr> }
    });
    let sites = house.sites.iter().map(|site| {
        view! {
            <tr><th scope="row">{site.name.clone()}</th><td>{setting_word(site.setting)}</td></tr>
        }
    });
    let site_options: Vec<_> =
        house.sites.iter().map(|site| (site.id.to_string(), site.name.clone())).collect();
    view! {
        <section aria-labelledby="teams">
            <div class="head"><h2 class="section" id="teams">{tr("teams")}</h2>
                <button class="btn" type="button" on:click=move |_| adding_team.set(true)><Icon name="plus"/>{tr("team-add")}</button></div>
            <div class="panel flat"><table class="list still">
                <thead><tr><th scope="col">{tr("team-name")}</th><th scope="col">{tr("team-site")}</th><th scope="col">{tr("team-members")}</th></tr></thead>
                <tbody>{teams.collect_view()}</tbody>
            </table></div>
        </section>
        <section aria-labelledby="sites">
            <div class="head"><h2 class="section" id="sites">{tr("sites")}</h2>
                <button class="btn" type="button" on:click=move |_| adding_site.set(true)><Icon name="plus"/>{tr("site-add")}</button></div>
            <div class="panel flat"><table class="list still">
                <thead><tr><th scope="col">{tr("site-name")}</th><th scope="col">{tr("site-setting")}</th></tr></thead>
                <tbody>{sites.collect_view()}</tbody>
            </table></div>
        </section>
        <Dialog open=adding_team title_id="team-add"><Add kind=Kind::Team options=site_options.clone() open=adding_team again/></Dialog>
        <Dialog open=adding_site title_id="site-add"><Add kind=Kind::Site options=Vec::new() open=adding_site again/></Dialog>
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Team,
    Site,
}

#[component]
fn Add(
    kind: Kind,
    /// Sites that a team can be of.
    options: Vec<(String, String)>,
    open: RwSignal<bool>,
    again: RwSignal<u32>,
) -> impl IntoView {
    let asking = Asking::new();
    let field = NodeRef::<html::Input>::new();
    let chosen = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<&'static str>);
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(input) = field.get_untracked() else { return };
        let name = input.value().trim().to_owned();
        let setting = chosen.with_untracked(|word| Setting::of_word(word));
        let fault = if name.is_empty() || name.chars().count() > NAME_MAX_CHARS {
            Some("place-name-wrong")
        } else {
            (kind == Kind::Site && setting.is_none()).then_some("site-setting-wrong")
        };
        wrong.set(fault);
        if fault.is_some() {
            return;
        }
        let site = chosen.with_untracked(|site| site.parse().ok());
        asking.send(move || {
            Box::pin(async move {
                match setting.filter(|_| kind == Kind::Site) {
                    Some(setting) => drop(post::<Site>("/api/v1/sites", &NewSite { name, setting }).await?),
                    None => drop(post::<Team>("/api/v1/teams", &NewTeam { name, site }).await?),
                }
                again.update(|n| *n += 1);
                open.set(false);
                Ok(())
            })
        });
    };
    let settings = || Setting::ALL.iter().map(|it| (it.word().to_owned(), setting_word(*it))).collect();
    view! {
        <form class="form" on:submit=submit novalidate>
            <div class="field">
                <label for="place-name">{tr(if kind == Kind::Site { "site-name" } else { "team-name" })}</label>
                <input class="input" id="place-name" node_ref=field autocomplete="off" required maxlength=NAME_MAX_CHARS.to_string()
                    aria-describedby="place-wrong"/>
            </div>
            {match kind {
                Kind::Site => view! {
                    <Choice id="place-setting" label="site-setting" none="choose" options=settings() chosen/>
                }.into_any(),
                Kind::Team => view! {
                    <Choice id="place-site" label="team-site" none="invite-site-all" options chosen/>
                }.into_any(),
            }}
            <p class="wrong" id="place-wrong">{move || wrong.get().map(|why| view! { <Icon name="info"/><span>{tr(why)}</span> })}</p>
            <Ends asking send="add" icon="plus" cancel=open/>
        </form>
    }
}
