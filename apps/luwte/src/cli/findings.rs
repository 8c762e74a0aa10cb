//! Findings on the terminal: part by part, good or not, with what to do; or as JSON for programs.

use super::Failed;
use crate::doctor::Health;
use serde::Serialize;

/// One finding as a line.
pub(super) struct Line<'a> {
    pub(super) health: Health,
    pub(super) title: &'a str,
    pub(super) says: &'a str,
    pub(super) todo: Option<&'a str>,
}

/// Prints them; fails with these words where one is bad.
pub(super) fn tell<T: Serialize>(
    findings: &[T],
    json: bool,
    line: impl Fn(&T) -> Line<'_>,
    bad: &'static str,
) -> Result<(), Failed> {
    if json {
        println!("{}", serde_json::to_string_pretty(findings).map_err(Failed::ran)?);
    } else {
        let width = findings.iter().map(|one| line(one).title.chars().count()).max().unwrap_or(0);
        for Line { health, title, says, todo } in findings.iter().map(&line) {
            let mark = match health {
                Health::Good => "good",
                Health::Soon => "soon",
                Health::Bad => "BAD ",
            };
            println!("{mark}  {title:<width$}  {says}");
            if let Some(todo) = todo {
                println!("      {:<width$}  {todo}", "");
            }
        }
    }
    if findings.iter().any(|one| line(one).health == Health::Bad) {
        return Err(Failed::ran_words(bad));
    }
    Ok(())
}
