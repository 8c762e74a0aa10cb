//! Clients by alias: search, and a way to add one.

use crate::{
    later::{Later, LaterPage},
    route::Route,
    shell,
};
use leptos::prelude::*;
use link::api::{ClientSummary, NewClient};
use screen::{
    Bones, Dialog, FailureMessage, Icon, NameForm, NameWords, Remote, Sending, get, go, load, place, post,
    text, text_with, tr,
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

/// The browser knows every script's small letters; carrying them along would cost the first load 3 kB.
fn lower_case(text: &str) -> String {
    String::from(js_sys::JsString::from(text).to_lower_case())
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
        <LaterPage page=Later::Closed/>
        <p class="below t-s"><a href=Route::Emergency.path()>{tr("clients-emergency")}</a></p>
        <Dialog open=adding title_id="client-add"><LaterPage page=Later::AddClient(adding)/></Dialog>
    }
}

#[component]
fn List(clients: Vec<ClientSummary>, adding: RwSignal<bool>) -> impl IntoView {
    let clients = StoredValue::new(clients);
    let found = move || {
        let sought = lower_case(wanted().trim());
        clients.with_value(|all| {
            let mut found: Vec<_> =
                all.iter().filter(|client| lower_case(&client.alias).contains(&sought)).cloned().collect();
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
                                <span class="row"><span class="firm">{client.alias.clone()}</span>{(client.to_review > 0).then(|| view! {
                                    <span class="mark danger"><Icon name="triangle-alert"/>{text_with("client-to-review", &[("n", client.to_review.into())])}</span>
                                })}</span>
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

/// The form that adds a client; its code comes when it is first opened.
#[component]
pub(crate) fn Add(adding: RwSignal<bool>) -> impl IntoView {
    let send = Callback::new(move |alias: String| -> Sending {
        Box::pin(async move {
            let client: ClientSummary = post("/api/v1/clients", &NewClient { alias }).await?;
            adding.set(false);
            go(&Route::Client(client.id).path());
            Ok(())
        })
    });
    let words = NameWords {
        label: "client-alias",
        hint: "client-alias-hint",
        wrong: "client-alias-wrong",
        send: "client-add",
    };
    view! { <NameForm words longest=ALIAS_MAX_CHARS send cancel=Callback::new(move |()| adding.set(false))/> }
}
