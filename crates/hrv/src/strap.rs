//! From packets in the order in which they arrived to beats in the order in which the heart made them.

use alloc::collections::VecDeque;

use crate::{Beat, Packet};

/// Names one packet of a strap for ever. Order and identity come from here, never from a time or a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PacketKey {
    /// Which connection brought it: another number after every reconnect.
    pub receiver_epoch: u32,
    /// Its number within that connection; the receiver counts from 0.
    pub n: u32,
}

/// A packet as the receiver stored it: the truth from which everything else can be computed again.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct RawPacket {
    /// Its name.
    pub key: PacketKey,
    /// When it arrived, microseconds on the receiver's clock. May jitter and may run backwards.
    pub arrival_us: i64,
    /// What the strap sent.
    pub packet: Packet,
}

/// What became of an arriving packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// It was the next one; its beats are in the series.
    Next,
    /// It came early and waits for the ones before it.
    Held,
    /// It was here before and changed nothing.
    Duplicate,
    /// The series has gone on without it and it changed nothing; computing again from storage will include it.
    Late,
}

/// How many early packets wait for a missing one before the series goes on without it.
const HELD_MAX: usize = 4;
/// How many connections back a packet is recognised as late.
const PAST_EPOCHS: usize = 16;
/// How many packets' arrivals say when the next one is due.
const OFFSETS: usize = 16;
/// Silence that the intervals do not explain before it counts as a gap. Twice the 2 s of jitter that results must not
/// depend on, because one packet may come 2 s early and the next 2 s late, and the second that a strap takes to send.
const SILENCE_US: i64 = 5_000_000;
/// Silence is never counted beyond a day: a receiver whose clock was set may claim centuries.
const SILENCE_MAX_US: i64 = 86_400_000_000;

#[derive(Clone, Copy)]
struct Held {
    key: PacketKey,
    arrival_us: i64,
    /// `None` for a packet that arrived with unreadable bytes: it fills its place and breaks the succession.
    packet: Option<Packet>,
}

/// Assembles the packets of one strap into beats.
///
/// Policy: packets are taken in the order of their number. Up to four early ones wait for one that is missing, then the
/// series goes on and a straggler is [`Admission::Late`]. Another receiver epoch ends the one before it. A lost packet,
/// a new epoch, unreadable bytes, or a silence of more than 5 s that no interval explains each break the succession:
/// the next beat has `successive == false`. Arrival times serve for nothing else.
#[derive(Clone)]
pub struct Strap {
    epoch: Option<u32>,
    past_epochs: VecDeque<u32>,
    next_n: u32,
    /// Bit i: packet `next_n − 1 − i` was taken.
    taken: u64,
    held: VecDeque<Held>,
    broken: bool,
    pending_missing_ticks: u64,
    clock_ticks: u64,
    beats: u64,
    /// Arrival minus series clock of recent packets, µs; the smallest is the least delayed one.
    offsets_us: VecDeque<i64>,
    /// Ticks that recent packets carried, to estimate how long a lost one was.
    packet_ticks: VecDeque<u32>,
}

impl Default for Strap {
    fn default() -> Strap {
        Strap::new()
    }
}

impl Strap {
    /// A strap that has sent nothing yet. All memory it will ever need is set aside here.
    pub fn new() -> Strap {
        Strap {
            epoch: None,
            past_epochs: VecDeque::with_capacity(PAST_EPOCHS + 1),
            next_n: 0,
            taken: 0,
            held: VecDeque::with_capacity(HELD_MAX + 2),
            broken: true,
            pending_missing_ticks: 0,
            clock_ticks: 0,
            beats: 0,
            offsets_us: VecDeque::with_capacity(OFFSETS + 1),
            packet_ticks: VecDeque::with_capacity(OFFSETS + 1),
        }
    }

    /// Takes an arriving packet and hands out every beat that is now in order.
    pub fn admit(&mut self, raw: RawPacket, emit: impl FnMut(Beat)) -> Admission {
        self.take(Held { key: raw.key, arrival_us: raw.arrival_us, packet: Some(raw.packet) }, emit)
    }

    /// Notes that the packet with this key arrived but could not be read: it breaks the succession in its place.
    pub fn admit_unreadable(&mut self, key: PacketKey, arrival_us: i64, emit: impl FnMut(Beat)) -> Admission {
        self.take(Held { key, arrival_us, packet: None }, emit)
    }

    /// Hands out the beats of packets that still wait for a missing one. For the end of a recording.
    pub fn finish(&mut self, mut emit: impl FnMut(Beat)) {
        while self.held.front().is_some() {
            self.release_first(&mut emit);
        }
    }

    /// The series' clock: all intervals and known silences so far, in 1/1024 s.
    pub fn clock_ticks(&self) -> u64 {
        self.clock_ticks
    }

    fn take(&mut self, arrived: Held, mut emit: impl FnMut(Beat)) -> Admission {
        let epoch = arrived.key.receiver_epoch;
        if self.epoch != Some(epoch) {
            if self.past_epochs.contains(&epoch) {
                return Admission::Late;
            }
            self.finish(&mut emit);
            self.begin_epoch(epoch);
        }
        let n = arrived.key.n;
        if n < self.next_n {
            let back = self.next_n - 1 - n;
            let known = back < 64 && self.taken & (1 << back) == 0;
            return if known { Admission::Late } else { Admission::Duplicate };
        }
        let place = self.held.partition_point(|held| held.key.n < n);
        if self.held.get(place).is_some_and(|held| held.key.n == n) {
            return Admission::Duplicate;
        }
        self.held.insert(place, arrived);
        let admission = if n == self.next_n { Admission::Next } else { Admission::Held };
        while self.held.front().is_some_and(|held| held.key.n == self.next_n) || self.held.len() > HELD_MAX {
            self.release_first(&mut emit);
        }
        admission
    }

    fn begin_epoch(&mut self, epoch: u32) {
        if let Some(past) = self.epoch.replace(epoch) {
            if self.past_epochs.len() >= PAST_EPOCHS {
                self.past_epochs.pop_front();
            }
            self.past_epochs.push_back(past);
        }
        self.next_n = 0;
        self.taken = 0;
        self.broken = true;
    }

    fn release_first(&mut self, emit: &mut impl FnMut(Beat)) {
        let Some(held) = self.held.pop_front() else { return };
        let lost = held.key.n.saturating_sub(self.next_n);
        let first_of_epoch = self.next_n == 0;
        if lost > 0 {
            self.broken = true;
            if !first_of_epoch {
                self.pending_missing_ticks += u64::from(lost) * self.usual_packet_ticks();
            }
        }
        self.taken = self.taken.checked_shl(lost.saturating_add(1)).unwrap_or(0) | 1;
        self.next_n = held.key.n.saturating_add(1);
        match held.packet {
            Some(packet) => self.append(held.key, held.arrival_us, &packet, emit),
            None => {
                self.broken = true;
                self.pending_missing_ticks += self.usual_packet_ticks();
            }
        }
    }

    fn append(&mut self, key: PacketKey, arrival_us: i64, packet: &Packet, emit: &mut impl FnMut(Beat)) {
        let packet_ticks = packet.rr_ticks().iter().map(|&ticks| u32::from(ticks)).sum::<u32>();
        if packet.rr_ticks().is_empty() {
            return;
        }
        let silence_us = self.unexplained_silence_us(arrival_us, packet_ticks);
        if silence_us > SILENCE_US {
            self.broken = true;
            self.pending_missing_ticks = self.pending_missing_ticks.max(ticks_from_us(silence_us));
        }
        if self.broken {
            // Time has passed that the series' clock may not know of: what was due before says nothing now.
            self.offsets_us.clear();
        }
        let missing_ticks = if self.beats == 0 { 0 } else { self.pending_missing_ticks };
        let end_ticks =
            self.clock_ticks.saturating_add(missing_ticks).saturating_add(u64::from(packet_ticks));
        push_bounded(&mut self.offsets_us, arrival_us.saturating_sub(us_from_ticks(end_ticks)), OFFSETS);
        let offset_us = self.offsets_us.iter().copied().min().unwrap_or(0);
        for (index, &rr_ticks) in (0_u8..).zip(packet.rr_ticks()) {
            let missing_ticks = if index == 0 { core::mem::take(&mut self.pending_missing_ticks) } else { 0 };
            // A silence before anything was heard is no silence.
            let missing_ticks = if self.beats == 0 { 0 } else { missing_ticks };
            self.clock_ticks =
                self.clock_ticks.saturating_add(missing_ticks).saturating_add(u64::from(rr_ticks));
            self.beats += 1;
            emit(Beat {
                key,
                index,
                rr_ticks,
                clock_ticks: self.clock_ticks,
                at_us: us_from_ticks(self.clock_ticks).saturating_add(offset_us),
                missing_ticks: u32::try_from(missing_ticks).unwrap_or(u32::MAX),
                successive: !core::mem::replace(&mut self.broken, false),
                contact: packet.contact(),
                doubtful: packet.is_doubtful(usize::from(index)),
            });
        }
        push_bounded(&mut self.packet_ticks, packet_ticks, OFFSETS);
    }

    /// How much later this packet came than its intervals and the least delayed of the recent packets explain, µs.
    fn unexplained_silence_us(&self, arrival_us: i64, packet_ticks: u32) -> i64 {
        let Some(&least_delayed) = self.offsets_us.iter().min() else { return 0 };
        let clock_us = us_from_ticks(self.clock_ticks.saturating_add(u64::from(packet_ticks)));
        arrival_us.saturating_sub(clock_us).saturating_sub(least_delayed).clamp(0, SILENCE_MAX_US)
    }

    fn usual_packet_ticks(&self) -> u64 {
        let count = self.packet_ticks.len() as u64;
        let sum = self.packet_ticks.iter().map(|&ticks| u64::from(ticks)).sum::<u64>();
        sum.checked_div(count).unwrap_or(0)
    }
}

fn push_bounded<T>(queue: &mut VecDeque<T>, value: T, limit: usize) {
    if queue.len() >= limit {
        queue.pop_front();
    }
    queue.push_back(value);
}

fn us_from_ticks(ticks: u64) -> i64 {
    i64::try_from(u128::from(ticks) * 15_625 / 16).unwrap_or(i64::MAX)
}

fn ticks_from_us(us: i64) -> u64 {
    u64::try_from(i128::from(us.max(0)) * 16 / 15_625).unwrap_or(u64::MAX)
}
