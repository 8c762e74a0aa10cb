//! The binary: serves the apps and the API, stores the record, and is the command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    luwte::cli::run(std::env::args_os())
}
