//! What was true at the timeline's cursor, in figures, in a line, in a spoken sentence and opened into parts.

use super::{parts, parts::Parts, session::Told};
use crate::{
    route::Route,
    story::{Story, nearest},
};
use leptos::prelude::*;
use link::{HeartNow, HeartReading, QualityLevel, api::SessionDetail};
use screen::{Icon, exercise_word, no_value_word, quality_word, text, text_with, texts, tr, world_word};
use std::sync::Arc;

/// How near the cursor an event must lie to be named beside it, in seconds.
const NEAR_S: f64 = 6.0;

/// What is read aloud when the cursor moves: the moment and its values in one sentence.
pub(super) fn spoken(told: &Told, at_s: f64) -> String {
    let Told { detail, story, .. } = told;
    let mut said = vec![clock_at(detail, at_s)];
    match nearest(&detail.heart, at_s) {
        Some(now) => {
            said.push(format!("{} {}", text("heart-rate"), rate_word(now)));
            said.push(format!("{} {}", text("heart-indicator"), reading_word(now)));
        }
        None => said.push(format!("{} {}", text("heart-rate"), text("chart-no-value"))),
    }
    if let Some(world) = Story::during(&story.worlds, at_s) {
        said.push(world_word(world.slug()));
    }
    if let Some((exercise, _)) = Story::during(&story.exercises, at_s) {
        said.push(exercise_word(exercise.slug()));
    }
    said.extend(near(story, at_s));
    said.join(", ")
}

/// The moment's two figures in one short line.
pub(super) fn glance(told: &Told, at_s: f64) -> String {
    let clock = clock_at(&told.detail, at_s);
    match nearest(&told.detail.heart, at_s) {
        Some(now) => format!("{clock} · {} · {}", rate_word(now), reading_word(now)),
        None => format!("{clock} · {}", text("chart-no-value")),
    }
}

/// The wall clock at a moment of the session.
pub(super) fn clock_at(detail: &SessionDetail, at_s: f64) -> String {
    screen::clock_with_seconds(detail.summary.opened + (at_s * 1e6) as i64)
}

/// What happened close to a moment, in words.
fn near(story: &Story, at_s: f64) -> Option<String> {
    let nearest = story
        .happenings
        .iter()
        .filter(|it| (it.at_s - at_s).abs() <= NEAR_S)
        .min_by(|a, b| (a.at_s - at_s).abs().total_cmp(&(b.at_s - at_s).abs()));
    nearest.map(|happening| parts::occurrence_word(&happening.what))
}

fn rate_word(now: &HeartNow) -> String {
    match now.heart_rate_bpm {
        Some(value) => format!("{} {}", texts().decimal(value, 0), text("unit-bpm")),
        None => text("chart-no-value"),
    }
}

pub(super) fn reading_word(now: &HeartNow) -> String {
    match &now.reading {
        HeartReading::Value { score, low, high, .. } => {
            let whole = |value: f64| texts().decimal(value, 0);
            text_with(
                "moment-indicator",
                &[
                    ("score", whole(*score).into()),
                    ("low", whole(*low).into()),
                    ("high", whole(*high).into()),
                ],
            )
        }
        HeartReading::Trend(direction) => screen::trend_word(*direction),
        HeartReading::NoValue(reason) => no_value_word(*reason),
    }
}

/// What was true at the cursor, and the way into the replay there.
#[component]
pub(super) fn Moment(told: Signal<Arc<Told>>, at_s: Memo<f64>, open: RwSignal<bool>) -> impl IntoView {
    let now = Memo::new(move |_| nearest(&told.get().detail.heart, at_s.get()).cloned());
    let clock = move || clock_at(&told.get().detail, at_s.get());
    let world = move || Story::during(&told.get().story.worlds, at_s.get()).copied();
    let exercise = move || Story::during(&told.get().story.exercises, at_s.get()).copied();
    let steers = move || Story::during(&told.get().story.steering, at_s.get()).cloned();
    let live = Memo::new(move |_| told.get().detail.summary.live);
    // Whole seconds upwards: what happened at the cursor has happened there.
    let replay =
        move || format!("/companion/replay/{}?t={}", told.get().detail.summary.id, at_s.get().ceil());
    let provisional = move || {
        now.with(|now| {
            now.as_ref()
                .is_some_and(|now| matches!(now.reading, HeartReading::Value { provisional: true, .. }))
        })
    };
    let event = move || near(&told.get().story, at_s.get());
    view! {
        <h2 class="moment-time">{move || text_with("moment-at", &[("clock", clock().into())])}</h2>
        {move || if live.get() {
            let watch = Route::watch(told.get_untracked().detail.summary.id);
            view! { <a class="btn primary wide" href=watch><Icon name="eye"/>{tr("today-live-watch")}</a> }.into_any()
        } else if told.with_untracked(|told| told.detail.summary.recording) {
            // No world was seen: there is nothing to look back at but the heart.
            ().into_any()
        } else {
            view! {
                <a class="btn primary wide" href=replay>
                    <Icon name="play"/>{tr("moment-replay")}
                </a>
            }.into_any()
        }}
        <dl class="values">
            <div><dt>{tr("heart-rate")}</dt><dd>{move || now.get().map_or_else(|| text("chart-no-value"), |now| rate_word(&now))}</dd></div>
            <div><dt>{tr("heart-rmssd")}</dt><dd>{move || match now.get().and_then(|now| now.rmssd_ms) {
                Some(value) => format!("{} {}", texts().decimal(value, 0), text("unit-ms")),
                None => text("chart-no-value"),
            }}</dd></div>
            <div>
                <dt>{tr("heart-indicator")}<span class="tag t-s">{tr("heart-indicator-not-validated")}</span>
                    {move || provisional().then(|| view! { <span class="tag wait t-s">{tr("moment-provisional")}</span> })}</dt>
                <dd>{move || now.get().map_or_else(|| text("chart-no-value"), |now| reading_word(&now))}</dd>
            </div>
            <div><dt>{tr("heart-quality")}</dt><dd>{move || {
                let level = now.get().map_or(QualityLevel::Absent, |now| now.quality.level);
                let (kind, icon) = match level {
                    QualityLevel::Good => ("mark good", "check"),
                    QualityLevel::Fair => ("mark wait", "signal-medium"),
                    QualityLevel::Poor | QualityLevel::Absent => ("mark", "unplug"),
                };
                view! { <span class=kind><Icon name=icon/>{quality_word(level)}</span> }
            }}</dd></div>
            <div><dt>{tr("track-world")}</dt><dd>{move || world().map_or_else(|| text("moment-none"), |world| world_word(world.slug()))}</dd></div>
            <div><dt>{tr("track-exercise")}</dt><dd>{move || exercise().map_or_else(|| text("moment-none"), |(exercise, _)| exercise_word(exercise.slug()))}</dd></div>
            <div><dt>{tr("track-steering")}</dt><dd>{move || match steers() {
                Some(Some(name)) => name,
                _ => text("moment-client"),
            }}</dd></div>
            {move || event().map(|what| view! { <div><dt>{tr("moment-happened")}</dt><dd>{what}</dd></div> })}
        </dl>
        <p class="t-s soft">{tr("indicator-compares")}</p>
        <button class="btn quiet t-s" type="button" aria-expanded=move || open.get().to_string() aria-controls="parts"
            on:click=move |_| open.update(|open| *open = !*open)>
            <Icon name=Signal::derive(move || if open.get() { "chevron-down" } else { "chevron-right" })/>{tr("indicator-how")}
        </button>
    }
}

/// The value at the cursor in its parts, or why there is none.
#[component]
pub(super) fn Opened(told: Signal<Arc<Told>>, at_s: Memo<f64>) -> impl IntoView {
    let now = Memo::new(move |_| nearest(&told.get().detail.heart, at_s.get()).cloned());
    let own_rest = Memo::new(move |_| told.get().detail.own_rest);
    move || {
        match now.get() {
        Some(now) => match now.reading.clone() {
            HeartReading::Value { parts, .. } => view! { <Parts now parts own_rest=own_rest.get()/> }.into_any(),
            _ => view! { <p class="t-s soft">{text_with("parts-none", &[("reason", reading_word(&now).into())])}</p> }.into_any(),
        },
        None => view! { <p class="t-s soft">{tr("parts-nothing")}</p> }.into_any(),
    }
    }
}
