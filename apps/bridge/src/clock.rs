//! Two clocks of this machine: one that never jumps while it is on, and the wall's, which a Raspberry Pi may set late.

use rustix::time::{ClockId, Timespec, clock_gettime};

/// Microseconds since this machine was started, its sleep counted; never jumps.
pub fn steady_us() -> i64 {
    micros(clock_gettime(ClockId::Boottime))
}

/// Microseconds since 1970, as this machine believes it.
pub fn wall_us() -> i64 {
    micros(clock_gettime(ClockId::Realtime))
}

fn micros(time: Timespec) -> i64 {
    time.tv_sec.saturating_mul(1_000_000).saturating_add(time.tv_nsec / 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steady_clock_goes_on_and_the_wall_shows_this_century() {
        let before = steady_us();
        assert!(steady_us() >= before);
        assert!(wall_us() > 1_600_000_000_000_000);
    }
}
