//! The simulated heart looks like a heart.

#![allow(clippy::expect_used)]

use hrv::simulate::{BodyState, Simulator, SimulatorConfig};
use hrv::{MILLIS_PER_TICK, TimeDomain};

fn intervals_ms(seed: u64, body: BodyState, seconds: u32) -> Vec<f64> {
    let mut simulator = Simulator::new(SimulatorConfig { seed, ..SimulatorConfig::default() });
    for _ in 0..60 {
        simulator.next_packet(body);
    }
    let packets = (0..seconds).map(|_| simulator.next_packet(body));
    packets
        .flat_map(|raw| {
            raw.packet.rr_ticks().iter().map(|&t| f64::from(t) * MILLIS_PER_TICK).collect::<Vec<_>>()
        })
        .collect()
}

/// Power of a series of intervals at one frequency, by its Fourier sum over time.
fn power(intervals_ms: &[f64], hz: f64) -> f64 {
    let mean = intervals_ms.iter().sum::<f64>() / intervals_ms.len() as f64;
    let (mut clock_s, mut re, mut im) = (0.0, 0.0, 0.0);
    for ms in intervals_ms {
        clock_s += ms / 1_000.0;
        let phase = 2.0 * std::f64::consts::PI * hz * clock_s;
        re += (ms - mean) * phase.cos();
        im += (ms - mean) * phase.sin();
    }
    (re * re + im * im) / intervals_ms.len() as f64
}

fn mean_power(intervals_ms: &[f64], low_hz: f64, high_hz: f64) -> f64 {
    (0..60).map(|i| power(intervals_ms, low_hz + (high_hz - low_hz) * f64::from(i) / 60.0)).sum::<f64>()
        / 60.0
}

#[test]
fn at_rest_rate_and_variability_are_those_of_a_healthy_adult() {
    for seed in 0..20 {
        let time = TimeDomain::of_intervals_ms(&intervals_ms(seed, BodyState::REST, 300)).expect("enough");
        assert!((58.0..=76.0).contains(&time.mean_hr_bpm), "seed {seed}: {time:?}");
        assert!((20.0..=60.0).contains(&time.rmssd_ms), "seed {seed}: {time:?}");
        assert!((25.0..=90.0).contains(&time.sdnn_ms), "seed {seed}: {time:?}");
    }
}

#[test]
fn stress_quickens_the_heart_and_takes_its_variability() {
    let time = |stress| {
        let body = BodyState { stress, ..BodyState::REST };
        TimeDomain::of_intervals_ms(&intervals_ms(7, body, 300)).expect("enough")
    };
    let (rest, tense) = (time(0.0), time(1.0));
    assert!(tense.mean_hr_bpm > rest.mean_hr_bpm + 12.0);
    assert!(tense.rmssd_ms < 0.6 * rest.rmssd_ms);
}

#[test]
fn the_heart_follows_the_breath() {
    for breaths_per_min in [6.0, 12.0, 15.0] {
        let rr = intervals_ms(3, BodyState { breaths_per_min, ..BodyState::REST }, 300);
        let breath_hz = breaths_per_min / 60.0;
        let at_breath = mean_power(&rr, breath_hz - 0.01, breath_hz + 0.01);
        let above = mean_power(&rr, breath_hz + 0.05, breath_hz + 0.15);
        assert!(at_breath > 5.0 * above, "{breaths_per_min}: {at_breath} against {above}");
    }
}

#[test]
fn slow_changes_are_larger_than_fast_ones() {
    // 1/f: per octave about equal power, so per hertz ten times as much at a tenth of the frequency.
    let rr = intervals_ms(5, BodyState { breaths_per_min: 18.0, ..BodyState::REST }, 1_800);
    let slow = mean_power(&rr, 0.003, 0.012);
    let middle = mean_power(&rr, 0.03, 0.07);
    assert!(slow > 2.0 * middle, "{slow} against {middle}");
}

#[test]
fn equal_seeds_give_equal_packets_and_others_do_not() {
    let packets = |seed| {
        let mut simulator = Simulator::new(SimulatorConfig { seed, ..SimulatorConfig::default() });
        (0..100).map(|_| simulator.next_packet(BodyState::REST)).collect::<Vec<_>>()
    };
    assert_eq!(packets(1), packets(1));
    assert_ne!(packets(1), packets(2));
}

#[test]
fn numbers_out_of_range_still_make_a_heart() {
    let config = SimulatorConfig {
        resting_hr_bpm: f64::NAN,
        stress_rise_bpm: f64::INFINITY,
        sinus_arrhythmia_ms: -1.0,
        artefact_share: 9.0,
        start_us: i64::MAX,
        ..SimulatorConfig::default()
    };
    let mut simulator = Simulator::new(config);
    let body = BodyState { stress: f64::NAN, breaths_per_min: 0.0, worn: true };
    let beats: usize = (0..100).map(|_| simulator.next_packet(body).packet.rr_ticks().len()).sum();
    assert!(beats > 20, "{beats}");
}
