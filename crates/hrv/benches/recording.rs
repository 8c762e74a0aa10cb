//! How long a finished recording takes: every metric of five minutes, time and frequency of a day.

use std::hint::black_box;
use std::time::Instant;

use hrv::simulate::{BodyState, Simulator, SimulatorConfig};
use hrv::{MILLIS_PER_TICK, Metrics, View, classes_of};

/// Intervals of so many seconds with one artefact in a hundred beats, ms.
fn intervals_ms(seconds: u32) -> Vec<f64> {
    let mut simulator =
        Simulator::new(SimulatorConfig { artefact_share: 0.01, ..SimulatorConfig::default() });
    let packets = (0..seconds).map(|_| simulator.next_packet(BodyState::REST));
    packets
        .flat_map(|raw| {
            raw.packet.rr_ticks().iter().map(|&t| f64::from(t) * MILLIS_PER_TICK).collect::<Vec<_>>()
        })
        .collect()
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
    let five_minutes = intervals_ms(300);
    let full = median_ms(101, || {
        black_box(Metrics::of(&corrected(black_box(&five_minutes))));
    });
    println!("P13 5 minutes: correction and every metric   target < 1 ms   measured {full:.2} ms");

    let day = intervals_ms(86_400);
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
