//! The heart engine against its references: every recording that is at hand, written to `docs/validation.md`.
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::{shell, workspace};

const PAGE: &str = "docs/validation.md";
/// Recordings and reference results that are no part of the checkout lie here, beside it.
const BESIDE: [&str; 2] = ["../shared/data/rr", "../shared/data/reference"];
/// Stands in the page where a target is missed that must be held.
const MISSED: &str = "**not reached**";

#[derive(Args)]
pub struct Arguments {
    /// A folder with more recordings: `NAME.txt` with one interval in ms a line, and `NAME.ann.txt` with a label for each
    folder: Option<PathBuf>,
}

/// Compares, writes the page, and says which targets are missed.
///
/// # Errors
/// When a target is missed. Without what lies beside the checkout the page in `docs` stays as it is, for it says more.
pub fn run(arguments: &Arguments) -> Result<()> {
    let mut command = shell::cargo();
    command.args(["run", "--quiet", "--package", "hrv", "--example", "validate"]);
    if let Some(folder) = &arguments.folder {
        let folder = folder.canonicalize().with_context(|| format!("no folder {}", folder.display()))?;
        command.env("HRV_RECORDINGS", folder);
    }
    println!("   comparing; this takes a minute or two");
    let page = shell::read(&mut command)?;
    let all = BESIDE.iter().all(|folder| workspace::root().join(folder).is_dir());
    let whole = all && arguments.folder.is_none();
    let file = if whole { workspace::root().join(PAGE) } else { workspace::out().join("validation.md") };
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&file, &page).with_context(|| format!("could not write {}", file.display()))?;
    println!("   written to {}", file.display());
    let missed: Vec<&str> = page.lines().filter(|line| line.contains(MISSED)).collect();
    if !missed.is_empty() {
        bail!("{} targets are missed:\n{}", missed.len(), missed.join("\n"));
    }
    println!("   every target is reached");
    Ok(())
}
