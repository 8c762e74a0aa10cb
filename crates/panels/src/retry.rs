//! When what could not be fetched is asked for again: later and later, and at once when the network is back.

/// The first wait, seconds; each is twice as long as the one before.
const FIRST_S: f64 = 2.0;
/// The longest.
const LONGEST_S: f64 = 120.0;

/// Waits between tries to fetch something. Times are seconds on any clock that only goes forward.
#[derive(Clone, Copy, Debug, Default)]
pub struct Retry {
    failures: u32,
    next_s: f64,
}

impl Retry {
    /// Whether it may be asked for now.
    pub fn is_due(&self, now_s: f64) -> bool {
        now_s >= self.next_s
    }

    /// It could not be fetched.
    pub fn failed(&mut self, now_s: f64) {
        let doubled = f64::from(1_u32 << self.failures.min(10));
        self.next_s = now_s + (FIRST_S * doubled).min(LONGEST_S);
        self.failures = self.failures.saturating_add(1);
    }

    /// It came, or the network is back: the next time it is asked for at once.
    pub fn again(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_fetched_is_asked_for_less_and_less_and_at_once_when_the_network_is_back() {
        let mut retry = Retry::default();
        let asked: Vec<u32> = (0..600_u32)
            .filter(|second| {
                let due = retry.is_due(f64::from(*second));
                if due {
                    retry.failed(f64::from(*second));
                }
                due
            })
            .collect();
        assert_eq!(asked, [0, 2, 6, 14, 30, 62, 126, 246, 366, 486]);
        assert!(!retry.is_due(600.0));
        retry.again();
        assert!(retry.is_due(600.0));
    }
}
