//! What travels between headset, tablet, strap and server: versioned messages, HTTP bodies, codec, outbox; no sockets.
#![deny(clippy::indexing_slicing)]

pub mod api;
pub mod bridge;
mod codec;
pub mod equipment;
mod from_hrv;
mod heart;
pub mod house;
#[cfg(feature = "ingest")]
pub mod ingest;
pub mod kept;
pub mod login;
mod message;
mod outbox;
pub mod own;
pub mod people;
mod place;
mod pose;
pub mod privacy;
mod sealed;
mod since;
mod slow;

pub use codec::{
    CodecError, MESSAGE_MAX_BYTES, PROTOCOL_OLDEST, PROTOCOL_VERSION, decode, decode_json, encode,
    encode_for, encode_json,
};
pub use heart::{
    ARRIVAL_STEP_US, BEAT_PACKETS_MAX, BeatBatch, BeatPacket, HeartNow, HeartParts, HeartQuality,
    HeartReading, NoValue, PACKET_MAX_BYTES, QualityLevel, TrendDirection,
};
pub use message::{
    EVENTS_MAX, EventBatch, Hello, Message, POSES_MAX, PairingCode, PoseBatch, Presence, Problem, Snapshot,
    StrapStatus, StreamId,
};
pub use outbox::Outbox;
pub use place::{Place, place};
pub use pose::{POSE_REACH_M, Pose};
pub use sealed::{SEALED_INFO, SEALED_MAX_BYTES, Sealed, SealedError};
pub use since::{CATALOGUE, VARIANTS, since};
pub use slow::{CoherenceNow, ResonanceNow, ResonancePoint};
