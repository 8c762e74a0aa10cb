//! Holding a strap over the browser's Bluetooth: choosing it, following it, and coming back to it when it was out of reach.

use super::Standing;
use crate::device::now_us;
use leptos::task::spawn_local;
use screen::{
    recall, remember,
    strap::{self as bluetooth, ATTEMPTS_MAX, Device, Failure, Heard, SILENT_US, again_after_us},
};
use session::StrapId;
use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};

/// Who listens to a strap.
pub(crate) trait Listens: Sized + 'static {
    /// The strap's standing here.
    fn held(&mut self) -> &mut Held;
    /// This strap was chosen.
    fn chosen(&mut self, strap: StrapId);
    /// It is connected: the beats to come do not follow the ones before.
    fn connected(&mut self);
    /// A notification came.
    fn packet(&mut self, bytes: Vec<u8>);
    /// Something changed that a person can see.
    fn show(&mut self);
}

/// A strap that is held here, or not.
pub(crate) struct Held {
    /// How it is with it.
    pub(crate) standing: Standing,
    device: Option<Device>,
    attempts: usize,
    again_us: Option<i64>,
    last_us: Option<i64>,
}

impl Held {
    /// None yet.
    pub(crate) fn new() -> Self {
        let standing = if bluetooth::supported() { Standing::None } else { Standing::Unsupported };
        Self { standing, device: None, attempts: 0, again_us: None, last_us: None }
    }

    /// The name that the strap gives itself.
    pub(crate) fn name(&self) -> Option<String> {
        self.device.as_ref().and_then(Device::name)
    }

    /// Lets it go.
    pub(crate) fn let_go(&mut self) {
        self.device = None;
        self.again_us = None;
        self.standing = Standing::None;
    }

    fn out_of_reach(&mut self) {
        if self.device.is_none() || self.standing == Standing::Taken {
            return;
        }
        if self.last_us.is_none() && self.attempts >= ATTEMPTS_MAX {
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

/// Lets the colleague choose a strap; call from a tap.
pub(crate) fn choose<T: Listens>(listener: &Rc<RefCell<T>>) {
    let weak = Rc::downgrade(listener);
    {
        let mut listener = listener.borrow_mut();
        listener.held().standing = Standing::Choosing;
        listener.show();
    }
    let told = Weak::clone(&weak);
    let tell = Rc::new(move |heard| {
        if let Some(listener) = told.upgrade() {
            hear(&mut *listener.borrow_mut(), heard);
        }
    });
    spawn_local(async move {
        let outcome = Device::choose(tell).await;
        let Some(listener) = weak.upgrade() else { return };
        let mut listener = listener.borrow_mut();
        match outcome {
            Ok(device) => {
                listener.chosen(remembered_strap(&device.id()));
                let held = listener.held();
                (held.device, held.attempts, held.last_us) = (Some(device), 0, None);
                connect(held, &weak);
            }
            Err(Failure::NothingChosen) => listener.held().standing = Standing::None,
            Err(Failure::Unsupported) => listener.held().standing = Standing::Unsupported,
            Err(Failure::Unreachable) => listener.held().standing = Standing::Failed,
        }
        listener.show();
    });
}

/// Lets time pass: looks for a strap that was out of reach, and notices one that says nothing.
pub(crate) fn tick<T: Listens>(held: &mut Held, now: i64, listener: &Weak<RefCell<T>>) {
    if held.again_us.is_some_and(|at| now >= at) {
        held.again_us = None;
        connect(held, listener);
    }
    if matches!(held.standing, Standing::Receiving | Standing::Silent) {
        let silent = held.last_us.is_some_and(|last_us| now.saturating_sub(last_us) > SILENT_US);
        held.standing = if silent { Standing::Silent } else { Standing::Receiving };
    }
}

fn hear<T: Listens>(listener: &mut T, heard: Heard) {
    match heard {
        Heard::Packet(bytes) => {
            let held = listener.held();
            held.last_us = Some(now_us());
            if held.standing == Standing::Silent {
                held.standing = Standing::Receiving;
            }
            listener.packet(bytes);
        }
        Heard::Disconnected => listener.held().out_of_reach(),
    }
    listener.show();
}

fn connect<T: Listens>(held: &mut Held, listener: &Weak<RefCell<T>>) {
    let Some(device) = &held.device else { return };
    held.standing = if held.attempts == 0 { Standing::Connecting } else { Standing::Reconnecting };
    let connector = device.connector();
    let listener = Weak::clone(listener);
    spawn_local(async move {
        let outcome = connector.connect().await;
        let Some(listener) = listener.upgrade() else { return };
        let mut listener = listener.borrow_mut();
        let held = listener.held();
        match (outcome, &mut held.device) {
            (Ok(connection), Some(device)) => {
                device.connected(connection);
                held.attempts = 0;
                held.standing = Standing::Receiving;
                listener.connected();
            }
            (Err(_), Some(_)) => held.out_of_reach(),
            (_, None) => {}
        }
        listener.show();
    });
}

/// The id under which this tablet knows this strap, the same at every connection.
fn remembered_strap(device: &str) -> StrapId {
    let name = format!("strap.{device}");
    recall(&name).and_then(|id| id.parse().ok()).unwrap_or_else(|| {
        let fresh = StrapId(screen::fresh_id());
        remember(&name, &fresh.to_string());
        fresh
    })
}

/// The next number for a connection to this strap; never one that was used before, also after the page was closed.
pub(crate) fn next_epoch(strap: StrapId) -> u32 {
    let name = format!("strap-epoch.{strap}");
    let last: Option<u32> = recall(&name).and_then(|text| text.parse().ok());
    let next = last.map_or(0, |last| last.saturating_add(1));
    remember(&name, &next.to_string());
    next
}
