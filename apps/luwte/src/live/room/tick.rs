//! Once a second in every room: what waits is stored, silence is told, the lost are shown out, the empty room is closed.

use super::{Room, events::is_over};
use link::Message;
use session::{Act, Command, CommandId, Origin};
use uuid::Uuid;

/// After this long without a link a colleague no longer watches, microseconds.
const WATCHER_LOST_US: i64 = 60_000_000;
/// A room that nobody is in is kept this long, for whoever comes back, microseconds.
const EMPTY_US: i64 = 120_000_000;

impl Room {
    /// One tick. Returns whether the room can be let go.
    pub fn tick(&self, monotonic_us: i64, ping_headset: bool) -> bool {
        self.keep_poses();
        let mut inner = self.lock();
        if ping_headset {
            inner.tell_headset(&Message::Ping { sent_us: monotonic_us });
            // As often, those who watch along are asked again whether they still may.
            inner.watchers.iter().for_each(|watching| watching.outgoing.wake());
        }
        if let Some(strap) = inner.desk.fell_silent(monotonic_us) {
            inner.tell_strap(strap, false, None);
        }
        let world_now = inner.clock.world(monotonic_us);
        let over = is_over(&inner.state);
        if !over && let Some(heart) = inner.desk.tell(world_now, monotonic_us, false) {
            inner.tell_heart(heart);
        }
        inner.tell_search(monotonic_us);
        let long_lost: Vec<_> = {
            let long = |lost_us: i64| monotonic_us.saturating_sub(lost_us) >= WATCHER_LOST_US;
            inner.lost.iter().filter(|(_, at_us)| long(*at_us)).map(|(user, _)| *user).collect()
        };
        for user in long_lost {
            // Their link is lost for good: the server asks on their behalf, so that the headset no longer shows them.
            let id = CommandId(Uuid::now_v7());
            let command = Command { id, origin: Origin::Companion(user), act: Act::StopWatching };
            if inner.tell_headset(&Message::Command(command)) {
                inner.lost.retain(|(lost, _)| *lost != user);
            }
        }
        let nobody = inner.headset.is_none() && inner.watchers.is_empty();
        let stored = inner.durable == inner.events.len() as u64 && inner.unstored.is_empty();
        let quiet = monotonic_us.saturating_sub(inner.quiet_since_us) >= EMPTY_US;
        nobody && stored && quiet
    }
}
