//! A session's story and heart series as the chart's own tracks, marks and table.

use super::{
    moment::{clock_at, reading_word},
    parts,
    session::Told,
    words,
};
use crate::story::{HeartGapOf, Occurrence, Story, measured, nearest};
use charts::{
    Baseline, Gap, Ink, LabelledTick, LineTrack, Mark, MarkShape, Segment, Table, Timeline as Chart, Track,
    time_ticks_s,
};
use link::{NoValue, api::SessionDetail};
use screen::{exercise_word, no_value_word, text, text_with, texts, world_word};

/// The session as the chart's own words.
pub(super) fn chart(told: &Told, width_px: f64, text_px: f64) -> Chart {
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
                label: match told.detail.own_rest.state {
                    link::api::OwnRestState::Population => text("track-rest-others"),
                    _ => text_with("heart-own-rest", &[("value", 50.0.into())]),
                },
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
            // A scale of a set has its own range: it stands among the events, in words.
            Occurrence::Answered(
                session::Prompt::Prepared(_) | session::Prompt::Own { .. },
                session::Answer::Scale(value),
            ) => Some(mark(happening.at_s, *value, false, String::new())),
            _ => None,
        })
        .collect()
}

/// The shape of an event by its kind; `None` for what another track shows already.
pub(super) fn shape(what: &Occurrence) -> Option<MarkShape> {
    match what {
        Occurrence::Adverse(_) | Occurrence::SelfCheckHeld(_) => Some(MarkShape::Triangle),
        Occurrence::Asked(_) | Occurrence::Answered(..) | Occurrence::Discomfort(_) => {
            Some(MarkShape::Diamond)
        }
        Occurrence::WatchRequested(_)
        | Occurrence::WatchDeclined(_)
        | Occurrence::WatchBegan(_)
        | Occurrence::WatchEnded(_)
        | Occurrence::AnsweredFor(_)
        | Occurrence::PassedByTime
        | Occurrence::Steering(..)
        | Occurrence::SelfCheckCleared(..) => Some(MarkShape::Square),
        Occurrence::MenuOpened(_)
        | Occurrence::TimeOfDay(_)
        | Occurrence::Volume(_)
        | Occurrence::Pace(_)
        | Occurrence::Lying(_)
        | Occurrence::Searched(_)
        | Occurrence::PaceKept(_)
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
