//! Every moment of a session that puts something else before the client, by a name; for tests and pictures.
#![allow(
    dead_code,
    clippy::expect_used,
    reason = "shared by the gallery and several tests, each of which uses a part"
)]

use catalogue::{Exercise, World};
use panels::{Extras, Keeping};
use session::{
    Act, AnswerKind, Consent, Discomfort, Event, EventKind, Input, ItemForm, Language, Means, Menu, Origin,
    PaceSearch, PlannedSet, PlannedSets, PlannedWorlds, Prepared, Prompt, Said, SearchOutcome, SearchUnknown,
    SelfCheckItem, Sequencer, SetItem, State, UserId, Watcher, WorldTime,
};
use uuid::Uuid;

/// A moment.
pub struct Moment {
    pub name: &'static str,
    pub state: State,
    pub at: WorldTime,
    pub extras: Extras<'static>,
}

/// A colleague.
pub fn noor() -> Watcher {
    watcher(7, "Noor")
}

pub fn watcher(n: u128, name: &str) -> Watcher {
    Watcher { user: UserId(Uuid::from_u128(n)), name: name.to_owned() }
}

pub fn opened(language: Language, rest: WorldTime) -> EventKind {
    EventKind::Opened { build: "test".into(), seed: 1, language, consent: Consent::default(), rest }
}

struct Story {
    sequencer: Sequencer,
    at: WorldTime,
    moments: Vec<Moment>,
    code: Option<&'static str>,
}

impl Story {
    fn new(language: Language) -> Self {
        let (sequencer, _) = Sequencer::open(opened(language, WorldTime::START));
        Self { sequencer, at: WorldTime::from_secs(1), moments: Vec::new(), code: Some("4821") }
    }

    fn client(&mut self, act: Act) -> Vec<Event> {
        self.feed(&Input::Act(Origin::Client, act))
    }

    fn noor(&mut self, act: Act) -> Vec<Event> {
        self.feed(&Input::Act(Origin::Companion(noor().user), act))
    }

    fn feed(&mut self, input: &Input) -> Vec<Event> {
        self.at = self.at + WorldTime::from_secs(1);
        self.sequencer.handle(input, self.at).expect("the story follows the rule")
    }

    fn look(&mut self, name: &'static str) {
        self.look_with(name, 0, false);
    }

    fn look_with(&mut self, name: &'static str, page: u8, asked_again: bool) {
        let extras = Extras { pairing_code: self.code, asked_again, in_headset: true, ..Extras::default() };
        let state = State { page, ..self.sequencer.state().clone() };
        self.moments.push(Moment { name, state, at: self.at, extras });
    }

    /// This moment, after a world was chosen that could not be fetched.
    fn look_away(&mut self, name: &'static str) {
        self.look(name);
        if let Some(moment) = self.moments.last_mut() {
            moment.extras.world_away = true;
        }
    }

    /// The last moment, told this of the record.
    fn told(&mut self, keeping: Keeping) {
        if let Some(moment) = self.moments.last_mut() {
            moment.extras.keeping = keeping;
        }
    }

    fn walk_to_world(&mut self) {
        self.walk_to_items();
        self.client(Act::ChooseWorld(World::SunsetBeach));
    }

    /// To what comes after tension was rated.
    fn walk_to_items(&mut self) {
        self.client(Act::Begin);
        for (item, yes) in [
            (SelfCheckItem::Settled, true),
            (SelfCheckItem::OldEnough, true),
            (SelfCheckItem::Seizure, false),
            (SelfCheckItem::Condition, false),
            (SelfCheckItem::Caution, false),
        ] {
            self.client(Act::AnswerSelfCheck { item, yes });
        }
        self.client(Act::RateTension(6));
    }
}

/// Every moment, in the order of a session.
pub fn all(language: Language) -> Vec<Moment> {
    let mut story = Story::new(language);
    story.look("01-welcome");
    story.noor(Act::RequestWatch(noor()));
    story.look("02-watch-request");
    story.client(Act::AnswerWatch(true));
    story.look("03-welcome-watched");
    story.client(Act::Begin);
    for (name, item, yes) in [
        ("04-check-settled", SelfCheckItem::Settled, true),
        ("06-check-old-enough", SelfCheckItem::OldEnough, true),
        ("07-check-seizure", SelfCheckItem::Seizure, false),
        ("08-check-condition", SelfCheckItem::Condition, false),
        ("09-check-caution", SelfCheckItem::Caution, false),
    ] {
        story.look(name);
        if item == SelfCheckItem::Settled {
            story.client(Act::AnswerSelfCheck { item, yes: false });
            story.look_with("05-check-settled-again", 0, true);
        }
        story.client(Act::AnswerSelfCheck { item, yes });
    }
    story.look("12-tension-before");
    story.client(Act::RateTension(6));
    story.look("13-choice");
    story.look_away("13-choice-world-away");
    for page in 1..u8::try_from(World::ALL.len()).expect("few worlds") {
        story.look_with("13-choice-more-worlds", page, false);
    }
    story.client(Act::ChooseWorld(World::SunsetBeach));
    story.look("14-world-watched");
    story.client(Act::StopWatching);
    story.look("15-world");
    for (name, menu) in
        [("16-menu", Menu::Main), ("17-settings", Menu::Settings), ("18-unwell", Menu::Unwell)]
    {
        story.client(Act::ShowMenu(Some(menu)));
        story.look(name);
        if menu == Menu::Settings {
            story.look_with("17-settings-more", 1, false);
            story.client(Act::TurnPage);
            story.look_away("17-settings-world-away");
        }
    }
    story.look_with("19-unwell-more", 1, false);
    story.client(Act::ShowMenu(None));
    story.client(Act::StartExercise { exercise: Exercise::PacedBreathing, pace_milli_bpm: 6_000 });
    story.look("20-breathe-in");
    story.at = story.at + WorldTime::from_secs(5);
    story.look("21-breathe-out");
    story.client(Act::ShowMenu(Some(Menu::Main)));
    story.look("22-menu-while-breathing");
    story.client(Act::ShowMenu(None));
    story.client(Act::StopExercise);
    story.noor(Act::RequestWatch(noor()));
    story.client(Act::AnswerWatch(true));
    story.client(Act::ShowMenu(Some(Menu::Settings)));
    story.look("23-settings-watched");
    story.noor(Act::TakeOver);
    story.look("24-steered");
    let own = |text: &str, answers| Act::Ask(Prompt::Own { text: text.into(), answers });
    for (name, ask) in [
        ("25-question-comfortable", Act::Ask(Prompt::Prepared(Prepared::Comfortable))),
        ("26-question-tension", Act::Ask(Prompt::Prepared(Prepared::TensionNow))),
        (
            "27-question-own",
            own("Denk je nog aan dat gesprek van vanmorgen met je dochter?", AnswerKind::YesNo),
        ),
        (
            "28-question-own-scale",
            own("Hoe zwaar voelt je rug nu, van licht tot heel zwaar?", AnswerKind::Scale),
        ),
    ] {
        story.noor(ask);
        story.look(name);
        let question = story.sequencer.state().question.as_ref().map(|question| question.id);
        let question = question.expect("a question stands open");
        story.client(Act::Answer { question, answer: session::Answer::Skipped });
    }
    story.client(Act::HandBack);
    let since = story.sequencer.state().world_since.expect("in the world");
    story.at = since + session::PLANNED_LENGTH;
    story.feed(&Input::Clock);
    story.look("29-stay-longer");
    let question = story.sequencer.state().question.as_ref().expect("asked").id;
    story.client(Act::Answer { question, answer: session::Answer::No });
    story.look("30-calm-end");
    story.client(Act::Continue);
    story.look("31-tension-after");
    story.client(Act::RateTension(3));
    story.look("32-discomfort");
    story.client(Act::DiscomfortFelt);
    story.look("33-discomfort-kind");
    story.look_with("34-discomfort-kind-more", 1, false);
    story.client(Act::ReportDiscomfort(Discomfort::Dizzy));
    story.look("35-leaving");
    story.client(Act::Continue);
    story.look("36-done");
    let mut moments = story.moments;
    moments.extend(held(language));
    moments.extend(rest(language));
    moments.extend(crowd(language));
    moments.extend(keeping(language));
    moments.extend(slow(language));
    moments.extend(items(language));
    moments.extend(steered(language));
    moments.extend(elsewhere(language));
    moments
}

/// A question out of a set in every form, with the longest words that a headset asks, before and after a world.
fn items(language: Language) -> Vec<Moment> {
    let said = |nl: &str, en: &str| Said { nl: nl.into(), en: en.into() };
    let (low, high) =
        (said("helemaal niet", "not at all"), said("ergst denkbare pijn", "worst pain imaginable"));
    let steps = vec![
        said("niet", "not at all"),
        said("een beetje", "a little"),
        said("nogal", "quite"),
        said("erg", "very"),
    ];
    let good = vec![
        said("de plek", "the place"),
        said("de ademoefening", "the breathing exercise"),
        said("even alleen zijn", "being alone for a while"),
        said("zelf kiezen wat ik deed en hoe lang", "choosing for myself what and how long"),
    ];
    let look = said(
        "Kijk een minuut naar iets dat beweegt: een blad, een wolk, het water. Je hoeft verder niets.",
        "Look for a minute at something that moves: a leaf, a cloud, the water. You need not do anything.",
    );
    let asked = said("Hoeveel pijn heb je nu?", "How much pain do you have now?");
    let forms = [
        ("61-item-line", asked.clone(), ItemForm::Line { low: low.clone(), high: high.clone() }),
        (
            "62-item-numbers",
            asked.clone(),
            ItemForm::Numbers { from: 0, to: 10, low: low.clone(), high: high.clone() },
        ),
        ("63-item-few-numbers", asked.clone(), ItemForm::Numbers { from: 1, to: 5, low, high }),
        ("64-item-steps", asked.clone(), ItemForm::Steps(steps)),
        ("65-item-one", asked.clone(), ItemForm::One(good.clone())),
        ("66-item-some", asked, ItemForm::Some(good)),
        ("67-item-task", look, ItemForm::Task(1)),
    ];
    let item = |text: &Said, form: &ItemForm| SetItem {
        set: "proef".into(),
        version: 1,
        item: "een".into(),
        text: text.clone(),
        form: form.clone(),
    };
    let all: Vec<SetItem> = forms.iter().map(|(_, text, form)| item(text, form)).collect();
    let set = PlannedSet { only_from: None, items: all };
    let mut story = Story::new(language);
    story.feed(&Input::Planned(PlannedSets { before: vec![set.clone()], after: vec![set] }));
    story.walk_to_items();
    for (name, _, form) in &forms {
        story.look(name);
        if form.choices().len() > 3 {
            story.look_with(name, 1, false);
        }
        let question = story.sequencer.state().question.as_ref().expect("asked").id;
        if let ItemForm::Some(all) = form {
            for choice in 0..u8::try_from(all.len()).expect("few choices") {
                story.client(Act::Mark { question, choice, yes: choice.is_multiple_of(2) });
                if usize::from(choice) + 1 < all.len() {
                    story.look(name);
                }
            }
        } else {
            story.client(Act::Answer { question, answer: session::Answer::Skipped });
        }
    }
    story.noor(Act::RequestWatch(noor()));
    story.client(Act::AnswerWatch(true));
    story.client(Act::ChooseWorld(World::SunsetBeach));
    for (name, text, form) in &forms {
        story.noor(Act::Ask(Prompt::Item(Box::new(item(text, form)))));
        story.look(name);
        let question = story.sequencer.state().question.as_ref().expect("asked").id;
        story.client(Act::Answer { question, answer: session::Answer::Skipped });
    }
    story.moments
}

/// A planned question while a colleague steers, and a menu of exercises whose parts are not here.
fn steered(language: Language) -> Vec<Moment> {
    let said = |text: &str| Said { nl: text.into(), en: text.into() };
    let form = ItemForm::Numbers { from: 0, to: 10, low: said("niet"), high: said("erg") };
    let item =
        SetItem { set: "proef".into(), version: 1, item: "een".into(), text: said("Hoe is het?"), form };
    let before = vec![PlannedSet { only_from: None, items: vec![item] }];
    let mut story = Story::new(language);
    story.feed(&Input::Planned(PlannedSets { before, after: Vec::new() }));
    story.noor(Act::RequestWatch(noor()));
    story.client(Act::AnswerWatch(true));
    story.walk_to_items();
    story.noor(Act::TakeOver);
    story.look("68-item-steered");
    story.client(Act::HandBack);
    story.client(Act::Skip);
    story.client(Act::ChooseWorld(World::SunsetBeach));
    story.feed(&Input::Means(Means { heart: false, parts: false }));
    story.client(Act::ShowMenu(Some(Menu::Exercises)));
    story.look("69-exercises-later");
    story.moments
}

/// A plan that came late leaves out the world around the client.
fn elsewhere(language: Language) -> Vec<Moment> {
    let mut story = Story::new(language);
    story.walk_to_world();
    story.noor(Act::RequestWatch(noor()));
    story.client(Act::AnswerWatch(true));
    let avoided = vec![World::SunsetBeach];
    story.feed(&Input::Worlds(PlannedWorlds { first: Vec::new(), avoided }));
    story.feed(&Input::Clock);
    story.look("70-elsewhere");
    story.look_away("70-elsewhere-world-away");
    story.noor(Act::TakeOver);
    story.look("71-elsewhere-steered");
    story.moments
}

/// What is said of the record, before a session and after it.
fn keeping(language: Language) -> Vec<Moment> {
    let mut story = Story::new(language);
    for (name, keeping) in [
        ("41-welcome-here", Keeping::Here),
        ("42-welcome-waiting", Keeping::Waiting(3)),
        ("43-welcome-waiting-one", Keeping::Waiting(1)),
        ("44-welcome-delivered", Keeping::Delivered(3)),
        ("45-welcome-unenrolled", Keeping::Unenrolled),
        ("46-welcome-revoked", Keeping::Revoked(0)),
        ("47-welcome-revoked-waiting", Keeping::Revoked(12)),
        ("48-welcome-full", Keeping::Nothing { full: true, linked: false }),
        ("49-welcome-unusable", Keeping::Nothing { full: false, linked: true }),
        ("50-welcome-elsewhere", Keeping::Elsewhere),
    ] {
        // Without a link there is no code.
        story.code = matches!(keeping, Keeping::Delivered(_) | Keeping::Nothing { linked: true, .. })
            .then_some("4821");
        story.look(name);
        story.told(keeping);
    }
    story.walk_to_world();
    let since = story.sequencer.state().world_since.expect("in the world");
    story.at = since + session::SOFT_END;
    story.feed(&Input::Clock);
    story.client(Act::Leave);
    for (name, keeping) in [
        ("51-done-here", Keeping::Here),
        ("52-done-in-part", Keeping::InPart),
        ("53-done-nowhere", Keeping::Unenrolled),
    ] {
        story.look(name);
        story.told(keeping);
    }
    story.moments
}

/// Slow breathing by the heart in every world: the garden, and a search that is watched, ends and finds, or finds nothing.
fn slow(language: Language) -> Vec<Moment> {
    let mut story = Story::new(language);
    story.walk_to_world();
    let entered = story.at;
    for world in World::ALL {
        // Each world as if it were the first: a session has no room for all exercises of all worlds.
        story.at = entered;
        if story.sequencer.state().world != Some(world) {
            story.client(Act::ChooseWorld(world));
        }
        story.client(Act::ShowMenu(Some(Menu::Exercises)));
        for page in 0..5 {
            story.look_with("54-exercises", page, false);
        }
        story.client(Act::ShowMenu(None));
        for exercise in Exercise::ALL.into_iter().filter(|exercise| exercise.lives_in(world)) {
            story.client(Act::StartExercise { exercise, pace_milli_bpm: 6_000 });
            story.at = story.at + WorldTime::from_secs(6);
            story.look("55-exercise");
            let number =
                session::touchable(story.sequencer.state(), story.at).map(|(number, _)| number).next();
            if let Some(number) = number {
                story.at = story.at - WorldTime::from_secs(1);
                story.client(Act::Touch(number));
                story.look("55-exercise-touched");
            }
            story.client(Act::ShowMenu(Some(Menu::Main)));
            story.look("56-menu-while-exercising");
            story.client(Act::ShowMenu(Some(Menu::Settings)));
            story.look("57-settings-while-exercising");
            story.client(Act::ShowMenu(None));
            story.client(Act::StopExercise);
        }
    }
    story.noor(Act::RequestWatch(noor()));
    story.client(Act::AnswerWatch(true));
    let found = SearchOutcome::Found {
        pace_milli_bpm: 5_400,
        low_milli_bpm: 5_000,
        high_milli_bpm: 5_900,
        sure_permille: 910,
    };
    for (name, outcome) in
        [("59-pace-found", found), ("60-pace-kind", SearchOutcome::Unknown(SearchUnknown::NoPeak))]
    {
        story.client(Act::StartExercise { exercise: Exercise::ResonanceFinder, pace_milli_bpm: 6_000 });
        story.client(Act::ShowMenu(Some(Menu::Exercises)));
        story.look("58-exercises-while-searching");
        story.client(Act::ShowMenu(Some(Menu::Settings)));
        story.look("57-settings-while-exercising");
        story.client(Act::ShowMenu(None));
        story.client(Act::StopExercise);
        story.feed(&Input::Search(PaceSearch { algorithm: "r-1".into(), outcome }));
        story.look(name);
    }
    story.moments
}

fn held(language: Language) -> Vec<Moment> {
    let mut stopped = Story::new(language);
    stopped.client(Act::Begin);
    stopped.client(Act::AnswerSelfCheck { item: SelfCheckItem::Settled, yes: true });
    stopped.client(Act::AnswerSelfCheck { item: SelfCheckItem::OldEnough, yes: false });
    stopped.look("10-held-stop");
    let mut waiting = Story::new(language);
    waiting.client(Act::Begin);
    for (item, yes) in [
        (SelfCheckItem::Settled, true),
        (SelfCheckItem::OldEnough, true),
        (SelfCheckItem::Seizure, false),
        (SelfCheckItem::Condition, true),
    ] {
        waiting.client(Act::AnswerSelfCheck { item, yes });
    }
    waiting.look("11-held-clinician");
    stopped.moments.into_iter().chain(waiting.moments).collect()
}

fn rest(language: Language) -> Vec<Moment> {
    let mut story = Story::new(language);
    story.walk_to_world();
    let since = story.sequencer.state().world_since.expect("in the world");
    story.at = since + session::SOFT_END;
    story.feed(&Input::Clock);
    story.client(Act::Leave);
    story.look("37-done-after-long");
    let (sequencer, _) = Sequencer::open(opened(language, WorldTime::from_secs(8 * 60)));
    let mut story = Story { sequencer, moments: story.moments, ..Story::new(language) };
    story.look("38-welcome-resting");
    story.moments
}

fn crowd(language: Language) -> Vec<Moment> {
    let mut story = Story::new(language);
    story.walk_to_world();
    for (n, name) in [(7, "Willemijn van den Bergh-Jansen"), (8, "Noor"), (9, "Omar"), (10, "Ş̌ule")] {
        let someone = watcher(n, name);
        story.feed(&Input::Act(Origin::Companion(someone.user), Act::RequestWatch(someone.clone())));
        story.look("39-watch-request-long-name");
        story.client(Act::AnswerWatch(true));
    }
    story.look("40-world-crowd");
    story.moments
}
