//! Builds the engine for WebAssembly behind a few plain functions, for tests and benchmarks.

#![allow(clippy::expect_used, clippy::print_stderr)]

use std::path::{Path, PathBuf};
use std::process::Command;

use hrv::RawPacket;

/// Whether node and the target are there; says so when not.
pub fn can_be_run() -> bool {
    let libdir = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", "wasm32-unknown-unknown"])
        .output();
    let target =
        libdir.is_ok_and(|output| Path::new(String::from_utf8_lossy(&output.stdout).trim()).is_dir());
    let can = target && Command::new("node").arg("--version").output().is_ok();
    if !can {
        eprintln!("SKIPPED: needs node and the target wasm32-unknown-unknown");
    }
    can
}

/// Runs a command to its end and returns what it printed.
pub fn run(command: &mut Command) -> String {
    let output = command.output().expect("the command starts");
    assert!(output.status.success(), "{command:?}\n{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

/// Builds the engine without the dependencies of tests, and links it behind the functions of `engine.rs`.
pub fn build(folder: &Path, options: &[&str]) -> PathBuf {
    let built = run(Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--package", "hrv", "--lib", "--target", "wasm32-unknown-unknown"])
        .args(["--message-format", "json", "--target-dir"])
        .arg(folder.join("build"))
        .args(options)
        .current_dir(env!("CARGO_MANIFEST_DIR")));
    let library = built
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|message| message["target"]["name"] == "hrv" && message["reason"] == "compiler-artifact")
        .find_map(|message| Some(PathBuf::from(message["filenames"][0].as_str()?)))
        .expect("cargo names the library");
    let profile = library.parent().and_then(Path::file_name).expect("a folder of the profile");
    // The library names the derive macro that made its error types, which is built for this machine.
    let macros = folder.join("build").join(profile).join("deps");
    let module = folder.join("engine.wasm");
    run(Command::new("rustc")
        .args(["--edition", "2024", "--crate-type", "cdylib", "--target", "wasm32-unknown-unknown"])
        .args(["-C", "opt-level=3", "--extern"])
        .arg(format!("hrv={}", library.display()))
        .arg("-L")
        .arg(format!("dependency={}", library.with_file_name("deps").display()))
        .arg("-L")
        .arg(format!("dependency={}", macros.display()))
        .arg("-o")
        .args([module.as_path(), Path::new("tests/wasm/engine.rs")])
        .current_dir(env!("CARGO_MANIFEST_DIR")));
    module
}

/// Each packet as 17 bytes (epoch, number, arrival, length; little endian) and its own bytes.
pub fn bytes_of(packets: &[RawPacket]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for raw in packets {
        let body = raw.packet.encode();
        bytes.extend(raw.key.receiver_epoch.to_le_bytes());
        bytes.extend(raw.key.n.to_le_bytes());
        bytes.extend(raw.arrival_us.to_le_bytes());
        bytes.push(u8::try_from(body.len()).expect("short"));
        bytes.extend(body);
    }
    bytes
}
