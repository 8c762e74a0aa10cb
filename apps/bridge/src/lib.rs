//! Native Bluetooth heart straps for the live link: found, held, buffered on disk while the server is away, delivered once.
//!
//! `radio` hears straps and hands on their packets. `outbox` keeps them and, with `place`, gives each its session and its name.
//! `deliver` brings them over the same public interface that any other program has. `service` runs all of that and asks the
//! server where beats go; `status` says how it is.

#![deny(unsafe_code)]

mod cli;
mod clock;
mod deliver;
mod enrol;
mod identity;
mod outbox;
mod radio;
mod server;
mod service;
mod shared;
mod status;
mod trust;

pub use cli::run;
