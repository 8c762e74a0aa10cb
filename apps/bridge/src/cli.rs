//! The command line: enrol once, then run as a service; and say how it is.

use crate::{
    clock, enrol,
    identity::{Folder, FolderError},
    radio::RadioError,
    server::ServerError,
    service::{self, ServiceError},
    status::View,
};
use clap::{Args, Parser, Subcommand};
use hrv::pmd::Wish;
use std::{ffi::OsString, path::PathBuf, process::ExitCode};
use texts::{Language, Texts};

/// Heart straps over Bluetooth, for a Luwte server: a service for a laptop or a Raspberry Pi in the room.
#[derive(Debug, Parser)]
#[command(name = "luwte-bridge", version, max_term_width = 100, after_help = EXIT_CODES)]
struct Cli {
    #[command(flatten)]
    enrol: Enrol,
    /// Folder for who this bridge is and for what waits
    #[arg(
        long,
        global = true,
        value_name = "FOLDER",
        env = "LUWTE_BRIDGE_DATA",
        default_value = "/var/lib/luwte-bridge"
    )]
    data: PathBuf,
    /// What sensors that can do more are asked for: best (intervals by light from sensors that have no others), standard
    /// (nothing), or ecg (best, and the electrocardiogram of chest straps, read here)
    #[arg(long, value_name = "WHAT", env = "LUWTE_BRIDGE_MEASURE", default_value = "best", value_parser = wish)]
    measure: Wish,
    /// Language of what is said: nl or en; the terminal's without it
    #[arg(long, global = true, value_parser = language)]
    language: Option<Language>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Args)]
struct Enrol {
    /// Enrol at this server, such as https://luwte.local:8443
    #[arg(long, value_name = "ADDRESS", requires = "code")]
    server: Option<String>,
    /// The enrolment code, as `luwte bridge add` gives it; it works once, for ten minutes
    #[arg(long, value_name = "CODE", requires = "server", env = "LUWTE_BRIDGE_CODE", hide_env_values = true)]
    code: Option<String>,
    /// The fingerprint of the server's own authority, as `luwte bridge add` shows it; asked for without it
    #[arg(long, value_name = "SHA-256", requires = "server")]
    fingerprint: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Say which straps are seen, how the server is, and what waits
    Status {
        /// For programs
        #[arg(long)]
        json: bool,
    },
}

const EXIT_CODES: &str = "\
Without --server the bridge runs, until it is stopped. Logs: LUWTE_LOG, such as LUWTE_LOG=debug.

Exit codes: 0 done; 1 failed; 2 asked wrongly; 3 no Bluetooth; 4 not enrolled: wrong code, or revoked;
5 the server does not answer; 6 the certificate of the server is not trusted";

/// What is logged without `LUWTE_LOG`: ours, and of the radio's library what goes wrong.
const LOG: &str = "info,bluez_async=warn,btleplug=warn";

const FAILED: u8 = 1;
const ASKED: u8 = 2;
const NO_BLUETOOTH: u8 = 3;
const NOT_ENROLLED: u8 = 4;
const AWAY: u8 = 5;
const UNTRUSTED: u8 = 6;

/// Why a command did not do what it should: what to say, and the exit code.
#[derive(Debug)]
pub struct Failed {
    code: u8,
    text: String,
}

impl Failed {
    /// The server's certificate is not trusted, in words.
    pub fn untrusted(text: String) -> Self {
        Self { code: UNTRUSTED, text }
    }

    /// As a person reads it.
    pub fn of(texts: &Texts, error: ServiceError) -> Self {
        let (code, id) = match &error {
            ServiceError::Folder(FolderError::NotEnrolled(_)) => (NOT_ENROLLED, "bridge-error-not-enrolled"),
            ServiceError::Folder(FolderError::Unreadable(_)) => (NOT_ENROLLED, "bridge-error-unreadable"),
            ServiceError::Folder(FolderError::InUse(_)) => (FAILED, "bridge-error-in-use"),
            ServiceError::Folder(FolderError::File { .. }) => (FAILED, "bridge-error-folder"),
            ServiceError::Outbox(_) => (FAILED, "bridge-error-outbox"),
            ServiceError::Radio(RadioError::NoAdapter) => (NO_BLUETOOTH, "bridge-bluetooth-no-adapter"),
            ServiceError::Radio(RadioError::NoService(_)) => (NO_BLUETOOTH, "bridge-bluetooth-no-service"),
            ServiceError::Radio(RadioError::Failed(_)) => (NO_BLUETOOTH, "bridge-bluetooth-failed"),
            ServiceError::Server(ServerError::Address(_)) => (ASKED, "bridge-error-address"),
            ServiceError::Server(ServerError::Plain(_)) => (ASKED, "bridge-error-plain"),
            ServiceError::Server(ServerError::Away(_)) => (AWAY, "bridge-error-away"),
            ServiceError::Server(ServerError::Untrusted(_)) => (UNTRUSTED, "bridge-error-untrusted"),
            ServiceError::Server(ServerError::Revoked) => (NOT_ENROLLED, "bridge-error-revoked"),
            ServiceError::Server(ServerError::Refused { status: 404, .. }) => {
                (NOT_ENROLLED, "bridge-error-wrong-code")
            }
            // The server says itself, in the reader's language, what was wrong.
            ServiceError::Server(ServerError::Refused { message, .. }) => {
                return Self { code: FAILED, text: message.clone() };
            }
            ServiceError::Server(ServerError::Tls(_) | ServerError::Strange) => {
                (FAILED, "bridge-error-strange")
            }
        };
        let why = match &error {
            ServiceError::Server(ServerError::Address(address) | ServerError::Plain(address)) => {
                address.clone()
            }
            ServiceError::Folder(
                FolderError::NotEnrolled(path)
                | FolderError::Unreadable(path)
                | FolderError::InUse(path)
                | FolderError::File { path, .. },
            ) => path.display().to_string(),
            _ => String::new(),
        };
        let mut text = texts.with(id, &[("what", why.into())]);
        if let Some(cause) = last_cause(&error) {
            text = format!("{text} ({cause})");
        }
        Self { code, text }
    }
}

/// The innermost cause, for whoever mends it.
pub fn last_cause(error: &dyn std::error::Error) -> Option<String> {
    let mut cause = error.source()?;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    Some(cause.to_string())
}

fn wish(word: &str) -> Result<Wish, String> {
    match word {
        "best" => Ok(Wish::Best),
        "standard" => Ok(Wish::Standard),
        "ecg" => Ok(Wish::Ecg),
        _ => Err("it must be best, standard or ecg".to_owned()),
    }
}

fn language(tag: &str) -> Result<Language, String> {
    Language::from_tag(tag).ok_or_else(|| "it must be nl or en".to_owned())
}

/// The first language that the terminal names and we speak.
fn of_terminal() -> Language {
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| std::env::var(name).ok());
    named.and_then(|tag| Language::from_tag(&tag)).unwrap_or(Language::En)
}

/// Runs the command line.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(ASKED));
        }
    };
    let texts = Texts::new(cli.language.unwrap_or_else(of_terminal));
    match act(&cli, &texts) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failed { code, text }) => {
            eprintln!("luwte-bridge: {text}");
            ExitCode::from(code)
        }
    }
}

fn act(cli: &Cli, texts: &Texts) -> Result<(), Failed> {
    if let Some(Command::Status { json }) = &cli.command {
        return status(&Folder::at(&cli.data), *json, texts);
    }
    let filter = tracing_subscriber::EnvFilter::try_from_env("LUWTE_LOG").unwrap_or_else(|_| LOG.into());
    let colours = std::io::IsTerminal::is_terminal(&std::io::stderr());
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    log.with_ansi(colours).with_target(false).init();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failed { code: FAILED, text: error.to_string() })?;
    let folder = Folder::make(&cli.data).map_err(|error| Failed::of(texts, error.into()))?;
    if let (Some(server), Some(code)) = (&cli.enrol.server, &cli.enrol.code) {
        let fingerprint = cli.enrol.fingerprint.as_deref();
        println!("{}", runtime.block_on(enrol::enrol(&folder, server, code, fingerprint, texts))?);
        return Ok(());
    }
    runtime.block_on(service::serve(folder, cli.measure, ended())).map_err(|error| Failed::of(texts, error))
}

/// Ctrl-C, or systemd's request to stop.
async fn ended() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminated) => {
            tokio::select! { _ = terminated.recv() => {}, _ = tokio::signal::ctrl_c() => {} }
        }
        Err(_) => drop(tokio::signal::ctrl_c().await),
    }
}

fn status(folder: &Folder, json: bool, texts: &Texts) -> Result<(), Failed> {
    folder.identity().map_err(|error| Failed::of(texts, error.into()))?;
    let view: Option<View> = folder.status().and_then(|text| serde_json::from_slice(&text).ok());
    let view = view.ok_or_else(|| Failed { code: FAILED, text: texts.get("bridge-status-none") })?;
    let now_us = clock::wall_us();
    if json {
        let mut told = serde_json::to_value(&view).unwrap_or_default();
        if let Some(fields) = told.as_object_mut() {
            fields.insert("running".to_owned(), view.is_running(now_us).into());
        }
        println!("{}", serde_json::to_string_pretty(&told).unwrap_or_default());
    } else {
        println!("{}", view.said(texts, now_us));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
