//! `luwte doctor`: whether this installation will run well, and what to do where it will not.

use super::{ConfigArguments, Failed, block_on, serve::LISTEN_PLAIN};
use crate::doctor::{self, Finding, Health};
use clap::Args;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    config: ConfigArguments,
    /// Print JSON instead, for programs
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failed> {
    let config = arguments.config.load()?;
    let plain = config.listen_plain.unwrap_or(LISTEN_PLAIN);
    let findings = block_on(doctor::examine(&config, plain))?;
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&findings).map_err(Failed::ran)?);
    } else {
        findings.iter().for_each(print);
    }
    if findings.iter().any(|finding| finding.health == Health::Bad) {
        return Err(Failed::ran_words("something does not work: see above"));
    }
    Ok(())
}

fn print(finding: &Finding) {
    let mark = match finding.health {
        Health::Good => "good",
        Health::Soon => "soon",
        Health::Bad => "BAD ",
    };
    println!("{mark}  {:<12} {}", finding.what, finding.says);
    if let Some(advice) = &finding.advice {
        println!("      {:<12} {advice}", "");
    }
}
