//! Raw heart packets in the record: pieces in the order of arrival, closed into compressed chunks.

use super::{
    Store, StoreError, Witness,
    chunk::beats as chunk,
    database::{Transaction, execute, fetch_all, fetch_optional},
    keys::Place,
    sealer::Sealing,
    stream::Stream,
};
use link::BeatPacket;
use session::{OrganisationId, SessionId, StrapId, WorldTime};
use std::collections::{HashMap, hash_map};
use uuid::Uuid;

/// Packets of one strap on their way into the record.
#[derive(Clone, Debug, PartialEq)]
pub struct BeatsRow {
    /// The session.
    pub session: SessionId,
    /// The institution, so that nobody else's strap is spoken of.
    pub organisation: OrganisationId,
    /// When they arrived, microseconds since 1970; unique and rising within the session.
    pub arrived_us: i64,
    /// The strap.
    pub strap: StrapId,
    /// The receiver's epoch.
    pub receiver_epoch: u32,
    /// The number of the first packet.
    pub first_n: u32,
    /// The number after the last.
    pub next_n: u32,
    /// The packets; empty where the client does not let them be kept (the watermark still moves).
    pub packets: Vec<BeatPacket>,
}

/// One run of packets as it was received.
#[derive(Clone, Debug)]
pub struct StoredBeats {
    /// The strap.
    pub strap: StrapId,
    /// The receiver's epoch.
    pub receiver_epoch: u32,
    /// The number of the first packet.
    pub first_n: u32,
    /// The packets.
    pub packets: Vec<BeatPacket>,
}

/// Packets of one stream that follow each other, on their way into one piece.
struct Run {
    session: SessionId,
    strap: StrapId,
    receiver_epoch: u32,
    arrived_us: i64,
    through_us: i64,
    first_n: u32,
    packets: Vec<BeatPacket>,
}

impl Run {
    fn next_n(&self) -> u32 {
        self.first_n.saturating_add(u32::try_from(self.packets.len()).unwrap_or(u32::MAX))
    }

    fn continues(&self, row: &BeatsRow, first_n: u32) -> bool {
        (self.session, self.strap, self.receiver_epoch) == (row.session, row.strap, row.receiver_epoch)
            && self.next_n() == first_n
    }
}

/// Seals rows in the order of their arrival: packets that are in the record already are left out.
pub(super) async fn seal(
    on: &mut Transaction,
    sealing: &mut Sealing<'_>,
    rows: Vec<BeatsRow>,
) -> Result<(), StoreError> {
    let mut streams: HashMap<(StrapId, u32), (Stream, OrganisationId)> = HashMap::new();
    // The newest run of each session is last among its runs: it may be continued.
    let mut runs: Vec<Run> = Vec::new();
    let mut newest: HashMap<SessionId, usize> = HashMap::new();
    for mut row in rows {
        let (stream, _) = match streams.entry((row.strap, row.receiver_epoch)) {
            hash_map::Entry::Occupied(known) => known.into_mut(),
            hash_map::Entry::Vacant(new) => {
                new.insert((Stream::find(on, row.strap, row.receiver_epoch).await?, row.organisation))
            }
        };
        let all = std::mem::take(&mut row.packets);
        for fresh in stream.take(row.first_n..row.next_n) {
            let skip = usize::try_from(fresh.start - row.first_n).unwrap_or(usize::MAX);
            let packets = all.iter().skip(skip).take(fresh.len()).cloned();
            let continued = newest.get(&row.session).and_then(|place| runs.get_mut(*place));
            match continued.filter(|run| run.continues(&row, fresh.start)) {
                Some(run) => {
                    run.packets.extend(packets);
                    run.through_us = run.through_us.max(row.arrived_us);
                }
                None => {
                    newest.insert(row.session, runs.len());
                    runs.push(Run {
                        session: row.session,
                        strap: row.strap,
                        receiver_epoch: row.receiver_epoch,
                        arrived_us: row.arrived_us,
                        through_us: row.arrived_us,
                        first_n: fresh.start,
                        packets: packets.collect(),
                    });
                }
            }
        }
    }
    for run in runs.iter_mut().filter(|run| !run.packets.is_empty()) {
        insert(on, sealing, run).await?;
    }
    for ((strap, receiver_epoch), (stream, organisation)) in streams {
        stream.keep(on, strap, receiver_epoch, organisation).await?;
    }
    Ok(())
}

/// Adds a piece; where another has its moment of arrival, a clock went back, it gets the next one that is free.
async fn insert(on: &mut Transaction, sealing: &mut Sealing<'_>, run: &mut Run) -> Result<(), StoreError> {
    let row = row_of(run.strap.0, i64::from(run.receiver_epoch), i64::from(run.first_n));
    let seal = sealing.of(on, run.session.0).await?;
    let bytes = seal.bytes(beats_place(run.session.0, &row), to_bytes(&run.packets))?;
    loop {
        let added = execute!(
            &mut *on,
            "INSERT INTO beats (session, arrived_us, strap, receiver_epoch, first_n, packets, through_us)
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
            run.session.0,
            run.arrived_us,
            run.strap.0,
            i64::from(run.receiver_epoch),
            i64::from(run.first_n),
            bytes.as_slice(),
            run.through_us,
        )?;
        if added == 1 {
            return Ok(());
        }
        run.arrived_us = run.arrived_us.wrapping_add(1);
        run.through_us = run.through_us.max(run.arrived_us);
    }
}

impl Store {
    /// Every raw packet of a session in the order of arrival; those of one stream in the order of their numbers, which is
    /// another order where a program delivered the newest first.
    pub async fn beats(&self, _read: &Witness, session: SessionId) -> Result<Vec<StoredBeats>, StoreError> {
        type Row = (Uuid, i64, i64, Vec<u8>);
        self.settle(session).await?;
        let rows: Vec<Row> = fetch_all!(
            self.database(),
            Row,
            "SELECT strap, receiver_epoch, first_n, packets FROM beats WHERE session = $1 ORDER BY arrived_us",
            session.0,
        )?;
        let seal = self.keys.session(self.database(), session.0).await?;
        let rows: Result<Vec<_>, StoreError> = rows
            .into_iter()
            .map(|(strap, receiver_epoch, first_n, bytes)| {
                let place = row_of(strap, receiver_epoch, first_n);
                let bytes = seal.open_bytes(beats_place(session.0, &place), bytes)?;
                let row = || {
                    Some(StoredBeats {
                        strap: StrapId(strap),
                        receiver_epoch: u32::try_from(receiver_epoch).ok()?,
                        first_n: u32::try_from(first_n).ok()?,
                        packets: from_bytes(&bytes)?,
                    })
                };
                row().ok_or(StoreError::Unreadable { what: "row of heart packets" })
            })
            .collect();
        Ok(numbered(rows?))
    }

    /// Which packets of a stream are in the record.
    pub(crate) async fn beat_numbers(
        &self,
        strap: StrapId,
        receiver_epoch: u32,
    ) -> Result<Stream, StoreError> {
        type Row = (i64, i64, String);
        self.settle_all().await?;
        let row: Option<Row> = fetch_optional!(
            self.database(),
            Row,
            "SELECT first_n, next_n, beyond FROM beat_streams WHERE strap = $1 AND receiver_epoch = $2",
            strap.0,
            i64::from(receiver_epoch),
        )?;
        row.map_or(Ok(Stream::default()), |(first_n, next_n, beyond)| {
            Stream::of_row(first_n, next_n, &beyond).ok_or(StoreError::Unreadable { what: "strap's stream" })
        })
    }

    /// The number of the first packet not yet durable, and whose strap it is; `None` for a stream never heard of.
    pub async fn beat_stream(
        &self,
        strap: StrapId,
        receiver_epoch: u32,
    ) -> Result<Option<(OrganisationId, u32)>, StoreError> {
        self.settle_all().await?;
        let row: Option<(Uuid, i64)> = fetch_optional!(
            self.database(),
            (Uuid, i64),
            "SELECT organisation, next_n FROM beat_streams WHERE strap = $1 AND receiver_epoch = $2",
            strap.0,
            i64::from(receiver_epoch),
        )?;
        row.map(|(organisation, next_n)| {
            let next_n =
                u32::try_from(next_n).map_err(|_| StoreError::Unreadable { what: "strap's stream" })?;
            Ok((OrganisationId(organisation), next_n))
        })
        .transpose()
    }
}

/// Where packets of a session stand.
pub(super) fn beats_place(session: Uuid, row: &[u8]) -> Place<'_> {
    Place { column: "beats.packets", of: session, row }
}

/// What tells a piece or chunk apart within its session: its stream and its first number.
pub(super) fn row_of(strap: Uuid, receiver_epoch: i64, first_n: i64) -> [u8; 32] {
    let mut row = [0; 32];
    let (epoch, first) = (receiver_epoch.to_le_bytes(), first_n.to_le_bytes());
    let parts = strap.as_bytes().iter().chain(&epoch).chain(&first);
    row.iter_mut().zip(parts).for_each(|(to, from)| *to = *from);
    row
}

/// Puts the rows of each stream, in the order of their numbers, into the places that its rows have.
fn numbered(rows: Vec<StoredBeats>) -> Vec<StoredBeats> {
    let streams: Vec<(StrapId, u32)> = rows.iter().map(|row| (row.strap, row.receiver_epoch)).collect();
    let mut of_stream: HashMap<(StrapId, u32), Vec<StoredBeats>> = HashMap::new();
    for row in rows {
        of_stream.entry((row.strap, row.receiver_epoch)).or_default().push(row);
    }
    // Taken from the end.
    of_stream.values_mut().for_each(|rows| rows.sort_by_key(|row| core::cmp::Reverse(row.first_n)));
    streams.iter().filter_map(|stream| of_stream.get_mut(stream)?.pop()).collect()
}

/// Layout 1, a piece: per packet eight bytes of world time (µs, little endian), its length, its bytes.
const PIECE: u8 = 1;

/// Packets as a piece.
pub(super) fn to_bytes(packets: &[BeatPacket]) -> Vec<u8> {
    let mut bytes = vec![PIECE];
    for packet in packets {
        bytes.extend(packet.arrived.0.to_le_bytes());
        bytes.push(u8::try_from(packet.bytes.len()).unwrap_or(u8::MAX));
        bytes.extend(packet.bytes.iter().take(usize::from(u8::MAX)));
    }
    bytes
}

/// Packets from a piece or a chunk; `None` where this build cannot read it.
pub(super) fn from_bytes(bytes: &[u8]) -> Option<Vec<BeatPacket>> {
    match bytes.split_first()? {
        (&PIECE, rest) => from_piece(rest),
        (&chunk::LAYOUT, rest) => chunk::read(rest),
        _ => None,
    }
}

fn from_piece(mut rest: &[u8]) -> Option<Vec<BeatPacket>> {
    let mut packets = Vec::new();
    while !rest.is_empty() {
        let (arrived, after) = rest.split_first_chunk::<8>()?;
        let (length, after) = after.split_first()?;
        let (bytes, after) = after.split_at_checked(usize::from(*length))?;
        packets.push(BeatPacket { arrived: WorldTime(u64::from_le_bytes(*arrived)), bytes: bytes.to_vec() });
        rest = after;
    }
    Some(packets)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn packets_come_back_as_they_were(
            packets in prop::collection::vec((any::<u64>(), prop::collection::vec(any::<u8>(), 0..64)), 0..40)
        ) {
            let packets: Vec<_> =
                packets.into_iter().map(|(at, bytes)| BeatPacket { arrived: WorldTime(at), bytes }).collect();
            prop_assert_eq!(from_bytes(&to_bytes(&packets)), Some(packets));
        }

        #[test]
        fn any_bytes_are_packets_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = from_bytes(&bytes);
        }
    }

    #[test]
    fn packets_that_were_delivered_newest_first_are_read_in_the_order_of_the_heart() {
        let row = |strap: u128, first_n| StoredBeats {
            strap: StrapId(Uuid::from_u128(strap)),
            receiver_epoch: 0,
            first_n,
            packets: Vec::new(),
        };
        let read = numbered(vec![row(1, 20), row(2, 0), row(1, 0), row(1, 10), row(2, 5)]);
        let read: Vec<_> = read.iter().map(|row| (row.strap.0.as_u128(), row.first_n)).collect();
        assert_eq!(read, [(1, 0), (2, 0), (1, 10), (1, 20), (2, 5)]);
    }

    #[test]
    fn the_layout_of_version_one_is_read_for_ever() {
        let beats = [1, 0x40, 0x42, 0x0f, 0, 0, 0, 0, 0, 3, 0x10, 0x43, 0x00];
        let read = from_bytes(&beats).unwrap();
        assert_eq!(read, [BeatPacket { arrived: WorldTime::from_secs(1), bytes: vec![0x10, 0x43, 0x00] }]);
    }
}
