//! The register of headsets: which there are, which are awake, and which are no longer trusted.

use super::bridges::Bridges;
use super::{
    headset_forms::{Add, Rename},
    revoking::Revoke,
};
use crate::shell;
use leptos::prelude::*;
use link::api::{DeviceSummary, Role};
use screen::{Bones, Dialog, FailureMessage, Icon, Remote, get, load, reload_every, text, text_with, tr};
use std::time::Duration;

/// Only the equipment manager changes the register; the server holds to that, this only leaves out doors that are shut.
fn may_change() -> bool {
    shell::is(&[Role::EquipmentManager])
}

/// A dialog about one headset: which, and whether it is open.
#[derive(Clone, Copy)]
struct About {
    headset: RwSignal<Option<DeviceSummary>>,
    open: RwSignal<bool>,
}

impl About {
    fn nobody() -> About {
        About { headset: RwSignal::new(None), open: RwSignal::new(false) }
    }

    fn ask(self, headset: DeviceSummary) {
        self.headset.set(Some(headset));
        self.open.set(true);
    }
}

#[component]
pub(crate) fn Page() -> impl IntoView {
    let turn = reload_every(Duration::from_secs(5));
    let again = RwSignal::new(0u32);
    let adding = RwSignal::new(false);
    let (renaming, revoking) = (About::nobody(), About::nobody());
    let found = load(move || {
        turn.track();
        again.track();
        get::<Vec<DeviceSummary>>("/api/v1/headsets")
    });
    Effect::new(move |_| screen::set_title(&shell::title(&text("place-headsets"))));
    let headsets = {
        let found = found.clone();
        Memo::new(move |_| found.with(|found| found.here().cloned().unwrap_or_default()))
    };
    // What is here follows by itself: a row keeps its place and its focus while the register is asked for again.
    let failed = Memo::new(move |_| match found.get() {
        Remote::Coming => Some(None),
        Remote::Failed(failure) => Some(Some(failure)),
        Remote::Here(_) => None,
    });
    let none = Memo::new(move |_| headsets.with(Vec::is_empty));
    view! {
        <header class="head">
            <div><h1>{tr("place-headsets")}</h1><p class="facts"><span>{tr("headsets-no-clients")}</span></p></div>
            <a class="btn" href="/equipment"><Icon name="search"/>{tr("equipment-title")}</a>
            {move || may_change().then(|| view! {
                // A page of the server itself: it is there also when this app is not.
                <a class="btn quiet" href="/status">{tr("headsets-status")}</a>
                <button class="btn primary" type="button" on:click=move |_| adding.set(true)><Icon name="plus"/>{tr("headset-add")}</button>
            })}
        </header>
        <super::free_use::FreeUse headsets/>
        {move || match failed.get() {
            Some(None) => view! { <div class="panel"><Bones lines=4/></div> }.into_any(),
            Some(Some(failure)) => view! {
                <FailureMessage failure retry=Callback::new(move |()| again.update(|n| *n += 1))/>
            }.into_any(),
            None if none.get() => view! {
                <div class="empty">
                    <Icon name="rectangle-goggles"/>
                    <p class="firm">{tr("headsets-none")}</p>
                    <p class="soft">{move || text(if may_change() { "headsets-none-do" } else { "headsets-none-ask" })}</p>
                    {move || may_change().then(|| view! {
                        <button class="btn" type="button" on:click=move |_| adding.set(true)>{tr("headset-add")}</button>
                    })}
                </div>
            }.into_any(),
            None => view! { <Trusted headsets renaming revoking/><Revoked headsets/> }.into_any(),
        }}
        {move || failed.with(Option::is_none).then(|| view! { <Bridges headsets may_change=may_change()/> })}
        <Dialog open=adding title_id="headset-add"><Add again/></Dialog>
        <Dialog open=renaming.open title_id="headset-rename">
            {move || renaming.headset.get().map(|headset| view! { <Rename headset open=renaming.open again/> })}
        </Dialog>
        <Dialog open=revoking.open title_id="headset-revoke">
            {move || revoking.headset.get().map(|headset| {
                let address = format!("/api/v1/headsets/{}", headset.id);
                let mut points = vec!["headset-revoke-now"];
                points.extend(headset.connected.then_some("headset-revoke-connected"));
                points.extend(["headset-revoke-later", "headset-revoke-stays", "headset-revoke-back"]);
                view! { <Revoke name=headset.name address points open=revoking.open again/> }
            })}
        </Dialog>
    }
}

/// The headsets in use: those awake first, then by name.
#[component]
fn Trusted(headsets: Memo<Vec<DeviceSummary>>, renaming: About, revoking: About) -> impl IntoView {
    let in_use = Memo::new(move |_| {
        let mut in_use: Vec<_> = headsets.get().into_iter().filter(|it| it.revoked.is_none()).collect();
        in_use.sort_by(|a, b| b.connected.cmp(&a.connected).then_with(|| a.name.cmp(&b.name)));
        in_use
    });
    let row = move |first: DeviceSummary| {
        let id = first.id;
        let now = Memo::new(move |old: Option<&DeviceSummary>| {
            let found = in_use.with(|all| all.iter().find(|it| it.id == id).cloned());
            found.or_else(|| old.cloned()).unwrap_or_else(|| first.clone())
        });
        let label = move |word: &'static str| format!("{}: {}", text(word), now.get().name);
        view! {
            <tr>
                <th scope="row">{move || now.get().name}</th>
                <td>{move || {
                    let now = now.get();
                    let (kind, icon, word) = if now.connected {
                        ("mark good", "check", "headset-connected")
                    } else if now.last_seen.is_none() {
                        ("mark wait", "clock", "headset-not-yet")
                    } else {
                        ("mark", "moon", "headset-asleep")
                    };
                    view! { <span class=kind><Icon name=icon/>{tr(word)}</span> }
                }}</td>
                <td class="soft">{move || match now.get().last_seen {
                    Some(at) => screen::moment(at),
                    None => text("headset-never"),
                }}</td>
                {move || may_change().then(|| view! {
                    <td class="acts">
                        <button class="btn quiet" type="button" aria-label=move || label("headset-rename-short")
                            on:click=move |_| renaming.ask(now.get_untracked())><Icon name="pen-line"/>{tr("headset-rename-short")}</button>
                        <button class="btn quiet" type="button" aria-label=move || label("headset-revoke-send")
                            on:click=move |_| revoking.ask(now.get_untracked())><Icon name="lock"/>{tr("headset-revoke-send")}</button>
                    </td>
                })}
            </tr>
        }
    };
    let none = Memo::new(move |_| in_use.with(Vec::is_empty));
    move || {
        if none.get() {
            return view! { <p class="soft">{tr("headsets-all-revoked")}</p> }.into_any();
        }
        view! {
            <div class="panel flat">
                <table class="list still">
                    <thead><tr>
                        <th scope="col">{tr("headset-name")}</th>
                        <th scope="col">{tr("headset-state")}</th>
                        <th scope="col">{tr("headset-seen")}</th>
                        {move || may_change().then(|| view! { <th scope="col"><span class="sr">{tr("headset-acts")}</span></th> })}
                    </tr></thead>
                    <tbody><For each=move || in_use.get() key=|headset| headset.id children=row/></tbody>
                </table>
            </div>
        }
        .into_any()
    }
}

/// The headsets that are no longer trusted, and what is kept apart of each. Nothing where there are none.
#[component]
fn Revoked(headsets: Memo<Vec<DeviceSummary>>) -> impl IntoView {
    let revoked = Memo::new(move |_| {
        let mut revoked: Vec<_> = headsets.get().into_iter().filter(|it| it.revoked.is_some()).collect();
        revoked.sort_by_key(|it| std::cmp::Reverse(it.revoked));
        revoked
    });
    move || {
        let revoked = revoked.get();
        (!revoked.is_empty()).then(|| view! {
            <section aria-labelledby="revoked">
                <h2 class="section" id="revoked">{tr("headsets-revoked")}</h2>
                <p class="soft t-s lead">{tr("headsets-revoked-more")}</p>
                <div class="panel flat">
                    <table class="list still">
                        <thead><tr>
                            <th scope="col">{tr("headset-name")}</th>
                            <th scope="col">{tr("headset-revoked-since")}</th>
                            <th scope="col">{tr("headset-kept-apart")}</th>
                        </tr></thead>
                        <tbody>{revoked.into_iter().map(|headset| view! {
                            <tr>
                                <th scope="row">{headset.name.clone()}</th>
                                <td><span class="mark"><Icon name="lock"/>{headset.revoked.map(screen::moment)}</span></td>
                                <td class="soft">{match headset.quarantined {
                                    0 => text("headset-kept-nothing"),
                                    n => text_with("headset-kept", &[("n", (n as f64).into())]),
                                }}</td>
                            </tr>
                        }).collect_view()}</tbody>
                    </table>
                </div>
            </section>
        })
    }
}
