//! What the address of the sign-in page asks: a new password by a one-time link, or a sign-on that came back without success.

use super::{Back, TextForm, TextWords, others::Others};
use crate::{api::post_nothing, language::tr, marks::Icon, name_form::Sending};
use leptos::prelude::*;
use link::login::Reset;

#[component]
pub(super) fn Asked() -> impl IntoView {
    let hash = window().location().hash().unwrap_or_default();
    match hash.strip_prefix("#reset=") {
        Some(code) => view! { <NewPassword code=code.to_owned()/> }.into_any(),
        None => {
            let why = match hash.strip_prefix("#sign-on=") {
                Some("unlinked") => "login-sign-on-unlinked",
                Some("taken") => "login-sign-on-taken",
                Some("refused") => "login-sign-on-refused",
                _ => "login-sign-on-again",
            };
            view! {
                <div class="message" role="alert"><Icon name="info"/><p>{tr(why)}</p></div>
                <Others/>
            }
            .into_any()
        }
    }
}

#[component]
fn NewPassword(code: String) -> impl IntoView {
    let done = RwSignal::new(false);
    let send = Callback::new(move |password: String| -> Sending {
        let code = code.clone();
        Box::pin(async move {
            post_nothing("/api/v1/login/reset", &Reset { code, password }).await?;
            let _ = done.try_set(true);
            Ok(())
        })
    });
    let words = TextWords {
        label: "login-new-password",
        hint: "login-new-password-hint",
        wrong: "login-new-password-wrong",
        send: "login-new-password-send",
    };
    view! {
        {move || if done.get() {
            view! { <div class="message calm" role="status"><Icon name="check"/><p>{tr("login-new-password-done")}</p></div> }.into_any()
        } else {
            view! { <TextForm words autocomplete="new-password" longest=256 hidden=true send/> }.into_any()
        }}
        <Back/>
    }
}
