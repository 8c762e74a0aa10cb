//! What an institution says for everybody in it: what signing in asks, and whom clients can reach.

use super::asking::{Asking, Ends};
use leptos::{html, prelude::*};
use link::{api::Role, login::LoginPolicy, own::Contact};
use screen::{Bones, FailureMessage, Icon, Remote, get, load, put, tr};

/// Asks first, then shows the form; says when it was kept.
fn asked<T>(path: &'static str, form: fn(T) -> AnyView) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + serde::de::DeserializeOwned + 'static,
{
    let found = load(move || get::<T>(path));
    move || match found.get() {
        Remote::Coming => view! { <Bones lines=3/> }.into_any(),
        Remote::Failed(failure) => view! { <FailureMessage failure/> }.into_any(),
        Remote::Here(known) => form(known),
    }
}

#[component]
fn Kept(kept: RwSignal<bool>) -> impl IntoView {
    view! {
        <p class="mark good" role="status">{move || kept.get().then(|| view! { <Icon name="check"/><span>{tr("own-kept")}</span> })}</p>
    }
}

/// What signing in asks in this institution.
#[component]
pub(super) fn Policy() -> impl IntoView {
    view! {
        <section class="panel stack below" aria-labelledby="policy">
            <h2 id="policy">{tr("policy")}</h2>
            <p class="soft t-s">{tr("policy-more")}</p>
            {asked("/api/v1/login-policy", |policy: LoginPolicy| view! { <PolicyForm policy/> }.into_any())}
        </section>
    }
}

#[component]
fn PolicyForm(policy: LoginPolicy) -> impl IntoView {
    let asking = Asking::new();
    let kept = RwSignal::new(false);
    let wrong = RwSignal::new(false);
    let roles = RwSignal::new(policy.two_factors);
    let minutes = NodeRef::<html::Input>::new();
    let tick = move |role: Role, on: bool| {
        kept.set(false);
        roles.update(|roles| {
            roles.retain(|known| *known != role);
            if on {
                roles.push(role);
            }
        });
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(field) = minutes.get_untracked() else { return };
        let shared_idle_minutes = field.value().trim().parse::<u32>().ok().filter(|n| (1..=60).contains(n));
        wrong.set(shared_idle_minutes.is_none());
        let Some(shared_idle_minutes) = shared_idle_minutes else {
            let _ = field.focus();
            return;
        };
        let policy = LoginPolicy { two_factors: roles.get_untracked(), shared_idle_minutes };
        asking.send(move || {
            Box::pin(async move {
                put("/api/v1/login-policy", &policy).await?;
                let _ = kept.try_set(true);
                Ok(())
            })
        });
    };
    view! {
        <form class="form review" on:submit=submit novalidate>
            <fieldset class="ticks">
                <legend class="firm">{tr("policy-roles")}</legend>
                {Role::ALL.iter().copied().map(|role| view! {
                    <label class="tick">
                        <input type="checkbox" prop:checked=move || roles.with(|roles| roles.contains(&role))
                            on:change:target=move |event| tick(role, event.target().checked())/>
                        <span>{super::people::role_word(role)}</span>
                    </label>
                }).collect_view()}
            </fieldset>
            <div class="field">
                <label for="policy-minutes">{tr("policy-minutes")}</label>
                <input class="input" id="policy-minutes" type="number" min="1" max="60" inputmode="numeric" node_ref=minutes value=policy.shared_idle_minutes.to_string()
                    aria-describedby="policy-minutes-hint policy-wrong" aria-invalid=move || wrong.get().then_some("true")/>
                <p class="hint" id="policy-minutes-hint">{tr("policy-minutes-hint")}</p>
                <p class="wrong" id="policy-wrong">{move || wrong.get().then(|| view! { <Icon name="info"/><span>{tr("policy-minutes-wrong")}</span> })}</p>
            </div>
            <Kept kept/>
            <Ends asking send="save" icon="check"/>
        </form>
    }
}

/// Whom clients can reach.
#[component]
pub(super) fn Reach() -> impl IntoView {
    view! {
        <section class="panel stack below" aria-labelledby="reach">
            <h2 id="reach">{tr("reach")}</h2>
            <p class="soft t-s">{tr("reach-more")}</p>
            {asked("/api/v1/contact", |contact: Contact| view! { <ReachForm contact/> }.into_any())}
        </section>
    }
}

#[component]
fn ReachForm(contact: Contact) -> impl IntoView {
    let asking = Asking::new();
    let kept = RwSignal::new(false);
    let wrong = RwSignal::new(None::<&'static str>);
    let (days, name, phone) =
        (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let value = |field: NodeRef<html::Input>| {
            field.get_untracked().map(|field| field.value().trim().to_owned()).unwrap_or_default()
        };
        let (typed, crisis_name, crisis_phone) = (value(days), value(name), value(phone));
        let answer_days = typed.parse::<u8>().ok().filter(|n| (1..=14).contains(n));
        let fault = if !typed.is_empty() && answer_days.is_none() {
            Some("reach-days-wrong")
        } else {
            (crisis_name.is_empty() != crisis_phone.is_empty()).then_some("reach-both")
        };
        kept.set(false);
        wrong.set(fault);
        if fault.is_some() {
            return;
        }
        let contact = Contact { answer_days, crisis_name, crisis_phone };
        asking.send(move || {
            Box::pin(async move {
                put("/api/v1/contact", &contact).await?;
                let _ = kept.try_set(true);
                Ok(())
            })
        });
    };
    view! {
        <form class="form review" on:submit=submit novalidate>
            <div class="field">
                <label for="reach-days">{tr("reach-days")}</label>
                <input class="input" id="reach-days" type="number" min="1" max="14" inputmode="numeric" node_ref=days value=contact.answer_days.map(|n| n.to_string()).unwrap_or_default() aria-describedby="reach-days-hint reach-wrong"/>
                <p class="hint" id="reach-days-hint">{tr("reach-days-hint")}</p>
            </div>
            <div class="field">
                <label for="reach-name">{tr("reach-name")}</label>
                <input class="input" id="reach-name" maxlength="80" autocomplete="off" node_ref=name value=contact.crisis_name aria-describedby="reach-wrong"/>
            </div>
            <div class="field">
                <label for="reach-phone">{tr("reach-phone")}</label>
                <input class="input" id="reach-phone" type="tel" maxlength="24" autocomplete="off" node_ref=phone value=contact.crisis_phone aria-describedby="reach-phone-hint reach-wrong"/>
                <p class="hint" id="reach-phone-hint">{tr("reach-phone-hint")}</p>
            </div>
            <p class="wrong" id="reach-wrong" role="alert">{move || wrong.get().map(|why| view! { <Icon name="info"/><span>{tr(why)}</span> })}</p>
            <Kept kept/>
            <Ends asking send="save" icon="check"/>
        </form>
    }
}
