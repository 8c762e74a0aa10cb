//! Worlds that come when they are chosen, later, or not at all.

use super::*;

fn choose(journey: &mut Journey, world: World, at: WorldTime) -> bool {
    journey.choose(&Deed::Act(Act::ChooseWorld(world)), at)
}

fn here(world: World) -> worlds::Part {
    worlds::Part::Here(worlds::Recipe::of(world))
}

#[test]
fn a_chosen_world_is_entered_when_its_code_is_here_and_not_before() {
    let mut journey = journey();
    to_world(&mut journey, secs(2));
    assert!(choose(&mut journey, World::AlpineMeadow, secs(20)));
    assert!(!journey.part(&worlds::Part::Coming, 0.5, secs(21)));
    assert_eq!(journey.state().world, Some(World::SunsetBeach));
    assert_eq!(journey.awaited(), Some(World::AlpineMeadow));
    assert!(journey.part(&here(World::AlpineMeadow), 0.5, secs(22)));
    assert_eq!((journey.state().world, journey.awaited()), (Some(World::AlpineMeadow), None));
}

#[test]
fn whoever_chose_a_world_that_cannot_be_fetched_stays_where_they_are_and_is_told() {
    let mut journey = journey();
    to_world(&mut journey, secs(2));
    let away = |journey: &Journey| journey.extras(secs(30), 0.0, true).world_away;
    let events = journey.waiting();
    for (part, waits_s) in [(worlds::Part::NotFetched, 0.1), (worlds::Part::Coming, 11.0)] {
        choose(&mut journey, World::AlpineMeadow, secs(20));
        assert!(!away(&journey));
        assert!(journey.part(&part, waits_s, secs(21)));
        assert_eq!((journey.state().world, journey.awaited()), (Some(World::SunsetBeach), None));
        assert!(away(&journey));
    }
    assert_eq!(journey.waiting(), events, "nothing happened, so nothing is recorded");
    journey.act(Act::ShowMenu(Some(Menu::Main)), secs(25));
    assert!(!away(&journey), "the word is gone with the next choice");
}

#[test]
fn a_client_who_does_something_else_is_not_taken_to_the_world_they_chose_before() {
    let mut journey = journey();
    to_world(&mut journey, secs(2));
    choose(&mut journey, World::AlpineMeadow, secs(20));
    journey.act(Act::Calm, secs(21));
    assert_eq!(journey.awaited(), None);
    assert!(!journey.part(&here(World::AlpineMeadow), 0.1, secs(22)));
    assert_eq!(journey.state().world, Some(World::SunsetBeach));
}

#[test]
fn a_colleague_whose_world_cannot_be_fetched_is_refused_and_the_client_is_told_nothing() {
    let mut journey = steered_smoothly(secs(5));
    sent(&mut journey);
    let refused = |journey: &mut Journey| {
        let messages = sent(journey);
        let refusals = messages.into_iter().filter_map(|message| match message {
            Message::Refused { command, refusal } => Some((command.0.as_u128(), refusal)),
            _ => None,
        });
        refusals.collect::<Vec<_>>()
    };
    journey.hear(command(3, Act::ChooseWorld(World::AlpineMeadow)), secs(6));
    // The same command comes twice when its answer was lost.
    journey.hear(command(3, Act::ChooseWorld(World::AlpineMeadow)), secs(6));
    assert!(refused(&mut journey).is_empty());
    journey.hear(command(4, Act::ChooseWorld(World::AlpineMeadow)), secs(6));
    assert_eq!(refused(&mut journey), [(3, Refusal::NotNow)], "a later wish takes its place");
    journey.part(&worlds::Part::NotFetched, 0.1, secs(6));
    assert_eq!(refused(&mut journey), [(4, Refusal::NotNow)]);
    assert!(!journey.extras(secs(6), 0.0, true).world_away);
    journey.hear(command(5, Act::ChooseWorld(World::AlpineMeadow)), secs(6));
    journey.part(&here(World::AlpineMeadow), 0.1, secs(6));
    assert_eq!(journey.state().world, Some(World::AlpineMeadow));
}
