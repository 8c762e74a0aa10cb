//! The server as others meet it: over real sockets, on both databases, with good input and bad.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails here"
)]

mod access;
mod access_log;
mod acme;
mod archive;
mod bounds;
mod chunks;
mod cli;
mod crashes;
mod database;
mod disk;
mod durable;
mod equipment;
mod erasing;
mod idempotency;
mod ingest;
mod installation;
mod kept;
mod line;
mod link_input;
mod login;
mod offline;
mod own;
mod own_rest;
mod pairing;
mod passkeys;
mod people;
mod postgres;
mod privacy;
mod profile;
mod projects;
mod questions;
mod record;
mod redacted;
mod reports;
mod restored;
mod review;
mod schema;
mod screening;
mod sealing;
mod sham;
mod sign_on;
mod stage;
mod store_suite;
mod storm;
mod story;
mod studies;
mod taking;
mod trouble;
mod upgrade;
mod ways_in;
mod web;
mod withheld;
