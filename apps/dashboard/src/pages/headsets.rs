//! The register of headsets: which there are, which are awake, and how a new one joins.

use crate::{qr::QrPicture, shell};
use leptos::prelude::*;
use link::api::{DeviceSummary, EnrolmentCode, NewHeadset, Role};
use screen::{
    Bones, Dialog, FailureMessage, Icon, NameForm, NameWords, Remote, Sending, get, load, post, reload_every,
    text, text_with, tr, wall_now,
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
    let code = RwSignal::new(None::<(String, EnrolmentCode, i64)>);
    let send = Callback::new(move |name: String| -> Sending {
        Box::pin(async move {
            let made: EnrolmentCode = post("/api/v1/headsets", &NewHeadset { name: name.clone() }).await?;
            let _ = code.try_set(Some((name, made, wall_now())));
            again.update(|n| *n += 1);
            Ok(())
        })
    });
    let words = NameWords {
        label: "headset-name",
        hint: "headset-name-hint",
        wrong: "headset-name-wrong",
        send: "headset-code-make",
    };
    move || match code.get() {
        Some((name, code, since)) => view! { <Code name code since/> }.into_any(),
        None => view! { <NameForm words icon="qr-code" longest=NAME_MAX_CHARS send/> }.into_any(),
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
