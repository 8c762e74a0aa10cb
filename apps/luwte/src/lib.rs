//! The server and command line of Luwte: live sessions, the record, identity, and the web apps it serves.
//!
//! One room per concern: [`api`] (HTTP), [`live`] (WebSocket), [`heart`] (the engine on the server), [`store`] (the only
//! one that knows SQL), [`auth`] (the only one that decides access), [`web`] (files), [`tls`], [`demo`], [`config`],
//! [`cli`], and [`client`] (the public interface from its other side).

pub mod announce;
pub mod api;
pub mod app;
pub mod archive;
pub mod auth;
pub mod cli;
pub mod client;
pub mod clock;
pub mod config;
pub mod demo;
pub mod doctor;
pub mod heart;
pub mod ledger;
pub mod live;
pub mod nightly;
pub mod pages;
pub mod questions;
pub mod server;
pub mod status;
pub mod store;
pub mod tls;
pub mod web;
