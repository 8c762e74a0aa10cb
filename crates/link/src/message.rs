//! The messages of the live link. New ones are added at the end of an enum; none is ever removed or reordered.

use crate::{
    heart::{BeatBatch, HeartNow},
    pose::Pose,
    slow::{CoherenceNow, ResonanceNow},
};
use serde::{Deserialize, Serialize};
use session::{
    Command, CommandId, DeviceId, Event, Feed, PlannedSets, PlannedWorlds, Refusal, SessionId, StrapId,
    Subject, WorldTime,
};

/// The most events in one batch.
pub const EVENTS_MAX: usize = 256;
/// The most poses in one batch.
pub const POSES_MAX: usize = 1_024;

/// Anything that travels on the live link.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Message {
    /// Headset → watchers: where the head is, up to 20 a second. The first to be dropped for a slow reader.
    Pose(Pose),
    /// Headset → server → watchers: what happened. Never dropped.
    Events(EventBatch),
    /// Strap's receiver → server.
    Beats(BeatBatch),
    /// Server → headset and watchers: the heart as it is now, about once a second.
    Heart(HeartNow),
    /// Watcher → server → headset: a command.
    Command(Command),
    /// Headset → server → the watcher who sent it: why a command was not done.
    Refused {
        /// The command.
        command: CommandId,
        /// Why.
        refusal: Refusal,
    },
    /// Server → sender: everything of this stream below the watermark is durable.
    Ack {
        /// The stream.
        stream: StreamId,
        /// The first number not yet durable.
        watermark: u64,
    },
    /// Server → watcher who comes in: all there is.
    Snapshot(Box<Snapshot>),
    /// Anyone → the other side; the clock is the sender's own, in microseconds.
    Ping {
        /// The sender's clock.
        sent_us: i64,
    },
    /// The answer. `world_time` is absent while the answering side does not know it.
    Pong {
        /// The clock from the ping.
        sent_us: i64,
        /// World time at the answering side.
        world_time: Option<WorldTime>,
    },
    /// Headset → server, first: who it is and which session it holds.
    Hello(Hello),
    /// Headset → server: a new pairing code, please.
    WantPairingCode,
    /// Server → headset: the code to show.
    PairingCode(PairingCode),
    /// Server → watchers and headset: who is here.
    Presence(Presence),
    /// Server → strap's receiver and watchers: how it is with the strap.
    Strap(StrapStatus),
    /// Server → peer: what was wrong with what it sent, in a word it can show.
    Problem(Problem),
    /// Server → all: the server is going down in order; come back soon.
    Leaving,
    /// Headset → server, in a sealed record only: where the head was while no link was there.
    Poses(PoseBatch),
    /// Server → headset and watchers, about once a second while a garden opens: how much of the rhythm is one wave.
    Coherence(CoherenceNow),
    /// Server → headset and watchers: what the search for the own pace gave so far, and at its end.
    Resonance(ResonanceNow),
    /// Server → headset, on joining: the client's own pace by earlier sessions, thousandths of a breath per minute.
    OwnPace(u16),
    /// Server → headset, on joining and when it is known whose session it is: what the client's plan says about worlds.
    Worlds(PlannedWorlds),
    /// Server → watchers, when it changes and on joining: whether the heart's intervals are found by light, which is less exact.
    ByLight(bool),
    /// Server → headset, on joining and when it changes: what is planned to be asked of the client.
    Planned(PlannedSets),
    /// Server → headset, on joining and when it is known whose session it is: which heart a study's draw lets drive it.
    Allocated(Feed),
}

/// Events in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EventBatch {
    /// The session.
    pub session: SessionId,
    /// The events, 1 to [`EVENTS_MAX`], `seq` rising by one.
    pub events: Vec<Event>,
}

/// Poses in order of time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PoseBatch {
    /// The session.
    pub session: SessionId,
    /// The poses, 1 to [`POSES_MAX`].
    pub poses: Vec<Pose>,
}

/// What the headset says first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Hello {
    /// The build of the headset app.
    pub build: String,
    /// The session it holds.
    pub session: SessionId,
    /// The wall clock, microseconds since 1970, as the headset believes it.
    pub wall_clock_us: i64,
    /// World time at that moment.
    pub world_time: WorldTime,
}

/// A code that lets one signed-in colleague of the same institution ask to watch along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PairingCode {
    /// Four digits.
    pub digits: String,
    /// How long it works.
    pub valid_ms: u32,
}

/// Who is here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Presence {
    /// Whether the headset is connected.
    pub headset: bool,
    /// How many watchers are connected.
    pub watchers: u8,
}

/// How it is with the strap.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct StrapStatus {
    /// The strap.
    pub strap: StrapId,
    /// Whether its packets arrive now.
    pub arriving: bool,
    /// Whether the receiver of this message holds the strap's lease.
    pub yours: bool,
}

/// A stream with a watermark of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum StreamId {
    /// The events of a session; numbers are `seq`.
    Events(SessionId),
    /// The packets of a strap in one epoch of its receiver; numbers are `n`.
    Beats {
        /// The strap.
        strap: StrapId,
        /// The receiver's epoch.
        receiver_epoch: u32,
    },
}

/// All that a late joiner needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Snapshot {
    /// The session.
    pub session: SessionId,
    /// Whose it is.
    pub subject: Subject,
    /// The headset.
    pub device: DeviceId,
    /// The name of the headset in the institution.
    pub device_name: String,
    /// Every event so far; fold them.
    pub events: Vec<Event>,
    /// The last pose.
    pub pose: Option<Pose>,
    /// The heart over the last ten minutes, oldest first.
    pub heart: Vec<HeartNow>,
    /// Who is here.
    pub presence: Presence,
}

/// What was wrong, in a word the app can show and act on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Problem {
    /// Not a message, or one that this side may not send.
    Malformed,
    /// Another version of the link: reload the app.
    Version,
    /// More than is accepted at once.
    TooMuch,
    /// No such session, or not yours.
    UnknownSession,
    /// Not allowed.
    Forbidden,
    /// Events with a gap before them: send from the watermark on.
    Gap,
    /// Events that say something else than those already durable: the session is set apart.
    Conflict,
    /// Somebody else's receiver holds this strap.
    StrapTaken,
    /// The store cannot write now: keep everything, try again.
    StoreUnavailable,
}
