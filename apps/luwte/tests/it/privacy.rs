//! Consent per stream, what a client takes along, and erasing as people ask for it and decide about it.

use crate::{
    stage::{Headset, Stage, witness},
    ways_in::{Browser, on_both},
};
use link::{
    Message, Pose,
    api::{ClientSummary, NewClient, Pair, Paired, Problem},
    login::{ClientCode, ClientMe},
    privacy::{
        Consents, DataStream, ErasureDecision, ErasureRefusal, ErasureRequest, Hold, KeptPart, LogCheck,
        NewHold, Oversight, OwnErasureRequest, PrivacyInformation, SetConsent,
    },
};
use luwte::client::Login;
use proptest::prelude::*;
use reqwest::{Method, StatusCode};
use session::{Act, ClientId, Consent, EventKind};

/// A client whom noor treats and has screened, with a login of their own.
pub async fn client<'a>(stage: &'a Stage, noor: &Login, alias: &str) -> (ClientId, Browser<'a>) {
    let client: ClientSummary =
        noor.post("/api/v1/clients", &NewClient { alias: alias.into() }).await.unwrap();
    stage.screen(noor, client.id).await;
    let code: ClientCode = noor.post(&format!("/api/v1/clients/{}/code", client.id), &()).await.unwrap();
    let mut own = Browser::new(stage);
    let (status, me) = own.post("/api/v1/client/login", &serde_json::json!({ "code": code.code })).await;
    assert_eq!(status, StatusCode::OK, "{me}");
    assert_eq!(serde_json::from_value::<ClientMe>(me).unwrap().client, client.id);
    (client.id, own)
}

/// A session of theirs that goes on.
pub async fn session_of(stage: &Stage, noor: &Login, client: ClientId) -> Headset {
    let mut headset = Headset::begin(stage.enrol(stage.here, "Duinbril").await, Consent::default()).await;
    let digits = headset.pairing_code().await;
    let _: Paired = noor
        .post("/api/v1/pair", &Pair { digits, client: Some(client), alone: false, way: None })
        .await
        .unwrap();
    headset
}

async fn set(own: &mut Browser<'_>, stream: DataStream, given: bool) -> Consents {
    let path = format!("/api/v1/me/consents/{}", stream.word());
    let (status, body) = own.send(Method::PUT, &path, &SetConsent { given, information: 1 }).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    serde_json::from_value(body).unwrap()
}

fn given(consents: &Consents, stream: DataStream) -> bool {
    consents.streams.iter().find(|consent| consent.stream == stream).unwrap().given
}

#[tokio::test]
async fn a_client_switches_each_stream_and_whoever_treats_them_sees_it() {
    let stage = Stage::new().await;
    let (noor, sam) = (stage.login("noor").await, stage.login("sam").await);
    let (kluut, mut own) = client(&stage, &noor, "Kluut").await;
    let (_, mut other) = client(&stage, &noor, "Tapuit").await;
    let before: Consents = own.read("/api/v1/me/consents").await;
    for consent in &before.streams {
        assert_eq!(consent.given, consent.stream != DataStream::Research, "research asks first");
        assert_eq!((consent.since, consent.information), (None, None));
    }
    let after = set(&mut own, DataStream::Heart, false).await;
    assert!(!given(&after, DataStream::Heart) && given(&after, DataStream::Answers));
    assert_eq!(after.streams[2].information, Some(1), "the words that they had before them are remembered");
    let shown: Consents = noor.get(&format!("/api/v1/clients/{kluut}/consents")).await.unwrap();
    assert_eq!(shown, after);
    let of_other: Consents = other.read("/api/v1/me/consents").await;
    assert_eq!(of_other, before, "nobody else's");
    let path = format!("/api/v1/clients/{kluut}/consents");
    assert_eq!(sam.request(Method::GET, &path).send().await.unwrap().status(), StatusCode::FORBIDDEN);
    let unknown = SetConsent { given: true, information: 99 };
    let (status, _) = own.send(Method::PUT, "/api/v1/me/consents/heart", &unknown).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "nobody agreed to words that do not exist");
    let told: PrivacyInformation = own.read("/api/v1/privacy-information").await;
    assert!(told.version == 1 && told.text.starts_with("# "));
    let trail = stage.store.audit_trail(stage.here).await.unwrap();
    assert!(trail.iter().any(|(actor, action, object)| {
        (actor.as_str(), action.as_str(), object.as_str()) == ("client", "withdraw", "consent")
    }));
}

/// Sends a beat and a pose, chooses something and waits until all that is durable; what the record then has of it.
async fn moment(stage: &Stage, noor: &Login, headset: &mut Headset, n: u32) -> [bool; 3] {
    let before = counts(stage, headset).await;
    let mut strap = noor.socket(&format!("/api/v1/live/strap/{}", headset.session)).await.unwrap();
    let id = session::StrapId(uuid::Uuid::from_u128(u128::from(n) + 1));
    let packet = link::BeatPacket { arrived: headset.now(), bytes: vec![0x10, 60, 0, 4] };
    let batch = link::BeatBatch {
        session: headset.session,
        strap: id,
        receiver_epoch: 0,
        first_n: 0,
        packets: vec![packet],
    };
    strap.send(&Message::Beats(batch)).await.unwrap();
    crate::stage::until(&mut strap, |message| {
        matches!(message, Message::Ack { stream: link::StreamId::Beats { .. }, watermark: 1 }).then_some(())
    })
    .await;
    strap.close().await;
    headset.skip(1);
    let pose = Pose::new(headset.now(), [0.0, 0.0, 0.0, 1.0], [0.0; 3]);
    headset.socket.send(&Message::Pose(pose)).await.unwrap();
    headset.act(Act::SetVolume(u8::try_from(n % 90).unwrap() + 5)).await;
    headset.all_durable().await;
    stage.app.hub.room(headset.session).unwrap().keep_poses();
    stage.store.append_and_wait(luwte::store::Append::Events(Vec::new())).await.unwrap();
    let after = counts(stage, headset).await;
    core::array::from_fn(|at| after[at] > before[at])
}

/// How many packets, poses and choices the record has.
async fn counts(stage: &Stage, headset: &Headset) -> [usize; 3] {
    let read = witness(&stage.store, stage.here).await;
    let beats = stage.store.beats(&read, headset.session).await.unwrap();
    let poses = stage.store.poses(&read, headset.session).await.unwrap();
    let events = stage.store.events(&read, headset.session).await.unwrap();
    let many = |is: fn(&EventKind) -> bool| events.iter().filter(|stored| is(&stored.event.kind)).count();
    let choices = many(|kind| matches!(kind, EventKind::VolumeSet(_)));
    [beats.iter().map(|row| row.packets.len()).sum(), poses.len(), choices]
}

#[test]
fn what_is_recorded_is_what_the_client_lets_be_recorded_at_that_moment() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let streams = [DataStream::Heart, DataStream::HeadMovement, DataStream::Behaviour];
    let steps = prop::collection::vec((0..3_usize, any::<bool>()), 1..6);
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(3));
    runner
        .run(&steps, |steps| {
            runtime.block_on(async {
                let stage = Stage::new().await;
                let noor = stage.login("noor").await;
                let (kluut, mut own) = client(&stage, &noor, "Kluut").await;
                // What was withdrawn before counts from the first moment on, and what was sent before it was known whose.
                set(&mut own, DataStream::HeadMovement, false).await;
                let mut headset = session_of(&stage, &noor, kluut).await;
                headset.enter_world().await;
                let mut held = [true, false, true];
                for (n, (which, given)) in steps.into_iter().enumerate() {
                    set(&mut own, streams[which], given).await;
                    held[which] = given;
                    let kept = moment(&stage, &noor, &mut headset, n as u32).await;
                    prop_assert_eq!(kept, held, "step {}", n);
                }
                Ok(())
            })
        })
        .unwrap();
}

#[tokio::test]
async fn without_any_monitoring_a_session_works_and_leaves_only_that_it_was() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let (kluut, mut own) = client(&stage, &noor, "Kluut").await;
    for stream in DataStream::ALL {
        set(&mut own, *stream, false).await;
    }
    let mut headset = session_of(&stage, &noor, kluut).await;
    headset.enter_world().await;
    headset.act(Act::Finish).await;
    headset.act(Act::Continue).await;
    headset.act(Act::RateTension(3)).await;
    headset.act(Act::ReportDiscomfort(session::Discomfort::None)).await;
    headset.act(Act::Continue).await;
    headset.all_durable().await;
    let read = witness(&stage.store, stage.here).await;
    let events = stage.store.events(&read, headset.session).await.unwrap();
    assert_eq!(events.len(), headset.events.len(), "every event keeps its number");
    for stored in &events {
        let kind = &stored.event.kind;
        assert!(!matches!(kind, EventKind::WorldEntered(_) | EventKind::TensionBefore(Some(_))), "{kind:?}");
        assert!(!matches!(kind, EventKind::TensionAfter(Some(_))), "{kind:?}");
    }
    assert!(stage.store.poses(&read, headset.session).await.unwrap().is_empty());
    // Sent again after the server forgot it, it contradicts nothing.
    headset.reconnect().await;
    headset.all_durable().await;
    assert_eq!(stage.store.kept_apart(headset.session).await.unwrap(), 0);
}

#[tokio::test]
async fn erasing_is_asked_by_the_client_and_refused_with_a_reason_or_done() {
    let stage = Stage::new().await;
    let (noor, sam, fem) = (stage.login("noor").await, stage.login("sam").await, stage.login("fem").await);
    let (kluut, mut own) = client(&stage, &noor, "Kluut").await;
    let none: Option<OwnErasureRequest> = own.read("/api/v1/me/erasure-request").await;
    assert_eq!(none, None);
    for _ in 0..2 {
        let (status, _) = own.post("/api/v1/me/erasure-request", &()).await;
        assert_eq!(status, StatusCode::CREATED);
    }
    let requests: Vec<ErasureRequest> = fem.get("/api/v1/erasure-requests").await.unwrap();
    assert_eq!(requests.iter().map(|request| &*request.alias).collect::<Vec<_>>(), ["Kluut"], "asked once");
    let mine: Vec<ErasureRequest> = noor.get("/api/v1/erasure-requests").await.unwrap();
    assert_eq!(mine, requests);
    let nobodys: Vec<ErasureRequest> = sam.get("/api/v1/erasure-requests").await.unwrap();
    assert!(nobodys.is_empty(), "only of clients whom one treats");
    let path = format!("/api/v1/erasure-requests/{}/decision", requests[0].id);
    let decide = async |login: &Login, because: Option<ErasureRefusal>, note: &str| {
        let decision = ErasureDecision { because, note: note.into() };
        login.request(Method::POST, &path).json(&decision).send().await.unwrap()
    };
    assert_eq!(decide(&sam, None, "").await.status(), StatusCode::FORBIDDEN);
    let stranger = stage.login("vreemd").await;
    assert_eq!(decide(&stranger, None, "").await.status(), StatusCode::NOT_FOUND);
    let silent = decide(&fem, Some(ErasureRefusal::Law), " ").await;
    assert_eq!(silent.status(), StatusCode::UNPROCESSABLE_ENTITY, "a refusal says why");

    let holds = format!("/api/v1/clients/{kluut}/holds");
    let new = NewHold { reason: "Klacht bij de klachtencommissie loopt.".into(), until: None };
    let refused = noor.request(Method::POST, &holds).json(&new).send().await.unwrap().status();
    assert_eq!(refused, StatusCode::FORBIDDEN, "the privacy officer sets them");
    let set: Vec<Hold> = fem.post(&holds, &new).await.unwrap();
    assert_eq!((set[0].reason.as_str(), set[0].by_name.as_str()), (new.reason.as_str(), "Fem Voorbeeld"));
    let held = decide(&fem, None, "").await;
    assert_eq!(held.status(), StatusCode::CONFLICT);
    assert_eq!(held.json::<Problem>().await.unwrap().code, "held");
    let lift = format!("{holds}/{}", set[0].id);
    assert_eq!(fem.request(Method::DELETE, &lift).send().await.unwrap().status(), StatusCode::NO_CONTENT);
    assert_eq!(fem.request(Method::DELETE, &lift).send().await.unwrap().status(), StatusCode::NOT_FOUND);

    let why = "Een familielid heeft er een groot belang bij dat dit bewaard blijft.";
    assert_eq!(
        decide(&fem, Some(ErasureRefusal::OthersInterest), why).await.status(),
        StatusCode::NO_CONTENT
    );
    let told: Option<OwnErasureRequest> = own.read("/api/v1/me/erasure-request").await;
    let told = told.unwrap();
    assert_eq!((told.because, told.note.as_deref()), (Some(ErasureRefusal::OthersInterest), Some(why)));
    assert_eq!(decide(&fem, None, "").await.status(), StatusCode::NOT_FOUND, "decided once");

    own.post("/api/v1/me/erasure-request", &()).await;
    let again: Vec<ErasureRequest> = noor.get("/api/v1/erasure-requests").await.unwrap();
    let path = format!("/api/v1/erasure-requests/{}/decision", again[0].id);
    let decision = ErasureDecision { because: None, note: String::new() };
    let done = noor.request(Method::POST, &path).json(&decision).send().await.unwrap();
    assert_eq!(done.status(), StatusCode::NO_CONTENT, "whoever treats them may grant it");
    assert_eq!(own.get("/api/v1/client/me").await.0, StatusCode::UNAUTHORIZED);
    let clients: Vec<ClientSummary> = noor.get("/api/v1/clients").await.unwrap();
    assert!(clients.is_empty());
    assert!(stage.store.verify_audit(&[]).await.unwrap().broken.is_none(), "the access log is whole");
}

#[tokio::test]
async fn the_privacy_officer_sees_consents_in_counts_the_log_and_what_was_due_at_night() {
    on_both(async |stage| {
        let (noor, fem) = (stage.login("noor").await, stage.login("fem").await);
        for n in 0..10 {
            let (_, mut own) = client(stage, &noor, &format!("Kluut {n}")).await;
            if n < 5 {
                set(&mut own, DataStream::Heart, false).await;
            }
            if n < 4 {
                set(&mut own, DataStream::Diary, false).await;
            }
        }
        let seen: Oversight = fem.get("/api/v1/privacy").await.unwrap();
        let count = |stream| seen.consents.iter().find(|count| count.stream == stream).unwrap();
        assert_eq!((count(DataStream::Heart).clients, count(DataStream::Heart).no), (Some(10), Some(5)));
        assert_eq!(count(DataStream::Diary).no, None, "four could be recognised");
        assert_eq!(count(DataStream::Research).no, None, "all ten say no: nobody says yes");
        assert_eq!((seen.log, seen.runs.len()), (None, 0));
        assert_eq!(seen.outlives, [KeptPart::AccessLog, KeptPart::Erased]);
        let checked: LogCheck = fem.post("/api/v1/privacy/log-check", &()).await.unwrap();
        assert!(checked.broken_at.is_none() && checked.lines > 10);

        // In twenty-one years all ten are due; one is held.
        let later_us = luwte::clock::wall_us() + 21 * 31_557_600_000_000;
        let clients: Vec<ClientSummary> = noor.get("/api/v1/clients").await.unwrap();
        let hold = NewHold { reason: "Er loopt een klacht.".into(), until: None };
        let path = format!("/api/v1/clients/{}/holds", clients[0].id);
        let _: Vec<Hold> = fem.post(&path, &hold).await.unwrap();
        let folder = &stage.folder.0;
        let told = luwte::nightly::retention(&stage.store, folder, false, later_us).await.unwrap();
        assert_eq!(told.iter().filter(|looked| looked.erased).count(), 0, "nothing is erased by telling");
        let done = luwte::nightly::retention(&stage.store, folder, true, later_us + 1).await.unwrap();
        assert_eq!(done.iter().filter(|looked| looked.erased).count(), 9);
        let seen: Oversight = fem.get("/api/v1/privacy").await.unwrap();
        let runs: Vec<_> = seen.runs.iter().map(|run| (run.erases, run.due, run.held, run.erased)).collect();
        assert_eq!(runs, [(true, 10, 1, 9), (false, 10, 1, 0)]);
        let left: Vec<ClientSummary> = noor.get("/api/v1/clients").await.unwrap();
        assert_eq!(left.len(), 1);
        let elsewhere = stage.login("vreemd").await;
        let refused = elsewhere.request(Method::GET, "/api/v1/privacy").send().await.unwrap();
        assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    })
    .await;
}
