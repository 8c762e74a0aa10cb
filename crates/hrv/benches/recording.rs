//! How long a finished recording takes: every metric of five minutes, time and frequency of a day.

#[path = "../tests/wasm/build.rs"]
mod wasm;

use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use hrv::simulate::{BodyState, Simulator, SimulatorConfig};
use hrv::{MILLIS_PER_TICK, Metrics, RawPacket, View, classes_of};

/// So many seconds of a heart at rest with one artefact in a hundred beats.
fn packets(seconds: u32) -> Vec<RawPacket> {
    let mut simulator =
        Simulator::new(SimulatorConfig { artefact_share: 0.01, ..SimulatorConfig::default() });
    (0..seconds).map(|_| simulator.next_packet(BodyState::REST)).collect()
}

fn intervals_ms(packets: &[RawPacket]) -> Vec<f64> {
    let ticks = packets.iter().flat_map(|raw| raw.packet.rr_ticks());
    ticks.map(|&ticks| f64::from(ticks) * MILLIS_PER_TICK).collect()
}

/// Time of every metric of these packets in WebAssembly, ms, as node measures it; `None` where it cannot be run.
fn in_wasm_ms(packets: &[RawPacket]) -> Option<f64> {
    if !wasm::can_be_run() {
        return None;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("heart-wasm");
    std::fs::create_dir_all(&folder).ok()?;
    let module = wasm::build(&folder, &["--release"]);
    let recording = folder.join("recording.bin");
    std::fs::write(&recording, wasm::bytes_of(packets)).ok()?;
    let mut node = Command::new("node");
    node.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/wasm/run.mjs")).arg("--time");
    wasm::run(node.args([&module, &recording])).trim().parse().ok()
}

/// Median time of several runs, ms.
fn median_ms(runs: usize, mut work: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn corrected(intervals_ms: &[f64]) -> View {
    View::corrected(intervals_ms, &classes_of(intervals_ms))
}

fn main() {
    let packets_of_five_minutes = packets(300);
    let five_minutes = intervals_ms(&packets_of_five_minutes);
    let full = median_ms(101, || {
        black_box(Metrics::of(&corrected(black_box(&five_minutes))));
    });
    println!("P13 5 minutes: correction and every metric   target < 1 ms   measured {full:.2} ms");
    if let Some(ms) = in_wasm_ms(&packets_of_five_minutes) {
        println!("P13 the same in WebAssembly                  target < 5 ms   measured {ms:.2} ms");
    }

    let day = intervals_ms(&packets(86_400));
    let time_and_frequency = median_ms(11, || {
        black_box(Metrics::time_and_frequency(&corrected(black_box(&day))));
    });
    println!(
        "P14 24 h: correction, time and frequency     target < 100 ms   measured {time_and_frequency:.0} ms"
    );
    let correction = median_ms(11, || {
        black_box(corrected(black_box(&day)));
    });
    println!("P14 24 h: correction alone                   (no target)   measured {correction:.0} ms");
    let everything = median_ms(3, || {
        black_box(Metrics::of(&corrected(black_box(&day))));
    });
    println!("P14 24 h: correction and every metric        (no target)   measured {everything:.0} ms");
}
