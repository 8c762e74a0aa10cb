//! Shared tablets: locked with digits, and only so long open as somebody is there.

use super::{Browser, code, on_both, settings};
use crate::stage::{PASSWORD, Stage};
use link::login::{LockState, LoginPolicy, NewPassword, NewPin, OwnLogin, Unlock};
use luwte::clock;
use reqwest::{Method, StatusCode};

async fn shared_tablet<'a>(stage: &'a Stage, pin: &str) -> Browser<'a> {
    let mut noor = Browser::new(stage);
    let (status, me) = noor.login("noor", PASSWORD, true).await;
    assert_eq!((status, me["locks_after_s"].as_u64()), (StatusCode::OK, Some(300)));
    let pin = NewPin { pin: pin.into(), password: Some(PASSWORD.into()) };
    assert_eq!(noor.send(Method::PUT, "/api/v1/me/pin", &pin).await.0, StatusCode::NO_CONTENT);
    noor
}

#[tokio::test]
async fn a_locked_tablet_opens_with_the_digits_and_after_five_wrong_ones_only_by_signing_in() {
    on_both(async |stage| {
        let mut noor = shared_tablet(stage, "480913").await;
        assert_eq!(noor.post("/api/v1/me/lock", &()).await.0, StatusCode::NO_CONTENT);
        let refused = noor.get("/api/v1/clients").await;
        assert_eq!((refused.0, code(&refused.1)), (StatusCode::LOCKED, "locked"));
        assert_eq!(noor.post("/api/v1/me/touch", &()).await.0, StatusCode::LOCKED, "a touch opens nothing");
        let state: LockState = noor.read("/api/v1/me/lock").await;
        assert!(state.locked && state.pin_tries_left == 5 && state.name == "Noor Voorbeeld");
        let right = Unlock { pin: "480913".into() };
        let wrong = Unlock { pin: "480914".into() };
        assert_eq!(noor.post("/api/v1/me/unlock", &wrong).await.0, StatusCode::FORBIDDEN);
        assert_eq!(noor.post("/api/v1/me/unlock", &right).await.0, StatusCode::NO_CONTENT);
        assert_eq!(noor.get("/api/v1/clients").await.0, StatusCode::OK);
        noor.post("/api/v1/me/lock", &()).await;
        for left in (0..5).rev() {
            assert_eq!(code(&noor.post("/api/v1/me/unlock", &wrong).await.1), "wrong-code");
            assert_eq!(noor.read::<LockState>("/api/v1/me/lock").await.pin_tries_left, left);
        }
        let over = noor.post("/api/v1/me/unlock", &right).await;
        assert_eq!(code(&over.1), "prove-again", "not even the right ones any more");
        assert_eq!(noor.login("noor", PASSWORD, true).await.0, StatusCode::OK);
        assert_eq!(noor.get("/api/v1/clients").await.0, StatusCode::OK);
        let own: OwnLogin = noor.read("/api/v1/me/login").await;
        assert_eq!(own.logins.len(), 1, "the locked login went with the new one");
    })
    .await;
}

#[tokio::test]
async fn a_tablet_that_nobody_touched_is_locked_by_the_server_and_stays_so_over_a_restart() {
    on_both(async |stage| {
        let policy = LoginPolicy { two_factors: Vec::new(), shared_idle_minutes: 1 };
        let mut noor = Browser::new(stage);
        stage.store.set_login_policy(stage.here, &policy).await.unwrap();
        let (_, me) = noor.login("noor", PASSWORD, true).await;
        assert_eq!(me["locks_after_s"].as_u64(), Some(60));
        let token = noor.cookies.iter().find(|(name, _)| name == "luwte-login").unwrap().1.clone();
        let hash = luwte::auth::secret::Token::from_cookie(&token).hash();
        assert_eq!(noor.get("/api/v1/clients").await.0, StatusCode::OK);
        // As after a restart, two minutes after the last touch: what the server remembers is gone, the record stays.
        stage.app.ways.tablets.forget(&hash);
        let row = stage.store.login_by_token(&hash, clock::wall_us()).await.unwrap().unwrap();
        let touch = luwte::auth::tablet::Touch {
            idle_us: row.idle_us,
            seen_us: row.seen_us - 120_000_000,
            locked: row.locked,
        };
        stage.app.ways.tablets.know(&hash, touch, clock::wall_us());
        assert_eq!(noor.get("/api/v1/clients").await.0, StatusCode::LOCKED);
        assert!(!row.locked);
        noor.post("/api/v1/me/lock", &()).await;
        stage.app.ways.tablets.forget(&hash);
        assert_eq!(noor.get("/api/v1/clients").await.0, StatusCode::LOCKED, "locked in the record too");
    })
    .await;
}

#[tokio::test]
async fn however_many_guess_the_digits_at_once_five_are_looked_at() {
    let stage = Stage::with(settings()).await;
    let mut noor = shared_tablet(&stage, "480913").await;
    noor.post("/api/v1/me/lock", &()).await;
    let (cookies, csrf) = (noor.cookies.clone(), noor.csrf.clone());
    let guesses = (0..20).map(|n| {
        let mut browser = Browser { stage: &stage, cookies: cookies.clone(), csrf: csrf.clone() };
        async move {
            let answer = browser.post("/api/v1/me/unlock", &Unlock { pin: format!("1{n:05}") }).await;
            code(&answer.1).to_owned()
        }
    });
    let answers = futures_util::future::join_all(guesses).await;
    assert_eq!(answers.iter().filter(|code| *code == "wrong-code").count(), 5, "{answers:?}");
    assert_eq!(noor.get("/api/v1/me").await.0, StatusCode::LOCKED);
}

#[tokio::test]
async fn digits_and_passwords_that_anybody_guesses_are_refused() {
    let stage = Stage::with(settings()).await;
    let mut noor = Browser::new(&stage);
    noor.login("noor", PASSWORD, false).await;
    for (pin, why) in [("123456", "pin-guessable"), ("12345", "bad-input"), ("12345a", "bad-input")] {
        let pin = NewPin { pin: pin.into(), password: Some(PASSWORD.into()) };
        assert_eq!(code(&noor.send(Method::PUT, "/api/v1/me/pin", &pin).await.1), why);
    }
    for (current, new, why) in [
        (Some(PASSWORD), "te kort", "password-length"),
        (Some(PASSWORD), "password123456", "password-guessable"),
        (Some(PASSWORD), "noor voorbeeld", "password-guessable"),
        (Some("verkeerd"), "wadlopen bij laag water", "wrong-code"),
        (None, "wadlopen bij laag water", "prove-again"),
    ] {
        let new = NewPassword { current: current.map(str::to_owned), new: new.into() };
        assert_eq!(code(&noor.send(Method::PUT, "/api/v1/me/password", &new).await.1), why, "{new:?}");
    }
}
