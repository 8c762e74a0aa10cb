//! What signing in has beside the password: it comes when it is needed.

mod address;
mod idle;
mod locked;
mod others;
mod passkey;
mod text_form;

pub use passkey::{enter_by_passkey_at, make_passkey, make_passkey_at, raise_by_passkey};
pub use text_form::{TextForm, TextWords};

use crate::{
    api::{Failure, post},
    identity,
    language::tr,
    sign_in::{BackToPassword, Step, TICKET, is_shared},
};
use leptos::prelude::*;
use link::{api::Me, login::SecondFactor};

/// One of the ways; setting up a second factor is the dashboard's own.
pub fn way(step: Step) -> AnyView {
    match step {
        Step::Second => view! { <Second/> }.into_any(),
        Step::Others => view! { <others::Others/> }.into_any(),
        Step::Address => view! { <address::Asked/> }.into_any(),
        Step::Locked => view! { <locked::Locked/> }.into_any(),
        Step::Idle(after_s) => view! { <idle::Idle after_s/> }.into_any(),
        Step::SetUp => {
            view! { <p>{tr("login-set-up-elsewhere")}" "<a href="/">{tr("login-set-up-there")}</a></p> }
                .into_any()
        }
    }
}

/// The second step: six digits of the app, or a recovery code.
#[component]
fn Second() -> impl IntoView {
    let send = Callback::new(|code: String| -> crate::name_form::Sending {
        Box::pin(async move {
            let second = SecondFactor { ticket: TICKET.get_untracked(), code };
            let me: Me = post("/api/v1/login/second", &second).await?;
            identity::enter(me);
            Ok(())
        })
    });
    let words = TextWords {
        label: "login-second",
        hint: "login-second-hint",
        wrong: "login-second-wrong",
        send: "sign-in-submit",
    };
    view! {
        <TextForm words autocomplete="one-time-code" longest=60 send/>
        <Back/>
    }
}

/// The way back to name and password.
#[component]
fn Back() -> impl IntoView {
    let back = use_context::<BackToPassword>();
    back.map(|BackToPassword(back)| {
        view! {
            <button class="btn quiet" type="button" on:click=move |_| {
                // What the address asked is answered.
                crate::place::replace("/");
                back.run(());
            }>{tr("login-back")}</button>
        }
    })
}

/// Signs in with a passkey.
async fn enter_by_passkey() -> Result<(), Failure> {
    identity::enter(passkey::enter_by_passkey_at::<Me>("/api/v1/login/passkey", is_shared()).await?);
    Ok(())
}
