//! What this process appended to the journal and is not in the record yet: who reads it waits until it is.

use super::StoreError;
use session::SessionId;
use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, MutexGuard, PoisonError},
};
use tokio::sync::{Notify, watch};
use uuid::Uuid;

/// More than this waits for the sealer only when the record cannot be written: nothing more is taken then.
const BYTES_MAX: usize = 256 << 20;

pub(super) struct Waiting {
    /// By which this process is known in the journal.
    pub(super) writer: Uuid,
    rows: Mutex<Rows>,
    progress: watch::Sender<Progress>,
    /// Something was appended.
    pub(super) appended: Notify,
    /// Somebody waits for what was appended.
    pub(super) wanted: Notify,
}

#[derive(Default)]
struct Rows {
    /// Number and bytes of each row, oldest first.
    sizes: VecDeque<(i64, usize)>,
    bytes: usize,
    /// The last row that tells of a session.
    sessions: HashMap<SessionId, i64>,
    last: i64,
}

#[derive(Clone, Default)]
struct Progress {
    sealed: i64,
    failures: u64,
    failure: Option<StoreError>,
    ended: bool,
}

impl Waiting {
    pub(super) fn new() -> Self {
        Self {
            writer: Uuid::now_v7(),
            rows: Mutex::default(),
            progress: watch::Sender::new(Progress::default()),
            appended: Notify::new(),
            wanted: Notify::new(),
        }
    }

    fn rows(&self) -> MutexGuard<'_, Rows> {
        self.rows.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether more can be appended.
    pub(super) fn has_room(&self) -> bool {
        self.rows().bytes < BYTES_MAX
    }

    /// A row was appended that tells of these sessions; gives the bytes that wait.
    pub(super) fn append(&self, n: i64, bytes: usize, sessions: impl Iterator<Item = SessionId>) -> usize {
        let mut rows = self.rows();
        rows.sizes.push_back((n, bytes));
        rows.bytes += bytes;
        rows.last = n;
        rows.sessions.extend(sessions.map(|session| (session, n)));
        rows.bytes
    }

    /// Everything up to this row is in the record.
    pub(super) fn sealed(&self, through: i64) {
        let mut rows = self.rows();
        while let Some((n, bytes)) = rows.sizes.front().copied()
            && n <= through
        {
            rows.sizes.pop_front();
            rows.bytes -= bytes;
        }
        rows.sessions.retain(|_, n| *n > through);
        metrics::gauge!("luwte_journal_waiting_bytes").set(rows.bytes as f64);
        drop(rows);
        self.progress.send_modify(|progress| {
            progress.sealed = through.max(progress.sealed);
            progress.failure = None;
        });
    }

    /// The record refused; whoever waits hears it.
    pub(super) fn failed(&self, error: &StoreError) {
        self.progress.send_modify(|progress| {
            progress.failures += 1;
            progress.failure = Some(error.clone());
        });
    }

    /// Nobody seals any more.
    pub(super) fn ended(&self) {
        self.progress.send_modify(|progress| progress.ended = true);
    }

    /// Up to where it is in the record.
    pub(super) fn through(&self) -> i64 {
        self.progress.borrow().sealed
    }

    /// Why the record could not be written when that was last tried.
    pub(super) fn failure(&self) -> Option<StoreError> {
        self.progress.borrow().failure.clone()
    }

    /// Whether anything waits.
    pub(super) fn is_behind(&self) -> bool {
        !self.rows().sizes.is_empty()
    }

    /// The last row that tells of a session.
    pub(super) fn last_of(&self, session: SessionId) -> Option<i64> {
        self.rows().sessions.get(&session).copied()
    }

    /// The last row.
    pub(super) fn last(&self) -> i64 {
        self.rows().last
    }

    /// Waits until everything up to this row is in the record.
    pub(super) async fn until(&self, n: i64) -> Result<(), StoreError> {
        let mut progress = self.progress.subscribe();
        let failures = progress.borrow().failures;
        loop {
            {
                let now = progress.borrow_and_update();
                match &now.failure {
                    _ if now.sealed >= n => return Ok(()),
                    Some(error) if now.failures > failures => return Err(error.clone()),
                    _ if now.ended => return Err(StoreError::Closed),
                    _ => {}
                }
            }
            self.wanted.notify_one();
            if progress.changed().await.is_err() {
                return Err(StoreError::Closed);
            }
        }
    }
}
