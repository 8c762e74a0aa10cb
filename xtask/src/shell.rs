//! Starting other programs: shown as they run, and read back where their output counts.
use std::ffi::OsStr;
use std::io::{IsTerminal, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Context, Result, bail};

use crate::workspace;

/// A command in the workspace's root, in the build folder and colours of this run.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(workspace::root());
    command.env("CARGO_TARGET_DIR", workspace::target());
    // What `cargo run` set for xtask itself would make cargo rebuild crates that look at these.
    for name in ["CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "CARGO_PKG_NAME", "CARGO_PKG_VERSION"] {
        command.env_remove(name);
    }
    if std::io::stdout().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    command
}

/// The cargo that started us, so that `cargo +toolchain xtask` keeps its toolchain.
pub fn cargo() -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// One line that a person could paste into a shell.
pub fn line(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy();
    let mut line = program.into_owned();
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}

/// Runs a command with its output on the terminal. An exit status other than 0 is an error that names the command.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("could not start `{}`", line(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status})", line(command));
    }
    Ok(())
}

/// Runs a command silently and gives its standard output; its errors are part of the error.
pub fn read(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("could not start `{}`", line(command)))?;
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` failed ({})\n{}", line(command), output.status, errors.trim_end());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What a watched command left behind.
pub struct Watched {
    pub success: bool,
    /// Standard output and errors together, without colours.
    pub output: String,
}

/// Runs a command with its output on the terminal *and* kept, for steps whose results are counted.
pub fn watch(command: &mut Command) -> Result<Watched> {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().with_context(|| format!("could not start `{}`", line(command)))?;
    let stdout = child.stdout.take().map(|from| thread::spawn(|| copy(from, std::io::stdout())));
    let stderr = child.stderr.take().map(|from| thread::spawn(|| copy(from, std::io::stderr())));
    let mut output = String::new();
    for reader in [stdout, stderr].into_iter().flatten() {
        output.push_str(&plain(&String::from_utf8_lossy(&reader.join().unwrap_or_default())));
    }
    let status = child.wait().with_context(|| format!("lost sight of `{}`", line(command)))?;
    Ok(Watched { success: status.success(), output })
}

/// Is this program on the path?
pub fn has(program: &str) -> bool {
    let Some(path) = std::env::var_os("PATH") else { return false };
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

fn copy(mut from: impl Read, mut to: impl Write) -> Vec<u8> {
    let mut kept = Vec::new();
    let mut block = [0; 8192];
    while let Ok(count @ 1..) = from.read(&mut block) {
        let part = block.get(..count).unwrap_or_default();
        kept.extend_from_slice(part);
        // A closed terminal is no reason to stop counting.
        let _ = to.write_all(part).and_then(|()| to.flush());
    }
    kept
}

/// Takes out terminal colour sequences (`ESC [ … letter`).
fn plain(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character != '\u{1b}' {
            result.push(character);
            continue;
        }
        for skipped in characters.by_ref() {
            if skipped.is_ascii_alphabetic() {
                break;
            }
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_taken_out() {
        assert_eq!(plain("a \u{1b}[1;32mgreen\u{1b}[0m word"), "a green word");
    }

    #[test]
    fn a_watched_command_keeps_both_streams_and_its_verdict() {
        let watched = watch(command("sh").args(["-c", "echo seen; echo also >&2; exit 3"])).unwrap();
        assert!(!watched.success);
        assert!(watched.output.contains("seen\n") && watched.output.contains("also\n"));
    }

    #[test]
    fn a_program_that_is_not_there_is_an_error_that_names_it() {
        let error = run(&mut command("no-such-program")).unwrap_err();
        assert!(format!("{error:#}").contains("no-such-program"));
    }

    #[test]
    fn only_installed_programs_are_found() {
        assert!(has("sh"));
        assert!(!has("no-such-program"));
    }
}
