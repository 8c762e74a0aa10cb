//! Open mHealth data points `omh:rr-interval:1.0`: one, a list, or one per line.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::de::{Error as _, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::{FileError, Format, Problem, Recording, date, is_interval, with_breaks};
use crate::import::TimedInterval;

/// A data point, or its body alone.
struct Point {
    ms: f64,
    /// When the interval ended, µs since 1970.
    end_us: Option<i64>,
}

/// Reads a point by hand, so that an error names the line of that point and not of what follows.
struct PointVisitor;

impl<'de> Visitor<'de> for PointVisitor {
    type Value = Point;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a data point")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Point, A::Error> {
        let (mut body, mut rr_interval, mut time_frame) = (None, None, None);
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "body" => body = Some(map.next_value::<Body>()?),
                "rr_interval" => rr_interval = Some(map.next_value::<Duration>()?),
                "effective_time_frame" => time_frame = Some(map.next_value::<TimeFrame>()?),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        match (body, rr_interval) {
            (Some(body), None) => Ok(Point::of(body)),
            (None, Some(rr_interval)) => {
                Ok(Point::of(Body { rr_interval, effective_time_frame: time_frame }))
            }
            _ => Err(A::Error::custom("neither a data point nor a body")),
        }
    }
}

impl<'de> Deserialize<'de> for Point {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Point, D::Error> {
        deserializer.deserialize_map(PointVisitor)
    }
}

#[derive(Serialize, Deserialize)]
struct Body {
    rr_interval: Duration,
    #[serde(skip_serializing_if = "Option::is_none")]
    effective_time_frame: Option<TimeFrame>,
}

#[derive(Serialize, Deserialize)]
struct Duration {
    #[serde(deserialize_with = "interval")]
    value: f64,
    unit: Unit,
}

#[derive(Serialize, Deserialize)]
enum Unit {
    #[serde(rename = "ms")]
    Milliseconds,
}

#[derive(Serialize, Deserialize)]
struct TimeFrame {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date_time: Option<DateTime>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    time_interval: Option<TimeInterval>,
}

#[derive(Serialize, Deserialize)]
struct TimeInterval {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    start_date_time: Option<DateTime>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    end_date_time: Option<DateTime>,
}

/// Microseconds since 1970, as text in the file.
#[derive(Clone, Copy)]
struct DateTime(i64);

impl<'de> Deserialize<'de> for DateTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<DateTime, D::Error> {
        let text = String::deserialize(deserializer)?;
        date::parse(&text).map(DateTime).ok_or_else(|| D::Error::custom("date"))
    }
}

impl Serialize for DateTime {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&date::text(self.0))
    }
}

fn interval<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    let ms = f64::deserialize(deserializer)?;
    if is_interval(ms) { Ok(ms) } else { Err(D::Error::custom("range")) }
}

impl Point {
    fn of(body: Body) -> Point {
        let ms = body.rr_interval.value;
        let end_us =
            body.effective_time_frame.and_then(|frame| match (frame.date_time, frame.time_interval) {
                (Some(end), _) => Some(end.0),
                (None, Some(interval)) => interval.end_date_time.map(|end| end.0).or_else(|| {
                    interval.start_date_time.map(|start| start.0.saturating_add((ms * 1_000.0) as i64))
                }),
                (None, None) => None,
            });
        Point { ms, end_us }
    }
}

pub(super) fn read(bytes: &[u8]) -> Result<Recording, FileError> {
    let is_list = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[');
    let read: Result<Vec<Point>, serde_json::Error> = if is_list {
        serde_json::from_slice(bytes)
    } else {
        serde_json::Deserializer::from_slice(bytes).into_iter().collect()
    };
    let points = read.map_err(|error| Problem::DataPoint.at_line(error.line().max(1)))?;
    let Some(first) = points.first() else { return Err(Problem::Empty.at_line(1)) };
    let start_us = first.end_us.map(|end_us| end_us.saturating_sub((first.ms * 1_000.0) as i64));
    let rows: Option<Vec<TimedInterval>> = points
        .iter()
        .map(|point| Some(TimedInterval { arrival_us: point.end_us?, rr_ms: point.ms }))
        .collect();
    let intervals_ms: Vec<f64> = points.iter().map(|point| point.ms).collect();
    let plain =
        Recording { format: Format::OpenMHealth, ..Recording::of_intervals_ms(&intervals_ms, start_us) };
    Ok(match rows {
        // With a time for each, silences can be told from beats.
        Some(rows) => Recording { intervals: with_breaks(&rows), ..plain },
        None => plain,
    })
}

pub(super) fn write(recording: &Recording) -> String {
    let mut out = String::from("[\n");
    for (index, (end_ms, interval)) in recording.ends_ms().zip(&recording.intervals).enumerate() {
        let end_us = recording.start_us.map(|start_us| start_us.saturating_add((end_ms * 1_000.0) as i64));
        let body = Body {
            rr_interval: Duration { value: interval.ms, unit: Unit::Milliseconds },
            effective_time_frame: end_us
                .map(|us| TimeFrame { date_time: Some(DateTime(us)), time_interval: None }),
        };
        // These types hold nothing that JSON cannot say, except numbers that are none, which become null.
        let body = serde_json::to_string(&body).unwrap_or_default();
        let separator = if index == 0 { "" } else { ",\n" };
        out.push_str(&format!("{separator}{body}"));
    }
    out.push_str("\n]\n");
    out
}
