//! Passwords: argon2id, checked off the reactor, one at a time, equally long for logins that do not exist.

use argon2::{
    Argon2, Params,
    password_hash::{PasswordHasher, PasswordVerifier},
};
use std::sync::{OnceLock, mpsc};
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
    /// Argon2 refused.
    #[error("the password could not be hashed")]
    Hash,
}

type Work = Box<dyn FnOnce() + Send>;

/// The one thread that hashes: each check takes 19 MiB, which a pool of threads would each keep, and a flood of logins
/// must wait its turn anyway.
fn worker() -> Option<&'static mpsc::Sender<Work>> {
    static WORKER: OnceLock<Option<mpsc::Sender<Work>>> = OnceLock::new();
    let start = || {
        let (sender, work) = mpsc::channel::<Work>();
        let thread = std::thread::Builder::new().name("passwords".to_owned());
        thread.spawn(move || work.into_iter().for_each(|check| check())).ok()?;
        Some(sender)
    };
    WORKER.get_or_init(start).as_ref()
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
    later(move || hash(&password)).await
}

/// The PHC string of a few digits: as dear as a password's, but short.
pub async fn hash_digits(digits: String) -> Result<String, PasswordError> {
    let work = move || argon2().hash_password(digits.as_bytes()).map(|hash| hash.to_string());
    later(move || work().map_err(|_| PasswordError::Hash)).await
}

async fn later(
    work: impl FnOnce() -> Result<String, PasswordError> + Send + 'static,
) -> Result<String, PasswordError> {
    let (tell, told) = oneshot::channel();
    let hash = move || {
        let _ = tell.send(work());
    };
    let sent = worker().is_some_and(|worker| worker.send(Box::new(hash)).is_ok());
    if sent { told.await.unwrap_or(Err(PasswordError::Hash)) } else { Err(PasswordError::Hash) }
}

/// Whether this password belongs to this hash. Without a hash it takes as long and says no.
pub async fn verify(password: String, hash: Option<String>) -> bool {
    if password.len() > PASSWORD_MAX_BYTES {
        return false;
    }
    let (tell, told) = oneshot::channel();
    let check = move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| nobody().to_owned());
        let right = argon2().verify_password(password.as_bytes(), hash.as_str()).is_ok();
        let _ = tell.send(right && known);
    };
    let sent = worker().is_some_and(|worker| worker.send(Box::new(check)).is_ok());
    sent && told.await.unwrap_or(false)
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
        assert!(verify("rustig aan zee".into(), Some(stored.clone())).await);
        assert!(!verify("rustig aan zeE".into(), Some(stored)).await);
        assert!(!verify("a password that nobody has".into(), None).await);
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
        assert!(verify("wadlopen bij laag water".into(), Some(chosen)).await);
        let digits = hash_digits("480913".into()).await.unwrap();
        assert!(verify("480913".into(), Some(digits)).await);
    }

    #[test]
    fn short_and_endless_passwords_are_refused() {
        assert!(matches!(hash("elf tekens."), Err(PasswordError::Length)));
        assert!(matches!(hash(&"a".repeat(257)), Err(PasswordError::Length)));
    }
}
