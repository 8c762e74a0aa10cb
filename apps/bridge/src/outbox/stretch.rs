//! Runs of packets on their way to the server: read oldest first, let go when they are durable there.

use super::{Outbox, OutboxError, key, uuid};
use link::BeatPacket;
use rusqlite::{OptionalExtension, params};
use session::{SessionId, StrapId, WorldTime};

/// Packets of one strap in one session under one receiver epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The strap.
    pub strap: StrapId,
    /// The session.
    pub session: SessionId,
    /// The receiver's epoch.
    pub epoch: u32,
    /// The number of the first packet that waits.
    pub first_n: u32,
}

impl Outbox {
    /// The sessions for which packets of a strap wait, the one that waits longest first.
    pub fn sessions(&self, strap: StrapId) -> Result<Vec<SessionId>, OutboxError> {
        let mut query = self.file.prepare_cached(
            "SELECT session FROM packets WHERE strap = ?1 AND session IS NOT NULL GROUP BY session ORDER BY MIN(i)",
        )?;
        let rows = query.query_map([key(strap)], |row| Ok(SessionId(uuid(row.get(0)?))))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The oldest stretch of a strap that waits for this session.
    pub fn oldest(&self, strap: StrapId, session: SessionId) -> Result<Option<Stretch>, OutboxError> {
        let found = self
            .file
            .prepare_cached(
                "SELECT epoch, n FROM packets WHERE strap = ?1 AND session = ?2 ORDER BY i LIMIT 1",
            )?
            .query_row(params![key(strap), session.0.as_bytes()], |row| {
                Ok(Stretch { strap, session, epoch: row.get(0)?, first_n: row.get(1)? })
            })
            .optional()?;
        Ok(found)
    }

    /// The packets of a stretch from this number on, at most so many.
    pub fn packets(
        &self,
        stretch: &Stretch,
        from_n: u64,
        most: usize,
    ) -> Result<Vec<BeatPacket>, OutboxError> {
        let mut query = self.file.prepare_cached(
            "SELECT world_us, bytes FROM packets WHERE strap = ?1 AND epoch = ?2 AND n >= ?3 ORDER BY i LIMIT ?4",
        )?;
        let from = i64::try_from(from_n).unwrap_or(i64::MAX);
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let rows = query.query_map(params![key(stretch.strap), stretch.epoch, from, most], |row| {
            let world_us: i64 = row.get(0)?;
            Ok(BeatPacket { arrived: WorldTime(u64::try_from(world_us).unwrap_or(0)), bytes: row.get(1)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The server has every packet of this epoch below the watermark for good.
    pub fn acknowledged(&mut self, strap: StrapId, epoch: u32, watermark: u64) -> Result<(), OutboxError> {
        let watermark = i64::try_from(watermark).unwrap_or(i64::MAX);
        self.file
            .prepare_cached("DELETE FROM packets WHERE strap = ?1 AND epoch = ?2 AND n < ?3")?
            .execute(params![key(strap), epoch, watermark])?;
        Ok(())
    }

    /// The server lacks packets before these that it once had, as after a backup was put back: what waits goes on under a
    /// new epoch, so that it is taken.
    pub fn begin_anew(&mut self, stretch: &Stretch, wall_us: i64) -> Result<(), OutboxError> {
        let on = self.file.transaction()?;
        let epoch: i64 = on.query_row(
            "UPDATE straps SET epoch = MIN(MAX(epoch + 1, ?1), 4294967295) WHERE id = ?2 RETURNING epoch",
            params![wall_us / 1_000_000, key(stretch.strap)],
            |row| row.get(0),
        )?;
        let first: Option<i64> = on.query_row(
            "SELECT MIN(n) FROM packets WHERE strap = ?1 AND epoch = ?2",
            params![key(stretch.strap), stretch.epoch],
            |row| row.get(0),
        )?;
        on.execute(
            "UPDATE packets SET epoch = ?1, n = n - ?2 WHERE strap = ?3 AND epoch = ?4",
            params![epoch, first.unwrap_or(0), key(stretch.strap), stretch.epoch],
        )?;
        // Whatever is heard next follows none of these.
        on.execute("UPDATE straps SET last_i = NULL WHERE id = ?1", [key(stretch.strap)])?;
        on.commit()?;
        Ok(())
    }

    /// Another receiver brings the heart of that session: ours is let go, so that no beat stands twice.
    pub fn let_go(&mut self, stretch: &Stretch) -> Result<u64, OutboxError> {
        let on = self.file.transaction()?;
        let gone = on.execute(
            "DELETE FROM packets WHERE strap = ?1 AND session = ?2",
            params![key(stretch.strap), stretch.session.0.as_bytes()],
        )?;
        on.execute(
            "UPDATE straps SET last_i = NULL, let_go = let_go + ?1 WHERE id = ?2",
            params![gone as i64, key(stretch.strap)],
        )?;
        on.commit()?;
        Ok(gone as u64)
    }
}
