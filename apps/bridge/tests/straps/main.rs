//! Heart straps on a made-up BlueZ, a real server, and luwte-bridge between them: every beat stands once in its session.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails here"
)]

mod bluez;
mod measurements;
mod refusals;
#[allow(dead_code, reason = "the server's own tests use all of it")]
#[path = "../../../luwte/tests/it/stage.rs"]
mod stage;
mod streaming;
mod ward;
