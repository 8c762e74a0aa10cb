//! The timeline of a session: the chart, a cursor by pointer and arrow keys, and what was true there.

use super::{client::AsTable, parts, parts::Parts, session::Told, words};
use crate::story::{HeartGapOf, Occurrence, Story, measured, nearest};
use charts::{
    Baseline, Gap, Ink, LabelledTick, LineTrack, Linear, Mark, MarkShape, Segment, Table, Timeline as Chart,
    TimelineScene, Track, time_ticks_s,
};
use leptos::{html, prelude::*};
use link::{HeartNow, HeartReading, NoValue, QualityLevel, api::SessionDetail};
use screen::{
    ChartTable, Icon, exercise_word, no_value_word, quality_word, text, text_with, texts, tr, world_word,
};
use std::sync::Arc;

/// How far an arrow key goes, in seconds; with Shift or Page twelve times as far.
const STEP_S: f64 = 5.0;

/// How near the cursor an event must lie to be named beside it, in seconds.
const NEAR_S: f64 = 6.0;

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
                <p class="readout" aria-hidden="true">{move || glance(&told.get(), at_s.get())}</p>
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
fn resting_place_s(told: &Told) -> f64 {
    let in_world = |at_s: f64| Story::during(&told.story.worlds, at_s).is_some();
    let values = told.detail.heart.iter().filter(|now| matches!(now.reading, HeartReading::Value { .. }));
    let times: Vec<f64> = values.map(|now| now.at.as_secs_f64()).collect();
    if told.detail.summary.live {
        return told.story.length_s;
    }
    let found = times.iter().rev().find(|at_s| in_world(**at_s)).or(times.last());
    found.copied().unwrap_or_else(|| told.story.worlds.first().map_or(0.0, |world| world.from_s))
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

/// What is read aloud when the cursor moves: the moment and its values in one sentence.
fn spoken(told: &Told, at_s: f64) -> String {
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
fn glance(told: &Told, at_s: f64) -> String {
    let clock = clock_at(&told.detail, at_s);
    match nearest(&told.detail.heart, at_s) {
        Some(now) => format!("{clock} · {} · {}", rate_word(now), reading_word(now)),
        None => format!("{clock} · {}", text("chart-no-value")),
    }
}

/// The wall clock at a moment of the session.
fn clock_at(detail: &SessionDetail, at_s: f64) -> String {
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

fn reading_word(now: &HeartNow) -> String {
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
fn Moment(told: Signal<Arc<Told>>, at_s: Memo<f64>, open: RwSignal<bool>) -> impl IntoView {
    let now = Memo::new(move |_| nearest(&told.get().detail.heart, at_s.get()).cloned());
    let clock = move || clock_at(&told.get().detail, at_s.get());
    let world = move || Story::during(&told.get().story.worlds, at_s.get()).copied();
    let exercise = move || Story::during(&told.get().story.exercises, at_s.get()).copied();
    let steers = move || Story::during(&told.get().story.steering, at_s.get()).cloned();
    let live = Memo::new(move |_| told.get().detail.summary.live);
    let replay =
        move || format!("/companion/replay/{}?t={}", told.get().detail.summary.id, at_s.get().round());
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
            view! { <a class="btn wide" href="/companion"><Icon name="eye"/>{tr("today-live-watch")}</a> }.into_any()
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
fn Opened(told: Signal<Arc<Told>>, at_s: Memo<f64>) -> impl IntoView {
    let now = Memo::new(move |_| nearest(&told.get().detail.heart, at_s.get()).cloned());
    move || {
        match now.get() {
        Some(now) => match now.reading.clone() {
            HeartReading::Value { parts, provisional, .. } => view! { <Parts now parts provisional/> }.into_any(),
            _ => view! { <p class="t-s soft">{text_with("parts-none", &[("reason", reading_word(&now).into())])}</p> }.into_any(),
        },
        None => view! { <p class="t-s soft">{tr("parts-nothing")}</p> }.into_any(),
    }
    }
}

/// The session as the chart's own words.
fn chart(told: &Told, width_px: f64, text_px: f64) -> Chart {
    let Told { detail, story, .. } = told;
    let measured = measured(detail);
    let opened = detail.summary.opened;
    let clock = |at_s: f64| screen::clock(opened + (at_s * 1e6) as i64);
    let gaps = |found: &[HeartGapOf]| -> Vec<Gap> {
        found
            .iter()
            .map(|gap| Gap {
                from_s: gap.from_s,
                to_s: gap.to_s,
                label: text_with(
                    "gap-why",
                    &[
                        ("why", no_value_word(gap.reason).into()),
                        ("long", short_stretch(gap.to_s - gap.from_s).into()),
                    ],
                ),
                waiting: gap.reason == NoValue::TooShort,
            })
            .collect()
    };
    let mut tracks = vec![
        Track::Marks { name: text("track-answers"), marks: answers(story) },
        Track::Line(LineTrack {
            name: text("heart-rate"),
            unit: text("unit-bpm"),
            points: measured.heart_rate,
            bands: Vec::new(),
            baseline: None,
            gaps: gaps(&measured.heart_rate_gaps),
            domain: None,
            join_within_s: crate::story::JOIN_WITHIN_S,
            ink: Ink::Heart,
            nothing: text("track-nothing"),
        }),
        Track::Line(LineTrack {
            name: text("heart-indicator"),
            unit: text("heart-indicator-not-validated"),
            points: measured.indicator,
            bands: measured.bands,
            baseline: Some(Baseline {
                value: 50.0,
                label: text_with("heart-own-rest", &[("value", 50.0.into())]),
            }),
            gaps: gaps(&measured.indicator_gaps),
            domain: Some((0.0, 100.0)),
            join_within_s: crate::story::JOIN_WITHIN_S,
            ink: Ink::Index,
            nothing: text("track-nothing"),
        }),
        Track::Segments {
            name: text("track-world"),
            segments: story
                .worlds
                .iter()
                .map(|it| {
                    segment(it.from_s, it.to_s, world_word(it.what.slug()), String::new(), Some(Ink::Sea))
                })
                .collect(),
        },
        Track::Segments {
            name: text("track-exercise"),
            segments: story
                .exercises
                .iter()
                .map(|it| {
                    let pace = parts::pace_word(it.what.1);
                    let label = text_with(
                        "track-exercise-pace",
                        &[("name", exercise_word(it.what.0.slug()).into()), ("pace", pace.into())],
                    );
                    segment(it.from_s, it.to_s, label, exercise_word(it.what.0.slug()), Some(Ink::Sand))
                })
                .collect(),
        },
        Track::Segments {
            name: text("track-steering"),
            segments: story
                .steering
                .iter()
                .map(|it| match &it.what {
                    Some(name) => {
                        segment(it.from_s, it.to_s, name.clone(), first_name(name), Some(Ink::Accent))
                    }
                    None => segment(it.from_s, it.to_s, text("moment-client"), String::new(), None),
                })
                .collect(),
        },
    ];
    // A row without anything in it says nothing; heart and steering always have something to say.
    tracks.retain(|track| match track {
        Track::Marks { marks, .. } => !marks.is_empty(),
        Track::Segments { segments, .. } => !segments.is_empty(),
        Track::Line(_) => true,
    });
    if !story.watching.is_empty() {
        let watching = story.watching.iter();
        tracks.push(Track::Segments {
            name: text("track-watching"),
            segments: watching
                .map(|it| segment(it.from_s, it.to_s, it.what.clone(), first_name(&it.what), None))
                .collect(),
        });
    }
    if !story.pauses.is_empty() {
        let pauses = story.pauses.iter();
        tracks.push(Track::Segments {
            name: text("track-pauses"),
            segments: pauses
                .map(|it| segment(it.from_s, it.to_s, text("track-pause"), String::new(), Some(Ink::Wood)))
                .collect(),
        });
    }
    let events = marks(story);
    if !events.is_empty() {
        tracks.push(Track::Marks { name: text("track-events"), marks: events });
    }
    let most = ((width_px - 60.0) / (text_px * 6.0)).max(2.0) as usize;
    let ticks = time_ticks_s(story.length_s, most).into_iter();
    let short = story.length_s < 240.0;
    let label = |at_s: f64| {
        if short { screen::clock_with_seconds(opened + (at_s * 1e6) as i64) } else { clock(at_s) }
    };
    let title = words::session_finding(&detail.summary);
    Chart {
        description: String::new(),
        length_s: story.length_s,
        ticks: ticks.map(|at_s| LabelledTick { at_s, label: label(at_s) }).collect(),
        tracks,
        table: table(detail, story, &title),
        title,
    }
}

/// "45 s", "2 min": beside a gap there is little room.
fn short_stretch(seconds: f64) -> String {
    let whole = seconds.round();
    if whole < 90.0 { format!("{whole} s") } else { format!("{} min", (seconds / 60.0).round()) }
}

fn segment(from_s: f64, to_s: f64, label: String, short: String, ink: Option<Ink>) -> Segment {
    Segment { from_s, to_s, label, short, ink }
}

/// Enough of a colleague's name where there is little room.
fn first_name(name: &str) -> String {
    name.split_whitespace().next().unwrap_or_default().to_owned()
}

/// Answers on a scale stand in a row of their own: before, in between, after.
fn answers(story: &Story) -> Vec<Mark> {
    let mark = |at_s: f64, value: u8, filled: bool, label: String| Mark {
        at_s,
        shape: MarkShape::Number { value: value.to_string(), filled },
        label,
    };
    story
        .happenings
        .iter()
        .filter_map(|happening| match &happening.what {
            Occurrence::TensionBefore(Some(value)) => {
                Some(mark(happening.at_s, *value, false, text("track-tension-before")))
            }
            Occurrence::TensionAfter(Some(value)) => {
                Some(mark(happening.at_s, *value, true, text("track-tension-after")))
            }
            Occurrence::Answered(_, session::Answer::Scale(value)) => {
                Some(mark(happening.at_s, *value, false, String::new()))
            }
            _ => None,
        })
        .collect()
}

/// The shape of an event by its kind; `None` for what another track shows already.
fn shape(what: &Occurrence) -> Option<MarkShape> {
    match what {
        Occurrence::Adverse(_) | Occurrence::SelfCheckHeld(_) => Some(MarkShape::Triangle),
        Occurrence::Asked(_) | Occurrence::Answered(..) | Occurrence::Discomfort(_) => {
            Some(MarkShape::Diamond)
        }
        Occurrence::WatchRequested(_)
        | Occurrence::WatchDeclined(_)
        | Occurrence::WatchBegan(_)
        | Occurrence::WatchEnded(_)
        | Occurrence::Steering(..)
        | Occurrence::SelfCheckCleared(..) => Some(MarkShape::Square),
        Occurrence::MenuOpened(_)
        | Occurrence::TimeOfDay(_)
        | Occurrence::Volume(_)
        | Occurrence::Pace(_)
        | Occurrence::ExerciseEnded(_)
        | Occurrence::Finishing(_) => Some(MarkShape::Dot),
        _ => None,
    }
}

/// Events as marks; the words stand in the list below and beside the cursor.
fn marks(story: &Story) -> Vec<Mark> {
    let found = story.happenings.iter().filter_map(|happening| {
        Some(Mark { at_s: happening.at_s, shape: shape(&happening.what)?, label: String::new() })
    });
    found.collect()
}

/// Minute by minute: what the picture shows, for who reads.
fn table(detail: &SessionDetail, story: &Story, title: &str) -> Table {
    let rows = time_ticks_s(story.length_s, 40).into_iter().map(|at_s| {
        let now = nearest(&detail.heart, at_s);
        let missing = || text("chart-no-value");
        vec![
            clock_at(detail, at_s),
            now.and_then(|now| now.heart_rate_bpm).map_or_else(missing, |value| texts().decimal(value, 0)),
            now.map_or_else(missing, reading_word),
            Story::during(&story.worlds, at_s)
                .map_or_else(|| text("moment-none"), |world| world_word(world.slug())),
            Story::during(&story.exercises, at_s)
                .map_or_else(|| text("moment-none"), |(exercise, _)| exercise_word(exercise.slug())),
            match Story::during(&story.steering, at_s) {
                Some(Some(name)) => name.clone(),
                _ => text("moment-client"),
            },
        ]
    });
    Table {
        caption: title.to_owned(),
        columns: [
            text("chart-time"),
            text("heart-rate"),
            text("heart-indicator"),
            text("track-world"),
            text("track-exercise"),
            text("track-steering"),
        ]
        .to_vec(),
        rows: rows.collect(),
    }
}
