//! Sentences that both reports about care say, and what every report is made with.

use crate::{
    heart::duration,
    moment::{date_and_time, wall_us},
};
use care::{
    Rating,
    profile::{Banded, Part, PartKind, StressScore},
    story::{Occurrence, Story},
};
use session::{AdverseEvent, Answer, Discomfort, Prompt, Said};
use texts::{Texts, Value};

/// When and by what a report is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// When, µs since 1970 in universal time.
    pub at_us: i64,
    /// The version of this program.
    pub version: String,
}

/// A clinician's review of what went wrong in a session (safety rule 10).
#[derive(Clone, PartialEq, Eq)]
pub struct Reviewed {
    /// Who reviewed.
    pub by_name: String,
    /// When, µs since 1970 in universal time.
    pub at_us: i64,
    /// What they saw and agreed.
    pub note: String,
}

impl core::fmt::Debug for Reviewed {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Reviewed { … }")
    }
}

/// "di 25 nov 2025, 14:05", on the wall.
pub(crate) fn moment(utc_us: i64, texts: &Texts) -> String {
    date_and_time(wall_us(utc_us), texts).map_or_else(String::new, |(date, time)| format!("{date}, {time}"))
}

/// "di 25 nov 2025", on the wall.
pub(crate) fn day(utc_us: i64, texts: &Texts) -> String {
    date_and_time(wall_us(utc_us), texts).map_or_else(String::new, |(date, _)| date)
}

/// "14:05", on the wall.
pub(crate) fn clock(utc_us: i64, texts: &Texts) -> String {
    date_and_time(wall_us(utc_us), texts).map_or_else(String::new, |(_, time)| time)
}

/// What made the report, below its pages.
pub(crate) fn made_with(made: &Made, algorithm: &str, texts: &Texts) -> String {
    texts.with(
        "report-made-with",
        &[
            ("product", texts.get("product-name").into()),
            ("version", made.version.as_str().into()),
            ("algorithm", algorithm.into()),
            ("when", moment(made.at_us, texts).into()),
        ],
    )
}

/// Tension before and after, 0 to 10, each as it was last given, by whomever.
pub(crate) fn tension(story: &Story) -> (Option<u8>, Option<u8>) {
    let value = |rating: Option<Rating>| rating.map(|rating| rating.value);
    (value(story.ratings.before), value(story.ratings.after))
}

/// Tension before and after as the client themselves gave it.
pub(crate) fn own_tension(story: &Story) -> (Option<u8>, Option<u8>) {
    (story.ratings.own_before(), story.ratings.own_after())
}

/// These words, with a mark where a colleague gave what they tell.
pub(crate) fn marked(words: String, by_colleague: bool, texts: &Texts) -> String {
    if by_colleague { format!("{words} ({})", texts.get("report-by-colleague")) } else { words }
}

/// What a clinician must look at in a session, in words: what the headset noted, and whether a colleague did.
pub(crate) fn adverse_words(story: &Story, remarked: bool, texts: &Texts) -> Vec<String> {
    let noted = story.happenings.iter().filter_map(|happening| match happening.what {
        Occurrence::Adverse(event) => Some(adverse_word(event, texts)),
        _ => None,
    });
    noted.chain(remarked.then(|| texts.get("report-adverse-remarked"))).collect()
}

/// What the client said after being asked whether anything felt unpleasant.
pub(crate) fn discomfort_word(story: &Story, texts: &Texts) -> String {
    let said = story.happenings.iter().filter_map(|happening| match happening.what {
        Occurrence::Discomfort(discomfort) => Some(discomfort),
        _ => None,
    });
    let said: Vec<Discomfort> = said.collect();
    if said.is_empty() {
        return texts.get("report-not-asked");
    }
    let word = |discomfort: &Discomfort| texts.get(&format!("discomfort-{}", discomfort.slug()));
    let told = said.iter().map(word).collect::<Vec<_>>().join(", ");
    marked(told, story.ratings.discomfort_by_colleague, texts)
}

fn adverse_word(event: AdverseEvent, texts: &Texts) -> String {
    texts.get(match event {
        AdverseEvent::Panic => "adverse-panic",
        AdverseEvent::Headache => "adverse-headache",
        AdverseEvent::MarkedWorsening => "adverse-marked-worsening",
    })
}

/// What the clinician saw and agreed, or that nobody has looked yet.
pub(crate) fn review_word(review: Option<&Reviewed>, texts: &Texts) -> String {
    match review {
        Some(Reviewed { by_name, at_us, note }) => texts.with(
            "report-reviewed",
            &[
                ("name", by_name.as_str().into()),
                ("when", moment(*at_us, texts).into()),
                ("note", note.as_str().into()),
            ],
        ),
        None => texts.get("report-not-reviewed"),
    }
}

pub(crate) fn world_word(slug: &str, texts: &Texts) -> String {
    named(&format!("world-{slug}"), "world-unknown", texts)
}

pub(crate) fn exercise_word(slug: &str, texts: &Texts) -> String {
    named(&format!("exercise-{slug}"), "exercise-unknown", texts)
}

/// A record may hold what this version does not know.
fn named(id: &str, unknown: &str, texts: &Texts) -> String {
    texts.get(if texts.has(id) { id } else { unknown })
}

pub(crate) fn prompt_word(prompt: &Prompt, texts: &Texts) -> String {
    match prompt {
        Prompt::Prepared(prepared) => texts.get(&format!("prompt-{}", prepared.slug())),
        Prompt::Own { text, .. } => text.clone(),
        Prompt::Item(item) => in_language(&item.text, texts).to_owned(),
    }
}

/// What was answered to this: a choice in its own words.
pub(crate) fn reply_word(prompt: &Prompt, answer: Answer, texts: &Texts) -> String {
    let Prompt::Item(item) = prompt else { return answer_word(answer, texts) };
    match answer {
        Answer::Scale(value) => value.to_string(),
        Answer::Some(0) => texts.get("answer-none-of-these"),
        Answer::One(_) | Answer::Some(_) => {
            let chosen = item.form.chosen(answer).map(|choice| in_language(choice, texts));
            chosen.collect::<Vec<_>>().join(", ")
        }
        Answer::Yes => texts.get("answer-done"),
        other => answer_word(other, texts),
    }
}

/// Words of the record in the language of the page.
fn in_language<'a>(words: &'a Said, texts: &Texts) -> &'a str {
    words.in_language(match texts.language() {
        texts::Language::Nl => session::Language::Nl,
        texts::Language::En => session::Language::En,
    })
}

fn answer_word(answer: Answer, texts: &Texts) -> String {
    match answer {
        Answer::Yes => texts.get("answer-yes"),
        Answer::No => texts.get("answer-no"),
        Answer::Scale(value) => texts.with("answer-scale", &[("value", value.into())]),
        Answer::Skipped => texts.get("answer-skipped"),
        // Only a question out of a set takes these, and says what they are.
        Answer::One(_) | Answer::Some(_) => texts.get("answer-given"),
    }
}

/// "name, 12 min 5 s".
pub(crate) fn lasting(name: &str, seconds: f64, texts: &Texts) -> String {
    format!("{name}, {}", duration(seconds.max(0.0), texts))
}

/// "5,5": breaths per minute.
pub(crate) fn pace(milli_bpm: u16, texts: &Texts) -> String {
    texts.decimal(f64::from(milli_bpm) / 1_000.0, 1)
}

/// "62, tussen 50 en 74", or that there is no score.
pub(crate) fn score_word(score: &StressScore, texts: &Texts) -> String {
    let whole = |value: f64| texts.decimal(value, 0);
    match score.value {
        Some(Banded { score, low, high }) => texts.with(
            "report-score",
            &[("score", whole(score).into()), ("low", whole(low).into()), ("high", whole(high).into())],
        ),
        None => texts.get("profile-none"),
    }
}

/// What a part of a score is called, and what it says or why it is missing.
pub(crate) fn part_words(part: &Part, texts: &Texts) -> (String, String) {
    let (name, missing) = match part.kind {
        PartKind::Answers => ("profile-answers", "profile-answers-missing"),
        PartKind::Heart => ("profile-heart", "profile-heart-missing"),
        PartKind::Movement => ("profile-movement", "profile-movement-missing"),
    };
    let whole = |value: f64| texts.decimal(value, 0);
    let value = match (part.value, part.half_width) {
        (Some(value), Some(half)) => texts.with(
            "report-part",
            &[
                ("value", whole(value).into()),
                ("half", whole(half).into()),
                ("share", whole(part.share * 100.0).into()),
            ],
        ),
        _ => texts.get(missing),
    };
    (texts.get(name), value)
}

/// Before and after in a sentence.
pub(crate) fn finding(tension: (Option<u8>, Option<u8>), texts: &Texts) -> String {
    let both = |id: &str, before: u8, after: u8| {
        texts.with(id, &[("before", Value::from(before)), ("after", Value::from(after))])
    };
    match tension {
        (Some(before), Some(after)) if after < before => both("finding-fell", before, after),
        (Some(before), Some(after)) if after > before => both("finding-rose", before, after),
        (Some(before), Some(after)) => both("finding-same", before, after),
        (Some(before), None) => texts.with("finding-only-before", &[("before", before.into())]),
        (None, Some(after)) => texts.with("finding-only-after", &[("after", after.into())]),
        (None, None) => texts.get("finding-neither"),
    }
}
