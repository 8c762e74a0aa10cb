//! Questions put during a session, and the answers a client can give with the eyes alone.

use crate::{id::QuestionId, item::SetItem};
use serde::{Deserialize, Serialize};

/// The longest question a practitioner can type: it must fit the headset in large words.
pub const OWN_QUESTION_MAX_CHARS: usize = 60;

/// A question in front of the client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Question {
    /// Its number in this session.
    pub id: QuestionId,
    /// What is asked.
    pub prompt: Prompt,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Prompt {
    /// One of ours, in the client's language.
    Prepared(Prepared),
    /// The practitioner's own words, at most [`OWN_QUESTION_MAX_CHARS`].
    Own {
        /// The words.
        text: String,
        /// How it can be answered.
        answers: AnswerKind,
    },
    /// Out of a set.
    Item(Box<SetItem>),
}

/// The prepared questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Prepared {
    /// How tense are you now? (0–10)
    TensionNow,
    /// Are you comfortable? (yes, no)
    Comfortable,
    /// Shall we go on? (yes, no)
    GoOn,
    /// Stay a little longer? Asked by the headset itself when the planned time is up (yes, no).
    StayLonger,
    /// Rather somewhere else? Asked by the headset itself when the plan, heard late, leaves out the world around the client.
    Elsewhere,
}

/// How a question can be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum AnswerKind {
    /// Yes or no.
    YesNo,
    /// 0 to 10.
    Scale,
}

/// An answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// 0 to 10.
    Scale(u8),
    /// Put aside without an answer.
    Skipped,
    /// One choice or step of a question out of a set, counted from 0.
    One(u8),
    /// Any of its choices: the lowest bit is the first.
    Some(u16),
}

/// What felt unpleasant (safety rule 10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Discomfort {
    /// Nothing.
    None,
    /// Dizzy; ends an exercise (rule 9).
    Dizzy,
    /// Sick.
    Nausea,
    /// Headache; an adverse event.
    Headache,
    /// Panic; an adverse event.
    Panic,
    /// Something else.
    Other,
}

impl Prompt {
    /// Whether this answer fits.
    pub fn takes(&self, answer: Answer) -> bool {
        match self {
            Prompt::Prepared(prepared) => prepared.answers().takes(answer),
            Prompt::Own { answers, .. } => answers.takes(answer),
            Prompt::Item(item) => item.form.takes(answer),
        }
    }

    /// Whether the words are there and fit.
    pub fn fits(&self) -> bool {
        match self {
            Prompt::Prepared(_) => true,
            Prompt::Own { text, .. } => {
                !text.trim().is_empty()
                    && text.chars().count() <= OWN_QUESTION_MAX_CHARS
                    && !text.chars().any(char::is_control)
            }
            Prompt::Item(item) => item.fits(),
        }
    }
}

impl Prepared {
    /// The prepared questions a practitioner can put.
    pub const ASKABLE: [Prepared; 3] = [Prepared::TensionNow, Prepared::Comfortable, Prepared::GoOn];

    /// How it can be answered.
    pub const fn answers(self) -> AnswerKind {
        match self {
            Prepared::TensionNow => AnswerKind::Scale,
            Prepared::Comfortable | Prepared::GoOn | Prepared::StayLonger | Prepared::Elsewhere => {
                AnswerKind::YesNo
            }
        }
    }

    /// The stable name in text ids.
    pub const fn slug(self) -> &'static str {
        match self {
            Prepared::TensionNow => "tension-now",
            Prepared::Comfortable => "comfortable",
            Prepared::GoOn => "go-on",
            Prepared::StayLonger => "stay-longer",
            Prepared::Elsewhere => "elsewhere",
        }
    }
}

impl AnswerKind {
    /// Whether this answer fits the question.
    pub const fn takes(self, answer: Answer) -> bool {
        match (self, answer) {
            (_, Answer::Skipped) | (AnswerKind::YesNo, Answer::Yes | Answer::No) => true,
            (AnswerKind::Scale, Answer::Scale(value)) => value <= 10,
            _ => false,
        }
    }
}

impl Discomfort {
    /// What can be chosen after "yes, something was unpleasant".
    pub const KINDS: [Discomfort; 5] =
        [Discomfort::Dizzy, Discomfort::Nausea, Discomfort::Headache, Discomfort::Panic, Discomfort::Other];

    /// The stable name in text ids.
    pub const fn slug(self) -> &'static str {
        match self {
            Discomfort::None => "none",
            Discomfort::Dizzy => "dizzy",
            Discomfort::Nausea => "nausea",
            Discomfort::Headache => "headache",
            Discomfort::Panic => "panic",
            Discomfort::Other => "other",
        }
    }
}
