//! `luwte-bridge`: heart straps over native Bluetooth, for a laptop or a small computer in the room.

use std::process::ExitCode;

fn main() -> ExitCode {
    bridge::run(std::env::args_os())
}
