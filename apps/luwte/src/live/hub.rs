//! All live sessions of this process: opened by headsets, found by colleagues, ticked once a second.

use super::{
    codes::Codes,
    outgoing::{Closing, Outgoing},
    room::{Room, Seat},
};
use crate::{
    auth::secret::NoRandomness,
    clock, heart,
    store::{AuditRow, Headset, Recorded, SessionRow, Store, StoreError, StoredEvent, Witness},
};
use hrv::Baseline;
use link::{Hello, Message, Problem};
use session::{ClientId, DeviceId, OrganisationId, SessionId, Subject, WorldTime};
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, Weak,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    time::Duration,
};

/// The live sessions. Cheap to clone.
#[derive(Clone)]
pub struct Hub {
    shared: Arc<Shared>,
}

struct Shared {
    store: Store,
    seats: AtomicU64,
    sockets: AtomicUsize,
    /// Receivers of straps: they are in no room's list.
    receivers: Mutex<Vec<Weak<Outgoing>>>,
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    rooms: HashMap<SessionId, Arc<Room>>,
    codes: Codes,
}

/// Why a headset cannot hold a session.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another headset opened it.
    #[error("the session belongs to another headset")]
    NotYours,
    /// Whose it was is erased.
    #[error("whose session it was is erased")]
    Erased,
    /// The store failed.
    #[error("the session could not be opened in the store")]
    Store(#[from] StoreError),
}

impl OpenError {
    /// The word for the headset.
    pub const fn problem(&self) -> Problem {
        match self {
            Self::NotYours | Self::Erased => Problem::UnknownSession,
            Self::Store(_) => Problem::StoreUnavailable,
        }
    }
}

/// Every room ticks once a second, a slice of them at a time: no socket waits until all have.
const SLICES: u32 = 20;
/// The headset is asked for its clock every so many seconds.
const PING_EVERY_S: u32 = 5;
/// Sockets have this long to end when the server goes down.
const LEAVE_WITHIN: Duration = Duration::from_secs(3);

/// The longest that a session can have been under way: browsers and batteries do not last as long.
pub(crate) const OLDEST_US: i64 = 366 * 86_400_000_000;

/// A session may be older than its first word to a server, and its own clock tells by how much.
fn began_us(now_us: i64, world_time: WorldTime) -> i64 {
    now_us.saturating_sub(i64::try_from(world_time.0).unwrap_or(i64::MAX).min(OLDEST_US))
}

impl Hub {
    /// No session yet; ticks by itself from now on.
    pub fn start(store: Store) -> Self {
        let hub = Self {
            shared: Arc::new(Shared {
                store,
                seats: AtomicU64::new(1),
                sockets: AtomicUsize::new(0),
                receivers: Mutex::default(),
                inner: Mutex::default(),
            }),
        };
        let weak = Arc::downgrade(&hub.shared);
        tokio::spawn(async move {
            let mut ticks = tokio::time::interval(Duration::from_secs(1) / SLICES);
            for tick in 0_u32.. {
                ticks.tick().await;
                let Some(shared) = weak.upgrade() else { return };
                Self { shared }.tick(tick);
            }
        });
        hub
    }

    /// The record that sessions are kept in.
    pub(super) fn store(&self) -> &Store {
        &self.shared.store
    }

    /// A number for a new connection.
    pub fn seat(&self) -> Seat {
        self.shared.seats.fetch_add(1, Ordering::Relaxed)
    }

    /// The room of the session that a headset holds, opened in the record when it is new.
    pub async fn open(&self, headset: &Headset, hello: &Hello) -> Result<Arc<Room>, OpenError> {
        let id = hello.session;
        if let Some(room) = self.room(id) {
            let mine = room.row().headset == headset.id;
            return if mine { Ok(room) } else { Err(OpenError::NotYours) };
        }
        let store = &self.shared.store;
        let found = store.session(id).await?;
        if found.as_ref().is_some_and(|row| row.headset != headset.id) {
            return Err(OpenError::NotYours);
        }
        if found.is_none() && store.is_erased(id.0).await? {
            return Err(OpenError::Erased);
        }
        let audit = AuditRow {
            organisation: headset.organisation,
            actor: "headset",
            actor_id: headset.id.0,
            action: if found.is_some() { "session-resume" } else { "session-open" },
            object: "session",
            object_id: Some(id.0),
            client: match found.as_ref().map(|row| row.subject) {
                Some(Subject::Client(client)) => Some(client),
                _ => None,
            },
        };
        let witness = store.audit(&audit, clock::wall_us()).await?;
        let (row, events) = match found {
            Some(row) => (row, store.events(&witness, id).await?),
            None => {
                let row = SessionRow {
                    id,
                    organisation: headset.organisation,
                    headset: headset.id,
                    headset_name: headset.name.clone(),
                    subject: Subject::Anonymous,
                    opened_us: began_us(clock::wall_us(), hello.world_time),
                    recording: false,
                };
                store.open_session(&witness, &row, &hello.build).await?;
                (row, Vec::new())
            }
        };
        self.entered(&witness, row, events).await
    }

    /// The room of a session that the record knows, whether its headset is there or not, after this line of the access log.
    pub async fn reopen(&self, row: SessionRow, audit: &AuditRow) -> Result<Arc<Room>, OpenError> {
        let store = &self.shared.store;
        let witness = store.audit(audit, clock::wall_us()).await?;
        if let Some(room) = self.room(row.id) {
            return Ok(room);
        }
        let events = store.events(&witness, row.id).await?;
        self.entered(&witness, row, events).await
    }

    /// [`Hub::enter`], with a look at what became of the session since its row was read: whoever erases or gives it away
    /// afterwards finds the room.
    async fn entered(
        &self,
        witness: &Witness,
        row: SessionRow,
        events: Vec<StoredEvent>,
    ) -> Result<Arc<Room>, OpenError> {
        let (id, subject) = (row.id, row.subject);
        let room = self.enter(witness, row, events).await;
        let store = &self.shared.store;
        let now = match store.session(id).await {
            Ok(now) => now,
            Err(error) => {
                // The next who comes looks again; whoever is in it already stays in it.
                if Arc::strong_count(&room) <= 2 {
                    self.forget(id);
                }
                return Err(error.into());
            }
        };
        let Some(now) = now else {
            self.forget(id);
            return Err(OpenError::Erased);
        };
        if let Subject::Client(client) = now.subject
            && now.subject != subject
        {
            room.give_to(now.subject);
            room.records(store.recorded(client).await.unwrap_or(Recorded::NOTHING));
            room.learn_worlds(witness).await;
            super::learn(&room, witness).await;
        }
        Ok(room)
    }

    /// Lets go of a room.
    fn forget(&self, session: SessionId) {
        let mut inner = self.lock();
        inner.rooms.remove(&session);
        inner.codes.forget(session);
    }

    /// Opens the door of a session's room.
    async fn enter(&self, witness: &Witness, row: SessionRow, events: Vec<StoredEvent>) -> Arc<Room> {
        let (id, store) = (row.id, &self.shared.store);
        let baseline = heart::own_rest(store, witness, &row).await.unwrap_or_else(|error| {
            tracing::warn!(session = %id, %error, "the client's own rest could not be read; the population's stands in");
            Baseline::population()
        });
        let recording = row.recording;
        let recorded = match row.subject {
            Subject::Client(client) => store.recorded(client).await.unwrap_or_else(|error| {
                tracing::warn!(session = %id, %error, "what the client lets be recorded could not be read: nothing is");
                Recorded::NOTHING
            }),
            Subject::Anonymous => Recorded::default(),
        };
        let room = Room::new(store.clone(), row, events, clock::monotonic_us());
        room.records(recorded);
        room.compare_with(baseline);
        room.learn_pace(witness).await;
        room.learn_worlds(witness).await;
        room.learn_planned(witness).await;
        room.learn_allocated(witness).await;
        room.recall(witness).await;
        if recording {
            room.runs_with_the_wall_clock(clock::wall_us(), clock::monotonic_us());
        }
        let mut inner = self.lock();
        // Two connections may have got here together: the first room stays.
        let room = Arc::clone(inner.rooms.entry(id).or_insert_with(|| {
            let room = Arc::new(room);
            room.drive_on();
            room
        }));
        metrics::gauge!("luwte_live_rooms").set(inner.rooms.len() as f64);
        room
    }

    /// Shows a headset out that is no longer trusted. Its session goes on in it, without us.
    pub fn show_out(&self, headset: DeviceId) {
        let rooms: Vec<_> = self.lock().rooms.values().cloned().collect();
        for room in rooms.iter().filter(|room| room.row().headset == headset) {
            room.show_headset_out();
        }
    }

    /// Every open room of a client's sessions.
    pub fn rooms_of(&self, client: ClientId) -> Vec<Arc<Room>> {
        let rooms: Vec<_> = self.lock().rooms.values().cloned().collect();
        rooms.into_iter().filter(|room| room.row().subject == Subject::Client(client)).collect()
    }

    /// Closes every room of a client who is erased: their headset goes on without us, and whoever watches is sent away.
    pub fn close_rooms_of(&self, client: ClientId) {
        for room in self.rooms_of(client) {
            room.show_headset_out();
            room.watching().iter().for_each(|user| room.send_away(user.id));
            self.forget(room.session());
        }
    }

    /// The room of a session, if it is open.
    pub fn room(&self, session: SessionId) -> Option<Arc<Room>> {
        self.lock().rooms.get(&session).cloned()
    }

    /// The room of a session of this institution.
    pub fn room_of(&self, organisation: OrganisationId, session: SessionId) -> Option<Arc<Room>> {
        self.room(session).filter(|room| room.row().organisation == organisation)
    }

    /// Every session that goes on now.
    pub fn live(&self) -> Vec<Arc<Room>> {
        let rooms: Vec<_> = self.lock().rooms.values().cloned().collect();
        rooms.into_iter().filter(|room| room.is_live()).collect()
    }

    /// A code for a session to show, and how long it works, microseconds; `None` while too many are out.
    pub fn pairing_code(&self, room: &Room) -> Result<Option<(String, i64)>, NoRandomness> {
        let organisation = room.row().organisation;
        self.lock().codes.want(organisation, room.session(), clock::monotonic_us())
    }

    /// The room that shows this code now; the code still works.
    pub fn shows(&self, organisation: OrganisationId, digits: &str) -> Option<Arc<Room>> {
        let inner = self.lock();
        let session = inner.codes.shown(organisation, digits, clock::monotonic_us())?;
        inner.rooms.get(&session).cloned()
    }

    /// The room that shows this code now; the code is used up.
    pub fn redeem(&self, organisation: OrganisationId, digits: &str) -> Option<Arc<Room>> {
        let mut inner = self.lock();
        let session = inner.codes.redeem(organisation, digits, clock::monotonic_us())?;
        inner.rooms.get(&session).cloned()
    }

    /// Tells everybody that the server goes down, and closes every socket.
    pub fn leave(&self) {
        let rooms: Vec<_> = self.lock().rooms.values().cloned().collect();
        for room in rooms {
            room.keep_poses();
            room.tell_all(&Message::Leaving, Some(Closing::Leaving));
        }
        let receivers = self.shared.receivers.lock().unwrap_or_else(PoisonError::into_inner);
        for outgoing in receivers.iter().filter_map(Weak::upgrade) {
            outgoing.send(&Message::Leaving);
            outgoing.close(Closing::Leaving);
        }
    }

    /// Remembers the receiver of a strap, to tell it when the server goes down.
    pub(super) fn receiver_joins(&self, outgoing: &Arc<Outgoing>) {
        let mut receivers = self.shared.receivers.lock().unwrap_or_else(PoisonError::into_inner);
        receivers.retain(|receiver| receiver.strong_count() > 0);
        receivers.push(Arc::downgrade(outgoing));
    }

    /// Waits until every socket has been closed and has written its last line of the access log, but not for ever.
    pub async fn left(&self) {
        let until = tokio::time::Instant::now() + LEAVE_WITHIN;
        while self.shared.sockets.load(Ordering::Relaxed) > 0 && tokio::time::Instant::now() < until {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    pub(super) fn socket_opened(&self) {
        self.shared.sockets.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn socket_closed(&self) {
        self.shared.sockets.fetch_sub(1, Ordering::Relaxed);
    }

    fn tick(&self, tick: u32) {
        let now_us = clock::monotonic_us();
        let (slice, second) = (tick % SLICES, tick / SLICES);
        let due = |session: SessionId| {
            // The last bytes of an id are random: they spread rooms over slices, and pings over seconds.
            let (_, random) = session.0.as_u64_pair();
            let random = random as u32;
            (random % SLICES == slice).then(|| (second + random / SLICES).is_multiple_of(PING_EVERY_S))
        };
        let rooms: Vec<_> = {
            let inner = self.lock();
            let due = inner.rooms.iter().filter_map(|(id, room)| Some((Arc::clone(room), due(*id)?)));
            due.collect()
        };
        let mut empty = Vec::new();
        for (room, ping_headset) in &rooms {
            if room.wants_end(now_us) {
                let room = Arc::clone(room);
                tokio::spawn(async move {
                    if let Err(error) = room.end_recording().await {
                        tracing::warn!(session = %room.session(), %error, "a recording's end could not be stored yet");
                    }
                });
            } else if room.tick(now_us, *ping_headset) {
                empty.push(room.session());
            }
        }
        drop(rooms);
        if !empty.is_empty() {
            let mut inner = self.lock();
            for session in empty {
                // Somebody may have come in since: then more hands than the map's hold the room.
                if inner.rooms.get(&session).is_some_and(|room| Arc::strong_count(room) == 1) {
                    inner.rooms.remove(&session);
                    inner.codes.forget(session);
                }
            }
            metrics::gauge!("luwte_live_rooms").set(inner.rooms.len() as f64);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.shared.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
