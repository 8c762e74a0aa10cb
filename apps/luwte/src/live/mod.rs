//! The live link: sockets of headsets, colleagues and straps, and the rooms in which they meet.

mod codes;
mod door;
mod giving;
mod headset;
mod hub;
mod late;
mod outgoing;
mod peer;
mod room;
mod schema;
mod strap;
mod watch;
mod withhold;

pub(crate) use giving::{give, learn};
pub(crate) use hub::OLDEST_US;
pub use hub::{Hub, OpenError};
pub(crate) use late::Oldest;
pub use outgoing::{Closing, Form, Outgoing};
pub(crate) use room::plan_again;
pub use room::{Feeder, NotFed, Room, Seat};
pub use schema::schema;
pub(crate) use watch::recheck;
use withhold::withhold;

use crate::{
    app::App,
    auth::{Granted, GrantedHeadset, HoldSessions, WatchSessions, bridge},
};
use axum::{
    extract::{Path, Query, State, WebSocketUpgrade},
    response::Response,
};
use link::{MESSAGE_MAX_BYTES, PROTOCOL_OLDEST, PROTOCOL_VERSION};
use peer::Peer;
use session::SessionId;
use std::sync::Arc;

/// How a socket wants to speak.
#[derive(Debug, Default, serde::Deserialize, utoipa::IntoParams)]
pub struct Speech {
    /// `json` for text messages; binary without it.
    format: Option<String>,
    /// The version of the link that the peer speaks; without it the oldest, or that of the frames it sends. What its version
    /// does not know is not sent to it.
    protocol: Option<u8>,
}

impl Speech {
    fn form(&self) -> Form {
        if self.format.as_deref() == Some("json") { Form::Json } else { Form::Binary }
    }

    fn version(&self) -> u8 {
        self.protocol.unwrap_or(PROTOCOL_OLDEST).clamp(PROTOCOL_OLDEST, PROTOCOL_VERSION)
    }
}

/// What a headset or a strap sends in a fifth of a second fits into this; longer messages make their own room for as
/// long as they take.
const READ_FROM_SENSORS: usize = 256;
/// A colleague mostly listens.
const READ_FROM_WATCHERS: usize = 128;

/// Many sockets stay open for long: small buffers, a ceiling on what one may send, and a task of its own that holds no
/// more than it needs (the one that the upgrade ran in is several times as large).
fn serve<F>(
    upgrade: WebSocketUpgrade,
    speech: &Speech,
    read_bytes: usize,
    serving: impl FnOnce(Box<Peer>) -> F + Send + 'static,
) -> Response
where
    F: Future<Output = ()> + Send + 'static,
{
    let (form, version) = (speech.form(), speech.version());
    upgrade
        .read_buffer_size(read_bytes)
        .write_buffer_size(2_048)
        .max_write_buffer_size(4 * MESSAGE_MAX_BYTES)
        .max_message_size(MESSAGE_MAX_BYTES + 1_024)
        .max_frame_size(MESSAGE_MAX_BYTES + 1_024)
        .on_upgrade(move |socket| {
            drop(tokio::spawn(serving(Peer::new(socket, form, version))));
            core::future::ready(())
        })
}

/// The headset's live link (WebSocket; messages as in `/api/live-schema.json`).
#[utoipa::path(get, path = "/api/v1/live/headset", tag = "live", params(Speech),
    responses((status = 101, description = "Speak the live link."), (status = 401, body = link::api::Problem)))]
pub async fn headset_socket(
    State(app): State<App>,
    granted: GrantedHeadset<HoldSessions>,
    Query(speech): Query<Speech>,
    upgrade: WebSocketUpgrade,
) -> Response {
    serve(upgrade, &speech, READ_FROM_SENSORS, move |peer| headset::serve(app, granted.headset, peer))
}

/// The live link of a colleague who watches along (WebSocket).
#[utoipa::path(get, path = "/api/v1/live/watch/{session}", tag = "live",
    params(("session" = SessionId, Path), Speech),
    responses((status = 101, description = "Speak the live link."), (status = 401, body = link::api::Problem)))]
pub async fn watch_socket(
    State(app): State<App>,
    granted: Granted<WatchSessions>,
    Path(session): Path<SessionId>,
    Query(speech): Query<Speech>,
    upgrade: WebSocketUpgrade,
) -> Response {
    serve(upgrade, &speech, READ_FROM_WATCHERS, move |peer| {
        watch::serve(app, Arc::new(granted.user), granted.token.hash(), session, peer)
    })
}

/// The live link of a strap's receiver (WebSocket).
#[utoipa::path(get, path = "/api/v1/live/strap/{session}", tag = "live",
    params(("session" = SessionId, Path), Speech),
    responses((status = 101, description = "Speak the live link."), (status = 401, body = link::api::Problem)))]
pub async fn strap_socket(
    State(app): State<App>,
    feeder: bridge::Feeder,
    Path(session): Path<SessionId>,
    Query(speech): Query<Speech>,
    upgrade: WebSocketUpgrade,
) -> Response {
    serve(upgrade, &speech, READ_FROM_SENSORS, move |peer| strap::serve(app, feeder, session, peer))
}

/// Counts an open socket, for the metrics and for an orderly end, for as long as it lives.
struct Counted {
    hub: Hub,
    kind: &'static str,
}

impl Counted {
    fn new(hub: &Hub, kind: &'static str) -> Self {
        metrics::gauge!("luwte_live_sockets", "kind" => kind).increment(1.0);
        hub.socket_opened();
        Self { hub: hub.clone(), kind }
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        metrics::gauge!("luwte_live_sockets", "kind" => self.kind).decrement(1.0);
        self.hub.socket_closed();
    }
}
