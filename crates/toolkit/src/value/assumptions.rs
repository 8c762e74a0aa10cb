//! What a business case assumes: a value for everything, where it comes from, and what else it might be.

use crate::guide::{ASSUMPTIONS, Assumption, Line};

/// Everything that a business case assumes for an organisation in a care line.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumptions {
    line: Line,
    values: Vec<f64>,
}

/// One assumption with its value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Assumed {
    /// What it is.
    pub about: &'static Assumption,
    /// Its value.
    pub value: f64,
    /// The low end of what is likely, no more than the value.
    pub low: f64,
    /// The high end of what is likely, no less than the value.
    pub high: f64,
    /// Whether it is no longer the value to begin with.
    pub is_changed: bool,
}

/// An assumption that cannot be set so.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SetError {
    /// There is none with this name.
    #[error("there is no assumption {name:?}{}", nearest.map(|near| format!("; did you mean {near}?")).unwrap_or_default())]
    Unknown {
        /// The name that was given.
        name: String,
        /// The name most like it.
        nearest: Option<&'static str>,
    },
    /// The value cannot be.
    #[error("{name} must be from {least} to {most}")]
    OutOfBounds {
        /// Its name.
        name: &'static str,
        /// The least that it can be.
        least: f64,
        /// The most that it can be.
        most: f64,
    },
    /// Half a thing.
    #[error("{name} must be a whole number")]
    NotWhole {
        /// Its name.
        name: &'static str,
    },
}

impl Assumptions {
    /// The values to begin with in this line.
    pub fn of(line: Line) -> Self {
        let values = ASSUMPTIONS.iter().map(|assumption| range(assumption, line)[0]).collect();
        Self { line, values }
    }

    /// The care line.
    pub fn line(&self) -> Line {
        self.line
    }

    /// Sets one by its name.
    pub fn set(&mut self, name: &str, value: f64) -> Result<(), SetError> {
        let found = ASSUMPTIONS.iter().zip(&mut self.values).find(|(assumption, _)| assumption.id == name);
        let Some((assumption, place)) = found else {
            return Err(SetError::Unknown { name: name.to_owned(), nearest: nearest(name) });
        };
        let [least, most] = assumption.bounds;
        if !(least..=most).contains(&value) {
            return Err(SetError::OutOfBounds { name: assumption.id, least, most });
        }
        if assumption.whole && value.fract() != 0.0 {
            return Err(SetError::NotWhole { name: assumption.id });
        }
        *place = value;
        Ok(())
    }

    /// The same with one of them set.
    pub fn with(&self, name: &str, value: f64) -> Result<Self, SetError> {
        let mut changed = self.clone();
        changed.set(name, value)?;
        Ok(changed)
    }

    /// The value of one of them; `None` where there is no such.
    pub fn get(&self, name: &str) -> Option<f64> {
        ASSUMPTIONS.iter().zip(&self.values).find(|(known, _)| known.id == name).map(|(_, value)| *value)
    }

    /// All of them, in their order.
    pub fn each(&self) -> impl Iterator<Item = Assumed> {
        ASSUMPTIONS.iter().zip(&self.values).map(|(about, value)| assumed(about, self.line, *value))
    }

    /// The value at a place that [`place`] gave.
    pub(super) fn at(&self, place: usize) -> f64 {
        self.values[place]
    }
}

/// Where an assumption stands in the table, looked up while compiling: a name that is not there does not compile.
pub(super) const fn place(name: &str) -> usize {
    let mut place = 0;
    while !same(ASSUMPTIONS[place].id, name) {
        place += 1;
    }
    place
}

const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// Value to begin with, low and high end.
fn range(assumption: &Assumption, line: Line) -> [f64; 3] {
    let own = match line {
        Line::First => assumption.first,
        Line::Second => assumption.second,
        Line::Third => assumption.third,
    };
    // A test holds that there is one for every line.
    own.or(assumption.every).unwrap_or([assumption.bounds[0]; 3])
}

/// A value of one's own keeps the width of what is likely in proportion.
fn assumed(about: &'static Assumption, line: Line, value: f64) -> Assumed {
    let [begin, low, high] = range(about, line);
    let is_changed = value != begin;
    let scaled = |end: f64| {
        let end = if is_changed && begin > 0.0 { value * (end / begin) } else { end };
        let end = if about.whole { end.round() } else { end };
        end.clamp(about.bounds[0], about.bounds[1])
    };
    Assumed { about, value, low: scaled(low).min(value), high: scaled(high).max(value), is_changed }
}

/// The name most like this one, if any is.
fn nearest(name: &str) -> Option<&'static str> {
    let likely = ASSUMPTIONS.iter().map(|assumption| (distance(assumption.id, name), assumption.id));
    likely.min().filter(|(away, id)| *away <= 1 + id.len() / 3).map(|(_, id)| id)
}

/// How many letters to add, drop or change (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (row, from) in a.bytes().enumerate() {
        let mut diagonal = row;
        above[0] = row + 1;
        for (column, to) in b.bytes().enumerate() {
            let change = diagonal + usize::from(from != to);
            diagonal = above[column + 1];
            above[column + 1] = change.min(diagonal + 1).min(above[column] + 1);
        }
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_assumption_begins_within_what_is_likely_and_possible_in_every_line() {
        for assumption in ASSUMPTIONS {
            let lines = [assumption.first, assumption.second, assumption.third];
            assert!(
                assumption.every.is_some() != lines.iter().any(Option::is_some)
                    && (assumption.every.is_some() || lines.iter().all(Option::is_some)),
                "{}: one for every line, or one for each",
                assumption.id
            );
            for line in Line::ALL {
                let [value, low, high] = range(assumption, line);
                let [least, most] = assumption.bounds;
                assert!(least <= low && low <= value && value <= high && high <= most, "{}", assumption.id);
                assert!(low < high, "{}: nothing to vary", assumption.id);
                let mut fresh = Assumptions::of(line);
                fresh.set(assumption.id, value).unwrap();
                assert_eq!(fresh, Assumptions::of(line));
            }
        }
    }

    #[test]
    fn what_cannot_be_set_is_said_by_name() {
        let mut assumptions = Assumptions::of(Line::Second);
        assert_eq!(
            assumptions.set("licens", 1.0).unwrap_err().to_string(),
            r#"there is no assumption "licens"; did you mean licence?"#
        );
        assert_eq!(
            assumptions.set("zzz", 1.0),
            Err(SetError::Unknown { name: "zzz".to_owned(), nearest: None })
        );
        assert_eq!(
            assumptions.set("self-use", 101.0).unwrap_err().to_string(),
            "self-use must be from 0 to 100"
        );
        assert!(matches!(assumptions.set("licence", f64::NAN), Err(SetError::OutOfBounds { .. })));
        assert_eq!(assumptions.set("headsets", 1.5), Err(SetError::NotWhole { name: "headsets" }));
        assert_eq!(assumptions, Assumptions::of(Line::Second), "nothing was changed");
    }

    #[test]
    fn a_value_of_ones_own_keeps_what_is_likely_in_proportion() {
        let assumptions = Assumptions::of(Line::Second).with("headsets", 40.0).unwrap();
        let found = |name: &str| assumptions.each().find(|assumed| assumed.about.id == name).unwrap();
        let headsets = found("headsets");
        assert!(headsets.is_changed);
        assert_eq!((headsets.low, headsets.value, headsets.high), (20.0, 40.0, 60.0));
        let prevented = assumptions.with("prevented", 2.0).unwrap();
        let prevented = prevented.each().find(|assumed| assumed.about.id == "prevented").unwrap();
        assert_eq!((prevented.low, prevented.high), (0.0, 2.0), "there was no proportion to keep");
        assert!(!found("licence").is_changed);
    }
}
