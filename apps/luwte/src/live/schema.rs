//! The published schema of the live link, made from the very types that travel (AsyncAPI 3.0 with JSON Schemas).

use link::PROTOCOL_VERSION;
use serde_json::{Value, json};
use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(components(schemas(link::Message)))]
struct Schemas;

/// The schema: three sockets, one message type, both encodings.
pub fn schema() -> Value {
    let openapi = serde_json::to_value(Schemas::openapi()).unwrap_or_default();
    let schemas = openapi.pointer("/components/schemas").cloned().unwrap_or_default();
    let channel = |address: &str, what: &str| {
        json!({
            "address": address,
            "description": what,
            "messages": {"message": {"$ref": "#/components/messages/message"}},
        })
    };
    let operation = |channel: &str, action: &str, what: &str| {
        json!({
            "action": action,
            "channel": {"$ref": format!("#/channels/{channel}")},
            "summary": what,
        })
    };
    json!({
        "asyncapi": "3.0.0",
        "info": {
            "title": "Luwte live link",
            "version": PROTOCOL_VERSION.to_string(),
            "description": "Frames are binary: one byte with the version of the link, then the message in postcard \
                (https://postcard.jamesmunns.com). With `?format=json` the same messages travel as JSON text. \
                With `?protocol=` a peer says which version it speaks (without it the oldest, or that of the frames it \
                sends); what its version does not know is not sent to it. Kinds are only ever added, so an older frame \
                is read for ever.",
        },
        "channels": {
            "headset": channel("/api/v1/live/headset", "An enrolled headset; its first message is `hello`."),
            "watch": channel("/api/v1/live/watch/{session}",
                "A colleague who paired: `presence` until the client agrees, then `snapshot`, then everything."),
            "strap": channel("/api/v1/live/strap/{session}", "The receiver of a heart strap: `beats`, `ping`."),
        },
        "operations": {
            "headsetSends": operation("headset", "receive",
                "hello, events, pose, refused, want-pairing-code, ping, pong"),
            "headsetHears": operation("headset", "send",
                "ack, command, heart, pairing-code, own-pace, planned, allocated, presence, ping, pong, problem, leaving"),
            "watcherSends": operation("watch", "receive", "command, beats, ping"),
            "watcherHears": operation("watch", "send",
                "presence, snapshot, events, pose, heart, strap, refused, ack, pong, problem, leaving"),
            "strapSends": operation("strap", "receive", "beats, ping"),
            "strapHears": operation("strap", "send", "ack, strap, pong, problem, leaving"),
        },
        "components": {
            "messages": {"message": {"payload": {"$ref": "#/components/schemas/Message"}}},
            "schemas": schemas,
        },
    })
}
