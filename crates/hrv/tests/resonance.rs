//! The own pace of simulated people whose own pace is known, and what cannot be said.

#![allow(clippy::expect_used, clippy::panic)]

use hrv::simulate::{BodyState, Random, Simulator, SimulatorConfig};
use hrv::{ClassifiedBeat, Engine, EngineConfig, PaceWindow, RawPacket, Resonance, Unknown, resonance};

/// The paces of a search, breaths per minute, and how long each lasts, s.
const PACES: [f64; 6] = [7.0, 6.5, 6.0, 5.5, 5.0, 4.5];
const EACH_S: i64 = 120;

struct Search {
    packets: Vec<RawPacket>,
    paces: Vec<PaceWindow>,
}

fn search(config: SimulatorConfig, stress: f64) -> Search {
    let mut simulator = Simulator::new(config);
    let (mut packets, mut paces) = (Vec::new(), Vec::new());
    for (i, pace) in PACES.into_iter().enumerate() {
        let from_us = i as i64 * EACH_S * 1_000_000;
        for _ in 0..EACH_S {
            let body = BodyState { stress, breaths_per_min: pace, worn: true };
            packets.push(simulator.next_packet(body));
        }
        let pace_milli_bpm = (pace * 1_000.0) as u16;
        paces.push(PaceWindow { pace_milli_bpm, from_us, to_us: from_us + EACH_S * 1_000_000, phase: 0.0 });
    }
    Search { packets, paces }
}

fn beats(packets: &[RawPacket]) -> Vec<ClassifiedBeat> {
    let mut engine = Engine::new(EngineConfig::default());
    let mut beats = Vec::new();
    for raw in packets {
        engine.admit_with(*raw, |beat| beats.push(beat));
    }
    engine.finish(|beat| beats.push(beat));
    beats
}

fn found(search: &Search) -> Resonance {
    resonance(&beats(&search.packets), &search.paces)
}

/// A person of this seed: their own pace and how they differ from others.
fn person(seed: u64) -> (f64, SimulatorConfig) {
    let mut random = Random::new(seed ^ 0x5eed);
    let own = 4.7 + 2.0 * random.uniform();
    let config = SimulatorConfig {
        seed,
        resting_hr_bpm: 55.0 + 30.0 * random.uniform(),
        sinus_arrhythmia_ms: 25.0 + 35.0 * random.uniform(),
        resonance_per_min: own,
        resonance_width_per_min: 0.8 + 0.8 * random.uniform(),
        artefact_share: 0.02 * random.uniform(),
        ..SimulatorConfig::default()
    };
    (own, config)
}

#[test]
fn the_own_pace_of_nine_noisy_people_in_ten_is_found_within_a_quarter_breath_a_minute() {
    let people = 600;
    let (mut near, mut within_band, mut named) = (0, 0, 0);
    let mut misses = Vec::new();
    for seed in 90_000..90_000 + people {
        let (own, config) = person(seed);
        let Ok(pace) = found(&search(config, 0.2)).found else { continue };
        let per_min = |milli: u16| f64::from(milli) / 1_000.0;
        let off = (per_min(pace.pace_milli_bpm) - own).abs();
        named += 1;
        near += u64::from(off <= 0.25);
        within_band += u64::from((per_min(pace.low_milli_bpm)..=per_min(pace.high_milli_bpm)).contains(&own));
        misses.push(off);
    }
    misses.sort_by(f64::total_cmp);
    let median = misses.get(misses.len() / 2);
    println!(
        "{near} near and {within_band} within the band of {named} named, of {people}; median miss {median:?}"
    );
    assert!(near * 10 >= people * 9, "{near} of {people}");
    assert!(within_band * 10 >= named * 9, "{within_band} of {named}");
}

#[test]
fn a_heart_that_swings_alike_at_every_pace_or_not_at_all_gets_no_pace() {
    let unsure = |config: SimulatorConfig| {
        let people = 40;
        (0..people)
            .filter(|seed| found(&search(SimulatorConfig { seed: *seed, ..config }, 0.0)).found.is_err())
            .count()
    };
    let still = SimulatorConfig { sinus_arrhythmia_ms: 0.0, ..SimulatorConfig::default() };
    assert!(unsure(still) >= 30, "{}", unsure(still));
    // Twelve breaths per minute wide: over the paces the swing differs by a few hundredths.
    let alike = SimulatorConfig { resonance_width_per_min: 12.0, ..SimulatorConfig::default() };
    let named: Vec<f64> = (0..40)
        .filter_map(|seed| found(&search(SimulatorConfig { seed, ..alike }, 0.0)).found.ok())
        .map(|pace| pace.sure)
        .collect();
    let mean = named.iter().sum::<f64>() / named.len().max(1) as f64;
    assert!(mean < 0.9, "a flat curve is never a sure one: {mean}");
}

#[test]
fn a_search_that_was_broken_off_says_so_and_keeps_what_was_measured() {
    let mut short = search(person(3).1, 0.2);
    short.paces.truncate(2);
    short.packets.truncate(240);
    let result = found(&short);
    assert_eq!(result.found, Err(Unknown::TooFewPaces));
    assert!(result.points.iter().all(|point| point.swing_bpm.is_ok()));
    let none = resonance(&[], &search(person(3).1, 0.2).paces);
    assert_eq!(none.found, Err(Unknown::TooFewBeats));
    assert_eq!(resonance(&[], &[]).found, Err(Unknown::TooFewPaces));
}

#[test]
fn a_rhythm_without_order_or_full_of_artefacts_gives_the_reason() {
    let spoiled = SimulatorConfig { artefact_share: 0.3, ..person(5).1 };
    let result = found(&search(spoiled, 0.2));
    let expected = [Unknown::TooManyFlagged, Unknown::TooMuchMissing, Unknown::Irregular];
    assert!(result.found.is_err_and(|reason| expected.contains(&reason)), "{:?}", result.found.err());
}

#[test]
fn packets_sent_twice_change_no_point_of_the_curve() {
    for seed in 0..10 {
        let once = search(person(seed).1, 0.2);
        let mut random = Random::new(seed);
        let mut packets = Vec::new();
        for (i, raw) in once.packets.iter().enumerate() {
            packets.push(*raw);
            if random.uniform() < 0.3 {
                let echo = once.packets[i.saturating_sub(random.bits() as usize % 200)];
                packets.push(RawPacket { arrival_us: raw.arrival_us, ..echo });
            }
        }
        assert!(found(&once) == found(&Search { packets, paces: once.paces.clone() }));
    }
}

#[test]
fn arrival_jitter_moves_the_own_pace_by_less_than_a_tenth() {
    for seed in 0..20 {
        let calm = search(person(seed).1, 0.2);
        let mut random = Random::new(seed);
        let late = |raw: &RawPacket, random: &mut Random| RawPacket {
            arrival_us: raw.arrival_us + (random.uniform() * 1_500_000.0) as i64,
            ..*raw
        };
        let packets = calm.packets.iter().map(|raw| late(raw, &mut random)).collect();
        let jittered = found(&Search { packets, paces: calm.paces.clone() });
        if let (Ok(a), Ok(b)) = (found(&calm).found, jittered.found) {
            assert!(a.pace_milli_bpm.abs_diff(b.pace_milli_bpm) <= 100, "{seed}: {a:?} {b:?}");
        }
    }
}

#[test]
fn beats_in_chunks_give_the_same_curve_as_all_at_once() {
    let search = search(person(8).1, 0.2);
    let mut engine = Engine::new(EngineConfig::default());
    let mut streamed = Vec::new();
    for raw in &search.packets {
        engine.admit_with(*raw, |beat| streamed.push(beat));
        // A curve drawn on the way changes nothing of what comes after.
        if raw.key.n % 100 == 0 {
            let _on_the_way = resonance(&streamed, &search.paces);
        }
    }
    engine.finish(|beat| streamed.push(beat));
    assert!(resonance(&streamed, &search.paces) == found(&search));
}

#[test]
fn how_far_the_heart_lies_behind_the_pacer_is_told() {
    // Breaths of ten seconds; the heart is slowest 30° after each in-breath begins.
    let mut at_s = 0.0;
    let mut packets = Vec::new();
    while at_s < 130.0 {
        let turn = std::f64::consts::TAU * (at_s / 10.0 - 30.0 / 360.0);
        let ticks = (60.0 / (70.0 - 6.0 * turn.cos()) * 1_024.0).round();
        at_s += ticks / 1_024.0;
        packets.push(RawPacket {
            key: hrv::PacketKey { receiver_epoch: 0, n: packets.len() as u32 },
            arrival_us: (at_s * 1e6) as i64,
            packet: hrv::Packet::new(70, Some(true), None, &[ticks as u16]).expect("one interval"),
        });
    }
    let from = |from_s: i64, phase| PaceWindow {
        pace_milli_bpm: 6_000,
        from_us: from_s * 1_000_000,
        to_us: 125_000_000,
        phase,
    };
    for pace in [from(0, 0.0), from(4, 0.4)] {
        let curve = resonance(&beats(&packets), &[pace]);
        let point = curve.points[0];
        let swing = point.swing_bpm.expect("a swing");
        assert!((swing - 12.0).abs() < 0.3, "{swing}");
        // This series sets an interval by its beginning and tells it at its end: 0.86 s, or 31°, later.
        let behind = point.behind_deg.expect("a phase");
        assert!((behind - 61.0).abs() < 3.0, "{behind}");
    }
}

#[test]
fn any_paces_over_any_beats_are_survived() {
    let beats = beats(&search(person(1).1, 0.2).packets);
    let mut random = Random::new(4);
    for _ in 0..200 {
        let mut paces = Vec::new();
        for _ in 0..random.bits() % 8 {
            let (from_us, to_us) =
                (random.bits() as i64 >> (random.bits() % 64), random.bits() as i64 >> (random.bits() % 64));
            paces.push(PaceWindow {
                pace_milli_bpm: random.bits() as u16,
                from_us,
                to_us,
                phase: random.uniform(),
            });
        }
        if let Ok(pace) = resonance(&beats, &paces).found {
            assert!((4_500..=7_000).contains(&pace.pace_milli_bpm));
        }
    }
    let always = PaceWindow { pace_milli_bpm: 0, from_us: i64::MIN, to_us: i64::MAX, phase: 0.0 };
    assert!(resonance(&beats, &[always; 4]).found.is_err());
}
