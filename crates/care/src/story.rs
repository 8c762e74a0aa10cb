//! A session's events as a story: what lasted, what happened, who steered; words come later.

use crate::Ratings;
use catalogue::{Exercise, World};
use session::{
    AdverseEvent, Answer, Discomfort, Event, EventKind, ExerciseEnd, Feed, FinishCause, Menu, PaceSource,
    Prompt, SearchOutcome, SelfCheckItem, Steering, SteeringCause, UserId, WorldTime,
};
use std::collections::HashMap;

/// Something that lasted.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch<T> {
    /// Its beginning, in seconds of the session.
    pub from_s: f64,
    /// Its end.
    pub to_s: f64,
    /// What.
    pub what: T,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Happening {
    /// When, in seconds of the session.
    pub at_s: f64,
    /// What.
    pub what: Occurrence,
}

/// What can happen, as a colleague wants to read it.
#[derive(Clone, Debug, PartialEq)]
pub enum Occurrence {
    /// Tension before.
    TensionBefore(Option<u8>),
    /// Tension after.
    TensionAfter(Option<u8>),
    /// A world was entered.
    World(World),
    /// An exercise began, at thousandths of a breath per minute.
    ExerciseBegan(Exercise, u16),
    /// It ended.
    ExerciseEnded(ExerciseEnd),
    /// The client lay down, or sat up again.
    Lying(bool),
    /// The pace changed.
    Pace(u16),
    /// The client opened a menu.
    MenuOpened(Menu),
    /// The time of day, in minutes after midnight.
    TimeOfDay(u16),
    /// The sound, 0 to 100.
    Volume(u8),
    /// A colleague asked to watch.
    WatchRequested(String),
    /// The client said no.
    WatchDeclined(String),
    /// A colleague watches.
    WatchBegan(String),
    /// No longer.
    WatchEnded(String),
    /// Somebody else steers; the name when it is a colleague.
    Steering(Option<String>, SteeringCause),
    /// A question was put.
    Asked(Prompt),
    /// And answered.
    Answered(Prompt, Answer),
    /// A colleague, by name, gave the answer that follows.
    AnsweredFor(String),
    /// Nobody answered the question that stood there: time passes over it.
    PassedByTime,
    /// The headset came off.
    Paused,
    /// And on again.
    Resumed,
    /// What felt unpleasant, or that nothing did.
    Discomfort(Discomfort),
    /// A clinician must look at this.
    Adverse(AdverseEvent),
    /// The self-check held.
    SelfCheckHeld(SelfCheckItem),
    /// A colleague let the client go on, for this reason.
    SelfCheckCleared(SelfCheckItem, String),
    /// The way to the end began.
    Finishing(FinishCause),
    /// Over.
    Ended,
    /// What a search for the own pace gave.
    Searched(SearchOutcome),
    /// A colleague chose the client's own pace, thousandths of a breath per minute.
    PaceKept(u16),
}

/// A session as a story.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Story {
    /// How long it lasted, in seconds, at least 1.
    pub length_s: f64,
    /// Worlds, in order.
    pub worlds: Vec<Stretch<World>>,
    /// Exercises with their opening pace in thousandths of a breath per minute.
    pub exercises: Vec<Stretch<(Exercise, u16)>>,
    /// Who steered: the name of a colleague, or the client.
    pub steering: Vec<Stretch<Option<String>>>,
    /// Who watched along.
    pub watching: Vec<Stretch<String>>,
    /// When the headset was off.
    pub pauses: Vec<Stretch<()>>,
    /// What happened, in order.
    pub happenings: Vec<Happening>,
    /// Tension before and after, and who gave it.
    pub ratings: Ratings,
}

impl Story {
    /// The story of a session with these events, in their order; `length` is the session's as far as it is known.
    pub fn of(events: &[Event], length: WorldTime) -> Story {
        let last_s = events.last().map_or(0.0, |event| event.at.as_secs_f64());
        let length_s = length.as_secs_f64().max(last_s).max(1.0);
        let ratings = Ratings::of(events);
        let mut teller =
            Teller { story: Story { length_s, ratings, ..Story::default() }, ..Teller::default() };
        for event in events {
            teller.hear(event.at.as_secs_f64(), &event.kind);
        }
        teller.end(length_s)
    }

    /// What lasted at this moment.
    pub fn during<T>(stretches: &[Stretch<T>], at_s: f64) -> Option<&T> {
        stretches
            .iter()
            .rev()
            .find(|stretch| stretch.from_s <= at_s && at_s <= stretch.to_s)
            .map(|stretch| &stretch.what)
    }
}

#[derive(Default)]
struct Teller {
    story: Story,
    names: HashMap<UserId, String>,
    world: Option<(f64, World)>,
    exercise: Option<(f64, (Exercise, u16))>,
    steering: (f64, Option<String>),
    watching: HashMap<UserId, f64>,
    off: Option<f64>,
    asked: HashMap<session::QuestionId, Prompt>,
    /// Whether another heart than the client's own drives what they see.
    sham: bool,
}

impl Teller {
    fn hear(&mut self, at_s: f64, kind: &EventKind) {
        let what = match kind {
            EventKind::TensionBefore(value) => Occurrence::TensionBefore(*value),
            EventKind::TensionAfter(value) => Occurrence::TensionAfter(*value),
            EventKind::WorldEntered(world) => {
                self.leave_world(at_s);
                self.world = Some((at_s, *world));
                Occurrence::World(*world)
            }
            EventKind::PhaseEntered(session::Phase::Held(item)) => Occurrence::SelfCheckHeld(*item),
            EventKind::PhaseEntered(phase) => {
                if !matches!(phase, session::Phase::World | session::Phase::CalmEnd) {
                    self.leave_world(at_s);
                }
                return;
            }
            EventKind::ExerciseStarted { exercise, pace_milli_bpm } => {
                self.stop_exercise(at_s);
                self.exercise = Some((at_s, (*exercise, *pace_milli_bpm)));
                Occurrence::ExerciseBegan(*exercise, *pace_milli_bpm)
            }
            EventKind::ExerciseEnded(how) => {
                self.stop_exercise(at_s);
                Occurrence::ExerciseEnded(*how)
            }
            EventKind::PaceSet(pace) => Occurrence::Pace(*pace),
            EventKind::LyingSet(lying) => Occurrence::Lying(*lying),
            EventKind::MenuShown(Some(menu)) => Occurrence::MenuOpened(*menu),
            EventKind::TimeOfDaySet(minutes) => Occurrence::TimeOfDay(*minutes),
            EventKind::VolumeSet(volume) => Occurrence::Volume(*volume),
            EventKind::WatchRequested(who) => {
                self.names.insert(who.user, who.name.clone());
                Occurrence::WatchRequested(who.name.clone())
            }
            EventKind::WatchDeclined(user) => Occurrence::WatchDeclined(self.name(*user)),
            EventKind::WatchStarted(who) => {
                self.names.insert(who.user, who.name.clone());
                self.watching.insert(who.user, at_s);
                Occurrence::WatchBegan(who.name.clone())
            }
            EventKind::WatchEnded(user) => {
                let what = self.name(*user);
                if let Some(from_s) = self.watching.remove(user) {
                    self.story.watching.push(Stretch { from_s, to_s: at_s, what: what.clone() });
                }
                Occurrence::WatchEnded(what)
            }
            EventKind::SteeringChanged { to, cause } => {
                let now = match to {
                    Steering::Client => None,
                    Steering::Companion(user) => Some(self.name(*user)),
                };
                let (from_s, what) = std::mem::replace(&mut self.steering, (at_s, now.clone()));
                self.story.steering.push(Stretch { from_s, to_s: at_s, what });
                Occurrence::Steering(now, *cause)
            }
            EventKind::QuestionAsked(question) => {
                self.asked.insert(question.id, question.prompt.clone());
                Occurrence::Asked(question.prompt.clone())
            }
            EventKind::QuestionAnswered { question, answer } => {
                let Some(prompt) = self.asked.get(question).cloned() else { return };
                Occurrence::Answered(prompt, *answer)
            }
            EventKind::AnsweredFor { by, .. } | EventKind::GivenFor { by } => {
                Occurrence::AnsweredFor(self.name(*by))
            }
            EventKind::PassedByTime(_) => Occurrence::PassedByTime,
            EventKind::Paused => {
                self.off = Some(at_s);
                Occurrence::Paused
            }
            EventKind::Resumed => {
                self.put_on(at_s);
                Occurrence::Resumed
            }
            EventKind::DiscomfortReported(discomfort) => Occurrence::Discomfort(*discomfort),
            EventKind::AdverseEventNoted(event) => Occurrence::Adverse(*event),
            EventKind::SelfCheckCleared { item, reason, .. } => {
                Occurrence::SelfCheckCleared(*item, reason.clone())
            }
            EventKind::Finishing(cause) => Occurrence::Finishing(*cause),
            EventKind::Ended => {
                self.leave_world(at_s);
                Occurrence::Ended
            }
            // What another heart found says nothing of this client.
            EventKind::PaceFound(_) if self.sham => return,
            EventKind::PaceFound(search) => Occurrence::Searched(search.outcome),
            EventKind::OwnPaceSet { pace_milli_bpm, source: PaceSource::Colleague } => {
                Occurrence::PaceKept(*pace_milli_bpm)
            }
            // What the client does not let be kept: nobody reads it, and which world it was nobody knows.
            EventKind::WorldWithheld | EventKind::Withheld => return,
            // What a colleague does not read: the opening itself, single items of the self-check, the language, the
            // world's calm and the values shown (the indicator's own track has them), pages turned, every single thing that
            // was touched in an exercise, what the headset could offer, a pace that was known before, what the
            // plan says about worlds (the plan's page has it), and which heart drove it (in a study nobody should see that by accident; the export has it).
            EventKind::Opened { .. }
            | EventKind::LanguageChanged(_)
            | EventKind::SelfCheckAnswered { .. }
            | EventKind::MenuShown(None)
            | EventKind::CalmTargeted(_)
            | EventKind::ValueShown(_)
            | EventKind::CoherenceShown(_)
            | EventKind::WorldsPlanned(_)
            | EventKind::PageTurned(_)
            | EventKind::Touched(_)
            | EventKind::SetsPlanned(_)
            | EventKind::ChoicesMarked { .. }
            | EventKind::MeansKnown(_)
            // Who reads a story is not to know which arm it was.
            | EventKind::FeedAllocated(_)
            | EventKind::OwnPaceSet { source: PaceSource::Earlier, .. } => return,
            EventKind::FeedSet(feed) => {
                self.sham = *feed != Feed::Own;
                return;
            }
        };
        self.story.happenings.push(Happening { at_s, what });
    }

    fn name(&self, user: UserId) -> String {
        self.names.get(&user).cloned().unwrap_or_default()
    }

    fn leave_world(&mut self, at_s: f64) {
        if let Some((from_s, what)) = self.world.take() {
            self.story.worlds.push(Stretch { from_s, to_s: at_s, what });
        }
    }

    fn stop_exercise(&mut self, at_s: f64) {
        if let Some((from_s, what)) = self.exercise.take() {
            self.story.exercises.push(Stretch { from_s, to_s: at_s, what });
        }
    }

    fn put_on(&mut self, at_s: f64) {
        if let Some(from_s) = self.off.take() {
            self.story.pauses.push(Stretch { from_s, to_s: at_s, what: () });
        }
    }

    /// What still lasts, lasts to the end.
    fn end(mut self, length_s: f64) -> Story {
        self.leave_world(length_s);
        self.stop_exercise(length_s);
        self.put_on(length_s);
        let (from_s, what) = std::mem::take(&mut self.steering);
        self.story.steering.push(Stretch { from_s, to_s: length_s, what });
        let mut open: Vec<_> = std::mem::take(&mut self.watching).into_iter().collect();
        open.sort_by(|a, b| a.1.total_cmp(&b.1));
        for (user, from_s) in open {
            let what = self.name(user);
            self.story.watching.push(Stretch { from_s, to_s: length_s, what });
        }
        self.story.steering.retain(|stretch| stretch.to_s > stretch.from_s);
        self.story
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "a test that finds less than it looks for fails here")]
mod tests {
    use super::*;
    use session::{Phase, Question, QuestionId, Watcher};

    const USER: &str = "0192f3c1-7a00-7000-8000-00000000000a";

    fn told(length_s: u64, events: Vec<(u64, EventKind)>) -> Story {
        let event = |(seq, (at, kind))| Event { seq, at: WorldTime::from_secs(at), kind };
        let events: Vec<Event> = (0..).zip(events).map(event).collect();
        Story::of(&events, WorldTime::from_secs(length_s))
    }

    fn took_over() -> Vec<(u64, EventKind)> {
        let user: UserId = USER.parse().unwrap();
        vec![
            (60, EventKind::WatchStarted(Watcher { user, name: "Sanne".into() })),
            (
                100,
                EventKind::SteeringChanged { to: Steering::Companion(user), cause: SteeringCause::TakenOver },
            ),
            (190, EventKind::SteeringChanged { to: Steering::Client, cause: SteeringCause::HandedBack }),
            (300, EventKind::WatchEnded(user)),
        ]
    }

    #[test]
    fn steering_covers_the_whole_session_and_names_the_colleague() {
        let story = told(400, took_over());
        let course: Vec<_> = story.steering.iter().map(|s| (s.from_s, s.to_s, s.what.as_deref())).collect();
        assert_eq!(course, [(0.0, 100.0, None), (100.0, 190.0, Some("Sanne")), (190.0, 400.0, None)]);
        assert_eq!(story.watching, [Stretch { from_s: 60.0, to_s: 300.0, what: "Sanne".to_owned() }]);
    }

    #[test]
    fn a_world_and_an_exercise_last_until_they_end_or_the_session_does() {
        let events = vec![
            (30, EventKind::WorldEntered(World::SunsetBeach)),
            (30, EventKind::PhaseEntered(Phase::World)),
            (120, EventKind::ExerciseStarted { exercise: Exercise::PacedBreathing, pace_milli_bpm: 5_500 }),
            (372, EventKind::ExerciseEnded(ExerciseEnd::Completed)),
            (700, EventKind::PhaseEntered(Phase::CalmEnd)),
            (720, EventKind::PhaseEntered(Phase::TensionAfter)),
            (760, EventKind::Paused),
        ];
        let story = told(840, events);
        assert_eq!(story.worlds, [Stretch { from_s: 30.0, to_s: 720.0, what: World::SunsetBeach }]);
        assert_eq!(story.exercises[0].to_s, 372.0);
        assert_eq!(story.pauses, [Stretch { from_s: 760.0, to_s: 840.0, what: () }]);
        assert_eq!(Story::during(&story.exercises, 200.0), Some(&(Exercise::PacedBreathing, 5_500)));
        assert_eq!(Story::during(&story.exercises, 400.0), None);
    }

    #[test]
    fn an_answer_is_told_with_its_question() {
        let id = QuestionId(1);
        let events = vec![
            (
                10,
                EventKind::QuestionAsked(Question {
                    id,
                    prompt: Prompt::Prepared(session::Prepared::Comfortable),
                }),
            ),
            (14, EventKind::QuestionAnswered { question: id, answer: Answer::Yes }),
            (20, EventKind::QuestionAnswered { question: QuestionId(9), answer: Answer::No }),
        ];
        let story = told(60, events);
        assert_eq!(story.happenings.len(), 2, "an answer to a question that nobody put is not told");
        assert!(matches!(story.happenings[1].what, Occurrence::Answered(Prompt::Prepared(_), Answer::Yes)));
    }

    #[test]
    fn a_session_that_only_opened_has_a_story_without_stretches() {
        let story = told(0, Vec::new());
        assert!(story.worlds.is_empty() && story.happenings.is_empty());
        assert!(story.length_s >= 1.0);
    }
}
