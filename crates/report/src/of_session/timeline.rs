//! A session from left to right, as its report draws it: answers, heart, indicator, world and exercise.

use super::{SessionFacts, in_short};
use crate::{
    said,
    sheet::{TEXT_PX, WIDTH_PX},
};
use care::story::Occurrence;
use charts::{
    Baseline, Gap, Ink, LabelledTick, LineTrack, Mark, MarkShape, Point, Scene, Segment, Table, Timeline,
    Track, time_ticks_s,
};
use texts::Texts;

/// A step of the heart's series, and one missing: a longer one is a gap, seconds.
const JOIN_WITHIN_S: f64 = 12.0;

/// Answers, heart, indicator, world and exercise over time.
pub(super) fn scene(facts: &SessionFacts, finding: &str, texts: &Texts) -> Scene {
    let story = &facts.story;
    let heart = &facts.heart;
    let number = |at_s: f64, value: u8, filled: bool, label: &str| Mark {
        at_s,
        shape: MarkShape::Number { value: value.to_string(), filled },
        label: if label.is_empty() { String::new() } else { texts.get(label) },
    };
    let marks = story.happenings.iter().filter_map(|happening| match happening.what {
        Occurrence::TensionBefore(Some(value)) => {
            Some(number(happening.at_s, value, false, "track-tension-before"))
        }
        Occurrence::TensionAfter(Some(value)) => {
            Some(number(happening.at_s, value, true, "track-tension-after"))
        }
        Occurrence::Answered(_, session::Answer::Scale(value)) => {
            Some(number(happening.at_s, value, false, ""))
        }
        _ => None,
    });
    let marks: Vec<Mark> = marks.collect();
    let mut tracks = Vec::new();
    if !marks.is_empty() {
        tracks.push(Track::Marks { name: texts.get("track-answers"), marks });
    }
    let gaps: Vec<Gap> = heart
        .gaps
        .iter()
        .map(|gap| Gap {
            from_s: gap.from_s,
            to_s: gap.to_s,
            label: texts.get(gap.what),
            waiting: gap.what == "no-value-too-short",
        })
        .collect();
    if !heart.rate.is_empty() {
        let line = |name: &str, unit: &str, points: &[Point], ink: Ink| LineTrack {
            name: texts.get(name),
            unit: texts.get(unit),
            points: points.to_vec(),
            bands: Vec::new(),
            baseline: None,
            gaps: gaps.clone(),
            domain: None,
            join_within_s: JOIN_WITHIN_S,
            ink,
            nothing: texts.get("track-nothing"),
        };
        tracks.push(Track::Line(line("heart-rate", "unit-bpm", &heart.rate, Ink::Heart)));
        let rest = match heart.rest_days {
            0 => texts.get("track-rest-others"),
            _ => texts.with("heart-own-rest", &[("value", 50.0.into())]),
        };
        tracks.push(Track::Line(LineTrack {
            bands: heart.bands.clone(),
            baseline: Some(Baseline { value: 50.0, label: rest }),
            domain: Some((0.0, 100.0)),
            ..line("heart-indicator", "heart-indicator-not-validated", &heart.indicator, Ink::Index)
        }));
    }
    let segments = |name: &str, segments: Vec<Segment>| {
        (!segments.is_empty()).then(|| Track::Segments { name: texts.get(name), segments })
    };
    let segment = |from_s: f64, to_s: f64, label: String, ink: Ink| Segment {
        from_s,
        to_s,
        label,
        short: String::new(),
        ink: Some(ink),
    };
    let worlds = story
        .worlds
        .iter()
        .map(|it| segment(it.from_s, it.to_s, said::world_word(it.what.slug(), texts), Ink::Sea));
    tracks.extend(segments("track-world", worlds.collect()));
    let exercises = story
        .exercises
        .iter()
        .map(|it| segment(it.from_s, it.to_s, said::exercise_word(it.what.0.slug(), texts), Ink::Sand));
    tracks.extend(segments("track-exercise", exercises.collect()));
    let ticks = time_ticks_s(story.length_s, 8).into_iter().map(|at_s| LabelledTick {
        at_s,
        label: said::clock(facts.opened_us.saturating_add((at_s * 1e6) as i64), texts),
    });
    let told = in_short(facts, texts).into_iter().map(|(name, words)| format!("{name}: {words}"));
    let timeline = Timeline {
        title: texts.get("timeline"),
        description: format!("{finding}. {}.", told.collect::<Vec<_>>().join(". ")),
        length_s: story.length_s,
        ticks: ticks.collect(),
        tracks,
        table: Table::default(),
    };
    timeline.scene(WIDTH_PX, TEXT_PX).scene
}
