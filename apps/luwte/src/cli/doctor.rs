//! `luwte doctor`: whether this installation will run well, and what to do where it will not.

use super::{
    ConfigArguments, Failed, block_on,
    findings::{Line, tell},
    serve::LISTEN_PLAIN,
};
use crate::doctor::{self, Finding};
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
    tell(&findings, arguments.json, line, "something does not work: see above")
}

fn line(finding: &Finding) -> Line<'_> {
    Line { health: finding.health, title: finding.what, says: &finding.says, todo: finding.advice.as_deref() }
}
