//! Headers by which browsers hold our pages to what they need: no other hosts, no frames, no sensors but ours.

use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::Response,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

/// Web Bluetooth does not stand in the permissions policy: browsers know no such name, warn about it, and allow it to the
/// page itself anyhow.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "xr-spatial-tracking=(self), screen-wake-lock=(self), fullscreen=(self), autoplay=(self), \
         accelerometer=(self), gyroscope=(self), camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=()",
    ),
    (header::X_FRAME_OPTIONS, "DENY"),
];

/// Puts the headers on every answer.
pub async fn secure(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let unchanged = response.status() == StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    // A browser takes the headers of "not modified" over into the page it kept, which has its own policy.
    if !unchanged && !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        let nothing = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
        headers.insert(header::CONTENT_SECURITY_POLICY, nothing);
    }
    response
}

/// The content security policy of a page, with the fingerprints of its own inline scripts and styles.
pub fn policy(page: &str) -> String {
    let scripts = fingerprints(page, "script");
    let styles = fingerprints(page, "style");
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'{styles}; \
         style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; \
         media-src 'self' blob:; worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; \
         form-action 'self'; frame-ancestors 'none'"
    )
}

/// ` 'sha256-…'` for the content of every `<script>` and `<style>` that is not empty.
fn fingerprints(page: &str, element: &str) -> String {
    let (open, close) = (format!("<{element}"), format!("</{element}>"));
    let mut found = String::new();
    for piece in page.split(&open).skip(1) {
        let content = piece.split_once('>').and_then(|(_, rest)| rest.split_once(&close));
        if let Some((content, _)) = content
            && !content.is_empty()
        {
            found.push_str(&format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(content))));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inline_script_is_allowed_by_its_fingerprint_and_a_linked_one_by_its_origin() {
        // SHA-256 of "alert('Hello, world.');", the example of CSP Level 2, section 4.2.5.
        let page = "<script>alert('Hello, world.');</script><script src=\"/a.js\"></script>";
        let policy = policy(page);
        assert_eq!(policy.matches("sha256-").count(), 1);
        assert!(policy.contains("'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"), "{policy}");
    }

    #[test]
    fn nothing_inline_is_allowed_that_the_page_does_not_hold() {
        let policy = policy("<style></style>");
        assert!(!policy.contains("sha256"));
        assert!(!policy.contains("script-src 'self' 'unsafe-inline'"));
    }
}
