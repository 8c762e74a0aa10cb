//! A day of an institution, faster than it passes: memory and files of the server, hour by hour.
use anyhow::Result;
use clap::Args;

use crate::shell;

#[derive(Args)]
pub struct Arguments {
    /// Simulated hours
    #[arg(long, default_value_t = 24, value_parser = clap::value_parser!(u32).range(2..))]
    hours: u32,
    /// Rooms at once, each with a headset, a strap and a colleague who watches
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..))]
    rooms: u32,
    /// Poses a simulated second: 20 is what a headset sends, fewer let the day pass sooner (the server takes 400 messages a
    /// second of a link)
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=20))]
    poses: u32,
    /// Without optimising, which is there sooner
    #[arg(long)]
    dev: bool,
}

/// Runs the day; its last lines say what grew in its second half.
pub fn run(arguments: &Arguments) -> Result<()> {
    let mut load = shell::cargo();
    load.args(["run", "--quiet", "--package", "luwte", "--example", "load"]);
    if !arguments.dev {
        load.arg("--release");
    }
    let how = [arguments.hours, arguments.rooms, arguments.poses].map(|number| number.to_string());
    shell::run(load.args(["--", "soak"]).args(how))
}
