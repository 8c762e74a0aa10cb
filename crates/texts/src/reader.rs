//! Reads a file of texts: the part of Fluent's syntax that our texts use, walked as a text is written out.
//!
//! Read are `id = text`, `{ $value }`, `NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1)` and a choice
//! by number, plural or word. Anything else is shown as it stands, and the tests refuse it: they hold every text beside
//! Fluent's own implementation. That one is not used here because it costs an app 14 kB of its first load.

use crate::{Language, Value, number};
use std::{borrow::Cow, ops::Range};

/// The texts of one file, found by id.
#[derive(Clone)]
pub(crate) struct File {
    source: Cow<'static, str>,
    /// Where each id and its pattern stand. A few hundred: going through them takes less than drawing the text.
    places: Vec<(Range<usize>, Range<usize>)>,
}

impl File {
    pub(crate) fn new(source: impl Into<Cow<'static, str>>) -> File {
        let source = source.into();
        let mut places: Vec<(Range<usize>, Range<usize>)> = Vec::new();
        let mut at = 0;
        for line in source.split_inclusive('\n') {
            let begins_text = id_of(line);
            if let Some(id) = begins_text {
                let start = at + line.find('=').map_or(line.len(), |found| found + 1);
                places.push((at..at + id.len(), start..at + line.len()));
            } else if !line.starts_with('#')
                && let Some((_, pattern)) = places.last_mut()
                && pattern.end == at
            {
                pattern.end = at + line.len();
            }
            at += line.len();
        }
        File { source, places }
    }

    /// The pattern with this id.
    pub(crate) fn pattern(&self, id: &str) -> Option<&str> {
        let (_, pattern) = self.places.iter().find(|(place, _)| self.word(place) == id)?;
        Some(self.word(pattern).trim())
    }

    fn word(&self, place: &Range<usize>) -> &str {
        self.source.get(place.clone()).unwrap_or_default()
    }
}

/// The ids of a file, in its order.
pub(crate) fn ids(source: &'static str) -> impl Iterator<Item = &'static str> {
    source.lines().filter_map(id_of)
}

/// The id that a line gives a text: what stands before `=` at its beginning.
fn id_of(line: &str) -> Option<&str> {
    let (id, _) = line.split_once('=')?;
    let id = id.trim_end();
    let begins = id.starts_with(|first: char| first.is_ascii_alphabetic());
    (begins && id.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-' || it == b'_')).then_some(id)
}

/// The values that a text is written out with.
#[derive(Clone, Copy)]
pub(crate) struct Writer<'a> {
    pub(crate) language: Language,
    pub(crate) values: &'a [(&'a str, Value<'a>)],
}

impl Writer<'_> {
    /// Writes a pattern out.
    pub(crate) fn write(self, pattern: &str, into: &mut String) {
        let mut rest = pattern;
        while let Some((before, place)) = rest.split_once('{') {
            into.push_str(before);
            let end = closing(place);
            let (inside, after) = place.split_at(end);
            self.write_place(inside.trim(), into);
            rest = after.strip_prefix('}').unwrap_or_default();
        }
        into.push_str(rest);
    }

    fn write_place(self, inside: &str, into: &mut String) {
        if let Some((selector, variants)) = inside.split_once("->") {
            let chosen = self.argument(selector.trim()).map(|(_, value, digits)| (value, digits));
            self.write(chosen_variant(variants, chosen).unwrap_or_default(), into);
            return;
        }
        match self.argument(inside) {
            Some((_, Value::Text(text), _)) => into.push_str(text),
            Some((_, Value::Number(value), digits)) => {
                into.push_str(&number::between(self.language, *value, digits.least, digits.most));
            }
            None => {
                into.push('{');
                into.push_str(inside);
                into.push('}');
            }
        }
    }

    /// The value that `$name` or `NUMBER($name, …)` stands for, and its decimals.
    fn argument<'s>(&'s self, written: &'s str) -> Option<(&'s str, &'s Value<'s>, Digits)> {
        let (name, options) = match written.strip_prefix("NUMBER(") {
            Some(call) => {
                let call = call.strip_suffix(')')?;
                call.split_once(',').unwrap_or((call, ""))
            }
            None => (written, ""),
        };
        let name = name.trim().strip_prefix('$')?;
        let (_, value) = self.values.iter().find(|(known, _)| *known == name)?;
        Some((name, value, Digits::of(options)))
    }
}

/// How many decimals a number is written with.
#[derive(Clone, Copy)]
struct Digits {
    least: usize,
    most: usize,
}

impl Digits {
    fn of(options: &str) -> Digits {
        let given = |name: &str| {
            options.split(',').find_map(|option| {
                let (known, value) = option.split_once(':')?;
                (known.trim() == name).then(|| value.trim().parse::<usize>().ok())?
            })
        };
        let least = given("minimumFractionDigits").unwrap_or(0);
        Digits { least, most: given("maximumFractionDigits").unwrap_or(3).max(least) }
    }
}

/// The end of what a brace opened: the position of the brace that closes it.
fn closing(place: &str) -> usize {
    let mut depth = 0_usize;
    for (at, letter) in place.bytes().enumerate() {
        match letter {
            b'{' => depth += 1,
            b'}' if depth == 0 => return at,
            b'}' => depth -= 1,
            _ => {}
        }
    }
    place.len()
}

/// The first variant that fits the value, else the one with the star.
fn chosen_variant<'a>(variants: &'a str, value: Option<(&Value, Digits)>) -> Option<&'a str> {
    let mut fallback = None;
    let mut rest = variants.trim_start();
    while !rest.is_empty() {
        let starred = rest.strip_prefix('*');
        let (key, after) = starred.unwrap_or(rest).strip_prefix('[')?.split_once(']')?;
        let end = variant_end(after);
        let (text, next) = after.split_at(end);
        if value.is_some_and(|(value, digits)| fits(key.trim(), value, digits)) {
            return Some(text.trim());
        }
        if starred.is_some() {
            fallback = Some(text.trim());
        }
        rest = next.trim_start();
    }
    fallback
}

/// A variant ends where a line begins with the next one.
fn variant_end(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, letter) in text.bytes().enumerate() {
        match letter {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'\n' if depth == 0 => {
                let next = text.get(at..).unwrap_or_default().trim_start();
                if next.starts_with('[') || next.starts_with("*[") {
                    return at;
                }
            }
            _ => {}
        }
    }
    text.len()
}

/// Both languages have the same plurals for whole numbers: `one` for 1 without decimals, `other` for the rest
/// (CLDR, "Language Plural Rules", cardinal).
fn fits(key: &str, value: &Value, digits: Digits) -> bool {
    match value {
        Value::Text(text) => key == text.as_ref(),
        Value::Number(value) => match key {
            "one" => value.abs() == 1.0 && digits.least == 0,
            "other" => value.abs() != 1.0 || digits.least > 0,
            number => number.parse::<i32>().is_ok_and(|number| f64::from(number) == *value),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(source: &'static str, id: &str, values: &[(&str, Value)]) -> String {
        let file = File::new(source);
        let mut text = String::new();
        Writer { language: Language::Nl, values }.write(file.pattern(id).unwrap(), &mut text);
        text
    }

    #[test]
    fn a_choice_may_stand_inside_a_sentence_and_hold_values() {
        const SOURCE: &str = "# Kop\na = Over { $n ->\n    [0] niets\n    [one] { $n } dag\n   *[other] { $n } dagen\n} meer.\n\nb = ander\n";
        assert_eq!(written(SOURCE, "a", &[("n", 0u8.into())]), "Over niets meer.");
        assert_eq!(written(SOURCE, "a", &[("n", 1u8.into())]), "Over 1 dag meer.");
        assert_eq!(written(SOURCE, "a", &[("n", 1.5.into())]), "Over 1,5 dagen meer.");
        assert_eq!(written(SOURCE, "b", &[]), "ander");
    }

    #[test]
    fn a_value_that_nobody_gave_stays_visible() {
        assert_eq!(written("a = Dag { $name }\n", "a", &[]), "Dag {$name}");
    }

    #[test]
    fn what_is_written_badly_does_no_harm() {
        for source in ["a = { $n", "a = { $n -> [", "a = }{", "a =", "a = { $n ->\n *[x\n }", "a = {{{ $n }"]
        {
            let _ = written(source, "a", &[("n", 2u8.into())]);
        }
    }

    #[test]
    fn a_word_chooses_too() {
        const SOURCE: &str = "a = { $who ->\n  [you] jij\n *[them] zij\n}\n";
        assert_eq!(written(SOURCE, "a", &[("who", "you".into())]), "jij");
        assert_eq!(written(SOURCE, "a", &[("who", "x".into())]), "zij");
    }
}
