//! The timeline of a session: the chart, a cursor by pointer and arrow keys, and what was true there.

use super::{client::AsTable, parts, parts::Parts, words};
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
use session::WorldTime;

/// How far an arrow key goes, in seconds; with Shift or Page twelve times as far.
const STEP_S: f64 = 5.0;

#[component]
pub(crate) fn Timeline(
    detail: SessionDetail,
    story: Story,
    cursor_s: RwSignal<Option<f64>>,
) -> impl IntoView {
    let length_s = story.length_s;
    let id = detail.summary.id;
    let opened = detail.summary.opened;
    let shared = StoredValue::new((detail, story));
    let (element, size) = words::chart_box(812.0);
    let drawn = Memo::new(move |_| {
        let (width_px, text_px) = size.get();
        shared.with_value(|(detail, story)| chart(detail, story, width_px, text_px).scene(width_px, text_px))
    });
    // Before anyone points, the cursor stands where the heart was measured last: there is something to read.
    let rest_s = shared.with_value(|(detail, _)| {
        let last = detail.heart.iter().rev().find(|now| matches!(now.reading, HeartReading::Value { .. }));
        last.map_or(length_s / 2.0, |now| now.at.as_secs_f64())
    });
    let at_s = Memo::new(move |_| cursor_s.get().unwrap_or(rest_s).clamp(0.0, length_s));
    let moved = move |to_s: f64| cursor_s.set(Some((to_s.clamp(0.0, length_s) * 10.0).round() / 10.0));
    let as_table = RwSignal::new(false);
    view! {
        <section class="panel tl-session" aria-label=tr("timeline")>
            <div class="tl-chart">
                <div class="chart-room" node_ref=element>
                    {move || if as_table.get() {
                        view! { <ChartTable table=Signal::derive(move || drawn.with(|drawn| drawn.scene.table.clone()))/> }.into_any()
                    } else {
                        view! { <Picture drawn at_s moved shared opened length_s id=id.to_string()/> }.into_any()
                    }}
                </div>
                <AsTable as_table/>
            </div>
            <aside class="tl-now" aria-label=tr("timeline-moment")>
                <Moment shared at_s opened id=id.to_string()/>
            </aside>
        </section>
    }
}

type Shared = StoredValue<(SessionDetail, Story)>;

#[component]
fn Picture(
    drawn: Memo<TimelineScene>,
    at_s: Memo<f64>,
    moved: impl Fn(f64) + Copy + Send + Sync + 'static,
    shared: Shared,
    opened: i64,
    length_s: f64,
    id: String,
) -> impl IntoView {
    let stage = NodeRef::<html::Div>::new();
    let (held, set_held) = signal(false);
    let point = move |event: &leptos::ev::PointerEvent| {
        let Some(stage) = stage.get_untracked() else { return };
        let x = f64::from(event.client_x()) - stage.get_bounding_client_rect().left();
        moved(drawn.with_untracked(|drawn| drawn.x.value_at(x)));
    };
    let settle = move || {
        let t = at_s.get_untracked();
        screen::replace(&format!("/sessions/{id}?t={t}"));
    };
    let settle_key = settle.clone();
    let key = move |event: leptos::ev::KeyboardEvent| {
        let now = at_s.get_untracked();
        let step = if event.shift_key() { STEP_S * 12.0 } else { STEP_S };
        let to = match event.key().as_str() {
            "ArrowRight" | "ArrowUp" => now + step,
            "ArrowLeft" | "ArrowDown" => now - step,
            "PageUp" => now + STEP_S * 12.0,
            "PageDown" => now - STEP_S * 12.0,
            "Home" => 0.0,
            "End" => length_s,
            _ => return,
        };
        event.prevent_default();
        moved(to);
        settle_key();
    };
    view! {
        <div class="stage" node_ref=stage tabindex="0" role="slider" aria-label=tr("timeline-cursor") aria-orientation="horizontal"
            aria-valuemin="0" aria-valuemax=length_s.round().to_string()
            aria-valuenow=move || at_s.get().round().to_string()
            aria-valuetext=move || shared.with_value(|(detail, story)| spoken(detail, story, at_s.get(), opened))
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
            <Cursor drawn at_s shared opened/>
        </div>
    }
}

/// The line at the cursor with its time, and a dot on each curve.
#[component]
fn Cursor(drawn: Memo<TimelineScene>, at_s: Memo<f64>, shared: Shared, opened: i64) -> impl IntoView {
    let svg = move || {
        drawn.with(|drawn| {
            let at = at_s.get();
            let x = drawn.x.at(at);
            let em = drawn.scene.text_px;
            let time = screen::clock_with_seconds(opened + (at * 1e6) as i64);
            let half = em * 2.6;
            let centre = x.clamp(half, drawn.scene.width_px - half);
            let top = drawn.plot_y.0 - em * 1.9;
            let mut out = format!(
                r##"<svg class="chart" viewBox="0 0 {} {}" font-size="{em}"><path class="cursor" d="M{x} {}V{}"/><rect class="cursor-tag" x="{}" y="{top}" width="{}" height="{}" rx="6"/><text class="cursor-time" x="{centre}" y="{}" text-anchor="middle">{time}</text>"##,
                drawn.scene.width_px, drawn.scene.height_px, top + em, drawn.plot_y.1,
                centre - half, half * 2.0, em * 1.7, top + em * 1.2,
            );
            for (x, y) in shared.with_value(|(detail, _)| dots(detail, drawn, at)) {
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
    let scales: Vec<Linear> = drawn.tracks.iter().filter_map(|track| track.y).collect();
    let x = drawn.x.at(now.at.as_secs_f64());
    scales
        .into_iter()
        .zip([now.heart_rate_bpm, score])
        .filter_map(|(y, value)| Some((x, y.within(value?))))
        .collect()
}

/// What is read aloud when the cursor moves: the moment and its values in one sentence.
fn spoken(detail: &SessionDetail, story: &Story, at_s: f64, opened: i64) -> String {
    let mut said = vec![screen::clock_with_seconds(opened + (at_s * 1e6) as i64)];
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
    said.join(", ")
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
fn Moment(shared: Shared, at_s: Memo<f64>, opened: i64, id: String) -> impl IntoView {
    let now =
        Memo::new(move |_| shared.with_value(|(detail, _)| nearest(&detail.heart, at_s.get()).cloned()));
    let clock = move || screen::clock_with_seconds(opened + (at_s.get() * 1e6) as i64);
    let open = RwSignal::new(false);
    let world = move || shared.with_value(|(_, story)| Story::during(&story.worlds, at_s.get()).copied());
    let exercise =
        move || shared.with_value(|(_, story)| Story::during(&story.exercises, at_s.get()).copied());
    let steers = move || shared.with_value(|(_, story)| Story::during(&story.steering, at_s.get()).cloned());
    let live = shared.with_value(|(detail, _)| detail.summary.live);
    view! {
        <h2 class="moment-time">{move || text_with("moment-at", &[("clock", clock().into())])}</h2>
        {if live {
            view! { <a class="btn wide" href="/companion"><Icon name="eye"/>{tr("today-live-watch")}</a> }.into_any()
        } else {
            view! {
                <a class="btn primary wide" href=move || format!("/companion/replay/{id}?t={}", at_s.get().round())>
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
                <dt>{tr("heart-indicator")}<span class="tag t-s">{tr("heart-indicator-not-validated")}</span></dt>
                <dd>{move || now.get().map_or_else(|| text("chart-no-value"), |now| reading_word(&now))}</dd>
            </div>
            <div><dt>{tr("heart-quality")}</dt><dd>{move || now.get().map(|now| {
                let level = now.quality.level;
                let (kind, icon) = match level {
                    QualityLevel::Good => ("mark good", "check"),
                    QualityLevel::Fair => ("mark wait", "signal-low"),
                    QualityLevel::Poor | QualityLevel::Absent => ("mark", "unplug"),
                };
                view! { <span class=kind><Icon name=icon/>{quality_word(level)}</span> }
            })}</dd></div>
            <div><dt>{tr("track-world")}</dt><dd>{move || world().map_or_else(|| text("moment-none"), |world| world_word(world.slug()))}</dd></div>
            <div><dt>{tr("track-exercise")}</dt><dd>{move || exercise().map_or_else(|| text("moment-none"), |(exercise, _)| exercise_word(exercise.slug()))}</dd></div>
            <div><dt>{tr("track-steering")}</dt><dd>{move || match steers() {
                Some(Some(name)) => name,
                _ => text("moment-client"),
            }}</dd></div>
        </dl>
        <p class="t-s soft">{tr("indicator-compares")}</p>
        <button class="btn quiet t-s" type="button" aria-expanded=move || open.get().to_string() aria-controls="parts"
            on:click=move |_| open.update(|open| *open = !*open)>
            <Icon name=Signal::derive(move || if open.get() { "chevron-down" } else { "chevron-right" })/>{tr("indicator-how")}
        </button>
        <div id="parts">{move || open.get().then(|| match now.get() {
            Some(now) => match now.reading.clone() {
                HeartReading::Value { parts, provisional, .. } => view! { <Parts now parts provisional/> }.into_any(),
                _ => view! { <p class="t-s soft">{text_with("parts-none", &[("reason", reading_word(&now).into())])}</p> }.into_any(),
            },
            None => view! { <p class="t-s soft">{tr("parts-nothing")}</p> }.into_any(),
        })}</div>
    }
}

/// The session as the chart's own words.
fn chart(detail: &SessionDetail, story: &Story, width_px: f64, text_px: f64) -> Chart {
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
        }),
        Track::Segments {
            name: text("track-world"),
            segments: story
                .worlds
                .iter()
                .map(|it| segment(it.from_s, it.to_s, world_word(it.what.slug()), Some(Ink::Sea)))
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
                    segment(it.from_s, it.to_s, label, Some(Ink::Sand))
                })
                .collect(),
        },
        Track::Segments {
            name: text("track-steering"),
            segments: story
                .steering
                .iter()
                .map(|it| match &it.what {
                    Some(name) => segment(it.from_s, it.to_s, name.clone(), Some(Ink::Accent)),
                    None => segment(it.from_s, it.to_s, text("moment-client"), None),
                })
                .collect(),
        },
    ];
    if !story.watching.is_empty() {
        let watching = story.watching.iter();
        tracks.push(Track::Segments {
            name: text("track-watching"),
            segments: watching.map(|it| segment(it.from_s, it.to_s, it.what.clone(), None)).collect(),
        });
    }
    if !story.pauses.is_empty() {
        let pauses = story.pauses.iter();
        tracks.push(Track::Segments {
            name: text("track-pauses"),
            segments: pauses
                .map(|it| segment(it.from_s, it.to_s, text("track-pause"), Some(Ink::Wood)))
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

fn segment(from_s: f64, to_s: f64, label: String, ink: Option<Ink>) -> Segment {
    Segment { from_s, to_s, label, ink }
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

/// Events by kind: a shape each, and the words in the list beside it.
fn marks(story: &Story) -> Vec<Mark> {
    let shape = |what: &Occurrence| match what {
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
    };
    let found = story.happenings.iter().filter_map(|happening| {
        Some(Mark { at_s: happening.at_s, shape: shape(&happening.what)?, label: String::new() })
    });
    found.collect()
}

/// Minute by minute: what the picture shows, for who reads.
fn table(detail: &SessionDetail, story: &Story, title: &str) -> Table {
    let opened = detail.summary.opened;
    let rows = time_ticks_s(story.length_s, 40).into_iter().map(|at_s| {
        let now = nearest(&detail.heart, at_s);
        let missing = || text("chart-no-value");
        vec![
            screen::clock_with_seconds(opened + WorldTime::from_millis((at_s * 1000.0) as u64).0 as i64),
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
