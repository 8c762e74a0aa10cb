//! The page's word that steering may be renewed: given anew many times a second, good for a few seconds, taken back at once.
//!
//! The socket's own thread (`static/wire.js`) renews the lease, so that a slow picture does not give control away. What
//! keeps rule 6: a closed page, a cut network or a sleeping tablet renews nothing, and the headset's lease lapses after
//! 1.5 s; a page nobody looks at takes its word back at once, with the same result; and a page that is stuck lets its
//! word run out.

use session::RENEW_EVERY;

/// How long a word of the page is good for, milliseconds.
///
/// Longer than the longest picture (building a world takes 1 to 3 s without a graphics card) and than a collection of
/// garbage or a switch of windows; shorter than anybody waits before a screen that does not answer. A stuck page is not
/// rule 6's lost link: the practitioner is there, and the client can take back at any moment. Control is back at the
/// latest this and the lease together, 5.5 s, after the page last turned.
pub(crate) const GOOD_FOR_MS: u32 = 4_000;
/// How often the word is given anew.
const GIVEN_EVERY_US: i64 = 250_000;

/// What the socket's thread is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    /// Renew every [`RENEW_EVERY`], for [`GOOD_FOR_MS`] from now.
    Allow,
    /// Renew no more.
    LetGo,
}

/// What was said last, and when the next word is due. Times are the tablet's own monotonic clock in microseconds.
#[derive(Debug, Default)]
pub(crate) struct Lease {
    allowed: Option<i64>,
}

impl Lease {
    /// What to say now: `steers` by the headset's events, `looked_at` when the page can be seen.
    pub(crate) fn word(&mut self, steers: bool, looked_at: bool, now_us: i64) -> Option<Word> {
        match (steers && looked_at, self.allowed) {
            (true, Some(said_us)) if now_us - said_us < GIVEN_EVERY_US => None,
            (true, _) => {
                self.allowed = Some(now_us);
                Some(Word::Allow)
            }
            (false, Some(_)) => {
                self.allowed = None;
                Some(Word::LetGo)
            }
            (false, None) => None,
        }
    }

    /// The socket is new: nothing was said on it.
    pub(crate) fn begin(&mut self) {
        self.allowed = None;
    }
}

/// How often the socket's thread renews, milliseconds.
pub(crate) fn renewed_every_ms() -> u32 {
    u32::try_from(RENEW_EVERY.as_millis()).unwrap_or(500)
}

#[cfg(test)]
mod tests {
    use super::*;
    use session::LEASE;

    const MS: i64 = 1_000;

    #[test]
    fn the_word_is_given_again_long_before_it_runs_out() {
        let mut lease = Lease::default();
        let said: Vec<i64> =
            (0..2_000).filter(|ms| lease.word(true, true, ms * MS) == Some(Word::Allow)).collect();
        assert_eq!(said, [0, 250, 500, 750, 1_000, 1_250, 1_500, 1_750]);
    }

    #[test]
    fn who_hands_back_lets_go_once_and_may_begin_again_at_once() {
        let mut lease = Lease::default();
        assert_eq!(lease.word(true, true, 0), Some(Word::Allow));
        assert_eq!(lease.word(false, true, MS), Some(Word::LetGo));
        assert_eq!(lease.word(false, true, 2 * MS), None);
        assert_eq!(lease.word(true, true, 3 * MS), Some(Word::Allow));
    }

    #[test]
    fn safety_rule_06_a_page_that_nobody_looks_at_lets_go_at_once() {
        let mut lease = Lease::default();
        lease.word(true, true, 0);
        assert_eq!(lease.word(true, false, 1), Some(Word::LetGo));
        assert_eq!(lease.word(true, false, 2), None);
        assert_eq!(lease.word(true, true, 3), Some(Word::Allow));
    }

    #[test]
    fn on_a_new_socket_everything_is_said_again() {
        let mut lease = Lease::default();
        lease.word(true, true, 0);
        lease.begin();
        assert_eq!(lease.word(true, true, 1), Some(Word::Allow));
        lease.begin();
        assert_eq!(lease.word(false, true, 2), None, "there is nothing to let go of");
    }

    #[test]
    fn safety_rule_06_even_a_stuck_page_loses_control_within_six_seconds() {
        assert!(u64::from(GOOD_FOR_MS) + LEASE.as_millis() < 6_000);
        assert!(
            u64::from(renewed_every_ms()) * 2 < LEASE.as_millis(),
            "one lost renewal is no loss of control"
        );
    }
}
