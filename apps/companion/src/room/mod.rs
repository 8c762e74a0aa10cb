//! Watching one session: link, mirror and strap together, and what the screen reads of them.

mod receiving;
mod seen;

pub(crate) use receiving::StrapSeen;
pub(crate) use seen::{Fresh, Notice, Seen};

use crate::{
    device::{is_seen, now_us},
    kept::SharedKeeping,
    live::{
        Effect, Live, Standing,
        lease::{Lease, Word},
        socket::{Heard, Socket},
    },
    mirror::{Change, Head, Mirror, PICTURE_DELAY},
};
use catalogue::Exercise;
use leptos::prelude::*;
use link::{Message, Problem, api::Me};
use receiving::Receiving;
use seen::set_if_new;
use session::{Act, Command, CommandId, EventKind, Origin, Refusal, SessionId, State, Steering, WorldTime};
use std::{
    cell::RefCell,
    rc::{Rc, Weak},
    time::Duration,
};

/// How often time passes for link, lease and strap.
const TICK: Duration = Duration::from_millis(100);

/// One watched session; give it up by dropping it.
pub(crate) struct Room {
    me: Me,
    live: Live,
    mirror: Mirror,
    socket: Option<Socket>,
    receiving: Receiving,
    seen: Seen,
    lease: Lease,
    next_second_us: i64,
    heard_us: i64,
    kept: SharedKeeping,
    this: Weak<RefCell<Room>>,
}

/// A handle on a room that a view can keep.
pub(crate) type SharedRoom = Rc<RefCell<Room>>;

/// What the picture needs of this moment.
pub(crate) struct Picture {
    /// The moment shown.
    pub(crate) at: WorldTime,
    /// What was true.
    pub(crate) state: State,
    /// Where the head was; `None` when the client does not show it.
    pub(crate) head: Option<Head>,
}

impl Room {
    /// Begins to watch; ends when the owner that called this is gone.
    pub(crate) fn watch(me: Me, session: SessionId, kept: SharedKeeping) -> (SharedRoom, Seen) {
        let seen = Seen::new();
        let room = Rc::new_cyclic(|this| {
            RefCell::new(Room {
                me,
                live: Live::new(),
                mirror: Mirror::new(session),
                socket: None,
                receiving: Receiving::new(session),
                seen,
                lease: Lease::default(),
                next_second_us: 0,
                heard_us: now_us(),
                kept,
                this: Weak::clone(this),
            })
        });
        // The room ends with its view: nothing that the browser keeps may keep it, nor its socket.
        let ticking = Rc::downgrade(&room);
        let tick = move || {
            if let Some(room) = ticking.upgrade() {
                room.borrow_mut().tick();
            }
        };
        let handle = set_interval_with_handle(tick, TICK);
        if let Ok(handle) = handle {
            on_cleanup(move || handle.clear());
        }
        // Whoever locks the tablet or goes to another page no longer watches: that is said at once, not at the next tick.
        let told = Rc::downgrade(&room);
        let listening = window_event_listener_untyped("visibilitychange", move |_| {
            if let Some(room) = told.upgrade() {
                let mut room = room.borrow_mut();
                room.keep_steering(now_us());
                // It may never come back.
                room.keep_beats(true);
            }
        });
        on_cleanup(move || listening.remove());
        // What the server does not have when the page is left is delivered from what was written down.
        let leaving = StoredValue::new_local(Rc::downgrade(&room));
        on_cleanup(move || {
            if let Some(room) = leaving.try_with_value(Weak::upgrade).flatten() {
                room.borrow_mut().leave();
            }
        });
        room.borrow_mut().tick();
        (room, seen)
    }

    /// Asks something of the session; what would be refused here and now is said without sending it.
    pub(crate) fn ask(&mut self, act: Act) -> bool {
        let at = self.world_now().unwrap_or_default();
        if self.live.standing() != Standing::Live || !self.mirror.presence.headset {
            self.say(Notice::Refused(Refusal::NotNow));
            return false;
        }
        let expected = self.mirror.expected(self.me.user, at, now_us());
        let asked = session::Input::Act(Origin::Companion(self.me.user), act.clone());
        if let Err(refusal) = session::step(&expected, &asked, at) {
            self.say(Notice::Refused(refusal));
            return false;
        }
        self.send_act(act, at);
        self.keep_steering(now_us());
        self.show_session();
        true
    }

    /// Tries to reach the server at once.
    pub(crate) fn retry(&mut self) {
        self.live.retry(now_us());
        self.tick();
    }

    /// World time now, once the clock is known.
    pub(crate) fn world_now(&self) -> Option<WorldTime> {
        self.live.world_time(now_us())
    }

    /// What to draw now, or at a moment that was pinned.
    pub(crate) fn picture(&self, pinned: Option<WorldTime>) -> Option<Picture> {
        let newest = self.mirror.newest_pose();
        let last = self.mirror.events.last().map(|event| event.at);
        let at = pinned.or_else(|| {
            let now = self.world_now().or_else(|| newest.max(last))?.since(PICTURE_DELAY);
            // Without news the picture stands still: what the client sees now is not known.
            let known = newest.max(last).map(|newest| newest + WorldTime::from_secs(2))?;
            Some(if self.live.standing() == Standing::Live { now } else { now.min(known) })
        })?;
        if self.mirror.events.is_empty() {
            return None;
        }
        let state = self.mirror.state_at(at);
        let head = if state.consent.pose.live { self.mirror.head(at) } else { None };
        Some(Picture { at, state, head })
    }

    /// Everything that happened so far, for the hooks.
    pub(crate) fn mirror(&self) -> &Mirror {
        &self.mirror
    }

    /// Lets time pass; called by a timer.
    pub(crate) fn tick(&mut self) {
        let now = now_us();
        let effects = self.live.tick(now);
        self.perform(effects);
        self.keep_steering(now);
        if self.live.standing() == Standing::Live {
            self.send_beats();
        }
        self.receiving.tick(now, &self.this);
        self.show_fresh(now);
        if now >= self.next_second_us {
            self.next_second_us = now + 1_000_000;
            if let Some(at) = self.world_now() {
                set_if_new(self.seen.now, at);
            }
            self.show_session();
            self.show_strap();
            self.own_heart();
            self.keep_beats(false);
        }
    }

    fn leave(&mut self) {
        self.keep_beats(true);
        self.kept.borrow_mut().leave(self.mirror.session, false);
    }

    /// While we steer and look, the socket's own thread may renew the lease (rule 6). That begins with asking: the answer
    /// may lie unread behind a slow picture for longer than the lease lasts. A renewal of who does not steer does nothing.
    fn keep_steering(&mut self, now: i64) {
        let at = self.world_now().unwrap_or_default();
        let expected = self.mirror.expected(self.me.user, at, now);
        let steers =
            self.live.standing() == Standing::Live && expected.steering == Steering::Companion(self.me.user);
        let Some(word) = self.lease.word(steers, is_seen(), now) else { return };
        let Some(socket) = &self.socket else { return };
        match word {
            Word::Allow => socket.allow(&Message::Command(Command {
                id: CommandId(screen::fresh_id()),
                origin: Origin::Companion(self.me.user),
                act: Act::Renew,
            })),
            Word::LetGo => socket.let_go(),
        }
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Connect => {
                    self.lease.begin();
                    let this = Weak::clone(&self.this);
                    // An older page is sent nothing that it cannot read.
                    let (session, speaks) = (self.mirror.session, link::PROTOCOL_VERSION);
                    let path = format!("/api/v1/live/watch/{session}?protocol={speaks}");
                    let opened = Socket::open(
                        &path,
                        Rc::new(move |heard| {
                            if let Some(room) = this.upgrade() {
                                room.borrow_mut().heard(heard);
                            }
                        }),
                    );
                    self.socket = opened.ok();
                    if self.socket.is_none() {
                        self.live.closed(now_us());
                    }
                }
                Effect::Send(message) => self.send(&message),
                Effect::Close => self.socket = None,
            }
        }
    }

    fn heard(&mut self, heard: Heard) {
        let now = now_us();
        match heard {
            Heard::Opened => {
                let effects = self.live.opened(now);
                self.perform(effects);
            }
            Heard::Closed => {
                self.socket = None;
                self.live.closed(now);
            }
            Heard::Noise => {
                let effects = self.live.out_of_step(now);
                self.perform(effects);
            }
            Heard::Message(message) => self.message(*message, now),
        }
        self.show_fresh(now);
    }

    fn message(&mut self, message: Message, now: i64) {
        let effects = self.live.heard(&message, now);
        self.perform(effects);
        let anew = matches!(message, Message::Snapshot(_));
        if let Message::Ack { stream, watermark } = &message {
            self.receiving.acknowledged(*stream, *watermark);
            self.kept.borrow_mut().acknowledged(*stream, *watermark);
        }
        if anew {
            self.receiving.rewind();
        }
        if matches!(message, Message::Pose(_) | Message::Events(_) | Message::Snapshot(_)) {
            self.heard_us = now;
        }
        match &message {
            Message::Coherence(now) => seen::set_if_new(self.seen.coherence, Some(now.clone())),
            Message::Resonance(now) => seen::set_if_new(self.seen.resonance, Some(now.clone())),
            // What an earlier exercise said is not true of the next.
            Message::Events(batch) => {
                for event in &batch.events {
                    match event.kind {
                        EventKind::ExerciseStarted { exercise, .. } => {
                            seen::set_if_new(self.seen.coherence, None);
                            if exercise == Exercise::ResonanceFinder {
                                seen::set_if_new(self.seen.resonance, None);
                            }
                        }
                        EventKind::ExerciseEnded(_) => seen::set_if_new(self.seen.coherence, None),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        match self.mirror.take(message) {
            Change::Nothing | Change::Head => {}
            Change::Session => {
                set_if_new(self.seen.events, self.mirror.events.clone());
                set_if_new(self.seen.presence, self.mirror.presence.clone());
                set_if_new(self.seen.device_name, self.mirror.device_name.clone());
                set_if_new(self.seen.subject, self.mirror.subject);
                if anew {
                    self.show_heart();
                }
                self.show_session();
            }
            Change::Heart => self.show_heart(),
            Change::Strap => self.show_strap(),
            Change::Refused(refusal) => {
                self.show_session();
                self.say(Notice::Refused(refusal));
            }
            Change::Problem(Problem::Gap) => self.receiving.rewind(),
            Change::Problem(Problem::StrapTaken) => {
                self.receiving.taken();
                self.show_strap();
            }
            Change::Problem(problem) => {
                if self.live.standing() == Standing::Live {
                    self.say(Notice::Problem(problem));
                }
            }
            Change::Hole => {
                let effects = self.live.out_of_step(now);
                self.perform(effects);
            }
        }
    }

    fn send_act(&mut self, act: Act, at: WorldTime) {
        let command = self.mirror.command(CommandId(screen::fresh_id()), self.me.user, act, at, now_us());
        self.send(&Message::Command(command));
    }

    fn send_beats(&mut self) {
        if self.mirror.state.consent.heart.live || self.mirror.state.consent.heart.keep {
            while let Some(batch) = self.receiving.next_batch(self.live.clock()) {
                self.send(&Message::Beats(batch));
            }
        }
    }

    /// A strap held here is read here at once, whatever the link does.
    fn own_heart(&mut self) {
        let now = now_us();
        let Some(at) = self.world_now() else { return };
        if let Some(heart) = self.receiving.heart(at, now) {
            self.mirror.heart_now(heart);
            self.show_heart();
        }
    }

    fn send(&self, message: &Message) {
        if let Some(socket) = &self.socket {
            socket.send(message);
        }
    }
}
