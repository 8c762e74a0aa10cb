//! The heart as small charts and tables, the same in the rail and in a replay.

use charts::{Band, Ink, Point, Primitive, Scene, Spark, Table};
use link::{HeartNow, HeartReading, NoValue, QualityLevel};
use screen::{no_value_word, quality_word, span_clock, text, text_with, trend_word};
use session::WorldTime;

/// How far the small charts look back, seconds.
pub(crate) const WINDOW_S: f64 = 180.0;
const WIDTH_PX: f64 = 184.0;
const HEIGHT_PX: f64 = 48.0;
/// A longer step between two values is a gap.
const JOIN_S: f64 = 7.0;

/// Heart rate over the last minutes.
pub(crate) fn rate_scene(heart: &[HeartNow], now: WorldTime) -> Scene {
    let points: Vec<Point> = points(heart, now, |value| value.heart_rate_bpm);
    let (low, high) = points.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), point| {
        (low.min(point.value), high.max(point.value))
    });
    // Never narrower than 20 beats: small changes should look small.
    let middle = if low <= high { (low + high) / 2.0 } else { 70.0 };
    let half = ((high - low) / 2.0 + 2.0).max(10.0);
    let title = match points.last() {
        Some(last) => text_with("companion-chart-rate", &[("bpm", last.value.round().into())]),
        None => text("companion-chart-rate-none"),
    };
    let spark = spark(title, now, (middle - half, middle + half), points.clone(), Ink::Heart);
    with_gaps(spark.scene(), &points, now)
}

/// The indicator over the last minutes, with its band and the own rest.
pub(crate) fn index_scene(heart: &[HeartNow], now: WorldTime) -> Scene {
    let score = |value: &HeartNow| match value.reading {
        HeartReading::Value { score, .. } => Some(score),
        _ => None,
    };
    let points = points(heart, now, score);
    let bands = heart
        .iter()
        .filter_map(|value| match value.reading {
            HeartReading::Value { low, high, .. } => Some(Band { at_s: value.at.as_secs_f64(), low, high }),
            _ => None,
        })
        .collect();
    let title = match points.last() {
        Some(last) => text_with("companion-chart-index", &[("score", last.value.round().into())]),
        None => text("companion-chart-index-none"),
    };
    let mut spark = spark(title, now, (0.0, 100.0), points.clone(), Ink::Index);
    spark.bands = bands;
    spark.baseline = Some(50.0);
    with_gaps(spark.scene(), &points, now)
}

/// Signal quality over the last minutes: the better, the higher; hatched where there was none.
pub(crate) fn quality_scene(heart: &[HeartNow], now: WorldTime) -> Scene {
    const HIGH_PX: f64 = 16.0;
    let level = heart.last().map(|value| value.quality.level);
    let title = level.map_or_else(
        || text("companion-chart-quality-none"),
        |level| text_with("companion-chart-quality", &[("quality", quality_word(level).into())]),
    );
    let mut scene = spark(title, now, (0.0, 1.0), Vec::new(), Ink::Soft).scene();
    scene.height_px = HIGH_PX;
    let from_s = now.as_secs_f64() - WINDOW_S;
    let x = |at_s: f64| ((at_s - from_s) / WINDOW_S * (WIDTH_PX - 4.0)).clamp(0.0, WIDTH_PX - 4.0);
    let mut covered_s = from_s;
    for (index, value) in heart.iter().enumerate() {
        let at_s = value.at.as_secs_f64();
        let next_s = heart.get(index + 1).map_or(at_s + 1.0, |next| next.at.as_secs_f64()).min(at_s + JOIN_S);
        if next_s <= from_s {
            continue;
        }
        if at_s - covered_s > 1.5 && covered_s > from_s {
            scene.primitives.push(hatch(x(covered_s), x(at_s), HIGH_PX));
        }
        let (left, width) = (x(at_s), (x(next_s) - x(at_s)).max(0.6));
        covered_s = next_s;
        match level_share(value.quality.level) {
            Some(share) => {
                let height_px = HIGH_PX * share;
                // Neighbours of one height become one piece: seams between them would look like gaps.
                if let Some(Primitive::Rect { x, width: wide, height, .. }) = scene.primitives.last_mut()
                    && *height == height_px
                    && left - (*x + *wide) < 1.0
                {
                    *wide = (left + width - *x).max(*wide);
                    continue;
                }
                scene.primitives.push(Primitive::Rect {
                    x: left,
                    y: HIGH_PX - height_px,
                    width,
                    height: height_px,
                    radius: 0.0,
                    ink: if share < 0.5 { Ink::Wait } else { Ink::Rest },
                });
            }
            None => scene.primitives.push(hatch(left, left + width, HIGH_PX)),
        }
    }
    scene
}

/// Why the last gap within the window was one.
pub(crate) fn last_gap(heart: &[HeartNow], now: WorldTime) -> Option<NoValue> {
    let from = now.since(WorldTime::from_secs(WINDOW_S as u64));
    // Before the first value there is nothing that could have a gap.
    let inside =
        heart.iter().filter(|value| value.at >= from).skip_while(|value| value.heart_rate_bpm.is_none());
    let inside: Vec<&HeartNow> = inside.collect();
    let silent = inside.iter().rev().find(|value| value.heart_rate_bpm.is_none());
    match silent.map(|value| &value.reading) {
        Some(HeartReading::NoValue(reason)) => Some(*reason),
        Some(_) => Some(NoValue::NoSignal),
        None => {
            let holed = inside.windows(2).any(|pair| match pair {
                [a, b] => b.at.since(a.at).as_secs_f64() > JOIN_S,
                _ => false,
            });
            holed.then_some(NoValue::NoSignal)
        }
    }
}

/// What the indicator is made of now.
pub(crate) fn parts_table(now: Option<&HeartNow>) -> Table {
    let number = |value: f64, decimals: usize| screen::texts().decimal(value, decimals);
    let row = |id: &str, value: String| vec![text(id), value];
    let mut rows = Vec::new();
    if let Some(now) = now {
        match &now.reading {
            HeartReading::Value { score, low, high, provisional, parts } => {
                rows.push(row("heart-indicator", number(*score, 0)));
                let band = text_with(
                    "companion-part-band-value",
                    &[("low", low.round().into()), ("high", high.round().into())],
                );
                rows.push(row("companion-part-band", band));
                rows.push(row("companion-part-rmssd", sigma(parts.z_rmssd)));
                rows.push(row("companion-part-rate", sigma(parts.z_heart_rate)));
                let rest =
                    if *provisional { "companion-part-rest-provisional" } else { "companion-part-rest-own" };
                rows.push(row("companion-part-rest", text(rest)));
                rows.push(row("companion-part-window", screen::stretch(parts.window_s)));
                rows.push(row("companion-part-algorithm", parts.algorithm.clone()));
            }
            HeartReading::Trend(direction) => rows.push(row("heart-indicator", trend_word(*direction))),
            HeartReading::NoValue(reason) => rows.push(row("heart-indicator", no_value_word(*reason))),
        }
        let metric = |value: Option<f64>, unit: &str| {
            value.map_or_else(
                || text("chart-no-value"),
                |value| format!("{} {}", number(value, 0), text(unit)),
            )
        };
        rows.push(row("heart-rate", metric(now.heart_rate_bpm, "unit-bpm")));
        rows.push(row("heart-rmssd", metric(now.rmssd_ms, "unit-ms")));
        rows.push(row("heart-sdnn", metric(now.sdnn_ms, "unit-ms")));
        let beats = text_with(
            "companion-part-beats-value",
            &[("beats", now.quality.beats.into()), ("flagged", now.quality.flagged.into())],
        );
        rows.push(row("companion-part-beats", beats));
        rows.push(row(
            "companion-part-missing",
            format!("{} %", number(now.quality.missing_share * 100.0, 0)),
        ));
    }
    Table {
        caption: text("companion-parts-caption"),
        columns: vec![text("companion-part"), text("companion-part-value")],
        rows,
    }
}

/// The last minutes in steps of about ten seconds, for who reads rather than looks.
pub(crate) fn minutes_table(heart: &[HeartNow], now: WorldTime) -> Table {
    const STEP: WorldTime = WorldTime::from_secs(10);
    let from = now.since(WorldTime::from_secs(WINDOW_S as u64));
    let mut last: Option<WorldTime> = None;
    let mut rows = Vec::new();
    for value in heart.iter().filter(|value| value.at >= from) {
        if last.is_some_and(|last| value.at.since(last) < STEP) {
            continue;
        }
        last = Some(value.at);
        let none = || text("chart-no-value");
        rows.push(vec![
            span_clock(value.at),
            value.heart_rate_bpm.map_or_else(none, |bpm| format!("{bpm:.0}")),
            value.rmssd_ms.map_or_else(none, |ms| format!("{ms:.0}")),
            reading_word(&value.reading),
            quality_word(value.quality.level),
        ]);
    }
    Table {
        caption: text("companion-measuring"),
        columns: vec![
            text("chart-time"),
            text("heart-rate"),
            text("heart-rmssd"),
            text("heart-indicator"),
            text("heart-quality"),
        ],
        rows,
    }
}

/// A reading in a word or two.
pub(crate) fn reading_word(reading: &HeartReading) -> String {
    match reading {
        HeartReading::Value { score, low, high, .. } => format!("{score:.0} ({low:.0}–{high:.0})"),
        HeartReading::Trend(direction) => trend_word(*direction),
        HeartReading::NoValue(reason) => no_value_word(*reason),
    }
}

fn sigma(z: f64) -> String {
    text_with("companion-part-sigma", &[("z", screen::texts().decimal(z, 1).into())])
}

fn points(heart: &[HeartNow], now: WorldTime, value: impl Fn(&HeartNow) -> Option<f64>) -> Vec<Point> {
    let from = now.since(WorldTime::from_secs(WINDOW_S as u64));
    let inside = heart.iter().filter(|entry| entry.at >= from);
    inside.filter_map(|entry| Some(Point { at_s: entry.at.as_secs_f64(), value: value(entry)? })).collect()
}

fn spark(title: String, now: WorldTime, domain: (f64, f64), points: Vec<Point>, ink: Ink) -> Spark {
    let now_s = now.as_secs_f64();
    Spark {
        title,
        width_px: WIDTH_PX,
        height_px: HEIGHT_PX,
        // A value may be a moment ahead of the last second that the page counted.
        window_s: (now_s - WINDOW_S, now_s + 2.0),
        domain,
        points,
        bands: Vec::new(),
        baseline: None,
        join_within_s: JOIN_S,
        ink,
    }
}

/// Hatches the stretches between values that are too far apart, and the one up to now.
fn with_gaps(mut scene: Scene, points: &[Point], now: WorldTime) -> Scene {
    let now_s = now.as_secs_f64();
    let x = |at_s: f64| ((at_s - (now_s - WINDOW_S)) / (WINDOW_S + 2.0) * (WIDTH_PX - 4.0)).max(0.0);
    let times = points.iter().map(|point| point.at_s).chain([now_s]);
    let times: Vec<f64> = times.collect();
    let gaps = times.iter().zip(times.iter().skip(1)).filter(|(a, b)| **b - **a > JOIN_S);
    let hatches: Vec<Primitive> = gaps.map(|(a, b)| hatch(x(*a) + 3.0, x(*b), HEIGHT_PX)).collect();
    scene.primitives.splice(0..0, hatches);
    scene
}

fn hatch(from: f64, to: f64, height: f64) -> Primitive {
    Primitive::Hatch { x: from, y: 0.0, width: (to - from).max(0.6), height }
}

fn level_share(level: QualityLevel) -> Option<f64> {
    match level {
        QualityLevel::Good => Some(1.0),
        QualityLevel::Fair => Some(0.66),
        QualityLevel::Poor => Some(0.33),
        QualityLevel::Absent => None,
    }
}
