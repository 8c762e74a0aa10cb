//! `luwte value absence`: what absence through stress costs, and from where licences pay for themselves.

use super::{Spoken, page::wrapped, said};
use crate::cli::Failed;
use clap::Args;
use serde::Serialize;
use texts::Texts;
use toolkit::{
    guide::REMARKS,
    value::{Absence, AbsenceCost},
};

#[derive(Debug, Args)]
pub(in crate::cli) struct Arguments {
    /// People employed
    #[arg(long)]
    employees: u32,
    /// Share of working days lost to sickness, percent
    #[arg(long, value_name = "PERCENT")]
    absence: f64,
    /// Share of those that goes with stress, percent
    #[arg(long, value_name = "PERCENT")]
    stress_share: f64,
    /// What a day of absence costs, euros: wage, lost production, replacement, guidance
    #[arg(long, value_name = "EUROS")]
    day_cost: f64,
    /// What a licence costs in a year, euros
    #[arg(long, value_name = "EUROS")]
    licence: f64,
    /// How many licences
    #[arg(long, default_value_t = 1)]
    licences: u32,
    /// Working days of one person in a year
    #[arg(long, default_value_t = 200)]
    working_days: u32,
    #[command(flatten)]
    spoken: Spoken,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failed> {
    let absence = arguments.absence();
    let cost = absence.cost().map_err(Failed::asked)?;
    said(&arguments.spoken, &Told::of(&cost), |texts| as_text(&absence, &cost, texts))
}

impl Arguments {
    fn absence(&self) -> Absence {
        Absence {
            employees: self.employees,
            absence_pct: self.absence,
            stress_share_pct: self.stress_share,
            day_cost_eur: self.day_cost,
            licence_eur: self.licence,
            licences: self.licences,
            working_days: self.working_days,
        }
    }
}

/// In whole days and euros; the share to a thousandth of a percent.
#[derive(Serialize)]
struct Told {
    sick_days: u64,
    sick_cost_eur: u64,
    stress_days: u64,
    stress_cost_eur: u64,
    break_even_days: u64,
    break_even_pct: Option<f64>,
}

impl Told {
    fn of(cost: &AbsenceCost) -> Self {
        let whole = |value: f64| value.round() as u64;
        Self {
            sick_days: whole(cost.sick_days),
            sick_cost_eur: whole(cost.sick_cost_eur),
            stress_days: whole(cost.stress_days),
            stress_cost_eur: whole(cost.stress_cost_eur),
            break_even_days: cost.break_even.days,
            break_even_pct: cost.break_even.pct.map(|pct| (pct * 1_000.0).round() / 1_000.0),
        }
    }
}

fn as_text(absence: &Absence, cost: &AbsenceCost, texts: &Texts) -> String {
    let rows = [
        ("value-absence-sick", cost.sick_days, cost.sick_cost_eur),
        ("value-absence-stress", cost.stress_days, cost.stress_cost_eur),
    ];
    let width = rows.iter().map(|(id, ..)| texts.get(id).chars().count()).max().unwrap_or(0);
    let mut lines = vec![texts.get("value-absence-title")];
    for (id, days, eur) in rows {
        let eur = texts.with("value-absence-cost", &[("eur", texts.grouped(eur).into())]);
        lines.push(format!("  {:<width$} {:>12} {eur:>16}", texts.get(id), texts.grouped(days)));
    }
    let mut pays = texts.with(
        "value-absence-break-even",
        &[("licences", f64::from(absence.licences).into()), ("days", (cost.break_even.days as f64).into())],
    );
    if let Some(pct) = cost.break_even.pct {
        let share = texts.with("value-absence-share", &[("pct", texts.decimal(pct, 3).into())]);
        pays = format!("{pays}: {share}");
    }
    lines.push(String::new());
    lines.extend(wrapped(&format!("{pays}.")));
    if !cost.break_even.is_within_reach() {
        lines.extend(wrapped(&texts.get("value-absence-out-of-reach")));
    }
    let amount = |eur: f64| if eur.fract() == 0.0 { texts.grouped(eur) } else { texts.decimal(eur, 2) };
    let percent = |pct: f64| texts.decimal(pct, 1);
    let assumed = texts.with(
        "value-absence-assumed",
        &[
            ("employees", f64::from(absence.employees).into()),
            ("workingdays", f64::from(absence.working_days).into()),
            ("absence", percent(absence.absence_pct).into()),
            ("stress", percent(absence.stress_share_pct).into()),
            ("day", amount(absence.day_cost_eur).into()),
            ("licence", amount(absence.licence_eur).into()),
        ],
    );
    lines.push(String::new());
    lines.extend(wrapped(&assumed));
    lines.extend(wrapped(&texts.get("value-absence-care")));
    // Who compares with the white paper finds other digits there.
    if *absence == (Absence { licences: absence.licences, ..Absence::WHITE_PAPER }) {
        let why = ["working-days", "break-even-rounding", "unrounded-days"];
        for remark in REMARKS.iter().filter(|remark| why.contains(&remark.id)) {
            lines.extend(wrapped(super::in_language(&remark.text, texts)));
        }
    }
    lines.join("\n") + "\n"
}
