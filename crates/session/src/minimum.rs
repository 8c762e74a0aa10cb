//! What of each kind of event is needed for safety and for administration, and what its client may have left out: the one table.
//!
//! That a session took place, when, in which steps, who watched and steered, the self-check, discomfort and adverse events are
//! always kept. Everything that is derived for care and counting works on that: that there *was* a world stays, which one goes.

use crate::{
    calm::CALM_AT_REST_PERMILLE,
    event::{EventKind, ValueShown},
    question::Answer,
    search::{PaceSearch, PaceSource, SearchOutcome, SearchUnknown},
};

/// What an event tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tells {
    /// Of what safety rests on, of what others did, or that a session was: always kept.
    Needed,
    /// Of what the client answered.
    Answer,
    /// Of the client's heart, in values.
    Heart,
    /// Of the client's heart, by what follows from it.
    FromHeart,
    /// Of what the client chose or did, and when.
    Behaviour,
}

/// What may be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// Answers.
    pub answers: bool,
    /// The heart.
    pub heart: bool,
    /// What the client chose or did.
    pub behaviour: bool,
}

impl EventKind {
    /// What it tells of.
    pub const fn tells(&self) -> Tells {
        match self {
            EventKind::TensionBefore(_)
            | EventKind::TensionAfter(_)
            | EventKind::QuestionAnswered { .. }
            | EventKind::ChoicesMarked { .. } => Tells::Answer,
            EventKind::ValueShown(_) | EventKind::CoherenceShown(_) | EventKind::PaceFound(_) => Tells::Heart,
            // A pace that was found before is the heart's, the world's calm follows from the indicator.
            EventKind::CalmTargeted(_) | EventKind::OwnPaceSet { source: PaceSource::Earlier, .. } => {
                Tells::FromHeart
            }
            EventKind::WorldEntered(_)
            | EventKind::MenuShown(_)
            | EventKind::PageTurned(_)
            | EventKind::TimeOfDaySet(_)
            | EventKind::VolumeSet(_)
            | EventKind::LyingSet(_)
            | EventKind::ExerciseStarted { .. }
            | EventKind::PaceSet(_)
            | EventKind::Touched(_)
            | EventKind::ExerciseEnded(_)
            | EventKind::PassedByTime(_)
            | EventKind::Paused
            | EventKind::Resumed => Tells::Behaviour,
            // What a session is, what others did or planned, and what rules 1, 6 and 10 rest on.
            EventKind::Opened { .. }
            | EventKind::LanguageChanged(_)
            | EventKind::PhaseEntered(_)
            | EventKind::SelfCheckAnswered { .. }
            | EventKind::SelfCheckCleared { .. }
            | EventKind::WatchRequested(_)
            | EventKind::WatchDeclined(_)
            | EventKind::WatchStarted(_)
            | EventKind::WatchEnded(_)
            | EventKind::SteeringChanged { .. }
            | EventKind::QuestionAsked(_)
            | EventKind::AnsweredFor { .. }
            | EventKind::GivenFor { .. }
            | EventKind::DiscomfortReported(_)
            | EventKind::AdverseEventNoted(_)
            | EventKind::Finishing(_)
            | EventKind::Ended
            | EventKind::OwnPaceSet { source: PaceSource::Colleague, .. }
            | EventKind::FeedSet(_)
            | EventKind::FeedAllocated(_)
            | EventKind::WorldsPlanned(_)
            | EventKind::SetsPlanned(_)
            | EventKind::MeansKnown(_)
            | EventKind::WorldWithheld
            | EventKind::Withheld => Tells::Needed,
        }
    }

    /// What of it may be told. Every event leaves something, so that those after it keep their numbers.
    pub fn allowed(&self, allowed: Allowed) -> EventKind {
        match (self.tells(), self) {
            (Tells::Behaviour, EventKind::WorldEntered(_)) if !allowed.behaviour => EventKind::WorldWithheld,
            (Tells::Behaviour | Tells::FromHeart, _) if !allowed.behaviour => EventKind::Withheld,
            (Tells::FromHeart, EventKind::CalmTargeted(_)) if !allowed.heart => {
                EventKind::CalmTargeted(CALM_AT_REST_PERMILLE)
            }
            (Tells::FromHeart, _) if !allowed.heart => EventKind::Withheld,
            (Tells::Answer, _) if !allowed.answers => self.unanswered(),
            (Tells::Heart, _) if !allowed.heart => self.without_heart(),
            _ => self.clone(),
        }
    }

    /// That something was asked, without what was answered.
    fn unanswered(&self) -> EventKind {
        match self {
            EventKind::TensionBefore(_) => EventKind::TensionBefore(None),
            EventKind::TensionAfter(_) => EventKind::TensionAfter(None),
            EventKind::QuestionAnswered { question, .. } => {
                EventKind::QuestionAnswered { question: *question, answer: Answer::Skipped }
            }
            EventKind::ChoicesMarked { question, asked, .. } => {
                EventKind::ChoicesMarked { question: *question, asked: *asked, marked: 0 }
            }
            other => other.clone(),
        }
    }

    /// That something of the heart was shown, without its values.
    fn without_heart(&self) -> EventKind {
        match self {
            EventKind::ValueShown(shown) => EventKind::ValueShown(ValueShown {
                algorithm: shown.algorithm.clone(),
                score: None,
                low: None,
                high: None,
                beats: 0,
            }),
            EventKind::CoherenceShown(_) => EventKind::CoherenceShown(None),
            EventKind::PaceFound(search) => EventKind::PaceFound(PaceSearch {
                algorithm: search.algorithm.clone(),
                outcome: SearchOutcome::Unknown(SearchUnknown::Withheld),
            }),
            other => other.clone(),
        }
    }
}
