//! The heart of one session on the server: the same engine live, as packets come, and for the record, over all of them.

mod desk;
mod record;
mod rest;

pub use desk::{Beats, Desk, GIVES_WAY, Refused, WORLD_TIME_MAX};
pub use record::{Record, record};
pub use rest::{REST_RULES, own_rest, rest};

use hrv::{Baseline, Engine, EngineConfig, PacketKey, RestWindow};
use link::{BeatPacket, HeartNow};
use session::{StrapId, WorldTime};

/// The packets of one session, whatever straps and receivers they come from, through one engine.
pub struct Series {
    engine: Engine,
    streams: Vec<(StrapId, u32)>,
    latest: WorldTime,
}

impl Default for Series {
    fn default() -> Self {
        Self::new(Baseline::population())
    }
}

impl Series {
    /// A series that compares with this rest.
    pub fn new(baseline: Baseline) -> Self {
        let engine = Engine::new(EngineConfig { baseline });
        Self { engine, streams: Vec::new(), latest: WorldTime::START }
    }

    /// Compares with another rest from the next value on.
    pub fn compare_with(&mut self, baseline: Baseline) {
        self.engine.set_baseline(baseline);
    }

    /// The newest window as a rest of this person; only the caller knows that they rested. `None` where it is no valid one.
    pub fn rest(&self, day: i32) -> Option<RestWindow> {
        self.engine.rest_window(day).ok()
    }

    /// Takes packets in, numbered from `first_n`. A packet that cannot be read is a gap, not an error.
    pub fn take(&mut self, strap: StrapId, receiver_epoch: u32, first_n: u32, packets: &[BeatPacket]) {
        let epoch = self.epoch(strap, receiver_epoch);
        for (n, packet) in (first_n..).zip(packets) {
            let key = PacketKey { receiver_epoch: epoch, n };
            let arrival_us = i64::try_from(packet.arrived.0).unwrap_or(i64::MAX);
            let _gap_if_unreadable = self.engine.packet(key, arrival_us, &packet.bytes);
            self.latest = self.latest.max(packet.arrived);
        }
    }

    /// The heart at this world time, or at the newest packet where no time is known.
    pub fn now(&self, at: Option<WorldTime>) -> HeartNow {
        let at = at.unwrap_or(self.latest).max(self.latest);
        HeartNow::of(at, &self.engine.live(i64::try_from(at.0).unwrap_or(i64::MAX)))
    }

    /// Arrival of the newest packet.
    pub fn latest(&self) -> WorldTime {
        self.latest
    }

    /// Straps and receivers share the engine's one count of epochs, in the order in which they were first heard.
    fn epoch(&mut self, strap: StrapId, receiver_epoch: u32) -> u32 {
        let stream = (strap, receiver_epoch);
        let place = self.streams.iter().position(|known| *known == stream).unwrap_or_else(|| {
            self.streams.push(stream);
            self.streams.len() - 1
        });
        u32::try_from(place).unwrap_or(u32::MAX)
    }
}
