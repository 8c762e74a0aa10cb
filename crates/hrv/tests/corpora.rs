//! The fuzz corpora of the heart engine's parsers, on stable: every case whole, cut off, and with bytes changed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../../../fuzz/src/corpus.rs"]
mod corpus;
#[path = "../../../fuzz/src/heart.rs"]
mod heart;

use corpus::{seeds, survives};
use hrv::files::{self, Recording};
use hrv::simulate::{BodyState, Simulator, SimulatorConfig};

/// Intervals of somebody who does not exist, with one early beat.
fn intervals_ms() -> Vec<f64> {
    let beat = |n: u32| 880.0 + 45.0 * (f64::from(n) * 1.3).sin();
    (0..24).map(|n| if n == 11 { 560.0 } else { beat(n).round() }).collect()
}

#[test]
fn any_bytes_are_a_packet_or_an_error() {
    let packets: [(&str, &[u8]); 7] = [
        ("two-intervals", &[0x10, 0x43, 0x72, 0x03, 0x8A, 0x03]),
        ("rate-only", &[0x00, 0x40]),
        ("everything", &[0x1F, 0x2C, 0x01, 0x10, 0x27, 0x00, 0x04, 0x01, 0x04]),
        ("odd-end", &[0x10, 0x44, 0x92, 0x03, 0x07]),
        ("no-contact", &[0x14, 0x00, 0xFF, 0xFF]),
        (
            "by-light",
            &[0xE0, 3, 1, 0, 0, 0, 0, 0, 0, 0, 0, 64, 0xD0, 0x03, 0x0A, 0, 6, 65, 0x84, 0x03, 0x20, 1, 5],
        ),
        ("by-ecg", &[0xE1, 0x10, 0x43, 0x72, 0x03]),
    ];
    seeds("heart_packet", || packets.map(|(name, bytes)| (name.to_owned(), bytes.to_vec())).to_vec());
    survives("heart_packet", 60, heart::packet);
}

#[test]
fn any_packets_in_any_order_are_heard_once() {
    seeds("heart_stream", || {
        let mut simulator = Simulator::new(SimulatorConfig::default());
        let mut bytes = Vec::new();
        for n in 0..12_u8 {
            let raw = simulator.next_packet(BodyState::REST);
            let packet = raw.packet.encode();
            // The seventh comes late and from another receiver.
            bytes.extend([u8::from(n == 7), n, 0, 100, packet.len() as u8]);
            bytes.extend(packet);
        }
        vec![
            ("a-dozen".to_owned(), bytes),
            ("backwards".to_owned(), vec![0, 9, 0, 0x80, 2, 0, 64, 0, 1, 0, 0, 0]),
        ]
    });
    survives("heart_stream", 40, heart::stream);
}

#[test]
fn whatever_a_sensor_with_pmd_tells_is_survived() {
    seeds("pmd", || {
        let mut light = vec![5, 0xF0, 2, 3, 0, 0, 22, 3];
        light.extend([0; 9]);
        light.extend([64, 0xD0, 0x03, 0x0A, 0, 6, 65, 0x84, 0x03, 0x20, 1, 5]);
        let mut ecg = vec![5, 0xF0, 2, 0, 0, 0];
        for frame in 1..12_u64 {
            ecg.extend([229, 0]);
            ecg.extend((frame * 73 * 1_000_000_000 / 130).to_le_bytes());
            ecg.push(0);
            for i in 0..73_u64 {
                let value: u32 = if (frame * 73 + i) % 104 == 50 { 900 } else { 0 };
                ecg.extend(&value.to_le_bytes()[..3]);
            }
        }
        vec![
            ("features".to_owned(), vec![0x0F, 0x6E, 0]),
            ("settings".to_owned(), vec![0xF0, 1, 0, 0, 0, 0, 1, 0x82, 0, 1, 1, 0x0E, 0]),
            ("light".to_owned(), light),
            ("ecg".to_owned(), ecg),
        ]
    });
    survives("pmd", 40, heart::pmd);
}

#[test]
fn any_text_is_a_recording_or_an_error() {
    seeds("heart_import", || {
        let lines: String = intervals_ms().iter().map(|ms| format!("{ms}\n")).collect();
        let mut timed = "timestamp,rr,since_start\n".to_owned();
        let mut clock_ms = 0.0;
        for ms in intervals_ms() {
            clock_ms += ms;
            timed += &format!("{},{ms},{clock_ms}\n", 1_700_000_000_000_u64 + clock_ms as u64);
        }
        vec![("lines".to_owned(), lines.into_bytes()), ("timed".to_owned(), timed.into_bytes())]
    });
    survives("heart_import", 40, heart::text);
}

#[test]
fn any_bytes_are_a_file_or_an_error() {
    seeds("heart_file", || {
        let recording = Recording::of_intervals_ms(&intervals_ms(), Some(1_764_079_500_000_000));
        let case = |(kind, format): (usize, hrv::files::Format)| {
            let mut bytes = vec![kind as u8];
            bytes.extend(files::write(format, &recording));
            (format!("{format:?}").to_lowercase(), bytes)
        };
        heart::FORMATS.into_iter().enumerate().map(case).collect()
    });
    survives("heart_file", 40, heart::file);
}
