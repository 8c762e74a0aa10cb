//! Whatever the state of a session: the panels fit, are large enough, offer little, show who watches and lead to calm.
#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests")]

mod moments;

use glam::{Vec2, Vec3};
use panels::{Deed, Extras, Gaze, Key, Light, Palette, Panel, Panels, Role, Scene, Target, Words, contrast};
use proptest::prelude::*;
use session::{
    Act, Discomfort, EventKind, Input, ItemForm, Language, Means, Menu, Origin, PaceSearch, Phase,
    PlannedWorlds, Prepared, Prompt, QuestionId, Said, SearchOutcome, SearchUnknown, SelfCheckItem,
    Sequencer, SetItem, State, Steering, ValueShown, WorldTime,
};
use texts::Texts;

/// Words in a heading of somebody's own may be more; the length of the question is bounded elsewhere.
const WORDS_MOST: usize = 8;

fn texts(language: Language) -> Texts {
    let language = match language {
        Language::Nl => texts::Language::Nl,
        Language::En => texts::Language::En,
    };
    Texts::headset(language).and(Texts::guidance(language).to_owned())
}

#[test]
fn every_word_before_a_client_is_among_what_the_headset_carries() {
    for (name, _, scene) in scenes() {
        let panels = scene.panels.iter();
        let said = panels.flat_map(|panel| {
            let words = panel.words.iter().map(|words| &words.text);
            words.chain(panel.targets.iter().map(|target| &target.name)).collect::<Vec<_>>()
        });
        for text in said {
            assert!(!text.contains('⟦'), "{name}: {text}");
        }
    }
}

/// Every moment in both languages, laid out.
fn scenes() -> Vec<(String, State, Scene)> {
    let panels = Panels::new().expect("the font that is built in");
    let mut scenes = Vec::new();
    for language in [Language::Nl, Language::En] {
        let texts = texts(language);
        for moment in moments::all(language) {
            let scene = panels.lay_out(&moment.state, moment.at, &texts, &moment.extras);
            scenes.push((format!("{} in {}", moment.name, language.tag()), moment.state, scene));
        }
    }
    assert!(scenes.len() > 80, "the moments cover a whole session: {}", scenes.len());
    scenes
}

fn extent(panels: &Panels, words: &Words) -> (Vec2, Vec2) {
    let width = panels.typeface().width(&words.text) * words.cap_deg;
    let left = if words.from_left { words.at.x } else { words.at.x - width / 2.0 };
    let half = words.cap_deg / 2.0;
    (Vec2::new(left, words.at.y - half), Vec2::new(left + width, words.at.y + half))
}

/// Words lie within their panel, and within their target where they belong to one.
fn assert_fits(name: &str, panels: &Panels, panel: &Panel) {
    let half = panel.size / 2.0;
    for words in &panel.words {
        let (low, high) = extent(panels, words);
        let inside = low.cmpge(-half + 0.2).all() && high.cmple(half - 0.2).all();
        assert!(inside, "{name}: \"{}\" leaves its panel: {low} to {high} of {half}", words.text);
        if let Some(target) = panel.targets.iter().find(|target| Some(target.id) == words.of) {
            let (from, to) = (target.at - target.size / 2.0, target.at + target.size / 2.0);
            let inside = low.x >= from.x - 0.01 && high.x <= to.x + 0.01 && low.y >= from.y && high.y <= to.y;
            assert!(
                inside,
                "{name}: \"{}\" leaves its target: {low} to {high} of {from} to {to}",
                words.text
            );
        }
    }
    for target in &panel.targets {
        let reach = target.at.abs() + target.size / 2.0;
        assert!(reach.cmple(half + 0.01).all(), "{name}: {:?} leaves its panel", target.id);
    }
}

/// Words do not lie over each other.
fn assert_apart(name: &str, panels: &Panels, panel: &Panel) {
    for (n, words) in panel.words.iter().enumerate() {
        let (low, high) = extent(panels, words);
        for other in &panel.words[n + 1..] {
            let (other_low, other_high) = extent(panels, other);
            let apart = low.x >= other_high.x
                || other_low.x >= high.x
                || low.y >= other_high.y
                || other_low.y >= high.y;
            assert!(apart, "{name}: \"{}\" lies over \"{}\"", words.text, other.text);
        }
    }
}

#[test]
fn everything_fits_in_every_moment_and_language() {
    let panels = Panels::new().expect("the font that is built in");
    for (name, _, scene) in scenes() {
        for panel in &scene.panels {
            assert_fits(&name, &panels, panel);
            assert_apart(&name, &panels, panel);
        }
    }
}

#[test]
fn words_are_large_enough_for_tired_eyes() {
    for (name, _, scene) in scenes() {
        for panel in &scene.panels {
            for words in &panel.words {
                assert!(words.cap_deg >= 1.2, "{name}: \"{}\" is {}° high", words.text, words.cap_deg);
            }
            for target in panel.targets.iter().filter(|_| panel.role == Role::Card) {
                let own: Vec<f32> = panel
                    .words
                    .iter()
                    .filter(|words| words.of == Some(target.id))
                    .map(|words| words.cap_deg)
                    .collect();
                let pictured = panel.pictures.iter().any(|picture| picture.of == Some(target.id));
                let large = own.iter().any(|cap| *cap >= 2.0) || (own.is_empty() && pictured);
                assert!(large, "{name}: the words of {:?} are small: {own:?}", target.id);
            }
        }
    }
}

#[test]
fn a_line_has_at_most_eight_words() {
    for (name, _, scene) in scenes() {
        for words in scene.panels.iter().flat_map(|panel| &panel.words) {
            let count = words.text.split_whitespace().count();
            assert!(count <= WORDS_MOST, "{name}: \"{}\" has {count} words", words.text);
        }
    }
}

/// The choices of a card: a row that is one control counts once.
fn choices(panel: &Panel) -> usize {
    let single = panel.targets.iter().filter(|target| target.control.is_none()).count();
    let mut controls: Vec<u8> = panel.targets.iter().filter_map(|target| target.control).collect();
    controls.dedup();
    single + controls.len()
}

#[test]
fn at_most_three_choices_stand_before_the_client() {
    for (name, state, scene) in scenes() {
        // Taking back, passing over, calm: whoever steers, none of them may be missing (rules 5 and 6).
        let steered = state.steering != Steering::Client;
        for panel in &scene.panels {
            let most = match panel.role {
                Role::Card => 3,
                Role::Marks if steered && asks_item(&state) => 3,
                // A thing of the world is one.
                Role::Thing => 1,
                _ => 2,
            };
            assert!(choices(panel) <= most, "{name}: {} choices on {:?}", choices(panel), panel.key);
        }
        let cards = scene.panels.iter().filter(|panel| panel.role == Role::Card).count();
        assert!(cards <= 1, "{name}: one question at a time");
    }
}

#[test]
fn panels_stand_where_eyes_and_neck_are_at_ease() {
    for (name, _, scene) in scenes() {
        for panel in &scene.panels {
            let place = panel.place;
            assert!((1.2..=1.5).contains(&place.distance_m), "{name}: {:?} at {place:?}", panel.key);
            if panel.role == Role::Card {
                assert!((-20.0..=-10.0).contains(&place.up_deg), "{name}: {:?} at {place:?}", panel.key);
            }
            let [right, up, normal] = place.axes(0.0);
            assert!(right.y.abs() < 1e-6, "{name}: level");
            assert!(right.cross(up).dot(normal) > 0.999, "{name}: faces the seat");
        }
        let card = scene.panels.iter().find(|panel| panel.role == Role::Card);
        let marks = scene.panels.iter().find(|panel| panel.role == Role::Marks);
        if let (Some(card), Some(marks)) = (card, marks) {
            let foot = card.place.up_deg - card.size.y / 2.0;
            assert!(foot > marks.place.up_deg + marks.size.y / 2.0, "{name}: the card stands on the marks");
        }
    }
}

#[test]
fn words_are_seen_on_their_ground_by_day_and_by_night() {
    for brightness in [0.05, 0.9] {
        let palette = Palette::under(Light { colour: [1.0, 0.75, 0.5], brightness });
        for ground in [palette.panel_top, palette.panel_foot, palette.lit] {
            assert!(contrast(palette.ink, ground) >= 4.5 && contrast(palette.soft_ink, ground) >= 4.5);
        }
    }
}

#[test]
fn looking_at_the_middle_of_a_target_hits_it_and_nothing_else() {
    for (name, _, scene) in scenes() {
        for panel in &scene.panels {
            let [right, up, _] = panel.place.axes(scene.heading_deg);
            for target in &panel.targets {
                let metres = panel.place.metres_per_deg();
                let towards =
                    panel.place.middle(scene.heading_deg) + (right * target.at.x + up * target.at.y) * metres;
                let gaze = Gaze {
                    from: Vec3::new(0.03, -0.02, 0.05),
                    towards: towards - Vec3::new(0.03, -0.02, 0.05),
                };
                let hit = scene.hit(gaze, None).expect("the gaze meets the panel");
                assert_eq!(hit.target, Some(target.id), "{name}");
                assert!((hit.point - towards).length() < 1e-3);
            }
        }
        let away = Gaze { from: Vec3::ZERO, towards: Vec3::Z };
        assert_eq!(scene.hit(away, None), None, "{name}: nothing behind the client");
    }
}

/// Whether a target leads to calm by one choice: puts all away, ends softly, or leaves.
fn calms(target: &Target) -> bool {
    matches!(target.deed, Deed::Act(Act::Calm | Act::Leave | Act::Finish))
}

fn assert_way_to_calm(name: &str, state: &State, scene: &Scene) {
    if state.phase == Phase::Done {
        return;
    }
    let way = scene.targets().find(|target| calms(target));
    let way = way.unwrap_or_else(|| panic!("{name}: no way to calm in {:?}", state.phase));
    let Deed::Act(act) = &way.deed else { panic!("{name}: calm is an act of the session") };
    let input = Input::Act(Origin::Client, act.clone());
    assert!(session::step(state, &input, state.phase_since).is_ok(), "{name}: {act:?} is refused");
}

fn asks_item(state: &State) -> bool {
    state.question.as_ref().is_some_and(|question| matches!(question.prompt, Prompt::Item(_)))
}

/// Whoever steers, a planned question can be passed over by who is asked, unless a request stands before it.
fn assert_passes(name: &str, state: &State, scene: &Scene) {
    let Some(question) = state.question.as_ref().filter(|_| asks_item(state)) else { return };
    if state.watch_request.is_some() {
        return;
    }
    let pass = Act::Answer { question: question.id, answer: session::Answer::Skipped };
    let target = scene.targets().any(|target| target.deed == Deed::Act(pass.clone()));
    assert!(target, "{name}: the question cannot be passed over");
    let done = session::step(state, &Input::Act(Origin::Client, pass), state.phase_since);
    assert!(done.is_ok(), "{name}: passing over is refused");
}

#[test]
fn safety_rule_05_a_planned_question_can_be_passed_over_whoever_steers() {
    let mut steered = 0;
    for (name, state, scene) in scenes() {
        assert_passes(&name, &state, &scene);
        steered += usize::from(asks_item(&state) && state.steering != Steering::Client);
    }
    assert!(steered > 0, "one of the moments is steered");
}

fn assert_badge(name: &str, state: &State, scene: &Scene) {
    let badge = scene.panels.iter().find(|panel| panel.role == Role::Badge);
    assert_eq!(badge.is_some(), !state.watchers.is_empty(), "{name}: the badge says who watches");
    if state.steering != Steering::Client {
        assert!(badge.is_some_and(|badge| !badge.words.is_empty()), "{name}: who steers is shown");
        let back = scene.targets().any(|target| target.deed == Deed::Act(Act::HandBack));
        assert!(back || state.phase == Phase::Done, "{name}: the client can take control back at once");
    }
}

#[test]
fn safety_rule_05_every_moment_shows_a_way_to_calm() {
    for (name, state, scene) in scenes() {
        assert_way_to_calm(&name, &state, &scene);
    }
}

#[test]
fn safety_rule_06_watching_and_steering_are_shown_by_name_in_every_moment() {
    for (name, state, scene) in scenes() {
        assert_badge(&name, &state, &scene);
        if let Some(steers) = state.steering_name() {
            let shown =
                scene.panels.iter().filter(|panel| panel.role == Role::Badge).flat_map(|panel| &panel.words);
            assert!(shown.into_iter().any(|words| words.text.contains(steers)), "{name}: {steers} is named");
        }
    }
}

#[test]
fn a_name_that_cannot_be_drawn_still_stands_for_someone() {
    let panels = Panels::new().expect("the font that is built in");
    let (mut sequencer, _) = Sequencer::open(moments::opened(Language::Nl, WorldTime::START));
    let someone = moments::watcher(3, "山田");
    let ask = Input::Act(Origin::Companion(someone.user), Act::RequestWatch(someone));
    sequencer.handle(&ask, WorldTime::START).expect("one can always ask");
    let scene = panels.lay_out(sequencer.state(), WorldTime::START, &texts(Language::Nl), &Extras::default());
    let request = scene.panels.iter().find(|panel| matches!(panel.key, Key::WatchRequest(_)));
    let words = &request.expect("the request is shown").words;
    let lines: Vec<&str> = words.iter().take(2).map(|words| words.text.as_str()).collect();
    assert_eq!(lines.join(" "), "Mag je behandelaar meekijken?");
}

fn act() -> impl Strategy<Value = Act> {
    let menu = prop::option::of(prop::sample::select(vec![
        Menu::Main,
        Menu::Settings,
        Menu::Unwell,
        Menu::Exercises,
    ]));
    let discomfort = prop::sample::select(Discomfort::KINDS.to_vec());
    let ask = prop_oneof![
        Just(Prompt::Prepared(Prepared::TensionNow)),
        "[ -~]{1,60}".prop_map(|text| Prompt::Own { text, answers: session::AnswerKind::YesNo }),
        "[a-zé]{60}".prop_map(|text| Prompt::Own { text, answers: session::AnswerKind::Scale }),
        ("[a-zé ]{60,120}", "[a-zé]{20,40}", 2..6_usize).prop_map(|(text, label, count)| {
            let said = |text: &str| Said { nl: text.into(), en: text.into() };
            let form = ItemForm::Steps(vec![said(&label); count]);
            let (set, item) = ("proef".into(), "een".into());
            Prompt::Item(Box::new(SetItem { set, version: 1, item, text: said(&text), form }))
        }),
    ];
    prop_oneof![
        Just(Act::SpeakLanguage(Language::En)),
        Just(Act::TurnPage),
        any::<bool>().prop_map(Act::SetLying),
        (0..9_u8).prop_map(Act::Touch),
        menu.prop_map(Act::ShowMenu),
        prop::sample::select(catalogue::Exercise::ALL.to_vec())
            .prop_map(|exercise| Act::StartExercise { exercise, pace_milli_bpm: 6_000 }),
        Just(Act::StopExercise),
        prop::sample::select(catalogue::World::ALL.to_vec()).prop_map(Act::ChooseWorld),
        (0..1_440_u16).prop_map(Act::SetTimeOfDay),
        (0..=100_u8).prop_map(Act::SetVolume),
        (0..4_u32).prop_map(|n| Act::Answer { question: QuestionId(n), answer: session::Answer::Skipped }),
        discomfort.prop_map(Act::ReportDiscomfort),
        Just(Act::DiscomfortFelt),
        Just(Act::Calm),
        Just(Act::Finish),
        Just(Act::Continue),
        Just(Act::Skip),
        Just(Act::StopWatching),
        Just(Act::TakeOver),
        Just(Act::HandBack),
        ask.prop_map(Act::Ask),
    ]
}

fn search() -> impl Strategy<Value = PaceSearch> {
    let found = (4_500..=7_000_u16).prop_map(|pace_milli_bpm| SearchOutcome::Found {
        pace_milli_bpm,
        low_milli_bpm: pace_milli_bpm - 300,
        high_milli_bpm: pace_milli_bpm + 300,
        sure_permille: 800,
    });
    let unknown = prop::sample::select(vec![SearchUnknown::NoPeak, SearchUnknown::Withheld]);
    let outcome = prop_oneof![found, unknown.prop_map(SearchOutcome::Unknown)];
    outcome.prop_map(|outcome| PaceSearch { algorithm: "r-1".into(), outcome })
}

fn story() -> impl Strategy<Value = Vec<(Input, u16)>> {
    let forward = prop::sample::select(vec![
        Act::Begin,
        Act::AnswerSelfCheck { item: SelfCheckItem::Settled, yes: true },
        Act::AnswerSelfCheck { item: SelfCheckItem::OldEnough, yes: true },
        Act::AnswerSelfCheck { item: SelfCheckItem::Seizure, yes: false },
        Act::AnswerSelfCheck { item: SelfCheckItem::Condition, yes: false },
        Act::AnswerSelfCheck { item: SelfCheckItem::Caution, yes: false },
        Act::RateTension(5),
        Act::ChooseWorld(catalogue::World::SunsetBeach),
        Act::ChooseWorld(catalogue::World::AlpineMeadow),
        Act::AnswerWatch(true),
    ]);
    let someone = |n: u8| moments::watcher(u128::from(n), "Noor de Wit").user;
    let input = prop_oneof![
        9 => forward.prop_map(|act| Input::Act(Origin::Client, act)),
        3 => act().prop_map(|act| Input::Act(Origin::Client, act)),
        4 => (0..3_u8, act()).prop_map(move |(n, act)| Input::Act(Origin::Companion(someone(n)), act)),
        2 => (0..3_u8, "\\PC{0,24}").prop_map(move |(n, name)| {
            let watcher = moments::watcher(u128::from(n), &name);
            Input::Act(Origin::Companion(watcher.user), Act::RequestWatch(watcher))
        }),
        1 => Just(Input::Clock),
        1 => search().prop_map(Input::Search),
        1 => (any::<bool>(), any::<bool>()).prop_map(|(heart, parts)| Input::Means(Means { heart, parts })),
        1 => prop::sample::subsequence(catalogue::World::ALL.to_vec(), 0..catalogue::World::ALL.len())
            .prop_map(|avoided| Input::Worlds(PlannedWorlds { first: Vec::new(), avoided })),
        1 => prop::option::of(0..=100_u8).prop_map(|score| Input::Heart(ValueShown {
            algorithm: "a".into(), score, low: score, high: score, beats: 100,
        })),
    ];
    prop::collection::vec((input, 0..200_u16), 1..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn safety_rules_05_and_06_hold_in_every_state_that_can_be_reached(inputs in story()) {
        let panels = Panels::new().expect("the font that is built in");
        let (mut sequencer, _) = Sequencer::open(moments::opened(Language::Nl, WorldTime::START));
        let mut at = WorldTime::START;
        for (input, seconds) in &inputs {
            at = at + WorldTime::from_secs(u64::from(*seconds));
            if sequencer.handle(input, at).is_err() {
                continue;
            }
            let state = sequencer.state();
            let texts = texts(state.language);
            let extras = Extras { pairing_code: Some("0426"), in_headset: true, ..Extras::default() };
            let scene = panels.lay_out(state, at, &texts, &extras);
            assert_way_to_calm("a reached state", state, &scene);
            assert_badge("a reached state", state, &scene);
            assert_passes("a reached state", state, &scene);
            for panel in &scene.panels {
                assert_fits("a reached state", &panels, panel);
                prop_assert!(choices(panel) <= 3);
                prop_assert!(panel.words.iter().all(|words| words.cap_deg >= 1.2));
            }
        }
    }
}

#[test]
fn what_concerns_the_headset_alone_is_offered_where_it_can_be_done() {
    for (name, state, scene) in scenes() {
        let local = scene.targets().filter(|target| matches!(target.deed, Deed::Local(_)));
        for target in local {
            assert_eq!(state.phase, Phase::Done, "{name}: {:?}", target.deed);
        }
    }
}

/// The worlds that stand on a card.
fn worlds(scene: &Scene) -> Vec<catalogue::World> {
    let offered = scene.targets().filter_map(|target| match target.deed {
        Deed::Act(Act::ChooseWorld(world)) => Some(world),
        _ => None,
    });
    offered.collect()
}

#[test]
fn turning_the_cards_offers_every_world_once_and_then_the_first_again() {
    let panels = Panels::new().expect("the font that is built in");
    let moments = moments::all(Language::Nl);
    let moment = moments.iter().find(|moment| moment.state.phase == Phase::Choice).expect("a choice");
    let card = |page| {
        let state = State { page, ..moment.state.clone() };
        panels.lay_out(&state, moment.at, &texts(Language::Nl), &moment.extras)
    };
    let first = card(0);
    let mut offered = worlds(&first);
    let mut page = 0;
    while offered.len() < catalogue::World::ALL.len() {
        assert!(card(page).targets().any(|target| target.deed == Deed::Act(Act::TurnPage)));
        page += 1;
        assert_ne!(card(page).panels[1].key, card(page - 1).panels[1].key, "another card fades in");
        offered.extend(worlds(&card(page)));
    }
    assert_eq!(offered, catalogue::World::ALL);
    assert_eq!(card(page + 1), first, "after the last card comes the first");
}

#[test]
fn the_name_of_every_world_stays_on_one_line() {
    // Two lines each would push the way to more worlds down onto the marks.
    for (name, _, scene) in scenes() {
        let card = scene.panels.iter().find(|panel| matches!(panel.key, Key::Choice(_)));
        for target in card.iter().flat_map(|card| &card.targets) {
            let lines = card.iter().flat_map(|card| &card.words);
            let large = lines.filter(|words| words.of == Some(target.id) && words.cap_deg >= 2.0).count();
            assert_eq!(large, 1, "{name}: {}", target.name);
        }
    }
}

#[test]
fn the_settings_lead_from_world_to_world_and_round() {
    let panels = Panels::new().expect("the font that is built in");
    let moments = moments::all(Language::En);
    let settings = moments.iter().find(|moment| moment.name == "17-settings").expect("the settings");
    let mut state = State { page: 1, ..settings.state.clone() };
    let mut seen = Vec::new();
    for _ in catalogue::World::ALL {
        let scene = panels.lay_out(&state, settings.at, &texts(Language::En), &settings.extras);
        let [next] = worlds(&scene)[..] else { panic!("one other world is offered") };
        seen.push(next);
        state.world = Some(next);
    }
    assert_eq!(state.world, settings.state.world, "round");
    seen.sort();
    assert_eq!(seen, catalogue::World::ALL, "through every world");
}

#[test]
fn an_event_of_an_older_build_is_no_part_of_a_layout() {
    // The layout reads the folded state alone: the same state gives the same scene, whatever led to it.
    let panels = Panels::new().expect("the font that is built in");
    let (one, _) = Sequencer::open(moments::opened(Language::Nl, WorldTime::START));
    let (mut other, _) = Sequencer::open(moments::opened(Language::En, WorldTime::START));
    let dutch = Input::Act(Origin::Client, Act::SpeakLanguage(Language::Nl));
    let changed = other.handle(&dutch, WorldTime::START).expect("the language can be changed");
    assert!(matches!(changed.first().map(|event| &event.kind), Some(EventKind::LanguageChanged(_))));
    let lay = |sequencer: &Sequencer| {
        panels.lay_out(sequencer.state(), WorldTime::START, &texts(Language::Nl), &Extras::default())
    };
    assert_eq!(lay(&one), lay(&other));
}

#[test]
fn every_exercise_of_a_world_is_offered_once_however_many_pages_it_takes() {
    let panels = Panels::new().expect("the font that is built in");
    let moments = moments::all(Language::En);
    for world in catalogue::World::ALL {
        let moment = moments.iter().find(|m| m.name == "54-exercises" && m.state.world == Some(world));
        let moment = moment.expect("a menu of exercises");
        let mut offered = Vec::new();
        for page in 0..5 {
            let state = State { page, ..moment.state.clone() };
            let scene = panels.lay_out(&state, moment.at, &texts(Language::En), &moment.extras);
            offered.extend(scene.targets().filter_map(|target| match target.deed {
                Deed::Act(Act::StartExercise { exercise, .. }) => Some(exercise),
                _ => None,
            }));
        }
        let expected = catalogue::Exercise::ALL.into_iter().filter(|exercise| exercise.lives_in(world));
        let expected: Vec<_> = expected.collect();
        assert_eq!(offered.get(..expected.len()), Some(&expected[..]), "{}", world.slug());
    }
}

#[test]
fn what_is_not_fetched_yet_is_not_offered() {
    let panels = Panels::new().expect("the font that is built in");
    let moments = moments::all(Language::Nl);
    let moment = moments.iter().find(|moment| moment.name == "54-exercises").expect("a menu of exercises");
    let state = State { means: Means { heart: true, parts: false }, ..moment.state.clone() };
    let scene = panels.lay_out(&state, moment.at, &texts(Language::Nl), &moment.extras);
    for target in scene.targets() {
        if let Deed::Act(Act::StartExercise { exercise, .. }) = target.deed {
            assert!(exercise.breathes(), "{exercise:?}");
        }
    }
}

#[test]
fn every_thing_that_can_be_touched_stands_where_the_world_draws_it() {
    let panels = Panels::new().expect("the font that is built in");
    let mut seen = 0;
    for moment in moments::all(Language::Nl).iter().filter(|moment| moment.name == "55-exercise") {
        for heading_deg in [0.0, 40.0, -130.0] {
            let extras = Extras { heading_deg, ..moment.extras };
            let scene = panels.lay_out(&moment.state, moment.at, &texts(Language::Nl), &extras);
            for (number, thing) in session::touchable(&moment.state, moment.at) {
                let gaze = Gaze { from: Vec3::ZERO, towards: Vec3::from(thing.at_m) };
                let hit = scene.hit(gaze, None).and_then(|hit| hit.target);
                assert_eq!(hit, Some(panels::TargetId::Thing(number)), "{:?}", moment.state.exercise);
                seen += 1;
            }
        }
    }
    assert!(seen > 60, "bubbles, rings, bowls and the butterfly: {seen}");
}

#[test]
fn a_voice_has_time_for_its_words_in_both_languages() {
    // Calm guidance is spoken at 12 to 13 letters a second (2.2 words of 5.7 letters in Dutch); half a second to begin.
    for exercise in catalogue::Exercise::ALL {
        for line in catalogue::guidance(exercise) {
            for language in texts::Language::ALL {
                let texts = Texts::new(language);
                let id = ["guide-", line.id].concat();
                assert!(texts.has(&id), "{language}: {id}");
                let needed_s = texts.get(&id).chars().count() as f32 / 12.5 + 0.5;
                assert!(needed_s <= f32::from(line.say_s), "{language}: {id} takes {needed_s:.1} s");
            }
        }
    }
}

#[test]
fn what_is_said_stands_there_in_the_same_words() {
    let panels = Panels::new().expect("the font that is built in");
    let mut heard = 0;
    for moment in moments::all(Language::En) {
        let Some(said) = panels::said(&moment.state, moment.at) else { continue };
        let texts = texts(Language::En);
        let scene = panels.lay_out(&moment.state, moment.at, &texts, &moment.extras);
        let caption = scene.panels.iter().find(|panel| panel.role == Role::Caption).expect("a caption");
        let words: Vec<&str> = caption.words.iter().map(|words| words.text.as_str()).collect();
        assert_eq!(words.join(" "), texts.get(&said.id()));
        heard += 1;
    }
    assert!(heard > 5, "{heard}");
}
