//! What travels about studies: bodies of the interface.

use super::{Flow, PersonCount, Protocol, ProtocolFile, Standing, What, Wrong};
use crate::Words;
use core::fmt;
use serde::{Deserialize, Serialize};
use session::StudyId;

/// Where a study stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum StudyState {
    /// Being made: nobody takes part.
    Draft,
    /// People join.
    Open,
    /// Over.
    Ended,
}

/// A study in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct StudyShort {
    /// Which.
    pub id: StudyId,
    /// Its name.
    pub title: Words,
    /// Where it stands.
    pub state: StudyState,
    /// How many people are wanted.
    pub target: u16,
    /// How many joined; fewer than five are not told.
    pub enrolled: PersonCount,
    /// Whose study it is, where this institution joined.
    pub joined: Option<String>,
}

/// A study that comes ready to be taken up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TemplateShort {
    /// Its id.
    pub id: String,
    /// The protocol to begin with.
    pub protocol: Protocol,
}

/// A study that joins another institution's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = StudyJoined))]
pub struct Joined {
    /// Under what all who take part file their data.
    pub study: StudyId,
    /// Who leads it.
    pub institution: String,
    /// The version that was joined.
    pub version: u32,
}

/// Begins a study: one's own, or by the file of another institution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum NewStudy {
    /// Its protocol.
    Own(Box<Protocol>),
    /// The file.
    Join(Box<ProtocolFile>),
}

/// A new version of a protocol.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SaveProtocol {
    /// The protocol.
    pub protocol: Protocol,
    /// The version that was seen when it was changed.
    pub replaces: u32,
}

/// One version of a protocol.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = ProtocolVersion))]
pub struct Version {
    /// From 1.
    pub number: u32,
    /// When, µs since 1970.
    pub at_us: i64,
    /// Who saved it.
    pub by_name: String,
    /// The protocol.
    pub protocol: Protocol,
    /// The version of its consent text: from 1, one more each time that the text changed.
    pub consent_version: u32,
}

/// Everything of a study but its data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct StudyDetail {
    /// Which.
    pub id: StudyId,
    /// Where it stands.
    pub state: StudyState,
    /// Whose study it is, where this institution joined.
    pub joined: Option<Joined>,
    /// The newest first.
    pub versions: Vec<Version>,
    /// What is wrong with the newest; it has to be empty before people join.
    pub wrong: Vec<Wrong>,
    /// When it was opened, µs since 1970.
    pub opened_us: Option<i64>,
    /// When it ended.
    pub ended_us: Option<i64>,
    /// Why.
    pub end_reason: Option<String>,
    /// Who went through it.
    pub flow: Flow,
    /// How many clients of the institution agreed to be asked for studies; fewer than five are not told.
    pub panel: PersonCount,
}

/// Ends a study.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EndStudy {
    /// Why.
    pub reason: String,
}

/// Somebody who was looked at and does not take part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Assessed {
    /// They do not fit the study.
    NotEligible,
    /// They do not want to.
    Declined,
}

/// Counts somebody who was looked at and does not take part. Nothing of them is kept but that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAssessed {
    /// How it ended.
    pub outcome: Assessed,
}

/// A client joins, and is drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewEnrolment {
    /// The version of the protocol whose text they read and agreed to.
    pub version: u32,
    /// That they agreed, in their own words or with a signature.
    pub agreed: bool,
    /// Their answer to each stratum, in order.
    #[serde(default)]
    pub strata: Vec<String>,
}

/// A client stops.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = LeaveStudy))]
#[serde(deny_unknown_fields)]
pub struct Leaving {
    /// Why, where they want to say.
    pub reason: String,
    /// Whether nothing of theirs counts any more.
    pub withdraw: bool,
}

impl fmt::Debug for Leaving {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Leaving").field("withdraw", &self.withdraw).finish_non_exhaustive()
    }
}

/// The use of something without virtual reality, logged by hand.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LogEntry {
    /// When it was used, µs since 1970.
    pub at_us: i64,
    /// For so many minutes.
    pub minutes: u16,
    /// Tension before it, 0 to 10.
    pub before: Option<u8>,
    /// Tension after it, 0 to 10.
    pub after: Option<u8>,
}

impl fmt::Debug for LogEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LogEntry { … }")
    }
}

impl LogEntry {
    /// Whether its numbers are possible.
    pub fn fits(&self) -> bool {
        let tension = |value: Option<u8>| value.is_none_or(|value| value <= 10);
        (1..=600).contains(&self.minutes) && tension(self.before) && tension(self.after)
    }
}

/// What is logged.
pub type NewLog = LogEntry;
/// What was logged, the oldest first.
pub type Logged = Vec<LogEntry>;

/// A study that a client takes part in, or did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Enrolled {
    /// Which.
    pub study: StudyId,
    /// Its name.
    pub title: Words,
    /// The client's pseudonym in it.
    pub code: String,
    /// When they joined, µs since 1970.
    pub enrolled_us: i64,
    /// The version of the protocol that they agreed to.
    pub version: u32,
    /// The text that they agreed to.
    pub consent: Words,
    /// How it stands with them.
    pub standing: Standing,
    /// The arm of today by its name; `None` where arms are hidden, and where nothing counts today.
    pub arm: Option<Words>,
    /// What happens in it.
    pub arm_about: Option<Words>,
    /// Whether use is logged by hand today.
    pub logs: bool,
    /// What was.
    pub logged: Logged,
    /// The days that are left; 0 at the end.
    pub days_left: u16,
}

/// A study that a client may join.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OpenStudy {
    /// Which.
    pub study: StudyId,
    /// The version of the protocol that counts now.
    pub version: u32,
    /// The protocol.
    pub protocol: Protocol,
}

/// A client's studies, as who treats them sees them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ClientStudies {
    /// Those they take or took part in.
    pub enrolled: Vec<Enrolled>,
    /// Those they may join: none while they take part in one.
    pub open: Vec<OpenStudy>,
    /// Whether they agreed to be asked for studies.
    pub panel: bool,
}

/// Whether a client agrees to be asked for studies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PanelMember {
    /// That they do.
    pub member: bool,
}

impl What {
    /// Whether its use is logged by hand.
    pub fn is_logged(self) -> bool {
        self == What::Logged
    }
}
