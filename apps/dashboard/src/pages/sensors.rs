//! Sensors: heart straps over this computer's own Bluetooth, several at once, and recordings from files.

use super::sensor_file::AddFile;
use crate::{
    route::Route,
    shell,
    straps::{self, Cause, Gap, NotConnected, Seen, Standing, Whom},
};
use leptos::{prelude::*, task::spawn_local};
use link::{QualityLevel, api::ClientSummary};
use screen::{
    FailureMessage, Icon, clock_with_seconds, get, load, quality_word, reload_every, strap, stretch, text,
    text_with, tr,
};
use serde::Deserialize;
use session::{ClientId, SessionId};
use std::time::Duration;

/// A session that a headset holds now.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct Live {
    session: SessionId,
    held_by: String,
}

#[component]
pub(crate) fn Page() -> impl IntoView {
    Effect::new(move |_| screen::set_title(&shell::title(&text("place-sensors"))));
    let turn = reload_every(Duration::from_secs(5));
    let live = load(move || {
        turn.track();
        get::<Vec<Live>>("/api/v1/live/sessions")
    });
    let clients = load(|| get::<Vec<ClientSummary>>("/api/v1/clients"));
    let live = Memo::new(move |_| live.with(|live| live.here().cloned().unwrap_or_default()));
    let people = Memo::new(move |_| clients.with(|clients| clients.here().cloned().unwrap_or_default()));
    let seen = straps::seen();
    let ids = {
        let seen = seen.clone();
        Memo::new(move |_| seen.with(|seen| seen.iter().map(|strap| strap.id).collect::<Vec<_>>()))
    };
    view! {
        <header class="head">
            <div><h1>{tr("place-sensors")}</h1><p class="facts"><span>{tr("sensors-what")}</span></p></div>
        </header>
        <section class="panel sensor-add" aria-labelledby="sensor-connect">
            <h2 id="sensor-connect">{tr("sensor-connect")}</h2>
            <Connect live people/>
        </section>
        <section aria-label=tr("sensors-connected")>
            <ul class="cards sensors below above">
                <For each=move || ids.get() key=|id| *id children=move |id| {
                    let seen = seen.clone();
                    let now = Memo::new(move |old: Option<&Option<Seen>>| {
                        let found = seen.with(|seen| seen.iter().find(|strap| strap.id == id).cloned());
                        found.or_else(|| old.cloned().flatten())
                    });
                    view! { <li class="panel">{move || now.with(Option::is_some).then(|| view! { <Card now/> })}</li> }
                }/>
            </ul>
        </section>
        <section class="panel sensor-add" aria-labelledby="sensor-file">
            <h2 id="sensor-file">{tr("sensor-file")}</h2>
            <AddFile people/>
        </section>
    }
}

/// Whom the form's choice names: a session by its id, a client by theirs, nobody by nothing.
fn whom(value: &str, live: &[Live], people: &[ClientSummary]) -> (Whom, String) {
    let (kind, id) = value.split_once(' ').unwrap_or_default();
    if let (true, Ok(session)) = (kind == "session", id.parse::<SessionId>()) {
        let name = live.iter().find(|live| live.session == session).map(|live| live.held_by.clone());
        return (Whom::Session(session), name.unwrap_or_default());
    }
    let client = id.parse::<ClientId>().ok();
    let known = people.iter().find(|person| Some(person.id) == client);
    let name = known.map_or_else(|| text("sensor-nobody"), |person| person.alias.clone());
    (Whom::Recording(client), name)
}

/// For whom, and the browser's own list of straps.
#[component]
fn Connect(live: Memo<Vec<Live>>, people: Memo<Vec<ClientSummary>>) -> impl IntoView {
    if !strap::supported() {
        return view! { <p class="mark"><Icon name="info"/><span>{tr("sensor-unsupported")}</span></p> }
            .into_any();
    }
    let chosen = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<NotConnected>);
    let busy = RwSignal::new(false);
    let connect = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        problem.set(None);
        let (whom, name) = live.with_untracked(|live| {
            people.with_untracked(|people| whom(&chosen.get_untracked(), live, people))
        });
        spawn_local(async move {
            let outcome = straps::connect(whom, name).await;
            let _ = busy.try_set(false);
            let _ = problem.try_set(outcome.err());
        });
    };
    view! {
        <form class="sensor-form" on:submit=connect>
            <div class="field">
                <label for="sensor-whom">{tr("sensor-whom")}</label>
                <select class="input" id="sensor-whom" on:change:target=move |event| chosen.set(event.target().value())>
                    <option value="" selected=move || chosen.with(String::is_empty)>{tr("sensor-nobody")}</option>
                    {move || (!live.with(Vec::is_empty)).then(|| view! {
                        <optgroup label=tr("sensor-whom-live")>
                            {live.get().into_iter().map(|live| {
                                let value = format!("session {}", live.session);
                                let own = value.clone();
                                view! { <option value=value selected=move || chosen.with(|it| *it == own)>{live.held_by}</option> }
                            }).collect_view()}
                        </optgroup>
                    })}
                    {move || (!people.with(Vec::is_empty)).then(|| view! {
                        <optgroup label=tr("sensor-whom-client")>
                            {people.get().into_iter().map(|person| {
                                let value = format!("client {}", person.id);
                                let own = value.clone();
                                view! { <option value=value selected=move || chosen.with(|it| *it == own)>{person.alias}</option> }
                            }).collect_view()}
                        </optgroup>
                    })}
                </select>
            </div>
            <button class="btn primary" type="submit" aria-busy=move || busy.get().to_string()>
                <Icon name="chart-line"/>{tr("sensor-choose")}
            </button>
        </form>
        <p class="soft t-s">{tr("sensor-stays-open")}</p>
        <div role="status">{move || problem.get().map(|problem| match problem {
            NotConnected::Server(failure) => view! { <FailureMessage failure/> }.into_any(),
            NotConnected::Strap(strap::Failure::NothingChosen) => view! { <p class="soft">{tr("sensor-nothing-chosen")}</p> }.into_any(),
            NotConnected::Strap(strap::Failure::Unsupported) => view! { <p class="mark wait"><Icon name="info"/><span>{tr("sensor-unsupported")}</span></p> }.into_any(),
            NotConnected::Strap(strap::Failure::Unreachable) => view! { <p class="mark wait"><Icon name="info"/><span>{tr("sensor-failed")}</span></p> }.into_any(),
        })}</div>
    }
    .into_any()
}

/// How a strap stands: a mark with its icon and word.
fn state(seen: &Seen) -> (&'static str, &'static str, String) {
    let id = match seen.standing {
        Standing::Receiving if seen.reading.contact == Some(false) => {
            return ("mark wait", "unplug", text("sensor-no-contact"));
        }
        Standing::Receiving if seen.offline => return ("mark wait", "unplug", text("sensor-offline")),
        Standing::Receiving => {
            let id = if seen.reading.by_light { "sensor-quality-light" } else { "sensor-quality" };
            let word = text_with(id, &[("quality", quality_word(seen.reading.quality).into())]);
            return match seen.reading.quality {
                QualityLevel::Good => ("mark good", "signal-medium", word),
                QualityLevel::Fair => ("mark", "signal-medium", word),
                _ => ("mark wait", "signal-medium", word),
            };
        }
        Standing::Connecting => "sensor-connecting",
        Standing::Silent => "sensor-silent",
        Standing::Reconnecting => "sensor-reconnecting",
        Standing::Failed => "sensor-failed",
        Standing::Taken => "sensor-taken",
        Standing::Over => "sensor-over",
        Standing::Leaving => "sensor-leaving",
    };
    match seen.standing {
        Standing::Connecting | Standing::Reconnecting => ("mark", "search", text(id)),
        _ => ("mark wait", "unplug", text(id)),
    }
}

/// One strap.
#[component]
fn Card(now: Memo<Option<Seen>>) -> impl IntoView {
    let with = move |read: fn(&Seen) -> String| now.with(|seen| seen.as_ref().map(read).unwrap_or_default());
    let mark = Memo::new(move |_| now.with(|seen| seen.as_ref().map(state)));
    let fresh = move |seen: &Seen| matches!(seen.standing, Standing::Receiving);
    let rate = Memo::new(move |_| {
        now.with(|seen| seen.as_ref().filter(|seen| fresh(seen)).and_then(|seen| seen.reading.rate_bpm))
    });
    let last = Memo::new(move |_| {
        now.with(|seen| {
            let seen = seen.as_ref()?;
            Some(match seen.silent_ms {
                None => text("sensor-nothing-yet"),
                Some(0..=1_999) => text("sensor-last-now"),
                Some(ms) => text_with("sensor-last", &[("time", stretch(ms as f64 / 1e3).into())]),
            })
        })
    });
    let gaps =
        Memo::new(move |_| now.with(|seen| seen.as_ref().map(|seen| seen.gaps.clone()).unwrap_or_default()));
    let can_retry = Memo::new(move |_| {
        now.with(|seen| {
            seen.as_ref().is_some_and(|seen| matches!(seen.standing, Standing::Failed | Standing::Taken))
        })
    });
    let id = now.with_untracked(|seen| seen.as_ref().map_or(0, |seen| seen.id));
    view! {
        <div class="sensor-head">
            <div>
                <h3>{move || with(|seen| seen.whom.clone())}</h3>
                <p class="soft t-s">{move || with(|seen| seen.name.clone().unwrap_or_else(|| text("sensor-strap")))}</p>
            </div>
            <p class="sensor-rate num">
                <b class="t-l">{move || rate.get().map_or_else(|| "–".to_owned(), |bpm| bpm.to_string())}</b>
                <span class="soft t-s">{tr("sensor-per-minute")}</span>
            </p>
        </div>
        <p role="status">{move || mark.get().map(|(kind, icon, word)| view! { <span class=kind><Icon name=icon/><span>{word}</span></span> })}</p>
        <p class="soft t-s">
            {move || last.get()}" · "
            {move || now.with(|seen| seen.as_ref().map(|seen| text_with("sensor-stored", &[("n", f64::from(seen.stored).into())])))}
            {move || now.with(|seen| seen.as_ref().filter(|seen| seen.waiting > 5).map(|seen| {
                format!(" · {}", text_with("sensor-waiting", &[("n", (seen.waiting as f64).into())]))
            }))}
        </p>
        {move || {
            let gaps = gaps.get();
            (!gaps.is_empty()).then(|| view! {
                <details class="t-s">
                    <summary>{text_with("sensor-gaps", &[("n", (gaps.len() as f64).into())])}</summary>
                    <ul>{gaps.iter().rev().map(|gap| view! { <li>{gap_words(gap)}</li> }).collect_view()}</ul>
                </details>
            })
        }}
        <div class="row">
            {move || can_retry.get().then(|| view! {
                <button class="btn" type="button" on:click=move |_| straps::again(id)>{tr("sensor-again")}</button>
            })}
            {move || now.with(|seen| seen.as_ref().filter(|seen| seen.recording).map(|seen| view! {
                <a class="btn quiet" href=Route::Session(seen.session).path()><Icon name="chart-line"/>{tr("sensor-timeline")}</a>
            }))}
            <button class="btn quiet" type="button" on:click=move |_| straps::let_go(id)><Icon name="x"/>{tr("sensor-stop")}</button>
        </div>
    }
}

fn gap_words(gap: &Gap) -> String {
    let cause = text(match gap.cause {
        Cause::OutOfReach => "sensor-gap-out-of-reach",
        Cause::Background => "sensor-gap-background",
        Cause::Silent => "sensor-gap-silent",
    });
    let at = |ms: i64| clock_with_seconds(ms.saturating_mul(1_000));
    text_with(
        "sensor-gap",
        &[("from", at(gap.from_ms).into()), ("to", at(gap.to_ms).into()), ("cause", cause.into())],
    )
}
