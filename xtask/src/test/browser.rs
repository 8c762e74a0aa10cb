//! Browser tests: Node's own test runner drives real Chromium against the built server.
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::count::Count;
use crate::web::{Profile, files::fingerprint};
use crate::{shell, workspace};

/// Installs the pinned packages when their lock file changed, then runs `tests/browser/*.test.mjs`.
pub fn run(tests: &mut Count) -> Result<()> {
    let folder = workspace::root().join("tests/browser");
    install(&folder)?;
    let journeys = journeys(&folder)?;
    if journeys.is_empty() {
        bail!("no *.test.mjs in {}", folder.display());
    }
    fs::create_dir_all(workspace::out())?;
    let report = workspace::out().join("browser.tap");
    let status = shell::command("node")
        .current_dir(&folder)
        .args(["--test", "--test-concurrency=1"])
        .args(["--test-reporter=spec", "--test-reporter-destination=stdout"])
        .args(["--test-reporter=tap", &format!("--test-reporter-destination={}", report.display())])
        .args(&journeys)
        .env("LUWTE_BINARY", workspace::target().join("debug/luwte"))
        .env("LUWTE_WEB_DIR", Profile::Dev.folder())
        .env("LUWTE_OUT", workspace::out())
        .status()
        .context("could not start node")?;
    let report = fs::read_to_string(&report).unwrap_or_default();
    tests.add(Count::of_tap(&report).unwrap_or_default());
    if !status.success() {
        bail!(
            "a browser test failed; pictures of what it saw are in {}",
            workspace::out().join("screens").display()
        );
    }
    Ok(())
}

/// `npm ci`, skipped when the installed packages are those of the lock file.
fn install(folder: &Path) -> Result<()> {
    let lock =
        fs::read(folder.join("package-lock.json")).context("tests/browser has no package-lock.json")?;
    let stamp = folder.join("node_modules/.installed");
    let wanted = fingerprint(&lock);
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    shell::run(shell::command("npm").current_dir(folder).args(["ci", "--no-audit", "--no-fund"]))?;
    fs::write(&stamp, wanted).context("could not note what npm installed")
}

fn journeys(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
