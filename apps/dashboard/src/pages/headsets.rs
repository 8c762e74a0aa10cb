//! The register of headsets: which there are, which are awake, and how a new one joins.

use crate::{qr::QrPicture, shell};
use leptos::{html, prelude::*, task::spawn_local};
use link::api::{DeviceSummary, EnrolmentCode, NewHeadset, Role};
use screen::{
    Bones, Dialog, Failure, FailureMessage, Icon, Remote, get, load, post, reload_every, text, text_with, tr,
    wall_now,
};
use std::time::Duration;

/// How long an enrolment code is good for, in seconds.
const CODE_GOOD_FOR_S: f64 = 600.0;
/// The longest name.
const NAME_MAX_CHARS: usize = 40;

/// Only the equipment manager enrols headsets; the server holds to that, this only leaves out a door that is shut.
fn may_add() -> bool {
    screen::me().is_some_and(|me| me.role == Role::EquipmentManager)
}

#[component]
pub(crate) fn Page() -> impl IntoView {
    let turn = reload_every(Duration::from_secs(5));
    let again = RwSignal::new(0u32);
    let adding = RwSignal::new(false);
    let headsets = load(move || {
        turn.track();
        again.track();
        get::<Vec<DeviceSummary>>("/api/v1/headsets")
    });
    Effect::new(move |_| screen::set_title(&shell::title(&text("place-headsets"))));
    view! {
        <header class="head">
            <div><h1>{tr("place-headsets")}</h1><p class="facts"><span>{tr("headsets-no-clients")}</span></p></div>
            {move || may_add().then(|| view! {
                <button class="btn primary" type="button" on:click=move |_| adding.set(true)><Icon name="plus"/>{tr("headset-add")}</button>
            })}
        </header>
        {move || match headsets.get() {
            Remote::Coming => view! { <div class="panel"><Bones lines=4/></div> }.into_any(),
            Remote::Failed(failure) => view! {
                <FailureMessage failure retry=Callback::new(move |()| again.update(|n| *n += 1))/>
            }.into_any(),
            Remote::Here(headsets) if headsets.is_empty() => view! {
                <div class="empty">
                    <Icon name="rectangle-goggles"/>
                    <p class="firm">{tr("headsets-none")}</p>
                    <p class="soft">{move || text(if may_add() { "headsets-none-do" } else { "headsets-none-ask" })}</p>
                    {move || may_add().then(|| view! {
                        <button class="btn" type="button" on:click=move |_| adding.set(true)>{tr("headset-add")}</button>
                    })}
                </div>
            }.into_any(),
            Remote::Here(mut headsets) => {
                headsets.sort_by(|a, b| b.connected.cmp(&a.connected).then_with(|| a.name.cmp(&b.name)));
                view! {
                    <div class="panel flat">
                        <table class="list still">
                            <thead><tr>
                                <th scope="col">{tr("headset-name")}</th>
                                <th scope="col">{tr("headset-state")}</th>
                                <th scope="col">{tr("headset-seen")}</th>
                            </tr></thead>
                            <tbody>{headsets.into_iter().map(|headset| view! {
                                <tr>
                                    <th scope="row">{headset.name.clone()}</th>
                                    <td>{if headset.connected {
                                        view! { <span class="mark good"><Icon name="check"/>{tr("headset-connected")}</span> }.into_any()
                                    } else if headset.last_seen.is_none() {
                                        view! { <span class="mark wait"><Icon name="clock"/>{tr("headset-not-yet")}</span> }.into_any()
                                    } else {
                                        view! { <span class="mark"><Icon name="moon"/>{tr("headset-asleep")}</span> }.into_any()
                                    }}</td>
                                    <td class="soft">{match headset.last_seen {
                                        Some(at) => screen::moment(at),
                                        None => text("headset-never"),
                                    }}</td>
                                </tr>
                            }).collect_view()}</tbody>
                        </table>
                    </div>
                }.into_any()
            }
        }}
        <Dialog open=adding title_id="headset-add"><Add again/></Dialog>
    }
}

#[component]
fn Add(again: RwSignal<u32>) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    let (wrong, set_wrong) = signal(false);
    let (failure, set_failure) = signal(None::<Failure>);
    let (code, set_code) = signal(None::<(String, EnrolmentCode, i64)>);
    let (busy, set_busy) = signal(false);
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(input) = field.get_untracked() else { return };
        let name = input.value().trim().to_owned();
        let fits = !name.is_empty() && name.chars().count() <= NAME_MAX_CHARS;
        set_wrong.set(!fits);
        if !fits {
            let _ = input.focus();
            return;
        }
        if busy.get_untracked() {
            return;
        }
        set_busy.set(true);
        set_failure.set(None);
        spawn_local(async move {
            let result = post::<EnrolmentCode>("/api/v1/headsets", &NewHeadset { name: name.clone() }).await;
            let _ = set_busy.try_set(false);
            match result {
                Ok(code) => {
                    let _ = set_code.try_set(Some((name, code, wall_now())));
                    again.update(|n| *n += 1);
                }
                Err(failure) => {
                    let _ = set_failure.try_set(Some(failure));
                }
            }
        });
    };
    move || {
        match code.get() {
        Some((name, code, since)) => view! { <Code name code since/> }.into_any(),
        None => view! {
            <form class="form" on:submit=submit novalidate>
                <div class="field">
                    <label for="headset-name">{tr("headset-name")}</label>
                    <input class="input" id="headset-name" node_ref=field autocomplete="off" maxlength=NAME_MAX_CHARS.to_string() required
                        aria-invalid=move || wrong.get().then_some("true") aria-describedby="headset-hint headset-wrong"/>
                    <p class="hint" id="headset-hint">{tr("headset-name-hint")}</p>
                    <p class="wrong" id="headset-wrong">{move || wrong.get().then(|| view! { <Icon name="info"/><span>{tr("headset-name-wrong")}</span> })}</p>
                </div>
                {move || failure.get().map(|failure| view! { <FailureMessage failure/> })}
                <div class="ends">
                    <button class="btn primary" type="submit" aria-busy=move || busy.get().to_string()><Icon name="qr-code"/>{tr("headset-code-make")}</button>
                </div>
            </form>
        }.into_any(),
    }
    }
}

#[component]
fn Code(name: String, code: EnrolmentCode, since: i64) -> impl IntoView {
    let picture = QrPicture::of(&code.url);
    let tick = reload_every(Duration::from_secs(1));
    let left_s = move || {
        tick.track();
        (CODE_GOOD_FOR_S - (wall_now() - since) as f64 / 1e6).max(0.0)
    };
    view! {
        <div class="enrol">
            {picture.map(|picture| view! {
                <svg class="qr" viewBox=format!("0 0 {0} {0}", picture.size) role="img" aria-label=tr("headset-code-picture") shape-rendering="crispEdges">
                    <rect width="100%" height="100%" fill="#fff"></rect>
                    <path d=picture.path fill="#10242b"></path>
                </svg>
            })}
            <div>
                <p class="firm">{text_with("headset-code-for", &[("name", name.into())])}</p>
                <ol class="steps">
                    <li>{tr("headset-code-step-1")}</li>
                    <li>{tr("headset-code-step-2")}</li>
                    <li>{tr("headset-code-step-3")}</li>
                </ol>
            </div>
        </div>
        <div class="field">
            <span class="label" id="address-label">{tr("headset-code-address")}</span>
            <output class="address" aria-labelledby="address-label">{code.url.clone()}</output>
            <p class="hint" role="timer">{move || {
                let left = left_s();
                if left > 0.0 { text_with("headset-code-left", &[("left", screen::stretch(left).into())]) } else { text("headset-code-over") }
            }}</p>
        </div>
    }
}
