//! My login: what opens it, and where one is signed in.

mod parts;
mod time_codes;

use leptos::{prelude::*, task::spawn_local};
use link::login::{NewPassword, NewPin, OwnLogin, SignedInAt, TotpCode, Way};
use parts::{Opened, Proof, Section};
use screen::{
    Bones, Failure, FailureMessage, Icon, Remote, TextForm, TextWords, ask_who, delete, get, load,
    make_passkey, me, moment, post_nothing, put, raise_by_passkey, text, text_with, tr,
};
use time_codes::TimeCodes;

/// Asks for it again: something was changed.
type Again = RwSignal<u32>;

#[component]
pub(crate) fn Page() -> impl IntoView {
    Effect::new(move |_| screen::set_title(&crate::shell::title(&text("own-login-title"))));
    view! {
        <header class="head"><h1>{tr("own-login-title")}</h1></header>
        <Whole/>
    }
}

/// The same before anything else can be reached: the institution asks a second factor.
#[component]
pub(crate) fn SetUp() -> impl IntoView {
    Effect::new(move |_| screen::set_title(&text("own-login-title")));
    view! {
        <main class="main alone" id="content">
            <header class="head"><h1>{tr("own-login-title")}</h1></header>
            <div class="message"><Icon name="info"/><p>{tr("own-login-needed")}</p></div>
            <Whole/>
        </main>
    }
}

#[component]
fn Whole() -> impl IntoView {
    let again: Again = RwSignal::new(0);
    let own = load(move || {
        again.track();
        get::<OwnLogin>("/api/v1/me/login")
    });
    let retry = Callback::new(move |()| again.update(|n| *n += 1));
    move || match own.get() {
        Remote::Coming => view! { <div class="panel"><Bones lines=6/></div> }.into_any(),
        Remote::Failed(failure) => view! { <FailureMessage failure retry/> }.into_any(),
        Remote::Here(own) => view! { <Parts own again/> }.into_any(),
    }
}

#[component]
fn Parts(own: OwnLogin, again: Again) -> impl IntoView {
    let opened = Opened(RwSignal::new(None));
    provide_context(opened);
    let has_password = own.password;
    let logins = own.logins.clone();
    // A second factor is set up, and this login was made without it: by the institution's account, or before it was.
    let alone = own.logins.iter().any(|it| it.this_one && matches!(it.way, Way::Password | Way::SignOn));
    let needed = me().is_some_and(|me| me.needs_second_factor);
    let bring = own.totp.is_some() && (needed || alone);
    let bring_passkey = !own.passkeys.is_empty() && own.passkeys_work && (needed || alone);
    view! {
        {bring.then(|| view! { <div class="panel below"><BringSecond again/></div> })}
        {bring_passkey.then(|| view! { <div class="panel below"><BringPasskey again/></div> })}
        <div class="panel settings own-login">
            <TimeCodes own=own.clone() again/>
            <Passkeys own=own.clone() again/>
            <Pin own=own.clone() again/>
            {has_password.then(|| view! { <Password again/> })}
            <Accounts own again/>
        </div>
        <section class="panel below own-logins">
            <h2>{tr("own-login-places")}</h2>
            <Places logins again/>
        </section>
    }
}

/// The second step of a login that was made without.
#[component]
fn BringSecond(again: Again) -> impl IntoView {
    let send = Callback::new(move |code: String| -> screen::Sending {
        Box::pin(async move {
            post_nothing("/api/v1/me/second", &TotpCode { code }).await?;
            changed(again).await;
            Ok(())
        })
    });
    let words = TextWords {
        label: "login-second",
        hint: "login-second-hint",
        wrong: "login-second-wrong",
        send: "own-login-next",
    };
    view! { <TextForm words autocomplete="one-time-code" longest=60 send/> }
}

/// The same with a passkey.
#[component]
fn BringPasskey(again: Again) -> impl IntoView {
    let failure = RwSignal::new(None::<Failure>);
    let bring = move |_| {
        failure.set(None);
        spawn_local(async move {
            match raise_by_passkey().await {
                Ok(()) => changed(again).await,
                Err(reason) => drop(failure.try_set(Some(reason))),
            }
        });
    };
    view! {
        <button class="btn" type="button" on:click=bring><Icon name="lock"/>{tr("own-login-passkey-bring")}</button>
        <div role="alert">{move || failure.get().map(|failure| view! { <FailureMessage failure/> })}</div>
    }
}

#[component]
fn Passkeys(own: OwnLogin, again: Again) -> impl IntoView {
    let has_password = own.password;
    let list = own.passkeys.into_iter().map(|passkey| {
        let path = format!("/api/v1/me/passkeys/{}", passkey.id);
        let used = move || match passkey.used {
            Some(used) => text_with("own-login-passkey-used", &[("day", screen::day(used).into())]),
            None => text("own-login-passkey-unused"),
        };
        view! {
            <li>
                <span><b>{passkey.name}</b>" "<span class="soft t-s">{used}</span></span>
                <RemovePasskey path has_password again/>
            </li>
        }
    });
    let list = list.collect_view();
    let works = own.passkeys_work;
    view! {
        <Section key="passkeys" title="own-login-passkeys" more="own-login-passkeys-more">
            <ul class="plain">{list}</ul>
            {if works {
                view! { <Opens key="passkey-new" button="own-login-passkey-new"><NewPasskey has_password again/></Opens> }.into_any()
            } else {
                view! { <p class="soft t-s">{tr("own-login-passkeys-elsewhere")}</p> }.into_any()
            }}
        </Section>
    }
}

/// Takes a passkey away, once it is proved again who asks.
#[component]
fn RemovePasskey(path: String, has_password: bool, again: Again) -> impl IntoView {
    let asked = RwSignal::new(false);
    let path = StoredValue::new(path);
    let gone = move |password: Option<String>| {
        view! { <parts::RemoveProved path=path.get_value() password again/> }.into_any()
    };
    move || {
        match asked.get() {
        true => view! { <Proof has_password then=gone/> }.into_any(),
        false => view! {
            <button class="btn" type="button" on:click=move |_| asked.set(true)>{tr("own-login-remove")}</button>
        }
        .into_any(),
    }
    }
}

#[component]
fn NewPasskey(has_password: bool, again: Again) -> impl IntoView {
    let made = move |password: Option<String>| {
        let send = Callback::new(move |name: String| -> screen::Sending {
            let password = password.clone();
            Box::pin(async move {
                make_passkey(password, name.trim()).await?;
                changed(again).await;
                Ok(())
            })
        });
        let words = TextWords {
            label: "own-login-passkey-name",
            hint: "own-login-passkey-name-hint",
            wrong: "own-login-passkey-name-wrong",
            send: "own-login-passkey-new",
        };
        view! { <TextForm words autocomplete="off" longest=40 send/> }.into_any()
    };
    view! { <Proof has_password then=made/> }
}

#[component]
fn Pin(own: OwnLogin, again: Again) -> impl IntoView {
    let button = if own.pin { "own-login-pin-change" } else { "own-login-pin-set" };
    let has_password = own.password;
    let form = move |password: Option<String>| {
        let send = Callback::new(move |pin: String| -> screen::Sending {
            let new = NewPin { pin: pin.trim().to_owned(), password: password.clone() };
            Box::pin(async move {
                put("/api/v1/me/pin", &new).await?;
                again.update(|n| *n += 1);
                Ok(())
            })
        });
        let words = TextWords {
            label: "own-login-pin-new",
            hint: "own-login-pin-new-hint",
            wrong: "own-login-pin-new-wrong",
            send: "own-login-pin-set",
        };
        view! { <TextForm words autocomplete="off" longest=6 hidden=true send/> }.into_any()
    };
    view! {
        <Section key="pin" title="own-login-pin" more="own-login-pin-more">
            {own.pin.then(|| view! { <Remove path="/api/v1/me/pin".to_owned() again/> })}
            <Opens key="pin-new" button><Proof has_password then=form/></Opens>
        </Section>
    }
}

#[component]
fn Password(again: Again) -> impl IntoView {
    let form = move |current: Option<String>| {
        let send = Callback::new(move |new: String| -> screen::Sending {
            let new = NewPassword { current: current.clone(), new };
            Box::pin(async move {
                put("/api/v1/me/password", &new).await?;
                again.update(|n| *n += 1);
                Ok(())
            })
        });
        let words = TextWords {
            label: "login-new-password",
            hint: "login-new-password-hint",
            wrong: "login-new-password-wrong",
            send: "login-new-password-send",
        };
        view! { <TextForm words autocomplete="new-password" longest=256 hidden=true send/> }.into_any()
    };
    view! {
        <Section key="password" title="own-login-password" more="own-login-password-more">
            <Opens key="password-new" button="own-login-password-change"><Proof has_password=true then=form/></Opens>
        </Section>
    }
}

#[component]
fn Accounts(own: OwnLogin, again: Again) -> impl IntoView {
    let has_password = own.password;
    let linked = own.sign_on.into_iter().map(|link| {
        view! { <p>{text_with("own-login-account-linked", &[("name", link.name.into())])}</p> }
    });
    let linked = linked.collect::<Vec<_>>();
    let is_linked = !linked.is_empty();
    let offered = own.sign_on_offered.into_iter().filter(|_| !is_linked).map(|provider| {
        let (id, name) = (StoredValue::new(provider.id), provider.name);
        let go = move |password: Option<String>| {
            view! { <parts::GoTo path=format!("/api/v1/me/sign-on/{}", id.get_value()) password/> }.into_any()
        };
        view! {
            <p>{text_with("own-login-account-link", &[("name", name.into())])}</p>
            <Opens key="account" button="own-login-next"><Proof has_password then=go/></Opens>
        }
    });
    let offered = offered.collect::<Vec<_>>();
    (is_linked || !offered.is_empty()).then(|| {
        view! {
            <Section key="account" title="own-login-account" more="own-login-account">
                {linked}
                {is_linked.then(|| view! { <Remove path="/api/v1/me/sign-on".to_owned() again/> })}
                {offered}
            </Section>
        }
    })
}

#[component]
fn Places(logins: Vec<SignedInAt>, again: Again) -> impl IntoView {
    let others = logins.iter().any(|login| !login.this_one);
    let place = move |login: SignedInAt| {
        let path = format!("/api/v1/me/logins/{}", login.id);
        let device = move || {
            if login.device.is_empty() { text("own-login-unknown-device") } else { login.device.clone() }
        };
        view! {
            <li>
                <span>
                    <b>{device}</b>
                    {login.this_one.then(|| view! { " "<span class="tag">{tr("own-login-here")}</span> })}
                    {login.locked.then(|| view! { " "<span class="tag">{tr("own-login-is-locked")}</span> })}
                    <br/>
                    <span class="soft t-s">{move || text_with("own-login-since", &[("when", moment(login.created).into())])}</span>
                </span>
                {(!login.this_one).then(|| view! { <parts::Do path word="own-login-sign-out-there" again/> })}
            </li>
        }
    };
    view! {
        <ul class="plain">{logins.into_iter().map(place).collect_view()}</ul>
        {others.then(|| view! { <parts::Do path="/api/v1/me/logins".to_owned() word="own-login-sign-out-elsewhere" again/> })}
    }
}

/// A button that opens what stands in it; one at a time is open.
#[component]
fn Opens(key: &'static str, button: &'static str, children: ChildrenFn) -> impl IntoView {
    let Opened(opened) = use_context::<Opened>().unwrap_or(Opened(RwSignal::new(None)));
    move || {
        if opened.get() == Some(key) {
            children().into_any()
        } else {
            view! { <button class="btn" type="button" on:click=move |_| opened.set(Some(key))>{tr(button)}</button> }.into_any()
        }
    }
}

#[component]
fn Remove(path: String, again: Again) -> impl IntoView {
    view! { <parts::Do path word="own-login-remove" again/> }
}

/// What was changed may have opened the rest of the house.
async fn changed(again: Again) {
    again.update(|n| *n += 1);
    if me().is_some_and(|me| me.needs_second_factor) {
        ask_who().await;
    }
}

/// Deletes, and asks again.
fn remove(path: String, again: Again, failure: RwSignal<Option<Failure>>) {
    failure.set(None);
    spawn_local(async move {
        match delete(&path).await {
            Ok(()) => again.update(|n| *n += 1),
            Err(reason) => drop(failure.try_set(Some(reason))),
        }
    });
}
