//! The timeline of a session: the chart, and a cursor by pointer and arrow keys.

use super::{
    client::AsTable,
    moment::{Moment, Opened, clock_at, glance, spoken},
    session::Told,
    timeline_chart::{chart, shape},
    words,
};
use crate::story::{Story, nearest};
use charts::{Linear, MarkShape, TimelineScene};
use leptos::{html, prelude::*};
use link::{HeartReading, api::SessionDetail};
use screen::{ChartTable, tr};
use std::sync::Arc;

/// How far an arrow key goes, in seconds; with Shift or Page twelve times as far.
const STEP_S: f64 = 5.0;

#[component]
pub(crate) fn Timeline(told: Signal<Arc<Told>>, cursor_s: RwSignal<Option<f64>>) -> impl IntoView {
    let length_s = Memo::new(move |_| told.get().story.length_s);
    let (element, size) = words::chart_box(812.0);
    let drawn = Memo::new(move |_| {
        let (width_px, text_px) = size.get();
        chart(&told.get(), width_px, text_px).scene(width_px, text_px)
    });
    let rest_s = Memo::new(move |_| resting_place_s(&told.get()));
    let at_s = Memo::new(move |_| cursor_s.get().unwrap_or_else(|| rest_s.get()).clamp(0.0, length_s.get()));
    let moved = move |to_s: f64| {
        let within = to_s.clamp(0.0, length_s.get_untracked());
        cursor_s.set(Some((within * 10.0).round() / 10.0));
    };
    let as_table = RwSignal::new(false);
    let open = RwSignal::new(false);
    view! {
        <section class="panel tl-session" aria-label=tr("timeline")>
            <div class="tl-chart">
                // Where the values stand below the chart they would be out of sight under a finger.
                <p class="readout" aria-hidden="true" hidden=move || as_table.get()>{move || glance(&told.get(), at_s.get())}</p>
                <div class="chart-room" node_ref=element>
                    {move || if as_table.get() {
                        view! { <ChartTable table=Signal::derive(move || drawn.with(|drawn| drawn.scene.table.clone()))/> }.into_any()
                    } else {
                        view! { <Picture drawn at_s moved told length_s/> }.into_any()
                    }}
                </div>
                <div class="tl-foot">
                    <AsTable as_table/>
                    {move || (!as_table.get()).then(|| view! { <Legend told/> })}
                </div>
            </div>
            <aside class="tl-now" aria-label=tr("timeline-moment")><Moment told at_s open/></aside>
            <div id="parts" class="tl-parts">{move || open.get().then(|| view! { <Opened told at_s/> })}</div>
        </section>
    }
}

/// Before anyone points, the cursor stands at the last value in a world: there is something to read and to look back at.
/// Without one it stands where the world begins.
fn resting_place_s(told: &Told) -> f64 {
    let in_world = |at_s: f64| Story::during(&told.story.worlds, at_s).is_some();
    let values = told.detail.heart.iter().filter(|now| matches!(now.reading, HeartReading::Value { .. }));
    let times: Vec<f64> = values.map(|now| now.at.as_secs_f64()).collect();
    if told.detail.summary.live {
        return told.story.length_s;
    }
    let entered = told.story.worlds.first().map(|world| world.from_s);
    let found = times.iter().rev().copied().find(|at_s| in_world(*at_s));
    found.or(entered).or(times.last().copied()).unwrap_or(0.0)
}

/// What the shapes of the events mean; only the kinds that occur.
#[component]
fn Legend(told: Signal<Arc<Told>>) -> impl IntoView {
    let shapes = Memo::new(move |_| {
        let told = told.get();
        let found: Vec<MarkShape> = told.story.happenings.iter().filter_map(|it| shape(&it.what)).collect();
        [MarkShape::Square, MarkShape::Diamond, MarkShape::Dot, MarkShape::Triangle]
            .map(|shape| found.contains(&shape))
    });
    view! {
        <ul class="legend" aria-label=tr("legend")>
            <li hidden=move || !shapes.get()[0]>
                <svg viewBox="0 0 12 12" aria-hidden="true"><rect class="square" x="1.5" y="1.5" width="9" height="9" rx="1.5"></rect></svg>
                {tr("legend-steering")}
            </li>
            <li hidden=move || !shapes.get()[1]>
                <svg viewBox="0 0 12 12" aria-hidden="true"><path class="diamond" d="M6 0l6 6-6 6-6-6z"></path></svg>
                {tr("legend-question")}
            </li>
            <li hidden=move || !shapes.get()[2]>
                <svg viewBox="0 0 12 12" aria-hidden="true"><circle class="dot" cx="6" cy="6" r="4.7"></circle></svg>
                {tr("legend-choice")}
            </li>
            <li hidden=move || !shapes.get()[3]>
                <svg viewBox="0 0 12 12" aria-hidden="true"><path class="triangle" d="M6 0l6.5 11h-13z"></path></svg>
                {tr("legend-adverse")}
            </li>
        </ul>
    }
}

#[component]
fn Picture(
    drawn: Memo<TimelineScene>,
    at_s: Memo<f64>,
    moved: impl Fn(f64) + Copy + Send + Sync + 'static,
    told: Signal<Arc<Told>>,
    length_s: Memo<f64>,
) -> impl IntoView {
    let stage = NodeRef::<html::Div>::new();
    let (held, set_held) = signal(false);
    let point = move |event: &leptos::ev::PointerEvent| {
        let Some(stage) = stage.get_untracked() else { return };
        let x = f64::from(event.client_x()) - stage.get_bounding_client_rect().left();
        moved(drawn.with_untracked(|drawn| drawn.x.value_at(x)));
    };
    let settle = move || {
        let (id, t) = (told.get_untracked().detail.summary.id, at_s.get_untracked());
        screen::replace(&format!("/sessions/{id}?t={t}"));
    };
    let key = move |event: leptos::ev::KeyboardEvent| {
        let now = at_s.get_untracked();
        let step = if event.shift_key() { STEP_S * 12.0 } else { STEP_S };
        let to = match event.key().as_str() {
            "ArrowRight" | "ArrowUp" => now + step,
            "ArrowLeft" | "ArrowDown" => now - step,
            "PageUp" => now + STEP_S * 12.0,
            "PageDown" => now - STEP_S * 12.0,
            "Home" => 0.0,
            "End" => length_s.get_untracked(),
            _ => return,
        };
        event.prevent_default();
        moved(to);
        settle();
    };
    view! {
        <div class="stage" node_ref=stage tabindex="0" role="slider" aria-label=tr("timeline-cursor") aria-orientation="horizontal"
            aria-valuemin="0" aria-valuemax=move || length_s.get().round().to_string()
            aria-valuenow=move || at_s.get().round().to_string()
            aria-valuetext=move || spoken(&told.get(), at_s.get())
            on:keydown=key
            on:pointerdown=move |event| {
                set_held.set(true);
                if let (Some(stage), id) = (stage.get_untracked(), event.pointer_id()) {
                    // Without capture the drag ends at the edge; it still works inside.
                    let _ = stage.set_pointer_capture(id);
                }
                point(&event);
            }
            on:pointermove=move |event| if held.get_untracked() || event.pointer_type() == "mouse" { point(&event) }
            on:pointerup=move |_| { set_held.set(false); settle(); }
            on:pointercancel=move |_| set_held.set(false)>
            <div aria-hidden="true" inner_html=move || drawn.with(|drawn| drawn.scene.to_svg("timeline"))></div>
            <Cursor drawn at_s told/>
        </div>
    }
}

/// The line at the cursor with its time, and a dot on each curve.
#[component]
fn Cursor(drawn: Memo<TimelineScene>, at_s: Memo<f64>, told: Signal<Arc<Told>>) -> impl IntoView {
    let svg = move || {
        drawn.with(|drawn| {
            let at = at_s.get();
            let x = drawn.x.at(at);
            let em = drawn.scene.text_px;
            let told = told.get();
            let time = clock_at(&told.detail, at);
            let half = em * 2.6;
            let centre = x.clamp(half, drawn.scene.width_px - half);
            let top = drawn.plot_y.0 - em * 1.9;
            let mut out = format!(
                r##"<svg class="chart" viewBox="0 0 {} {}" font-size="{em}"><path class="cursor" d="M{x} {}V{}"/><rect class="cursor-tag" x="{}" y="{top}" width="{}" height="{}" rx="6"/><text class="cursor-time" x="{centre}" y="{}" text-anchor="middle">{time}</text>"##,
                drawn.scene.width_px, drawn.scene.height_px, top + em, drawn.plot_y.1,
                centre - half, half * 2.0, em * 1.7, top + em * 1.2,
            );
            for (x, y) in dots(&told.detail, drawn, at) {
                out.push_str(&format!(r#"<circle class="cursor-dot" cx="{x}" cy="{y}" r="4.5"/>"#));
            }
            out.push_str("</svg>");
            out
        })
    };
    view! { <div class="over" aria-hidden="true" inner_html=svg></div> }
}

fn dots(detail: &SessionDetail, drawn: &TimelineScene, at_s: f64) -> Vec<(f64, f64)> {
    let Some(now) = nearest(&detail.heart, at_s) else { return Vec::new() };
    let score = match now.reading {
        HeartReading::Value { score, .. } => Some(score),
        _ => None,
    };
    // The two lines keep their order; one without values has no scale.
    let scales: Vec<Linear> = drawn.tracks.iter().filter_map(|track| track.y).collect();
    let x = drawn.x.at(now.at.as_secs_f64());
    scales
        .into_iter()
        .zip([now.heart_rate_bpm, score])
        .filter_map(|(y, value)| Some((x, y.within(value?))))
        .collect()
}
