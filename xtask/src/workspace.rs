//! Where the checkout and its build folders are.
use std::path::{Path, PathBuf};

/// The workspace's root folder, absolute.
pub fn root() -> &'static Path {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask)
}

/// Cargo's target folder: `CARGO_TARGET_DIR` when set (relative to the current folder, as cargo reads it), else
/// `target`.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => std::env::current_dir().unwrap_or_else(|_| root().to_owned()).join(folder),
        None => root().join("target"),
    }
}

/// Where pictures, sounds and reports for a person to look at are written. Ignored by git.
pub fn out() -> PathBuf {
    root().join("out")
}
