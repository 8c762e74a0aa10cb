//! Setting up codes from an authenticator app, and the recovery codes that go with them.

use super::{
    Again, Opens, changed,
    parts::{Proof, Section},
};
use crate::qr::QrOf;
use leptos::{prelude::*, task::spawn_local};
use link::login::{NewTotp, OwnLogin, Proof as Proved, RecoveryCodes, TotpCode};
use screen::{Bones, Failure, FailureMessage, TextForm, TextWords, post, post_nothing, text_with, tr};

#[component]
pub(super) fn TimeCodes(own: OwnLogin, again: Again) -> impl IntoView {
    let has_password = own.password;
    let codes = RwSignal::new(None::<Vec<String>>);
    let begin = move |password: Option<String>| view! { <Begin password codes/> }.into_any();
    let stop = move |password: Option<String>| view! { <Stop password again/> }.into_any();
    let renew = move |password: Option<String>| view! { <Renew password codes/> }.into_any();
    let since = own.totp;
    let (left, required) = (own.recovery_left, own.two_factors_required && own.passkeys.is_empty());
    view! {
        <Section key="totp" title="own-login-totp" more="own-login-totp-more">
            {move || match (codes.get(), since) {
                (Some(codes), _) => view! { <Keep codes again/> }.into_any(),
                (None, None) => view! {
                    <Opens key="totp" button="own-login-totp-begin"><Proof has_password then=begin/></Opens>
                }
                .into_any(),
                (None, Some(since)) => view! {
                    <p>{move || text_with("own-login-totp-on", &[("day", screen::day(since).into())])}</p>
                    <p>{move || text_with("own-login-recovery-left", &[("left", left.into())])}</p>
                    <div class="row">
                        <Opens key="recovery" button="own-login-recovery-new"><Proof has_password then=renew/></Opens>
                        {(!required).then(|| view! {
                            <Opens key="totp-off" button="own-login-totp-remove"><Proof has_password then=stop/></Opens>
                        })}
                    </div>
                }
                .into_any(),
            }}
        </Section>
    }
}

/// The QR code, and the app's first six digits.
#[component]
fn Begin(password: Option<String>, codes: RwSignal<Option<Vec<String>>>) -> impl IntoView {
    let begun = RwSignal::new(None::<Result<NewTotp, Failure>>);
    spawn_local(async move {
        let result = post::<NewTotp>("/api/v1/me/totp", &Proved { password }).await;
        let _ = begun.try_set(Some(result));
    });
    let send = Callback::new(move |code: String| -> screen::Sending {
        Box::pin(async move {
            let made: RecoveryCodes = post("/api/v1/me/totp/confirm", &TotpCode { code }).await?;
            let _ = codes.try_set(Some(made.codes));
            Ok(())
        })
    });
    let words = TextWords {
        label: "own-login-code",
        hint: "own-login-code-hint",
        wrong: "own-login-code-wrong",
        send: "own-login-code-send",
    };
    move || {
        match begun.get() {
        None => view! { <Bones lines=4/> }.into_any(),
        Some(Err(failure)) => view! { <FailureMessage failure/> }.into_any(),
        Some(Ok(totp)) => {
            view! {
                <p>{tr("own-login-totp-step-1")}</p>
                <QrOf text=totp.url.clone() label="own-login-totp-picture"/>
                <p>{tr("own-login-totp-step-2")}<br/><output class="address">{in_groups(&totp.secret)}</output></p>
                <p>{tr("own-login-totp-step-3")}</p>
                <TextForm words autocomplete="one-time-code" longest=10 send/>
            }
            .into_any()
        }
    }
    }
}

/// The recovery codes, once.
#[component]
fn Keep(codes: Vec<String>, again: Again) -> impl IntoView {
    view! {
        <p role="status">{tr("own-login-recovery-keep")}</p>
        <ul class="codes">{codes.into_iter().map(|code| view! { <li>{code}</li> }).collect_view()}</ul>
        <button class="btn primary" type="button" on:click=move |_| spawn_local(changed(again))>{tr("own-login-recovery-kept")}</button>
    }
}

#[component]
fn Renew(password: Option<String>, codes: RwSignal<Option<Vec<String>>>) -> impl IntoView {
    let failure = RwSignal::new(None::<Failure>);
    spawn_local(async move {
        match post::<RecoveryCodes>("/api/v1/me/recovery", &Proved { password }).await {
            Ok(made) => drop(codes.try_set(Some(made.codes))),
            Err(reason) => drop(failure.try_set(Some(reason))),
        }
    });
    move || failure.get().map(|failure| view! { <FailureMessage failure/> })
}

#[component]
fn Stop(password: Option<String>, again: Again) -> impl IntoView {
    let failure = RwSignal::new(None::<Failure>);
    spawn_local(async move {
        match post_nothing("/api/v1/me/totp/remove", &Proved { password }).await {
            Ok(()) => again.update(|n| *n += 1),
            Err(reason) => drop(failure.try_set(Some(reason))),
        }
    });
    move || failure.get().map(|failure| view! { <FailureMessage failure/> })
}

/// A long key in groups of four, to be typed.
fn in_groups(secret: &str) -> String {
    let mut grouped = String::new();
    for (n, letter) in secret.chars().enumerate() {
        if n > 0 && n % 4 == 0 {
            grouped.push(' ');
        }
        grouped.push(letter);
    }
    grouped
}
