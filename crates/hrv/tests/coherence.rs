//! Coherence: what it says of waves that are known, and that it says the same however beats come.

#![allow(clippy::expect_used)]

use hrv::simulate::{BodyState, Random, Simulator, SimulatorConfig};
use hrv::{Coherence, Engine, EngineConfig, NoValueReason, Packet, PacketKey, RawPacket};
use std::f64::consts::TAU;

/// Packets of intervals (ms) that follow a function of time in seconds, for so long.
fn rhythm(seconds: f64, ms_at: impl Fn(f64) -> f64) -> Vec<RawPacket> {
    let (mut packets, mut at_s) = (Vec::new(), 0.0);
    while at_s < seconds {
        let ticks = (ms_at(at_s) * 1.024).round();
        at_s += ticks / 1_024.0;
        packets.push(RawPacket {
            key: PacketKey { receiver_epoch: 0, n: packets.len() as u32 },
            arrival_us: (at_s * 1e6) as i64,
            packet: Packet::new(60, Some(true), None, &[ticks as u16]).expect("one interval"),
        });
    }
    packets
}

fn after(packets: &[RawPacket]) -> Result<Coherence, NoValueReason> {
    let mut engine = Engine::new(EngineConfig::default());
    for raw in packets {
        engine.admit(*raw);
    }
    engine.coherence(packets.last().map_or(0, |raw| raw.arrival_us))
}

#[test]
fn one_wave_at_six_breaths_a_minute_is_nearly_all_of_the_rhythm() {
    for per_min in [4.5, 5.0, 6.0, 7.0] {
        let hz = per_min / 60.0;
        let coherence = after(&rhythm(120.0, |t| 900.0 + 60.0 * (TAU * hz * t).sin())).expect("a value");
        // A periodic Hann window keeps 93 % of a wave within 0.015 Hz over 64 s (its own transform, integrated).
        assert!((0.88..=0.96).contains(&coherence.share), "{per_min}: {}", coherence.share);
        assert!((coherence.peak_hz - hz).abs() < 0.006, "{per_min}: {}", coherence.peak_hz);
    }
}

#[test]
fn two_waves_of_equal_power_halve_it_and_noise_has_little() {
    let two = |t: f64| 900.0 + 40.0 * (TAU * 0.08 * t).sin() + 40.0 * (TAU * 0.2 * t).sin();
    let share = after(&rhythm(120.0, two)).expect("a value").share;
    assert!((0.40..=0.52).contains(&share), "{share}");
    let mut shares = Vec::new();
    for seed in 0..40 {
        let random = std::cell::RefCell::new(Random::new(seed));
        let noise = rhythm(120.0, |_| 900.0 + 30.0 * random.borrow_mut().normal());
        shares.extend(after(&noise).ok().map(|coherence| coherence.share));
    }
    shares.sort_by(f64::total_cmp);
    assert!(shares.len() > 30 && shares[shares.len() / 2] < 0.35, "{shares:?}");
}

#[test]
fn breathing_along_slowly_is_more_coherent_than_breathing_as_it_comes() {
    let mean = |pace: fn(&mut Random) -> f64| {
        let mut sum = 0.0;
        for seed in 0..20 {
            let mut random = Random::new(seed);
            let mut simulator = Simulator::new(SimulatorConfig { seed, ..SimulatorConfig::default() });
            let mut packets = Vec::new();
            for _ in 0..30 {
                // A breath or so at a time; as it comes, one is longer and another shorter.
                let body = BodyState { breaths_per_min: pace(&mut random), ..BodyState::REST };
                packets.extend((0..5).map(|_| simulator.next_packet(body)));
            }
            sum += after(&packets).expect("a value").share / 20.0;
        }
        sum
    };
    let (slow, free) = (mean(|_| 6.0), mean(|random| 10.0 + 10.0 * random.uniform()));
    assert!(slow > 0.8 && free < 0.5, "{slow} {free}");
}

#[test]
fn only_the_last_minute_counts_and_so_streaming_equals_batch() {
    let mut simulator =
        Simulator::new(SimulatorConfig { artefact_share: 0.01, jitter_us: 0, ..SimulatorConfig::default() });
    let body = BodyState { breaths_per_min: 6.0, ..BodyState::REST };
    let packets: Vec<RawPacket> = (0..400).map(|_| simulator.next_packet(body)).collect();
    let mut engine = Engine::new(EngineConfig::default());
    for (i, raw) in packets.iter().enumerate() {
        engine.admit(*raw);
        if i % 37 == 0 {
            let streamed = engine.coherence(raw.arrival_us);
            assert!(streamed == after(&packets[..=i]), "{i}");
        }
    }
    let twice: Vec<RawPacket> = packets.iter().flat_map(|raw| [*raw, *raw]).collect();
    assert!(after(&packets) == after(&twice));
}

#[test]
fn where_it_cannot_be_said_the_reason_is() {
    assert!(after(&[]) == Err(NoValueReason::Silence));
    let wave = |t: f64| 900.0 + 60.0 * (TAU * 0.1 * t).sin();
    assert!(after(&rhythm(60.0, wave)) == Err(NoValueReason::WindowTooShort));
    assert!(after(&rhythm(120.0, |_| 900.0)) == Err(NoValueReason::NoVariability));
    assert!(after(&rhythm(120.0, |t| 450.0 + 20.0 * (TAU * 0.1 * t).sin())) == Err(NoValueReason::Exertion));
    let mut silent = Engine::new(EngineConfig::default());
    let packets = rhythm(120.0, wave);
    for raw in &packets {
        silent.admit(*raw);
    }
    let last_us = packets.last().map_or(0, |raw| raw.arrival_us);
    assert!(silent.coherence(last_us + 6_000_000) == Err(NoValueReason::Silence));
    let mut spoiled = Simulator::new(SimulatorConfig { artefact_share: 0.4, ..SimulatorConfig::default() });
    let packets: Vec<RawPacket> = (0..200).map(|_| spoiled.next_packet(BodyState::REST)).collect();
    assert!(after(&packets).is_err());
}
