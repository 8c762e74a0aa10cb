//! Who may bring beats: tokens, for whom they were made, and how much at once.

use super::{Wearable, batch, now_ms};
use crate::{cli::run, stage::Stage};
use link::{
    api::{ClientSummary, NewClient},
    ingest::{NewSender, SenderSummary},
};
use reqwest::{Method, StatusCode, header};
use serde_json::json;

#[tokio::test]
async fn a_token_delivers_for_whom_it_was_made_and_reads_nothing() {
    let stage = Stage::new().await;
    let (noor, jip) = (stage.login("noor").await, stage.login("jip").await);
    let mut clients = Vec::new();
    for alias in ["Zilverplevier", "Kanoet"] {
        let client: ClientSummary =
            noor.post("/api/v1/clients", &NewClient { alias: alias.into() }).await.unwrap();
        clients.push(client.id);
    }
    let bound = Wearable::new(&stage, Some(clients[0])).await;
    let free = Wearable::new(&stage, None).await;
    let session = bound.begin(json!({})).await;
    let mine = free.begin(json!({})).await;
    let named = json!({"client": clients[1]});
    let refused = free.request(Method::POST, "/api/v1/recordings").json(&named).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::FORBIDDEN, "a token for nobody names nobody");
    for (wearable, session) in [(&free, session), (&bound, mine)] {
        let answer = wearable.send(session, &batch(now_ms(), 0..2)).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "another's recording");
    }
    let body = json!({"client": clients[1]});
    let other = bound.request(Method::POST, "/api/v1/recordings").json(&body).send().await.unwrap();
    assert_eq!(other.status(), StatusCode::FORBIDDEN);
    for path in ["/api/v1/clients", "/api/v1/sessions", "/api/v1/me", "/api/v1/senders", "/api/v1/headsets"] {
        let answer = bound.request(Method::GET, path).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{path}");
    }
    for client in [Some(clients[0]), None] {
        let new = NewSender { name: "Horloge".into(), client };
        let refused = jip.request(Method::POST, "/api/v1/senders").json(&new).send().await.unwrap();
        assert_eq!(refused.status(), StatusCode::FORBIDDEN, "whoever sees no client makes no token for any");
    }
    let senders: Vec<SenderSummary> = jip.get("/api/v1/senders").await.unwrap();
    assert_eq!(senders.len(), 2);
    for sender in &senders {
        let path = format!("/api/v1/senders/{}", sender.id);
        assert_eq!(jip.request(Method::DELETE, &path).send().await.unwrap().status(), StatusCode::NO_CONTENT);
    }
    let answer = bound.send(session, &batch(now_ms(), 0..2)).await;
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "revoked");
    let trail = stage.store.audit_trail(stage.here).await.unwrap();
    for row in [
        ("practitioner", "create", "sender"),
        ("sender", "recording-open", "session"),
        ("equipment-manager", "revoke", "sender"),
    ] {
        let row = (row.0.to_owned(), row.1.to_owned(), row.2.to_owned());
        assert!(trail.contains(&row), "{row:?} in {trail:?}");
    }
}

#[tokio::test]
async fn a_token_ends_with_the_treatment_relation_of_whoever_made_it() {
    use link::people::{Carer, EndRelation, Ending, NewRelation, Relation};
    let stage = Stage::new().await;
    let (noor, sam) = (stage.login("noor").await, stage.login("sam").await);
    let client: ClientSummary =
        noor.post("/api/v1/clients", &NewClient { alias: "Kluut".into() }).await.unwrap();
    let wearable = Wearable::new(&stage, Some(client.id)).await;
    let session = wearable.begin(json!({})).await;
    wearable.sent(session, &batch(now_ms(), 0..1)).await;
    let relations = format!("/api/v1/clients/{}/relations", client.id);
    let carer = Carer::User(sam.me().user);
    let told: Vec<Relation> = noor.post(&relations, &NewRelation { carer }).await.unwrap();
    let hers = told.iter().find(|relation| relation.carer != carer).unwrap().id;
    let end = noor.request(Method::POST, &format!("{relations}/{hers}/end"));
    let ended = end.json(&EndRelation { how: Ending::HandedOver }).send().await.unwrap();
    assert_eq!(ended.status(), StatusCode::NO_CONTENT);
    assert_eq!(wearable.send(session, &batch(now_ms(), 1..2)).await.status(), StatusCode::FORBIDDEN);
    let again = wearable.request(Method::POST, "/api/v1/recordings").json(&json!({})).send().await.unwrap();
    assert_eq!(again.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn too_much_at_once_is_told_how_long_to_wait() {
    let stage = Stage::new().await;
    let wearable = Wearable::new(&stage, None).await;
    let session = wearable.begin(json!({})).await;
    let path = format!("/api/v1/sessions/{session}/beats?device=lab-7");
    let mut waits = None;
    for _ in 0..26 {
        let began_ms = now_ms() - 4_200_000;
        let answer = wearable.send(session, &batch(began_ms, 0..4_096)).await;
        if answer.status() == StatusCode::TOO_MANY_REQUESTS {
            waits = answer.headers().get(header::RETRY_AFTER).cloned();
            break;
        }
    }
    let seconds: u64 = waits.expect("a flood is stopped").to_str().unwrap().parse().unwrap();
    assert!((1..=10).contains(&seconds), "{seconds}");
    let other = Wearable::new(&stage, None).await;
    let status = other.request(Method::GET, &path).send().await.unwrap().status();
    assert_eq!(status, StatusCode::NOT_FOUND, "another's allowance is its own");
}

#[tokio::test]
async fn a_token_is_made_listed_and_revoked_on_the_command_line() {
    let mut stage = Stage::new().await;
    stage.end().await;
    let folder = stage.folder.0.to_str().unwrap().to_owned();
    let token = |arguments: &[&str]| {
        let all = [&["token"], arguments, &["--organisation", "Hier", "--data-dir", &folder]].concat();
        run(&all)
    };
    let (code, out, err) = token(&["add", "Polsband van het lab"]);
    assert_eq!((code, out.trim().len()), (0, 43), "{err}");
    let (code, _, err) = token(&["add", "Polsband van het lab"]);
    assert_eq!(code, 2, "{err}");
    let (_, out, _) = token(&["list"]);
    assert!(out.starts_with("Polsband van het lab\tnobody in particular\tin use\t"), "{out}");
    assert_eq!(token(&["revoke", "Polsband van het lab"]).0, 0);
    assert_eq!(token(&["revoke", "Polsband van het lab"]).0, 2);
    assert!(token(&["list"]).1.contains("revoked"));
    assert_eq!(token(&["add", "Horloge", "--client", "Niemand"]).0, 2);
}
