//! Into a world: whoever chooses one, client or colleague, gets it when its code is here, and stays where they are if
//! that cannot be fetched. So the record never tells of a world that was not shown.

use super::Journey;
use catalogue::World;
use link::Message;
use session::{Act, Command, Refusal, WorldTime};
use worlds::Part;

/// A world whose code has not come by then is not there for now, seconds.
const PATIENCE_S: f32 = 10.0;

/// A choice that waits for its world's code.
pub(super) struct Awaited {
    world: World,
    /// The colleague's command; none where the client chose.
    command: Option<Command>,
    waited_s: f32,
}

impl Journey {
    /// Keeps the client's choice.
    pub(super) fn client_awaits(&mut self, world: World, at: WorldTime) {
        self.menu_seen = at;
        self.await_world(world, None);
    }

    /// Keeps a colleague's choice.
    pub(super) fn colleague_awaits(&mut self, world: World, command: Command) {
        self.await_world(world, Some(command));
    }

    /// The client did something else meanwhile: what they chose before is no longer what they want.
    pub(super) fn client_changed_their_mind(&mut self) {
        self.world_away = false;
        if self.awaited.as_ref().is_some_and(|awaited| awaited.command.is_none()) {
            self.awaited = None;
        }
    }

    /// The world that was chosen and whose code is needed: say with [`Journey::part`] how far that is, at once and
    /// with every picture.
    pub fn awaited(&self) -> Option<World> {
        self.awaited.as_ref().map(|awaited| awaited.world)
    }

    /// How far the code of the awaited world is, so many seconds after the last time. Gives whether that settles it.
    pub fn part(&mut self, part: &Part, dt_s: f32, at: WorldTime) -> bool {
        let Some(mut awaited) = self.awaited.take() else { return false };
        awaited.waited_s += dt_s;
        match part {
            Part::Here(_) => match awaited.command {
                None => _ = self.act(Act::ChooseWorld(awaited.world), at),
                Some(command) => self.command(&command, at),
            },
            Part::Coming if awaited.waited_s < PATIENCE_S => {
                self.awaited = Some(awaited);
                return false;
            }
            Part::Coming | Part::NotFetched => self.stay(awaited.command, at),
        }
        true
    }

    fn await_world(&mut self, world: World, command: Option<Command>) {
        self.world_away = false;
        let awaited = Awaited { world, command, waited_s: 0.0 };
        let before = self.awaited.replace(awaited).and_then(|before| before.command);
        let repeated = |command: &Command| {
            let now = self.awaited.as_ref().and_then(|awaited| awaited.command.as_ref());
            now.is_some_and(|now| now.id == command.id)
        };
        if let Some(before) = before.filter(|before| !repeated(before)) {
            self.refuse(&before);
        }
    }

    fn stay(&mut self, command: Option<Command>, at: WorldTime) {
        match command {
            // Only who chose is told of it.
            None => {
                self.menu_seen = at;
                self.world_away = true;
            }
            Some(command) => self.refuse(&command),
        }
    }

    fn refuse(&mut self, command: &Command) {
        self.outgoing.push_back(Message::Refused { command: command.id, refusal: Refusal::NotNow });
    }
}
