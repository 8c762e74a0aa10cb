//! Events in a room: checked, folded, relayed at once, stored, and acknowledged only when durable.

use super::{Inner, Room};
use crate::{
    auth::audit_row,
    clock,
    heart::WORLD_TIME_MAX,
    live::{door, outgoing::Closing},
    store::{Append, AuditRow, EventRow, StoreError},
};
use link::{EVENTS_MAX, EventBatch, Message, Problem};
use session::{Event, EventKind, Phase, State, Steering, Subject, WorldTime};
use std::{sync::Arc, time::Duration};

/// What became of a batch.
#[derive(Debug)]
pub enum Taken {
    /// It is in (or was before); these lines belong into the access log.
    In(Vec<AuditRow>),
    /// It was not taken; tell the headset.
    Refused(Problem),
    /// It contradicts the record: these events are to be kept beside it.
    Apart(Vec<Event>),
}

/// How long to wait before writing again what the store refused.
const RETRY: Duration = Duration::from_secs(1);
/// The longest build name.
const BUILD_MAX: usize = 100;
/// The longest name and reason that a headset may tell.
const TEXT_MAX: usize = 400;

impl Room {
    /// Takes a batch from the headset: relays what is new before it is durable, acknowledges after.
    pub fn take_events(self: &Arc<Self>, batch: EventBatch) -> Taken {
        if batch.session != self.session {
            return Taken::Refused(Problem::UnknownSession);
        }
        if let Err(problem) = check(&batch) {
            return Taken::Refused(problem);
        }
        let mut inner = self.lock();
        let next = inner.events.len();
        let first = batch.events.first().map_or(0, |event| event.seq as usize);
        if first > next {
            if let Some((_, outgoing)) = &inner.headset {
                outgoing.send(&inner.acknowledgement(self.session));
            }
            return Taken::Refused(Problem::Gap);
        }
        let (known, new) = batch.events.split_at((next - first).min(batch.events.len()));
        let (consent, recorded) = (inner.state.consent, inner.recorded);
        let differs = known
            .iter()
            .zip(inner.events.iter().skip(first))
            .any(|(told, record)| !door::agrees(told, record, consent, recorded));
        if differs || inner.set_apart {
            inner.set_apart = true;
            return Taken::Apart(batch.events);
        }
        if new.iter().any(|event| !fits(event, inner.opened)) {
            return Taken::Refused(Problem::Malformed);
        }
        if new.is_empty() {
            if let Some((_, outgoing)) = &inner.headset {
                outgoing.send(&inner.acknowledgement(self.session));
            }
            return Taken::In(Vec::new());
        }
        let audit = inner.apply(new);
        if let Some(feed) = inner.slow_events(new, clock::monotonic_us()) {
            self.load_other(feed);
        }
        let rows = inner.rows(self, inner.events.len() - new.len());
        self.store_events(rows);
        inner.relay(self, new);
        Taken::In(audit)
    }

    /// Hands rows to the store; the lock on the room may be held.
    fn store_events(self: &Arc<Self>, rows: Vec<EventRow>) {
        let Some(first) = rows.first().map(|row| u64::from(row.event.seq)) else { return };
        let after = first + rows.len() as u64;
        let room = Arc::clone(self);
        // The store answers from its own task, never from within this call's lock, unless it refuses at once.
        let runtime = tokio::runtime::Handle::try_current();
        self.store.append(Append::Events(rows), move |outcome| match (outcome, runtime) {
            (Ok(()), _) => room.events_durable(first, after),
            (Err(error), Ok(runtime)) => {
                drop(runtime.spawn(async move { room.events_refused(&error).await }))
            }
            (Err(_), Err(_)) => {}
        });
    }

    fn events_durable(&self, first: u64, after: u64) {
        let mut inner = self.lock();
        if first <= inner.durable && after > inner.durable {
            inner.durable = after;
            let acknowledgement = inner.acknowledgement(self.session);
            inner.tell_headset(&acknowledgement);
        }
    }

    /// The store could not write: says so, and tries again until it can or the server ends.
    async fn events_refused(self: Arc<Self>, error: &StoreError) {
        {
            let mut inner = self.lock();
            if inner.retrying {
                return;
            }
            inner.retrying = true;
            inner.tell_headset(&Message::Problem(Problem::StoreUnavailable));
        }
        tracing::warn!(session = %self.session, %error, "events could not be stored yet; they are held and tried again");
        if matches!(error, StoreError::Closed) {
            return;
        }
        tokio::time::sleep(RETRY).await;
        let rows = {
            let mut inner = self.lock();
            inner.retrying = false;
            let durable = usize::try_from(inner.durable).unwrap_or(usize::MAX);
            inner.rows(&self, durable)
        };
        self.store_events(rows);
    }
}

impl Inner {
    /// Folds new events in; returns the lines they add to the access log.
    fn apply(&mut self, new: &[Event]) -> Vec<AuditRow> {
        let mut audit = Vec::new();
        for event in new {
            self.state.apply(event.at, &event.kind);
            self.opened |= matches!(event.kind, EventKind::Opened { .. });
            match &event.kind {
                EventKind::WatchStarted(watcher) => {
                    self.paired.retain(|user| user.id != watcher.user);
                    self.lost.retain(|(user, _)| *user != watcher.user);
                }
                EventKind::WatchDeclined(user) | EventKind::WatchEnded(user) => {
                    self.paired.retain(|paired| paired.id != *user);
                    self.lost.retain(|(lost, _)| lost != user);
                }
                EventKind::SteeringChanged { to: Steering::Client, .. } => {
                    audit.extend(self.steering_ended())
                }
                _ => {}
            }
        }
        self.events.extend_from_slice(new);
        audit
    }

    /// The line that says that steering ended, if it had begun.
    pub(super) fn steering_ended(&mut self) -> Option<AuditRow> {
        let (user, _) = self.steered_by.take()?;
        let client = if let Subject::Client(client) = self.row.subject { Some(client) } else { None };
        Some(audit_row(&user, "steer-end", "session", Some(self.row.id.0), client))
    }

    /// Rows of the record for all events from this place on, as the client lets them be kept.
    fn rows(&self, room: &Room, from: usize) -> Vec<EventRow> {
        let (wall_us, monotonic_us) = (clock::wall_us(), clock::monotonic_us());
        let world_now = self.clock.world(monotonic_us);
        let wall_error_us = self.clock.map.error_us().and_then(|error| i64::try_from(error).ok());
        let micros = |at: WorldTime| i64::try_from(at.0).unwrap_or(i64::MAX);
        let wall = |event: &Event| match (world_now, self.began_us) {
            (Some(now), _) => wall_us.saturating_sub(micros(now).saturating_sub(micros(event.at))),
            (None, Some(began_us)) => began_us.saturating_add(micros(event.at)),
            (None, None) => wall_us,
        };
        let kept = |event: &Event| door::kept(event, self.state.consent, self.recorded);
        let mut moments = door::Moments::after(self.events.iter().take(from).rev().map(kept));
        let row = |event: &Event| {
            let event = moments.of(kept(event));
            let wall_us = wall(&event);
            EventRow { session: room.session, event, wall_us, wall_error_us }
        };
        self.events.iter().skip(from).map(row).collect()
    }

    /// Relays new events to those who watch, lets in and shows out whom the client let in and showed out.
    fn relay(&mut self, room: &Room, new: &[Event]) {
        let shown = new.iter().map(|event| door::shown(event, self.state.consent, self.recorded)).collect();
        self.tell_watchers(&Message::Events(EventBatch { session: room.session, events: shown }));
        let mut changed = false;
        for event in new {
            match &event.kind {
                EventKind::WatchStarted(watcher) => {
                    let seats = self.watchers.iter().filter(|watching| watching.user.id == watcher.user);
                    seats.for_each(|watching| watching.outgoing.wake());
                }
                EventKind::WatchDeclined(user) | EventKind::WatchEnded(user) => {
                    for watching in self.watchers.iter_mut().filter(|watching| watching.user.id == *user) {
                        changed |= core::mem::take(&mut watching.admitted);
                        watching.outgoing.send(&Message::Problem(Problem::Forbidden));
                        watching.outgoing.close(Closing::NotAllowed);
                    }
                }
                _ => {}
            }
        }
        if changed {
            self.tell_presence();
        }
    }
}

/// What no batch may be, whatever the session says.
fn check(batch: &EventBatch) -> Result<(), Problem> {
    if batch.events.len() > EVENTS_MAX {
        return Err(Problem::TooMuch);
    }
    let rising = batch.events.windows(2).all(|pair| match pair {
        [one, other] => one.seq.checked_add(1) == Some(other.seq),
        _ => true,
    });
    let believable = batch.events.iter().all(|event| event.at <= WORLD_TIME_MAX);
    if batch.events.is_empty() || !rising || !believable { Err(Problem::Malformed) } else { Ok(()) }
}

/// Whether an event can stand at its place: the first opens the session, no other does, and texts have their bounds.
fn fits(event: &Event, opened: bool) -> bool {
    match &event.kind {
        EventKind::Opened { build, .. } => event.seq == 0 && !opened && build.len() <= BUILD_MAX,
        _ if event.seq == 0 => false,
        EventKind::WatchRequested(watcher) | EventKind::WatchStarted(watcher) => {
            watcher.name.len() <= TEXT_MAX
        }
        EventKind::SelfCheckCleared { reason, .. } => reason.chars().count() <= TEXT_MAX,
        EventKind::QuestionAsked(question) => question.prompt.fits(),
        EventKind::SetsPlanned(planned) => planned.fits(),
        EventKind::ValueShown(shown) => shown.algorithm.len() <= BUILD_MAX,
        EventKind::PaceFound(search) => search.algorithm.len() <= BUILD_MAX,
        EventKind::TensionBefore(value) | EventKind::TensionAfter(value) => {
            value.is_none_or(|value| value <= 10)
        }
        _ => true,
    }
}

/// Whether a session with this state is over for good.
pub(super) fn is_over(state: &State) -> bool {
    state.phase == Phase::Done
}
