//! Signing in: cookies, the word against forgery, slow guessing, languages.

use crate::stage::{PASSWORD, Stage};
use link::api::{Enrol, HeadsetSelf, Login, NewHeadset, Problem};
use reqwest::{Method, StatusCode, header};

async fn try_login(stage: &Stage, login: &str, password: &str) -> reqwest::Response {
    let body = Login { login: login.into(), password: password.into(), shared: false };
    stage.site.http().post(format!("{}/api/v1/login", stage.site.base())).json(&body).send().await.unwrap()
}

#[tokio::test]
async fn the_cookie_is_out_of_reach_of_scripts_and_other_sites_and_ends_with_the_login() {
    let stage = Stage::new().await;
    let response = try_login(&stage, "Noor", PASSWORD).await;
    let cookie = response.headers()[header::SET_COOKIE].to_str().unwrap().to_owned();
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && cookie.contains("Path=/"),
        "{cookie}"
    );
    let noor = stage.login("noor").await;
    assert_eq!(noor.logout().await.unwrap(), StatusCode::NO_CONTENT);
    let after = noor.request(Method::GET, "/api/v1/me").send().await.unwrap();
    assert_eq!(after.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_change_needs_the_word_and_our_own_page() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let body = serde_json::json!({"alias": "Wulp"});
    let without = stage.site.http().post(format!("{}/api/v1/clients", stage.site.base()));
    let cookie = noor.request(Method::GET, "/").build().unwrap().headers()[header::COOKIE].clone();
    let response = without.header(header::COOKIE, cookie).json(&body).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    let elsewhere =
        noor.request(Method::POST, "/api/v1/clients").header(header::ORIGIN, "https://evil.example");
    let response = elsewhere.json(&body).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    assert_eq!(response.json::<Problem>().await.unwrap().code, "other-page");
    let ours = noor.request(Method::POST, "/api/v1/clients").header(header::ORIGIN, stage.site.base());
    assert_eq!(ours.json(&body).send().await.unwrap().status(), StatusCode::CREATED);
}

#[tokio::test]
async fn a_socket_from_another_page_is_refused() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let path = format!("/api/v1/live/watch/{}", uuid::Uuid::now_v7());
    let request = noor
        .request(Method::GET, &path)
        .header(header::CONNECTION, "upgrade")
        .header(header::UPGRADE, "websocket")
        .header("sec-websocket-version", "13")
        .header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==")
        .header(header::ORIGIN, "https://evil.example");
    assert_eq!(request.send().await.unwrap().status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn guessing_a_password_is_slowed_down_and_nobody_else_is() {
    let stage = Stage::new().await;
    for _ in 0..5 {
        assert_eq!(try_login(&stage, "noor", "verkeerd wachtwoord").await.status(), StatusCode::UNAUTHORIZED);
    }
    let response = try_login(&stage, "noor", PASSWORD).await;
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
    let wait: u64 = response.headers()[header::RETRY_AFTER].to_str().unwrap().parse().unwrap();
    assert!((1..=30).contains(&wait), "a wait, not a lock: {wait} s");
    assert_eq!(try_login(&stage, "sam", PASSWORD).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn unknown_and_wrong_are_told_apart_by_nobody() {
    let stage = Stage::new().await;
    let unknown = try_login(&stage, "niemand", PASSWORD).await;
    let wrong = try_login(&stage, "noor", "verkeerd wachtwoord").await;
    assert_eq!(unknown.status(), wrong.status());
    assert_eq!(unknown.text().await.unwrap(), wrong.text().await.unwrap());
}

#[tokio::test]
async fn a_problem_is_told_in_the_language_that_was_asked_for() {
    let stage = Stage::new().await;
    for (asked, start) in [("nl-NL,nl;q=0.9", "Je bent"), ("en-GB", "You are"), ("ja", "Je bent")] {
        let request = stage.site.http().get(format!("{}/api/v1/me", stage.site.base()));
        let response = request.header(header::ACCEPT_LANGUAGE, asked).send().await.unwrap();
        let problem: Problem = response.json().await.unwrap();
        assert_eq!(problem.code, "not-signed-in");
        assert!(problem.message.starts_with(start), "{}", problem.message);
    }
}

#[tokio::test]
async fn bodies_that_are_too_large_unreadable_or_out_of_bounds_are_refused() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let post = |body: String| {
        let request =
            noor.request(Method::POST, "/api/v1/clients").header(header::CONTENT_TYPE, "application/json");
        async move { request.body(body).send().await.unwrap() }
    };
    for (body, status) in [
        (format!("{{\"alias\": \"{}\"}}", "x".repeat(20_000)), StatusCode::PAYLOAD_TOO_LARGE),
        (format!("{{\"alias\": \"{}\"}}", "x".repeat(41)), StatusCode::UNPROCESSABLE_ENTITY),
        ("{\"alias\": \"  \"}".into(), StatusCode::UNPROCESSABLE_ENTITY),
        ("{\"alias\": \"a\\nb\"}".into(), StatusCode::UNPROCESSABLE_ENTITY),
        ("{\"name\": \"a\"}".into(), StatusCode::UNPROCESSABLE_ENTITY),
        ("not json".into(), StatusCode::BAD_REQUEST),
    ] {
        let response = post(body.clone()).await;
        assert_eq!(response.status(), status, "{body}");
        assert!(!response.json::<Problem>().await.unwrap().message.is_empty());
    }
    assert_eq!(post("{\"alias\": \"Tapuit\"}".into()).await.status(), StatusCode::CREATED);
    let again = post("{\"alias\": \"Tapuit\"}".into()).await;
    assert_eq!(again.status(), StatusCode::CONFLICT);
    let bad_id = noor.request(Method::GET, "/api/v1/sessions/4821").send().await.unwrap();
    assert_eq!(bad_id.status(), StatusCode::BAD_REQUEST);
    let unknown = noor.request(Method::GET, "/api/v1/nothing").send().await.unwrap();
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
    assert_eq!(unknown.json::<Problem>().await.unwrap().code, "unknown");
}

#[tokio::test]
async fn an_enrolment_code_works_once() {
    let stage = Stage::new().await;
    let jip = stage.login("jip").await;
    let code: link::api::EnrolmentCode =
        jip.post("/api/v1/headsets", &NewHeadset { name: "Kamer 3".into() }).await.unwrap();
    assert_eq!(code.url, format!("{}/vr#enrol={}", stage.site.base(), code.code));
    let headset = stage.site.enrol(&code.code.to_lowercase()).await.unwrap();
    let own: HeadsetSelf =
        headset.request(Method::GET, "/api/v1/headset").send().await.unwrap().json().await.unwrap();
    assert_eq!((own.name.as_str(), own.organisation_name.as_str()), ("Kamer 3", "Hier"));
    let again = stage.site.http().post(format!("{}/api/v1/headsets/enrol", stage.site.base()));
    let again = again.json(&Enrol { code: code.code, key: None, former: Vec::new() }).send().await.unwrap();
    assert_eq!(again.status(), StatusCode::NOT_FOUND);
    assert_eq!(again.json::<Problem>().await.unwrap().code, "unknown-enrolment-code");
}

#[tokio::test]
async fn an_old_enrolment_code_does_not_work_and_guessing_is_slowed_down() {
    let stage = Stage::new().await;
    let headset = stage.store.register_headset(stage.here, "Oud", 0).await.unwrap();
    let hash = luwte::auth::secret::enrolment_code_hash("OLDCODE00000");
    stage.store.add_enrolment(headset, &hash, 0, 1_000_000).await.unwrap();
    assert!(stage.site.enrol("OLDCODE00000").await.is_err());
    for n in 0..9 {
        assert!(stage.site.enrol(&format!("GUESS{n}")).await.is_err());
    }
    let response = stage.site.http().post(format!("{}/api/v1/headsets/enrol", stage.site.base()));
    let response =
        response.json(&Enrol { code: "GUESS".into(), key: None, former: Vec::new() }).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
}
