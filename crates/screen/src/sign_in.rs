//! The door: nobody sees anything before signing in; whoever was away too long comes back where they were.

use crate::{
    api::Failure,
    browser::{recall, remember},
    identity::{self, Identity, identity},
    language::{text, tr},
    marks::{Bones, Brand, FailureMessage, Icon, LanguageChoice},
};
use leptos::{html, prelude::*, task::spawn_local};
use link::api::Login;
use std::sync::LazyLock;

/// Shows its children to who is signed in, and the sign-in form to who is not. `title_id` is the id of the form's
/// heading; `ways` shows what is beside the password. The children are built anew after another sign-in, and stay while
/// the login is locked: what goes on in them is not cut off.
#[component]
pub fn Gate(title_id: &'static str, ways: fn(Step) -> AnyView, children: ChildrenFn) -> impl IntoView {
    spawn_local(identity::ask());
    // Only who it is decides what stands here; a new CSRF word must not rebuild the page.
    let who = Memo::new(|_| match identity() {
        Identity::Asking => Door::Asking,
        Identity::SignedOut { ran_out } => Door::Closed { ran_out },
        Identity::Unreachable(failure) => Door::Unreachable(failure),
        Identity::Locked => Door::Locked,
        Identity::SignedIn(me) if me.needs_second_factor => Door::HalfOpen,
        Identity::SignedIn(me) => Door::Open(me.user.to_string(), me.locks_after_s),
    });
    move || match who.get() {
        Door::Asking => {
            view! { <main class="sign-in"><div class="sign-in-box"><Bones/></div></main> }.into_any()
        }
        Door::Unreachable(failure) => view! {
            <main class="sign-in">
                <div class="sign-in-box">
                    <FailureMessage failure=failure retry=Callback::new(|()| spawn_local(identity::ask()))/>
                </div>
            </main>
        }
        .into_any(),
        Door::Closed { ran_out } => view! { <SignIn title_id ran_out ways/> }.into_any(),
        Door::Locked => ways(Step::Locked),
        Door::HalfOpen => ways(Step::SetUp),
        Door::Open(_, 0) => children().into_any(),
        Door::Open(_, after_s) => view! {
            <div class="behind" inert=identity::is_locked>{children()}</div>
            <div hidden>{ways(Step::Idle(after_s))}</div>
            {move || identity::is_locked().then(|| view! { <div class="before">{ways(Step::Locked)}</div> })}
        }
        .into_any(),
    }
}

#[derive(Clone, PartialEq)]
enum Door {
    Asking,
    Closed { ran_out: bool },
    Unreachable(Failure),
    Locked,
    HalfOpen,
    Open(String, u32),
}

/// What signing in has beside the password. It comes when it is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The second factor of the password that was right.
    Second,
    /// Ways without a password.
    Others,
    /// What the address asks: a one-time link, or a sign-on that came back.
    Address,
    /// Opening a locked login.
    Locked,
    /// Locking after so many seconds without touch; shows nothing.
    Idle(u32),
    /// Setting up the second factor that the institution asks.
    SetUp,
}

/// The ticket of the password that was right.
pub(crate) static TICKET: LazyLock<ArcRwSignal<String>> = LazyLock::new(|| ArcRwSignal::new(String::new()));
/// Whether others use the device too.
pub(crate) fn is_shared() -> bool {
    recall("shared").is_some_and(|shared| shared == "yes")
}

#[component]
fn SignIn(title_id: &'static str, ran_out: bool, ways: fn(Step) -> AnyView) -> impl IntoView {
    let hash = window().location().hash().unwrap_or_default();
    let asks = ["#reset=", "#sign-on="].iter().any(|begin| hash.starts_with(begin));
    let step = RwSignal::new(asks.then_some(Step::Address));
    let back = Callback::new(move |()| step.set(None));
    provide_context(BackToPassword(back));
    view! {
        <main class="sign-in">
            <Dunes/>
            <div class="sign-in-box">
                <div class="panel">
                    <p class="brand"><Brand/></p>
                    <h1>{tr(title_id)}</h1>
                    {move || match step.get() {
                        None => view! { <Password title_id ran_out step/> }.into_any(),
                        Some(other) => ways(other),
                    }}
                </div>
                <div class="foot"><span class="soft t-s">{tr("product-line")}</span><LanguageChoice/></div>
            </div>
        </main>
    }
}

/// Leads back from another way to the password.
#[derive(Clone, Copy)]
pub(crate) struct BackToPassword(pub(crate) Callback<()>);

#[component]
fn Password(title_id: &'static str, ran_out: bool, step: RwSignal<Option<Step>>) -> impl IntoView {
    let shared = RwSignal::new(is_shared());
    let login = NodeRef::<html::Input>::new();
    let password = NodeRef::<html::Input>::new();
    let (missing, set_missing) = signal((false, false));
    let (failure, set_failure) = signal(None::<Failure>);
    let (busy, set_busy) = signal(false);
    let (shown, set_shown) = signal(false);

    Effect::new(move |_| {
        crate::browser::set_title(&text(title_id));
        if let Some(field) = login.get() {
            let _ = field.focus();
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (Some(name), Some(word)) = (login.get_untracked(), password.get_untracked()) else { return };
        let wanted = Login {
            login: name.value().trim().to_owned(),
            password: word.value(),
            shared: shared.get_untracked(),
        };
        let lacks = (wanted.login.is_empty(), wanted.password.is_empty());
        set_missing.set(lacks);
        if lacks.0 || lacks.1 {
            let _ = if lacks.0 { name.focus() } else { word.focus() };
            return;
        }
        if busy.get_untracked() {
            return;
        }
        set_busy.set(true);
        set_failure.set(None);
        spawn_local(async move {
            let result = identity::sign_in(wanted).await;
            let _ = set_busy.try_set(false);
            if let Ok(Some(ticket)) = result {
                TICKET.set(ticket);
                let _ = step.try_set(Some(Step::Second));
            } else if let Err(reason) = result {
                let _ = set_failure.try_set(Some(reason));
                if let Some(Some(field)) = password.try_get_untracked() {
                    field.select();
                    let _ = field.focus();
                }
            }
        });
    };
    view! {
                    <div role="status">{ran_out.then(|| view! {
                        <div class="message calm"><Icon name="clock"/><p>{tr("sign-in-again")}</p></div>
                    })}</div>
                    <form class="form" on:submit=submit novalidate>
                        <div class="field">
                            <label for="login">{tr("sign-in-login")}</label>
                            <input class="input" id="login" name="login" node_ref=login autocomplete="username" autocapitalize="none"
                                spellcheck="false" required aria-invalid=move || missing.get().0.then_some("true")
                                aria-describedby="login-wrong"/>
                            <p class="wrong" id="login-wrong">{move || missing.get().0.then(|| view! {
                                <Icon name="info"/><span>{tr("sign-in-need-login")}</span>
                            })}</p>
                        </div>
                        <div class="field">
                            <label for="password">{tr("sign-in-password")}</label>
                            <div class="with-button">
                                <input class="input" id="password" name="password" node_ref=password
                                    type=move || if shown.get() { "text" } else { "password" } autocomplete="current-password"
                                    required aria-invalid=move || missing.get().1.then_some("true") aria-describedby="password-wrong"/>
                                <button class="btn square" type="button"
                                    aria-label=move || text(if shown.get() { "sign-in-hide-password" } else { "sign-in-show-password" })
                                    on:click=move |_| set_shown.update(|shown| *shown = !*shown)>
                                    <Icon name=Signal::derive(move || if shown.get() { "eye-off" } else { "eye" })/>
                                </button>
                            </div>
                            <p class="wrong" id="password-wrong">{move || missing.get().1.then(|| view! {
                                <Icon name="info"/><span>{tr("sign-in-need-password")}</span>
                            })}</p>
                        </div>
                        <label class="check"><input type="checkbox" prop:checked=move || shared.get() on:change=move |event| {
                            let yes = event_target_checked(&event);
                            shared.set(yes);
                            remember("shared", if yes { "yes" } else { "no" });
                        }/><span>{tr("sign-in-shared")}</span></label>
                        <div role="alert">{move || failure.get().map(|failure| view! { <Refusal failure/> })}</div>
                        <button class="btn primary wide" type="submit" aria-busy=move || busy.get().to_string()>
                            {move || text(if busy.get() { "sign-in-busy" } else { "sign-in-submit" })}
                        </button>
                        <button class="btn wide" type="button" on:click=move |_| step.set(Some(Step::Others))>{tr("sign-in-others")}</button>
                    </form>
    }
}

/// A wrong password is the one refusal that this form says in its own words: the server's may not tell which was wrong.
#[component]
fn Refusal(failure: Failure) -> impl IntoView {
    let wrong = match &failure {
        Failure::Refused(problem) => problem.code == "wrong-login",
        Failure::Status(status) => *status == 401,
        _ => false,
    };
    let advice = failure.clone();
    view! {
        <div class="message">
            <Icon name="info"/>
            <div>
                <p><b>{move || if wrong { text("sign-in-wrong") } else { failure.words().0 }}</b></p>
                <p>{move || if wrong { text("sign-in-wrong-do") } else { advice.words().1 }}</p>
            </div>
        </div>
    }
}

/// The dune in whose lee one arrives.
#[component]
fn Dunes() -> impl IntoView {
    view! {
        <svg class="dunes" viewBox="0 0 1440 260" preserveAspectRatio="none" aria-hidden="true">
            <path class="far" d="M0 128C180 96 330 92 520 118S900 150 1080 118s260-34 360-22v164H0Z"></path>
            <path class="near" d="M0 214c210 4 330-104 560-104 250 0 330 98 560 98 150 0 230-34 320-58v110H0Z"></path>
        </svg>
    }
}
