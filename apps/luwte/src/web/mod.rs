//! The web apps as files: what is named by fingerprint is kept for ever, pages are asked for again, compressed where built so.

mod headers;

pub use headers::{policy, secure};

use crate::{api, app::App};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use std::path::{Component, Path, PathBuf};

/// The certificate of the own authority, for people to install.
pub async fn certificate(State(app): State<App>) -> Response {
    let Some(ca) = app.settings.ca.clone() else { return StatusCode::NOT_FOUND.into_response() };
    let headers = [
        (header::CONTENT_TYPE, "application/x-x509-ca-cert"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"luwte-ca.crt\""),
    ];
    (headers, ca).into_response()
}

/// Any other address: a file of an app, or the app's page.
pub async fn file(State(app): State<App>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let Some(folder) = app.settings.web_dir.as_deref() else { return not_built(request.headers()) };
    let Some(path) = asked_for(request.uri().path()) else { return StatusCode::NOT_FOUND.into_response() };
    let found = match path {
        // The scope of an app's service worker ends with a slash: its page must lie within. Fragments survive the way.
        Asked::Page(_) if APPS.iter().any(|app| request.uri().path().strip_prefix('/') == Some(app)) => {
            let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
            return Redirect::temporary(&format!("{}/{query}", request.uri().path())).into_response();
        }
        Asked::File(path) => read(folder, &path, request.headers()).await,
        Asked::Page(app) => read(folder, &app.join("index.html"), request.headers()).await,
    };
    found.unwrap_or_else(|| StatusCode::NOT_FOUND.into_response())
}

enum Asked {
    File(PathBuf),
    /// A page of the app in this folder, whatever deep link was asked for.
    Page(PathBuf),
}

const APPS: [&str; 2] = ["vr", "companion"];

fn asked_for(address: &str) -> Option<Asked> {
    let path = Path::new(address.trim_start_matches('/'));
    // Nothing but plain names: no parent folders, no roots, no hidden files.
    let plain = path.components().all(|part| match part {
        Component::Normal(name) => {
            name.to_str().is_some_and(|name| !name.starts_with('.') && !name.contains('\\'))
        }
        _ => false,
    });
    if !plain || address.contains('%') || address.contains('\0') {
        return None;
    }
    if path.extension().is_some() {
        return Some(Asked::File(path.to_path_buf()));
    }
    let first = path.components().next().and_then(|part| part.as_os_str().to_str());
    let app = first.filter(|first| APPS.contains(first)).unwrap_or("dashboard");
    Some(Asked::Page(PathBuf::from(app)))
}

async fn read(folder: &Path, path: &Path, headers: &HeaderMap) -> Option<Response> {
    let whole = folder.join(path);
    let name = path.file_name()?.to_str()?;
    let mut compressed = None;
    if accepts_brotli(headers) {
        let beside = whole.with_file_name(format!("{name}.br"));
        compressed = tokio::fs::read(beside).await.ok();
    }
    let is_compressed = compressed.is_some();
    let content = match compressed {
        Some(content) => content,
        None => tokio::fs::read(&whole).await.ok()?,
    };
    let is_page = name.ends_with(".html");
    let mut response = Response::new(Body::empty());
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind(name)));
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if is_compressed {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    let kept = if named_by_fingerprint(name) { "public, max-age=31536000, immutable" } else { "no-cache" };
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    if !named_by_fingerprint(name) {
        let tag = etag(&content);
        let known = headers.get(header::IF_NONE_MATCH).is_some_and(|known| *known == tag);
        out.insert(header::ETAG, tag);
        if known {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return Some(response);
        }
    }
    // Inline scripts and styles of our own pages are allowed by their fingerprint, nothing else inline is.
    // A script carries the policy too: workers are held to their own, not to their page's.
    let page = match (is_page, is_compressed) {
        (true, true) => tokio::fs::read(&whole).await.ok()?,
        (true, false) => content.clone(),
        (false, _) => Vec::new(),
    };
    if is_page || name.ends_with(".js") {
        let policy = headers::policy(&String::from_utf8_lossy(&page));
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
        }
    }
    *response.body_mut() = Body::from(content);
    Some(response)
}

fn accepts_brotli(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    accepted.split(',').any(|coding| coding.split(';').next().is_some_and(|coding| coding.trim() == "br"))
}

/// `engine-0123456789abcdef.wasm`: sixteen hexadecimal digits before the extension, as the build names files.
fn named_by_fingerprint(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name);
    stem.rsplit_once('-').is_some_and(|(_, print)| {
        print.len() == 16 && print.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    })
}

fn etag(content: &[u8]) -> HeaderValue {
    use sha2::{Digest, Sha256};
    let print: String = Sha256::digest(content).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    HeaderValue::from_str(&format!("\"{print}\"")).unwrap_or(HeaderValue::from_static("\"\""))
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("webp") => "image/webp",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("txt" | "ftl") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn not_built(headers: &HeaderMap) -> Response {
    let text = api::texts(api::language(headers)).get("web-not-built");
    (StatusCode::SERVICE_UNAVAILABLE, text).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(address: &str) -> Option<String> {
        match asked_for(address)? {
            Asked::Page(app) => Some(format!("page of {}", app.display())),
            Asked::File(path) => Some(path.display().to_string()),
        }
    }

    #[test]
    fn deep_links_open_the_page_of_their_app() {
        assert_eq!(page("/").unwrap(), "page of dashboard");
        assert_eq!(page("/clients/0192/session").unwrap(), "page of dashboard");
        assert_eq!(page("/vr").unwrap(), "page of vr");
        assert_eq!(page("/companion/watch/12").unwrap(), "page of companion");
        assert_eq!(page("/vr/headset-0123456789abcdef.wasm").unwrap(), "vr/headset-0123456789abcdef.wasm");
    }

    #[test]
    fn no_address_leads_out_of_the_folder() {
        for address in ["/../luwte.db", "/vr/../../x.txt", "/.git/config", "/vr/%2e%2e/x.js", "/vr/..\\x.js"]
        {
            assert_eq!(page(address), None, "{address}");
        }
    }

    #[test]
    fn only_names_with_a_fingerprint_are_kept_for_ever() {
        assert!(named_by_fingerprint("headset-0123456789abcdef.js"));
        for name in ["index.html", "sw.js", "headset.js", "some-longer-name.js", "x-0123456789ABCDEF.js"] {
            assert!(!named_by_fingerprint(name), "{name}");
        }
    }
}
