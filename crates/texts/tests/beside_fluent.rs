//! Every text comes out as Fluent's own implementation (fluent-bundle 0.16) writes it, whatever the values.
#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use std::collections::BTreeSet;
use texts::{Language, Texts, Value};

const NUMBERS: [f64; 9] = [0.0, 1.0, 2.0, 8.0, 21.0, 0.25, 1.5, -1.0, 68.4];

/// Fluent's own, with numbers written as we want them: its default knows neither a comma nor a true minus.
fn reference(language: Language) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new(vec![language.tag().parse().unwrap()]);
    bundle.set_use_isolating(false);
    bundle.add_builtins().unwrap();
    bundle.set_formatter(Some(match language {
        Language::Nl => |value, _| number(value, ','),
        Language::En => |value, _| number(value, '.'),
    }));
    for (name, source) in Texts::files(language) {
        let resource = FluentResource::try_new((*source).to_owned())
            .unwrap_or_else(|(_, errors)| panic!("{language}/{name}.ftl: {errors:?}"));
        bundle.add_resource(resource).unwrap();
    }
    bundle
}

fn number(value: &FluentValue, sign: char) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let least = number.options.minimum_fraction_digits.unwrap_or(0);
    let most = number.options.maximum_fraction_digits.unwrap_or(3).max(least);
    let power = 10_f64.powi(i32::try_from(most).unwrap());
    let mut text = format!("{:.most$}", (number.value * power).round() / power);
    while text.contains('.') && text.ends_with('0') && text.len() - text.find('.').unwrap() > least + 1 {
        text.pop();
    }
    let text = text.strip_suffix('.').unwrap_or(&text);
    Some(text.replace('.', &sign.to_string()).replace('-', "−"))
}

/// The variables of a text, by looking for `$`.
fn variables<'a>(source: &'a str, id: &str) -> BTreeSet<&'a str> {
    let start = source.find(&format!("\n{id} =")).map_or(0, |at| at + 1);
    let text = &source[start..];
    let end = text
        .match_indices('\n')
        .map(|(at, _)| at)
        .find(|at| text[at + 1..].starts_with(|next: char| next.is_ascii_alphabetic() || next == '#'))
        .unwrap_or(text.len());
    text[..end]
        .split('$')
        .skip(1)
        .map(|rest| {
            rest.split(|it: char| !(it.is_ascii_alphanumeric() || it == '_' || it == '-')).next().unwrap()
        })
        .collect()
}

#[test]
fn every_text_reads_as_fluent_reads_it() {
    let mut compared = 0;
    for language in Language::ALL {
        let (ours, theirs) = (Texts::new(language), reference(language));
        for (file, source) in Texts::files(language) {
            let read = Texts::read(language, (*source).to_owned());
            for id in Texts::ids(language).filter(|id| read.has(id)) {
                let names = variables(source, id);
                for number in NUMBERS {
                    let mut arguments = FluentArgs::new();
                    let mut values: Vec<(&str, Value)> = Vec::new();
                    for name in &names {
                        // Words where a text has a name; numbers everywhere else.
                        if matches!(
                            *name,
                            "name" | "alias" | "who" | "when" | "question" | "answer" | "reason"
                        ) {
                            arguments.set(*name, "Wilma { de } Vries");
                            values.push((name, "Wilma { de } Vries".into()));
                        } else {
                            arguments.set(*name, number);
                            values.push((name, number.into()));
                        }
                    }
                    let message =
                        theirs.get_message(id).unwrap_or_else(|| panic!("{file}: Fluent has no {id}"));
                    let pattern = message.value().unwrap();
                    let expected =
                        theirs.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned();
                    assert_eq!(ours.with(id, &values), expected, "{language}/{file}.ftl: {id} with {number}");
                    assert_eq!(
                        read.with(id, &values),
                        expected,
                        "{language}/{file}.ftl: {id}, as a page reads it"
                    );
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 1000, "only {compared} texts were compared");
}

#[test]
fn what_stands_before_the_client_is_carried_without_the_rest() {
    for language in Language::ALL {
        let (all, headset) = (Texts::new(language), Texts::headset(language));
        for (name, source) in Texts::files(language) {
            let read = Texts::read(language, (*source).to_owned());
            for id in Texts::ids(language).filter(|id| read.has(id)) {
                let shared = ["product-", "prompt-", "world-"].iter().any(|begin| id.starts_with(begin));
                let carried = *name == "headset" || *name == "common" && shared;
                assert_eq!(headset.has(id), carried, "{name}: {id}");
                assert!(!carried || headset.get(id) == all.get(id), "{name}: {id}");
                assert!(all.has(id), "{name}: {id}");
            }
        }
    }
}
