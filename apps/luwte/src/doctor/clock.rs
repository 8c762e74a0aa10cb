//! Does the clock make sense? Certificates and logins depend on it.

use super::Finding;
use crate::clock::wall_us;

const WHAT: &str = "Clock";
/// 2026-01-01: no server of ours ran before.
const FIRST_US: i64 = 1_767_225_600_000_000;
/// Clocks that differ by less disturb nobody.
const TOLERANCE_US: i64 = 300_000_000;

pub(super) fn examine(newest_us: Option<i64>) -> Finding {
    judge(wall_us(), newest_us)
}

fn judge(now_us: i64, newest_us: Option<i64>) -> Finding {
    let advice = "Set the clock, and let it follow a time server (timedatectl set-ntp true).";
    if now_us < FIRST_US {
        return Finding::bad(WHAT, "it says a time before this program existed", advice);
    }
    match newest_us {
        Some(newest_us) if newest_us > now_us + TOLERANCE_US => {
            let minutes = (newest_us - now_us) / 60_000_000;
            Finding::bad(WHAT, format!("it is at least {minutes} minutes behind the newest session"), advice)
        }
        _ => Finding::good(WHAT, "it fits the record"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::Health;

    #[test]
    fn a_clock_that_jumped_is_found() {
        let now = FIRST_US + 1_000_000_000;
        assert_eq!(judge(0, None).health, Health::Bad);
        assert_eq!(judge(now, None).health, Health::Good);
        assert_eq!(judge(now, Some(now + 60_000_000)).health, Health::Good);
        let behind = judge(now, Some(now + 86_400_000_000));
        assert_eq!(behind.health, Health::Bad);
        assert!(behind.says.contains("1440 minutes"), "{}", behind.says);
    }
}
