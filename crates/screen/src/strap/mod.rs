//! A heart strap over the browser's own Bluetooth, the same for Companion and the dashboard: choosing, following, coming back.

mod bluetooth;

pub use bluetooth::{Connection, Connector, Device, Failure, Heard, supported};

/// Nothing for this long: the strap is silent, microseconds.
pub const SILENT_US: i64 = 5_000_000;
/// So many attempts to reach a strap that never answered; more would only pretend.
pub const ATTEMPTS_MAX: usize = 2;
/// Waits between attempts to find a strap again, microseconds; the last one repeats.
const AGAIN_US: [i64; 4] = [500_000, 1_000_000, 2_000_000, 5_000_000];

/// How long to wait before this attempt (from 0) to find a strap again, microseconds.
pub fn again_after_us(attempts: usize) -> i64 {
    AGAIN_US.get(attempts).or(AGAIN_US.last()).copied().unwrap_or(0)
}
