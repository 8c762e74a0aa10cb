//! Which page a request comes from: changes and sockets are for our own pages, and for programs without a page.

use crate::app::{App, Door};
use axum::http::{HeaderMap, Uri, header};

/// Whether the request comes from a page of ours, or from no page at all.
///
/// Browsers send `Origin` with every change and every socket; a program that sends none has no ambient cookies to abuse.
/// A proxy may put another host into the request: then the configured public address decides.
pub fn is_ours(headers: &HeaderMap, uri: &Uri, https: bool, public_url: Option<&str>) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    if public_url.is_some_and(|public| origin == public) {
        return true;
    }
    let (Ok(origin), Some(host)) = (origin.to_str(), host(headers, uri)) else { return false };
    let scheme = if https { "https://" } else { "http://" };
    origin.strip_prefix(scheme).is_some_and(|rest| rest.eq_ignore_ascii_case(host))
}

/// The address by which people reach this server, without a slash at the end: the configured one, or that of the request.
pub fn base(app: &App, headers: &HeaderMap, uri: &Uri, door: Door) -> String {
    let scheme = if door.https { "https" } else { "http" };
    let here = || host(headers, uri).map(|host| format!("{scheme}://{host}"));
    app.settings.public_url.clone().or_else(here).unwrap_or_default()
}

/// The longest name of a host, with its port, in bytes.
const HOST_MAX: usize = 260;

/// The host a request was sent to, where it is a name or an address: `Host` in HTTP/1.1, the authority in HTTP/2.
pub fn host<'a>(headers: &'a HeaderMap, uri: &'a Uri) -> Option<&'a str> {
    let named = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let host = named.or_else(|| uri.authority().map(|authority| authority.as_str()))?;
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b".:-[]".contains(&byte);
    (host.len() <= HOST_MAX && host.bytes().all(fits)).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PUBLIC: &str = "https://luwte.example";

    fn check(origin: Option<&str>, host: &str, https: bool) -> bool {
        let mut headers = HeaderMap::new();
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, origin.parse().unwrap());
        }
        let by_authority = format!("https://{host}/").parse().unwrap();
        let answer = is_ours(&headers, &by_authority, https, Some(PUBLIC));
        headers.insert(header::HOST, host.parse().unwrap());
        assert_eq!(is_ours(&headers, &Uri::from_static("/"), https, Some(PUBLIC)), answer);
        answer
    }

    #[test]
    fn only_our_own_pages_and_programs_without_a_page_pass() {
        assert!(check(None, "luwte.local:8443", true));
        assert!(check(Some("https://luwte.local:8443"), "luwte.local:8443", true));
        assert!(!check(Some("http://luwte.local:8443"), "luwte.local:8443", true));
        assert!(!check(Some("https://luwte.local"), "luwte.local:8443", true));
        assert!(!check(Some("https://evil.example"), "luwte.local:8443", true));
        assert!(check(Some(PUBLIC), "127.0.0.1:8080", true));
        assert!(!check(Some("https://a_b.local"), "a_b.local", true), "no name of a host");
        assert!(!check(Some("null"), "luwte.local:8443", true));
        assert!(check(Some("http://localhost:8080"), "localhost:8080", false));
    }
}
