//! Commands in a room: checked with the session's own rule, audited where somebody takes over, relayed to the headset.

use super::{Inner, Room, Seat};
use crate::{
    auth::table::{self, Action, Resource},
    clock,
    store::{AuditRow, User},
};
use link::Message;
use session::{Act, Command, CommandId, Input, Origin, Refusal, Steering, Watcher, step};
use std::sync::Arc;
use uuid::Uuid;

/// What to do with a command.
#[derive(Debug)]
pub enum Relay {
    /// It went to the headset.
    Sent,
    /// Write this line of the access log, then call [`Room::send_command`].
    AfterAudit(Box<Command>),
    /// It was not sent; the sender has been told why.
    Refused,
}

/// Commands whose answers are still awaited.
const ASKED_MAX: usize = 64;

/// The command by which the server, and nobody else, asks the client to let a colleague watch along.
pub(super) fn request_watch(user: &User) -> Command {
    let watcher = Watcher { user: user.id, name: user.name.clone() };
    Command {
        id: CommandId(Uuid::now_v7()),
        origin: Origin::Companion(user.id),
        act: Act::RequestWatch(watcher),
    }
}

impl Room {
    /// Takes a command from a colleague's connection.
    ///
    /// The headset decides; the server refuses beforehand only what no later event can make right: it may lag behind.
    pub fn take_command(&self, seat: Seat, user: &User, command: Command) -> Relay {
        let command = Command { origin: Origin::Companion(user.id), ..command };
        let mut inner = self.lock();
        let refusal = inner.refusal(seat, user, &command);
        if let Some(refusal) = refusal {
            inner.tell_seat(seat, &Message::Refused { command: command.id, refusal });
            return Relay::Refused;
        }
        let steers = inner.state.steering == Steering::Companion(user.id);
        let takes_over = command.act == Act::TakeOver && !steers && inner.steered_by.is_none();
        if takes_over || matches!(command.act, Act::SetFeed(_)) {
            return Relay::AfterAudit(Box::new(command));
        }
        inner.send(seat, command);
        Relay::Sent
    }

    /// Sends a take-over or a choice of heart of which the access log has its line.
    pub fn send_command(&self, seat: Seat, user: &Arc<User>, command: Command) {
        let mut inner = self.lock();
        if command.act == Act::TakeOver {
            inner.steered_by = Some((Arc::clone(user), Some(command.id)));
        }
        inner.send(seat, command);
    }

    /// Tells a colleague that their command is not relayed, and why.
    pub fn refuse_command(&self, seat: Seat, id: CommandId, refusal: Refusal) {
        self.lock().tell_seat(seat, &Message::Refused { command: id, refusal });
    }

    /// The headset did not do a command: whoever sent it hears why. A take-over that came to nothing ends in the access log.
    pub fn take_refusal(&self, id: CommandId, refusal: Refusal) -> Option<AuditRow> {
        let mut inner = self.lock();
        let place = inner.asked.iter().position(|(asked, _)| *asked == id);
        if let Some((_, seat)) = place.and_then(|place| inner.asked.remove(place)) {
            inner.tell_seat(seat, &Message::Refused { command: id, refusal });
        }
        let was_take_over = inner.steered_by.as_ref().is_some_and(|(_, by)| *by == Some(id));
        if was_take_over { inner.steering_ended() } else { None }
    }
}

impl Inner {
    fn refusal(&self, seat: Seat, user: &User, command: &Command) -> Option<Refusal> {
        let admitted = self.watchers.iter().any(|watching| watching.seat == seat && watching.admitted);
        let needed = if matches!(command.act, Act::SetFeed(_)) { Action::Drive } else { Action::Steer };
        let may = table::by_role(&user.roles(), Resource::LiveSessions, needed).is_some();
        if !admitted || !may {
            return Some(Refusal::NotWatching);
        }
        // Only the server asks to watch along, with the name it knows.
        if matches!(command.act, Act::RequestWatch(_)) {
            return Some(Refusal::ClientOnly);
        }
        if self.headset.is_none() {
            return Some(Refusal::NotNow);
        }
        let input = Input::Act(command.origin, command.act.clone());
        let at = self.clock.world(clock::monotonic_us()).unwrap_or_default();
        match step(&self.state, &input, at) {
            Err(
                refusal @ (Refusal::NotWatching
                | Refusal::ClientOnly
                | Refusal::CompanionOnly
                | Refusal::OutOfRange
                | Refusal::Unsafe),
            ) => Some(refusal),
            _ => None,
        }
    }

    fn send(&mut self, seat: Seat, command: Command) {
        let id = command.id;
        let message = Message::Command(command.clone());
        if self.headset_is_older(&message) {
            return self.tell_seat(seat, &Message::Refused { command: id, refusal: Refusal::OlderHeadset });
        }
        if command.act != Act::Renew {
            if self.asked.len() >= ASKED_MAX {
                self.asked.pop_front();
            }
            self.asked.push_back((id, seat));
        }
        if let Act::SetFeed(feed) = command.act {
            self.slow.relayed(feed);
        }
        if !self.tell_headset(&message) {
            self.tell_seat(seat, &Message::Refused { command: id, refusal: Refusal::NotNow });
        }
    }

    fn tell_seat(&self, seat: Seat, message: &Message) {
        if let Some(watching) = self.watchers.iter().find(|watching| watching.seat == seat) {
            watching.outgoing.send(message);
        }
    }
}
