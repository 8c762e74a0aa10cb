//! Second factors: time codes and recovery codes, each worth one way in.

use super::{Browser, code, on_both, settings, ticket, with_time_codes};
use crate::stage::{PASSWORD, Stage};
use link::{
    api::Me,
    login::{LoginPolicy, OwnLogin, Proof, SecondFactor, Way},
    people::Role,
};
use luwte::clock;
use reqwest::StatusCode;

#[tokio::test]
async fn a_time_code_is_asked_once_it_is_set_up_and_works_once() {
    on_both(async |stage| {
        let mut noor = Browser::new(stage);
        assert_eq!(noor.login("noor", PASSWORD, false).await.0, StatusCode::OK);
        let without = noor.post("/api/v1/me/totp", &Proof::default()).await;
        assert_eq!((without.0, code(&without.1)), (StatusCode::FORBIDDEN, "prove-again"));
        let (app, codes) = with_time_codes(&mut noor).await;
        assert_eq!(codes.len(), 10);
        let own: OwnLogin = noor.read("/api/v1/me/login").await;
        assert!(own.totp.is_some() && own.recovery_left == 10);
        assert_eq!(own.logins[0].way, Way::Totp, "the code that was shown raised this login");

        let mut again = Browser::new(stage);
        let waiting = ticket(&mut again, "noor").await;
        assert_eq!(again.get("/api/v1/me").await.0, StatusCode::UNAUTHORIZED, "half-way is not in");
        let second = |code: String| SecondFactor { ticket: waiting.clone(), code };
        let wrong = again.post("/api/v1/login/second", &second("000000".into())).await;
        assert_eq!((wrong.0, code(&wrong.1)), (StatusCode::FORBIDDEN, "wrong-code"));
        let used = app.code(1);
        let right = again.post("/api/v1/login/second", &second(used.clone())).await;
        assert_eq!(right.0, StatusCode::OK, "{}", right.1);
        let spent = again.post("/api/v1/login/second", &second(app.code(1))).await;
        assert_eq!((spent.0, code(&spent.1)), (StatusCode::GONE, "too-late"), "a ticket enters once");
        let mut thief = Browser::new(stage);
        let ticket = ticket(&mut thief, "noor").await;
        let replayed = thief.post("/api/v1/login/second", &SecondFactor { ticket, code: used }).await;
        assert_eq!(replayed.0, StatusCode::FORBIDDEN, "the code was used a moment ago");
    })
    .await;
}

#[tokio::test]
async fn of_two_tabs_with_one_recovery_code_one_enters() {
    on_both(async |stage| {
        let mut noor = Browser::new(stage);
        noor.login("noor", PASSWORD, false).await;
        let (_, codes) = with_time_codes(&mut noor).await;
        let (mut one, mut two) = (Browser::new(stage), Browser::new(stage));
        let code = codes[0].to_lowercase();
        let first = SecondFactor { ticket: ticket(&mut one, "noor").await, code: code.clone() };
        let second = SecondFactor { ticket: ticket(&mut two, "noor").await, code };
        let (one, two) =
            tokio::join!(one.post("/api/v1/login/second", &first), two.post("/api/v1/login/second", &second));
        let mut both = [one.0, two.0];
        both.sort();
        assert_eq!(both, [StatusCode::OK, StatusCode::FORBIDDEN]);
        let own: OwnLogin = noor.read("/api/v1/me/login").await;
        assert_eq!(own.recovery_left, 9);
        assert_eq!(own.logins.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn guessing_second_factors_is_slowed_down_however_many_come_at_once() {
    let stage = Stage::with(settings()).await;
    let mut noor = Browser::new(&stage);
    noor.login("noor", PASSWORD, false).await;
    let (app, _) = with_time_codes(&mut noor).await;
    let mut guesser = Browser::new(&stage);
    let ticket = ticket(&mut guesser, "noor").await;
    let guesses = (0..30).map(|n| {
        let (stage, ticket) = (&stage, ticket.clone());
        async move {
            let second = SecondFactor { ticket, code: format!("{n:06}") };
            Browser::new(stage).post("/api/v1/login/second", &second).await.0
        }
    });
    let answers = futures_util::future::join_all(guesses).await;
    let looked_at = answers.iter().filter(|status| **status == StatusCode::FORBIDDEN).count();
    assert_eq!(looked_at, 5, "{answers:?}");
    let right = guesser.post("/api/v1/login/second", &SecondFactor { ticket, code: app.code(1) }).await;
    assert_eq!(right.0, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn an_institution_asks_a_second_factor_of_a_role_and_nobody_is_stuck_half_way() {
    on_both(async |stage| {
        let policy = LoginPolicy { two_factors: vec![Role::Practitioner], shared_idle_minutes: 5 };
        stage.store.set_login_policy(stage.here, &policy).await.unwrap();
        assert_eq!(stage.store.login_policy(stage.here).await.unwrap(), policy);
        let mut sam = Browser::new(stage);
        let (_, me) = sam.login("sam", PASSWORD, false).await;
        assert!(serde_json::from_value::<Me>(me).unwrap().needs_second_factor);
        let clients = sam.get("/api/v1/clients").await;
        assert_eq!((clients.0, code(&clients.1)), (StatusCode::FORBIDDEN, "second-factor-needed"));
        with_time_codes(&mut sam).await;
        assert_eq!(sam.get("/api/v1/clients").await.0, StatusCode::OK);
        assert!(!sam.read::<Me>("/api/v1/me").await.needs_second_factor);
        let jip = stage.login("jip").await;
        assert!(!jip.me().needs_second_factor, "who has another role is not asked");
    })
    .await;
}

#[tokio::test]
async fn a_secret_sealed_with_another_master_key_lets_nobody_past() {
    let mut stage = Stage::with(settings()).await;
    let mut noor = Browser::new(&stage);
    noor.login("noor", PASSWORD, false).await;
    let (app, codes) = with_time_codes(&mut noor).await;
    let sealed = {
        let id = stage.store.user_by_login("noor", clock::wall_us()).await.unwrap().unwrap().0.id;
        stage.store.second_factor(id).await.unwrap().unwrap().secret
    };
    assert!(!sealed.windows(app.0.len()).any(|window| window == app.0), "nor can it be read in the record");
    stage.restart(settings()).await;
    let mut noor = Browser::new(&stage);
    let waiting = ticket(&mut noor, "noor").await;
    let second = SecondFactor { ticket: waiting.clone(), code: app.code(1) };
    let refused = noor.post("/api/v1/login/second", &second).await;
    assert_eq!(refused.0, StatusCode::INTERNAL_SERVER_ERROR);
    let by_recovery = SecondFactor { ticket: waiting, code: codes[3].clone() };
    assert_eq!(
        noor.post("/api/v1/login/second", &by_recovery).await.0,
        StatusCode::OK,
        "but a recovery code does"
    );
}
