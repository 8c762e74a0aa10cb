//! Storms by the hundred: cut links, lost answers, killed servers and jumping clocks over the whole system.
use anyhow::Result;
use clap::Args;

use crate::shell;

#[derive(Args)]
pub struct Arguments {
    /// How many storms
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..))]
    storms: u32,
    /// The first storm's number, to see one again
    #[arg(long, default_value_t = 0)]
    first: u32,
}

/// Lets so many storms pass; a failure names the one that shows it again.
pub fn run(arguments: &Arguments) -> Result<()> {
    let test = ["test", "--package", "luwte", "--test", "it", "--", "storm::", "--nocapture"];
    let mut cargo = shell::cargo();
    cargo.args(test).env("LUWTE_STORMS", arguments.storms.to_string());
    shell::run(cargo.env("LUWTE_STORM", arguments.first.to_string()))?;
    println!("\n{} storms: every record is what happened, each once", arguments.storms);
    Ok(())
}
