//! The time of day as it is seen: it glides to what was set, as in the headset, and is the same in a replay.

use session::{Event, EventKind, State, WorldTime};

/// The time constant of the glide, seconds: the headset's.
const GLIDE_S: f64 = 2.0;

/// Minutes after midnight as seen at this moment.
pub(crate) fn minutes_at(events: &[Event], at: WorldTime) -> f64 {
    let mut goal = f64::from(State::default().time_of_day_minutes);
    let mut from = goal;
    let mut since = WorldTime::START;
    let seen = |goal: f64, from: f64, since: WorldTime, at: WorldTime| {
        goal + (from - goal) * (-at.since(since).as_secs_f64() / GLIDE_S).exp()
    };
    for event in events.iter().take_while(|event| event.at <= at) {
        let set = match &event.kind {
            EventKind::TimeOfDaySet(minutes) => *minutes,
            EventKind::WorldEntered(world) => world.opening_minutes(),
            _ => continue,
        };
        from = seen(goal, from, since, event.at);
        since = event.at;
        goal = f64::from(set);
    }
    seen(goal, from, since, at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use catalogue::World;

    fn event(secs: u64, kind: EventKind) -> Event {
        Event { seq: 0, at: WorldTime::from_secs(secs), kind }
    }

    #[test]
    fn a_new_time_of_day_is_reached_without_a_jump() {
        let events = [
            event(0, EventKind::WorldEntered(World::SunsetBeach)),
            event(100, EventKind::TimeOfDaySet(1_080)),
        ];
        assert_eq!(minutes_at(&events, WorldTime::from_secs(99)), 1_200.0);
        assert_eq!(minutes_at(&events, WorldTime::from_secs(100)), 1_200.0);
        // After one time constant 63 % of the way is covered (1 − 1/e).
        let after = minutes_at(&events, WorldTime::from_secs(102));
        assert!((after - (1_080.0 + 120.0 / core::f64::consts::E)).abs() < 1e-9, "{after}");
        assert!((minutes_at(&events, WorldTime::from_secs(130)) - 1_080.0).abs() < 0.01);
    }
}
