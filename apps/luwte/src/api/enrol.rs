//! Handing in an enrolment code, the same for a headset and a bridge: how often one may try, and what a wrong code is.

use super::Failure;
use crate::{app::App, auth::secret, clock, store::EnrolError};
use std::net::IpAddr;

/// How long an enrolment code works, microseconds.
pub const ENROLMENT_US: i64 = 600_000_000;
/// The longest name of a headset or a bridge, in characters.
pub(super) const NAME_MAX_CHARS: usize = 40;
/// The longest code anyone types, in bytes.
const CODE_MAX: usize = 40;

/// An address that hands in a code.
pub(super) struct Attempt<'a> {
    app: &'a App,
    from: IpAddr,
    now_us: i64,
}

impl<'a> Attempt<'a> {
    /// Lets an address try, unless it tried too often.
    pub(super) fn of(app: &'a App, from: IpAddr) -> Result<Self, Failure> {
        let now_us = clock::monotonic_us();
        let wait_us = app.enrolments.must_wait_us(&from, now_us);
        if wait_us > 0 {
            return Err(Failure::Wait(u64::try_from(wait_us / 1_000_000 + 1).unwrap_or(1)));
        }
        Ok(Self { app, from, now_us })
    }

    /// What the store knows a code by.
    pub(super) fn hash(&self, code: &str) -> Result<Vec<u8>, Failure> {
        if code.len() > CODE_MAX {
            return Err(Failure::BadInput("enrolment code"));
        }
        Ok(secret::enrolment_code_hash(code))
    }

    /// Why nobody was enrolled; a code that was guessed is counted.
    pub(super) fn failed(&self, error: EnrolError) -> Failure {
        match error {
            EnrolError::UnknownCode => {
                self.app.enrolments.failed(self.from, self.now_us);
                Failure::UnknownEnrolmentCode
            }
            EnrolError::Store(error) => Failure::from(error),
        }
    }
}
