//! What signing in remembers while the server runs: tries that were wrong, what is half-way, tablets that lock.

use super::{
    pending::Pending,
    sign_on::{self, SignOn},
    tablet::Tablets,
    throttle::Throttle,
};
use crate::{api::Failure, store::Owner};
use session::UserId;
use std::net::IpAddr;
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

/// A passkey's ceremony that waits for the authenticator.
#[derive(Debug)]
pub enum Ceremony {
    /// A new passkey for its owner.
    Registration(Owner, Box<PasskeyRegistration>),
    /// Whoever it turns out to be.
    Authentication(Box<DiscoverableAuthentication>),
}

/// Everything of it.
#[derive(Debug)]
pub struct Ways {
    /// Logins on shared tablets.
    pub tablets: Tablets,
    /// Passwords that were right.
    pub seconds: Pending<SecondPending>,
    /// Passkeys.
    pub ceremonies: Pending<Ceremony>,
    /// Sign-ons at a provider.
    pub sign_ons: Pending<sign_on::Waiting>,
    /// The institutions' providers.
    pub sign_on: SignOn,
    /// Wrong passwords by login name and address: the quick brake.
    tries: Throttle<(String, IpAddr)>,
    /// Wrong passwords by login name, from wherever strangers try.
    accounts: Throttle<String>,
    /// Wrong tries of any kind by address.
    addresses: Throttle<IpAddr>,
    /// Wrong passwords from a device where its owner signed in before.
    devices: Throttle<Vec<u8>>,
    /// Wrong second factors, and wrong passwords of who is signed in.
    codes: Throttle<Uuid>,
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
            ceremonies: Pending::default(),
            sign_ons: Pending::default(),
            sign_on,
            tries: Throttle::new(5, 2 * SECOND_US, 30 * SECOND_US, QUARTER_US),
            accounts: Throttle::new(30, 2 * SECOND_US, 60 * SECOND_US, QUARTER_US),
            addresses: Throttle::new(50, SECOND_US, 10 * SECOND_US, QUARTER_US),
            devices: Throttle::new(5, 2 * SECOND_US, 30 * SECOND_US, QUARTER_US),
            // Behind a right password: a million codes at a hundred tries a day.
            codes: Throttle::new(5, 2 * SECOND_US, QUARTER_US, DAY_US),
        }
    }

    /// Refuses who must wait before they try a password.
    pub fn may_try(&self, trier: &Trier, now_us: i64) -> Result<(), Failure> {
        wait(match trier {
            Trier::Known(device) => self.devices.must_wait_us(device, now_us),
            Trier::Stranger(login, address) => self
                .tries
                .must_wait_us(&(login.clone(), *address), now_us)
                .max(self.accounts.must_wait_us(login, now_us))
                .max(self.addresses.must_wait_us(address, now_us)),
        })
    }

    /// Counts a wrong password. What comes from a known device is nobody else's wait.
    pub fn tried_wrong(&self, trier: &Trier, now_us: i64) {
        match trier {
            Trier::Known(device) => self.devices.failed(device.clone(), now_us),
            Trier::Stranger(login, address) => {
                self.tries.failed((login.clone(), *address), now_us);
                self.accounts.failed(login.clone(), now_us);
                self.addresses.failed(*address, now_us);
            }
        }
    }

    /// Forgets the wrong ones: this was right.
    pub fn tried_right(&self, trier: &Trier) {
        match trier {
            Trier::Known(device) => self.devices.succeeded(device),
            Trier::Stranger(login, address) => {
                self.tries.succeeded(&(login.clone(), *address));
                self.accounts.succeeded(login);
            }
        }
    }

    /// Refuses an address from which too much was tried.
    pub fn may_knock(&self, address: IpAddr, now_us: i64) -> Result<(), Failure> {
        wait(self.addresses.must_wait_us(&address, now_us))
    }

    /// Counts something wrong from an address.
    pub fn knocked_wrong(&self, address: IpAddr, now_us: i64) {
        self.addresses.failed(address, now_us);
    }

    /// Refuses who must wait before they try a second factor, or their password again. The try counts as wrong until
    /// [`Ways::was_right`]: however many come at once, each of them is counted.
    pub fn count_code(&self, whose: Uuid, now_us: i64) -> Result<(), Failure> {
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

    #[test]
    fn strangers_guesses_do_not_make_a_known_person_wait() {
        let ways = Ways::new(SignOn::default());
        for n in 0..100 {
            let address = IpAddr::from([10, 0, 0, n]);
            ways.tried_wrong(&Trier::Stranger("noor".into(), address), 0);
        }
        let elsewhere = Trier::Stranger("noor".into(), IpAddr::from([10, 1, 1, 1]));
        assert!(matches!(ways.may_try(&elsewhere, 0), Err(Failure::Wait(1..=61))), "strangers wait together");
        assert!(ways.may_try(&Trier::Known(vec![1]), 0).is_ok());
        for _ in 0..6 {
            ways.tried_wrong(&Trier::Known(vec![1]), 0);
        }
        assert!(ways.may_try(&Trier::Known(vec![1]), 0).is_err(), "but a stolen device waits too");
        assert!(ways.may_try(&Trier::Known(vec![2]), 0).is_ok());
    }

    #[test]
    fn nobody_waits_longer_than_a_minute_for_a_password() {
        let ways = Ways::new(SignOn::default());
        let stranger = Trier::Stranger("noor".into(), IpAddr::from([10, 0, 0, 1]));
        (0..10_000).for_each(|_| ways.tried_wrong(&stranger, 0));
        assert!(ways.may_try(&stranger, 61 * SECOND_US).is_ok());
    }

    #[test]
    fn a_code_is_counted_before_it_is_looked_at() {
        let ways = Ways::new(SignOn::default());
        let whose = Uuid::from_u128(1);
        let let_through = (0..100).filter(|_| ways.count_code(whose, 0).is_ok()).count();
        assert_eq!(let_through, 5);
        ways.was_right(whose);
        assert!(ways.count_code(whose, 0).is_ok());
    }
}
