//! The folded state of a session: what is true now, derived from its events and nothing else.

use crate::{
    breath::Breathing,
    calm::Calm,
    clock::WorldTime,
    consent::Consent,
    event::{AdverseEvent, Event, EventKind},
    exercise::Means,
    garden::{Garden, garden_permille_per_min},
    guide,
    id::{ClientId, QuestionId, UserId},
    item::PlannedSets,
    lying::SETTLES,
    planned::PlannedWorlds,
    play::Touches,
    question::{Discomfort, Prepared, Prompt, Question},
    search::{Feed, PaceSearch, PaceSource, SearchOutcome},
    selfcheck::SelfCheckItem,
};
use catalogue::{Exercise, THINGS_MAX, World};
use core::fmt;
use serde::{Deserialize, Serialize};

/// How many colleagues can watch along at once.
pub const WATCHERS_MAX: usize = 4;

/// The steps of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Language, pairing code, begin.
    Welcome,
    /// One item of the self-check.
    SelfCheck(SelfCheckItem),
    /// The self-check stopped the session, for good or until a colleague clears it.
    Held(SelfCheckItem),
    /// How tense are you now?
    TensionBefore,
    /// The content card: which world.
    Choice,
    /// In a world.
    World,
    /// The world grows still; time to come back.
    CalmEnd,
    /// How tense are you now?
    TensionAfter,
    /// Anything unpleasant?
    Discomfort,
    /// What was unpleasant?
    DiscomfortKind,
    /// "Do not drive until you feel clear" (rule 11).
    Leaving,
    /// Over.
    Done,
    /// Questions out of sets, before the choice of a world.
    ItemsBefore,
    /// Questions out of sets, after the check of how the client is.
    ItemsAfter,
}

/// What the client reads and hears.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// Dutch.
    #[default]
    Nl,
    /// English.
    En,
}

/// The small menu in the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Menu {
    /// Breathing, settings, stop.
    Main,
    /// Time of day and sound.
    Settings,
    /// What feels unpleasant.
    Unwell,
    /// Which exercise.
    Exercises,
}

/// Who steers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Steering {
    /// The client.
    #[default]
    Client,
    /// A colleague, visibly.
    Companion(UserId),
}

/// A colleague who watches along, as the client sees them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Watcher {
    /// Who.
    pub user: UserId,
    /// The name shown in the headset.
    pub name: String,
}

impl fmt::Debug for Watcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watcher").field("user", &self.user).field("name", &"…").finish()
    }
}

/// Whose session it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// Nobody we know.
    #[default]
    Anonymous,
    /// A client.
    Client(ClientId),
}

/// An exercise that runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RunningExercise {
    /// Which.
    pub exercise: Exercise,
    /// Since when.
    pub began: WorldTime,
    /// Its pacer.
    pub breathing: Breathing,
    /// Since when at this pace.
    pub paced_since: WorldTime,
    /// Since when it waits for the answer to a question that stands before it.
    pub held: Option<WorldTime>,
}

/// What is true now.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The step.
    pub phase: Phase,
    /// Since when.
    pub phase_since: WorldTime,
    /// The build that draws, once opened.
    pub build: String,
    /// The seed of everything generated.
    pub seed: u64,
    /// The client's language.
    pub language: Language,
    /// What may be seen and kept.
    pub consent: Consent,
    /// Until when a break is due (rule 3).
    pub rest_until: WorldTime,
    /// The world that was entered last.
    pub world: Option<World>,
    /// When it was first entered.
    pub world_since: Option<WorldTime>,
    /// Minutes after midnight.
    pub time_of_day_minutes: u16,
    /// 0 to 100.
    pub volume: u8,
    /// The world's calm.
    pub calm: Calm,
    /// The menu, when open.
    pub menu: Option<Menu>,
    /// Which page of the menu, or of the choice of a world, the client has turned to; counted on, never back.
    pub page: u8,
    /// The client lies: the world's forward is where they look in bed.
    pub lying: bool,
    /// Since when they lie, or sit again, where that changed.
    pub settled_since: Option<WorldTime>,
    /// The exercise, when one runs.
    pub exercise: Option<RunningExercise>,
    /// When its things were touched last.
    pub touches: Touches,
    /// The exercise that ended last, and when: its things go slowly.
    pub ended: Option<(RunningExercise, WorldTime)>,
    /// The question, when one stands open.
    pub question: Option<Question>,
    /// When something was last done about it: it was put, a page turned, a choice marked, the headset put back on.
    pub question_since: WorldTime,
    /// Since when the planned questions of this step are asked, or the headset was put back on meanwhile.
    pub items_since: WorldTime,
    /// How many questions were put.
    pub questions_asked: u32,
    /// Who asks to watch along.
    pub watch_request: Option<Watcher>,
    /// Who watches along.
    pub watchers: Vec<Watcher>,
    /// Who steers.
    pub steering: Steering,
    /// 0 to 10, once given.
    pub tension_before: Option<u8>,
    /// 0 to 10, once given.
    pub tension_after: Option<u8>,
    /// What felt unpleasant, once asked.
    pub discomfort: Option<Discomfort>,
    /// What a clinician must look at.
    pub adverse_events: Vec<AdverseEvent>,
    /// Whether "stay a little longer?" was asked.
    pub stay_longer_asked: bool,
    /// Whether this world, which the plan leaves out, was offered to be left.
    pub elsewhere_asked: bool,
    /// What the headset can offer.
    pub means: Means,
    /// Whether the headset is off the head.
    pub paused: bool,
    /// The last value shown.
    pub shown_score: Option<u8>,
    /// The client's own pace, thousandths of a breath per minute, once known.
    pub own_pace_milli_bpm: Option<u16>,
    /// Whether a colleague chose it: then no search changes it.
    pub own_pace_chosen: bool,
    /// The garden of this world, once begun.
    pub garden: Option<Garden>,
    /// When a search for the own pace ended last.
    pub searched_at: Option<WorldTime>,
    /// What it gave, once known.
    pub search: Option<PaceSearch>,
    /// The coherence last shown, in thousandths.
    pub coherence_permille: Option<u16>,
    /// Which heart drives what the client sees.
    pub feed: Feed,
    /// That a study decided it: nobody chooses another.
    pub feed_allocated: bool,
    /// Which worlds come first, and which are not offered.
    pub planned: PlannedWorlds,
    /// What is planned to be asked.
    pub sets: PlannedSets,
    /// How many planned questions were put in this step.
    pub items_asked: usize,
    /// Of the open question that takes any of several: how many choices were asked, and those with a yes.
    pub marked: (u8, u16),
    /// Who gave an answer, or a part of one, to the question that was put last, for a client who cannot.
    pub answered_for: Option<UserId>,
    /// The highest value of the indicator that was shown in the world.
    pub highest_in_world: Option<u8>,
}

impl Default for State {
    fn default() -> Self {
        Self {
            phase: Phase::Welcome,
            phase_since: WorldTime::START,
            build: String::new(),
            seed: 0,
            language: Language::Nl,
            consent: Consent::default(),
            rest_until: WorldTime::START,
            world: None,
            world_since: None,
            time_of_day_minutes: World::SunsetBeach.opening_minutes(),
            volume: 60,
            calm: Calm::default(),
            menu: None,
            page: 0,
            lying: false,
            settled_since: None,
            exercise: None,
            touches: [None; THINGS_MAX],
            ended: None,
            question: None,
            question_since: WorldTime::START,
            items_since: WorldTime::START,
            questions_asked: 0,
            watch_request: None,
            watchers: Vec::new(),
            steering: Steering::Client,
            tension_before: None,
            tension_after: None,
            discomfort: None,
            adverse_events: Vec::new(),
            stay_longer_asked: false,
            elsewhere_asked: false,
            means: Means::default(),
            paused: false,
            shown_score: None,
            own_pace_milli_bpm: None,
            own_pace_chosen: false,
            garden: None,
            searched_at: None,
            search: None,
            coherence_permille: None,
            feed: Feed::Own,
            feed_allocated: false,
            planned: PlannedWorlds::default(),
            sets: PlannedSets::default(),
            items_asked: 0,
            marked: (0, 0),
            answered_for: None,
            highest_in_world: None,
        }
    }
}

impl State {
    /// The state after these events, which must be in order.
    pub fn fold<'a>(events: impl IntoIterator<Item = &'a Event>) -> State {
        let mut state = State::default();
        for event in events {
            state.apply(event.at, &event.kind);
        }
        state
    }

    /// Takes one event in.
    pub fn apply(&mut self, at: WorldTime, kind: &EventKind) {
        match kind {
            EventKind::Opened { build, seed, language, consent, rest } => {
                self.build.clone_from(build);
                self.seed = *seed;
                self.language = *language;
                self.consent = *consent;
                self.rest_until = at + *rest;
            }
            EventKind::LanguageChanged(language) => self.language = *language,
            EventKind::PhaseEntered(phase) => self.enter(*phase, at),
            EventKind::TensionBefore(value) => self.tension_before = *value,
            EventKind::TensionAfter(value) => self.tension_after = *value,
            EventKind::WorldEntered(world) => {
                self.world = Some(*world);
                self.world_since.get_or_insert(at);
                self.time_of_day_minutes = world.opening_minutes();
                self.garden = None;
                self.ended = None;
                self.elsewhere_asked = false;
            }
            EventKind::MenuShown(menu) => (self.menu, self.page) = (*menu, 0),
            EventKind::PageTurned(page) => (self.page, self.question_since) = (*page, at),
            EventKind::LyingSet(lying) => (self.lying, self.settled_since) = (*lying, Some(at)),
            EventKind::Touched(thing) => {
                if let Some(touched) = self.touches.get_mut(usize::from(*thing)) {
                    *touched = Some(at);
                }
            }
            EventKind::TimeOfDaySet(minutes) => self.time_of_day_minutes = *minutes,
            EventKind::VolumeSet(volume) => self.volume = *volume,
            EventKind::ExerciseStarted { exercise, pace_milli_bpm } => {
                let breathing = Breathing::start(*pace_milli_bpm, at);
                let (began, paced_since) = (at, at);
                let running =
                    RunningExercise { exercise: *exercise, began, breathing, paced_since, held: None };
                // What is begun while a question stands there waits for its answer.
                let asked = self.question.is_some();
                self.exercise = Some(if asked { guide::hold(running, at) } else { running });
                self.coherence_permille = None;
                self.touches = [None; THINGS_MAX];
                self.ended = None;
                match exercise {
                    // What opened before stays open, and it goes on from there.
                    Exercise::CoherenceGarden => {
                        let garden = self.garden.unwrap_or(Garden::begin(at));
                        self.garden = Some(garden.towards(garden_permille_per_min(None), at));
                    }
                    Exercise::ResonanceFinder => (self.searched_at, self.search) = (None, None),
                    _ => {}
                }
            }
            EventKind::PaceSet(pace_milli_bpm) => {
                if let Some(running) = &mut self.exercise {
                    running.breathing = running.breathing.with_pace(*pace_milli_bpm, at);
                    running.paced_since = at;
                }
            }
            EventKind::ExerciseEnded(_) => {
                self.ended = self.exercise.take().map(|running| (running, at));
                match self.ended.map(|(running, _)| running.exercise) {
                    Some(Exercise::CoherenceGarden) => {
                        self.garden = self.garden.map(|garden| garden.towards(0, at));
                    }
                    Some(Exercise::ResonanceFinder) => self.searched_at = Some(at),
                    _ => {}
                }
            }
            EventKind::CoherenceShown(permille) => {
                self.coherence_permille = *permille;
                self.garden =
                    self.garden.map(|garden| garden.towards(garden_permille_per_min(*permille), at));
            }
            EventKind::PaceFound(search) => {
                if let SearchOutcome::Found { pace_milli_bpm, .. } = search.outcome
                    && !self.own_pace_chosen
                {
                    self.own_pace_milli_bpm = Some(pace_milli_bpm);
                }
                self.search = Some(search.clone());
            }
            EventKind::OwnPaceSet { pace_milli_bpm, source } => {
                self.own_pace_milli_bpm = Some(*pace_milli_bpm);
                self.own_pace_chosen |= *source == PaceSource::Colleague;
            }
            EventKind::FeedSet(feed) => self.feed = *feed,
            EventKind::FeedAllocated(feed) => (self.feed, self.feed_allocated) = (*feed, true),
            EventKind::WorldsPlanned(planned) => self.planned.clone_from(planned),
            EventKind::WatchRequested(watcher) => self.watch_request = Some(watcher.clone()),
            EventKind::WatchDeclined(_) => self.watch_request = None,
            EventKind::WatchStarted(watcher) => {
                self.watch_request = None;
                self.watchers.retain(|present| present.user != watcher.user);
                self.watchers.push(watcher.clone());
            }
            EventKind::WatchEnded(user) => self.watchers.retain(|watcher| watcher.user != *user),
            EventKind::SteeringChanged { to, .. } => self.steering = *to,
            EventKind::QuestionAsked(question) => {
                self.questions_asked = self.questions_asked.max(question.id.0);
                self.stay_longer_asked |= question.prompt == Prompt::Prepared(Prepared::StayLonger);
                self.elsewhere_asked |= question.prompt == Prompt::Prepared(Prepared::Elsewhere);
                self.question = Some(question.clone());
                self.question_since = at;
                self.items_asked = self.items_asked.saturating_add(1);
                (self.marked, self.page) = ((0, 0), 0);
                self.answered_for = None;
                self.exercise = self.exercise.map(|running| guide::hold(running, at));
            }
            EventKind::QuestionAnswered { .. } => {
                self.question = None;
                self.exercise = self.exercise.map(|running| guide::go_on(running, at));
            }
            EventKind::CalmTargeted(target_permille) => self.calm = self.calm.towards(*target_permille, at),
            EventKind::ValueShown(shown) => {
                self.shown_score = shown.score;
                if self.in_world() {
                    self.highest_in_world = self.highest_in_world.max(shown.score);
                }
            }
            EventKind::SetsPlanned(planned) => self.sets = (**planned).clone(),
            EventKind::ChoicesMarked { asked, marked, .. } => {
                (self.marked, self.question_since) = ((*asked, *marked), at);
            }
            EventKind::MeansKnown(means) => self.means = *means,
            EventKind::Paused => self.paused = true,
            EventKind::Resumed => {
                self.paused = false;
                (self.question_since, self.items_since) = (at, at);
            }
            EventKind::DiscomfortReported(discomfort) => self.discomfort = Some(*discomfort),
            EventKind::AdverseEventNoted(adverse) => self.adverse_events.push(*adverse),
            EventKind::AnsweredFor { by, .. } => self.answered_for = Some(*by),
            // Which one it was nobody knows: what was there before it stays.
            EventKind::WorldWithheld => drop(self.world_since.get_or_insert(at)),
            EventKind::SelfCheckAnswered { .. }
            | EventKind::SelfCheckCleared { .. }
            | EventKind::PassedByTime(_)
            | EventKind::GivenFor { .. }
            | EventKind::Withheld
            | EventKind::Finishing(_)
            | EventKind::Ended => {}
        }
    }

    /// Whether this colleague watches along with the client's consent.
    pub fn is_watched_by(&self, user: UserId) -> bool {
        self.watchers.iter().any(|watcher| watcher.user == user)
    }

    /// The name of whoever steers, when that is a colleague.
    pub fn steering_name(&self) -> Option<&str> {
        let Steering::Companion(user) = self.steering else { return None };
        self.watchers.iter().find(|watcher| watcher.user == user).map(|watcher| watcher.name.as_str())
    }

    /// The world that was entered last; before any, the one that would be offered first: what is behind the veil and is faintly
    /// heard from there is never one that the client's plan leaves out.
    pub fn world_or_first(&self) -> World {
        self.world.or_else(|| self.planned.offered().first().copied()).unwrap_or(World::SunsetBeach)
    }

    /// Whether the client is surrounded by the world (and not by a step before or after it).
    pub fn in_world(&self) -> bool {
        matches!(self.phase, Phase::World | Phase::CalmEnd)
    }

    /// Whether the world's forward is being turned for someone who lies down or sits up: it is covered meanwhile, so that
    /// nobody sees it tilt.
    pub fn settling(&self, at: WorldTime) -> bool {
        self.settled_since.is_some_and(|since| at.since(since) < SETTLES)
    }

    /// How full the lungs are in the exercise that runs, 0 to 1; `None` where it has no pacer.
    pub fn breath(&self, at: WorldTime) -> Option<f64> {
        let running = self.exercise.filter(|running| running.exercise.breathes())?;
        Some(running.breathing.fullness(at))
    }

    /// How much of the garden has opened at this moment, 0 to 1.
    pub fn garden_opened(&self, at: WorldTime) -> f64 {
        self.garden.map_or(0.0, |garden| garden.opened(at))
    }

    pub(crate) fn runs(&self, exercise: Exercise) -> bool {
        self.exercise.is_some_and(|running| running.exercise == exercise)
    }

    pub(crate) fn next_question(&self) -> QuestionId {
        QuestionId(self.questions_asked.saturating_add(1))
    }

    fn enter(&mut self, phase: Phase, at: WorldTime) {
        self.phase = phase;
        self.phase_since = at;
        self.items_since = at;
        self.menu = None;
        self.page = 0;
        self.items_asked = 0;
    }
}

impl Language {
    /// The BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Language::Nl => "nl",
            Language::En => "en",
        }
    }
}
