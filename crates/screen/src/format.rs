//! Moments and stretches of time as the reader's language writes them; the browser's Intl knows the zone.

use crate::{browser::wall_now, language::language};
use js_sys::{Array, Date, Intl::DateTimeFormat, Object, Reflect};
use link::api::WallMicros;
use session::WorldTime;
use texts::Language;
use wasm_bindgen::JsValue;

/// "di 24 nov, 14:05"; with the year when it is not this one.
pub fn moment(at: WallMicros) -> String {
    let year = if year(at) == year(wall_now()) { "" } else { "numeric" };
    let day = parts(at, &[("day", "numeric"), ("month", "short"), ("year", year)]);
    format!("{} {}, {}", parts(at, &[("weekday", "short")]), day, clock(at))
}

/// "dinsdag 24 november".
pub fn long_day(at: WallMicros) -> String {
    parts(at, &[("weekday", "long"), ("day", "numeric"), ("month", "long")])
}

/// "24 nov", for the foot of a chart; with the year when it is not this one.
pub fn day(at: WallMicros) -> String {
    let year = if year(at) == year(wall_now()) { "" } else { "2-digit" };
    parts(at, &[("day", "numeric"), ("month", "short"), ("year", year)])
}

/// "14:05".
pub fn clock(at: WallMicros) -> String {
    parts(at, &[("hour", "2-digit"), ("minute", "2-digit")])
}

/// "14:05:20".
pub fn clock_with_seconds(at: WallMicros) -> String {
    parts(at, &[("hour", "2-digit"), ("minute", "2-digit"), ("second", "2-digit")])
}

/// How long, in minutes and seconds of a session: "9:18".
pub fn span_clock(time: WorldTime) -> String {
    let seconds = time.as_millis() / 1000;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// How long, as a person says it: whole minutes from one and a half minutes on, else seconds.
pub fn stretch(seconds: f64) -> String {
    let (id, n) = stretch_in(seconds);
    crate::language::text_with(id, &[("n", n.into())])
}

fn stretch_in(seconds: f64) -> (&'static str, f64) {
    if seconds < 89.5 {
        ("count-seconds", seconds.round().max(0.0))
    } else {
        ("count-minutes", (seconds / 60.0).round())
    }
}

fn year(at: WallMicros) -> u32 {
    date(at).get_full_year()
}

fn date(at: WallMicros) -> Date {
    Date::new(&JsValue::from_f64(at as f64 / 1000.0))
}

fn parts(at: WallMicros, fields: &[(&str, &str)]) -> String {
    let options = Object::new();
    for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        let _ = Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    let _ = Reflect::set(&options, &JsValue::from_str("hourCycle"), &JsValue::from_str("h23"));
    let tag = match language() {
        Language::Nl => "nl-NL",
        Language::En => "en-GB",
    };
    let locales = Array::of1(&JsValue::from_str(tag));
    let formatter = DateTimeFormat::new(&locales, &options);
    let written = formatter.format().call1(&JsValue::UNDEFINED, &date(at));
    // Dutch abbreviations come with a point in some browsers; "24 nov" does without.
    written.ok().and_then(|text| text.as_string()).unwrap_or_default().replace('.', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_is_said_in_seconds_until_a_minute_and_a_half() {
        assert_eq!(stretch_in(45.2), ("count-seconds", 45.0));
        assert_eq!(stretch_in(89.0), ("count-seconds", 89.0));
        assert_eq!(stretch_in(89.6), ("count-minutes", 1.0));
        assert_eq!(stretch_in(840.0), ("count-minutes", 14.0));
    }

    #[test]
    fn a_session_clock_counts_minutes_beyond_the_hour() {
        assert_eq!(span_clock(WorldTime::from_secs(558)), "9:18");
        assert_eq!(span_clock(WorldTime::from_secs(3_725)), "62:05");
    }
}
