//! What signing in remembers while the server runs: tries that were wrong, what is half-way, tablets that lock.

use super::{
    pending::Pending,
    sign_on::{self, SignOn},
    tablet::Tablets,
    throttle::Throttle,
};
use crate::{api::Failure, store::Owner};
use session::UserId;
use std::{
    net::IpAddr,
    sync::{Mutex, PoisonError},
};
use uuid::Uuid;
use webauthn_rs::prelude::{DiscoverableAuthentication, PasskeyRegistration};

/// A right password that waits for its second factor.
#[derive(Clone, Debug)]
pub struct SecondPending {
    /// Whose.
    pub user: UserId,
    /// Whether others use the device too.
    pub shared: bool,
}

/// Everything of it.
#[derive(Debug)]
pub struct Ways {
    /// Logins on shared tablets.
    pub tablets: Tablets,
    /// Passwords that were right.
    pub seconds: Pending<SecondPending>,
    /// New passkeys, for their owners.
    pub registrations: Pending<(Owner, Box<PasskeyRegistration>)>,
    /// Passkeys of whoever it turns out to be. Anybody may ask for one, and so pushes out no new passkey.
    pub authentications: Pending<Box<DiscoverableAuthentication>>,
    /// Sign-ons at a provider.
    pub sign_ons: Pending<sign_on::Waiting>,
    /// The institutions' providers.
    pub sign_on: SignOn,
    /// Wrong passwords by login name and address: the quick brake.
    tries: Throttle<(String, IpAddr)>,
    /// Wrong passwords by login name, from wherever strangers try.
    accounts: Throttle<String>,
    /// Wrong passwords of strangers by address.
    addresses: Throttle<IpAddr>,
    /// Wrong codes and links by address.
    knocks: Throttle<IpAddr>,
    /// Wrong passwords from a device where its owner signed in before.
    devices: Throttle<Vec<u8>>,
    /// Wrong second factors, and wrong passwords of who is signed in.
    codes: Throttle<Uuid>,
    /// Between looking whether somebody must wait and counting them nobody comes.
    counting: Mutex<()>,
}

/// By whom a try is counted.
#[derive(Clone, Debug)]
pub enum Trier {
    /// Somebody who signed in on this device before; the hash of its token.
    Known(Vec<u8>),
    /// Anybody: login name in lower case, and address.
    Stranger(String, IpAddr),
}

const SECOND_US: i64 = 1_000_000;
const QUARTER_US: i64 = 900 * SECOND_US;
const DAY_US: i64 = 86_400 * SECOND_US;

impl Ways {
    /// Nothing remembered yet.
    pub fn new(sign_on: SignOn) -> Self {
        Self {
            tablets: Tablets::default(),
            seconds: Pending::default(),
            registrations: Pending::default(),
            authentications: Pending::default(),
            sign_ons: Pending::default(),
            sign_on,
            tries: Throttle::new(5, 2 * SECOND_US, 30 * SECOND_US, QUARTER_US),
            accounts: Throttle::new(30, 2 * SECOND_US, 60 * SECOND_US, QUARTER_US),
            addresses: Throttle::new(50, SECOND_US, 10 * SECOND_US, QUARTER_US),
            knocks: Throttle::new(50, SECOND_US, 10 * SECOND_US, QUARTER_US),
            devices: Throttle::new(5, 2 * SECOND_US, 30 * SECOND_US, QUARTER_US),
            // Behind a right password: a million codes at a hundred tries a day.
            codes: Throttle::new(5, 2 * SECOND_US, QUARTER_US, DAY_US),
            counting: Mutex::default(),
        }
    }

    /// Refuses who must wait before they try a password. The try counts as wrong until [`Ways::tried_right`]: however many come
    /// at once, each of them is counted. What comes from a known device is nobody else's wait.
    pub fn count_try(&self, trier: &Trier, now_us: i64) -> Result<(), Failure> {
        let _one_by_one = self.counting.lock().unwrap_or_else(PoisonError::into_inner);
        match trier {
            Trier::Known(device) => {
                wait(self.devices.must_wait_us(device, now_us))?;
                self.devices.failed(device.clone(), now_us);
            }
            Trier::Stranger(login, address) => {
                let tries = (login.clone(), *address);
                let waits = self.tries.must_wait_us(&tries, now_us);
                let waits = waits.max(self.accounts.must_wait_us(login, now_us));
                wait(waits.max(self.addresses.must_wait_us(address, now_us)))?;
                self.tries.failed(tries, now_us);
                self.accounts.failed(login.clone(), now_us);
                self.addresses.failed(*address, now_us);
            }
        }
        Ok(())
    }

    /// Forgets the wrong ones: this was right.
    pub fn tried_right(&self, trier: &Trier) {
        match trier {
            Trier::Known(device) => self.devices.succeeded(device),
            Trier::Stranger(login, address) => {
                self.tries.succeeded(&(login.clone(), *address));
                self.accounts.succeeded(login);
                self.addresses.uncount(address);
            }
        }
    }

    /// Forgets one try: nobody looked at it.
    pub fn not_tried(&self, trier: &Trier) {
        match trier {
            Trier::Known(device) => self.devices.uncount(device),
            Trier::Stranger(login, address) => {
                self.tries.uncount(&(login.clone(), *address));
                self.accounts.uncount(login);
                self.addresses.uncount(address);
            }
        }
    }

    /// Counts a wrong code or link from an address, and says to wait when there were too many. A right one is never kept
    /// waiting: they are too long to guess, and a whole institution can come from one address.
    pub fn knocked_wrong(&self, address: IpAddr, now_us: i64) -> Result<(), Failure> {
        wait(self.knocks.must_wait_us(&address, now_us))?;
        self.knocks.failed(address, now_us);
        Ok(())
    }

    /// Refuses who must wait before they try a second factor, or their password again. The try counts as wrong until
    /// [`Ways::was_right`]: however many come at once, each of them is counted.
    pub fn count_code(&self, whose: Uuid, now_us: i64) -> Result<(), Failure> {
        let _one_by_one = self.counting.lock().unwrap_or_else(PoisonError::into_inner);
        wait(self.codes.must_wait_us(&whose, now_us))?;
        self.codes.failed(whose, now_us);
        Ok(())
    }

    /// Forgets somebody's wrong codes.
    pub fn was_right(&self, whose: Uuid) {
        self.codes.succeeded(&whose);
    }
}

fn wait(wait_us: i64) -> Result<(), Failure> {
    if wait_us == 0 {
        return Ok(());
    }
    Err(Failure::Wait(u64::try_from(wait_us / SECOND_US + 1).unwrap_or(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A wrong one: counted, and never taken back.
    fn wrong(ways: &Ways, trier: &Trier, now_us: i64) -> bool {
        ways.count_try(trier, now_us).is_ok()
    }

    #[test]
    fn strangers_guesses_do_not_make_a_known_person_wait() {
        let ways = Ways::new(SignOn::default());
        for n in 0..100 {
            wrong(&ways, &Trier::Stranger("noor".into(), IpAddr::from([10, 0, 0, n])), 0);
        }
        let elsewhere = Trier::Stranger("noor".into(), IpAddr::from([10, 1, 1, 1]));
        assert!(
            matches!(ways.count_try(&elsewhere, 0), Err(Failure::Wait(1..=61))),
            "strangers wait together"
        );
        for _ in 0..5 {
            assert!(wrong(&ways, &Trier::Known(vec![1]), 0));
        }
        assert!(!wrong(&ways, &Trier::Known(vec![1]), 0), "but a stolen device waits too");
        assert!(wrong(&ways, &Trier::Known(vec![2]), 0));
    }

    #[test]
    fn nobody_waits_longer_than_a_minute_for_a_password() {
        let ways = Ways::new(SignOn::default());
        let stranger = Trier::Stranger("noor".into(), IpAddr::from([10, 0, 0, 1]));
        let mut now_us = 0;
        for _ in 0..200 {
            assert!(wrong(&ways, &stranger, now_us));
            now_us += 61 * SECOND_US;
        }
    }

    #[test]
    fn a_try_is_counted_before_it_is_looked_at() {
        let ways = Ways::new(SignOn::default());
        let whose = Uuid::from_u128(1);
        let let_through = (0..100).filter(|_| ways.count_code(whose, 0).is_ok()).count();
        assert_eq!(let_through, 5);
        ways.was_right(whose);
        assert!(ways.count_code(whose, 0).is_ok());
        let stranger = Trier::Stranger("noor".into(), IpAddr::from([10, 0, 0, 1]));
        assert_eq!((0..100).filter(|_| wrong(&ways, &stranger, 0)).count(), 5);
    }

    #[test]
    fn a_house_full_of_people_behind_one_address_signs_in() {
        let ways = Ways::new(SignOn::default());
        for n in 0..500 {
            let right = Trier::Stranger(format!("collega {n}"), IpAddr::from([10, 0, 0, 1]));
            assert!(wrong(&ways, &right, 0));
            ways.tried_right(&right);
        }
        let (house, mut told) = (IpAddr::from([10, 0, 0, 1]), 0);
        (0..100).for_each(|_| told += usize::from(ways.knocked_wrong(house, 0).is_ok()));
        assert_eq!(told, 50, "wrong codes wait");
        let right = Trier::Stranger("noor".into(), house);
        assert!(ways.count_try(&right, 0).is_ok(), "and make nobody wait who has a password");
    }
}
