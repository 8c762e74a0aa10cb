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

    #[test]
    fn short_and_endless_passwords_are_refused() {
        assert!(matches!(hash("elf tekens."), Err(PasswordError::Length)));
        assert!(matches!(hash(&"a".repeat(257)), Err(PasswordError::Length)));
    }
}
