//! Giving packets their place, and letting go of what is nobody's.

use super::{Outbox, OutboxError, key};
use link::{ARRIVAL_STEP_US, bridge::SessionWindow, place};
use rusqlite::{OptionalExtension, params};
use session::StrapId;

/// What no session was found for is kept this long after the server was first asked: a headset that was offline itself
/// delivers its sessions within that time.
const UNCLAIMED_US: i64 = 3 * 86_400_000_000;
/// Nothing is kept for longer than this: the server takes nothing older.
const OLDEST_US: i64 = 31 * 86_400_000_000;
/// So many packets get their place in one transaction.
const TOGETHER: usize = 4_096;

/// The last packet of a strap that got a place.
struct Last {
    i: i64,
    connection: i64,
    session: [u8; 16],
    n: i64,
}

type Unplaced = (i64, i64, i64);

impl Outbox {
    /// Gives a place to every packet of a strap of which these sessions tell one; how many got one.
    ///
    /// Beats that follow each other in one connection and one session get numbers that follow each other; anything between
    /// them, such as another session, begins a new epoch.
    pub fn place(
        &mut self,
        strap: StrapId,
        windows: &[SessionWindow],
        wall_us: i64,
    ) -> Result<u64, OutboxError> {
        let Some(from_us) = windows.iter().map(|window| window.from).min() else { return Ok(0) };
        let mut placed = 0;
        let mut after = -1_i64;
        loop {
            let on = self.file.transaction()?;
            let (mut epoch, mut last) = on
                .query_row(
                    "SELECT epoch, last_i, last_connection, last_session, last_n FROM straps WHERE id = ?1",
                    [key(strap)],
                    |row| {
                        let last = match row.get::<_, Option<i64>>(1)? {
                            Some(i) => Some(Last {
                                i,
                                connection: row.get(2)?,
                                session: row.get(3)?,
                                n: row.get(4)?,
                            }),
                            None => None,
                        };
                        Ok((row.get::<_, i64>(0)?, last))
                    },
                )
                .optional()?
                .unwrap_or((0, None));
            let batch: Vec<Unplaced> = {
                let mut query = on.prepare_cached(
                    "SELECT p.i, p.connection, p.steady_us + r.offset_us FROM packets p JOIN runs r ON r.run = p.run
                     WHERE p.strap = ?1 AND p.i > ?2 AND p.session IS NULL AND p.steady_us + r.offset_us >= ?3
                     ORDER BY p.i LIMIT ?4",
                )?;
                let rows = query.query_map(params![key(strap), after, from_us, TOGETHER as i64], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
                })?;
                rows.collect::<Result<_, _>>()?
            };
            let Some((newest, ..)) = batch.last() else { return Ok(placed) };
            after = *newest;
            for (i, connection, heard_us) in batch {
                let Some(place) = place(windows, heard_us) else { continue };
                let session = *place.session.0.as_bytes();
                let follows = last.as_ref().filter(|last| {
                    last.i + 1 == i && last.connection == connection && last.session == session
                });
                let n = match follows {
                    Some(last) => last.n + 1,
                    None => {
                        // Seconds since 1970, so that no epoch comes again when this file is lost.
                        epoch = (epoch + 1).max(wall_us / 1_000_000).min(i64::from(u32::MAX));
                        0
                    }
                };
                let heard = place.heard.0 - place.heard.0 % ARRIVAL_STEP_US;
                on.prepare_cached(
                    "UPDATE packets SET session = ?1, epoch = ?2, n = ?3, world_us = ?4 WHERE strap = ?5 AND i = ?6",
                )?
                .execute(params![session, epoch, n, i64::try_from(heard).unwrap_or(i64::MAX), key(strap), i])?;
                last = Some(Last { i, connection, session, n });
                placed += 1;
            }
            if let Some(last) = last {
                on.execute(
                    "UPDATE straps SET epoch = ?1, last_i = ?2, last_connection = ?3, last_session = ?4, last_n = ?5
                     WHERE id = ?6",
                    params![epoch, last.i, last.connection, last.session, last.n, key(strap)],
                )?;
            }
            on.commit()?;
        }
    }

    /// After the server was asked whose all this is: lets go of what nobody claimed for three days, and of what is too old.
    pub fn let_go_unclaimed(&mut self, wall_us: i64) -> Result<u64, OutboxError> {
        let on = self.file.transaction()?;
        on.execute("UPDATE packets SET asked_us = ?1 WHERE session IS NULL AND asked_us IS NULL", [wall_us])?;
        let unclaimed = on.execute(
            "DELETE FROM packets WHERE session IS NULL AND asked_us < ?1",
            [wall_us - UNCLAIMED_US],
        )?;
        let old = on.execute(
            "DELETE FROM packets WHERE steady_us + (SELECT offset_us FROM runs r WHERE r.run = packets.run) < ?1",
            [wall_us - OLDEST_US],
        )?;
        on.commit()?;
        Ok((unclaimed + old) as u64)
    }
}
