//! `luwte value sensitivity`: which assumptions a business case hangs on, as a tornado of letters.

use super::{
    Spoken, assumed, in_language,
    page::{self, wrapped},
    said,
};
use crate::cli::Failed;
use clap::Args;
use serde::Serialize;
use texts::Texts;
use toolkit::value::{Case, Euros, Swing, sensitivity};

/// So many are shown unless all are asked for.
const SHOWN: usize = 10;
/// Signs that a bar has room for.
const BAR: usize = 50;

#[derive(Debug, Args)]
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    assumed: assumed::Assuming,
    /// Show those that matter little too
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    spoken: Spoken,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failed> {
    let assumptions = arguments.assumed.assumptions()?;
    let years = arguments.assumed.years;
    let base = Case::of(&assumptions, years).map_err(Failed::asked)?.total.net;
    let swings = sensitivity(&assumptions, years).map_err(Failed::asked)?;
    let told = Told { years, net_eur: base, swings: &swings };
    said(&arguments.spoken, &told, |texts| as_text(base, &swings, years, arguments.all, texts))
}

#[derive(Serialize)]
struct Told<'a> {
    years: u32,
    net_eur: Euros,
    swings: &'a [Swing],
}

pub(super) fn as_text(base: Euros, swings: &[Swing], years: u32, all: bool, texts: &Texts) -> String {
    let length = texts.with("value-case-years", &[("years", years.into())]);
    let net = page::euros(base, texts);
    let mut lines = vec![texts.get("value-sensitivity-title")];
    lines.extend(wrapped(
        &texts.with("value-sensitivity-base", &[("years", length.into()), ("net", net.into())]),
    ));
    let shown = if all { swings.len() } else { SHOWN.min(swings.len()) };
    let ends = swings.iter().flat_map(|swing| [swing.at_low, swing.at_high]);
    let least = ends.clone().min().unwrap_or(base).min(base);
    let most = ends.max().unwrap_or(base).max(base);
    let scale = Scale { least, most };
    for swing in swings.iter().take(shown) {
        let about = swing.assumed.about;
        let end = |value: f64| page::with_unit(value, about.unit, texts);
        let range = texts.with(
            "value-sensitivity-from-to",
            &[("low", end(swing.assumed.low).into()), ("high", end(swing.assumed.high).into())],
        );
        lines.extend([String::new(), format!("{}: {range}", in_language(&about.title, texts))]);
        let left = texts.grouped(swing.at_low.min(swing.at_high).eur());
        let right = texts.grouped(swing.at_low.max(swing.at_high).eur());
        lines.push(format!("{left:>13} {} {right}", scale.bar(swing, base)));
        if swing.decides() {
            lines.push(format!("{:14}{}", "", texts.get("value-sensitivity-decides")));
        }
    }
    if shown < swings.len() {
        lines.push(String::new());
        let rest = texts.with("value-sensitivity-rest", &[("count", (swings.len() - shown).into())]);
        lines.extend(wrapped(&rest));
    }
    lines.push(String::new());
    lines.extend(wrapped(&texts.get("value-case-care")));
    lines.join("\n") + "\n"
}

/// From the least to the most of all bars.
struct Scale {
    least: Euros,
    most: Euros,
}

impl Scale {
    fn place(&self, amount: Euros) -> usize {
        let span = (self.most - self.least).eur();
        let along = if span > 0.0 { (amount - self.least).eur() / span } else { 0.0 };
        ((along * (BAR - 1) as f64).round() as usize).min(BAR - 1)
    }

    /// Filled between both ends, with a line where the case stands now.
    fn bar(&self, swing: &Swing, base: Euros) -> String {
        let from = self.place(swing.at_low.min(swing.at_high));
        let to = self.place(swing.at_low.max(swing.at_high));
        let now = self.place(base);
        let sign = |at: usize| match at {
            _ if at == now => '│',
            _ if (from..=to).contains(&at) => '█',
            _ => '·',
        };
        (0..BAR).map(sign).collect()
    }
}
