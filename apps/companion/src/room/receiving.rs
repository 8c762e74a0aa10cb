//! The strap that this tablet holds: choosing it, following it, and coming back to it when it was out of reach.

use super::Room;
use crate::{
    device::{fresh_id, now_us},
    strap::{Receiver, Standing},
};
use leptos::task::spawn_local;
use link::{BeatBatch, HeartNow, StrapStatus, StreamId};
use screen::{
    recall, remember,
    strap::{self as bluetooth, ATTEMPTS_MAX, Device, Failure, Heard, SILENT_US, again_after_us},
};
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
}

impl Default for StrapSeen {
    fn default() -> Self {
        Self { here: Standing::None, name: None, waiting: 0, elsewhere: false }
    }
}

/// The strap of a room.
pub(super) struct Receiving {
    session: SessionId,
    standing: Standing,
    device: Option<Device>,
    receiver: Option<Receiver>,
    attempts: usize,
    again_us: Option<i64>,
}

impl Receiving {
    pub(super) fn new(session: SessionId) -> Self {
        let standing = if bluetooth::supported() { Standing::None } else { Standing::Unsupported };
        Self { session, standing, device: None, receiver: None, attempts: 0, again_us: None }
    }

    pub(super) fn seen(&self, status: Option<&StrapStatus>) -> StrapSeen {
        let own = self.receiver.as_ref().map(Receiver::strap);
        StrapSeen {
            here: self.standing.clone(),
            name: self.device.as_ref().and_then(Device::name),
            waiting: self.receiver.as_ref().map_or(0, Receiver::waiting),
            elsewhere: status.is_some_and(|status| status.arriving && Some(status.strap) != own),
        }
    }

    pub(super) fn tick(&mut self, now: i64, room: &Weak<RefCell<Room>>) {
        if self.again_us.is_some_and(|at| now >= at) {
            self.again_us = None;
            self.connect(room);
        }
        if matches!(self.standing, Standing::Receiving | Standing::Silent) {
            let silent_us = self.receiver.as_ref().and_then(|receiver| receiver.silent_for_us(now));
            let silent = silent_us.is_some_and(|us| us > SILENT_US);
            self.standing = if silent { Standing::Silent } else { Standing::Receiving };
        }
    }

    pub(super) fn next_batch(&mut self, clock: &ClockMap) -> Option<BeatBatch> {
        if self.standing == Standing::Taken {
            return None;
        }
        let receiver = self.receiver.as_mut()?;
        receiver.place(clock);
        receiver.next_batch()
    }

    pub(super) fn heart(&self, at: WorldTime, now: i64) -> Option<HeartNow> {
        let holds = !matches!(self.standing, Standing::None | Standing::Unsupported | Standing::Taken);
        self.receiver.as_ref().filter(|_| holds).map(|receiver| receiver.heart(at, now))
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
        self.standing = Standing::Taken;
    }

    fn chosen(&mut self, device: Device, room: &Weak<RefCell<Room>>) {
        let strap = remembered_strap(&device.id());
        let same = self.receiver.as_ref().is_some_and(|receiver| receiver.strap() == strap);
        if !same {
            self.receiver = Some(Receiver::new(self.session, strap, next_epoch(strap)));
        }
        self.device = Some(device);
        self.attempts = 0;
        self.connect(room);
    }

    fn connect(&mut self, room: &Weak<RefCell<Room>>) {
        let Some(device) = &self.device else { return };
        self.standing = if self.attempts == 0 { Standing::Connecting } else { Standing::Reconnecting };
        let connector = device.connector();
        let room = Weak::clone(room);
        spawn_local(async move {
            let outcome = connector.connect().await;
            let Some(room) = room.upgrade() else { return };
            let receiving = &mut room.borrow_mut().receiving;
            match (outcome, &mut receiving.device) {
                (Ok(connection), Some(device)) => {
                    device.connected(connection);
                    receiving.begin_epoch();
                }
                (Err(_), Some(_)) => receiving.out_of_reach(),
                (_, None) => {}
            }
        });
    }

    fn begin_epoch(&mut self) {
        self.attempts = 0;
        self.standing = Standing::Receiving;
        if let Some(receiver) = &mut self.receiver
            && receiver.has_heard()
        {
            let epoch = next_epoch(receiver.strap());
            receiver.reconnected(epoch);
        }
    }

    fn out_of_reach(&mut self) {
        if self.device.is_none() || self.standing == Standing::Taken {
            return;
        }
        let first = self.receiver.as_ref().is_none_or(|receiver| !receiver.has_heard());
        if first && self.attempts >= ATTEMPTS_MAX {
            // It never answered: more attempts would only pretend.
            self.standing = Standing::Failed;
            self.device = None;
            return;
        }
        let wait_us = again_after_us(self.attempts);
        self.attempts += 1;
        self.standing = Standing::Reconnecting;
        self.again_us = Some(now_us() + wait_us);
    }
}

impl Room {
    /// Lets the colleague choose a strap; call from a tap.
    pub(crate) fn choose_strap(room: &Rc<RefCell<Room>>) {
        let weak = Rc::downgrade(room);
        room.borrow_mut().receiving.standing = Standing::Choosing;
        room.borrow().show_strap();
        let told = Weak::clone(&weak);
        let tell = Rc::new(move |heard| {
            if let Some(room) = told.upgrade() {
                room.borrow_mut().strap_heard(heard);
            }
        });
        spawn_local(async move {
            let outcome = Device::choose(tell).await;
            let Some(room) = weak.upgrade() else { return };
            let mut room = room.borrow_mut();
            match outcome {
                Ok(device) => room.receiving.chosen(device, &weak),
                Err(Failure::NothingChosen) => room.receiving.standing = Standing::None,
                Err(Failure::Unsupported) => room.receiving.standing = Standing::Unsupported,
                Err(Failure::Unreachable) => room.receiving.standing = Standing::Failed,
            }
            room.show_strap();
        });
    }

    /// Lets the strap go; what it sent is still delivered.
    pub(crate) fn let_strap_go(&mut self) {
        self.receiving.device = None;
        self.receiving.again_us = None;
        self.receiving.standing = Standing::None;
        self.show_strap();
    }

    fn strap_heard(&mut self, heard: Heard) {
        match heard {
            Heard::Packet(bytes) => {
                if let Some(receiver) = &mut self.receiving.receiver {
                    receiver.packet(bytes, now_us(), self.live.clock());
                }
                self.receiving.tick(now_us(), &Weak::new());
                if self.live.standing() == crate::live::Standing::Live {
                    self.send_beats();
                }
                self.own_heart();
            }
            Heard::Disconnected => self.receiving.out_of_reach(),
        }
        self.show_strap();
    }
}

/// The id under which this tablet knows this strap, the same at every connection.
fn remembered_strap(device: &str) -> StrapId {
    let name = format!("strap.{device}");
    recall(&name).and_then(|id| id.parse().ok()).unwrap_or_else(|| {
        let fresh = StrapId(fresh_id());
        remember(&name, &fresh.to_string());
        fresh
    })
}

/// The next number for a connection to this strap; never one that was used before, also after the page was closed.
fn next_epoch(strap: StrapId) -> u32 {
    let name = format!("strap-epoch.{strap}");
    let last: Option<u32> = recall(&name).and_then(|text| text.parse().ok());
    let next = last.map_or(0, |last| last.saturating_add(1));
    remember(&name, &next.to_string());
    next
}
