//! Random tokens and codes. Only their hashes are stored; what is random never appears in a log.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use core::fmt;
use sha2::{Digest, Sha256};

/// The operating system gave no random bytes.
#[derive(Debug, thiserror::Error)]
#[error("the operating system gave no random bytes")]
pub struct NoRandomness(#[source] pub(super) getrandom::Error);

/// A secret of 256 bits, as text for a cookie.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A new one.
    pub fn new() -> Result<Self, NoRandomness> {
        Ok(Self(URL_SAFE_NO_PAD.encode(random::<32>()?)))
    }

    /// The one in a cookie.
    pub fn from_cookie(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// As it goes into the cookie.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What is stored.
    pub fn hash(&self) -> Vec<u8> {
        hash("token", &self.0)
    }

    /// What the page sends back with every change; tells nothing about the token.
    pub fn csrf(&self) -> String {
        URL_SAFE_NO_PAD.encode(hash("csrf", &self.0))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// Letters and digits that are not mistaken for each other (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A new enrolment code: twelve characters, 60 bits.
pub fn enrolment_code() -> Result<String, NoRandomness> {
    Ok(random::<12>()?.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect())
}

/// What is stored of an enrolment code; upper and lower case, and blanks, make no difference.
pub fn enrolment_code_hash(code: &str) -> Vec<u8> {
    typed_code_hash("enrolment", code)
}

/// What is stored of a code that somebody types; `purpose` keeps codes for one thing from opening another. Upper and lower case,
/// blanks and dashes make no difference.
pub fn typed_code_hash(purpose: &str, code: &str) -> Vec<u8> {
    let plain: String =
        code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    hash(purpose, &plain)
}

/// A code in groups of four, as people read and type it.
pub fn grouped(code: &str) -> String {
    let parts: Vec<_> = code.as_bytes().chunks(4).map(String::from_utf8_lossy).collect();
    parts.join("-")
}

/// A number below `bound`, every one equally likely.
pub fn random_below(bound: u32) -> Result<u32, NoRandomness> {
    let bound = bound.max(1);
    let fair = u32::MAX - u32::MAX % bound;
    loop {
        let value = u32::from_le_bytes(random::<4>()?);
        if value < fair {
            return Ok(value % bound);
        }
    }
}

/// A password that can be read from a screen and typed.
pub fn readable_password() -> Result<String, NoRandomness> {
    Ok(grouped(&enrolment_code()?.to_lowercase()))
}

/// Whether two texts are equal, in a time that does not tell where they differ.
pub fn equal(a: &str, b: &str) -> bool {
    hash("equal", a).iter().zip(hash("equal", b)).fold(0, |differs, (x, y)| differs | (x ^ y)) == 0
}

fn hash(purpose: &str, text: &str) -> Vec<u8> {
    let mut hasher = Sha256::new();
    hasher.update(b"luwte ");
    hasher.update(purpose.as_bytes());
    hasher.update([0]);
    hasher.update(text.as_bytes());
    hasher.finalize().to_vec()
}

fn random<const N: usize>() -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(NoRandomness)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_shows_neither_itself_nor_its_hash_by_its_csrf_word() {
        let token = Token::new().unwrap();
        assert_eq!(token.expose().len(), 43);
        assert_ne!(token.csrf(), URL_SAFE_NO_PAD.encode(token.hash()));
        assert_eq!(format!("{token:?}"), "Token(…)");
        assert_ne!(token, Token::new().unwrap());
    }

    #[test]
    fn an_enrolment_code_is_found_however_it_is_typed() {
        let code = enrolment_code().unwrap();
        assert_eq!(code.len(), 12);
        let typed = format!(" {}-{} ", code[..6].to_lowercase(), &code[6..]);
        assert_eq!(enrolment_code_hash(&typed), enrolment_code_hash(&code));
    }

    #[test]
    fn a_random_number_stays_below_its_bound() {
        assert!((0..1_000).all(|_| random_below(10_000).unwrap() < 10_000));
        assert_eq!(random_below(0).unwrap(), 0);
    }

    #[test]
    fn equal_texts_are_equal() {
        assert!(equal("abc", "abc") && !equal("abc", "abd") && !equal("abc", "ab"));
    }
}
