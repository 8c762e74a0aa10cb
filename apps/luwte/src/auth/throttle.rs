//! Guessing is slowed down, per login name and address, and nobody is ever locked out of care.

use std::{collections::HashMap, hash::Hash, sync::Mutex, sync::PoisonError};

/// Counts failures per key; time is a parameter.
#[derive(Debug)]
pub struct Throttle<K> {
    free: u32,
    wait_us: i64,
    wait_max_us: i64,
    forget_us: i64,
    failures: Mutex<HashMap<K, Failures>>,
}

#[derive(Clone, Copy, Debug)]
struct Failures {
    count: u32,
    last_us: i64,
}

/// More keys than this are not remembered: the oldest go first.
const KEYS_MAX: usize = 10_000;

impl<K: Eq + Hash + Clone> Throttle<K> {
    /// After `free` failures each further try waits, first `wait_us`, then twice as long, up to `wait_max_us`;
    /// all is forgotten `forget_us` after the last failure.
    pub fn new(free: u32, wait_us: i64, wait_max_us: i64, forget_us: i64) -> Self {
        Self { free, wait_us, wait_max_us, forget_us, failures: Mutex::new(HashMap::new()) }
    }

    /// How long this key must wait now, microseconds; 0 when it may try.
    pub fn must_wait_us(&self, key: &K, now_us: i64) -> i64 {
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(failures) = failures.get(key) else { return 0 };
        if now_us.saturating_sub(failures.last_us) > self.forget_us {
            return 0;
        }
        let Some(beyond) = failures.count.checked_sub(self.free) else { return 0 };
        let wait = self.wait_us.saturating_mul(1_i64 << beyond.min(20)).min(self.wait_max_us);
        failures.last_us.saturating_add(wait).saturating_sub(now_us).max(0)
    }

    /// Notes a failure.
    pub fn failed(&self, key: K, now_us: i64) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if failures.len() >= KEYS_MAX && !failures.contains_key(&key) {
            failures.retain(|_, known| now_us.saturating_sub(known.last_us) <= self.forget_us);
            let oldest = failures.iter().min_by_key(|(_, known)| known.last_us).map(|(key, _)| key.clone());
            if failures.len() >= KEYS_MAX
                && let Some(oldest) = oldest
            {
                failures.remove(&oldest);
            }
        }
        let known = failures.entry(key).or_insert(Failures { count: 0, last_us: now_us });
        if now_us.saturating_sub(known.last_us) > self.forget_us {
            known.count = 0;
        }
        known.count = known.count.saturating_add(1);
        known.last_us = now_us;
    }

    /// Takes back one that was counted: it was none.
    pub fn uncount(&self, key: &K) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = failures.get_mut(key) {
            known.count = known.count.saturating_sub(1);
        }
    }

    /// Forgets a key: it succeeded.
    pub fn succeeded(&self, key: &K) {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: i64 = 1_000_000;

    #[test]
    fn after_five_failures_every_try_waits_longer_but_never_for_ever() {
        let throttle = Throttle::new(5, SECOND, 30 * SECOND, 900 * SECOND);
        for _ in 0..4 {
            throttle.failed("noor", 0);
        }
        assert_eq!(throttle.must_wait_us(&"noor", 0), 0);
        throttle.failed("noor", 0);
        assert_eq!(throttle.must_wait_us(&"noor", 0), SECOND);
        for _ in 0..40 {
            throttle.failed("noor", 0);
        }
        assert_eq!(throttle.must_wait_us(&"noor", 0), 30 * SECOND);
        assert_eq!(throttle.must_wait_us(&"noor", 30 * SECOND), 0);
        assert_eq!(throttle.must_wait_us(&"sam", 0), 0);
    }

    #[test]
    fn success_and_time_make_it_forget() {
        let throttle = Throttle::new(1, SECOND, SECOND, 10 * SECOND);
        throttle.failed("a", 0);
        throttle.failed("b", 0);
        throttle.succeeded(&"a");
        assert_eq!(throttle.must_wait_us(&"a", 0), 0);
        assert_eq!(throttle.must_wait_us(&"b", 0), SECOND);
        assert_eq!(throttle.must_wait_us(&"b", 11 * SECOND), 0);
    }

    #[test]
    fn a_flood_of_keys_is_not_remembered_for_ever() {
        let throttle = Throttle::new(1, SECOND, SECOND, i64::MAX);
        for key in 0..KEYS_MAX + 10 {
            throttle.failed(key, key as i64);
        }
        assert_eq!(throttle.failures.lock().unwrap().len(), KEYS_MAX);
    }
}
