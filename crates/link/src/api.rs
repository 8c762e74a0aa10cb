//! The bodies of the HTTP interface, the same structs in the server and in our apps.

pub use crate::people::Role;
use crate::{heart::HeartNow, pose::Pose};
use core::fmt;
use serde::{Deserialize, Serialize};
use session::{ClientId, DeviceId, Event, OrganisationId, SessionId, Subject, UserId, Way, WorldTime};

/// Microseconds since 1970-01-01 UTC.
pub type WallMicros = i64;

/// `POST /api/v1/login`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Login {
    /// Login name.
    pub login: String,
    /// Password.
    pub password: String,
    /// Whether others use this device too: the login locks when nobody touches it.
    #[serde(default)]
    pub shared: bool,
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Login { … }")
    }
}

/// Who is signed in (`GET /api/v1/me`, and the answer to a login).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Me {
    /// The user.
    pub user: UserId,
    /// Shown name.
    pub name: String,
    /// The institution.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// Their roles, each once.
    pub roles: Vec<Role>,
    /// To be sent back as the header `x-csrf-token` with every change.
    pub csrf: String,
    /// Whether the institution asks a second factor that this login lacks: until then only the own login can be reached.
    #[serde(default)]
    pub needs_second_factor: bool,
    /// Seconds without touch after which this login locks; 0 for never.
    #[serde(default)]
    pub locks_after_s: u32,
}

/// A client as colleagues know them: by alias.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ClientSummary {
    /// The client.
    pub id: ClientId,
    /// The alias.
    pub alias: String,
    /// How many sessions stand on the timeline.
    pub sessions: u32,
    /// When the last one began.
    pub last_session: Option<WallMicros>,
    /// Sessions with an adverse event that no clinician has reviewed yet: until then no use without supervision (rule 10).
    #[serde(default)]
    pub to_review: u32,
    /// Since when the care is closed; `None` while it goes on. Then no session begins.
    #[serde(default)]
    pub closed: Option<WallMicros>,
}

/// `POST /api/v1/clients`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewClient {
    /// 1 to 40 characters; not a real name.
    pub alias: String,
}

/// One session in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SessionSummary {
    /// The session.
    pub id: SessionId,
    /// Whose it is.
    pub subject: Subject,
    /// The headset's name, or what recorded.
    pub device_name: String,
    /// Whether it is a recording of a sensor alone, without a headset.
    #[serde(default)]
    pub recording: bool,
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
    /// Whether something stands in it that a clinician must look at.
    pub adverse_event: bool,
    /// The clinician's review of all that stands in it; `None` while something still waits for one.
    #[serde(default)]
    pub review: Option<AdverseReview>,
    /// Which way of use it was; `None` where nobody said so.
    #[serde(default)]
    pub way: Option<Way>,
    /// Whether the client was alone in it; `None` where nobody said so.
    #[serde(default)]
    pub alone: Option<bool>,
}

/// A clinician's review of the adverse events of a session (rule 10).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AdverseReview {
    /// Who reviewed.
    pub by: UserId,
    /// Their name.
    pub by_name: String,
    /// When.
    pub at: WallMicros,
    /// What they found and decided.
    pub note: String,
}

impl fmt::Debug for AdverseReview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AdverseReview").field("by", &self.by).field("at", &self.at).finish_non_exhaustive()
    }
}

/// `PUT /api/v1/sessions/{id}/feed`: which heart drives what the client sees.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewFeed {
    /// Which.
    pub feed: session::Feed,
}

/// `POST /api/v1/sessions/{id}/review`: a clinician has looked at what went wrong.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewReview {
    /// What they found and decided, 1 to 1,000 characters.
    pub note: String,
}

impl fmt::Debug for NewReview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewReview { … }")
    }
}

/// `POST /api/v1/sessions/{id}/remarks`: what a colleague notes at a session, from Companion or its page.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewRemark {
    /// Whether it is an adverse event: until a clinician has reviewed it the client is not alone in virtual reality (rule 10).
    #[serde(default)]
    pub adverse: bool,
    /// What happened; 1 to 4,000 characters.
    pub text: String,
}

impl fmt::Debug for NewRemark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewRemark { … }")
    }
}

/// What the indicator of a session compares with: the person's own rest, as known from their earlier sessions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OwnRest {
    /// How much of it is the person's own.
    pub state: OwnRestState,
    /// Windows of rest behind it.
    pub rests: u32,
    /// Different days on which they fell; from seven on it is the person's own.
    pub days: u32,
}

/// How much of the rest that the indicator compares with is the person's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum OwnRestState {
    /// Nothing is known of this person: healthy adults of the literature stand in.
    #[default]
    Population,
    /// Rests on fewer than seven days.
    Provisional,
    /// Rests on seven days or more.
    Personal,
}

/// Everything of one session that its timeline shows (`GET /api/v1/sessions/{id}`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SessionDetail {
    /// In short.
    pub summary: SessionSummary,
    /// The client's alias, when it is somebody's.
    pub alias: Option<String>,
    /// Every event.
    pub events: Vec<Event>,
    /// The server's heart series over all raw packets: one entry every five seconds, none where there was nothing.
    pub heart: Vec<HeartNow>,
    /// Stretches without beats, with their reason.
    pub gaps: Vec<HeartGap>,
    /// What the indicator in `heart` compares with.
    #[serde(default)]
    pub own_rest: OwnRest,
}

/// A stretch without usable beats.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct HeartGap {
    /// Its beginning.
    pub from: WorldTime,
    /// Its end.
    pub to: WorldTime,
    /// Why.
    pub reason: crate::heart::NoValue,
}

/// The poses of a session for its replay (`GET /api/v1/sessions/{id}/poses`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Poses {
    /// In order of time.
    pub poses: Vec<Pose>,
}

/// `POST /api/v1/pair`: a colleague types the code shown in the headset.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Pair {
    /// Four digits.
    pub digits: String,
    /// Whose session it is; `None` leaves it as it is.
    pub client: Option<ClientId>,
    /// Whether the client will be alone in it, with nobody beside them (safety rules 10 and 13).
    #[serde(default)]
    pub alone: bool,
    /// Which way of use it is; where it says who is beside the client, `alone` does not count.
    #[serde(default)]
    pub way: Option<Way>,
}

/// The answer: which session to watch. The client still has to say yes in the headset.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Paired {
    /// The session.
    pub session: SessionId,
    /// The headset's name.
    pub device_name: String,
}

/// A headset in the register.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DeviceSummary {
    /// The headset.
    pub id: DeviceId,
    /// Its name.
    pub name: String,
    /// When it was last heard.
    pub last_seen: Option<WallMicros>,
    /// Whether it is connected now.
    pub connected: bool,
    /// Since when it is no longer trusted; `None` for a headset in use.
    pub revoked: Option<WallMicros>,
    /// How many records it delivered after that; they are kept apart.
    pub quarantined: u64,
}

/// `POST /api/v1/headsets`: makes an enrolment code for a new headset.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewHeadset {
    /// Its name, 1 to 40 characters.
    pub name: String,
}

/// The answer: what the headset must open, once, within ten minutes.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EnrolmentCode {
    /// The code.
    pub code: String,
    /// The address with the code in it; shown as a QR code.
    pub url: String,
}

impl fmt::Debug for EnrolmentCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EnrolmentCode { … }")
    }
}

/// `POST /api/v1/headsets/enrol`: the headset hands in its code; the answer sets its device cookie.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Enrol {
    /// The code.
    pub code: String,
    /// The headset's own public key (P-256, uncompressed, base64): later it signs with it what it kept offline.
    #[serde(default)]
    pub key: Option<String>,
    /// As whom it signed before: a server whose record is older than that takes what it kept then all the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<FormerHeadset>,
}

/// As whom a headset signed before it was enrolled anew.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FormerHeadset {
    /// By this id.
    pub id: DeviceId,
    /// With this public key (P-256, uncompressed, base64).
    pub key: String,
}

impl fmt::Debug for Enrol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Enrol { … }")
    }
}

/// `PUT /api/v1/headset/key`: a headset whose browser lost its key brings another.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct HeadsetKey {
    /// The public key (P-256, uncompressed, base64).
    pub key: String,
}

/// Who the headset is (`GET /api/v1/headset`, and the answer to enrolment).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct HeadsetSelf {
    /// The headset.
    pub id: DeviceId,
    /// Its name.
    pub name: String,
    /// The institution's name.
    pub organisation_name: String,
    /// The institution's public key (P-256, uncompressed, base64): what the headset keeps offline is sealed to it.
    pub seal_to: String,
}

/// `PATCH /api/v1/headsets/{id}`: another name.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RenameHeadset {
    /// The name.
    pub name: String,
}

/// What became of a record that was kept offline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Delivered {
    /// So many events of its session are durable, from the first on; the headset may let those go.
    pub watermark: u64,
    /// It is kept apart, since the headset was revoked; the headset may let it go.
    pub quarantined: bool,
}

/// Every error: a code for programs, and a sentence for people in the language that was asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A stable word, such as `not-signed-in`.
    pub code: String,
    /// What happened, what is safe, what to do now.
    pub message: String,
}
