//! What a note is drafted from, and the minutes that a consult frees.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use care::note::{Facts, freed_s};
use catalogue::World;
use proptest::prelude::*;
use session::{
    AdverseEvent, Discomfort, Event, EventKind, FinishCause, Phase, Steering, SteeringCause, UserId,
    WorldTime,
};
use uuid::Uuid;

fn events(kinds: Vec<(u64, EventKind)>) -> Vec<Event> {
    let numbered = (0_u32..).zip(kinds);
    numbered.map(|(seq, (at_s, kind))| Event { seq, at: WorldTime::from_secs(at_s), kind }).collect()
}

fn steered(by_colleague: bool) -> EventKind {
    let to = if by_colleague { Steering::Companion(UserId(Uuid::from_u128(1))) } else { Steering::Client };
    EventKind::SteeringChanged { to, cause: SteeringCause::TakenOver }
}

#[test]
fn a_consult_frees_the_time_in_worlds_less_pauses_and_less_what_a_colleague_steered() {
    let walked = events(vec![
        (0, EventKind::PhaseEntered(Phase::Choice)),
        (60, EventKind::WorldEntered(World::SunsetBeach)),
        (60, EventKind::PhaseEntered(Phase::World)),
        (360, EventKind::Paused),
        (420, EventKind::Resumed),
        (600, steered(true)),
        (660, steered(false)),
        (960, EventKind::Finishing(FinishCause::Client)),
        (960, EventKind::PhaseEntered(Phase::CalmEnd)),
        (980, EventKind::PhaseEntered(Phase::TensionAfter)),
        (1_100, EventKind::Ended),
    ]);
    // 60 to 980 s in worlds, less a minute with the headset off and a minute steered.
    assert_eq!(freed_s(&walked), 920 - 60 - 60);
}

#[test]
fn a_draft_rests_on_what_was_answered_and_what_went_wrong() {
    let walked = events(vec![
        (10, EventKind::TensionBefore(Some(7))),
        (60, EventKind::WorldEntered(World::CoralReef)),
        (600, EventKind::PhaseEntered(Phase::TensionAfter)),
        (610, EventKind::TensionAfter(Some(4))),
        (615, EventKind::DiscomfortReported(Discomfort::Headache)),
        (615, EventKind::AdverseEventNoted(AdverseEvent::Headache)),
        (620, EventKind::Ended),
    ]);
    let facts = Facts::of(&walked);
    assert_eq!((facts.ratings.own_before(), facts.ratings.own_after()), (Some(7), Some(4)));
    assert_eq!(
        (facts.discomfort, facts.adverse.as_slice()),
        (Some(Discomfort::Headache), [AdverseEvent::Headache].as_slice())
    );
    let behaviour = facts.behaviour.unwrap();
    assert_eq!((behaviour.worlds[0].slug.as_str(), behaviour.worlds[0].seconds), ("coral-reef", 540.0));
    assert!(!facts.taken_over);
    assert_eq!(Facts::of(&[]), Facts::default(), "of nothing it says nothing");
}

proptest! {
    #[test]
    fn never_more_time_is_freed_than_passed(steps in prop::collection::vec((0..600_u64, 0..7_u8), 0..60)) {
        let mut at_s = 0;
        let kinds = steps.into_iter().map(|(passed_s, what)| {
            at_s += passed_s;
            let kind = match what {
                0 => EventKind::WorldEntered(World::AlpineMeadow),
                1 => EventKind::Paused,
                2 => EventKind::Resumed,
                3 => steered(true),
                4 => steered(false),
                5 => EventKind::PhaseEntered(Phase::TensionAfter),
                _ => EventKind::Ended,
            };
            (at_s, kind)
        });
        let walked = events(kinds.collect());
        prop_assert!(u64::from(freed_s(&walked)) <= at_s);
    }
}
