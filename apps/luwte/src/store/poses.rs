//! Head poses in the record: pieces in the order of arrival, closed into compressed chunks.

use super::{
    Store, StoreError, Witness,
    chunk::poses as chunk,
    database::{Transaction, execute, fetch_all},
    keys::Place,
    sealer::Sealing,
};
use link::Pose;
use session::SessionId;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Poses of one session on their way into the record.
#[derive(Clone, Debug, PartialEq)]
pub struct PosesRow {
    /// The session.
    pub session: SessionId,
    /// When they arrived, microseconds since 1970; unique and rising within the session.
    pub arrived_us: i64,
    /// The poses.
    pub poses: Vec<Pose>,
}

/// Seals rows in the order of their arrival: what came together becomes one piece a session.
pub(super) async fn seal(
    on: &mut Transaction,
    sealing: &mut Sealing<'_>,
    rows: Vec<PosesRow>,
) -> Result<(), StoreError> {
    let mut sessions: BTreeMap<SessionId, (i64, i64, Vec<Pose>)> = BTreeMap::new();
    for row in rows {
        let fresh = (row.arrived_us, row.arrived_us, Vec::new());
        let (_, through_us, poses) = sessions.entry(row.session).or_insert(fresh);
        *through_us = row.arrived_us.max(*through_us);
        poses.extend(row.poses);
    }
    for (session, (mut arrived_us, mut through_us, poses)) in sessions {
        let seal = sealing.of(on, session.0).await?;
        let bytes = seal.bytes(poses_place(session.0), to_bytes(&poses))?;
        // Where another piece has this moment, a clock went back: the next one that is free.
        while execute!(
            &mut *on,
            "INSERT INTO poses (session, arrived_us, poses, through_us) VALUES ($1, $2, $3, $4)
             ON CONFLICT DO NOTHING",
            session.0,
            arrived_us,
            bytes.as_slice(),
            through_us,
        )? == 0
        {
            arrived_us = arrived_us.wrapping_add(1);
            through_us = through_us.max(arrived_us);
        }
    }
    Ok(())
}

impl Store {
    /// Every stored pose of a session in order of time.
    pub async fn poses(&self, _read: &Witness, session: SessionId) -> Result<Vec<Pose>, StoreError> {
        self.settle(session).await?;
        let rows: Vec<(Vec<u8>,)> = fetch_all!(
            self.database(),
            (Vec<u8>,),
            "SELECT poses FROM poses WHERE session = $1 ORDER BY arrived_us",
            session.0,
        )?;
        let seal = self.keys.session(self.database(), session.0).await?;
        let mut poses = Vec::new();
        for (bytes,) in rows {
            let bytes = seal.open_bytes(poses_place(session.0), bytes)?;
            poses.extend(from_bytes(&bytes).ok_or(StoreError::Unreadable { what: "row of poses" })?);
        }
        poses.sort_by_key(Pose::at);
        Ok(poses)
    }
}

/// Where poses of a session stand. What lies in them tells their order.
pub(super) fn poses_place(session: Uuid) -> Place<'static> {
    Place { column: "poses.poses", of: session, row: &[] }
}

/// Layout 1, a piece: thirteen bytes a pose (see [`Pose::to_bytes`]).
const PIECE: u8 = 1;

/// Poses as a piece.
pub(super) fn to_bytes(poses: &[Pose]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(1 + 13 * poses.len());
    bytes.push(PIECE);
    bytes.extend(poses.iter().flat_map(Pose::to_bytes));
    bytes
}

/// Poses from a piece or a chunk; `None` where this build cannot read it.
pub(super) fn from_bytes(bytes: &[u8]) -> Option<Vec<Pose>> {
    match bytes.split_first()? {
        (&PIECE, rest) => {
            let (poses, left) = rest.as_chunks::<13>();
            left.is_empty().then(|| poses.iter().map(|pose| Pose::from_bytes(*pose)).collect())
        }
        (&chunk::LAYOUT, rest) => chunk::read(rest),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use session::WorldTime;

    proptest! {
        #[test]
        fn poses_come_back_as_they_were(bytes in prop::collection::vec(prop::array::uniform13(any::<u8>()), 0..40)) {
            let poses: Vec<_> = bytes.into_iter().map(Pose::from_bytes).collect();
            prop_assert_eq!(from_bytes(&to_bytes(&poses)), Some(poses));
        }

        #[test]
        fn any_bytes_are_poses_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = from_bytes(&bytes);
        }
    }

    #[test]
    fn the_layout_of_version_one_is_read_for_ever() {
        let poses = [1, 0xe8, 3, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0, 0];
        assert_eq!(from_bytes(&poses).unwrap()[0].at(), WorldTime::from_secs(1));
    }
}
