//! What this tablet keeps of straps, in memory as on its disk: what belongs where, what goes next, what may be let go. Pure.

use super::chest::{Number, Portion};
use link::{ARRIVAL_STEP_US, BEAT_PACKETS_MAX, BeatBatch, BeatPacket, bridge::SessionWindow, place};
use session::{DeviceId, SessionId, StrapId, WorldTime};
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

/// What stands in for the session while it is not known.
pub(crate) const NO_SESSION: SessionId = SessionId(Uuid::nil());

/// A change of the storage: these go, those come, or nothing changes.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Swap {
    /// The portions that go.
    pub(crate) gone: Vec<Number>,
    /// The portions that come.
    pub(crate) new: Vec<Portion>,
}

/// The last packet of a connection that got a place: what follows it there goes on in the same epoch.
#[derive(Clone, Copy)]
struct Last {
    session: SessionId,
    epoch: u32,
    next_n: u32,
    next_index: u32,
}

/// Everything that is kept.
#[derive(Default)]
pub(crate) struct Book {
    portions: BTreeMap<Number, Portion>,
    last: HashMap<(StrapId, u32), Last>,
}

impl Book {
    /// Notes what is in the storage.
    pub(crate) fn put(&mut self, number: Number, portion: Portion) {
        self.portions.insert(number, portion);
    }

    /// Notes that a change is in the storage, with the numbers that the new portions got.
    pub(crate) fn swapped(&mut self, swap: Swap, numbers: &[Number]) {
        for number in &swap.gone {
            self.portions.remove(number);
        }
        self.portions.extend(numbers.iter().copied().zip(swap.new));
    }

    /// How many packets are kept.
    pub(crate) fn packets(&self) -> usize {
        self.portions.values().map(|(_, batch)| batch.packets.len()).sum()
    }

    /// The headsets whose sessions must be asked for, and from when on (the server's clock, microseconds).
    pub(crate) fn wanted(&self) -> Option<(Vec<DeviceId>, i64)> {
        let unplaced =
            self.portions.values().filter_map(|(headset, batch)| headset.zip(batch.packets.first()));
        let (mut headsets, mut since) = (Vec::new(), i64::MAX);
        for (headset, first) in unplaced {
            if !headsets.contains(&headset) {
                headsets.push(headset);
            }
            since = since.min(wall_us(first));
        }
        (!headsets.is_empty()).then_some((headsets, since))
    }

    /// Gives their place to the packets of a headset's client of which these sessions tell one; `epoch` names epochs that were
    /// never used. What follows in one connection and one session gets numbers that follow.
    pub(crate) fn place(
        &mut self,
        headset: DeviceId,
        windows: &[SessionWindow],
        mut epoch: impl FnMut(StrapId) -> u32,
    ) -> Swap {
        let mut swap = Swap::default();
        for (number, (of, batch)) in &self.portions {
            if *of != Some(headset)
                || !batch.packets.iter().any(|packet| place(windows, wall_us(packet)).is_some())
            {
                continue;
            }
            swap.gone.push(*number);
            let first_new = swap.new.len();
            for (index, packet) in (batch.first_n..).zip(&batch.packets) {
                let connection = (batch.strap, batch.receiver_epoch);
                let Some(found) = place(windows, wall_us(packet)) else {
                    append(
                        &mut swap.new,
                        first_new,
                        Some(headset),
                        (batch, NO_SESSION, batch.receiver_epoch, index),
                        packet.clone(),
                    );
                    continue;
                };
                let last = self.last.get(&connection).copied();
                let follows = last.filter(|last| last.session == found.session && last.next_index == index);
                let (in_epoch, n) =
                    follows.map_or_else(|| (epoch(batch.strap), 0), |last| (last.epoch, last.next_n));
                let last =
                    Last { session: found.session, epoch: in_epoch, next_n: n + 1, next_index: index + 1 };
                self.last.insert(connection, last);
                let heard = WorldTime(found.heard.0 - found.heard.0 % ARRIVAL_STEP_US);
                let packet = BeatPacket { arrived: heard, bytes: packet.bytes.clone() };
                append(&mut swap.new, first_new, None, (batch, found.session, in_epoch, n), packet);
            }
        }
        swap
    }

    /// The next batch to deliver, of sessions that are not to be left alone: as many successive packets as go together.
    pub(crate) fn next(&self, leave: &HashSet<SessionId>) -> Option<BeatBatch> {
        let placed = self
            .portions
            .values()
            .filter(|(headset, batch)| headset.is_none() && !leave.contains(&batch.session));
        let first = placed
            .clone()
            .min_by_key(|(_, batch)| (batch.session, batch.strap, batch.receiver_epoch, batch.first_n));
        let mut next = first?.1.clone();
        let mut same: Vec<_> = placed.map(|(_, batch)| batch).filter(|batch| is_same(batch, &next)).collect();
        same.sort_by_key(|batch| batch.first_n);
        for batch in same {
            let until = end(&next);
            if batch.first_n > until || next.packets.len() >= BEAT_PACKETS_MAX {
                break;
            }
            let known = usize::try_from(until - batch.first_n).unwrap_or(usize::MAX);
            let room = BEAT_PACKETS_MAX - next.packets.len();
            next.packets.extend(batch.packets.iter().skip(known).take(room).cloned());
        }
        Some(next)
    }

    /// The server has every packet of a stream below this number: what lies below it goes.
    pub(crate) fn acknowledged(&self, strap: StrapId, epoch: u32, watermark: u64) -> Swap {
        let below = |batch: &BeatBatch| {
            (batch.strap, batch.receiver_epoch) == (strap, epoch) && u64::from(end(batch)) <= watermark
        };
        let gone = self.portions.iter().filter(|(_, (headset, batch))| headset.is_none() && below(batch));
        Swap { gone: gone.map(|(number, _)| *number).collect(), new: Vec::new() }
    }

    /// The server lacks packets before these that it once had, as after a backup was put back: what is kept of the stream goes on
    /// in an epoch that was never used, from 0 on.
    pub(crate) fn begin_anew(&self, like: &BeatBatch, epoch: u32) -> Swap {
        let of_stream =
            || self.portions.iter().filter(|(_, (headset, batch))| headset.is_none() && is_same(batch, like));
        let first = of_stream().map(|(_, (_, batch))| batch.first_n).min().unwrap_or(0);
        let anew = |batch: &BeatBatch| BeatBatch {
            receiver_epoch: epoch,
            first_n: batch.first_n - first,
            ..batch.clone()
        };
        Swap {
            gone: of_stream().map(|(number, _)| *number).collect(),
            new: of_stream().map(|(_, (_, batch))| (None, anew(batch))).collect(),
        }
    }

    /// Another receiver brings that session's heart: ours goes, so that no beat stands twice.
    pub(crate) fn let_go(&self, session: SessionId) -> Swap {
        let gone = self
            .portions
            .iter()
            .filter(|(_, (headset, batch))| headset.is_none() && batch.session == session);
        Swap { gone: gone.map(|(number, _)| *number).collect(), new: Vec::new() }
    }
}

/// When a packet without a session arrived, by the server's clock.
fn wall_us(packet: &BeatPacket) -> i64 {
    i64::try_from(packet.arrived.0).unwrap_or(i64::MAX)
}

fn is_same(batch: &BeatBatch, other: &BeatBatch) -> bool {
    let stream = |batch: &BeatBatch| (batch.session, batch.strap, batch.receiver_epoch);
    stream(batch) == stream(other)
}

/// The number after a batch's last packet.
fn end(batch: &BeatBatch) -> u32 {
    batch.first_n.saturating_add(u32::try_from(batch.packets.len()).unwrap_or(u32::MAX))
}

/// Adds a packet to the last of the portions that are being made from one, or begins the next.
fn append(
    portions: &mut Vec<Portion>,
    from: usize,
    headset: Option<DeviceId>,
    (like, session, epoch, n): (&BeatBatch, SessionId, u32, u32),
    packet: BeatPacket,
) {
    if portions.len() > from
        && let Some((of, batch)) = portions.last_mut()
        && (*of, batch.session, batch.receiver_epoch, end(batch)) == (headset, session, epoch, n)
    {
        batch.packets.push(packet);
        return;
    }
    let batch =
        BeatBatch { session, strap: like.strap, receiver_epoch: epoch, first_n: n, packets: vec![packet] };
    portions.push((headset, batch));
}

#[cfg(test)]
mod tests {
    use super::*;

    const STRAP: StrapId = StrapId(Uuid::from_u128(2));
    const HEADSET: DeviceId = DeviceId(Uuid::from_u128(3));
    const S: i64 = 1_000_000;

    fn window(id: u128, opened_s: i64, to_s: Option<i64>) -> SessionWindow {
        let opened = opened_s * S;
        let to = to_s.map(|to| to * S);
        SessionWindow { session: SessionId(Uuid::from_u128(id)), opened, from: opened, to }
    }

    /// A packet a second of connection 9, from this second of the server's clock on.
    fn heard(first_n: u32, from_s: u64, many: u64) -> Portion {
        let packets =
            (0..many).map(|n| BeatPacket { arrived: WorldTime::from_secs(from_s + n), bytes: vec![0, 60] });
        let packets = packets.collect();
        (Some(HEADSET), BeatBatch { session: NO_SESSION, strap: STRAP, receiver_epoch: 9, first_n, packets })
    }

    fn book(portions: Vec<Portion>) -> Book {
        let mut book = Book::default();
        for (number, portion) in (1..).zip(portions) {
            book.put(number, portion);
        }
        book
    }

    /// Each portion as: whether it waits for its session, session, epoch, numbers, first arrival in seconds.
    fn told(portions: &[Portion]) -> Vec<(bool, u128, u32, core::ops::Range<u32>, u64)> {
        let tell = |(headset, batch): &Portion| {
            let first = batch.packets[0].arrived.0 / 1_000_000;
            (
                headset.is_some(),
                batch.session.0.as_u128(),
                batch.receiver_epoch,
                batch.first_n..end(batch),
                first,
            )
        };
        portions.iter().map(tell).collect()
    }

    fn epochs() -> impl FnMut(StrapId) -> u32 {
        let mut next = 40;
        move |_| {
            next += 1;
            next
        }
    }

    #[test]
    fn beats_find_their_session_by_the_clock_and_the_others_wait() {
        let mut book = book(vec![heard(0, 95, 10), heard(10, 105, 10)]);
        assert_eq!(book.wanted(), Some((vec![HEADSET], 95 * S)));
        let windows = [window(1, 100, Some(112))];
        let swap = book.place(HEADSET, &windows, epochs());
        assert_eq!(swap.gone, [1, 2]);
        let expected = [
            (true, 0, 9, 0..5, 95),
            (false, 1, 41, 0..5, 0),
            (false, 1, 41, 5..12, 5),
            (true, 0, 9, 17..20, 112),
        ];
        assert_eq!(told(&swap.new), expected);
        book.swapped(swap, &[3, 4, 5, 6]);
        let batch = book.next(&HashSet::new()).unwrap();
        assert_eq!((batch.first_n, batch.packets.len()), (0, 12));
        assert_eq!(book.next(&HashSet::from([batch.session])), None);
        assert_eq!(book.place(HEADSET, &windows, epochs()), Swap::default(), "nothing more fits");
    }

    #[test]
    fn a_session_that_grows_goes_on_in_its_epoch() {
        let mut book = book(vec![heard(0, 100, 20)]);
        let mut epoch = epochs();
        let swap = book.place(HEADSET, &[window(1, 100, Some(110))], &mut epoch);
        book.swapped(swap, &[2, 3]);
        let swap = book.place(HEADSET, &[window(1, 100, Some(118))], &mut epoch);
        assert_eq!(told(&swap.new), [(false, 1, 41, 10..18, 10), (true, 0, 9, 18..20, 118)]);
        book.swapped(swap, &[4, 5]);
        let swap = book.place(HEADSET, &[window(1, 100, Some(118)), window(2, 119, None)], &mut epoch);
        assert_eq!(
            told(&swap.new),
            [(true, 0, 9, 18..19, 118), (false, 2, 42, 0..1, 0)],
            "another session, another epoch"
        );
    }

    #[test]
    fn what_is_durable_goes_and_what_the_server_lost_begins_anew() {
        let placed = |first_n: u32| {
            let (_, batch) = heard(first_n, 100, 5);
            (None, BeatBatch { session: SessionId(Uuid::from_u128(1)), ..batch })
        };
        let mut book = book(vec![placed(10), placed(15), placed(20)]);
        let gone = book.acknowledged(STRAP, 9, 17);
        assert_eq!(gone.gone, [1]);
        book.swapped(gone, &[]);
        let swap = book.begin_anew(&book.next(&HashSet::new()).unwrap(), 77);
        assert_eq!(told(&swap.new), [(false, 1, 77, 0..5, 100), (false, 1, 77, 5..10, 100)]);
        book.swapped(swap, &[4, 5]);
        assert_eq!(book.packets(), 10);
        let all = book.let_go(SessionId(Uuid::from_u128(1)));
        book.swapped(all, &[]);
        assert_eq!(book.packets(), 0);
    }
}
