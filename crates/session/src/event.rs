//! What happened in a session: the record, in order, from which everything shown is derived.

use crate::{
    clock::WorldTime,
    consent::Consent,
    exercise::Means,
    id::{QuestionId, UserId},
    item::PlannedSets,
    planned::PlannedWorlds,
    question::{Answer, Discomfort, Question},
    search::{Feed, PaceSearch, PaceSource},
    selfcheck::SelfCheckItem,
    state::{Language, Menu, Phase, Steering, Watcher},
};
use catalogue::{Exercise, World};
use serde::{Deserialize, Serialize};

/// The version of [`EventKind`]'s stored JSON.
pub const EVENT_VERSION: u16 = 1;

/// One thing that happened, numbered from 0 without gaps within its session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Event {
    /// Its place in the session.
    pub seq: u32,
    /// When, in world time.
    pub at: WorldTime,
    /// What.
    pub kind: EventKind,
}

/// What happened. New kinds are added at the end; none is ever removed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum EventKind {
    /// The session began to exist.
    Opened {
        /// The build that draws the worlds; a replay pins it.
        build: String,
        /// The seed of everything generated.
        seed: u64,
        /// The client's language.
        language: Language,
        /// What may be seen and kept.
        consent: Consent,
        /// How long a break is still due after an earlier long session (rule 3).
        rest: WorldTime,
    },
    /// The client's language changed.
    LanguageChanged(Language),
    /// The session went to another step.
    PhaseEntered(Phase),
    /// An item of the self-check was answered.
    SelfCheckAnswered {
        /// The item.
        item: SelfCheckItem,
        /// Yes or no.
        yes: bool,
    },
    /// A colleague let a held client go on.
    SelfCheckCleared {
        /// The item that held.
        item: SelfCheckItem,
        /// Who cleared it.
        by: UserId,
        /// Why.
        reason: String,
    },
    /// Tension before the world, or passed over.
    TensionBefore(Option<u8>),
    /// Tension after the world, or passed over.
    TensionAfter(Option<u8>),
    /// A world was entered.
    WorldEntered(World),
    /// The menu was opened or closed.
    MenuShown(Option<Menu>),
    /// The time of day changed, in minutes after midnight.
    TimeOfDaySet(u16),
    /// The sound level changed, 0 to 100.
    VolumeSet(u8),
    /// An exercise began.
    ExerciseStarted {
        /// Which.
        exercise: Exercise,
        /// Thousandths of a breath per minute.
        pace_milli_bpm: u16,
    },
    /// The pace changed.
    PaceSet(u16),
    /// The exercise ended.
    ExerciseEnded(ExerciseEnd),
    /// A colleague asked to watch along.
    WatchRequested(Watcher),
    /// The client said no.
    WatchDeclined(UserId),
    /// A colleague watches along from here.
    WatchStarted(Watcher),
    /// A colleague no longer watches.
    WatchEnded(UserId),
    /// Somebody else steers from here.
    SteeringChanged {
        /// Who steers now.
        to: Steering,
        /// Why.
        cause: SteeringCause,
    },
    /// A question was put.
    QuestionAsked(Question),
    /// It was answered.
    QuestionAnswered {
        /// The question.
        question: QuestionId,
        /// The answer.
        answer: Answer,
    },
    /// The world's calm goes to this target, in thousandths.
    CalmTargeted(u16),
    /// A heart value was shown in the headset.
    ValueShown(ValueShown),
    /// The headset was taken off.
    Paused,
    /// It was put back on.
    Resumed,
    /// The client said what felt unpleasant, or that nothing did.
    DiscomfortReported(Discomfort),
    /// Something that a clinician must look at (rule 10).
    AdverseEventNoted(AdverseEvent),
    /// The way to the end began.
    Finishing(FinishCause),
    /// The session is over.
    Ended,
    /// This coherence in thousandths, or none, sets how fast the garden opens from here on.
    CoherenceShown(Option<u16>),
    /// What the search for the own pace gave.
    PaceFound(PaceSearch),
    /// The client's own pace became known.
    OwnPaceSet {
        /// Thousandths of a breath per minute.
        pace_milli_bpm: u16,
        /// From where.
        source: PaceSource,
    },
    /// Which heart drives what the client sees, for research. Shown to nobody while the session goes on.
    FeedSet(Feed),
    /// What the client's plan says about worlds became known.
    WorldsPlanned(PlannedWorlds),
    /// This page of the menu, or of the choice of a world, stands before the client; counted on, never back.
    PageTurned(u8),
    /// The thing of the exercise with this number was touched, by gaze or hand.
    Touched(u8),
    /// The client lies from here on, or sits.
    LyingSet(bool),
    /// What is planned to be asked before and after the world became known.
    SetsPlanned(Box<PlannedSets>),
    /// Of a question that takes any of several choices, so many were asked, and these go with the answer.
    ChoicesMarked {
        /// The question.
        question: QuestionId,
        /// How many choices were asked.
        asked: u8,
        /// Those with a yes: the lowest bit is the first.
        marked: u16,
    },
    /// A colleague gives the answer that comes next, for a client who cannot.
    AnsweredFor {
        /// The question.
        question: QuestionId,
        /// Who.
        by: UserId,
    },
    /// A colleague gives the rating of tension, or the discomfort, that comes next, for a client who cannot.
    GivenFor {
        /// Who.
        by: UserId,
    },
    /// Only in the record: a world was entered, and the client does not let it be kept which.
    WorldWithheld,
    /// Only in the record: something that the client does not let be kept, for its number's sake.
    Withheld,
    /// Time passes over this question: nobody answered it while it stood (`asking::QUESTION_STANDS`). Its answer, skipped, comes next.
    PassedByTime(QuestionId),
    /// What the headset can offer from here on: which exercises stand in its menu follows from this.
    MeansKnown(Means),
    /// A study's drawn allocation decided which heart drives what the client sees. Whoever is not to know reads [`Feed::Own`]
    /// here in every arm: see [`EventKind::covered`].
    FeedAllocated(Feed),
}

/// Why an exercise ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ExerciseEnd {
    /// It ran its length.
    Completed,
    /// Somebody stopped it.
    Stopped,
    /// The way back to calm, the end of the session or discomfort ended it.
    BrokenOff,
}

/// Why steering changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SteeringCause {
    /// A colleague took over.
    TakenOver,
    /// The colleague gave it back.
    HandedBack,
    /// The client took it back.
    ClientTookBack,
    /// The link was lost; control went back by itself (rule 6).
    LinkLost,
    /// The session went to its end.
    Ending,
}

/// Why the session went to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum FinishCause {
    /// The client chose to.
    Client,
    /// The colleague who steered chose to.
    Companion,
    /// The time was up (rule 3).
    TimeUp,
    /// The client left at once.
    Left,
    /// The self-check stopped it (rule 1).
    SelfCheck,
}

/// Something a clinician must look at before unsupervised use goes on (rule 10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum AdverseEvent {
    /// Panic.
    Panic,
    /// Headache.
    Headache,
    /// Tension rose markedly from before to after.
    MarkedWorsening,
}

/// A value of the stress indicator as it was shown, with what it rested on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ValueShown {
    /// The version of the algorithm.
    pub algorithm: String,
    /// 0 to 100, where 50 is the person's own rest; `None` where no value could be given.
    pub score: Option<u8>,
    /// Lower end of the band.
    pub low: Option<u8>,
    /// Upper end of the band.
    pub high: Option<u8>,
    /// Beats in the window.
    pub beats: u16,
}

impl EventKind {
    /// The stable name of the kind, as in the stored column and the JSON.
    pub const fn name(&self) -> &'static str {
        match self {
            EventKind::Opened { .. } => "opened",
            EventKind::LanguageChanged(_) => "language-changed",
            EventKind::PhaseEntered(_) => "phase-entered",
            EventKind::SelfCheckAnswered { .. } => "self-check-answered",
            EventKind::SelfCheckCleared { .. } => "self-check-cleared",
            EventKind::TensionBefore(_) => "tension-before",
            EventKind::TensionAfter(_) => "tension-after",
            EventKind::WorldEntered(_) => "world-entered",
            EventKind::MenuShown(_) => "menu-shown",
            EventKind::TimeOfDaySet(_) => "time-of-day-set",
            EventKind::VolumeSet(_) => "volume-set",
            EventKind::ExerciseStarted { .. } => "exercise-started",
            EventKind::PaceSet(_) => "pace-set",
            EventKind::ExerciseEnded(_) => "exercise-ended",
            EventKind::WatchRequested(_) => "watch-requested",
            EventKind::WatchDeclined(_) => "watch-declined",
            EventKind::WatchStarted(_) => "watch-started",
            EventKind::WatchEnded(_) => "watch-ended",
            EventKind::SteeringChanged { .. } => "steering-changed",
            EventKind::QuestionAsked(_) => "question-asked",
            EventKind::QuestionAnswered { .. } => "question-answered",
            EventKind::CalmTargeted(_) => "calm-targeted",
            EventKind::ValueShown(_) => "value-shown",
            EventKind::Paused => "paused",
            EventKind::Resumed => "resumed",
            EventKind::DiscomfortReported(_) => "discomfort-reported",
            EventKind::AdverseEventNoted(_) => "adverse-event-noted",
            EventKind::Finishing(_) => "finishing",
            EventKind::Ended => "ended",
            EventKind::CoherenceShown(_) => "coherence-shown",
            EventKind::PaceFound(_) => "pace-found",
            EventKind::OwnPaceSet { .. } => "own-pace-set",
            EventKind::FeedSet(_) => "feed-set",
            EventKind::WorldsPlanned(_) => "worlds-planned",
            EventKind::PageTurned(_) => "page-turned",
            EventKind::Touched(_) => "touched",
            EventKind::LyingSet(_) => "lying-set",
            EventKind::SetsPlanned(_) => "sets-planned",
            EventKind::ChoicesMarked { .. } => "choices-marked",
            EventKind::AnsweredFor { .. } => "answered-for",
            EventKind::GivenFor { .. } => "given-for",
            EventKind::WorldWithheld => "world-withheld",
            EventKind::Withheld => "withheld",
            EventKind::PassedByTime(_) => "passed-by-time",
            EventKind::MeansKnown(_) => "means-known",
            EventKind::FeedAllocated(_) => "feed-allocated",
        }
    }

    /// As client and colleagues see it: what a study allocated reads the same in every arm.
    pub fn covered(self) -> EventKind {
        match self {
            EventKind::FeedAllocated(_) => EventKind::FeedAllocated(Feed::Own),
            other => other,
        }
    }
}
