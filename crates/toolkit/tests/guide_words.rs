//! The guide's words: both languages, short sentences, plain Dutch, nothing half done.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod tables;

use serde_json::Value;
use tables::{none, tables};

/// A text with where it stands: table, id and field.
struct Stands {
    at: String,
    nl: String,
    en: String,
}

fn texts() -> Vec<Stands> {
    fn walk(at: &str, value: &Value, found: &mut Vec<Stands>) {
        match value {
            Value::Object(fields) => {
                if let (Some(Value::String(nl)), Some(Value::String(en)), 2) =
                    (fields.get("nl"), fields.get("en"), fields.len())
                {
                    found.push(Stands { at: at.to_owned(), nl: nl.clone(), en: en.clone() });
                    return;
                }
                let id = fields.get("id").and_then(Value::as_str);
                let at = id.map_or(at.to_owned(), |id| format!("{at} {id}"));
                for (name, field) in fields {
                    walk(&format!("{at}.{name}"), field, found);
                }
            }
            Value::Array(entries) => entries.iter().for_each(|entry| walk(at, entry, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for (name, table) in tables() {
        walk(name, &table, &mut found);
    }
    found
}

/// Names that are the same word in both languages.
const SAME: [&str; 9] = [
    "Start",
    "Champion",
    "Burn-out",
    "Manager",
    "E-learning",
    "Demo kit",
    "Kick-off formats",
    "Skillslab",
    "Pilot",
];

#[test]
fn nothing_is_left_in_one_language() {
    let found = texts();
    assert!(found.len() > 900, "only {} texts", found.len());
    let same = found.iter().filter(|text| text.nl == text.en && !SAME.contains(&text.nl.as_str()));
    none("the same in both languages", same.map(|text| format!("{}: {}", text.at, text.nl)).collect());
}

/// Whether it is a name, an address or a title that others gave.
fn is_named_by_others(at: &str) -> bool {
    at.ends_with(".title") || at.ends_with(".citation")
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['.', '?', ':', ';']).map(str::trim).filter(|sentence| !sentence.is_empty())
}

#[test]
fn a_sentence_is_short_enough_for_a_tired_reader() {
    let mut long = Vec::new();
    for text in texts().iter().filter(|text| !is_named_by_others(&text.at)) {
        for (language, text_of, most) in [("nl", &text.nl, 22), ("en", &text.en, 26)] {
            for sentence in sentences(text_of) {
                let words = sentence.split_whitespace().count();
                if words > most {
                    long.push(format!("{} {language}, {words} words: {sentence}", text.at));
                }
            }
        }
    }
    none("too long", long);
}

#[test]
fn dutch_is_plain_and_says_je() {
    const OFFICIAL: [&str; 30] = [
        "u",
        "uw",
        "middels",
        "teneinde",
        "tevens",
        "aangaande",
        "omtrent",
        "derhalve",
        "alsmede",
        "betreffende",
        "inzake",
        "conform",
        "reeds",
        "indien",
        "hetgeen",
        "dient",
        "dienen",
        "faciliteren",
        "faciliteert",
        "verankeren",
        "borgen",
        "borging",
        "draagvlak",
        "laagdrempelig",
        "laagdrempelige",
        "stakeholders",
        "implementeren",
        "optimaliseren",
        "significant",
        "doelmatigheid",
    ];
    let mut found = Vec::new();
    for text in texts().iter().filter(|text| !is_named_by_others(&text.at)) {
        for word in text.nl.to_lowercase().split(|sign: char| !sign.is_alphabetic()) {
            if OFFICIAL.contains(&word) {
                found.push(format!("{}: {word}: {}", text.at, text.nl));
            }
        }
    }
    none("not plain", found);
}

#[test]
fn nothing_shouts_and_nothing_is_left_half_done() {
    let mut found = Vec::new();
    for text in texts() {
        for (language, text_of) in [("nl", &text.nl), ("en", &text.en)] {
            for leftover in ["TODO", "FIXME", "lorem", "!", "...", "  ", " .", " ,", "Oeps"] {
                if text_of.contains(leftover) {
                    found.push(format!("{} {language} holds {leftover:?}: {text_of}", text.at));
                }
            }
            let ends = text_of.ends_with(['.', '?', ':', ')']);
            let is_sentences = text_of.contains(". ") || text_of.contains("? ");
            if is_sentences && !ends && !is_named_by_others(&text.at) {
                found.push(format!("{} {language} breaks off: {text_of}", text.at));
            }
        }
        let ends = |text: &str| text.ends_with(['.', '?']);
        if ends(&text.nl) != ends(&text.en) {
            found.push(format!(
                "{}: one ends as a sentence, the other does not: {} / {}",
                text.at, text.nl, text.en
            ));
        }
    }
    none("half done", found);
}
