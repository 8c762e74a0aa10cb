//! Passwords: guessed at, changed, and given anew by an administrator's link.

use super::{Browser, code, on_both, settings, with_time_codes};
use crate::stage::{PASSWORD, Stage};
use link::{
    api::Me,
    login::{NewPassword, NewReset, OneTimeLink, OwnLogin, Reset},
};
use luwte::clock;
use reqwest::{Method, StatusCode};

#[tokio::test]
async fn strangers_guesses_do_not_keep_out_who_is_known_on_this_device() {
    on_both(async |stage| {
        let mut noor = Browser::new(stage);
        assert_eq!(noor.login("noor", PASSWORD, false).await.0, StatusCode::OK);
        noor.post("/api/v1/logout", &()).await;
        let mut stranger = Browser::new(stage);
        for _ in 0..5 {
            assert_eq!(
                stranger.login("noor", "verkeerd wachtwoord", false).await.0,
                StatusCode::UNAUTHORIZED
            );
        }
        assert_eq!(stranger.login("noor", PASSWORD, false).await.0, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(noor.login("noor", PASSWORD, false).await.0, StatusCode::OK, "the address is the same");
        // The token of one's own device makes nobody else's name known.
        for _ in 0..5 {
            assert_eq!(noor.login("sam", "verkeerd wachtwoord", false).await.0, StatusCode::UNAUTHORIZED);
        }
        assert_eq!(noor.login("sam", PASSWORD, false).await.0, StatusCode::TOO_MANY_REQUESTS);
    })
    .await;
}

/// In this order: what is measured first warms the caches for what is measured last.
#[tokio::test]
async fn an_unknown_name_and_one_without_a_password_cost_as_much_work_as_a_wrong_password() {
    use luwte::auth::password;
    let known = password::hash(PASSWORD).unwrap();
    // Not by the clock: each of them comes to the same hashing, with the same parameters.
    assert!(!password::verify(PASSWORD.into(), None).await.unwrap());
    assert!(known.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    let stage = Stage::with(settings()).await;
    let user = stage.store.user_by_login("sam", clock::wall_us()).await.unwrap().unwrap().0;
    stage.store.set_password(user.id, "", &[]).await.unwrap();
    let mut anybody = Browser::new(&stage);
    let without = anybody.login("sam", "", false).await;
    let unknown = anybody.login("niemand", PASSWORD, false).await;
    let wrong = anybody.login("noor", "verkeerd wachtwoord", false).await;
    assert_eq!(without, unknown);
    assert_eq!(unknown, wrong);
}

#[tokio::test]
async fn a_new_password_signs_out_everywhere_else() {
    on_both(async |stage| {
        let (mut here, mut there) = (Browser::new(stage), Browser::new(stage));
        here.login("noor", PASSWORD, false).await;
        there.login("noor", PASSWORD, false).await;
        let new = NewPassword { current: Some(PASSWORD.into()), new: "wadlopen bij laag water".into() };
        assert_eq!(here.send(Method::PUT, "/api/v1/me/password", &new).await.0, StatusCode::NO_CONTENT);
        assert_eq!(there.get("/api/v1/me").await.0, StatusCode::UNAUTHORIZED);
        assert_eq!(here.get("/api/v1/me").await.0, StatusCode::OK);
        assert_eq!(there.login("noor", PASSWORD, false).await.0, StatusCode::UNAUTHORIZED);
        assert_eq!(there.login("noor", "wadlopen bij laag water", false).await.0, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn one_sees_where_one_is_signed_in_and_ends_it_there() {
    on_both(async |stage| {
        let (mut here, mut there, mut sam) = (Browser::new(stage), Browser::new(stage), Browser::new(stage));
        there.login("noor", PASSWORD, false).await;
        here.login("noor", PASSWORD, false).await;
        sam.login("sam", PASSWORD, false).await;
        let own: OwnLogin = here.read("/api/v1/me/login").await;
        assert_eq!(own.logins.iter().map(|login| login.this_one).collect::<Vec<_>>(), [true, false]);
        let other = format!("/api/v1/me/logins/{}", own.logins[1].id);
        assert_eq!(sam.send(Method::DELETE, &other, &()).await.0, StatusCode::NOT_FOUND, "nobody else's");
        assert_eq!(here.send(Method::DELETE, &other, &()).await.0, StatusCode::NO_CONTENT);
        assert_eq!(there.get("/api/v1/me").await.0, StatusCode::UNAUTHORIZED);
        there.login("noor", PASSWORD, false).await;
        assert_eq!(here.send(Method::DELETE, "/api/v1/me/logins", &()).await.0, StatusCode::NO_CONTENT);
        assert_eq!(there.get("/api/v1/me").await.0, StatusCode::UNAUTHORIZED);
        assert_eq!(here.get("/api/v1/me").await.0, StatusCode::OK);
        assert_eq!(sam.get("/api/v1/me").await.0, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn an_administrators_link_lets_somebody_back_in_once_and_takes_what_was_lost() {
    on_both(async |stage| {
        let mut sam = Browser::new(stage);
        let (_, me) = sam.login("sam", PASSWORD, false).await;
        let id = serde_json::from_value::<Me>(me).unwrap().user;
        with_time_codes(&mut sam).await;
        let mut kaj = Browser::new(stage);
        kaj.login("kaj", PASSWORD, false).await;
        let path = format!("/api/v1/people/{id}/reset");
        let made = kaj.post(&path, &NewReset { clears_factors: true }).await;
        assert_eq!(made.0, StatusCode::CREATED, "{}", made.1);
        let link: OneTimeLink = serde_json::from_value(made.1).unwrap();
        assert!(link.url.ends_with(&format!("/#reset={}", link.code)));
        assert_eq!(sam.post(&path, &NewReset { clears_factors: false }).await.0, StatusCode::FORBIDDEN);
        let mut stranger = Browser::new(stage);
        stranger.login("verre", PASSWORD, false).await;
        let elsewhere = stranger.post(&path, &NewReset { clears_factors: true }).await;
        assert_eq!(elsewhere.0, StatusCode::NOT_FOUND, "another institution's administrator");
        let mut lost = Browser::new(stage);
        let choose = |code: &str, password: &str| Reset { code: code.into(), password: password.into() };
        let weak = lost.post("/api/v1/login/reset", &choose(&link.code, "sam sam sam sam")).await;
        assert_eq!(code(&weak.1), "password-guessable", "and the link still works");
        let reset = choose(&link.code.to_lowercase(), "wadlopen bij laag water");
        assert_eq!(lost.post("/api/v1/login/reset", &reset).await.0, StatusCode::NO_CONTENT);
        assert_eq!(code(&lost.post("/api/v1/login/reset", &reset).await.1), "too-late");
        assert_eq!(sam.get("/api/v1/me").await.0, StatusCode::UNAUTHORIZED, "signed out everywhere");
        let (status, me) = lost.login("sam", "wadlopen bij laag water", false).await;
        assert_eq!(status, StatusCode::OK, "no second factor is asked: {me}");
        let own: OwnLogin = lost.read("/api/v1/me/login").await;
        assert!(own.totp.is_none() && own.recovery_left == 0);
    })
    .await;
}
