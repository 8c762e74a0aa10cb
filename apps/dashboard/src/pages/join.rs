//! The invited come in: what they are invited to, a login name and a password, and they are signed in.

use super::{
    asking::{Asking, Ends},
    people::role_word,
};
use crate::shell;
use leptos::{html, prelude::*};
use link::{
    api::Me,
    people::{AcceptInvitation, Invited, LookInvitation},
};
use screen::{Bones, Brand, FailureMessage, Icon, Remote, load, post, text, text_with, tr};

/// The shortest password, in characters.
const PASSWORD_MIN_CHARS: usize = 12;

/// The code behind `#` in the address: it reaches no server's log.
fn code() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.trim_start_matches('#').strip_prefix("code=").unwrap_or_default().to_owned()
}

#[component]
pub(crate) fn Page() -> impl IntoView {
    let code = code();
    Effect::new(move |_| screen::set_title(&shell::title(&text("join-title"))));
    let looked = code.clone();
    let found = load(move || {
        let look = LookInvitation { code: looked.clone() };
        async move { post::<Invited>("/api/v1/invitations/look", &look).await }
    });
    view! {
        <main class="sign-in"><div class="sign-in-box">
            <Brand/>
            <h1>{tr("join-title")}</h1>
            {move || match found.get() {
                Remote::Coming => view! { <Bones lines=4/> }.into_any(),
                Remote::Failed(failure) => view! { <FailureMessage failure/> }.into_any(),
                Remote::Here(invited) => view! { <Form code=code.clone() invited/> }.into_any(),
            }}
        </div></main>
    }
}

#[component]
fn Form(code: String, invited: Invited) -> impl IntoView {
    let asking = Asking::new();
    let (login, password) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let wrong = RwSignal::new(None::<&'static str>);
    Effect::new(move |_| {
        if let Some(field) = login.get() {
            let _ = field.focus();
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let value = |field: NodeRef<html::Input>| field.get_untracked().map(|field| field.value());
        let name = value(login).unwrap_or_default().trim().to_owned();
        let word = value(password).unwrap_or_default();
        let fault = if name.is_empty() {
            Some("join-login-wrong")
        } else {
            (word.chars().count() < PASSWORD_MIN_CHARS).then_some("join-password-wrong")
        };
        wrong.set(fault);
        if fault.is_some() {
            return;
        }
        let accept = AcceptInvitation { code: code.clone(), login: name, password: word };
        asking.send(move || {
            Box::pin(async move {
                let _: Me = post("/api/v1/invitations/accept", &accept).await?;
                // The page begins anew, as somebody who is signed in.
                let _ = window().location().assign("/");
                Ok(())
            })
        });
    };
    let roles = invited.roles.iter().map(|role| role_word(*role)).collect::<Vec<_>>().join(", ");
    let wrong_is = move |id: &'static str| (wrong.get() == Some(id)).then_some("true");
    view! {
        <p>{text_with("join-who", &[("name", invited.name.into()), ("organisation", invited.organisation_name.into())])}</p>
        <p class="soft">{text_with("join-roles", &[("roles", roles.into())])}</p>
        <form class="form" on:submit=submit novalidate>
            <div class="field">
                <label for="join-login">{tr("join-login")}</label>
                <input class="input" id="join-login" node_ref=login autocomplete="username" autocapitalize="none" spellcheck="false"
                    maxlength="80" required aria-describedby="join-wrong" aria-invalid=move || wrong_is("join-login-wrong")/>
            </div>
            <div class="field">
                <label for="join-password">{tr("join-password")}</label>
                <input class="input" id="join-password" node_ref=password type="password" autocomplete="new-password" required
                    aria-describedby="join-hint join-wrong" aria-invalid=move || wrong_is("join-password-wrong")/>
                <p class="hint" id="join-hint">{tr("join-password-hint")}</p>
            </div>
            <p class="wrong" id="join-wrong">{move || wrong.get().map(|why| view! { <Icon name="info"/><span>{tr(why)}</span> })}</p>
            <Ends asking send="join-send" icon="check"/>
        </form>
    }
}
