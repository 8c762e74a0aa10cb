//! Logins on shared tablets: which are locked, and which nobody has touched for too long.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// Logins on shared tablets by the hash of their token, as long as the server runs; the record keeps them over a restart. Time is a
/// parameter: microseconds since 1970.
#[derive(Debug, Default)]
pub struct Tablets(Mutex<HashMap<Vec<u8>, Touch>>);

/// How one tablet was last touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Touch {
    /// Without a touch it locks after so long, microseconds.
    pub idle_us: i64,
    /// When it was last touched.
    pub seen_us: i64,
    /// Whether it was locked.
    pub locked: bool,
}

impl Touch {
    fn is_locked(self, now_us: i64) -> bool {
        self.locked || now_us.saturating_sub(self.seen_us) >= self.idle_us
    }
}

/// With this many it is looked which are of yesterday.
const KNOWN_MAX: usize = 1_000;
const DAY_US: i64 = 86_400_000_000;
/// A touch is written to the record when the last written one is older than this, microseconds.
pub const WRITTEN_US: i64 = 30_000_000;

impl Tablets {
    /// Tells of a login as the record has it; what was known since is newer.
    pub fn know(&self, login: &[u8], touch: Touch, now_us: i64) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= KNOWN_MAX {
            // No login lasts a day.
            known.retain(|_, touch| now_us.saturating_sub(touch.seen_us) < DAY_US);
        }
        known.entry(login.to_vec()).or_insert(touch);
    }

    /// Whether this login is locked; one that is on no shared tablet never is.
    pub fn is_locked(&self, login: &[u8], now_us: i64) -> bool {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(login).is_some_and(|touch| touch.is_locked(now_us))
    }

    /// Somebody did something with it: says whether they may, for a locked one is not touched open.
    pub fn touched(&self, login: &[u8], now_us: i64) -> bool {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(touch) = known.get_mut(login) else { return true };
        if touch.is_locked(now_us) {
            return false;
        }
        touch.seen_us = touch.seen_us.max(now_us);
        true
    }

    /// Locks it.
    pub fn lock(&self, login: &[u8]) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(touch) = known.get_mut(login) {
            touch.locked = true;
        }
    }

    /// Opens it again.
    pub fn open(&self, login: &[u8], now_us: i64) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(touch) = known.get_mut(login) {
            (touch.locked, touch.seen_us) = (false, now_us);
        }
    }

    /// Forgets it: it was signed out.
    pub fn forget(&self, login: &[u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(login);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60_000_000;

    #[test]
    fn a_tablet_locks_when_nobody_touches_it_and_a_touch_does_not_open_it() {
        let tablets = Tablets::default();
        tablets.know(b"a", Touch { idle_us: 5 * MINUTE, seen_us: 0, locked: false }, 0);
        assert!(tablets.touched(b"a", 4 * MINUTE));
        assert!(!tablets.is_locked(b"a", 8 * MINUTE));
        assert!(tablets.is_locked(b"a", 9 * MINUTE));
        assert!(!tablets.touched(b"a", 9 * MINUTE) && tablets.is_locked(b"a", 9 * MINUTE));
        tablets.open(b"a", 9 * MINUTE);
        assert!(tablets.touched(b"a", 10 * MINUTE));
        tablets.lock(b"a");
        assert!(!tablets.touched(b"a", 10 * MINUTE));
    }

    #[test]
    fn the_record_does_not_open_what_was_locked_since_and_others_never_lock() {
        let tablets = Tablets::default();
        let touch = Touch { idle_us: MINUTE, seen_us: 0, locked: false };
        tablets.know(b"a", touch, 0);
        tablets.lock(b"a");
        tablets.know(b"a", touch, 0);
        assert!(tablets.is_locked(b"a", 0));
        assert!(tablets.touched(b"b", 0) && !tablets.is_locked(b"b", i64::MAX));
        tablets.forget(b"a");
        assert!(!tablets.is_locked(b"a", 0));
    }
}
