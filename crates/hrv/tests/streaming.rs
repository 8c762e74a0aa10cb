//! Streaming equals batch: how beats are packed, delayed, repeated or reordered changes no result.

#![allow(clippy::expect_used)]

use hrv::simulate::{BodyState, Random, Simulator, SimulatorConfig};
use hrv::{
    Admission, ClassifiedBeat, Engine, EngineConfig, LiveHeart, Packet, PacketKey, RawPacket, Reading,
};
use proptest::prelude::*;

/// What a series of beats gave: class by class, and the values at the end.
#[derive(Debug, PartialEq)]
struct Outcome {
    beats: Vec<(u16, u64, bool, hrv::BeatClass)>,
    readings: Vec<Reading>,
    live: LiveHeart,
}

fn outcome(packets: &[RawPacket]) -> Outcome {
    let mut engine = Engine::new(EngineConfig::default());
    let mut classified: Vec<ClassifiedBeat> = Vec::new();
    let mut readings = Vec::new();
    let mut note = |engine: &Engine| {
        let reading = engine.live(0).reading;
        if readings.last() != Some(&reading) {
            readings.push(reading);
        }
    };
    for raw in packets {
        engine.admit_with(*raw, |beat| classified.push(beat));
        note(&engine);
    }
    engine.finish(|beat| classified.push(beat));
    note(&engine);
    // Arrival times say only whether the strap is silent now: ask at a moment when it is not.
    let mut live = engine.live(i64::MIN);
    live.quality.issues = hrv::QualityIssues::NONE;
    Outcome {
        beats: classified
            .iter()
            .map(|c| (c.beat.rr_ticks, c.beat.clock_ticks, c.beat.successive, c.class))
            .collect(),
        readings,
        live,
    }
}

fn simulated(seed: u64, seconds: u32) -> Vec<RawPacket> {
    let config = SimulatorConfig { seed, artefact_share: 0.02, jitter_us: 0, ..SimulatorConfig::default() };
    let mut simulator = Simulator::new(config);
    (0..seconds).map(|_| simulator.next_packet(BodyState::REST)).collect()
}

/// The same beats in other packets: one to nine intervals each, stamped when the last of them fell.
fn repacked(packets: &[RawPacket], random: &mut Random) -> Vec<RawPacket> {
    let intervals: Vec<u16> = packets.iter().flat_map(|raw| raw.packet.rr_ticks().to_vec()).collect();
    let (mut out, mut rest, mut clock_ticks) = (Vec::new(), intervals.as_slice(), 0_i64);
    while !rest.is_empty() {
        let count = (1 + random.bits() as usize % 9).min(rest.len());
        let (head, tail) = rest.split_at(count);
        clock_ticks += head.iter().map(|&ticks| i64::from(ticks)).sum::<i64>();
        out.push(RawPacket {
            key: PacketKey { receiver_epoch: 0, n: u32::try_from(out.len()).expect("few") },
            arrival_us: clock_ticks * 15_625 / 16,
            packet: Packet::new(60, Some(true), None, head).expect("at most nine"),
        });
        rest = tail;
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn how_beats_are_packed_changes_no_class_and_no_value(seed in any::<u64>()) {
        let packets = simulated(seed, 400);
        let whole = outcome(&packets);
        let again = outcome(&repacked(&packets, &mut Random::new(seed)));
        prop_assert_eq!(&whole.beats, &again.beats);
        prop_assert_eq!(whole.live.time, again.live.time);
        prop_assert_eq!(whole.live.reading, again.live.reading);
        prop_assert_eq!(&whole.live.quality, &again.live.quality);
    }

    #[test]
    fn arrival_jitter_below_two_seconds_changes_nothing(seed in any::<u64>()) {
        let packets = simulated(seed, 400);
        let mut random = Random::new(seed);
        let jittered: Vec<RawPacket> = packets.iter().map(|raw| {
            let jitter_us = ((random.uniform() * 2.0 - 1.0) * 1_999_000.0) as i64;
            RawPacket { arrival_us: raw.arrival_us + jitter_us, ..*raw }
        }).collect();
        prop_assert_eq!(outcome(&packets), outcome(&jittered));
    }

    #[test]
    fn repeated_packets_change_nothing(seed in any::<u64>()) {
        let packets = simulated(seed, 300);
        let mut random = Random::new(seed);
        let mut repeated = Vec::new();
        for (i, raw) in packets.iter().enumerate() {
            repeated.push(*raw);
            if random.uniform() < 0.3 {
                let back = random.bits() as usize % 200;
                let echo = packets[i.saturating_sub(back)];
                repeated.push(RawPacket { arrival_us: raw.arrival_us, ..echo });
            }
        }
        prop_assert_eq!(outcome(&packets), outcome(&repeated));
    }

    #[test]
    fn packets_that_overtake_up_to_four_others_change_nothing(seed in any::<u64>()) {
        let packets = simulated(seed, 300);
        let mut random = Random::new(seed);
        let mut shuffled = packets.clone();
        for block in shuffled.chunks_mut(5) {
            for i in (1..block.len()).rev() {
                block.swap(i, random.bits() as usize % (i + 1));
            }
        }
        let (ordered, shuffled) = (outcome(&packets), outcome(&shuffled));
        prop_assert_eq!(ordered.beats, shuffled.beats);
        prop_assert_eq!(ordered.live.time, shuffled.live.time);
    }

    #[test]
    fn a_reconnect_only_breaks_the_succession(seed in any::<u64>(), at in 20_usize..250) {
        let packets = simulated(seed, 300);
        let cut = packets[at].key.n;
        let reconnected: Vec<RawPacket> = packets.iter().map(|raw| match raw.key.n >= cut {
            true => RawPacket { key: PacketKey { receiver_epoch: 7, n: raw.key.n - cut }, ..*raw },
            false => *raw,
        }).collect();
        let (one, two) = (outcome(&packets), outcome(&reconnected));
        let values = |outcome: &Outcome| outcome.beats.iter().map(|b| (b.0, b.1)).collect::<Vec<_>>();
        prop_assert_eq!(values(&one), values(&two));
        let breaks = two.beats.iter().filter(|beat| !beat.2).count();
        prop_assert_eq!(breaks, 2, "the first beat, and the first after the reconnect");
    }

    #[test]
    fn any_bytes_at_any_time_are_survived(
        packets in prop::collection::vec(
            (any::<u8>(), any::<u16>(), any::<i64>(), prop::collection::vec(any::<u8>(), 0..24)),
            0..200,
        ),
    ) {
        let mut engine = Engine::new(EngineConfig::default());
        for (epoch, n, arrival_us, bytes) in packets {
            let key = PacketKey { receiver_epoch: u32::from(epoch % 3), n: u32::from(n) };
            let _refused_or_not = engine.packet(key, arrival_us, &bytes);
            let live = engine.live(arrival_us);
            for value in [live.hr_bpm, live.rmssd_ms, live.sdnn_ms].into_iter().flatten() {
                prop_assert!(value.is_finite());
            }
        }
        engine.finish(|_| ());
    }
}

#[test]
fn the_record_is_what_was_shown_live_whatever_the_order_of_storage() {
    let mut packets = simulated(11, 500);
    let mut shown = Vec::new();
    let mut engine = Engine::new(EngineConfig::default());
    for raw in &packets {
        engine.admit(*raw);
        if let Reading::Value(value) = engine.live(raw.arrival_us).reading
            && shown.last() != Some(&value)
        {
            shown.push(value);
        }
    }
    packets.reverse();
    packets.extend_from_within(100..200);
    let record = hrv::record(&packets, EngineConfig::default());
    let recorded: Vec<_> = record
        .readings
        .iter()
        .filter_map(|timed| match timed.reading {
            Reading::Value(value) => Some(value),
            Reading::NoValue { .. } => None,
        })
        .collect();
    assert_eq!(shown, recorded);
    assert_eq!(shown.len(), 13, "every 30 s from 120 s to 480 s");
    assert_eq!(
        record.beats.len(),
        packets[..500].iter().map(|raw| raw.packet.rr_ticks().len()).sum::<usize>()
    );
}

#[test]
fn beats_are_placed_on_the_receivers_clock_to_its_jitter() {
    let mut simulator = Simulator::new(SimulatorConfig { start_us: 7_000_000, ..SimulatorConfig::default() });
    let mut packets: Vec<RawPacket> = (0..100).map(|_| simulator.next_packet(BodyState::REST)).collect();
    simulator.reconnect(3, BodyState::REST);
    packets.extend((0..100).map(|_| simulator.next_packet(BodyState::REST)));
    let record = hrv::record(&packets, EngineConfig::default());
    for classified in &record.beats {
        let arrival_us =
            packets.iter().find(|raw| raw.key == classified.beat.key).expect("its packet").arrival_us;
        let early_us = arrival_us - classified.beat.at_us;
        assert!((-100_000..2_100_000).contains(&early_us), "{early_us} µs before its packet");
    }
}

#[test]
fn classes_and_metrics_of_a_stream_are_those_of_the_whole_series() {
    let packets = simulated(21, 290);
    let intervals_ms: Vec<f64> = packets
        .iter()
        .flat_map(|raw| raw.packet.rr_ticks().iter().map(|&ticks| f64::from(ticks) * 1000.0 / 1024.0))
        .collect();
    let mut classifier = hrv::Classifier::new();
    let mut classes = Vec::new();
    for (i, &ms) in intervals_ms.iter().enumerate() {
        classes.extend(classifier.push(ms, i > 0).iter());
    }
    classes.extend(classifier.finish().iter());
    let streamed = outcome(&packets);
    assert_eq!(streamed.beats.iter().map(|beat| beat.3).collect::<Vec<_>>(), classes);

    let normal = |i: usize| classes[i] == hrv::BeatClass::Normal;
    let kept: Vec<f64> = (0..classes.len()).filter(|&i| normal(i)).map(|i| intervals_ms[i]).collect();
    let differences: Vec<f64> = (1..classes.len())
        .filter(|&i| normal(i) && normal(i - 1))
        .map(|i| intervals_ms[i] - intervals_ms[i - 1])
        .collect();
    assert!(kept.len() < classes.len(), "the series has artefacts");
    let mean = kept.iter().sum::<f64>() / kept.len() as f64;
    let spread = kept.iter().map(|ms| (ms - mean).powi(2)).sum::<f64>() / (kept.len() - 1) as f64;
    let square = differences.iter().map(|d| d * d).sum::<f64>() / differences.len() as f64;
    let time = streamed.live.time.expect("long enough");
    assert!((time.mean_nn_ms / mean - 1.0).abs() < 1e-9);
    assert!((time.sdnn_ms / spread.sqrt() - 1.0).abs() < 1e-9);
    assert!((time.rmssd_ms / square.sqrt() - 1.0).abs() < 1e-9);
}

#[test]
fn the_ends_of_all_numbers_are_survived() {
    let mut engine = Engine::new(EngineConfig::default());
    for n in [0, 1, 2, u32::MAX - 1, u32::MAX, 0, u32::MAX] {
        for arrival_us in [i64::MIN, i64::MAX, 0] {
            let key = PacketKey { receiver_epoch: u32::MAX, n };
            engine.packet(key, arrival_us, &[0x10, 60, 0xFF, 0xFF, 0, 0]).expect("a measurement");
            engine.live(arrival_us);
        }
    }
}

#[test]
fn a_day_of_noise_is_survived_without_a_value() {
    let mut engine = Engine::new(EngineConfig::default());
    let mut random = Random::new(3);
    for n in 0..86_400 {
        let ticks = [random.bits() as u16, random.bits() as u16 % 3_000];
        let packet = Packet::new(60, None, None, &ticks).expect("two");
        let raw = RawPacket {
            key: PacketKey { receiver_epoch: 0, n },
            arrival_us: i64::from(n) * 1_000_000,
            packet,
        };
        engine.admit(raw);
        assert!(matches!(engine.live(raw.arrival_us).reading, Reading::NoValue { .. }), "packet {n}");
    }
}

#[test]
fn a_lost_packet_breaks_the_succession_after_four_others() {
    let packets = simulated(5, 60);
    let mut engine = Engine::new(EngineConfig::default());
    let mut beats = Vec::new();
    for raw in packets.iter().filter(|raw| raw.key.n != 30) {
        let admission = engine.admit_with(*raw, |beat| beats.push(beat.beat));
        let waits = (31..=35).contains(&raw.key.n);
        assert_eq!(admission, if waits { Admission::Held } else { Admission::Next }, "{}", raw.key.n);
    }
    assert_eq!(engine.admit(packets[30]), Admission::Late);
    engine.finish(|beat| beats.push(beat.beat));
    let breaks: Vec<u32> = beats.iter().filter(|beat| !beat.successive).map(|beat| beat.key.n).collect();
    assert_eq!(breaks.len(), 2);
    assert!(breaks[1] >= 31);
    assert!(beats.iter().any(|beat| beat.key.n >= 31 && beat.missing_ticks > 0));
}

#[test]
fn a_silence_that_no_interval_explains_is_missing_time() {
    let packets = simulated(6, 120);
    let mut beats = Vec::new();
    let mut engine = Engine::new(EngineConfig::default());
    let kept = packets.iter().filter(|raw| !(60..80).contains(&raw.key.n));
    for (n, raw) in (0..).zip(kept) {
        // The receiver counts what it receives, so only the arrival tells of the silence.
        let key = PacketKey { receiver_epoch: 0, n };
        engine.admit_with(RawPacket { key, ..*raw }, |beat| beats.push(beat.beat));
    }
    engine.finish(|beat| beats.push(beat.beat));
    let silences: Vec<f64> = beats
        .iter()
        .filter(|beat| beat.missing_ticks > 0)
        .map(|beat| f64::from(beat.missing_ticks) / 1_024.0)
        .collect();
    assert_eq!(silences.len(), 1);
    assert!((silences[0] - 20.0).abs() < 1.5, "{silences:?}");
    let missing = engine.live(120_000_000).quality.missing_pct;
    assert!((missing - 100.0 * 20.0 / 120.0).abs() < 1.5, "{missing} %");
}

#[test]
fn unreadable_bytes_are_an_error_and_break_the_succession() {
    let packets = simulated(8, 40);
    let mut engine = Engine::new(EngineConfig::default());
    let mut breaks = 0;
    for raw in packets {
        let bytes = if raw.key.n == 20 { Vec::new() } else { raw.packet.encode() };
        let taken = engine.packet_with(raw.key, raw.arrival_us, &bytes, |beat| {
            breaks += u32::from(!beat.beat.successive);
        });
        assert_eq!(taken.is_err(), raw.key.n == 20);
    }
    engine.finish(|beat| breaks += u32::from(!beat.beat.successive));
    assert_eq!(breaks, 2);
}
