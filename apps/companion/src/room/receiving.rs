//! The strap that this tablet holds for the session that is watched.

use super::Room;
use crate::{
    device::now_us,
    strap::{
        Receiver, Standing,
        held::{self, Held, Listens, next_epoch},
    },
};
use link::{BeatBatch, HeartNow, StrapStatus, StreamId};
use session::{ClockMap, SessionId, StrapId, WorldTime};
use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};

/// How it is with a strap, for the screen.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StrapSeen {
    /// The strap held here.
    pub(crate) here: Standing,
    /// Its own name.
    pub(crate) name: Option<String>,
    /// Packets that are not durable at the server yet.
    pub(crate) waiting: usize,
    /// Whether a strap's packets reach the server from elsewhere.
    pub(crate) elsewhere: bool,
    /// Whether the heart's intervals are found by light, here or elsewhere.
    pub(crate) by_light: bool,
}

impl Default for StrapSeen {
    fn default() -> Self {
        Self { here: Standing::None, name: None, waiting: 0, elsewhere: false, by_light: false }
    }
}

/// The strap of a room.
pub(super) struct Receiving {
    session: SessionId,
    held: Held,
    receiver: Option<Receiver>,
}

impl Receiving {
    pub(super) fn new(session: SessionId) -> Self {
        Self { session, held: Held::new(), receiver: None }
    }

    pub(super) fn seen(&self, status: Option<&StrapStatus>, by_light: bool) -> StrapSeen {
        let own = self.receiver.as_ref().map(Receiver::strap);
        StrapSeen {
            here: self.held.standing.clone(),
            name: self.held.name(),
            waiting: self.receiver.as_ref().map_or(0, Receiver::waiting),
            elsewhere: status.is_some_and(|status| status.arriving && Some(status.strap) != own),
            by_light: self.holding().map_or(by_light, Receiver::by_light),
        }
    }

    pub(super) fn tick(&mut self, now: i64, room: &Weak<RefCell<Room>>) {
        held::tick(&mut self.held, now, room);
    }

    pub(super) fn next_batch(&mut self, clock: &ClockMap) -> Option<BeatBatch> {
        if self.held.standing == Standing::Taken {
            return None;
        }
        let receiver = self.receiver.as_mut()?;
        receiver.place(clock);
        receiver.next_batch()
    }

    /// What the server does not have and the storage neither: what came before the last time this was asked, or with `all` everything.
    pub(super) fn take_unkept(&mut self, clock: &ClockMap, all: bool) -> Vec<BeatBatch> {
        let Some(receiver) = &mut self.receiver else { return Vec::new() };
        receiver.place(clock);
        receiver.take_unkept(all)
    }

    /// Whether this page brings beats of its session by itself.
    pub(super) fn brings(&self) -> bool {
        self.receiver.is_some()
    }

    pub(super) fn heart(&self, at: WorldTime, now: i64) -> Option<HeartNow> {
        self.holding().map(|receiver| receiver.heart(at, now))
    }

    fn holding(&self) -> Option<&Receiver> {
        let holds = !matches!(self.held.standing, Standing::None | Standing::Unsupported | Standing::Taken);
        self.receiver.as_ref().filter(|_| holds)
    }

    pub(super) fn acknowledged(&mut self, stream: StreamId, watermark: u64) {
        if let Some(receiver) = &mut self.receiver {
            receiver.acknowledged(stream, watermark);
        }
    }

    pub(super) fn rewind(&mut self) {
        if let Some(receiver) = &mut self.receiver {
            receiver.rewind();
        }
    }

    pub(super) fn taken(&mut self) {
        self.held.standing = Standing::Taken;
    }
}

impl Listens for Room {
    fn held(&mut self) -> &mut Held {
        &mut self.receiving.held
    }

    fn chosen(&mut self, strap: StrapId) {
        let receiving = &mut self.receiving;
        let same = receiving.receiver.as_ref().is_some_and(|receiver| receiver.strap() == strap);
        if !same {
            let all = receiving.take_unkept(self.live.clock(), true);
            self.receiving.receiver = Some(Receiver::new(self.receiving.session, strap, next_epoch(strap)));
            self.keep(all);
        }
    }

    fn connected(&mut self) {
        if let Some(receiver) = &mut self.receiving.receiver
            && receiver.has_heard()
        {
            let epoch = next_epoch(receiver.strap());
            receiver.reconnected(epoch);
        }
    }

    fn packet(&mut self, bytes: Vec<u8>) {
        if let Some(receiver) = &mut self.receiving.receiver {
            receiver.packet(bytes, now_us(), self.live.clock());
        }
        if self.live.standing() == crate::live::Standing::Live {
            self.send_beats();
        }
        self.own_heart();
    }

    fn show(&mut self) {
        self.show_strap();
    }
}

impl Room {
    /// Lets the colleague choose a strap; call from a tap.
    pub(crate) fn choose_strap(room: &Rc<RefCell<Room>>) {
        // One holder a strap: letting it go twice would take it from the other.
        room.borrow().kept.borrow_mut().let_strap_go();
        held::choose(room);
    }

    /// Lets the strap go; what it sent is still delivered.
    pub(crate) fn let_strap_go(&mut self) {
        self.receiving.held.let_go();
        self.show_strap();
    }

    /// Once a second: what the server may not have is written down, if the client allows their heart to be kept.
    pub(super) fn keep_beats(&mut self, all: bool) {
        let consent = self.mirror.state.consent.heart;
        if consent.live || consent.keep {
            let batches = self.receiving.take_unkept(self.live.clock(), all);
            self.keep(batches);
        }
        self.kept.borrow_mut().leave(self.mirror.session, self.receiving.brings());
    }

    fn keep(&self, batches: Vec<BeatBatch>) {
        self.kept.borrow_mut().keep(batches.into_iter().map(|batch| (None, batch)));
    }
}
