//! The closer: makes chunks of the pieces that lie in the record, ten minutes at a time, and of what is left when a
//! session has fallen silent. Each piece is read once and written once: a session without an end costs no more.

use super::{beats, poses};
use crate::store::{
    Database, StoreError, beats as beat_pieces,
    database::{Transaction, execute, fetch_all, fetch_all_within},
    keys::{Fresh, Keys, Place, Seal},
    poses as pose_pieces,
};
use link::{BeatPacket, Pose};
use sqlx::AssertSqlSafe;
use std::time::Duration;
use tokio::sync::watch;
use uuid::Uuid;

/// How often it looks.
const EVERY: Duration = Duration::from_secs(30);
/// A chunk holds so much at least, µs: over ten minutes a beat takes a tenth less than over five.
const SPAN_US: u64 = 600_000_000;
/// And so many beats, or poses: fewer compress worse than they would as they are.
const ROWS_MIN: usize = 300;
/// A stream without a new row for this long has an end, µs.
const QUIET_US: i64 = 120_000_000;
/// So many pieces are looked at together: a late delivery may bring hours at once.
const PIECES_MAX: i64 = 2_048;

/// What becomes chunks.
trait Kept: Clone + PartialEq {
    const TABLE: &'static str;
    const BYTES: &'static str;
    /// Columns that name the stream and the first number, for a select.
    const STREAM: &'static str;
    fn read(bytes: &[u8]) -> Option<Vec<Self>>;
    fn piece(rows: &[Self]) -> Vec<u8>;
    fn chunk(rows: &[Self]) -> Option<Vec<u8>>;
    fn at_us(&self) -> u64;
    /// How many beats or poses it counts for.
    fn counts(&self) -> usize;
    /// Where a piece stands that begins with this number.
    fn place<R>(session: Uuid, stream: (Uuid, i64), first: i64, then: impl FnOnce(Place<'_>) -> R) -> R;
    /// Whether a piece that begins with this number continues one that began with `first` and has `many` rows.
    fn continues(first: i64, many: usize, next: i64) -> bool;
}

impl Kept for BeatPacket {
    const TABLE: &'static str = "beats";
    const BYTES: &'static str = "packets";
    const STREAM: &'static str = "strap, receiver_epoch, first_n";

    fn read(bytes: &[u8]) -> Option<Vec<Self>> {
        beat_pieces::from_bytes(bytes)
    }

    fn piece(rows: &[Self]) -> Vec<u8> {
        beat_pieces::to_bytes(rows)
    }

    fn chunk(rows: &[Self]) -> Option<Vec<u8>> {
        beats::write(rows)
    }

    fn at_us(&self) -> u64 {
        self.arrived.0
    }

    /// A packet without intervals stands for about one beat too.
    fn counts(&self) -> usize {
        hrv::Packet::parse(&self.bytes).map_or(1, |packet| packet.rr_ticks().len().max(1))
    }

    fn place<R>(
        session: Uuid,
        (strap, epoch): (Uuid, i64),
        first: i64,
        then: impl FnOnce(Place<'_>) -> R,
    ) -> R {
        then(beat_pieces::beats_place(session, &beat_pieces::row_of(strap, epoch, first)))
    }

    fn continues(first: i64, many: usize, next: i64) -> bool {
        i64::try_from(many).is_ok_and(|many| first.saturating_add(many) == next)
    }
}

impl Kept for Pose {
    const TABLE: &'static str = "poses";
    const BYTES: &'static str = "poses";
    const STREAM: &'static str = "session, CAST(0 AS BIGINT), CAST(0 AS BIGINT)";

    fn read(bytes: &[u8]) -> Option<Vec<Self>> {
        pose_pieces::from_bytes(bytes)
    }

    fn piece(rows: &[Self]) -> Vec<u8> {
        pose_pieces::to_bytes(rows)
    }

    fn chunk(rows: &[Self]) -> Option<Vec<u8>> {
        poses::write(rows)
    }

    fn at_us(&self) -> u64 {
        self.at().0
    }

    fn counts(&self) -> usize {
        1
    }

    fn place<R>(session: Uuid, _: (Uuid, i64), _: i64, then: impl FnOnce(Place<'_>) -> R) -> R {
        then(pose_pieces::poses_place(session))
    }

    fn continues(_: i64, _: usize, _: i64) -> bool {
        true
    }
}

/// Closes what is due, every half minute, until `ending` says that the store closes.
pub(in crate::store) async fn run(database: Database, keys: Keys, mut ending: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = ending.wait_for(|ended| *ended) => return,
        }
        let ended = || *ending.borrow();
        if let Err(error) = sweep(&database, &keys, crate::clock::wall_us(), ended).await {
            let cause = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
            tracing::error!(%error, cause, "pieces of the record could not be closed; they stay as they are");
        }
    }
}

/// Closes everything that is due at this moment, µs since 1970, until `ended` says that the store closes: the next look
/// finds what is left.
pub(in crate::store) async fn sweep(
    database: &Database,
    keys: &Keys,
    now_us: i64,
    ended: impl Fn() -> bool,
) -> Result<(), StoreError> {
    of::<BeatPacket>(database, keys, now_us, &ended).await?;
    of::<Pose>(database, keys, now_us, &ended).await
}

type Due = (Uuid, i64);

async fn of<K: Kept>(
    database: &Database,
    keys: &Keys,
    now_us: i64,
    ended: impl Fn() -> bool,
) -> Result<(), StoreError> {
    let quiet_us = now_us.saturating_sub(QUIET_US);
    let due = format!(
        "SELECT session, MAX(through_us) FROM {} WHERE closed = 0 GROUP BY session
         HAVING MAX(through_us) <= $1 OR MAX(through_us) - MIN(arrived_us) >= $2 OR COUNT(*) >= $3
         ORDER BY session",
        K::TABLE
    );
    let span_us = i64::try_from(SPAN_US).unwrap_or(i64::MAX);
    let sessions: Vec<Due> =
        fetch_all!(database, Due, AssertSqlSafe(due), quiet_us, span_us, PIECES_MAX / 2)?;
    for (session, through_us) in sessions {
        let mut more = true;
        while more && !ended() {
            more = match session_closed::<K>(database, keys, session, through_us <= quiet_us).await {
                // What cannot be read stays as it is, and keeps no other session back.
                Err(error @ StoreError::Unreadable { .. }) => {
                    tracing::error!(%error, %session, table = K::TABLE, "pieces of a session could not be closed");
                    false
                }
                more => more?,
            };
        }
    }
    Ok(())
}

/// Rows of one stream that follow each other.
struct Stretch<K> {
    arrived_us: i64,
    /// `arrived_us` of its last piece.
    last_us: i64,
    through_us: i64,
    stream: (Uuid, i64),
    first: i64,
    rows: Vec<K>,
}

type Piece = (i64, i64, Uuid, i64, i64, Vec<u8>);

impl<K: Kept> Stretch<K> {
    fn of(
        (session, seal): (Uuid, &Seal),
        (arrived_us, through_us, strap, epoch, first, bytes): Piece,
    ) -> Result<Self, StoreError> {
        let bytes = K::place(session, (strap, epoch), first, |place| seal.open_bytes(place, bytes))?;
        let rows = K::read(&bytes).ok_or(StoreError::Unreadable { what: "piece of the record" })?;
        Ok(Self { arrived_us, last_us: arrived_us, through_us, stream: (strap, epoch), first, rows })
    }

    fn takes(&self, next: &Self) -> bool {
        self.stream == next.stream && K::continues(self.first, self.rows.len(), next.first)
    }

    fn take(&mut self, next: Self) {
        self.last_us = next.last_us;
        self.through_us = self.through_us.max(next.through_us);
        self.rows.extend(next.rows);
    }

    fn counts(&self) -> usize {
        self.rows.iter().map(Kept::counts).sum()
    }

    fn is_whole(&self) -> bool {
        let times = || self.rows.iter().map(Kept::at_us);
        let span_us = times().max().unwrap_or(0).saturating_sub(times().min().unwrap_or(0));
        span_us >= SPAN_US && self.counts() >= ROWS_MIN
    }
}

/// Closes what can be closed of a session; whether there may be more.
async fn session_closed<K: Kept>(
    database: &Database,
    keys: &Keys,
    session: Uuid,
    is_quiet: bool,
) -> Result<bool, StoreError> {
    let mut on = database.begin_sealing().await?;
    let mut fresh = Fresh::default();
    let seal = keys.session_within(&mut on, session, &mut fresh).await?;
    let own = (session, &seal);
    let open = format!(
        "SELECT arrived_us, through_us, {}, {} FROM {} WHERE session = $1 AND closed = 0
         ORDER BY arrived_us LIMIT $2",
        K::STREAM,
        K::BYTES,
        K::TABLE
    );
    let pieces: Vec<Piece> = fetch_all_within!(&mut on, Piece, AssertSqlSafe(open), session, PIECES_MAX)?;
    let is_all = pieces.len() < usize::try_from(PIECES_MAX).unwrap_or(usize::MAX);
    let (mut closed, mut stretch) = (0, None::<Stretch<K>>);
    for piece in pieces {
        let next = Stretch::of(own, piece)?;
        let done = match &mut stretch {
            Some(whole) if whole.is_whole() || !whole.takes(&next) => stretch.replace(next),
            Some(open) => {
                open.take(next);
                None
            }
            None => {
                stretch = Some(next);
                None
            }
        };
        if let Some(done) = done {
            close(&mut on, own, done).await?;
            closed += 1;
        }
    }
    // The last one waits for more, unless none comes, or so many pieces have not made it whole.
    let ends = if is_all { is_quiet } else { closed == 0 };
    if let Some(last) = stretch.filter(|last| last.is_whole() || ends) {
        close(&mut on, own, last).await?;
        closed += 1;
    }
    on.commit().await?;
    keys.learn(fresh);
    Ok(closed > 0 && !is_all)
}

/// One row in place of the pieces of a stretch. A short one goes to the chunk before it.
async fn close<K: Kept>(
    on: &mut Transaction,
    (session, seal): (Uuid, &Seal),
    mut stretch: Stretch<K>,
) -> Result<(), StoreError> {
    if stretch.counts() < ROWS_MIN {
        let before = format!(
            "SELECT arrived_us, through_us, {}, {} FROM {} WHERE session = $1 AND closed = 1 AND arrived_us < $2
             ORDER BY arrived_us DESC LIMIT 1",
            K::STREAM,
            K::BYTES,
            K::TABLE
        );
        let found: Vec<Piece> =
            fetch_all_within!(&mut *on, Piece, AssertSqlSafe(before), session, stretch.arrived_us)?;
        if let Some(before) = found.into_iter().next() {
            let mut before = Stretch::of((session, seal), before)?;
            // A chunk that has grown so much already is left alone, or many short visits would rewrite it each time.
            if before.takes(&stretch) && before.rows.len() < 4 * ROWS_MIN {
                before.take(stretch);
                stretch = before;
            }
        }
    }
    let (piece, chunk) = (K::piece(&stretch.rows), K::chunk(&stretch.rows));
    // What is read back must be what went in, whatever a library does.
    let chunk = chunk.filter(|chunk| K::read(chunk).as_ref() == Some(&stretch.rows));
    if chunk.is_none() && !stretch.rows.is_empty() {
        tracing::error!("a stretch of the record could not be compressed; it is kept as it is");
    }
    let bytes = chunk.filter(|chunk| chunk.len() < piece.len()).unwrap_or(piece);
    let bytes = K::place(session, stretch.stream, stretch.first, |place| seal.bytes(place, bytes))?;
    // Open pieces only: a clock that was put back lets pieces arrive from before a chunk until after it.
    let delete = format!(
        "DELETE FROM {} WHERE session = $1 AND arrived_us > $2 AND arrived_us <= $3 AND closed = 0",
        K::TABLE
    );
    execute!(&mut *on, AssertSqlSafe(delete), session, stretch.arrived_us, stretch.last_us)?;
    let update = format!(
        "UPDATE {} SET through_us = $1, closed = 1, {} = $2 WHERE session = $3 AND arrived_us = $4",
        K::TABLE,
        K::BYTES
    );
    execute!(on, AssertSqlSafe(update), stretch.through_us, bytes.as_slice(), session, stretch.arrived_us)?;
    Ok(())
}
