//! Headsets and rooms as things: never reserved twice at a time, handed out only through the gate, home only after practice.

use crate::{
    postgres::Postgres,
    stage::{Folder, Stage},
};
use link::{
    api::{ClientSummary, NewClient, Problem},
    equipment::{
        Happened, KeptHeadset, MovedReservation, Need, NewHappening, NewReservation, NewRoom, Reserved, Room,
    },
};
use luwte::{
    app::Settings,
    client::Login,
    clock,
    store::{Database, Store},
};
use reqwest::{Method, StatusCode};
use session::{Act, DeviceId, Discomfort};
use uuid::Uuid;

const MINUTE_US: i64 = 60_000_000;

/// A whole minute, so many minutes from now.
fn minutes_from_now(minutes: i64) -> i64 {
    (clock::wall_us() / MINUTE_US + minutes) * MINUTE_US
}

async fn send(
    login: &Login,
    method: Method,
    path: &str,
    body: &impl serde::Serialize,
) -> (StatusCode, String) {
    let response = login.request(method, path).json(body).send().await.unwrap();
    let status = response.status();
    let code =
        if status.is_success() { String::new() } else { response.json::<Problem>().await.unwrap().code };
    (status, code)
}

async fn tell(login: &Login, headset: DeviceId, what: NewHappening) -> (StatusCode, String) {
    send(login, Method::POST, &format!("/api/v1/headsets/{headset}/happenings"), &what).await
}

async fn kept(login: &Login, headset: DeviceId) -> KeptHeadset {
    let all: Vec<KeptHeadset> = login.get("/api/v1/equipment").await.unwrap();
    all.into_iter().find(|kept| kept.id == headset).unwrap()
}

async fn ready(login: &Login, headset: DeviceId) {
    for what in [NewHappening::Cleaned, NewHappening::Cleared, NewHappening::Charged { pct: 80 }] {
        assert_eq!(tell(login, headset, what).await.0, StatusCode::NO_CONTENT);
    }
    assert_eq!(kept(login, headset).await.missing, []);
}

fn once(thing: Uuid, from: i64, minutes: u32) -> NewReservation {
    NewReservation { ids: vec![Uuid::now_v7()], thing, from: vec![from], minutes }
}

async fn nobody_has_the_same_headset_at_the_same_time(stage: &Stage) {
    let (headset, _) = stage.code(stage.here, "Duinbril").await;
    let noor = stage.login("noor").await;
    let room: Room = noor_makes_no_room(stage).await;
    for thing in [headset.0, room.id] {
        let from = minutes_from_now(60);
        // Twenty want overlapping half hours at once: those who got one do not touch, with time to clean between.
        let wants = (0..20).map(|index| {
            let (login, want) = (noor.on_its_own(), once(thing, from + (index % 4) * 5 * MINUTE_US, 30));
            async move { send(&login, Method::POST, "/api/v1/reservations", &want).await }
        });
        let answers = futures_util::future::join_all(wants).await;
        let made = answers.iter().filter(|(status, _)| *status == StatusCode::CREATED).count();
        assert_eq!(made, 1, "{answers:?}");
        assert!(answers.iter().all(|(status, code)| *status == StatusCode::CREATED || code == "reserved"));
        let window =
            format!("/api/v1/reservations?from={}&until={}", from - MINUTE_US, from + 600 * MINUTE_US);
        let all: Vec<Reserved> = noor.get(&window).await.unwrap();
        let own: Vec<_> = all.iter().filter(|reserved| reserved.thing == thing).collect();
        assert_eq!(own.len(), 1);
        assert!(own[0].own && own[0].by_name == "Noor Voorbeeld");
    }
}

/// A room, made by who looks after headsets; a practitioner may not.
async fn noor_makes_no_room(stage: &Stage) -> Room {
    let new = NewRoom { name: "Stilteruimte".into(), site: None, shared: false, closed: false };
    let noor = stage.login("noor").await;
    assert_eq!(send(&noor, Method::POST, "/api/v1/rooms", &new).await.0, StatusCode::FORBIDDEN);
    let jip = stage.login("jip").await;
    jip.post("/api/v1/rooms", &new).await.unwrap()
}

#[tokio::test]
async fn nothing_is_reserved_twice_at_a_time_on_sqlite() {
    nobody_has_the_same_headset_at_the_same_time(&Stage::new().await).await;
}

#[tokio::test]
async fn nothing_is_reserved_twice_at_a_time_on_postgres() {
    let Some(postgres) = Postgres::start() else { return };
    let store = Store::on(Database::postgres(&postgres.address()).await.unwrap()).await.unwrap();
    nobody_has_the_same_headset_at_the_same_time(&Stage::on(store, Folder::new(), Settings::default()).await)
        .await;
}

#[tokio::test]
async fn a_season_is_reserved_whole_or_not_at_all_and_told_twice_is_once() {
    let stage = Stage::new().await;
    let (headset, _) = stage.code(stage.here, "Duinbril").await;
    let (noor, sam, jip) = (stage.login("noor").await, stage.login("sam").await, stage.login("jip").await);
    let week = 7 * 24 * 60;
    let from: Vec<i64> = (0..4).map(|at| minutes_from_now(120 + at * week)).collect();
    let season = NewReservation {
        ids: from.iter().map(|_| Uuid::now_v7()).collect(),
        thing: headset.0,
        from: from.clone(),
        minutes: 45,
    };
    let path = "/api/v1/reservations";
    let third = once(headset.0, from[2] + 10 * MINUTE_US, 10);
    assert_eq!(send(&sam, Method::POST, path, &third).await.0, StatusCode::CREATED);
    assert_eq!(send(&noor, Method::POST, path, &season).await, (StatusCode::CONFLICT, "reserved".into()));
    let window = format!("{path}?from={}&until={}", from[0], from[3] + MINUTE_US);
    assert_eq!(noor.get::<Vec<Reserved>>(&window).await.unwrap().len(), 1, "nothing of it was kept");

    // A colleague's is not given back by another colleague, but by who looks after headsets.
    let sams = format!("{path}/{}", third.ids[0]);
    assert_eq!(noor.request(Method::DELETE, &sams).send().await.unwrap().status(), StatusCode::FORBIDDEN);
    for _ in 0..2 {
        assert_eq!(jip.request(Method::DELETE, &sams).send().await.unwrap().status(), StatusCode::NO_CONTENT);
    }
    assert_eq!(send(&sam, Method::POST, path, &third).await, (StatusCode::CONFLICT, "meanwhile".into()));
    for _ in 0..2 {
        assert_eq!(send(&noor, Method::POST, path, &season).await.0, StatusCode::CREATED);
    }
    assert_eq!(noor.get::<Vec<Reserved>>(&window).await.unwrap().len(), 4);
    let moved = MovedReservation { thing: headset.0, from: from[0] + 50 * MINUTE_US, minutes: 30 };
    let first = format!("{path}/{}", season.ids[0]);
    assert_eq!(send(&noor, Method::PUT, &first, &moved).await.0, StatusCode::NO_CONTENT);
    let onto = MovedReservation { thing: headset.0, from: from[1], minutes: 30 };
    assert_eq!(send(&noor, Method::PUT, &first, &onto).await, (StatusCode::CONFLICT, "reserved".into()));
}

#[tokio::test]
async fn what_cannot_be_reserved_is_refused_with_its_reason() {
    let stage = Stage::new().await;
    let (headset, _) = stage.code(stage.here, "Duinbril").await;
    let noor = stage.login("noor").await;
    let later = minutes_from_now(60);
    for (want, status) in [
        (once(Uuid::now_v7(), later, 30), StatusCode::NOT_FOUND),
        (once(headset.0, minutes_from_now(-60), 30), StatusCode::UNPROCESSABLE_ENTITY),
        (once(headset.0, later + 1, 30), StatusCode::UNPROCESSABLE_ENTITY),
        (once(headset.0, later, 4), StatusCode::UNPROCESSABLE_ENTITY),
        (once(headset.0, later, 20_000), StatusCode::UNPROCESSABLE_ENTITY),
        (NewReservation { from: vec![], ..once(headset.0, later, 30) }, StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        assert_eq!(send(&noor, Method::POST, "/api/v1/reservations", &want).await.0, status, "{want:?}");
    }
    // Another institution's headset does not exist here.
    let elsewhere = stage.login("vreemd").await;
    let want = once(headset.0, later, 30);
    assert_eq!(send(&elsewhere, Method::POST, "/api/v1/reservations", &want).await.0, StatusCode::NOT_FOUND);
    assert_eq!(tell(&elsewhere, headset, NewHappening::Cleaned).await.0, StatusCode::NOT_FOUND);
    let path = format!("/api/v1/headsets/{headset}/happenings");
    let looked = elsewhere.request(Method::GET, &path).send().await.unwrap();
    assert_eq!(looked.status(), StatusCode::NOT_FOUND);
    assert!(elsewhere.get::<Vec<KeptHeadset>>("/api/v1/equipment").await.unwrap().is_empty());
}

#[tokio::test]
async fn safety_rule_14_a_headset_goes_out_only_when_it_is_whole_clean_cleared_and_charged() {
    let stage = Stage::new().await;
    let (headset, _) = stage.code(stage.here, "Duinbril").await;
    let ravi = stage.login("ravi").await;
    let fresh = kept(&ravi, headset).await;
    assert_eq!(fresh.missing, [Need::Cleaning, Need::Clearing, Need::Charging], "nobody knows it yet");
    let loan = Uuid::now_v7();
    let out = NewHappening::HandedOut { loan, client: None, until: Some(minutes_from_now(600)) };
    let refused = (StatusCode::CONFLICT, "headset-not-ready".to_owned());
    assert_eq!(tell(&ravi, headset, out.clone()).await, refused);
    ready(&ravi, headset).await;
    let broke = NewHappening::Broke { what: "Linkerlens beslaat.".into() };
    assert_eq!(tell(&ravi, headset, broke).await.0, StatusCode::NO_CONTENT);
    assert_eq!(tell(&ravi, headset, out.clone()).await, refused);
    assert_eq!(tell(&ravi, headset, NewHappening::Repaired).await.0, StatusCode::NO_CONTENT);
    ready(&ravi, headset).await;
    // A lost answer: told again it is the same loan, written down once.
    for _ in 0..2 {
        assert_eq!(tell(&ravi, headset, out.clone()).await.0, StatusCode::NO_CONTENT);
    }
    let now = kept(&ravi, headset).await;
    let with = now.out.unwrap();
    assert_eq!((with.loan, with.by_name.as_str(), with.at_home), (loan, "Ravi Voorbeeld", false));
    let other = NewHappening::Returned { loan: Uuid::now_v7() };
    assert_eq!(tell(&ravi, headset, other).await, (StatusCode::CONFLICT, "meanwhile".into()));
    assert_eq!(tell(&ravi, headset, NewHappening::Returned { loan }).await.0, StatusCode::NO_CONTENT);
    assert_eq!(kept(&ravi, headset).await.missing, [Need::Cleaning, Need::Clearing, Need::Charging]);
    let path = format!("/api/v1/headsets/{headset}/happenings");
    let log: Vec<Happened> = ravi.get(&path).await.unwrap();
    let kinds: Vec<_> = log.iter().map(|line| line.kind.as_str()).collect();
    assert_eq!(kinds[..2], ["returned", "handed-out"]);
    assert_eq!(kinds.iter().filter(|kind| **kind == "handed-out").count(), 1);
    assert_eq!(kinds.last(), Some(&"added"));
    assert!(log.iter().any(|line| line.detail.as_deref() == Some("Linkerlens beslaat.")));
}

#[tokio::test]
async fn a_session_leaves_a_headset_to_be_cleaned_and_cleared() {
    let stage = Stage::new().await;
    let jip = stage.login("jip").await;
    let login = stage.enrol(stage.here, "Duinbril").await;
    let all: Vec<KeptHeadset> = jip.get("/api/v1/equipment").await.unwrap();
    let headset = all[0].id;
    ready(&jip, headset).await;
    let mut worn = crate::stage::Headset::begin(login, session::Consent::default()).await;
    worn.enter_world().await;
    worn.all_durable().await;
    let now = kept(&jip, headset).await;
    assert!(now.worn);
    assert_eq!(now.missing, [Need::Cleaning, Need::Clearing]);
    ready(&jip, headset).await;
}

#[tokio::test]
async fn safety_rule_02_home_goes_only_who_did_it_once_themselves_with_somebody_there() {
    let mut stage = Stage::new().await;
    let (noor, jip) = (stage.login("noor").await, stage.login("jip").await);
    let client: ClientSummary =
        noor.post("/api/v1/clients", &NewClient { alias: "Kluut".into() }).await.unwrap();
    stage.screen(&noor, client.id).await;
    let (headset, _) = stage.code(stage.here, "Thuisbril").await;
    ready(&jip, headset).await;
    let home = |loan| NewHappening::HandedOut { loan, client: Some(client.id), until: None };
    let loan = Uuid::now_v7();
    assert_eq!(
        tell(&noor, headset, home(loan)).await,
        (StatusCode::CONFLICT, "screening-supervised-first".into())
    );
    // Who sees no clients lends none home; who does not treat this one neither.
    assert_eq!(tell(&jip, headset, home(loan)).await.0, StatusCode::FORBIDDEN);
    let sam = stage.login("sam").await;
    assert_eq!(tell(&sam, headset, home(loan)).await.0, StatusCode::FORBIDDEN);

    let mut worn = stage.headset().await;
    let digits = worn.pairing_code().await;
    let pair = link::api::Pair { digits, client: Some(client.id), alone: false, way: None };
    let paired: link::api::Paired = noor.post("/api/v1/pair", &pair).await.unwrap();
    let mut watcher = crate::stage::Watcher::open(&noor, paired.session).await;
    worn.until(|message| matches!(message, link::Message::Command(_)).then_some(())).await;
    worn.act(Act::AnswerWatch(true)).await;
    watcher.until(|message| matches!(message, link::Message::Snapshot(_)).then_some(())).await;
    worn.enter_world().await;
    worn.act(Act::Finish).await;
    worn.act(Act::Continue).await;
    worn.act(Act::RateTension(3)).await;
    worn.act(Act::ReportDiscomfort(Discomfort::None)).await;
    worn.act(Act::Continue).await;
    worn.all_durable().await;
    assert_eq!(tell(&noor, headset, home(loan)).await, (StatusCode::NO_CONTENT, String::new()));
    let seen = kept(&jip, headset).await.out.unwrap();
    assert!(seen.at_home, "and whoever looks after headsets reads no client's name");
    let told = serde_json::to_string(&seen).unwrap();
    assert!(!told.contains("Kluut") && !told.contains(&client.id.to_string()), "{told}");
    stage.end().await;
}
