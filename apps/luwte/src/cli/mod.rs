//! The command line. Exit code 2 for what was asked wrongly, 1 for what failed.

mod audit;
mod bridge;
mod doctor;
mod findings;
mod hrv;
mod keys;
mod language;
mod openapi;
mod record;
mod replay;
mod retention;
mod serve;
mod settings;
mod status;
mod token;
mod user;
mod value;
mod worlds;

pub(crate) use serve::{announced, announced_hosts, install_listener, log};

use crate::{config, demo};
use clap::{Args, Parser, Subcommand};
use std::{ffi::OsString, path::PathBuf, process::ExitCode};

/// Luwte: relaxation in virtual reality, with a practitioner who can watch along.
#[derive(Debug, Parser)]
#[command(name = "luwte", version, arg_required_else_help = true, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve an institution
    #[command(after_help = config::reference())]
    Serve(serve::Arguments),
    /// Show everything with a small made-up institution: one command, nothing to set up
    Demo(demo::Arguments),
    /// Send a recording as a live heart strap, through the same interface as any other program
    Replay(replay::Arguments),
    /// Manage logins
    User {
        #[command(subcommand)]
        command: user::Command,
    },
    /// Manage tokens with which other wearables' programs deliver beats
    Token {
        #[command(subcommand)]
        command: token::Command,
    },
    /// Manage bridges: computers that carry heart straps' beats here
    Bridge {
        #[command(subcommand)]
        command: bridge::Command,
    },
    /// Look after the access log
    Audit {
        #[command(subcommand)]
        command: audit::Command,
    },
    /// Look after the keys with which the record is sealed
    Keys {
        #[command(subcommand)]
        command: keys::Command,
    },
    /// Say whose record has been kept as long as the law asks, and erase it with --apply
    Retention(retention::Arguments),
    /// Write everything to one verified file, while the server runs
    Backup(record::backup::Arguments),
    /// Put a backup back, into an empty data folder or database
    Restore(record::restore::Arguments),
    /// Write the whole record to an open file
    Export(record::export::Arguments),
    /// Read a record from such a file, into an empty data folder or database
    Import(record::import::Arguments),
    /// Copy the record to another database, such as from the embedded one to PostgreSQL; stop the server first
    Migrate(record::migrate::Arguments),
    /// Look whether this installation will run well, and say what to do where it will not
    Doctor(doctor::Arguments),
    /// Say how the installation is, part by part, and what to do
    Status(status::Arguments),
    /// Say what a heart recording holds, raw and corrected, and how far to trust it
    Hrv(hrv::Arguments),
    /// Print a configuration file to begin with: every key, what it does, and what holds without it
    Settings,
    /// List the worlds and the exercises that live in them
    Worlds(worlds::Arguments),
    /// What it costs and what it brings
    Value {
        #[command(subcommand)]
        command: value::Command,
    },
    /// Print the OpenAPI description of the HTTP interface
    Openapi(openapi::Arguments),
}

/// Where the configuration comes from; the same for every command that needs it.
#[derive(Debug, Default, Args)]
pub(crate) struct ConfigArguments {
    /// Configuration file (TOML)
    #[arg(long, value_name = "FILE", env = "LUWTE_CONFIG")]
    config: Option<PathBuf>,
    /// Folder for the embedded database and the own certificate
    #[arg(long, value_name = "FOLDER")]
    data_dir: Option<PathBuf>,
    /// PostgreSQL address; without it the embedded database in the data folder
    #[arg(long, value_name = "ADDRESS", hide_env_values = true)]
    database: Option<String>,
}

impl ConfigArguments {
    fn load(&self) -> Result<config::Config, Failed> {
        let mut loaded =
            config::Config::load(self.config.as_ref(), std::env::vars()).map_err(Failed::asked)?;
        if self.data_dir.is_some() {
            loaded.data_dir.clone_from(&self.data_dir);
        }
        if self.database.is_some() {
            loaded.database.clone_from(&self.database);
        }
        Ok(loaded)
    }
}

/// Why a command did not do what it should.
#[derive(Debug)]
pub struct Failed {
    asked_wrongly: bool,
    text: String,
}

impl Failed {
    /// It was asked wrongly: exit code 2.
    pub fn asked(error: impl std::error::Error) -> Self {
        Self { asked_wrongly: true, text: chain(&error) }
    }

    /// It was asked rightly and failed: exit code 1.
    pub fn ran(error: impl std::error::Error) -> Self {
        Self { asked_wrongly: false, text: chain(&error) }
    }

    /// It was asked wrongly, in words.
    pub fn asked_words(text: impl Into<String>) -> Self {
        Self { asked_wrongly: true, text: text.into() }
    }

    /// It failed, in words.
    pub fn ran_words(text: impl Into<String>) -> Self {
        Self { asked_wrongly: false, text: text.into() }
    }
}

/// An error with its causes, each once.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !text.ends_with(&cause_text) {
            text.push_str(": ");
            text.push_str(&cause_text);
        }
        source = cause.source();
    }
    text
}

/// Runs the command line.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            let code = u8::try_from(error.exit_code()).unwrap_or(2);
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let outcome = match cli.command {
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Demo(arguments) => demo::run(&arguments),
        Command::Replay(arguments) => replay::run(&arguments),
        Command::User { command } => user::run(&command),
        Command::Bridge { command } => bridge::run(&command),
        Command::Audit { command } => audit::run(&command),
        Command::Token { command } => token::run(&command),
        Command::Keys { command } => keys::run(&command),
        Command::Retention(arguments) => retention::run(&arguments),
        Command::Backup(arguments) => record::backup::run(&arguments),
        Command::Restore(arguments) => record::restore::run(&arguments),
        Command::Export(arguments) => record::export::run(&arguments),
        Command::Import(arguments) => record::import::run(&arguments),
        Command::Migrate(arguments) => record::migrate::run(&arguments),
        Command::Doctor(arguments) => doctor::run(&arguments),
        Command::Status(arguments) => status::run(&arguments),
        Command::Hrv(arguments) => hrv::run(&arguments),
        Command::Settings => settings::run(),
        Command::Worlds(arguments) => worlds::run(&arguments),
        Command::Value { command } => value::run(&command),
        Command::Openapi(arguments) => openapi::run(&arguments),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failed { asked_wrongly, text }) => {
            eprintln!("luwte: {text}");
            ExitCode::from(if asked_wrongly { 2 } else { 1 })
        }
    }
}

/// One thread serves everything that lives on the network; what computes for long runs beside it.
pub(crate) fn block_on<T>(work: impl Future<Output = T>) -> Result<T, Failed> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    Ok(runtime.map_err(Failed::ran)?.block_on(work))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_cause_of_an_error_is_told_once() {
        #[derive(Debug, thiserror::Error)]
        #[error("the file could not be opened")]
        struct Outer(#[source] std::io::Error);
        let error = Outer(std::io::Error::other("no such disk"));
        assert_eq!(chain(&error), "the file could not be opened: no such disk");
    }
}
