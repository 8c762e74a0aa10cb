//! `luwte value case`: the business case of a care line, for a manager who reads it in the terminal.

use super::{
    Spoken, assumed, in_language,
    page::{self, euros, row, wrapped},
    said,
};
use crate::cli::Failed;
use clap::Args;
use serde::Serialize;
use std::collections::BTreeMap;
use texts::Texts;
use toolkit::{
    guide::{ASSUMPTIONS, BRANCHES, Line, SHEETS},
    value::{Assumptions, Case, CaseError, Cost, Euros, Gain, Total, Year, breaks_even_at},
};

/// From where these make it even is what a manager asks.
const NEEDED: [&str; 4] = ["sessions-week", "cashed", "shorter", "prevented"];

#[derive(Debug, Args)]
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    assumed: assumed::Assuming,
    #[command(flatten)]
    spoken: Spoken,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failed> {
    let assumptions = arguments.assumed.assumptions()?;
    let case = Case::of(&assumptions, arguments.assumed.years).map_err(Failed::asked)?;
    let needed = needed(&assumptions, arguments.assumed.years).map_err(Failed::asked)?;
    said(&arguments.spoken, &Told::of(&assumptions, &case, &needed), |texts| {
        as_text(&assumptions, &case, &needed, texts)
    })
}

/// For each of those, from which value it is even.
pub(super) fn needed(assumptions: &Assumptions, years: u32) -> Result<Vec<Needed>, CaseError> {
    NEEDED.into_iter().map(|name| Ok((name, breaks_even_at(assumptions, name, years)?))).collect()
}

/// The name of an assumption, and the value that makes it even.
type Needed = (&'static str, Option<f64>);

#[derive(Serialize)]
struct Told<'a> {
    line: Line,
    years: Vec<ToldYear<'a>>,
    total: ToldTotal<'a>,
    paid_back_in_year: Option<u32>,
    breaks_even_at: BTreeMap<&'static str, Option<f64>>,
    assumptions: Vec<assumed::Told>,
}

#[derive(Serialize)]
struct ToldYear<'a> {
    #[serde(flatten)]
    year: &'a Year,
    phase: &'static str,
    costs_eur: BTreeMap<&'static str, Euros>,
    gains_eur: BTreeMap<&'static str, Euros>,
}

#[derive(Serialize)]
struct ToldTotal<'a> {
    #[serde(flatten)]
    total: &'a Total,
    costs_eur: BTreeMap<&'static str, Euros>,
    gains_eur: BTreeMap<&'static str, Euros>,
}

impl<'a> Told<'a> {
    fn of(assumptions: &Assumptions, case: &'a Case, needed: &[Needed]) -> Self {
        let years = case.years.iter().map(|year| ToldYear {
            year,
            phase: year.adoption().id,
            costs_eur: by_cost(year.costs),
            gains_eur: by_gain(year.gains),
        });
        Self {
            line: assumptions.line(),
            years: years.collect(),
            total: ToldTotal {
                total: &case.total,
                costs_eur: by_cost(case.total.costs),
                gains_eur: by_gain(case.total.gains),
            },
            paid_back_in_year: case.paid_back_in,
            breaks_even_at: needed.iter().copied().collect(),
            assumptions: assumed::told(assumptions),
        }
    }
}

fn by_cost(amounts: [Euros; 6]) -> BTreeMap<&'static str, Euros> {
    Cost::ALL.map(Cost::id).into_iter().zip(amounts).collect()
}

fn by_gain(amounts: [Euros; 3]) -> BTreeMap<&'static str, Euros> {
    Gain::ALL.map(Gain::id).into_iter().zip(amounts).collect()
}

pub(super) fn as_text(assumptions: &Assumptions, case: &Case, needed: &[Needed], texts: &Texts) -> String {
    let mut lines = Vec::new();
    if let Some(sheet) = SHEETS.iter().find(|sheet| sheet.line == assumptions.line()) {
        lines.extend(wrapped(in_language(&sheet.title, texts)));
        lines.extend(wrapped(in_language(&sheet.scene, texts)));
        lines.push(String::new());
    }
    lines.extend(years(case, texts));
    let length = texts.with("value-case-years", &[("years", case.years.len().into())]);
    lines.push(String::new());
    lines.push(match case.paid_back_in {
        Some(year) => texts.with("value-case-paid-back", &[("year", year.into())]),
        None => texts.with("value-case-not-paid-back", &[("years", length.into())]),
    });
    lines.extend(totals(case, texts));
    lines.extend([String::new(), texts.get("value-case-needed-title")]);
    for (name, at) in needed {
        let Some(about) = ASSUMPTIONS.iter().find(|about| about.id == *name) else { continue };
        // To a tenth: more would promise what the model cannot.
        let told = |value: f64| page::with_unit((value * 10.0).round() / 10.0, about.unit, texts);
        let at = at.map_or_else(|| texts.get("value-case-never"), told);
        lines.push(format!("  {:<41} {at}", in_language(&about.title, texts)));
    }
    lines.push(String::new());
    lines.extend(assumed::as_text(assumptions, texts));
    lines.push(String::new());
    lines.extend(wrapped(&texts.get("value-case-care")));
    lines.join("\n") + "\n"
}

/// A row for each year.
fn years(case: &Case, texts: &Texts) -> Vec<String> {
    let head = |id: &str| texts.get(id);
    let mut lines = vec![format!(
        "{:>4}  {:<15}{:>8}{:>12}{:>12}{:>13}{:>13}",
        head("value-case-year"),
        head("value-case-phase"),
        head("value-case-use"),
        head("value-case-costs"),
        head("value-case-gains"),
        head("value-case-net"),
        head("value-case-cumulative"),
    )];
    let whole = |amount: Euros| texts.grouped(amount.eur());
    lines.extend(case.years.iter().map(|year| {
        format!(
            "{:>4}  {:<15}{:>8}{:>12}{:>12}{:>13}{:>13}",
            year.year,
            in_language(&year.adoption().title, texts),
            texts.with("value-unit-percent", &[("value", texts.grouped(year.use_pct).into())]),
            whole(year.costs.into_iter().sum()),
            whole(year.gains.into_iter().sum()),
            whole(year.net),
            whole(year.cumulative),
        )
    }));
    lines
}

/// What all years together cost, bring and give.
fn totals(case: &Case, texts: &Texts) -> Vec<String> {
    let total = &case.total;
    let mut lines = vec![String::new(), texts.get("value-case-costs-title")];
    let together = texts.get("value-case-together");
    for (cost, amount) in Cost::ALL.into_iter().zip(total.costs) {
        lines.push(row(&texts.get(&format!("value-cost-{}", cost.id())), &euros(amount, texts)));
    }
    lines.push(row(&together, &euros(total.costs.into_iter().sum(), texts)));
    lines.extend([String::new(), texts.get("value-case-gains-title")]);
    for (gain, amount) in Gain::ALL.into_iter().zip(total.gains) {
        lines.push(row(&texts.get(&format!("value-gain-{}", gain.id())), &euros(amount, texts)));
    }
    lines.push(row(&together, &euros(total.gains.into_iter().sum(), texts)));
    lines.push(row(&texts.get("value-case-present"), &euros(total.present_value, texts)));
    lines.extend([String::new(), texts.get("value-case-access-title")]);
    let treatments: f64 = case.years.iter().map(|year| year.treatments).sum();
    for (id, amount) in [
        ("value-case-sessions", total.sessions),
        ("value-case-hours", total.hours_for_care),
        ("value-case-treatments", treatments),
    ] {
        lines.push(row(&texts.get(id), &texts.grouped(amount)));
    }
    let quality = BRANCHES.iter().filter(|branch| branch.id == "quality").flat_map(|branch| branch.leaves);
    let leaves: Vec<String> = quality.map(|leaf| in_language(&leaf.title, texts).to_lowercase()).collect();
    lines.extend([String::new(), texts.get("value-case-quality-title")]);
    let sentence = texts.with("value-case-quality", &[("leaves", leaves.join(", ").into())]);
    lines.extend(wrapped(&sentence));
    lines
}
