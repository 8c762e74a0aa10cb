//! The same packets give the same bits natively and in WebAssembly, and the same as when the algorithm was named.

#![allow(clippy::expect_used)]

mod recordings;
#[path = "wasm/build.rs"]
mod wasm;

use std::path::Path;
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

#[test]
fn native_and_webassembly_results_are_equal_bit_for_bit() {
    if !wasm::can_be_run() {
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bit-equality");
    std::fs::create_dir_all(&folder).expect("writable");
    let module = wasm::build(&folder, &[]);
    let all = all();
    let mut node = Command::new("node");
    node.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/wasm/run.mjs")).arg(module);
    for (i, (_, packets)) in all.iter().enumerate() {
        let path = folder.join(format!("recording-{i}.bin"));
        std::fs::write(&path, wasm::bytes_of(packets)).expect("writable");
        node.arg(path);
    }
    let printed = wasm::run(&mut node);
    let digests: Vec<&str> = printed.lines().collect();
    assert_eq!(digests.len(), all.len());
    for ((name, packets), in_wasm) in all.iter().zip(digests) {
        let breath = hrv::breath_digest(packets);
        let native =
            format!("{:016x} {:016x} {breath:016x}", hrv::digest(packets), hrv::report_digest(packets));
        assert_eq!(native, in_wasm, "{name}: live values, report, slow breathing");
    }
}

#[test]
fn results_change_only_together_with_the_name_of_the_algorithm() {
    let both = |packets: &[RawPacket]| [hrv::digest(packets), hrv::report_digest(packets)];
    let digests = (1..=3).flat_map(|seed| both(&eventful(seed)));
    let digests: Vec<String> = digests.map(|digest| format!("{digest:016x}")).collect();
    assert_eq!(
        (hrv::ALGORITHM, digests.join(" ").as_str()),
        (
            "luwte-heart-6",
            "ff5281f85b15b6fb 04ac96079f436e05 9236a33e2d81e47f 24372fe11781eda3 22a2fe581bdaaa3c 70f72fb38c505b33"
        )
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

#[test]
fn what_slow_breathing_tells_changes_only_together_with_the_names_of_its_algorithms() {
    let digests: Vec<String> =
        (1..=3).map(|seed| format!("{:016x}", hrv::breath_digest(&eventful(seed)))).collect();
    assert_eq!(
        (hrv::COHERENCE_ALGORITHM, hrv::RESONANCE_ALGORITHM, digests.join(" ").as_str()),
        ("luwte-coherence-2", "luwte-resonance-2", "c21e29bf3a54fe4c 49a515c42a777b2f 532e7faa10516ac3")
    );
}
