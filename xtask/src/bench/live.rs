//! The live server under load, with other relays and databases beside it in the same run.
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::{shell, workspace};

/// The load: `apps/luwte/examples/load`, in release.
pub fn load() -> Command {
    let mut load = shell::cargo();
    load.args(["run", "--release", "--quiet", "--package", "luwte", "--example", "load", "--"]);
    match peers() {
        Ok(folder) => {
            load.arg("--peers").arg(folder);
        }
        // The load says in its figures which peer is missing.
        Err(error) => println!("   Node's peers are not measured: {error:#}"),
    }
    load
}

/// Installs Node's relay as its lock file says, and gives the folder it is in.
fn peers() -> Result<PathBuf> {
    let folder = workspace::root().join("apps/luwte/examples/load/peers");
    let npm = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
    shell::run(shell::command("npm").current_dir(&folder).args(npm))?;
    Ok(folder)
}
