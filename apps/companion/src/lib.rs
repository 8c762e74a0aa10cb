//! Companion: watch along with a client, take over, hand back, and replay a finished session.

mod device;
mod live;
mod mirror;
mod replay;
mod room;
mod strap;
