//! Pairing codes: four digits, one minute, for one session of one institution, used once.

use crate::auth::secret::{NoRandomness, random_below};
use session::{OrganisationId, SessionId};
use std::collections::{HashMap, hash_map::Entry};

/// How long a code works, microseconds.
pub const CODE_LIFE_US: i64 = 60_000_000;
/// A session that asks again within this long gets the same code.
const SAME_WITHIN_US: i64 = 5_000_000;
/// More codes of one institution at once would make guessing easy.
const ACTIVE_MAX: usize = 1_000;

/// The codes that work now.
#[derive(Debug, Default)]
pub struct Codes {
    active: HashMap<(OrganisationId, String), Code>,
}

#[derive(Clone, Copy, Debug)]
struct Code {
    session: SessionId,
    made_us: i64,
}

impl Codes {
    /// The code for a session and how long it still works, in microseconds; `None` while too many are active.
    pub fn want(
        &mut self,
        organisation: OrganisationId,
        session: SessionId,
        now_us: i64,
    ) -> Result<Option<(String, i64)>, NoRandomness> {
        self.active.retain(|_, code| now_us.saturating_sub(code.made_us) < CODE_LIFE_US);
        let known = self.active.iter().find(|((of, _), code)| *of == organisation && code.session == session);
        if let Some(((_, digits), code)) = known
            && now_us.saturating_sub(code.made_us) < SAME_WITHIN_US
        {
            return Ok(Some((digits.clone(), code.made_us + CODE_LIFE_US - now_us)));
        }
        self.forget(session);
        if self.active.keys().filter(|(of, _)| *of == organisation).count() >= ACTIVE_MAX {
            return Ok(None);
        }
        loop {
            let key = (organisation, format!("{:04}", random_below(10_000)?));
            if let Entry::Vacant(free) = self.active.entry(key) {
                let digits = free.key().1.clone();
                free.insert(Code { session, made_us: now_us });
                return Ok(Some((digits, CODE_LIFE_US)));
            }
        }
    }

    /// The session that shows this code, which still works.
    pub fn shown(&self, organisation: OrganisationId, digits: &str, now_us: i64) -> Option<SessionId> {
        let code = self.active.get(&(organisation, digits.to_owned()))?;
        (now_us.saturating_sub(code.made_us) < CODE_LIFE_US).then_some(code.session)
    }

    /// The session that shows this code, which is used up by it.
    pub fn redeem(&mut self, organisation: OrganisationId, digits: &str, now_us: i64) -> Option<SessionId> {
        let code = self.active.remove(&(organisation, digits.to_owned()))?;
        (now_us.saturating_sub(code.made_us) < CODE_LIFE_US).then_some(code.session)
    }

    /// A session shows no code any more.
    pub fn forget(&mut self, session: SessionId) {
        self.active.retain(|_, code| code.session != session);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn session(n: u128) -> SessionId {
        SessionId(Uuid::from_u128(n))
    }

    const HERE: OrganisationId = OrganisationId(Uuid::from_u128(1));
    const THERE: OrganisationId = OrganisationId(Uuid::from_u128(2));

    #[test]
    fn a_code_works_once_for_a_minute_in_its_own_institution() {
        let mut codes = Codes::default();
        let (digits, valid_us) = codes.want(HERE, session(1), 0).unwrap().unwrap();
        assert!(digits.len() == 4 && digits.chars().all(|digit| digit.is_ascii_digit()));
        assert_eq!(valid_us, CODE_LIFE_US);
        assert_eq!(codes.redeem(THERE, &digits, 1), None);
        assert_eq!(codes.shown(HERE, &digits, 1), Some(session(1)));
        assert_eq!(codes.shown(HERE, &digits, CODE_LIFE_US), None);
        assert_eq!(codes.redeem(HERE, &digits, 1), Some(session(1)));
        assert_eq!(codes.redeem(HERE, &digits, 1), None);
        let (digits, _) = codes.want(HERE, session(1), 0).unwrap().unwrap();
        assert_eq!(codes.redeem(HERE, &digits, CODE_LIFE_US), None);
    }

    #[test]
    fn a_session_that_keeps_asking_keeps_its_code_and_has_only_one() {
        let mut codes = Codes::default();
        let (first, _) = codes.want(HERE, session(1), 0).unwrap().unwrap();
        let (again, left_us) = codes.want(HERE, session(1), 4_000_000).unwrap().unwrap();
        assert_eq!((again, left_us), (first.clone(), 56_000_000));
        let (second, _) = codes.want(HERE, session(1), 6_000_000).unwrap().unwrap();
        assert!(second == first || codes.redeem(HERE, &first, 6_000_000).is_none());
    }

    #[test]
    fn no_two_sessions_show_the_same_code_and_there_are_never_too_many() {
        let mut codes = Codes::default();
        let mut seen = std::collections::HashSet::new();
        for n in 0..ACTIVE_MAX as u128 {
            assert!(seen.insert(codes.want(HERE, session(n), 0).unwrap().unwrap().0));
        }
        assert!(codes.want(HERE, session(9_999), 0).unwrap().is_none());
        assert!(codes.want(THERE, session(9_999), 0).unwrap().is_some());
    }
}
