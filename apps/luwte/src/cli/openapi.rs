//! `luwte openapi`: the description of the interface, for other programs.

use super::Failed;
use crate::{api, live};
use clap::Args;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Print the schema of the live link (WebSocket) instead
    #[arg(long)]
    live: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failed> {
    use std::io::Write;
    let text = match arguments.live {
        true => serde_json::to_string_pretty(&live::schema()),
        false => api::openapi().to_pretty_json(),
    };
    let text = text.map_err(Failed::ran)?;
    // A closed pipe (`luwte openapi | head`) is no failure of ours.
    match writeln!(std::io::stdout(), "{text}") {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Failed::ran(error)),
        _ => Ok(()),
    }
}
