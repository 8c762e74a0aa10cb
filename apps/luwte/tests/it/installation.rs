//! What an ICT department meets: the page that installs the certificate, how the installation is, and who may see that.

use crate::stage::{Folder, Stage};
use luwte::{
    app::Settings,
    config::Config,
    pages::{Install, fingerprint},
    server::{Server, bind},
    store::Store,
    tls,
};
use reqwest::StatusCode;
use serde_json::Value;
use std::net::Ipv4Addr;

async fn with_authority() -> (Stage, String) {
    let folder = Folder::new();
    let own = tls::own(&folder.0.join("tls"), &["localhost".to_owned()]).unwrap();
    let store = Store::open(&folder.0.join("luwte.db")).await.unwrap();
    let settings = Settings {
        ca: Some(own.ca_pem.clone()),
        install: Some(Install { https_port: 8443, port: Some(8090), local_name: Some("luwte".into()) }),
        config: Some(Config { data_dir: Some(folder.0.clone()), ..Config::default() }),
        ..Settings::default()
    };
    (Stage::on(store, folder, settings).await, own.ca_pem)
}

async fn get(stage: &Stage, url: String, language: &str, host: &str) -> reqwest::Response {
    stage.site.http().get(url).header("accept-language", language).header("host", host).send().await.unwrap()
}

#[tokio::test]
async fn a_device_that_knows_no_certificate_yet_installs_it_over_plain_http() {
    let (stage, ca) = with_authority().await;
    let mut server = Server::new(stage.app.clone());
    let at = server.install(bind((Ipv4Addr::LOCALHOST, 0).into()).unwrap()).unwrap();
    tokio::spawn(server.run(core::future::pending()));
    let page = |path: &str| format!("http://{at}{path}");
    let first = get(&stage, page("/"), "nl", "luwte.local:8090").await;
    assert_eq!(
        (first.status(), &first.headers()["location"]),
        (StatusCode::TEMPORARY_REDIRECT, &"/install".parse().unwrap())
    );
    let answer = get(&stage, page("/install"), "nl", "luwte.local:8090").await;
    assert!(answer.headers()["content-security-policy"].to_str().unwrap().contains("sha256-"));
    let text = answer.text().await.unwrap();
    let print = fingerprint(&ca).unwrap();
    assert_eq!(print.split(' ').count(), 32);
    assert!(text.contains(&print) && text.contains("Meta Quest") && text.contains("Certificaat downloaden"));
    assert!(text.contains("https://luwte.local:8443/vr") && text.contains("http://luwte.local:8090/install"));
    assert!(!text.contains('⟦') && !text.contains("<script"), "whole, and without scripts");
    let english = get(&stage, page("/install?lang=en"), "nl", "luwte.local:8090").await.text().await.unwrap();
    assert!(english.contains("lang=\"en\"") && english.contains("Download the certificate"));
    let file = get(&stage, page("/ca.crt"), "nl", "luwte.local").await;
    assert_eq!(file.headers()["content-type"], "application/x-x509-ca-cert");
    assert_eq!(file.text().await.unwrap(), ca);
    // Nothing else is there: no login, no interface, no apps.
    for path in ["/api/v1/me", "/vr/", "/metrics", "/ready"] {
        assert_eq!(
            get(&stage, page(path), "nl", "luwte.local").await.status(),
            StatusCode::TEMPORARY_REDIRECT,
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_server_whose_certificate_is_known_says_that_nothing_is_to_be_installed() {
    let stage = Stage::new().await;
    let text = get(&stage, format!("{}/install", stage.site.base()), "en", "luwte.example")
        .await
        .text()
        .await
        .unwrap();
    assert!(text.contains("nothing to install") && !text.contains("/ca.crt"));
}

#[tokio::test]
async fn who_looks_after_the_headsets_sees_how_the_installation_is_and_nobody_else_does() {
    let (stage, _) = with_authority().await;
    let url = format!("{}/status", stage.site.base());
    let away = get(&stage, url.clone(), "nl", "localhost").await;
    assert_eq!(away.status(), StatusCode::TEMPORARY_REDIRECT, "to where one signs in");
    let practitioner = stage.login("noor").await;
    let refused = practitioner.request(reqwest::Method::GET, "/status").send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    let jip = stage.login("jip").await;
    let page = jip.request(reqwest::Method::GET, "/status?lang=nl").send().await.unwrap();
    assert_eq!(page.status(), StatusCode::OK);
    let text = page.text().await.unwrap();
    assert!(text.contains("Er is nog nooit een back-up gemaakt") && text.contains("Schijf"), "{text}");
    assert!(!text.contains('⟦'));
    let parts: Vec<Value> = jip.get("/api/v1/status").await.unwrap();
    let health = |key: &str| parts.iter().find(|part| part["key"] == key).unwrap()["health"].clone();
    assert_eq!(
        (health("record"), health("backup"), health("certificate")),
        ("good".into(), "soon".into(), "good".into())
    );
    stage.store.note_backup("/srv/x.zip", 7, luwte::clock::wall_us()).await.unwrap();
    let parts: Vec<Value> = jip.get("/api/v1/status").await.unwrap();
    assert!(parts.iter().any(|part| part["key"] == "backup" && part["health"] == "good"));
}

#[tokio::test]
async fn a_silent_headset_is_named_to_its_own_institution_only() {
    let (stage, _) = with_authority().await;
    let there =
        stage.store.organisations().await.unwrap().into_iter().find(|(id, _)| *id != stage.here).unwrap().0;
    for (organisation, name) in [(stage.here, "Duinbril"), (there, "Vreemdbril")] {
        let headset = stage.store.register_headset(organisation, name, 1).await.unwrap();
        stage.store.headset_seen(headset, 1).await.unwrap();
    }
    let jip = stage.login("jip").await;
    let parts: Vec<Value> = jip.get("/api/v1/status").await.unwrap();
    let headsets = parts.iter().find(|part| part["key"] == "headsets").unwrap();
    assert_eq!(headsets["health"], "soon");
    let says = headsets["says"].as_str().unwrap();
    assert!(says.contains("Duinbril") && !says.contains("Vreemdbril"), "{says}");
}
