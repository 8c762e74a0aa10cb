//! A heart strap held by this tablet: its packets numbered, buffered until they are durable, and read here as well.

pub(crate) mod held;

use hrv::PacketKey;
use link::{BEAT_PACKETS_MAX, BeatBatch, BeatPacket, HeartNow, Outbox, PACKET_MAX_BYTES, StreamId};
use session::{ClockMap, SessionId, StrapId, WorldTime};
use std::collections::{HashMap, VecDeque};

/// Packets that wait for the clock when the link has never been live; more than two hours of a strap.
const UNPLACED_MAX: usize = 10_000;

/// How it is with the strap, in the words the screen uses.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Standing {
    /// No strap here.
    None,
    /// This browser has no Bluetooth for pages.
    Unsupported,
    /// The browser's own list of straps is open.
    Choosing,
    /// Connecting to the strap that was chosen.
    Connecting,
    /// Packets arrive.
    Receiving,
    /// Connected, yet nothing has arrived for a while.
    Silent,
    /// The strap went out of reach; coming back by itself.
    Reconnecting,
    /// Another receiver holds this strap.
    Taken,
    /// It did not work; what the browser said is in the console.
    Failed,
}

/// The receiving end of one strap. Times are the tablet's own monotonic clock in microseconds.
pub(crate) struct Receiver {
    session: SessionId,
    strap: StrapId,
    epoch: u32,
    next_n: u32,
    /// Arrived before the clock was known: no world time can be told yet.
    unplaced: VecDeque<(PacketKey, i64, Vec<u8>)>,
    outboxes: Vec<(u32, Outbox<BeatPacket>)>,
    engine: hrv::Engine,
    /// Per epoch: the first packet that was not handed over to be written down, and the first that was not there then.
    kept: HashMap<u32, (u64, u64)>,
}

impl Receiver {
    /// A receiver of this strap; `epoch` counts its connections and is never used twice.
    pub(crate) fn new(session: SessionId, strap: StrapId, epoch: u32) -> Self {
        Self {
            session,
            strap,
            epoch,
            next_n: 0,
            unplaced: VecDeque::new(),
            outboxes: vec![(epoch, Outbox::default())],
            engine: hrv::Engine::new(hrv::EngineConfig::default()),
            kept: HashMap::new(),
        }
    }

    /// Which strap.
    pub(crate) fn strap(&self) -> StrapId {
        self.strap
    }

    /// Whether anything has arrived in this epoch.
    pub(crate) fn has_heard(&self) -> bool {
        self.next_n > 0
    }

    /// The strap was connected anew: the beats to come do not follow the ones before.
    pub(crate) fn reconnected(&mut self, epoch: u32) {
        self.epoch = epoch;
        self.next_n = 0;
        self.outboxes.retain(|(_, outbox)| outbox.waiting() > 0);
        self.outboxes.push((epoch, Outbox::default()));
    }

    /// A notification arrived. Too many bytes for a heart-rate packet are not one and are left out.
    pub(crate) fn packet(&mut self, bytes: Vec<u8>, arrived_us: i64, clock: &ClockMap) {
        if bytes.is_empty() || bytes.len() > PACKET_MAX_BYTES {
            return;
        }
        let key = PacketKey { receiver_epoch: self.epoch, n: self.next_n };
        self.next_n = self.next_n.saturating_add(1);
        // Unreadable bytes are data too: the engine breaks the series there, the server keeps what came.
        let _ = self.engine.packet(key, arrived_us, &bytes);
        if self.unplaced.len() < UNPLACED_MAX {
            self.unplaced.push_back((key, arrived_us, bytes));
        }
        self.place(clock);
    }

    /// Gives world times to packets that waited for the clock.
    pub(crate) fn place(&mut self, clock: &ClockMap) {
        while let Some((key, arrived_us, _)) = self.unplaced.front() {
            let Some(arrived) = clock.world_time(*arrived_us) else { return };
            let epoch = key.receiver_epoch;
            let Some((_, _, bytes)) = self.unplaced.pop_front() else { return };
            if let Some((_, outbox)) = self.outboxes.iter_mut().find(|(of, _)| *of == epoch) {
                outbox.push(BeatPacket::received(arrived, bytes));
            }
        }
    }

    /// The next batch to send; `None` when all was sent.
    pub(crate) fn next_batch(&mut self) -> Option<BeatBatch> {
        for (epoch, outbox) in &mut self.outboxes {
            if let Some((first, packets)) = outbox.take(BEAT_PACKETS_MAX) {
                return Some(batch(self.session, self.strap, *epoch, first, packets));
            }
        }
        None
    }

    /// The server has these for good.
    pub(crate) fn acknowledged(&mut self, stream: StreamId, watermark: u64) {
        let StreamId::Beats { strap, receiver_epoch } = stream else { return };
        if strap != self.strap {
            return;
        }
        for (epoch, outbox) in &mut self.outboxes {
            if *epoch == receiver_epoch {
                outbox.acknowledge(watermark);
            }
        }
    }

    /// The link was made anew: all that is not durable goes again.
    pub(crate) fn rewind(&mut self) {
        for (_, outbox) in &mut self.outboxes {
            outbox.rewind();
        }
    }

    /// Whether the newest intervals were found by light.
    pub(crate) fn by_light(&self) -> bool {
        self.engine.by_light()
    }

    /// How many packets are not durable yet.
    pub(crate) fn waiting(&self) -> usize {
        self.unplaced.len() + self.outboxes.iter().map(|(_, outbox)| outbox.waiting()).sum::<usize>()
    }

    /// What is not durable at the server and was not handed over to be written down: what was there when this was last asked, or
    /// with `all` everything. A link that works leaves nothing.
    pub(crate) fn take_unkept(&mut self, all: bool) -> Vec<BeatBatch> {
        let mut batches = Vec::new();
        for (epoch, outbox) in &self.outboxes {
            let (next, fresh) = self.kept.entry(*epoch).or_default();
            let until = if all { outbox.next_number() } else { *fresh };
            *fresh = outbox.next_number();
            loop {
                let from = outbox.watermark().max(*next);
                let room = usize::try_from(until.saturating_sub(from)).unwrap_or(usize::MAX);
                let Some((first, packets)) = outbox.waiting_from(from, room.min(BEAT_PACKETS_MAX)) else {
                    break;
                };
                *next = first + packets.len() as u64;
                batches.push(batch(self.session, self.strap, *epoch, first, packets));
            }
        }
        batches
    }

    /// The heart as this tablet reads it, the moment the packet is in.
    pub(crate) fn heart(&self, at: WorldTime, now_us: i64) -> HeartNow {
        HeartNow::of(at, &self.engine.live(now_us))
    }
}

fn batch(session: SessionId, strap: StrapId, epoch: u32, first: u64, packets: Vec<BeatPacket>) -> BeatBatch {
    let first_n = u32::try_from(first).unwrap_or(u32::MAX);
    BeatBatch { session, strap, receiver_epoch: epoch, first_n, packets }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const SESSION: SessionId = SessionId(Uuid::from_u128(1));
    const STRAP: StrapId = StrapId(Uuid::from_u128(2));

    fn clock() -> ClockMap {
        let mut clock = ClockMap::default();
        assert!(clock.observe(0, WorldTime::from_secs(10), 0));
        clock
    }

    fn stream(receiver_epoch: u32) -> StreamId {
        StreamId::Beats { strap: STRAP, receiver_epoch }
    }

    /// A heart rate of 60 with one interval of a second.
    fn packet() -> Vec<u8> {
        vec![0x16, 60, 0x00, 0x04]
    }

    #[test]
    fn packets_are_numbered_and_wait_until_they_are_durable() {
        let mut receiver = Receiver::new(SESSION, STRAP, 3);
        for second in 0..3 {
            receiver.packet(packet(), second * 1_000_000, &clock());
        }
        let batch = receiver.next_batch().unwrap();
        assert_eq!((batch.receiver_epoch, batch.first_n, batch.packets.len()), (3, 0, 3));
        assert_eq!(batch.packets[2].arrived, WorldTime::from_secs(12));
        assert_eq!(receiver.next_batch(), None);
        receiver.acknowledged(stream(3), 2);
        assert_eq!(receiver.waiting(), 1);
        receiver.rewind();
        assert_eq!(receiver.next_batch().unwrap().first_n, 2);
    }

    #[test]
    fn a_reconnect_starts_a_new_epoch_and_keeps_what_the_old_one_still_owes() {
        let mut receiver = Receiver::new(SESSION, STRAP, 0);
        receiver.packet(packet(), 0, &clock());
        receiver.reconnected(1);
        receiver.packet(packet(), 5_000_000, &clock());
        let (first, second) = (receiver.next_batch().unwrap(), receiver.next_batch().unwrap());
        assert_eq!((first.receiver_epoch, first.first_n), (0, 0));
        assert_eq!((second.receiver_epoch, second.first_n), (1, 0));
        receiver.acknowledged(stream(1), 1);
        assert_eq!(receiver.waiting(), 1);
        receiver.acknowledged(stream(0), 1);
        assert_eq!(receiver.waiting(), 0);
    }

    #[test]
    fn what_no_link_takes_is_handed_over_once_to_be_written_down() {
        let mut receiver = Receiver::new(SESSION, STRAP, 3);
        let numbers = |batches: Vec<BeatBatch>| {
            let told = |batch: &BeatBatch| (batch.receiver_epoch, batch.first_n, batch.packets.len());
            batches.iter().map(told).collect::<Vec<_>>()
        };
        receiver.packet(packet(), 0, &clock());
        assert_eq!(numbers(receiver.take_unkept(false)), [], "a link may take it yet");
        receiver.packet(packet(), 1_000_000, &clock());
        assert_eq!(numbers(receiver.take_unkept(false)), [(3, 0, 1)]);
        receiver.acknowledged(stream(3), 2);
        assert_eq!(numbers(receiver.take_unkept(false)), [], "the link took it");
        receiver.packet(packet(), 2_000_000, &clock());
        receiver.reconnected(4);
        receiver.packet(packet(), 9_000_000, &clock());
        assert_eq!(numbers(receiver.take_unkept(true)), [(3, 2, 1), (4, 0, 1)]);
        assert_eq!(numbers(receiver.take_unkept(true)), []);
    }

    #[test]
    fn packets_from_before_the_clock_was_known_are_placed_once_it_is() {
        let mut receiver = Receiver::new(SESSION, STRAP, 0);
        receiver.packet(packet(), 1_000_000, &ClockMap::default());
        assert_eq!(receiver.next_batch(), None);
        assert_eq!(receiver.waiting(), 1);
        receiver.place(&clock());
        assert_eq!(receiver.next_batch().unwrap().packets[0].arrived, WorldTime::from_secs(11));
    }

    #[test]
    fn the_heart_rate_is_read_here_without_waiting_for_a_server() {
        let mut receiver = Receiver::new(SESSION, STRAP, 0);
        for second in 0..10 {
            receiver.packet(packet(), second * 1_000_000, &clock());
        }
        let heart = receiver.heart(WorldTime::from_secs(19), 9_100_000);
        assert_eq!(heart.heart_rate_bpm, Some(60.0));
        assert_eq!(heart.quality.contact, Some(true));
        let gone = receiver.heart(WorldTime::from_secs(40), 30_000_000);
        assert_eq!(gone.heart_rate_bpm, None);
    }

    #[test]
    fn what_is_too_long_for_a_heart_rate_packet_is_left_out() {
        let mut receiver = Receiver::new(SESSION, STRAP, 0);
        receiver.packet(vec![0; PACKET_MAX_BYTES + 1], 0, &clock());
        receiver.packet(Vec::new(), 0, &clock());
        assert_eq!(receiver.waiting(), 0);
    }
}
