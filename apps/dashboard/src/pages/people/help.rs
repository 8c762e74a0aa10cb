//! The way back in for a colleague who lost theirs: a link that works once, made by an administrator.

use crate::{
    pages::asking::{Asking, Ends},
    qr::QrOf,
};
use leptos::prelude::*;
use link::{
    login::{NewReset, OneTimeLink},
    people::Person,
};
use screen::{post, text_with, tr};

#[component]
pub(super) fn Help(person: Person) -> impl IntoView {
    let asking = Asking::new();
    let clears = RwSignal::new(false);
    let made = RwSignal::new(None::<OneTimeLink>);
    let id = person.id;
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let new = NewReset { clears_factors: clears.get_untracked() };
        asking.send(move || {
            Box::pin(async move {
                let link: OneTimeLink = post(&format!("/api/v1/people/{id}/reset"), &new).await?;
                let _ = made.try_set(Some(link));
                Ok(())
            })
        });
    };
    let name = person.name;
    move || {
        match made.get() {
        Some(link) => view! {
            <div class="enrol">
                <QrOf text=link.url.clone() label="reset-picture"/>
                <div><p class="firm">{text_with("reset-for", &[("name", name.clone().into())])}</p><p>{tr("reset-how")}</p></div>
            </div>
            <div class="field">
                <span class="label" id="reset-address">{tr("invite-address")}</span>
                <output class="address" aria-labelledby="reset-address">{link.url}</output>
                <p class="hint">{text_with("invite-until", &[("when", screen::moment(link.expires).into())])}</p>
            </div>
        }
        .into_any(),
        None => view! {
            <form class="form" on:submit=submit>
                <p class="firm">{name.clone()}</p>
                <p>{tr("reset-more")}</p>
                <label class="tick">
                    <input type="checkbox" on:change:target=move |event| clears.set(event.target().checked())/>
                    <span><b>{tr("reset-clears")}</b><span class="soft t-s">{tr("reset-clears-more")}</span></span>
                </label>
                <Ends asking send="reset-make" icon="key-round"/>
            </form>
        }
        .into_any(),
    }
    }
}
