//! The record of a finished session, computed again from its raw packets.

use alloc::vec::Vec;

use crate::{ClassifiedBeat, Engine, EngineConfig, RawPacket, Reading};

/// Every beat and every reading of a series of packets.
#[derive(Clone, Default, PartialEq)]
pub struct Record {
    /// Every beat with its class, in order.
    pub beats: Vec<ClassifiedBeat>,
    /// Every reading of the indicator, in order.
    pub readings: Vec<TimedReading>,
}

/// A reading and when it was made.
#[derive(Clone, Copy, PartialEq)]
pub struct TimedReading {
    /// The beat that completed its window, on the series' clock, 1/1024 s.
    pub clock_ticks: u64,
    /// The same beat on the receiver's clock, µs; good to the jitter of arrivals.
    pub at_us: i64,
    /// The reading.
    pub reading: Reading,
}

/// Computes everything again from raw packets, in whatever order they were stored.
///
/// Epochs follow each other as they first appear; within an epoch the packet's number decides, so that a packet that was
/// late for the live values counts in the record. A repeated packet counts once.
pub fn record(packets: &[RawPacket], config: EngineConfig) -> Record {
    let mut epochs: Vec<u32> = Vec::new();
    for raw in packets {
        if !epochs.contains(&raw.key.receiver_epoch) {
            epochs.push(raw.key.receiver_epoch);
        }
    }
    let place = |epoch: u32| epochs.iter().position(|known| *known == epoch);
    let mut ordered: Vec<&RawPacket> = packets.iter().collect();
    ordered.sort_by_key(|raw| (place(raw.key.receiver_epoch), raw.key.n));

    let mut engine = Engine::new(config);
    let mut record = Record::default();
    for raw in ordered {
        engine.admit_full(*raw, |beat, reading| record.push(beat, reading));
    }
    engine.finish_full(|beat, reading| record.push(beat, reading));
    record
}

impl Record {
    fn push(&mut self, beat: ClassifiedBeat, reading: Option<Reading>) {
        self.beats.push(beat);
        if let Some(reading) = reading {
            let (clock_ticks, at_us) = (beat.beat.clock_ticks, beat.beat.at_us);
            self.readings.push(TimedReading { clock_ticks, at_us, reading });
        }
    }
}
