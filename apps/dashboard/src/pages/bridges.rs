//! Bridges: the computers that hold heart straps natively, the straps that each hears, and the headset that each strap goes with.

use super::{bridge_forms::Add, revoking::Revoke};
use leptos::{prelude::*, task::spawn_local};
use link::{
    api::DeviceSummary,
    bridge::{BridgeStrap, BridgeSummary, PlaceStrap},
};
use screen::{
    Dialog, Failure, FailureMessage, Icon, Remote, get, load, put, reload_every, text, text_with, tr,
    wall_now,
};
use std::time::Duration;

/// A bridge that reports is heard every two seconds; after this long it is away, microseconds.
const AWAY_US: i64 = 60_000_000;
/// Below this a battery is told as low, percent.
const BATTERY_LOW_PCT: u8 = 20;

/// A dialog about one bridge: which, and whether it is open.
#[derive(Clone, Copy)]
struct About {
    bridge: RwSignal<Option<BridgeSummary>>,
    open: RwSignal<bool>,
}

impl About {
    fn nobody() -> About {
        About { bridge: RwSignal::new(None), open: RwSignal::new(false) }
    }

    fn ask(self, bridge: Option<BridgeSummary>) {
        self.bridge.set(bridge);
        self.open.set(true);
    }
}

/// The bridges of the institution, below its headsets; `may_change` is whether this person looks after them.
#[component]
pub(super) fn Bridges(headsets: Memo<Vec<DeviceSummary>>, may_change: bool) -> impl IntoView {
    let turn = reload_every(Duration::from_secs(5));
    let again = RwSignal::new(0u32);
    let (adding, revoking) = (About::nobody(), About::nobody());
    let found = load(move || {
        turn.track();
        again.track();
        get::<Vec<BridgeSummary>>("/api/v1/bridges")
    });
    let bridges = {
        let found = found.clone();
        Memo::new(move |_| {
            let all = found.with(|found| found.here().cloned().unwrap_or_default());
            all.into_iter().filter(|bridge| bridge.revoked.is_none()).collect::<Vec<_>>()
        })
    };
    let failed = Memo::new(move |_| match found.get() {
        Remote::Failed(failure) => Some(failure),
        _ => None,
    });
    let none = Memo::new(move |_| bridges.with(Vec::is_empty));
    let headsets = Memo::new(move |_| {
        let in_use = headsets.get().into_iter().filter(|headset| headset.revoked.is_none());
        in_use.map(|headset| (headset.id.to_string(), headset.name)).collect::<Vec<_>>()
    });
    view! {
        <section class="bridges" aria-labelledby="bridges">
            <div class="head">
                <h2 class="section" id="bridges">{tr("bridges")}</h2>
                {may_change.then(|| view! {
                    <button class="btn" type="button" on:click=move |_| adding.ask(None)><Icon name="plus"/>{tr("bridge-add")}</button>
                })}
            </div>
            <p class="soft t-s lead">{tr("bridges-more")}</p>
            {move || failed.get().map(|failure| view! {
                <FailureMessage failure retry=Callback::new(move |()| again.update(|n| *n += 1))/>
            })}
            {move || (none.get() && failed.with(Option::is_none)).then(|| view! { <p class="soft">{tr("bridges-none")}</p> })}
            <For each=move || bridges.get() key=|bridge| bridge.id let:first>
                <Bridge first bridges headsets adding revoking may_change again/>
            </For>
        </section>
        <Dialog open=adding.open title_id="bridge-add">
            {move || adding.open.get().then(|| view! { <Add name=adding.bridge.get().map(|bridge| bridge.name) again/> })}
        </Dialog>
        <Dialog open=revoking.open title_id="bridge-revoke">
            {move || revoking.bridge.get().map(|bridge| {
                let address = format!("/api/v1/bridges/{}", bridge.id);
                let points = vec!["bridge-revoke-now", "bridge-revoke-waits", "bridge-revoke-back"];
                view! { <Revoke name=bridge.name address points open=revoking.open again/> }
            })}
        </Dialog>
    }
}

#[component]
fn Bridge(
    first: BridgeSummary,
    bridges: Memo<Vec<BridgeSummary>>,
    headsets: Memo<Vec<(String, String)>>,
    adding: About,
    revoking: About,
    may_change: bool,
    again: RwSignal<u32>,
) -> impl IntoView {
    let id = first.id;
    let now = Memo::new(move |old: Option<&BridgeSummary>| {
        let found = bridges.with(|all| all.iter().find(|bridge| bridge.id == id).cloned());
        found.or_else(|| old.cloned()).unwrap_or_else(|| first.clone())
    });
    let straps = Memo::new(move |_| now.get().straps);
    let failure = RwSignal::new(None::<Failure>);
    let label = move |word: &'static str| format!("{}: {}", text(word), now.get().name);
    view! {
        <div class="panel flat bridge">
            <div class="head">
                <div>
                    <h3 class="firm">{move || now.get().name}</h3>
                    {move || view! { <Standing last_seen=now.get().last_seen/> }}
                </div>
                {may_change.then(|| view! {
                    <div class="acts">
                        <button class="btn quiet" type="button" aria-label=move || label("bridge-code-again")
                            on:click=move |_| adding.ask(Some(now.get_untracked()))><Icon name="qr-code"/>{tr("bridge-code-again")}</button>
                        <button class="btn quiet" type="button" aria-label=move || label("headset-revoke-send")
                            on:click=move |_| revoking.ask(Some(now.get_untracked()))><Icon name="lock"/>{tr("headset-revoke-send")}</button>
                    </div>
                })}
            </div>
            {move || failure.get().map(|failure| view! { <FailureMessage failure/> })}
            {move || if straps.with(Vec::is_empty) {
                view! { <p class="soft">{tr("bridge-no-straps")}</p> }.into_any()
            } else {
                view! {
                    <table class="list still">
                        <caption class="sr">{move || text_with("bridge-straps-of", &[("name", now.get().name.into())])}</caption>
                        <thead><tr>
                            <th scope="col">{tr("bridge-strap")}</th>
                            <th scope="col">{tr("headset-seen")}</th>
                            <th scope="col">{tr("bridge-battery-of")}</th>
                            <th scope="col">{tr("bridge-goes-with")}</th>
                        </tr></thead>
                        <tbody>
                            <For each=move || straps.get() key=|strap| strap.id let:strap>
                                <Strap bridge=id.to_string() first=strap straps headsets failure again/>
                            </For>
                        </tbody>
                    </table>
                }.into_any()
            }}
        </div>
    }
}

/// Whether a bridge reports, and when it last did.
#[component]
fn Standing(last_seen: Option<i64>) -> impl IntoView {
    let (kind, icon, said) = match last_seen {
        None => ("mark wait", "clock", text("bridge-not-yet")),
        Some(at) if wall_now() - at < AWAY_US => ("mark good", "check", text("bridge-reports")),
        Some(at) => {
            ("mark wait", "unplug", text_with("bridge-away", &[("moment", screen::moment(at).into())]))
        }
    };
    view! { <span class=kind><Icon name=icon/>{said}</span> }
}

#[component]
fn Strap(
    bridge: String,
    first: BridgeStrap,
    straps: Memo<Vec<BridgeStrap>>,
    headsets: Memo<Vec<(String, String)>>,
    failure: RwSignal<Option<Failure>>,
    again: RwSignal<u32>,
) -> impl IntoView {
    let id = first.id;
    let name = if first.name.is_empty() { first.address.clone() } else { first.name.clone() };
    let label = text_with("bridge-goes-with-of", &[("strap", name.clone().into())]);
    let address = first.address.clone();
    let now = Memo::new(move |old: Option<&BridgeStrap>| {
        let found = straps.with(|all| all.iter().find(|strap| strap.id == id).cloned());
        found.or_else(|| old.cloned()).unwrap_or_else(|| first.clone())
    });
    let goes_with =
        Memo::new(move |_| now.get().headset.map(|headset| headset.to_string()).unwrap_or_default());
    let place = move |event| {
        let headset = event_target_value(&event);
        let path = format!("/api/v1/bridges/{bridge}/straps/{id}");
        spawn_local(async move {
            let told = put(&path, &PlaceStrap { headset: headset.parse().ok() }).await;
            let _ = failure.try_set(told.err());
            let _ = again.try_update(|n| *n += 1);
        });
    };
    view! {
        <tr>
            <th scope="row">{name}<br/><span class="soft t-s">{address}</span></th>
            <td class="soft">{move || screen::moment(now.get().heard)}</td>
            <td>{move || match now.get().battery_pct {
                None => view! { <span class="soft">{tr("bridge-battery-unknown")}</span> }.into_any(),
                Some(percent) => {
                    let kind = if percent < BATTERY_LOW_PCT { "mark wait" } else { "mark" };
                    let said = text_with("bridge-battery-pct", &[("percent", f64::from(percent).into())]);
                    let low = (percent < BATTERY_LOW_PCT).then(|| text("bridge-battery-low"));
                    view! { <span class=kind>{said}{low.map(|low| format!(" · {low}"))}</span> }.into_any()
                }
            }}</td>
            <td>
                <select class="input" aria-label=label prop:value=move || goes_with.get() on:change=place>
                    <option value="" selected=move || goes_with.with(String::is_empty)>{tr("bridge-goes-with-none")}</option>
                    <For each=move || headsets.get() key=|headset| headset.clone() let:headset>
                        {
                            let value = headset.0.clone();
                            let chosen = Memo::new(move |_| goes_with.with(|with| *with == value));
                            view! { <option value=headset.0.clone() selected=move || chosen.get()>{headset.1.clone()}</option> }
                        }
                    </For>
                </select>
            </td>
        </tr>
    }
}
