//! The replay page: the view, the choices and the heart of a finished session on one scrubber.

mod line;

use crate::{
    heart_view,
    replay::Replay,
    stage::minutes_at,
    words::{described, lines as lines_of},
    world_canvas::{Shown, Source, WorldCanvas},
};
use leptos::{prelude::*, task::spawn_local};
use line::Line;
use link::api::{Poses, SessionDetail};
use screen::{
    Bones, ChartView, Failure, FailureMessage, Icon, Remote, get, moment, no_value_word, on_key, place,
    replace, set_title, span_clock, text, text_with, tr,
};
use session::{SessionId, UserId, WorldTime};
use std::{rc::Rc, sync::Arc, time::Duration};

/// One step of the arrow keys, seconds.
const STEP_S: f64 = 5.0;

/// Loads a session and shows it.
#[component]
pub(crate) fn ReplayPage(session: SessionId) -> impl IntoView {
    let loaded = RwSignal::new(Remote::<()>::Coming);
    let replay = StoredValue::new(None::<Arc<Replay>>);
    let fetch = move || {
        spawn_local(async move {
            let answer = fetch(session).await;
            let outcome = match answer {
                Ok(found) => {
                    let _ = replay.try_set_value(Some(Arc::new(found)));
                    Remote::Here(())
                }
                Err(failure) => Remote::Failed(failure),
            };
            let _ = loaded.try_set(outcome);
        });
    };
    fetch();
    move || match loaded.get() {
        Remote::Coming => view! { <main class="start"><Bones lines=6/></main> }.into_any(),
        Remote::Failed(failure) => view! {
            <main class="start"><FailureMessage failure retry=Callback::new(move |()| fetch())/></main>
        }
        .into_any(),
        Remote::Here(()) => match replay.get_value() {
            Some(replay) => view! { <Player replay/> }.into_any(),
            None => ().into_any(),
        },
    }
}

async fn fetch(session: SessionId) -> Result<Replay, Failure> {
    let detail: SessionDetail = get(&format!("/api/v1/sessions/{session}")).await?;
    let poses: Poses = get(&format!("/api/v1/sessions/{session}/poses")).await?;
    Ok(Replay::new(detail, poses.poses))
}

#[component]
fn Player(replay: Arc<Replay>) -> impl IntoView {
    let length_s = replay.length().as_secs_f64();
    let session = replay.detail.summary.id;
    let start_s =
        place().field("t").and_then(|t| t.parse::<f64>().ok()).filter(|t| t.is_finite()).unwrap_or(0.0);
    let at_s = RwSignal::new(start_s.clamp(0.0, length_s));
    let playing = RwSignal::new(false);
    let seek = Callback::new(move |wanted_s: f64| at_s.set(wanted_s.clamp(0.0, length_s)));

    // Playing follows the tablet's own clock, so that a slow picture never slows the session down.
    let last_ms = StoredValue::new(js_sys::Date::now());
    let handle = set_interval_with_handle(
        move || {
            let now_ms = js_sys::Date::now();
            let passed_s = ((now_ms - last_ms.get_value()) / 1_000.0).clamp(0.0, 1.0);
            last_ms.set_value(now_ms);
            if playing.get_untracked() {
                let next_s = at_s.get_untracked() + passed_s;
                at_s.set(next_s.min(length_s));
                if next_s >= length_s {
                    playing.set(false);
                }
            }
        },
        Duration::from_millis(33),
    );
    if let Ok(handle) = handle {
        on_cleanup(move || handle.clear());
    }
    let step = move |by_s: f64| seek.run(at_s.get_untracked() + by_s);
    let toggle = move || {
        if !playing.get_untracked() && at_s.get_untracked() >= length_s {
            at_s.set(0.0);
        }
        playing.update(|playing| *playing = !*playing);
    };
    on_key(" ", move |event| {
        event.prevent_default();
        toggle();
    });
    on_key("ArrowRight", move |_| step(STEP_S));
    on_key("ArrowLeft", move |_| step(-STEP_S));
    on_key("Home", move |_| seek.run(0.0));
    on_key("End", move |_| seek.run(length_s));

    let name = {
        let alias = replay.detail.alias.clone();
        Memo::new(move |_| alias.clone().unwrap_or_else(|| text("companion-the-client")))
    };
    Effect::new(move |_| set_title(&crate::words::naming("companion-replay-title", &name.get())));
    let whole_second = Memo::new(move |_| at_s.get().floor());
    // A copied address opens at this moment.
    Effect::new(move |_| {
        if !playing.get() {
            replace(&format!("/companion/replay/{session}?t={:.0}", whole_second.get()));
        }
    });

    let moment_at = move |replay: &Replay, at_s: f64| replay.at(WorldTime((at_s * 1e6) as u64));
    let source: Source = {
        let replay = Arc::clone(&replay);
        Rc::new(move |pinned| {
            let at =
                pinned.or_else(|| at_s.try_get_untracked().map(|at_s| WorldTime((at_s * 1e6) as u64)))?;
            let shown = replay.at(at);
            let minutes = minutes_at(&replay.detail.events, at);
            Some(Shown { at, state: shown.state, head: shown.head, minutes })
        })
    };
    let more: Rc<dyn Fn() -> serde_json::Value> = Rc::new(move || {
        serde_json::json!({
            "session": session.to_string(),
            "replay": true,
            "playing": playing.try_get_untracked(),
            "lengthS": length_s,
        })
    });
    let now = {
        let replay = Arc::clone(&replay);
        Memo::new(move |_| {
            let moment = moment_at(&replay, whole_second.get());
            (Reading(moment.heart), described(&moment.state, &name.get()), moment.head.is_none())
        })
    };
    let opened = replay.detail.summary.opened;
    let device = replay.detail.summary.device_name.clone();
    view! {
        <main class="watch replay">
            <WorldCanvas source=StoredValue::new_local(source) more=StoredValue::new_local(more)
                label=Signal::derive(move || now.with(|(_, words, _)| words.clone()))/>
            <div class="world-shade" aria-hidden="true"></div>
            <header class="w-top">
                <a class="w-chip w-back" href=format!("/sessions/{session}") rel="external" aria-label=tr("companion-to-timeline")><Icon name="arrow-left"/></a>
                <h1 class="w-chip"><span><b>{name}</b>" · "{device}" · "{move || { screen::language(); moment(opened) }}</span></h1>
                <p class="w-chip"><Icon name="history"/>{tr("companion-replay")}</p>
                <Show when=move || now.with(|(.., blind)| *blind)><p class="w-chip">{tr("companion-replay-no-pose")}</p></Show>
            </header>
            <Hearts replay=Arc::clone(&replay) at_s=whole_second now/>
            <div class="w-low">
                <Choices replay=Arc::clone(&replay) at_s=whole_second name/>
                <section class="w-bar scrub" aria-label=tr("companion-scrubber")>
                    <div class="scrub-play">
                        <button class="btn primary" type="button" on:click=move |_| toggle()>
                            <Icon name=Signal::derive(move || if playing.get() { "pause" } else { "play" })/>
                            {move || text(if playing.get() { "companion-pause" } else { "companion-play" })}
                        </button>
                        <p><b>{move || span_clock(WorldTime((whole_second.get() * 1e6) as u64))}</b>
                            <span class="soft t-s">{text_with("companion-replay-of", &[("length", span_clock(replay.length()).into())])}</span></p>
                    </div>
                    <Line replay at_s seek/>
                </section>
            </div>
        </main>
    }
}

/// A heart value that can be compared, for a memo.
#[derive(Clone, PartialEq)]
pub(crate) struct Reading(Option<link::HeartNow>);

#[component]
fn Hearts(replay: Arc<Replay>, at_s: Memo<f64>, now: Memo<(Reading, String, bool)>) -> impl IntoView {
    let heart = Memo::new({
        let replay = Arc::clone(&replay);
        move |_| {
            let at = WorldTime((at_s.get() * 1e6) as u64);
            let until = replay.detail.heart.partition_point(|value| value.at <= at);
            let from =
                replay.detail.heart.partition_point(|value| value.at < at.since(WorldTime::from_secs(200)));
            replay.detail.heart.get(from..until).unwrap_or_default().to_vec()
        }
    });
    let at = move || WorldTime((at_s.get() * 1e6) as u64);
    let charted = move |draw: fn(&[link::HeartNow], WorldTime) -> charts::Scene| {
        Signal::derive(move || heart.with(|heart| draw(heart, at())))
    };
    let gap = {
        let gaps = replay.detail.gaps.clone();
        move || {
            let now = at();
            gaps.iter().find(|gap| gap.from <= now && now < gap.to).map(|gap| gap.reason)
        }
    };
    let why = Signal::derive(move || gap().map_or_else(|| text("no-value-no-signal"), no_value_word));
    let reading = move || now.with(|(Reading(heart), ..)| heart.clone());
    view! {
        <aside class="w-rail" tabindex="0" aria-label=tr("companion-measuring")>
            <section>
                <h2><Icon name="heart-pulse"/>{tr("heart-rate")}</h2>
                {move || match reading().and_then(|now| now.heart_rate_bpm) {
                    Some(bpm) => view! { <p class="rail-num t-l">{format!("{bpm:.0}")}<span>{tr("unit-bpm")}</span></p> }.into_any(),
                    None => view! { <p class="rail-none">{why}</p> }.into_any(),
                }}
                <ChartView scene=charted(heart_view::rate_scene)/>
                <p class="rail-ends"><span>{tr("companion-minutes-ago")}</span><span>{tr("companion-here")}</span></p>
                <p class="rail-ends"><span>{tr("companion-hrv")}</span><span class="firm">{move || reading().and_then(|now| now.rmssd_ms)
                    .map_or("–".to_owned(), |ms| format!("{ms:.0} {}", text("unit-ms")))}</span></p>
            </section>
            <section>
                <h2><Icon name="activity"/>{tr("heart-indicator")}</h2>
                {move || match reading() {
                    Some(now) => view! { <p class="rail-none">{heart_view::reading_word(&now.reading)}</p> }.into_any(),
                    None => view! { <p class="rail-none">{why}</p> }.into_any(),
                }}
                <ChartView scene=charted(heart_view::index_scene)/>
                <p class="rail-note">{tr("companion-at-rest")}<br/>{tr("heart-indicator-not-validated")}</p>
            </section>
        </aside>
    }
}

#[component]
fn Choices(replay: Arc<Replay>, at_s: Memo<f64>, name: Memo<String>) -> impl IntoView {
    // Whoever steered then is a colleague to whoever looks now.
    let me = screen::me().map_or(UserId(uuid::Uuid::nil()), |me| me.user);
    let lines = move || {
        let at = WorldTime((at_s.get() * 1e6) as u64);
        let name = name.get();
        let mut all = lines_of(replay.events_until(at), me, &name);
        all.split_off(all.len().saturating_sub(4))
    };
    view! {
        <div class="w-log">
            <ol aria-label=tr("companion-log")>{move || lines().into_iter().map(|(_, at, line)| view! {
                <li class=line.tone.class()><Icon name=line.icon/><span>{line.words}</span><span class="soft">{span_clock(at)}</span></li>
            }).collect_view()}</ol>
        </div>
    }
}
