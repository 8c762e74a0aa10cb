//! What is half-way: a password that waits for its second factor, a passkey's challenge, a sign-on's nonce. In memory, for minutes.

use super::secret::{NoRandomness, Token};
use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, PoisonError},
};

/// How long somebody may take, microseconds.
pub const PENDING_US: i64 = 300_000_000;
/// More are not remembered: the oldest go first.
const PENDING_MAX: usize = 10_000;
/// From one address no more than this: the oldest from there go first, and nobody else's.
const FROM_ONE_MAX: usize = 1_000;

/// Things that wait, each under a random ticket; time is a parameter.
#[derive(Debug)]
pub struct Pending<T>(Mutex<HashMap<Vec<u8>, Waiting<T>>>);

#[derive(Debug)]
struct Waiting<T> {
    until_us: i64,
    /// Whence, of what anybody can begin.
    from: Option<IpAddr>,
    what: T,
}

impl<T> Default for Pending<T> {
    fn default() -> Self {
        Self(Mutex::new(HashMap::new()))
    }
}

impl<T> Pending<T> {
    /// Lets something wait; whoever has the ticket comes back to it.
    pub fn put(&self, what: T, now_us: i64) -> Result<Token, NoRandomness> {
        let ticket = Token::new()?;
        self.wait(&ticket, what, None, now_us);
        Ok(ticket)
    }

    /// As [`Pending::put`], of what anybody can begin, from this address.
    pub fn put_from(&self, what: T, from: IpAddr, now_us: i64) -> Result<Token, NoRandomness> {
        let ticket = Token::new()?;
        self.wait(&ticket, what, Some(from), now_us);
        Ok(ticket)
    }

    /// As [`Pending::put_from`], under a ticket that was made before.
    pub fn put_as(&self, ticket: &Token, what: T, from: IpAddr, now_us: i64) {
        self.wait(ticket, what, Some(from), now_us);
    }

    fn wait(&self, ticket: &Token, what: T, from: Option<IpAddr>, now_us: i64) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.retain(|_, it| it.until_us > now_us);
        let from_there = waiting.values().filter(|it| from.is_some() && it.from == from).count();
        let is_too_much = from_there >= FROM_ONE_MAX;
        if is_too_much || waiting.len() >= PENDING_MAX {
            let theirs = waiting.iter().filter(|(_, it)| !is_too_much || it.from == from);
            let oldest = theirs.min_by_key(|(_, it)| it.until_us).map(|(ticket, _)| ticket.clone());
            if let Some(oldest) = oldest {
                waiting.remove(&oldest);
            }
        }
        waiting.insert(ticket.hash(), Waiting { until_us: now_us + PENDING_US, from, what });
    }

    /// Takes it away: a ticket works once.
    pub fn take(&self, ticket: &str, now_us: i64) -> Option<T> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let it = waiting.remove(&Token::from_cookie(ticket).hash())?;
        (it.until_us > now_us).then_some(it.what)
    }
}

impl<T: Clone> Pending<T> {
    /// Looks at it, for who may try again.
    pub fn look(&self, ticket: &str, now_us: i64) -> Option<T> {
        let waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let it = waiting.get(&Token::from_cookie(ticket).hash())?;
        (it.until_us > now_us).then(|| it.what.clone())
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

    #[test]
    fn whoever_floods_from_one_address_pushes_out_their_own_only() {
        let pending = Pending::default();
        let [flood, other] = [[10, 0, 0, 1], [10, 0, 0, 2]].map(IpAddr::from);
        let hers = pending.put_from(0, other, 0).unwrap();
        let tickets: Vec<_> = (1..=FROM_ONE_MAX + 5)
            .map(|n| pending.put_from(n, flood, i64::try_from(n).unwrap()).unwrap())
            .collect();
        assert_eq!(pending.look(hers.expose(), 9), Some(0));
        assert_eq!(pending.look(tickets[4].expose(), 9), None);
        assert_eq!(pending.look(tickets[5].expose(), 9), Some(6));
    }
}
