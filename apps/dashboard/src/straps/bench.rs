//! All straps of this browser: time passing, packets coming in, beats going out, and straps that come back.

use super::{
    Seen, Standing,
    held::{Held, SILENT_MS},
};
use leptos::{prelude::*, task::spawn_local};
use link::api::Problem;
use screen::{
    Failure, post, post_empty,
    strap::{ATTEMPTS_MAX, Device, Heard, again_after_us},
    wall_now,
};
use serde::Deserialize;
use session::SessionId;
use std::{cell::RefCell, rc::Rc, time::Duration};

/// A strap and what it needs.
pub(super) struct Strap {
    pub(super) id: u32,
    pub(super) device: Option<Device>,
    pub(super) name: Option<String>,
    pub(super) whom: String,
    pub(super) session: SessionId,
    pub(super) recording: bool,
    pub(super) standing: Standing,
    pub(super) held: Held,
    pub(super) attempts: usize,
    pub(super) heard: bool,
    pub(super) again_ms: Option<i64>,
    pub(super) sending: bool,
    pub(super) offline: bool,
    /// The server will not take what waits.
    pub(super) hopeless: bool,
    pub(super) offset_ms: i64,
}

impl Strap {
    /// The server will not have its beats.
    fn refused(&mut self, standing: Standing) {
        if standing == Standing::Over {
            self.device = None;
        }
        if self.standing == Standing::Leaving {
            self.hopeless = true;
        } else {
            self.standing = standing;
        }
    }
}

/// All straps of this browser.
pub(super) struct Bench {
    pub(super) straps: RefCell<Vec<Strap>>,
    pub(super) seen: ArcRwSignal<Vec<Seen>>,
    pub(super) next_id: RefCell<u32>,
    pub(super) started: RefCell<bool>,
}

thread_local! {
    static BENCH: Rc<Bench> = Rc::new(Bench {
        straps: RefCell::default(),
        seen: ArcRwSignal::new(Vec::new()),
        next_id: RefCell::new(0),
        started: RefCell::new(false),
    });
}

#[derive(Deserialize)]
struct Received {
    now_ms: i64,
}

/// Time passes this often.
const TICK: Duration = Duration::from_secs(1);
pub(super) fn bench() -> Rc<Bench> {
    BENCH.with(Rc::clone)
}

fn now_ms() -> i64 {
    wall_now() / 1_000
}

/// A number for a connection that none had before: the seconds since 1970.
pub(super) fn epoch() -> u32 {
    u32::try_from(wall_now() / 1_000_000).unwrap_or(u32::MAX)
}

fn page_is_hidden() -> bool {
    document().visibility_state() != web_sys::VisibilityState::Visible
}

impl Bench {
    /// Time begins to pass, once.
    pub(super) fn start(self: &Rc<Self>) {
        if self.started.replace(true) {
            return;
        }
        // They live as long as the tab.
        let ticking = Rc::clone(self);
        let _ticks = set_interval_with_handle(move || ticking.tick(), TICK);
        let told = Rc::clone(self);
        let _listening = window_event_listener_untyped("visibilitychange", move |_| {
            for strap in told.straps.borrow_mut().iter_mut() {
                strap.held.page_hidden(page_is_hidden());
            }
            told.tick();
        });
    }

    pub(super) fn heard(self: &Rc<Self>, id: u32, heard: Heard) {
        let mut lost = false;
        if let Some(strap) = self.straps.borrow_mut().iter_mut().find(|strap| strap.id == id) {
            match heard {
                Heard::Packet(bytes) => {
                    strap.heard = true;
                    strap.attempts = 0;
                    strap.held.packet(&bytes, now_ms(), strap.offset_ms, page_is_hidden());
                    if matches!(
                        strap.standing,
                        Standing::Connecting | Standing::Silent | Standing::Reconnecting
                    ) {
                        strap.standing = Standing::Receiving;
                    }
                }
                Heard::Disconnected => {
                    strap.held.lost();
                    lost = true;
                }
            }
        }
        if lost {
            self.out_of_reach(id);
        }
        // In a background tab timers sleep and packets still come: they carry themselves.
        let bench = Rc::clone(self);
        spawn_local(async move { bench.send(id).await });
        self.show();
    }

    fn tick(self: &Rc<Self>) {
        let now = now_ms();
        let mut due = Vec::new();
        for strap in self.straps.borrow_mut().iter_mut() {
            if strap.again_ms.is_some_and(|at| now >= at) {
                strap.again_ms = None;
                due.push(strap.id);
            }
            let silent = strap.held.last_ms.is_some_and(|last| now.saturating_sub(last) > SILENT_MS);
            if silent && strap.standing == Standing::Receiving {
                strap.standing = Standing::Silent;
            }
        }
        due.into_iter().for_each(|id| self.reach(id));
        let ids: Vec<u32> = self.straps.borrow().iter().map(|strap| strap.id).collect();
        for id in ids {
            let bench = Rc::clone(self);
            spawn_local(async move { bench.send(id).await });
        }
        self.show();
    }

    /// Connects a strap that was chosen.
    pub(super) fn reach(self: &Rc<Self>, id: u32) {
        let connector = {
            let mut straps = self.straps.borrow_mut();
            let Some(strap) = straps.iter_mut().find(|strap| strap.id == id) else { return };
            let Some(device) = &strap.device else { return };
            if strap.standing != Standing::Receiving {
                strap.standing = if strap.heard { Standing::Reconnecting } else { Standing::Connecting };
            }
            device.connector()
        };
        let bench = Rc::clone(self);
        spawn_local(async move {
            let outcome = connector.connect().await;
            let connected = {
                let mut straps = bench.straps.borrow_mut();
                let Some(strap) = straps.iter_mut().find(|strap| strap.id == id) else { return };
                match (outcome, &mut strap.device) {
                    (Ok(connection), Some(device)) => {
                        device.connected(connection);
                        strap.held.reconnected(epoch());
                        true
                    }
                    (Err(_), Some(_)) => false,
                    (_, None) => return,
                }
            };
            if !connected {
                bench.out_of_reach(id);
            }
            bench.show();
        });
    }

    fn out_of_reach(&self, id: u32) {
        let mut straps = self.straps.borrow_mut();
        let Some(strap) = straps.iter_mut().find(|strap| strap.id == id) else { return };
        if strap.device.is_none() {
            return;
        }
        if !strap.heard && strap.attempts >= ATTEMPTS_MAX {
            strap.standing = Standing::Failed;
            return;
        }
        strap.again_ms = Some(now_ms() + again_after_us(strap.attempts) / 1_000);
        strap.attempts += 1;
        strap.standing = if strap.heard { Standing::Reconnecting } else { Standing::Connecting };
    }

    /// Takes a strap away that was let go, once nothing of it waits; its recording ends.
    pub(super) fn leave(&self, id: u32) {
        let mut straps = self.straps.borrow_mut();
        let gone = |strap: &Strap| {
            strap.id == id
                && strap.standing == Standing::Leaving
                && (strap.hopeless || (strap.held.waiting() == 0 && !strap.sending))
        };
        let Some(place) = straps.iter().position(gone) else { return };
        let strap = straps.remove(place);
        if strap.recording {
            let path = format!("/api/v1/recordings/{}/end", strap.session);
            // A recording that falls silent ends by itself.
            spawn_local(async move { drop(post_empty(&path).await) });
        }
    }

    /// Delivers what waits, one batch at a time.
    pub(super) async fn send(self: &Rc<Self>, id: u32) {
        loop {
            let (batch, session) = {
                let mut straps = self.straps.borrow_mut();
                let Some(strap) = straps.iter_mut().find(|strap| strap.id == id) else { return };
                if strap.sending || matches!(strap.standing, Standing::Taken | Standing::Over) {
                    return;
                }
                let Some(batch) = strap.held.batch() else { return };
                strap.sending = true;
                (batch, strap.session)
            };
            let asked_ms = now_ms();
            let answer: Result<Received, Failure> =
                post(&format!("/api/v1/sessions/{session}/beats"), &batch).await;
            let more = {
                let mut straps = self.straps.borrow_mut();
                let Some(strap) = straps.iter_mut().find(|strap| strap.id == id) else { return };
                strap.sending = false;
                strap.offline = answer.is_err();
                match answer {
                    Ok(received) => {
                        strap.offset_ms = received.now_ms - (asked_ms + now_ms()) / 2;
                        strap.held.durable(&batch);
                        true
                    }
                    Err(Failure::Refused(Problem { code, .. })) if code == "strap-taken" => {
                        strap.refused(Standing::Taken);
                        false
                    }
                    Err(Failure::Refused(Problem { code, .. }))
                        if code == "unknown" || code == "forbidden" =>
                    {
                        strap.refused(Standing::Over);
                        false
                    }
                    Err(Failure::SignedOut) => {
                        strap.refused(Standing::Over);
                        false
                    }
                    Err(_) => false,
                }
            };
            self.leave(id);
            self.show();
            if !more {
                return;
            }
        }
    }

    pub(super) fn show(&self) {
        let now = now_ms();
        let seen: Vec<Seen> = self
            .straps
            .borrow()
            .iter()
            .map(|strap| Seen {
                id: strap.id,
                name: strap.name.clone(),
                whom: strap.whom.clone(),
                session: strap.session,
                recording: strap.recording,
                standing: strap.standing,
                reading: strap.held.reading(now),
                silent_ms: strap.held.last_ms.map(|last| now.saturating_sub(last).max(0) / 1_000 * 1_000),
                stored: strap.held.stored(),
                waiting: strap.held.waiting(),
                offline: strap.offline,
                gaps: strap.held.gaps().to_vec(),
            })
            .collect();
        if self.seen.with_untracked(|old| *old != seen) {
            self.seen.set(seen);
        }
    }
}
