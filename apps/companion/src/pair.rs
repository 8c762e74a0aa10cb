//! Before watching: for whom, and the four digits that the headset shows.

use crate::{app::Clients, kept_view::StrapWithoutSession};
use leptos::{prelude::*, task::spawn_local};
use link::api::{ClientSummary, Pair, Paired, Role};
use screen::{
    Bones, Brand, Failure, FailureMessage, Icon, LanguageChoice, Remote, go, me, place, post, set_title,
    sign_out, text, text_with, tr,
};
use session::{Beside, ClientId, Way};

const DIGITS: usize = 4;

/// For whom the session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    Client(ClientId),
    Nobody,
}

/// Choose a client, type the code.
#[component]
pub(crate) fn Start() -> impl IntoView {
    Effect::new(|_| set_title(&text("companion-start-title")));
    // The dashboard can send somebody here with the client already chosen.
    let sent = place().field("client").and_then(|id| id.parse().ok()).map(Whose::Client);
    let whose = RwSignal::new(sent);
    // Whoever pairs is beside the client, unless the way of use says otherwise: then the server asks more (safety rules 10 and 13).
    let (way, alone) = (RwSignal::new(Way::Guided), RwSignal::new(false));
    let digits = RwSignal::new(String::new());
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);

    let pair = move || {
        let Some(chosen) = whose.get_untracked() else { return };
        let wanted = Pair {
            digits: digits.get_untracked(),
            client: if let Whose::Client(client) = chosen { Some(client) } else { None },
            alone: alone.get_untracked(),
            way: Some(way.get_untracked()),
        };
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let answer = post::<Paired>("/api/v1/pair", &wanted).await;
            let _ = busy.try_set(false);
            match answer {
                Ok(paired) => go(&format!("/companion/watch/{}", paired.session)),
                Err(reason) => {
                    let _ = digits.try_set(String::new());
                    let _ = failure.try_set(Some(reason));
                }
            }
        });
    };
    let press = move |digit: char| {
        if busy.get_untracked() || whose.get_untracked().is_none() {
            return;
        }
        failure.set(None);
        let full = digits.try_update(|typed| {
            if typed.len() < DIGITS {
                typed.push(digit);
            }
            typed.len() == DIGITS
        });
        if full == Some(true) {
            pair();
        }
    };
    let rub = move || {
        digits.update(|typed| {
            typed.pop();
        });
    };
    for key in ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"] {
        screen::on_key(key, move |_| {
            if let Some(digit) = key.chars().next() {
                press(digit);
            }
        });
    }
    screen::on_key("Backspace", move |_| rub());

    view! {
        <main class="start">
            <header class="start-top">
                <p class="brand"><Brand/></p>
                <p class="soft t-s">{move || me().map(|me| format!("{} · {}", me.name, me.organisation_name))}</p>
                <span class="grow"></span>
                {move || me().filter(|me| me.roles.contains(&Role::EquipmentManager)).map(|_| view! {
                    <a class="btn quiet" href="/status">{tr("companion-status")}</a>
                })}
                <LanguageChoice/>
                <button class="btn quiet" type="button" on:click=move |_| spawn_local(sign_out())>
                    <Icon name="log-out"/>{tr("sign-out")}
                </button>
            </header>
            <section class="start-whose panel" aria-labelledby="whose">
                <h1 id="whose" class="t-m">{tr("companion-whose")}</h1>
                <ChooseClient whose/>
                <ChooseWay whose way alone/>
                <StrapWithoutSession/>
            </section>
            <section class="start-code panel" aria-labelledby="code">
                <h2 id="code">{tr("companion-code")}</h2>
                <p class="soft t-s">{move || text(if whose.get().is_some() {
                    "companion-code-hint"
                } else {
                    "companion-code-first"
                })}</p>
                <p class="digits" role="status" aria-live="polite"
                    aria-label=move || text_with("companion-code-typed", &[("n", digits.with(String::len).into())])>
                    {(0..DIGITS).map(|place| view! {
                        <span class:filled=move || digits.with(|typed| typed.len() > place)
                            class:next=move || whose.get().is_some() && digits.with(|typed| typed.len() == place)>
                            {move || digits.with(|typed| typed.chars().nth(place).map(String::from))}
                        </span>
                    }).collect_view()}
                </p>
                <div class="pad" role="group" aria-labelledby="code">
                    {"123456789".chars().map(|digit| view! { <Key digit press whose busy/> }).collect_view()}
                    <span></span>
                    <Key digit='0' press whose busy/>
                    <button class="btn" type="button" aria-label=tr("companion-code-rub")
                        disabled=move || digits.with(String::is_empty) on:click=move |_| rub()>
                        <Icon name="arrow-left"/>
                    </button>
                </div>
                <div role="alert">{move || failure.get().map(|failure| view! { <FailureMessage failure/> })}</div>
                <p class="soft t-s" role="status">{move || busy.get().then(|| text("companion-code-busy"))}</p>
            </section>
        </main>
    }
}

#[component]
fn Key(
    digit: char,
    press: impl Fn(char) + 'static,
    whose: RwSignal<Option<Whose>>,
    busy: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <button class="btn" type="button" disabled=move || whose.get().is_none() || busy.get()
            on:click=move |_| press(digit)>{digit}</button>
    }
}

/// In which way: of those that go with whose it is. Where the way leaves it open, whether the client is alone.
#[component]
fn ChooseWay(whose: RwSignal<Option<Whose>>, way: RwSignal<Way>, alone: RwSignal<bool>) -> impl IntoView {
    let fits = move |way: Way| match whose.get() {
        Some(Whose::Nobody) => way.is_for_unknown(),
        Some(Whose::Client(_)) | None => way.is_for_clients(),
    };
    // Another choice of client may leave the way out that was chosen.
    Effect::new(move |_| {
        if !fits(way.get_untracked()) {
            way.set(Way::Guided);
        }
    });
    view! {
        <fieldset class="ways">
            <legend>{tr("companion-way")}</legend>
            <div class="way-list">{Way::ALL.map(|offered| view! {
                <label class="way" hidden=move || !fits(offered)>
                    <input type="radio" name="way" prop:checked=move || way.get() == offered on:change=move |_| way.set(offered)/>
                    <span>{move || text(&format!("way-{}", offered.slug()))}</span>
                </label>
            })}</div>
            {move || (way.get().path().beside == Beside::Said).then(|| view! {
                <label class="way"><input type="checkbox" prop:checked=alone on:change:target=move |event| alone.set(event.target().checked())/>
                    <span>{tr("companion-alone")}</span></label>
            })}
            {move || way.get().is_alone(alone.get()).then(|| view! { <p class="soft t-s">{tr("companion-alone-more")}</p> })}
        </fieldset>
    }
}

#[component]
fn ChooseClient(whose: RwSignal<Option<Whose>>) -> impl IntoView {
    let clients = expect_context::<Clients>();
    let search = RwSignal::new(String::new());
    let choice = move |value: Whose, title: Signal<String>, more: Signal<String>, icon: &'static str| {
        view! {
            <label class="whose">
                <input type="radio" name="whose" prop:checked=move || whose.get() == Some(value)
                    on:change=move |_| whose.set(Some(value))/>
                <Icon name=icon/>
                <span><b>{move || title.get()}</b><span class="soft t-s">{move || more.get()}</span></span>
                <span class="ticked"><Icon name="check"/></span>
            </label>
        }
    };
    let rows = move |list: Vec<ClientSummary>| {
        let wanted = search.get().trim().to_lowercase();
        let fits = move |client: &ClientSummary| client.alias.to_lowercase().contains(&wanted);
        let found: Vec<_> = list.into_iter().filter(fits).collect();
        let none = found.is_empty() && !search.with(String::is_empty);
        view! {
            {found.into_iter().map(|client| {
                let sessions = client.sessions;
                let more = Signal::derive(move || text_with("count-sessions", &[("n", sessions.into())]));
                choice(Whose::Client(client.id), Signal::stored(client.alias), more, "user")
            }).collect_view()}
            {none.then(|| view! { <p class="soft t-s">{tr("companion-whose-none")}</p> })}
        }
    };
    let shown = clients.clone();
    view! {
        <div class="with-icon">
            <Icon name="search"/>
            <input class="input" type="search" aria-label=tr("companion-whose-search") placeholder=tr("companion-whose-search")
                on:input:target=move |event| search.set(event.target().value())/>
        </div>
        <div class="whose-list" role="radiogroup" aria-labelledby="whose">
            {choice(
                Whose::Nobody,
                Signal::derive(tr("companion-whose-nobody")),
                Signal::derive(tr("companion-whose-nobody-more")),
                "eye-off",
            )}
            {move || match shown.get() {
                Remote::Coming => view! { <Bones lines=4/> }.into_any(),
                Remote::Failed(failure) => view! { <FailureMessage failure/> }.into_any(),
                Remote::Here(list) => rows(list).into_any(),
            }}
        </div>
    }
}
