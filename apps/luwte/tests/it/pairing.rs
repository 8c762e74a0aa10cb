//! Pairing codes: guessed, used twice, for somebody else's client.

use crate::stage::Stage;
use link::{
    Message,
    api::{NewClient, Pair, Problem},
};
use reqwest::{Method, StatusCode};

async fn pair(login: &luwte::client::Login, digits: &str) -> reqwest::Response {
    let body = Pair { digits: digits.into(), client: None, alone: false, way: None };
    login.request(Method::POST, "/api/v1/pair").json(&body).send().await.unwrap()
}

#[tokio::test]
async fn after_five_guesses_one_has_to_wait_even_with_the_right_code() {
    let stage = Stage::new().await;
    let (noor, sam) = (stage.login("noor").await, stage.login("sam").await);
    let mut headset = stage.headset().await;
    let digits = headset.pairing_code().await;
    let wrong = if digits == "0000" { "1111" } else { "0000" };
    for _ in 0..5 {
        let response = pair(&noor, wrong).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
        assert_eq!(response.json::<Problem>().await.unwrap().code, "unknown-pairing-code");
    }
    assert_eq!(pair(&noor, &digits).await.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(pair(&sam, &digits).await.status(), StatusCode::OK);
    assert_eq!(pair(&sam, &digits).await.status(), StatusCode::NOT_FOUND, "a code is used once");
}

#[tokio::test]
async fn what_is_no_code_is_told_at_once() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    for digits in ["", "123", "12345", "12a4", "١٢٣٤"] {
        assert_eq!(pair(&noor, digits).await.status(), StatusCode::UNPROCESSABLE_ENTITY, "{digits}");
    }
}

#[tokio::test]
async fn a_session_cannot_be_given_to_another_institutions_client() {
    let stage = Stage::new().await;
    let (noor, stranger) = (stage.login("noor").await, stage.login("vreemd").await);
    let theirs: link::api::ClientSummary =
        stranger.post("/api/v1/clients", &NewClient { alias: "Kluut".into() }).await.unwrap();
    let mut headset = stage.headset().await;
    let digits = headset.pairing_code().await;
    let body = Pair { digits, client: Some(theirs.id), alone: false, way: None };
    let response = noor.request(Method::POST, "/api/v1/pair").json(&body).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_headset_hears_the_name_that_the_server_knows() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let mut headset = stage.headset().await;
    headset.enter_world().await;
    let digits = headset.pairing_code().await;
    assert_eq!(pair(&noor, &digits).await.status(), StatusCode::OK);
    let asked = headset
        .until(|message| match message {
            Message::Command(command) => Some(command.act.clone()),
            _ => None,
        })
        .await;
    let session::Act::RequestWatch(watcher) = asked else { panic!("{asked:?}") };
    assert_eq!(watcher.name, "Noor Voorbeeld");
    assert_eq!(watcher.user, noor.me().user);
}

#[tokio::test]
async fn a_request_is_repeated_to_a_headset_that_was_away() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let mut headset = stage.headset().await;
    headset.enter_world().await;
    let digits = headset.pairing_code().await;
    headset.socket.close().await;
    assert_eq!(pair(&noor, &digits).await.status(), StatusCode::OK);
    headset.reconnect().await;
    headset.until(|message| matches!(message, Message::Command(_)).then_some(())).await;
}

#[tokio::test]
async fn a_clients_session_is_never_given_to_another_and_strangers_to_the_client_are_sent_away() {
    let stage = Stage::new().await;
    let (noor, sam) = (stage.login("noor").await, stage.login("sam").await);
    let mut clients = Vec::new();
    for alias in ["Kluut", "Scholekster"] {
        let client: link::api::ClientSummary =
            noor.post("/api/v1/clients", &NewClient { alias: alias.into() }).await.unwrap();
        stage.screen(&noor, client.id).await;
        clients.push(client.id);
    }
    let mut headset = stage.headset().await;
    headset.enter_world().await;
    // Sam watches while the session is nobody's; then it becomes that of a client whom Sam does not treat.
    let (mut watcher, _) = stage.watch(&mut headset, &sam).await;
    let give = async |login: &luwte::client::Login, digits: &str, client| {
        let body = Pair { digits: digits.into(), client: Some(client), alone: false, way: None };
        login.request(Method::POST, "/api/v1/pair").json(&body).send().await.unwrap()
    };
    let digits = headset.pairing_code().await;
    assert_eq!(give(&noor, &digits, clients[0]).await.status(), StatusCode::OK);
    watcher
        .until(|message| matches!(message, Message::Problem(link::Problem::Forbidden)).then_some(()))
        .await;
    assert_eq!(watcher.socket.closing_code().await, Some(4003));
    // A code that was refused still works for whoever may.
    let digits = headset.pairing_code().await;
    assert_eq!(pair(&sam, &digits).await.status(), StatusCode::FORBIDDEN);
    let refused = give(&noor, &digits, clients[1]).await;
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    assert_eq!(refused.json::<Problem>().await.unwrap().code, "session-of-another");
    assert_eq!(give(&noor, &digits, clients[0]).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn signing_out_ends_watching_along() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let mut headset = stage.headset().await;
    headset.enter_world().await;
    let (mut watcher, _) = stage.watch(&mut headset, &noor).await;
    let out = noor.request(Method::POST, "/api/v1/logout").send().await.unwrap();
    assert_eq!(out.status(), StatusCode::NO_CONTENT);
    // By itself within seconds, and at once where somebody would take over.
    watcher.command(session::Act::TakeOver).await;
    watcher
        .until(|message| matches!(message, Message::Problem(link::Problem::Forbidden)).then_some(()))
        .await;
    assert_eq!(watcher.socket.closing_code().await, Some(4003));
}
