//! Layout 2 of heart packets: what notifications of characteristic 0x2A37 hold, as columns, and every byte of them back.
//!
//! Columns: how many intervals each packet holds; flags; heart rate; energy, of those that tell it; the intervals; the
//! arrival. Arrival is told against the packet before (way 0) or against what its intervals foretell (way 1), whichever
//! is shorter. Packets that are built in another way stand as they are, behind the columns.

use super::{ROWS_MAX, Reader, Writer, opened, sealed};
use link::BeatPacket;
use session::WorldTime;

/// The layout byte.
pub(in crate::store) const LAYOUT: u8 = 2;

const WIDE: u8 = 1;
const ENERGY: u8 = 1 << 3;
const RR: u8 = 1 << 4;
/// Stands among the counts for a packet that is built in another way.
const OTHER: u16 = u16::MAX;
/// More intervals than this fit in no packet that the link lets in.
const RR_MAX: u16 = 127;
const BY_PACKET: u8 = 0;
const BY_INTERVALS: u8 = 1;

#[derive(Default)]
struct Columns {
    counts: Vec<u16>,
    flags: Vec<u16>,
    rates: Vec<u16>,
    energies: Vec<u16>,
    intervals: Vec<u16>,
    others: Vec<Vec<u8>>,
}

/// Packets as a chunk; `None` where there are none, or too many.
pub(in crate::store) fn write(packets: &[BeatPacket]) -> Option<Vec<u8>> {
    if packets.is_empty() || packets.len() > ROWS_MAX {
        return None;
    }
    let mut columns = Columns::default();
    for packet in packets {
        if columns.take(&packet.bytes).is_none() {
            columns.counts.push(OTHER);
            columns.others.push(packet.bytes.clone());
        }
    }
    let mut to = Writer::new()?;
    to.number(packets.len() as u64);
    to.column(&columns.counts)?;
    to.column(&columns.flags)?;
    to.column(&columns.rates)?;
    to.column(&columns.energies)?;
    to.column(&columns.intervals)?;
    let (way, arrivals) = arrivals(packets, &columns)?;
    to.number(u64::from(way));
    to.column(&arrivals)?;
    for other in &columns.others {
        to.raw(other);
    }
    Some(sealed(LAYOUT, to))
}

/// Packets of a chunk, its layout byte taken off; `None` where it is damaged.
pub(in crate::store) fn read(rest: &[u8]) -> Option<Vec<BeatPacket>> {
    let mut from = opened(rest)?;
    let many = usize::try_from(from.number()?).ok().filter(|many| *many <= ROWS_MAX)?;
    let mut columns = Columns { counts: from.column(many)?, ..Columns::default() };
    let counts = || columns.counts.iter().filter(|count| **count != OTHER);
    if counts().any(|count| *count > RR_MAX) {
        return None;
    }
    let (built, all) = (counts().count(), counts().map(|count| usize::from(*count)).sum());
    columns.flags = from.column(built)?;
    columns.rates = from.column(built)?;
    let telling = columns.flags.iter().filter(|flags| **flags & u16::from(ENERGY) != 0).count();
    columns.energies = from.column(telling)?;
    columns.intervals = from.column(all)?;
    let way = u8::try_from(from.number()?).ok()?;
    let arrivals: Vec<u64> = from.column(many)?;
    let packets = columns.packets(way, &arrivals, &mut from)?;
    from.is_done().then_some(packets)
}

impl Columns {
    /// Takes a packet apart; `None`, and nothing taken, where its bytes could not be put together again.
    fn take(&mut self, bytes: &[u8]) -> Option<()> {
        let (&flags, rest) = bytes.split_first()?;
        let (rate, rest) = if flags & WIDE != 0 {
            let (rate, rest) = rest.split_first_chunk::<2>()?;
            (u16::from_le_bytes(*rate), rest)
        } else {
            let (rate, rest) = rest.split_first()?;
            (u16::from(*rate), rest)
        };
        let (energy, rest) = if flags & ENERGY != 0 {
            let (energy, rest) = rest.split_first_chunk::<2>()?;
            (Some(u16::from_le_bytes(*energy)), rest)
        } else {
            (None, rest)
        };
        let (intervals, left) = rest.as_chunks::<2>();
        let count = u16::try_from(intervals.len()).ok().filter(|count| *count <= RR_MAX)?;
        if !left.is_empty() || (count > 0 && flags & RR == 0) {
            return None;
        }
        self.counts.push(count);
        self.flags.push(u16::from(flags));
        self.rates.push(rate);
        self.energies.extend(energy);
        self.intervals.extend(intervals.iter().map(|ticks| u16::from_le_bytes(*ticks)));
        Some(())
    }

    /// What the intervals of each packet add up to, µs; 0 for those built in another way.
    fn sums(&self) -> Vec<u64> {
        let mut intervals = self.intervals.iter();
        let sum = |count: &u16| {
            let many = if *count == OTHER { 0 } else { usize::from(*count) };
            let ticks: u64 = intervals.by_ref().take(many).map(|ticks| u64::from(*ticks)).sum();
            ticks * 1_000_000 / 1_024
        };
        self.counts.iter().map(sum).collect()
    }

    fn packets(&self, way: u8, arrivals: &[u64], from: &mut Reader<'_>) -> Option<Vec<BeatPacket>> {
        let (mut flags, mut rates) = (self.flags.iter(), self.rates.iter());
        let (mut energies, mut intervals) = (self.energies.iter(), self.intervals.iter());
        let mut packets = Vec::with_capacity(self.counts.len());
        let (mut due, mut before) = (foretold(way, self)?.into_iter(), 0_u64);
        for (count, told) in self.counts.iter().zip(arrivals) {
            before = before.wrapping_add(due.next()?).wrapping_add(*told);
            let bytes = if *count == OTHER {
                from.raw()?.to_vec()
            } else {
                let (flags, rate) = (u8::try_from(*flags.next()?).ok()?, *rates.next()?);
                let mut bytes = vec![flags];
                match flags & WIDE {
                    0 => bytes.push(u8::try_from(rate).ok()?),
                    _ => bytes.extend(rate.to_le_bytes()),
                }
                if flags & ENERGY != 0 {
                    bytes.extend(energies.next()?.to_le_bytes());
                }
                for _ in 0..*count {
                    bytes.extend(intervals.next()?.to_le_bytes());
                }
                bytes
            };
            packets.push(BeatPacket { arrived: WorldTime(before), bytes });
        }
        Some(packets)
    }
}

/// By how much each packet is expected to come after the one before it, µs.
fn foretold(way: u8, columns: &Columns) -> Option<Vec<u64>> {
    match way {
        BY_PACKET => Some(vec![0; columns.counts.len()]),
        BY_INTERVALS => Some(columns.sums()),
        _ => None,
    }
}

/// The shorter way to tell when packets arrived.
fn arrivals(packets: &[BeatPacket], columns: &Columns) -> Option<(u8, Vec<u64>)> {
    let mut best: Option<(usize, u8, Vec<u64>)> = None;
    for way in [BY_PACKET, BY_INTERVALS] {
        let mut before = 0_u64;
        let told: Vec<u64> = packets
            .iter()
            .zip(foretold(way, columns)?)
            .map(|(packet, due)| {
                let told = packet.arrived.0.wrapping_sub(before).wrapping_sub(due);
                before = packet.arrived.0;
                told
            })
            .collect();
        let mut trial = Writer::new()?;
        trial.column(&told)?;
        if best.as_ref().is_none_or(|(length, ..)| trial.len() < *length) {
            best = Some((trial.len(), way, told));
        }
    }
    best.map(|(_, way, told)| (way, told))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn there_and_back(packets: &[BeatPacket]) -> Vec<BeatPacket> {
        let chunk = write(packets).unwrap();
        assert_eq!(chunk[0], LAYOUT);
        read(&chunk[1..]).unwrap()
    }

    fn any_packet() -> impl Strategy<Value = BeatPacket> {
        let real = (0_u8..32, any::<[u8; 3]>(), prop::collection::vec(600_u16..1_200, 0..4)).prop_map(
            |(flags, head, intervals)| {
                let mut bytes = vec![flags];
                bytes.extend(head.iter().take(1 + usize::from(flags & 1) + usize::from(flags & ENERGY) / 4));
                bytes.extend(intervals.iter().flat_map(|ticks| ticks.to_le_bytes()));
                bytes
            },
        );
        let bytes = prop_oneof![4 => real, 1 => prop::collection::vec(any::<u8>(), 0..64)];
        (prop_oneof![4 => 0_u64..4_000_000_000, 1 => any::<u64>()], bytes)
            .prop_map(|(at, bytes)| BeatPacket { arrived: WorldTime(at), bytes })
    }

    proptest! {
        #[test]
        fn packets_come_back_byte_for_byte(packets in prop::collection::vec(any_packet(), 1..400)) {
            prop_assert_eq!(there_and_back(&packets), packets);
        }

        #[test]
        fn any_bytes_are_a_chunk_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            prop_assert_eq!(read(&bytes), None);
        }

        #[test]
        fn a_damaged_chunk_is_refused(at in any::<prop::sample::Index>(), with in 1_u8..) {
            let mut chunk = write(&beats_of_a_chunk()).unwrap();
            let place = 1 + at.index(chunk.len() - 1);
            chunk[place] ^= with;
            prop_assert_eq!(read(&chunk[1..]), None);
        }
    }

    /// A simulated strap over five minutes.
    fn beats_of_a_chunk() -> Vec<BeatPacket> {
        let mut simulator = hrv::simulate::Simulator::new(hrv::simulate::SimulatorConfig::default());
        (0..300_u64)
            .map(|second| BeatPacket {
                arrived: WorldTime(1_000_000 * second + 7_919 * second % 30_000),
                bytes: simulator.next_packet(hrv::simulate::BodyState::REST).packet.encode(),
            })
            .collect()
    }

    /// A chunk as layout 2 wrote it, and its packets as a piece; both are read for ever.
    #[test]
    fn a_chunk_of_version_two_is_read_for_ever() {
        let chunk = include_bytes!("../../../tests/fixtures/beats-chunk-v2.bin");
        let piece = include_bytes!("../../../tests/fixtures/beats-piece-v1.bin");
        let packets = crate::store::beats::from_bytes(chunk).unwrap();
        assert!(packets.len() >= 300);
        assert_eq!(packets, crate::store::beats::from_bytes(piece).unwrap());
    }
}
