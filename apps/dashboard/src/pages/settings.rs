//! Settings: language, colours, who is signed in, signing out.

use super::house_rules::{Policy, Reach};
use crate::shell;
use leptos::{prelude::*, task::spawn_local};
use link::api::Role;
use screen::{Icon, LanguageChoice, ThemeChoice, me, sign_out, text, tr};

#[component]
pub(crate) fn Page() -> impl IntoView {
    Effect::new(move |_| screen::set_title(&shell::title(&text("place-settings"))));
    view! {
        <header class="head"><h1>{tr("place-settings")}</h1></header>
        <div class="panel settings">
            <section>
                <div><h2>{tr("language")}</h2><p class="soft t-s">{tr("settings-language-more")}</p></div>
                <LanguageChoice/>
            </section>
            <section>
                <div><h2>{tr("theme")}</h2><p class="soft t-s">{tr("settings-theme-more")}</p></div>
                <ThemeChoice/>
            </section>
            <section>
                <div>
                    <h2>{tr("settings-account")}</h2>
                    <p class="soft t-s">{move || me().map(|me| format!("{}, {}, {}", me.name, me.roles.into_iter().map(super::people::role_word).collect::<Vec<_>>().join(", "), me.organisation_name))}</p>
                </div>
                <a class="btn" href="/login"><Icon name="lock"/>{tr("own-login-title")}</a>
                <button class="btn" type="button" on:click=move |_| spawn_local(sign_out())><Icon name="log-out"/>{tr("sign-out")}</button>
            </section>
        </div>
        <p class="soft t-s below">{tr("settings-device-only")}</p>
        {move || shell::is(&[Role::Administrator]).then(|| view! { <Policy/> })}
        {move || shell::is(&[Role::Administrator, Role::Coordinator]).then(|| view! { <Reach/> })}
    }
}
