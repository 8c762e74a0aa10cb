//! A live session on the server: who is connected, what happened so far, and what each of them may see.

mod allocated;
mod beats;
mod commands;
mod events;
mod feed;
mod planned;
mod poses;
mod slow;
mod tick;
mod watchers;

pub use commands::Relay;
pub use events::Taken;
pub use feed::{Feeder, NotFed};
pub(crate) use planned::plan_again;
pub use watchers::Admission;

use super::outgoing::{Closing, Outgoing, Wire};
use crate::{
    heart::Desk,
    store::{BeatsRow, Recorded, SessionRow, Store, StoredEvent, User},
};
use core::fmt;
use hrv::Baseline;
use link::{Message, Pose, Presence, Problem};
use session::{
    ClockMap, CommandId, Consent, DeviceId, Event, Feed, Phase, PlannedSets, PlannedWorlds, SessionId, State,
    StrapId, Subject, UserId, WorldTime,
};
use std::{
    collections::{HashMap, HashSet, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// A live session.
pub struct Room {
    session: SessionId,
    store: Store,
    inner: Mutex<Inner>,
    /// Moments of which the record has a pose; read when poses first come late.
    late_poses: tokio::sync::Mutex<Option<HashSet<WorldTime>>>,
    /// One event of a recording at a time: one that is not durable is taken back.
    recording: tokio::sync::Mutex<()>,
}

/// A number for one connection, unique in this process.
pub type Seat = u64;

struct Inner {
    row: SessionRow,
    /// As they came from the headset; after a restart of the server as they were kept.
    events: Vec<Event>,
    state: State,
    /// What the client lets be recorded, in every session of theirs.
    recorded: Recorded,
    opened: bool,
    durable: u64,
    retrying: bool,
    set_apart: bool,
    clock: RoomClock,
    began_us: Option<i64>,
    headset: Option<(Seat, Arc<Outgoing>)>,
    watchers: Vec<Watching>,
    /// Colleagues who may ask the client to let them watch along.
    paired: Vec<Arc<User>>,
    /// Colleagues who watched and whose link was lost, with the moment.
    lost: Vec<(UserId, i64)>,
    pose: Option<Pose>,
    poses: Vec<Pose>,
    pose_kept: Option<WorldTime>,
    desk: Desk,
    /// Whether who watches was told that the heart's intervals are found by light.
    by_light: bool,
    slow: slow::Slow,
    /// What the client's plan says about worlds; `None` where there is no plan that counts now.
    planned: Option<PlannedWorlds>,
    /// What is planned to be asked of the client, once known.
    sets: Option<PlannedSets>,
    /// Which heart a study's draw lets drive the session.
    allocated: Option<Feed>,
    feeding: feed::Feeding,
    /// Beats of each stream that are not durable yet, in order; the first of each is on its way into the store.
    unstored: HashMap<(StrapId, u32), Unstored>,
    asked: VecDeque<(CommandId, Seat)>,
    steered_by: Option<(Arc<User>, Option<CommandId>)>,
    arrived_us: i64,
    quiet_since_us: i64,
}

/// Rows of one stream, each with whom to tell.
type Unstored = VecDeque<(BeatsRow, Arc<Outgoing>)>;

/// A colleague's connection.
struct Watching {
    seat: Seat,
    user: Arc<User>,
    outgoing: Arc<Outgoing>,
    /// Whether the snapshot went out, and with it everything after.
    admitted: bool,
}

/// What the server knows of world time.
#[derive(Debug, Default)]
struct RoomClock {
    map: ClockMap,
    /// Own monotonic clock and world time when the headset said hello: good until a round trip is known.
    hello: Option<(i64, WorldTime)>,
}

impl RoomClock {
    fn world(&self, monotonic_us: i64) -> Option<WorldTime> {
        self.map.world_time(monotonic_us).or_else(|| {
            let (at_us, world) = self.hello?;
            Some(world + WorldTime(u64::try_from(monotonic_us.saturating_sub(at_us)).unwrap_or(0)))
        })
    }
}

impl fmt::Debug for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Room").field("session", &self.session).finish_non_exhaustive()
    }
}

impl Room {
    /// A room for a session of which the store holds these events.
    pub fn new(store: Store, row: SessionRow, stored: Vec<StoredEvent>, monotonic_us: i64) -> Self {
        // What lies behind a gap was written when something before it could not be: the headset still holds what is missing,
        // and sends from there on.
        let whole = stored.into_iter().enumerate().take_while(|(n, stored)| stored.event.seq as usize == *n);
        let events: Vec<Event> = whole.map(|(_, stored)| stored.event).collect();
        let state = State::fold(&events);
        let durable = events.len() as u64;
        // Who watched before the server went down may come back, and is shown out if they do not.
        let lost = state.watchers.iter().map(|watcher| (watcher.user, monotonic_us)).collect();
        let inner = Inner {
            opened: !events.is_empty(),
            row,
            events,
            state,
            recorded: Recorded::default(),
            durable,
            retrying: false,
            set_apart: false,
            clock: RoomClock::default(),
            began_us: None,
            headset: None,
            watchers: Vec::new(),
            paired: Vec::new(),
            lost,
            pose: None,
            poses: Vec::new(),
            pose_kept: None,
            desk: Desk::default(),
            by_light: false,
            slow: slow::Slow::default(),
            planned: None,
            allocated: None,
            sets: None,
            feeding: feed::Feeding::default(),
            unstored: HashMap::new(),
            asked: VecDeque::new(),
            steered_by: None,
            arrived_us: 0,
            quiet_since_us: monotonic_us,
        };
        Self {
            session: inner.row.id,
            store,
            inner: Mutex::new(inner),
            late_poses: tokio::sync::Mutex::default(),
            recording: tokio::sync::Mutex::default(),
        }
    }

    /// The session.
    pub fn session(&self) -> SessionId {
        self.session
    }

    /// The record that it is kept in.
    pub(in crate::live) fn store(&self) -> &Store {
        &self.store
    }

    /// The headset that holds it.
    pub fn headset(&self) -> DeviceId {
        self.lock().row.headset
    }

    /// As it was opened, with whose it is now.
    pub fn row(&self) -> SessionRow {
        self.lock().row.clone()
    }

    /// Whose it is from now on.
    pub fn give_to(&self, subject: Subject) {
        self.lock().row.subject = subject;
    }

    /// What the client lets be recorded from now on; who watches sees the session anew by it. Poses that wait for the store
    /// are let go where they may not be kept.
    pub fn records(&self, recorded: Recorded) {
        let mut inner = self.lock();
        if inner.recorded == recorded {
            return;
        }
        inner.recorded = recorded;
        if !recorded.streams.pose.keep {
            inner.poses.clear();
        }
        let snapshot = Message::Snapshot(Box::new(inner.snapshot(self)));
        inner.tell_watchers(&snapshot);
    }

    /// From the next value on the heart is compared with this rest.
    pub fn compare_with(&self, baseline: Baseline) {
        self.lock().desk.compare_with(baseline);
    }

    /// Whether the headset is connected and the session not over. A recording is never live: nobody can watch along.
    pub fn is_live(&self) -> bool {
        let inner = self.lock();
        inner.headset.is_some() && inner.state.phase != Phase::Done
    }

    /// How long the session has been, and whether it still goes on.
    pub fn span(&self) -> (WorldTime, bool) {
        let inner = self.lock();
        let length = inner.events.iter().map(|event| event.at).max().unwrap_or(WorldTime::START);
        (length, inner.headset.is_some() && inner.state.phase != Phase::Done)
    }

    /// When the session was over, microseconds since 1970; in the far future while it goes on.
    pub fn over_us(&self) -> i64 {
        let (length, live) = self.span();
        if live {
            return i64::MAX;
        }
        self.lock().row.opened_us.saturating_add(i64::try_from(length.0).unwrap_or(i64::MAX))
    }

    /// World time now, as well as the server knows.
    pub fn world_now(&self, monotonic_us: i64) -> Option<WorldTime> {
        self.lock().clock.world(monotonic_us)
    }

    /// Every event so far, as the headset told them.
    pub fn events(&self) -> Vec<Event> {
        self.lock().events.clone()
    }

    /// A headset takes its place, and the connection it had before gives way; `false` when a newer one is there already.
    pub fn headset_joins(
        &self,
        seat: Seat,
        outgoing: &Arc<Outgoing>,
        world: WorldTime,
        monotonic_us: i64,
    ) -> bool {
        let mut inner = self.lock();
        if inner.headset.as_ref().is_some_and(|(present, _)| *present > seat) {
            return false;
        }
        if let Some((_, before)) = inner.headset.replace((seat, Arc::clone(outgoing))) {
            before.close(Closing::Replaced);
        }
        inner.clock = RoomClock { map: ClockMap::default(), hello: Some((monotonic_us, world)) };
        outgoing.send(&inner.acknowledgement(self.session));
        inner.tell_presence();
        inner.tell_own_pace();
        inner.tell_worlds();
        inner.tell_planned();
        inner.tell_allocated();
        inner.tell_curve_again();
        for user in &inner.paired {
            outgoing.send(&Message::Command(commands::request_watch(user)));
        }
        true
    }

    /// A headset's connection is over.
    pub fn headset_leaves(&self, seat: Seat, monotonic_us: i64) {
        let mut inner = self.lock();
        if inner.headset.as_ref().is_some_and(|(present, _)| *present == seat) {
            inner.headset = None;
            inner.quiet_since_us = monotonic_us;
            inner.tell_presence();
        }
        drop(inner);
        self.keep_poses();
    }

    /// The headset is no longer trusted.
    pub fn show_headset_out(&self) {
        if let Some((_, outgoing)) = &self.lock().headset {
            outgoing.send(&Message::Problem(Problem::Forbidden));
            outgoing.close(Closing::NotAllowed);
        }
    }

    /// When the session began by the wall clock, on the headset's word: good until a round trip is known.
    pub fn began(&self, opened_us: i64) {
        self.lock().began_us = Some(opened_us);
    }

    /// Whether that would be news: what each of many records says of it differs by moments only.
    pub fn began_elsewhen(&self, opened_us: i64) -> bool {
        const MOMENT_US: u64 = 1_000_000;
        self.lock().began_us.is_none_or(|known| known.abs_diff(opened_us) > MOMENT_US)
    }

    /// How many events are durable, from the first on.
    pub fn durable(&self) -> u64 {
        self.lock().durable
    }

    /// The headset answered the server's ping.
    pub fn clock_heard(&self, sent_us: i64, world: WorldTime, received_us: i64) {
        self.lock().clock.map.observe(sent_us, world, received_us);
    }

    /// Sends a message to everybody here.
    pub fn tell_all(&self, message: &Message, closing: Option<Closing>) {
        let inner = self.lock();
        let wire = Wire::new(message);
        let headset = inner.headset.iter().map(|(_, outgoing)| outgoing);
        for outgoing in headset.chain(inner.watchers.iter().map(|watching| &watching.outgoing)) {
            outgoing.push(&wire);
            if let Some(closing) = closing {
                outgoing.close(closing);
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    /// What both the headset and the client, in every session of theirs, let us see and keep.
    fn consent_now(&self) -> Consent {
        self.recorded.and(self.state.consent)
    }

    /// What the client lets us see and keep; nothing before the session was opened.
    fn consent(&self) -> Option<Consent> {
        self.opened.then_some(self.consent_now())
    }

    fn acknowledgement(&self, session: SessionId) -> Message {
        Message::Ack { stream: link::StreamId::Events(session), watermark: self.durable }
    }

    fn presence(&self) -> Presence {
        let watchers = self.watchers.iter().filter(|watching| watching.admitted).count();
        Presence { headset: self.headset.is_some(), watchers: u8::try_from(watchers).unwrap_or(u8::MAX) }
    }

    fn tell_presence(&self) {
        let message = Message::Presence(self.presence());
        let wire = Wire::new(&message);
        if let Some((_, outgoing)) = &self.headset {
            outgoing.push(&wire);
        }
        for watching in &self.watchers {
            watching.outgoing.push(&wire);
        }
    }

    fn tell_watchers(&self, message: &Message) {
        let wire = Wire::new(message);
        for watching in self.watchers.iter().filter(|watching| watching.admitted) {
            watching.outgoing.push(&wire);
        }
    }

    /// Sends to the headset; `false` where there is none, or one that cannot read it.
    fn tell_headset(&self, message: &Message) -> bool {
        let Some((_, outgoing)) = self.headset.as_ref().filter(|(_, outgoing)| outgoing.knows(message))
        else {
            return false;
        };
        outgoing.send(message);
        true
    }

    /// Whether the headset that is here runs a version that cannot read this.
    fn headset_is_older(&self, message: &Message) -> bool {
        self.headset.as_ref().is_some_and(|(_, outgoing)| !outgoing.knows(message))
    }

    /// The moment of arrival as the journals order by it: the wall clock, made unique and rising.
    fn arrival(&mut self, wall_us: i64) -> i64 {
        self.arrived_us = wall_us.max(self.arrived_us.saturating_add(1));
        self.arrived_us
    }
}
