//! `cargo xtask demo`: from a fresh checkout to a running, made-up institution with one command.
use std::os::unix::process::CommandExt;

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::steps::Steps;
use crate::web::{self, Profile};
use crate::{shell, workspace};

#[derive(Args)]
pub struct Arguments {
    /// Passed on to `luwte demo`: `cargo xtask demo -- --help` lists what it takes
    #[arg(last = true)]
    rest: Vec<String>,
}

/// Builds the apps and the binary in release, then becomes `luwte demo`.
pub fn run(arguments: &Arguments) -> Result<()> {
    println!("Building Luwte. The first time this takes some minutes; later starts take seconds.");
    let mut steps = Steps::new(2);
    let built = steps.step("web apps", || web::build(Profile::Web)).is_some()
        && steps
            .step("server", || shell::run(shell::cargo().args(["build", "--release", "--package", "luwte"])))
            .is_some();
    if !built {
        bail!("Luwte could not be built; the message above says why");
    }
    let mut luwte = shell::command(workspace::target().join("release/luwte"));
    luwte.arg("demo").args(&arguments.rest).env("LUWTE_WEB_DIR", Profile::Web.folder());
    println!("\n── starting luwte demo\n");
    Err(luwte.exec()).context("could not start luwte demo")
}
