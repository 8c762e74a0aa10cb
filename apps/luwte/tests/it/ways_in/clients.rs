//! Clients sign in with a code, and see nothing of the house.

use super::{Browser, code, on_both, settings};
use crate::stage::{PASSWORD, Stage};
use link::{
    api::{ClientSummary, NewClient, Problem},
    login::{ClientCode, ClientMe},
};
use reqwest::{Method, StatusCode};

#[tokio::test]
async fn a_client_signs_in_with_a_code_and_sees_nothing_of_the_house() {
    on_both(async |stage| {
        let mut noor = Browser::new(stage);
        noor.login("noor", PASSWORD, false).await;
        let (_, client) = noor.post("/api/v1/clients", &NewClient { alias: "Tapuit".into() }).await;
        let client: ClientSummary = serde_json::from_value(client).unwrap();
        let path = format!("/api/v1/clients/{}/code", client.id);
        let (status, given) = noor.post(&path, &()).await;
        assert_eq!(status, StatusCode::CREATED, "{given}");
        let given: ClientCode = serde_json::from_value(given).unwrap();
        let mut jip = Browser::new(stage);
        jip.login("jip", PASSWORD, false).await;
        assert_eq!(jip.post(&path, &()).await.0, StatusCode::FORBIDDEN);
        let mut sam = Browser::new(stage);
        sam.login("sam", PASSWORD, false).await;
        let (status, refused) = sam.post(&path, &()).await;
        assert_eq!((status, code(&refused)), (StatusCode::FORBIDDEN, "not-treating"));

        let mut tapuit = Browser::new(stage);
        let typed = serde_json::json!({ "code": given.code.replace('-', " ").to_lowercase() });
        let (status, me) = tapuit.post("/api/v1/client/login", &typed).await;
        assert_eq!(status, StatusCode::OK, "{me}");
        let me: ClientMe = serde_json::from_value(me).unwrap();
        assert_eq!(me.alias, "Tapuit");
        let again = Browser::new(stage).post("/api/v1/client/login", &typed).await;
        assert_eq!(code(&again.1), "wrong-code", "what a colleague knows works once");
        let own = serde_json::json!({ "code": me.own_code.unwrap().code, "shared": true });
        let mut shared = Browser::new(stage);
        let (status, me) = shared.post("/api/v1/client/login", &own).await;
        assert_eq!((status, &me["own_code"]), (StatusCode::OK, &serde_json::Value::Null));
        let before = shared.cookies.clone();
        assert_eq!(shared.post("/api/v1/client/login", &own).await.0, StatusCode::OK);
        shared.cookies = before;
        assert_eq!(shared.get("/api/v1/client/me").await.0, StatusCode::UNAUTHORIZED, "the former has ended");
        assert_eq!(tapuit.read::<ClientMe>("/api/v1/client/me").await.client, client.id);
        for house in ["/api/v1/me", "/api/v1/clients", "/api/v1/headsets", "/api/v1/me/login"] {
            assert_eq!(tapuit.get(house).await.0, StatusCode::UNAUTHORIZED, "{house}");
        }
        let (status, changed) = tapuit.post("/api/v1/client/code", &()).await;
        assert_eq!(status, StatusCode::CREATED);
        assert_ne!(changed["code"], given.code.as_str());
        assert_eq!(tapuit.get("/api/v1/client/me").await.0, StatusCode::OK, "here they stay");
        let old = Browser::new(stage).post("/api/v1/client/login", &typed).await;
        assert_eq!(code(&old.1), "wrong-code");
        let taken = noor.send(Method::DELETE, &format!("/api/v1/clients/{}/login", client.id), &()).await;
        assert_eq!(taken.0, StatusCode::NO_CONTENT);
        assert_eq!(tapuit.get("/api/v1/client/me").await.0, StatusCode::UNAUTHORIZED);
        assert_eq!(Browser::new(stage).post("/api/v1/client/login", &changed).await.0, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn guessing_clients_codes_is_slowed_down() {
    let stage = Stage::with(settings()).await;
    let mut guesser = Browser::new(&stage);
    for n in 0..50 {
        let guess = serde_json::json!({ "code": format!("AAAA-AAAA-{n:04}") });
        assert_eq!(guesser.post("/api/v1/client/login", &guess).await.0, StatusCode::FORBIDDEN);
    }
    let problem = guesser.post("/api/v1/client/login", &serde_json::json!({ "code": "x" })).await;
    assert_eq!(problem.0, StatusCode::TOO_MANY_REQUESTS);
    assert!(!serde_json::from_value::<Problem>(problem.1).unwrap().message.is_empty());
}
