//! What the tasks of the service share: the outbox, what the server last said, and how it is with everything.

use crate::{
    clock,
    identity::Identity,
    outbox::{Outbox, OutboxError},
    server::Server,
    status::View,
};
use link::bridge::{SessionWindow, StrapWork};
use session::StrapId;
use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
};
use tokio::sync::watch;

/// Shared by every task.
pub struct Shared {
    /// Who this bridge is.
    pub identity: Identity,
    /// Its server.
    pub server: Server,
    outbox: Mutex<Outbox>,
    work: Mutex<Vec<StrapWork>>,
    view: Mutex<View>,
    /// Packets that a full disk did not take yet.
    unkept: Mutex<VecDeque<Packet>>,
    news: watch::Sender<u64>,
}

struct Packet {
    strap: StrapId,
    connection: i64,
    steady_us: i64,
    bytes: Vec<u8>,
}

/// So many packets a full disk may leave in memory: more than an hour of several straps.
const UNKEPT_MAX: usize = 20_000;

impl Shared {
    /// Around an open outbox.
    pub fn new(identity: Identity, server: Server, outbox: Outbox, view: View) -> Self {
        Self {
            identity,
            server,
            outbox: Mutex::new(outbox),
            work: Mutex::default(),
            view: Mutex::new(view),
            unkept: Mutex::default(),
            news: watch::Sender::new(0),
        }
    }

    /// The outbox. A commit takes milliseconds, and nothing on this thread is more urgent.
    pub fn outbox(&self) -> MutexGuard<'_, Outbox> {
        self.outbox.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How it is with everything.
    pub fn view(&self) -> MutexGuard<'_, View> {
        self.view.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells when something waits that did not wait before.
    pub fn news(&self) -> watch::Receiver<u64> {
        self.news.subscribe()
    }

    /// A strap sent a packet: kept, given its place where that is known, and told to whoever delivers.
    pub fn heard(&self, strap: StrapId, connection: i64, bytes: Vec<u8>) {
        self.view().heard(strap, clock::wall_us());
        let mut unkept = self.unkept.lock().unwrap_or_else(PoisonError::into_inner);
        if unkept.len() < UNKEPT_MAX {
            unkept.push_back(Packet { strap, connection, steady_us: clock::steady_us(), bytes });
        }
        while let Some(packet) = unkept.front() {
            let Packet { strap, connection, steady_us, bytes } = packet;
            if let Err(error) = self.outbox().keep(*strap, *connection, *steady_us, bytes) {
                tracing::error!(%error, waiting = unkept.len(), "a packet could not be written down; it waits in memory");
                return;
            }
            unkept.pop_front();
        }
        drop(unkept);
        if let Err(error) = self.place(strap) {
            tracing::error!(%error, "packets could not be given their place");
        }
    }

    /// Whether packets wait in memory because the disk does not take them.
    pub fn is_behind(&self) -> bool {
        !self.unkept.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// What the server said: which straps there are, and where their beats go.
    pub fn learn(&self, work: Vec<StrapWork>) -> Result<(), OutboxError> {
        self.outbox().learn(&work)?;
        *self.work.lock().unwrap_or_else(PoisonError::into_inner) = work;
        let straps: Vec<_> = self.outbox().straps()?.into_iter().map(|known| known.id).collect();
        straps.into_iter().try_for_each(|strap| self.place(strap))
    }

    /// Gives packets of a strap the places that are known by now.
    fn place(&self, strap: StrapId) -> Result<(), OutboxError> {
        let windows = self.windows(strap);
        if self.outbox().place(strap, &windows, clock::wall_us())? > 0 {
            self.news.send_modify(|news| *news += 1);
        }
        Ok(())
    }

    fn windows(&self, strap: StrapId) -> Vec<SessionWindow> {
        let work = self.work.lock().unwrap_or_else(PoisonError::into_inner);
        work.iter().find(|known| known.id == strap).map_or(Vec::new(), |known| known.sessions.clone())
    }
}
