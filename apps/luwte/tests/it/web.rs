//! The web apps as browsers fetch them: kept for ever or asked for again, compressed, held to a policy; and the interface's own schema.

use crate::stage::{Folder, Stage};
use luwte::app::Settings;
use reqwest::{StatusCode, header};
use std::fs;

async fn stage() -> (Stage, Folder) {
    let folder = Folder::new();
    for (path, text) in [
        (
            "vr/index.html",
            "<!doctype html><script>boot()</script><script src=\"/vr/a-0123456789abcdef.js\"></script>",
        ),
        ("vr/a-0123456789abcdef.js", "hallo"),
        ("vr/a-0123456789abcdef.js.br", "(brotli)"),
        ("vr/sw.js", "worker"),
        ("companion/index.html", "companion"),
        ("dashboard/index.html", "dashboard"),
    ] {
        let file = folder.0.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let settings = Settings {
        web_dir: Some(folder.0.clone()),
        ca: Some("-----BEGIN CERTIFICATE-----".into()),
        ..Settings::default()
    };
    (Stage::with(settings).await, folder)
}

async fn get(stage: &Stage, path: &str, accept: &str) -> reqwest::Response {
    let request = stage.site.http().get(format!("{}{path}", stage.site.base()));
    request.header(header::ACCEPT_ENCODING, accept).send().await.unwrap()
}

#[tokio::test]
async fn files_with_a_fingerprint_are_kept_and_pages_are_asked_for_again() {
    let (stage, _folder) = stage().await;
    let script = get(&stage, "/vr/a-0123456789abcdef.js", "gzip").await;
    assert_eq!(script.headers()[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
    assert_eq!(script.headers()[header::CONTENT_TYPE], "text/javascript; charset=utf-8");
    assert_eq!(script.text().await.unwrap(), "hallo");
    let small = get(&stage, "/vr/a-0123456789abcdef.js", "gzip, br;q=0.9").await;
    assert_eq!(small.headers()[header::CONTENT_ENCODING], "br");
    for path in ["/vr/", "/vr/sw.js", "/"] {
        assert_eq!(get(&stage, path, "").await.headers()[header::CACHE_CONTROL], "no-cache", "{path}");
    }
    let tag = get(&stage, "/vr/sw.js", "").await.headers()[header::ETAG].clone();
    let again = stage.site.http().get(format!("{}/vr/sw.js", stage.site.base()));
    let again = again.header(header::IF_NONE_MATCH, tag).send().await.unwrap();
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn deep_links_open_their_app_and_what_is_not_there_is_not_there() {
    let (stage, _folder) = stage().await;
    assert_eq!(get(&stage, "/clients/7/sessions", "").await.text().await.unwrap(), "dashboard");
    assert_eq!(get(&stage, "/companion/watch/7", "").await.text().await.unwrap(), "companion");
    let to_scope = get(&stage, "/vr?lang=en", "").await;
    assert_eq!(to_scope.headers()[header::LOCATION], "/vr/?lang=en");
    assert_eq!(get(&stage, "/vr/nothing.js", "").await.status(), StatusCode::NOT_FOUND);
    assert_eq!(
        get(&stage, "/ca.crt", "").await.headers()[header::CONTENT_TYPE],
        "application/x-x509-ca-cert"
    );
}

#[tokio::test]
async fn pages_are_held_to_themselves() {
    let (stage, _folder) = stage().await;
    let page = get(&stage, "/vr/", "").await;
    let policy = page.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval' 'sha256-"), "{policy}");
    assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("http"), "{policy}");
    let worker = get(&stage, "/vr/sw.js", "").await;
    let policy = worker.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(policy.contains("connect-src 'self'"), "a worker fetches for its page: {policy}");
    let permissions = page.headers()["permissions-policy"].to_str().unwrap();
    // Web Bluetooth has no policy of its own in browsers (they warn about the name), so it needs none.
    assert!(permissions.contains("xr-spatial-tracking=(self)") && !permissions.contains("bluetooth"));
    assert_eq!(page.headers()["cross-origin-opener-policy"], "same-origin");
    assert_eq!(page.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
}

#[tokio::test]
async fn without_web_apps_the_server_says_how_to_build_them() {
    let stage = Stage::new().await;
    let page = get(&stage, "/", "").await;
    assert_eq!(page.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.text().await.unwrap().contains("cargo xtask web"));
}

#[tokio::test]
async fn the_served_descriptions_are_the_printed_ones() {
    let stage = Stage::new().await;
    let openapi: serde_json::Value = get(&stage, "/api/openapi.json", "").await.json().await.unwrap();
    assert_eq!(openapi, serde_json::to_value(luwte::api::openapi()).unwrap());
    let live: serde_json::Value = get(&stage, "/api/live-schema.json", "").await.json().await.unwrap();
    assert_eq!(live, luwte::live::schema());
    for description in [&openapi, &live] {
        references_lead_somewhere(description, description);
    }
}

fn references_lead_somewhere(whole: &serde_json::Value, part: &serde_json::Value) {
    match part {
        serde_json::Value::Object(fields) => {
            if let Some(reference) = fields.get("$ref").and_then(|reference| reference.as_str()) {
                assert!(
                    whole.pointer(reference.trim_start_matches('#')).is_some(),
                    "{reference} leads nowhere"
                );
            }
            fields.values().for_each(|field| references_lead_somewhere(whole, field));
        }
        serde_json::Value::Array(items) => {
            items.iter().for_each(|item| references_lead_somewhere(whole, item))
        }
        _ => {}
    }
}
