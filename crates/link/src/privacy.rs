//! Privacy over HTTP: consent per stream, what a client asks and what was decided, and what forbids erasing.

use crate::{api::WallMicros, people::words};
use core::fmt;
use serde::{Deserialize, Serialize};
use session::ClientId;
use uuid::Uuid;

words! {
    /// What is recorded of a client, each with a switch of its own.
    DataStream {
        /// Which worlds, exercises and settings they chose, and when.
        Behaviour = "behaviour",
        /// Where the head looked.
        HeadMovement = "head-movement",
        /// Heartbeats, and what was computed from them.
        Heart = "heart",
        /// Answers to questions, tension before and after.
        Answers = "answers",
        /// The tension diary.
        Diary = "diary",
        /// Use in studies.
        Research = "research",
    }
}

impl DataStream {
    /// What holds as long as the client has said nothing: what belongs to treatment is recorded, research asks first.
    pub const fn unless_said(self) -> bool {
        !matches!(self, Self::Research)
    }
}

words! {
    /// Why a request for erasing is not granted (article 7:455 of the Dutch civil code, paragraph 2).
    ErasureRefusal {
        /// Keeping it matters considerably to somebody else than the client.
        OthersInterest = "others-interest",
        /// A law forbids it.
        Law = "law",
    }
}

words! {
    /// A part of what is kept of a client: what they take along, what erasing takes away, and what their page of data tells
    /// follow from it.
    KeptPart {
        /// The alias, and since when they are known here.
        Identity = "identity",
        /// Passkeys, and where they are signed in.
        SigningIn = "signing-in",
        /// Who treats them, or did.
        Carers = "carers",
        /// What they answered before they began.
        Screening = "screening",
        /// What they said may be recorded.
        Consents = "consents",
        /// What they asked to be erased, what was decided, and what holds it up.
        Requests = "requests",
        /// Sessions with what happened, heart and head movement.
        Sessions = "sessions",
        /// Moments that they marked, and what they wrote about sessions.
        OwnWords = "own-words",
        /// Sets of questions: what is planned, and what was answered.
        Answers = "answers",
        /// The tension diary.
        Diary = "diary",
        /// What they planned for themselves.
        OwnPlan = "own-plan",
        /// Questions to a person, and the answers.
        Letters = "letters",
        /// Headsets that went home with them.
        Loans = "loans",
        /// Their own sensors.
        Sensors = "sensors",
        /// Studies that they take or took part in, and what was logged in them.
        Studies = "studies",
        /// Who looked.
        AccessLog = "access-log",
        /// What colleagues wrote about them: notes, plans, decisions and their reasons.
        Conclusions = "conclusions",
        /// Keys and hashes of codes: they say nothing and would open something.
        Keys = "keys",
        /// That somebody was erased, by a number that leads to nobody.
        Erased = "erased",
    }
}

impl KeptPart {
    /// Whether the client takes it along as a file (articles 15 and 20 of the GDPR). What colleagues concluded they ask to see
    /// of who treats them; a key in a file would be a danger to its owner.
    pub const fn goes_along(self) -> bool {
        !matches!(self, Self::Conclusions | Self::Keys | Self::Erased)
    }

    /// Whether it stays when the client is erased: the access log is a chain, and the list of who was erased guards backups.
    pub const fn outlives_erasing(self) -> bool {
        matches!(self, Self::AccessLog | Self::Erased)
    }

    /// Whether a change of it is care, so that the time for which a record is kept begins anew.
    pub const fn is_care(self) -> bool {
        !matches!(self, Self::SigningIn | Self::Consents | Self::Requests | Self::Keys | Self::Studies)
    }
}

/// `GET /api/v1/me/kept`: how much is kept of one part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Kept {
    /// The part.
    pub part: KeptPart,
    /// How many entries; of sessions, how many sessions.
    pub entries: u64,
    /// Whether it is in the file that the client takes along.
    pub goes_along: bool,
    /// Whether it stays when the client is erased.
    pub outlives_erasing: bool,
}

/// How many clients say no to a stream, where nobody can be recognised by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ConsentCount {
    /// The stream.
    pub stream: DataStream,
    /// Clients of the institution; `None` for fewer than five.
    pub clients: Option<u32>,
    /// How many do not let it be recorded now; `None` where fewer than five do not, or fewer than five do.
    pub no: Option<u32>,
}

/// What a look for records that are due found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RetentionRun {
    /// When.
    pub at: WallMicros,
    /// Whether it erases, or only tells.
    pub erases: bool,
    /// Clients whose record nobody changed for as long as the law asks.
    pub due: u32,
    /// Of those, how many a hold kept.
    pub held: u32,
    /// How many were erased.
    pub erased: u32,
}

/// What a look through the whole access log found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LogCheck {
    /// When.
    pub at: WallMicros,
    /// Up to which line it is whole.
    pub lines: u64,
    /// The first line that is not as it was written; `None` where all are.
    pub broken_at: Option<i64>,
}

words! {
    /// What happens at night to records that were kept as long as the law asks.
    RetentionMode {
        /// Nothing is looked at.
        Off = "off",
        /// It is told whose are due.
        Tell = "tell",
        /// They are erased.
        Erase = "erase",
    }
}

/// `GET /api/v1/privacy`: what the privacy officer oversees, in counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Oversight {
    /// Consents, stream by stream.
    pub consents: Vec<ConsentCount>,
    /// What happens at night.
    pub retention: RetentionMode,
    /// The newest runs, the newest first.
    pub runs: Vec<RetentionRun>,
    /// The last look through the access log; `None` before the first.
    pub log: Option<LogCheck>,
    /// What stays of somebody who is erased.
    pub outlives: Vec<KeptPart>,
}

/// One stream and what the client said of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct StreamConsent {
    /// The stream.
    pub stream: DataStream,
    /// Whether it is recorded.
    pub given: bool,
    /// Since when; `None` where the client never said.
    pub since: Option<WallMicros>,
    /// The version of the privacy information that they had before them then.
    pub information: Option<u32>,
}

/// `GET /api/v1/me/consents` and `GET /api/v1/clients/{id}/consents`: every stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Consents {
    /// Every stream.
    pub streams: Vec<StreamConsent>,
    /// The newest version of the privacy information: `GET /api/v1/privacy-information`.
    pub information: u32,
}

/// `PUT /api/v1/me/consents/{stream}`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SetConsent {
    /// Whether it may be recorded.
    pub given: bool,
    /// The version of the privacy information that the client has before them.
    pub information: u32,
}

/// `GET /api/v1/privacy-information`: what is recorded, why and how long, in plain words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PrivacyInformation {
    /// Its version; a new one is asked about again.
    pub version: u32,
    /// The text: headings begin with `# `, paragraphs have an empty line between them.
    pub text: String,
}

/// What a client asked: `GET` and `POST /api/v1/me/erasure-request`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OwnErasureRequest {
    /// When they asked.
    pub asked: WallMicros,
    /// By when it must be decided and done.
    pub due: WallMicros,
    /// When it was refused; `None` while it waits. One that is granted leaves nothing that could tell.
    pub decided: Option<WallMicros>,
    /// Why it was refused.
    pub because: Option<ErasureRefusal>,
    /// What the colleague wrote about that.
    pub note: Option<String>,
}

impl fmt::Debug for OwnErasureRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OwnErasureRequest").field("decided", &self.decided).finish_non_exhaustive()
    }
}

/// A request that waits for a decision: `GET /api/v1/erasure-requests`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ErasureRequest {
    /// The request.
    pub id: Uuid,
    /// Whose data.
    pub client: ClientId,
    /// The client's alias.
    pub alias: String,
    /// When they asked.
    pub asked: WallMicros,
    /// By when it must be decided and done.
    pub due: WallMicros,
    /// What forbids it now.
    pub holds: Vec<Hold>,
}

impl fmt::Debug for ErasureRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErasureRequest").field("id", &self.id).finish_non_exhaustive()
    }
}

/// `POST /api/v1/erasure-requests/{id}/decision`. Granting erases at once, and for ever.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ErasureDecision {
    /// Why not; `None` grants it.
    pub because: Option<ErasureRefusal>,
    /// In words, for the client; needed for a refusal, at most 1,000 characters.
    #[serde(default)]
    pub note: String,
}

impl fmt::Debug for ErasureDecision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErasureDecision").field("because", &self.because).finish_non_exhaustive()
    }
}

/// What forbids that a client's data is erased: `GET /api/v1/clients/{id}/holds`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Hold {
    /// The hold.
    pub id: Uuid,
    /// Why, in words.
    pub reason: String,
    /// Name of who set it.
    pub by_name: String,
    /// When.
    pub set: WallMicros,
    /// Until when; `None` until somebody lifts it.
    pub until: Option<WallMicros>,
}

impl fmt::Debug for Hold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hold").field("id", &self.id).finish_non_exhaustive()
    }
}

/// `POST /api/v1/clients/{id}/holds`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewHold {
    /// Why, 10 to 1,000 characters.
    pub reason: String,
    /// Until when; `None` until somebody lifts it.
    pub until: Option<WallMicros>,
}

impl fmt::Debug for NewHold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewHold").field("until", &self.until).finish_non_exhaustive()
    }
}
