//! Watching one session: link, mirror and strap together, and what the screen reads of them.

mod receiving;

pub(crate) use receiving::StrapSeen;

use crate::{
    device::{fresh_id, now_us},
    live::{
        Effect, Live, Standing,
        socket::{Heard, Socket},
    },
    mirror::{Change, Head, Mirror, PICTURE_DELAY},
};
use leptos::prelude::*;
use link::{HeartNow, Message, Presence, Problem, api::Me};
use receiving::Receiving;
use session::{
    Act, CommandId, Event, Phase, RENEW_EVERY, Refusal, SessionId, State, Steering, Subject, WorldTime,
};
use std::{
    cell::RefCell,
    rc::{Rc, Weak},
    time::Duration,
};

/// How often time passes for link, lease and strap.
const TICK: Duration = Duration::from_millis(100);

/// How old the picture is, in the words of the badge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Fresh {
    /// Nothing yet.
    Joining,
    /// The client has our name before them.
    Asking,
    /// Pictures come; their age in seconds.
    Live(f64),
    /// The link is good, but the headset itself is silent; seconds.
    HeadsetSilent(f64),
    /// The link is lost; seconds.
    Lost(f64),
    /// It will not come back.
    Closed(Problem),
}

/// Something to say once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Notice {
    /// The headset refused.
    Refused(Refusal),
    /// The server has a word.
    Problem(Problem),
}

/// What the screen reads; plain values that change one by one.
#[derive(Clone, Copy)]
pub(crate) struct Seen {
    /// The state, with what was just asked already in it.
    pub(crate) state: RwSignal<State>,
    /// Everything that happened.
    pub(crate) events: RwSignal<Vec<Event>>,
    /// The heart of the last minutes.
    pub(crate) heart: RwSignal<Vec<HeartNow>>,
    /// How old the picture is.
    pub(crate) fresh: RwSignal<Fresh>,
    /// Who is here.
    pub(crate) presence: RwSignal<Presence>,
    /// The headset's name.
    pub(crate) device_name: RwSignal<String>,
    /// Whose session it is.
    pub(crate) subject: RwSignal<Subject>,
    /// World time, once a second.
    pub(crate) now: RwSignal<WorldTime>,
    /// How it is with a strap.
    pub(crate) strap: RwSignal<StrapSeen>,
    /// Something to say once; the number tells two equal ones apart.
    pub(crate) notice: RwSignal<Option<(u32, Notice)>>,
}

/// One watched session; give it up by dropping it.
pub(crate) struct Room {
    me: Me,
    live: Live,
    mirror: Mirror,
    socket: Option<Socket>,
    receiving: Receiving,
    seen: Seen,
    next_renew_us: i64,
    next_second_us: i64,
    heard_us: i64,
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

impl Seen {
    fn new() -> Self {
        Self {
            state: RwSignal::new(State::default()),
            events: RwSignal::new(Vec::new()),
            heart: RwSignal::new(Vec::new()),
            fresh: RwSignal::new(Fresh::Joining),
            presence: RwSignal::new(Presence { headset: false, watchers: 0 }),
            device_name: RwSignal::new(String::new()),
            subject: RwSignal::new(Subject::Anonymous),
            now: RwSignal::new(WorldTime::START),
            strap: RwSignal::new(StrapSeen::default()),
            notice: RwSignal::new(None),
        }
    }
}

impl Room {
    /// Begins to watch; ends when the owner that called this is gone.
    pub(crate) fn watch(me: Me, session: SessionId) -> (SharedRoom, Seen) {
        let seen = Seen::new();
        let room = Rc::new_cyclic(|this| {
            RefCell::new(Room {
                me,
                live: Live::new(),
                mirror: Mirror::new(session),
                socket: None,
                receiving: Receiving::new(session),
                seen,
                next_renew_us: 0,
                next_second_us: 0,
                heard_us: now_us(),
                this: Weak::clone(this),
            })
        });
        let ticking = Rc::clone(&room);
        let handle = set_interval_with_handle(move || ticking.borrow_mut().tick(), TICK);
        if let Ok(handle) = handle {
            on_cleanup(move || handle.clear());
        }
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
        let asked = session::Input::Act(session::Origin::Companion(self.me.user), act.clone());
        if let Err(refusal) = session::step(&expected, &asked, at) {
            self.say(Notice::Refused(refusal));
            return false;
        }
        self.send_act(act, at);
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

    /// Lets time pass; called by a timer, and with every picture so that a busy tablet still renews its lease.
    pub(crate) fn tick(&mut self) {
        let now = now_us();
        let effects = self.live.tick(now);
        self.perform(effects);
        let steering = Steering::Companion(self.me.user);
        if self.live.standing() == Standing::Live {
            if self.mirror.state.steering == steering && now >= self.next_renew_us {
                let every_us = i64::try_from(RENEW_EVERY.0).unwrap_or(500_000);
                self.next_renew_us = now + every_us;
                self.send_act(Act::Renew, WorldTime::START);
            }
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
        }
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Connect => {
                    let this = Weak::clone(&self.this);
                    let path = format!("/api/v1/live/watch/{}", self.mirror.session);
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
        }
        if anew {
            self.receiving.rewind();
        }
        if matches!(message, Message::Pose(_) | Message::Events(_) | Message::Snapshot(_)) {
            self.heard_us = now;
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
        let id = CommandId(fresh_id());
        let command = if act == Act::Renew {
            session::Command { id, origin: session::Origin::Companion(self.me.user), act }
        } else {
            self.mirror.command(id, self.me.user, act, at, now_us())
        };
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

    fn say(&self, notice: Notice) {
        self.seen.notice.update(|last| {
            let number = last.map_or(0, |(number, _)| number.wrapping_add(1));
            *last = Some((number, notice));
        });
    }

    fn show_session(&self) {
        let at = self.world_now().unwrap_or_default();
        set_if_new(self.seen.state, self.mirror.expected(self.me.user, at, now_us()));
    }

    fn show_heart(&self) {
        self.seen.heart.set(self.mirror.heart.iter().cloned().collect());
    }

    fn show_strap(&self) {
        set_if_new(self.seen.strap, self.receiving.seen(self.mirror.strap.as_ref()));
    }

    fn show_fresh(&self, now: i64) {
        let secs = |us: i64| us.max(0) as f64 / 1e6;
        let fresh = match self.live.standing() {
            Standing::Joining => Fresh::Joining,
            Standing::Asking => Fresh::Asking,
            Standing::Closed(problem) => Fresh::Closed(problem),
            Standing::Lost => Fresh::Lost(self.live.lost_for_us(now).map_or(0.0, secs).floor()),
            Standing::Live => {
                let silent_s = secs(now - self.heard_us);
                let posed = self.mirror.newest_pose();
                let age = self.world_now().zip(posed).map(|(now, posed)| now.since(posed).as_secs_f64());
                let over = self.mirror.state.phase == Phase::Done;
                if !over && (!self.mirror.presence.headset || silent_s > 3.0) {
                    Fresh::HeadsetSilent(silent_s.floor())
                } else {
                    // Rounded so that the badge changes ten times a second at most.
                    Fresh::Live(
                        (age.unwrap_or(silent_s).clamp(0.1, silent_s.max(0.1) + 0.5) * 10.0).round() / 10.0,
                    )
                }
            }
        };
        set_if_new(self.seen.fresh, fresh);
    }
}

/// Sets a value that differs; a view that is gone is no error.
fn set_if_new<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.try_with_untracked(|old| *old != value) == Some(true) {
        let _ = signal.try_set(value);
    }
}
