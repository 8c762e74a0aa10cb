//! `luwte value time`: what time comes free when the client relaxes alone.

use super::{
    Spoken,
    page::{euros, row, wrapped},
    said,
};
use crate::cli::Failed;
use clap::Args;
use texts::Texts;
use toolkit::value::{Euros, TimeFreed, TimeOnOneself};

#[derive(Debug, Args)]
pub(in crate::cli) struct Arguments {
    /// Clients a day of one practitioner who relax alone
    #[arg(long, default_value_t = 5.0)]
    clients: f64,
    /// Minutes each
    #[arg(long, default_value_t = 15.0)]
    minutes: f64,
    /// Working days a year
    #[arg(long, default_value_t = 200)]
    days: u32,
    /// Practitioners who do so
    #[arg(long, default_value_t = 1)]
    practitioners: u32,
    /// What an hour of theirs costs, euros
    #[arg(long, default_value_t = 60.0, value_name = "EUROS")]
    hour_cost: f64,
    #[command(flatten)]
    spoken: Spoken,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failed> {
    let time = TimeOnOneself {
        clients_a_day: arguments.clients,
        minutes: arguments.minutes,
        days_a_year: arguments.days,
        practitioners: arguments.practitioners,
        hour_cost_eur: arguments.hour_cost,
    };
    let freed = time.freed().map_err(Failed::asked)?;
    said(&arguments.spoken, &freed, |texts| as_text(&time, &freed, texts))
}

fn as_text(time: &TimeOnOneself, freed: &TimeFreed, texts: &Texts) -> String {
    let minutes = texts.with("value-time-minutes", &[("minutes", texts.number(freed.minutes_a_day).into())]);
    let hours = texts.with("value-time-hours", &[("hours", texts.number(freed.hours_a_year).into())]);
    let worth = euros(Euros::rounded(freed.worth_eur), texts);
    let mut lines = vec![
        texts.get("value-time-title"),
        row(&texts.get("value-time-day"), &minutes),
        row(&texts.get("value-time-year"), &hours),
        row(&texts.get("value-time-worth"), &worth),
        String::new(),
    ];
    lines.extend(wrapped(&texts.with(
        "value-time-assumed",
        &[
            ("clients", texts.number(time.clients_a_day).into()),
            ("minutes", texts.number(time.minutes).into()),
            ("days", time.days_a_year.into()),
            ("practitioners", time.practitioners.into()),
            ("cost", texts.number(time.hour_cost_eur).into()),
        ],
    )));
    lines.extend(wrapped(&texts.get("value-time-care")));
    lines.join("\n") + "\n"
}
