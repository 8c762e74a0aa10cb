//! Where straps report during a session: who holds a strap, up to where its packets came, and the heart as it is now.

use super::Series;
use crate::store::StoredBeats;
use hrv::Baseline;
use link::{BEAT_PACKETS_MAX, BeatBatch, BeatPacket, HeartNow, PACKET_MAX_BYTES, Problem, StrapStatus};
use session::{StrapId, WorldTime};
use std::collections::{HashMap, VecDeque};

/// A receiver holds a strap until it has been silent for this long, microseconds.
const LEASE_US: i64 = 6_000_000;
/// A receiver with this number gives way to any other: the simulated heart of the demo.
pub const GIVES_WAY: u64 = 0;
/// The newest values kept for late joiners: ten minutes, one every five seconds.
const RECENT_MAX: usize = 120;
const RECENT_EVERY: WorldTime = WorldTime::from_secs(5);
/// Without packets the heart is told again after this long, so that a gap shows, microseconds.
const TELL_AGAIN_US: i64 = 1_500_000;
/// Two values are not told faster than this, microseconds.
const TELL_APART_US: i64 = 700_000;
/// The latest world time believed, a year: whatever says more has a broken clock.
pub const WORLD_TIME_MAX: WorldTime = WorldTime::from_secs(366 * 86_400);

/// The desk of one session.
#[derive(Default)]
pub struct Desk {
    /// What the indicator compares with.
    baseline: Baseline,
    series: Option<Box<Series>>,
    lease: Option<Lease>,
    streams: HashMap<(StrapId, u32), Stream>,
    recent: VecDeque<HeartNow>,
    told_us: i64,
}

/// Up to where one receiver's packets of one strap came.
#[derive(Clone, Debug)]
struct Stream {
    /// The number after the last packet received.
    next_n: u32,
    /// The number after the last packet that is durable with all before it.
    durable_n: u32,
    /// What became durable before something earlier did: from, to.
    beyond: Vec<(u32, u32)>,
}

impl Stream {
    fn at(n: u32) -> Self {
        Self { next_n: n, durable_n: n, beyond: Vec::new() }
    }
}

#[derive(Clone, Copy, Debug)]
struct Lease {
    strap: StrapId,
    receiver: u64,
    heard_us: i64,
    arriving: bool,
}

/// Packets that were new.
#[derive(Debug, PartialEq, Eq)]
pub struct Beats {
    /// The number of the first.
    pub first_n: u32,
    /// The number after the last; everything before it has been received.
    pub next_n: u32,
    /// The packets; none when all came before.
    pub packets: Vec<BeatPacket>,
    /// Whether this receiver got the strap's lease just now.
    pub lease_began: bool,
}

/// Why a batch was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// With this word.
    Because(Problem),
    /// Packets before these are missing.
    Gap,
}

impl Desk {
    /// From the next value on the indicator compares with this person's rest.
    pub fn compare_with(&mut self, baseline: Baseline) {
        self.baseline = baseline;
        if let Some(series) = &mut self.series {
            series.compare_with(baseline);
        }
    }

    /// Whether it is known up to where this stream came.
    pub fn knows(&self, strap: StrapId, receiver_epoch: u32) -> bool {
        self.streams.contains_key(&(strap, receiver_epoch))
    }

    /// Learns from the store up to where a stream came.
    pub fn learn(&mut self, strap: StrapId, receiver_epoch: u32, next_n: u32) {
        self.streams.entry((strap, receiver_epoch)).or_insert(Stream::at(next_n));
    }

    /// Notes that packets are durable; returns the number of the first that is not.
    pub fn durable(&mut self, strap: StrapId, receiver_epoch: u32, first_n: u32, next_n: u32) -> u32 {
        let stream = self.streams.entry((strap, receiver_epoch)).or_insert(Stream::at(first_n));
        stream.beyond.push((first_n, next_n));
        stream.beyond.sort_unstable();
        for (from, to) in core::mem::take(&mut stream.beyond) {
            if from <= stream.durable_n {
                stream.durable_n = stream.durable_n.max(to);
            } else {
                stream.beyond.push((from, to));
            }
        }
        stream.durable_n
    }

    /// The number of the first packet of a stream that is not durable.
    pub fn watermark(&self, strap: StrapId, receiver_epoch: u32) -> u32 {
        self.streams.get(&(strap, receiver_epoch)).map_or(0, |stream| stream.durable_n)
    }

    /// Takes a batch from a receiver.
    pub fn take(&mut self, batch: &BeatBatch, receiver: u64, now_us: i64) -> Result<Beats, Refused> {
        check(batch).map_err(Refused::Because)?;
        let lease_began = self.lease(batch.strap, receiver, now_us)?;
        let stream = (batch.strap, batch.receiver_epoch);
        let length = u32::try_from(batch.packets.len()).unwrap_or(u32::MAX);
        let stream = self.streams.entry(stream).or_insert(Stream::at(batch.first_n));
        let next = stream.next_n;
        if batch.first_n > next {
            return Err(Refused::Gap);
        }
        let after = batch.first_n.saturating_add(length).max(next);
        let known = usize::try_from(next - batch.first_n).unwrap_or(usize::MAX);
        let packets: Vec<_> = batch.packets.iter().skip(known).cloned().collect();
        stream.next_n = after;
        if !packets.is_empty() {
            let series = self.series.get_or_insert_with(|| Box::new(Series::new(self.baseline)));
            series.take(batch.strap, batch.receiver_epoch, next, &packets);
        }
        Ok(Beats { first_n: next, next_n: after, packets, lease_began })
    }

    /// Takes packets of a program that counts them itself: in any order, with gaps, each as often as it comes. Whether this
    /// receiver got the strap's lease just now.
    pub fn feed(
        &mut self,
        strap: StrapId,
        receiver_epoch: u32,
        packets: &[(u32, BeatPacket)],
        receiver: u64,
        now_us: i64,
    ) -> Result<bool, Problem> {
        let lease_began = self.lease(strap, receiver, now_us).map_err(|refused| match refused {
            Refused::Because(problem) => problem,
            Refused::Gap => Problem::Gap,
        })?;
        let series = self.series.get_or_insert_with(|| Box::new(Series::new(self.baseline)));
        for (n, packet) in packets {
            series.take(strap, receiver_epoch, *n, core::slice::from_ref(packet));
        }
        Ok(lease_began)
    }

    fn lease(&mut self, strap: StrapId, receiver: u64, now_us: i64) -> Result<bool, Refused> {
        match &mut self.lease {
            Some(lease) if lease.strap == strap && lease.receiver == receiver => {
                let began = !core::mem::replace(&mut lease.arriving, true);
                lease.heard_us = now_us;
                Ok(began)
            }
            Some(lease)
                if lease.receiver != GIVES_WAY && now_us.saturating_sub(lease.heard_us) < LEASE_US =>
            {
                Err(Refused::Because(Problem::StrapTaken))
            }
            _ => {
                self.lease = Some(Lease { strap, receiver, heard_us: now_us, arriving: true });
                Ok(true)
            }
        }
    }

    /// A receiver is gone: whoever comes next can have its strap.
    pub fn release(&mut self, receiver: u64) -> Option<StrapId> {
        let lease = self.lease.take_if(|lease| lease.receiver == receiver)?;
        Some(lease.strap)
    }

    /// The strap that fell silent just now, if one did.
    pub fn fell_silent(&mut self, now_us: i64) -> Option<StrapId> {
        let lease = self.lease.as_mut()?;
        let silent = lease.arriving && now_us.saturating_sub(lease.heard_us) >= LEASE_US;
        if silent {
            lease.arriving = false;
        }
        silent.then_some(lease.strap)
    }

    /// How it is with the strap that is held, as the receiver with this number sees it.
    pub fn status(&self, receiver: u64) -> Option<StrapStatus> {
        let lease = self.lease?;
        Some(StrapStatus { strap: lease.strap, arriving: lease.arriving, yours: lease.receiver == receiver })
    }

    /// The heart now, when it is time to tell: with new packets about once a second, without them so that the gap shows.
    pub fn tell(&mut self, world_now: Option<WorldTime>, now_us: i64, fresh: bool) -> Option<HeartNow> {
        let series = self.series.as_ref()?;
        let since_us = now_us.saturating_sub(self.told_us);
        if since_us < if fresh { TELL_APART_US } else { TELL_AGAIN_US } {
            return None;
        }
        self.told_us = now_us;
        let now = series.now(world_now);
        let far = self.recent.back().is_none_or(|last| now.at.since(last.at) >= RECENT_EVERY);
        if far {
            if self.recent.len() >= RECENT_MAX {
                self.recent.pop_front();
            }
            self.recent.push_back(now.clone());
        }
        Some(now)
    }

    /// Whether the newest intervals were found by light.
    pub fn by_light(&self) -> bool {
        self.series.as_ref().is_some_and(|series| series.by_light())
    }

    /// Keeps beats from here on for a search, or lets them go.
    pub fn collect(&mut self, on: bool) {
        if on || self.collects() {
            let series = self.series.get_or_insert_with(|| Box::new(Series::new(self.baseline)));
            series.collect(on);
        }
    }

    /// Keeps for a search what the record has from this world time on, before anything new comes.
    pub fn recall(&mut self, rows: &[StoredBeats], began: WorldTime) {
        self.collect(true);
        let Some(series) = &mut self.series else { return };
        for row in rows {
            let since = (row.first_n..).zip(&row.packets).filter(|(_, packet)| packet.arrived >= began);
            for (n, packet) in since {
                series.take(row.strap, row.receiver_epoch, n, core::slice::from_ref(packet));
            }
        }
    }

    /// Whether beats are kept for a search.
    pub fn collects(&self) -> bool {
        self.series.as_ref().is_some_and(|series| series.collects())
    }

    /// What the beats kept say over these stretches; `None` where none are kept.
    pub fn resonance(&self, paces: &[hrv::PaceWindow]) -> Option<hrv::Resonance> {
        self.series.as_ref()?.resonance(paces)
    }

    /// The coherence at this world time; `None` before any packet.
    pub fn coherence(&self, at: WorldTime) -> Option<link::CoherenceNow> {
        self.series.as_ref().map(|series| series.coherence(at))
    }

    /// The heart over the last ten minutes, oldest first.
    pub fn recent(&self) -> impl Iterator<Item = &HeartNow> {
        self.recent.iter()
    }
}

fn check(batch: &BeatBatch) -> Result<(), Problem> {
    let too_much = batch.packets.len() > BEAT_PACKETS_MAX
        || batch.packets.iter().any(|packet| packet.bytes.len() > PACKET_MAX_BYTES);
    if too_much {
        return Err(Problem::TooMuch);
    }
    let length = u32::try_from(batch.packets.len()).unwrap_or(u32::MAX);
    let lying = batch.packets.iter().any(|packet| packet.arrived > WORLD_TIME_MAX);
    if batch.packets.is_empty() || batch.first_n.checked_add(length).is_none() || lying {
        return Err(Problem::Malformed);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use session::SessionId;
    use uuid::Uuid;

    const STRAP: StrapId = StrapId(Uuid::from_u128(7));

    fn batch(first_n: u32, count: u32) -> BeatBatch {
        let packets = (first_n..first_n + count)
            .map(|n| BeatPacket {
                arrived: WorldTime::from_secs(u64::from(n)),
                bytes: vec![0x10, 60, 0x00, 0x04],
            })
            .collect();
        BeatBatch { session: SessionId(Uuid::nil()), strap: STRAP, receiver_epoch: 1, first_n, packets }
    }

    #[test]
    fn what_came_before_is_not_taken_again_and_a_gap_is_asked_for() {
        let mut desk = Desk::default();
        desk.learn(STRAP, 1, 0);
        assert_eq!(desk.take(&batch(0, 3), 1, 0).unwrap().next_n, 3);
        let again = desk.take(&batch(1, 4), 1, 0).unwrap();
        assert_eq!((again.first_n, again.next_n, again.packets.len()), (3, 5, 2));
        assert!(desk.take(&batch(0, 2), 1, 0).unwrap().packets.is_empty());
        assert_eq!(desk.take(&batch(9, 1), 1, 0), Err(Refused::Gap));
    }

    #[test]
    fn the_watermark_never_passes_what_is_not_durable() {
        let mut desk = Desk::default();
        desk.take(&batch(0, 9), 1, 0).unwrap();
        assert_eq!(desk.durable(STRAP, 1, 3, 6), 0);
        assert_eq!(desk.durable(STRAP, 1, 6, 9), 0);
        assert_eq!(desk.durable(STRAP, 1, 0, 3), 9);
        assert_eq!(desk.durable(STRAP, 1, 0, 3), 9);
        assert_eq!(desk.watermark(STRAP, 1), 9);
    }

    #[test]
    fn one_receiver_holds_the_strap_until_it_is_silent_or_gone() {
        let mut desk = Desk::default();
        assert!(desk.take(&batch(0, 1), 1, 0).unwrap().lease_began);
        assert!(!desk.take(&batch(1, 1), 1, 0).unwrap().lease_began);
        assert_eq!(desk.take(&batch(2, 1), 2, 1_000), Err(Refused::Because(Problem::StrapTaken)));
        assert_eq!(desk.status(2), Some(StrapStatus { strap: STRAP, arriving: true, yours: false }));
        assert_eq!(desk.fell_silent(LEASE_US), Some(STRAP));
        assert_eq!(desk.fell_silent(LEASE_US), None);
        assert!(desk.take(&batch(2, 1), 2, LEASE_US).unwrap().lease_began);
        assert_eq!(desk.release(1), None);
        assert_eq!(desk.release(2), Some(STRAP));
    }

    #[test]
    fn a_made_up_heart_gives_way_to_a_real_one() {
        let mut desk = Desk::default();
        desk.take(&batch(0, 1), GIVES_WAY, 0).unwrap();
        let real = BeatBatch { strap: StrapId(Uuid::from_u128(8)), ..batch(0, 1) };
        assert!(desk.take(&real, 5, 1_000).unwrap().lease_began);
        let refused = desk.take(&batch(1, 1), GIVES_WAY, 2_000).unwrap_err();
        assert_eq!(refused, Refused::Because(Problem::StrapTaken));
    }

    #[test]
    fn oversized_empty_and_lying_batches_are_refused() {
        let mut desk = Desk::default();
        let refused = |desk: &mut Desk, batch: &BeatBatch| desk.take(batch, 1, 0).unwrap_err();
        assert_eq!(refused(&mut desk, &batch(0, 513)), Refused::Because(Problem::TooMuch));
        assert_eq!(refused(&mut desk, &batch(0, 0)), Refused::Because(Problem::Malformed));
        let mut long = batch(0, 1);
        long.packets[0].bytes = vec![0; 65];
        assert_eq!(refused(&mut desk, &long), Refused::Because(Problem::TooMuch));
        let mut lying = batch(0, 1);
        lying.packets[0].arrived = WorldTime(u64::MAX);
        assert_eq!(refused(&mut desk, &lying), Refused::Because(Problem::Malformed));
        let mut overflowing = batch(0, 1);
        overflowing.first_n = u32::MAX;
        assert_eq!(refused(&mut desk, &overflowing), Refused::Because(Problem::Malformed));
    }

    #[test]
    fn the_heart_is_told_with_new_packets_and_again_when_they_stay_away() {
        let mut desk = Desk::default();
        assert!(desk.tell(None, 1_000_000, true).is_none());
        desk.take(&batch(0, 4), 1, 1_000_000).unwrap();
        assert!(desk.tell(None, 1_000_000, true).is_some());
        assert!(desk.tell(None, 1_100_000, true).is_none());
        assert!(desk.tell(None, 2_000_000, false).is_none());
        assert!(desk.tell(None, 2_500_000, false).is_some());
        assert_eq!(desk.recent().count(), 1);
    }
}
