//! The engine as a WebAssembly module with two plain functions, for the test of bit equality.

use std::sync::Mutex;

use hrv::{Packet, PacketKey, RawPacket};

static BYTES: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Takes the next byte of the recording.
#[unsafe(no_mangle)]
pub extern "C" fn feed(byte: u32) {
    BYTES.lock().expect("one thread").push(byte as u8);
}

/// The digest of the live results of all packets fed so far.
#[unsafe(no_mangle)]
pub extern "C" fn digest() -> u64 {
    let bytes = BYTES.lock().expect("one thread");
    let mut rest = bytes.as_slice();
    let mut packets = Vec::new();
    while let Some((head, after)) = rest.split_first_chunk::<17>() {
        let number = |from: usize, to: usize| {
            head[from..to].iter().rev().fold(0_u64, |value, byte| value << 8 | u64::from(*byte))
        };
        let (body, after) = after.split_at(usize::from(head[16]));
        packets.push(RawPacket {
            key: PacketKey { receiver_epoch: number(0, 4) as u32, n: number(4, 8) as u32 },
            arrival_us: number(8, 16) as i64,
            packet: Packet::parse(body).expect("a measurement"),
        });
        rest = after;
    }
    hrv::digest(&packets)
}
