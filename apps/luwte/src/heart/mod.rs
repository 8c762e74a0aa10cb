//! The heart of one session on the server: the same engine live, as packets come, and for the record, over all of them.

mod desk;
mod other;
mod pace;
mod record;
mod rest;
mod search;

pub use desk::{Beats, Desk, GIVES_WAY, Refused, WORLD_TIME_MAX};
pub use other::{Breaths, OtherHeart};
pub use pace::own_pace;
pub use record::{Record, record};
pub use rest::{REST_RULES, own_rest, rest};
pub use search::paces;

use hrv::{
    Baseline, ClassifiedBeat, Engine, EngineConfig, PaceWindow, PacketKey, Resonance, RestWindow, resonance,
};
use link::{BeatPacket, CoherenceNow, HeartNow};
use session::{StrapId, WorldTime};

/// Beats kept for one search at most: twelve minutes at 240 a minute, and room for a clock that lies.
const COLLECTED_MAX: usize = 4_000;

/// The packets of one session, whatever straps and receivers they come from, through one engine.
pub struct Series {
    engine: Engine,
    streams: Vec<(StrapId, u32)>,
    latest: WorldTime,
    /// The beats of a search that goes on.
    collected: Option<Vec<ClassifiedBeat>>,
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
        Self { engine, streams: Vec::new(), latest: WorldTime::START, collected: None }
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
            let collected = &mut self.collected;
            let _gap_if_unreadable = self.engine.packet_with(key, arrival_us, &packet.bytes, |beat| {
                if let Some(beats) = collected
                    && beats.len() < COLLECTED_MAX
                {
                    beats.push(beat);
                }
            });
            self.latest = self.latest.max(packet.arrived);
        }
    }

    /// The heart at this world time, or at the newest packet where no time is known.
    pub fn now(&self, at: Option<WorldTime>) -> HeartNow {
        let at = at.unwrap_or(self.latest).max(self.latest);
        HeartNow::of(at, &self.engine.live(i64::try_from(at.0).unwrap_or(i64::MAX)))
    }

    /// Whether the newest intervals were found by light.
    pub fn by_light(&self) -> bool {
        self.engine.by_light()
    }

    /// Keeps beats from here on for a search, or lets them go.
    pub fn collect(&mut self, on: bool) {
        self.collected = on.then(Vec::new);
    }

    /// Whether beats are kept for a search.
    pub fn collects(&self) -> bool {
        self.collected.is_some()
    }

    /// What the beats kept say over these stretches of world time; `None` where none are kept.
    pub fn resonance(&self, paces: &[PaceWindow]) -> Option<Resonance> {
        self.collected.as_ref().map(|beats| resonance(beats, paces))
    }

    /// The coherence at this world time.
    pub fn coherence(&self, at: WorldTime) -> CoherenceNow {
        CoherenceNow::of(at, self.engine.coherence(i64::try_from(at.0).unwrap_or(i64::MAX)))
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
