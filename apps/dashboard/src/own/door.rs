//! The door of a client's own place: a code from the practitioner or a passkey; no name, no e-mail address.

use leptos::{html, prelude::*, task::spawn_local};
use link::login::{ClientCode, ClientMe, ClientSignIn};
use screen::{
    Brand, Failure, FailureMessage, Icon, LanguageChoice, TextForm, TextWords, enter_by_passkey_at, post,
    replace, tr,
};

/// The code behind `#` in the address of a card: it reaches no server's log.
fn code_of_card() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.strip_prefix("#code=").unwrap_or_default().to_owned()
}

#[component]
pub(super) fn Door(ran_out: bool, enter: Callback<ClientMe>) -> impl IntoView {
    super::name_page("own-door-title");
    let shared = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let card = code_of_card();
    let enter = Callback::new(move |me: ClientMe| {
        // A code that was used stands in no address and in no history.
        replace(&screen::place().path);
        enter.run(me);
    });
    let sign_in = move |code: String| -> screen::Sending {
        let wanted = ClientSignIn { code, shared: shared.get_untracked() };
        Box::pin(async move {
            enter.run(post::<ClientMe>("/api/v1/client/login", &wanted).await?);
            Ok(())
        })
    };
    let by_passkey = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let found =
                enter_by_passkey_at::<ClientMe>("/api/v1/client/login/passkey", shared.get_untracked()).await;
            let _ = busy.try_set(false);
            match found {
                Ok(me) => enter.run(me),
                Err(reason) => drop(failure.try_set(Some(reason))),
            }
        });
    };
    let words = TextWords {
        label: "own-door-code",
        hint: "own-door-code-hint",
        wrong: "own-door-code-wrong",
        send: "sign-in-submit",
    };
    view! {
        <main class="sign-in mine-door" id="content">
            <div class="sign-in-box">
                <div class="panel">
                    <p class="brand"><Brand/></p>
                    <h1>{tr("own-door-title")}</h1>
                    <div role="status">{ran_out.then(|| view! {
                        <div class="message calm"><Icon name="clock"/><p>{tr("sign-in-again")}</p></div>
                    })}</div>
                    {if card.is_empty() {
                        view! { <TextForm words autocomplete="off" longest=30 send=Callback::new(sign_in)/> }.into_any()
                    } else {
                        view! { <WithCard code=card send=Callback::new(sign_in)/> }.into_any()
                    }}
                    <label class="check">
                        <input type="checkbox" on:change:target=move |event| shared.set(event.target().checked())/>
                        <span>{tr("own-door-shared")}</span>
                    </label>
                    <button class="btn wide" type="button" aria-busy=move || busy.get().to_string() on:click=by_passkey>
                        <Icon name="lock"/>{tr("login-passkey")}
                    </button>
                    <div role="alert">{move || failure.get().map(|failure| view! { <FailureMessage failure/> })}</div>
                    <p class="soft t-s">{tr("own-door-lost")}</p>
                </div>
                <div class="foot"><span class="soft t-s">{tr("product-line")}</span><LanguageChoice/></div>
            </div>
        </main>
    }
}

/// Whoever scanned their card has nothing to type.
#[component]
fn WithCard(code: String, send: Callback<String, screen::Sending>) -> impl IntoView {
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    Effect::new(move |_| {
        if let Some(button) = button.get() {
            let _ = button.focus();
        }
    });
    let shown = code.clone();
    let press = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        let sending = send.run(code.clone());
        spawn_local(async move {
            let result = sending.await;
            let _ = busy.try_set(false);
            let _ = failure.try_set(result.err());
        });
    };
    view! {
        <p>{tr("own-door-card")}</p>
        <output class="address">{shown}</output>
        <button class="btn primary wide" type="button" node_ref=button aria-busy=move || busy.get().to_string() on:click=press>{tr("sign-in-submit")}</button>
        <div role="alert">{move || failure.get().map(|failure| view! { <FailureMessage failure/> })}</div>
    }
}

/// The client's own code from now on, shown once.
#[component]
pub(super) fn Keep(code: ClientCode, kept: Callback<()>) -> impl IntoView {
    super::name_page("own-code-title");
    view! {
        <main class="sign-in mine-door" id="content">
            <div class="sign-in-box">
                <div class="panel">
                    <p class="brand"><Brand/></p>
                    <h1>{tr("own-code-title")}</h1>
                    <p>{tr("own-code-keep")}</p>
                    <output class="address mine-code">{code.code}</output>
                    <p class="soft t-s">{tr("own-code-how")}</p>
                    <button class="btn primary wide" type="button" on:click=move |_| kept.run(())><Icon name="check"/>{tr("own-code-kept")}</button>
                </div>
            </div>
        </main>
    }
}
