//! The draft of a note in words: what was done, what it did, what was unpleasant, and the heart only where there is one.

use super::{Failure, read_in, texts};
use crate::{
    app::App,
    heart,
    store::{SessionRow, Short, Which, Witness},
};
use care::{
    Rating,
    note::{Facts, Remark},
    profile::{Behaviour, Used},
};
use link::{HeartReading, QualityLevel};
use session::{AdverseEvent, Beside, Discomfort, Language, Subject, Way};
use texts::{Texts, Value};

/// How a draft is to be written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    /// In which language.
    pub(super) language: Language,
    /// How far the reader's clock is ahead of UTC, minutes; `None` where nobody said so: then moments say that they are UTC.
    pub(super) ahead_min: Option<i32>,
}

/// The draft, made of the record as it is now.
pub(super) async fn draft(
    app: &App,
    read: &Witness,
    row: &SessionRow,
    remarks: &[Remark],
    manner: Manner,
) -> Result<String, Failure> {
    let events: Vec<_> =
        app.store.events(read, row.id).await?.into_iter().map(|stored| stored.event).collect();
    let facts = Facts::of(&events);
    let said = app.store.said_of(read, row.id).await?;
    let review = app.store.review(read, row.id).await?;
    let earlier = match row.subject {
        Subject::Client(client) => app.store.sessions(read, row.organisation, Which::Of(client)).await?,
        Subject::Anonymous => Vec::new(),
    };
    let earlier: Vec<Short> =
        earlier.into_iter().filter(|short| short.row.opened_us < row.opened_us).collect();
    let plan = match row.subject {
        Subject::Client(client) => app.store.plan(read, client).await?,
        Subject::Anonymous => None,
    };
    let texts = texts(read_in(manner.language));
    let when = moment(texts, row.opened_us, manner.ahead_min);
    // Most ways say themselves who is there.
    let by_way = said.way.filter(|way| way.path().beside != Beside::Said).map(|way| way.is_alone(false));
    let mut lines = vec![head(texts, &when, &facts, said.way, said.alone.or(by_way))];
    if let Some(plan) = plan.filter(|plan| plan.runs(row.opened_us)) {
        lines.push(texts.with("note-goal", &[("goal", plan.goal.trim().into())]));
    }
    lines.extend(facts.behaviour.as_ref().map(|behaviour| content(texts, behaviour)));
    lines.push(tension(texts, &facts));
    lines.extend(course(texts, &earlier));
    lines.push(check(texts, &facts));
    for adverse in &facts.adverse {
        let what = texts.get(match adverse {
            AdverseEvent::Panic => "note-adverse-panic",
            AdverseEvent::Headache => "note-adverse-headache",
            AdverseEvent::MarkedWorsening => "note-adverse-worsening",
        });
        lines.push(texts.with("note-adverse", &[("what", what.as_str().into())]));
    }
    for remark in remarks {
        let id = if remark.adverse { "note-adverse-remark" } else { "note-remark" };
        lines.push(
            texts
                .with(id, &[("name", remark.by_name.as_str().into()), ("what", remark.text.as_str().into())]),
        );
    }
    if let Some(review) = review {
        let values = [("name", review.by_name.as_str().into()), ("what", review.note.as_str().into())];
        lines.push(texts.with("note-review", &values));
    } else if !facts.adverse.is_empty() || said.adverse_open {
        lines.push(texts.get("note-adverse-open"));
    }
    lines.extend(heart_line(app, read, row, texts).await?);
    Ok(lines.join("\n"))
}

/// A day and a time as the language writes them.
fn moment(texts: &Texts, at_us: i64, ahead_min: Option<i32>) -> String {
    let minutes = at_us.div_euclid(60_000_000) + i64::from(ahead_min.unwrap_or(0));
    let (year, month, day) = civil(minutes.div_euclid(1_440));
    let clock = minutes.rem_euclid(1_440);
    let clock = format!("{:02}:{:02}", clock / 60, clock % 60);
    let id = if ahead_min.is_some() { "note-moment" } else { "note-moment-utc" };
    let two = |part: i64| format!("{part:02}");
    let values = [
        ("year", year.to_string().into()),
        ("month", two(month).into()),
        ("day", two(day).into()),
        ("clock", clock.into()),
    ];
    texts.with(id, &values)
}

/// Year, month and day of a day counted from 1970-01-01, in the Gregorian calendar (Hinnant, "chrono-compatible low-level date
/// algorithms", `civil_from_days`).
fn civil(day: i64) -> (i64, i64, i64) {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, of_year - (153 * shifted_month + 2) / 5 + 1)
}

fn head(texts: &Texts, when: &str, facts: &Facts, way: Option<Way>, alone: Option<bool>) -> String {
    let minutes = facts.behaviour.as_ref().map_or(0.0, |behaviour| behaviour.seconds / 60.0);
    let beside = texts.get(match (alone, facts.taken_over) {
        (Some(true), _) => "note-alone",
        (Some(false), false) => "note-beside",
        (Some(false), true) => "note-beside-taken-over",
        (None, _) => "note-beside-unknown",
    });
    let way = way.map_or_else(String::new, |way| texts.get(&format!("note-way-{}", way.slug())));
    let id = if way.is_empty() { "note-head" } else { "note-head-way" };
    let values = [
        ("when", when.into()),
        ("minutes", Value::from(minutes.round())),
        ("beside", beside.as_str().into()),
        ("way", way.as_str().into()),
    ];
    texts.with(id, &values)
}

/// Worlds and exercises, each with its minutes.
fn content(texts: &Texts, behaviour: &Behaviour) -> String {
    let named = |kind: &str, used: &Used| {
        let name = texts.get(&format!("{kind}-{}", used.slug));
        let values =
            [("name", name.as_str().into()), ("minutes", Value::from((used.seconds / 60.0).round()))];
        texts.with("note-used", &values)
    };
    let worlds: Vec<String> = behaviour.worlds.iter().map(|used| named("world", used)).collect();
    if worlds.is_empty() {
        return texts.get("note-world-withheld");
    }
    let mut line = texts.with("note-worlds", &[("worlds", worlds.join(", ").as_str().into())]);
    if !behaviour.exercises.is_empty() {
        let exercises: Vec<String> = behaviour.exercises.iter().map(|used| named("exercise", used)).collect();
        line.push(' ');
        line.push_str(&texts.with("note-exercises", &[("exercises", exercises.join(", ").as_str().into())]));
    }
    line
}

fn tension(texts: &Texts, facts: &Facts) -> String {
    let change = |before: u8, after: u8| f64::from(before.abs_diff(after));
    let value = |rating: Option<Rating>| rating.map(|rating| rating.value);
    let told = match (value(facts.ratings.before), value(facts.ratings.after)) {
        (Some(before), Some(after)) => {
            let id = match after.cmp(&before) {
                core::cmp::Ordering::Less => "note-tension-lower",
                core::cmp::Ordering::Equal => "note-tension-same",
                core::cmp::Ordering::Greater => "note-tension-higher",
            };
            let values = [
                ("before", Value::from(f64::from(before))),
                ("after", Value::from(f64::from(after))),
                ("points", Value::from(change(before, after))),
            ];
            texts.with(id, &values)
        }
        (Some(before), None) => texts.with("note-tension-before", &[("before", f64::from(before).into())]),
        (None, Some(after)) => texts.with("note-tension-after", &[("after", f64::from(after).into())]),
        (None, None) => texts.get("note-tension-none"),
    };
    if facts.ratings.by_colleague() { format!("{told} {}", texts.get("note-by-colleague")) } else { told }
}

/// How tension changed in the sessions before this one, with their number.
fn course(texts: &Texts, earlier: &[Short]) -> Option<String> {
    let changes: Vec<f64> = earlier
        .iter()
        .filter_map(|short| {
            Some(f64::from(short.ratings.own_after()?) - f64::from(short.ratings.own_before()?))
        })
        .collect();
    if changes.is_empty() {
        return None;
    }
    let mean = changes.iter().sum::<f64>() / changes.len() as f64;
    let points = texts.decimal(mean, 1);
    let values = [("points", points.as_str().into()), ("n", Value::from(changes.len() as f64))];
    Some(texts.with("note-course", &values))
}

/// The two questions after a session (safety rule 10).
fn check(texts: &Texts, facts: &Facts) -> String {
    let id = match facts.discomfort {
        None => "note-check-none",
        Some(Discomfort::None) => "note-check-fine",
        Some(Discomfort::Dizzy) => "note-check-dizzy",
        Some(Discomfort::Nausea) => "note-check-nausea",
        Some(Discomfort::Headache) => "note-check-headache",
        Some(Discomfort::Panic) => "note-check-panic",
        Some(Discomfort::Other) => "note-check-other",
    };
    let told = texts.get(id);
    let by_colleague = facts.ratings.discomfort_by_colleague && facts.discomfort.is_some();
    if by_colleague { format!("{told} {}", texts.get("note-by-colleague")) } else { told }
}

/// Heart rate at the beginning and the end with the signal's quality; nothing where no heart was kept.
async fn heart_line(
    app: &App,
    read: &Witness,
    row: &SessionRow,
    texts: &Texts,
) -> Result<Option<String>, Failure> {
    let beats = app.store.beats(read, row.id).await?;
    if beats.is_empty() {
        return Ok(None);
    }
    let baseline = heart::own_rest(&app.store, read, row).await?;
    let arrivals = beats.iter().flat_map(|row| &row.packets).map(|packet| packet.arrived);
    let length = arrivals.fold(session::WorldTime::START, Ord::max);
    let computed = tokio::task::spawn_blocking(move || heart::record(&beats, length, baseline).heart).await;
    let heart = computed.map_err(|_| Failure::Internal("heart of a note"))?;
    let rates: Vec<f64> = heart.iter().filter_map(|now| now.heart_rate_bpm).collect();
    let (Some(first), Some(last)) = (rates.first(), rates.last()) else { return Ok(None) };
    let values = heart.iter().filter(|now| matches!(now.reading, HeartReading::Value { .. })).count();
    let good = heart.iter().filter(|now| now.quality.level == QualityLevel::Good).count();
    let percent = (good as f64 * 100.0 / heart.len().max(1) as f64).round();
    let id = if values == 0 { "note-heart-no-indicator" } else { "note-heart" };
    let told = [
        ("first", Value::from(first.round())),
        ("last", Value::from(last.round())),
        ("good", Value::from(percent)),
    ];
    Ok(Some(texts.with(id, &told)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_on_the_readers_own_clock() {
        // 2026-11-22 23:30:00 UTC; GNU date -d @1795390200.
        let at_us = 1_795_390_200_000_000;
        let nl = texts(texts::Language::Nl);
        assert_eq!(moment(nl, at_us, Some(60)), "23-11-2026, 00:30");
        assert_eq!(moment(nl, at_us, None), "22-11-2026, 23:30 UTC");
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(-1), (1969, 12, 31));
        assert_eq!(civil(19_782), (2024, 2, 29), "date -d 2024-02-29");
    }
}
