//! The Heart Rate Measurement read from bytes and written back.

#![allow(clippy::expect_used)]

use hrv::{Packet, PacketError};
use proptest::prelude::*;

fn parsed(bytes: &[u8]) -> Packet {
    Packet::parse(bytes).expect("a measurement")
}

#[test]
fn two_intervals_after_an_eight_bit_rate_are_read() {
    let packet = parsed(&[0x10, 0x43, 0x72, 0x03, 0x8A, 0x03]);
    assert_eq!(packet.heart_rate_bpm(), 67);
    assert_eq!(packet.rr_ticks(), [0x0372, 0x038A]);
    assert_eq!(packet.contact(), None);
    assert_eq!(packet.energy_kj(), None);
}

#[test]
fn one_interval_is_read() {
    let packet = parsed(&[0x10, 0x44, 0x92, 0x03]);
    assert_eq!((packet.heart_rate_bpm(), packet.rr_ticks()), (68, [0x0392].as_slice()));
}

#[test]
fn a_rate_without_intervals_is_read() {
    let packet = parsed(&[0x00, 0x40]);
    assert_eq!((packet.heart_rate_bpm(), packet.rr_ticks()), (64, [].as_slice()));
}

#[test]
fn every_field_at_once_is_read_in_the_order_of_the_service() {
    let packet = parsed(&[0b0001_1111, 0x2C, 0x01, 0x10, 0x27, 0x00, 0x04]);
    assert_eq!(packet.heart_rate_bpm(), 300);
    assert_eq!(packet.contact(), Some(true));
    assert_eq!(packet.energy_kj(), Some(10_000));
    assert_eq!(packet.rr_ticks(), [1_024]);
}

#[test]
fn the_contact_bit_counts_only_when_contact_is_supported() {
    assert_eq!(parsed(&[0b0000_0010, 60]).contact(), None);
    assert_eq!(parsed(&[0b0000_0100, 60]).contact(), Some(false));
    assert_eq!(parsed(&[0b0000_0110, 60]).contact(), Some(true));
}

#[test]
fn an_odd_byte_at_the_end_stops_the_reading() {
    assert_eq!(parsed(&[0x10, 0x44, 0x92, 0x03, 0x55]).rr_ticks(), [0x0392]);
    assert_eq!(parsed(&[0x10, 0x44, 0x55]).rr_ticks(), [0_u16; 0]);
}

#[test]
fn bytes_that_no_flag_announces_are_ignored() {
    assert_eq!(parsed(&[0x00, 0x40, 0x92, 0x03]).rr_ticks(), [0_u16; 0]);
}

#[test]
fn promises_that_the_bytes_do_not_keep_are_errors() {
    assert_eq!(Packet::parse(&[]), Err(PacketError::Empty));
    assert_eq!(Packet::parse(&[0x00]), Err(PacketError::Truncated { needed: 2, actual: 1 }));
    assert_eq!(Packet::parse(&[0x01, 0x40]), Err(PacketError::Truncated { needed: 3, actual: 2 }));
    assert_eq!(Packet::parse(&[0x09, 0x40, 0, 1]), Err(PacketError::Truncated { needed: 5, actual: 4 }));
}

#[test]
fn nine_intervals_fit_and_ten_do_not() {
    let mut bytes = vec![0x10, 0x44];
    bytes.extend([0x00, 0x03].repeat(9));
    assert_eq!(parsed(&bytes).rr_ticks().len(), 9);
    bytes.extend([0x00, 0x03]);
    assert_eq!(Packet::parse(&bytes), Err(PacketError::TooManyIntervals { count: 10 }));
}

#[test]
fn debug_output_shows_no_heart_data() {
    let shown = format!("{:?}", parsed(&[0x10, 0x43, 0x72, 0x03]));
    assert!(!shown.contains("67") && !shown.contains("882"), "{shown}");
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
        if let Ok(packet) = Packet::parse(&bytes) {
            prop_assert!(packet.rr_ticks().len() <= 9);
        }
    }

    #[test]
    fn what_is_written_is_read_back(
        rate in any::<u16>(),
        contact in any::<Option<bool>>(),
        energy in any::<Option<u16>>(),
        rr in prop::collection::vec(any::<u16>(), 0..=9),
    ) {
        let packet = Packet::new(rate, contact, energy, &rr).expect("at most nine");
        prop_assert_eq!(Packet::parse(&packet.encode()), Ok(packet));
    }
}
