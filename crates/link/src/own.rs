//! The bodies of a client's own place: their sessions, diary and plan, what they share, and questions to a person.

use crate::api::WallMicros;
use core::fmt;
use serde::{Deserialize, Serialize};
use session::{ClientId, Event, SessionId, WorldTime};
use uuid::Uuid;

/// The longest note, reflection or words in the diary, in characters.
pub const WORDS_MAX_CHARS: usize = 1_000;
/// The most moments in the week that somebody plans.
pub const PLANNED_MAX: usize = 21;
/// The most signals, and the most things that help, in one plan.
pub const LISTED_MAX: usize = 30;
/// The longest of them, in characters.
pub const LISTED_MAX_CHARS: usize = 80;

/// What a person wrote shows nothing of itself when it is printed.
macro_rules! redacted {
    ($($name:ident),*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), " { … }"))
            }
        }
    )*};
}

redacted!(
    Reflection,
    OwnMoment,
    NewMoment,
    DiaryEntry,
    NewDiaryEntry,
    OwnPlan,
    PlannedMoment,
    Letter,
    NewLetter,
    Manner,
    SharedWords,
    ClaimCode,
    Claim,
    HeartPoint
);

/// One of the client's own sessions (`GET /api/v1/client/sessions`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OwnSession {
    /// The session.
    pub id: SessionId,
    /// When it was opened.
    pub opened: WallMicros,
    /// How long it lasted so far, in world time.
    pub length: WorldTime,
    /// Whether it goes on now.
    pub live: bool,
    /// Tension before, 0 to 10.
    pub tension_before: Option<u8>,
    /// Tension after, 0 to 10.
    pub tension_after: Option<u8>,
    /// Whether a colleague gave one of them for the client: then they are no effect.
    #[serde(default)]
    pub rated_by_colleague: bool,
    /// Slugs of the worlds visited, in order.
    pub worlds: Vec<String>,
    /// Whether they did not feel well in it.
    pub unwell: bool,
    /// What the client wrote about it.
    pub reflection: Option<Reflection>,
}

/// What a client wrote about a session.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Reflection {
    /// Their words, at most 1,000 characters; empty takes the reflection away.
    pub words: String,
    /// Whether who treats them may read it.
    pub shared: bool,
    /// When it was last changed; what comes with a change is not looked at.
    #[serde(default)]
    pub changed: WallMicros,
}

/// One of the client's own sessions with its course (`GET /api/v1/client/sessions/{id}`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OwnCourse {
    /// In short.
    pub session: OwnSession,
    /// What happened, without what only colleagues wrote and what a study keeps covered.
    pub events: Vec<Event>,
    /// The heart, every five seconds where it was measured.
    pub heart: Vec<HeartPoint>,
    /// Stretches in which it was not, while a strap was on.
    pub gaps: Vec<Stretch>,
    /// Moments that the client marked.
    pub moments: Vec<OwnMoment>,
}

/// The heart at a moment.
#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct HeartPoint {
    /// When.
    pub at: WorldTime,
    /// Beats per minute.
    pub beats_per_minute: f64,
}

/// A stretch of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Stretch {
    /// Its beginning.
    pub from: WorldTime,
    /// Its end.
    pub to: WorldTime,
}

/// A moment of a session that the client marked, with a note.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OwnMoment {
    /// The moment.
    pub id: Uuid,
    /// When in the session.
    pub at: WorldTime,
    /// The note.
    pub note: String,
    /// Whether who treats them sees it on the timeline.
    pub shared: bool,
    /// When it was marked.
    pub made: WallMicros,
}

/// `POST /api/v1/client/sessions/{id}/moments`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewMoment {
    /// When in the session.
    pub at: WorldTime,
    /// 1 to 1,000 characters.
    pub note: String,
    /// Whether who treats them may see it at once.
    pub shared: bool,
}

/// `PUT /api/v1/client/moments/{id}`: shares it, or no longer.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Sharing {
    /// Whether who treats them sees it.
    pub shared: bool,
}

/// What a client shares of a session with who treats them (`GET /api/v1/sessions/{id}/shared`).
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SharedWords {
    /// Moments, in order of the session.
    pub moments: Vec<OwnMoment>,
    /// What they wrote about it.
    pub reflection: Option<Reflection>,
}

/// The client's diary and plan (`GET /api/v1/client/diary`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Diary {
    /// The newest first, at most 200.
    pub entries: Vec<DiaryEntry>,
    /// What they planned.
    pub plan: OwnPlan,
}

/// One entry of the diary.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DiaryEntry {
    /// The entry.
    pub id: Uuid,
    /// When.
    pub at: WallMicros,
    /// Tension, 0 to 10.
    pub tension: u8,
    /// Words; empty where there are none.
    pub words: String,
}

/// `POST /api/v1/client/diary`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewDiaryEntry {
    /// Tension, 0 to 10.
    pub tension: u8,
    /// At most 1,000 characters.
    #[serde(default)]
    pub words: String,
}

/// What a client planned for themselves (`PUT /api/v1/client/plan`).
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct OwnPlan {
    /// How often it was changed; a change names the one that it starts from.
    pub revision: u32,
    /// From this tension on, 1 to 10, the page suggests something; `None` suggests nothing.
    pub threshold: Option<u8>,
    /// Moments of the week, at most 21.
    pub moments: Vec<PlannedMoment>,
    /// By what they notice tension: slugs of ours or words of theirs.
    pub signals: Vec<String>,
    /// What helps: likewise.
    pub helps: Vec<String>,
    /// Their plan in their own words.
    pub words: String,
    /// Pages of the module that they read.
    pub read: Vec<String>,
}

/// A moment of the week for which somebody plans a pause.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PlannedMoment {
    /// Day of the week, 0 for Monday to 6 for Sunday.
    pub weekday: u8,
    /// Minutes after midnight, by the clock of who reads it.
    pub minute: u16,
    /// What it is, at most 80 characters.
    pub words: String,
}

/// A client for whom words and pace are chosen with more care.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ExtraCare {
    /// Somebody with delusions or suspicion.
    Delusions,
    /// Somebody who lived through something terrible.
    Trauma,
    /// Somebody with an addiction.
    Addiction,
}

impl ExtraCare {
    /// All of them.
    pub const ALL: [ExtraCare; 3] = [ExtraCare::Delusions, ExtraCare::Trauma, ExtraCare::Addiction];

    /// Its word.
    pub const fn word(self) -> &'static str {
        match self {
            ExtraCare::Delusions => "delusions",
            ExtraCare::Trauma => "trauma",
            ExtraCare::Addiction => "addiction",
        }
    }
}

/// How the client's own place speaks (`GET` and `PUT /api/v1/clients/{id}/manner`).
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Manner {
    /// What asks for more care; each once. With any, nothing is shared without a second look.
    pub extra_care: Vec<ExtraCare>,
}

/// Whom a client can reach, as the institution says it (`GET` and `PUT /api/v1/contact`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Contact {
    /// Within how many working days a question is answered, 1 to 14; `None` where nobody said so.
    pub answer_days: Option<u8>,
    /// What the institution's own crisis line is called; empty where there is none.
    pub crisis_name: String,
    /// Its telephone number, digits with blanks, dashes or a plus; empty where there is none.
    pub crisis_phone: String,
}

/// What the pages of a client's own place need to begin with (`GET /api/v1/client/place`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OwnPlace {
    /// How it speaks.
    pub manner: Manner,
    /// Whom one can reach.
    pub contact: Contact,
    /// The institution, by the name on its paper.
    #[serde(default)]
    pub institution: String,
    /// Its address and how to reach it, line by line; empty where nobody said so.
    #[serde(default)]
    pub address: String,
    /// Who reads questions: names of the colleagues and teams who treat the client now. With none, questions are refused.
    pub readers: Vec<String>,
    /// Answers since the client last wrote or looked.
    pub answers: u32,
}

/// A question of a client to who treats them, or an answer.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Letter {
    /// The letter.
    pub id: Uuid,
    /// When it was written.
    pub at: WallMicros,
    /// The colleague who wrote it; `None` for the client.
    pub by: Option<String>,
    /// The words.
    pub words: String,
    /// When the other side first saw it.
    pub read: Option<WallMicros>,
}

/// `POST /api/v1/client/letters`, `POST /api/v1/clients/{id}/letters`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewLetter {
    /// 1 to 1,000 characters.
    pub words: String,
}

/// A client who waits for an answer (`GET /api/v1/letters/open`).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OpenLetters {
    /// The client.
    pub client: ClientId,
    /// The alias.
    pub alias: String,
    /// Since when.
    pub since: WallMicros,
    /// How many letters came after the last answer.
    pub letters: u32,
}

impl fmt::Debug for OpenLetters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenLetters").field("client", &self.client).finish_non_exhaustive()
    }
}

/// A code with which a client makes an anonymous session theirs (`POST /api/v1/sessions/{id}/claim`); shown once.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ClaimCode {
    /// Eight characters in two groups.
    pub code: String,
    /// Until when it works.
    pub expires: WallMicros,
}

/// `POST /api/v1/client/claim`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Claim {
    /// The code; blanks, dashes, upper and lower case make no difference.
    pub code: String,
}
