//! Codes of authenticator apps (RFC 6238: SHA-1, six digits, 30 seconds), one step of drift either way, each accepted once.

use super::secret::NoRandomness;
use totp_rs::{Algorithm, Builder, Totp, TotpError};

/// A new secret: 160 bits, the length RFC 4226 recommends.
pub fn new_secret() -> Result<Vec<u8>, NoRandomness> {
    let mut secret = [0; 20];
    getrandom::fill(&mut secret).map_err(NoRandomness)?;
    Ok(secret.to_vec())
}

fn totp(secret: &[u8], account: &str, issuer: &str) -> Result<Totp, TotpError> {
    // The colon divides the two in the address.
    let plain = |text: &str| text.replace(':', " ");
    let builder = Builder::new().with_algorithm(Algorithm::SHA1).with_digits(6).with_skew(1);
    let builder = builder.with_step_duration(30).with_secret(secret.to_vec());
    builder.with_account_name(plain(account)).with_issuer(Some(plain(issuer))).build()
}

/// The address that an app reads from a QR code, and the secret for who types it.
pub fn enrolment(secret: &[u8], account: &str, issuer: &str) -> Option<(String, String)> {
    let url = totp(secret, account, issuer).and_then(|totp| totp.to_url()).ok()?;
    Some((url, totp_rs::Secret::from(secret.to_vec()).to_base32()))
}

/// The step of 30 seconds to which a code belongs, where it is the present one or a neighbour and was not accepted before
/// (`after_step` is the last accepted). Blanks make no difference.
pub fn accepted_step(secret: &[u8], code: &str, now_us: i64, after_step: i64) -> Option<i64> {
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let seconds = u64::try_from(now_us / 1_000_000).ok()?;
    let step = totp(secret, "luwte", "luwte").ok()?.check(&digits, seconds)?;
    i64::try_from(step).ok().filter(|step| *step > after_step)
}

/// The code of a moment, for tests and for who builds an authenticator.
pub fn code_at(secret: &[u8], now_us: i64) -> Option<String> {
    let seconds = u64::try_from(now_us / 1_000_000).ok()?;
    Some(totp(secret, "luwte", "luwte").ok()?.generate(seconds).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, SHA-1: its secret, moments in seconds, and the last six of its eight digits.
    const SECRET: &[u8] = b"12345678901234567890";
    const KNOWN: [(i64, &str); 6] = [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ];

    #[test]
    fn the_codes_of_rfc_6238_are_accepted_at_their_moment() {
        for (seconds, code) in KNOWN {
            let now_us = seconds * 1_000_000;
            assert_eq!(accepted_step(SECRET, code, now_us, 0), Some(seconds / 30), "{seconds}");
            assert_eq!(code_at(SECRET, now_us).as_deref(), Some(code));
        }
    }

    #[test]
    fn one_step_of_drift_is_allowed_and_two_are_not() {
        let code = code_at(SECRET, 3_000_000_000).unwrap();
        for (off_s, right) in [(-60, false), (-30, true), (0, true), (30, true), (59, true), (60, false)] {
            let now_us = 3_000_000_000 + off_s * 1_000_000;
            assert_eq!(accepted_step(SECRET, &code, now_us, 0).is_some(), right, "{off_s} s");
        }
    }

    #[test]
    fn a_code_is_accepted_once_and_only_as_six_digits() {
        let (now_us, code) = (3_000_000_000, code_at(SECRET, 3_000_000_000).unwrap());
        let step = accepted_step(SECRET, &code, now_us, 0).unwrap();
        assert_eq!(accepted_step(SECRET, &code, now_us, step), None);
        let spaced = format!("{} {}", &code[..3], &code[3..]);
        assert_eq!(accepted_step(SECRET, &spaced, now_us, 0), Some(step));
        for wrong in ["", "12345", "1234567", "abcdef", "１２３４５６"] {
            assert_eq!(accepted_step(SECRET, wrong, now_us, 0), None, "{wrong}");
        }
    }

    #[test]
    fn an_app_reads_account_and_institution() {
        let (url, secret) = enrolment(SECRET, "noor", "GGZ: Hier").unwrap();
        assert!(
            url.starts_with("otpauth://totp/") && url.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"),
            "{url}"
        );
        assert_eq!(secret, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }
}
