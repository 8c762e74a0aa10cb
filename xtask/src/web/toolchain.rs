//! The compiler for WebAssembly: rustup's, or Debian's where rustup cannot fetch it.
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{machine, shell};

/// The only WebAssembly target we build for.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Debian's own compiler with the sources of its standard library.
const DEBIAN: &[&str] = &["rustc-web", "cargo-web", "rust-web-src"];

/// A way to compile for the browser.
pub enum Toolchain {
    /// The toolchain that runs us, with the target installed.
    Own,
    /// Debian's compiler, building the standard library from source, linking with this `rust-lld`.
    Debian { linker: PathBuf },
}

impl Toolchain {
    /// The subcommand that looks hardest for mistakes: Debian's compiler comes without Clippy.
    pub fn linter(&self) -> &'static str {
        match self {
            Self::Own => "clippy",
            Self::Debian { .. } => "check",
        }
    }

    /// `cargo <subcommand>` for the WebAssembly target.
    pub fn cargo(&self, subcommand: &str) -> Command {
        let mut cargo = match self {
            Self::Own => shell::cargo(),
            Self::Debian { .. } => shell::command("/usr/bin/cargo"),
        };
        cargo.args([subcommand, "--target", TARGET]);
        if let Self::Debian { linker } = self {
            cargo.arg("-Zbuild-std=std,panic_abort");
            cargo.env("RUSTC", "/usr/bin/rustc").env("RUSTC_BOOTSTRAP", "1");
            cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
            // Set by the cargo that started us, for its own compiler.
            cargo.env_remove("RUSTDOC").env_remove("CARGO");
        }
        cargo
    }
}

/// Makes sure that we can compile for WebAssembly, installing what is missing.
pub fn ensure() -> Result<Toolchain> {
    if has_target()? {
        return Ok(Toolchain::Own);
    }
    println!("   installing the {TARGET} target");
    if shell::has("rustup") {
        match shell::run(shell::command("rustup").args(["target", "add", TARGET])) {
            Ok(()) if has_target()? => return Ok(Toolchain::Own),
            Ok(()) => println!("   rustup added it to another toolchain than the one in use"),
            Err(error) => println!("   rustup could not fetch it ({error:#})"),
        }
    }
    println!("   falling back on Debian's compiler for the web ({})", DEBIAN.join(", "));
    if !Path::new("/usr/lib/rustlib/src/rust/library").is_dir() {
        machine::install(DEBIAN)?;
    }
    let rustlib = sysroot()?.join("lib/rustlib");
    let hosts = std::fs::read_dir(&rustlib).with_context(|| format!("no {}", rustlib.display()))?;
    let linker = hosts.flatten().map(|host| host.path().join("bin/rust-lld")).find(|linker| linker.is_file());
    let Some(linker) = linker else {
        bail!("no rust-lld below {}, and without it nothing can link WebAssembly", rustlib.display());
    };
    Ok(Toolchain::Debian { linker })
}

fn has_target() -> Result<bool> {
    Ok(sysroot()?.join("lib/rustlib").join(TARGET).join("lib").is_dir())
}

fn sysroot() -> Result<PathBuf> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let printed =
        shell::read(shell::command(rustc).args(["--print", "sysroot"])).context("no Rust compiler")?;
    Ok(PathBuf::from(printed.trim()))
}
