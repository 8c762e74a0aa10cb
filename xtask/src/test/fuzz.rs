//! Every fuzz target for a few seconds, where a nightly toolchain and cargo-fuzz are installed; where not, it says so.

use std::fs;

use anyhow::{Context, Result};

use crate::{shell, workspace};

/// So long each target is run, seconds.
const SECONDS: &str = "-max_total_time=10";
/// A case that takes longer than this is a finding, seconds.
const PATIENCE: &str = "-timeout=10";

/// Runs every target from its corpus.
pub fn run() -> Result<()> {
    if !shell::has("cargo-fuzz") {
        println!("skipped: cargo-fuzz is not installed (the corpora run with the Rust tests)");
        return Ok(());
    }
    let nightly = shell::command("rustc").args(["+nightly", "--version"]).output();
    if !nightly.is_ok_and(|output| output.status.success()) {
        println!("skipped: no nightly toolchain (the corpora run with the Rust tests)");
        return Ok(());
    }
    for target in targets()? {
        println!("fuzzing {target}");
        // What it finds and learns stays out of the tree; a finding is printed with its bytes.
        let learnt = workspace::target().join("fuzz-corpus").join(&target);
        fs::create_dir_all(&learnt).with_context(|| format!("could not make {}", learnt.display()))?;
        let seeds = workspace::root().join("fixtures/fuzz").join(&target);
        // Through rustup, which knows what `+nightly` is.
        let mut fuzz = shell::command("cargo");
        fuzz.args(["+nightly", "fuzz", "run", &target]);
        fuzz.args([&learnt, &seeds]).args(["--", SECONDS, PATIENCE, "-print_final_stats=0"]);
        shell::run(&mut fuzz).with_context(|| format!("the target {target} found something"))?;
    }
    Ok(())
}

fn targets() -> Result<Vec<String>> {
    let folder = workspace::root().join("fuzz/fuzz_targets");
    let mut targets = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("could not read {}", folder.display()))? {
        let path = entry?.path();
        targets.extend(path.file_stem().map(|name| name.to_string_lossy().into_owned()));
    }
    targets.sort();
    Ok(targets)
}
