//! What another wearable sends: what is read is a heart rate packet that reads as what was sent.

use hrv::{Packet, Source};
use link::ingest::{RrUnit, SensorBatch, SensorPacket};

/// A batch, and the same bytes as lines of a stream.
pub fn body(bytes: &[u8]) {
    if let Ok(batch) = SensorBatch::read(bytes) {
        let text = serde_json::to_vec(&batch).expect("what was text can be text");
        assert!(SensorBatch::read(&text) == Ok(batch.clone()), "a batch reads as itself");
        batch.packets.iter().for_each(|packet| holds(packet, batch.unit));
    }
    for unit in [RrUnit::Millis, RrUnit::Ticks] {
        for (line, number) in bytes.split(|byte| *byte == b'\n').zip(1..) {
            match SensorPacket::read_line(line, number, unit) {
                Ok(packet) => holds(&packet, unit),
                Err(wrong) => assert!(wrong.place.starts_with(&format!("line {number}"))),
            }
        }
    }
}

fn holds(packet: &SensorPacket, unit: RrUnit) {
    let read = Packet::parse(&packet.measurement(unit)).expect("a packet of our own making");
    assert_eq!(read.rr_ticks().len(), packet.rr.len());
    // By light heart rates end at 255, and intervals are whole milliseconds.
    let by_light = read.source() == Source::Light;
    let rate = packet.heart_rate_bpm.unwrap_or(0).min(if by_light { 255 } else { u16::MAX });
    assert_eq!((read.heart_rate_bpm(), read.contact()), (rate, packet.contact));
    for (ticks, told) in read.rr_ticks().iter().zip(&packet.rr) {
        let told = if unit == RrUnit::Millis { told / hrv::MILLIS_PER_TICK } else { *told };
        assert!((f64::from(*ticks) - told).abs() <= if by_light { 1.1 } else { 0.5 });
    }
}
