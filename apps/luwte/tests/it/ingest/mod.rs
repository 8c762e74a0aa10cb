//! Beats of other wearables: batches and streams, each packet once however the network behaves.

mod examples;
mod files;
mod tokens;

use crate::stage::{Headset, Stage, Watcher, witness};
use link::{
    Message,
    api::{ClientSummary, NewClient, SessionDetail, SessionSummary},
    ingest::{Feedable, NewSender, PlacedProblem, Received, SenderToken},
};
use reqwest::{Method, StatusCode, header};
use serde_json::{Value, json};
use session::{ClientId, Consent, SessionId, Stream, Subject};
use uuid::Uuid;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/heart");

/// A program of another wearable.
pub struct Wearable {
    base: String,
    http: reqwest::Client,
    token: String,
}

impl Wearable {
    pub async fn new(stage: &Stage, client: Option<ClientId>) -> Self {
        let noor = stage.login("noor").await;
        let name = format!("Polsband {}", Uuid::new_v4().as_u128() % 1_000_000);
        let made: SenderToken = noor.post("/api/v1/senders", &NewSender { name, client }).await.unwrap();
        Self { base: stage.site.base().to_owned(), http: stage.site.http().clone(), token: made.token }
    }

    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.http
            .request(method, format!("{}{path}", self.base))
            .bearer_auth(&self.token)
            .header(header::ACCEPT_LANGUAGE, "en")
    }

    pub async fn begin(&self, body: Value) -> SessionId {
        let answer = self.request(Method::POST, "/api/v1/recordings").json(&body).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::CREATED);
        answer.json::<Feedable>().await.unwrap().session
    }

    pub async fn send(&self, session: SessionId, body: &Value) -> reqwest::Response {
        let path = format!("/api/v1/sessions/{session}/beats");
        self.request(Method::POST, &path).json(body).send().await.unwrap()
    }

    pub async fn sent(&self, session: SessionId, body: &Value) -> Received {
        let answer = self.send(session, body).await;
        assert_eq!(answer.status(), StatusCode::OK);
        answer.json().await.unwrap()
    }

    pub async fn lines(&self, session: SessionId, query: &str, lines: String) -> reqwest::Response {
        let path = format!("/api/v1/sessions/{session}/beats?{query}");
        let request = self.request(Method::POST, &path);
        request.header(header::CONTENT_TYPE, "application/x-ndjson").body(lines).send().await.unwrap()
    }
}

/// Watermark, what is missing, and how many were new.
pub fn what(received: &Received) -> (u32, Vec<[u32; 2]>, u32) {
    assert!((received.now_ms - now_ms()).abs() < 60_000);
    (received.watermark, received.missing.clone(), received.fresh)
}

pub fn now_ms() -> i64 {
    luwte::clock::wall_us() / 1_000
}

/// One packet a second with one interval of a second, with these numbers, since this moment.
pub fn batch(began_ms: i64, numbers: impl IntoIterator<Item = i64>) -> Value {
    let packet = |n: i64| json!({"n": n, "at_ms": began_ms + 1_000 * n, "rr": [1_000]});
    let packets: Vec<Value> = numbers.into_iter().map(packet).collect();
    json!({"device": "lab-7", "unit": "ms", "packets": packets})
}

/// The numbers in the record, in the order in which they are read.
pub async fn numbers(stage: &Stage, session: SessionId) -> Vec<u32> {
    let read = witness(&stage.store, stage.here).await;
    let rows = stage.store.beats(&read, session).await.unwrap();
    rows.iter().flat_map(|row| (row.first_n..).zip(&row.packets).map(|(n, _)| n)).collect()
}

#[tokio::test]
async fn every_packet_stands_once_however_often_and_in_what_order_it_comes() {
    let stage = Stage::new().await;
    let wearable = Wearable::new(&stage, None).await;
    let began_ms = now_ms() - 600_000;
    let id = Uuid::now_v7();
    let session = wearable.begin(json!({"id": id, "began_ms": began_ms})).await;
    assert_eq!(wearable.begin(json!({"id": id, "began_ms": began_ms})).await, session, "begun once");
    let began = async || stage.store.session(session).await.unwrap().unwrap().opened_us / 1_000;
    let later = began_ms + 90_000;
    wearable.begin(json!({"id": id, "began_ms": later})).await;
    assert_eq!(began().await, later, "what never got a packet begins when the next says");
    wearable.begin(json!({"id": id, "began_ms": began_ms})).await;
    assert_eq!(began().await, began_ms);
    let late = wearable.sent(session, &batch(began_ms, 40..60)).await;
    assert_eq!(what(&late), (0, vec![[0, 40]], 20));
    wearable.begin(json!({"id": id, "began_ms": later})).await;
    assert_eq!(began().await, began_ms, "what was measured stays where it is");
    let early = wearable.sent(session, &batch(began_ms, 0..30)).await;
    assert_eq!(what(&early), (30, vec![[30, 40]], 30));
    assert_eq!(wearable.sent(session, &batch(began_ms, 0..60)).await.fresh, 10);
    let (all, again) = (batch(began_ms, 55..100), batch(began_ms, (50..100).rev()));
    let (all, again) = tokio::join!(wearable.sent(session, &all), wearable.sent(session, &again));
    assert_eq!(all.fresh + again.fresh, 40, "of two that came at once each packet is one's");
    assert_eq!(numbers(&stage, session).await, (0..100).collect::<Vec<_>>());
    let path = format!("/api/v1/sessions/{session}/beats?device=lab-7");
    let known: Received = wearable.request(Method::GET, &path).send().await.unwrap().json().await.unwrap();
    assert_eq!(what(&known), (100, vec![], 0));
}

#[tokio::test]
async fn a_recording_stands_on_its_clients_timeline_with_the_heart_of_any_session() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let client: ClientSummary =
        noor.post("/api/v1/clients", &NewClient { alias: "Zilverplevier".into() }).await.unwrap();
    let wearable = Wearable::new(&stage, Some(client.id)).await;
    let began_ms = now_ms() - 600_000;
    let session = wearable.begin(json!({"began_ms": began_ms})).await;
    wearable.sent(session, &batch(began_ms, (1..=300).rev())).await;
    let end = format!("/api/v1/recordings/{session}/end");
    for _ in 0..2 {
        let ended = wearable.request(Method::POST, &end).send().await.unwrap();
        assert_eq!(ended.status(), StatusCode::NO_CONTENT);
    }
    let sessions: Vec<SessionSummary> =
        noor.get(&format!("/api/v1/clients/{}/sessions", client.id)).await.unwrap();
    let [summary] = sessions.as_slice() else { panic!("{sessions:?}") };
    assert_eq!((summary.id, summary.subject, summary.recording), (session, Subject::Client(client.id), true));
    assert_eq!(summary.length.0, 300_000_000, "it ends with its newest packet");
    let detail: SessionDetail = noor.get(&format!("/api/v1/sessions/{session}")).await.unwrap();
    let rates: Vec<f64> = detail.heart.iter().filter_map(|now| now.heart_rate_bpm).collect();
    assert!(rates.len() > 50 && rates.iter().all(|bpm| (bpm - 60.0).abs() < 1.0), "{rates:?}");
    assert_eq!(detail.events.len(), 2, "begun and ended, once each: {:?}", detail.events);
}

#[tokio::test]
async fn what_is_wrong_is_refused_with_its_place_and_nothing_of_it_is_kept() {
    let stage = Stage::new().await;
    let wearable = Wearable::new(&stage, None).await;
    let began_ms = now_ms() - 600_000;
    let session = wearable.begin(json!({"began_ms": began_ms})).await;
    let mut wrong = batch(began_ms, 0..5);
    wrong["packets"][3]["rr"][0] = json!(70_000);
    let mut future = batch(began_ms, 0..2);
    future["packets"][1]["at_ms"] = json!(now_ms() + 3_600_000);
    let mut early = batch(began_ms, 0..2);
    early["packets"][0]["at_ms"] = json!(began_ms - 3_600_000);
    for (body, place, fault) in [
        (wrong, "packets[3].rr[0]", "interval"),
        (future, "packets[1].at_ms", "future"),
        (early, "packets[0].at_ms", "before-begin"),
    ] {
        let answer = wearable.send(session, &body).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let problem: PlacedProblem = answer.json().await.unwrap();
        assert_eq!((problem.place.as_str(), problem.fault.as_str()), (place, fault));
        assert!(problem.message.contains(place), "{}", problem.message);
    }
    assert_eq!(numbers(&stage, session).await, [0_u32; 0]);
    let large = json!({"device": "x".repeat(2 << 20), "unit": "ms", "packets": []});
    assert_eq!(wearable.send(session, &large).await.status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_stream_is_kept_up_to_the_line_that_is_wrong_and_goes_on_from_there() {
    let stage = Stage::new().await;
    let wearable = Wearable::new(&stage, None).await;
    let began_ms = now_ms() - 3_600_000;
    let session = wearable.begin(json!({"began_ms": began_ms})).await;
    let line = |n: i64| format!("{}\n", json!({"n": n, "at_ms": began_ms + 1_000 * n, "rr": [1024]}));
    let query = "device=lab-7&epoch=3&unit=1/1024s";
    let broken = format!("{}\n{}{{\"n\": nothing}}\n{}", line(0), line(1), line(2));
    let answer = wearable.lines(session, query, broken).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let problem: PlacedProblem = answer.json().await.unwrap();
    assert_eq!((problem.place.as_str(), problem.fault.as_str()), ("line 4: n", "shape"));
    let whole: String = (0..2_000).map(line).collect();
    let answer = wearable.lines(session, query, whole).await;
    let received: Received = answer.json().await.unwrap();
    assert_eq!(what(&received), (2_000, vec![], 1_998));
    let answer = wearable.lines(session, "device=lab-7", line(0)).await;
    let problem: PlacedProblem = answer.json().await.unwrap();
    assert_eq!(problem.place, "unit");
}

#[tokio::test]
async fn beats_of_a_wearable_reach_the_headset_and_stand_in_its_session() {
    let stage = Stage::new().await;
    let mut headset = stage.headset().await;
    headset.all_durable().await;
    let wearable = Wearable::new(&stage, None).await;
    let live: Vec<Feedable> =
        wearable.request(Method::GET, "/api/v1/live/sessions").send().await.unwrap().json().await.unwrap();
    assert_eq!(live.iter().map(|live| live.session).collect::<Vec<_>>(), [headset.session]);
    let began_ms = now_ms();
    let received = wearable.sent(headset.session, &batch(began_ms, 0..3)).await;
    assert_eq!(received.watermark, 3);
    headset.until(|message| matches!(message, Message::Heart(_)).then_some(())).await;
    let other = Wearable::new(&stage, None).await;
    let taken = other.send(headset.session, &batch(began_ms, 0..3)).await;
    assert_eq!(taken.status(), StatusCode::CONFLICT, "one device at a time");
    assert_eq!(taken.json::<Value>().await.unwrap()["code"], "strap-taken");
}

#[tokio::test]
async fn who_watches_is_told_that_intervals_were_found_by_light() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let mut headset = stage.headset().await;
    let (mut watcher, _) = stage.watch(&mut headset, &noor).await;
    let wearable = Wearable::new(&stage, None).await;
    let began_ms = now_ms();
    let mut light = batch(began_ms, 0..2);
    for packet in light["packets"].as_array_mut().unwrap() {
        packet["light_error_ms"] = json!([5]);
    }
    wearable.sent(headset.session, &light).await;
    let by_light =
        |message: &Message| if let Message::ByLight(by_light) = message { Some(*by_light) } else { None };
    assert!(watcher.until(by_light).await);
    let mut late = Watcher::open(&noor, headset.session).await;
    assert!(late.until(by_light).await, "also who comes later");
    wearable.sent(headset.session, &batch(began_ms, 2..4)).await;
    assert!(!watcher.until(by_light).await, "and when it is so no longer");
}

#[tokio::test]
async fn what_the_client_does_not_let_be_kept_moves_the_watermark_only() {
    let stage = Stage::new().await;
    let closed = Consent { heart: Stream::CLOSED, ..Consent::default() };
    let mut headset = Headset::begin(stage.enrol(stage.here, "Duinbril").await, closed).await;
    headset.all_durable().await;
    let wearable = Wearable::new(&stage, None).await;
    assert_eq!(wearable.sent(headset.session, &batch(now_ms(), 0..3)).await.watermark, 3);
    assert_eq!(numbers(&stage, headset.session).await, [0_u32; 0]);
}

#[tokio::test]
async fn numbers_in_too_many_pieces_and_devices_without_end_are_refused() {
    let stage = Stage::new().await;
    let wearable = Wearable::new(&stage, None).await;
    let began_ms = now_ms() - 1_000_000;
    let session = wearable.begin(json!({"began_ms": began_ms})).await;
    let answer = wearable.send(session, &batch(began_ms, (0..300).map(|n| 2 * n))).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.json::<PlacedProblem>().await.unwrap().place, "packets[0].n");
    let answer = wearable.send(session, &batch(began_ms, (0..200).map(|n| 2 * n))).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let mut statuses = Vec::new();
    for epoch in 1..65 {
        let mut body = batch(began_ms, 0..1);
        body["epoch"] = json!(epoch);
        statuses.push(wearable.send(session, &body).await.status());
    }
    assert_eq!(statuses.pop(), Some(StatusCode::UNPROCESSABLE_ENTITY), "the sixty-fifth");
    assert!(statuses.iter().all(|status| *status == StatusCode::OK), "{statuses:?}");
}
