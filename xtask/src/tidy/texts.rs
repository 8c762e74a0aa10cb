//! Every text exists in Dutch and in English, with the same variables, and every id that code asks for exists.
use std::collections::{BTreeMap, BTreeSet};

use super::Finding;
use super::tree::{Tree, code_lines};

/// Calls that take an id as their first argument, when it stands there as a literal.
const ASKING: &[&str] = &[".get(\"", ".with(\"", "text(\"", "text_with(\"", "tr(\"", "words(\""];

/// The headset's ids begin like this and nothing else does, so any literal that does is one.
const HEADSET: &str = "\"vr-";

pub fn check(tree: &Tree) -> Vec<Finding> {
    let (dutch, english) = (messages(tree, "nl"), messages(tree, "en"));
    let mut findings = missing(&dutch, &english, "in Dutch but not in English");
    findings.extend(missing(&english, &dutch, "in English but not in Dutch"));
    for (id, message) in &dutch {
        if let Some(other) = english.get(id).filter(|other| other.variables != message.variables) {
            let text =
                format!("`{id}` uses {:?} in Dutch and {:?} in English", message.variables, other.variables);
            findings.push(Finding::at(&message.file, message.line, text));
        }
    }
    if !dutch.is_empty() {
        findings.extend(asked_for(tree, &dutch));
    }
    findings
}

/// One message of a language.
struct Message {
    file: String,
    line: usize,
    variables: BTreeSet<String>,
}

fn missing(here: &BTreeMap<String, Message>, there: &BTreeMap<String, Message>, what: &str) -> Vec<Finding> {
    here.iter()
        .filter(|(id, _)| !there.contains_key(*id))
        .map(|(id, message)| Finding::at(&message.file, message.line, format!("`{id}` is {what}")))
        .collect()
}

/// Ids that code names and no language has.
fn asked_for(tree: &Tree, known: &BTreeMap<String, Message>) -> Vec<Finding> {
    let families: BTreeSet<_> = known.keys().filter_map(|id| id.split('-').next()).collect();
    let mut findings = Vec::new();
    let sources = ["apps/", "crates/"].into_iter().flat_map(|folder| tree.below(folder, ".rs"));
    for (path, text) in sources.filter(|(path, _)| path.contains("/src/")) {
        for (line, code) in code_lines(text) {
            let asked: BTreeSet<_> = ids_in(code).collect();
            for id in asked.into_iter().filter(|id| !known.contains_key(*id)) {
                // `headers.get("content-type")` asks for something else.
                if id.split('-').next().is_some_and(|family| families.contains(family)) {
                    findings.push(Finding::at(path, line, format!("there is no text `{id}`")));
                }
            }
        }
    }
    findings
}

/// The ids that a line of code asks for.
fn ids_in(code: &str) -> impl Iterator<Item = &str> {
    let literal_after =
        |at: usize| code.get(at..).and_then(|rest| rest.split('"').next()).filter(|id| is_id(id));
    let asked = ASKING.iter().flat_map(move |call| {
        let found = code.match_indices(call).filter(|(at, call)| {
            let before = code.get(..*at).and_then(|text| text.chars().next_back());
            call.starts_with('.') || !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_')
        });
        found.map(|(at, call)| at + call.len())
    });
    let of_headset = code.match_indices(HEADSET).map(|(at, _)| at + 1);
    asked.chain(of_headset).filter_map(literal_after)
}

/// Fluent ids as we write them: lower case words joined by hyphens. One that ends with a hyphen is the beginning of several.
fn is_id(text: &str) -> bool {
    text.contains('-')
        && !text.ends_with('-')
        && text.starts_with(|letter: char| letter.is_ascii_lowercase())
        && text.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-')
}

/// Every message of a language, by id; attributes as `id.attribute`.
fn messages(tree: &Tree, language: &str) -> BTreeMap<String, Message> {
    let mut messages = BTreeMap::new();
    let is_of =
        |path: &str| path.contains(&format!("/{language}/")) || path.ends_with(&format!("/{language}.ftl"));
    for (file, text) in tree.files().filter(|(path, _)| path.ends_with(".ftl") && is_of(path)) {
        let (mut id, mut part) = (String::new(), None);
        for (index, line) in text.lines().enumerate() {
            if line.starts_with('#') {
                continue;
            }
            if let Some((name, _)) = line
                .split_once('=')
                .filter(|_| line.starts_with(|it: char| it.is_ascii_alphabetic() || it == '-'))
            {
                id = name.trim().to_owned();
                part = Some(id.clone());
            } else if let Some((attribute, _)) =
                line.trim_start().strip_prefix('.').and_then(|rest| rest.split_once('='))
            {
                part = Some(format!("{id}.{}", attribute.trim()));
            }
            let Some(part) = &part else { continue };
            let message = messages.entry(part.clone()).or_insert_with(|| Message {
                file: file.to_owned(),
                line: index + 1,
                variables: BTreeSet::new(),
            });
            message.variables.extend(variables_in(line));
        }
    }
    messages
}

fn variables_in(line: &str) -> impl Iterator<Item = String> {
    line.split('$')
        .skip(1)
        .map(|rest| {
            rest.chars()
                .take_while(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'))
                .collect::<String>()
        })
        .filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        check(&Tree::made_up(files)).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn a_text_in_one_language_only_is_found() {
        let found = found(&[
            ("content/texts/nl/vr.ftl", "start = Begin\nalleen = Alleen hier\n"),
            ("content/texts/en/vr.ftl", "start = Start\n"),
        ]);
        assert_eq!(found, ["`alleen` is in Dutch but not in English"]);
    }

    #[test]
    fn variables_are_the_same_in_both_languages() {
        let dutch =
            "beats = { $count ->\n    [one] Eén slag\n   *[other] { $count } slagen\n }\n    .title = Hart\n";
        let english = "beats = { $number } beats\n    .title = Heart\n";
        let found = found(&[("texts/nl.ftl", dutch), ("texts/en.ftl", english)]);
        assert_eq!(found.len(), 1, "{found:?}");
    }

    #[test]
    fn code_may_only_ask_for_texts_that_exist() {
        let texts = [("texts/nl.ftl", "start-now = Nu\n"), ("texts/en.ftl", "start-now = Now\n")];
        let good = (
            "apps/a/src/lib.rs",
            "let a = texts.get(\"start-now\"); headers.get(\"content-type\"); run(\"start-up\"); from_str(\"start-x\");",
        );
        let bad = ("apps/b/src/lib.rs", "let a = texts.with(\"start-later\", &[]);");
        assert_eq!(found(&[texts[0], texts[1], good]), Vec::<String>::new());
        assert_eq!(found(&[texts[0], texts[1], bad]), ["there is no text `start-later`"]);
        let headset = [("texts/nl.ftl", "vr-go = Ga\n"), ("texts/en.ftl", "vr-go = Go\n")];
        let stray = ("crates/panels/src/a.rs", "Welcome => (\"vr-go\", \"vr-gone\"),");
        assert_eq!(found(&[headset[0], headset[1], stray]), ["there is no text `vr-gone`"]);
    }
}
