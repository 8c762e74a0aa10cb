//! Inviting a colleague: name, roles, place; then the address that works once.

use super::{House, gives, role_word};
use crate::{
    pages::asking::{Asking, Choice, Ends},
    qr::QrOf,
};
use leptos::{html, prelude::*};
use link::people::{InvitationCode, NewInvitation, Role};
use screen::{Icon, delete, post, text, text_with, tr};

/// The longest name, in characters.
const NAME_MAX_CHARS: usize = 80;

#[component]
pub(super) fn Invite(house: House, again: RwSignal<u32>) -> impl IntoView {
    let made = RwSignal::new(None::<(String, InvitationCode)>);
    move || match made.get() {
        Some((name, code)) => view! { <Made name code/> }.into_any(),
        None => view! { <Form house=house.clone() made again/> }.into_any(),
    }
}

#[component]
fn Form(
    house: House,
    made: RwSignal<Option<(String, InvitationCode)>>,
    again: RwSignal<u32>,
) -> impl IntoView {
    let asking = Asking::new();
    let field = NodeRef::<html::Input>::new();
    let roles = RwSignal::new(Vec::<Role>::new());
    let (site, team) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
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
        let chosen = roles.get_untracked();
        let fault = if name.is_empty() || name.chars().count() > NAME_MAX_CHARS {
            let _ = input.focus();
            Some("invite-name-wrong")
        } else {
            chosen.is_empty().then_some("invite-roles-wrong")
        };
        wrong.set(fault);
        if fault.is_some() {
            return;
        }
        let new = NewInvitation {
            name: name.clone(),
            roles: chosen,
            site: site.with_untracked(|site| site.parse().ok()),
            team: team.with_untracked(|team| team.parse().ok()),
        };
        asking.send(move || {
            Box::pin(async move {
                let code: InvitationCode = post("/api/v1/invitations", &new).await?;
                let _ = made.try_set(Some((name, code)));
                again.update(|n| *n += 1);
                Ok(())
            })
        });
    };
    let tick = move |role: Role, on: bool| {
        roles.update(|roles| {
            roles.retain(|known| *known != role);
            if on {
                roles.push(role);
            }
        });
    };
    let sites = house.sites.iter().map(|site| (site.id.to_string(), site.name.clone())).collect();
    let teams = house.teams.iter().map(|team| (team.id.to_string(), team.name.clone())).collect();
    view! {
        <form class="form" on:submit=submit novalidate>
            <div class="field">
                <label for="invite-name">{tr("person-name")}</label>
                <input class="input" id="invite-name" node_ref=field autocomplete="off" required
                    maxlength=NAME_MAX_CHARS.to_string() aria-describedby="invite-hint invite-wrong"
                    aria-invalid=move || (wrong.get() == Some("invite-name-wrong")).then_some("true")/>
                <p class="hint" id="invite-hint">{tr("invite-name-hint")}</p>
            </div>
            <fieldset class="field ticks">
                <legend>{tr("person-roles")}</legend>
                {gives().into_iter().map(|role| view! {
                    <label class="tick">
                        <input type="checkbox" on:change:target=move |event| tick(role, event.target().checked())/>
                        <span><b>{role_word(role)}</b><span class="soft t-s">{text(&format!("role-more-{}", role.word()))}</span></span>
                    </label>
                }).collect_view()}
            </fieldset>
            <Choice id="invite-site" label="invite-site" none="invite-site-all" options=sites chosen=site/>
            <Choice id="invite-team" label="invite-team" none="invite-team-none" options=teams chosen=team/>
            <p class="wrong" id="invite-wrong">{move || wrong.get().map(|why| view! { <Icon name="info"/><span>{tr(why)}</span> })}</p>
            <Ends asking send="invite-send" icon="plus"/>
        </form>
    }
}

#[component]
fn Made(name: String, code: InvitationCode) -> impl IntoView {
    view! {
        <div class="enrol">
            <QrOf text=code.url.clone() label="invite-picture"/>
            <div>
                <p class="firm">{text_with("invite-for", &[("name", name.into())])}</p>
                <p>{tr("invite-how")}</p>
            </div>
        </div>
        <div class="field">
            <span class="label" id="invite-address">{tr("invite-address")}</span>
            <output class="address" aria-labelledby="invite-address">{code.url.clone()}</output>
            <p class="hint">{text_with("invite-until", &[("when", screen::moment(code.expires).into())])}</p>
        </div>
    }
}

/// Invitations that still work. Nothing where there are none.
#[component]
pub(super) fn Invitations(house: House, again: RwSignal<u32>) -> impl IntoView {
    let asking = Asking::new();
    let withdraw = move |id: session::InvitationId| {
        asking.send(move || {
            Box::pin(async move {
                delete(&format!("/api/v1/invitations/{id}")).await?;
                again.update(|n| *n += 1);
                Ok(())
            })
        });
    };
    (!house.invitations.is_empty()).then(|| view! {
        <section aria-labelledby="invitations">
            <h2 class="section" id="invitations">{tr("invitations")}</h2>
            <div class="panel flat"><table class="list still">
                <thead><tr>
                    <th scope="col">{tr("person-name")}</th>
                    <th scope="col">{tr("person-roles")}</th>
                    <th scope="col">{tr("invited-by")}</th>
                    <th scope="col">{tr("invited-until")}</th>
                    <th scope="col"><span class="sr">{tr("headset-acts")}</span></th>
                </tr></thead>
                <tbody>{house.invitations.iter().map(|invitation| {
                    let id = invitation.id;
                    let roles = invitation.roles.iter().map(|role| role_word(*role)).collect::<Vec<_>>().join(", ");
                    let label = format!("{}: {}", text("invitation-withdraw"), invitation.name);
                    view! {
                        <tr>
                            <th scope="row">{invitation.name.clone()}</th>
                            <td>{roles}</td>
                            <td class="soft">{invitation.invited_by.clone()}</td>
                            <td class="soft">{screen::day(invitation.expires)}</td>
                            <td class="acts">
                                <button class="btn quiet" type="button" aria-label=label on:click=move |_| withdraw(id)>
                                    <Icon name="lock"/>{tr("invitation-withdraw")}
                                </button>
                            </td>
                        </tr>
                    }
                }).collect_view()}</tbody>
            </table></div>
        </section>
    })
}
