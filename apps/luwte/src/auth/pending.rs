//! What is half-way: a password that waits for its second factor, a passkey's challenge, a sign-on's nonce. In memory, for minutes.

use super::secret::{NoRandomness, Token};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// How long somebody may take, microseconds.
pub const PENDING_US: i64 = 300_000_000;
/// More are not remembered: the oldest go first.
const PENDING_MAX: usize = 10_000;

/// Things that wait, each under a random ticket; time is a parameter.
#[derive(Debug)]
pub struct Pending<T>(Mutex<HashMap<Vec<u8>, (i64, T)>>);

impl<T> Default for Pending<T> {
    fn default() -> Self {
        Self(Mutex::new(HashMap::new()))
    }
}

impl<T> Pending<T> {
    /// Lets something wait; whoever has the ticket comes back to it.
    pub fn put(&self, what: T, now_us: i64) -> Result<Token, NoRandomness> {
        let ticket = Token::new()?;
        self.put_as(&ticket, what, now_us);
        Ok(ticket)
    }

    /// As [`Pending::put`], under a ticket that was made before.
    pub fn put_as(&self, ticket: &Token, what: T, now_us: i64) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.retain(|_, (until_us, _)| *until_us > now_us);
        if waiting.len() >= PENDING_MAX {
            let oldest = waiting.iter().min_by_key(|(_, (until_us, _))| *until_us);
            if let Some(oldest) = oldest.map(|(ticket, _)| ticket.clone()) {
                waiting.remove(&oldest);
            }
        }
        waiting.insert(ticket.hash(), (now_us + PENDING_US, what));
    }

    /// Takes it away: a ticket works once.
    pub fn take(&self, ticket: &str, now_us: i64) -> Option<T> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (until_us, what) = waiting.remove(&Token::from_cookie(ticket).hash())?;
        (until_us > now_us).then_some(what)
    }
}

impl<T: Clone> Pending<T> {
    /// Looks at it, for who may try again.
    pub fn look(&self, ticket: &str, now_us: i64) -> Option<T> {
        let waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (until_us, what) = waiting.get(&Token::from_cookie(ticket).hash())?;
        (*until_us > now_us).then(|| what.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_works_once_and_for_five_minutes() {
        let pending = Pending::default();
        let ticket = pending.put("noor", 0).unwrap();
        assert_eq!(pending.look(ticket.expose(), PENDING_US - 1), Some("noor"));
        assert_eq!(pending.look(ticket.expose(), PENDING_US), None);
        assert_eq!(pending.take(ticket.expose(), 1), Some("noor"));
        assert_eq!(pending.take(ticket.expose(), 1), None);
        let old = pending.put("sam", 0).unwrap();
        assert_eq!(pending.take(old.expose(), PENDING_US), None);
    }

    #[test]
    fn a_flood_pushes_out_the_oldest_only() {
        let pending = Pending::default();
        let first = pending.put(0, 0).unwrap();
        let tickets: Vec<_> = (1..=PENDING_MAX).map(|n| pending.put(n, n as i64).unwrap()).collect();
        assert_eq!(pending.look(first.expose(), 0), None);
        assert_eq!(pending.look(tickets[0].expose(), 0), Some(1));
    }
}
