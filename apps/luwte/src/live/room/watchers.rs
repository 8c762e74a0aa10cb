//! Colleagues in a room: who may ask, who is let in with a snapshot, and who lost the link.

use super::{Inner, Room, Seat, Watching, commands};
use crate::{
    live::{
        door,
        outgoing::{Closing, Outgoing},
    },
    store::User,
};
use link::{Message, Problem, Snapshot};
use session::{ClientId, State, Subject, UserId};
use std::sync::Arc;

/// What a watcher's connection may do now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// Asked, or about to; the client has not answered.
    Waiting,
    /// The client agreed: write the access log, then call [`Room::admit`].
    Agreed,
    /// In.
    In,
    /// Neither paired nor agreed.
    Stranger,
}

impl Room {
    /// A colleague typed this session's code: asks the client, through the headset.
    pub fn pair(&self, user: &Arc<User>) {
        let mut inner = self.lock();
        inner.paired.retain(|paired| paired.id != user.id);
        inner.paired.push(Arc::clone(user));
        inner.tell_headset(&Message::Command(commands::request_watch(user)));
    }

    /// A colleague's connection takes a seat. Strangers get none.
    pub fn watcher_joins(&self, seat: Seat, user: &Arc<User>, outgoing: &Arc<Outgoing>) -> Admission {
        let mut inner = self.lock();
        let admission = inner.admission(user.id);
        if admission == Admission::Stranger {
            return admission;
        }
        inner.lost.retain(|(lost, _)| *lost != user.id);
        let watching =
            Watching { seat, user: Arc::clone(user), outgoing: Arc::clone(outgoing), admitted: false };
        // One or two watch, seldom more.
        inner.watchers.reserve_exact(1);
        inner.watchers.push(watching);
        outgoing.send(&Message::Presence(inner.presence()));
        admission
    }

    /// How it stands with a seat now.
    pub fn admission(&self, seat: Seat) -> Admission {
        let inner = self.lock();
        match inner.watchers.iter().find(|watching| watching.seat == seat) {
            None => Admission::Stranger,
            Some(watching) if watching.admitted => Admission::In,
            Some(watching) => inner.admission(watching.user.id),
        }
    }

    /// Lets a seat in: from this moment it has all there is, and gets all that follows.
    pub fn admit(&self, seat: Seat) -> bool {
        let mut inner = self.lock();
        let Inner { watchers, state, .. } = &mut *inner;
        let found = watchers.iter_mut().find(|watching| watching.seat == seat);
        // The client may have changed their mind while the access log was written.
        let Some(watching) = found.filter(|watching| state.is_watched_by(watching.user.id)) else {
            return false;
        };
        watching.admitted = true;
        let outgoing = Arc::clone(&watching.outgoing);
        outgoing.send(&Message::Snapshot(Box::new(inner.snapshot(self))));
        inner.tell_curve_to(&outgoing);
        if inner.by_light {
            outgoing.send(&Message::ByLight(true));
        }
        if let Some(status) = inner.desk.status(seat) {
            outgoing.send(&Message::Strap(status));
        }
        inner.tell_presence();
        true
    }

    /// A colleague's connection is over. Whether it had been let in.
    pub fn watcher_leaves(&self, seat: Seat, monotonic_us: i64) -> bool {
        let mut inner = self.lock();
        let Some(place) = inner.watchers.iter().position(|watching| watching.seat == seat) else {
            return false;
        };
        let gone = inner.watchers.remove(place);
        let again = inner.watchers.iter().any(|watching| watching.user.id == gone.user.id);
        if !again && inner.state.is_watched_by(gone.user.id) {
            inner.lost.push((gone.user.id, monotonic_us));
        }
        inner.quiet_since_us = monotonic_us;
        inner.tell_presence();
        gone.admitted
    }

    /// Everybody who watches along, or waits to.
    pub fn watching(&self) -> Vec<Arc<User>> {
        self.lock().watchers.iter().map(|watching| Arc::clone(&watching.user)).collect()
    }

    /// Ends every connection of a colleague, and forgets that they paired.
    pub fn send_away(&self, user: UserId) {
        let mut inner = self.lock();
        inner.paired.retain(|paired| paired.id != user);
        for watching in inner.watchers.iter().filter(|watching| watching.user.id == user) {
            watching.outgoing.send(&Message::Problem(Problem::Forbidden));
            watching.outgoing.close(Closing::NotAllowed);
        }
    }

    /// Whose session it is, for the access log.
    pub fn client(&self) -> Option<ClientId> {
        if let Subject::Client(client) = self.lock().row.subject { Some(client) } else { None }
    }

    /// The folded state, for tests and for prediction.
    pub fn state(&self) -> State {
        self.lock().state.clone()
    }
}

impl Inner {
    fn admission(&self, user: UserId) -> Admission {
        if self.state.is_watched_by(user) {
            Admission::Agreed
        } else if self.paired.iter().any(|paired| paired.id == user)
            || self.state.watch_request.as_ref().is_some_and(|asking| asking.user == user)
        {
            Admission::Waiting
        } else {
            Admission::Stranger
        }
    }

    pub(super) fn snapshot(&self, room: &Room) -> Snapshot {
        let consent = self.consent_now();
        let shown = |event| door::shown(event, self.state.consent, self.recorded);
        Snapshot {
            session: room.session,
            subject: self.row.subject,
            device: self.row.headset,
            device_name: self.row.headset_name.clone(),
            events: self.events.iter().map(shown).collect(),
            pose: self.pose.filter(|_| consent.pose.live),
            heart: if consent.heart.live { self.desk.recent().cloned().collect() } else { Vec::new() },
            presence: self.presence(),
        }
    }
}
