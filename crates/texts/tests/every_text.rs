//! Both languages say everything, with the same values, and nothing is left half done.
#![allow(clippy::panic, clippy::unwrap_used)] // helpers of tests
use fluent_syntax::{ast, parser};
use std::collections::{BTreeMap, BTreeSet};
use texts::{Language, Texts};

/// Per id: the variables it takes, and its longest line in words.
struct Entry {
    variables: BTreeSet<String>,
    text: String,
}

fn entries(language: Language, file: &str) -> BTreeMap<String, Entry> {
    let (_, source) = Texts::files(language)
        .iter()
        .find(|(name, _)| *name == file)
        .unwrap_or_else(|| panic!("{file}.ftl is carried in {language}"));
    let resource =
        parser::parse(*source).unwrap_or_else(|(_, errors)| panic!("{language}/{file}.ftl: {errors:?}"));
    let mut found = BTreeMap::new();
    for entry in resource.body {
        let ast::Entry::Message(message) = entry else { continue };
        let pattern = message.value.unwrap_or_else(|| panic!("{}: a message has a value", message.id.name));
        let mut entry = Entry { variables: BTreeSet::new(), text: String::new() };
        read_pattern(&pattern, &mut entry);
        let twice = found.insert(message.id.name.to_owned(), entry);
        assert!(twice.is_none(), "{language}/{file}.ftl has {} twice", message.id.name);
    }
    found
}

fn read_pattern(pattern: &ast::Pattern<&str>, entry: &mut Entry) {
    for element in &pattern.elements {
        match element {
            ast::PatternElement::TextElement { value } => entry.text.push_str(value),
            ast::PatternElement::Placeable { expression } => read_expression(expression, entry),
        }
    }
}

fn read_expression(expression: &ast::Expression<&str>, entry: &mut Entry) {
    match expression {
        ast::Expression::Inline(inline) => {
            entry.text.push('x');
            read_inline(inline, entry);
        }
        ast::Expression::Select { selector, variants } => {
            read_inline(selector, entry);
            for variant in variants {
                read_pattern(&variant.value, entry);
                entry.text.push('\n');
            }
        }
    }
}

fn read_inline(inline: &ast::InlineExpression<&str>, entry: &mut Entry) {
    match inline {
        ast::InlineExpression::VariableReference { id } => {
            entry.variables.insert(id.name.to_owned());
        }
        ast::InlineExpression::FunctionReference { arguments, .. } => {
            for argument in &arguments.positional {
                read_inline(argument, entry);
            }
        }
        ast::InlineExpression::Placeable { expression } => read_expression(expression, entry),
        _ => {}
    }
}

const FILES: [&str; 18] = [
    "common",
    "headset",
    "companion",
    "dashboard",
    "dashboard-later",
    "questions",
    "research",
    "line",
    "ways",
    "login",
    "own",
    "people",
    "server",
    "bridge",
    "report",
    "toolkit",
    "project",
    "guidance",
];

#[test]
fn every_text_exists_in_both_languages_and_takes_the_same_values() {
    for file in FILES {
        let dutch = entries(Language::Nl, file);
        let english = entries(Language::En, file);
        let ids = |of: &BTreeMap<String, Entry>| of.keys().cloned().collect::<BTreeSet<_>>();
        let (nl, en) = (ids(&dutch), ids(&english));
        assert!(nl == en, "{file}: only Dutch {:?}, only English {:?}", &nl - &en, &en - &nl);
        for (id, entry) in &dutch {
            assert_eq!(entry.variables, english[id].variables, "{file}: {id} takes other values in English");
        }
    }
}

#[test]
fn no_id_stands_in_two_files() {
    let mut seen = BTreeMap::new();
    for file in FILES {
        for id in entries(Language::Nl, file).into_keys() {
            if let Some(other) = seen.insert(id.clone(), file) {
                panic!("{id} stands in {other}.ftl and in {file}.ftl");
            }
        }
    }
}

#[test]
fn the_list_of_ids_is_what_the_parser_finds() {
    for language in Language::ALL {
        let listed: BTreeSet<String> = Texts::ids(language).map(str::to_owned).collect();
        let parsed: BTreeSet<String> =
            FILES.iter().flat_map(|file| entries(language, file).into_keys()).collect();
        assert_eq!(listed, parsed);
    }
}

#[test]
fn nothing_shouts_and_nothing_is_left_half_done() {
    let leftovers = ["TODO", "FIXME", "xxx", "lorem", "⟦", "Oeps", "Oops", "!", "...", "  "];
    for language in Language::ALL {
        for file in FILES {
            for (id, entry) in entries(language, file) {
                let text = entry.text.trim();
                assert!(!text.is_empty(), "{language}/{file}: {id} is empty");
                for leftover in leftovers {
                    assert!(!text.contains(leftover), "{language}/{file}: {id} holds {leftover:?}: {text}");
                }
            }
        }
    }
}

#[test]
fn every_text_comes_out_without_an_open_place() {
    for language in Language::ALL {
        let texts = Texts::new(language);
        for file in FILES {
            for (id, entry) in entries(language, file) {
                let names: Vec<&str> = entry.variables.iter().map(String::as_str).collect();
                let values: Vec<(&str, texts::Value)> =
                    names.iter().map(|name| (*name, 2u32.into())).collect();
                let text = texts.with(&id, &values);
                assert!(!text.contains('{') && !text.contains('⟦'), "{language}: {id} gives {text}");
            }
        }
    }
}

/// What stands before the client is read at a glance. The ids that begin with `page-` stand on the flat page
/// before the headset is put on, those with `caption-` run along with a voice.
#[test]
fn a_line_in_the_headset_has_at_most_eight_words() {
    for language in Language::ALL {
        for (id, entry) in entries(language, "headset") {
            if id.starts_with("page-") || id.starts_with("caption-") {
                continue;
            }
            for line in entry.text.lines() {
                let words = line.split_whitespace().count();
                assert!(words <= 8, "{language}: {id} has {words} words in a line: {line}");
            }
        }
    }
}

#[test]
fn a_missing_text_is_visible_and_harmless() {
    let texts = Texts::new(Language::Nl);
    assert_eq!(texts.get("there-is-no-such-text"), "⟦there-is-no-such-text⟧");
    assert!(!texts.has("there-is-no-such-text"));
}

#[test]
fn dutch_numbers_have_a_comma_and_choose_their_plural() {
    let nl = Texts::new(Language::Nl);
    let en = Texts::new(Language::En);
    assert_eq!(nl.with("live-fresh", &[("seconds", 0.24.into())]), "live · 0,2 s");
    assert_eq!(en.with("live-fresh", &[("seconds", 0.24.into())]), "live · 0.2 s");
    assert_eq!(nl.with("count-sessions", &[("n", 1u32.into())]), "1 sessie");
    assert_eq!(nl.with("count-sessions", &[("n", 8u32.into())]), "8 sessies");
    assert_eq!(en.with("count-sessions", &[("n", 1u32.into())]), "1 session");
    assert_eq!(nl.decimal(-1.875, 1), "−1,9");
}
