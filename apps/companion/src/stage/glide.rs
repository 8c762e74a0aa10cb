//! The time of day as it is seen: it glides or changes behind the mist, as in the headset, and is the same in a replay.

use panels::{VEIL_S, glided, needs_another_sky};
use session::{Event, EventKind, State, WorldTime};

/// Minutes after midnight as seen at this moment.
pub(crate) fn minutes_at(events: &[Event], at: WorldTime) -> f64 {
    let mut goal = f64::from(State::default().time_of_day_minutes);
    let mut from = goal;
    let mut since = WorldTime::START;
    for event in events.iter().take_while(|event| event.at <= at) {
        match &event.kind {
            EventKind::TimeOfDaySet(minutes) => {
                from = seen(from, goal, event.at.since(since));
                goal = f64::from(*minutes);
            }
            // Behind the veil before a world nothing glides: its own time of day stands there at once.
            EventKind::WorldEntered(world) => {
                goal = f64::from(world.opening_minutes());
                from = goal;
            }
            _ => continue,
        }
        since = event.at;
    }
    seen(from, goal, at.since(since))
}

/// Minutes as seen so long after they were set.
fn seen(from: f64, goal: f64, passed: WorldTime) -> f64 {
    let passed_s = passed.as_secs_f64();
    match needs_another_sky(from, goal) {
        false => glided(from, goal, passed_s),
        // Once the mist has closed, what it hid is another time of day.
        true if passed_s < f64::from(VEIL_S) => from,
        true => goal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use catalogue::World;

    fn event(secs: u64, kind: EventKind) -> Event {
        Event { seq: 0, at: WorldTime::from_secs(secs), kind }
    }

    fn check(minutes: u16, at_ms: u64, expected: f64) {
        let events = [
            event(0, EventKind::WorldEntered(World::SunsetBeach)),
            event(100, EventKind::TimeOfDaySet(minutes)),
        ];
        let found = minutes_at(&events, WorldTime::from_millis(at_ms));
        assert!((found - expected).abs() < 0.01, "{found} at {at_ms} ms");
    }

    #[test]
    fn a_few_minutes_are_reached_without_a_jump() {
        check(1_210, 99_000, 1_200.0);
        check(1_210, 100_000, 1_200.0);
        // After one time constant, 2 s, 63 % of the way is covered (1 − 1/e).
        check(1_210, 102_000, 1_210.0 - 10.0 / core::f64::consts::E);
        check(1_210, 130_000, 1_210.0);
    }

    #[test]
    fn another_part_of_the_day_comes_behind_the_mist() {
        check(600, 102_900, 1_200.0);
        check(600, 103_100, 600.0);
    }

    #[test]
    fn a_world_opens_at_its_own_time_of_day() {
        let opening = f64::from(World::SunsetBeach.opening_minutes());
        let events = [event(5, EventKind::WorldEntered(World::SunsetBeach))];
        assert_eq!(minutes_at(&events, WorldTime::from_secs(5)), opening);
    }
}
