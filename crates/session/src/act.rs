//! What someone asks of a session, who asks it, and why it can be refused.

use crate::{
    event::ValueShown,
    exercise::Means,
    id::{CommandId, UserId},
    item::PlannedSets,
    planned::PlannedWorlds,
    question::{Answer, Discomfort, Prompt},
    search::{Feed, PaceSearch},
    selfcheck::SelfCheckItem,
    state::{Language, Menu, Watcher},
};
use catalogue::{Exercise, World};
use serde::{Deserialize, Serialize};

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// The client, in the headset.
    Client,
    /// A colleague, through Companion; the server has checked who.
    Companion(UserId),
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// From the welcome to the self-check.
    Begin,
    /// Reads and hears in another language from here on.
    SpeakLanguage(Language),
    /// Answers one item of the self-check.
    AnswerSelfCheck {
        /// The item that was asked.
        item: SelfCheckItem,
        /// Yes or no.
        yes: bool,
    },
    /// A colleague with the right to do so lets a held client go on, and says why (rule 1).
    Clear {
        /// The reason, for the record.
        reason: String,
    },
    /// Tension, 0 to 10, before or after.
    RateTension(u8),
    /// Passes over the question in front of the client.
    Skip,
    /// Goes to a world.
    ChooseWorld(World),
    /// Opens, or with `None` closes, the small menu in the world.
    ShowMenu(Option<Menu>),
    /// Starts an exercise.
    StartExercise {
        /// Which.
        exercise: Exercise,
        /// Thousandths of a breath per minute.
        pace_milli_bpm: u16,
    },
    /// Another pace for the exercise that runs.
    SetPace(u16),
    /// Ends the exercise.
    StopExercise,
    /// Time of day, in minutes after midnight.
    SetTimeOfDay(u16),
    /// Sound level, 0 to 100.
    SetVolume(u8),
    /// Answers the question with this number.
    Answer {
        /// The question.
        question: crate::id::QuestionId,
        /// The answer.
        answer: Answer,
    },
    /// Something feels unpleasant, or at the end: nothing did.
    ReportDiscomfort(Discomfort),
    /// At the end: yes, something was unpleasant (the kinds are shown next).
    DiscomfortFelt,
    /// The one action that always leads back to calm: closes all, ends the exercise, gives the client control (rule 5).
    Calm,
    /// Softly to the end of the session.
    Finish,
    /// On to the next page of the ending (calm end, rule 11).
    Continue,
    /// Takes the headset out of virtual reality at once; always possible for the client.
    Leave,
    /// Asks to watch along; the client decides.
    RequestWatch(Watcher),
    /// The client lets the colleague who asked watch along, or not.
    AnswerWatch(bool),
    /// Nobody watches any more (the client), or this colleague stops watching.
    StopWatching,
    /// Takes over.
    TakeOver,
    /// Keeps the lease on steering; sent every [`crate::RENEW_EVERY`].
    Renew,
    /// Gives control back to the client; the client can take it back with the same act.
    HandBack,
    /// Puts a question.
    Ask(Prompt),
    /// A colleague chooses the pace that is the client's own from here on, thousandths of a breath per minute.
    KeepPace(u16),
    /// For research, before the world is entered: which heart drives what the client sees.
    SetFeed(Feed),
    /// Turns to the next page of what stands before the client.
    TurnPage,
    /// Looked at a thing of the exercise long enough, or pointed and pressed: the thing with this number answers.
    Touch(u8),
    /// The client lies (`true`) or sits.
    SetLying(bool),
    /// Says yes or no to the next choice of a question that takes any of several.
    Mark {
        /// The question.
        question: crate::id::QuestionId,
        /// Which choice, counted from 0: the one that is asked now.
        choice: u8,
        /// Whether it goes with the answer.
        yes: bool,
    },
}

/// What the headset's sequencer is fed.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// Somebody asks something.
    Act(Origin, Act),
    /// Time passes; call about once a second.
    Clock,
    /// The lease of whoever steers ran out.
    LeaseLapsed,
    /// The link of this watcher was lost for good.
    WatcherGone(UserId),
    /// A heart value was shown to the client.
    Heart(ValueShown),
    /// The coherence in thousandths, or that there is none: how fast a garden opens.
    Coherence(Option<u16>),
    /// What the search for the own pace gave.
    Search(PaceSearch),
    /// The client's own pace as earlier sessions know it, thousandths of a breath per minute.
    OwnPace(u16),
    /// The headset was taken off (`true`) or put back on.
    Paused(bool),
    /// What the client's plan says about worlds.
    Worlds(PlannedWorlds),
    /// What is planned to be asked of this client.
    Planned(PlannedSets),
    /// The headset noticed that the client lies (`true`) or sits. Nobody asked for it, so nobody's hands are in the way.
    Lies(bool),
    /// What the headset can offer now.
    Means(Means),
    /// Which heart a study's draw lets drive what the client sees.
    Allocated(Feed),
}

/// Why something asked was not done. Nothing has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    /// It does not fit this moment of the session.
    #[error("this does not fit the present step of the session")]
    NotNow,
    /// The colleague does not watch along with the client's consent.
    #[error("the client has not let you watch along")]
    NotWatching,
    /// The colleague has not taken over.
    #[error("take over first")]
    NotSteering,
    /// Only the client can do this.
    #[error("only the client can do this")]
    ClientOnly,
    /// Only a colleague can do this.
    #[error("only a colleague can do this")]
    CompanionOnly,
    /// Somebody else steers.
    #[error("somebody else steers")]
    SomebodyElseSteers,
    /// A value is outside its range.
    #[error("a value is outside its range")]
    OutOfRange,
    /// The question was already answered, or another one stands open.
    #[error("this question is not open")]
    QuestionNotOpen,
    /// A safety rule forbids it.
    #[error("a safety rule forbids this")]
    Unsafe,
    /// The rest after a long session is not over.
    #[error("first a break: the rest after a long session is not over")]
    Resting,
    /// The client's plan leaves this world out.
    #[error("the client's plan leaves this world out")]
    Avoided,
    /// The headset runs an older version, which does not know what is asked.
    #[error("the headset runs an older version, which does not know this")]
    OlderHeadset,
}

/// A command on its way to the headset.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Command {
    /// Made by the sender; a repeat is recognised by it.
    pub id: CommandId,
    /// Who asks; the server fills this in and believes nobody else.
    pub origin: Origin,
    /// What.
    pub act: Act,
}
