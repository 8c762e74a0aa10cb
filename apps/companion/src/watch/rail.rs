//! The heart beside the view: rate, indicator with its band and own rest, signal; gaps drawn as gaps, with their reason.

use super::{Watching, pace::SlowBreathing, research::Research, strap::StrapControl};
use crate::{
    heart_view::{self, WINDOW_S},
    room::Fresh,
};
use leptos::prelude::*;
use link::{HeartNow, HeartReading, NoValue, QualityLevel};
use screen::{
    ChartTable, ChartView, Dialog, Icon, no_value_word, quality_word, span_clock, text, text_with, tr,
    trend_word,
};
use session::{PLANNED_LENGTH, WorldTime};

/// A value older than this is no longer "now".
const STALE: WorldTime = WorldTime::from_secs(10);

/// The rail.
#[component]
pub(crate) fn Rail() -> impl IntoView {
    let Watching { seen, .. } = expect_context();
    let parts = RwSignal::new(false);
    let allowed = Memo::new(move |_| seen.state.with(|state| state.consent.heart.live));
    let now = Memo::new(move |_| {
        let at = seen.now.get();
        seen.heart.with(|heart| heart.last().filter(|last| at.since(last.at) <= STALE).cloned())
    });
    let rate = move || now.get().and_then(|now| now.heart_rate_bpm);
    let rmssd = move || {
        let value = now.get().and_then(|now| now.rmssd_ms);
        value.map_or("–".to_owned(), |ms| format!("{ms:.0} {}", text("unit-ms")))
    };
    let away = Memo::new(move |_| matches!(seen.fresh.get(), Fresh::Lost(_) | Fresh::Closed(_)));
    let why = move || match now.get() {
        None if away.get() => text("companion-no-measurement"),
        None => text("no-value-no-signal"),
        Some(HeartNow { reading: HeartReading::NoValue(reason), .. }) => no_value_word(reason),
        Some(_) => text("companion-no-measurement"),
    };
    let charted = move |draw: fn(&[HeartNow], WorldTime) -> charts::Scene| {
        Signal::derive(move || seen.heart.with(|heart| draw(heart, seen.now.get())))
    };
    let gap = move || {
        // Where the rate would stand is said already why there is none.
        rate()?;
        let found = seen.heart.with(|heart| heart_view::last_gap(heart, seen.now.get()));
        found.map(|reason| match reason {
            NoValue::Gap => no_value_word(reason),
            _ => text_with("companion-gap", &[("reason", no_value_word(reason).into())]),
        })
    };
    let ends = move || {
        view! {
            <p class="rail-ends"><span>{tr("companion-minutes-ago")}</span><span>{tr("companion-now")}</span></p>
        <p class="rail-why">{gap}</p>
        }
    };
    let light = Memo::new(move |_| seen.strap.with(|strap| strap.by_light));
    let by_light = move |level: QualityLevel| {
        let told = light.get() && level != QualityLevel::Absent;
        told.then(|| view! { <p class="rail-note">{tr("companion-by-light")}</p> })
    };
    let quality = move || match now.get() {
        None => view! { <p class="mark"><Icon name="unplug"/>{tr("quality-absent")}</p> }.into_any(),
        Some(now) => view! { {quality_mark(&now)}{by_light(now.quality.level)} }.into_any(),
    };
    view! {
        <aside class="w-rail" aria-label=tr("companion-measuring")>
            <Show when=move || allowed.get() fallback=|| view! { <p class="soft">{tr("companion-heart-not-shown")}</p><Research/> }>
                <section>
                    <h2><Icon name="heart-pulse"/>{tr("heart-rate")}</h2>
                    {move || match rate() {
                        Some(bpm) => view! { <p class="rail-num t-l">{format!("{bpm:.0}")}<span>{tr("unit-bpm")}</span></p> }.into_any(),
                        None => view! { <p class="rail-none">{why}</p> }.into_any(),
                    }}
                    <ChartView scene=charted(heart_view::rate_scene)/>
                    {ends}
                    <p class="rail-ends"><span>{tr("companion-hrv")}</span><span class="firm">{rmssd}</span></p>
                </section>
                <section>
                    <h2><Icon name="activity"/>{tr("heart-indicator")}</h2>
                    {move || indicator(now.get(), away.get())}
                    <ChartView scene=charted(heart_view::index_scene)/>
                    <p class="rail-note">{tr("companion-at-rest")}<br/>{tr("heart-indicator-not-validated")}</p>
                    <button class="btn quiet t-s" type="button" on:click=move |_| parts.set(true)>{tr("companion-parts")}<Icon name="chevron-right"/></button>
                </section>
                <section>
                    <h2><Icon name="signal"/>{tr("heart-quality")}</h2>
                    {quality}
                    <ChartView scene=charted(heart_view::quality_scene)/>
                    <StrapControl/>
                </section>
                <SlowBreathing/>
            </Show>
        </aside>
        <Dialog open=parts title_id="companion-parts-title">
            <Parts now/>
            <Research/>
        </Dialog>
    }
}

fn indicator(now: Option<HeartNow>, away: bool) -> AnyView {
    match now.map(|now| now.reading) {
        Some(HeartReading::Value { score, low, high, provisional, .. }) => view! {
            <p class="rail-num t-l">{format!("{score:.0}")}<span>{move || text_with(
                if provisional { "companion-band-provisional" } else { "companion-band" },
                &[("low", low.round().into()), ("high", high.round().into())],
            )}</span></p>
        }
        .into_any(),
        Some(HeartReading::Trend(direction)) => view! {
            <p class="rail-none">{move || trend_word(direction)}<span class="soft t-s">{tr("companion-trend-only")}</span></p>
        }
        .into_any(),
        Some(HeartReading::NoValue(reason)) => {
            view! { <p class="rail-none">{move || no_value_word(reason)}</p> }.into_any()
        }
        None => view! { <p class="rail-none">{tr(if away { "companion-no-measurement" } else { "no-value-no-signal" })}</p> }.into_any(),
    }
}

fn quality_mark(now: &HeartNow) -> impl IntoView + use<> {
    let level = now.quality.level;
    let (class, icon) = match level {
        QualityLevel::Good => ("mark good", "check"),
        QualityLevel::Fair => ("mark", "signal-low"),
        QualityLevel::Poor => ("mark wait", "triangle-alert"),
        QualityLevel::Absent => ("mark wait", "unplug"),
    };
    let contact = match now.quality.contact {
        Some(true) => Some("companion-contact"),
        Some(false) => Some("companion-no-contact"),
        None => None,
    };
    view! {
        <p class=class><Icon name=icon/><span>{move || quality_word(level)}{move || contact.map(|id| format!(", {}", text(id)))}</span></p>
    }
}

/// How long the client has been in the world.
#[component]
pub(super) fn Elapsed() -> impl IntoView {
    let Watching { seen, .. } = expect_context();
    let inside = move || {
        let since = seen.state.with(|state| state.world_since.filter(|_| state.in_world()))?;
        Some(seen.now.get().since(since))
    };
    move || {
        let time = inside()?;
        let planned = (PLANNED_LENGTH.as_secs_f64() / 60.0).into();
        Some(view! {
            <p class="w-chip w-elapsed"><Icon name="clock"/><span><b>{span_clock(time)}</b>" "{text_with("companion-of-minutes", &[("minutes", planned)])}</span></p>
        })
    }
}

/// What the indicator is made of.
#[component]
fn Parts(now: Memo<Option<HeartNow>>) -> impl IntoView {
    let Watching { seen, .. } = expect_context();
    let table = Signal::derive(move || heart_view::parts_table(now.get().as_ref()));
    let minutes =
        Signal::derive(move || seen.heart.with(|heart| heart_view::minutes_table(heart, seen.now.get())));
    view! {
        <p>{tr("companion-parts-what")}</p>
        <p class="soft t-s">{tr("companion-parts-not")}</p>
        <ChartTable table/>
        <details class="t-s">
            <summary>{move || text_with("companion-parts-minutes", &[("n", (WINDOW_S / 60.0).into())])}</summary>
            <ChartTable table=minutes/>
        </details>
    }
}
