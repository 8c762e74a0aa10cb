//! Passwords: argon2id, checked off the reactor, one at a time, equally long for logins that do not exist.

use argon2::{
    Argon2, Params,
    password_hash::{PasswordHasher, PasswordVerifier},
};
use std::{
    collections::VecDeque,
    sync::{Condvar, Mutex, OnceLock, PoisonError},
};
use tokio::sync::oneshot;

/// The shortest password accepted, in characters (OWASP ASVS 5.0, 6.2.1).
pub const PASSWORD_MIN_CHARS: usize = 12;
/// The longest password accepted, in bytes: hashing takes time in its length.
pub const PASSWORD_MAX_BYTES: usize = 256;

/// A password cannot be hashed or checked.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// Too short or too long.
    #[error("a password has at least {PASSWORD_MIN_CHARS} characters and at most {PASSWORD_MAX_BYTES} bytes")]
    Length,
    /// Among the first that anybody guesses, alone or with the own name in it.
    #[error("the password is easily guessed")]
    Guessable,
    /// Too many wait to be checked.
    #[error("too many passwords wait to be checked")]
    Busy,
    /// Argon2 refused.
    #[error("the password could not be hashed")]
    Hash,
}

type Work = Box<dyn FnOnce() + Send>;

/// As many passwords wait at most, about six seconds of work; whoever comes then comes again.
const WAITING_MAX: usize = 128;

/// What waits to be hashed: digits go first, since a tablet that locked amid a session has no other way.
#[derive(Default)]
struct Queue {
    digits: VecDeque<Work>,
    passwords: VecDeque<Work>,
}

impl Queue {
    fn push(&mut self, digits: bool, work: Work) -> Result<(), PasswordError> {
        let queue = if digits { &mut self.digits } else { &mut self.passwords };
        if queue.len() >= WAITING_MAX {
            return Err(PasswordError::Busy);
        }
        queue.push_back(work);
        Ok(())
    }

    fn pop(&mut self) -> Option<Work> {
        self.digits.pop_front().or_else(|| self.passwords.pop_front())
    }
}

/// The queue of the one thread that hashes: each check takes 19 MiB, which a pool of threads would each keep, and a flood
/// of logins must wait its turn anyway.
fn queue() -> Option<&'static (Mutex<Queue>, Condvar)> {
    static QUEUE: OnceLock<Option<&'static (Mutex<Queue>, Condvar)>> = OnceLock::new();
    let start = || {
        let queue: &'static (Mutex<Queue>, Condvar) = Box::leak(Box::default());
        let work = || loop {
            let mut waiting = queue.0.lock().unwrap_or_else(PoisonError::into_inner);
            while waiting.digits.is_empty() && waiting.passwords.is_empty() {
                waiting = queue.1.wait(waiting).unwrap_or_else(PoisonError::into_inner);
            }
            let next = waiting.pop();
            drop(waiting);
            if let Some(check) = next {
                check();
            }
        };
        std::thread::Builder::new().name("passwords".to_owned()).spawn(work).ok()?;
        Some(queue)
    };
    *QUEUE.get_or_init(start)
}

/// Does it on that thread, in turn.
async fn in_turn<T: Send + 'static>(
    digits: bool,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, PasswordError> {
    let (waiting, added) = queue().ok_or(PasswordError::Hash)?;
    let (tell, told) = oneshot::channel();
    let work = move || {
        let _ = tell.send(work());
    };
    waiting.lock().unwrap_or_else(PoisonError::into_inner).push(digits, Box::new(work))?;
    added.notify_one();
    told.await.map_err(|_| PasswordError::Hash)
}

fn argon2() -> Argon2<'static> {
    // 19 MiB, two passes, one lane: the first of OWASP's equivalent settings for argon2id.
    let params = Params::new(19_456, 2, 1, None).unwrap_or_default();
    Argon2::from(params)
}

/// The PHC string of a new password.
pub fn hash(password: &str) -> Result<String, PasswordError> {
    if password.chars().count() < PASSWORD_MIN_CHARS || password.len() > PASSWORD_MAX_BYTES {
        return Err(PasswordError::Length);
    }
    argon2().hash_password(password.as_bytes()).map(|hash| hash.to_string()).map_err(|_| PasswordError::Hash)
}

/// As [`hash`], off the reactor, for a password that somebody chooses: one that is easily guessed is refused. `personal` are
/// words that strangers know of them, such as the login name and the institution's.
pub async fn choose(password: String, personal: &[&str]) -> Result<String, PasswordError> {
    if password.chars().count() < PASSWORD_MIN_CHARS || password.len() > PASSWORD_MAX_BYTES {
        return Err(PasswordError::Length);
    }
    // Dictionaries of leaked passwords, names, dates, keyboard rows and repeats; the library looks at 100 characters at most.
    if zxcvbn::zxcvbn(&password, personal).score() < zxcvbn::Score::Three {
        return Err(PasswordError::Guessable);
    }
    in_turn(false, move || hash(&password)).await?
}

/// The PHC string of a few digits: as dear as a password's, but short.
pub async fn hash_digits(digits: String) -> Result<String, PasswordError> {
    let work = move || argon2().hash_password(digits.as_bytes()).map(|hash| hash.to_string());
    in_turn(true, work).await?.map_err(|_| PasswordError::Hash)
}

/// Whether this password belongs to this hash. Without a hash it takes as long and says no.
///
/// # Errors
/// [`PasswordError::Busy`] when too many wait.
pub async fn verify(password: String, hash: Option<String>) -> Result<bool, PasswordError> {
    check(false, password, hash).await
}

/// As [`verify`], ahead of passwords: for the digits of a locked tablet.
pub async fn verify_digits(digits: String, hash: Option<String>) -> Result<bool, PasswordError> {
    check(true, digits, hash).await
}

async fn check(digits: bool, word: String, hash: Option<String>) -> Result<bool, PasswordError> {
    if word.len() > PASSWORD_MAX_BYTES {
        return Ok(false);
    }
    let work = move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| nobody().to_owned());
        argon2().verify_password(word.as_bytes(), hash.as_str()).is_ok() && known
    };
    in_turn(digits, work).await
}

/// The hash of a password that nobody has.
fn nobody() -> &'static str {
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| hash("a password that nobody has").unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_recognised_and_another_is_not() {
        let stored = hash("rustig aan zee").unwrap();
        assert!(stored.starts_with("$argon2id$"));
        assert!(verify("rustig aan zee".into(), Some(stored.clone())).await.unwrap());
        assert!(!verify("rustig aan zeE".into(), Some(stored)).await.unwrap());
        assert!(!verify("a password that nobody has".into(), None).await.unwrap());
    }

    #[tokio::test]
    async fn a_password_that_everybody_guesses_cannot_be_chosen() {
        let personal = ["noor", "Zorghuis Voorbeeld"];
        for guessable in ["password1234", "qwertyuiop123", "noornoornoor", "aaaaaaaaaaaaaa", "123456789012"] {
            let refused = choose(guessable.into(), &personal).await;
            assert!(matches!(refused, Err(PasswordError::Guessable)), "{guessable}");
        }
        assert!(matches!(choose("elf tekens.".into(), &personal).await, Err(PasswordError::Length)));
        let chosen = choose("wadlopen bij laag water".into(), &personal).await.unwrap();
        assert!(verify("wadlopen bij laag water".into(), Some(chosen)).await.unwrap());
        let digits = hash_digits("480913".into()).await.unwrap();
        assert!(verify("480913".into(), Some(digits)).await.unwrap());
    }

    #[test]
    fn short_and_endless_passwords_are_refused() {
        assert!(matches!(hash("elf tekens."), Err(PasswordError::Length)));
        assert!(matches!(hash(&"a".repeat(257)), Err(PasswordError::Length)));
    }

    #[test]
    fn digits_go_ahead_of_passwords_and_no_more_wait_than_can_be_checked_soon() {
        let order = std::sync::Arc::new(Mutex::new(Vec::new()));
        let mut queue = Queue::default();
        let note = |what: &'static str| -> Work {
            let order = order.clone();
            Box::new(move || order.lock().unwrap().push(what))
        };
        for _ in 0..WAITING_MAX {
            queue.push(false, note("password")).unwrap();
        }
        assert!(matches!(queue.push(false, note("password")), Err(PasswordError::Busy)));
        queue.push(true, note("digits")).unwrap();
        queue.pop().unwrap()();
        queue.pop().unwrap()();
        assert_eq!(*order.lock().unwrap(), ["digits", "password"]);
    }
}
