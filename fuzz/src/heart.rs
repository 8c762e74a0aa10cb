//! The heart engine's parsers: one packet, a stream of them, Polar's measurements, recordings as text, and files of six formats.

use hrv::files::{self, Format};
use hrv::pmd::{Answer, Features, Feed, Frame, read_settings};
use hrv::{Analysis, Engine, EngineConfig, Packet, PacketKey, import};

/// Longer recordings are parsed but not analysed: a fuzzer needs its speed.
const ANALYSED_MAX: usize = 500;

/// One Heart Rate Measurement: what is read can be written, and reads as the same.
pub fn packet(bytes: &[u8]) {
    if let Ok(packet) = Packet::parse(bytes) {
        assert_eq!(Packet::parse(&packet.encode()).ok(), Some(packet));
    }
}

/// Packets of several receivers in any order, some twice: the second time changes nothing, and a value is always told.
///
/// Five bytes of each are its receiver, its number, how long after the one before it came (10 ms each, signed) and its length.
pub fn stream(bytes: &[u8]) {
    let mut engine = Engine::new(EngineConfig::default());
    let (mut rest, mut arrival_us) = (bytes, 0_i64);
    while let [epoch, n_low, n_high, after, length, tail @ ..] = rest {
        let (packet, later) = tail.split_at(usize::from(*length).min(tail.len()));
        rest = later;
        arrival_us += i64::from(after.cast_signed()) * 10_000;
        let key = PacketKey {
            receiver_epoch: u32::from(*epoch),
            n: u32::from(u16::from_le_bytes([*n_low, *n_high])),
        };
        let _ = engine.packet(key, arrival_us, packet);
        let live = engine.live(arrival_us);
        let _ = engine.packet(key, arrival_us, packet);
        assert_eq!(engine.live(arrival_us), live, "a packet that came twice changed something");
    }
    engine.finish(|_| ());
    engine.live(i64::MAX);
}

/// What a sensor with Polar Measurement Data tells, in pieces that begin with their length: whatever it is, packets that travel come
/// out of it, and the engine takes them.
pub fn pmd(bytes: &[u8]) {
    let _ = (Features::parse(bytes), read_settings(bytes), Frame::parse(bytes));
    if let Ok(answer) = Answer::parse(bytes) {
        let _ = read_settings(answer.parameters);
    }
    let (mut feed, mut engine) = (Feed::new(), Engine::new(EngineConfig::default()));
    let (mut rest, mut n) = (bytes, 0_u32);
    while let [length, tail @ ..] = rest {
        let (piece, later) = tail.split_at(usize::from(*length).min(tail.len()));
        rest = later;
        feed.answered(piece);
        feed.keeps(piece);
        feed.frame(piece, |packet| {
            assert!(packet.len() <= 64, "{} bytes do not travel", packet.len());
            let arrival_us = i64::from(n) * 1_000_000;
            let _ = engine.packet(PacketKey { receiver_epoch: 0, n }, arrival_us, &packet);
            n += 1;
        });
    }
    engine.live(i64::from(n) * 1_000_000);
}

/// A recording as text, by lines or with times.
pub fn text(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(intervals_ms) = import::rr_text(text) {
        assert!(intervals_ms.iter().all(|ms| (1.0..=import::INTERVAL_MAX_MS).contains(ms)));
    }
    if let Ok(rows) = import::timed_csv(text) {
        assert_eq!(import::packets_from_timed(&rows, 0).len(), rows.len());
    }
}

/// A file of any format: the first byte says which, the rest is read as that, and as what it looks like.
pub fn file(bytes: &[u8]) {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    let format = FORMATS.get(usize::from(*kind) % FORMATS.len());
    for recording in [format.map(|format| files::read_as(*format, bytes)), Some(files::read(bytes))] {
        let Some(Ok(recording)) = recording else { continue };
        assert!(!recording.intervals.is_empty(), "a file without intervals is refused");
        assert!(recording.intervals_ms().all(|ms| (1.0..=import::INTERVAL_MAX_MS).contains(&ms)));
        for format in FORMATS {
            // Text has no unit: what is below 10 is read as seconds, so intervals that no heart makes cannot be told in it.
            if format == Format::Text && recording.intervals_ms().any(|ms| ms < 10.0) {
                continue;
            }
            let again = files::read_as(format, &files::write(format, &recording));
            let again = again.unwrap_or_else(|error| panic!("{format:?} cannot read what it wrote: {error}"));
            assert_eq!(again.intervals.len(), recording.intervals.len(), "{format:?}");
        }
        if recording.intervals.len() <= ANALYSED_MAX {
            Analysis::of(&recording.intervals).report();
        }
    }
}

/// Every format, in the order of the first byte of a case.
pub const FORMATS: [Format; 6] =
    [Format::Text, Format::HrvLogger, Format::PolarHrm, Format::Fit, Format::EdfPlus, Format::OpenMHealth];
