//! Beats of other wearables: batches and streams, each packet once however the network behaves, and who may bring them.

use crate::{
    cli::run,
    stage::{Headset, PATIENCE, Stage, witness},
};
use link::{
    Message,
    api::{ClientSummary, NewClient, SessionDetail, SessionSummary},
    ingest::{
        Feedable, FileFormat, Imported, NewSender, PlacedProblem, Received, SenderSummary, SenderToken,
    },
};
use reqwest::{Method, StatusCode, header};
use serde_json::{Value, json};
use session::{ClientId, Consent, SessionId, Stream, Subject};
use std::process::{Command, Stdio};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use uuid::Uuid;

#[path = "../../examples/ingest.rs"]
#[allow(dead_code, reason = "its command line is not called here")]
mod example;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/heart");

/// A program of another wearable.
struct Wearable {
    base: String,
    http: reqwest::Client,
    token: String,
}

impl Wearable {
    async fn new(stage: &Stage, client: Option<ClientId>) -> Self {
        let noor = stage.login("noor").await;
        let name = format!("Polsband {}", Uuid::new_v4().as_u128() % 1_000_000);
        let made: SenderToken = noor.post("/api/v1/senders", &NewSender { name, client }).await.unwrap();
        Self { base: stage.site.base().to_owned(), http: stage.site.http().clone(), token: made.token }
    }

    fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.http
            .request(method, format!("{}{path}", self.base))
            .bearer_auth(&self.token)
            .header(header::ACCEPT_LANGUAGE, "en")
    }

    async fn begin(&self, body: Value) -> SessionId {
        let answer = self.request(Method::POST, "/api/v1/recordings").json(&body).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::CREATED);
        answer.json::<Feedable>().await.unwrap().session
    }

    async fn send(&self, session: SessionId, body: &Value) -> reqwest::Response {
        let path = format!("/api/v1/sessions/{session}/beats");
        self.request(Method::POST, &path).json(body).send().await.unwrap()
    }

    async fn sent(&self, session: SessionId, body: &Value) -> Received {
        let answer = self.send(session, body).await;
        assert_eq!(answer.status(), StatusCode::OK);
        answer.json().await.unwrap()
    }

    async fn lines(&self, session: SessionId, query: &str, lines: String) -> reqwest::Response {
        let path = format!("/api/v1/sessions/{session}/beats?{query}");
        let request = self.request(Method::POST, &path);
        request.header(header::CONTENT_TYPE, "application/x-ndjson").body(lines).send().await.unwrap()
    }
}

/// Watermark, what is missing, and how many were new.
fn what(received: &Received) -> (u32, Vec<[u32; 2]>, u32) {
    assert!((received.now_ms - now_ms()).abs() < 60_000);
    (received.watermark, received.missing.clone(), received.fresh)
}

fn now_ms() -> i64 {
    luwte::clock::wall_us() / 1_000
}

/// One packet a second with one interval of a second, with these numbers, since this moment.
fn batch(began_ms: i64, numbers: impl IntoIterator<Item = i64>) -> Value {
    let packet = |n: i64| json!({"n": n, "at_ms": began_ms + 1_000 * n, "rr": [1_000]});
    let packets: Vec<Value> = numbers.into_iter().map(packet).collect();
    json!({"device": "lab-7", "unit": "ms", "packets": packets})
}

/// The numbers in the record, in the order in which they are read.
async fn numbers(stage: &Stage, session: SessionId) -> Vec<u32> {
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

/// A network that loses every second answer: the request arrives, what the server says does not.
async fn lossy(to: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        for connection in 0_u32.. {
            let Ok((mut from, _)) = listener.accept().await else { return };
            let to = to.clone();
            tokio::spawn(async move {
                let mut onward = TcpStream::connect(to).await.unwrap();
                if connection % 2 == 1 {
                    let _ = tokio::io::copy_bidirectional(&mut from, &mut onward).await;
                    return;
                }
                let (mut read, mut write) = from.split();
                let (mut answers, mut requests) = onward.split();
                let mut first = [0; 1];
                // Until the server begins to answer; then the line is cut.
                tokio::select! {
                    _ = tokio::io::copy(&mut read, &mut requests) => {}
                    _ = answers.read(&mut first) => {}
                }
                let _ = write.shutdown().await;
            });
        }
    });
    format!("http://{address}")
}

/// The intervals that stand in the record after a program said this, in 1/1024 s.
async fn kept(stage: &Stage, said: &Value) -> Vec<u16> {
    let session: SessionId = said["recording"].as_str().unwrap().parse().unwrap();
    let read = witness(&stage.store, stage.here).await;
    let rows = stage.store.beats(&read, session).await.unwrap();
    let packets = rows.iter().flat_map(|row| &row.packets);
    let intervals: Vec<u16> =
        packets.flat_map(|packet| hrv::Packet::parse(&packet.bytes).unwrap().rr_ticks().to_vec()).collect();
    assert_eq!(said["watermark"], intervals.len());
    intervals
}

/// Runs the Python example over a network that loses answers; what it says.
async fn python(stage: &Stage, arguments: &[&str], input: Stdio) -> Value {
    let wearable = Wearable::new(stage, None).await;
    let server = lossy(stage.site_address()).await;
    let mut command = Command::new("python3");
    command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/sdk/ingest.py"));
    command.args(["--server", &server]).args(arguments);
    command.env("LUWTE_TOKEN", &wearable.token).env("PYTHONDONTWRITEBYTECODE", "1").stdin(input);
    let running = tokio::task::spawn_blocking(move || command.output().unwrap());
    let output = tokio::time::timeout(4 * PATIENCE, running).await.unwrap().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The intervals of a recording of ours, in 1/1024 s.
fn told(file: &str) -> Vec<u16> {
    let text = std::fs::read_to_string(file).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| (line.parse::<f64>().unwrap() / hrv::MILLIS_PER_TICK).round() as u16).collect()
}

#[tokio::test]
async fn the_python_example_delivers_every_beat_once_over_a_network_that_loses_answers() {
    let stage = Stage::new().await;
    let file = format!("{FIXTURES}/tense.rr.txt");
    let said = python(&stage, &[&file], Stdio::null()).await;
    assert_eq!(kept(&stage, &said).await, told(&file));
    let file = format!("{FIXTURES}/minute.rr.txt");
    let said = python(&stage, &["--follow"], std::fs::File::open(&file).unwrap().into()).await;
    assert_eq!(kept(&stage, &said).await, told(&file));
}

#[tokio::test]
async fn the_rust_example_delivers_every_beat_once_over_a_network_that_loses_answers() {
    let stage = Stage::new().await;
    let wearable = Wearable::new(&stage, None).await;
    let server = lossy(stage.site_address()).await;
    let file = format!("{FIXTURES}/tense.rr.txt");
    // As the example's own `main` does.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let said = example::send(&server, &wearable.token, &file).await.unwrap();
    assert_eq!(kept(&stage, &said).await, told(&file));
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

#[tokio::test]
async fn a_recording_comes_in_and_goes_out_in_each_of_the_six_formats() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let client: ClientSummary =
        noor.post("/api/v1/clients", &NewClient { alias: "Kanoet".into() }).await.unwrap();
    let carer = link::people::Carer::User(stage.login("sam").await.me().user);
    let relations = format!("/api/v1/clients/{}/relations", client.id);
    let _: Vec<link::people::Relation> =
        noor.post(&relations, &link::people::NewRelation { carer }).await.unwrap();
    let bytes = std::fs::read(format!("{FIXTURES}/rest.rr.txt")).unwrap();
    let mut recording = hrv::files::read(&bytes).unwrap();
    recording.start_us = Some(1_764_079_500_000_000);
    let told: Vec<f64> = recording.intervals_ms().collect();
    for format in FileFormat::ALL {
        let file = hrv::files::write(format.of_hrv(), &recording);
        let path = format!("/api/v1/recordings/file?client={}&began_ms=1764079500000", client.id);
        for colleague in ["noor", "sam"] {
            let login = stage.login(colleague).await;
            let answer = login.request(Method::POST, &path).body(file.clone()).send().await.unwrap();
            assert_eq!(answer.status(), StatusCode::OK, "{format:?}");
            let imported: Imported = answer.json().await.unwrap();
            assert_eq!((imported.format, imported.beats as usize), (format, told.len()));
            let out = format!("/api/v1/sessions/{}/rr?format=", imported.session);
            for wanted in FileFormat::ALL {
                let word = serde_json::to_value(wanted).unwrap();
                let path = format!("{out}{}", word.as_str().unwrap());
                let answer = noor.request(Method::GET, &path).send().await.unwrap();
                assert_eq!(answer.status(), StatusCode::OK, "{path}");
                let named = answer.headers()[header::CONTENT_DISPOSITION].to_str().unwrap().to_owned();
                assert!(named.ends_with(&format!(".{}\"", wanted.ending())), "{named}");
                let read = hrv::files::read(&answer.bytes().await.unwrap()).unwrap();
                let kept: Vec<f64> = read.intervals_ms().collect();
                assert_eq!(kept.len(), told.len(), "{format:?} as {wanted:?}");
                // Each step rounds to a millisecond or to 1/1024 s.
                assert!(kept.iter().zip(&told).all(|(kept, told)| (kept - told).abs() < 2.1), "{wanted:?}");
            }
        }
    }
    let sessions: Vec<SessionSummary> =
        noor.get(&format!("/api/v1/clients/{}/sessions", client.id)).await.unwrap();
    assert_eq!(sessions.len(), FileFormat::ALL.len(), "a file that comes again is the same recording");
    assert!(sessions.iter().all(|session| session.recording && session.length.0 > 60_000_000));
}

#[tokio::test]
async fn a_bad_file_is_refused_with_its_line_or_byte_and_makes_no_recording() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let mut fit = hrv::files::write(
        hrv::files::Format::Fit,
        &hrv::files::Recording::of_intervals_ms(&[800.0; 20], None),
    );
    *fit.last_mut().unwrap() ^= 1;
    for (file, language, place, says) in [
        (b"800\n810\nhallo\n".to_vec(), "nl", "line 3", "regel 3"),
        (b"800\n810\nhallo\n".to_vec(), "en", "line 3", "line 3"),
        (b"".to_vec(), "en", "byte 0", "byte 0"),
        (fit.clone(), "nl", &*format!("byte {}", fit.len() - 2), "controlegetal"),
    ] {
        let request = noor.request(Method::POST, "/api/v1/recordings/file").body(file);
        let answer = request.header(header::ACCEPT_LANGUAGE, language).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let problem: PlacedProblem = answer.json().await.unwrap();
        assert_eq!(problem.place, place);
        assert!(problem.message.contains(says) && !problem.message.contains('⟦'), "{}", problem.message);
    }
    let sessions: Vec<SessionSummary> = noor.get("/api/v1/sessions").await.unwrap();
    assert_eq!(sessions, []);
}
