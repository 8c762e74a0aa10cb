//! Headsets and rooms as things that are kept, lent and reserved, over HTTP. No client is named here.

use crate::api::WallMicros;
use serde::{Deserialize, Serialize};
use session::{ClientId, DeviceId, SiteId};
use uuid::Uuid;

/// A headset as whoever looks for one sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct KeptHeadset {
    /// The headset.
    pub id: DeviceId,
    /// Its name, as on its label.
    pub name: String,
    /// Where it lies, in words of the house; `None` where nobody has said.
    pub place: Option<String>,
    /// At which site.
    pub site: Option<SiteId>,
    /// Whether a session goes on in it now.
    pub worn: bool,
    /// When it was last heard.
    pub last_seen: Option<WallMicros>,
    /// What it still needs before the next person; nothing when it is ready.
    pub missing: Vec<Need>,
    /// With whom it is, when it was handed out.
    pub out: Option<HandedOut>,
    /// Who has reserved it next.
    pub next: Option<Reserved>,
}

/// What stands between a headset and the next person (safety rule 14).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Need {
    /// It must come back first.
    Return,
    /// It must be repaired.
    Repair,
    /// It must be cleaned.
    Cleaning,
    /// It must be cleared of the last client's data.
    Clearing,
    /// It must be charged.
    Charging,
}

/// A loan that goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct HandedOut {
    /// The loan.
    pub loan: Uuid,
    /// Since when.
    pub since: WallMicros,
    /// Until when it was agreed.
    pub until: Option<WallMicros>,
    /// Whether it is at a client's home.
    pub at_home: bool,
    /// The colleague who handed it out and knows to whom.
    pub by_name: String,
}

/// `PUT /api/v1/headsets/{id}/place`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewPlace {
    /// Where it lies, 1 to 80 characters.
    pub place: String,
    /// At which site of the institution.
    pub site: Option<SiteId>,
}

/// Something that somebody did with a headset: `POST /api/v1/headsets/{id}/happenings`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum NewHappening {
    /// It was given to someone; only when nothing is missing.
    HandedOut {
        /// Made by whoever asks: the same loan told twice is one.
        loan: Uuid,
        /// The client who takes it home, who must have done it once themselves with someone there (safety rule 2). Within
        /// the house nobody is named.
        client: Option<ClientId>,
        /// Until when it was agreed.
        until: Option<WallMicros>,
    },
    /// It came back.
    Returned {
        /// From which loan.
        loan: Uuid,
    },
    /// It was wiped by the protocol, or its cover changed.
    Cleaned,
    /// It holds nothing of the last client any more.
    Cleared,
    /// What its battery holds.
    Charged {
        /// Percent, 0 to 100.
        pct: u8,
    },
    /// It does not work as it should.
    Broke {
        /// What is wrong, 3 to 300 characters; no client's name.
        what: String,
    },
    /// It works again.
    Repaired,
}

/// What happened with a headset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Happened {
    /// When.
    pub at: WallMicros,
    /// Who told it; `None` where it is the headset's own record.
    pub by_name: Option<String>,
    /// What, by its word: that of [`NewHappening`], `worn` for a session, `added` for its place in the register.
    pub kind: String,
    /// More of it in words: what is wrong, how much it holds.
    pub detail: Option<String>,
}

/// A room in which somebody can sit quietly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Room {
    /// The room.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// At which site.
    pub site: Option<SiteId>,
    /// Whether others may be in it at the same time.
    pub shared: bool,
    /// Whether it is no longer offered.
    pub closed: bool,
}

/// `POST /api/v1/rooms` and `PUT /api/v1/rooms/{id}`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewRoom {
    /// Its name, 1 to 60 characters.
    pub name: String,
    /// At which site of the institution.
    pub site: Option<SiteId>,
    /// Whether others may be in it at the same time.
    pub shared: bool,
    /// Whether it is no longer offered.
    #[serde(default)]
    pub closed: bool,
}

/// A reservation of a headset or a room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Reserved {
    /// The reservation.
    pub id: Uuid,
    /// The headset or the room.
    pub thing: Uuid,
    /// The first moment, a whole minute.
    pub from: WallMicros,
    /// The moment after the last, a whole minute.
    pub until: WallMicros,
    /// The colleague who made it.
    pub by_name: String,
    /// Whether it is one's own.
    pub own: bool,
}

/// `POST /api/v1/reservations`: one moment, or the same moment in several weeks; all or none.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewReservation {
    /// Made by whoever asks, one for each week: the same ones sent twice are reserved once.
    pub ids: Vec<Uuid>,
    /// The headset or the room.
    pub thing: Uuid,
    /// The first moment of each.
    pub from: Vec<WallMicros>,
    /// How long, minutes, 5 to 10,080.
    pub minutes: u32,
}

/// `PUT /api/v1/reservations/{id}`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MovedReservation {
    /// The headset or the room.
    pub thing: Uuid,
    /// The first moment.
    pub from: WallMicros,
    /// How long, minutes, 5 to 10,080.
    pub minutes: u32,
}
