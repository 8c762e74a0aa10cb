//! The engine as a WebAssembly module with a few plain functions, for tests of bit equality and for benchmarks.

use std::sync::Mutex;

use hrv::{MILLIS_PER_TICK, Metrics, Packet, PacketKey, RawPacket, View, classes_of};

static BYTES: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Takes the next byte of the recording.
#[unsafe(no_mangle)]
pub extern "C" fn feed(byte: u32) {
    BYTES.lock().expect("one thread").push(byte as u8);
}

/// The digest of the live results of all packets fed so far.
#[unsafe(no_mangle)]
pub extern "C" fn digest() -> u64 {
    hrv::digest(&packets())
}

/// The digest of the report on all packets fed so far.
#[unsafe(no_mangle)]
pub extern "C" fn report() -> u64 {
    hrv::report_digest(&packets())
}

/// The digest of what slow breathing tells in all packets fed so far.
#[unsafe(no_mangle)]
pub extern "C" fn breath() -> u64 {
    hrv::breath_digest(&packets())
}

/// Corrects all intervals fed so far and computes every metric, so many times; returns how many beats counted.
#[unsafe(no_mangle)]
pub extern "C" fn metrics(times: u32) -> u32 {
    let packets = packets();
    let ticks = packets.iter().flat_map(|raw| raw.packet.rr_ticks());
    let intervals_ms: Vec<f64> = ticks.map(|&ticks| f64::from(ticks) * MILLIS_PER_TICK).collect();
    let all = || Metrics::of(&View::corrected(&intervals_ms, &classes_of(&intervals_ms)));
    (0..times).map(|_| all().beats).max().unwrap_or(0)
}

fn packets() -> Vec<RawPacket> {
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
    packets
}
