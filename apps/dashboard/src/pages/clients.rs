//! Clients by alias: search, and a way to add one.

use crate::{route::Route, shell};
use leptos::{html, prelude::*, task::spawn_local};
use link::api::{ClientSummary, NewClient};
use screen::{
    Bones, Dialog, Failure, FailureMessage, Icon, Remote, get, go, load, place, post, text, text_with, tr,
};

/// The longest alias.
const ALIAS_MAX_CHARS: usize = 40;

/// What is searched for, from the address; follows it.
pub(crate) fn wanted() -> String {
    let place = place();
    let raw = place.field("q").unwrap_or_default().replace('+', " ");
    js_sys::decode_uri_component(&raw).map(String::from).unwrap_or(raw)
}

/// The address of a search.
pub(crate) fn address(wanted: &str) -> String {
    let path = Route::Clients.path();
    if wanted.is_empty() { path } else { format!("{path}?q={}", js_sys::encode_uri_component(wanted)) }
}

#[component]
pub(crate) fn Page() -> impl IntoView {
    let again = RwSignal::new(0u32);
    let adding = RwSignal::new(false);
    let clients = load(move || {
        again.track();
        get::<Vec<ClientSummary>>("/api/v1/clients")
    });
    Effect::new(move |_| screen::set_title(&shell::title(&text("place-clients"))));
    view! {
        <header class="head">
            <div><h1>{tr("place-clients")}</h1><p class="facts"><span>{tr("clients-by-alias")}</span></p></div>
            <button class="btn primary" type="button" on:click=move |_| adding.set(true)><Icon name="plus"/>{tr("client-add")}</button>
        </header>
        {move || match clients.get() {
            Remote::Coming => view! { <div class="panel"><Bones lines=5/></div> }.into_any(),
            Remote::Failed(failure) => view! {
                <FailureMessage failure retry=Callback::new(move |()| again.update(|n| *n += 1))/>
            }.into_any(),
            Remote::Here(clients) if clients.is_empty() => view! {
                <div class="empty">
                    <Icon name="users"/>
                    <p class="firm">{tr("clients-none")}</p>
                    <p class="soft">{tr("clients-none-do")}</p>
                    <button class="btn" type="button" on:click=move |_| adding.set(true)>{tr("client-add")}</button>
                </div>
            }.into_any(),
            Remote::Here(clients) => view! { <List clients adding/> }.into_any(),
        }}
        <Dialog open=adding title_id="client-add"><Add adding/></Dialog>
    }
}

#[component]
fn List(clients: Vec<ClientSummary>, adding: RwSignal<bool>) -> impl IntoView {
    let clients = StoredValue::new(clients);
    let found = move || {
        let sought = wanted().trim().to_lowercase();
        clients.with_value(|all| {
            let mut found: Vec<_> =
                all.iter().filter(|client| client.alias.to_lowercase().contains(&sought)).cloned().collect();
            found.sort_by(|a, b| b.last_session.cmp(&a.last_session).then_with(|| a.alias.cmp(&b.alias)));
            found
        })
    };
    view! {
        <p class="sr" role="status">{move || text_with("clients-found", &[("n", found().len().into())])}</p>
        {move || {
            let found = found();
            if found.is_empty() {
                view! {
                    <div class="empty">
                        <Icon name="search"/>
                        <p class="firm">{text_with("clients-nobody", &[("wanted", wanted().into())])}</p>
                        <p class="soft">{tr("clients-nobody-do")}</p>
                        <div class="row">
                            <a class="btn" href=Route::Clients.path()>{tr("clients-all")}</a>
                            <button class="btn" type="button" on:click=move |_| adding.set(true)>{tr("client-add")}</button>
                        </div>
                    </div>
                }.into_any()
            } else {
                view! {
                    <div class="panel flat">
                        <ul class="people">{found.into_iter().map(|client| view! {
                            <li><a href=Route::Client(client.id).path()>
                                <span class="firm">{client.alias.clone()}</span>
                                <span class="soft">{text_with("count-sessions", &[("n", client.sessions.into())])}</span>
                                <span class="soft last">{match client.last_session {
                                    Some(at) => text_with("client-last", &[("when", screen::moment(at).into())]),
                                    None => text("client-never"),
                                }}</span>
                                <Icon name="chevron-right"/>
                            </a></li>
                        }).collect_view()}</ul>
                    </div>
                }.into_any()
            }
        }}
    }
}

#[component]
fn Add(adding: RwSignal<bool>) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    let (wrong, set_wrong) = signal(false);
    let (failure, set_failure) = signal(None::<Failure>);
    let (busy, set_busy) = signal(false);
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(input) = field.get_untracked() else { return };
        let alias = input.value().trim().to_owned();
        let fits = !alias.is_empty() && alias.chars().count() <= ALIAS_MAX_CHARS;
        set_wrong.set(!fits);
        if !fits {
            let _ = input.focus();
            return;
        }
        if busy.get_untracked() {
            return;
        }
        set_busy.set(true);
        set_failure.set(None);
        spawn_local(async move {
            let result = post::<ClientSummary>("/api/v1/clients", &NewClient { alias }).await;
            let _ = set_busy.try_set(false);
            match result {
                Ok(client) => {
                    adding.set(false);
                    go(&Route::Client(client.id).path());
                }
                Err(failure) => {
                    let _ = set_failure.try_set(Some(failure));
                }
            }
        });
    };
    view! {
        <form class="form" on:submit=submit novalidate>
            <div class="field">
                <label for="alias">{tr("client-alias")}</label>
                <input class="input" id="alias" node_ref=field autocomplete="off" maxlength=ALIAS_MAX_CHARS.to_string() required
                    aria-invalid=move || wrong.get().then_some("true") aria-describedby="alias-hint alias-wrong"/>
                <p class="hint" id="alias-hint">{tr("client-alias-hint")}</p>
                <p class="wrong" id="alias-wrong">{move || wrong.get().then(|| view! { <Icon name="info"/><span>{tr("client-alias-wrong")}</span> })}</p>
            </div>
            {move || failure.get().map(|failure| view! { <FailureMessage failure/> })}
            <div class="ends">
                <button class="btn" type="button" on:click=move |_| adding.set(false)>{tr("cancel")}</button>
                <button class="btn primary" type="submit" aria-busy=move || busy.get().to_string()>{tr("client-add")}</button>
            </div>
        </form>
    }
}
