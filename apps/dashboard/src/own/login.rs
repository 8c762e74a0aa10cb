//! How I sign in: passkeys, a new code, the language and the colours of this device, and signing out.

use super::{
    door::Keep,
    parts::{Back, Mine},
    room::Room,
};
use leptos::{prelude::*, task::spawn_local};
use link::login::{ClientCode, OwnPasskey};
use screen::{
    Failure, FailureMessage, Icon, LanguageChoice, TextForm, TextWords, ThemeChoice, delete, make_passkey_at,
    post, post_empty, text, text_with, tr,
};

/// Where a client's passkeys are kept.
const PASSKEYS: &str = "/api/v1/client/passkeys";

#[component]
pub(super) fn Page() -> impl IntoView {
    super::name_page("own-key");
    let new_code = RwSignal::new(None::<ClientCode>);
    move || match new_code.get() {
        Some(code) => {
            let kept = Callback::new(move |()| new_code.set(None));
            view! { <Keep code kept/> }.into_any()
        }
        None => view! { <Whole new_code/> }.into_any(),
    }
}

#[component]
fn Whole(new_code: RwSignal<Option<ClientCode>>) -> impl IntoView {
    let Some(mine) = Mine::here() else { return ().into_any() };
    let me = mine.me.get_value();
    let failure = RwSignal::new(None::<Failure>);
    let sign_out = move |_| {
        spawn_local(async move {
            match post_empty("/api/v1/client/logout").await {
                Ok(()) => mine.left.run(()),
                Err(reason) => drop(failure.try_set(Some(reason))),
            }
        });
    };
    let change = move |_| {
        failure.set(None);
        spawn_local(async move {
            match post::<ClientCode>("/api/v1/client/code", &()).await {
                Ok(code) => drop(new_code.try_set(Some(code))),
                Err(reason) => drop(failure.try_set(Some(reason))),
            }
        });
    };
    view! {
        <Back to=Room::Data name="own-tab-data"/>
        <h1>{tr("own-key")}</h1>
        <p class="soft">{text_with("own-key-as", &[("alias", me.alias.into()), ("organisation", me.organisation_name.into())])}</p>
        <div role="alert">{move || failure.get().map(|failure| view! { <FailureMessage failure/> })}</div>
        <section class="panel stack">
            <h2>{tr("own-login-passkeys")}</h2>
            <p class="soft">{tr("own-login-passkeys-more")}</p>
            <Passkeys passkeys=me.passkeys works=me.passkeys_work/>
        </section>
        <section class="panel stack">
            <h2>{tr("own-key-code")}</h2>
            <p class="soft">{tr("own-key-code-more")}</p>
            <button class="btn wide" type="button" on:click=change><Icon name="refresh-cw"/>{tr("own-key-code-new")}</button>
        </section>
        <section class="panel stack"><h2>{tr("language")}</h2><LanguageChoice/></section>
        <section class="panel stack"><h2>{tr("theme")}</h2><ThemeChoice/></section>
        <button class="btn wide" type="button" on:click=sign_out><Icon name="log-out"/>{tr("sign-out")}</button>
    }
    .into_any()
}

#[component]
fn Passkeys(passkeys: Vec<OwnPasskey>, works: bool) -> impl IntoView {
    let Some(mine) = Mine::here() else { return ().into_any() };
    let failure = RwSignal::new(None::<Failure>);
    let making = RwSignal::new(false);
    let forget = move |path: String| {
        failure.set(None);
        spawn_local(async move {
            match delete(&path).await {
                Ok(()) => mine.ask.run(()),
                Err(reason) => drop(failure.try_set(Some(reason))),
            }
        });
    };
    let row = move |passkey: OwnPasskey| {
        let path = format!("{PASSKEYS}/{}", passkey.id);
        let label = format!("{}: {}", text("own-remove"), passkey.name);
        view! {
            <li><span><b>{passkey.name}</b></span>
                <button class="btn quiet square" type="button" aria-label=label on:click=move |_| forget(path.clone())><Icon name="trash-2"/></button></li>
        }
    };
    let send = Callback::new(move |name: String| -> screen::Sending {
        Box::pin(async move {
            make_passkey_at(PASSKEYS, None, name.trim()).await?;
            mine.ask.run(());
            Ok(())
        })
    });
    let words = TextWords {
        label: "own-login-passkey-name",
        hint: "own-login-passkey-name-hint",
        wrong: "own-login-passkey-name-wrong",
        send: "own-login-passkey-new",
    };
    view! {
        <ul class="mine-list">{passkeys.into_iter().map(row).collect_view()}</ul>
        <div role="alert">{move || failure.get().map(|failure| view! { <FailureMessage failure/> })}</div>
        {if !works {
            view! { <p class="soft t-s">{tr("own-login-passkeys-elsewhere")}</p> }.into_any()
        } else {
            view! {
                {move || if making.get() {
                    view! { <TextForm words autocomplete="off" longest=40 send/> }.into_any()
                } else {
                    view! { <button class="btn wide" type="button" on:click=move |_| making.set(true)><Icon name="lock"/>{tr("own-login-passkey-new")}</button> }.into_any()
                }}
            }.into_any()
        }}
    }
    .into_any()
}
