//! The assumptions of a business case on the command line: from whom, changed how, told how.

use super::{
    in_language,
    page::{self, wrapped},
};
use crate::cli::Failed;
use clap::{Args, ValueEnum};
use serde::Serialize;
use texts::Texts;
use toolkit::{
    guide::{Line, source},
    value::{Assumed, Assumptions},
};

/// For which line, over how long, and what is assumed differently.
#[derive(Debug, Args)]
pub(super) struct Assuming {
    /// The care line whose values to begin with
    #[arg(long)]
    line: AskedLine,
    /// Over how many years, 1 to 10
    #[arg(long, default_value_t = 5)]
    pub(super) years: u32,
    /// An assumption of your own, as often as needed; `luwte value case` lists them all
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = setting)]
    settings: Vec<(String, f64)>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum AskedLine {
    /// General practice with a mental health nurse (eerste lijn)
    First,
    /// Specialised, mostly outpatient (tweede lijn)
    Second,
    /// Clinical and long-term (derde lijn)
    Third,
}

/// `name=value`; a comma is read as a point.
fn setting(text: &str) -> Result<(String, f64), String> {
    let (name, value) = text.split_once('=').ok_or("it must be name=value, such as headsets=6")?;
    let number = value.trim().replace(',', ".").parse();
    Ok((name.trim().to_owned(), number.map_err(|_| format!("{value:?} is not a number"))?))
}

impl Assuming {
    pub(super) fn assumptions(&self) -> Result<Assumptions, Failed> {
        let line = match self.line {
            AskedLine::First => Line::First,
            AskedLine::Second => Line::Second,
            AskedLine::Third => Line::Third,
        };
        let mut assumptions = Assumptions::of(line);
        for (name, value) in &self.settings {
            assumptions.set(name, *value).map_err(Failed::asked)?;
        }
        Ok(assumptions)
    }
}

/// All of them for people: name, value, whose it is, and how it is called in `--set`.
pub(super) fn as_text(assumptions: &Assumptions, texts: &Texts) -> Vec<String> {
    let mut lines = vec![texts.get("value-case-assumed-title")];
    lines.extend(assumptions.each().map(|assumed| {
        let name = in_language(&assumed.about.title, texts);
        let value = page::with_unit(assumed.value, assumed.about.unit, texts);
        format!("  {name:<41}{value:>12} {:<2} {}", mark(&assumed, texts), assumed.about.id)
    }));
    lines.push(String::new());
    lines.extend(wrapped(&texts.get("value-case-assumed-marks")));
    lines.extend(wrapped(&texts.with("value-case-assumed-set", &[("example", "sessions-week=20".into())])));
    lines
}

fn mark(assumed: &Assumed, texts: &Texts) -> String {
    match assumed.about.source {
        _ if assumed.is_changed => "*".to_owned(),
        "white-paper" => texts.get("value-mark-white-paper"),
        "guide" => texts.get("value-mark-guide"),
        _ => String::new(),
    }
}

/// One of them for programs.
#[derive(Serialize)]
pub(super) struct Told {
    id: &'static str,
    unit: toolkit::guide::Unit,
    value: f64,
    low: f64,
    high: f64,
    changed: bool,
    basis: &'static str,
    source: &'static str,
}

/// All of them for programs.
pub(super) fn told(assumptions: &Assumptions) -> Vec<Told> {
    let told = assumptions.each().map(|assumed| Told {
        id: assumed.about.id,
        unit: assumed.about.unit,
        value: assumed.value,
        low: assumed.low,
        high: assumed.high,
        changed: assumed.is_changed,
        basis: assumed.about.basis.en,
        source: source(assumed.about.source).map_or("", |source| source.citation.en),
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_is_read_with_point_or_comma() {
        assert_eq!(setting("hour-cost=62,50"), Ok(("hour-cost".to_owned(), 62.5)));
        assert_eq!(setting(" headsets = 6"), Ok(("headsets".to_owned(), 6.0)));
        assert!(setting("headsets").is_err());
        assert!(setting("headsets=many").is_err_and(|error| error.contains("not a number")));
    }

    #[test]
    fn every_assumption_fits_on_a_line() {
        for language in [texts::Language::Nl, texts::Language::En] {
            for line in Line::ALL {
                for line in as_text(&Assumptions::of(line), &Texts::new(language)) {
                    assert!(line.chars().count() <= page::WIDTH, "{line}");
                }
            }
        }
    }
}
