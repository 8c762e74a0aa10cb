//! The live link: sockets of headsets, colleagues and straps, and the rooms in which they meet.

mod codes;
mod door;
mod headset;
mod hub;
mod outgoing;
mod peer;
mod room;
mod schema;
mod strap;
mod watch;

pub use hub::{Hub, OpenError};
pub use outgoing::{Closing, Form, Outgoing};
pub use room::{Room, Seat};
pub use schema::schema;

use crate::{
    app::App,
    auth::{FeedStraps, Granted, GrantedHeadset, HoldSessions, WatchSessions},
};
use axum::{
    extract::{Path, Query, State, WebSocketUpgrade},
    response::Response,
};
use link::MESSAGE_MAX_BYTES;
use session::SessionId;

/// How a socket wants to speak.
#[derive(Debug, Default, serde::Deserialize, utoipa::IntoParams)]
pub struct Speech {
    /// `json` for text messages; binary without it.
    format: Option<String>,
}

impl Speech {
    fn form(&self) -> Form {
        if self.format.as_deref() == Some("json") { Form::Json } else { Form::Binary }
    }
}

/// Many sockets stay open for long: small buffers, and a ceiling on what one may send.
fn prepared(upgrade: WebSocketUpgrade) -> WebSocketUpgrade {
    upgrade
        .read_buffer_size(1_024)
        .write_buffer_size(2_048)
        .max_write_buffer_size(4 * MESSAGE_MAX_BYTES)
        .max_message_size(MESSAGE_MAX_BYTES + 1_024)
        .max_frame_size(MESSAGE_MAX_BYTES + 1_024)
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
    prepared(upgrade).on_upgrade(move |socket| headset::serve(app, granted.headset, socket, speech.form()))
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
    prepared(upgrade)
        .on_upgrade(move |socket| watch::serve(app, granted.user, session, socket, speech.form()))
}

/// The live link of a strap's receiver (WebSocket).
#[utoipa::path(get, path = "/api/v1/live/strap/{session}", tag = "live",
    params(("session" = SessionId, Path), Speech),
    responses((status = 101, description = "Speak the live link."), (status = 401, body = link::api::Problem)))]
pub async fn strap_socket(
    State(app): State<App>,
    granted: Granted<FeedStraps>,
    Path(session): Path<SessionId>,
    Query(speech): Query<Speech>,
    upgrade: WebSocketUpgrade,
) -> Response {
    prepared(upgrade)
        .on_upgrade(move |socket| strap::serve(app, granted.user, session, socket, speech.form()))
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
