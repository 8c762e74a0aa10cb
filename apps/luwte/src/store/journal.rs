//! The arrival-order journals of raw heart packets and head poses, in a byte layout of their own that lasts.

use super::{
    Store, StoreError, Witness,
    database::{Transaction, execute, fetch_all, fetch_optional},
};
use link::{BeatPacket, Pose};
use session::{OrganisationId, SessionId, StrapId, WorldTime};
use sqlx::QueryBuilder;

/// Packets of one strap on their way into the record.
#[derive(Clone, Debug)]
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

/// Poses of one session on their way into the record.
#[derive(Clone, Debug)]
pub struct PosesRow {
    /// The session.
    pub session: SessionId,
    /// When they arrived, microseconds since 1970; unique and rising within the session.
    pub arrived_us: i64,
    /// The poses.
    pub poses: Vec<Pose>,
}

/// Version 1 of both layouts; the first byte of every row.
const LAYOUT: u8 = 1;

pub(super) async fn insert_beats(transaction: &mut Transaction, row: &BeatsRow) -> Result<(), StoreError> {
    if !row.packets.is_empty() {
        execute!(
            &mut *transaction,
            "INSERT INTO beats_journal (session, arrived_us, strap, receiver_epoch, first_n, packets)
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
            row.session.0,
            row.arrived_us,
            row.strap.0,
            i64::from(row.receiver_epoch),
            i64::from(row.first_n),
            beats_to_bytes(&row.packets),
        )?;
    }
    execute!(
        &mut *transaction,
        "INSERT INTO beat_streams (strap, receiver_epoch, organisation, next_n) VALUES ($1, $2, $3, $4)
         ON CONFLICT (strap, receiver_epoch) DO UPDATE SET next_n = excluded.next_n
         WHERE beat_streams.next_n >= $5 AND beat_streams.next_n < excluded.next_n",
        row.strap.0,
        i64::from(row.receiver_epoch),
        row.organisation.0,
        i64::from(row.next_n),
        i64::from(row.first_n),
    )?;
    Ok(())
}

/// Rows of poses in one statement.
const ROWS: usize = 64;

const INSERT_POSES: &str = "INSERT INTO poses_journal (session, arrived_us, poses) ";

pub(super) async fn insert_poses(
    transaction: &mut Transaction,
    rows: &[&PosesRow],
) -> Result<(), StoreError> {
    for rows in rows.chunks(ROWS) {
        let values = rows.iter().map(|row| (row.session.0, row.arrived_us, poses_to_bytes(&row.poses)));
        match transaction {
            Transaction::Sqlite(on) => {
                let mut query = QueryBuilder::<sqlx::Sqlite>::new(INSERT_POSES);
                query.push_values(values, |mut row, (session, arrived_us, poses)| {
                    row.push_bind(session).push_bind(arrived_us).push_bind(poses);
                });
                query.push(" ON CONFLICT DO NOTHING").build().execute(&mut **on).await?;
            }
            Transaction::Postgres(on) => {
                let mut query = QueryBuilder::<sqlx::Postgres>::new(INSERT_POSES);
                query.push_values(values, |mut row, (session, arrived_us, poses)| {
                    row.push_bind(session).push_bind(arrived_us).push_bind(poses);
                });
                query.push(" ON CONFLICT DO NOTHING").build().execute(&mut **on).await?;
            }
        }
    }
    Ok(())
}

/// One row of packets as it was received.
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

impl Store {
    /// Every raw packet of a session in the order of arrival.
    pub async fn beats(&self, _read: &Witness, session: SessionId) -> Result<Vec<StoredBeats>, StoreError> {
        let rows: Vec<(uuid::Uuid, i64, i64, Vec<u8>)> = fetch_all!(
            self.database(),
            (uuid::Uuid, i64, i64, Vec<u8>),
            "SELECT strap, receiver_epoch, first_n, packets FROM beats_journal WHERE session = $1 ORDER BY arrived_us",
            session.0,
        )?;
        rows.into_iter()
            .map(|(strap, receiver_epoch, first_n, bytes)| {
                let row = || {
                    Some(StoredBeats {
                        strap: StrapId(strap),
                        receiver_epoch: u32::try_from(receiver_epoch).ok()?,
                        first_n: u32::try_from(first_n).ok()?,
                        packets: beats_from_bytes(&bytes)?,
                    })
                };
                row().ok_or(StoreError::Unreadable { what: "row of heart packets" })
            })
            .collect()
    }

    /// Every stored pose of a session in order of time.
    pub async fn poses(&self, _read: &Witness, session: SessionId) -> Result<Vec<Pose>, StoreError> {
        let rows: Vec<(Vec<u8>,)> = fetch_all!(
            self.database(),
            (Vec<u8>,),
            "SELECT poses FROM poses_journal WHERE session = $1 ORDER BY arrived_us",
            session.0,
        )?;
        let mut poses = Vec::new();
        for (bytes,) in rows {
            poses.extend(poses_from_bytes(&bytes).ok_or(StoreError::Unreadable { what: "row of poses" })?);
        }
        poses.sort_by_key(Pose::at);
        Ok(poses)
    }

    /// The number of the first packet not yet durable, and whose strap it is; `None` for a stream never heard of.
    pub async fn beat_stream(
        &self,
        strap: StrapId,
        receiver_epoch: u32,
    ) -> Result<Option<(OrganisationId, u32)>, StoreError> {
        let row: Option<(uuid::Uuid, i64)> = fetch_optional!(
            self.database(),
            (uuid::Uuid, i64),
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

/// Layout 1 of packets: per packet eight bytes of world time (µs, little endian), its length, its bytes.
fn beats_to_bytes(packets: &[BeatPacket]) -> Vec<u8> {
    let mut bytes = vec![LAYOUT];
    for packet in packets {
        bytes.extend(packet.arrived.0.to_le_bytes());
        bytes.push(u8::try_from(packet.bytes.len()).unwrap_or(u8::MAX));
        bytes.extend(packet.bytes.iter().take(usize::from(u8::MAX)));
    }
    bytes
}

fn beats_from_bytes(bytes: &[u8]) -> Option<Vec<BeatPacket>> {
    let (&LAYOUT, mut rest) = bytes.split_first()? else { return None };
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

/// Layout 1 of poses: thirteen bytes each (see [`Pose::to_bytes`]).
fn poses_to_bytes(poses: &[Pose]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(1 + 13 * poses.len());
    bytes.push(LAYOUT);
    bytes.extend(poses.iter().flat_map(Pose::to_bytes));
    bytes
}

fn poses_from_bytes(bytes: &[u8]) -> Option<Vec<Pose>> {
    let (&LAYOUT, rest) = bytes.split_first()? else { return None };
    let (poses, left) = rest.as_chunks::<13>();
    left.is_empty().then(|| poses.iter().map(|pose| Pose::from_bytes(*pose)).collect())
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
            prop_assert_eq!(beats_from_bytes(&beats_to_bytes(&packets)), Some(packets));
        }

        #[test]
        fn poses_come_back_as_they_were(bytes in prop::collection::vec(prop::array::uniform13(any::<u8>()), 0..40)) {
            let poses: Vec<_> = bytes.into_iter().map(Pose::from_bytes).collect();
            prop_assert_eq!(poses_from_bytes(&poses_to_bytes(&poses)), Some(poses));
        }

        #[test]
        fn any_bytes_are_rows_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = (beats_from_bytes(&bytes), poses_from_bytes(&bytes));
        }
    }

    #[test]
    fn the_layout_of_version_one_is_read_for_ever() {
        let beats = [1, 0x40, 0x42, 0x0f, 0, 0, 0, 0, 0, 3, 0x10, 0x43, 0x00];
        let read = beats_from_bytes(&beats).unwrap();
        assert_eq!(read, [BeatPacket { arrived: WorldTime::from_secs(1), bytes: vec![0x10, 0x43, 0x00] }]);
        let poses = [1, 0xe8, 3, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0, 0];
        assert_eq!(poses_from_bytes(&poses).unwrap()[0].at(), WorldTime::from_secs(1));
    }
}
