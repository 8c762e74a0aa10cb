//! Power cuts by the thousand: the durability tests of the record, with more rounds than a test run takes.
use anyhow::Result;
use clap::Args;

use crate::shell;

#[derive(Args)]
pub struct Arguments {
    /// How many power cuts
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
}

/// Cuts the power this many times; a failure names the seed that shows it again.
pub fn run(arguments: &Arguments) -> Result<()> {
    let test = ["test", "--package", "luwte", "--test", "it", "--", "crashes::", "--nocapture"];
    shell::run(shell::cargo().args(test).env("LUWTE_CRASH_ROUNDS", arguments.rounds.to_string()))?;
    println!("\n{} power cuts: nothing that was acknowledged was lost", arguments.rounds);
    Ok(())
}
