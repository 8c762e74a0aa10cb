//! The headset's hand on a session: numbers events, keeps the lease on steering, recognises repeats.

use crate::{
    act::{Act, Command, Input, Origin, Refusal},
    clock::WorldTime,
    event::{Event, EventKind},
    id::CommandId,
    state::{State, Steering},
    step::step,
};
use std::collections::VecDeque;

/// Steering by a colleague lapses this long after its last renewal (rule 6: control back within 2 s).
pub const LEASE: WorldTime = WorldTime::from_millis(1_500);
/// How often Companion renews it.
pub const RENEW_EVERY: WorldTime = WorldTime::from_millis(500);

/// A session as the headset holds it.
#[derive(Clone, Debug)]
pub struct Sequencer {
    state: State,
    next_seq: u32,
    lease_until: WorldTime,
    seen: VecDeque<CommandId>,
}

impl Sequencer {
    /// Opens a session: its first event is [`EventKind::Opened`].
    pub fn open(opened: EventKind) -> (Self, Event) {
        let mut sequencer = Self {
            state: State::default(),
            next_seq: 0,
            lease_until: WorldTime::START,
            seen: VecDeque::new(),
        };
        let event = sequencer.take(opened, WorldTime::START);
        (sequencer, event)
    }

    /// Takes up a session again after a restart, from its own stored events.
    pub fn resume<'a>(events: impl IntoIterator<Item = &'a Event>) -> Self {
        let mut state = State::default();
        let mut next_seq = 0;
        for event in events {
            state.apply(event.at, &event.kind);
            next_seq = event.seq.saturating_add(1);
        }
        Self { state, next_seq, lease_until: WorldTime::START, seen: VecDeque::new() }
    }

    /// What is true now.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The number the next event gets.
    pub fn next_seq(&self) -> u32 {
        self.next_seq
    }

    /// Feeds an input; returns what happened, numbered.
    pub fn handle(&mut self, input: &Input, at: WorldTime) -> Result<Vec<Event>, Refusal> {
        let kinds = step(&self.state, input, at)?;
        let events: Vec<_> = kinds.into_iter().map(|kind| self.take(kind, at)).collect();
        if let (Input::Act(Origin::Companion(user), _), Steering::Companion(steers)) =
            (input, self.state.steering)
            && steers == *user
        {
            // Any sign of life from whoever steers renews the lease.
            self.lease_until = at + LEASE;
        }
        Ok(events)
    }

    /// Feeds a command; a repeat of one that was handled before does nothing.
    pub fn command(&mut self, command: &Command, at: WorldTime) -> Result<Vec<Event>, Refusal> {
        if command.act != Act::Renew && self.seen.contains(&command.id) {
            return Ok(Vec::new());
        }
        let events = self.handle(&Input::Act(command.origin, command.act.clone()), at)?;
        if command.act != Act::Renew {
            if self.seen.len() == 64 {
                self.seen.pop_front();
            }
            self.seen.push_back(command.id);
        }
        Ok(events)
    }

    /// Lets time pass: lapses the lease and runs the clock. Call every frame or at least every 200 ms.
    pub fn tick(&mut self, at: WorldTime) -> Vec<Event> {
        let lapsed = self.state.steering != Steering::Client && at >= self.lease_until;
        let input = if lapsed { Input::LeaseLapsed } else { Input::Clock };
        self.handle(&input, at).unwrap_or_default()
    }

    fn take(&mut self, kind: EventKind, at: WorldTime) -> Event {
        self.state.apply(at, &kind);
        let event = Event { seq: self.next_seq, at, kind };
        self.next_seq = self.next_seq.saturating_add(1);
        event
    }
}
