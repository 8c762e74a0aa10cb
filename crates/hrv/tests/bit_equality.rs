//! The same packets give the same bits natively and in WebAssembly, and the same as when the algorithm was named.

#![allow(clippy::expect_used)]

mod recordings;

use std::path::{Path, PathBuf};
use std::process::Command;

use hrv::simulate::{BodyState, Simulator, SimulatorConfig};
use hrv::{RawPacket, import};

/// Half an hour with everything in it: tension, slow breathing, artefacts, a strap taken off, a lost connection.
fn eventful(seed: u64) -> Vec<RawPacket> {
    let config = SimulatorConfig { seed, artefact_share: 0.01, ..SimulatorConfig::default() };
    let mut simulator = Simulator::new(config);
    let mut packets = Vec::new();
    let part = |simulator: &mut Simulator, packets: &mut Vec<RawPacket>, seconds: u32, body: BodyState| {
        packets.extend((0..seconds).map(|_| simulator.next_packet(body)));
    };
    part(&mut simulator, &mut packets, 400, BodyState::REST);
    part(&mut simulator, &mut packets, 400, BodyState { stress: 0.9, ..BodyState::REST });
    part(&mut simulator, &mut packets, 60, BodyState { worn: false, ..BodyState::REST });
    part(&mut simulator, &mut packets, 400, BodyState { breaths_per_min: 6.0, ..BodyState::REST });
    simulator.reconnect(20, BodyState::REST);
    part(&mut simulator, &mut packets, 500, BodyState { stress: 0.3, ..BodyState::REST });
    packets
}

fn all() -> Vec<(String, Vec<RawPacket>)> {
    let mut all: Vec<_> = (1..=3).map(|seed| (format!("simulated {seed}"), eventful(seed))).collect();
    if let Some(text) = recordings::text("polarh10_ride_102min.timed.csv") {
        let rows = import::timed_csv(&text).expect("a recording");
        all.push(("ride".to_owned(), import::packets_from_timed(&rows, 0)));
    }
    if let Some(text) = recordings::text("nsr001_24h.txt") {
        let intervals_ms = import::rr_text(&text).expect("a recording");
        all.push(("a day".to_owned(), import::packets_from_intervals(&intervals_ms, 0, 0)));
    }
    all
}

/// Each packet as 17 bytes (epoch, number, arrival, length; little endian) and its own bytes.
fn as_bytes(packets: &[RawPacket]) -> Vec<u8> {
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

/// Runs a command to its end and returns what it printed.
fn run(command: &mut Command) -> String {
    let output = command.output().expect("the command starts");
    assert!(output.status.success(), "{command:?}\n{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

/// Builds the engine for WebAssembly, without the dependencies of tests, and links it behind two functions.
fn build_wasm(folder: &Path) -> PathBuf {
    let built = run(Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--package", "hrv", "--lib", "--target", "wasm32-unknown-unknown"])
        .args(["--message-format", "json", "--target-dir"])
        .arg(folder.join("build"))
        .current_dir(env!("CARGO_MANIFEST_DIR")));
    let library = built
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|message| message["target"]["name"] == "hrv" && message["reason"] == "compiler-artifact")
        .find_map(|message| Some(PathBuf::from(message["filenames"][0].as_str()?)))
        .expect("cargo names the library");
    let module = folder.join("engine.wasm");
    run(Command::new("rustc")
        .args(["--edition", "2024", "--crate-type", "cdylib", "--target", "wasm32-unknown-unknown"])
        .args(["-C", "opt-level=2", "--extern"])
        .arg(format!("hrv={}", library.display()))
        .arg("-L")
        .arg(format!("dependency={}", library.with_file_name("deps").display()))
        // The library names the derive macro that made its error types, which is built for this machine.
        .arg("-L")
        .arg(format!("dependency={}", folder.join("build/debug/deps").display()))
        .arg("-o")
        .args([module.as_path(), Path::new("tests/wasm/engine.rs")])
        .current_dir(env!("CARGO_MANIFEST_DIR")));
    module
}

fn wasm_target_is_installed() -> bool {
    let libdir = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", "wasm32-unknown-unknown"])
        .output();
    libdir.is_ok_and(|output| Path::new(String::from_utf8_lossy(&output.stdout).trim()).is_dir())
}

#[test]
fn native_and_webassembly_results_are_equal_bit_for_bit() {
    if Command::new("node").arg("--version").output().is_err() || !wasm_target_is_installed() {
        eprintln!("SKIPPED: needs node and the target wasm32-unknown-unknown");
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bit-equality");
    std::fs::create_dir_all(&folder).expect("writable");
    let module = build_wasm(&folder);
    let all = all();
    let mut node = Command::new("node");
    node.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/wasm/run.mjs")).arg(module);
    for (i, (_, packets)) in all.iter().enumerate() {
        let path = folder.join(format!("recording-{i}.bin"));
        std::fs::write(&path, as_bytes(packets)).expect("writable");
        node.arg(path);
    }
    let printed = run(&mut node);
    let digests: Vec<&str> = printed.lines().collect();
    assert_eq!(digests.len(), all.len());
    for ((name, packets), in_wasm) in all.iter().zip(digests) {
        assert_eq!(format!("{:016x}", hrv::digest(packets)), in_wasm, "{name}");
    }
}

#[test]
fn results_change_only_together_with_the_name_of_the_algorithm() {
    let digests: Vec<String> = (1..=3).map(|seed| format!("{:016x}", hrv::digest(&eventful(seed)))).collect();
    assert_eq!(
        (hrv::ALGORITHM, digests.join(" ").as_str()),
        ("luwte-heart-3", "fc4bec5ab0dfed23 efd8e3cae264c22c bd72b3ca75224ae0")
    );
}

#[test]
fn every_packet_changes_the_digest() {
    let packets = eventful(1);
    let whole = hrv::digest(&packets);
    assert_ne!(whole, hrv::digest(&packets[..packets.len() - 1]));
    let mut altered = packets.clone();
    altered.swap_remove(700);
    assert_ne!(whole, hrv::digest(&altered));
}
