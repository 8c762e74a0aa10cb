//! An adverse event waits for a clinician, and says so in every list until one has reviewed it (safety rule 10).

use crate::stage::{Headset, Stage};
use link::api::{
    AdverseReview, ClientSummary, NewClient, NewReview, Pair, Paired, Problem, SessionDetail, SessionSummary,
};
use luwte::client::Login;
use reqwest::{Method, StatusCode};
use session::{Act, ClientId, Discomfort, SessionId};

/// A session of a client that ended like this.
async fn ended(stage: &Stage, noor: &Login, client: ClientId, discomfort: Discomfort) -> SessionId {
    let mut headset: Headset = stage.headset().await;
    let digits = headset.pairing_code().await;
    let _: Paired = noor
        .post("/api/v1/pair", &Pair { digits, client: Some(client), alone: false, way: None })
        .await
        .unwrap();
    headset.enter_world().await;
    headset.act(Act::Finish).await;
    headset.act(Act::Continue).await;
    headset.act(Act::RateTension(5)).await;
    headset.act(Act::ReportDiscomfort(discomfort)).await;
    headset.act(Act::Continue).await;
    headset.all_durable().await;
    headset.session
}

async fn review(login: &Login, session: SessionId, note: &str) -> Result<AdverseReview, StatusCode> {
    let path = format!("/api/v1/sessions/{session}/review");
    let response =
        login.request(Method::POST, &path).json(&NewReview { note: note.into() }).send().await.unwrap();
    match response.status() {
        StatusCode::OK => Ok(response.json().await.unwrap()),
        status => {
            let problem: Problem = response.json().await.unwrap();
            assert!(!problem.message.is_empty());
            Err(status)
        }
    }
}

#[tokio::test]
async fn safety_rule_10_an_adverse_event_waits_until_a_clinician_has_reviewed_it() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let client: ClientSummary =
        noor.post("/api/v1/clients", &NewClient { alias: "Kluut".into() }).await.unwrap();
    stage.screen(&noor, client.id).await;
    let session = ended(&stage, &noor, client.id, Discomfort::Headache).await;
    let waiting = async || {
        let clients: Vec<ClientSummary> = noor.get("/api/v1/clients").await.unwrap();
        let sessions: Vec<SessionSummary> =
            noor.get(&format!("/api/v1/clients/{}/sessions", client.id)).await.unwrap();
        let detail: SessionDetail = noor.get(&format!("/api/v1/sessions/{session}")).await.unwrap();
        assert!(sessions[0].adverse_event && detail.summary.adverse_event, "it stays in the record");
        assert_eq!(sessions[0].review, detail.summary.review);
        (clients[0].to_review, detail.summary.review)
    };
    assert_eq!(waiting().await, (1, None));
    let told =
        review(&noor, session, " Hoofdpijn zakte na tien minuten.\nVolgende keer korter. ").await.unwrap();
    assert_eq!(told.note, "Hoofdpijn zakte na tien minuten.\nVolgende keer korter.");
    assert_eq!((told.by, told.by_name.as_str()), (noor.me().user, "Noor Voorbeeld"));
    assert_eq!(waiting().await, (0, Some(told.clone())));
    let sam = stage.login("sam").await;
    let add = link::people::NewRelation { carer: link::people::Carer::User(sam.me().user) };
    let path = format!("/api/v1/clients/{}/relations", client.id);
    let _: Vec<link::people::Relation> = noor.post(&path, &add).await.unwrap();
    assert_eq!(review(&sam, session, "Ook gezien.").await, Ok(told), "what was found first stays");
    let trail = stage.store.audit_trail(stage.here).await.unwrap();
    let reviews = trail.iter().filter(|(_, action, object)| action == "review" && object == "adverse-event");
    assert_eq!(reviews.count(), 2);
}

#[tokio::test]
async fn only_clinicians_of_the_institution_review_and_only_what_went_wrong() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let client: ClientSummary =
        noor.post("/api/v1/clients", &NewClient { alias: "Kluut".into() }).await.unwrap();
    stage.screen(&noor, client.id).await;
    let fine = ended(&stage, &noor, client.id, Discomfort::None).await;
    assert_eq!(review(&noor, fine, "Niets aan de hand.").await, Err(StatusCode::NOT_FOUND));
    let session = ended(&stage, &noor, client.id, Discomfort::Panic).await;
    let stranger = stage.login("vreemd").await;
    assert_eq!(review(&stranger, session, "Gezien.").await, Err(StatusCode::NOT_FOUND));
    let jip = stage.login("jip").await;
    assert_eq!(review(&jip, session, "Gezien.").await, Err(StatusCode::FORBIDDEN));
    for note in ["", " \n ", "een\u{7}bel", &"x".repeat(1_001)] {
        assert_eq!(review(&noor, session, note).await, Err(StatusCode::UNPROCESSABLE_ENTITY), "{note:?}");
    }
    assert!(review(&noor, session, &"x".repeat(1_000)).await.is_ok());
}
