//! `luwte settings`: a configuration file to begin with, every key explained, from the one place where keys are documented.

use super::Failed;
use crate::config;

pub(super) fn run() -> Result<(), Failed> {
    use std::io::Write;
    match write!(std::io::stdout(), "{}", config::sample()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Failed::ran(error)),
        _ => Ok(()),
    }
}
