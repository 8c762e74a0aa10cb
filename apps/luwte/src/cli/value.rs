//! `luwte value`: what it costs and what it brings, on the command line as in the product.

mod absence;
mod assumed;
mod case;
mod page;
mod sensitivity;
mod time;

use super::{
    Failed,
    language::{language, of_terminal},
};
use clap::{Args, Subcommand};
use serde::Serialize;
use std::io::Write;
use texts::{Language, Texts};
use toolkit::guide::Text;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// What absence through stress costs, and from how many prevented days licences pay for themselves
    Absence(absence::Arguments),
    /// The business case of a care line over several years, with every assumption
    Case(case::Arguments),
    /// Which assumptions that case hangs on
    Sensitivity(sensitivity::Arguments),
    /// What time comes free when the client relaxes alone
    Time(time::Arguments),
}

/// How the answer is given.
#[derive(Debug, Args)]
struct Spoken {
    /// Print JSON instead, for programs
    #[arg(long)]
    json: bool,
    /// The language of the table; without it that of the terminal, else English
    #[arg(long, value_name = "nl|en", value_parser = language)]
    language: Option<Language>,
}

pub(super) fn run(command: &Command) -> Result<(), Failed> {
    match command {
        Command::Absence(arguments) => absence::run(arguments),
        Command::Case(arguments) => case::run(arguments),
        Command::Sensitivity(arguments) => sensitivity::run(arguments),
        Command::Time(arguments) => time::run(arguments),
    }
}

/// Prints the answer, as JSON or in words.
fn said(
    spoken: &Spoken,
    told: &impl Serialize,
    in_words: impl FnOnce(&Texts) -> String,
) -> Result<(), Failed> {
    let answer = if spoken.json {
        serde_json::to_string_pretty(told).map_err(Failed::ran)? + "\n"
    } else {
        in_words(&Texts::new(spoken.language.unwrap_or_else(of_terminal)))
    };
    // Whoever closes the pipe has read enough.
    let _ = std::io::stdout().write_all(answer.as_bytes());
    Ok(())
}

/// The guide's words in the language of the texts.
fn in_language(text: &Text, texts: &Texts) -> &'static str {
    match texts.language() {
        Language::Nl => text.nl,
        Language::En => text.en,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use toolkit::{
        guide::Line,
        value::{self, Assumptions, Case},
    };

    fn pages(texts: &Texts) -> Vec<String> {
        let mut pages = Vec::new();
        for line in Line::ALL {
            for (years, headsets) in [(1, 1.0), (5, 4.0), (10, 10_000.0)] {
                let assumptions = Assumptions::of(line).with("headsets", headsets).unwrap();
                let case = Case::of(&assumptions, years).unwrap();
                pages.push(case::as_text(
                    &assumptions,
                    &case,
                    &case::needed(&assumptions, years).unwrap(),
                    texts,
                ));
                let swings = value::sensitivity(&assumptions, years).unwrap();
                pages.push(sensitivity::as_text(case.total.net, &swings, years, true, texts));
            }
        }
        pages
    }

    #[test]
    fn every_page_stays_within_eighty_columns_and_says_everything() {
        for language in [Language::Nl, Language::En] {
            for page in pages(&Texts::new(language)) {
                assert!(!page.contains('⟦'), "{page}");
                for line in page.lines() {
                    assert!(line.chars().count() <= page::WIDTH, "{line}");
                }
            }
        }
    }

    #[test]
    fn a_dutch_manager_reads_dutch_with_dutch_numbers() {
        let texts = Texts::new(Language::Nl);
        let assumptions = Assumptions::of(Line::Second);
        let case = Case::of(&assumptions, 5).unwrap();
        let page = case::as_text(&assumptions, &case, &case::needed(&assumptions, 5).unwrap(), &texts);
        for part in ["Cultuurswitch", "€ 19.900", "Niet terugverdiend in 5 jaar.", "32,7 % W  stress-share"]
        {
            assert!(page.contains(part), "{part}: {page}");
        }
    }
}
