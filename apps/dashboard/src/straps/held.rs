//! One strap that this page holds: its packets numbered, kept until they are durable, read here as well, and its gaps.

use hrv::{
    Engine, EngineConfig, Packet, PacketKey,
    pmd::{NOT_TO_BE_USED, PpiSample, light_of},
};
use link::{HeartNow, PACKET_MAX_BYTES, QualityLevel};
use serde::Serialize;
use session::WorldTime;

/// Nothing for this long is a gap, milliseconds.
pub(crate) const SILENT_MS: i64 = 5_000;
/// So many packets go at once.
const TOGETHER_MAX: usize = 300;
/// So many packets wait at most: more than two hours of a strap.
const WAITING_MAX: usize = 10_000;
/// So many gaps are told.
const GAPS_MAX: usize = 20;

/// A batch as `POST /api/v1/sessions/{id}/beats` takes it.
#[derive(Debug, PartialEq, Serialize)]
pub(crate) struct Batch {
    device: String,
    pub(crate) epoch: u32,
    unit: &'static str,
    packets: Vec<Told>,
}

/// A packet of a batch.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Told {
    n: u32,
    at_ms: i64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rr: Vec<u16>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    light_error_ms: Vec<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    heart_rate_bpm: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    contact: Option<bool>,
}

/// Why there were no heartbeats for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
    /// The strap was out of reach.
    OutOfReach,
    /// This page was in the background, and the browser let it sleep.
    Background,
    /// The strap was connected and said nothing.
    Silent,
}

/// A stretch without heartbeats, milliseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Gap {
    pub(crate) from_ms: i64,
    pub(crate) to_ms: i64,
    pub(crate) cause: Cause,
}

/// What a person sees of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Reading {
    pub(crate) rate_bpm: Option<u16>,
    pub(crate) quality: QualityLevel,
    pub(crate) contact: Option<bool>,
    /// Whether its intervals are found by light, which is less exact.
    pub(crate) by_light: bool,
}

/// The strap.
pub(crate) struct Held {
    device: String,
    epoch: u32,
    next_n: u32,
    waiting: Vec<(u32, Told)>,
    stored: u32,
    engine: Engine,
    pub(crate) last_ms: Option<i64>,
    broken: bool,
    hidden: bool,
    gaps: Vec<Gap>,
    by_light: bool,
}

impl Held {
    /// A strap known to this browser by this name; each epoch has a number that was never used before.
    pub(crate) fn new(device: String, epoch: u32) -> Self {
        Self {
            device,
            epoch,
            next_n: 0,
            waiting: Vec::new(),
            stored: 0,
            engine: Engine::new(EngineConfig::default()),
            last_ms: None,
            broken: false,
            hidden: false,
            gaps: Vec::new(),
            by_light: false,
        }
    }

    /// The strap was connected anew: the beats to come do not follow the ones before.
    pub(crate) fn reconnected(&mut self, epoch: u32) {
        if self.next_n > 0 {
            self.epoch = epoch.max(self.epoch.saturating_add(1));
            self.next_n = 0;
        }
    }

    /// It went out of reach.
    pub(crate) fn lost(&mut self) {
        self.broken = true;
    }

    /// The page went to the background, or came back.
    pub(crate) fn page_hidden(&mut self, hidden: bool) {
        self.hidden |= hidden;
    }

    /// A notification arrived; `offset_ms` is how far the server's clock is ahead. What is no heart rate leaves its number
    /// out, and that is a gap too.
    pub(crate) fn packet(&mut self, bytes: &[u8], now_ms: i64, offset_ms: i64, page_is_hidden: bool) {
        if let Some(last_ms) = self.last_ms
            && now_ms.saturating_sub(last_ms) > SILENT_MS
        {
            let cause = match (self.broken, self.hidden) {
                (true, _) => Cause::OutOfReach,
                (false, true) => Cause::Background,
                (false, false) => Cause::Silent,
            };
            self.gaps.push(Gap { from_ms: last_ms, to_ms: now_ms, cause });
            if self.gaps.len() > GAPS_MAX {
                self.gaps.remove(0);
            }
        }
        (self.last_ms, self.broken, self.hidden) = (Some(now_ms), false, page_is_hidden);
        let key = PacketKey { receiver_epoch: self.epoch, n: self.next_n };
        self.next_n = self.next_n.saturating_add(1);
        // The engine breaks the series where bytes cannot be read.
        let _ = self.engine.packet(key, now_ms.saturating_mul(1_000), bytes);
        let Ok(packet) = Packet::parse(bytes.get(..PACKET_MAX_BYTES).unwrap_or(bytes)) else { return };
        // An interval of nothing is none; by light it is one that the sensor does not believe itself.
        let light_error_ms: Vec<u16> = light_of(bytes).map_or(Vec::new(), |frame| {
            let error = |sample: PpiSample| if sample.is_usable() { sample.error_ms } else { NOT_TO_BE_USED };
            frame.samples().filter(|sample| sample.interval_ms > 0).map(error).collect()
        });
        self.by_light |= !light_error_ms.is_empty();
        let told = Told {
            n: key.n,
            at_ms: now_ms.saturating_add(offset_ms),
            rr: packet.rr_ticks().iter().copied().filter(|ticks| *ticks > 0).collect(),
            light_error_ms,
            heart_rate_bpm: Some(packet.heart_rate_bpm()).filter(|bpm| (1..=300).contains(bpm)),
            contact: packet.contact(),
        };
        let empty = told.rr.is_empty() && told.heart_rate_bpm.is_none() && told.contact.is_none();
        if !empty && self.waiting.len() < WAITING_MAX {
            self.waiting.push((self.epoch, told));
        }
    }

    /// What goes next: the oldest that is not durable, of one epoch.
    pub(crate) fn batch(&self) -> Option<Batch> {
        let epoch = self.waiting.first()?.0;
        let of_epoch = self.waiting.iter().take_while(|(of, _)| *of == epoch);
        let packets = of_epoch.take(TOGETHER_MAX).map(|(_, told)| told.clone()).collect();
        Some(Batch { device: self.device.clone(), epoch, unit: "1/1024s", packets })
    }

    /// This batch is durable.
    pub(crate) fn durable(&mut self, batch: &Batch) {
        let before = self.waiting.len();
        let sent = |(epoch, told): &(u32, Told)| {
            *epoch == batch.epoch && batch.packets.iter().any(|packet| packet.n == told.n)
        };
        self.waiting.retain(|waiting| !sent(waiting));
        let gone = u32::try_from(before - self.waiting.len()).unwrap_or(u32::MAX);
        self.stored = self.stored.saturating_add(gone);
    }

    /// How many packets wait for the server.
    pub(crate) fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// How many packets are durable.
    pub(crate) fn stored(&self) -> u32 {
        self.stored
    }

    /// Its gaps, oldest first.
    pub(crate) fn gaps(&self) -> &[Gap] {
        &self.gaps
    }

    /// The heart now.
    pub(crate) fn reading(&self, now_ms: i64) -> Reading {
        let heart = HeartNow::of(WorldTime::START, &self.engine.live(now_ms.saturating_mul(1_000)));
        let rate_bpm = heart.heart_rate_bpm.map(|bpm| bpm.round() as u16);
        let by_light = self.by_light;
        Reading { rate_bpm, quality: heart.quality.level, contact: heart.quality.contact, by_light }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use link::ingest::SensorBatch;

    /// A heart rate of 60 with one interval of a second, on the skin.
    const BEAT: [u8; 4] = [0x16, 60, 0x00, 0x04];

    fn beats(held: &mut Held, seconds: core::ops::Range<i64>) {
        seconds.for_each(|second| held.packet(&BEAT, second * 1_000, 0, false));
    }

    #[test]
    fn what_is_sent_is_what_the_interface_takes() {
        let mut held = Held::new("Qm9yc3RiYW5k".into(), 7);
        beats(&mut held, 1..4);
        let text = serde_json::to_string(&held.batch().unwrap()).unwrap();
        let batch = SensorBatch::read(text.as_bytes()).unwrap();
        assert_eq!((batch.device.as_str(), batch.epoch, batch.packets.len()), ("Qm9yc3RiYW5k", 7, 3));
        assert_eq!(batch.packets[2].rr, [1024.0]);
        assert_eq!((batch.packets[2].n, batch.packets[2].at_ms), (2, 3_000));
    }

    #[test]
    fn intervals_by_light_are_sent_with_what_the_sensor_thinks_of_them() {
        let mut feed = hrv::pmd::Feed::new();
        assert!(feed.answered(&[0xF0, 2, 3, 0, 0]));
        let frame = [3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 74, 0x2C, 3, 9, 0, 6, 74, 0x1F, 3, 9, 0, 7];
        let mut held = Held::new("a".into(), 7);
        feed.frame(&frame, |packet| held.packet(&packet, 1_000, 0, false));
        let text = serde_json::to_string(&held.batch().unwrap()).unwrap();
        let batch = SensorBatch::read(text.as_bytes()).unwrap();
        assert_eq!(batch.packets[0].light_error_ms, [9, 65_535]);
        assert_eq!(batch.packets[0].rr, [831.0, 818.0], "812 and 799 ms in 1/1024 s");
        assert!(held.reading(1_000).by_light);
    }

    #[test]
    fn packets_are_kept_until_they_are_durable() {
        let mut held = Held::new("a".into(), 7);
        beats(&mut held, 0..3);
        let batch = held.batch().unwrap();
        beats(&mut held, 3..5);
        held.durable(&batch);
        held.durable(&batch);
        assert_eq!((held.waiting(), held.stored()), (2, 3));
    }

    #[test]
    fn a_gap_is_told_with_its_cause_and_no_beat_is_invented() {
        let mut held = Held::new("a".into(), 7);
        beats(&mut held, 0..3);
        held.page_hidden(true);
        held.page_hidden(false);
        beats(&mut held, 60..62);
        held.lost();
        held.reconnected(100);
        beats(&mut held, 90..92);
        let gaps: Vec<_> = held.gaps().iter().map(|gap| (gap.from_ms, gap.to_ms, gap.cause)).collect();
        assert_eq!(gaps, [(2_000, 60_000, Cause::Background), (61_000, 90_000, Cause::OutOfReach)]);
        assert_eq!(held.waiting(), 7);
        let batch = held.batch().unwrap();
        assert_eq!((batch.epoch, batch.packets.len()), (7, 5), "another connection is another epoch");
    }

    #[test]
    fn what_is_no_heart_rate_leaves_its_number_out() {
        let mut held = Held::new("a".into(), 7);
        held.packet(&BEAT, 0, 0, false);
        held.packet(&[], 1_000, 0, false);
        held.packet(&[0x10, 0], 2_000, 0, false);
        held.packet(&BEAT, 3_000, 0, false);
        let numbers: Vec<_> = held.batch().unwrap().packets.iter().map(|packet| packet.n).collect();
        assert_eq!(numbers, [0, 3]);
    }
}
