//! Sets, what is planned of them, and answers as they travel between server and pages.

use super::{Answer, Asked, Finding, QuestionSet, Rater, Scored, Use, When};
use crate::Words;
use core::fmt;
use serde::{Deserialize, Serialize};
use session::{ScheduledId, SessionId, TeamId};
use std::collections::BTreeMap;

/// `GET /api/v1/question-sets`: a set in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SetShort {
    /// Its id.
    pub id: String,
    /// Its name: of the published version, or of the draft where there is none.
    pub title: Words,
    /// Who answers.
    pub rater: Rater,
    /// What may be done with it.
    pub licence: super::Licence,
    /// How many questions it has.
    pub items: u16,
    /// The version in use; `None` while it was never published.
    pub published: Option<u16>,
    /// The version that is being made.
    pub draft: Option<u16>,
    /// It comes with Luwte and is not changed here.
    pub shipped: bool,
}

/// A set with what an institution did with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SetDetail {
    /// The version in use.
    pub published: Option<QuestionSet>,
    /// The version that is being made.
    pub draft: Option<Draft>,
    /// Every published version, the newest first.
    pub versions: Vec<Published>,
    /// It comes with Luwte and is not changed here.
    pub shipped: bool,
}

/// A version that is being made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Draft {
    /// The set so far.
    pub set: QuestionSet,
    /// When it was saved, µs since 1970: whoever saves over it says that this is what they saw.
    pub saved_us: i64,
    /// Who saved it.
    pub by_name: String,
    /// What is still wrong with it; empty where it can be published.
    pub wrong: Vec<Finding>,
}

/// A version that was published and does not change any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Published {
    /// Which.
    pub version: u16,
    /// When, µs since 1970.
    pub at_us: i64,
    /// Who published it.
    pub by_name: String,
    /// What they confirmed of its licence.
    pub confirmed: Use,
}

/// `PUT /api/v1/question-sets/{set}`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SaveDraft {
    /// The set. Its version is the server's to say.
    pub set: QuestionSet,
    /// [`Draft::saved_us`] of the draft that this one replaces; `None` where none was seen.
    #[serde(default)]
    pub seen_us: Option<i64>,
}

/// `POST /api/v1/question-sets/{set}/publish`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PublishSet {
    /// [`Draft::saved_us`] of the draft that was looked at.
    pub saved_us: i64,
    /// What is confirmed of its licence.
    #[serde(default)]
    pub confirmed: Use,
}

/// What reading a file gave: the set, or all that is wrong. Nothing is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ReadFile {
    /// The set.
    pub set: Option<QuestionSet>,
    /// What is wrong, in the order of the file.
    pub wrong: Vec<WrongLine>,
}

/// Something that is wrong in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct WrongLine {
    /// The line, from 1; 0 for the file as a whole.
    pub line: u32,
    /// Where, as a JSON pointer; empty where the file is no set at all.
    pub place: String,
    /// The item it is about, by its id, where it is about one.
    pub item: Option<String>,
    /// What: a fault of a set, `shape` or `too-large`.
    pub what: String,
    /// The words of the parser, for `shape`.
    pub detail: String,
}

/// `POST …/scheduled-sets`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewScheduled {
    /// The set.
    pub set: String,
    /// When it is asked, 1 to 6 moments.
    pub whens: Vec<When>,
    /// Minutes east of UTC in which times of the day are meant.
    #[serde(default)]
    pub offset_min: i16,
}

/// A set that is planned for a client, by themselves or by a team that treats them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Scheduled {
    /// Which.
    pub id: ScheduledId,
    /// The set.
    pub set: String,
    /// Its name.
    pub title: Words,
    /// Who answers.
    pub rater: Rater,
    /// When it is asked.
    pub whens: Vec<When>,
    /// The team by which it is planned; `None` for the client alone.
    pub team: Option<TeamId>,
    /// The team's name.
    pub team_name: Option<String>,
    /// Since when, µs since 1970.
    pub since_us: i64,
    /// Who planned it.
    pub by_name: String,
    /// When it was answered last, µs since 1970.
    pub answered_us: Option<i64>,
    /// Whether it is due today and was not answered yet.
    pub due: bool,
}

/// `POST /api/v1/clients/{id}/answers`: what a colleague saw, or writes down for a client.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAnswers {
    /// The set.
    pub set: String,
    /// The version that was shown.
    pub version: u16,
    /// When in a session, or apart from one.
    pub asked: Asked,
    /// The session, where it goes with one.
    #[serde(default)]
    pub session: Option<SessionId>,
    /// Answers by item.
    pub answers: BTreeMap<String, Answer>,
}

impl fmt::Debug for NewAnswers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewAnswers").field("set", &self.set).finish_non_exhaustive()
    }
}

/// Answers to a set at one moment.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Answered {
    /// When, µs since 1970.
    pub at_us: i64,
    /// The set.
    pub set: String,
    /// The version that was asked.
    pub version: u16,
    /// When in a session, or apart from one.
    pub asked: Asked,
    /// The session.
    pub session: Option<SessionId>,
    /// The colleague who gave the answers; `None` for the client.
    pub by_name: Option<String>,
    /// Answers by item.
    pub answers: BTreeMap<String, Answer>,
    /// What they come to.
    pub scored: Vec<Scored>,
}

impl fmt::Debug for Answered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answered").field("set", &self.set).finish_non_exhaustive()
    }
}

/// `GET /api/v1/clients/{id}/answers`: everything a client or who cares for them answered, the oldest first, with the sets in the
/// versions that were asked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ClientAnswers {
    /// Answers.
    pub answered: Vec<Answered>,
    /// Sets.
    pub sets: Vec<QuestionSet>,
}

impl ClientAnswers {
    /// The set in the version of these answers.
    pub fn set_of(&self, answered: &Answered) -> Option<&QuestionSet> {
        self.sets.iter().find(|set| set.id == answered.set && set.version == answered.version)
    }
}
