//! A session for who stays unknown, in one tap: a visitor, one's own break, waiting, free use on the ward.

use leptos::{prelude::*, task::spawn_local};
use link::{
    api::{DeviceSummary, Paired, Role},
    people::BeginWay,
};
use screen::{Failure, FailureMessage, Icon, post, text_with, tr};
use session::{DeviceId, Way};

/// Who may start one.
const HOSTS: [Role; 3] = [Role::Practitioner, Role::Champion, Role::Volunteer];

/// The headsets that wait, each with a button; for who may start a session.
#[component]
pub(crate) fn FreeUse(headsets: Memo<Vec<DeviceSummary>>) -> impl IntoView {
    if !crate::shell::is(&HOSTS) {
        return ().into_any();
    }
    let only_visits = !crate::shell::is(&[Role::Practitioner, Role::Champion]);
    let ways: Vec<Way> = Way::ALL
        .into_iter()
        .rev()
        .filter(|way| way.is_for_unknown() && *way != Way::Guided && (!only_visits || *way == Way::Visitor))
        .collect();
    let chosen = RwSignal::new(Way::Visitor);
    let begun = RwSignal::new(None::<String>);
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let waiting = Memo::new(move |_| {
        let waits = |headset: &&DeviceSummary| headset.connected && headset.revoked.is_none();
        headsets.with(|all| {
            all.iter().filter(waits).map(|headset| (headset.id, headset.name.clone())).collect::<Vec<_>>()
        })
    });
    let begin = move |id: DeviceId| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        begun.set(None);
        let way = chosen.get_untracked();
        spawn_local(async move {
            let answer = post::<Paired>(&format!("/api/v1/headsets/{id}/begin"), &BeginWay { way }).await;
            let _ = busy.try_set(false);
            match answer {
                Ok(paired) => drop(begun.try_set(Some(paired.device_name))),
                Err(reason) => drop(failure.try_set(Some(reason))),
            }
        });
    };
    view! {
        <section class="panel stack above" aria-labelledby="free-use">
            <h2 id="free-use">{tr("free-use")}</h2>
            {(ways.len() > 1).then(|| view! {
                <fieldset><legend class="sr">{tr("free-use-way")}</legend>
                    <div class="chips">{ways.into_iter().map(|way| view! {
                        <label class="chip"><input type="radio" name="free-use-way" prop:checked=move || chosen.get() == way
                            on:change=move |_| chosen.set(way)/><Icon name="check"/>{tr(way_id(way))}</label>
                    }).collect_view()}</div>
                </fieldset>
            })}
            {move || waiting.with(Vec::is_empty).then(|| view! { <p class="soft">{tr("free-use-none")}</p> })}
            <div class="row">{move || waiting.get().into_iter().map(|(id, name)| view! {
                <button class="btn primary" type="button" aria-busy=move || busy.get().to_string() on:click=move |_| begin(id)>
                    <Icon name="play"/>{text_with("free-use-begin", &[("name", name.into())])}
                </button>
            }).collect_view()}</div>
            <div role="status">{move || begun.get().map(|name| view! {
                <p class="firm">{text_with("free-use-begun", &[("name", name.into())])}</p>
                <p class="soft">{tr("free-use-begun-do")}</p>
            })}</div>
            <div role="alert">{move || failure.get().map(|failure| view! { <FailureMessage failure/> })}</div>
        </section>
    }
    .into_any()
}

fn way_id(way: Way) -> &'static str {
    match way {
        Way::Guided => "way-guided",
        Way::Consult => "way-consult",
        Way::Waiting => "way-waiting",
        Way::Ward => "way-ward",
        Way::HomeLoan => "way-home-loan",
        Way::Reintegration => "way-reintegration",
        Way::StaffBreak => "way-staff-break",
        Way::Visitor => "way-visitor",
    }
}
